"""A calendar to be checked: a `plan.json`, a folder that holds one, or a table made by hand."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.guards import Unreadable, is_folder, read_bytes
from scheduler.reading.plans_spelling import spelt_alike

PLAN_FILE = "plan.json"
LARGEST_PLAN = 50_000_000
MAKE_AGAIN = "Make the plan again with `meeting-day plan`."
GIVE_A_PLAN = "Give the folder that `meeting-day plan` wrote, its plan.json, or a table as .csv or .xlsx."


@dataclass(frozen=True)
class ReadPlan:
    """A calendar, and what it does not say."""

    plan: Plan
    has_attendance: bool
    has_rooms: bool
    warnings: tuple[Fault, ...] = ()


def read_plan(path: Path, problem: Problem) -> ReadPlan:
    """Return the calendar at a path.

    Parameters
    ----------
    path : Path
        A folder with a `plan.json`, a `.json`, or a table body, date, start, end, room as `.csv` or `.xlsx`.
    problem : Problem
        The input: names of bodies and rooms, and what a table leaves out.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    try:
        place = _place(path)
        if place.suffix.lower() == ".json":
            from scheduler.reading.plan_documents import plan_from_json  # noqa: PLC0415 - only one of the two is needed

            plan = spelt_alike(plan_from_json(place.name, _content(place)), problem)
            return ReadPlan(plan, has_attendance=True, has_rooms=True)
        from scheduler.reading.hand_made import plan_from_table  # noqa: PLC0415 - the same

        plan, has_rooms, warnings = plan_from_table(place, read_bytes(place), problem)
        return ReadPlan(plan, has_attendance=False, has_rooms=has_rooms, warnings=warnings)
    except Unreadable as trouble:
        raise InputFaults((Fault("", trouble.row, None, f"{trouble.message}.", trouble.remedy),)) from None


def _place(path: Path) -> Path:
    """Return the file that is meant."""
    try:
        place = path / PLAN_FILE if is_folder(path) else path
        folder = is_folder(place)
    except Unreadable as trouble:
        raise Unreadable(trouble.message, GIVE_A_PLAN) from None
    if folder:
        raise Unreadable(f"{place} is a folder", GIVE_A_PLAN)
    return place


def _content(place: Path) -> bytes:
    """Return what a `plan.json` holds."""
    if place.stat().st_size > LARGEST_PLAN:
        raise Unreadable(f"{place.name} is larger than {LARGEST_PLAN // 1_000_000} MB", MAKE_AGAIN)
    return read_bytes(place, LARGEST_PLAN)
