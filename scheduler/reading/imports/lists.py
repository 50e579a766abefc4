"""A list of meetings: headings such as Committee, Date, Time, Venue, and below them a row for each meeting.

A name that stands once holds for the rows below it; rows of one text alone are headings, of a month or of a body.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.domain.found import FoundClosure, FoundMeeting
from scheduler.domain.meeting_words import status_of, title_in
from scheduler.domain.names import name_key
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES
from scheduler.reading.imports.days_and_times import Days, Times, Years, days_in, month_alone, times_in, years_in
from scheduler.reading.imports.gathering import Gathering, Named, is_closure, named, trimmed
from scheduler.reading.imports.grid import Grid
from scheduler.reading.tables.days import weekday_named
from scheduler.reading.tables.texts import CellFault, Raw, text_of

_ROLES = {
    "body": "body|body (code)|body name|committee|committees|committee name|committee title|name of committee|meeting"
    "|meetings|meeting name|name of meeting|committee/meeting|meeting/committee|board|boards|panel|group|forum"
    "|body/committee|committee or body|event|event name|subject|panel/committee|committee/panel|pwyllgor",
    "date": "date|dates|date(s)|meeting date|meeting dates|date of meeting|dates of meeting|dates of meetings"
    "|event date|day and date|day/date|day & date|when|dyddiad",
    "start": "start|start time|time|times|time(s)|meeting time|time of meeting|starts|starts at|start at|begins"
    "|commencing|commences|from|start time(s)|amser",
    "end": "end|end time|finish|finish time|finishes|ends|ends at|until|to|close",
    "room": "room|meeting room",
    "venue": "venue|location|place|where|meeting venue|meeting location|venue/location|place of meeting|lleoliad",
    "status": "status|meeting status|state",
    "title": "title|type|meeting type|type of meeting|purpose",
    "note": "note|notes|comment|comments|remarks|additional information",
    "weekday": "day|weekday|day of week|day of the week",
    "month": "month",
    "year": "year",
    "number": "number",
    "revision": "revision",
}
ROLE_OF = {name_key(word): role for role, words in _ROLES.items() for word in words.split("|")}
_BESIDE_A_DATE = frozenset(("body", "start", "end", "room", "venue", "status", "title"))
_LAST_FIGURES = re.compile(r"[\s_]*[0-9]{1,2}$")
LONGEST_HEADING = 60
HEADER_WITHIN = 40
"""Rows in which the headings of a table stand, titles and notes above them."""
_GENERIC = re.compile(
    r"\b(?:calendar|schedule|programme|timetable|list|dates?|meetings?|of|for|the|future|forthcoming|municipal|civic|year"
    r"|sheet[0-9]*|table[0-9]*|and|in|19[0-9]{2}|20[0-9]{2}(?:[/-][0-9]{2,4})?|draft|provisional|proposed|final"
    rf"|{'|'.join(MONTH_NAMES)})\b|[/()\[\]\u2013\u2014-]",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(("", "committee", "committees", "councilcommittees", "councilcommittee", "allcommittees"))
_NOTHING = frozenset(("", "-", "\u2013", "\u2014", "none", "na", "n/a"))


@dataclass(frozen=True)
class ListRow:
    """One row of a list: its cells by role, the body and the date from above where they are blank."""

    row: int
    """Of the grid, from 0."""
    cells: dict[str, Raw]
    columns: dict[str, int]
    """Of the grid, from 0, by role."""
    month: tuple[int, int | None] | None = None
    """The month and the year that the heading above says."""
    years: Years | None = None


@dataclass(frozen=True)
class ListTable:
    """A list as it stands in a grid."""

    grid: Grid
    header: dict[int, str]
    """The role of each column, by its number in the grid."""
    rows: tuple[ListRow, ...]
    notes: tuple[tuple[int, str], ...] = ()
    """Rows that are neither meetings nor headings that are used, with their texts."""


def header_of(row: Sequence[Raw]) -> dict[int, str]:
    """Return the roles that the headings of a row name, by column; several dates are date, date 2, and so on."""
    found: dict[int, str] = {}
    for column, value in enumerate(row):
        text = value if isinstance(value, str) and len(value) <= LONGEST_HEADING else ""
        role = ROLE_OF.get(name_key(text)) or ROLE_OF.get(name_key(_LAST_FIGURES.sub("", text)), "")
        if role == "date":
            number = sum(one.startswith("date") for one in found.values()) + 1
            found[column] = role if number == 1 else f"{role} {number}"
        elif role and role not in found.values():
            found[column] = role
    return found


def is_header(roles: Iterable[str]) -> bool:
    """Whether roles are those of a list of meetings: a date, and what or when or where."""
    known = set(roles)
    return "date" in known and not _BESIDE_A_DATE.isdisjoint(known)


def list_of(grid: Grid) -> ListTable | None:
    """Return the list that a grid is; None where it has no such headings."""
    start = next(
        (number for number, row in enumerate(grid.rows[:HEADER_WITHIN]) if is_header(header_of(row).values())), None
    )
    if start is None:
        return None
    above = [text for row in reversed(grid.rows[:start]) for text in dict.fromkeys(map(text_of, row)) if text]
    reader = _Rows(grid, header_of(grid.rows[start]), above)
    for number in range(start + 1, len(grid.rows)):
        reader.take(number)
    return reader.table()


@dataclass
class _Rows:
    """Goes down the rows of a list, with what holds for the rows below."""

    grid: Grid
    header: dict[int, str]
    above: list[str]
    rows: list[ListRow] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    body: Raw = ""
    day: Raw = ""
    heading: int | None = None
    month: tuple[int, int | None] | None = None

    def __post_init__(self) -> None:
        titles = [*self.above, self.grid.title, *self.grid.above, self.grid.file]
        self.years = years_in(titles)
        self.month = next((month for text in titles[:-1] if (month := month_alone(text)) is not None), None)
        if "body" not in self.header.values():
            named_above = (body_of_title(text) for text in titles[:-1])
            self.body = next((body for body in named_above if body), "")
        self.named_above = self.body != ""
        self._head(self.header)

    def _head(self, header: dict[int, str]) -> None:
        """Take headings; where nothing else names a body, titles do."""
        titled = "body" not in header.values() and not self.named_above
        self.header = {column: "body" if titled and role == "title" else role for column, role in header.items()}

    def table(self) -> ListTable:
        """Return the list, all rows taken."""
        return ListTable(self.grid, self.header, tuple(self.rows), tuple(sorted(self.notes.items())))

    def take(self, number: int) -> None:
        """Take the next row."""
        row = self.grid.rows[number]
        roles = header_of(row)
        if is_header(roles.values()):
            self._head(roles)
            return
        alone = self._alone(row)
        if alone is not None:
            self._heading(number, alone)
            return
        cells = {role: row[column] for column, role in self.header.items() if row[column] != ""}
        has_date = any(role.startswith("date") for role in cells)
        if "body" in cells:
            self.body, self.heading = cells["body"], None
        elif has_date and self.body != "":
            cells["body"] = self.body
            self._use_heading()
        if has_date:
            self.day = cells.get("date", "")
        elif "body" in cells and self.day != "" and self._date_first():
            cells["date"] = self.day
        if cells:
            self.rows.append(self._row(number, cells))
        else:
            self.notes[number] = " ".join(text_of(value) for value in row if value != "")

    def _row(self, number: int, cells: dict[str, Raw]) -> ListRow:
        return ListRow(number, cells, {role: column for column, role in self.header.items()}, self.month, self.years)

    def _alone(self, row: Sequence[Raw]) -> str | None:
        """Return the one text of a row that is a heading or a note; None for the row of a meeting."""
        filled = [(column, value) for column, value in enumerate(row) if value != ""]
        column, value = filled[0]
        if not isinstance(value, str) or any(other != value for _, other in filled[1:]):
            return None
        role = self.header.get(column, "")
        merged = len(filled) > 1
        if role.startswith("date") and not merged and days_of(self._row(0, {role: value}), role).found:
            return None
        if not merged and role in ("room", "venue", "status", "start", "end", "number", "revision"):
            return None
        return value

    def _heading(self, number: int, text: str) -> None:
        month = month_alone(text)
        if month is not None:
            self.month, self.day = month, ""
            if "body" in self.header.values():
                self.body, self.heading = "", None
        elif (years := years_in([text])) is not None and not trimmed(_GENERIC.sub(" ", text)):
            self.years = years
        else:
            self.body, self.day, self.heading = " ".join(text.split()), "", number
            self.notes[number] = self.body

    def _use_heading(self) -> None:
        if self.heading is not None:
            self.notes.pop(self.heading, None)

    def _date_first(self) -> bool:
        places = {role: column for column, role in self.header.items()}
        return "body" in places and places["date"] < places["body"]


def body_of_title(text: str) -> str:
    """Return the body that a title names, where all below it is one body's: `Planning Committee dates 2026/27`."""
    found = trimmed(_GENERIC.sub(" ", text)) if len(text) <= len(_GENERIC.pattern) else ""
    return "" if name_key(found) in _NO_NAMES or days_in(text, None).found else found


