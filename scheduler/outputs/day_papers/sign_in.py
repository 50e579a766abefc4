"""Who signs in to the meetings of a day: sheets to print, and a workbook to fill in that is read again afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.shared import Cm

from scheduler.domain.people import VOTING_ROLES
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting
from scheduler.domain.titles import called, organisation_title, person_title
from scheduler.domain.wording import counted, long_date
from scheduler.languages import ENGLISH, phrase, said
from scheduler.outputs.bilingual import Words, in_each, languages, spread
from scheduler.outputs.day_papers.day import Day
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import capital, from_to, in_words, role_title
from scheduler.outputs.on_the_day import of_meeting
from scheduler.outputs.workbook.cover import created_on
from scheduler.outputs.workbook.writing import (
    BODY_COLUMN,
    CATEGORY,
    DATE_COLUMN,
    NUMBER,
    START_COLUMN,
    TIME,
    Column,
    DataSheet,
    Row,
    book_of,
)

CAME = ("yes", "no", "apologies")
"""What may be written of somebody in the column `Came`."""
_TO_SIGN = (phrase("Name"), phrase("Organisation"), phrase("Role"), phrase("Signature"), phrase("Time in"))
_WIDTHS, _WIDTHS_IN_WELSH = (4.3, 3.4, 3.1, 4.2, 1.4), (3.9, 3.2, 3.3, 3.7, 2.3)
_ROOM_TO_SIGN = 0.95
"""The least height of a row, in centimetres."""
WALK_INS = 3
"""Blank rows for whoever comes to a meeting besides."""

_COLUMNS = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    Column("number", "Number", 9, NUMBER),
    Column("meeting", "Meeting", 30, CATEGORY),
    Column("person", "Person", 10, CATEGORY, whole=True),
    Column("name", "Name", 30, CATEGORY),
    Column("organisation", "Organisation", 26, CATEGORY),
    Column("role", "Role", 12, CATEGORY),
    Column("expected", "Expected", 20, CATEGORY),
    Column("came", "Came", 11, CATEGORY, choices=CAME),
    Column("substitute_for", "Substitute for", 16, CATEGORY, whole=True),
    Column("in", "In", 7, TIME),
    Column("out", "Out", 7, TIME),
    Column("note", "Note", 24),
)


@dataclass(frozen=True)
class Signing:
    """Somebody who has a line on the sheet of a meeting."""

    person: str
    name: str
    organisation: str
    role: str
    """In English, as the workbook has it, which is read again."""
    held_as: str
    """The role by its code."""
    outcome: str
    instead: str = ""
    """Whose place they take, by code; empty for a member."""
    expected: str = ""


def signing(day: Day, meeting: Meeting) -> Iterator[Signing]:
    """Yield who may sign in to a meeting: members by role and name, and behind each member who sits there instead."""
    order = {role: place for place, role in enumerate(VOTING_ROLES)}
    rows = sorted(
        meeting.attendance,
        key=lambda row: (order.get(row.role, len(order)), not row.voting, person_title(day.problem, row.person)),
    )
    for row in rows:
        yield _signing(day, row, row.person, _expected(day, row))
        if row.substitute is not None:
            yield _signing(day, row, row.substitute, ATTENDS, row.person)


def _signing(day: Day, row: Attendance, person: str, expected: str, instead: str = "") -> Signing:
    return Signing(
        person=person,
        name=person_title(day.problem, person),
        organisation=organisation_title(day.problem, person),
        role="Substitute" if instead else in_words(row.role),
        held_as=SUBSTITUTE if instead else row.role,
        outcome=ATTENDS if instead else row.outcome,
        instead=instead,
        expected=expected,
    )


def _expected(day: Day, row: Attendance) -> str:
    if row.outcome == SUBSTITUTE and row.substitute is not None:
        return f"{SUBSTITUTE}: {person_title(day.problem, row.substitute)}"
    return row.outcome


def sign_in_workbook(day: Day) -> bytes | None:
    """Return the workbook to be filled in at the door; None where nothing is held.

    It has a row for each seat, for each substitute, and a few for whoever comes besides.
    """
    if not day.meetings:
        return None
    sheet = DataSheet(
        name="Sign-in",
        title=f"Sign-in: {long_date(day.date)}",
        about=(
            f"Who came to {counted(len(day.meetings), 'meeting')}: choose yes, no or apologies under Came.",
            "Whoever comes besides, or in a member's place, takes a free row of that meeting, the name under Name.",
            "In a member's place: the member's name under Substitute for.",
        ),
        columns=_COLUMNS,
        rows=tuple(row for meeting in day.meetings for row in _rows(day, meeting)),
        nothing="Nobody is expected.",
        for_whom="Whoever is at the door",
    )
    return book_of([sheet], sheet.title, created_on(day.plan))


def _rows(day: Day, meeting: Meeting) -> Iterator[Row]:
    of_meeting = (meeting.date, meeting.start, meeting.body, meeting.sequence, called(day.problem, meeting))
    for one in signing(day, meeting):
        who = (one.person, one.name, one.organisation, one.role, one.expected)
        yield (*of_meeting, *who, None, one.instead, None, None, None)
    for _ in range(WALK_INS):
        yield (*of_meeting, *[None] * 10)


def sign_in_sheets(day: Day) -> bytes | None:
    """Return the sheets to sign, a page or more for each meeting; None where no meeting is held in person."""
    if not day.in_person:
        return None
    document = day.document(spread(day.problem, said, phrase("Sign-in")))
    for number, meeting in enumerate(day.in_person):
        heading = document.heading(spread(day.problem, called, day.problem, meeting))
        heading.paragraph_format.page_break_before = number > 0
        in_each(day.problem, _about, document, day, meeting)
        there = [one for one in signing(day, meeting) if one.outcome == ATTENDS]
        blank: list[tuple[Words, ...]] = [("",) * len(_TO_SIGN)] * WALK_INS
        document.table(
            [spread(day.problem, said, heading) for heading in _TO_SIGN],
            [*(_to_sign(day, one) for one in there), *blank],
            widths=_WIDTHS if languages(day.problem) == (ENGLISH,) else _WIDTHS_IN_WELSH,
        )
        for row in document.document.tables[-1].rows:
            row.height = Cm(_ROOM_TO_SIGN)
        apologies = of_meeting(day.problem, meeting).apologies
        if apologies:
            in_each(day.problem, _apologies_sent, document, apologies)
    return document.to_bytes()


def _about(document: Document, day: Day, meeting: Meeting) -> None:
    """Write when and where a meeting is, and who presides."""
    item = of_meeting(day.problem, meeting)
    document.paragraph(
        said(
            "{day}, {hours}, {room}. In the chair: {chair}.",
            day=capital(long_date(day.date)),
            hours=from_to(item.start, item.end),
            room=item.room,
            chair=item.in_the_chair or said("nobody"),
        )
    )


def _apologies_sent(document: Document, members: str) -> None:
    document.paragraph(said("Apologies sent: {members}.", members=members))


def _to_sign(day: Day, one: Signing) -> tuple[Words, ...]:
    if one.instead:
        role = spread(day.problem, said, phrase("For {member}"), member=person_title(day.problem, one.instead))
    else:
        role = spread(day.problem, role_title, one.held_as)
    return one.name, one.organisation, role, "", ""
