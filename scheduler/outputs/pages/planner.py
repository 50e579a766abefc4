"""The year planner: a row for each month, and a column for each weekday of the longest month."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from scheduler.dates.closed_dates import why_avoided, why_closed
from scheduler.domain.plan import CANCELLED, Meeting, Occurrence
from scheduler.domain.titles import body_title
from scheduler.domain.wording import WEEKDAY_NAMES, clock
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.pages.markup import Html, element, unseen
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


def planner(year: Year) -> Html:
    """Return the planner with its key, and in words the days that are closed or better avoided."""
    return element(
        "section",
        element("h2", "The year at a glance", id="year-title"),
        element("p", "Each month is a row. A meeting stands on its day by the code of its body.", class_="how"),
        element("ul", *(_explained(*row) for row in _key(year)), class_="key"),
        element("div", _table(year), class_="scroll", role="region", aria_labelledby="year-title", tabindex="0"),
        _days_in_words(year),
        id="year",
    )


def _key(year: Year) -> Iterator[tuple[str, str, str]]:
    """Yield what the marks mean, meeting days and days to avoid only where there are any."""
    absent = {"whole-day"} if not year.occurrences else set[str]()
    if not any(why_not(year, day)[1] for day in _days_of(year)):
        absent.add("swatch avoided")
    yield from (row for row in _KEY if row[0] not in absent)


def _days_of(year: Year) -> list[dt.date]:
    length = (year.plan.end_date - year.plan.start_date).days + 1
    return [year.plan.start_date + _ONE_DAY * number for number in range(length)]


def _explained(classes: str, sample: str, meaning: str) -> Html:
    return element("li", element("span", sample, class_=classes, aria_hidden="true"), " ", meaning)


def _table(year: Year) -> Html:
    weekdays = (WEEKDAY_NAMES[number % _DAYS_OF_A_WEEK] for number in range(_COLUMNS))
    return element(
        "table",
        element("caption", unseen("What is held on each day: a row for each month, a column for each weekday.")),
        element("thead", element("tr", element("th", "Month", scope="col"), *(_heading(name) for name in weekdays))),
        element("tbody", *(_month(year, first) for first in year.months)),
        class_="planner",
    )


def _heading(name: str) -> Html:
    short = element("span", name[:2], aria_hidden="true")
    return element("th", short, unseen(name), scope="col", class_="weekend" if name.startswith("S") else None)


def _month(year: Year, first: dt.date) -> Html:
    days = [first + _ONE_DAY * number for number in range((after_month(first) - first).days)]
    rest = _COLUMNS - first.weekday() - len(days)
    return element(
        "tr",
        element("th", short_month(first), scope="row"),
        *(element("td", class_="none") for _ in range(first.weekday())),
        *(_day(year, day) for day in days),
        *(element("td", class_="none") for _ in range(rest)),
    )


def _day(year: Year, day: dt.date) -> Html:
    closed, avoided = why_not(year, day)
    occurrences = [occurrence for occurrence in year.occurrences if occurrence.date == day]
    classes = {
        "weekend": day.weekday() >= _SATURDAY,
        "outside": not _within(year, day),
        "closed": closed is not None,
        "avoided": avoided is not None,
        "has-day": bool(occurrences),
    }
    return element(
        "td",
        element("span", day.day, class_="number"),
        *(_whole_day(year, occurrence) for occurrence in occurrences),
        *(_chip(year, meeting) for meeting in year.on(day)),
        class_=" ".join(name for name, holds in classes.items() if holds) or None,
    )


def _within(year: Year, day: dt.date) -> bool:
    return year.plan.start_date <= day <= year.plan.end_date


def why_not(year: Year, day: dt.date) -> tuple[str | None, str | None]:
    """Return why nothing at all may be held on the day, and else why it had better be avoided."""
    if not _within(year, day):
        return None, None
    closed = why_closed(year.problem, day, ())
    return closed, None if closed else why_avoided(year.problem, day, ())


def _whole_day(year: Year, occurrence: Occurrence) -> Html:
    name = unseen(f", {name_of_day(year.problem, occurrence.meeting_day)}")
    place = f"#{year.place_of_occurrence(occurrence)}"
    return element("a", occurrence.meeting_day, name, class_="whole-day", href=place)


def _chip(year: Year, meeting: Meeting) -> Html:
    cancelled = ", cancelled" if meeting.status == CANCELLED else ""
    more = unseen(f", {body_title(year.problem, meeting.body)}, {clock(meeting.start)}{cancelled}")
    return element("a", meeting.body, more, class_=f"chip {meeting.status}", href=f"#{year.place_of_meeting(meeting)}")


def _days_in_words(year: Year) -> Html | None:
    reasons = [(day, *why_not(year, day)) for day in _days_of(year) if day.weekday() < _SATURDAY]
    lists = (
        ("Closed", _spells((day, closed) for day, closed, _ in reasons)),
        ("Better avoided", _spells((day, avoided) for day, _, avoided in reasons)),
    )
    parts = [part for title, rows in lists if rows for part in (element("h3", title), element("ul", *rows))]
    title = "Closed days, and days better avoided" if lists[1][1] else "Closed days"
    return element("details", element("summary", title), *parts) if parts else None


def _spells(reasons: Iterable[tuple[dt.date, str | None]]) -> tuple[Html, ...]:
    """Return each run of weekdays that have one reason."""
    found = []
    for reason, spell in groupby(reasons, key=itemgetter(1)):
        if reason is not None:
            days = [day for day, _ in spell]
            until = "" if days[0] == days[-1] else f" to {short_date(days[-1])} {days[-1].year}"
            found.append(element("li", f"{short_date(days[0])} {days[0].year}{until}: {reason}"))
    return tuple(found)
