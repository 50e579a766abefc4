"""Which rooms suit a body or a lunch, and when one of them is free."""

from collections.abc import Callable, Sequence
from datetime import date

from scheduler.domain.absences import room_taken
from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.wording import counted, listed
from scheduler.solver.explain.left import Starts


def suitable_rooms(problem: Problem, body: Body, venue: str | None = None) -> list[Room]:
    """Return the rooms with what the body asks for, where it asks for them, large enough on the day it needs least."""
    return [room for room in _rooms_with(problem, body, venue) if room.capacity >= problem.fewest_seats[body.code]]


def _rooms_with(problem: Problem, body: Body, venue: str | None) -> list[Room]:
    return [
        room
        for room in problem.rooms.values()
        if set(body.room_features) <= room.features
        and body.room in (None, room.code)
        and body.venue in (None, room.venue)
        and venue in (None, room.venue)
    ]


def is_open(problem: Problem, room: Room, start: int, end: int) -> bool:
    """Whether the room and all its parts are open from set-up to clearing."""
    begin, finish = start - room.setup_minutes, end + room.clear_minutes
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    return all(
        (part.open_from is None or part.open_from <= begin) and (part.open_to is None or finish <= part.open_to)
        for part in parts
    )


def free_starts(
    problem: Problem, rooms: Sequence[Room], seats: Callable[[date], int], starts: Starts, duration: int
) -> Starts:
    """Return the days and starts at which one of the rooms has seats enough, and is open and free, set-up included."""
    every = {start for some in starts.values() for start in some}
    open_then = {s: [room for room in rooms if is_open(problem, room, s, s + duration)] for s in every}
    found: dict[date, tuple[int, ...]] = {}
    for day, some in starts.items():
        needed = seats(day)
        free = tuple(s for s in some if any(_takes(problem, room, needed, day, s, duration) for room in open_then[s]))
        if free:
            found[day] = free
    return found


def _takes(problem: Problem, room: Room, seats: int, day: date, start: int, duration: int) -> bool:
    return room.capacity >= seats and room_taken(problem, room.code, day, start, start + duration) is None


def room_words(problem: Problem, body: Body, venue: str | None = None) -> str:
    """Say what room a body needs, and how large the largest such room is: why none suits it, or which do."""
    wanted = [feature.replace("_", " ") for feature in body.room_features]
    of_kind = "room" + (f" with {listed(wanted)}" if wanted else "")
    place = body.venue or venue
    where = f" at {place}" if place else ""
    if body.room is not None:
        of_kind = problem.rooms[body.room].name
    seats = problem.fewest_seats[body.code]
    rooms = _rooms_with(problem, body, venue)
    if not rooms:
        return f"it needs {counted(seats, 'seat')}, and there is no {of_kind}{where}"
    largest = max(rooms, key=lambda room: room.capacity)
    named = f"{largest.name} has {largest.capacity}" if body.room else f"{largest.name}, has {largest.capacity}"
    intro = "" if body.room else f"the largest {of_kind}{where}, "
    return f"it needs {counted(seats, 'seat')}, and {intro}{named}"
