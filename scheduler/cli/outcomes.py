"""How a search for a calendar ended, printed: a plan, several to choose from, none, or time that ran out."""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from scheduler.cli import OUT_OF_TIME
from scheduler.cli.words import NO, print_json, say
from scheduler.messages.plans import option_lines, options_document, plan_summary, solved_sentences, why_fewer
from scheduler.messages.refusals import (
    infeasible_document,
    infeasible_sentences,
    out_of_time_document,
    out_of_time_sentences,
)


def show(outcome: Any, folder: Path, *, as_document: bool) -> None:  # noqa: ANN401 - its type is loaded with the solver
    """Print how a search for a calendar ended; where there is none, end with the exit code that says so."""
    from scheduler.commands import plans as planner  # noqa: PLC0415 - help must not wait for the solver to load

    if isinstance(outcome, planner.Solved):
        if as_document:
            print_json(plan_summary(outcome.plan, folder, outcome.law))
        for sentence in solved_sentences(outcome.problem, outcome.plan, folder):
            say(sentence)
    elif isinstance(outcome, planner.Infeasible):
        no_plan(outcome, as_document=as_document)
    else:
        if as_document:
            print_json(out_of_time_document(outcome))
        for sentence in out_of_time_sentences(outcome):
            say(sentence)
        sys.exit(OUT_OF_TIME)


def show_options(planned: Any, folder: Path, *, as_document: bool) -> None:  # noqa: ANN401 - its type is loaded with the solver
    """Print the calendars that were found, compared, and say where they are and why there are no more."""
    options = planned.options
    if as_document:
        print_json(options_document(options, folder, planned.asked, planned.why_no_more, planned.law))
    for sentence in solved_sentences(planned.problem, options[0].plan, folder):
        say(sentence)
    if len(options) > 1:
        if not as_document:
            for line in option_lines(options):
                click.echo(line)
        say(f"Compared in {folder / 'options.html'} and {folder / 'options.xlsx'}; the others are below {folder}.")
    for sentence in why_fewer(options, planned.asked, planned.why_no_more):
        say(sentence)


def no_plan(outcome: Any, *, as_document: bool) -> NoReturn:  # noqa: ANN401 - its type is loaded with the solver
    """Print why there is no plan, and end with the exit code that says so."""
    if as_document:
        print_json(infeasible_document(outcome))
    for sentence in infeasible_sentences(outcome):
        say(sentence)
    sys.exit(NO)
