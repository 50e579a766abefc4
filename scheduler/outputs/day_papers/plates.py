"""Name plates, which stand folded before those who sit in a meeting, and place cards for a lunch.

A plate is a page of A4 upright, folded along the broken line in its middle: letters on one half run downwards and on
the other upwards, so that each side of the tent can be read. Word and LibreOffice both turn the letters of a cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.lunch_tables import SPEAKERS_TABLE
from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import SUBSTITUTE, Attendance, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, organisation_title, person_title, speaker_title, typed
from scheduler.domain.wording import clock, counted
from scheduler.languages import phrase, said
from scheduler.outputs.bilingual import Words, one_line, spread, together
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.day_papers.lettering import (
    TURNED_LEFT,
    TURNED_RIGHT,
    Cell,
    Letters,
    bare_pages,
    fitting,
    laid_out,
    styled,
)
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import name_of_day, role_title
from scheduler.outputs.on_the_day import NO_ROOM, of_lunch, of_meeting

_HALF, _LENGTH = 9.5, 27.4
"""Of a plate: the height of one side of the tent, and how long it is, in centimetres."""
_PLATE_SIZES, _ORGANISATION_SIZES, _CARD_SIZES = (80, 66, 54, 44, 36, 28), (24, 18, 14), (24, 20, 17, 14, 12)
"""In points, largest first; the largest name of two lines leaves no room for a part."""
_PART_SIZES = (32, 26, 20)
_CARD, _CARD_HEIGHT, _IN_A_ROW = 9.4, 6.85, 2


@dataclass(frozen=True)
class Plate:
    """What stands on a name plate."""

    name: str
    part: Words
    """`Chair`, or what else they are there as; empty for a member."""
    organisation: str
    meeting: Words
    """Which meeting it is set out for, in small letters."""


def plates(day: Day, meeting: Meeting) -> Iterator[Plate]:
    """Yield a plate for each person who sits in a meeting, who presides first, in the order of its seats."""
    presiding = {role: place for place, role in enumerate(PRESIDING_ROLES)}
    there = sorted(meeting.present(), key=lambda one: presiding.get(_role(one[0]), len(presiding)))
    for row, person in there:
        yield Plate(
            name=together(day.problem, person_title, day.problem, person),
            part="" if _role(row) == "member" else spread(day.problem, role_title, _role(row)),
            organisation=together(day.problem, organisation_title, day.problem, person),
            meeting=spread(day.problem, _set_out_for, day, meeting),
        )


def _set_out_for(day: Day, meeting: Meeting) -> str:
    room = of_meeting(day.problem, meeting).room
    return f"{body_title(day.problem, meeting.body)}, {clock(meeting.start)}, {room}"


def _role(row: Attendance) -> str:
    """Return what somebody sits there as; nobody deputises for the chair."""
    return SUBSTITUTE if row.outcome == SUBSTITUTE else row.role


def name_plates(day: Day) -> bytes | None:
    """Return the plates of a day's meetings; None where nobody sits in a room."""
    found = [(meeting, list(plates(day, meeting))) for meeting in day.in_person]
    found = [(meeting, people) for meeting, people in found if people]
    if not found:
        return None
    document = day.document("Name plates")
    document.paragraph(
        "Print the pages after this one on A4 card, on one side only, and fold each along the broken line in "
        "the middle, so that it stands like a tent and both sides can be read."
    )
    rows = []
    page = 2
    for meeting, people in found:
        last = page + len(people) - 1
        pages = f"{page}" if page == last else f"{page} to {last}"
        item = of_meeting(day.problem, meeting)
        rows.append((clock(meeting.start), called(day.problem, meeting), item.room, str(len(people)), pages))
        page = last + 1
    document.table(
        ("Time", "Meeting", "Room", "Plates", "Pages"), rows, widths=(1.8, 6.4, 4.2, 1.7, 2.3), caption="In this order"
    )
    bare_pages(document)
    laid_out(
        document,
        [_both_sides(document, plate) for _, people in found for plate in people],
        (_HALF, _HALF),
        _LENGTH,
        "Name plates, one in each row; both cells of a row say the same",
        cut=False,
    )
    return document.to_bytes()


