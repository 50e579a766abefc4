"""The command line: read arguments, call the planner, print, and end with the contract's exit code."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted
from scheduler.errors import BrokenPlan, InputFaults, MeetingDayError
from scheduler.telling.documents import Row, as_json, plan_summary
from scheduler.telling.progress import telling
from scheduler.telling.sentences import check_sentences, fault_sentence, infeasible_sentences, solved_sentences

DONE, NO, WRONG, OUT_OF_TIME = 0, 1, 2, 3
EXAMPLES = ("trafford-2015-16", "harrow-2011-12")
MOST_SECONDS = 86_400


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


@contextmanager
def _in_words(*, as_document: bool) -> Iterator[None]:
    """Turn everything that can go wrong into words and an exit code; no traceback reaches a user."""
    try:
        yield
    except InputFaults as problem:
        _list_faults(problem, as_document=as_document)
        sys.exit(WRONG)
    except BrokenPlan as problem:
        _say("This is a fault of meeting-day, not of your input: the plan found fails its own check.")
        _say("Nothing was written. Please report it, with your input and these lines:")
        for breach in problem.breaches:
            _say(f"  {breach.rule}: {breach.message}")
        sys.exit(NO)
    except BrokenPipeError:
        sys.exit(DONE)
    except KeyboardInterrupt:
        _say("Stopped. Nothing was changed.")
        sys.exit(OUT_OF_TIME)
    except Exception as problem:  # noqa: BLE001 - the contract: no traceback ever reaches a user
        _say(_in_a_sentence(problem))
        sys.exit(WRONG)


def _list_faults(problem: InputFaults, *, as_document: bool) -> None:
    if as_document:
        _print_json({"faults": as_json(problem.faults), "warnings": as_json(problem.warnings)})
    for fault in problem.faults:
        _say(fault_sentence(fault))
    _warn(problem.warnings)
    _say(f"{counted(len(problem.faults), 'fault')} to put right.")


def _in_a_sentence(problem: Exception) -> str:
    if isinstance(problem, MeetingDayError):
        return str(problem)
    if isinstance(problem, OSError):
        return f"A file cannot be read or written: {problem.strerror or problem} ({problem.filename or 'no name'})."
    if isinstance(problem, MemoryError):
        return "There is not enough memory for this input. Try a shorter calendar, or fewer bodies."
    words = f"{type(problem).__name__}: {problem}"
    return f"This is a fault of meeting-day, not of your input. Nothing was changed. Please report it: {words}"


def _moment(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Read --as-of, or SOURCE_DATE_EPOCH where it is not given."""
    del context
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if value is not None:
            return datetime.fromisoformat(value.strip())
        return None if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"{value or epoch} is no date and time; write it as 2026-11-24 or 2026-11-24T09:30."
        raise click.BadParameter(message, param=parameter) from None


def _json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    text = "Print one JSON document on standard output."
    return click.option("--json", "as_document", is_flag=True, help=text)(command)


SOURCE = click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="meeting-day", prog_name="meeting-day")
def main() -> None:
    r"""Find a council's year of meetings, prove how good it is, and write it down.

    \b
    Examples:
      meeting-day new year.xlsx                     a workbook to fill in
      meeting-day validate year.xlsx                what is wrong with it, cell by cell
      meeting-day plan year.xlsx                    the calendar, in outputs/year
      meeting-day check year.xlsx outputs/year      what a calendar breaks
    """


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--example", type=click.Choice(EXAMPLES), help="A filled example instead of a blank workbook.")
def new(path: Path, example: str | None) -> None:
    r"""Write a workbook to fill in at PATH: every table, drop-downs, and a sheet of instructions.

    \b
    Examples:
      meeting-day new year.xlsx
      meeting-day new trafford.xlsx --example trafford-2015-16
    """
    with _in_words(as_document=False):
        from scheduler import planner  # noqa: PLC0415 - help must not wait for the solver to load

        planner.new(path, example)
        _say(f"Wrote {path}. Fill it in, then: meeting-day validate {path}")


@main.command()
@SOURCE
@_json_option
def validate(source: Path, *, as_document: bool) -> None:
    r"""Read INPUT, a workbook or a folder of CSV files, and list every fault with its cell.

    A faulty workbook is also copied to "NAME - problems.xlsx", with the faults listed and the cells marked;
    the original is not touched.

    \b
    Examples:
      meeting-day validate year.xlsx
      meeting-day validate inputs/trafford-2015-16 --json
    """
    with _in_words(as_document=as_document):
        from scheduler import planner  # noqa: PLC0415 - help must not wait for the solver to load

        try:
            warnings = planner.validate(source)
        except InputFaults as problem:
            _copy_problems(planner.problems_copy, source, problem)
            raise
        if as_document:
            _print_json({"faults": [], "warnings": as_json(warnings)})
        _warn(warnings)
        _say(f"{source} can be planned.")


