"""A room is open for the whole booking, set-up and clearing included, and so is every part of a combined room.

Source: West Berkshire's protocol for meeting rooms (reception's core hours, set-up and re-set time at each end).
"""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Room
from scheduler.domain.seating import bookings
from scheduler.domain.verbs import MEETING, ROOMS, TIMES, Choices, Post
from scheduler.domain.wording import clock
from scheduler.rules.other_rooms import open_longer
from scheduler.rules.protocol import Remedy, Rule

RULE = Rule(
    "room_hours",
    source="councils' room protocols (West Berkshire: core hours, set-up and re-set time)",
    about=ROOMS,
    touches={TIMES, ROOMS},
    horizon=MEETING,
    ease=22,
)


def is_open(problem: Problem, room: Room, start: int, end: int) -> bool:
    """Whether the room and all its parts are open from set-up to clearing."""
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    begin, finish = room.booked(start, end)
    return all(
        (part.open_from is None or part.open_from <= begin) and (part.open_to is None or finish <= part.open_to)
        for part in parts
    )


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out the starts at which a booking would not fit in a room's opening hours."""
    for room in problem.rooms.values():
        if all(problem.rooms[part].open_from is None for part in problem.parts_of_room[room.code]) and all(
            problem.rooms[part].open_to is None for part in problem.parts_of_room[room.code]
        ):
            continue
        reason = Reason(RULE.name, room.code, _sentence(problem, room))
        for sitting in choices.sittings:
            if not sitting.body.online:
                shut = [
                    start for start in sitting.starts if not is_open(problem, room, start, start + sitting.duration)
                ]
                if len(shut) == len(sitting.starts):
                    post.forbid_room(sitting, room.code, reason)
                elif shut:
                    starts = [choices.starts_at(sitting, start) for start in shut]
                    post.at_most_one([choices.in_room(sitting, room.code), *starts], reason)
        for gathering in choices.gatherings:
            lunch = problem.lunch_of(gathering.meeting_day.code)
            if lunch is not None and not is_open(problem, room, lunch.start, lunch.end):
                post.forbid_room(gathering, room.code, reason)


def _sentence(problem: Problem, room: Room) -> str:
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    opens = max((part.open_from for part in parts if part.open_from is not None), default=None)
    shuts = min((part.open_to for part in parts if part.open_to is not None), default=None)
    hours = _hours(replace(room, open_from=opens, open_to=shuts))
    return f"{room.name} is open {hours}, set-up and clearing included."


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
                yield Breach(RULE.name, message, bodies=booking.bodies, rooms=(part,), dates=(booking.date,))


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


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield longer hours of the room."""
    yield from open_longer(problem, reason.subject)
