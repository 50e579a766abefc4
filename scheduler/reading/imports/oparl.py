"""OParl 1.0 and 1.1: bodies, organizations, persons, memberships and meetings as JSON, single or in lists.

Source: the OParl specification's schemas. An OParl `Body` is the authority, its `Organization` a body, a party, or an
office. Where persons live, their telephones and their lives are never looked at.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.found import Found, FoundBody, FoundMeeting, FoundPerson, FoundSeat, Source
from scheduler.domain.meeting_words import is_cancelled, title_in
from scheduler.domain.names import name_key
from scheduler.domain.wording import counted
from scheduler.reading.imports.content import READ_FORMS, Content, Form
from scheduler.reading.imports.json_files import Thing, day_in, json_of, text_in, things_in
from scheduler.reading.imports.seats import Gathering
from scheduler.reading.imports.written_names import email_in
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault

_SCHEMA = "https://schema.oparl.org/"
_READ = ("Body", "Organization", "Person", "Membership", "Meeting", "Location")
_WITHIN = ("data", "organization", "person", "meeting", "membership", "location", "onBehalfOf")
"""Keys under which objects stand within others."""
_PARTIES = frozenset(map(name_key, ("Partei", "Fraktion", "Gruppe", "party", "faction", "political group")))
_MEETS = name_key("Gremium")
_OFFICES = frozenset(map(name_key, ("Verwaltungsbereich", "Institution", "administration", "department")))
"""Types of organizations that do not meet."""
_CLOCK = ZoneInfo("Europe/London")
"""The clock of a moment that is given in UTC: OParl asks for the local one."""
_WITHOUT_ID = " without an id, at"
_NUMBERS = 400
"""More seats than any body has."""
NOT_READ = "not read of OParl"
DELETED = "it is deleted in its own system"


@dataclass
class _Things:
    """All objects of a file by their type and id, and where each stands."""

    of: dict[str, dict[str, Thing]] = field(default_factory=lambda: {kind: {} for kind in _READ})
    places: dict[str, str] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    """The places of lists that go on in another file."""


def _type_of(thing: Thing) -> str:
    said = text_in(thing.get("type"))
    return said.rsplit("/", 1)[-1] if said.startswith(_SCHEMA) else ""


def _recognised(content: Content) -> bool:
    if content.kind != "json" or _SCHEMA.encode() not in content.data.replace(b"\\/", b"/"):
        return False
    try:
        found = json_of(content)
    except Unreadable:
        return True  # the reader says why
    within = found.get("data", found) if isinstance(found, dict) and not _type_of(found) else found
    return any(_type_of(one) for one in things_in(within))


def read_oparl(content: Content) -> Found:
    """Return the authority, people, bodies, seats and meetings of a file.

    Raises
    ------
    Unreadable
        If it is hostile, half a file, or has nothing of them in it.

    """
    things = _Things()
    _take(things, json_of(content), "")
    if not any(things.of.values()):
        what = f"{content.name} seems to be OParl, and has no organizations, persons, memberships or meetings"
        raise Unreadable(what, READ_FORMS)
    return _Reader(content.name, things).read()


def _take(things: _Things, found: object, place: str) -> None:
    """Take objects and those within them, which are linked to what they stand in."""
    waiting: deque[tuple[Thing, str, Thing | None]] = deque((one, at, None) for one, at in _numbered(found, place))
    while waiting:
        thing, at, above = waiting.popleft()
        kind = _type_of(thing)
        if kind and not text_in(thing.get("id")):
            thing = {**thing, "id": f"{kind}{_WITHOUT_ID} {at}"}
        if not kind and isinstance(thing.get("links"), dict) and thing["links"].get("next"):
            things.pages.append(at)
        if kind in things.of:
            _keep(things, kind, _linked(kind, thing, above), at)
        elif kind:
            things.others[kind] = things.others.get(kind, 0) + 1
        if kind in ("", *_READ):
            for name in _WITHIN:
                inner = things_in(thing.get(name, []))
                waiting += [(one, f"{at}, {name}, {number}".lstrip(", "), thing) for number, one in enumerate(inner, 1)]


def _numbered(found: object, place: str) -> Iterator[tuple[Thing, str]]:
    for number, thing in enumerate(things_in(found), start=1):
        yield thing, f"object {number}" if isinstance(found, list) else place


def _linked(kind: str, thing: Thing, above: Thing | None) -> Thing:
    """Return an object that stands within another with a link to that: a membership to its person or organization."""
    outer = "" if above is None else {"Person": "person", "Organization": "organization"}.get(_type_of(above), "")
    if kind not in ("Membership", "Meeting") or not outer or thing.get(outer):
        return thing
    return {**thing, outer: (above or {}).get("id", "")}


def _keep(things: _Things, kind: str, thing: Thing, place: str) -> None:
    key = text_in(thing["id"])
    known = things.of[kind].get(key, {})
    things.of[kind][key] = {**thing, **{name: value for name, value in known.items() if value}}
    things.places.setdefault(key, place)


class _Reader:
    """The objects of a file while they are read."""

    def __init__(self, file: str, things: _Things) -> None:
        self.file, self.things, self.gathering = file, things, Gathering()
        self.meetings: list[FoundMeeting] = []
        self.groups: dict[str, str] = {}
        self.organizations = things.of["Organization"]

    def read(self) -> Found:
        for name, number in sorted(self.things.others.items()):
            self.gathering.leave_out(f"{name} ({counted(number, 'object')})", NOT_READ, Source(self.file))
        for place in self.things.pages:
            why = "it goes on in another file: save its other pages too"
            self.gathering.leave_out("further pages of a list", why, Source(self.file, place))
        memberships = list(self._standing("Membership"))
        for key, thing in memberships:
            group = self._group(thing)
            if group:
                self.groups.setdefault(_link(thing, "person") or key, group)
        for key, thing in self._standing("Organization"):
            self._body(key, thing)
        for key, thing in self._standing("Person"):
            self._person(key, thing)
        for key, thing in memberships:
            self._seat(key, thing)
        for key, thing in self._standing("Meeting"):
            self._meeting(key, thing)
        names = (text_in(thing.get("name")) for _, thing in self._standing("Body"))
        found = self.gathering.found(next(filter(None, names), ""))
        return Found(**{**vars(found), "meetings": tuple(self.meetings)})

    def _standing(self, kind: str) -> Iterator[tuple[str, Thing]]:
        """Yield the objects of a type that are not deleted in their system, and tell of those that are."""
        for key, thing in self.things.of[kind].items():
            if thing.get("deleted") is True:
                self.gathering.leave_out(text_in(thing.get("name")) or f"a {kind.lower()}", DELETED, self._source(key))
            else:
                yield key, thing

    def _source(self, key: str) -> Source:
        return Source(self.file, self.things.places.get(key, ""))

    def _kind(self, key: str) -> frozenset[str]:
        thing = self.organizations.get(key, {})
        return frozenset(name_key(text_in(thing.get(name))) for name in ("organizationType", "classification"))

    def _is_party(self, key: str) -> bool:
        return not self._kind(key).isdisjoint(_PARTIES)

    def _group(self, membership: Thing) -> str:
        for key in (_link(membership, "organization"), _link(membership, "onBehalfOf")):
            if self._is_party(key):
                return text_in(self.organizations[key].get("name"))
        return ""

    def _body(self, key: str, thing: Thing) -> None:
        name = text_in(thing.get("name")) or text_in(thing.get("shortName"))
        if self._is_party(key):
            return
        if not name or not self._kind(key).isdisjoint(_OFFICES):
            self.gathering.leave_out(name or "an organization", "it is no body that meets", self._source(key))
            return
        seats = [thing.get(name) for name in ("votingMemberCount", "memberCount")]
        self.gathering.body(
            FoundBody(
                name,
                self._source(key),
                identity=_identity(key),
                classification=text_in(thing.get("classification")) or _type_in(thing),
                start_date=self._day(key, thing, "startDate"),
                end_date=self._day(key, thing, "endDate"),
                seats=next((one for one in seats if _is_number(one)), None),
            )
        )

    def _person(self, key: str, thing: Thing) -> None:
        name = _name_of(thing)
        if not name:
            self.gathering.leave_out("a person", "it has no name", self._source(key))
            return
        emails = thing.get("email")
        found = FoundPerson(
            name,
            self._source(key),
            identity=_identity(key),
            email=next(
                filter(None, (email_in(text_in(one)) for one in (emails if isinstance(emails, list) else [emails]))), ""
            ),
            group=self.groups.get(key, ""),
        )
        self.gathering.person(found)

    def _seat(self, key: str, thing: Thing) -> None:
        person, body = _link(thing, "person"), _link(thing, "organization")
        if self._is_party(body):
            return
        if not person or not body:
            what = "person" if not person else "organization"
            self.gathering.leave_out("a membership", f"it says no {what}", self._source(key))
            return
        if not self._kind(body).isdisjoint(_OFFICES):
            return
        behalf = _link(thing, "onBehalfOf")
        voting = thing.get("votingRight")
        found = FoundSeat(
            self._called("Organization", body),
            self._called("Person", person),
            self._source(key),
            on_behalf_of="" if self._is_party(behalf) else text_in(self.organizations.get(behalf, {}).get("name")),
            voting=voting if isinstance(voting, bool) else None,
            start_date=self._day(key, thing, "startDate"),
            end_date=self._day(key, thing, "endDate"),
        )
        self.gathering.seat(found, text_in(thing.get("role")))

    def _called(self, kind: str, key: str) -> str:
        """Return what seats call a person or body: its id, or its name where it has none."""
        return _identity(key) or text_in(self.things.of[kind].get(key, {}).get("name"))

    def _meeting(self, key: str, thing: Thing) -> None:
        name, source = text_in(thing.get("name")), self._source(key)
        begin, finish = (_moment(thing.get(one)) for one in ("start", "end"))
        bodies = _links(thing, "organization")
        if begin is None or not bodies:
            what = "no organization" if begin is not None else "no start"
            self.gathering.leave_out(name or "a meeting", f"it says {what}", source)
            return
        for other in bodies[1:]:
            shown = text_in(self.organizations.get(other, {}).get("name")) or "another organization"
            why = f"a joint meeting, which is kept as one of {self._shown(bodies[0])}"
            self.gathering.leave_out(f"{shown}, {name or 'a meeting'}", why, source)
        same_day = finish is not None and finish.date() == begin.date() and finish > begin
        state = text_in(thing.get("meetingState"))
        self.meetings.append(
            FoundMeeting(
                self._called("Organization", bodies[0]),
                begin.date(),
                source,
                start=_minutes(begin),
                end=_minutes(finish) if finish is not None and same_day else None,
                place=self._place(thing),
                title=title_in(name),
                status=state,
                cancelled=thing.get("cancelled") is True or is_cancelled(state),
                identity=_identity(key),
            )
        )

    def _shown(self, key: str) -> str:
        return text_in(self.organizations.get(key, {}).get("name")) or "the first organization"

    def _place(self, meeting: Thing) -> str:
        """Return the room and what the place is called; streets and postcodes are not needed."""
        said: Any = meeting.get("location")
        location = said if isinstance(said, dict) else self.things.of["Location"].get(text_in(said), {})
        parts = (text_in(location.get(name)) for name in ("room", "description"))
        return ", ".join(dict.fromkeys(filter(None, parts)))

    def _day(self, key: str, thing: Thing, name: str) -> date | None:
        try:
            return day_in(thing.get(name))
        except CellFault:
            self.gathering.leave_out(f"{name} {text_in(thing[name])}", "it is no day", self._source(key))
            return None


def _type_in(organization: Thing) -> str:
    """Return the type of an organization, where it says more than that it meets."""
    said = text_in(organization.get("organizationType"))
    return "" if name_key(said) == _MEETS else said


def _identity(key: str) -> str:
    return "" if _WITHOUT_ID in key else "_".join(key.split())


def _link(thing: Thing, name: str) -> str:
    """Return the id of what an object refers to, by its address or as an object within it."""
    said: Any = thing.get(name)
    return text_in(said.get("id")) if isinstance(said, dict) else text_in(said)


def _links(thing: Thing, name: str) -> list[str]:
    said: Any = thing.get(name)
    each = said if isinstance(said, list) else [said]
    return list(filter(None, (text_in(one.get("id")) if isinstance(one, dict) else text_in(one) for one in each)))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _NUMBERS


def _name_of(thing: Thing) -> str:
    """Return a person's name, or its parts."""
    titles = thing.get("title")
    parts = [*(titles if isinstance(titles, list) else [titles]), *map(thing.get, ("givenName", "affix", "familyName"))]
    return text_in(thing.get("name")) or " ".join(filter(None, map(text_in, parts)))


def _moment(value: object) -> datetime | None:
    """Return a moment by the clock that it is written by; one in UTC by the council's."""
    try:
        moment = datetime.fromisoformat(text_in(value))
    except ValueError:
        return None
    if "T" not in text_in(value):
        return None
    in_utc = moment.tzinfo is not None and not moment.utcoffset()
    return moment.astimezone(UTC).astimezone(_CLOCK) if in_utc else moment


def _minutes(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


FORMS = (Form("organizations, persons and meetings (OParl)", _recognised, read_oparl),)
