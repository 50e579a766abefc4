"""How much a calendar may hold: more than any council's, and less than takes minutes to check."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from scheduler.dates.public_holidays import FIRST_KNOWN_DAY, LAST_KNOWN_DAY
from scheduler.domain.wording import long_date

MOST_MEETINGS = 3_000
MOST_ON_A_DAY = 50
MOST_FAULTS = 200
"""Faults that are told at once."""
YEARS = range(FIRST_KNOWN_DAY.year + 1, LAST_KNOWN_DAY.year + 1)
"""Years that a meeting may lie in: their public holidays are known, and those of the year before."""


def too_many_on_a_day(days: Iterable[date]) -> str | None:
    """Say on which day more meetings are held than any council has; None where there is no such day."""
    number_on = Counter(days)
    day = max(number_on, key=lambda one: (number_on[one], one), default=None)
    if day is None or number_on[day] <= MOST_ON_A_DAY:
        return None
    return f"there are more than {MOST_ON_A_DAY} meetings on {long_date(day)}"
