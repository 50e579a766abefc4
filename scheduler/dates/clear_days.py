"""Clear days: which days count, how many lie between two dates, and the last day that leaves so many.

Working days count for every authority but a parish or town council, whose notice counts by s.243 of the Local
Government Act 1972. Neither the day of publication nor the day of the meeting counts.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from scheduler.dates.bank_holidays import easter_sunday
from scheduler.dates.closed_dates import public_holiday
from scheduler.domain.problem import Problem
from scheduler.domain.remembered import of_problem

ONE_DAY = timedelta(days=1)
FRIDAY, SUNDAY = 4, 6


def is_working_day(problem: Problem, day: date) -> bool:
    """Whether the day is Monday to Friday, no public holiday, and the offices are open.

    Source: *R v Swansea City Council ex p Elitestone* (1993), which read "clear days" as working days.
    """
    return _works(problem.settings.holidays, problem.non_working_days, day)


@lru_cache(maxsize=100_000)
def _works(nation: str, non_working: frozenset[date], day: date) -> bool:
    """Whether offices in a nation work on a day; `non_working` are those on which they are shut besides."""
    return day.weekday() <= FRIDAY and day not in non_working and public_holiday(nation, day) is None


def _counts_by_section_243(nation: str, day: date) -> bool:
    """Whether a day counts by s.243(4): no Sunday, no bank holiday, no day of the Christmas or the Easter break.

    Saturdays count, and so do days on which the offices are shut. A day of public thanksgiving or mourning has been a
    bank holiday whenever one was appointed (19 September 2022).
    """
    return day.weekday() != SUNDAY and public_holiday(nation, day) is None and day not in _breaks(nation, day.year)


@lru_cache(maxsize=256)
def _breaks(nation: str, year: int) -> frozenset[date]:
    """Return the days of a year's two breaks of s.243(4).

    The Christmas break is from the last weekday before Christmas Day to the first after it that is no bank holiday, the
    Easter break from Maundy Thursday to Easter Tuesday. Weekdays are Monday to Friday: where a Saturday might be
    one, the longer break is taken, so that the notice can never be too short.
    """
    first, last = date(year, 12, 24), date(year, 12, 26)
    while first.weekday() > FRIDAY:
        first -= ONE_DAY
    while last.weekday() > FRIDAY or public_holiday(nation, last) is not None:
        last += ONE_DAY
    easter = easter_sunday(year)
    stretches = (first, last), (easter - 3 * ONE_DAY, easter + 2 * ONE_DAY)
    return frozenset(begin + ONE_DAY * n for begin, end in stretches for n in range((end - begin).days + 1))


def clear_working_days(problem: Problem, earlier: date, later: date) -> int:
    """Count the working days strictly between two dates; neither end counts.

    Source: *R v Herefordshire Justices* (1820); Local Government Act 1972 s.100A(6)(a).
    """
    if later <= earlier:
        return 0
    counted = _working_days_by(problem)
    before, after = counted.get(earlier), counted.get(later - ONE_DAY)
    if before is not None and after is not None:
        return after - before
    return sum(is_working_day(problem, earlier + ONE_DAY * n) for n in range(1, (later - earlier).days))


@of_problem
def _working_days_by(problem: Problem) -> dict[date, int]:
    """Return how many working days of the calendar there are up to each of its days."""
    counts = accumulate(is_working_day(problem, day) for day in problem.days)
    return dict(zip(problem.days, counts, strict=True))


def working_days_before(problem: Problem, day: date, clear: int) -> date:
    """Return the last working day that leaves so many clear working days before the day.

    Raises
    ------
    BeyondHorizon
        If counting back leaves the years whose public holidays are known.

    """
    return _working_day_before(problem.settings.holidays, problem.non_working_days, day, clear)


def section_243_days_before(problem: Problem, day: date, clear: int) -> date:
    """Return the last day that counts by s.243 and leaves so many that count before the day.

    Raises
    ------
    BeyondHorizon
        If counting back leaves the years whose public holidays are known.

    """
    return _section_243_day_before(problem.settings.holidays, day, clear)


@lru_cache(maxsize=100_000)
def _working_day_before(nation: str, non_working: frozenset[date], day: date, clear: int) -> date:
    """Return the working day before a day with so many between; the same for every part of one problem."""
    return _counted_back(lambda one: _works(nation, non_working, one), day, clear)


@lru_cache(maxsize=100_000)
def _section_243_day_before(nation: str, day: date, clear: int) -> date:
    return _counted_back(lambda one: _counts_by_section_243(nation, one), day, clear)


def _counted_back(counts: Callable[[date], bool], day: date, clear: int) -> date:
    """Return the last day that counts and has so many that count between itself and a day."""
    found, left = day - ONE_DAY, clear
    while not counts(found) or left:
        left -= counts(found)
        found -= ONE_DAY
    return found
