"""The workbook `notices.xlsx`: what to look at first, two sheets for a mail merge, and who must be told by law."""

import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO
from operator import attrgetter

import xlsxwriter

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import counted, listed, long_date
from scheduler.languages import said, writing_in
from scheduler.law.public_notices import SUMMONS, Duty
from scheduler.outputs.bilingual import APART, joined
from scheduler.outputs.naming import on_one_line, whole_title
from scheduler.outputs.notices.entries import PERSON, SPEAKER, VENUE
from scheduler.outputs.notices.letters import Letter, Line, Outbox, Sender, way_to
from scheduler.outputs.notices.phrases import HEADINGS
from scheduler.outputs.workbook.mail_merge import write_merge_sheet
from scheduler.outputs.workbook.writing import (
    CATEGORY,
    DATE,
    LONGEST_PROPERTY,
    NUMBER,
    Column,
    DataSheet,
    Styles,
    book_options,
    write_data_sheet,
)

MOST_SHOWN = 3
"""Changes of one receiver on the first sheet."""
_KINDS = {PERSON: "Member or officer", SPEAKER: "Speaker", VENUE: "Keeper of the rooms"}
_LETTERS = (("Name", 34), ("Salutation", 40), ("Email", 34), ("Organisation", 26), ("Subject", 30), ("Changes", 90))
_CHANGES = (
    ("Name", 34), ("Salutation", 40), ("Email", 34), ("Meeting", 34), ("Change", 26), ("From", 48), ("To", 48),
    ("Please note", 48), ("Why", 30), ("What to do", 48),
)  # fmt: skip


def notices_workbook(outbox: Outbox, made: dt.datetime) -> bytes:
    """Return the workbook of an outbox, which says when it was made."""
    sender, letters = outbox.sender, outbox.letters
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, book_options()) as book:
        title = on_one_line(f"{sender.plan.title}: notices")[:LONGEST_PROPERTY]
        created = made.astimezone(dt.UTC).replace(tzinfo=None)
        book.set_properties({"title": title, "comments": "Private. Written by meeting-day.", "created": created})
        styles = Styles(book)
        first = _first_sheet(outbox)
        write_data_sheet(book.add_worksheet(first.name), first, styles)
        write_merge_sheet(book.add_worksheet("Letters"), _LETTERS, map(_letter_row, letters), styles)
        rows = (row for letter in letters for row in _change_rows(letter))
        write_merge_sheet(book.add_worksheet("Changes"), _CHANGES, rows, styles)
        law = law_sheet(sender.problem, sender.day, outbox.duties)
        write_data_sheet(book.add_worksheet(law.name), law, styles)
    return buffer.getvalue()


def _first_sheet(outbox: Outbox) -> DataSheet:
    sender, letters = outbox.sender, outbox.letters
    open_to = [duty for duty in outbox.duties if not duty.only_if]
    late = [duty for duty in open_to if duty.passed]
    return DataSheet(
        name="To look at first",
        title=f"{whole_title(sender.problem, sender.plan)}: notices",
        notice=f"The last day has passed for {counted(len(late), 'notice')} that the law asks for: see By law."
        if late
        else "",
        about=(
            "Who is told what, by which way, and by which law. Nothing has been sent: look at it, then send it.",
            *outbox.remarks,
            *(
                f"Kept out of every letter, for it names somebody: “{why}” ({what})."
                for what, why in outbox.withheld.items()
            ),
        ),
        columns=(
            Column("who", "Who", 34),
            Column("kind", "As what", 20, CATEGORY),
            Column("changes", "Changes", 12, NUMBER),
            Column("what", "What", 70),
            Column("way", "By which way", 34),
            Column("law", "Which law", 50),
        ),
        rows=(
            *(_first_row(sender, letter, open_to) for letter in letters),
            *(_law_row(sender.problem, duty) for duty in open_to if duty.matter != SUMMONS),
        ),
        nothing="Nobody is told anything: nothing has changed.",
        frozen_columns=1,
    )


