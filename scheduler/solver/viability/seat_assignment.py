"""Who sits where while bodies sit at the same time: seats, what each body needs of them, one place for everyone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ortools.sat.python import cp_model

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.verbs import Expression, Literal, Relation
from scheduler.domain.viability import PRESIDING, QUORUM, REQUIRED, Allocation, Need, Slot, Together, day_of, needs_of
from scheduler.rules import fixed, person_clash, presiding, quorum, quorum_rule, substitute
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import confirmed_infeasible


class Seats:
    """The seats of each body, with nothing yet demanded of them but that nobody sits twice at one meeting."""

    def __init__(self, problem: Problem, bodies: Sequence[str], day: date) -> None:
        self.problem, self.bodies, self.day = problem, bodies, day
        self.model = cp_model.CpModel()
        self.no = self.model.new_constant(0)
        self.rows = [row for body in bodies for row in problem.memberships_on(body, day)]
        self.places: defaultdict[str, dict[str, list[Literal]]] = defaultdict(dict)
        """Person -> body -> the choices by which they sit there."""
        self.nominated: defaultdict[Membership, list[Literal]] = defaultdict(list)
        """The choices by which somebody who may not yet deputise does so."""
        self.given: defaultdict[Membership, dict[str | None, Literal]] = defaultdict(dict)
        """The choices by which somebody else holds the seat; None for somebody who would have to be found."""
        self.attends = {row: self._place(row.person, row.body, f"{row.person} at {row.body}") for row in self.rows}
        self.deputises = {
            (row, deputy): self._place(deputy, row.body, f"{deputy} for {row.person} at {row.body}")
            for row in self.rows
            for deputy in row.substitutes
            if not problem.is_member(deputy, row.body, day)
        }
        for row in self.rows:
            self.model.add_at_most_one([self.attends[row], *self._deputies(row)])
        for bodies_of in self.places.values():
            for literals in bodies_of.values():
                self.model.add_at_most_one(literals)

    def _place(self, person: str, body: str, name: str) -> Literal:
        literal = self.model.new_bool_var(name)
        self.places[person].setdefault(body, []).append(literal)
        return literal

    def _deputies(self, row: Membership) -> list[Literal]:
        return [self.deputises[row, deputy] for deputy in row.substitutes if (row, deputy) in self.deputises]

    @property
    def wanted_twice(self) -> list[str]:
        """Everybody who might sit at more than one of the bodies."""
        return [person for person, bodies in self.places.items() if len(bodies) > 1]

    def one_place(self, person: str) -> Relation:
        """Demand that somebody sits at no more than one of the bodies."""
        return self.total(literal for literals in self.places[person].values() for literal in literals) <= 1

    def keep_everyone_in_one_place(self) -> None:
        """Demand it of everyone."""
        for person in self.wanted_twice:
            self.model.add(self.one_place(person))

    def total(self, literals: Iterable[Literal]) -> Expression:
        """Add up choices, even none."""
        return sum(literals, start=self.no + 0)

    def filled(self, row: Membership) -> Expression:
        """Whether anybody sits in the seat."""
        extra = (*self.nominated[row], *self.given[row].values())
        return self.total([self.attends[row], *self._deputies(row), *extra])

    def needs(self) -> list[Need]:
        """Return everything the bodies need."""
        return [need for body in self.bodies for need in needs_of(self.problem, body, self.day)]

    def counted(self, need: Need) -> Expression:
        """Return how much there is of what a body needs."""
        rows = [row for row in self.rows if row.body == need.body]
        if need.rule == REQUIRED:
            return sum(self.filled(row) for row in rows if row.person == need.person)
        if need.rule == PRESIDING:
            return self.total(
                literal for row in rows if row.presides for literal in (self.attends[row], *self.given[row].values())
            )
        if need.of is None:
            return sum((self.filled(row) for row in rows if row.voting), start=self.no + 0)
        return sum((self._matching(need.of, row) for row in rows), start=self.no + 0)

    def _matching(self, rule: QuorumRule, row: Membership) -> Expression:
        """Whether a seat is filled that a composite quorum counts; one given away counts as its new holder's."""
        counts = self.problem.matches(rule, row)
        sits = [self.attends[row], *self._deputies(row), *self.nominated[row]] if counts else []
        for holder, literal in self.given[row].items():
            if holder is None:
                sits += [literal] if counts and rule.person is None else []
            elif self.problem.matches(rule, replace(row, person=holder)):
                sits.append(literal)
        return self.total(sits)

    def apologies(self) -> Expression:
        """Return what empty seats cost."""
        return sum((row.apology_weight * (1 - self.filled(row)) for row in self.rows), start=self.no + 0)

    def substitutes(self) -> Expression:
        """Return what substitutes cost; whoever is newly named comes last in the member's list."""
        named = ((row.substitutes.index(deputy) + 1) * literal for (row, deputy), literal in self.deputises.items())
        new = ((len(row.substitutes) + 1) * literal for row in self.rows for literal in self.nominated[row])
        return sum((*named, *new), start=self.no + 0)

    def absences(self) -> Expression:
        """Count the members who are not there in person, even where nobody minds."""
        return sum((1 - self.attends[row] for row in self.rows), start=self.no + 0)

    def attendance(
        self, solver: cp_model.CpSolver, slot_of: Mapping[str, int] | None = None
    ) -> dict[str, tuple[Attendance, ...]]:
        """Read who sits where, and why members do not; all bodies sit at once where no slots are given."""
        slots = slot_of or dict.fromkeys(self.bodies, 0)
        sits: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for person, bodies in self.places.items():
            for body, literals in bodies.items():
                if any(solver.boolean_value(literal) for literal in literals):
                    sits[person, slots[body]].append(body)
        found: dict[str, tuple[Attendance, ...]] = dict.fromkeys(self.bodies, ())
        for row in self.rows:
            found[row.body] += (self._outcome(solver, row, sits[row.person, slots[row.body]]),)
        return found

    def _outcome(self, solver: cp_model.CpSolver, row: Membership, elsewhere: Sequence[str]) -> Attendance:
        if solver.boolean_value(self.attends[row]):
            return Attendance(row.person, row.role, row.voting, ATTENDS)
        deputies = (d for d in row.substitutes if (row, d) in self.deputises)
        deputy = next((d for d in deputies if solver.boolean_value(self.deputises[row, d])), None)
        outcome = APOLOGIES if deputy is None else SUBSTITUTE
        why = f"sits at {body_title(self.problem, elsewhere[0])} at the same time" if elsewhere else "not expected"
        return Attendance(row.person, row.role, row.voting, outcome, deputy, why)


