"""Months of a calendar: their first days, and their days week by week."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

Day = TypeVar("Day")


def begun_in(first: date, last: date) -> Iterator[date]:
    """Yield the first day of a span, and the first day of each month after it, up to the last day."""
    day = first
    while day <= last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def in_weeks(weekday: int, days: Sequence[Day]) -> tuple[tuple[Day | None, ...], ...]:
    """Return days week by week from Monday, the first of them on a weekday; None where a day is another month's."""
    cells: list[Day | None] = [None] * weekday + list(days)
    cells += [None] * (-len(cells) % 7)
    return tuple(tuple(cells[first : first + 7]) for first in range(0, len(cells), 7))
