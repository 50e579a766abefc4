"""The year of one person, one body or one room: every meeting with seats, substitutes, apologies and deadlines."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.commands.year_view import MINUTES_A_DAY, YearView, in_words, name_of_day
from scheduler.desk.screens.year_choices import BODY, PERSON, ROOM, Choices, months_of, rooms_sharing, title_of
from scheduler.desk.screens.year_tables import Key, deadlines_of
from scheduler.desk.screens.year_wall import Mark, Painter, key_of
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting
from scheduler.domain.titles import person_title
from scheduler.domain.wording import clock, counted, short_date, short_month

UNIT, DAYS_OF_A_MONTH = 3, 31
FEEDS = {PERSON: "people", BODY: "bodies", ROOM: "rooms"}
"""The folder of the feeds of each kind."""


@dataclass(frozen=True)
class Line:
    """One meeting in the year of one, or a lunch in that of a room."""

    date: dt.date
    start: int
    hours: str
    """Of a room from set-up until it is cleared."""
    mark: Mark | None
    """None where it is a lunch."""
    title: str
    part: str
    """A person's: their role, and whether they are there; a body's: who is not; a room's: which other one it is."""
    kind: str
    """`attends`, `substitute`, `apologies`, or blank: its look."""
    deadlines: str

    @property
    def day(self) -> str:
        """The day in few words."""
        return short_date(self.date)


@dataclass(frozen=True)
class Strip:
    """The year as a strip: each month 31 days wide, each day `UNIT` wide, a mark on each day of a line."""

    months: tuple[str, ...]
    width: int
    spans: tuple[tuple[str, int, int], ...]
    """What it is, where it begins, and how wide it is: months, closed days, then the lines by their looks."""


@dataclass(frozen=True)
class YearOfOne:
    """The year of one person, body or room."""

    kind: str
    code: str
    title: str
    known: bool
    """Whether the input has it."""
    about: str
    """How many meetings, and what becomes of them."""
    absences: tuple[str, ...]
    """When it is not free."""
    lines: tuple[Line, ...]
    key: Key
    strip: Strip

    @property
    def heading(self) -> str:
        """What the column of parts is called."""
        return {PERSON: "Their part", BODY: "Not there", ROOM: "Room"}[self.kind]

    @property
    def feed(self) -> str:
        """The folder of its feed."""
        return FEEDS[self.kind]


def year_of_one(year: YearView, asked: Choices, kind: str, code: str) -> YearOfOne:
    """Return the year of one, of the meetings that the filters leave."""
    painter = Painter(year, asked)
    if kind == PERSON:
        lines = list(_of_person(painter, code))
    elif kind == BODY:
        lines = [_of_body(painter, one) for one in painter.meetings if one.body == code]
    else:
        lines = sorted(_of_room(painter, code), key=lambda one: (one.date, one.start))
    known = {PERSON: [*year.problem.people], BODY: [*year.problem.bodies], ROOM: [*year.problem.rooms]}[kind]
    return YearOfOne(
        kind,
        code,
        title_of(year, kind, code),
        code in known,
        _about(kind, lines),
        tuple(_absences(year, kind, code)),
        tuple(lines),
        key_of(one.mark for one in lines if one.mark is not None),
        _strip(year, lines),
    )


def _strip(year: YearView, lines: list[Line]) -> Strip:
    months = months_of(year)

    def at(day: dt.date) -> int:
        return (months.index(day.replace(day=1)) * DAYS_OF_A_MONTH + day.day - 1) * UNIT

    month = DAYS_OF_A_MONTH * UNIT
    return Strip(
        tuple(map(short_month, months)),
        len(months) * month,
        (
            *(("closed", at(day), UNIT) for day, note in year.notes.items() if note.closed),
            *(("month", number * month, month) for number in range(len(months))),
            *((_look(one), at(one.date), 2 * UNIT) for one in lines),
        ),
    )


def _look(line: Line) -> str:
    if line.mark is not None and not line.mark.meeting.live:
        return "cancelled"
    return line.kind or "held"


def _about(kind: str, lines: list[Line]) -> str:
    held = [one for one in lines if one.mark is None or one.mark.meeting.live]
    if kind != PERSON:
        return f"{counted(len(held), 'booking' if kind == ROOM else 'meeting')} in the year."
    parts = (
        ("there at", sum(one.kind == ATTENDS for one in held)),
        ("deputising at", sum(one.kind == SUBSTITUTE for one in held)),
        ("not there at", sum(one.kind == APOLOGIES for one in held)),
    )
    words = ", ".join(f"{what} {counted(number, 'meeting')}" for what, number in parts if number)
    return f"{words[:1].upper()}{words[1:]}." if words else "No meetings in the year."


