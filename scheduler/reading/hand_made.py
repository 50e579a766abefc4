"""A calendar made by hand: a table body, date, start, end, room as a CSV file or a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.bodies import Body
from scheduler.domain.plan import Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rooms import Room
from scheduler.domain.tables import Column
from scheduler.errors import BeyondHorizon, InputFaults
from scheduler.reading.cell_text import CellFault, code_key, text_of, word_key
from scheduler.reading.cells import read_cell
from scheduler.reading.folders import read_csv
from scheduler.reading.guards import Unreadable, refuse_other_kinds
from scheduler.reading.headers import GridRow, nearest
from scheduler.reading.raw import Raw
from scheduler.reading.workbooks import read_workbook

TABLE = "calendar"
KINDS = {"body": "text", "date": "date", "start": "time", "end": "time", "room": "text"}
COLUMNS = {name: Column(name, kind) for name, kind in KINDS.items()}
NEEDED = ("body", "date", "start")
HEADER_WITHIN = 15
Thing = TypeVar("Thing", bound=Body | Room)
NO_ROOM = ("", "-", "\N{EN DASH}", "none", "online")


def plan_from_table(path: Path, content: bytes, problem: Problem) -> tuple[Plan, bool, tuple[Fault, ...]]:
    """Return the calendar of a table, whether it names rooms, and what had better be looked at.

    Raises
    ------
    Unreadable
        If the file is no table with the columns body, date and start.
    InputFaults
        If cells of it mean nothing, with all of them.

    """
    header, rows = _table(path, content)
    reader = _Reader(problem, header)
    meetings = [meeting for row in rows for meeting in [reader.meeting(row)] if meeting is not None]
    if reader.faults:
        raise InputFaults(tuple(reader.faults))
    has_rooms = any(meeting.room is not None for meeting in meetings)
    settings = problem.settings
    plan = Plan(
        settings.title,
        settings.start_date,
        settings.end_date,
        settings.timezone,
        meetings=tuple(_numbered(problem, meetings)),
        occurrences=tuple(_occurrences(problem, meetings)),
    )
    return plan, has_rooms, ()


def _table(path: Path, content: bytes) -> tuple[dict[int, str], list[GridRow]]:
    """Return the header's columns by number, and the rows below it."""
    if path.suffix.lower() == ".csv":
        sheets = [read_csv(content)]
    else:
        refuse_other_kinds(path, content)
        sheets = [
            rows for _, rows in read_workbook(path.name, content, lambda _: True) if not isinstance(rows, Unreadable)
        ]
    for rows in sheets:
        for number, row in enumerate(rows[:HEADER_WITHIN]):
            header = _header(row)
            if set(NEEDED) <= set(header.values()):
                return header, rows[number + 1 :]
    raise Unreadable(
        f"{path.name} holds no table with the headings body, date and start",
        "Give a table body, date, start, end, room, or a plan.json",
    )


def _header(row: GridRow) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, title in row.cells.items():
        name = word_key(title) if isinstance(title, str) else ""
        if name in COLUMNS and name not in found.values():
            found[column] = name
    return found


class _Reader:
    """Reads rows as meetings, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, header: dict[int, str]) -> None:
        self.problem = problem
        self.header = header
        self.faults: list[Fault] = []
        self.bodies = _by_name((body, body.aliases) for body in problem.bodies.values())
        self.rooms = _by_name((room, ()) for room in problem.rooms.values())

    def meeting(self, row: GridRow) -> Meeting | None:
        """Return the meeting a row says; None for a blank row or a faulty one."""
        cells = {self.header[column]: value for column, value in row.cells.items() if column in self.header}
        if not cells:
            return None
        before = len(self.faults)
        body = self._named(row, "body", cells, self.bodies)
        day, start, end = (self._value(row, name, cells) for name in ("date", "start", "end"))
        room = (
            None
            if text_of(cells.get("room", "")).strip().casefold() in NO_ROOM
            else self._named(row, "room", cells, self.rooms)
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
        return self._made(body, day, start, end, room if isinstance(room, Room) else None)

    def _made(self, body: Body, day: date, start: int, end: int, room: Room | None) -> Meeting:
        try:
            deadline = agenda_deadline(self.problem, body, day)
        except (BeyondHorizon, OverflowError):
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
    """Return the meetings in order of date, start and body, numbered within their body, reports on their agendas."""
    numbers: dict[str, int] = {}
    numbered = []
    for meeting in sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body)):
        numbers[meeting.body] = number = numbers.get(meeting.body, 0) + 1
        numbered.append(replace(meeting, uid=f"{meeting.body}-{number}", sequence=number))
    return [replace(meeting, agenda_items=_agenda(problem, numbered, meeting)) for meeting in numbered]


def _agenda(problem: Problem, meetings: list[Meeting], meeting: Meeting) -> tuple[str, ...]:
    """Return the projects whose due report this is the last meeting in time for."""
    items = []
    for project in problem.projects.values():
        in_time = [
            [m for m in meetings if m.body == project.reports_to and m.date <= due] for due in project.report_due
        ]
        if any(found and found[-1].uid == meeting.uid for found in in_time):
            items.append(project.code)
    return tuple(items)


def _occurrences(problem: Problem, meetings: list[Meeting]) -> list[Occurrence]:
    """Return an occurrence of its meeting day for each date on which a body of it sits."""
    found = []
    for code in problem.meeting_days:
        theirs = [meeting for meeting in meetings if meeting.meeting_day == code]
        lunch = problem.lunch_of(code)
        table = None if lunch is None else Lunch(lunch.code, lunch.start, lunch.end, None, 0)
        for number, day in enumerate(sorted({meeting.date for meeting in theirs}), start=1):
            venues = sorted({meeting.venue for meeting in theirs if meeting.date == day and meeting.venue is not None})
            venue = venues[0] if venues else problem.meeting_days[code].venue
            found.append(Occurrence(code, number, day, venue, lunch=table))
    return sorted(found, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))
