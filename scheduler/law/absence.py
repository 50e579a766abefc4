"""How long a councillor may stay away before the office is vacated, and the day on which that ends.

Source: Local Government Act 1972 s.85, and its like in Scotland and Northern Ireland. A period of months ends on the
day of the same number in its last month, or on that month's last day where there is none: *Dodds v Walker* [1981] 1 WLR
1027.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from scheduler.domain.problem import Problem
from scheduler.law.row import CERTAIN, PLEASE_CHECK, Row
from scheduler.law.rows import law_of

MATTER = "absence"
_MONTHS = 12


@dataclass(frozen=True)
class AbsenceLaw:
    """What the law of a day says of members who stay away."""

    row: Row
    months: int

    def last_day(self, since: date) -> date:
        """Return the last day on which to attend, for who attended last, or began, on a day."""
        return months_after(since, self.months)

    @property
    def sentence(self) -> str:
        """Say what the law is, and where it stands."""
        doubt = "" if self.row.certainty == CERTAIN else f"; {PLEASE_CHECK}"
        return f"{self.row.instrument}: {self.row.says}{doubt}."


def absence_law(problem: Problem, day: date) -> AbsenceLaw | None:
    """Return what the law of a day says of members who stay away; None where it says nothing."""
    row = law_of(problem, MATTER, "", day)
    return None if row is None or row.number is None else AbsenceLaw(row, int(row.number))


def months_after(day: date, months: int) -> date:
    """Return the day so many months later, the last of its month where that has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
