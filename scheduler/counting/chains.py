"""How many meetings fit one after another, each within its window, neither too near nor too far apart."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from math import inf

Place = tuple[date, int]
"""A day and a start."""


def most_in_a_row(windows: Sequence[Sequence[Place]], least_gap: int | None, most_gap: int | None) -> int:
    """Return how many of the windows, from the first, can each have a place, in order and at the right distance.

    Parameters
    ----------
    windows : sequence of sequences of (date, int)
        For each meeting the places it may have, in order.
    least_gap, most_gap : int, optional
        Calendar days from one meeting to its next.

    """
    reached: list[Place] = []
    for number, window in enumerate(windows):
        reached = list(window) if number == 0 else _following(reached, window, least_gap or 0, most_gap or inf)
        if not reached:
            return number
    return len(windows)


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
