"""A first plan, quickly: each cluster placed in turn around those placed before it, near an even spread of dates.

Where an earlier calendar is changed, whatever can stay as it was published stands first.
"""

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.hints import as_published, near_even
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.search.decomposition import Cluster, Component, components, title
from scheduler.solver.search.incumbent import Year

EFFORT = 0.3
"""The solver's own measure of work, for each search near an even spread; where that fails it may have all the time."""
SEATS = {"held": 1_000_000, "apologies": 1_000, "substitutes": 1}
PLACES = {"dates": 1_000, "rooms": 1}
"""What is weighed in one search. Not quite tier by tier, where many are at stake; what comes later puts that right."""
FRESH_STARTS = 5


class Stuck(Exception):
    """A cluster found no place; `alone` is its problem where it was shown to have none even in an empty year."""

    def __init__(self, component: Component, alone: Problem | None = None) -> None:
        super().__init__("a cluster has no place")
        self.component = component
        self.alone = alone


def opening(problem: Problem, clock: Clock) -> Year:
    """Place every cluster; whoever finds no place goes first in a fresh start. Raise Stuck where none helps."""
    order = sorted(components(problem), key=lambda component: _ease(problem, component))
    for start in range(FRESH_STARTS):
        year = Year(problem)
        if start == 0 and problem.published is not None and problem.published.live:
            _stand_as_published(year, order, problem.published, clock)
        try:
            for component in order:
                _open_component(year, component, clock)
        except Stuck as stuck:
            if stuck.alone is not None or clock.left <= 0 or order[0] is stuck.component:
                raise
            order = [stuck.component, *(one for one in order if one is not stuck.component)]
        else:
            return year
    raise Stuck(order[0])


def _stand_as_published(year: Year, order: list[Component], baseline: Plan, clock: Clock) -> None:
    """Place every cluster that has a place on the dates it had, around those that have; leave out the others."""
    for component in order:
        for cluster in component.clusters:
            if clock.left <= 0:
                return
            clock.listener(f"Leaving {title(year.problem, cluster)} where it was")
            objective = PlanObjective(year.around((cluster,)), clock, narrowing=as_published(baseline))
            if _well_placed(objective, EFFORT):
                year.put((cluster,), objective.draft())


def _ease(problem: Problem, component: Component) -> tuple[bool, int]:
    """Return how easily a component finds a place: last the smallest bodies, which can sit on many days."""
    seats = max((len(problem.memberships_of_body[body]) for body in component.bodies), default=0)
    return component.clusters[0].meeting_day is None, -seats


def _open_component(year: Year, component: Component, clock: Clock) -> None:
    """Place the clusters of a component one by one, or all in one go where that fails."""
    if clock.left <= 0:
        raise Stuck(component)
    for cluster in [cluster for cluster in component.clusters if cluster not in year.drafts]:
        clock.listener(f"Placing {title(year.problem, cluster)}")
        objective = _placed(year, (cluster,), clock)
        if objective is None:
            _open_together(year, component, clock)
            return
        year.put((cluster,), objective.draft())


def _open_together(year: Year, component: Component, clock: Clock) -> None:
    for cluster in component.clusters:
        alone = PlanObjective(year.alone((cluster,)), clock)
        if not alone.feasible(clock.left) and alone.infeasible:
            raise Stuck(component, alone.problem)
        year.drafts.pop(cluster, None)
    objective = _placed(year, component.clusters, clock)
    if objective is None:
        raise Stuck(component)
    year.put(component.clusters, objective.draft())


def _placed(year: Year, clusters: tuple[Cluster, ...], clock: Clock) -> PlanObjective | None:
    """Place clusters around all the others: near an even spread, or wherever they may be; None if that fails."""
    problem = year.around(clusters)
    for narrowing in (near_even, None):
        objective = PlanObjective(problem, clock, narrowing=narrowing)
        if _well_placed(objective, None if narrowing is None else EFFORT):
            return objective
    return None


def _well_placed(objective: PlanObjective, effort: float | None) -> bool:
    seconds = objective.clock.left
    for name in ("slots", "held", "unmoved"):
        varies = name in objective.goals and not isinstance(objective.goals[name], int)
        if varies and (name != "held" or "unmoved" in objective.goals):
            step = objective.minimise(name, seconds, None if name == "slots" else effort)
            if step is None:
                return False
    return objective.minimise_together(SEATS, seconds, effort) and objective.minimise_together(PLACES, seconds, effort)
