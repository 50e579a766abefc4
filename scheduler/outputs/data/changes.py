"""What has changed in a calendar, as an Atom feed (RFC 4287): meetings added, moved, cancelled, confirmed.

Additions and confirmations of one moment are one entry, for whole calendars are made and confirmed at once. An entry
bears the same id for ever, which depends on the authority, the meeting and its revision.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from scheduler.domain.plan import CANCELLED, CONFIRMED, Before
from scheduler.domain.uids import uid_of
from scheduler.domain.wording import clock, counted, long_date
from scheduler.outputs.data.meetings import Dated, Edition
from scheduler.outputs.naming import on_one_line, place_of_month

CHANGES_FILE = "changes.atom"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES = 200
_ADDED, _CONFIRMED = "added", "confirmed"


@dataclass(frozen=True)
class Entry:
    """One thing to be told."""

    updated: str
    """When it changed, ISO in UTC."""
    name: tuple[str, ...]
    """What its id is made of."""
    title: str
    lines: tuple[str, ...]
    page: str
    """The place on the page of meetings where it can be seen."""


def changes_atom(edition: Edition) -> bytes:
    """Return the feed, the newest entry first: the same for the same plan."""
    entries = sorted(_entries(edition), key=lambda one: (one.updated, one.name), reverse=True)[:_MOST_ENTRIES]
    page, problem = edition.address("index.html"), edition.problem
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    SubElement(feed, "id").text = f"urn:uuid:{uid_of(problem, 'changes')}"
    SubElement(feed, "title").text = on_one_line(f"{edition.plan.title}: changes")
    SubElement(feed, "updated").text = _stamp(max((one.updated for one in entries), default=edition.made))
    SubElement(SubElement(feed, "author"), "name").text = on_one_line(edition.authority)
    SubElement(feed, "link", {"rel": "self", "href": edition.address(CHANGES_FILE), "type": "application/atom+xml"})
    SubElement(feed, "link", {"rel": "alternate", "href": page, "type": "text/html"})
    for one in entries:
        entry = SubElement(feed, "entry")
        SubElement(entry, "id").text = f"urn:uuid:{uid_of(problem, 'change', *one.name)}"
        SubElement(entry, "title").text = one.title
        SubElement(entry, "updated").text = _stamp(one.updated)
        SubElement(entry, "link", {"rel": "alternate", "href": f"{page}{one.page}", "type": "text/html"})
        SubElement(entry, "content", {"type": "text"}).text = "\n".join(one.lines)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _stamp(moment: str) -> str:
    """Write a moment in UTC as RFC 3339 does; one without a zone is UTC."""
    return moment if moment.endswith("Z") else f"{moment}Z"


def _entries(edition: Edition) -> Iterator[Entry]:
    together: defaultdict[tuple[str, str], list[tuple[Dated, Before]]] = defaultdict(list)
    for one in edition.meetings:
        first, *_ = standings = list(one.standings)
        if first.status != CANCELLED:
            together[_ADDED, first.changed].append((one, first))
        for before, after in pairwise(standings):
            if before.status != CONFIRMED == after.status and _place(before) == _place(after):
                together[_CONFIRMED, after.changed].append((one, after))
            else:
                yield _changed(one, before, after)
    for (what, moment), held in together.items():
        lines = tuple(_in_words(after) for _, after in held)
        several = f"{counted(len(held), 'meeting')} {what}"
        title = f"{what.capitalize()}: {lines[0]}" if len(held) == 1 else several
        month = place_of_month(held[0][1].date) if len(held) == 1 else "meetings"
        yield Entry(moment, (what, moment), title, lines, f"#{month}")


def _changed(one: Dated, before: Before, after: Before) -> Entry:
    """Return what a new revision of one meeting changed, in words."""
    title, month = f"{_kind(before, after)}: {_in_words(after)}", f"#{place_of_month(after.date)}"
    name = (one.meeting.uid, str(after.revision))
    return Entry(after.changed, name, title, tuple(_what_changed(before, after)), month)


def _kind(before: Before, after: Before) -> str:
    if after.status == CANCELLED:
        return "Cancelled"
    if before.status == CANCELLED:
        return "Held after all"
    return "Moved" if _when(before) != _when(after) else "Changed"


def _when(one: Before) -> tuple[object, ...]:
    return one.date, one.start


def _what_changed(before: Before, after: Before) -> Iterator[str]:
    """Yield what is another than it was, in sentences."""
    if after.status == CANCELLED:
        yield "It will not be held."
        return
    if _when(before) != _when(after):
        yield f"It was to be on {long_date(before.date)} at {clock(before.start)}."
    if before.title != after.title:
        yield f"It was called {on_one_line(before.title)}."
    if before.place != after.place:
        yield f"It was to be in {on_one_line(before.place) or 'a place not yet known'}."
    where = on_one_line(after.place) or "place to be announced"
    yield f"It is from {clock(after.start)} to {clock(after.end)}, {where}."


def _place(one: Before) -> tuple[object, ...]:
    return one.date, one.start, one.end, one.title, one.place


def _in_words(one: Before) -> str:
    return f"{on_one_line(one.title)} on {long_date(one.date)} at {clock(one.start)}"
