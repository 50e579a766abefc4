"""The incumbent: the best solution so far, block by block, and the subproblem of placing some blocks anew."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.solution import PartialSolution, identified
from scheduler.solver.search.decomposition import Block, only, with_fixed_meetings
from scheduler.wishes import TIERS, WISHES

EMPTY = PartialSolution((), ())


@dataclass
class Incumbent:
    """The meetings of every block placed so far."""

    problem: Problem
    drafts: dict[Block, PartialSolution] = field(default_factory=dict)

    def put(self, blocks: Iterable[Block], drafted: PartialSolution) -> None:
        """Place blocks: of a draft that may hold more, what is their own."""
        for block in blocks:
            meetings = tuple(meeting for meeting in drafted.meetings if meeting.body in block.bodies)
            occurrences = tuple(o for o in drafted.occurrences if o.meeting_day == block.meeting_day)
            self.drafts[block] = PartialSolution(meetings, occurrences)

    def partial_solution(self) -> PartialSolution:
        """Return all that is placed."""
        return together(self.drafts.values())

    def of(self, blocks: Iterable[Block]) -> PartialSolution:
        """Return what is placed of some blocks."""
        return together(self.drafts.get(block, EMPTY) for block in blocks)

    def of_each(self, blocks: Iterable[Block]) -> dict[Block, PartialSolution]:
        """Return what is placed of each of some blocks."""
        return {block: self.drafts[block] for block in blocks}

    def besides(self, blocks: Collection[Block]) -> PartialSolution:
        """Return what is placed of all others."""
        return together(drafted for block, drafted in self.drafts.items() if block not in blocks)

    def alone(self, blocks: Collection[Block]) -> Problem:
        """Return the problem of some blocks that have the year to themselves."""
        bodies = {body for block in blocks for body in block.bodies}
        return only(self.problem, bodies, {block.meeting_day for block in blocks})

    def around(self, blocks: Collection[Block]) -> Problem:
        """Return the problem of placing some blocks while all the others stay where they are."""
        others = self.besides(blocks)
        bodies = {body for block in blocks for body in block.bodies}
        days = {block.meeting_day for block in blocks}
        return with_fixed_meetings(self.problem, bodies, days, others.meetings, others.occurrences)

    def prices(self, blocks: Collection[Block]) -> dict[str, int]:
        """Return how high each tier is in the meetings of some blocks, as they are drafted."""
        problem = self.alone(blocks)
        plan = self.of(blocks).plan_of(problem)
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


def together(drafts: Iterable[PartialSolution]) -> PartialSolution:
    """Return several drafts as one."""
    drafts = list(drafts)
    meetings = tuple(meeting for drafted in drafts for meeting in drafted.meetings)
    return PartialSolution(meetings, tuple(occurrence for drafted in drafts for occurrence in drafted.occurrences))
