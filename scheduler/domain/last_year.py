"""Last year's pattern: the dates of an earlier calendar, carried over to the same weekday of the same week.

The weeks of a year are counted from the Monday nearest to the day of the month on which the calendar begins. So a
date moves by 364 days in most years, and by 371 where the weeks would else creep forward through the seasons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.domain.problem import Problem

A_WEEK = timedelta(days=7)
THURSDAY = 3


@dataclass(frozen=True)
class Wanted:
    """Where a meeting day, or a body with meetings of its own, would be this year if it followed the last."""

    code: str
    name: str
    before: date
    """Where it was."""
    day: date
    """The same weekday of the same week in this calendar."""
    whole_day: bool = False
    """Whether it is a meeting day."""

    @property
    def week(self) -> tuple[date, ...]:
        """The days of that week, Monday first."""
        monday = self.day - timedelta(days=self.day.weekday())
        return tuple(monday + timedelta(days=number) for number in range(7))


def wanted(problem: Problem) -> Iterator[Wanted]:
    """Yield each date of the last year before this calendar that its baseline tells of, carried over."""
    if problem.baseline is None:
        return
    for day in problem.meeting_days.values():
        if not day.cadence.never:
            dates = [one.date for one in problem.baseline.occurrences_of(day.code)]
            yield from (Wanted(day.code, day.name, *pair, whole_day=True) for pair in _carried_over(problem, dates))
    for body in problem.bodies.values():
        if body.meeting_day is None and not body.cadence.never:
            dates = [one.date for one in problem.baseline.of_body(body.code)]
            pairs = _carried_over(problem, dates)
            yield from (Wanted(body.code, body.name, *pair) for pair in pairs if body.alive_on(pair[1]))


def _carried_over(problem: Problem, dates: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield each date of the latest year before this calendar that has any, and where it comes to lie in this one."""
    first = problem.settings.start_date
    years = {day: _years_before(first, day) for day in sorted(dates) if day < first}
    latest = min(years.values(), default=0)
    for day in (day for day, ago in years.items() if ago == latest):
        there = day + (_week_one(first) - _week_one(_anniversary(first, latest)))
        near = (there, there + A_WEEK, there - A_WEEK)
        found = next((one for one in near if first <= one <= problem.settings.end_date), None)
        if found is not None:
            yield day, found


def _years_before(first: date, day: date) -> int:
    """Return in which year before a first day a date lies: 1 for the year that ends on its eve."""
    ago = first.year - day.year
    return ago if _anniversary(first, ago) <= day else ago + 1


def _anniversary(first: date, years: int) -> date:
    """Return the day so many years earlier; for 29 February the 28th."""
    year = first.year - years
    return date(year, 2, 28) if (first.month, first.day) == (2, 29) else first.replace(year=year)


def _week_one(first: date) -> date:
    """Return the Monday nearest to a day."""
    monday = first - timedelta(days=first.weekday())
    return monday if first.weekday() <= THURSDAY else monday + A_WEEK
