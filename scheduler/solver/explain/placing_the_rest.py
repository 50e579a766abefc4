"""Whether the rest of the calendar has a place around some blocks that are already placed."""

from collections.abc import Collection

from scheduler.domain.problem import Problem
from scheduler.rules import RULES
from scheduler.solver.cp.hints import add_even_hints, near_even_spread
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import search
from scheduler.solver.cp.solution import PartialSolution, finished, solution_of
from scheduler.solver.search.decomposition import Block, Component, components
from scheduler.solver.search.incumbent import Incumbent

EFFORT_SECONDS, MOST_SECONDS = 3.0, 10.0
"""For each search near an even spread, and where that fails for one anywhere."""
TRIES = 3
ALWAYS_ALLOWED = frozenset({"meeting_day"})
"""Fewest slots are no matter here, and what else that rule asks for the model itself sees to."""
BREAKS_AS = {"person_clash": {"unavailable"}}
"""What a rule given up may show as when the calendar is checked: somebody required is missing."""


class NoInsertion(Exception):
    """A component found no place around the others."""

    def __init__(self, component: Component) -> None:
        super().__init__("no place")
        self.component = component


def rest_placed(
    problem: Problem, inside: Collection[Block], drafted: PartialSolution, clock: Clock, until: float
) -> Incumbent:
    """Return a year in which some blocks are as drafted, and all others are placed without breaking a rule.

    Raises
    ------
    NoInsertion
        If the rest is not placed while the clock has more than `until` seconds left.

    """
    rest = []
    for component in components(problem):
        left = tuple(block for block in component.blocks if block not in inside)
        rest += [Component(left)] if left else []
    tries = 0
    while True:
        year, tries = Incumbent(problem), tries + 1
        year.put(inside, drafted)
        stuck = next((one for one in rest if not _placed(year, one, clock, until)), None)
        if stuck is None:
            return year
        if stuck is rest[0] or clock.left <= until or tries == TRIES:
            raise NoInsertion(stuck)
        rest = [stuck, *(one for one in rest if one is not stuck)]


def rules_broken(problem: Problem, year: Incumbent, given_up: Collection[str]) -> set[str]:
    """Return the rules that a year breaks, other than those of which something is given up."""
    allowed = ALWAYS_ALLOWED | set(given_up) | {other for rule in given_up for other in BREAKS_AS.get(rule, ())}
    plan = finished(problem, year.partial_solution(), ())
    return {breach.rule for rule in RULES if rule.RULE.name not in allowed for breach in rule.breaches(problem, plan)}


def _placed(year: Incumbent, component: Component, clock: Clock, until: float) -> bool:
    """Place the blocks of a component one by one, or all in one go where that fails."""
    for block in component.blocks:
        if not _placed_around(year, (block,), clock, until):
            for one in component.blocks:
                year.drafts.pop(one, None)
            return len(component.blocks) > 1 and _placed_around(year, component.blocks, clock, until)
    return True


def _placed_around(year: Incumbent, blocks: tuple[Block, ...], clock: Clock, until: float) -> bool:
    problem = year.around(blocks)
    for restriction in (near_even_spread, None):
        left = clock.left - until
        if left > 0:
            choices, _ = build(problem, restriction=restriction)
            add_even_hints(choices)
            found = search(choices.model, min(left, EFFORT_SECONDS if restriction else MOST_SECONDS), "", clock=clock)
            if found.solved:
                year.put(blocks, solution_of(problem, choices, found.solver))
                return True
    return False
