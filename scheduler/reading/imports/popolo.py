"""Popolo: people, organizations, memberships and posts as JSON, in one object, in lists, or one by one.

Source: the Popolo specification's JSON schemas. Contact details other than e-mail addresses, dates of birth and death,
pictures and genders are never looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scheduler.domain.found import Found, FoundBody, FoundPerson, FoundSeat, Source
from scheduler.domain.names import name_key
from scheduler.domain.wording import counted
from scheduler.reading.imports.content import READ_FORMS, Content, Form
from scheduler.reading.imports.json_files import Thing, day_in, json_of, text_in, things_in
from scheduler.reading.imports.seats import Gathering
from scheduler.reading.imports.written_names import email_in, is_titled
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault

_LISTS = {"persons": "person", "people": "person", "organizations": "organization", "memberships": "membership",
          "posts": "post"}  # fmt: skip
_WRAPPINGS = ("result", "results", "data", "popolo")
"""Under which a service puts what it answers."""
_MARKS = {
    "membership": ("person_id", "organization_id", "post_id", "member", "on_behalf_of_id"),
    "post": ("organization_id", "role", "label"),
    "person": ("family_name", "given_name", "honorific_prefix", "contact_details", "birth_date", "gender"),
    "organization": ("classification", "founding_date", "dissolution_date", "parent_id", "posts"),
}
"""Keys by which an object is known for what it is."""
_LEAST_KEYS = {"membership": 2, "post": 2, "person": 1, "organization": 1}
PARTIES = frozenset(map(name_key, (
    "party", "political party", "faction", "parliamentary group", "political group", "group", "caucus", "coalition",
    "fraktion", "partei",
)))  # fmt: skip
"""Classifications of what somebody belongs to, and which is no body that meets."""
_OFFICES = frozenset(map(name_key, ("institution", "administration", "department", "employer")))
"""Classifications of what somebody comes from, and which does not meet."""
NO_BODY = "it is no body that meets"
NO_DAY, NO_NAME = "it is no day", "it has no name"


@dataclass
class _Things:
    """All objects of a file by their kind and id, those within others too."""

    of: dict[str, dict[str, Thing]] = field(default_factory=lambda: {kind: {} for kind in _MARKS})
    places: dict[int, str] = field(default_factory=dict)
    """Where an object stands, by its identity in memory."""
    others: dict[str, int] = field(default_factory=dict)
    """How many there are of what is not read, by the name of their list."""


def _kind_of(thing: Thing) -> str | None:
    """Return what an object is by its own word, or by its keys."""
    said = name_key(text_in(thing.get("@type") or thing.get("type")))
    if said in _MARKS:
        return said
    for kind, keys in _MARKS.items():
        if sum(key in thing for key in keys) >= _LEAST_KEYS[kind]:
            return kind
    if "memberships" in thing and "name" in thing:
        within = things_in(thing["memberships"])
        return "organization" if any("person_id" in one or "person" in one for one in within) else "person"
    return None


def _unwrapped(found: object) -> object:
    while isinstance(found, dict) and not any(name in found for name in (*_LISTS, "name")):
        inner = next((found[name] for name in _WRAPPINGS if isinstance(found.get(name), dict | list)), None)
        if inner is None:
            return found
        found = inner
    return found


def _is_document(found: object) -> bool:
    """Whether something has lists of objects under their names, and is none of the objects itself."""
    lists = [name for name in _LISTS if isinstance(found, dict) and isinstance(found.get(name), list)]
    itself = isinstance(found, dict) and ("name" in found or "id" in found)
    return any(name not in ("memberships", "posts") for name in lists) or (bool(lists) and not itself)


def _looks_so(found: object) -> bool:
    found = _unwrapped(found)
    if _is_document(found):
        return True
    each = things_in(found)
    return bool(each) and _kind_of(each[0]) is not None


def _recognised(content: Content) -> bool:
    if content.kind != "json":
        return False
    try:
        return _looks_so(json_of(content))
    except Unreadable:
        return True  # the reader says why


def read_popolo(content: Content) -> Found:
    """Return the people, bodies and seats of a file.

    Raises
    ------
    Unreadable
        If it is hostile, half a file, or has nothing of them in it.

    """
    found = _unwrapped(json_of(content))
    things = _Things()
    if isinstance(found, dict) and _is_document(found):
        for name, each in found.items():
            if name in _LISTS:
                for number, thing in enumerate(things_in(each), start=1):
                    _take(things, _LISTS[name], thing, f"{name}, {number}")
            elif isinstance(each, list) and each:
                things.others[name] = len(each)
    else:
        for number, thing in enumerate(things_in(found), start=1):
            kind = _kind_of(thing)
            if kind is None:
                things.others["objects"] = things.others.get("objects", 0) + 1
            else:
                _take(things, kind, thing, f"object {number}")
    if not any(things.of.values()):
        raise Unreadable(f"{content.name} seems to be Popolo, and has no people, organizations or seats", READ_FORMS)
    return _Reader(content.name, things).read()


def _take(things: _Things, kind: str, thing: Thing, place: str) -> str:
    """Take an object and those within it; return its id, one of its own where it has none."""
    identity = "_".join(text_in(thing.get("id") or thing.get("_id") or thing.get("@id")).split())
    key = identity or f"without id {place}"
    known = things.of[kind].get(key, {})
    things.of[kind][key] = {**thing, **{name: value for name, value in known.items() if value}}
    things.places[id(things.of[kind][key])] = place
    for inner_kind, names in (("membership", ("memberships",)), ("post", ("posts",))):
        for name in names:
            for number, inner in enumerate(things_in(thing.get(name, [])), start=1):
                linked = {f"{kind}_id": key, **inner} if kind != inner_kind else inner
                _take(things, inner_kind, linked, f"{place}, {name}, {number}")
    if kind in ("membership", "post"):
        taken = things.of[kind][key]
        for inner_kind in ("person", "organization", "post"):
            for inner in things_in(taken.get(inner_kind, [])):
                taken[f"{inner_kind}_id"] = _take(things, inner_kind, inner, place)
        for inner in things_in(taken.get("on_behalf_of", [])):
            taken["on_behalf_of_id"] = _take(things, "organization", inner, place)
    return key


class _Reader:
    """The objects of a file while they are read."""

    def __init__(self, file: str, things: _Things) -> None:
        self.file, self.things, self.gathering = file, things, Gathering()
        self.groups: dict[str, str] = {}
        """The political group of each person by id."""
        self.organisations: dict[str, str] = {}
        """What each person comes from, by id."""

    def read(self) -> Found:
        of = self.things.of
        for name, number in sorted(self.things.others.items()):
            self.gathering.leave_out(f"{name} ({counted(number, 'object')})", "not read of Popolo", Source(self.file))
        bodies = {key: self._body(key, thing) for key, thing in of["organization"].items() if not self._is_party(key)}
        for thing in of["membership"].values():
            person, group, office = _id_in(thing, "person"), self._group(thing), _id_in(thing, "organization")
            if group:
                self.groups.setdefault(person, group)
            if self._is_of(_OFFICES, office):
                self.organisations.setdefault(person, text_in(of["organization"][office].get("name")))
        people = {key: self._person(key, thing) for key, thing in of["person"].items()}
        for thing in of["membership"].values():
            if not self._is_of(PARTIES | _OFFICES, _id_in(thing, "organization")):
                self._seat(thing, people, bodies)
        return self.gathering.found()

    def _source(self, thing: Thing) -> Source:
        return Source(self.file, self.things.places.get(id(thing), ""))

    def _is_party(self, key: str) -> bool:
        return self._is_of(PARTIES, key)

    def _is_of(self, classifications: frozenset[str], key: str) -> bool:
        said = text_in(self.things.of["organization"].get(key, {}).get("classification"))
        return name_key(said) in classifications

    def _group(self, membership: Thing) -> str:
        """Return the party that a membership is of, or is held for."""
        for key in (_id_in(membership, "organization"), _id_in(membership, "on_behalf_of")):
            if self._is_party(key):
                return text_in(self.things.of["organization"][key].get("name"))
        return ""

    def _body(self, key: str, thing: Thing) -> str:
        name = text_in(thing.get("name"))
        if not name:
            self.gathering.leave_out("an organization", NO_NAME, self._source(thing))
            return ""
        if self._is_of(_OFFICES, key):
            self.gathering.leave_out(name, NO_BODY, self._source(thing))
            return ""
        return self.gathering.body(
            FoundBody(
                name,
                self._source(thing),
                identity=_identity("organization", key),
                classification=text_in(thing.get("classification")),
                start_date=self._day(thing, "founding_date"),
                end_date=self._day(thing, "dissolution_date", last=True),
            )
        )

    def _person(self, key: str, thing: Thing) -> str:
        name = _name_of(thing)
        if not name:
            self.gathering.leave_out("a person", NO_NAME, self._source(thing))
            return ""
        emails = [text_in(thing.get("email")), *_emails_in(thing)]
        return self.gathering.person(
            FoundPerson(
                name,
                self._source(thing),
                identity=_identity("person", key),
                organisation=self.organisations.get(key, ""),
                email=next(filter(None, map(email_in, emails)), ""),
                group=self.groups.get(key, ""),
            )
        )

    def _seat(self, thing: Thing, people: dict[str, str], bodies: dict[str, str]) -> None:
        post = self.things.of["post"].get(_id_in(thing, "post"), {})
        person = _id_in(thing, "person") or _id_in(post, "person")
        body = _id_in(thing, "organization") or _id_in(post, "organization")
        if not person or not body:
            what = "person" if not person else "organization"
            self.gathering.leave_out("a membership", f"it says no {what}", self._source(thing))
            return
        behalf = self.things.of["organization"].get(_id_in(thing, "on_behalf_of"), {})
        role = next(
            filter(None, (text_in(thing.get("role")), text_in(post.get("role")), text_in(post.get("label")))), ""
        )
        found = FoundSeat(
            bodies.get(body, _identity("organization", body)),
            people.get(person, _identity("person", person)),
            self._source(thing),
            on_behalf_of="" if self._group(thing) else text_in(behalf.get("name")),
            start_date=self._day(thing, "start_date"),
            end_date=self._day(thing, "end_date", last=True),
        )
        self.gathering.seat(found, role)

    def _day(self, thing: Thing, name: str, *, last: bool = False) -> date | None:
        try:
            return day_in(thing.get(name), last=last)
        except CellFault:
            self.gathering.leave_out(f"{name} {text_in(thing[name])}", NO_DAY, self._source(thing))
            return None


def _identity(kind: str, key: str) -> str:
    return f"popolo {kind} {key}" if " " not in key else ""


def _id_in(thing: Thing, name: str) -> str:
    """Return the id that an object refers to by `name_id`, or by its name alone."""
    said: Any = thing.get(f"{name}_id") or thing.get(name)
    return text_in(said) if str(said).startswith("without id") else "_".join(text_in(said).split())


def _name_of(thing: Thing) -> str:
    """Return a person's name, with their title where the name has none."""
    parts = (text_in(thing.get(name)) for name in ("given_name", "family_name"))
    name = text_in(thing.get("name")) or " ".join(filter(None, parts))
    title = text_in(thing.get("honorific_prefix"))
    return name if not name or not title or is_titled(name) or name.startswith(title) else f"{title} {name}"


def _emails_in(thing: Thing) -> Iterator[str]:
    """Yield the e-mail addresses of contact details, without those of a home."""
    for detail in things_in(thing.get("contact_details", [])):
        about = name_key(f"{text_in(detail.get('label'))} {text_in(detail.get('note'))}")
        if name_key(text_in(detail.get("type"))) == "email" and not any(one in about for one in ("home", "private")):
            yield text_in(detail.get("value"))


FORMS = (Form("people, organizations and memberships (Popolo)", _recognised, read_popolo),)
