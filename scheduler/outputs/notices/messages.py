"""Messages (RFC 5322) as drafts: the letter in words, and an invitation for each change, each in a file of its own.

Whoever opens one in Outlook has a draft (`X-Unsent`), to be looked at and sent by hand. Nothing is sent from here.
Boundaries and identifiers come from the content, so that the same notices are the same bytes.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from scheduler.domain.wording import clock, long_date
from scheduler.languages import phrase, said, writing_in
from scheduler.outputs.bilingual import BETWEEN, joined
from scheduler.outputs.notices.addresses import Mailbox
from scheduler.outputs.notices.invitations import method_of
from scheduler.outputs.notices.letters import Letter, Line
from scheduler.outputs.notices.phrases import WHEN_WHERE

_SUBJECTS = {
    "moved": phrase("Moved"),
    "cancelled": phrase("Cancelled"),
    "no longer yours": phrase("No longer yours"),
    "changed": phrase("Changed"),
    "held after all": phrase("Held after all"),
}
_LONGEST_SUBJECT = 150
"""In each language."""
_LETTERS_OF_DIGEST = 32


def letter_text(letter: Letter) -> str:
    """Return a letter as plain text, in each language of the council."""
    return joined(("\n".join(_text_lines(one)) for one in letter.written), BETWEEN)


def _text_lines(letter: Letter) -> Iterator[str]:
    with writing_in(letter.language):
        when = said(WHEN_WHERE)
    yield from (f"{letter.salutation},", "", letter.opening, "")
    for part in letter.parts:
        yield from (part.heading.upper(), part.to_do, "")
        for row in part.rows:
            for number, (column, cell) in enumerate(zip(part.columns, row, strict=True)):
                for line in cell.split("\n") if cell else ():
                    yield line if number == 0 else f"  {line}" if column == when else f"  {column}: {line}"
            yield ""
    question, *signed = letter.closing
    yield from (question, "", *dict.fromkeys(signed))


def letter_message(letter: Letter, to: Mailbox, organiser: Mailbox, moment: dt.datetime) -> bytes:
    """Return the message with the whole letter in words."""
    message = _addressed([one.title for one in letter.written], to, organiser, moment)
    message.set_content(letter_text(letter) + "\n", cte="quoted-printable")
    return _finished(message, letter, organiser)


def invitation_message(
    letter: Letter, number: int, to: Mailbox, organiser: Mailbox, ics: bytes, moment: dt.datetime
) -> bytes:
    """Return the message with the invitation of one line of a letter, or its withdrawal, and the change in words."""
    message = _addressed([_subject(one, number) for one in letter.written], to, organiser, moment)
    words = joined((_change(one, one.lines[number]) for one in letter.written), BETWEEN)
    message.set_content(f"{words}\n", cte="quoted-printable")
    method = method_of(letter.lines[number].item)
    message.add_alternative(ics.decode(), subtype="calendar", charset="utf-8", cte="base64", params={"method": method})
    return _finished(message, letter, organiser)


def _subject(letter: Letter, number: int) -> str:
    line = letter.lines[number]
    event = line.item.event
    with writing_in(letter.language):
        front = said(_SUBJECTS[line.item.kind]) if line.item.kind in _SUBJECTS else ""
        day = long_date(event.date)
        when = day if event.start is None else said("{day} at {time}", day=day, time=clock(event.start))
    return f"{front}{': ' if front else ''}{line.what}, {when}"


def _change(letter: Letter, line: Line) -> str:
    """Return one change in words."""
    words = (f"{letter.salutation},", f"{line.sentence}.", line.remark, line.to_do, *letter.closing)
    return "\n\n".join(dict.fromkeys(filter(None, words)))


def _addressed(subjects: Sequence[str], to: Mailbox, organiser: Mailbox, moment: dt.datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = organiser.header
    message["To"] = to.header
    message["Subject"] = joined(subject[:_LONGEST_SUBJECT] for subject in subjects)
    message["Date"] = format_datetime(moment)
    message["X-Unsent"] = "1"
    return message


def _finished(message: EmailMessage, letter: Letter, organiser: Mailbox) -> bytes:
    """Return the bytes of a message, once it has an identifier and boundaries that depend on what it says."""
    if letter.versions:
        message["Content-Language"] = ", ".join(one.language for one in letter.versions)
    parts = [part.get_payload() for part in message.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in message.items() if name.lower() != "content-type"]
    digest = hashlib.sha256("\n".join(map(str, (*headers, *parts))).encode()).hexdigest()[:_LETTERS_OF_DIGEST]
    message["Message-ID"] = f"<{digest}@{Address(addr_spec=organiser.address).domain}>"
    if message.is_multipart():
        message.set_boundary(f"=_{digest}")
    return message.as_bytes()
