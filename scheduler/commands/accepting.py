"""`accept`: a calendar that somebody has edited by hand in its own table, taken as a request."""

from collections.abc import Callable
from pathlib import Path

from scheduler.commands.by_hand import Answer, Asked, Requested, by_hand
from scheduler.commands.plans import Warn
from scheduler.commands.sources import read_plan
from scheduler.domain.edits_between import edits_between, is_of_another_calendar
from scheduler.domain.reasons import Fault
from scheduler.errors import InputFaults
from scheduler.reading.requests.edits import Typed
from scheduler.solver.cp.progress import Listener, silence

ITS_OWN = "Give calendar.xlsx of the plan, edited, or a table body, date, start, end, room of all its meetings."


def accept(asked: Asked, edited: Path, listener: Listener = silence, warn: Warn = lambda _warnings: None) -> Answer:
    """Find what somebody has moved, cancelled and added in a table, and what follows of all of it together.

    Parameters
    ----------
    asked : Asked
        The input, the calendar, and whether to write.
    edited : Path
        `calendar.xlsx` as somebody has edited it, or a table body, date, start, end, room.
    listener, warn : callable, optional
        Hear of progress, and of the warnings of what is read.

    Raises
    ------
    InputFaults
        If the table cannot be read, is empty, names rooms that are not known, or is of another calendar.
    CannotWrite, ChangedMeanwhile, BrokenPlan

    """
    return by_hand(asked, _read_from(edited), listener, warn)


def _read_from(edited: Path) -> Callable[[Typed], Requested]:
    def requested(typed: Typed) -> Requested:
        read = read_plan(edited, typed.problem)
        before, wanted = typed.plan, read.plan
        unknown = tuple(warning for warning in read.warnings if warning.column == "room")
        if unknown:  # or a slip in a room's name would take the room away
            raise InputFaults(unknown)
        if not wanted.live:
            _refuse(f"{edited} holds no meetings", f"{ITS_OWN} To cancel one, use meeting-day cancel.")
        if is_of_another_calendar(before, wanted):
            _refuse(f"no meeting of {edited} is where the plan has it: it is the table of another calendar", ITS_OWN)
        found = edits_between(typed.problem, before, wanted, numbers=read.has_numbers, rooms=read.has_rooms)
        return Requested(found.edit, tuple(found.barred), (*read.warnings, *found.warnings))

    return requested


def _refuse(message: str, remedy: str) -> None:
    raise InputFaults((Fault("", None, None, message, remedy),))
