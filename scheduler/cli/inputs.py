"""The commands that make and read inputs: `new` and `validate`."""

from collections.abc import Callable
from pathlib import Path

import click

from scheduler.cli.words import SOURCE, in_words, json_option, print_json, say, warn
from scheduler.errors import InputFaults, MeetingDayError
from scheduler.messages.documents import as_json

EXAMPLES = ("trafford-2015-16", "harrow-2011-12")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--example", type=click.Choice(EXAMPLES), help="A filled example instead of a blank workbook.")
def new(path: Path, example: str | None) -> None:
    r"""Write a workbook to fill in at PATH: every table, drop-downs, and a sheet of instructions.

    \b
    Examples:
      meeting-day new year.xlsx
      meeting-day new trafford.xlsx --example trafford-2015-16
    """
    with in_words(as_document=False):
        from scheduler.commands import inputs as planner  # noqa: PLC0415 - help must not wait for the solver to load

        planner.new(path, example)
        say(f"Wrote {path}. Fill it in, then: meeting-day validate {path}")


@click.command()
@SOURCE
@json_option
def validate(source: Path, *, as_document: bool) -> None:
    r"""Read INPUT, a workbook or a folder of CSV files, and list every fault with its cell.

    A faulty workbook is also copied to "NAME - problems.xlsx", with the faults listed and the cells marked;
    the original is not touched.

    \b
    Examples:
      meeting-day validate year.xlsx
      meeting-day validate inputs/trafford-2015-16 --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import inputs as planner  # noqa: PLC0415 - help must not wait for the solver to load

        try:
            warnings = planner.validate(source)
        except InputFaults as problem:
            _copy_problems(planner.problems_copy, source, problem)
            raise
        if as_document:
            print_json({"faults": [], "warnings": as_json(warnings)})
        warn(warnings)
        say(f"{source} can be planned.")


def _copy_problems(copy: Callable[..., Path], source: Path, problem: InputFaults) -> None:
    if source.exists():
        try:
            where = copy(source, problem.faults, problem.warnings)
        except (MeetingDayError, OSError) as trouble:
            say(f"The copy with the problems marked could not be written: {trouble}")
        else:
            say(f"The problems are marked in {where}.")
