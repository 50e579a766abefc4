"""The meetings of a public page as schema.org has them, for search engines: JSON-LD, which no browser runs."""

import json

from markupsafe import Markup

from scheduler.domain.plan import CANCELLED, PROVISIONAL
from scheduler.domain.titles import venue_title
from scheduler.languages import phrase
from scheduler.outputs.bilingual import together
from scheduler.outputs.data.meetings import Dated, Edition, Thing
from scheduler.outputs.naming import on_one_line, place_of_month

_MODES = {
    "in_person": "OfflineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
}
_SCHEMA = "https://schema.org"
_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
"""What could end the element that holds the data, or begin another."""


def events_in_page(edition: Edition) -> Markup:
    """Return the events as JSON-LD that can stand in a page as it is, whatever a meeting is called."""
    things = [_event(edition, one) for one in edition.meetings]
    text = json.dumps({"@context": _SCHEMA, "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - what could be markup is escaped


def _event(edition: Edition, one: Dated) -> Thing:
    meeting = one.meeting
    page = f"{edition.address('index.html')}#{place_of_month(meeting.date)}"
    organizer = {
        "@type": "GovernmentOrganization",
        "name": on_one_line(edition.authority_of(one)),
        "url": edition.base_url,
    }
    found: Thing = {
        "@type": "Event",
        "@id": f"urn:uuid:{meeting.uid}",
        "name": on_one_line(one.title),
        "startDate": one.start.isoformat("T", "minutes"),
        "endDate": one.end.isoformat("T", "minutes"),
        "eventStatus": f"{_SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{_SCHEMA}/{_MODES[one.mode]}",
        "location": _places(edition, one, page),
        "organizer": organizer,
        "url": page,
    }
    if meeting.status == PROVISIONAL:
        found["description"] = edition.say(phrase("Provisional: the date may still change."))
    moved = [one.moment(was.date, was.start) for was in one.before]
    before = [start.isoformat("T", "minutes") for start in moved if start != one.start]
    if meeting.status == CANCELLED:
        found["eventStatus"] = f"{_SCHEMA}/EventCancelled"
    elif before:
        found |= {"eventStatus": f"{_SCHEMA}/EventRescheduled", "previousStartDate": before[-1]}
    return found


def _places(edition: Edition, one: Dated, page: str) -> Thing | list[Thing]:
    """Return the room and venue, the page for what is joined online, or both."""
    room: Thing = {"@type": "Place", "name": on_one_line(one.place) or edition.say(phrase("To be announced"))}
    if one.meeting.venue:
        room["address"] = on_one_line(together(edition.problem, venue_title, edition.problem, one.meeting.venue))
    online: Thing = {"@type": "VirtualLocation", "url": page}
    both: list[Thing] = [room, online]
    return both if one.mode == "hybrid" else {"in_person": room, "online": online}[one.mode]
