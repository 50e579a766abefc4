"""The year that was found and the one to be planned: their first and last days, and the days on which nothing is held.

What was closed last year is looked for in the next: days at Christmas and whole months keep their dates, days about
Easter their distance from it, all others their week, 52 weeks later. Polling days are the first Thursdays in May
(Representation of the People Act 1983 s.37).
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.dates.bank_holidays import easter_sunday
from scheduler.dates.closed_dates import KNOWN, is_known, public_holiday
from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.calendar import ONE_DAY, Settings
from scheduler.domain.found import FoundClosure
from scheduler.domain.municipal_year import (
    ANNUAL_MEETING,
    ANNUAL_MONTHS,
    MAY,
    Window,
    annual_window,
    budget_window,
    is_ordinary,
)
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY
from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon
from scheduler.reading.imports.habits import Habits, WhyNot

MONTHS_A_YEAR = 12
FIFTY_TWO_WEEKS = timedelta(weeks=52)
LEAST_OF_A_YEAR = timedelta(days=300)
"""A calendar that is longer is one of a year or more, and the next begins on the day after it."""
_YEARS = re.compile(r"\b(19|20)([0-9]{2})(?:(\s*[-/\u2013]\s*)((?:19|20)?[0-9]{2}))?\b")
ENOUGH_OF_A_YEAR = 0.5
"""Of the meetings of the fullest year, so many make another year that is known."""
CHRISTMAS_FROM, CHRISTMAS_UNTIL = (12, 20), (1, 4)
_WEEK_AFTER = {1: 2, 2: 3, 3: 4, 4: LAST_WEEK, 5: LAST_WEEK, LAST_WEEK: 4}
"""Week of the month -> the next, of the last one the one before."""
LONGEST_HOLIDAYS = 5
"""Days from the first public holiday to the last of those that stand together: Good Friday to Easter Monday is 3."""
ABOUT_EASTER = timedelta(days=14)
"""As far from Easter as schools are shut for it."""
_POLLING = re.compile(r"\b(poll|polling|elections?)\b", re.IGNORECASE)
_AVOIDED = re.compile(r"school|half[- ]?term|term|conference|ramadan|eid|diwali|purdah|pre-election", re.IGNORECASE)


def year_of(dates: Collection[date]) -> Window:
    """Return the latest whole year of meetings: from May to April, or twelve months from the month of the first.

    Months other than May begin a year only where all dates lie in such twelve months, and not in those from May.

    Raises
    ------
    BeyondHorizon
        If all lie outside the years whose public holidays are known.

    """
    found, dates = dates, [day for day in dates if is_known(day)]
    if not dates:
        message = f"The meetings found are from {long_date(min(found))} to {long_date(max(found))}, and {KNOWN}."
        raise BeyondHorizon(message)
    fullest = Counter(_year_from(day, MAY) for day in dates)
    if len(fullest) > 1 and _twelve_months(min(dates), max(dates)):
        return _whole_year(min(dates).year, min(dates).month)
    enough = ENOUGH_OF_A_YEAR * max(fullest.values())
    return _whole_year(max(year for year, number in fullest.items() if number >= enough), MAY)


def _year_from(day: date, month: int) -> int:
    return day.year if day.month >= month else day.year - 1


def _twelve_months(first: date, last: date) -> bool:
    return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month < MONTHS_A_YEAR


def _whole_year(year: int, month: int) -> Window:
    last_month = (month - 2) % MONTHS_A_YEAR + 1
    last_year = year if month == 1 else year + 1
    return Window(date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]))


def following(year: Window) -> Window:
    """Return the year after.

    Raises
    ------
    BeyondHorizon
        If its public holidays are not all known.

    """
    after = _whole_year(year.first.year + 1, year.first.month)
    if not is_known(after.last):
        message = f"The calendar found is of {years_words(year)}, and the year after cannot be planned: {KNOWN}."
        raise BeyondHorizon(message)
    return after


def published_by(year: Window) -> date:
    """Return when the calendar of a year is guessed to be published: on the first day of the second month before it."""
    month = (year.first.month - 3) % MONTHS_A_YEAR + 1
    return date(year.first.year - (month > year.first.month), month, 1)


def years_words(year: Window) -> str:
    """Write a year as `2027-28`, or as `2027` where it is one of the calendar."""
    return f"{year.first.year}" if year.first.month == 1 else f"{year.first.year}-{year.last.year % 100:02d}"


def polling_days(year: Window) -> tuple[date, ...]:
    """Return the days of ordinary elections that lie in a year."""
    days = (date(each, MAY, number) for each in range(year.first.year, year.last.year + 1) for number in range(1, 8))
    return tuple(day for day in days if is_ordinary(day) and day in year)


def is_polling(closure: FoundClosure) -> bool:
    """Whether a closure is for an election."""
    return bool(_POLLING.search(closure.reason)) and closure.first == closure.last


def is_avoided(closure: FoundClosure) -> bool:
    """Whether days had better be avoided (school holidays, conferences), rather than that they are closed."""
    return bool(_AVOIDED.search(closure.reason))


def known_otherwise(nation: str, closure: FoundClosure) -> str:
    """Say why a closure needs no row of closed dates, nothing where it is the council's own."""
    if not is_known(closure.first) or not is_known(closure.last):
        return KNOWN
    if is_polling(closure):
        return "an election: its day is the setting Polling days"
    if _only_public_holidays(nation, closure):
        return "a public holiday: those of the year are known without a row"
    return ""


