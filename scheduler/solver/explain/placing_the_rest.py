"""Whether the rest of the calendar has a place around some clusters that are already placed."""

from collections.abc import Collection

from scheduler.domain.problem import Problem
from scheduler.rules import RULES
from scheduler.solver.cp.hints import near_even, suggest_even_dates
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import search
from scheduler.solver.cp.solution import Draft, draft, finished
from scheduler.solver.search.decomposition import Cluster, Component, components
from scheduler.solver.search.incumbent import Year

EFFORT_SECONDS, MOST_SECONDS = 3.0, 10.0
"""For each search near an even spread, and where that fails for one anywhere."""
TRIES = 3
ALWAYS_ALLOWED = frozenset({"meeting_day"})
"""Fewest slots are no matter here, and what else that rule asks for the model itself sees to."""
BREAKS_AS = {"person_clash": {"unavailable"}}
"""What a rule given up may show as when the calendar is checked: somebody required is missing."""


class NoPlaceForError(Exception):
    """A component found no place around the others."""

    def __init__(self, component: Component) -> None:
        super().__init__("no place")
        self.component = component


def rest_placed(problem: Problem, inside: Collection[Cluster], drafted: Draft, clock: Clock, until: float) -> Year:
    """Return a year in which some clusters are as drafted, and all others are placed without breaking a rule.

    Raises
    ------
    NoPlaceForError
        If the rest is not placed while the clock has more than `until` seconds left.

    """
    rest = []
    for component in components(problem):
        left = tuple(cluster for cluster in component.clusters if cluster not in inside)
        rest += [Component(left)] if left else []
    tries = 0
    while True:
        year, tries = Year(problem), tries + 1
        year.put(inside, drafted)
        stuck = next((one for one in rest if not _placed(year, one, clock, until)), None)
        if stuck is None:
            return year
        if stuck is rest[0] or clock.left <= until or tries == TRIES:
            raise NoPlaceForError(stuck)
        rest = [stuck, *(one for one in rest if one is not stuck)]


def rules_broken(problem: Problem, year: Year, given_up: Collection[str]) -> set[str]:
    """Return the rules that a year breaks, other than those of which something is given up."""
    allowed = ALWAYS_ALLOWED | set(given_up) | {other for rule in given_up for other in BREAKS_AS.get(rule, ())}
    plan = finished(problem, year.draft(), ())
    return {breach.rule for rule in RULES if rule.RULE.name not in allowed for breach in rule.breaches(problem, plan)}


def _placed(year: Year, component: Component, clock: Clock, until: float) -> bool:
    """Place the clusters of a component one by one, or all in one go where that fails."""
    for cluster in component.clusters:
        if not _placed_around(year, (cluster,), clock, until):
            for one in component.clusters:
                year.drafts.pop(one, None)
            return len(component.clusters) > 1 and _placed_around(year, component.clusters, clock, until)
    return True


def _placed_around(year: Year, clusters: tuple[Cluster, ...], clock: Clock, until: float) -> bool:
    problem = year.around(clusters)
    for narrowing in (near_even, None):
        left = clock.left - until
        if left > 0:
            choices, _ = build(problem, narrowing=narrowing)
            suggest_even_dates(choices)
            found = search(choices.model, min(left, EFFORT_SECONDS if narrowing else MOST_SECONDS), "", clock=clock)
            if found.solved:
                year.put(clusters, draft(problem, choices, found.solver))
                return True
    return False
