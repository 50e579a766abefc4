"""A calendar made by hand: a table body, date, start, end, room as a CSV file or a sheet.

Our own list of meetings, edited, is one too: it says which meeting is which, and how often each was revised.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from scheduler.domain.bodies import Body
from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rooms import Room
from scheduler.domain.tables import Column
from scheduler.domain.uids import meeting_uid
from scheduler.domain.wording import CONSULTATION_EDITION
from scheduler.errors import BeyondHorizon, InputFaults
from scheduler.law.deadlines import agenda_deadline, hearing
from scheduler.reading.plans.values import MOST_FAULTS, MOST_MEETINGS, YEARS, ReadPlan, too_many_on_a_day
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.headers import GridRow, Unreadable, nearest, refuse_other_kinds
from scheduler.reading.tables.sources import read_csv
from scheduler.reading.tables.texts import CellFault, Raw, code_key, shown, text_of, word_key
from scheduler.reading.tables.workbooks import read_workbook

KINDS = {
    "body": "text",
    "date": "date",
    "start": "time",
    "end": "time",
    "room": "text",
    "status": "text",
    "number": "whole",
    "revision": "whole",
}
COLUMNS = {name: Column(name, kind) for name, kind in KINDS.items()}
NEEDED = ("body", "date", "start")
HEADER_WITHIN = 15
OUR_OWN = "meetings"
OUR_NUMBERS = {"number", "revision"}
"""The headings that together say that a number is that of a meeting of ours."""
CANCELLATION = "cancel"
"""How a status begins that says that a meeting is not held: cancelled, canceled, cancellation."""
TABLE = "calendar"
A_DAY = 24 * 60
KEEP_ONE_YEAR = "Keep only the meetings of this calendar."
Thing = TypeVar("Thing", bound=Body | Room)
NO_ROOM = ("", "-", "\N{EN DASH}", "none", "online")


@dataclass(frozen=True)
class HandMade:
    """The table of a calendar made by hand: its header's columns by number, the rows below, and other such tables."""

    title: str
    """What the sheet or file is called."""
    header: dict[int, str]
    rows: list[GridRow]
    warnings: tuple[Fault, ...] = ()


def table_of(path: Path, content: bytes) -> HandMade:
    """Return the one table of a file; of several, the sheet called Meetings, or else the first.

    Raises
    ------
    Unreadable
        If the file is no table with the columns body, date and start.

    """
    if path.suffix.lower() == ".csv":
        sheets = [(path.name, read_csv(content))]
        troubles: list[Unreadable] = []
    else:
        refuse_other_kinds(path, content)
        read = read_workbook(path.name, content, lambda _: True)
        sheets = [(title, rows) for title, rows in read if not isinstance(rows, Unreadable)]
        troubles = [rows for _, rows in read if isinstance(rows, Unreadable)]
        _refuse_the_consultation_edition(path, sheets)
    tables = [table for title, rows in sheets for table in _tables(title, rows)]
    for table in tables:
        if word_key(table.title) == OUR_OWN:
            return table
    if tables:
        return HandMade(tables[0].title, tables[0].header, tables[0].rows, tuple(map(_not_read, tables[1:])))
    if troubles:
        raise troubles[0]
    raise Unreadable(
        f"{path.name} holds no table with the headings body, date and start",
        "Give a table body, date, start, end, room, or a plan.json.",
    )


def _refuse_the_consultation_edition(path: Path, sheets: Sequence[tuple[str, list[GridRow]]]) -> None:
    """Raise Unreadable for `consultation.xlsx`: the meetings that are not in it would be taken for cancelled ones."""
    cells = (cell for _, rows in sheets for row in rows[:HEADER_WITHIN] for cell in row.cells.values())
    if any(isinstance(cell, str) and cell.startswith(CONSULTATION_EDITION) for cell in cells):
        raise Unreadable(
            f"{path.name} is the consultation edition, which lacks every meeting that is not open to the public",
            "Give calendar.xlsx, which lies beside it.",
        )


