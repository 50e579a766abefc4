"""Graph colouring with side constraints: the fewest slots, one after another, in which bodies can all sit.

Bodies are the vertices; two that cannot sit at once for want of people or rooms are kept apart by the same model of
seats that tells who sits where in each slot. The numbers of slots are tried from one upwards, so that the first that
will do is the fewest; then the slots have their times and rooms, with no longer pause than the rooms need.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import TypeAlias

from scheduler.domain.lending import lending
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.sittings import pauses
from scheduler.domain.verbs import Expression, Literal
from scheduler.domain.viability import Allocation, Price, Slot, Slots, Together, one_day, price_of
from scheduler.domain.wording import counted
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import confirmed_infeasible
from scheduler.solver.viability.room_assignment import Stay, assign_rooms, by_part, stays_at_once, suitable
from scheduler.solver.viability.seat_assignment import Seats, in_slots, tighten

Parts: TypeAlias = Sequence[Sequence[str]]
"""The bodies of each slot."""


def fewest_slots(problem: Problem, together: Together, clock: Clock) -> Slots:
    """Return the fewest slots; none where no number of them would do, or none was found in time.

    In a session, they are to end in time for it, where any do. Among equals they cost the fewest apologies and
    substitutes, and are even.
    """
    proven = True
    late: Slots | None = None
    most = len(together.bodies)
    for number in range(1, most + 1):
        if number < most and clock.left < clock.parameters.most_slots_share * clock.seconds:
            proven = False
            continue
        clock.listener(f"Looking for an arrangement in {counted(number, 'slot')}")
        part = clock.share(clock.parameters.number_share if number < most else 1)
        tried: list[Parts] = []
        while len(tried) < clock.parameters.partitions:
            found = _SlotModel(problem, together, number, tried).best(part)
            if isinstance(found, bool):
                shown = found and _confirmed(problem, together, number, tried, part)
                break
            slots = timed(problem, together, *found, proven=proven, clock=part)
            if slots.fits is not False:
                return slots
            late = late or slots
            tried.append(found[0])
        else:
            shown = False
        proven = proven and shown
    return late or Slots((), proven=proven)


def more_slots(problem: Problem, together: Together, fewest: Slots, clock: Clock) -> tuple[Slots, ...]:
    """Return the best arrangement in one slot more, in two more and so on, for as long as each costs less.

    In a session they end in time for it.
    """
    found: list[Slots] = []
    last = fewest
    while last.slots and last.price != Price(0, 0) and len(last.slots) < len(together.bodies):
        number = len(last.slots) + 1
        clock.listener(f"Looking for what {counted(number, 'slot')} would save")
        best = _SlotModel(problem, together, number, ()).best(clock)
        if isinstance(best, bool):
            break
        last = timed(problem, together, *best, proven=True, clock=clock)
        if last.fits is False:
            break
        found.append(last)
    return tuple(found)


def _confirmed(problem: Problem, together: Together, number: int, tried: Sequence[Parts], clock: Clock) -> bool:
    """Whether another configuration of the solver agrees that so few will not do."""
    model = _SlotModel(problem, together, number, tried).seats.model
    return confirmed_infeasible(model, clock)


class _SlotModel:
    """So many slots, each of them with a body at least, and who sits where in each."""

    def __init__(self, problem: Problem, together: Together, number: int, tried: Sequence[Parts]) -> None:
        self.problem, self.together, self.number = problem, together, number
        day = one_day(problem, together, one_after_another=number > 1)
        choices = in_slots(day, together, number, Decisions)
        self.seats = Seats(problem, together, choices, guarded=False)
        self.model = self.seats.model
        self.sits = {
            body: [choices.held_at(sitting, together.day, start) for start in sitting.starts]
            for body, sitting in self.seats.sitting.items()
        }
        for position, of_body in enumerate(self.sits.values()):
            for later in of_body[position + 1 :]:
                self.model.add(later == 0)
        for slot in range(number):
            self.model.add_bool_or([of_body[slot] for of_body in self.sits.values()])
        tighten(choices, number)
        self.at_once = {pair: self._at_once(*pair) for pair in combinations(together.bodies, 2)}
        for parts in tried:
            self._rule_out(parts)
        self._give_rooms()

    def _at_once(self, one: str, two: str) -> Literal:
        """Whether two bodies sit in the same slot, exactly."""
        choice = self.seats.choices.overlapping(self.seats.sitting[one], self.seats.sitting[two])
        for here, there in zip(self.sits[one], self.sits[two], strict=True):
            self.model.add_bool_or(~choice, ~here, there)
        return choice

    def _rule_out(self, parts: Parts) -> None:
        """Part the bodies in another way than this."""
        slot_of = {body: slot for slot, part in enumerate(parts) for body in part}
        self.model.add_bool_or(
            ~choice if slot_of[one] == slot_of[two] else choice for (one, two), choice in self.at_once.items()
        )

    def _give_rooms(self) -> None:
        """Give each body that has any room at all one of its own in its slot, at one venue in a session."""
        choices: dict[tuple[Stay, Room], Literal] = {}
        for stay in [Stay(one.body) for one in stays_at_once(self.problem, self.together, self.together.bodies)]:
            rooms = suitable(self.problem, self.together, stay)
            for room in rooms:
                choices[stay, room] = self.model.new_bool_var(f"{stay.body} in {room.code}")
            if rooms:
                self.model.add_exactly_one(choices[stay, room] for room in rooms)
        for takers in by_part(self.problem, choices).values():
            for (one, _, first), (two, _, second) in combinations(takers, 2):
                if one is not two:
                    self.model.add_bool_or(~first, ~second, ~self.at_once[one.body, two.body])
        self._lend(choices)
        if self.together.session is not None:
            venues = {room.venue: self.model.new_bool_var(room.venue) for _, room in choices}
            self.model.add_at_most_one(venues.values())
            for (_, room), choice in choices.items():
                self.model.add_implication(choice, venues[room.venue])

    def _lend(self, choices: dict[tuple[Stay, Room], Literal]) -> None:
        """Let no more of anything be carried to the rooms of one slot than is lent."""
        known = lending(self.problem)
        for limit, slot in product(known.limits, range(self.number)):
            carried = []
            for (stay, room), choice in choices.items():
                number = known.counted(limit, stay.body, None, room.code)
                if number:
                    there = self.model.new_bool_var("")
                    self.model.add_bool_or(~choice, ~self.sits[stay.body][slot], there)
                    carried.append(number * there)
            self.model.add(sum(carried, start=self.seats.choices.no + 0) <= limit.most)

    def best(self, clock: Clock) -> tuple[Parts, Allocation] | bool:
        """Return the bodies of each slot, and who sits where; otherwise whether there is shown to be none."""
        goals = {
            "over time": self._over_time(),
            "apologies": self.seats.points("apologies"),
            "substitutes": self.seats.points("substitutes"),
            "unevenness": self._unevenness(),
            "absences": self.seats.absences(),
        }
        objective = LexicographicObjective(self.model, goals, clock)
        if not objective.minimise_all():
            return objective.infeasible
        solver = objective.solution.solver
        slot_of = {
            body: next(slot for slot, choice in enumerate(choices) if solver.boolean_value(choice))
            for body, choices in self.sits.items()
        }
        parts = [[body for body, at in slot_of.items() if at == slot] for slot in range(self.number)]
        return parts, Allocation(
            self.seats.attendance(solver, slot_of), proven=objective.proven("over time", "apologies", "substitutes")
        )

    def _over_time(self) -> Expression:
        """Return the minutes by which the slots, one after another, are longer than the session."""
        session = self.together.session
        if session is None:
            return 0
        longest = 24 * 60
        lengths = []
        for slot in range(self.number):
            length = self.model.new_int_var(0, longest, "")
            for body, choices in self.sits.items():
                self.model.add(length >= self.problem.duration_of(self.problem.bodies[body]) * choices[slot])
            lengths.append(length)
        over = self.model.new_int_var(0, longest * self.number, "")
        self.model.add(over >= sum(lengths) - (session.end - session.start))
        return over

    def _unevenness(self) -> Expression:
        """Return how many bodies the fullest slot has."""
        most = self.model.new_int_var(0, len(self.sits), "")
        for slot in range(self.number):
            self.model.add(most >= sum(choices[slot] for choices in self.sits.values()))
        return most


def timed(
    problem: Problem,
    together: Together,
    parts: Sequence[Sequence[str]],
    allocation: Allocation,
    *,
    proven: bool,
    clock: Clock,
) -> Slots:
    """Give the slots their times and rooms, with no longer pause between them than the rooms need."""
    price = price_of(problem, together.day, allocation)
    slots: tuple[Slot, ...] = ()
    if together.session is None:
        slots = tuple(Slot(tuple(part), rooms=_rooms(problem, together, map(Stay, part), clock)) for part in parts)
        return Slots(slots, proven, None, allocation, price)
    wanting = [body for body in together.bodies if suitable(problem, together, Stay(body))]
    for pause in pauses(problem, together.session):
        slots = _with_pause(problem, together, parts, pause, clock)
        if all(body in slot.rooms for slot in slots for body in slot.bodies if body in wanting):
            break
    return Slots(slots, proven, (slots[-1].end or 0) <= together.session.end, allocation, price)


def _with_pause(
    problem: Problem, together: Together, parts: Sequence[Sequence[str]], pause: int, clock: Clock
) -> tuple[Slot, ...]:
    start = 0 if together.session is None else together.session.start
    stays: list[Stay] = []
    ends = []
    for part in parts:
        lengths = {body: problem.duration_of(problem.bodies[body]) for body in part}
        stays += [Stay(body, start, start + lengths[body]) for body in part]
        ends.append(start + max(lengths.values()))
        start = ends[-1] + pause
    rooms = _rooms(problem, together, stays, clock)
    start_of = {stay.body: stay.start for stay in stays}
    return tuple(
        Slot(tuple(part), start_of[part[0]], end, {body: rooms[body] for body in part if body in rooms})
        for part, end in zip(parts, ends, strict=True)
    )


def _rooms(problem: Problem, together: Together, stays: Iterable[Stay], clock: Clock) -> dict[str, str]:
    in_person = [stay for stay in stays if not problem.bodies[stay.body].online]
    return assign_rooms(problem, together, in_person, clock).rooms
