"""Rooms for bodies that sit at the same time or one slot after another: as many housed as can be, at one venue."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.viability import Together
from scheduler.solving.clock import Clock
from scheduler.solving.lowest import Lowest, lowest


@dataclass(frozen=True)
class Stay:
    """A body that needs a room, from start to end where a session sets the hours."""

    body: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Housed:
    """The room of each body that has one."""

    rooms: dict[str, str]
    proven: bool


def stays_at_once(problem: Problem, together: Together, bodies: Sequence[str]) -> list[Stay]:
    """Return the bodies that need a room when all of these sit at once, with their hours in a session."""
    session = together.session
    in_person = [body for body in bodies if not problem.bodies[body].online]
    if session is None:
        return [Stay(body) for body in in_person]
    return [Stay(body, session.start, session.start + problem.duration_of(problem.bodies[body])) for body in in_person]


def suitable(problem: Problem, together: Together, stay: Stay) -> tuple[Room, ...]:
    """Return the rooms that would do for a body, the smallest first."""
    body, session = problem.bodies[stay.body], together.session
    venue = None if session is None else problem.meeting_days[session.meeting_day].venue
    seats = problem.seats_needed(stay.body, together.day)
    found = [
        room
        for room in problem.rooms.values()
        if set(body.room_features) <= room.features
        and body.room in (None, room.code)
        and body.venue in (None, room.venue)
        and venue in (None, room.venue)
        and seats <= room.capacity
        and _open(problem, room, stay)
    ]
    return tuple(sorted(found, key=lambda room: room.capacity))


def _open(problem: Problem, room: Room, stay: Stay) -> bool:
    if stay.start is None or stay.end is None:
        return True
    begin, finish = stay.start - room.setup_minutes, stay.end + room.clear_minutes
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    return all(
        (part.open_from is None or part.open_from <= begin) and (part.open_to is None or finish <= part.open_to)
        for part in parts
    )


def housed(problem: Problem, together: Together, stays: Sequence[Stay], clock: Clock) -> Housed:
    """House as many bodies as can be, in rooms as small as will do; in a session, all at one venue."""
    model = cp_model.CpModel()
    choices = {
        (stay, room): model.new_bool_var(f"{stay.body} in {room.code}")
        for stay in stays
        for room in suitable(problem, together, stay)
    }
    without = sum((1 - sum(_of(choices, stay)) for stay in stays), start=0)
    for stay in stays:
        model.add_at_most_one(_of(choices, stay))
    for (one, here), (two, there) in combinations(choices, 2):
        if one is not two and in_conflict(problem, one, here, two, there):
            model.add_bool_or(~choices[one, here], ~choices[two, there])
    if together.session is not None:
        venues = {room.venue: model.new_bool_var(room.venue) for _, room in choices}
        model.add_at_most_one(venues.values())
        for (_, room), choice in choices.items():
            model.add_implication(choice, venues[room.venue])
    if not choices:
        return Housed({}, proven=True)
    found = lowest(model, [without, sum(room.capacity * choice for (_, room), choice in choices.items())], clock)
    if not isinstance(found, Lowest):
        return Housed({}, proven=False)
    taken = {stay.body: room.code for (stay, room), choice in choices.items() if found.solver.boolean_value(choice)}
    return Housed(taken, proven=found.proven(1))


def _of(choices: dict[tuple[Stay, Room], cp_model.IntVar], stay: Stay) -> list[cp_model.IntVar]:
    return [choice for (one, _), choice in choices.items() if one == stay]


def in_conflict(problem: Problem, one: Stay, here: Room, two: Stay, there: Room) -> bool:
    """Whether two bodies cannot have these rooms: both would take some part at once, set-up and clearing included."""
    if not problem.parts_of_room[here.code] & problem.parts_of_room[there.code]:
        return False
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return True
    return (
        one.start - here.setup_minutes < two.end + there.clear_minutes
        and two.start - there.setup_minutes < one.end + here.clear_minutes
    )
