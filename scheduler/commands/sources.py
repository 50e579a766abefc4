"""What a command reads: the files of an input, a plan with the input kept beside it, and the moment of planning."""

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


def moment_of_planning(problem: Problem, baseline: Plan | None, as_of: datetime | None) -> str:
    """Return the moment of planning in UTC, ending in Z; never earlier than the baseline's.

    It is as the officer says, or else as the input implies: no clock is read.
    """
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
