"""The rows of a record of attendance: whom each is about, at which meeting, and what it says of them.

A record is the sign-in workbook of a day filled in, or any table with a date, a body (or a meeting), a person, and
whether they came; as a workbook, whose sheets with such headings are all read, or as a CSV file.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scheduler.domain.attendance_register import (
    ABSENT,
    APOLOGISED,
    APPROVED,
    IN_ATTENDANCE,
    PRESENT,
    ApprovedAbsence,
    Mark,
)
from scheduler.domain.names import name_key
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.table_places import letter_of
from scheduler.domain.tables import Column, Table
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.errors import InputFaults
from scheduler.reading.requests.names import Names
from scheduler.reading.tables.headers import Findings, RawRow, RawTable
from scheduler.reading.tables.sources import LooseRows, loose_tables
from scheduler.reading.tables.texts import CellFault, shown, text_of

ATTENDANCE = Table(
    "attendance",
    (
        Column("date", "date", needed=True),
        Column("start", "time"),
        Column("body", "code"),
        Column("number", "whole"),
        Column("meeting", "text"),
        Column("person", "code"),
        Column("name", "text"),
        Column("came", "text", needed=True),
        Column("substitute_for", "code"),
        Column("signed_for", "code"),
        Column("until", "date"),
        *(Column(unread, "text") for unread in ("organisation", "role", "expected", "in", "out")),
    ),
    needed=True,
)
"""A record: one of `body` and `meeting`, and of `person` and `name`, is enough; the last five are not read."""
MOST_ROWS = 20_000
"""Rows of one record: a year of a large council has some ten thousand."""
GIVE = "Give a sign-in workbook filled in, or a table date, body, person, came as .csv or .xlsx."
MOST_NEAR = 2
"""Meetings that are named where there is none on the day."""
SUBSTITUTED, REMOTE, CROSS = "substituted", "remote", "cross"
_WORDS = {
    PRESENT: "yes; y; true; 1; p; present; attended; here; there; in person; signed; came; attends; pr",
    APOLOGISED: "apologies; apology; apols; apol; ap; a; apologies received; apologies sent; apologised",
    ABSENT: "no; n; false; 0; absent; ab; abs; did not attend; not present; dna; no show; nonattendance; did not come",
    IN_ATTENDANCE: "in attendance; observer; observing; observed; also present; visitor; guest; attending",
    SUBSTITUTED: "substitute; sub; substituted; substitute sent; s",
    REMOTE: "remote; remotely; online; virtual; virtually; teams; zoom; joined remotely",
    APPROVED: "approved; approved absence; absence approved; leave of absence; dispensation",
    CROSS: "x",
}
_MEANINGS = {name_key(word): meaning for meaning, words in _WORDS.items() for word in words.split(";")}
_TICKS = ("\N{CHECK MARK}", "\N{HEAVY CHECK MARK}", "\N{BALLOT BOX WITH CHECK}", "\N{SQUARE ROOT}")
_CROSSES = ("\N{BALLOT X}", "\N{HEAVY BALLOT X}", "\N{MULTIPLICATION SIGN}", "\N{MULTIPLICATION X}", "\N{CROSS MARK}")
_WRITE = "Write yes, apologies or no"
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$|\s*#\s*\d+\s*$")


class Place(NamedTuple):
    """Where a row of a record stands, to complain of it."""

    reader: "RecordRows"
    row: RawRow

    def fault(self, column: str, message: str, remedy: str) -> None:
        """Note a fault of the row."""
        self.reader.fault(self.row, column, message, remedy)

    def warn(self, column: str, message: str, remedy: str) -> None:
        """Note what had better be looked at."""
        self.reader.warn(self.row, column, message, remedy)

    @property
    def words(self) -> str:
        """The file and the cell: `sign-in.xlsx, Sign-in!I7`."""
        return self.reader.words_of(self.row)


@dataclass(frozen=True)
class Said:
    """What a row says of one person at one meeting."""

    mark: Mark
    meeting: Meeting
    place: Place
    column: str
    """The column that names the person."""


@dataclass
class Record:
    """All that records say."""

    said: list[Said]
    approved: list[tuple[ApprovedAbsence, Place]]


class RecordRows(LooseRows):
    """Reads the rows of one table of a record, and gathers what is wrong with them."""

    def __init__(self, path: Path, table: RawTable, findings: Findings, names: Names, meetings: "Meetings") -> None:
        super().__init__(table, findings)
        self.path, self.names, self.meetings = path, names, meetings
        cells = [row.cells["came"] for row in table.rows if "came" in row.cells]
        self.has_ticks = any(text_of(cell) in (*_TICKS, *_CROSSES) for cell in cells)

    def words_of(self, row: RawRow) -> str:
        """Say where a row stands."""
        place = self.table.place
        column = "came" if "came" in row.cells else "signed_for"
        if place is None or not place.in_workbook or column not in place.columns:
            return f"{self.path.name}, row {row.number}"
        return f"{self.path.name}, {place.address(row.number, letter_of(place.columns[column]))}"

    def warn(self, row: RawRow, column: str, message: str, remedy: str) -> None:
        """Note what had better be looked at, at its cell."""
        before = len(self.findings.faults)
        self.fault(row, column, message, remedy)
        self.findings.warnings += self.findings.faults[before:]
        del self.findings.faults[before:]

    def read_into(self, record: Record) -> None:
        """Add what the rows say."""
        if not self.findings.faults and not {"body", "meeting"} & self.table.columns:
            self.fault(None, "body", "neither body nor meeting heads a column", "Add a column body.")
        if not self.findings.faults and not {"person", "name"} & self.table.columns:
            self.fault(None, "person", "neither person nor name heads a column", "Add a column person.")
        for row in self.table.rows:
            if {"came", "signed_for"} & row.cells.keys() and {"date", "came"} <= self.table.columns:
                self._read(row, record)

    def _read(self, row: RawRow, record: Record) -> None:
        came = self._understood(row, "came", self._came) if "came" in row.cells else None
        if came is None and "came" in row.cells:
            self._person(row)
            self._meeting(row)
            return
        person, column = self._person(row)
        if came == APPROVED:
            self._approved(row, person, record)
            return
        meeting = self._meeting(row)
        instead_of = self._other(row, "substitute_for")
        substitute = self._other(row, "signed_for")
        if person is None or meeting is None:
            return
        place = Place(self, row)

        def said(who: str, how: str, member: str | None, column: str) -> None:
            mark = Mark(meeting.uid, meeting.body, meeting.date, who, how, member, place.words)
            record.said.append(Said(mark, meeting, place, column))

        if came == SUBSTITUTED and substitute is None and "signed_for" not in row.cells:
            substitute = next((one.substitute for one in meeting.attendance if one.person == person), None)
            if substitute is None:
                message = "a substitute came in their place, and no one is named"
                place.fault("came", message, "Write who came in a column Signed for, or write no.")
                return
        if substitute is not None:
            if came in (PRESENT, IN_ATTENDANCE):
                message = "the member is said to have come, and somebody else to have signed in their place"
                place.fault("signed_for", message, "Clear one of the two cells.")
                return
            said(substitute, PRESENT, person, "signed_for")
        if came in (PRESENT, APOLOGISED, ABSENT, IN_ATTENDANCE):
            said(person, came, instead_of if came == PRESENT else None, column)

    def _came(self, cell: object) -> str:
        """Read whether somebody came."""
        text = text_of(cell)
        if text in _TICKS or text in _CROSSES:
            return PRESENT if text in _TICKS else ABSENT
        found = _MEANINGS.get(name_key(text))
        if found == CROSS:
            if self.has_ticks:
                raise CellFault(f"{shown(text)} stands beside ticks, and may mean either", f"{_WRITE} in its place.")
            return PRESENT
        if found == REMOTE:
            message = f"{shown(text)} does not say whether that counts as being there, which is a question of law"
            raise CellFault(message, "Write yes where members may join remotely by law, and no where they may not.")
        if found is None:
            raise CellFault(f"{shown(text)} does not say whether anybody came", f"{_WRITE}, P, A or a tick.")
        return found

    def _person(self, row: RawRow) -> tuple[str | None, str]:
        """Return who the row is about, and the column that says so."""
        column = next((one for one in ("person", "name") if one in row.cells), None)
        if column is not None:
            return self._understood(row, column, self.names.person), column
        column = next((one for one in ("person", "name") if one in self.table.columns), None)
        if column is not None:
            self.fault(row, column, "the row says how somebody came, and not who", "Write who, or clear the row.")
        return None, "person"

    def _other(self, row: RawRow, column: str) -> str | None:
        return self._understood(row, column, self.names.person) if column in row.cells else None

    def _understood(self, row: RawRow, column: str, read: Callable[[object], str]) -> str | None:
        """Return what a cell means to a reader of text; see `understood`."""
        found: str | None = self.understood(row, column, read)
        return found

    def _body(self, row: RawRow) -> str | None:
        if "body" in row.cells:
            return self._understood(row, "body", self.names.body)
        if "meeting" in row.cells:
            return self._understood(row, "meeting", self._body_of_meeting)
        column = next((one for one in ("body", "meeting") if one in self.table.columns), None)
        if column is not None:
            self.fault(row, column, "the row names no body", "Write the body whose meeting it was.")
        return None

    def _body_of_meeting(self, cell: object) -> str:
        """Read `Growth Board (Annual Meeting)` or `GB#2` as the body."""
        text = text_of(cell)
        try:
            return self.names.body(text)
        except CellFault:
            return self.names.body(_IN_BRACKETS.sub("", text) or text)

    def _meeting(self, row: RawRow) -> Meeting | None:
        body, day = self._body(row), self.read(row, ATTENDANCE.columns[0])
        columns = {column.name: column for column in ATTENDANCE.columns}
        number = self.read(row, columns["number"]) if "number" in row.cells else None
        start = self.read(row, columns["start"]) if "start" in row.cells else None
        if body is None or day is None:
            return None
        try:
            return self.meetings.on(body, day, number, start)
        except CellFault as trouble:
            self.fault(row, "date", trouble.message, trouble.remedy)
            return None

    def _approved(self, row: RawRow, person: str | None, record: Record) -> None:
        day = self.read(row, ATTENDANCE.columns[0])
        until = self.read(row, Column("until", "date")) if "until" in row.cells else None
        body = self._body(row) if {"body", "meeting"} & row.cells.keys() else None
        if person is None or day is None:
            return
        if until is not None and until < day:
            message = f"the absence is approved until {long_date(until)}, before the meeting that approved it"
            self.fault(row, "until", message, "Write the last day of the absence, or clear the cell.")
            return
        place = Place(self, row)
        record.approved.append((ApprovedAbsence(person, day, body, until, place.words), place))


class Meetings:
    """The meetings of a calendar and of the years before it, to be found by body and day.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    as_of : date, optional
        The day on which the record is read: no meeting after it has been held.

    """

    def __init__(self, problem: Problem, plan: Plan, as_of: date | None) -> None:
        self.problem, self.as_of = problem, as_of
        self.of_body: defaultdict[str, list[Meeting]] = defaultdict(list)
        for meeting in sorted((one for year in plan.years for one in year.meetings), key=lambda one: one.date):
            self.of_body[meeting.body].append(meeting)

    def on(self, body: str, day: date, number: int | None, start: int | None) -> Meeting:
        """Return the meeting of a body on a day; a CellFault says why there is none, or which there are."""
        name = body_title(self.problem, body)
        there = [one for one in self.of_body[body] if one.date == day]
        live = [one for one in there if one.live]
        if not live:
            raise self._none(body, name, day, cancelled=bool(there))
        found = [one for one in live if number in (None, one.sequence) and start in (None, one.start)]
        if not found and len(live) == 1 and number is None:
            found = live  # a start that differs: it was held later than the calendar has it
        if not found:
            held = listed([f"number {one.sequence} at {clock(one.start)}" for one in live])
            message = f"the meeting of {name} on {long_date(day)} is {held}"
            raise CellFault(message, "Correct the number, or the date.")
        if len(found) > 1:
            starts = listed([f"number {one.sequence} at {clock(one.start)}" for one in found], "or")
            message = f"{name} has {counted(len(found), 'meeting')} on {long_date(day)}"
            raise CellFault(message, f"Say which in a column number or start: {starts}.")
        if self.as_of is not None and day > self.as_of:
            message = f"the meeting of {name} on {long_date(day)} is not held yet, as of {long_date(self.as_of)}"
            raise CellFault(message, "Correct the date, or say with --as-of what day it is.")
        return found[0]

    def _none(self, body: str, name: str, day: date, *, cancelled: bool) -> CellFault:
        if cancelled:
            message = f"the meeting of {name} on {long_date(day)} is cancelled in the calendar"
            return CellFault(message, "Correct the date; a meeting that was held all the same is added first.")
        near = sorted({one.date for one in self.of_body[body] if one.live}, key=lambda one: abs(one - day))[:MOST_NEAR]
        days = listed([long_date(one) for one in sorted(near)])
        nearest = f"Its meetings nearest to that day are on {days}." if near else "It has none in the calendar."
        return CellFault(f"{name} has no meeting on {long_date(day)}", nearest)


def read_rows(paths: Mapping[str, Path], problem: Problem, meetings: Meetings, findings: dict[str, Findings]) -> Record:
    """Return what the rows of records say, in their order; what is wrong with each goes into its findings.

    Parameters
    ----------
    paths : mapping of str to Path
        What each record is called, and where it lies.
    problem : Problem
        The input, whose codes and names they use.
    meetings : Meetings
        The meetings that they may be about.
    findings : dict of str to Findings
        By record, filled in.

    """
    record, names = Record([], []), Names(problem)
    for name, path in paths.items():
        found = findings.setdefault(name, Findings())
        try:
            tables = loose_tables(path, ATTENDANCE, found, MOST_ROWS, GIVE)
        except InputFaults as trouble:
            found.faults += trouble.faults
            continue
        for table in tables:
            RecordRows(path, table, found, names, meetings).read_into(record)
    return record
