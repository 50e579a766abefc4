"""On which days something may be held by its own row: weekdays, which of them in the month, and months.

The `n`-th such weekday of a month, and the last, are those of recurrence rules (RFC 5545, BYDAY with BYMONTH).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from scheduler.domain.bodies import LAST_WEEK, Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, listed

MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_WEEKDAY = frozenset(range(7))
EVERY_MONTH = frozenset(range(1, 13))
DAYS_A_WEEK = 7
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", LAST_WEEK: "last"}
"""The words of `weeks_of_month`, in the order of a month."""
MOST_MONTHS_LEFT_OUT = 3
"""Of so many months or fewer it is said that something is never held in them, and not in which others it is."""


def week_of_month(day: date) -> int:
    """Return which of its weekdays in the month a day is, 1 to 5."""
    return (day.day - 1) // DAYS_A_WEEK + 1


def is_last_of_month(day: date) -> bool:
    """Whether a day is the last of its weekday in the month."""
    return day.day + DAYS_A_WEEK > monthrange(day.year, day.month)[1]


def is_week_of_month(day: date, week: int) -> bool:
    """Whether a day is the first to fifth, or the last (LAST_WEEK), of its weekday in the month."""
    return is_last_of_month(day) if week == LAST_WEEK else week_of_month(day) == week


def weekdays_title(weekdays: frozenset[int]) -> str:
    """Name weekdays as `Mondays or Thursdays`, and all but the weekend as `Mondays to Fridays`."""
    if weekdays == MONDAY_TO_FRIDAY:
        return "Mondays to Fridays"
    return listed([f"{WEEKDAY_NAMES[weekday]}s" for weekday in sorted(weekdays)], "or") or "days that do not exist"


def weekday_title(weekdays: frozenset[int]) -> str:
    """Name one of several weekdays: `Monday or Thursday`."""
    return listed([WEEKDAY_NAMES[weekday] for weekday in sorted(weekdays)], "or") or "day that does not exist"


@dataclass(frozen=True)
class SittingDays:
    """Days of any year: of some weekdays, such ones of them in the month, in some months.

    Parameters
    ----------
    weekdays : frozenset of int
        Monday 0.
    weeks_of_month : tuple of frozenset of int
        A day is in a week of each of these: 1 to 5, LAST_WEEK for the last.
    months : frozenset of int
        1 to 12.

    """

    weekdays: frozenset[int]
    weeks_of_month: tuple[frozenset[int], ...] = ()
    months: frozenset[int] = EVERY_MONTH

    def __contains__(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (
            day.weekday() in self.weekdays
            and day.month in self.months
            and all(any(is_week_of_month(day, week) for week in weeks) for weeks in self.weeks_of_month)
        )

    def narrowed_by(self, other: "SittingDays") -> "SittingDays":
        """Return those that are others, too."""
        weeks = tuple(dict.fromkeys((*self.weeks_of_month, *other.weeks_of_month)))
        return SittingDays(self.weekdays & other.weekdays, weeks, self.months & other.months)

    @property
    def title(self) -> str:
        """All of them, after "only on": `Tuesdays`, `the second Tuesday of the month, never in August`."""
        if self.weeks_of_month:
            return f"the {self._of_the_month}{self._of_the_year}"
        days = "any day" if self.weekdays == EVERY_WEEKDAY else weekdays_title(self.weekdays)
        return f"{days}{self._of_the_year}"

    @property
    def one(self) -> str:
        """One of them, after "only on": `a Tuesday`, `the second Tuesday of the month, never in August`."""
        if self.weeks_of_month or self.weekdays == EVERY_WEEKDAY:
            return self.title
        return f"a {weekday_title(self.weekdays)}{self._of_the_year}"

    @property
    def _of_the_month(self) -> str:
        of_each = [listed([ORDINALS[w] for w in ORDINALS if w in weeks], "or") for weeks in self.weeks_of_month]
        return f"{' and also '.join(of_each)} {weekday_title(self.weekdays)} of the month"

    @property
    def _of_the_year(self) -> str:
        left_out = EVERY_MONTH - self.months
        if not left_out:
            return ""
        if len(left_out) <= MOST_MONTHS_LEFT_OUT:
            return f", never in {months_title(left_out)}"
        return f", in {months_title(self.months)}"


def months_title(months: frozenset[int]) -> str:
    """Name one of several months: `March, May or July`."""
    return listed([MONTH_NAMES[month - 1] for month in sorted(months)], "or") or "no month"


def days_named(
    weekdays: frozenset[int] | None, weeks: frozenset[int], months: frozenset[int], usual: frozenset[int]
) -> SittingDays:
    """Return the days that cells name: no weekdays are the usual ones, no weeks and no months are any."""
    return SittingDays(usual if weekdays is None else weekdays, (weeks,) if weeks else (), months or EVERY_MONTH)


def own_days(subject: Body | MeetingDay) -> SittingDays:
    """Return the days to which a body, or a meeting day, keeps by its own row.

    Where it names no weekdays it keeps to Monday to Friday, a body of a meeting day to no weekdays of its own.
    """
    sits_in_a_day = isinstance(subject, Body) and subject.meeting_day is not None
    usual = EVERY_WEEKDAY if sits_in_a_day else MONDAY_TO_FRIDAY
    return days_named(subject.weekdays, subject.weeks_of_month, subject.months, usual)
