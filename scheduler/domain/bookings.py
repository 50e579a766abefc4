"""The rooms that a plan takes, set-up and clearing included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import lunch_title, meeting_title


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
            start, end = meeting.start - room.setup_minutes, meeting.end + room.clear_minutes
            yield Booking(room, meeting.date, start, end, meeting_title(problem, meeting), (meeting.body,))
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        room = None if lunch is None or lunch.room is None else problem.rooms.get(lunch.room)
        if lunch is not None and room is not None:
            start, end = lunch.start - room.setup_minutes, lunch.end + room.clear_minutes
            yield Booking(room, occurrence.date, start, end, lunch_title(problem, occurrence))
