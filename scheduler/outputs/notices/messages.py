"""Messages (RFC 5322) as drafts: the letter in words, and an invitation for each change, each in a file of its own.

Whoever opens one in Outlook has a draft (`X-Unsent`), to be looked at and sent by hand. Nothing is sent from here.
Boundaries and identifiers come from the content, so that the same notices are the same bytes.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from scheduler.domain.wording import clock, long_date
from scheduler.outputs.notices.addresses import Mailbox
from scheduler.outputs.notices.invitations import method_of
from scheduler.outputs.notices.letters import Letter, Line

_SUBJECTS = {
    "moved": "Moved",
    "cancelled": "Cancelled",
    "no longer yours": "No longer yours",
    "changed": "Changed",
    "held after all": "Held after all",
}
_LONGEST_SUBJECT = 150
_LETTERS_OF_DIGEST = 32


def letter_text(letter: Letter) -> str:
    """Return a letter as plain text."""
    return "\n".join(_text_lines(letter))


def _text_lines(letter: Letter) -> Iterator[str]:
    yield from (f"{letter.salutation},", "", letter.opening, "")
    for part in letter.parts:
        yield from (part.heading.upper(), part.to_do, "")
        for row in part.rows:
            for number, (column, cell) in enumerate(zip(part.columns, row, strict=True)):
                for line in cell.split("\n") if cell else ():
                    yield line if number == 0 else f"  {line}" if column.startswith("When") else f"  {column}: {line}"
            yield ""
    question, *signed = letter.closing
    yield from (question, "", *dict.fromkeys(signed))


def letter_message(letter: Letter, to: Mailbox, organiser: Mailbox, moment: dt.datetime) -> bytes:
    """Return the message with the whole letter in words."""
    message = _addressed(letter.title, to, organiser, moment)
    message.set_content(letter_text(letter) + "\n", cte="quoted-printable")
    return _finished(message, organiser)


def invitation_message(
    line: Line, letter: Letter, to: Mailbox, organiser: Mailbox, ics: bytes, moment: dt.datetime
) -> bytes:
    """Return the message with one invitation, or its withdrawal, and the change in words before it."""
    event = line.item.event
    front = _SUBJECTS.get(line.item.kind, "")
    when = long_date(event.date) + ("" if event.start is None else f" at {clock(event.start)}")
    message = _addressed(f"{front}{': ' if front else ''}{line.what}, {when}", to, organiser, moment)
    words = (f"{letter.salutation},", f"{line.sentence}.", line.remark, line.to_do, *letter.closing)
    message.set_content("\n\n".join(dict.fromkeys(filter(None, words))) + "\n", cte="quoted-printable")
    message.add_alternative(
        ics.decode(), subtype="calendar", charset="utf-8", cte="base64", params={"method": method_of(line.item)}
    )
    return _finished(message, organiser)


def _addressed(subject: str, to: Mailbox, organiser: Mailbox, moment: dt.datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = organiser.header
    message["To"] = to.header
    message["Subject"] = subject[:_LONGEST_SUBJECT]
    message["Date"] = format_datetime(moment)
    message["X-Unsent"] = "1"
    return message


def _finished(message: EmailMessage, organiser: Mailbox) -> bytes:
    """Return the bytes of a message, once it has an identifier and boundaries that depend on what it says."""
    parts = [part.get_payload() for part in message.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for name, value in message.items() if name.lower() != "content-type"]
    digest = hashlib.sha256("\n".join(map(str, (*headers, *parts))).encode()).hexdigest()[:_LETTERS_OF_DIGEST]
    message["Message-ID"] = f"<{digest}@{Address(addr_spec=organiser.address).domain}>"
    if message.is_multipart():
        message.set_boundary(f"=_{digest}")
    return message.as_bytes()
