"""Rooms for bodies that sit at the same time or one slot after another: as many housed as can be, at one venue."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.verbs import Literal
from scheduler.domain.viability import Together
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import confirmed_infeasible


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
    rooms = _Rooms(problem, together, stays)
    objective = LexicographicObjective(rooms.model, {"without": rooms.without, "size": rooms.size}, clock)
    if not objective.minimise_all():
        return Housed({}, proven=False)
    proven = objective.proven("without") and (objective.value("without") == 0 or rooms.short(clock))
    return Housed(rooms.taken(objective.solution.solver), proven=proven)


class _Rooms:
    """The choices of a room for each body, no part of a room taken twice at one time."""

    def __init__(self, problem: Problem, together: Together, stays: Sequence[Stay]) -> None:
        self.problem, self.together, self.stays = problem, together, stays
        self.model = cp_model.CpModel()
        no = self.model.new_constant(0)
        self.choices = {
            (stay, room): self.model.new_bool_var(f"{stay.body} in {room.code}")
            for stay in stays
            for room in suitable(problem, together, stay)
        }
        of = {stay: [choice for (one, _), choice in self.choices.items() if one == stay] for stay in stays}
        for choices in of.values():
            self.model.add_at_most_one(choices)
        self.without = len(stays) - sum(self.choices.values(), start=no + 0)
        self.size = sum((room.capacity * choice for (_, room), choice in self.choices.items()), start=no + 0)
        for takers in by_part(problem, self.choices).values():
            spans = [(*_taken_from_to(stay, room), choice) for stay, room, choice in takers]
            for moment in sorted({begin for begin, _, _ in spans}):
                self.model.add_at_most_one(choice for begin, end, choice in spans if begin <= moment < end)
        if together.session is not None:
            venues = {room.venue: self.model.new_bool_var(room.venue) for _, room in self.choices}
            self.model.add_at_most_one(venues.values())
            for (_, room), choice in self.choices.items():
                self.model.add_implication(choice, venues[room.venue])

    def short(self, clock: Clock) -> bool:
        """Whether another configuration of the solver agrees that not all can be housed."""
        again = _Rooms(self.problem, self.together, self.stays)
        again.model.add(again.without == 0)
        return confirmed_infeasible(again.model, clock)

    def taken(self, solver: cp_model.CpSolver) -> dict[str, str]:
        """Read which room each body has."""
        return {stay.body: room.code for (stay, room), choice in self.choices.items() if solver.boolean_value(choice)}


def by_part(problem: Problem, choices: dict[tuple[Stay, Room], Literal]) -> dict[str, list[tuple[Stay, Room, Literal]]]:
    """Return the choices that take each room, whether by itself or as a part of another."""
    found: dict[str, list[tuple[Stay, Room, Literal]]] = {}
    for (stay, room), choice in choices.items():
        for part in problem.parts_of_room[room.code]:
            found.setdefault(part, []).append((stay, room, choice))
    return found


def _taken_from_to(stay: Stay, room: Room) -> tuple[int, int]:
    """Return when a body takes a room, set-up and clearing included; always the same where no hours are set."""
    if stay.start is None or stay.end is None:
        return 0, 1
    return stay.start - room.setup_minutes, stay.end + room.clear_minutes
