"""The year as it stands: where each cluster is placed, and the problem of placing some of them anew."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.solution import Draft, identified
from scheduler.solver.search.commitments import committed
from scheduler.solver.search.decomposition import Cluster, only, placed
from scheduler.wishes import TIERS, WISHES

EMPTY = Draft((), ())


@dataclass
class Year:
    """The meetings of every cluster placed so far."""

    problem: Problem
    drafts: dict[Cluster, Draft] = field(default_factory=dict)

    def put(self, clusters: Iterable[Cluster], drafted: Draft) -> None:
        """Place clusters: of a draft that may hold more, what is their own."""
        for cluster in clusters:
            meetings = tuple(meeting for meeting in drafted.meetings if meeting.body in cluster.bodies)
            occurrences = tuple(o for o in drafted.occurrences if o.meeting_day == cluster.meeting_day)
            self.drafts[cluster] = Draft(meetings, occurrences)

    def draft(self) -> Draft:
        """Return all that is placed."""
        return together(self.drafts.values())

    def of(self, clusters: Iterable[Cluster]) -> Draft:
        """Return what is placed of some clusters."""
        return together(self.drafts.get(cluster, EMPTY) for cluster in clusters)

    def of_each(self, clusters: Iterable[Cluster]) -> dict[Cluster, Draft]:
        """Return what is placed of each of some clusters."""
        return {cluster: self.drafts[cluster] for cluster in clusters}

    def besides(self, clusters: Collection[Cluster]) -> Draft:
        """Return what is placed of all others."""
        return together(drafted for cluster, drafted in self.drafts.items() if cluster not in clusters)

    def alone(self, clusters: Collection[Cluster]) -> Problem:
        """Return the problem of some clusters that have the year to themselves."""
        bodies = {body for cluster in clusters for body in cluster.bodies}
        return only(self.problem, bodies, {cluster.meeting_day for cluster in clusters})

    def around(self, clusters: Collection[Cluster]) -> Problem:
        """Return the problem of placing some clusters around all the others.

        Placed bodies that report to them, or hear their reports, are in it where they are.
        """
        bodies = {body for cluster in clusters for body in cluster.bodies}
        others = self.besides(clusters)
        near = _neighbours(self.problem, bodies)
        settled = [meeting for meeting in others.meetings if meeting.body in near]
        days = {cluster.meeting_day for cluster in clusters}
        problem = only(self.problem, bodies | {meeting.body for meeting in settled}, days)
        return committed(placed(problem, settled), others.meetings, others.occurrences)

    def prices(self, clusters: Collection[Cluster]) -> dict[str, int]:
        """Return how high each tier is in the meetings of some clusters, as they are drafted."""
        problem = self.alone(clusters)
        plan = self.of(clusters).plan_of(problem)
        if problem.baseline is not None:
            plan = replace(plan, meetings=tuple(identified(problem, list(plan.meetings))))
        return prices(problem, plan)


def prices(problem: Problem, plan: Plan) -> dict[str, int]:
    """Return how high each tier is in a plan, counted afresh; without a baseline nothing counts as moved."""
    tiers = [tier for tier in TIERS if tier != "unmoved" or problem.baseline is not None]
    counted = dict.fromkeys(tiers, 0)
    for wish in WISHES:
        if wish.WISH.tier in counted:
            counted[wish.WISH.tier] += sum(row.cost for row in wish.score(problem, plan))
    return counted


def together(drafts: Iterable[Draft]) -> Draft:
    """Return several drafts as one."""
    drafts = list(drafts)
    meetings = tuple(meeting for drafted in drafts for meeting in drafted.meetings)
    return Draft(meetings, tuple(occurrence for drafted in drafts for occurrence in drafted.occurrences))


def _neighbours(problem: Problem, bodies: set[str]) -> set[str]:
    """Return the bodies that report to these, or hear their reports."""
    near: set[str] = set()
    for line in problem.reporting:
        if line.kind == "report" and (line.from_body in bodies) != (line.to_body in bodies):
            near |= {line.from_body, line.to_body} - bodies
    return near