def _first_row(sender: Sender, letter: Letter, duties: Sequence[Duty]) -> tuple[str | int, ...]:
    kinds = [kind for kind in HEADINGS if any(line.item.kind == kind for line in letter.lines)]
    uids = {line.item.event.uid for line in letter.lines if not line.item.withdrawn}
    summonses = [
        duty
        for duty in duties
        if duty.matter == SUMMONS and duty.change.meeting.uid in uids and _votes(duty.change.meeting, letter)
    ]
    counts = listed([f"{sum(line.item.kind == kind for line in letter.lines)} {kind}" for kind in kinds])
    law = "\n".join(f"Summons: {duty.says} {duty.instrument}" for duty in summonses)
    more = [f"and {len(letter.lines) - MOST_SHOWN} more: see Changes"] if letter.lines[MOST_SHOWN:] else []
    sentences = "\n".join((f"{counts}:", *(line.sentence for line in letter.lines[:MOST_SHOWN]), *more))
    return (letter.name, _KINDS[letter.receiver[0]], len(letter.lines), sentences, way_to(sender, letter), law)


def _law_row(problem: Problem, duty: Duty) -> tuple[str | int, ...]:
    what = f"{meeting_title(problem, duty.change.meeting)}: {duty.says}"
    return (duty.to_whom, "By law", 1, what, "Notice", duty.instrument)


def _votes(meeting: Meeting, letter: Letter) -> bool:
    """Whether the receiver is a voting member at a meeting, and so is summoned."""
    return any(row.voting and letter.receiver == (PERSON, row.person) for row in meeting.attendance)


def _letter_row(letter: Letter) -> tuple[str, ...]:
    texts = ("\n".join(_with_remark(line.sentence, line.remark) for line in one.lines) for one in letter.written)
    salutation, title = (joined(map(attrgetter(name), letter.written)) for name in ("salutation", "title"))
    email = letter.mailbox.address if letter.mailbox is not None else ""
    return (letter.name, salutation, email, letter.organisation, title, joined(texts, APART))


def _with_remark(sentence: str, remark: str) -> str:
    words = " ".join(remark.split("\n"))
    return f"{sentence}. {words}" if words else f"{sentence}."


def _change_rows(letter: Letter) -> Iterator[tuple[str, ...]]:
    email = letter.mailbox.address if letter.mailbox is not None else ""
    salutation = joined(one.salutation for one in letter.written)
    for in_all in zip(*(one.lines for one in letter.written), strict=True):
        what = joined(line.what for line in in_all)
        kind = joined(_kind_said(line) for line in in_all)
        texts = (
            joined((text(line) for line in in_all), "\n")
            for text in (
                attrgetter("was"),
                attrgetter("now"),
                lambda line: "\n".join(line.remarks),
                attrgetter("why"),
                attrgetter("to_do"),
            )
        )
        yield (letter.name, salutation, email, what, kind, *texts)


def _kind_said(line: Line) -> str:
    with writing_in(line.language):
        return said(HEADINGS[line.item.kind])


def law_sheet(problem: Problem, day: dt.date, duties: Sequence[Duty]) -> DataSheet:
    """Return the sheet of who must be told by law."""
    return DataSheet(
        name="By law",
        title="Who must be told by law",
        about=(
            f"Which changes ask for a new notice or summons, by which day, as of {long_date(day)}.",
            "A notice names the time and the place of a meeting, so another day, hour or room asks for a new one.",
        ),
        columns=(
            Column("last_day", "Last day", 16, DATE, "no day in law"),
            Column("state", "State", 26, CATEGORY),
            Column("meeting", "Meeting", 48),
            Column("change", "Change", 14, CATEGORY),
            Column("to_whom", "Who is told", 34),
            Column("what", "What is asked", 50),
            Column("law", "Instrument", 50),
        ),
        rows=tuple(
            (
                duty.last_day,
                duty.state,
                meeting_title(problem, duty.change.meeting),
                duty.change.kind,
                duty.to_whom,
                duty.says,
                duty.instrument,
            )
            for duty in duties
        ),
        nothing="The law asks nothing of these changes.",
        frozen_columns=1,
    )
