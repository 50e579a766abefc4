"""The months of a calendar, as many to a sheet of the year planner as can be read."""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.domain.problem import Problem
from scheduler.domain.wording import MONTH_NAMES

MOST_MONTHS = 14
"""Months on one sheet; a longer calendar has more sheets, of twelve months each."""
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Month:
    """A month of the planner."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The month with its year."""
        return f"{MONTH_NAMES[self.number - 1]} {self.year}"

    @property
    def days(self) -> tuple[date, ...]:
        """Its days."""
        first = date(self.year, self.number, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        return tuple(first + timedelta(days=n) for n in range((following - first).days))


def months_by_sheet(problem: Problem) -> tuple[tuple[Month, ...], ...]:
    """Return the months of the calendar, sheet by sheet."""
    first, last = problem.settings.start_date, problem.settings.end_date
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    months = tuple(Month(number // 12, number % 12 + 1) for number in numbers)
    if len(months) <= MOST_MONTHS:
        return (months,)
    starts = range(0, len(months), MONTHS_OF_A_YEAR)
    return tuple(months[start : start + MONTHS_OF_A_YEAR] for start in starts)