def _copy_problems(copy: Callable[..., Path], source: Path, problem: InputFaults) -> None:
    if source.exists():
        try:
            where = copy(source, problem.faults, problem.warnings)
        except (MeetingDayError, OSError) as trouble:
            _say(f"The copy with the problems marked could not be written: {trouble}")
        else:
            _say(f"The problems are marked in {where}.")


def _warn(warnings: tuple[Fault, ...]) -> None:
    for warning in warnings:
        _say(f"Warning: {fault_sentence(warning)}")


@main.command()
@SOURCE
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), help="Folder to write; replaced whole.")
@click.option(
    "--time-limit", type=click.FloatRange(min=0, max=MOST_SECONDS, min_open=True), default=60, show_default=True,
    help="Seconds to search; then the best plan so far is written, with how good it could be.",
)  # fmt: skip
@click.option("--baseline", type=click.Path(path_type=Path), help="An earlier plan, to move as little of as can be.")
@click.option("--as-of", callback=_moment, metavar="DATETIME", help="The moment of planning; no clock is ever read.")
@_json_option
def plan(
    source: Path,
    folder: Path | None,
    time_limit: float,
    baseline: Path | None,
    as_of: datetime | None,
    *,
    as_document: bool,
) -> None:
    r"""Find the year's calendar and write plan.json, the workbook, the feeds and the year page.

    INPUT is a workbook or a folder of CSV files. The plan goes to outputs/NAME unless -o names a folder.
    Ctrl-C stops the search and writes the best plan so far. Ends with 0 if a plan was written, 1 if none
    exists, 2 if the input is wrong, 3 if time ran out.

    \b
    Examples:
      meeting-day plan year.xlsx
      meeting-day plan inputs/trafford-2015-16 -o outputs/trafford --time-limit 30
      meeting-day plan year.xlsx --baseline outputs/year --as-of 2026-11-24
    """
    with _in_words(as_document=as_document):
        from scheduler import planner  # noqa: PLC0415 - help must not wait for the solver to load

        target = folder or Path("outputs") / source.resolve().stem
        with telling() as listener:
            outcome = planner.plan(source, target, time_limit, baseline, as_of, listener, _warn)
        if isinstance(outcome, planner.Solved):
            if as_document:
                _print_json(plan_summary(outcome.plan, target))
            for sentence in solved_sentences(outcome.plan, target):
                _say(sentence)
        elif isinstance(outcome, planner.Infeasible):
            _no_plan(outcome, as_document=as_document)
        else:
            if as_document:
                _print_json({"status": "out_of_time"})
            _say("Time ran out before a plan was found. Give it longer with --time-limit, or try fewer demands.")
            sys.exit(OUT_OF_TIME)


def _no_plan(outcome: Any, *, as_document: bool) -> NoReturn:  # noqa: ANN401 - its type is loaded with the solver
    if as_document:
        document = {"because": as_json(outcome.because), "give_up": as_json(outcome.give_up)}
        _print_json({"status": "infeasible", **document})
    for sentence in infeasible_sentences(outcome.because, outcome.give_up, minimal=outcome.minimal):
        _say(sentence)
    sys.exit(NO)


@main.command()
@SOURCE
@click.argument("calendar", metavar="PLAN", type=click.Path(path_type=Path))
@_json_option
def check(source: Path, calendar: Path, *, as_document: bool) -> None:
    r"""List every rule that PLAN breaks under INPUT, and every clash, with the people named.

    PLAN is a folder that `plan` wrote, a plan.json, or a calendar made by hand: a table body, date, start,
    end, room as .csv or .xlsx. Ends with 1 if a rule is broken.

    \b
    Examples:
      meeting-day check year.xlsx outputs/year
      meeting-day check year.xlsx by-hand.csv --json
    """
    with _in_words(as_document=as_document):
        from scheduler import planner  # noqa: PLC0415 - help must not wait for the solver to load

        report = planner.check(source, calendar)
        _warn(report.warnings)
        if as_document:
            parts: dict[str, Sequence[Row]] = {
                "breaches": report.breaches,
                "clashes": report.clashes,
                "wishes": report.wishes,
            }
            _print_json({name: as_json(rows) for name, rows in parts.items()})
        else:
            for sentence in check_sentences(report.breaches, report.clashes, report.wishes):
                click.echo(sentence)
        sys.exit(NO if report.breaches else DONE)


@main.command()
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
    with _in_words(as_document=False):
        from scheduler import planner  # noqa: PLC0415 - help must not wait for the solver to load

        planner.export(folder, source, output)
        _say(f"Wrote {output or folder}.")