def _tables(title: str, rows: list[GridRow]) -> list[HandMade]:
    """Return the table of a sheet, if its first rows have the header of one."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        header = _header(row)
        if set(NEEDED) <= set(header.values()):
            return [HandMade(title, header, rows[number + 1 :])]
    return []


def _header(row: GridRow) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, title in row.cells.items():
        name = word_key(title) if isinstance(title, str) else ""
        if name in COLUMNS and name not in found.values():
            found[column] = name
    return found


def _not_read(table: HandMade) -> Fault:
    message = f"The sheet {shown(table.title)} has such a table too, and is not read."
    return Fault("calendar", None, None, message, "Put all meetings on one sheet, and call it Meetings.")


def plan_from_table(path: Path, content: bytes, problem: Problem) -> ReadPlan:
    """Return the calendar of a table, and what it does not say.

    Raises
    ------
    Unreadable
        If the file is no table with the columns body, date and start.
    InputFaults
        If cells of it mean nothing, with all of them.

    """
    table = table_of(path, content)
    reader = _Reader(problem, table.header)
    meetings: list[Meeting] = []
    for row in table.rows:
        meeting = reader.meeting(row)
        if meeting is not None:
            meetings.append(meeting)
        if len(meetings) > MOST_MEETINGS:
            message = f"{path.name} has more than {MOST_MEETINGS:,} meetings"
            raise Unreadable(message, KEEP_ONE_YEAR, row.number)
        if len(reader.faults) >= MOST_FAULTS:
            break
    if reader.faults:
        raise InputFaults(tuple(reader.faults))
    crowd = too_many_on_a_day(meeting.date for meeting in meetings)
    if crowd is not None:
        raise Unreadable(crowd, KEEP_ONE_YEAR)
    live = [meeting for meeting in meetings if meeting.live]
    settings = problem.settings
    plan = Plan(
        settings.title,
        settings.start_date,
        settings.end_date,
        settings.timezone,
        meetings=tuple(_numbered(problem, meetings)),
        occurrences=tuple(_occurrences(problem, live)),
    )
    return ReadPlan(
        plan,
        has_attendance=False,
        has_rooms=any(meeting.room is not None for meeting in live),
        has_numbers=reader.has_numbers,
        warnings=table.warnings,
    )


class _Reader:
    """Reads rows as meetings, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, header: dict[int, str]) -> None:
        self.problem = problem
        self.header = header
        self.has_numbers = set(header.values()) >= OUR_NUMBERS
        self.faults: list[Fault] = []
        self.numbers: set[tuple[str, int]] = set()
        """Of each body, those that are given."""
        self.bodies = _by_name((body, body.aliases) for body in problem.bodies.values())
        self.rooms = _by_name((room, ()) for room in problem.rooms.values())

    def meeting(self, row: GridRow) -> Meeting | None:
        """Return the meeting a row says, its number 0 where none is given; None for a blank or a faulty row."""
        cells = {self.header[column]: value for column, value in row.cells.items() if column in self.header}
        if not cells.keys() - {"status", *OUR_NUMBERS}:
            return None
        before = len(self.faults)
        found = self._read(row, cells)
        if found is None and self._status(cells) == CANCELLED:
            del self.faults[before:]  # of what is not held, nothing need be right
        return found

    def _read(self, row: GridRow, cells: dict[str, Raw]) -> Meeting | None:
        before = len(self.faults)
        body = self._named(row, "body", cells, self.bodies)
        day, start, end = (self._value(row, name, cells) for name in ("date", "start", "end"))
        room = (
            None
            if text_of(cells.get("room", "")).strip().casefold() in NO_ROOM
            else self._named(row, "room", cells, self.rooms)
        )
        if isinstance(day, date) and day.year not in YEARS:
            self._fault(
                row, "date", f"The public holidays of {day.year} are not known.", "Write the year that is meant."
            )
        if (
            len(self.faults) > before
            or not isinstance(body, Body)
            or not isinstance(day, date)
            or not isinstance(start, int)
        ):
            return None
        end = end if isinstance(end, int) else start + self.problem.duration_of(body)
        if end <= start:
            self._fault(row, "end", "The meeting ends before it starts.", "Put its end after its start.")
            return None
        if end >= A_DAY:
            message = f"Of the {end - start} minutes it usually takes, some would be after midnight."
            self._fault(row, "start", message, "Start it earlier, or write when it ends; 23:59 at the latest.")
            return None
        made = self._made(body, day, start, end, room if isinstance(room, Room) else None)
        made = replace(made, status=self._status(cells))
        return self._identified(row, cells, made) if self.has_numbers else made

    def _status(self, cells: dict[str, Raw]) -> str:
        """Return the status that a row gives, or that of new meetings."""
        words = word_key(text_of(cells.get("status", "")))
        if words.startswith(CANCELLATION):
            return CANCELLED
        return words if words in (PROVISIONAL, CONFIRMED) else self.problem.settings.status

    def _identified(self, row: GridRow, cells: dict[str, Raw], meeting: Meeting) -> Meeting | None:
        """Return the meeting with the number and the revision that its row gives."""
        number, revision = (self._value(row, name, cells) for name in ("number", "revision"))
        if isinstance(number, int) and number > 0:
            if (meeting.body, number) in self.numbers:
                message = f"Number {number} of {meeting.body} stands in two rows."
                self._fault(row, "number", message, "Leave the number of a new meeting blank.")
                return None
            self.numbers.add((meeting.body, number))
            meeting = replace(meeting, sequence=number)
        return replace(meeting, revision=revision) if isinstance(revision, int) and revision > 0 else meeting

    def _made(self, body: Body, day: date, start: int, end: int, room: Room | None) -> Meeting:
        try:
            deadline = agenda_deadline(self.problem, body, day)
        except BeyondHorizon:
            deadline = None
        return Meeting(
            uid="",
            body=body.code,
            sequence=0,
            date=day,
            start=start,
            end=end,
            venue=None if room is None else room.venue,
            room=None if room is None else room.code,
            meeting_day=body.meeting_day,
            session=body.session,
            status=self.problem.settings.status,
            agenda_deadline=deadline,
        )

    def _value(self, row: GridRow, name: str, cells: dict[str, Raw]) -> object:
        if name not in cells:
            if name in NEEDED:
                self._fault(row, name, f"The {name} is blank.", f"Say the {name} of the meeting.")
            return None
        value = cells[name]
        try:
            if isinstance(value, CellFault):
                raise value
            return read_cell(COLUMNS[name], value)
        except CellFault as problem:
            self._fault(row, name, problem.message, problem.remedy)
            return None

    def _named(self, row: GridRow, name: str, cells: dict[str, Raw], known: dict[str, Thing]) -> Thing | None:
        text = self._value(row, name, cells)
        if not isinstance(text, str):
            return None
        found = known.get(code_key(text))
        if found is None:
            near = nearest(text, [one.code for one in known.values()])
            self._fault(row, name, f"“{text[:80]}” is no {name} of the input.", f"{near}Write its code or its name.")
        return found

    def _fault(self, row: GridRow, column: str, message: str, remedy: str) -> None:
        self.faults.append(Fault(TABLE, row.number, column, message, remedy))


