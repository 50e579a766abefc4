"""The commands that make and change inputs and plans: `new`, `validate`, `plan`, `export`, `confirm`, `change`."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any, cast

import click

from scheduler.cli import OUT_OF_TIME, completion
from scheduler.cli.outcomes import show, show_options
from scheduler.cli.progress import progress_shown
from scheduler.cli.taking import take_option
from scheduler.cli.words import (
    DONE,
    NO,
    SECONDS,
    SOURCE,
    anyway_option,
    as_of_option,
    in_words,
    json_option,
    print_json,
    say,
    step_asked,
    step_options,
    warn,
)
from scheduler.dates.closed_dates import edition_in_words
from scheduler.domain.tables import Column
from scheduler.errors import InputFaults, MeetingDayError
from scheduler.law.words import heading_of
from scheduler.messages.changes import (
    alternative_sentences,
    change_document,
    consequence_sentences,
    repair_sentences,
)
from scheduler.messages.documents import as_json
from scheduler.messages.law import fault_documents, warning_faults
from scheduler.messages.plans import (
    confirmed_document,
    confirmed_sentences,
)
from scheduler.messages.refusals import (
    infeasible_document,
    infeasible_sentences,
)
from scheduler.solver.cp.progress import Clock

EXAMPLES = ("trafford-2015-16", "harrow-2011-12", "district-2027-28", "reorganisation-2027-28")
MOST_OPTIONS = 5
_DATE = Column("from", "date")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--example", type=click.Choice(EXAMPLES), help="A filled example instead of a blank workbook.")
def new(path: Path, example: str | None) -> None:
    r"""Write a workbook to fill in at PATH: every table, drop-downs, and a sheet of instructions.

    Ends with 0, or with 2 if it cannot be written.

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

    Ends with 0, or with 2 if there is a fault.

    \b
    Examples:
      meeting-day validate year.xlsx
      meeting-day validate inputs/trafford-2015-16 --json
    """
    with in_words(as_document=as_document):
        from scheduler.commands import inputs as planner  # noqa: PLC0415 - help must not wait for the solver to load

        try:
            found = planner.validate(source)
        except InputFaults as problem:
            _copy_problems(planner.problems_copy, source, problem)
            raise
        if as_document:
            law = fault_documents(found.problem, found.law, found.places)
            print_json({"faults": [], "warnings": [*as_json(found.warnings), *law]})
        heading = heading_of(found.problem, found.law)
        if heading:
            say(heading)
        warn((*found.warnings, *warning_faults(found.problem, found.law, found.places)))
        edition = edition_in_words(found.problem)
        if edition is not None:
            say(edition)
        say(f"{source} can be planned.")


def _copy_problems(copy: Callable[..., Path], source: Path, problem: InputFaults) -> None:
    if source.is_file() or source.is_dir():
        try:
            where = copy(source, problem.faults, problem.warnings)
        except (MeetingDayError, OSError) as trouble:
            say(f"The problems are marked in no copy. {trouble}")
        else:
            say(f"The problems are marked in {where}.")


@click.command()
@SOURCE
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder to write; replaced whole.")
@click.option(
    "--time-limit", type=SECONDS, default=60, show_default=True,
    help="Seconds from now to when all is written: the best plan by then, with how good it could be.",
)  # fmt: skip
@click.option("--baseline", type=click.Path(path_type=Path),
    help="Another plan to move as little of as can be, instead of the one in the folder.")  # fmt: skip
@click.option("--cluster", metavar="ADDRESS", help="Have workers of this Dask cluster help, such as tcp://host:8786.")
@click.option("--afresh", is_flag=True, help="Begin anew, whatever plan is in the folder; that is kept beside it.")
@as_of_option
@click.option(
    "--options", "number", type=click.IntRange(1, MOST_OPTIONS), default=1, show_default=True,
    help="Calendars to choose from that truly differ, the best included.",
)  # fmt: skip
@click.option("--take", type=click.IntRange(2, MOST_OPTIONS), metavar="N",
    help="Take this one of the options that were found before, instead of the best; nothing is searched.")  # fmt: skip
@step_options
@json_option
def plan(
    source: Path,
    folder: Path | None,
    number: int,
    take: int | None,
    *,
    as_document: bool,
    **wanted: Any,  # noqa: ANN401 - the options, handed on as they are
) -> None:
    r"""Find the year's calendar and write plan.json, the workbook, the feeds and the year page.

    INPUT is a workbook or a folder of CSV files. The plan goes to outputs/NAME unless -o names a folder.
    Ctrl-C stops the search and writes the best plan so far. Ends with 0 if a plan was written, 1 if none
    exists, 2 if the input is wrong, 3 if time ran out.

    With --options 3, up to three good calendars that truly differ: no meeting day on a date of another, or without
    meeting days a quarter of the meetings on other dates. The best is written as ever, the others below it in
    options, with a comparison in options.html and options.xlsx. The time limit is then for each search. --take 2
    then puts the second in the place of the best, as a step of the history that can be undone.

    The plan that is in the folder already is the baseline: as little of it as can be is moved, and numbers, revisions
    and what subscribers have go on from it. --afresh begins anew; the folder as it was is kept as NAME.previous. Where
    meetings are confirmed or published, --as-of must say what day it is: --as-of today.

    A baseline for other days is taken for an earlier year: its weekdays and weeks are a pattern to follow.

    With --cluster, workers of a Dask cluster search beside this machine: a year of more than 90 meetings is better
    sooner. What is proven is as without them. All that they find is checked here, and a worker that is lost loses
    only its part. It needs pip install 'meeting-day[cluster]' here, the same version of meeting-day on the workers,
    and an address that you trust; start workers with --nthreads 1.

    \b
    Examples:
      meeting-day plan year.xlsx
      meeting-day plan inputs/trafford-2015-16 -o outputs/trafford --time-limit 30
      meeting-day plan year.xlsx --as-of today
      meeting-day plan year.xlsx --baseline outputs/last-year --afresh
      meeting-day plan year.xlsx --options 3
      meeting-day plan year.xlsx --take 2
      meeting-day plan year.xlsx --time-limit 600 --cluster tcp://scheduler:8786
    """
    began = monotonic()
    if take is not None:
        take_option(source, folder, take, number, wanted, as_document=as_document)
        return
    with in_words(as_document=as_document):
        from scheduler.commands import options as several  # noqa: PLC0415 - help must not wait for the solver to load
        from scheduler.commands import plans as planner  # noqa: PLC0415 - the same

        target = folder or Path("outputs") / source.resolve().stem
        with progress_shown(wanted.pop("time_limit"), began) as clock:
            asked = planner.Asked(source, target, clock, step=step_asked(), **wanted)
            outcome = (
                several.plan_options(asked, number, clock.listener, warn, say)
                if number > 1
                else planner.plan(asked, clock.listener, warn, say)
            )
        if isinstance(outcome, several.Planned):
            show_options(outcome, target, as_document=as_document)
        else:
            show(outcome, target, as_document=as_document)


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--input", "source", type=click.Path(path_type=Path), help="An input other than the one kept beside it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Another folder to write to.")
@anyway_option
@step_options
def export(folder: Path, source: Path | None, output: Path | None, anyway: str | None) -> None:
    r"""Write the workbook, feeds and page of the plan in PLAN_DIR again, from its plan.json.

    Nothing is written where the plan breaks a rule, or its input was changed since it was made: --anyway REASON writes
    it all the same, and records the reason. Ends with 0, with 1 where it is refused, or 2 if the folder is wrong.

    \b
    Examples:
      meeting-day export outputs/year
      meeting-day export outputs/year -o copy
    """
    with in_words(as_document=False):
        from scheduler.commands import plans as planner  # noqa: PLC0415 - help must not wait for the solver to load

        planner.export(folder, source, output, step_asked(), anyway)
        say(f"Wrote {output or folder}.")


@click.command()
@click.argument("folder", metavar="PLAN_DIR", type=click.Path(path_type=Path))
@click.option("--body", "bodies", multiple=True, metavar="BODY", shell_complete=completion.bodies,
    help="Only this body; may be given several times.")  # fmt: skip
@as_of_option
@anyway_option
@step_options
@json_option
def confirm(
    folder: Path, bodies: tuple[str, ...], as_of: datetime | None, anyway: str | None, *, as_document: bool
) -> None:
    r"""Confirm the provisional meetings of the plan in PLAN_DIR, and write all its outputs again.

    Members' calendars then show them without "Provisional:", as busy. Cancelled meetings stay cancelled. Where
    nothing is provisional, nothing is changed. The plan is checked first: where it breaks a rule, or its input was
    changed since it was made, nothing is confirmed, unless a reason is given with --anyway, which is recorded. Ends
    with 0, with 1 where it is refused, or 2 if the folder or a body's code is wrong.

    \b
    Examples:
      meeting-day confirm outputs/year
      meeting-day confirm outputs/year --body HWB --body GB --as-of 2026-11-24
    """
    with in_words(as_document=as_document):
        from scheduler.commands import confirming as planner  # noqa: PLC0415 - help must not wait for all of it to load

        done = planner.confirm(folder, bodies, as_of, step_asked(), anyway)
        if as_document:
            print_json(confirmed_document(done.meetings, done.left, folder))
        for sentence in confirmed_sentences(done.problem, done.meetings, done.left, folder):
            say(sentence)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read --from."""
    from scheduler.reading.tables.cells import read_cell  # noqa: PLC0415 - help must not wait for it to load
    from scheduler.reading.tables.texts import CellFault  # noqa: PLC0415 - help must not wait for it to load

    del context
    try:
        return None if value is None else cast("date", read_cell(_DATE, value.strip()))
    except CellFault as trouble:
        raise click.BadParameter(f"{trouble.message}. {trouble.remedy}", param=parameter) from None