def _only_public_holidays(nation: str, closure: FoundClosure) -> bool:
    """Whether a closure is a public holiday, or several and the weekend between them."""
    span = (closure.last - closure.first).days
    days = [closure.first + timedelta(number) for number in range(min(span, LONGEST_HOLIDAYS) + 1)]
    held = [public_holiday(nation, day) is not None for day in days]
    return (
        span <= LONGEST_HOLIDAYS
        and any(held)
        and all(known or day.weekday() not in MONDAY_TO_FRIDAY for day, known in zip(days, held, strict=True))
    )


def own_closures(nation: str, closures: Sequence[FoundClosure]) -> Iterator[FoundClosure]:
    """Yield the closures that are a council's own: neither public holidays nor polling days, each once."""
    seen = set()
    for one in sorted(closures, key=lambda closure: (closure.first, closure.last, closure.reason)):
        if known_otherwise(nation, one) or (one.first, one.last) in seen:
            continue
        seen.add((one.first, one.last))
        yield one


@dataclass(frozen=True)
class Carried:
    """A closure of last year in the next, and how its days were found."""

    closure: FoundClosure
    how: str


def carried(closure: FoundClosure) -> Carried:
    """Return last year's closure in the next year."""
    easter = easter_sunday(closure.first.year)
    if _at_christmas(closure.first) or _at_christmas(closure.last) or _whole_months(closure):
        first, last = (_same_date(day) for day in (closure.first, closure.last))
        how = "the same dates a year later"
    elif abs(closure.first - easter) <= ABOUT_EASTER or abs(closure.last - easter) <= ABOUT_EASTER:
        there = easter_sunday(closure.first.year + 1)
        first, last = there + (closure.first - easter), there + (closure.last - easter)
        how = "as far from Easter"
    else:
        first, last = closure.first + FIFTY_TWO_WEEKS, closure.last + FIFTY_TWO_WEEKS
        how = "52 weeks later"
    before = long_date(closure.first)
    until = "" if closure.first == closure.last else f" to {long_date(closure.last)}"
    return Carried(replace(closure, first=first, last=last), f"last year {before}{until}: {how}")


def _whole_months(closure: FoundClosure) -> bool:
    return closure.first.day == 1 and (closure.last + ONE_DAY).day == 1


def _same_date(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))


def _at_christmas(day: date) -> bool:
    return (day.month, day.day) >= CHRISTMAS_FROM or (day.month, day.day) <= CHRISTMAS_UNTIL


def why_moved(nation: str, closures: Sequence[FoundClosure]) -> WhyNot:
    """Return what says for what a meeting would be moved from a day; blank where nothing is known."""

    def why_not(day: date) -> str:
        shut = next((one.reason for one in closures if one.first <= day <= one.last and not is_avoided(one)), "")
        if shut:
            return shut
        holiday = public_holiday(nation, day)
        easter = easter_sunday(day.year)
        if easter - ABOUT_EASTER <= day <= easter + ABOUT_EASTER:
            return "Easter"
        if _at_christmas(day):
            return "Christmas"
        return holiday or ("the elections" if is_ordinary(day) else "")

    return why_not


# -- the year to be planned, and whether what was kept to last year can be kept to in it


@dataclass(frozen=True)
class NextYear:
    """The year to be planned: its days, which of them are open, and its elections."""

    window: Window
    open_days: Sequence[date]
    polling: tuple[date, ...] = ()
    authority_kind: str = ""

    def lawful(self, kind: str, title: str) -> Window | None:
        """Return the first days of the year between which the law has a council's meeting; None where it has none."""
        if kind not in ANNUAL_MONTHS:
            return None
        first, last = self.window.first, self.window.last
        authority = self.authority_kind or "principal"
        settings = Settings("", first, last, polling_day=self.polling, authority_kind=authority)
        years = range(first.year, last.year + 1)
        annual = title == ANNUAL_MEETING
        whole = (annual_window(settings, kind, year) if annual else budget_window(year) for year in years)
        return next((inside for each in whole if (inside := each.within(first, last)) is not None), None)


def open_days(nation: str, year: Window, closed: Collection[Window], polling: Collection[date]) -> list[date]:
    """Return the days of a year that are open, in order."""
    days = (year.first + number * ONE_DAY for number in range((year.last - year.first).days + 1))
    return [
        day
        for day in days
        if public_holiday(nation, day) is None and day not in polling and not any(day in one for one in closed)
    ]


