"""Meetings and meeting days that are yet to be placed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.domain.remembered import of_problem
from scheduler.domain.rooms import Room


@dataclass(frozen=True, eq=False)
class Gathering:
    """One occurrence of a meeting day, yet to be given its date; `number` counts in order of date."""

    meeting_day: MeetingDay
    number: int
    days: tuple[date, ...]
    """The days of its period, or of the whole calendar; where a row says more of it, those that the row leaves."""
    one: OneMeeting | None = None
    """What the rows say of it."""

    @property
    def extra(self) -> bool:
        """Whether it is held beside the cadence."""
        return self.one is not None and self.one.row.extra

    @property
    def waived(self) -> frozenset[str]:
        """The rules that are not asked of it."""
        return frozenset() if self.one is None else frozenset(waiver.rule for waiver in self.one.waived)

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
    """The days of its period, or of the whole calendar; where a row says more of it, those that the row leaves."""
    starts: tuple[int, ...]
    """Start times it might have, minutes after midnight."""
    duration: int
    gathering: Gathering | None = None
    session: Session | None = None
    ones: tuple[OneMeeting, ...] = ()
    """What the rows say of it."""
    extra: bool = False
    """Whether it is held beside the cadence."""
    waived: frozenset[str] = frozenset()
    """The rules that are not asked of it."""

    @property
    def name(self) -> str:
        """The meeting for short: `HWB#2`."""
        return f"{self.body.code}#{self.number}"

    @property
    def title(self) -> str | None:
        """What a row calls it."""
        return next((one.row.title for one in self.ones if one.row.title is not None), None)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Why each rule that a row about it waives is not asked of it."""
        return tuple({waiver.rule: waiver for one in self.ones for waiver in one.waived}.values())

    @property
    def own_number(self) -> int | None:
        """The number in the calendar that a row gives it."""
        return next((one.row.number for one in self.ones if one.row.number is not None), None)

    def overlaps_when(self, start: int, other: "Sitting", other_start: int) -> bool:
        """Whether the two take some of the same minutes when they start so on one day."""
        return start < other_start + other.duration and other_start < start + self.duration

    def minutes_apart(self, start: int, other: "Sitting", other_start: int) -> int:
        """Minutes from the end of the earlier to the start of the later (negative where they overlap)."""
        return max(other_start - start - self.duration, start - other_start - other.duration)


@dataclass(frozen=True, eq=False)
class Turn:
    """A meeting of a body's cadence of which rows about one meeting leave several ways: one of its sittings is it."""

    body: Body
    number: int
    days: tuple[date, ...]
    """The days of its period, or of the whole calendar."""
    sittings: tuple[Sitting, ...]
    """The first is as the body meets otherwise, where it may be so; each other is as rows about one meeting say."""

    @property
    def name(self) -> str:
        """The meeting for short: `HWB#2`."""
        return f"{self.body.code}#{self.number}"


MOST_STARTS = 60
"""Starts kept for one body of a session whose bodies have many different lengths."""
LATEST_END = 22 * 60
"""When a meeting ends at the latest that an explanation moves to another time than the input has."""


def session_starts(
    problem: Problem, body: Body, session: Session, *, as_arranged: bool = True, in_time: bool = True
) -> tuple[int, ...]:
    """Return the starts a body may have in its session: with it, or in a slot after other bodies.

    Slots follow one another at once, or after the time it takes to clear a room and set it up again.

    Parameters
    ----------
    problem, body, session
        The input, the body, and where it sits.
    as_arranged : bool
        Whether bodies that sit at the same time have no slots; an explanation lets them have some.
    in_time : bool
        Whether the session's end is kept; an explanation lets it last longer.

    """
    others = [other for other in problem.bodies_of_session[session.meeting_day, session.code] if other is not body]
    if (as_arranged and session.arrangement == "simultaneous") or not others:
        return (session.start,)
    latest = (session.end if in_time else max(session.end, LATEST_END)) - problem.duration_of(body)
    lengths = {problem.duration_of(other) for other in others}
    steps = sorted({length + pause for length, pause in product(lengths, pauses(problem, session))})
    reached = {session.start}
    for _ in others:
        reached |= {start + step for start in sorted(reached) for step in steps if start + step <= latest}
    return tuple(sorted(reached)[:MOST_STARTS])


def pauses(problem: Problem, session: Session) -> tuple[int, ...]:
    """Minutes that may pass between two slots: none, or what clearing and setting up a room they share takes."""
    return _pauses(problem)[session.meeting_day, session.code]


@of_problem
def _pauses(problem: Problem) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the pauses of every session, by meeting day and session."""
    return {key: tuple(sorted({0, *_buffers(problem, of)})) for key, of in problem.bodies_of_session.items()}


def _buffers(problem: Problem, bodies: Iterable[Body]) -> Iterator[int]:
    """Yield what clearing and setting up takes in each room that several of the bodies might share."""
    there = [body for body in bodies if not body.online]
    for room in problem.rooms.values():
        if sum(_may_use(problem, body, room) for body in there) > 1:
            yield room.setup_minutes + room.clear_minutes


def _may_use(problem: Problem, body: Body, room: Room) -> bool:
    """Whether the room might do for the body on some day."""
    meeting_day = problem.meeting_days[body.meeting_day or ""]
    return (
        room.suits(body)
        and meeting_day.venue in (None, room.venue)
        and problem.fewest_seats[body.code] <= room.capacity
    )