def _both_sides(document: Document, plate: Plate) -> tuple[Cell, Cell]:
    width = _LENGTH - 1.2
    size = fitting(plate.name, _PLATE_SIZES[1:] if plate.part else _PLATE_SIZES, width, 2)
    below = fitting(plate.organisation, _ORGANISATION_SIZES, width, 1)
    name = styled(document, Letters(f"Plate Name {size}", size, bold=True, centred=True))
    part_size = fitting(one_line(plate.part), _PART_SIZES, width, 1)
    name_of_part = "Plate Part" if part_size == _PART_SIZES[0] else f"Plate Part {part_size}"
    part = styled(document, Letters(name_of_part, part_size, bold=True, centred=True, before=4, colour="1F3864"))
    organisation = styled(document, Letters(f"Plate Organisation {below}", below, centred=True, before=4))
    small = styled(document, Letters("Plate Meeting", 9, centred=True, before=10, colour="595959"))
    lines = ((plate.name, name), (plate.part, part), (plate.organisation, organisation), (plate.meeting, small))
    written = tuple(line for line in lines if line[0])
    return Cell(written, TURNED_RIGHT), Cell(written, TURNED_LEFT)


def place_cards(day: Day) -> bytes | None:
    """Return the cards for a day's lunches, eight to a page; None where there is no lunch."""
    if not day.lunches:
        return None
    document = day.document("Place cards")
    document.paragraph(
        "Print the pages after this one on A4 card and cut along the dotted lines: eight cards to a page, by name."
    )
    document.table(
        ("Lunch", "Time", "Room", "Cards"),
        [
            (
                name_of_day(day.problem, occurrence.meeting_day),
                clock(lunch.start),
                of_lunch(day.problem, lunch).room or NO_ROOM,
                counted(len(_guests(day, occurrence)), "card"),
            )
            for occurrence, lunch in day.lunches
        ],
        widths=(6.4, 2.0, 5.6, 2.4),
    )
    bare_pages(document)
    for occurrence, lunch in day.lunches:
        words = f"place cards of the lunch at {clock(lunch.start)}"
        cards(document, day.problem, _guests(day, occurrence), words)
    return document.to_bytes()


def _guests(day: Day, occurrence: Occurrence) -> list[tuple[str, str, int | None]]:
    """Return the name, the organisation and the table of everybody at a lunch, in order of name; the speaker last."""
    tables = day.tables.get(occurrence.meeting_day, {})
    there = {person for meeting in day.plan.of_occurrence(occurrence) for _, person in meeting.present()}
    found = [
        (
            together(day.problem, person_title, day.problem, person),
            together(day.problem, organisation_title, day.problem, person),
            tables.get(person),
        )
        for person in sorted(there)
    ]
    found.sort(key=lambda guest: guest[0])
    if occurrence.speaker is not None:
        speaker = day.problem.speakers.get(occurrence.speaker)
        typed_one = "" if speaker is None else speaker.organisation or ""
        organisation = together(day.problem, typed, day.problem, typed_one)
        found.append((speaker_title(day.problem, occurrence.speaker), organisation, SPEAKERS_TABLE if tables else None))
    return found


def cards(document: Document, problem: Problem, guests: Sequence[tuple[str, str, int | None]], words: str) -> None:
    """Write place cards, eight to a page, with lines to cut along.

    Parameters
    ----------
    document : Document
        To which they are added; `bare_pages` begins their pages.
    problem : Problem
        Says in which languages a table is numbered.
    guests : sequence of tuples
        The name, the organisation and the number of the table of each, in order.
    words : str
        What they are, for the alternative text.

    """
    cells = [_card(document, problem, *guest) for guest in guests]
    cells += [Cell(())] * (-len(cells) % _IN_A_ROW)
    rows = [cells[first : first + _IN_A_ROW] for first in range(0, len(cells), _IN_A_ROW)]
    laid_out(document, rows, (_CARD,) * _IN_A_ROW, _CARD_HEIGHT, f"{words}, {_IN_A_ROW} in a row")


def _card(document: Document, problem: Problem, name: str, organisation: str, table: int | None) -> Cell:
    size = fitting(name, _CARD_SIZES, _CARD - 0.8, 3)
    lines = (
        (name, styled(document, Letters(f"Card Name {size}", size, bold=True, centred=True))),
        (organisation, styled(document, Letters("Card Organisation", 13, centred=True, before=4))),
        (
            "" if table is None else spread(problem, said, phrase("Table {number}"), number=table),
            styled(document, Letters("Card Table", 18, bold=True, centred=True, before=8, colour="1F3864")),
        ),
    )
    return Cell(tuple(line for line in lines if line[0]))
