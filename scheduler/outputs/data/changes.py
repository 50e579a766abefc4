"""What has changed in a calendar, as an Atom feed (RFC 4287): meetings added, moved, cancelled, confirmed.

Additions and confirmations of one moment are one entry, for whole calendars are made and confirmed at once. An entry
bears the same id for ever, which depends on the authority, the meeting and its revision.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from scheduler.domain.plan import CANCELLED, CONFIRMED, Before
from scheduler.domain.titles import plan_title
from scheduler.domain.uids import uid_of
from scheduler.domain.wording import clock, long_date
from scheduler.languages import phrase, said, said_of
from scheduler.outputs.bilingual import in_each, joined, languages, together
from scheduler.outputs.data.meetings import Dated, Edition
from scheduler.outputs.documents.word import LOCALES
from scheduler.outputs.naming import on_one_line, place_of_month

CHANGES_FILE = "changes.atom"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES = 200
_ADDED, _CONFIRMED = "added", "confirmed"
_OF_ONE = {_ADDED: phrase("Added: {meeting}"), _CONFIRMED: phrase("Confirmed: {meeting}")}
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class Entry:
    """One thing to be told."""

    updated: str
    """When it changed, ISO in UTC."""
    name: tuple[str, ...]
    """What its id is made of."""
    texts: Mapping[str, tuple[str, tuple[str, ...]]]
    """The title and the sentences, by language."""
    page: str
    """The place on the page of meetings where it can be seen."""

    @property
    def title(self) -> str:
        """The title, in each language."""
        return joined(title for title, _ in self.texts.values())


def changes_atom(edition: Edition) -> bytes:
    """Return the feed, the newest entry first: the same for the same plan."""
    entries = sorted(_entries(edition), key=lambda one: (one.updated, one.name), reverse=True)[:_MOST_ENTRIES]
    page, problem = edition.address("index.html"), edition.problem
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": _language(languages(problem))})
    SubElement(feed, "id").text = f"urn:uuid:{uid_of(problem, 'changes')}"
    SubElement(feed, "title").text = on_one_line(together(problem, _title, edition))
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
        _content(entry, one)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _stamp(moment: str) -> str:
    """Write a moment in UTC as RFC 3339 does; one without a zone is UTC."""
    return moment if moment.endswith("Z") else f"{moment}Z"


def _title(edition: Edition) -> str:
    return said("{title}: changes", title=plan_title(edition.problem, edition.plan))


def _language(written: Sequence[str]) -> str:
    """Return the language of a feed by BCP 47: `mul` where it is in several."""
    return LOCALES[written[0]] if len(written) == 1 else "mul"


def _content(entry: Element, one: Entry) -> None:
    """Write the sentences of an entry: as text, or in several languages each in a part that says which it is."""
    if len(one.texts) == 1:
        ((_, lines),) = one.texts.values()
        SubElement(entry, "content", {"type": "text"}).text = "\n".join(lines)
        return
    whole = SubElement(SubElement(entry, "content", {"type": "xhtml"}), "div", {"xmlns": _XHTML})
    for language, (_, lines) in one.texts.items():
        part = SubElement(whole, "div", {"xml:lang": LOCALES[language], "lang": LOCALES[language]})
        for line in lines:
            SubElement(part, "p").text = line


def _entries(edition: Edition) -> Iterator[Entry]:
    at_once: defaultdict[tuple[str, str], list[tuple[Dated, Before]]] = defaultdict(list)
    for one in edition.meetings:
        first, *_ = standings = list(one.standings)
        if first.status != CANCELLED:
            at_once[_ADDED, first.changed].append((one, first))
        for before, after in pairwise(standings):
            if one.only_said_otherwise(before, after):
                continue
            if before.status != CONFIRMED == after.status and _place(before) == _place(after):
                at_once[_CONFIRMED, after.changed].append((one, after))
            else:
                yield _changed(edition, one, before, after)
    for (what, moment), held in at_once.items():
        month = place_of_month(held[0][1].date) if len(held) == 1 else "meetings"
        yield Entry(moment, (what, moment), _in_languages(edition, _together, what, held), f"#{month}")


def _in_languages(
    edition: Edition, say: Callable[..., tuple[str, tuple[str, ...]]], *about: object
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return what a function says of an entry in each language of the council."""
    return dict(zip(languages(edition.problem), in_each(edition.problem, say, *about), strict=True))


def _together(what: str, held: Sequence[tuple[Dated, Before]]) -> tuple[str, tuple[str, ...]]:
    """Return the title and the sentences of meetings that were added, or confirmed, at one moment."""
    lines = tuple(_in_words(one, after) for one, after in held)
    if len(held) == 1:
        return said(_OF_ONE[what], meeting=lines[0]), lines
    if what == _ADDED:
        return said_of(len(held), "{number} meeting added", "{number} meetings added"), lines
    return said_of(len(held), "{number} meeting confirmed", "{number} meetings confirmed"), lines


def _changed(edition: Edition, one: Dated, before: Before, after: Before) -> Entry:
    """Return what a new revision of one meeting changed, in words."""
    name = (one.meeting.uid, str(after.revision))
    texts = _in_languages(edition, _change, one, before, after)
    return Entry(after.changed, name, texts, f"#{place_of_month(after.date)}")


def _change(one: Dated, before: Before, after: Before) -> tuple[str, tuple[str, ...]]:
    title = f"{said(_kind(before, after))}: {_in_words(one, after)}"
    return title, tuple(_what_changed(one, before, after))


def _kind(before: Before, after: Before) -> str:
    if after.status == CANCELLED:
        return phrase("Cancelled")
    if before.status == CANCELLED:
        return phrase("Held after all")
    return phrase("Moved") if _when(before) != _when(after) else phrase("Changed")


def _when(one: Before) -> tuple[object, ...]:
    return one.date, one.start


def _what_changed(one: Dated, before: Before, after: Before) -> Iterator[str]:
    """Yield what is another than it was, in sentences."""
    if after.status == CANCELLED:
        yield said("It will not be held.")
        return
    if _when(before) != _when(after):
        yield said("It was to be on {day} at {time}.", day=long_date(before.date), time=clock(before.start))
    if not one.same_title(before, after):
        yield said("It was called {title}.", title=on_one_line(one.called(before.title)))
    if not one.same_place(before, after):
        was = on_one_line(one.placed(before.place)) or said("a place not yet known")
        yield said("It was to be in {place}.", place=was)
    where = on_one_line(one.placed(after.place)) or said("place to be announced")
    yield said("It is from {start} to {end}, {place}.", start=clock(after.start), end=clock(after.end), place=where)


def _place(one: Before) -> tuple[object, ...]:
    return one.date, one.start, one.end, one.title, one.place


def _in_words(one: Dated, stood: Before) -> str:
    return said(
        "{name} on {day} at {time}",
        name=on_one_line(one.called(stood.title)),
        day=long_date(stood.date),
        time=clock(stood.start),
    )
