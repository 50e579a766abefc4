"""Who sits where in a plan, what may keep them from another meeting, required people who are missing, rooms booked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from scheduler.domain.people import Membership
from scheduler.domain.plan import ATTENDS, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import lunch_title, meeting_title
from scheduler.domain.verbs import DAY, WEEK, Horizon


@dataclass(frozen=True)
class Seat:
    """A membership in force that somebody fills at a meeting."""

    membership: Membership
    in_person: bool


def filled_seats(problem: Problem, meeting: Meeting) -> Iterator[Seat]:
    """Yield the memberships in force on the day that the member or a substitute fills."""
    filled: dict[tuple[str, str], bool] = {}
    for row, _ in meeting.present():
        key = row.person, row.role
        filled[key] = filled.get(key, False) or row.outcome == ATTENDS
    for membership in problem.memberships_on(meeting.body, meeting.date):
        key = membership.person, membership.role
        if key in filled:
            yield Seat(membership, filled[key])


def place_of(problem: Problem, meeting: Meeting) -> str | None:
    """Return the venue people have to travel to, None for an online meeting."""
    return None if problem.bodies[meeting.body].online else meeting.venue


def in_the_way(problem: Problem, one: Meeting, two: Meeting) -> bool:
    """Whether nobody can sit at both: they overlap, the way between them included."""
    return one.overlaps(two, problem.travel_minutes(place_of(problem, one), place_of(problem, two)))


def in_parts(meetings: Iterable[Meeting], horizon: Horizon) -> Iterator[list[Meeting]]:
    """Yield meetings in order: those of a day together, or of a week or the whole calendar at a wider horizon."""
    order = sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    for _, theirs in groupby(order, key=lambda meeting: _part(meeting.date, horizon)):
        yield list(theirs)


def _part(day: date, horizon: Horizon) -> tuple[int, ...]:
    if horizon <= DAY:
        return (day.toordinal(),)
    return day.isocalendar()[:2] if horizon == WEEK else ()


def required_missing(problem: Problem, plan: Plan, meeting: Meeting) -> Iterator[tuple[str, Meeting | None]]:
    """Yield each required person who is neither there nor deputised for, and the meeting that holds them, if any."""
    filled = {(seat.membership.person, seat.membership.role) for seat in filled_seats(problem, meeting)}
    for membership in problem.memberships_on(meeting.body, meeting.date):
        if not membership.required or (membership.person, membership.role) in filled:
            continue
        elsewhere = (other for other in plan.engagements.get(membership.person, ()) if other is not meeting)
        yield membership.person, next((other for other in elsewhere if in_the_way(problem, other, meeting)), None)


@dataclass(frozen=True)
class Booking:
    """A room taken on a day, set-up and clearing included. Times in minutes after midnight."""

    room: Room
    date: date
    start: int
    end: int
    title: str
    """What it is booked for, in words."""
    bodies: tuple[str, ...] = ()
    """The body that sits there; nobody for a lunch."""


def bookings(problem: Problem, plan: Plan) -> Iterator[Booking]:
    """Yield every booking of a room that the input knows: the meetings in the plan's order, then the lunches."""
    for meeting in plan.live:
        room = None if meeting.room is None else problem.rooms.get(meeting.room)
        if room is not None:
            start, end = room.booked(meeting.start, meeting.end)
            yield Booking(room, meeting.date, start, end, meeting_title(problem, meeting), (meeting.body,))
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        room = None if lunch is None or lunch.room is None else problem.rooms.get(lunch.room)
        if lunch is not None and room is not None:
            start, end = room.booked(lunch.start, lunch.end)
            yield Booking(room, occurrence.date, start, end, lunch_title(problem, occurrence))
