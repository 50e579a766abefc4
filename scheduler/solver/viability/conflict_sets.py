"""Minimal conflict sets: needs of bodies and places of people that cannot all be had at the same time.

Each is a minimal unsatisfiable subset of the demands on seats (deletion filter, `explain.mus`); once found, its needs
are asked for no more, so that the next one is of others (disjoint cores; Liffiton and Sakallah 2008).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.viability import Together
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import confirmed_infeasible
from scheduler.solver.cp.seats import Key
from scheduler.solver.explain.mus import Verdict, minimal_unsatisfiable_subset, under_assumptions
from scheduler.solver.viability.needs import REQUIRED, Need, most_telling_first
from scheduler.solver.viability.seat_assignment import Seats


@dataclass(frozen=True)
class ConflictSet:
    """Needs that cannot all be met while these people have one place each; no need is idle.

    Nor is anybody among the people, but where it is a matter of numbers: then they are all whom the bodies share.
    """

    needs: tuple[Need, ...]
    people: tuple[str, ...]
    limits: tuple[str, ...] = ()
    """What else limits where people may be, as its rules say it."""
    kept: int | None = None
    """Of the last need, how much is left once the others are met; None for a need that is met or not."""

    @property
    def of_one_person(self) -> bool:
        """Whether all of it is that one person is required in more than one place."""
        return len(self.people) == 1 and not self.limits and all(one.person == self.people[0] for one in self.needs)


def conflict_sets(problem: Problem, together: Together, clock: Clock) -> tuple[list[ConflictSet], bool]:
    """Return what stands in the way, no need in two of them; and whether, without these, nothing would."""
    asked = _Asked(problem, together, clock)
    found: list[ConflictSet] = []
    rules = most_telling_first()
    for number in range(1, len(rules) + 1):
        if not any(need.rule == rules[number - 1] for need in asked.needs):
            continue
        while (verdict := asked.verdict(asked.keys(rules[:number]))).core is not None:
            conflict = asked.smallest(verdict.core)
            if conflict is None:
                return found, False
            found.append(conflict)
            asked.leave_out(conflict.needs)
        if not verdict.satisfiable or clock.left <= 0:
            return found, False
    return found, True


class _Asked:
    """The seats, and which of their demands are still asked for.

    Of the limits, everybody's one place and what an officer could give up may be named; whatever else nobody can give
    up always holds.
    """

    def __init__(self, problem: Problem, together: Together, clock: Clock) -> None:
        self.problem, self.together, self.clock = problem, together, clock
        self.seats = Seats(problem, together)
        self.needs = self.seats.needs()
        limits = self.seats.limits
        self.limits = [key for key in limits if key[0] == REQUIRED or not self.seats.firm(key)]
        self.seats.keep(*(key for key in limits if key not in self.limits))

    def keys(self, rules: Sequence[str]) -> list[Key]:
        """Return all that is still asked for by these rules, what tells the least first; then the limits."""
        needs = [need for need in self.needs if need.rule in rules]
        needs.sort(key=lambda need: -rules.index(need.rule))
        return [*dict.fromkeys(need.key for need in needs), *self.limits]

    def verdict(self, keys: Sequence[Key]) -> Verdict[Key]:
        """Ask whether all of these can be had."""
        return under_assumptions(self.seats.model, self.seats.guards, keys, self.clock)

    def leave_out(self, needs: Collection[Need]) -> None:
        """Ask for these no more."""
        self.needs = [need for need in self.needs if need not in needs]

    def smallest(self, core: Collection[Key]) -> ConflictSet | None:
        """Leave out whatever is idle; None where time runs out, or another configuration does not agree."""
        keys, _ = minimal_unsatisfiable_subset(list(core), self.verdict)
        model = self.seats.model
        model.clear_assumptions()
        model.add_assumptions([self.seats.guards[key] for key in keys])
        return self._named(keys) if confirmed_infeasible(model, self.clock) and self.clock.left > 0 else None

    def _named(self, keys: Collection[Key]) -> ConflictSet:
        needs = [need for need in self.needs if need.key in keys]
        places = [key for key in keys if key in self.limits and key[0] == REQUIRED]
        limits = tuple(self.seats.reasons[key].message for key in keys if key in self.limits and key not in places)
        people = tuple(person for person in self.problem.people if (REQUIRED, person) in places)
        found = ConflictSet(tuple(needs), people, limits)
        if found.of_one_person:
            return ConflictSet(tuple(self._everywhere(needs, people[0])), people)
        if people and not limits and needs[-1].least > 1:
            shared = self._shared({need.body for need in needs})
            return ConflictSet(tuple(needs), shared, kept=self._kept(needs, shared))
        return found

    def _shared(self, bodies: Collection[str | None]) -> tuple[str, ...]:
        """Return everybody who might sit at more than one of the bodies: where numbers tell, all of them do."""
        wanted = {person for person, places in self.seats.places.items() if len(set(places) & set(bodies)) > 1}
        return tuple(person for person in self.problem.people if person in wanted)

    def _everywhere(self, needs: Sequence[Need], person: str) -> list[Need]:
        """Return the needs with those of other bodies that require the same person and have nobody to deputise."""
        alone = {
            body
            for body, row in self.seats.rows
            if row.person == person
            and all(self.problem.is_member(deputy, body, self.together.day) for deputy in row.substitutes)
        }
        return [need for need in self.needs if need in needs or (need.person == person and need.body in alone)]

    def _kept(self, needs: Sequence[Need], people: Collection[str]) -> int | None:
        """Return how much of the last need is left where the others are met."""
        seats = Seats(self.problem, self.together)
        *others, last = needs
        seats.keep(*(need.key for need in others), *(key for key in seats.limits if self._keeps(key, people)))
        objective = LexicographicObjective(seats.model, {"missing": last.least - seats.counted(last)}, self.clock)
        objective.minimise_all()
        return last.least - objective.value("missing") if objective.proven("missing") else None

    def _keeps(self, key: Key, people: Collection[str]) -> bool:
        """Whether a limit holds: one that can be lifted only for these people."""
        return key not in self.limits or key[1] in people
