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
from scheduler.domain.wording import listed
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import Draft
from scheduler.solver.search.commitments import committed
from scheduler.solver.search.decomposition import Cluster, Component, bare, only, placed, title, without_people
from scheduler.wishes import WISHES

SLOTS, HELD, UNMOVED, DATES, ROOMS = "slots", "held", "unmoved", "dates", "rooms"
SHARE = 0.5
"""Of the time left, how much one search of a piece may use."""


class NoPlaceError(Exception):
    """A piece has no place around the others, or none was found in time."""


@dataclass
class Layers:
    """The pieces placed so far, and the proven bounds of the whole."""

    problem: Problem
    clock: Clock
    bounds: dict[str, int] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)

    def place(self, component: Component) -> None:
        """Place a component around all that is placed; raise NoPlaceError where it finds no place."""
        names = [title(self.problem, cluster) for cluster in component.clusters]
        self.clock.listener(f"How good could it be for {listed(names)}?")
        targets = {cluster: self._target(cluster) for cluster in component.clusters}
        tied = len(component.clusters) > 1
        dates, dates_bound = self._best_dates(component, targets) if tied else (None, 0)
        assumed = {cluster: _counted_together(target) for cluster, target in targets.items()}
        try:
            for cluster in component.clusters:
                dates = self._place(cluster, component, targets, dates)
        except NoPlaceError:
            self._place_together(component)
        if assumed == {cluster: _counted_together(target) for cluster, target in targets.items()}:
            self._bound(DATES, dates_bound)
        for target in targets.values():
            for name, bound in target.items():
                if not (tied and name == DATES):
                    self._bound(name, bound)

    # -- how good could it be?

    def _target(self, cluster: Cluster) -> dict[str, int]:
        """Return how low each goal could come for a cluster that has the year to itself.

        For a body with meetings of its own nothing is the first guess: most often it can be had.
        """
        if cluster.meeting_day is not None:
            return self._best_alone(cluster)
        problem = only(self.problem, cluster.bodies)
        if not self._seats_vary(cluster.bodies[0]):
            problem = without_people(problem)
        objective = PlanObjective(problem, self.clock)
        target = {name: 0 for name in objective.goals if name != ROOMS}
        objective.add_bound(HELD, 0)
        step = objective.minimise(ROOMS, self.clock.left * SHARE)
        return self._best_alone(cluster) if step is None else {**target, ROOMS: step.bound}

    def _seats_vary(self, body: str) -> bool:
        """Whether members join or leave in the year, so that not only places but people decide which room fits."""
        return any(row.start_date or row.end_date for row in self.problem.memberships_of_body[body])

    def _best_alone(self, cluster: Cluster) -> dict[str, int]:
        """Return the proven bound of each goal for a cluster that has the year to itself."""
        objective = PlanObjective(only(self.problem, cluster.bodies, {cluster.meeting_day}), self.clock)
        bounds = {}
        for name in _rooms_early(objective.goals):
            step = objective.minimise(name, self.clock.left * SHARE, hold=name != ROOMS)
            if step is None:
                raise NoPlaceError
            bounds[name] = step.bound
        return bounds

    def _best_dates(self, component: Component, targets: dict[Cluster, dict[str, int]]) -> tuple[Draft, int]:
        """Return where the component's meetings would be were it not for the people of feeders, and a bound of dates.

        The bound rests on what is assumed held and unmoved; it falls with that.
        """
        feeders = [cluster.bodies[0] for cluster in component.clusters if cluster.meeting_day is None]
        problem = bare(only(self.problem, component.bodies), feeders)
        objective = PlanObjective(problem, self.clock)
        for name in objective.goals:
            if name not in (DATES, ROOMS):
                counted = [c for c in targets if name in (HELD, UNMOVED) or c.meeting_day is not None]
                if all(name in targets[cluster] for cluster in counted):
                    objective.add_bound(name, sum(targets[cluster][name] for cluster in counted))
        step = objective.minimise(DATES, self.clock.left * SHARE)
        bound = 0 if step is None else step.bound
        if objective.last is None:
            objective = self._best_together(problem, targets)
        if objective.last is None:
            raise NoPlaceError
        return objective.draft(), bound

    def _best_together(self, problem: Problem, targets: dict[Cluster, dict[str, int]]) -> PlanObjective:
        """Bring a component's goals down one by one where reports keep its clusters from what each could have alone.

        What is known of each alone is forgotten, but for its rooms; the bounds are those of all together.
        """
        objective = PlanObjective(problem, self.clock)
        for name in [name for name in objective.goals if name != ROOMS]:
            step = objective.minimise(name, self.clock.left * SHARE)
            if step is None:
                break
            self._bound(name, step.bound)
        for target in targets.values():
            for name in [name for name in target if name != ROOMS]:
                del target[name]
        return objective

    def _bound(self, name: str, bound: int) -> None:
        self.bounds[name] = self.bounds.get(name, 0) + bound

    # -- and a plan that is as good

    def _place(
        self, cluster: Cluster, component: Component, targets: dict[Cluster, dict[str, int]], dates: Draft | None
    ) -> Draft | None:
        """Place a cluster for good, around all that is placed; return the dates the others may still count on."""
        self.clock.listener(f"Placing {title(self.problem, cluster)}")
        settled = self._reporting_to_or_from(cluster)
        bodies = {*cluster.bodies, *(meeting.body for meeting in settled)}
        problem = placed(only(self.problem, bodies, {cluster.meeting_day}), settled)
        target = dict(targets[cluster])
        if dates is not None and target:
            target[DATES] = _price_of_dates(problem, settled, dates)
        problem = committed(problem, self.meetings, self.occurrences)
        objective, dates = self._somewhere(cluster, component, problem, target, dates)
        if objective is None and cluster.meeting_day is None:
            targets[cluster] = self._raised(cluster, target)
            if targets[cluster] != target:
                objective, dates = self._somewhere(cluster, component, problem, targets[cluster], dates)
        if objective is None:
            objective = PlanObjective(problem, self.clock)
            for name in objective.goals:
                if objective.minimise(name, self.clock.left * SHARE) is None:
                    raise NoPlaceError
        self._commit(cluster, objective)
        return dates

    def _raised(self, cluster: Cluster, target: dict[str, int]) -> dict[str, int]:
        """Return a target that was too low for the cluster, raised to what it can have alone.

        What the target leaves out is bounded with all of the component together, and is not counted twice.
        """
        alone = self._best_alone(cluster)
        kept = {name: bound for name, bound in alone.items() if name in target or name not in (SLOTS, HELD, UNMOVED)}
        return {**kept, DATES: target[DATES]} if DATES in target else kept

    def _somewhere(
        self,
        cluster: Cluster,
        component: Component,
        problem: Problem,
        target: dict[str, int],
        dates: Draft | None,
    ) -> tuple[PlanObjective | None, Draft | None]:
        """Place a cluster as well as its target says: on the dates settled for it, or on others as good."""
        if dates is None:
            return self._reached(problem, target), None
        objective = self._reached(_pinned(problem, cluster, dates), target)
        if objective is None and self._bears_on_others(cluster, component):
            return self._placed_with_others(cluster, component, target, dates)
        return objective or self._reached(problem, target), dates

    def _bears_on_others(self, cluster: Cluster, component: Component) -> bool:
        """Whether a cluster still to be placed reports to this one, or hears its reports."""
        waiting = set(component.bodies) - {meeting.body for meeting in self.meetings} - set(cluster.bodies)
        pairs = [(line.from_body, line.to_body) for line in self.problem.reporting if line.kind == "report"]
        return any({one, two} & waiting and {one, two} & set(cluster.bodies) for one, two in pairs)

    def _placed_with_others(
        self, cluster: Cluster, component: Component, target: dict[str, int], dates: Draft
    ) -> tuple[PlanObjective | None, Draft]:
        """Place a cluster where the dates still to be settled of its component can be changed with its own."""
        settled = [meeting for meeting in self.meetings if meeting.body in component.bodies]
        here = {meeting.body for meeting in settled}
        others = [body for body in component.bodies if body not in here and body not in cluster.bodies]
        problem = placed(bare(only(self.problem, component.bodies), others), settled)
        limits = {**target, DATES: _price_of_dates(problem, settled, dates)} if target else {}
        objective = self._reached(committed(problem, self.meetings, self.occurrences), limits)
        if objective is None or objective.last is None:
            return None, dates
        return objective, objective.draft()

    def _place_together(self, component: Component) -> None:
        """Place the bodies of a component in one go, its meeting days kept; raise NoPlaceError if that fails."""
        own = [cluster for cluster in component.clusters if cluster.meeting_day is None]
        loose = {body for cluster in own for body in cluster.bodies}
        self.meetings = [meeting for meeting in self.meetings if meeting.body not in loose]
        settled = [meeting for meeting in self.meetings if meeting.body in component.bodies]
        problem = committed(placed(only(self.problem, component.bodies), settled), self.meetings, self.occurrences)
        objective = self._reached(problem, {}) if own else None
        if objective is None:
            raise NoPlaceError
        for cluster in own:
            self._commit(cluster, objective)

    def _reporting_to_or_from(self, cluster: Cluster) -> list[Meeting]:
        """Return the placed meetings of bodies that report to the cluster, or hear its reports."""
        near: set[str] = set()
        for line in self.problem.reporting:
            if line.kind == "report" and (line.from_body in cluster.bodies) != (line.to_body in cluster.bodies):
                near |= {line.from_body, line.to_body} - set(cluster.bodies)
        return [meeting for meeting in self.meetings if meeting.body in near]

    def _reached(self, problem: Problem, target: dict[str, int]) -> PlanObjective | None:
        """Return a model that stands on the target, None if none was found."""
        objective = PlanObjective(problem, self.clock)
        for name, limit in target.items():
            objective.add_bound(name, limit)
        open_goals = [name for name in objective.goals if name not in target]
        for name in open_goals:
            if objective.minimise(name, self.clock.left * SHARE) is None:
                return None
        return objective if objective.last is not None or objective.feasible(self.clock.left * SHARE) else None

    def _commit(self, cluster: Cluster, objective: PlanObjective) -> None:
        found = objective.draft()
        self.meetings += [meeting for meeting in found.meetings if meeting.body in cluster.bodies]
        self.occurrences += [o for o in found.occurrences if o.meeting_day == cluster.meeting_day]


