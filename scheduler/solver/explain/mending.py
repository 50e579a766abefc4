"""What makes room in the whole calendar: what a part without a plan gives up, seen to be enough for all the others."""

from collections.abc import Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.solver.cp.asking import asked
from scheduler.solver.cp.clock import Clock
from scheduler.solver.cp.extract import Draft, draft
from scheduler.solver.cp.model import build
from scheduler.solver.cp.suggest import suggest_even_dates
from scheduler.solver.explain.core import Core, Key
from scheduler.solver.explain.giving_up import GivingUp, Way
from scheduler.solver.explain.parts import part_of, whole_clusters
from scheduler.solver.explain.placing_the_rest import NoPlaceForError, rest_placed, rules_broken
from scheduler.solver.search.clusters import Cluster, components

WAYS_END, REST_ENDS = 0.3, 0.15
"""Shares of the time left that are still left when the search for the ways ends, and when the rest is first placed."""
SHARE = 0.5
"""Share of the time left that placing some more together may take."""
MOST_ALTERNATIVES = 2
MOST_JOINED = 6
"""How often those who found no place join those who give something up."""


class TooLittleError(Exception):
    """What is given up is not enough for some clusters together."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        super().__init__("not enough is given up")
        self.clusters = clusters


class Mending:
    """The search for what to give up: in the part first, then with whoever else is found to have no place.

    Parameters
    ----------
    problem : Problem
        The whole problem.
    core : Core
        The reasons of the part without a plan; where that part cuts through a meeting day, a larger one is made.
    clock : Clock
        The time that is left.

    """

    def __init__(self, problem: Problem, core: Core, clock: Clock) -> None:
        self.problem, self.clock, self.core = problem, clock, core
        self.inside: Sequence[Cluster] = whole_clusters(problem, core.problem)
        if {body for cluster in self.inside for body in cluster.bodies} - set(core.problem.bodies):
            self._with(self.inside)
        self.give_up: tuple[Reason, ...] = ()
        self.alternatives: list[tuple[Reason, ...]] = []
        self.may_help: tuple[Reason, ...] = ()
        self.smallest = False
        self.only_the_law = False

    def _with(self, clusters: Sequence[Cluster]) -> None:
        """Go on with the reasons of more clusters than before."""
        given, self.inside = self.core.given, clusters
        self.core = Core(part_of(self.problem, clusters), self.clock, self.core.until, given)
        self.core.told = True

    def mend(self, because: Sequence[Key]) -> None:
        """Find what to give up, and what else would do instead."""
        known: Sequence[Sequence[Key]] = [because]
        for _ in range(MOST_JOINED):
            giving_up = GivingUp(self.core, known)
            try:
                self._mend(giving_up)
            except TooLittleError as more:
                known = giving_up.known
                self._with(more.clusters)
            else:
                break
        self.only_the_law = giving_up.only_the_law
        if self.give_up:
            self.may_help = ()

    def _mend(self, giving_up: GivingUp) -> None:
        left = max(self.clock.left, 0)
        everybody = len(self.inside) == len(whole_clusters(self.problem, self.problem))
        self.core.until = 0 if everybody else left * WAYS_END
        fewest: int | None = None
        for way in giving_up.ways(self.core.until):
            fewest = len(way.keys) if fewest is None else fewest
            reasons = tuple(self.core.reasons[key] for key in way.keys)
            try:
                enough = self._enough(way, 0 if self.give_up else left * REST_ENDS)
            except TooLittleError:
                if not self.give_up:
                    raise
                enough = False
            if enough and not self.give_up:
                self.give_up, self.smallest = reasons, giving_up.exact and len(way.keys) == fewest
            elif enough:
                self.alternatives.append(reasons)
                if len(self.alternatives) == MOST_ALTERNATIVES:
                    return
            elif not self.may_help:
                self.may_help = reasons

    def _enough(self, way: Way, until: float) -> bool:
        """Whether a calendar of all bodies is found in which nothing else is broken.

        Raises
        ------
        TooLittleError
            If some of them are seen to have no place together.

        """
        inside = list(self.inside)
        near = [one for one in components(self.problem) if any(cluster in inside for cluster in one.clusters)]
        tied = [cluster for component in near for cluster in component.clusters if cluster not in inside]
        drafted = self._together([*inside, *tied], way, until) if tied else way.draft
        inside += tied
        for _ in range(MOST_JOINED):
            if drafted is None:
                return False
            try:
                year = rest_placed(self.problem, inside, drafted, self.clock, until)
            except NoPlaceForError as stuck:
                inside += stuck.component.clusters
                drafted = self._together(inside, way, until)
            else:
                return not rules_broken(self.problem, year, {rule for rule, _ in way.keys})
        return False

    def _together(self, clusters: Sequence[Cluster], way: Way, until: float) -> Draft | None:
        """Return clusters placed together, with what is given up left out; None if they are not in time."""
        left = self.clock.left - until
        if left <= 0:
            return None
        part = part_of(self.problem, clusters)
        choices, _ = build(part, lifted=frozenset(way.keys))
        suggest_even_dates(choices)
        answer = asked(choices.model, left * SHARE, self.clock)
        if answer.infeasible:
            raise TooLittleError(clusters)
        return draft(part, choices, answer.found.solver) if answer.solved else None
