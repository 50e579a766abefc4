"""What a wish that is not granted costs: its units, times the weight the input gives it."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish

Ungranted: TypeAlias = tuple[str, int, str]
"""Whom or what the wish is about, how many units are not granted, and why in one sentence."""


def priced(problem: Problem, wish: str, default_weight: int, rows: Iterable[Ungranted]) -> Iterator[UngrantedWish]:
    """Yield the rows that cost something; none where the input gives the wish no weight."""
    weight = problem.wish_weights.get(wish, default_weight)
    if weight:
        yield from (UngrantedWish(wish, subject, weight * units, why) for subject, units, why in rows if units)
