"""Lines with a day in them: `Council - Thursday 21 May 2026, 7pm`, and rows of tables without headings.

A line without a day is a heading for those below it: of a body, of a month, or of a year.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from scheduler.domain.found import FoundClosure, FoundMeeting
from scheduler.domain.meeting_words import status_of
from scheduler.domain.names import name_key
from scheduler.reading.imports.days_and_times import Days, Years, days_in, month_alone, times_in, years_in
from scheduler.reading.imports.gathering import LONGEST_NAME, Gathering, is_closure, named, trimmed
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.lists import body_of_title
from scheduler.reading.imports.month_headings import Keys
from scheduler.reading.tables.texts import CellFault, Raw, text_of

A_YEAR = timedelta(days=370)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.IGNORECASE)
LONGEST_LINE = 200
"""Letters; longer lines are prose."""
_OF_PEOPLE = frozenset(
    (
        "name", "fullname", "member", "members", "councillor", "councillors", "person", "people", "forename",
        "firstname", "surname", "lastname", "party", "politicalparty", "ward", "division", "role", "email",
        "emailaddress", "substitute", "startdate", "enddate", "elected", "termofoffice", "appointed", "organisation",
        "representing",
    )
)  # fmt: skip
"""Headings of tables of people, whose days are those of an office."""
_PROSE = re.compile(
    r"^(?:published|approved|agreed|updated|last|page|version|produced|issued|printed|prepared|as at|from|until|please"
    r"|draft|adopted|date|dated|note|notes|posted|modified|copyright|\u00a9|the deadline|deadline|minutes of)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*(?:\s[-\u2013\u2014]\s|[,;|\n\t]|:\s)\s*")


def read_lines(grid: Grid, keys: Keys, found: Gathering) -> bool:
    """Take every line with a day of a grid without headings; return whether most of those are meetings."""
    headings = {name_key(text_of(value)) for row in grid.rows[:3] for value in row}
    if len(grid.rows[0]) > 1 and not headings.isdisjoint(_OF_PEOPLE):
        return False
    reader = _Lines(grid, keys, found)
    for number, row in enumerate(grid.rows):
        reader.take(number, row)
    return found.anything and 2 * reader.sure >= reader.dated


def _is_sure(text: str, days: Days) -> bool:
    """Whether a line is hardly anything but a meeting: it has a time or a weekday, or days of one year."""
    one_year = len(days.days) > 1 and max(days.days) - min(days.days) < A_YEAR
    return one_year or times_in(days.rest).start is not None or _WEEKDAY.search(text) is not None


class _Lines:
    """Goes down lines, with the headings above."""

    def __init__(self, grid: Grid, keys: Keys, found: Gathering) -> None:
        self.grid, self.keys, self.found = grid, keys, found
        titles = [grid.title, *grid.above, grid.file]
        self.years = years_in(titles)
        self.heading = "" if grid.layout == "lines" else next(filter(None, map(body_of_title, titles[:-1])), "")
        self.month: tuple[int, int | None] | None = None
        self.dated = self.sure = 0
        """Lines with days, and those of them that are hardly anything but meetings."""

    def take(self, number: int, row: Sequence[Raw]) -> None:
        """Take the next line."""
        values = [value for value in row if value != "" and not isinstance(value, CellFault)]
        text = " | ".join(dict.fromkeys(" ".join(text_of(value).split()) for value in values))
        days = self.days(values, text)
        if not days.found:
            self.without_day(text)
        elif len(text) > LONGEST_LINE or _PROSE.match(text):
            self.found.leave(text, "a line of text, and no meeting", self.grid.source(number))
        else:
            self.dated += 1
            self.sure += _is_sure(text, days)
            self.with_day(number, text, days)

    def days(self, values: Sequence[Raw], text: str) -> Days:
        """Return the days of a line: the real dates among its cells, or those in its text."""
        years = Years(self.month[1], self.month[1]) if self.month is not None and self.month[1] else self.years
        dated = [value for value in values if isinstance(value, date)]
        if not dated:
            return days_in(text, years)
        rest = " | ".join(" ".join(text_of(value).split()) for value in values if value not in dated)
        days = tuple(date(one.year, one.month, one.day) for one in dated)
        return Days(days, rest=rest, before="" if values[0] in dated else text_of(values[0]))

    def without_day(self, text: str) -> None:
        month = month_alone(text)
        if month is not None:
            self.month = month
        elif (years := years_in([text])) is not None:
            self.years = years
            self.month = None
            self.heading = body_of_title(text) or self.heading
        elif len(text) <= LONGEST_NAME and not text.endswith((".", "?", "!")):
            self.heading, self.month = body_of_title(text), None

    def with_day(self, number: int, text: str, days: Days) -> None:
        """Take a line with days: what stands before them is the body, what stands behind is when and where."""
        source = self.grid.source(number)
        for fault in days.faults:
            self.found.fault(text, fault, source)
        before = named(days.before)
        behind = days.rest.removeprefix(" ".join(days.before.split())) if days.before else days.rest
        times = times_in(behind)
        texts = (trimmed(part).strip("()[] ") for part in _BREAK.split(trimmed(times.rest)))
        parts = [part for part in texts if name_key(part)]
        status = status_of("; ".join(part for part in parts if status_of(part).cancelled or status_of(part).title))
        parts = [part for part in parts if not status_of(part).cancelled and not status_of(part).title]
        body = before
        if not before.body and self.heading:
            body = replace(named(self.heading), cancelled=before.cancelled, words=before.words)
        elif not before.body and parts:
            body = named(parts.pop(0))
        if is_closure(body.body) or is_closure(text):
            for first, last in (*((day, day) for day in days.days), *days.ranges):
                self.found.closures.append(FoundClosure(first, max(first, last), body.body or text, source))
            return
        for first, last in days.ranges:
            words = f"{text}: {first.isoformat()} to {last.isoformat()}"
            self.found.leave(words, "several days from one to another are no one meeting", source)
        if not name_key(body.body) and days.days:
            self.found.leave(text, "no body is named there", source)
            return
        start = next((one for one in (times.start, body.start, self.keys.start) if one is not None), None)
        several = len(days.days) > 1
        for day, beside, own in days.each():
            here = status_of(beside) if several else status
            self.found.meeting(
                FoundMeeting(
                    body.body,
                    day,
                    source,
                    own.start if several and own.start is not None else start,
                    times.end if times.start is not None else body.end,
                    ", ".join(parts) or self.keys.place,
                    body.title or here.title,
                    "; ".join(filter(None, (body.words, *(("cancelled",) if here.cancelled else ())))),
                    cancelled=body.cancelled or here.cancelled,
                    mark=body.mark,
                )
            )
