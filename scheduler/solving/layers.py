"""The year piece by piece: first how good each piece could be, then a plan that is as good.

Pieces are what hangs together by a meeting day. A bound for each is found with all others out of the way;
where reports tie pieces together, their dates are settled in one model that knows people and rooms only of
the meeting days. Then each piece is placed for good, around those placed before it, no worse than its
bound. Where that succeeds everywhere the sum is proven best; where it does not, the plan is a good start
for the whole model. Every piece is a smaller problem put to the same rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from scheduler.domain.plan import Meeting, Occurrence
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.solving.clusters import Cluster, Component, components
from scheduler.solving.commitments import committed
from scheduler.solving.extract import Draft, draft
from scheduler.solving.ladder import Clock, Ladder
from scheduler.solving.subproblem import bare, only, placed
from scheduler.wishes import WISHES

BEFORE_DATES = ("slots", "held", "unmoved", "apologies", "substitutes")
DATES, ROOMS = "dates", "rooms"
SHARE = 0.5
"""Of the time left, how much one search of a piece may use."""


class Stuck(Exception):  # noqa: N818 - it is no error, but the sign to try the whole model
    """A piece has no plan, or none in time; `problem` is that piece where it was shown to have none."""

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__("a piece has no plan")
        self.problem = problem


@dataclass
class Layers:
    """The pieces placed so far, and the proven bounds of the whole."""

    problem: Problem
    clock: Clock
    bounds: dict[str, int] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)

    def run(self) -> None:
        """Place every component; raise Stuck where one has no plan."""
        for component in components(self.problem):
            targets = {cluster: self._best_alone(cluster, component) for cluster in component.clusters}
            dates = self._best_dates(component, targets)
            for cluster in component.clusters:
                self._place(cluster, component, targets[cluster], dates)

    def _bound(self, bounds: dict[str, int]) -> None:
        for name, bound in bounds.items():
            self.bounds[name] = self.bounds.get(name, 0) + bound

    # -- how good could it be?

    def _best_alone(self, cluster: Cluster, component: Component) -> dict[str, int]:
        """Return how low each goal comes for a cluster that has the year to itself."""
        problem = only(self.problem, cluster.bodies)
        alone = len(component.clusters) == 1
        goals = (*BEFORE_DATES, DATES) if alone else BEFORE_DATES
        ladder = Ladder(problem, self.clock, quiet=True)
        bounds = _bounds(ladder, (name for name in goals if name in ladder.goals))
        rooms = Ladder(problem, self.clock, quiet=True)
        bounds |= _bounds(rooms, [ROOMS])
        self._bound(bounds)
        return bounds

    def _best_dates(self, component: Component, targets: dict[Cluster, dict[str, int]]) -> Draft | None:
        """Return where the component's meetings would be were it not for the people of feeders, and bound dates."""
        if len(component.clusters) == 1:
            return None
        feeders = [cluster.bodies[0] for cluster in component.clusters if cluster.meeting_day is None]
        ladder = Ladder(bare(only(self.problem, component.bodies), feeders), self.clock, quiet=True)
        for name in BEFORE_DATES:
            if name in ladder.goals:
                counted = [c for c in targets if name in ("held", "unmoved") or c.meeting_day is not None]
                ladder.hold(name, sum(targets[cluster][name] for cluster in counted))
        step = ladder.minimise(DATES, self.clock.left * SHARE)
        if step is None or ladder.last is None:
            raise Stuck
        self._bound({DATES: step.bound})
        return draft(ladder.problem, ladder.choices, ladder.last.solver)

    # -- and a plan that is as good

    def _place(
        self, cluster: Cluster, component: Component, target: dict[str, int], dates: Draft | None
    ) -> None:
        """Place a cluster for good, around all that is placed."""
        problem = self._left_for(cluster, component, dates)
        ladder = Ladder(problem, self.clock, quiet=True)
        limits = dict(target)
        if dates is not None:
            limits[DATES] = self._price_of_dates(cluster, dates)
        for name, limit in limits.items():
            ladder.hold(name, limit)
        if not ladder.feasible(self.clock.left * SHARE):
            ladder = Ladder(problem, self.clock, quiet=True)
            if ladder.climb([name for name in ladder.goals], SHARE) is None:
                raise Stuck
        self._commit(cluster, ladder)

    def _left_for(self, cluster: Cluster, component: Component, dates: Draft | None) -> Problem:
        """Return the cluster's problem, with those it reports to or hears from where they are placed."""
        del component
        ends = [{line.from_body, line.to_body} for line in self.problem.reporting if line.kind == "report"]
        linked = set().union(*(pair for pair in ends if pair & set(cluster.bodies))) - set(cluster.bodies)
        settled = [meeting for meeting in self.meetings if meeting.body in linked]
        near = {*cluster.bodies, *(meeting.body for meeting in settled)}
        problem = placed(only(self.problem, near), settled)
        problem = committed(problem, self.meetings, self.occurrences)
        if dates is not None and cluster.meeting_day is not None:
            theirs = [occurrence for occurrence in dates.occurrences if occurrence.meeting_day == cluster.meeting_day]
            rows = tuple(FixedMeeting(o.date, meeting_day=o.meeting_day) for o in theirs)
            problem = replace(problem, fixed_meetings=(*problem.fixed_meetings, *rows))
        return problem

    def _price_of_dates(self, cluster: Cluster, dates: Draft) -> int:
        """Return what the cluster's dates cost where they were settled for the whole component."""
        problem = only(self.problem, cluster.bodies)
        plan = dates.plan_of(problem, cluster.bodies)
        wishes = [wish for wish in WISHES if wish.TIER == DATES]
        return sum(row.cost for wish in wishes for row in wish.score(problem, plan))

    def _commit(self, cluster: Cluster, ladder: Ladder) -> None:
        if ladder.last is None:
            raise Stuck
        found = draft(ladder.problem, ladder.choices, ladder.last.solver)
        self.meetings += [meeting for meeting in found.meetings if meeting.body in cluster.bodies]
        self.occurrences += found.occurrences


def _bounds(ladder: Ladder, names: Iterable[str]) -> dict[str, int]:
    steps = ladder.climb(names, SHARE)
    if steps is None:
        raise Stuck(ladder.problem if ladder.infeasible else None)
    return {name: step.bound for name, step in steps.items()}
