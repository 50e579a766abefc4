"""One model, and the tiers it is minimised in one by one."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.solving.clock import Clock
from scheduler.solving.model import build, objectives
from scheduler.solving.progress import Listener
from scheduler.solving.search import Found, search
from scheduler.solving.suggest import suggest_even_dates


@dataclass(frozen=True)
class Step:
    """How low one goal came, and the proven bound of it."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether it cannot be lower."""
        return self.value == self.bound


class Ladder:
    """A model of a problem, minimised goal by goal; each goal reached is held while the next is pursued.

    Parameters
    ----------
    problem : Problem
        The whole problem or a part of it.
    clock : Clock
        How long the searches may take.
    listener : Listener, optional
        Hears of the searches; of those of a part only, nobody does.

    """

    def __init__(
        self, problem: Problem, clock: Clock, listener: Listener | None = None, *, narrowed: bool = False
    ) -> None:
        self.problem = problem
        self.choices, _ = build(problem, narrowed=narrowed)
        self.goals = {goal.name: goal.cost for goal in objectives(problem, self.choices)}
        suggest_even_dates(self.choices)
        self.clock = clock
        self.listener = listener
        self.last: Found | None = None
        self.infeasible = False

    @property
    def model(self) -> cp_model.CpModel:
        """The solver's model."""
        return self.choices.model

    def hold(self, name: str, value: int) -> None:
        """Let a goal be no higher than a value in every later search."""
        if not isinstance(self.goals[name], int):
            self.model.add(self.goals[name] <= value)

    def value(self, name: str) -> int:
        """Return how high a goal is in the last solution."""
        cost = self.goals[name]
        if isinstance(cost, int) or self.last is None:
            return int(cost)
        return int(self.last.solver.value(cost))

    def feasible(self, seconds: float) -> bool:
        """Look for any solution; `infeasible` tells whether it was shown that there is none."""
        self.model.clear_objective()
        return self._search("", seconds)

    def minimise(self, name: str, seconds: float, *, hold: bool = True) -> Step | None:
        """Bring a goal as low as it goes, and hold it there; None if no solution is known at all."""
        cost = self.goals[name]
        if isinstance(cost, int):
            return Step(cost, cost) if self.last is not None or self.feasible(seconds) else None
        if self.last is not None and self.value(name) == 0:
            self.hold(name, 0)
            return Step(0, 0)
        self.model.minimize(cost)
        found = self._search(name, seconds)
        if self.last is None:
            return None
        value = self.value(name)
        bound = self.last.bound if found else 0
        if hold:
            self.hold(name, value)
        return Step(value, min(bound, value))

    def _search(self, name: str, seconds: float) -> bool:
        listener = self.listener if name else None
        found = search(self.model, min(seconds, self.clock.left), name, listener, clock=self.clock)
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
