"""The commands that make plans and write them: `plan`, `export` and `confirm`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from scheduler.cli.words import (
    MOST_SECONDS,
    NO,
    OUT_OF_TIME,
    SOURCE,
    as_of_option,
    in_words,
    json_option,
    print_json,
    say,
    warn,
)
from scheduler.messages.plans import (
    confirmed_document,
    confirmed_sentences,
    option_lines,
    options_document,
    plan_summary,
    solved_sentences,
    why_fewer,
)
from scheduler.messages.progress import telling
from scheduler.messages.refusals import (
    infeasible_document,
    infeasible_sentences,
    out_of_time_document,
    out_of_time_sentences,
)

MOST_OPTIONS = 5


@click.command()
@SOURCE
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder to write; replaced whole.")
@click.option(
    "--time-limit", type=click.FloatRange(min=0, max=MOST_SECONDS, min_open=True), default=60, show_default=True,
    help="Seconds to search; then the best plan so far is written, with how good it could be.",
)  # fmt: skip
@click.option("--baseline", type=click.Path(path_type=Path), help="An earlier plan, to move as little of as can be.")
@as_of_option
@click.option(
    "--options", "number", type=click.IntRange(1, MOST_OPTIONS), default=1, show_default=True,
    help="Calendars to choose from that truly differ, the best included.",
)  # fmt: skip
@json_option
def plan(
    source: Path,
    folder: Path | None,
    time_limit: float,
    baseline: Path | None,
    as_of: datetime | None,
    number: int,
    *,
    as_document: bool,
) -> None:
    r"""Find the year's calendar and write plan.json, the workbook, the feeds and the year page.

    INPUT is a workbook or a folder of CSV files. The plan goes to outputs/NAME unless -o names a folder.
    Ctrl-C stops the search and writes the best plan so far. Ends with 0 if a plan was written, 1 if none
    exists, 2 if the input is wrong, 3 if time ran out.

    With --options 3, up to three good calendars that truly differ: no meeting day on a date of another, or without
    meeting days a quarter of the meetings on other dates. The best is written as ever, the others below it in
    options, with a comparison in options.html and options.xlsx. The time limit is then for each search.

    A baseline for other days is taken for an earlier year: its weekdays and weeks are a pattern to follow.

    \b
    Examples:
      meeting-day plan year.xlsx
      meeting-day plan inputs/trafford-2015-16 -o outputs/trafford --time-limit 30
      meeting-day plan year.xlsx --baseline outputs/year --as-of 2026-11-24
      meeting-day plan year.xlsx --options 3
    """
    with in_words(as_document=as_document):
        from scheduler.commands import options as several  # noqa: PLC0415 - help must not wait for the solver to load
        from scheduler.commands import plans as planner  # noqa: PLC0415 - the same

        target = folder or Path("outputs") / source.resolve().stem
        with telling() as listener:
            asked = planner.Asked(source, target, time_limit, baseline, as_of)
            outcome = (
                several.plan_options(asked, number, listener, warn)
                if number > 1
                else planner.plan(source, target, time_limit, baseline, as_of, listener, warn)
            )
        if isinstance(outcome, several.Planned):
            _show_options(outcome, target, as_document=as_document)
        elif isinstance(outcome, planner.Solved):
            if as_document:
                print_json(plan_summary(outcome.plan, target))
            for sentence in solved_sentences(outcome.plan, target):
                say(sentence)
        elif isinstance(outcome, planner.Infeasible):
            _no_plan(outcome, as_document=as_document)
        else:
            if as_document:
                print_json(out_of_time_document(outcome))
            for sentence in out_of_time_sentences(outcome):
                say(sentence)
            sys.exit(OUT_OF_TIME)


def _show_options(planned: Any, folder: Path, *, as_document: bool) -> None:  # noqa: ANN401 - its type is loaded with the solver
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


def _no_plan(outcome: Any, *, as_document: bool) -> NoReturn:  # noqa: ANN401 - its type is loaded with the solver
    if as_document:
        print_json(infeasible_document(outcome))
    for sentence in infeasible_sentences(outcome):
        say(sentence)
    sys.exit(NO)


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--input", "source", type=click.Path(path_type=Path), help="An input other than the one kept beside it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Another folder to write to.")
def export(folder: Path, source: Path | None, output: Path | None) -> None:
    r"""Write the workbook, feeds and page of the plan in PLAN_DIR again, from its plan.json.

    \b
    Examples:
      meeting-day export outputs/year
      meeting-day export outputs/year -o copy
    """
    with in_words(as_document=False):
        from scheduler.commands import plans as planner  # noqa: PLC0415 - help must not wait for the solver to load

        planner.export(folder, source, output)
        say(f"Wrote {output or folder}.")


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--body", "bodies", multiple=True, metavar="BODY", help="Only this body; may be given several times.")
@as_of_option
@json_option
def confirm(folder: Path, bodies: tuple[str, ...], as_of: datetime | None, *, as_document: bool) -> None:
    r"""Confirm the provisional meetings of the plan in PLAN_DIR, and write all its outputs again.

    Members' calendars then show them without "(provisional)", as busy. Cancelled meetings stay cancelled. Where
    nothing is provisional, nothing is changed. Ends with 0, or 2 if the folder or a body's code is wrong.

    \b
    Examples:
      meeting-day confirm outputs/year
      meeting-day confirm outputs/year --body HWB --body GB --as-of 2026-11-24
    """
    with in_words(as_document=as_document):
        from scheduler.commands import confirming as planner  # noqa: PLC0415 - help must not wait for all of it to load

        done = planner.confirm(folder, bodies, as_of)
        if as_document:
            print_json(confirmed_document(done.meetings, done.left, folder))
        for sentence in confirmed_sentences(done.problem, done.meetings, done.left, folder):
            say(sentence)
