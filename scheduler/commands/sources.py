"""What a command reads: the files of an input, a plan with the input kept beside it, and the moment of planning."""

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler import reading
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.outputs.history import stamp_of
from scheduler.outputs.places import INPUT_FOLDER, mend
from scheduler.reading.plans import files
from scheduler.reading.plans.files import ReadPlan
from scheduler.reading.tables.sources import csv_files


def read_input(source: Path) -> tuple[Problem, tuple[Fault, ...]]:
    """Return an input and its warnings, once a folder that a killed run took away is back; see `reading.read_input`."""
    mend(source)
    return reading.read_input(source)


def read_plan(calendar: Path, problem: Problem) -> ReadPlan:
    """Return a calendar, once a folder that a killed run took away is back; see `reading.plans.files.read_plan`."""
    mend(calendar)
    return files.read_plan(calendar, problem)


def read_kept(folder: Path, source: Path | None = None) -> tuple[Problem, Plan]:
    """Return the input and the plan of a folder that `plan` wrote, of one moment even where it is replaced meanwhile.

    Parameters
    ----------
    folder : Path
        The output folder.
    source : Path, optional
        The input, where another than the kept one is to be used.

    Raises
    ------
    InputFaults
        If either of them cannot be read.

    """
    before = stamp_of(folder)
    try:
        problem, _ = read_input(source or kept_input(folder))
        plan = read_plan(folder, problem).plan
    except InputFaults:
        if stamp_of(folder) == before:
            raise
    else:
        if stamp_of(folder) == before:
            return problem, plan
    return read_kept(folder, source)


def kept_input(folder: Path) -> Path:
    """Return the input that was kept beside the plan: a workbook, or the folder of its tables.

    Raises
    ------
    InputFaults
        If none was kept.

    """
    mend(folder)
    kept = folder / INPUT_FOLDER
    if not kept.exists():
        remedy = "Give the folder that `meeting-day plan` wrote, or put the input of the plan there."
        raise InputFaults((Fault("", None, None, f"{kept} is not there", remedy),))
    return next(iter(sorted(kept.glob("*.xlsx"))), kept)


def files_of(source: Path, problem: Problem) -> dict[str, bytes]:
    """Return the files of an input by the names they have in it."""
    folder = source if source.is_dir() else source.parent
    tables = csv_files(source) if source.is_dir() else [source]
    files = [*tables, *(folder / name for name in problem.busy_files)]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def looked_at(problem: Problem, plan: Plan, as_of: datetime | None = None) -> Problem:
    """Return an input to look at a calendar by: its own events are no absences, and what was held or called is a fact.

    That is as of a moment, or, where the calendar was made in place of an earlier one, as of its making. A calendar
    made afresh has no facts.
    """
    problem = problem.knowing(plan)
    if as_of is None and not (plan.replanned and plan.generated):
        return problem
    return replace(problem, baseline=plan, as_of=plan.generated if as_of is None else in_utc(problem, as_of))


def in_utc(problem: Problem, moment: datetime) -> str:
    """Return a moment, by the council's own clock where it has no zone, in UTC, ending in Z."""
    local = moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(problem.settings.timezone))
    return f"{local.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def moment_of_planning(problem: Problem, baseline: Plan | None, as_of: datetime | None) -> str:
    """Return the moment of planning in UTC, ending in Z.

    It is as the officer says; else that of the calendar which this one replaces; else the day on which the calendar is
    published or begins, or the moment of an earlier year's where that is later. No clock is read.
    """
    settings = problem.settings
    if as_of is not None:
        local = as_of if as_of.tzinfo is not None else as_of.replace(tzinfo=ZoneInfo(settings.timezone))
        moment = local.astimezone(UTC)
    else:
        days = [day for day in (settings.publication_date, settings.start_date) if day is not None]
        moment = datetime.combine(min(days), time(), tzinfo=UTC)
        if baseline is not None and baseline.generated:
            made = datetime.fromisoformat(baseline.generated).astimezone(UTC)
            replaced = any(settings.start_date <= one.date <= settings.end_date for one in baseline.meetings)
            moment = made if replaced else max(moment, made)
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
