"""The year as a table of bodies by month, the form that a council approves, and as a list month by month."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from scheduler.commands.year_view import DayNote, YearView
from scheduler.desk.screens.year_choices import CLOSURES, DEADLINES, TERMS, Choices, months_of
from scheduler.desk.screens.year_wall import NO_NOTE, Mark, Painter, key_of, where
from scheduler.domain.plan import Meeting
from scheduler.domain.titles import body_title
from scheduler.domain.wording import WEEKDAY_NAMES, clock, month_name, short_date, short_month

_One = TypeVar("_One", int, str)
Key = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Spell:
    """Days that follow one another, and what they are to the council."""

    first: dt.date
    last: dt.date
    kind: str
    """`closed`, `closed-to` or `avoided`."""
    words: str

    @property
    def days(self) -> str:
        """The days in few words: `Mon 21 Dec 2015 to Sun 3 Jan 2016`."""
        until = "" if self.first == self.last else f" to {short_date(self.last)}"
        return f"{short_date(self.first)}{until}"


def spells(painter: Painter) -> tuple[Spell, ...]:
    """Return the days that are closed, or better avoided, as far as those are asked for, in order."""
    kinds: tuple[tuple[str, str, Callable[[DayNote], tuple[str, ...]]], ...] = (
        (CLOSURES, "closed", lambda note: note.closed),
        (CLOSURES, "closed-to", lambda note: painter.concerning(note.closed_to)),
        (TERMS, "avoided", lambda note: painter.concerning(note.avoided)),
    )
    days = painter.problem.days
    found = []
    for overlay, kind, of in kinds:
        if overlay in painter.asked.show:
            reasons = [of(painter.year.notes.get(day, NO_NOTE)) for day in days]
            for words in sorted({one for of_day in reasons for one in of_day}):
                runs = groupby(zip(days, reasons, strict=True), key=lambda one: words in one[1])
                spans = ([day for day, _ in run] for holds, run in runs if holds)
                found += [Spell(span[0], span[-1], kind, words) for span in spans]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.kind, one.words)))


@dataclass(frozen=True)
class Date:
    """A meeting in the table of bodies: its day, and what of it is otherwise than usual."""

    mark: Mark
    day: str
    """`Thu 19`."""
    otherwise: str
    """`at 14:00 in Committee Room 2`; blank where time and place are the usual ones."""


@dataclass(frozen=True)
class Row:
    """A body in the table: its dates month by month."""

    code: str
    name: str
    colour: int
    usual: str
    """When and where it usually meets."""
    months: tuple[tuple[Date, ...], ...]


@dataclass(frozen=True)
class Table:
    """Bodies by months."""

    months: tuple[tuple[str, str], ...]
    """In full, and short."""
    rows: tuple[Row, ...]
    without: tuple[str, ...]
    """The names of bodies that have no meeting in it."""
    closed: tuple[tuple[Spell, ...], ...]
    """The spells that begin in each month."""
    key: Key
    shown: int


def table(year: YearView, asked: Choices) -> Table:
    """Return the table of bodies by month."""
    painter, months = Painter(year, asked), months_of(year)
    of_body: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in painter.meetings:
        of_body[meeting.body].append(meeting)
    rows = tuple(_row(painter, code, of_body[code], months) for code in year.bodies if of_body[code])
    marks = [date.mark for row in rows for dates in row.months for date in dates]
    wanted = asked.body or year.bodies
    begun = spells(painter)
    return Table(
        months=tuple((month_name(one), short_month(one)) for one in months),
        rows=rows,
        without=tuple(body_title(year.problem, code) for code in wanted if not of_body[code]),
        closed=tuple(tuple(one for one in begun if one.first.replace(day=1) == month) for month in months),
        key=key_of(marks),
        shown=len(marks),
    )


def _row(painter: Painter, code: str, meetings: list[Meeting], months: Iterable[dt.date]) -> Row:
    year = painter.year
    start = _most_common(one.start for one in meetings)
    place = _most_common(where(year, one) for one in meetings)
    dates = [(one.date.replace(day=1), _date(painter, one, start, place)) for one in meetings]
    return Row(
        code,
        body_title(year.problem, code),
        year.colour_of[code],
        ", ".join(filter(None, (clock(start), place))),
        tuple(tuple(date for first, date in dates if first == month) for month in months),
    )


def _most_common(values: Iterable[_One]) -> _One:
    """Return what is most often among the values, the first of those that are as often."""
    return Counter(values).most_common(1)[0][0]


def _date(painter: Painter, meeting: Meeting, start: int, place: str) -> Date:
    here = where(painter.year, meeting)
    at = f"at {clock(meeting.start)}" if meeting.start != start else ""
    there = f"in {here}" if here not in (place, "") else ""
    day = f"{WEEKDAY_NAMES[meeting.date.weekday()][:3]} {meeting.date.day}"
    return Date(painter.mark(meeting), day, " ".join(filter(None, (at, there))))


@dataclass(frozen=True)
class Entry:
    """A meeting in the list."""

    mark: Mark
    date: str
    deadlines: str


@dataclass(frozen=True)
class ListedMonth:
    """A month of the list."""

    name: str
    place: str
    """Its id: `month-2015-11`."""
    entries: tuple[Entry, ...]
    spells: tuple[Spell, ...]


@dataclass(frozen=True)
class Listing:
    """The meetings month by month."""

    months: tuple[ListedMonth, ...]
    key: Key
    shown: int


def listing(year: YearView, asked: Choices) -> Listing:
    """Return the meetings month by month; a month without any is there where something else is to be said of it."""
    painter = Painter(year, asked)
    entries = [Entry(painter.mark(one), short_date(one.date), _deadlines(one, asked)) for one in painter.meetings]
    begun = spells(painter)
    found = []
    for first in months_of(year):
        of_month = tuple(one for one in entries if one.mark.meeting.date.replace(day=1) == first)
        closed = tuple(one for one in begun if one.first.replace(day=1) == first)
        if of_month or (closed and not asked.filtered):
            name = month_name(first)
            found.append(ListedMonth(name, f"month-{first:%Y-%m}", of_month, closed))
    return Listing(tuple(found), key_of(one.mark for one in entries), len(entries))


def _deadlines(meeting: Meeting, asked: Choices) -> str:
    return "; ".join(deadlines_of(meeting)) if DEADLINES in asked.show else ""


def deadlines_of(meeting: Meeting) -> Iterator[str]:
    """Say by when reports are due and the agenda is to be published, of a meeting that is to be held."""
    if meeting.live and meeting.report_due is not None:
        yield f"reports by {short_date(meeting.report_due)}"
    if meeting.live and meeting.agenda_deadline is not None:
        yield f"agenda by {short_date(meeting.agenda_deadline)}"