def _line(painter: Painter, meeting: Meeting, part: str, kind: str = "") -> Line:
    mark = painter.mark(meeting)
    deadlines = "; ".join(deadlines_of(meeting))
    return Line(meeting.date, meeting.start, mark.hours, mark, mark.name, part, kind, deadlines)


def _of_person(painter: Painter, code: str) -> Iterator[Line]:
    for meeting in painter.meetings:
        rows = [row for row in meeting.attendance if code in (row.person, row.substitute)]
        if rows:
            own = next((row for row in rows if row.person == code and row.outcome == ATTENDS), None)
            sits = next((row for row in rows if row.sits == code), None)
            yield _line(painter, meeting, "; ".join(_part(painter, row, code) for row in rows), _kind(own, sits))


def _kind(own: Attendance | None, sits: Attendance | None) -> str:
    """Return what becomes of a person at a meeting: there for themselves, for another, or not."""
    if own is not None:
        return ATTENDS
    return APOLOGIES if sits is None else SUBSTITUTE


def _part(painter: Painter, row: Attendance, code: str) -> str:
    """Say what a person's part in a meeting is, by one row of its attendance."""
    problem = painter.problem
    if row.person != code:
        return f"Deputises for {person_title(problem, row.person)}"
    role = in_words(row.role)
    if row.outcome == ATTENDS:
        return role
    why = f" ({row.reason})" if row.reason else ""
    if row.substitute is not None:
        return f"{role}: {person_title(problem, row.substitute)} deputises{why}"
    return f"{role}: sends apologies{why}"


def _of_body(painter: Painter, meeting: Meeting) -> Line:
    problem = painter.problem
    parts = []
    for row in meeting.attendance:
        name = person_title(problem, row.person)
        if row.outcome == APOLOGIES:
            parts.append(f"{name} sends apologies")
        elif row.substitute is not None:
            parts.append(f"{person_title(problem, row.substitute)} deputises for {name}")
    return _line(painter, meeting, "; ".join(parts) if meeting.live else "", "" if not parts else APOLOGIES)


def _of_room(painter: Painter, code: str) -> Iterator[Line]:
    rooms = rooms_sharing(painter.year, (code,))
    for meeting in painter.meetings:
        if meeting.room in rooms:
            line = _line(painter, meeting, title_of(painter.year, ROOM, meeting.room) if meeting.room != code else "")
            yield _booked(painter, meeting.room, meeting.start, meeting.end, line)
    if not painter.asked.but(room=()).filtered:
        for occurrence in painter.year.plan.occurrences:
            lunch = occurrence.lunch
            if lunch is not None and lunch.room in rooms:
                other = title_of(painter.year, ROOM, lunch.room) if lunch.room != code else ""
                title = f"Lunch of {name_of_day(painter.problem, occurrence.meeting_day)}"
                line = Line(occurrence.date, lunch.start, "", None, title, other, "", "")
                yield _booked(painter, lunch.room, lunch.start, lunch.end, line)


def _booked(painter: Painter, code: str, start: int, end: int, line: Line) -> Line:
    """Return a line with the hours for which its room is booked, set-up and clearing included."""
    room = painter.problem.rooms.get(code)
    since, until = (start, end) if room is None else room.booked(start, end)
    hours = f"{clock(max(0, since))} to {clock(min(MINUTES_A_DAY, until))}"
    return Line(line.date, since, hours, line.mark, line.title, line.part, line.kind, "")


def _absences(year: YearView, kind: str, code: str) -> Iterator[str]:
    """Say when a person or a room is not free in the year."""
    first, last = (dt.datetime.combine(one, dt.time()) for one in (year.plan.start_date, year.plan.end_date))
    rows = sorted(year.problem.absences_of.get((kind, code), ()), key=lambda one: (one.start, one.end, one.reason))
    for row in rows:
        if row.start < last + dt.timedelta(days=1) and first < row.end:
            until = row.end - dt.timedelta(minutes=1)
            whole = row.start.time() == dt.time() and row.end.time() == dt.time()
            since, end = (
                short_date(one.date()) + ("" if whole else f" {one:%H:%M}")
                for one in (row.start, until if whole else row.end)
            )
            days = since if since == end else f"{since} to {end}"
            wish = "" if row.strength == "hard" else "would rather not: "
            yield f"{days}: {wish}{row.reason}"
