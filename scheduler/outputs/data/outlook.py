"""Meetings as the CSV file that Outlook imports; it copies them once and never changes them: a feed is better.

The fields are those that Outlook exports. Days are written as Windows does in the United Kingdom, 21/05/2026, which is
how Outlook reads them there.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from scheduler.domain.plan import CANCELLED, PROVISIONAL
from scheduler.domain.wording import clock
from scheduler.languages import phrase
from scheduler.outputs.data.meetings import Dated, Edition
from scheduler.outputs.feeds.events import IN_FRONT
from scheduler.outputs.naming import file_stem, on_one_line
from scheduler.outputs.on_the_day import ONLINE

OUTLOOK_FILE = "outlook.csv"
_COLUMNS = (
    *("Subject", "Start Date", "Start Time", "End Date", "End Time", "All day event", "Reminder on/off"),
    *("Reminder Date", "Reminder Time", "Meeting Organizer", "Required Attendees", "Optional Attendees"),
    *("Meeting Resources", "Billing Information", "Categories", "Description", "Location", "Mileage", "Priority"),
    *("Private", "Sensitivity", "Show time as"),
)
_TENTATIVE, _BUSY, _FREE = "1", "2", "3"
_SHOWN_AS = {PROVISIONAL: _TENTATIVE, CANCELLED: _FREE}
_COPY = phrase(
    "A copy made by an import: it does not change when the meeting does. Subscribe to the calendar for that."
)
_STARTS_A_FORMULA = tuple("=+-@\t")
_BYTE_ORDER_MARK = "\ufeff"
"""By it Outlook on the web, and Excel, know that the file is UTF-8."""


def outlook_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield the file of all meetings, then that of each body, by their paths."""
    yield OUTLOOK_FILE, _written(edition, edition.meetings)
    for code in edition.problem.bodies:
        own = [one for one in edition.meetings if one.meeting.body == code]
        yield outlook_path(code), _written(edition, own)


def outlook_path(body: str) -> str:
    """Return where the file of a body lies: `outlook/HWB.csv`."""
    return f"outlook/{file_stem(body)}.csv"


def _written(edition: Edition, meetings: Iterable[Dated]) -> bytes:
    """Return the file: a line of headings and one for each meeting, each ending in CR LF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in meetings:
        values = dict(_values(edition, one))
        writer.writerow([_safe(values.get(name, "")) for name in _COLUMNS])
    return f"{_BYTE_ORDER_MARK}{buffer.getvalue()}".encode()


def _values(edition: Edition, one: Dated) -> Iterator[tuple[str, str]]:
    meeting = one.meeting
    day = meeting.date.strftime("%d/%m/%Y")
    in_front = f"{edition.say(IN_FRONT[meeting.status])}: " if meeting.status in IN_FRONT else ""
    yield "Subject", f"{in_front}{one.title}"
    yield from (("Start Date", day), ("Start Time", f"{clock(meeting.start)}:00"))
    yield from (("End Date", day), ("End Time", f"{clock(meeting.end)}:00"))
    yield from ((name, "False") for name in ("All day event", "Reminder on/off", "Private"))
    yield from (
        ("Categories", one.title),
        ("Description", edition.say(_COPY)),
        ("Priority", "Normal"),
        ("Sensitivity", "Normal"),
    )
    yield "Location", one.place or (edition.say(ONLINE) if one.mode == "online" else "")
    yield "Show time as", _SHOWN_AS.get(meeting.status, _BUSY)


def _safe(text: str) -> str:
    """Return text on one line that no spreadsheet takes for a formula."""
    line = on_one_line(text)
    return f"'{line}" if line.startswith(_STARTS_A_FORMULA) else line