@click.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@click.option("--join", "joins", multiple=True, metavar="PERSON:BODY[:ROLE]", help="Somebody joins a body.")
@click.option("--leave", "leaves", multiple=True, metavar="PERSON:BODY", help="Somebody leaves a body.")
@click.option("--substitute", "substitutes", multiple=True, metavar="PERSON:BODY:DEPUTY", help="A substitute is named.")
@click.option("--from", "start", callback=_day, metavar="DATE", help="The first day on which the changes hold.")
@click.option("--changes", "table", type=click.Path(path_type=Path), help="A table of changes; see above.")
@click.option("--input-after", "source_after", type=click.Path(path_type=Path), help="The input as it is afterwards.")
@click.option("--repair", "folder", type=click.Path(path_type=Path), help="Write the plan that moves least here.")
@click.option(
    "--time-limit", type=SECONDS, default=60, show_default=True,
    help="Seconds to search for the plan that moves least.",
)  # fmt: skip
@as_of_option
@step_options
@json_option
def change(
    source: Path,
    calendar: Path,
    folder: Path | None,
    time_limit: float,
    as_of: datetime | None,
    *,
    as_document: bool,
    **wanted: Any,  # noqa: ANN401 - the options that say what is to change, handed on as they are
) -> None:
    r"""Say what follows for PLAN when membership changes: who is now in two places, which quorum fails.

    Every date stays as it is, and people are seated anew. With --repair, the plan that moves least is found too:
    published meetings stay where they are first, then as few people as can be are affected, then days are few. What
    has been held, and what notice has been served of by --as-of, never moves.

    The changes may be a table, .csv or .xlsx, with the columns person, body, action, role, voting, date, substitute.

    \b
      action       means
      join         person joins body, as role (member if blank); substitute may deputise
      leave        person leaves body; date is the first day on which they are no member
      role         person, a member of body, has another role there from date
      substitute   substitute may deputise for person at body, too

    Somebody INPUT does not know yet needs a column name, and may have organisation, category, email and group, the
    political one. Without a date, a change holds from --from, or the day of --as-of, or as if it had always been so.

    Ends with 0 if nothing is broken and nobody newly wanted in two places, else with 1, as where INPUT would contradict
    itself (more voting members than seats); with --repair, 0 if a plan was written and 1 if none exists; 2 if the
    input is wrong, 3 if time ran out.

    \b
    Examples:
      meeting-day change year.xlsx outputs/year --leave SMITH:HWB --join JONES:HWB --from 2016-02-01
      meeting-day change year.xlsx outputs/year --changes by-election.csv --as-of 2016-02-01
      meeting-day change year.xlsx outputs/year --join JONES:HWB:chair --repair outputs/repaired
      meeting-day change year.xlsx outputs/year --input-after year-2.xlsx --repair outputs/repaired --json
    """
    began = monotonic()
    with in_words(as_document=as_document):
        from scheduler.commands import changes as planner  # noqa: PLC0415 - help must not wait for all of it to load

        changed = planner.change(source, calendar, planner.Wanted(**wanted), as_of, warn)
        told = changed.words, changed.consequences, changed.law, changed.contradictions
        for sentence in consequence_sentences(changed.after, *told, changed.seats):
            (say if as_document else click.echo)(sentence)
        if folder is None:
            if as_document:
                print_json(_document(changed))
            sys.exit(DONE if changed.consequences.clean and not changed.contradictions else NO)
        _repair(changed, folder, progress_shown(time_limit, began), as_of, as_document=as_document)


