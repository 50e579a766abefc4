"""What `plan --options` shows: good calendars to choose from, side by side."""

from pathlib import Path
from typing import Any

import click

from scheduler.cli.words import print_json, say
from scheduler.messages.options import option_lines, options_document, why_fewer
from scheduler.messages.sentences import solved_sentences

MOST_OPTIONS = 5


def show_options(planned: Any, folder: Path, *, as_document: bool) -> None:  # noqa: ANN401 - its type is loaded with the solver
    """Print the calendars that were found, compared, and say where they are and why there are no more."""
    options = planned.options
    if as_document:
        print_json(options_document(options, folder, planned.asked, planned.why_no_more))
    for sentence in solved_sentences(options[0].plan, folder):
        say(sentence)
    if len(options) > 1:
        if not as_document:
            for line in option_lines(options):
                click.echo(line)
        say(f"Compared in {folder / 'options.html'} and {folder / 'options.xlsx'}; the others are below {folder}.")
    for sentence in why_fewer(options, planned.asked, planned.why_no_more):
        say(sentence)
