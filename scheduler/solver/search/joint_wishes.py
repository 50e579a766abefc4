"""Destroy and repair (Shaw 1998) led by wishes about several bodies at once: who costs most in them is placed anew.

Networks price the year of one body, and subproblems are priced as if they had the year to themselves: neither sees
what bodies cost together, such as four evenings of one member in a week. Here a block is freed among all others, which
stand, and the model states those wishes in full.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import LUNCHES, SEATS, Horizon, Scope
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.search.bounds import DATES, ROOMS
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import Block
from scheduler.wishes import TIERS, WISHES, ungranted
from scheduler.wishes.protocol import Wish, WishFile


def joint_wishes(problem: Problem) -> list[WishFile]:
    """Return the wishes about dates that look at several bodies at once, or at who sits, and have a weight.

    Those about lunches are left out: a meeting day is one block, and themes are given out where its dates stand.
    """
    return [one for one in WISHES if one.WISH.tier == DATES and one.WISH.weight_in(problem) and _is_joint(one.WISH)]


def _is_joint(wish: Wish) -> bool:
    further = wish.horizon is not Horizon.MEETING and LUNCHES not in wish.touches
    return further and (wish.horizon < Horizon.YEAR or wish.scope > Scope.MOVER or SEATS in wish.touches)


class JointWishes:
    """What blocks cost together, made less.

    Parameters
    ----------
    incumbent : Incumbent
        A complete plan; made better in place.
    clock : Clock
        How long it may take.
    better : callable
        Called after each step that makes the plan better.
    wishes : sequence of WishFile, optional
        Those by which blocks are chosen; left out, all that are joint.

    """

    def __init__(
        self,
        incumbent: Incumbent,
        clock: Clock,
        better: Callable[[], None],
        wishes: Sequence[WishFile] | None = None,
    ) -> None:
        self.incumbent, self.clock, self.better = incumbent, clock, better
        self.wishes = joint_wishes(incumbent.problem) if wishes is None else wishes
        self._failed: set[tuple[Block, ...]] = set()
        """Blocks that nothing better was found for, all others standing as they do."""

    def run(self, stop: Callable[[], bool]) -> bool:
        """Place blocks anew, one after another and then two at a time, until none is better for it; whether any was."""
        improved = False
        while not stop():
            blocks = next((one for one in self._neighbourhoods() if one not in self._failed), None)
            if blocks is None:
                break
            if self._placed_anew(blocks):
                self._failed.clear()
                self.better()
                improved = True
            else:
                self._failed.add(blocks)
        return improved

    def _neighbourhoods(self) -> list[tuple[Block, ...]]:
        """Return each block that would save something of these wishes by not being there, then with its neighbours."""
        plan = self.incumbent.partial_solution().plan_of(self.incumbent.problem)
        total = self._cost(plan)
        if not total:
            return []
        saving = {block: total - self._cost(_without(plan, block)) for block in self.incumbent.solutions}
        dearest = sorted(
            (block for block, saved in saving.items() if saved), key=lambda one: (-saving[one], one.bodies)
        )
        return [*((one,) for one in dearest), *self._pairs(dearest)]

    def _pairs(self, dearest: Sequence[Block]) -> list[tuple[Block, ...]]:
        """Return each of some blocks with its neighbours: others of them first, then who shares most people."""
        pairs: dict[frozenset[Block], tuple[tuple[bool, int], tuple[Block, ...]]] = {}
        for one in dearest:
            people = self._people(one)
            near = {two: (two in dearest, len(people & self._people(two))) for two in self.incumbent.solutions}
            nearest = sorted((two for two in near if two != one and any(near[two])), key=near.__getitem__, reverse=True)
            for two in nearest[: self.clock.parameters.joint_neighbours]:
                pairs.setdefault(frozenset((one, two)), (near[two], (one, two)))
        return [pair for _, pair in sorted(pairs.values(), key=lambda found: found[0], reverse=True)]

    def _people(self, block: Block) -> set[str]:
        return {row.person for body in block.bodies for row in self.incumbent.problem.memberships_of_body[body]}

    def _cost(self, plan: Plan) -> int:
        problem = self.incumbent.problem
        return sum(row.cost for wish in self.wishes for row in ungranted(problem, plan, wish))

    def _placed_anew(self, blocks: Collection[Block]) -> bool:
        """Place some blocks anew around all others; leave them where the whole calendar is no better for it."""
        before, was = self.incumbent.prices(self.incumbent.solutions), self.incumbent.of_each(blocks)
        parameters = self.clock.parameters
        try:
            problem = self.incumbent.around(blocks)
            objective = PlanObjective(problem, self.clock, hint=self.incumbent.of(blocks), lazy=True)
            for tier in (one for one in TIERS if one in objective.goals and one != ROOMS):
                if objective.minimise(tier, parameters.repair_seconds, parameters.repair_effort) is None:
                    return False
            objective.minimise_together({ROOMS: 1}, parameters.repair_seconds, parameters.least_effort)
        except TimeIsUp:
            return False
        self.incumbent.put(blocks, objective.partial_solution())
        if list(self.incumbent.prices(self.incumbent.solutions).values()) < list(before.values()):
            return True
        self.incumbent.solutions.update(was)
        return False


def _without(plan: Plan, block: Block) -> Plan:
    meetings = tuple(one for one in plan.meetings if one.body not in block.bodies)
    occurrences = tuple(one for one in plan.occurrences if one.meeting_day != block.meeting_day)
    return replace(plan, meetings=meetings, occurrences=occurrences)
