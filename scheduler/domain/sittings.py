"""Meetings and meeting days that are yet to be placed."""

from dataclasses import dataclass
from datetime import date
from itertools import product

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room


@dataclass(frozen=True, eq=False)
class Gathering:
    """One occurrence of a meeting day, yet to be given its date; `number` counts in order of date."""

    meeting_day: MeetingDay
    number: int
    days: tuple[date, ...]
    """The days of its period, or of the whole calendar."""

    @property
    def name(self) -> str:
        """The occurrence for short: `TPDAY#1`."""
        return f"{self.meeting_day.code}#{self.number}"


@dataclass(frozen=True, eq=False)
class Sitting:
    """One meeting of a body, yet to be given its date, time and room; `number` counts in order of date."""

    body: Body
    number: int
    days: tuple[date, ...]
    """The days of its period, or of the whole calendar."""
    starts: tuple[int, ...]
    """Start times it might have, minutes after midnight."""
    duration: int
    gathering: Gathering | None = None
    session: Session | None = None

    @property
    def name(self) -> str:
        """The meeting for short: `HWB#2`."""
        return f"{self.body.code}#{self.number}"

    def overlaps_when(self, start: int, other: "Sitting", other_start: int) -> bool:
        """Whether the two take some of the same minutes when they start so on one day."""
        return start < other_start + other.duration and other_start < start + self.duration

    def minutes_apart(self, start: int, other: "Sitting", other_start: int) -> int:
        """Minutes from the end of the earlier to the start of the later (negative where they overlap)."""
        return max(other_start - start - self.duration, start - other_start - other.duration)


MOST_STARTS = 60
"""Starts kept for one body of a session whose bodies have many different lengths."""


def session_starts(problem: Problem, body: Body, session: Session) -> tuple[int, ...]:
    """Return the starts a body may have in its session: with it, or in a slot after other bodies.

    Slots follow one another at once, or after the time it takes to clear a room and set it up again.
    """
    others = [other for other in problem.bodies_of_session[session.meeting_day, session.code] if other is not body]
    if session.arrangement == "simultaneous" or not others:
        return (session.start,)
    latest = session.end - problem.duration_of(body)
    lengths = {problem.duration_of(other) for other in others}
    steps = sorted({length + pause for length, pause in product(lengths, pauses(problem, session))})
    reached = {session.start}
    for _ in others:
        reached |= {start + step for start in sorted(reached) for step in steps if start + step <= latest}
    return tuple(sorted(reached)[:MOST_STARTS])


def pauses(problem: Problem, session: Session) -> tuple[int, ...]:
    """Minutes that may pass between two slots: none, or what clearing and setting up a room they share takes."""
    bodies = [body for body in problem.bodies_of_session[session.meeting_day, session.code] if not body.online]
    buffers = {
        room.setup_minutes + room.clear_minutes
        for room in problem.rooms.values()
        if sum(_may_use(problem, body, room) for body in bodies) > 1
    }
    return tuple(sorted({0, *buffers}))


def _may_use(problem: Problem, body: Body, room: Room) -> bool:
    """Whether the room might do for the body on some day."""
    meeting_day = problem.meeting_days[body.meeting_day or ""]
    return (
        room.suits(body)
        and meeting_day.venue in (None, room.venue)
        and problem.fewest_seats[body.code] <= room.capacity
    )
