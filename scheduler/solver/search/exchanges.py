"""Scalarisation of adjacent objectives: tiers of which a unit is exchanged for some of the next, minimised as one sum.

Weighted sums within a lexicographic order (Ehrgott 2005, "Multicriteria Optimization"). The search for each tier by
itself comes first; from its plan, one block after another is placed anew around all others, and a calendar that is not
too large is given to the whole model in the end, which proves what it finds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from scheduler.domain.plan import Tier
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Expression
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import components
from scheduler.wishes.tiers import exchanged

Values = Mapping[str, int]
"""How high slots, and each tier, are in a plan, in their order."""
Score = Callable[[PartialSolution], Values]


class Exchange:
    """Plans in the order that exchanges make.

    Parameters
    ----------
    problem : Problem
        The input, with its exchanges.
    clock : Clock
        Ends it all.
    score : callable
        Returns how high slots, and each tier, are in a plan.

    """

    def __init__(self, problem: Problem, clock: Clock, score: Score) -> None:
        self.problem, self.clock, self.score = problem, clock, score
        self.bounds: dict[str, int] = {}
        """By the first tier of a goal, how low it must be at least where all before it are at their bounds."""

    def settled(self, tiers: Sequence[Tier]) -> bool:
        """Whether a plan is as good as can be whatever is exchanged: of each sum only its first tier costs anything.

        And that is proven: who costs nothing cannot cost less, however much others do.
        """
        of_name = {tier.name: tier for tier in tiers}
        for goal in exchanged([tier.name for tier in tiers], self.problem.exchanges):
            first, *others = (of_name[name] for name in goal)
            if others and (not first.proven or any(tier.value for tier in others)):
                return False
        return True

    def goals(self, names: Sequence[str]) -> list[dict[str, int]]:
        """Return what is minimised one after another."""
        return exchanged(names, self.problem.exchanges)

    def values(self, values: Values) -> list[int]:
        """Return how high each goal is in a plan."""
        return [sum(weight * values[name] for name, weight in goal.items()) for goal in self.goals([*values])]

    def improved(self, solution: PartialSolution) -> PartialSolution:
        """Place one block after another anew around all others, for as long as any is better for it."""
        year = Incumbent(self.problem)
        blocks = [block for component in components(self.problem) for block in component.blocks]
        year.put(blocks, solution)
        best, better = self.values(self.score(solution)), True
        while better:
            better = False
            for block in blocks:
                if self.clock.left <= 0:
                    return year.partial_solution()
                was = year.of_each((block,))
                found = self._placed(year.around((block,)), year.of((block,)))
                if found is not None:
                    year.put((block,), found)
                    now = self.values(self.score(year.partial_solution()))
                    if now < best:
                        best, better = now, True
                    else:
                        year.solutions.update(was)
        return year.partial_solution()

    def _placed(self, part: Problem, there: PartialSolution) -> PartialSolution | None:
        try:
            objective = PlanObjective(part, self.clock, start=there)
        except TimeIsUp:
            return None
        self._minimise(objective, self.clock.parameters.part_seconds)
        return None if objective.last is None else objective.partial_solution()

    def whole(self, solution: PartialSolution) -> PartialSolution:
        """Minimise the whole model from a plan, goal by goal; what is proven is kept as bounds."""
        try:
            objective = PlanObjective(self.problem, self.clock, start=solution)
        except TimeIsUp:
            return solution
        self.bounds = self._minimise(objective, self.clock.left)
        return solution if objective.last is None else objective.partial_solution()

    def _minimise(self, objective: PlanObjective, seconds: float) -> dict[str, int]:
        goals, costs, proven = self.goals([*objective.goals]), objective.goals, dict[str, int]()
        objective.goals = {next(iter(goal)): _sum(costs, goal) for goal in goals}
        for name in objective.goals:
            step = objective.minimise(name, min(seconds, self.clock.left))
            if step is None:
                break
            proven[name] = step.bound
        return proven

    def tiers(self, solution: PartialSolution, before: Sequence[Tier], *, same: bool) -> tuple[Tier, ...]:
        """Return the tiers of a plan with their own values; those of one sum are proven together.

        Parameters
        ----------
        solution : PartialSolution
            The plan.
        before : sequence of Tier
            Of the plan that was found tier by tier.
        same : bool
            Whether that is shown to be the best whatever is exchanged: its bounds then hold.

        """
        names = [tier.name for tier in before]
        exchange_of = {
            one: (other, self.problem.exchanges[one])
            for goal in self.goals(names)
            for one, other in zip(goal, [*goal][1:], strict=False)
        }
        if same:
            return tuple(replace(tier, exchange=exchange_of.get(tier.name)) for tier in before)
        values, found = self.score(solution), dict[str, Tier]()
        high = self.values(values)
        so_far = True
        for goal, value in zip(self.goals([*values]), high, strict=True):
            so_far = so_far and self.bounds.get(next(iter(goal))) == value
            for name in goal:
                found[name] = Tier(name, values[name], values[name] if so_far else 0, (), exchange_of.get(name))
        return tuple(found[name] for name in names)


def _sum(costs: Mapping[str, Expression], goal: Mapping[str, int]) -> Expression:
    return sum(weight * costs[name] for name, weight in goal.items())
