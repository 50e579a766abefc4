"""The story of each command: the only file that joins reading, solving, checking and exporting."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.checking import check as breaches_of
from scheduler.checking import clashes as clashes_of
from scheduler.checking import recount
from scheduler.domain.changes import each_weekday
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash, Fault, UngrantedWish
from scheduler.domain.scenarios import AS_IT_IS, STOPPED, Result, Scenario
from scheduler.errors import InputFaults
from scheduler.exporting.folder import INPUT_FOLDER, check_replaceable, write_output
from scheduler.exporting.problems import write_problems
from scheduler.exporting.sweep import prepare_folder, write_sweep
from scheduler.exporting.template import write_example, write_template
from scheduler.reading import read_input
from scheduler.reading.plans import read_plan
from scheduler.reading.scenarios import read_scenarios
from scheduler.solving.outcome import Infeasible, Outcome, OutOfTime, Solved
from scheduler.solving.progress import Listener, silence
from scheduler.solving.seating import seated
from scheduler.solving.solve import solve
from scheduler.sweeping import compare
from scheduler.sweeping.workplaces import workplace
from scheduler.vouching import vouched_for

__all__ = [
    "Infeasible", "OutOfTime", "Solved", "check", "export", "new", "plan", "prepare_folder", "problems_copy", "sweep",
    "sweep_workbook", "validate",
]  # fmt: skip

Warn = Callable[[tuple[Fault, ...]], None]
"""Whoever is told of warnings as soon as the input is read."""

Heard = Callable[[int, Result | None], None]
"""Whoever hears how many scenarios there are, once they are begun, and then of each as it ends."""


@dataclass(frozen=True)
class CheckReport:
    """What is wrong with a calendar, and what it does not grant."""

    breaches: tuple[Breach, ...]
    clashes: tuple[Clash, ...]
    wishes: tuple[UngrantedWish, ...]
    warnings: tuple[Fault, ...]


@dataclass(frozen=True)
class Sweep:
    """Scenarios compared: the input as it is, and then each of them."""

    title: str
    results: tuple[Result, ...]


def new(path: Path, example: str | None = None) -> None:
    """Write a workbook to fill in, or a filled example."""
    if example is None:
        write_template(path)
    else:
        write_example(path, example)


def validate(source: Path) -> tuple[Fault, ...]:
    """Read an input and return its warnings; raise InputFaults with every fault."""
    _, warnings = read_input(source)
    return warnings


def problems_copy(source: Path, faults: tuple[Fault, ...], warnings: tuple[Fault, ...]) -> Path:
    """Write a copy of a faulty workbook with its problems listed, and return where."""
    return write_problems(source, faults, warnings)


def plan(
    source: Path,
    folder: Path,
    time_limit: float,
    baseline: Path | None = None,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn | None = None,
) -> Outcome:
    """Find the year's calendar, check it, and write it to a folder; nothing is written where there is none.

    Parameters
    ----------
    source : Path
        A workbook or a folder of CSV files.
    folder : Path
        Where the plan goes; replaced whole.
    time_limit : float
        Seconds for the search.
    baseline : Path, optional
        An earlier plan, to move as little of as can be.
    as_of : datetime, optional
        The moment of planning; local time where it has no zone. Left out, it is the day the calendar is
        published or begins, or that of the baseline: no clock is read.
    listener, warn : callable, optional
        Hear of progress, and of the input's warnings.

    Raises
    ------
    InputFaults, CannotWrite, BrokenPlan

    """
    problem, warnings = read_input(source)
    if warn is not None and warnings:
        warn(warnings)
    check_replaceable(folder)
    before = None if baseline is None else read_plan(baseline, problem).plan
    problem = replace(problem, baseline=before, as_of=_moment(problem, before, as_of))
    outcome = solve(problem, time_limit, listener)
    if isinstance(outcome, Solved):
        found = vouched_for(problem, outcome)
        if found is None:
            return OutOfTime()
        outcome = replace(outcome, plan=found)
        listener("Writing the plan")
        write_output(problem, outcome.plan, folder, _files_of(source, problem))
    return outcome


def sweep(
    source: Path,
    table: Path | None,
    time_limit: float,
    workers: int | None = None,
    cluster: str | None = None,
    heard: Heard = lambda _number, _result: None,
    warn: Warn | None = None,
) -> Sweep:
    """Compare an input as it is with scenarios that change it; one that fails never loses the others.

    Parameters
    ----------
    source : Path
        A workbook or a folder of CSV files.
    table : Path, optional
        The scenarios; left out, each weekday that the meeting days might have.
    time_limit : float
        Seconds for each search.
    workers : int, optional
        Processes of this machine; half its cores where it is left out.
    cluster : str, optional
        The address of a Dask scheduler, to compare there instead.
    heard : callable, optional
        Hears how many scenarios there are, and of each as it ends.
    warn : callable, optional
        Hears of the warnings of the input and the scenarios.

    Raises
    ------
    InputFaults, NoWorkplace

    """
    problem, warnings = read_input(source)
    scenarios, more = (tuple(each_weekday(problem)), ()) if table is None else read_scenarios(table, problem)
    if warn is not None and warnings + more:
        warn(warnings + more)
    if not scenarios:
        message = "the input has no meeting days, whose weekdays could be compared"
        raise InputFaults((Fault("", None, None, message, "Give --scenarios a table of what to compare."),))
    everything = (Scenario(AS_IT_IS), *scenarios)
    results = [Result(one.name, STOPPED, tuple(change.words for change in one.changes)) for one in everything]
    problem = replace(problem, as_of=_moment(problem, None, None))
    heard(len(everything), None)
    with suppress(KeyboardInterrupt), workplace(workers, cluster) as executor:
        for place, result in compare(problem, everything, time_limit, executor):
            results[place] = result
            heard(len(everything), result)
    return Sweep(problem.settings.title, tuple(results))


def sweep_workbook(compared: Sweep, folder: Path) -> Path:
    """Write the workbook of a comparison into a folder, and return where."""
    return write_sweep(compared.title, compared.results, folder)


def _files_of(source: Path, problem: Problem) -> dict[str, bytes]:
    """Return the files of an input by the names they have in it."""
    folder = source if source.is_dir() else source.parent
    tables = sorted(source.glob("*.csv")) if source.is_dir() else [source]
    files = [*(table for table in tables if table.is_file()), *(folder / name for name in problem.busy_files)]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _moment(problem: Problem, baseline: Plan | None, as_of: datetime | None) -> str:
    """Return the moment of planning in UTC, ending in Z; never earlier than the baseline's."""
    settings = problem.settings
    if as_of is None:
        days = [day for day in (settings.publication_date, settings.start_date) if day is not None]
        moment = datetime.combine(min(days), time(), tzinfo=UTC)
        if baseline is not None and baseline.generated:
            moment = max(moment, datetime.fromisoformat(baseline.generated).astimezone(UTC))
    else:
        local = as_of if as_of.tzinfo is not None else as_of.replace(tzinfo=ZoneInfo(settings.timezone))
        moment = local.astimezone(UTC)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def check(source: Path, calendar: Path) -> CheckReport:
    """Find every rule a calendar breaks, every clash, and every wish it does not grant."""
    problem, warnings = read_input(source)
    read = read_plan(calendar, problem)
    found = read.plan if read.has_attendance else seated(problem, read.plan)
    if not read.has_rooms:
        warnings += (
            Fault("", None, "room", "The calendar names no rooms, so nothing was asked of them.", "Add a column room."),
        )
    breaches = breaches_of(problem, found, rooms_given=read.has_rooms, lunches_given=read.has_attendance)
    _, wishes = recount(problem, found)
    return CheckReport(breaches, clashes_of(problem, found, breaches), wishes, warnings + read.warnings)


def export(folder: Path, source: Path | None = None, target: Path | None = None) -> None:
    """Write the outputs of a plan again, from its `plan.json` and the input kept beside it or given.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    source : Path, optional
        The input, where another than the kept one is to be used.
    target : Path, optional
        Another folder to write to.

    Raises
    ------
    InputFaults, CannotWrite

    """
    kept = folder / INPUT_FOLDER
    workbooks = sorted(kept.glob("*.xlsx"))
    source = source or (workbooks[0] if workbooks else kept)
    problem, _ = read_input(source)
    check_replaceable(target or folder)
    found = read_plan(folder, problem).plan
    write_output(problem, found, target or folder, _files_of(source, problem))
