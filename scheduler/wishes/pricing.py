"""What a wish that is not granted costs: its units, times the weight the input gives it."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes.protocol import Wish

Ungranted: TypeAlias = tuple[str, int, str]
"""Whom or what the wish is about, how many units are not granted, and why in one sentence."""


def priced(problem: Problem, wish: Wish, rows: Iterable[Ungranted]) -> Iterator[UngrantedWish]:
    """Yield the rows that cost something; none where the input gives the wish no weight."""
    weight = wish.weight_in(problem)
    if weight:
        yield from (UngrantedWish(wish.name, subject, weight * units, why) for subject, units, why in rows if units)
