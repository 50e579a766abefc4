"""What a scenario means for the tables of an input, row by row, so that the input it makes can be kept and planned."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from typing import Any, TypeVar

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.calendar import ClosedDate
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import Scenario
from scheduler.domain.seat_changes import Amendment, Value, amendments
from scheduler.domain.wording import WEEKDAY_NAMES, clock

AN_HOUR = 60
Key = TypeVar("Key")
Row = TypeVar("Row", Body, MeetingDay, Session)


def scenario_amendments(problem: Problem, scenario: Scenario) -> tuple[Amendment, ...]:
    """Return what makes the tables of an input say what the scenario changes.

    A room that is taken away stays in its table, and is not available on any day of the calendar.

    Raises
    ------
    InputFaults
        If its changes contradict the input or each other.

    """
    after = scenario.of(problem)
    return tuple(one for one in _amendments(problem, after, scenario.name) if one.changed or one.cleared or one.added)


def _amendments(before: Problem, after: Problem, name: str) -> Iterator[Amendment]:
    yield _changed("bodies", before.bodies, after.bodies)
    yield _changed("meeting_days", before.meeting_days, after.meeting_days)
    yield _changed("sessions", before.sessions, after.sessions)
    yield from amendments(before, after)
    closures = after.closed_dates[len(before.closed_dates) :]
    yield Amendment("closed_dates", {}, (), tuple((None, _closed(row)) for row in closures))
    gone = [code for code in before.rooms if code not in after.rooms]
    yield Amendment("unavailability", {}, (), tuple((None, _without(before, room, name)) for room in gone))


def _changed(table: str, before: Mapping[Key, Row], after: Mapping[Key, Row]) -> Amendment:
    """Return the cells that differ between the rows of a table, which stand in the order of their codes."""
    cells = {number: dict(_cells(row, after[key])) for number, (key, row) in enumerate(before.items())}
    return Amendment(table, {number: changed for number, changed in cells.items() if changed}, (), ())


def _cells(old: Row, new: Row) -> Iterator[tuple[str, Value]]:
    """Yield each column that differs, and what it is to hold."""
    for column, write in _WRITTEN.items():
        was, now = getattr(old, column, None), getattr(new, column, None)
        if was != now:
            yield from write(column, now)


def _cadence(_column: str, cadence: Cadence) -> Iterator[tuple[str, Value]]:
    yield "per_period", cadence.per_period
    yield "meetings_min", cadence.minimum
    yield "meetings_max", cadence.maximum


def _weekdays(column: str, days: frozenset[int]) -> Iterator[tuple[str, Value]]:
    yield column, ";".join(WEEKDAY_NAMES[day] for day in sorted(days))


def _starts(column: str, starts: tuple[int, ...]) -> Iterator[tuple[str, Value]]:
    yield column, ";".join(clock(start) for start in starts)


def _time(column: str, minutes: int) -> Iterator[tuple[str, Value]]:
    yield column, time(*divmod(minutes, AN_HOUR))


_WRITTEN: Mapping[str, Callable[[str, Any], Iterator[tuple[str, Value]]]] = {
    "cadence": _cadence,
    "weekdays": _weekdays,
    "preferred_weekdays": _weekdays,
    "start_times": _starts,
    "start": _time,
    "end": _time,
}
"""What of a body, a meeting day or a session a scenario may change, and how each is written in its columns."""


def _closed(row: ClosedDate) -> dict[str, Value]:
    cells: dict[str, Value] = {"start_date": row.start_date, "end_date": row.end_date, "reason": row.reason}
    return cells | ({"applies_to": ";".join(row.applies_to)} if row.applies_to else {})


def _without(problem: Problem, room: str, name: str) -> dict[str, Value]:
    settings = problem.settings
    return {
        "kind": "room",
        "who": room,
        "start": settings.start_date,
        "end": settings.end_date,
        "reason": f"not there, in the scenario {name}",
    }