A_SHARE = 0.25
"""Of the time left, how much may go into having the fewest fail."""
OF_SEATS = (fixed, person_clash, substitute, quorum, quorum_rule, presiding)


def allocate(problem: Problem, together: Together, clock: Clock) -> Allocation | None:
    """Seat everyone with the fewest apologies, then substitutes; where not all bodies can sit, the fewest fail.

    Among equals, no quorum is nearer to failing than it need be, and as many are there in person as can be.
    None where time ran out before it was known whether all can sit.
    """
    found = _seated(problem, together, clock, all_sit=True)
    if found is True:
        found = _seated(problem, together, clock.share(A_SHARE), all_sit=False)
    return None if isinstance(found, bool) else found


def _seated(problem: Problem, together: Together, clock: Clock, *, all_sit: bool) -> Allocation | bool:
    """Return the best allocation; otherwise whether there is shown to be none."""
    seats = Seats(problem, together.bodies, together.day)
    seats.keep_everyone_in_one_place()
    sits = {body: seats.model.new_bool_var(f"{body} sits") for body in together.bodies}
    for body, choice in sits.items():
        if all_sit:
            seats.model.add(choice == 1)
        for need in needs_of(problem, body, together.day):
            seats.model.add(seats.counted(need) >= need.least).only_enforce_if(choice)
    failing = len(sits) - sum(sits.values())
    goals = {
        "failing": failing,
        "apologies": seats.apologies(),
        "substitutes": seats.substitutes(),
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
    for need in seats.needs():
        if need.rule == QUORUM:
            seats.model.add(spare <= seats.counted(need) - need.least).only_enforce_if(sits[need.body])
    return most - spare


def shown_not_viable(problem: Problem, together: Together, clock: Clock) -> bool:
    """Whether another model and another configuration agree that the memberships do not allow it.

    The model is the one that plans the calendar, made of what the rules themselves demand.
    """
    if clock.left <= 0:
        return False
    choices, _ = build(day_of(problem, together, [Slot(together.bodies)]).problem, rules=OF_SEATS)
    return confirmed_infeasible(choices.model, clock)
