"""Maximum assignment with conflicts: rooms for bodies that sit at once or in slots, as many as can be at one venue.

Which room would do for a body by itself, the rules about rooms say; that no part of a room is taken twice at a time is
a clique of choices for each part and moment, and what is carried to rooms a knapsack.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from scheduler.domain.lending import lending
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.verbs import MEETING, ROOMS, Literal
from scheduler.domain.viability import NINE, Together, one_day
from scheduler.rules import about
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
class RoomAssignment:
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
    """Return the rooms that would do for a body, were it the only one, the smallest first.

    Every rule about rooms is asked of the one meeting, and whether what it needs is to be had there; of opening hours
    only where a session sets the time.
    """
    session = together.session
    venue = None if session is None else problem.meeting_days[session.meeting_day].venue
    day = one_day(problem, together, (stay.body,))
    if stay.start is None:
        day = replace(day, rooms={code: replace(one, open_from=None, open_to=None) for code, one in day.rooms.items()})
    rules = [rule for rule in about(ROOMS) if rule.RULE.horizon == MEETING]
    found = [
        room
        for room in problem.rooms.values()
        if venue in (None, room.venue)
        and lending(problem).within(stay.body, None, room.code)
        and not any(True for rule in rules for _ in rule.breaches(day, _alone(day, together, stay, room)))
    ]
    return tuple(sorted(found, key=lambda room: room.capacity))


def _alone(problem: Problem, together: Together, stay: Stay, room: Room) -> Plan:
    """Return the calendar of one meeting in one room."""
    start = NINE if stay.start is None else stay.start
    end = start + problem.duration_of(problem.bodies[stay.body]) if stay.end is None else stay.end
    one = Meeting(stay.body, stay.body, 1, together.day, start, end, room.venue, room.code)
    return Plan("", together.day, together.day, meetings=(one,))


def assign_rooms(problem: Problem, together: Together, stays: Sequence[Stay], clock: Clock) -> RoomAssignment:
    """Assign rooms, as small as will do, to as many bodies as can be; in a session, all at one venue."""
    rooms = _Rooms(problem, together, stays)
    objective = LexicographicObjective(rooms.model, {"without": rooms.without, "size": rooms.size}, clock)
    if not objective.minimise_all():
        return RoomAssignment({}, proven=False)
    proven = objective.proven("without") and (objective.value("without") == 0 or rooms.short(clock))
    return RoomAssignment(rooms.taken(objective.solution.solver), proven=proven)


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
        self._lend()
        if together.session is not None:
            venues = {room.venue: self.model.new_bool_var(room.venue) for _, room in self.choices}
            self.model.add_at_most_one(venues.values())
            for (_, room), choice in self.choices.items():
                self.model.add_implication(choice, venues[room.venue])

    def _lend(self) -> None:
        """Let no more of anything be carried to rooms at one time than is lent."""
        known = lending(self.problem)
        for limit in known.limits:
            spans = [
                (*_taken_from_to(stay, room), known.counted(limit, stay.body, None, room.code), choice)
                for (stay, room), choice in self.choices.items()
            ]
            for moment in sorted({begin for begin, _, number, _ in spans if number}):
                there = [number * choice for begin, end, number, choice in spans if begin <= moment < end]
                self.model.add(sum(there) <= limit.most)

    def short(self, clock: Clock) -> bool:
        """Whether another configuration of the solver agrees that not all can have a room."""
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
    return (0, 1) if stay.start is None or stay.end is None else room.booked(stay.start, stay.end)