def _document(changed: Any, repaired: Any = None, ways: Any = ()) -> dict[str, Any]:  # noqa: ANN401 - their types are loaded with the planner
    """Return what `change --json` prints."""
    return change_document(changed.words, changed.consequences, repaired, ways, changed.law, changed.contradictions)


def _repair(
    changed: Any,  # noqa: ANN401 - its type is loaded with the planner
    folder: Path,
    shown: AbstractContextManager[Clock],
    as_of: datetime | None,
    *,
    as_document: bool,
) -> None:
    from scheduler.commands import repairs as planner  # noqa: PLC0415 - only a repair needs the solver

    with shown as clock:
        outcome = planner.repair(changed, folder, clock, as_of, clock.listener, warn, step_asked("change --repair"))
    document = _document(changed)
    if isinstance(outcome, planner.OutOfTime):
        if as_document:
            print_json({**document, "status": "out_of_time"})
        say("Time ran out before a plan was found. Give it longer with --time-limit.")
        sys.exit(OUT_OF_TIME)
    if isinstance(outcome, planner.Infeasible):
        ways = planner.instead(changed, as_of)
        if as_document:
            print_json({**document, **infeasible_document(outcome), "other_ways": as_json(ways)})
        for sentence in (*infeasible_sentences(outcome), *alternative_sentences(ways)):
            say(sentence)
        sys.exit(NO)
    tell = say if as_document else click.echo
    for sentence in repair_sentences(outcome.problem, outcome.moves, least=outcome.least):
        tell(sentence)
    for sentence in alternative_sentences(outcome.alternatives):
        tell(sentence)
    if as_document:
        print_json(_document(changed, (outcome.moves, outcome.least), outcome.alternatives))
    say(f"Wrote {folder}: its changes are in {folder / 'calendar.xlsx'}, the amended input in {folder / 'input'}.")
    sys.exit(DONE)
