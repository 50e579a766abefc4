"""The outbox: the files of all notices by their paths in the folder `notices`, to be looked at before any is sent.

Letters are Word documents: one for each receiver, and one of all of them for the printer, a letter a page.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from scheduler.domain.wording import counted, long_date
from scheduler.languages import said, writing_in
from scheduler.outputs.documents.word import Document
from scheduler.outputs.naming import capital, file_stem
from scheduler.outputs.notices.addresses import Mailbox
from scheduler.outputs.notices.entries import PERSON
from scheduler.outputs.notices.invitations import invitation
from scheduler.outputs.notices.letters import Letter, Outbox, Part, Sender
from scheduler.outputs.notices.messages import invitation_message, letter_message
from scheduler.outputs.notices.sheets import notices_workbook
from scheduler.outputs.places import NOTICES_FOLDER

SHEETS, PRINTED, LETTERS, MESSAGES, INVITATIONS = "notices.xlsx", "letters.docx", "letters", "messages", "invitations"
ALL_LETTERS = "All letters"
MOST_LETTERS = 40
"""Of a name in the name of a file: a path is short on some systems."""
_WIDTH = 16.4
"""Centimetres of text across A4."""
_NARROW, _WIDE = 3.6, 4.6


def files_of(outbox: Outbox, moment: dt.datetime) -> dict[str, bytes]:
    """Return the files.

    Parameters
    ----------
    outbox : Outbox
        What is told.
    moment : datetime
        What is taken for now, with its zone.

    """
    local = moment.astimezone(ZoneInfo(outbox.sender.plan.timezone))
    return {f"{NOTICES_FOLDER}/{path}": content for path, content in _files(outbox, local)}


def _files(outbox: Outbox, moment: dt.datetime) -> Iterator[tuple[str, bytes]]:
    sender, letters = outbox.sender, outbox.letters
    yield SHEETS, notices_workbook(outbox, moment)
    if letters:
        yield PRINTED, all_letters(sender, letters, moment)
    for letter in letters:
        yield f"{LETTERS}/{_stem(letter)}.docx", letter_document(sender, letter, moment)
        if letter.mailbox is not None:
            yield from _mail(outbox, letter, letter.mailbox, moment)


def _mail(outbox: Outbox, letter: Letter, to: Mailbox, moment: dt.datetime) -> Iterator[tuple[str, bytes]]:
    """Yield a letter as a message, and its invitations, each in the name of whoever invites to the meeting."""
    writer = outbox.sender.about(letter.bodies).organiser
    if writer is not None:
        yield f"{MESSAGES}/{_stem(letter)}.eml", letter_message(letter, to, writer, moment)
    for number, line in enumerate(letter.lines if outbox.invites else ()):
        meeting = line.item.newest.meeting
        organiser = writer if meeting is None else outbox.sender.about((meeting.body,)).organiser
        if organiser is None:
            continue
        seat = line.item.newest.seat_of(letter.receiver[1])
        ics = invitation(line.item, organiser, to, seat)
        event = line.item.event
        called = file_stem(f"{event.date.isoformat()} {event.title[:MOST_LETTERS].strip()} {event.uid}")
        path = f"{INVITATIONS}/{_stem(letter)}/{called}"
        yield f"{path}.ics", ics
        yield f"{path}.eml", invitation_message(letter, number, to, organiser, ics, moment)


def _stem(letter: Letter) -> str:
    """Return what a receiver's files are called: by name, and by the code, which no two share."""
    kind, code = letter.receiver
    name = letter.name[:MOST_LETTERS].strip()
    stem = file_stem(code if name == code else f"{name} ({code})")
    return stem if kind == PERSON else f"{kind}s/{stem}"


def letter_document(sender: Sender, letter: Letter, made: dt.datetime) -> bytes:
    """Return the letter to one receiver, in each language of the council."""
    first, *others = letter.written
    with writing_in(first.language):
        document = Document(
            {one.language: one.title for one in letter.written},
            author=sender.about(letter.bodies).authority,
            subject=said("Letter to {name}", name=letter.name),
            made=made,
        )
    if not others:
        _write(document, sender, first, level=1)
    else:
        _write_in_all(document, sender, letter, lambda one: one.title, new_page=False)
    return document.to_bytes()


def _write_in_all(
    document: Document, sender: Sender, letter: Letter, head: Callable[[Letter], str], *, new_page: bool
) -> None:
    """Write a letter in one language after the other, each below its heading, and all but the first on a new page."""
    for number, one in enumerate(letter.written):
        with writing_in(one.language):
            document.heading(head(one)).paragraph_format.page_break_before = new_page or number > 0
        _write(document, sender, one, level=2)


def all_letters(sender: Sender, letters: Sequence[Letter], made: dt.datetime) -> bytes:
    """Return every letter in one document, each on a page of its own after a list of whom they are to."""
    document = Document(ALL_LETTERS, author=sender.authority, subject="Notices of changes", made=made)
    document.paragraph(f"{counted(len(letters), 'letter')}, each on a page of its own, in this order:")
    rows = [(one.name, one.organisation, str(len(one.lines))) for one in letters]
    document.table(("To", "Organisation", "Changes"), rows, widths=(7.4, 6.5, 2.5), caption="To whom")
    for letter in letters:
        _write_in_all(document, sender, letter, _heading, new_page=True)
    return document.to_bytes()


def _heading(letter: Letter) -> str:
    """Say what a letter is about and to whom it is, the name once."""
    return letter.title if letter.name in letter.title else f"{letter.title}: {letter.name}"


def _write(document: Document, sender: Sender, letter: Letter, level: int) -> None:
    with writing_in(letter.language):
        document.paragraph(f"{sender.about(letter.bodies).authority}\n{capital(long_date(sender.day))}")
        document.paragraph("\n".join(filter(None, (letter.name, letter.organisation))))
        document.paragraph(f"{letter.salutation},")
        document.paragraph(letter.opening)
        for part in letter.parts:
            document.heading(part.heading, level)
            document.paragraph(part.to_do)
            document.table(part.columns, part.rows, widths=_widths(part))
        question, *signed = letter.closing
        document.paragraph(question)
        document.paragraph("\n".join(dict.fromkeys(signed)))


def _widths(part: Part) -> tuple[float, ...]:
    """Return the widths of the columns of a part: the meeting's and the remarks' the narrower, all of A4 together."""
    others = len(part.columns) - 1
    first = _NARROW if others > 1 else _WIDTH - 2 * _WIDE
    return (first, *((_WIDTH - first) / others for _ in range(others)))