def fitted(
    habits: Habits, coming: NextYear, met: date | None = None, annual: Window | None = None
) -> tuple[Habits, list[str]]:
    """Return habits that a year can keep to, and what of them was given up, in words that the evidence has as well.

    Gaps are given up first, then the week of the month is widened and given up, months, and the weekday becomes a wish.

    Parameters
    ----------
    habits : Habits
        Those of the year before.
    coming : NextYear
        The year to be planned.
    met : date, optional
        The last meeting of the year before.
    annual : Window, optional
        Between which days the first meeting is by law, on a usual day or not.

    """
    told: list[str] = []
    steps: tuple[tuple[str, str, Callable[[Habits], Habits]], ...] = (
        ("max_gap_days", "the gap between meetings is left open", _without_gaps),
        ("weeks_of_month", "the week after is let in, too", _widened),
        ("weeks_of_month", "the week of the month is left open", lambda one: replace(one, weeks=frozenset())),
        ("months", "the months are left open", lambda one: replace(one, months=frozenset())),
        ("weekdays", "the weekday is a wish and no rule", _any_weekday),
    )
    for column, words, eased in steps:
        if can_be_kept(habits, coming, met, annual):
            break
        if eased(habits) != habits:
            habits = eased(habits)
            told.append(words)
            why = habits.why.get(column, "")
            habits = replace(habits, why={**habits.why, column: f"{why}; with the days open next year {words}"})
    return habits, told


def _without_gaps(habits: Habits) -> Habits:
    return replace(habits, least_gap=None, most_gap=None)


def _widened(habits: Habits) -> Habits:
    return replace(habits, weeks=habits.weeks | {_WEEK_AFTER[week] for week in habits.weeks})


def _any_weekday(habits: Habits) -> Habits:
    if habits.weekdays is None:
        return habits
    return replace(habits, weekdays=None, preferred_weekdays=habits.weekdays)


def can_be_kept(habits: Habits, coming: NextYear, met: date | None = None, annual: Window | None = None) -> bool:
    """Whether there are enough open days for all meetings, as far apart as they should be.

    Of every place in the order of meetings, the days that can be reached from the one before (dynamic programming).
    The first follows the last of the year before where that is near enough to the year's first day.
    """
    year = coming.window
    least, most = habits.least_gap or 1, habits.most_gap or (year.last - year.first).days
    near = met is not None and (year.first - met).days <= most
    since = met if met is not None and near else year.first
    soonest = year.first if met is None else max(year.first, met + least * ONE_DAY)
    inside = [day for day in coming.open_days if day in habits.days]
    firsts = inside if annual is None else _of_the_law(annual, inside, coming.open_days)
    reached = [day for day in firsts if soonest <= day <= since + most * ONE_DAY]
    for _ in range(habits.times - 1):
        reached = [day for day in inside if _within(reached, day - most * ONE_DAY, day - least * ONE_DAY)]
    return habits.times == 0 or bool(reached and reached[-1] + most * ONE_DAY >= year.last)


def _of_the_law(annual: Window, usual: Sequence[date], days: Sequence[date]) -> list[date]:
    """Return the usual days between those of the law; where there are none, any of Monday to Friday."""
    there = [day for day in usual if day in annual]
    return there or [day for day in days if day in annual and day.weekday() in MONDAY_TO_FRIDAY]


def _within(days: Sequence[date], first: date, last: date) -> bool:
    """Whether any of the days, in order, lies between two."""
    place = bisect_left(days, first)
    return place < len(days) and days[place] <= last


def year_after(settings: Settings) -> Window:
    """Return the year after a calendar: the day after its last, and as long; a shorter calendar's is 52 weeks later."""
    first, last = settings.start_date, settings.end_date
    if last - first < LEAST_OF_A_YEAR:
        return Window(first + FIFTY_TWO_WEEKS, last + FIFTY_TWO_WEEKS)
    length = last - first
    until = (
        year_later(last) if abs(year_later(first) - ONE_DAY - last) <= timedelta(days=14) else last + ONE_DAY + length
    )
    return Window(last + ONE_DAY, until)


def year_later(day: date) -> date:
    """Return the same date of the next year; the last day of a month stays the last."""
    end = monthrange(day.year + 1, day.month)[1]
    is_last = (day + ONE_DAY).day == 1
    return day.replace(year=day.year + 1, day=end if is_last else min(day.day, end))


def text_later(text: str) -> str:
    """Return a text whose years are a year later: `2026-27` is `2027-28`, `2015 to 2016` is `2016 to 2017`."""

    def replaced(match: re.Match[str]) -> str:
        first = int(match[1] + match[2]) + 1
        if match[4] is None:
            return str(first)
        second = str(int(match[4]) + 1)
        return f"{first}{match[3]}{second[-len(match[4]) :].zfill(len(match[4]))}"

    return _YEARS.sub(replaced, text)
