"""Goals made as low as they can be, one after another, in a model small enough to do so at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Expression
from scheduler.solver.cp.hints import Narrowing, suggest, suggest_even_dates
from scheduler.solver.cp.model import build, objectives
from scheduler.solver.cp.progress import Clock, Listener
from scheduler.solver.cp.runs import Found, search
from scheduler.solver.cp.solution import Draft, draft


@dataclass(frozen=True)
class Lowest:
    """The best that was found, how low each goal is, and which of them are proven."""

    solver: cp_model.CpSolver
    values: tuple[int, ...]
    proofs: tuple[bool, ...]
    """Whether each goal, those before it held, was shown to be no lower; goals that were not reached are missing."""

    def proven(self, goals: int) -> bool:
        """Whether the first so many goals are."""
        return len(self.proofs) >= goals and all(self.proofs[:goals])


@dataclass(frozen=True)
class Nothing:
    """No solution was found; `shown` tells whether there is none."""

    shown: bool


def lowest(model: cp_model.CpModel, goals: Sequence[Expression], clock: Clock) -> Lowest | Nothing:
    """Minimise each goal in turn, holding those before it; the best so far where time runs out."""
    best: Lowest | Nothing = Nothing(shown=False)
    for number, goal in enumerate(goals):
        if clock.left <= 0:
            break
        model.minimize(goal)
        found = search(model, clock.left, "", clock=clock)
        if not found.solved:
            return Nothing(shown=found.infeasible) if isinstance(best, Nothing) else best
        proofs = best.proofs if isinstance(best, Lowest) else ()
        value = found.solver.value(goal)
        best = Lowest(found.solver, _values(found.solver, goals), (*proofs, found.status == cp_model.OPTIMAL))
        if number + 1 < len(goals):
            model.add(goal <= value)
            model.clear_hints()
            for index in range(len(model.proto.variables)):
                variable = model.get_int_var_from_proto_index(index)
                model.add_hint(variable, found.solver.value(variable))
    return best


def _values(solver: cp_model.CpSolver, goals: Sequence[Expression]) -> tuple[int, ...]:
    return tuple(solver.value(goal) for goal in goals)


def otherwise(solver: cp_model.CpSolver) -> None:
    """Configure a second run otherwise: release 9.15 has called infeasible what was not (google/or-tools#5274)."""
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 1
    solver.parameters.random_seed = 2


def share(clock: Clock, part: float) -> Clock:
    """Return a clock with part of the time that is left."""
    return Clock(max(0.0, clock.left) * part, clock.listener)


STAND_SECONDS = 2.0


@dataclass(frozen=True)
class Step:
    """How low one goal came, and the proven bound of it."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether it cannot be lower."""
        return self.value == self.bound


class PlanObjective:
    """A model of a problem, minimised goal by goal; each goal reached is held while the next is pursued.

    Parameters
    ----------
    problem : Problem
        The whole problem or a part of it.
    clock : Clock
        How long the searches may take.
    listener : Listener, optional
        Hears of the searches; of those of a part only, nobody does.
    narrowing : Narrowing, optional
        Leaves out days, for a smaller model.
    start : Draft, optional
        A plan to begin with, where it is one of this problem.
    hint : Draft, optional
        Where to search first; left out, near an even spread of dates.

    """

    def __init__(
        self,
        problem: Problem,
        clock: Clock,
        listener: Listener | None = None,
        narrowing: Narrowing | None = None,
        start: Draft | None = None,
        hint: Draft | None = None,
    ) -> None:
        self.problem = problem
        self.choices, _ = build(problem, narrowing=narrowing)
        self.goals = {goal.name: goal.cost for goal in objectives(problem, self.choices)}
        if hint is not None:
            suggest(self.choices, hint)
        elif start is None:
            suggest_even_dates(self.choices)
        self.clock = clock
        self.listener = listener
        self.last: Found | None = None
        self.infeasible = False
        if start is not None:
            self._stand_on(start)

    @property
    def model(self) -> cp_model.CpModel:
        """The solver's model."""
        return self.choices.model

    def draft(self) -> Draft:
        """Return the meetings and meeting days of the last solution."""
        if self.last is None:
            raise LookupError("no solution has been found")
        return draft(self.problem, self.choices, self.last.solver)

    def add_bound(self, name: str, value: int) -> None:
        """Let a goal be no higher than a value in every later search."""
        if not isinstance(self.goals[name], int):
            self.model.add(self.goals[name] <= value)

    def value(self, name: str) -> int:
        """Return how high a goal is in the last solution."""
        cost = self.goals[name]
        if isinstance(cost, int) or self.last is None:
            return int(cost)
        return int(self.last.solver.value(cost))

    def feasible(self, seconds: float, effort: float | None = None) -> bool:
        """Look for any solution; `infeasible` tells whether it was shown that there is none."""
        self.model.clear_objective()
        return self._search("", seconds, effort)

    def minimise(self, name: str, seconds: float, effort: float | None = None, *, hold: bool = True) -> Step | None:
        """Bring a goal as low as it goes, and hold it there; None if no solution is known at all."""
        cost = self.goals[name]
        if isinstance(cost, int):
            return Step(cost, cost) if self.last is not None or self.feasible(seconds, effort) else None
        if self.last is not None and self.value(name) == 0:
            self.add_bound(name, 0)
            return Step(0, 0)
        self.model.minimize(cost)
        found = self._search(name, seconds, effort)
        if self.last is None:
            return None
        value = self.value(name)
        bound = self.last.bound if found else 0
        if hold:
            self.add_bound(name, value)
        return Step(value, min(bound, value))

    def minimise_together(self, weights: dict[str, int], seconds: float, effort: float | None = None) -> bool:
        """Bring a weighted sum of goals low, and hold each where it comes to; whether a solution was found."""
        cost = sum(weight * self.goals[name] for name, weight in weights.items() if name in self.goals)
        if isinstance(cost, int):
            return self.last is not None or self.feasible(seconds, effort)
        self.model.minimize(cost)
        if not self._search("", seconds, effort):
            return False
        for name in weights:
            if name in self.goals:
                self.add_bound(name, self.value(name))
        return True

    def _stand_on(self, drafted: Draft) -> None:
        """Take a draft for the first solution where it is one; where it is none, as a place to search first."""
        suggest(self.choices, drafted)
        self.model.minimize(sum(self.goals.values()))
        found = search(self.model, min(STAND_SECONDS, self.clock.left), "", configure=_as_suggested, clock=self.clock)
        if found.solved:
            self.last = found
            self._hint(found)

    def minimise_sum(self, costs: list[Expression], seconds: float, effort: float | None = None) -> bool:
        """Bring a sum that is no goal low; whether a solution was found."""
        self.model.clear_objective()
        if costs:
            self.model.minimize(sum(costs))
        return self._search("", seconds, effort)

    def _search(self, name: str, seconds: float, effort: float | None = None) -> bool:
        listener = self.listener if name else None
        found = search(self.model, min(seconds, self.clock.left), name, listener, _within(effort), clock=self.clock)
        self.infeasible = found.infeasible
        if found.solved:
            self.last = found
            self._hint(found)
        return found.solved

    def _hint(self, found: Found) -> None:
        """Start the next search from the solution just found."""
        self.model.clear_hints()
        hint = self.model.proto.solution_hint
        solution = found.solver.response_proto.solution
        hint.vars.extend(range(len(solution)))
        hint.values.extend(solution)


def _within(effort: float | None) -> Callable[[cp_model.CpSolver], None] | None:
    if effort is None:
        return None

    def configure(solver: cp_model.CpSolver) -> None:
        solver.parameters.max_deterministic_time = effort

    return configure


def _as_suggested(solver: cp_model.CpSolver) -> None:
    solver.parameters.fix_variables_to_their_hinted_value = True
