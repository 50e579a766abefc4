"""Letters as Word documents: one for each receiver, and one of all of them for the printer, a letter a page."""

import datetime as dt
from collections.abc import Sequence

from scheduler.domain.wording import counted, long_date
from scheduler.outputs.documents.word import Document
from scheduler.outputs.notices.letters import Letter, Part, Sender

ALL_LETTERS = "All letters"
_WIDTH = 16.4
"""Centimetres of text across A4."""
_NARROW, _WIDE = 3.6, 4.6


def letter_document(sender: Sender, letter: Letter, made: dt.datetime | None) -> bytes:
    """Return the letter to one receiver."""
    document = Document(letter.title, author=sender.authority, subject=f"Letter to {letter.name}", made=made)
    _write(document, sender, letter, level=1)
    return document.to_bytes()


def all_letters(sender: Sender, letters: Sequence[Letter], made: dt.datetime | None) -> bytes:
    """Return every letter in one document, each on a page of its own after a list of whom they are to."""
    document = Document(ALL_LETTERS, author=sender.authority, subject="Notices of changes", made=made)
    document.paragraph(f"{counted(len(letters), 'letter')}, each on a page of its own, in this order:")
    rows = [(one.name, one.organisation, str(len(one.lines))) for one in letters]
    document.table(("To", "Organisation", "Changes"), rows, widths=(7.4, 6.5, 2.5), caption="To whom")
    for letter in letters:
        document.heading(f"{letter.title}: {letter.name}").paragraph_format.page_break_before = True
        _write(document, sender, letter, level=2)
    return document.to_bytes()


def _write(document: Document, sender: Sender, letter: Letter, level: int) -> None:
    document.paragraph(f"{sender.authority}\n{long_date(sender.day)}")
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
