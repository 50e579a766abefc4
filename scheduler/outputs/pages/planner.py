"""The year planner: a row for each month, and a column for each weekday of the longest month."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from scheduler.dates.closed_dates import why_avoided, why_closed
from scheduler.domain.plan import CANCELLED, Meeting, Occurrence
from scheduler.domain.titles import body_title
from scheduler.domain.wording import WEEKDAY_NAMES, clock
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.pages.year import Year, after_month, short_date, short_month

_COLUMNS = 37
"""A month of 31 days that begins on a Sunday ends on the second day of its sixth week."""

_SATURDAY = 5
_DAYS_OF_A_WEEK = 7
_ONE_DAY = dt.timedelta(days=1)
_KEY = (
    ("chip confirmed", "ABC", "a confirmed meeting"),
    ("chip provisional", "ABC", "a provisional meeting"),
    ("chip cancelled", "ABC", "a cancelled meeting"),
    ("whole-day", "DAY", "a meeting day"),
    ("swatch closed", "", "closed: nothing may be held"),
    ("swatch avoided", "", "better avoided"),
)


@dataclass(frozen=True)
class Mark:
    """A meeting or a meeting day where it stands in the planner."""

    code: str
    said: str
    """What the code stands for, for those who hear the page."""
    classes: str
    place: str
    """The id of what it leads to."""


@dataclass(frozen=True)
class Day:
    """A day of the planner."""

    number: int
    classes: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Month:
    """A row of the planner; `before` and `after` count the columns that are left empty."""

    name: str
    before: int
    days: tuple[Day, ...]
    after: int


@dataclass(frozen=True)
class Planner:
    """What the template of the planner shows."""

    key: tuple[tuple[str, str, str], ...]
    """The classes of each mark, a sample of it, and what it means."""
    weekdays: tuple[str, ...]
    months: tuple[Month, ...]
    about_spells: str
    spells: tuple[tuple[str, tuple[str, ...]], ...]
    """In words the days that are closed, and those better avoided: a title, and each run of days with its reason."""


def planner(year: Year) -> Planner:
    """Return the planner of a year."""
    reasons = {day: _why_not(year, day) for day in _days_of(year)}
    absent = {"whole-day"} if not year.occurrences else set[str]()
    if not any(avoided for _, avoided in reasons.values()):
        absent.add("swatch avoided")
    weekdays = {day: why for day, why in reasons.items() if day.weekday() < _SATURDAY}
    closed = _spells((day, why) for day, (why, _) in weekdays.items())
    avoided = _spells((day, why) for day, (_, why) in weekdays.items())
    return Planner(
        key=tuple(row for row in _KEY if row[0] not in absent),
        weekdays=tuple(WEEKDAY_NAMES[number % _DAYS_OF_A_WEEK] for number in range(_COLUMNS)),
        months=tuple(_month(year, first) for first in year.months),
        about_spells="Closed days, and days better avoided" if avoided else "Closed days",
        spells=tuple(row for row in (("Closed", closed), ("Better avoided", avoided)) if row[1]),
    )


def _days_of(year: Year) -> list[dt.date]:
    length = (year.plan.end_date - year.plan.start_date).days + 1
    return [year.plan.start_date + _ONE_DAY * number for number in range(length)]


def _month(year: Year, first: dt.date) -> Month:
    length = (after_month(first) - first).days
    days = tuple(_day(year, first + _ONE_DAY * number) for number in range(length))
    return Month(short_month(first), first.weekday(), days, _COLUMNS - first.weekday() - length)


def _day(year: Year, day: dt.date) -> Day:
    closed, avoided = _why_not(year, day)
    occurrences = [occurrence for occurrence in year.occurrences if occurrence.date == day]
    classes = {
        "weekend": day.weekday() >= _SATURDAY,
        "outside": not _within(year, day),
        "closed": closed is not None,
        "avoided": avoided is not None,
        "has-day": bool(occurrences),
    }
    marks = (*(_of_day(year, one) for one in occurrences), *(_of_meeting(year, one) for one in year.on(day)))
    return Day(day.day, " ".join(name for name, holds in classes.items() if holds), marks)


def _within(year: Year, day: dt.date) -> bool:
    return year.plan.start_date <= day <= year.plan.end_date


def _why_not(year: Year, day: dt.date) -> tuple[str | None, str | None]:
    """Return why nothing at all may be held on the day, and else why it had better be avoided."""
    if not _within(year, day):
        return None, None
    closed = why_closed(year.problem, day, ())
    return closed, None if closed else why_avoided(year.problem, day, ())


def _of_day(year: Year, occurrence: Occurrence) -> Mark:
    name = name_of_day(year.problem, occurrence.meeting_day)
    return Mark(occurrence.meeting_day, f", {name}", "whole-day", year.place_of_occurrence(occurrence))


def _of_meeting(year: Year, meeting: Meeting) -> Mark:
    cancelled = ", cancelled" if meeting.status == CANCELLED else ""
    said = f", {body_title(year.problem, meeting.body)}, {clock(meeting.start)}{cancelled}"
    return Mark(meeting.body, said, f"chip {meeting.status}", year.place_of_meeting(meeting))


def _spells(reasons: Iterable[tuple[dt.date, str | None]]) -> tuple[str, ...]:
    """Return each run of weekdays that have one reason, in words."""
    found = []
    for reason, spell in groupby(reasons, key=itemgetter(1)):
        if reason is not None:
            days = [day for day, _ in spell]
            until = "" if days[0] == days[-1] else f" to {short_date(days[-1])} {days[-1].year}"
            found.append(f"{short_date(days[0])} {days[0].year}{until}: {reason}")
    return tuple(found)
