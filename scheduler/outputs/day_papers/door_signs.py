"""Door signs: a page for each room of a day, with what is held there, when, and whether anybody may come in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.titles import venue_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.languages import ENGLISH, phrase, said
from scheduler.outputs.bilingual import Words, apart, languages, one_line, spread, together
from scheduler.outputs.day_papers.day import Day, Gone
from scheduler.outputs.day_papers.lettering import POINTS, Cell, Letters, bare_pages, fitting, listed_large, styled
from scheduler.outputs.documents.word import Document
from scheduler.outputs.letters import BOLD, DIGIT, wrapped
from scheduler.outputs.naming import capital, name_of_room, place
from scheduler.outputs.on_the_day import LUNCH

OPEN, NOT_OPEN = phrase("Open to the public"), phrase("Not open to the public")
CANCELLED_SIGN = phrase("Cancelled")
_WIDTHS = (5.6, 13.4)
_SIZES = (54, 46, 40, 32, 26)
"""Of a room's name."""
_FEW, _SOME = 3, 7
"""Lines on a sign, up to which letters are large, and middling."""
_LINE_SIZES = ((40, 30), (24, 20), (16, 14))
"""Of times and of titles, large, middling and small."""
_NOTE, _LEADING = 0.65, 1.2
"""The size of what stands below a title, and the height of a line, as shares of its letters'."""
_ROOM_FOR_LINES = 560.0
"""Points of an A4 page below a room's name, the day and the venue in two languages."""


@dataclass(frozen=True)
class Line:
    """What is on in a room. Times in minutes after midnight."""

    start: int
    end: int
    words: Words
    note: Words


@dataclass(frozen=True)
class Sign:
    """A page for the door of a room."""

    room: Words
    venue: Words
    made_up_of: Words
    """The rooms that are opened into it, in words; empty for a room by itself."""
    lines: tuple[Line, ...]


def signs(day: Day) -> tuple[Sign, ...]:
    """Return a sign for each room in which anything is held, or was to be, in order of venue and room."""
    found: dict[str, list[Line]] = {}
    for booking in day.bookings:
        meeting = booking.meeting
        if meeting is None:
            invited = spread(day.problem, said, phrase("By invitation"))
            line = Line(booking.start, booking.end, spread(day.problem, said, LUNCH), invited)
        else:
            note = OPEN if day.is_open(meeting) else NOT_OPEN if day.is_named(meeting) else ""
            words = spread(day.problem, day.on_a_door, meeting)
            line = Line(booking.start, booking.end, words, spread(day.problem, said, note) if note else "")
        found.setdefault(booking.room.code, []).append(line)
    for gone in day.gone:
        words = spread(day.problem, day.on_a_door, gone.was)
        line = Line(gone.was.start, gone.was.end, words, spread(day.problem, _where_to, day, gone))
        found.setdefault(gone.was.room or "", []).append(line)
    return tuple(sorted(_signs(day, found), key=lambda sign: (one_line(sign.venue), one_line(sign.room))))


def _signs(day: Day, found: dict[str, list[Line]]) -> Iterator[Sign]:
    for code, lines in found.items():
        room = day.problem.rooms.get(code)
        parts = () if room is None else room.combines
        yield Sign(
            room=spread(day.problem, name_of_room, day.problem, code),
            venue="" if room is None else spread(day.problem, venue_title, day.problem, room.venue),
            made_up_of=spread(day.problem, _opened_into_one, day, parts) if parts else "",
            lines=tuple(sorted(lines, key=lambda line: (line.start, line.end, one_line(line.words)))),
        )


def _opened_into_one(day: Day, parts: Sequence[str]) -> str:
    rooms = listed([name_of_room(day.problem, part) for part in parts])
    return said("{rooms} opened into one", rooms=rooms)


def _where_to(day: Day, gone: Gone) -> str:
    """Say what has become of a meeting that is not held here: of a private one, nothing but that."""
    now = gone.now
    if now is None:
        return said(CANCELLED_SIGN)
    if not (day.names_on_doors or day.is_open(now)):
        return said("Moved")
    about = {"time": clock(now.start), "room": place(day.problem, now.room, None)}
    if now.date == day.date:
        return said("Moved to {room} at {time}", **about) if about["room"] else said("Moved at {time}", **about)
    about["day"] = long_date(now.date)
    if about["room"]:
        return said("Moved to {day} at {time}, {room}", **about)
    return said("Moved to {day} at {time}", **about)


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
    size = fitting(one_line(sign.room), _SIZES, sum(_WIDTHS), 2)
    heading = document.heading(sign.room, 1)
    heading.style = styled(document, Letters(f"Room {size}", size, bold=True, after=6, based_on="Heading 1"))
    heading.paragraph_format.page_break_before = not first
    about = styled(document, Letters("Sign About", 22, after=4))
    for words in (spread(day.problem, _on, day), sign.venue, sign.made_up_of):
        for line in _each(words):
            document.paragraph(line, about)
    times, words_size = _sizes(sign, day)
    when = styled(document, Letters(f"Sign Time {times}", times, bold=True, before=6, after=6))
    what = styled(document, Letters(f"Sign Meeting {words_size}", words_size, bold=True, before=6))
    note = styled(document, Letters(f"Sign Note {words_size}", words_size * _NOTE, after=6))
    small = styled(document, Letters("Sign Heading", 12, before=2, after=2))
    rows = [
        (
            Cell(((clock(line.start), when), *((words, note) for words in _each(_until(day, line.end))))),
            Cell((*((words, what) for words in _each(line.words)), *((words, note) for words in _each(line.note)))),
        )
        for line in sign.lines
    ]
    head = tuple(Cell(((spread(day.problem, said, words), small),)) for words in (phrase("Time"), phrase("Meeting")))
    listed_large(document, head, rows, _WIDTHS, together(day.problem, _about, one_line(sign.room), day))


def _on(day: Day) -> str:
    return capital(long_date(day.date))


def _until(day: Day, end: int) -> Words:
    return spread(day.problem, said, phrase("to {time}"), time=clock(end))


def _about(room: str, day: Day) -> str:
    return said("What is held in {room} on {day}", room=room, day=long_date(day.date))


def _each(words: Words) -> Iterator[Words]:
    """Yield text in each of its languages, to stand below one another."""
    for language, text in apart(words).items():
        yield {language: text}


def _sizes(sign: Sign, day: Day) -> tuple[int, int]:
    """Return the sizes of times and titles: in two languages such that all of it stays on its page."""
    number = len(sign.lines)
    fewest = 0 if number <= _FEW else 1 if number <= _SOME else 2
    if languages(day.problem) == (ENGLISH,):
        return _LINE_SIZES[fewest]
    fitting_sizes = (sizes for sizes in _LINE_SIZES[fewest:] if _height(sign, sizes[1]) <= _ROOM_FOR_LINES)
    return next(fitting_sizes, _LINE_SIZES[-1])


def _height(sign: Sign, size: int) -> float:
    """Return how high the lines of a sign are, in points, with titles of a size."""
    height = 0.0
    for line in sign.lines:
        titles, notes = (
            sum(len(wrapped(text, _WIDTHS[1] * POINTS / (letters * DIGIT) / BOLD)) for text in apart(words).values())
            for words, letters in ((line.words, size), (line.note, size * _NOTE))
        )
        height += (titles + notes * _NOTE) * size * _LEADING + 6 * (len(apart(line.words)) + len(apart(line.note)) + 2)
    return height