def _counted_together(target: dict[str, int]) -> tuple[int | None, int | None]:
    """Return what of a cluster's target is held for all clusters of a component in one sum."""
    return target.get(HELD), target.get(UNMOVED)


def _pinned(problem: Problem, cluster: Cluster, dates: Draft) -> Problem:
    """Return the cluster's problem with its meetings on the dates settled for the whole component."""
    days = [occurrence for occurrence in dates.occurrences if occurrence.meeting_day == cluster.meeting_day]
    rows = [FixedMeeting(occurrence.date, meeting_day=occurrence.meeting_day) for occurrence in days]
    own = [m for m in dates.meetings if m.body in cluster.bodies and m.meeting_day is None]
    rows += [FixedMeeting(meeting.date, body=meeting.body, start=meeting.start) for meeting in own]
    return replace(problem, fixed_meetings=(*problem.fixed_meetings, *rows))


def _rooms_early(goals: Iterable[str]) -> list[str]:
    """Put rooms, whose bound holds whatever the tiers between, right after what is held."""
    names = [name for name in goals if name != ROOMS]
    after = names.index(HELD) + 1
    return [*names[:after], ROOMS, *names[after:]]


def _price_of_dates(problem: Problem, settled: list[Meeting], dates: Draft) -> int:
    """Return what the dates settled for a component cost in a part of it, with what its placed meetings cost there."""
    here = {meeting.body for meeting in settled}
    neighbours = [replace(meeting, meeting_day=None, session=None) for meeting in settled]
    theirs = [meeting for meeting in dates.meetings if meeting.body not in here]
    plan = Draft((*neighbours, *theirs), dates.occurrences).plan_of(problem)
    wishes = [wish for wish in WISHES if wish.WISH.tier == DATES]
    return sum(row.cost for wish in wishes for row in wish.score(problem, plan))
