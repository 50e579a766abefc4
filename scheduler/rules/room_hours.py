"""A room is open for the whole booking, set-up and clearing included, and so is every part of a combined room.

Source: West Berkshire's protocol for meeting rooms (reception's core hours, set-up and re-set time at each end).
"""

from collections.abc import Iterator

from scheduler.domain.bookings import bookings
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.rooms import Room
from scheduler.domain.wording import clock

RULE = "room_hours"
SOURCE = "councils' room protocols (West Berkshire: core hours, set-up and re-set time)"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find bookings that begin before a room opens or end after it shuts."""
    for booking in bookings(problem, plan):
        for part in sorted(problem.parts_of_room[booking.room.code]):
            room = problem.rooms[part]
            early = room.open_from is not None and booking.start < room.open_from
            late = room.open_to is not None and booking.end > room.open_to
            if early or late:
                message = (
                    f"{room.name} is open {_hours(room)}, and is needed for {booking.title} "
                    f"from {_time(booking.start)} to {_time(booking.end)}, set-up and clearing included."
                )
                yield Breach(RULE, message, bodies=booking.bodies, rooms=(part,), dates=(booking.date,))


def _hours(room: Room) -> str:
    if room.open_from is None:
        return f"until {clock(room.open_to or 0)}"
    if room.open_to is None:
        return f"from {clock(room.open_from)}"
    return f"from {clock(room.open_from)} to {clock(room.open_to)}"


def _time(minutes: int) -> str:
    day = 24 * 60
    if minutes < 0:
        return f"{clock(minutes + day)} the day before"
    return clock(minutes) if minutes <= day else f"{clock(minutes - day)} the day after"
