"""Lexicographic optimisation: goals minimised one after another, each value reached an objective bound of the next.

Marques-Silva, Argelich, Graça and Lynce 2011, "Boolean lexicographic optimization: algorithms & applications", Annals
of Mathematics and Artificial Intelligence 62: the iterated method. Each search starts from the solution of the last.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model, cp_model_helper

from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Expression
from scheduler.solver.cp.hints import DomainRestriction, add_even_hints, add_hints
from scheduler.solver.cp.model import build, ends, objectives
from scheduler.solver.cp.progress import Clock, Listener, TimeIsUp
from scheduler.solver.cp.runs import Found, Strategy, as_usual, search
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.cp.solution_reader import solution_of


@dataclass(frozen=True)
class Step:
    """How low one goal came, and the proven bound of it."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether it cannot be lower."""
        return self.value == self.bound


class LexicographicObjective:
    """Goals of a model in their order, and the best solution so far.

    Parameters
    ----------
    model : CpModel
        The model; its objective, hints and bounds are set here.
    goals : mapping of str to Expression
        What to minimise by name, the most important first; each is whole and never below zero.
    clock : Clock
        How long the searches may take.
    listener : Listener, optional
        Hears of each search for one goal, which is then a tier of the calendar.
    warm : bool
        Whether each search starts from the solution of the last; otherwise each starts anew.
    strategy : Strategy, optional
        Sets the parameters of the solver otherwise than as usual.

    """

    def __init__(
        self,
        model: cp_model.CpModel,
        goals: Mapping[str, Expression],
        clock: Clock,
        listener: Listener | None = None,
        *,
        warm: bool = True,
        strategy: Strategy = as_usual,
    ) -> None:
        self.model, self.goals, self.clock, self.listener, self.warm = model, goals, clock, listener, warm
        self.strategy = strategy
        self.last: Found | None = None
        """The last solution."""
        self.infeasible = False
        """Whether the last search has shown that there is none."""
        self.steps: dict[str, Step] = {}
        """How low each goal came that was minimised by itself."""
        self.given_up = False
        """Whether a search did not end when it was told to: it still reads the model, which stays as it is."""

    @property
    def solution(self) -> Found:
        """The last solution; LookupError where none has been found."""
        if self.last is None:
            raise LookupError("no solution has been found")
        return self.last

    def add_bound(self, name: str, value: int) -> None:
        """Let a goal be no higher than a value in every later search."""
        if not isinstance(self.goals[name], int) and not self.given_up:
            self.model.add(self.goals[name] <= value)

    def value(self, name: str) -> int:
        """Return how high a goal is in the last solution."""
        cost = self.goals[name]
        if isinstance(cost, int) or self.last is None:
            return int(cost)
        return int(self.last.solver.value(cost))

    def proven(self, *names: str) -> bool:
        """Whether each of these goals, the first ones of all, was shown to be no lower while those before it stand."""
        return all(name in self.steps and self.steps[name].proven for name in names)

    def feasible(self, seconds: float, effort: float | None = None) -> bool:
        """Look for any solution; `infeasible` tells whether it was shown that there is none."""
        return self._search(None, "", seconds, effort)

    def minimise_all(self) -> bool:
        """Minimise every goal in its order for as long as there is time; whether any solution was found."""
        for name in self.goals:
            if self.clock.left <= 0 or self.minimise(name, self.clock.left) is None:
                break
        return self.last is not None

    def minimise(self, name: str, seconds: float, effort: float | None = None, *, hold: bool = True) -> Step | None:
        """Minimise one goal, and bound it at its value unless told not to; None if no solution is known at all.

        Parameters
        ----------
        name : str
            The goal.
        seconds, effort : float
            How long it may take, and how much work in the solver's own deterministic measure.
        hold : bool
            Whether later searches keep it as low.

        """
        step = self._step(name, seconds, effort)
        if step is not None:
            self.steps[name] = step
            if hold:
                self.add_bound(name, step.value)
        return step

    def _step(self, name: str, seconds: float, effort: float | None) -> Step | None:
        cost = self.goals[name]
        if isinstance(cost, int):
            return Step(cost, cost) if self.last is not None or self.feasible(seconds, effort) else None
        if self.last is not None and self.value(name) == 0:
            return Step(0, 0)
        found = self._search(cost, name, seconds, effort)
        if self.last is None:
            return None
        value = self.value(name)
        return Step(value, min(self.last.bound, value) if found else 0)

    def minimise_together(self, weights: dict[str, int], seconds: float, effort: float | None = None) -> bool:
        """Minimise a weighted sum of goals, and bound each at its value; whether a solution was found."""
        cost = sum(weight * self.goals[name] for name, weight in weights.items() if name in self.goals)
        if isinstance(cost, int):
            return self.last is not None or self.feasible(seconds, effort)
        if not self._search(cost, "", seconds, effort):
            return False
        for name in weights:
            if name in self.goals:
                self.add_bound(name, self.value(name))
        return True

    def minimise_as_one(
        self, names: Sequence[str], seconds: float, effort: float | None = None
    ) -> dict[str, Step] | None:
        """Minimise goals in their order in one search: a unit of each weighs more than all later ones can come to.

        Each is bounded at its value. Returned is how low each came, with a bound that holds while those before it are
        as they are; None if no solution is known at all. One by one, where the weights would be too large.
        """
        weights = weights_in_order({name: self.goals[name] for name in names})
        if weights is None:
            found = {name: self.minimise(name, seconds / len(names), effort) for name in names}
            return None if self.last is None else {name: step for name, step in found.items() if step is not None}
        cost = sum(weight * self.goals[name] for name, weight in weights.items())
        if isinstance(cost, int) or self.last is None or any(map(self.value, names)):
            solved = self.minimise_sum([] if isinstance(cost, int) else [cost], seconds, effort)
            if self.last is None:
                return None
            bound = cost if isinstance(cost, int) else self.last.bound if solved else 0
        else:
            bound = 0
        steps = {}
        for name, weight in weights.items():
            value = self.value(name)
            steps[name] = Step(value, min(value, bound // weight))
            bound = bound - value * weight if steps[name].proven else 0
            self.add_bound(name, value)
        return steps

    def minimise_sum(self, costs: Sequence[Expression], seconds: float, effort: float | None = None) -> bool:
        """Minimise a sum that is no goal; whether a solution was found."""
        return self._search(sum(costs) if costs else None, "", seconds, effort)

    def _search(self, cost: Expression | None, name: str, seconds: float, effort: float | None = None) -> bool:
        """Search for a solution, as cheap as it comes where there is a cost; whether any was found."""
        return self._found(cost, min(seconds, self.clock.left), name, _within(effort))

    def _found(
        self,
        cost: Expression | None,
        seconds: float,
        name: str = "",
        configure: Callable[[cp_model.CpSolver], None] | None = None,
    ) -> bool:
        if self.given_up:
            return False
        self.model.clear_objective()
        if cost is not None:
            self.model.minimize(cost)

        def configured(solver: cp_model.CpSolver) -> None:
            self.strategy(solver)
            if configure is not None:
                configure(solver)

        try:
            found = search(self.model, seconds, name, self.listener if name else None, configured, self.clock)
        except TimeIsUp:
            self.given_up, self.infeasible = True, False
            return False
        return self._take(found)

    def _take(self, found: Found) -> bool:
        """Note what a search came back with, and start the next one from its solution."""
        self.infeasible = found.infeasible
        if found.solved:
            self.last = found
        if found.solved and self.warm:
            self.model.clear_hints()
            hint = self.model.proto.solution_hint
            solution = found.solver.response_proto.solution
            hint.vars.extend(range(len(solution)))
            hint.values.extend(solution)
        return found.solved


class PlanObjective(LexicographicObjective):
    """The model of a problem, and its slots and tiers of wishes as goals.

    Parameters
    ----------
    problem : Problem
        The whole problem or a part of it.
    clock : Clock
        How long the searches may take.
    listener : Listener, optional
        Hears of the searches; of those of a part only, nobody does.
    restriction : DomainRestriction, optional
        Leaves out days, for a smaller model.
    start : PartialSolution, optional
        A plan to begin with, where it is one of this problem.
    hint : PartialSolution, optional
        Where to search first; left out, near an even spread of dates.
    strategy : Strategy, optional
        Sets the parameters of the solver otherwise than as usual.
    lazy : bool
        Whether wishes that models leave out otherwise are stated too.

    Raises
    ------
    TimeIsUp
        If the clock is late before the model is built.

    """

    def __init__(  # noqa: PLR0913 - each tunes the model by itself
        self,
        problem: Problem,
        clock: Clock,
        listener: Listener | None = None,
        restriction: DomainRestriction | None = None,
        start: PartialSolution | None = None,
        hint: PartialSolution | None = None,
        strategy: Strategy = as_usual,
        *,
        lazy: bool = False,
    ) -> None:
        self.problem = problem
        self.choices, _ = build(problem, restriction=restriction, clock=clock)
        goals = {goal.name: goal.cost for goal in objectives(problem, self.choices, lazy=lazy)}
        super().__init__(self.choices.model, goals, clock, listener, strategy=strategy)
        if hint is not None:
            add_hints(self.choices, hint)
        elif start is None:
            add_even_hints(self.choices)
        if start is not None:
            self._stand_on(start)

    def partial_solution(self) -> PartialSolution:
        """Return the meetings and meeting days of the last solution."""
        return solution_of(self.problem, self.choices, self.solution.solver)

    def distance_from_hints(self) -> Expression:
        """Return in how many of the choices that are hinted at a solution differs from the hints as they are now."""
        hints = self.model.proto.solution_hint
        literals = [self.model.get_bool_var_from_proto_index(number) for number in hints.vars]
        return sum(1 - one if value else one for one, value in zip(literals, hints.values, strict=True))

    def _stand_on(self, solution: PartialSolution) -> None:
        """Take a partial solution for the first solution where it is one; otherwise as hints."""
        add_hints(self.choices, solution)
        seconds = min(self.clock.parameters.start_seconds, self.clock.left)
        self._found(sum(self.goals.values()), seconds, configure=_as_suggested)
        self.infeasible = False


MOST_WEIGHT = 2**50
"""Weighted sums of goals stay below: the solver's bound is a floating-point number, exact up to 2**53."""


def weights_in_order(goals: Mapping[str, Expression]) -> dict[str, int] | None:
    """Return weights with which a sum keeps the order of goals; None where the sum could be too large."""
    weights: dict[str, int] = {}
    most = 0
    for name in reversed(list(goals)):
        weights[name] = most + 1
        most += weights[name] * _greatest(goals[name])
    return {name: weights[name] for name in goals} if most < MOST_WEIGHT else None


def _greatest(cost: Expression) -> int:
    """Return a value that a goal cannot exceed."""
    if isinstance(cost, int):
        return cost
    flat = cp_model_helper.FlatIntExpr(cost)
    most = (
        max(coefficient * end for end in ends(variable))
        for coefficient, variable in zip(flat.coeffs, flat.vars, strict=True)
    )
    return int(flat.offset + sum(most))


def _within(effort: float | None) -> Callable[[cp_model.CpSolver], None] | None:
    if effort is None:
        return None

    def configure(solver: cp_model.CpSolver) -> None:
        solver.parameters.max_deterministic_time = effort

    return configure


def _as_suggested(solver: cp_model.CpSolver) -> None:
    solver.parameters.fix_variables_to_their_hinted_value = True
