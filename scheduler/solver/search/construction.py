"""Construction heuristic: greedy insertion with restarts, each block placed around those before it.

First near an even spread of dates, then anywhere; whoever finds no place is put first in the next start (squeaky wheel
optimisation, Joslin and Clements 1999). Where an earlier calendar is changed, whatever can stay as it was published
stands first. The incumbent holds the solution block by block, and gives the subproblem of placing some blocks anew.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.hints import DomainRestriction, as_published, near_even_spread
from scheduler.solver.cp.identity import identified
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.decomposition import (
    Block,
    Component,
    blocks_of,
    components,
    only,
    title,
    with_fixed_meetings,
)
from scheduler.wishes import TIERS, WISHES, ungranted

EMPTY = PartialSolution((), ())


@dataclass
class Incumbent:
    """The meetings of every block placed so far."""

    problem: Problem
    solutions: dict[Block, PartialSolution] = field(default_factory=dict)

    def put(self, blocks: Iterable[Block], solution: PartialSolution) -> None:
        """Place blocks: of a partial solution that may hold more, what is their own."""
        for block in blocks:
            meetings = tuple(meeting for meeting in solution.meetings if meeting.body in block.bodies)
            occurrences = tuple(o for o in solution.occurrences if o.meeting_day == block.meeting_day)
            self.solutions[block] = PartialSolution(meetings, occurrences)

    def partial_solution(self) -> PartialSolution:
        """Return all that is placed."""
        return together(self.solutions.values())

    def of(self, blocks: Iterable[Block]) -> PartialSolution:
        """Return what is placed of some blocks."""
        return together(self.solutions.get(block, EMPTY) for block in blocks)

    def of_each(self, blocks: Iterable[Block]) -> dict[Block, PartialSolution]:
        """Return what is placed of each of some blocks."""
        return {block: self.solutions[block] for block in blocks}

    def besides(self, blocks: Collection[Block]) -> PartialSolution:
        """Return what is placed of all others."""
        return together(solution for block, solution in self.solutions.items() if block not in blocks)

    def alone(self, blocks: Collection[Block]) -> Problem:
        """Return the problem of some blocks that have the year to themselves."""
        bodies = {body for block in blocks for body in block.bodies}
        return only(self.problem, bodies, {block.meeting_day for block in blocks})

    def around(self, blocks: Collection[Block]) -> Problem:
        """Return the problem of placing some blocks while all the others stay where they are."""
        others = self.besides(blocks)
        bodies = {body for block in blocks for body in block.bodies}
        days = {block.meeting_day for block in blocks}
        here = {body for block in (*self.solutions, *blocks) for body in block.bodies}
        waiting = {body for block in blocks_of(self.problem) for body in block.bodies} - here
        return with_fixed_meetings(self.problem, bodies, days, others.meetings, others.occurrences, waiting)

    def prices(self, blocks: Collection[Block]) -> dict[str, int]:
        """Return how high each tier is in the meetings of some blocks, as they are placed."""
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
            counted[wish.WISH.tier] += sum(row.cost for row in ungranted(problem, plan, wish))
    return counted


def together(solutions: Iterable[PartialSolution]) -> PartialSolution:
    """Return several partial solutions as one."""
    solutions = list(solutions)
    meetings = tuple(meeting for solution in solutions for meeting in solution.meetings)
    return PartialSolution(meetings, tuple(occurrence for solution in solutions for occurrence in solution.occurrences))


SEATS = {"held": 1_000_000, "apologies": 1_000, "substitutes": 1}
PLACES = {"dates": 1_000, "rooms": 1}
"""What is weighed in one search. Not quite tier by tier, where many are at stake; what comes later puts that right."""


class NoInsertion(Exception):
    """A block found no place; `alone` is its problem where it was shown to have none even in an empty year."""

    def __init__(self, component: Component, alone: Problem | None = None) -> None:
        super().__init__("a block has no place")
        self.component = component
        self.alone = alone


def constructed(problem: Problem, clock: Clock, blocks: Collection[Block] | None = None) -> Incumbent:
    """Place every block, or some; whoever finds no place goes first in a fresh start. NoInsertion where none helps."""
    order = sorted(_components_of(problem, blocks), key=lambda component: _ease(problem, component))
    for start in range(clock.parameters.restarts):
        incumbent = Incumbent(problem)
        if start == 0 and problem.published is not None and problem.published.live:
            _stand_as_published(incumbent, order, problem.published, clock)
        try:
            for component in order:
                _open_component(incumbent, component, clock)
        except NoInsertion as failure:
            if failure.alone is not None or clock.left <= 0 or order[0] is failure.component:
                raise
            order = [failure.component, *(one for one in order if one is not failure.component)]
        else:
            return incumbent
    raise NoInsertion(order[0])


def _components_of(problem: Problem, blocks: Collection[Block] | None) -> list[Component]:
    """Return the components, or what of each is among some blocks."""
    if blocks is None:
        return components(problem)
    parts = [tuple(block for block in one.blocks if block in blocks) for one in components(problem)]
    return [Component(part) for part in parts if part]


def _stand_as_published(incumbent: Incumbent, order: list[Component], baseline: Plan, clock: Clock) -> None:
    """Place every block that has a place on the dates it had, around those that have; leave out the others."""
    for component in order:
        for block in component.blocks:
            if clock.left <= 0:
                return
            clock.listener(f"Leaving {title(incumbent.problem, block)} where it was")
            objective = PlanObjective(incumbent.around((block,)), clock, restriction=as_published(baseline))
            if _well_placed(objective, clock.parameters.insertion_effort):
                incumbent.put((block,), objective.partial_solution())


def _ease(problem: Problem, component: Component) -> tuple[bool, int]:
    """Return how easily a component finds a place: last the smallest bodies, which can sit on many days."""
    seats = max((len(problem.memberships_of_body[body]) for body in component.bodies), default=0)
    return component.blocks[0].meeting_day is None, -seats


def _open_component(incumbent: Incumbent, component: Component, clock: Clock) -> None:
    """Place the blocks of a component one by one, or all in one go where that fails."""
    if clock.left <= 0:
        raise NoInsertion(component)
    for block in [block for block in component.blocks if block not in incumbent.solutions]:
        clock.listener(f"Placing {title(incumbent.problem, block)}")
        objective = inserted(incumbent, (block,), clock)
        if objective is None:
            _open_together(incumbent, component, clock)
            return
        incumbent.put((block,), objective.partial_solution())


def _open_together(incumbent: Incumbent, component: Component, clock: Clock) -> None:
    for block in component.blocks:
        alone = PlanObjective(incumbent.alone((block,)), clock)
        if not alone.feasible(clock.left) and alone.infeasible:
            raise NoInsertion(component, alone.problem)
        incumbent.solutions.pop(block, None)
    objective = inserted(incumbent, component.blocks, clock)
    if objective is None:
        raise NoInsertion(component)
    incumbent.put(component.blocks, objective.partial_solution())


def insertion(
    problem: Problem,
    clock: Clock,
    solved: Callable[[PlanObjective, DomainRestriction | None], bool],
    restrictions: Sequence[DomainRestriction | None] = (near_even_spread, None),
    hint: PartialSolution | None = None,
) -> PlanObjective | None:
    """Insert blocks into a partial solution that stays as it is: in the first restriction in which that succeeds.

    Parameters
    ----------
    problem : Problem
        The problem of the blocks, with what is placed already of the others.
    clock : Clock
        How long it may take.
    solved : callable
        Solves the model of one restriction as far as it is wanted; whether it has found a solution.
    restrictions : sequence of DomainRestriction or None
        The days to search, one after another: at first near an even spread, then all (None).
    hint : PartialSolution, optional
        Where to search first.

    """
    for restriction in restrictions:
        objective = PlanObjective(problem, clock, restriction=restriction, hint=hint)
        if solved(objective, restriction):
            return objective
    return None


def inserted(
    incumbent: Incumbent,
    blocks: tuple[Block, ...],
    clock: Clock,
    restrictions: Sequence[DomainRestriction | None] = (near_even_spread, None),
    hint: PartialSolution | None = None,
) -> PlanObjective | None:
    """Insert blocks as well as a short search can, or at all where that fails; None where they find no place."""

    def solved(objective: PlanObjective, restriction: DomainRestriction | None) -> bool:
        return _well_placed(objective, None if restriction is None else clock.parameters.insertion_effort)

    return insertion(incumbent.around(blocks), clock, solved, restrictions, hint)


def _well_placed(objective: PlanObjective, effort: float | None) -> bool:
    seconds = objective.clock.left
    for name in ("slots", "held", "unmoved"):
        varies = name in objective.goals and not isinstance(objective.goals[name], int)
        if varies and (name != "held" or "unmoved" in objective.goals):
            step = objective.minimise(name, seconds, None if name == "slots" else effort)
            if step is None:
                return False
    return objective.minimise_together(SEATS, seconds, effort) and objective.minimise_together(PLACES, seconds, effort)
