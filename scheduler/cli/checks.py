"""The command that holds a calendar against its input: `check`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from scheduler.cli.words import DONE, NO, SOURCE, in_words, json_option, print_json, warn
from scheduler.messages.documents import Row, as_json
from scheduler.messages.sentences import check_sentences


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@json_option
def check(source: Path, calendar: Path, *, as_document: bool) -> None:
    r"""List every rule that PLAN breaks under INPUT, and every clash, with the people named.

    PLAN is a folder that `plan` wrote, a plan.json, or a calendar made by hand: a table body, date, start,
    end, room as .csv or .xlsx. Ends with 1 if a rule is broken.

    \b
    Examples:
      meeting-day check year.xlsx outputs/year
      meeting-day check year.xlsx by-hand.csv --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import checks as planner  # noqa: PLC0415 - help must not wait for the solver to load

        report = planner.check(source, calendar)
        warn(report.warnings)
        if as_document:
            parts: dict[str, Sequence[Row]] = {
                "breaches": report.breaches,
                "clashes": report.clashes,
                "wishes": report.wishes,
            }
            print_json({name: as_json(rows) for name, rows in parts.items()})
        else:
            for sentence in check_sentences(report.breaches, report.clashes, report.wishes):
                click.echo(sentence)
        sys.exit(NO if report.breaches else DONE)