def _by_name(things: Iterable[tuple[Thing, Sequence[str]]]) -> dict[str, Thing]:
    """Return things, given with their other names, by every way to write them; codes win."""
    found: dict[str, Thing] = {}
    for thing, aliases in things:
        for name in [*aliases, thing.name, f"{thing.name} ({thing.code})"]:
            found.setdefault(code_key(name), thing)
    return {**found, **{code_key(thing.code): thing for thing in found.values()}}


def _numbered(problem: Problem, meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings in order of date, start and body, numbered within their body, reports on their agendas.

    Those without a number of their own have the next in order of date, the cancelled ones after the others.
    """
    highest: Counter[str] = Counter()
    for meeting in meetings:
        highest[meeting.body] = max(highest[meeting.body], meeting.sequence)
    ordered = sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    numbered = []
    for meeting in sorted(ordered, key=lambda meeting: not meeting.live):
        number = meeting.sequence
        if number == 0:
            highest[meeting.body] = number = highest[meeting.body] + 1
        numbered.append(replace(meeting, uid=meeting_uid(problem, meeting.body, number), sequence=number))
    items = _agendas(problem, [meeting for meeting in numbered if meeting.live])
    numbered.sort(key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    return [replace(meeting, agenda_items=tuple(items.get(meeting.uid, ()))) for meeting in numbered]


def _agendas(problem: Problem, meetings: list[Meeting]) -> dict[str, list[str]]:
    """Return by meeting the projects whose due report it is the last in time for."""
    theirs: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        theirs.setdefault(meeting.body, []).append(meeting)
    items: dict[str, list[str]] = {}
    for project in problem.projects.values():
        held = theirs.get(project.reports_to or "", [])
        heard = [hearing(problem, project, due, held) for due in project.report_due]
        for uid in dict.fromkeys(meeting.uid for meeting in heard if meeting is not None):
            items.setdefault(uid, []).append(project.code)
    return items


def _occurrences(problem: Problem, meetings: list[Meeting]) -> list[Occurrence]:
    """Return an occurrence of its meeting day for each date on which a body of it sits."""
    found = []
    for code in problem.meeting_days:
        venues: dict[date, set[str]] = {}
        for meeting in meetings:
            if meeting.meeting_day == code:
                venues.setdefault(meeting.date, set()).update([meeting.venue] if meeting.venue else [])
        lunch = problem.lunch_of(code)
        table = None if lunch is None else Lunch(lunch.code, lunch.start, lunch.end, None, 0)
        for number, day in enumerate(sorted(venues), start=1):
            venue = min(venues[day], default=problem.meeting_days[code].venue)
            found.append(Occurrence(code, number, day, venue, lunch=table))
    return sorted(found, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))
