"""Remedies by generate and test: what the rules propose, each shown to be enough by a plan of the changed input.

Proposals are tried in the order in which an officer would (`Ease`). What cannot help is left out beforehand: a reason
without which there is still no plan, and a changed input of which the part without a plan still has none.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from scheduler import rules
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.rules.protocol import RemediableRule, Remedy
from scheduler.solver.cp.outcome import Solved, TriedRemedy
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.explain.infeasible_subproblem import infeasible
from scheduler.solver.explain.mus import Key, SoftReasons
from scheduler.solver.search.decomposition import only

Planner = Callable[[Problem, Clock], Solved | None]
"""Looks for a plan of a changed input, for as long as a clock says; None where it finds none."""

MOST_REMEDIES = 5
"""What is enough for an officer to choose from."""
MOST_ALIKE = 2
"""Of what is tried as easily, how many are told."""
MOST_OF_EACH = 3
"""Of what is proposed about each of several reasons, how many are tried together."""


class Remedies:
    """What would make room for a plan, tried one after another.

    Parameters
    ----------
    problem : Problem
        The whole input.
    soft : SoftReasons
        The reasons of a part of it without a plan.
    clock : Clock
        The time that is left.
    planner : callable
        Looks for plans.

    """

    def __init__(self, problem: Problem, soft: SoftReasons, clock: Clock, planner: Planner) -> None:
        self.problem, self.soft, self.clock, self.planner = problem, soft, clock, planner
        self.until = clock.left * clock.parameters.remedies_end_share
        self._helps: dict[Key, bool] = {}

    def of_one(self, because: Sequence[Key]) -> Iterator[TriedRemedy]:
        """Yield what is enough by itself, the easiest first: of one reason, the first of each ease."""
        proposed = [(remedy, key) for key in because for remedy in proposals(self.problem, self.soft.reasons[key])]
        done: set[tuple[Key, int] | str] = set()
        told: Counter[int] = Counter()
        for remedy, key in sorted(proposed, key=lambda one: one[0].ease):
            if self.clock.left <= self.until:
                return
            if (
                done.isdisjoint({(key, remedy.ease), remedy.words})
                and told[remedy.ease] < MOST_ALIKE
                and self._may_help(key)
            ):
                found = self._tried((remedy,), (self.soft.reasons[key],))
                if found is not None:
                    done |= {(key, remedy.ease), remedy.words}
                    told[remedy.ease] += 1
                    yield found

    def without_proposals(self, because: Sequence[Key]) -> bool:
        """Whether some reason could be given up about which nobody proposes anything else."""
        silent = (key for key in because if not self.soft.firm(key))
        return any(next(proposals(self.problem, self.soft.reasons[key]), None) is None for key in silent)

    def of_several(self, reasons: Sequence[Reason]) -> Iterator[TriedRemedy]:
        """Yield what is enough about some reasons together, where about each of them something has to be done."""
        for remedies in self._combined(self.problem, reasons):
            if self.clock.left <= self.until:
                return
            found = self._tried(remedies, tuple(reasons))
            if found is not None:
                yield found
                return

    def _combined(self, problem: Problem, reasons: Sequence[Reason]) -> Iterator[tuple[Remedy, ...]]:
        if not reasons:
            yield ()
            return
        for remedy in islice(proposals(problem, reasons[0]), MOST_OF_EACH):
            for others in self._combined(remedy.problem, reasons[1:]):
                yield (remedy, *others)

    def _may_help(self, key: Key) -> bool:
        """Whether the part has a plan once the reason is lifted."""
        if key not in self._helps:
            kept = [other for other in self.soft.keys if other != key]
            self._helps[key] = not self.soft.ask(kept, self.until).answer.infeasible
        return self._helps[key]

    def _tried(self, remedies: tuple[Remedy, ...], reasons: tuple[Reason, ...]) -> TriedRemedy | None:
        """Return remedies with the plan that shows them to be enough; None where none is found in time."""
        changed, part = remedies[-1].problem, self.soft.problem
        small = only(changed, part.bodies, part.meeting_days)
        try:
            if infeasible(small, self.clock, min(self.clock.parameters.question_least_seconds, self.clock.left)):
                return None
            found = self.planner(changed, self.clock.share(self.clock.parameters.remedy_share))
        except TimeIsUp:
            return None
        if found is None:
            return None
        within = all(one.within for one in remedies)
        return TriedRemedy(
            tuple(one.words for one in remedies), reasons, changed, found.plan, found.slots_proven, within
        )


def proposals(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield what the rule of a reason proposes about it; nothing where it has nothing to propose."""
    for rule in rules.RULES:
        if rule.RULE.name == reason.rule and isinstance(rule, RemediableRule):
            yield from rule.remedies(problem, reason)
