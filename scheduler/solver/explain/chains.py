"""How many meetings fit one after another, each within its window, neither too near nor too far apart."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from math import inf

Place = tuple[date, int]
"""A day and a start."""


def most_in_a_row(windows: Iterable[tuple[Sequence[Place], int]], least_gap: int | None, most_gap: int | None) -> int:
    """Return how many meetings, from the first, can each have a place in its window, in order and far enough apart.

    Parameters
    ----------
    windows : iterable of (sequence of (date, int), int)
        The places of each window, in order, and how many meetings are owed in it.
    least_gap, most_gap : int, optional
        Calendar days from one meeting to its next.

    """
    reached: list[Place] | None = None
    number = 0
    for window, owed in windows:
        for _ in range(owed):
            if reached is None:
                reached = list(window)
            else:
                reached = _following(reached, window, least_gap or 0, inf if most_gap is None else most_gap)
            if not reached:
                return number
            number += 1
    return number


def _following(reached: list[Place], window: Sequence[Place], least: int, most: float) -> list[Place]:
    """Return the places of a window that may follow one of those reached."""
    numbers = [(day.toordinal(), start) for day, start in reached]
    found = []
    for place in window:
        day, start = place[0].toordinal(), place[1]
        latest = (day, start - 1) if least == 0 else (day - least, inf)
        before = bisect_right(numbers, latest)
        if before and day - numbers[before - 1][0] <= most:
            found.append(place)
    return found
