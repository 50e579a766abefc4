"""`next-year`: the workbook of the year after a calendar, made from its input and its plan."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.commands.made_workbooks import blank_workbook, faults_in, refuse_what_is_there
from scheduler.commands.sources import read_plan
from scheduler.domain.imported import Import
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import long_date
from scheduler.errors import InputFaults
from scheduler.outputs.disk import write_whole
from scheduler.outputs.imported import filled
from scheduler.outputs.imported_sheets import add_sheets
from scheduler.outputs.places import mend
from scheduler.reading.imports.next_year import next_year
from scheduler.reading.imports.overlay import overlay
from scheduler.reading.parsing import read_with_rows
from scheduler.reading.tables.sources import read_tables


def write_next_year(source: Path, calendar: Path, output: Path, tell: Callable[[str], None]) -> Import:
    """Write the workbook of the next year: what goes on, every date carried and marked, and a list of what does not.

    Parameters
    ----------
    source : Path
        This year's input, a workbook or a folder of CSV files; it is not touched.
    calendar : Path
        This year's plan.
    output : Path
        The workbook to write; never one that is there.
    tell : callable
        Hears what is being done.

    Raises
    ------
    InputFaults
        If the input or the plan cannot be read, with every fault.
    CannotWrite
        If there is a file at the path already, or none can be written there.

    """
    refuse_what_is_there(output)
    tell("Reading this year")
    mend(source)
    problem, rows = read_with_rows(source)
    plan = read_plan(calendar, problem).plan
    _refuse_another_year(problem, plan, source, calendar)
    made = next_year(problem, rows, plan, source.name)
    tell("Writing the workbook")
    with TemporaryDirectory() as place:
        work = Path(place)
        base = blank_workbook(work)
        raw = read_tables(base)
        done = filled(base, overlay(made, raw), raw.places)
        faults = faults_in(work / "whole.xlsx", done.parts.packed())
        add_sheets(done, made, (), list(_steps(output, calendar, faults)))
        content = done.parts.packed()
    refuse_what_is_there(output)
    write_whole(output, content)
    return Import(made, tuple(done.guesses), (), (), faults)


def _refuse_another_year(problem: Problem, plan: Plan, source: Path, calendar: Path) -> None:
    """Raise InputFaults for a calendar none of whose meetings is of the input's days."""
    first, last = problem.settings.start_date, problem.settings.end_date
    held = sorted(meeting.date for meeting in plan.live)
    if held and (held[-1] < first or held[0] > last):
        message = (
            f"it holds meetings from {long_date(held[0])} to {long_date(held[-1])}, "
            f"and {source.name} is of {long_date(first)} to {long_date(last)}"
        )
        raise InputFaults((Fault(calendar.name, None, None, message, "Give the calendar that was made from it."),))


def _steps(output: Path, calendar: Path, faults: tuple[Fault, ...]) -> Iterator[str]:
    """Yield what to do next."""
    yield "Go through the coloured cells, sheet by sheet: every date was carried over, and terms and holidays differ."
    yield "Add who joins, and end who leaves: memberships in force went on."
    for fault in faults:
        yield f"Put right: {fault.sentence}"
    yield f"See whether anything is missing:  meeting-day validate {output.name}"
    yield f"Find the calendar, near to this year's pattern:  meeting-day plan {output.name} --baseline {calendar}"
