"""Assignment under side constraints: who sits where while bodies sit at the same time, at the fewest apologies.

The model is the planner's own, cut down to one day: every rule about seats is asked, by its own words to a solver.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from ortools.sat.python import cp_model

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import body_title
from scheduler.domain.verbs import Expression, Literal
from scheduler.domain.viability import NINE, Allocation, Together, one_day
from scheduler.rules import quorum, quorum_rule
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import confirmed_infeasible
from scheduler.solver.cp.seats import Key, SeatModel
from scheduler.solver.viability.needs import Need, needs_of


class Seats(SeatModel):
    """The seats of bodies that sit on one day.

    Parameters
    ----------
    problem : Problem
        The input.
    together : Together
        The bodies and the day.
    choices : Decisions, optional
        Their meetings; left out, all at one time.
    guarded : bool
        Whether demands can be lifted.

    """

    def __init__(
        self, problem: Problem, together: Together, choices: Decisions | None = None, *, guarded: bool = True
    ) -> None:
        self.together = together
        super().__init__(choices or at_once(one_day(problem, together), together), guarded=guarded)
        self.sitting: dict[str, Sitting] = {sitting.body.code: sitting for sitting in self.choices.sittings}
        self.rows = [(body, row) for body in together.bodies for row in problem.memberships_on(body, together.day)]
        self.places: defaultdict[str, list[str]] = defaultdict(list)
        """The bodies at which each person might sit, as a member or for one."""
        for person, body in [
            *((row.person, body) for body, row in self.rows),
            *((deputy, body) for body, row in self.rows for deputy in row.substitutes),
        ]:
            if body not in self.places[person]:
                self.places[person].append(body)

    @property
    def limits(self) -> list[Key]:
        """Where people may be: first, in the order of the tables, those of whoever might sit at more than one body."""
        wanted = {person: number for number, person in enumerate(self.places)}
        return sorted(super().limits, key=lambda key: wanted.get(key[1], len(wanted)))

    @property
    def wanted_twice(self) -> list[str]:
        """Everybody who might sit at more than one of the bodies."""
        return [person for person, bodies in self.places.items() if len(bodies) > 1]

    def needs(self) -> list[Need]:
        """Return everything the bodies cannot sit without."""
        return needs_of(self.problem, self.together, self)

    def filled(self, body: str, row: Membership) -> Expression:
        """Whether anybody sits in a seat."""
        return self.choices.seat_filled(self.sitting[body], row)

    def quorate(self, body: str) -> Expression:
        """Return how many there are who count for a body's quorum."""
        rows = self.choices.members(self.sitting[body])
        return self.total(self.filled(body, row) for row in rows if quorum.counts(row))

    def counted(self, need: Need) -> Expression:
        """Return how many there are who count for a quorum, or for a part of it."""
        body = need.body or ""
        rows = self.choices.members(self.sitting[body])
        if need.part is None:
            return self.quorate(body)
        return self.total(self.filled(body, row) for row in rows if quorum_rule.counts(self.problem, need.part, row))

    def total(self, expressions: Iterable[Expression]) -> Expression:
        """Add up choices, even none."""
        return sum(expressions, start=self.choices.no + 0)

    def absences(self) -> Expression:
        """Count the members who are not there in person, even where nobody minds."""
        return self.total(1 - self.choices.attends(self.sitting[body], row) for body, row in self.rows)

    def attendance(
        self, solver: cp_model.CpSolver, slot_of: Mapping[str, int] | None = None
    ) -> dict[str, tuple[Attendance, ...]]:
        """Read who sits where, and why members do not; all bodies sit at once where no slots are given."""
        slots = slot_of or dict.fromkeys(self.together.bodies, 0)
        sits: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for person, bodies in self.places.items():
            for body in bodies:
                if solver.value(self.choices.sits(person, self.sitting[body])):
                    sits[person, slots[body]].append(body)
        found: dict[str, tuple[Attendance, ...]] = dict.fromkeys(self.together.bodies, ())
        for body, row in self.rows:
            found[body] += (self._outcome(solver, body, row, sits[row.person, slots[body]]),)
        return found

    def _outcome(self, solver: cp_model.CpSolver, body: str, row: Membership, elsewhere: Sequence[str]) -> Attendance:
        sitting = self.sitting[body]
        if solver.boolean_value(self.choices.attends(sitting, row)):
            return Attendance(row.person, row.role, row.voting, ATTENDS)
        sent = (d for d in row.substitutes if solver.boolean_value(self.choices.deputises(sitting, row, d)))
        deputy = next(sent, None)
        outcome = APOLOGIES if deputy is None else SUBSTITUTE
        why = f"sits at {body_title(self.problem, elsewhere[0])} at the same time" if elsewhere else "not expected"
        return Attendance(row.person, row.role, row.voting, outcome, deputy, why)


