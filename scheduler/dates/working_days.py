"""Working days, and clear working days between two dates."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from scheduler.dates.public_holidays import public_holiday
from scheduler.domain.problem import Problem

ONE_DAY = timedelta(days=1)
FRIDAY = 4


def is_working_day(problem: Problem, day: date) -> bool:
    """Whether the day is Monday to Friday, no public holiday, and the offices are open.

    Source: *R v Swansea City Council ex p Elitestone* (1993), which read "clear days" as working days.
    """
    return (
        day.weekday() <= FRIDAY
        and day not in problem.non_working_days
        and public_holiday(problem.settings.holidays, day) is None
    )


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


@lru_cache(maxsize=8)
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
    found = day - ONE_DAY
    left = clear
    while True:
        if is_working_day(problem, found):
            if left == 0:
                return found
            left -= 1
        found -= ONE_DAY
