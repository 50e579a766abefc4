"""The rows of a calendar made by hand as meetings of the input's bodies in its rooms, by whatever names they have.

One fault stands for one slip: an unknown body is told once, with all its rows. What is unknown and does not matter to
the rest of the calendar, such as a room, is warned of.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_words import OUTSIDE_THE_PATTERN, Status, is_cancelled, status_of, title_in
from scheduler.domain.names import name_key
from scheduler.domain.plan import CANCELLED, CONFIRMED, PROVISIONAL, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.rooms import Room
from scheduler.domain.tables import Column
from scheduler.domain.wording import WEEKDAY_NAMES, clock, counted, listed, long_date
from scheduler.errors import BeyondHorizon
from scheduler.law.deadlines import agenda_deadline
from scheduler.reading.imports.gathering import bodies_with_a_title, is_closure, named
from scheduler.reading.plans.rows_by_hand import LEAST, RowByHand
from scheduler.reading.plans.values import YEARS
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.days import weekday_named
from scheduler.reading.tables.headers import nearest
from scheduler.reading.tables.texts import CellFault, code_key, shown, text_of, word_key
from scheduler.reading.tables.times import EARLIEST, is_unlikely

KINDS = {
    "body": "text",
    "date": "date",
    "start": "time",
    "end": "time",
    "room": "text",
    "venue": "text",
    "status": "text",
    "number": "whole",
    "revision": "whole",
}
COLUMNS = {name: Column(name, kind) for name, kind in KINDS.items()}
A_DAY = 24 * 60
MOST_NAMED = 10
"""Rows that one fault names."""
_PARTS_OF_A_PLACE = re.compile(r"[,;:()\[\]\n]|\s[-\u2013\u2014]\s|\b(?:at|in)\b", re.IGNORECASE)
Thing = TypeVar("Thing", Body, Room)
NO_ROOM = frozenset(("", "none", "online", "virtual", "remote", "tbc", "tobeconfirmed", "na", "n/a"))


@dataclass
class _Names(Generic[Thing]):
    """The bodies or rooms of an input by every way to write them; codes win, and a name of two things means neither."""

    exact: dict[str, Thing] = field(default_factory=dict)
    called: dict[str, list[Thing]] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    """Codes, names and aliases, for what may be meant."""

    def add(self, thing: Thing, names: Iterable[str]) -> None:
        """Add a thing with its names."""
        self.exact[code_key(thing.code)] = thing
        every: list[str] = [thing.code, *names]
        self.shown += every
        for key in dict.fromkeys(name_key(name) for name in (*every, f"{thing.name} ({thing.code})")):
            self.called.setdefault(key, []).append(thing)

    def find(self, text: str) -> Thing | None:
        """Return what is called so; None where nothing is, or several things are."""
        called = self.called.get(name_key(text), [])
        return self.exact.get(code_key(text)) or (called[0] if len(called) == 1 else None)

    def meant(self, text: str) -> str:
        """Return what to do about a name that nothing has, or several things have."""
        several = [f"{one.name} ({one.code})" for one in self.called.get(name_key(text), [])]
        if several:
            return f"It may be {listed(several, 'or')}. Write the code of the one that is meant."
        return f"{nearest(text, self.shown)}Write its code or its name."


@dataclass(frozen=True)
class _Note:
    """Something told once for all its rows."""

    kind: str
    """`body` or `room` that is unknown, `start` that is blank, `status` that is unknown."""
    text: str
    row: RowByHand


class RowReader:
    """Reads rows as meetings, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, *, has_numbers: bool) -> None:
        self.problem, self.has_numbers = problem, has_numbers
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.notes: list[_Note] = []
        self.meetings: list[tuple[RowByHand, Meeting]] = []
        self.numbers: set[tuple[str, int]] = set()
        """Of each body, those that are given."""
        self.bodies: _Names[Body] = _Names()
        self.rooms: _Names[Room] = _Names()
        for body in problem.bodies.values():
            self.bodies.add(body, body.names)
        for room in problem.rooms.values():
            there = (f"{room.name}, {room.venue}", f"{room.venue}, {room.name}") if room.venue else ()
            self.rooms.add(room, (room.name, *there))
        self.venues = {name_key(room.venue): room.venue for room in problem.rooms.values() if room.venue}

    def take(self, row: RowByHand) -> None:
        """Take the meeting a row says, its number 0 where none is given; nothing of a blank or a faulty row."""
        if not row.cells.keys() - LEAST or self._is_closure(row):
            return
        lists: tuple[list[object], ...] = (self.faults, self.warnings, self.notes)  # type: ignore[assignment]
        before = [len(one) for one in lists]
        status = self._status(row)
        found = self._read(row, status)
        if found is not None:
            self.meetings.append((row, found))
        elif status.cancelled:  # of what is not held, nothing need be right
            for one, length in zip(lists, before, strict=True):
                del one[length:]

    def _is_closure(self, row: RowByHand) -> bool:
        """Whether a row is one of days off, which a calendar prints among its meetings."""
        text = row.cells.get("body")
        return isinstance(text, str) and is_closure(text) and self.bodies.find(text) is None

    def _read(self, row: RowByHand, status: Status) -> Meeting | None:
        before = len(self.faults)
        body = self._body(row)
        day, end = (self._value(row, name) for name in ("date", "end"))
        start = self._start(row, body)
        venue, room = self._place(row)
        if isinstance(day, date):
            self._check_day(row, day)
        if len(self.faults) > before or body is None or not isinstance(day, date) or start is None:
            return None
        end = end if isinstance(end, int) else self._beside(row)[1]
        end = start + self.problem.duration_of(body) if end is None else end
        if end <= start:
            self._fault(row, "end", "The meeting ends before it starts.", "Put its end after its start.")
            return None
        if end >= A_DAY:
            message = f"Of the {end - start} minutes it usually takes, some would be after midnight."
            self._fault(row, "start", message, "Start it earlier, or write when it ends; 23:59 at the latest.")
            return None
        made = self._made(body, day, start, end, room)
        made = replace(made, status=self._kept_status(row, status), extra=status.title in OUTSIDE_THE_PATTERN)
        if room is None:
            made = replace(made, venue=venue)
        return self._identified(row, made) if self.has_numbers else made

    # -- what a row says

    def _body(self, row: RowByHand) -> Body | None:
        text = self._value(row, "body")
        if not isinstance(text, str):
            return None
        name = named(text).body
        names = (text, name, *bodies_with_a_title(name))
        found = next((body for one in names if (body := self.bodies.find(one)) is not None), None)
        if found is None:
            self.notes.append(_Note("body", text, row))
        return found

    def _beside(self, row: RowByHand) -> tuple[int | None, int | None]:
        """Return the times that stand beside the body's name, where it is not a body's by itself."""
        text = text_of(row.cells.get("body", ""))
        found = named(text)
        return (None, None) if self.bodies.find(text) is not None else (found.start, found.end)

    def _start(self, row: RowByHand, body: Body | None) -> int | None:
        if "start" in row.cells:
            start = self._value(row, "start")
            if not isinstance(start, int):
                return None
            if is_unlikely(start):
                words = "in the morning" if start < EARLIEST else "at night"
                remedy = "Write it by the 24-hour clock. If it is right, nothing need be done."
                self.warnings.append(
                    _at(row, "start", f"{clock(start)} {words}, as it is read: is that meant?", remedy)
                )
            return start
        beside = self._beside(row)[0]
        starts = (beside,) if beside is not None else self._only_starts(body)
        if body is not None and beside is None and len(starts) == 1:
            self.notes.append(_Note("start", body.code, row))
        elif len(starts) != 1 and (body is not None or "body" not in row.cells):
            self._fault(row, "start", "The start is blank.", "Say the start of the meeting.")
        return starts[0] if len(starts) == 1 else None

    def _only_starts(self, body: Body | None) -> tuple[int, ...]:
        if body is None:
            return ()
        session = self.problem.session_of(body)
        return self.problem.start_times_of(body) if session is None else (session.start,)

    def _place(self, row: RowByHand) -> tuple[str | None, Room | None]:
        """Return the venue and the room of a row; one that is not known is warned of, and the meeting has none."""
        texts = [text for name in ("room", "venue") if isinstance(text := self._perhaps(row, name), str)]
        texts = [text for text in texts if name_key(text) not in NO_ROOM]
        ways = [", ".join(texts), *texts] if len(texts) > 1 else texts
        found = next((room for text in ways if (room := self.rooms.find(text)) is not None), None)
        found = self._room_within(", ".join(texts)) if found is None else found
        if found is not None or not texts:
            return (None if found is None else found.venue), found
        venue = next((self.venues[name_key(text)] for text in texts if name_key(text) in self.venues), None)
        if venue is None or len(texts) > 1:
            self.notes.append(_Note("room", texts[0], row))
        return venue, None

    def _room_within(self, text: str) -> Room | None:
        """Return the one room that a whole address names with its venue: `Council Chamber (Guildhall), High Street`."""
        parts = {name_key(part) for part in _PARTS_OF_A_PLACE.split(text)}
        rooms = [
            room
            for room in self.problem.rooms.values()
            if room.venue and parts >= {name_key(room.name), name_key(room.venue)}
        ]
        return rooms[0] if len(rooms) == 1 else None

    def _check_day(self, row: RowByHand, day: date) -> None:
        if day.year not in YEARS:
            message = f"The public holidays of {day.year} are not known."
            self._fault(row, "date", message, "Write the year that is meant.")
        said = weekday_named(text_of(row.cells.get("weekday", "")).strip().rstrip("s."))
        if said is not None and said != day.weekday():
            message = f"{long_date(day)} is no {WEEKDAY_NAMES[said]}"
            self._fault(row, "weekday", message, "Put the day or its weekday right.")

    def _status(self, row: RowByHand) -> Status:
        """Return the status of a row, cancelled or special too where other words beside it say so."""
        said, title, note = (status_of(text_of(row.cells.get(name, ""))) for name in ("status", "title", "note"))
        self.notes += [_Note("status", words, row) for words in said.unknown]
        body = text_of(row.cells.get("body", ""))
        others = (title, note, named(body))
        beside = "" if self.bodies.find(body) is not None else title_in(body)
        titles = (said.title, title.title, others[-1].title, beside)
        return replace(
            said,
            cancelled=said.cancelled or any(one.cancelled for one in others) or self._stands_instead(row),
            title=next((one for one in titles if one in OUTSIDE_THE_PATTERN), said.title),
        )

    @staticmethod
    def _stands_instead(row: RowByHand) -> bool:
        """Whether "Cancelled" stands in place of the time or the room."""
        return any(is_cancelled(text_of(row.cells.get(name, ""))) for name in ("start", "room", "venue"))

    def _kept_status(self, row: RowByHand, status: Status) -> str:
        if status.cancelled:
            return CANCELLED
        parts = {word_key(part) for part in text_of(row.cells.get("status", "")).split(";")}
        return next((word for word in (PROVISIONAL, CONFIRMED) if word in parts), self.problem.settings.status)

    def _identified(self, row: RowByHand, meeting: Meeting) -> Meeting | None:
        """Return the meeting with the number and the revision that its row gives."""
        number, revision = (self._value(row, name) for name in ("number", "revision"))
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

    def _value(self, row: RowByHand, name: str) -> object:
        if name not in row.cells and name in ("body", "date"):
            self._fault(row, name, f"The {name} is blank.", f"Say the {name} of the meeting.")
        return self._perhaps(row, name)

    def _perhaps(self, row: RowByHand, name: str) -> object:
        """Return what a cell means; None where it is blank, and, with a fault, where it means nothing."""
        value = row.cells.get(name)
        if value is None:
            return None
        try:
            if isinstance(value, CellFault):
                raise value
            return read_cell(COLUMNS[name], value)
        except CellFault as problem:
            self._fault(row, name, problem.message, problem.remedy)
            return None

    # -- what is told

    def _fault(self, row: RowByHand, column: str, message: str, remedy: str) -> None:
        self.faults.append(_at(row, column, message, remedy))

    def _noted(self, kind: str) -> Iterator[tuple[str, list[RowByHand]]]:
        """Yield each thing of a kind with all its rows."""
        found: dict[str, list[RowByHand]] = {}
        for note in self.notes:
            if note.kind == kind:
                found.setdefault(note.text, []).append(note.row)
        yield from found.items()

    def all_faults(self) -> list[Fault]:
        """Return the faults in the order of their rows; an unknown body is one, with all its rows."""
        unknown = [
            _at(rows[0], "body", f"“{text[:80]}” is no body of the input{_where(rows)}.", self.bodies.meant(text))
            for text, rows in self._noted("body")
        ]
        order = {name: number for number, name in enumerate(KINDS)}
        return sorted([*unknown, *self.faults], key=lambda one: (one.row or 0, order.get(one.column or "", 0)))

    def all_warnings(self) -> Iterator[Fault]:
        """Yield what had better be looked at, each kind once for all its rows."""
        yield from self.warnings
        for text, rows in self._noted("room"):
            message = f"“{text[:80]}” is no room of the input{_where(rows)}: the meeting counts without a room."
            yield _at(rows[0], "room", message, self.rooms.meant(text))
        for code, rows in self._noted("start"):
            start = clock(self._only_starts(self.problem.bodies[code])[0])
            message = f"The start is blank, and taken as {start}, the only one that {code} has{_where(rows)}."
            yield _at(rows[0], "start", message, "Say the start if it is another.")
        for words, rows in self._noted("status"):
            message = f"{shown(words)} is no status that is known{_where(rows)}: the meeting counts as held."
            yield _at(rows[0], "status", message, "Write provisional, confirmed or cancelled.")
        yield from self._twice()

    def each_once(self) -> Iterator[Meeting]:
        """Yield each meeting, one that stands twice the first time only."""
        yield from (found[0][1] for found in self._alike())

    def _alike(self) -> list[list[tuple[RowByHand, Meeting]]]:
        """Return the meetings of one body at one time together; what is cancelled stays apart."""
        found: dict[object, list[tuple[RowByHand, Meeting]]] = {}
        for number, (row, one) in enumerate(self.meetings):
            key = (one.body, one.date, one.start) if one.live else number
            found.setdefault(key, []).append((row, one))
        return list(found.values())

    def _twice(self) -> Iterator[Fault]:
        for alike in self._alike():
            if len(alike) > 1:
                row, one = alike[0]
                when = f"{long_date(one.date)} at {clock(one.start)}"
                times = counted(len(alike), "time")
                rows = _where([row for row, _ in alike])
                message = f"{self.problem.bodies[one.body].name} on {when} stands {times}{rows}, and is taken once."
                yield _at(row, "date", message, "Keep one of them.")


def _at(row: RowByHand, column: str, message: str, remedy: str) -> Fault:
    return Fault(row.table, row.number, column, message, remedy, row.places.get(column, ""))


def _where(rows: Sequence[RowByHand]) -> str:
    """Return all places where the same stands, if they are several: ` (rows 2, 5 and 7)`."""
    places = list(dict.fromkeys(row.table if row.number is None else str(row.number) for row in rows))
    if len(places) == 1:
        return ""
    more = len(places) - MOST_NAMED
    shown_ones = [*places[:MOST_NAMED], *([f"{more:,} more"] if more > 0 else [])]
    what = "rows " if rows[0].number is not None else ""
    return f" ({what}{listed(shown_ones)})"
