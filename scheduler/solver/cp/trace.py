"""Convergence trace of an anytime search: the values of each better plan, and of each better bound, in their order.

Steps are counted, not seconds: plans and bounds are found beside one another, so that when the one came before the
other is known to the clock alone, and no clock reaches an output. Each of the two sequences by itself is the same for
the same input wherever the time limit does not cut in.
"""

from collections.abc import Mapping
from itertools import groupby
from threading import Lock

from scheduler.domain.plan import TierTrace

MOST_STEPS = 200
"""Of plans, and of bounds: of more, every second one is left out, over and over."""


class Trace:
    """What was found step by step; it may be told from several threads, one of them for plans and one for bounds."""

    def __init__(self) -> None:
        self.plans = _Steps()
        self.bounds = _Steps()

    def plan(self, values: Mapping[str, int]) -> None:
        """Note a plan, its value in every tier, the most important first; one no better than the last is no step."""
        last = self.plans.last
        if not last or list(values.values()) < list(last.values()):
            self.plans.add(values)

    def bound(self, bounds: Mapping[str, int]) -> None:
        """Note bounds of the tiers; what was known before and is higher stays."""
        last = self.bounds.last
        self.bounds.add({tier: max(bound, last.get(tier, 0)) for tier, bound in {**last, **bounds}.items()})

    def of(self, tiers: Mapping[str, tuple[int, int]]) -> tuple[TierTrace, ...]:
        """Return the trace of the tiers of a plan, each given with its value and bound, which are the last step.

        No bound is above the plan's: one found for some part may rest on what did not come true.
        """
        plans = [{tier: step.get(tier, value) for tier, (value, _) in tiers.items()} for step in self.plans.kept]
        bounds = [
            {tier: min(step.get(tier, 0), most) for tier, (_, most) in tiers.items()} for step in self.bounds.kept
        ]
        plans = _without_repeats([*plans, {tier: value for tier, (value, _) in tiers.items()}])
        bounds = _without_repeats([*bounds, {tier: bound for tier, (_, bound) in tiers.items()}])
        return tuple(
            TierTrace(tier, tuple(step[tier] for step in plans), tuple(step[tier] for step in bounds)) for tier in tiers
        )


class _Steps:
    """Steps of one kind, thinned evenly where they become many; the last is always kept."""

    def __init__(self) -> None:
        self._kept: list[Mapping[str, int]] = []
        self.last: Mapping[str, int] = {}
        self._every, self._number = 1, 0
        self._alone = Lock()

    @property
    def kept(self) -> list[Mapping[str, int]]:
        """The steps that are kept, in their order, and the last."""
        with self._alone:
            return [*self._kept, self.last] if self.last else []

    def add(self, values: Mapping[str, int]) -> None:
        """Note a step, unless nothing has changed."""
        with self._alone:
            if values == self.last:
                return
            self.last = dict(values)
            if self._number % self._every == 0:
                self._kept.append(self.last)
            self._number += 1
            if len(self._kept) > MOST_STEPS:
                self._kept = self._kept[::2]
                self._every *= 2


def _without_repeats(steps: list[dict[str, int]]) -> list[dict[str, int]]:
    """Return steps each of which differs from the one before in some tier."""
    return [step for step, _ in groupby(steps)]