def at_once(day: Problem, together: Together) -> Decisions:
    """Return the meetings of bodies that sit at the same time, on a day to which an input is cut down."""
    return in_slots(day, together, 1, Decisions)


Some = TypeVar("Some", bound=Decisions)


def in_slots(day: Problem, together: Together, slots: int, decisions: type[Some]) -> Some:
    """Return meetings that may be in one of so many slots, each as long as the longest of them.

    Two overlap where they are in the same slot, and only there; none begins earlier than it will.
    """
    first = NINE if together.session is None else together.session.start
    length = max(day.duration_of(day.bodies[body]) for body in together.bodies)
    starts = tuple(first + length * slot for slot in range(slots))
    sittings = tuple(Sitting(day.bodies[body], 1, (together.day,), starts, length) for body in together.bodies)
    return decisions(day, Candidates((), sittings), pruning=False)


def tighten(choices: Decisions, slots: int) -> None:
    """Add what follows from everybody's one place at a time, for shorter proofs: no more seats than there are slots."""
    sittings_of: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in choices.sittings:
        for person in choices.people_at(sitting):
            sittings_of[person].append(sitting)
    for person, sittings in sorted(sittings_of.items()):
        if len(sittings) > slots:
            choices.model.add(sum(choices.sits(person, sitting) for sitting in sittings) <= slots)


def allocate(problem: Problem, together: Together, clock: Clock) -> Allocation | None:
    """Seat everyone with the fewest apologies, then substitutes; where not all bodies can sit, the fewest fail.

    Among equals, no quorum is nearer to failing than it need be, and as many are there in person as can be.
    None where time ran out before it was known whether all can sit.
    """
    found = _seated(problem, together, clock, all_sit=True)
    if found is True:
        found = _seated(problem, together, clock.share(clock.parameters.failing_share), all_sit=False)
    return None if isinstance(found, bool) else found


def _seated(problem: Problem, together: Together, clock: Clock, *, all_sit: bool) -> Allocation | bool:
    """Return the best allocation; otherwise whether there is shown to be none."""
    seats = Seats(problem, together)
    seats.keep(*seats.limits)
    sits = {body: seats.model.new_bool_var(f"{body} sits") for body in together.bodies}
    for need in seats.needs():
        for body, choice in sits.items():
            if need.body in (body, None):
                seats.model.add_implication(choice, seats.guards[need.key])
    if all_sit:
        seats.model.add_bool_and(sits.values())
    goals = {
        "failing": len(sits) - sum(sits.values()),
        "apologies": seats.points("apologies"),
        "substitutes": seats.points("substitutes"),
        "risk": _risk(seats, sits),
        "absences": seats.absences(),
    }
    objective = LexicographicObjective(seats.model, goals, clock)
    if not objective.minimise_all():
        return objective.infeasible
    solver = objective.solution.solver
    failed = tuple(body for body, choice in sits.items() if not solver.boolean_value(choice))
    return Allocation(seats.attendance(solver), failed, proven=objective.proven("failing", "apologies", "substitutes"))


def _risk(seats: Seats, sits: dict[str, Literal]) -> Expression:
    """Return how near the quorum nearest to failing is to that, in members fewer than all."""
    most = len(seats.rows)
    spare = seats.model.new_int_var(0, most, "spare")
    for body, choice in sits.items():
        least = quorum.needed(seats.problem, body, seats.together.day)
        seats.model.add(spare <= seats.quorate(body) - least).only_enforce_if(choice)
    return most - spare


def shown_not_viable(problem: Problem, together: Together, clock: Clock) -> bool:
    """Whether another configuration of the solver, with no demand to be lifted, agrees that not all can sit."""
    return clock.left > 0 and confirmed_infeasible(Seats(problem, together, guarded=False).model, clock)
