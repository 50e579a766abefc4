"""Door signs: a page for each room of a day, with what is held there, when, and whether anybody may come in."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.outputs.day_papers.day import PRIVATE_MEETING, Day, Gone
from scheduler.outputs.day_papers.lettering import Cell, Letters, bare_pages, fitting, listed_large, styled
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import name_of_room, place
from scheduler.outputs.on_the_day import LUNCH

OPEN, NOT_OPEN = "Open to the public", "Not open to the public"
CANCELLED_SIGN = "Cancelled"
_WIDTHS = (5.6, 13.4)
_SIZES = (54, 46, 40, 32, 26)
"""Of a room's name."""
_FEW, _SOME = 3, 7
"""Lines on a sign, up to which letters are large, and middling."""


@dataclass(frozen=True)
class Line:
    """What is on in a room. Times in minutes after midnight."""

    start: int
    end: int
    words: str
    note: str


@dataclass(frozen=True)
class Sign:
    """A page for the door of a room."""

    room: str
    venue: str
    made_up_of: str
    """The rooms that are opened into it, in words; empty for a room by itself."""
    lines: tuple[Line, ...]


def signs(day: Day) -> tuple[Sign, ...]:
    """Return a sign for each room in which anything is held, or was to be, in order of venue and room."""
    found: dict[str, list[Line]] = {}
    for booking in day.bookings:
        meeting = booking.meeting
        if meeting is None:
            line = Line(booking.start, booking.end, LUNCH, "By invitation")
        else:
            words = day.on_a_door(meeting)
            note = OPEN if day.is_open(meeting) else "" if words == PRIVATE_MEETING else NOT_OPEN
            line = Line(booking.start, booking.end, words, note)
        found.setdefault(booking.room.code, []).append(line)
    for gone in day.gone:
        note = _where_to(day, gone)
        line = Line(gone.was.start, gone.was.end, day.on_a_door(gone.was), note)
        found.setdefault(gone.was.room or "", []).append(line)
    return tuple(sorted(_signs(day, found), key=lambda sign: (sign.venue, sign.room)))


def _signs(day: Day, found: dict[str, list[Line]]) -> Iterator[Sign]:
    for code, lines in found.items():
        room = day.problem.rooms.get(code)
        parts = () if room is None else tuple(name_of_room(day.problem, part) for part in room.combines)
        yield Sign(
            room=name_of_room(day.problem, code),
            venue="" if room is None else room.venue,
            made_up_of=listed(parts) if parts else "",
            lines=tuple(sorted(lines, key=lambda line: (line.start, line.end, line.words))),
        )


def _where_to(day: Day, gone: Gone) -> str:
    """Say what has become of a meeting that is not held here: of a private one, nothing but that."""
    now = gone.now
    if now is None:
        return CANCELLED_SIGN
    if not (day.names_on_doors or day.is_open(now)):
        return "Moved"
    when = "" if now.date == day.date else f" to {long_date(now.date)}"
    where = place(day.problem, now.room, None)
    return f"Moved{when} {f'to {where} ' if where and not when else ''}at {clock(now.start)}" + (
        f", {where}" if where and when else ""
    )


def door_signs(day: Day) -> bytes | None:
    """Return the signs of a day as a document; None where no room is taken."""
    found = signs(day)
    if not found:
        return None
    document = day.document("Door signs")
    document.paragraph(
        "This page is for whoever hangs them up. Print the others on A4, and hang each on its door before the first "
        "time on it."
    )
    document.table(
        ("Room", "Where", "Hang up before", "On the sign"),
        [
            (sign.room, sign.venue, clock(sign.lines[0].start), counted(len(sign.lines), "entry", "entries"))
            for sign in found
        ],
        widths=(6.4, 4.4, 3.0, 2.6),
    )
    bare_pages(document)
    for number, sign in enumerate(found):
        _page(document, day, sign, first=number == 0)
    return document.to_bytes()


def _page(document: Document, day: Day, sign: Sign, *, first: bool) -> None:
    size = fitting(sign.room, _SIZES, sum(_WIDTHS), 2)
    heading = document.heading(sign.room, 1)
    heading.style = styled(document, Letters(f"Room {size}", size, bold=True, after=6, based_on="Heading 1"))
    heading.paragraph_format.page_break_before = not first
    about = styled(document, Letters("Sign About", 22, after=4))
    document.paragraph(long_date(day.date), about)
    if sign.venue:
        document.paragraph(sign.venue, about)
    if sign.made_up_of:
        document.paragraph(f"{sign.made_up_of} opened into one", about)
    times, words = (40, 30) if len(sign.lines) <= _FEW else (24, 20) if len(sign.lines) <= _SOME else (16, 14)
    when = styled(document, Letters(f"Sign Time {times}", times, bold=True, before=6, after=6))
    what = styled(document, Letters(f"Sign Meeting {words}", words, bold=True, before=6))
    note = styled(document, Letters(f"Sign Note {words}", words * 0.65, after=6))
    small = styled(document, Letters("Sign Heading", 12, before=2, after=2))
    rows = [
        (
            Cell(((clock(line.start), when), (f"to {clock(line.end)}", note))),
            Cell(tuple(pair for pair in ((line.words, what), (line.note, note)) if pair[0])),
        )
        for line in sign.lines
    ]
    head = (Cell((("Time", small),)), Cell((("Meeting", small),)))
    listed_large(document, head, rows, _WIDTHS, f"What is held in {sign.room} on {long_date(day.date)}")
