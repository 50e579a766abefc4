"""Who stands in the way of bodies that would sit at the same time: smallest sets of needs and people."""

from collections.abc import Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Literal, Relation
from scheduler.domain.viability import PRESIDING, QUORUM, QUORUM_RULE, REQUIRED, Need, Together
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import Found, confirmed_infeasible, search
from scheduler.solver.viability.seat_assignment import Seats

MOST_TELLING = (REQUIRED, PRESIDING, QUORUM_RULE, QUORUM)
"""What an explanation is made of, where it can be: a required person says more than a quorum."""


class Hindrance:
    """Needs that cannot all be met while these people have one place each; no need is idle.

    Nor is anybody among the people, but where it is a matter of numbers: then they are all whom the bodies share.
    """

    def __init__(self, needs: Sequence[Need], people: Sequence[str]) -> None:
        self.needs, self.people = tuple(needs), tuple(people)
        self.kept: int | None = None
        """Of the last need, how much is left once the others are met; None for a need that is met or not."""

    @property
    def of_one_person(self) -> bool:
        """Whether all of it is that one person is required in more than one place."""
        return len(self.people) == 1 and all(need.person == self.people[0] for need in self.needs)


def hindrances(problem: Problem, together: Together, clock: Clock) -> tuple[list[Hindrance], bool]:
    """Return what stands in the way, no need in two of them; and whether, without these, nothing would."""
    core = _Core(problem, together, clock)
    found: list[Hindrance] = []
    for number in range(1, len(MOST_TELLING) + 1):
        while (state := core.held(MOST_TELLING[:number])).infeasible:
            hindrance = core.smallest(state, MOST_TELLING[:number])
            if hindrance is None:
                return found, False
            found.append(hindrance)
            core.leave_out(hindrance.needs)
        if not state.solved or clock.left <= 0:
            return found, False
    return found, True


class _Core:
    """The seats with a guard on every need and on everyone's one place."""

    def __init__(self, problem: Problem, together: Together, clock: Clock) -> None:
        self.problem, self.together, self.clock = problem, together, clock
        self.seats = Seats(problem, together.bodies, together.day)
        self.model = self.seats.model
        self.guards: dict[Need | str, Literal] = {}
        for need in sorted(self.seats.needs(), key=lambda need: -MOST_TELLING.index(need.rule)):
            self._guard(need, self.seats.counted(need) >= need.least)
        for person in self.seats.wanted_twice:
            self._guard(person, self.seats.one_place(person))

    def _guard(self, key: Need | str, relation: Relation) -> None:
        self.guards[key] = self.model.new_bool_var("")
        self.model.add(relation).only_enforce_if(self.guards[key])

    def held(self, rules: Sequence[str]) -> Found:
        """Ask for everything of these rules that is not left out."""
        return self._held(self._of(rules))

    def _of(self, rules: Sequence[str]) -> list[Need | str]:
        return [key for key in self.guards if isinstance(key, str) or key.rule in rules]

    def leave_out(self, needs: Sequence[Need]) -> None:
        """Ask for these no more."""
        for need in needs:
            del self.guards[need]

    def _held(self, keys: Sequence[Need | str]) -> Found:
        self.model.clear_objective()
        self.model.clear_assumptions()
        self.model.add_assumptions([self.guards[key] for key in keys])
        return search(self.model, self.clock.left, "", clock=self.clock)

    def smallest(self, state: Found, rules: Sequence[str]) -> Hindrance | None:
        """Take out whatever is not needed for the contradiction; None where time runs out, or it is not confirmed."""
        keys = self._named(state, self._of(rules))
        place = 0
        while place < len(keys):
            others = [*keys[:place], *keys[place + 1 :]]
            state = self._held(others)
            keys, place = (self._named(state, others), place) if state.infeasible else (keys, place + 1)
        return self._hindrance(keys) if self._confirmed(keys) and self.clock.left > 0 else None

    def _confirmed(self, keys: Sequence[Need | str]) -> bool:
        """Whether another configuration of the solver agrees."""
        self.model.clear_assumptions()
        self.model.add_assumptions([self.guards[key] for key in keys])
        return confirmed_infeasible(self.model, self.clock)

    def _named(self, state: Found, keys: Sequence[Need | str]) -> list[Need | str]:
        named = set(state.solver.sufficient_assumptions_for_infeasibility())
        return [key for key in keys if self.guards[key].index in named]

    def _hindrance(self, keys: Sequence[Need | str]) -> Hindrance:
        order = {need: number for number, need in enumerate(self.seats.needs())}
        needs = sorted((key for key in keys if isinstance(key, Need)), key=lambda need: order[need])
        hindrance = Hindrance(needs, [person for person in self.problem.people if person in keys])
        if hindrance.of_one_person:
            hindrance.needs = tuple(self._everywhere(needs, hindrance.people[0]))
        elif hindrance.people and needs[-1].least > 1:
            hindrance.people = self._shared({need.body for need in needs})
            hindrance.kept = self._kept(hindrance)
        return hindrance

    def _shared(self, bodies: set[str]) -> tuple[str, ...]:
        """Return everybody who might sit at more than one of the bodies: where numbers tell, all of them do."""
        wanted = set(self.seats.wanted_twice)
        return tuple(
            person
            for person in self.problem.people
            if person in wanted and len(bodies & set(self.seats.places[person])) > 1
        )

    def _everywhere(self, needs: Sequence[Need], person: str) -> list[Need]:
        """Return the needs with those of other bodies that require the same person and have nobody to deputise."""
        alone = {
            row.body
            for row in self.seats.rows
            if row.person == person and not any((row, deputy) in self.seats.deputises for deputy in row.substitutes)
        }
        asked = (need for need in self.seats.needs() if need in self.guards)
        return [need for need in asked if need in needs or (need.person == person and need.body in alone)]

    def _kept(self, hindrance: Hindrance) -> int | None:
        """Return how much of the last need is left where the others are met."""
        seats = Seats(self.problem, self.together.bodies, self.together.day)
        *others, last = hindrance.needs
        for need in others:
            seats.model.add(seats.counted(need) >= need.least)
        for person in hindrance.people:
            seats.model.add(seats.one_place(person))
        objective = LexicographicObjective(seats.model, {"missing": last.least - seats.counted(last)}, self.clock)
        objective.minimise_all()
        return last.least - objective.value("missing") if objective.proven("missing") else None