def days_of(row: ListRow, role: str) -> Days:
    """Return the days of a date cell, with the month of the heading above or of its own column where they need one."""
    value = row.cells.get(role, "")
    years = row.years
    year = years_in([text_of(row.cells["year"])]) if "year" in row.cells else None
    month = month_alone(row.cells["month"]) if "month" in row.cells else row.month
    if year is not None:
        years = year
    if month is not None and month[1] is not None:
        years = Years(month[1], month[1])
    found = days_in(value, years)
    if found.found or month is None or isinstance(value, date):
        return found
    text = text_of(value)
    if not re.search(r"[0-9]", text) or not re.fullmatch(r"[0-9A-Za-z\s,;&+/.()-]{1,80}", text):
        return found
    with_month = days_in(f"{trimmed(text)} {MONTH_NAMES[month[0] - 1]}", years)
    return with_month if with_month.found else found


def meetings_of(table: ListTable, found: Gathering, keys: Mapping[str, str]) -> None:
    """Take every meeting of a list, and tell of what is none; `keys` say what letters for rooms mean."""
    for row in table.rows:
        _Meetings(table.grid, row, found, keys).take()
    for number, text in table.notes:
        found.leave(text, "a line that is no meeting", table.grid.source(number))


class _Meetings:
    """One row of a list as meetings."""

    def __init__(self, grid: Grid, row: ListRow, found: Gathering, keys: Mapping[str, str]) -> None:
        self.grid, self.row, self.found, self.keys = grid, row, found, keys
        self.source = grid.source(row.row)

    def take(self) -> None:
        row = self.row
        fault = next((value for value in row.cells.values() if isinstance(value, CellFault)), None)
        what = " ".join(self.text(role) for role in row.cells)
        if fault is not None:
            self.found.fault(what or "a cell", fault, self.source)
            return
        name = named(self.text("body"))
        dates = [days_of(row, role) for role in row.cells if role.startswith("date")]
        for days in dates:
            for trouble in days.faults:
                self.found.fault(what, trouble, self.source)
        if is_closure(name.body) or (not name.body and is_closure(what)):
            self.closures(name.body or what, dates)
            return
        if not any(days.found for days in dates):
            self.found.leave(what, "no date is read there", self.source)
        for days in dates:
            for first, last in days.ranges:
                words = f"{what}: {first.isoformat()} to {last.isoformat()}"
                self.found.leave(words, "several days from one to another are no one meeting", self.source)
            for day, beside, times in days.each():
                self.meeting(name, day, (beside, times), what)

    def text(self, role: str) -> str:
        """Return a cell as a text of one line, nothing where it is blank."""
        value = self.row.cells.get(role, "")
        return "" if isinstance(value, CellFault) else " ".join(text_of(value).split())

    def closures(self, reason: str, dates: Sequence[Days]) -> None:
        for days in dates:
            for first, last in (*((day, day) for day in days.days), *days.ranges):
                self.found.closures.append(FoundClosure(first, max(first, last), reason, self.source))
        if not any(days.found for days in dates):
            self.found.leave(reason, "no date is read there", self.source)

    def meeting(self, name: Named, day: date, beside: tuple[str, Times], what: str) -> None:
        if (weekday := self.other_weekday(day)) is not None:
            self.found.leave(what, f"{day.isoformat()} is a {WEEKDAY_NAMES[day.weekday()]}, no {weekday}", self.source)
            return
        times = self.times(beside[1], name)
        end = times_in(self.row.cells["end"]).start if "end" in self.row.cells else times.end
        status = status_of(self.text("status"))
        called, noted = status_of(self.text("title")), status_of(self.text("note"))
        title = name.title or status.title or called.title or "; ".join(called.unknown) or noted.title
        for unknown in status.unknown:
            self.found.leave(unknown, "this status is not known: the meeting is taken as held", self.source)
        for unknown in noted.unknown:
            self.found.leave(unknown, "a note, which is not read", self.source)
        texts = (self.keys.get(text, text) for text in (self.text("room"), self.text("venue")))
        place = ", ".join(dict.fromkeys(filter(None, texts)))
        self.found.meeting(
            FoundMeeting(
                name.body,
                day,
                self.source,
                times.start,
                end if end is None or times.start is None or end > times.start else None,
                "" if name_key(place) in _NOTHING else place,
                title or title_in(beside[0]),
                "; ".join(filter(None, (self.text("status"), name.words))),
                cancelled=any(one.cancelled for one in (status, called, noted, name, status_of(beside[0]))),
                mark=name.mark,
            )
        )

    def times(self, beside: Times, name: Named) -> Times:
        """Return when it starts and ends: as its own cell says, its date, or its name; tell what is not understood."""
        cell = times_in(self.row.cells.get("start", ""))
        own = [cell, _of_real_date(self.row.cells), beside, Times(name.start, name.end)]
        for times in own[:2]:
            if times.fault is not None:
                self.found.fault(self.text("start"), times.fault, self.source)
        for more in cell.more:
            self.found.leave(more, "a second time of one meeting", self.source)
        if cell.start is None and cell.fault is None and name_key(cell.rest) not in _NOTHING:
            self.found.leave(cell.rest, "no time is read there", self.source)
        return next((times for times in own if times.start is not None), Times())

    def other_weekday(self, day: date) -> str | None:
        """Return the weekday that its own cell says, where it is not the day's."""
        said = weekday_named(self.text("weekday").rstrip("s."))
        return None if said is None or said == day.weekday() else WEEKDAY_NAMES[said]


def _of_real_date(cells: dict[str, Raw]) -> Times:
    """Return the time of a date that a spreadsheet holds with one."""
    value = cells.get("date")
    times = times_in(value) if isinstance(value, date) else Times()
    return times if times.start else Times()
