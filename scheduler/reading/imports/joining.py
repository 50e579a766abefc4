"""Several files of one council as one: identities become names, and what stands in several files is there once.

What the first file says stays, a blank is filled from the next; whatever then differs is told as left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Generic, TypeVar

from scheduler.domain.found import Found, FoundBody, FoundClosure, FoundPerson, FoundSeat, LeftOut, Source
from scheduler.domain.names import name_key, person_key
from scheduler.domain.wording import counted
from scheduler.reading.imports.joined_meetings import JoinedMeetings, rooms_of

Thing = TypeVar("Thing", FoundBody, FoundPerson)

_IDENTITY = re.compile(r"(?:modern\.gov|popolo|list) \w+ \S+|https?://\S+")
"""What a system calls something; no name of it."""
_OF_A_SYSTEM = re.compile(r".*[/ ]")
_WEEKEND = (5, 6)
_LONGEST_WEEKEND = 3
"""Days of which one is none of a weekend."""
_RANK = ("chair", "vice_chair", "member", "co_opted", "adviser", "observer", "clerk")


class _Register(Generic[Thing]):
    """Bodies or people, each once: found by what their system calls them, or by their name."""

    def __init__(self, key: Callable[[str], str], compared: dict[str, str], left_out: list[LeftOut]) -> None:
        self.key = key
        self.compared = compared
        """The fields that are told where they differ, and their words."""
        self.left_out = left_out
        self.told: set[str] = set()
        self.things: dict[str, Thing] = {}
        """By the key of the name, in their order."""
        self.by_identity: dict[str, str] = {}

    def add(self, thing: Thing) -> None:
        key = self.by_identity.get(thing.identity, "") or self.key(thing.name)
        if isinstance(thing, FoundBody) and thing.gone and thing.identity:
            key = thing.identity
        known = self.things.get(key)
        if known is not None and known.identity != thing.identity and _system(known) == _system(thing) != "":
            thing = replace(thing, name=f"{thing.name} ({thing.identity})")
            why = f"another has the same name ({known.source.words}); it is called {thing.name} here"
            self.left_out.append(LeftOut(known.name, why, thing.source))
            key, known = self.key(thing.name), None
        self.things[key] = thing if known is None else self._filled(known, thing)
        if thing.identity:
            self.by_identity[thing.identity] = key

    def _filled(self, known: Thing, other: Thing) -> Thing:
        """Return what is known with its blanks filled, and tell what differs."""
        for name, words in self.compared.items():
            kept, read = getattr(known, name), getattr(other, name)
            if kept and read and self.key(str(kept)) != self.key(str(read)):
                self._tell(
                    f"{words} of {known.name}: {read}", f"{known.source.words} says {kept}, which is kept", other
                )
        blank = {name: value for name, value in vars(other).items() if getattr(known, name) in ("", None)}
        return replace(known, **blank)

    def _tell(self, what: str, why: str, other: Thing) -> None:
        """Tell a difference once, though many files have it."""
        if what not in self.told:
            self.told.add(what)
            self.left_out.append(LeftOut(what, why, other.source))

    def find(self, words: str) -> Thing | None:
        """Return who or what is called so, by identity or by name."""
        return self.things.get(self.by_identity.get(words, "") or self.key(words))

    def found(self, words: str, make: Callable[[str], Thing]) -> Thing | None:
        """Return the same, made where it is a name that is new; None for an identity that nobody names."""
        known = self.find(words)
        if known is None and words and not _IDENTITY.fullmatch(words):
            self.add(make(words))
            known = self.find(words)
        return known


def _system(thing: Thing) -> str:
    """Return the system that a body or person has its identity from: two of one system are two."""
    found = _OF_A_SYSTEM.match(thing.identity)
    return found[0] if found is not None else ""


def joined(found: Found) -> Found:
    """Return what was found as one council's.

    Bodies, people and rooms are each there once, and differ by their names; every meeting and seat names its body,
    every seat its person, every meeting with a place a room, as they are called there. Meetings come by date, one for
    each body, date and start. Bodies that meet no more are left out, with all that is theirs.
    """
    left_out = list(found.left_out)
    bodies: _Register[FoundBody] = _Register(name_key, {"name": "the name", "classification": "the kind"}, left_out)
    people: _Register[FoundPerson] = _Register(
        person_key,
        {"name": "the name", "group": "the group", "email": "the e-mail", "end_date": "the last day"},
        left_out,
    )
    for body in sorted(found.bodies, key=lambda one: not one.gone):
        bodies.add(body)
    for person in found.people:
        people.add(person)

    def body_of(words: str, source: Source) -> FoundBody | None:
        return bodies.found(words, lambda name: FoundBody(name, source))

    meetings = JoinedMeetings(found.meetings, body_of, lambda words: words in bodies.by_identity, left_out)
    seats = _Seats(bodies, people, meetings, left_out)
    for seat in found.seats:
        seats.add(seat)
    kept_seats = seats.every()
    for body in bodies.things.values():
        if body.gone:
            held = meetings.of(body)
            too = f"; its {counted(held, 'meeting')} with it" if held else ""
            left_out.append(LeftOut(body.name, f"{body.gone} in the system that it comes from{too}", body.source))
    rooms, placed = rooms_of(found.rooms, meetings.every())
    return Found(
        authority=found.authority,
        bodies=tuple(body for body in bodies.things.values() if not body.gone),
        people=tuple(people.things.values()),
        seats=kept_seats,
        rooms=rooms,
        meetings=placed,
        closures=_once(found.closures),
        left_out=tuple(dict.fromkeys(left_out)),
        read_as=found.read_as,
    )


def _once(closures: Iterable[FoundClosure]) -> tuple[FoundClosure, ...]:
    """Return each closure once, however many pages print it, and in one piece though each of its days is printed."""
    spans: list[FoundClosure] = []
    for one in sorted(closures, key=lambda one: (name_key(one.reason), one.first, one.last)):
        last = spans[-1] if spans else one
        if spans and name_key(last.reason) == name_key(one.reason) and _goes_on(last.last, one.first):
            spans[-1] = replace(last, last=max(last.last, one.last))
        else:
            spans.append(one)
    return tuple(sorted(spans, key=lambda one: (one.first, one.last, one.reason)))


def _goes_on(last: date, first: date) -> bool:
    """Whether there are only days of a weekend between two days, or none."""
    between = range(last.toordinal() + 1, first.toordinal())
    return all(date.fromordinal(day).weekday() in _WEEKEND for day in between[:_LONGEST_WEEKEND])


class _Seats:
    """Seats, each once: those that a list of members states, and those of members who were at a meeting."""

    def __init__(
        self,
        bodies: _Register[FoundBody],
        people: _Register[FoundPerson],
        meetings: JoinedMeetings,
        left_out: list[LeftOut],
    ) -> None:
        self.bodies, self.people, self.meetings, self.left_out = bodies, people, meetings, left_out
        self.stated: dict[str, list[FoundSeat]] = defaultdict(list)
        self.attended: dict[str, list[tuple[date, FoundSeat]]] = defaultdict(list)
        self.nameless: Counter[tuple[str, str]] = Counter()

    def add(self, seat: FoundSeat) -> None:
        person = self.people.found(seat.person, lambda name: FoundPerson(name, seat.source))
        held = self.meetings.by_identity.get(seat.body)
        body = self.bodies.found(held.body if held else seat.body, lambda name: FoundBody(name, seat.source))
        if body is None:
            self.nameless[seat.body, seat.source.file] += 1
        elif person is None:
            self.left_out.append(LeftOut(f"{seat.person} on {body.name}", "no file names this person", seat.source))
        else:
            deputies = tuple(filter(None, (self._deputy(words, seat, body) for words in seat.substitutes)))
            named = replace(seat, body=body.name, person=person.name, substitutes=deputies)
            if body.gone:
                return
            if held is None:
                self.stated[body.name].append(named)
            else:
                self.attended[body.name].append((held.date, named))

    def _deputy(self, words: str, seat: FoundSeat, body: FoundBody) -> str:
        found = self.people.found(words, lambda name: FoundPerson(name, seat.source))
        if found is None:
            self.left_out.append(
                LeftOut(f"{words}, substitute on {body.name}", "no file names this person", seat.source)
            )
        return found.name if found else ""

    def every(self) -> tuple[FoundSeat, ...]:
        """Return the seats in the order of their bodies."""
        for (body, file), number in sorted(self.nameless.items()):
            why = "no file says whose they are: give the list of meetings, or the page of the committee, as well"
            self.left_out.append(LeftOut(f"{counted(number, 'member')} of {body}", why, Source(file)))
        self.nameless.clear()
        order = [body.name for body in self.bodies.things.values() if not body.gone]
        return tuple(seat for name in order for seat in self._of(name))

    def _of(self, body: str) -> list[FoundSeat]:
        seats: dict[str, FoundSeat] = {}
        for seat in (*self.stated[body], *self._sitting(body)):
            known = seats.get(seat.person)
            seats[seat.person] = seat if known is None else self._both(known, seat)
        divided = [self._of_their_group(seat) if seat.pooled else seat for seat in seats.values()]
        sitting_for = {one for seat in divided for one in seat.substitutes}
        pool = {one: seat.source for seat in seats.values() if seat.pooled for one in seat.substitutes}
        for one, source in pool.items():
            if one not in sitting_for:
                why = "no member of the same group is there to be sat for"
                self.left_out.append(LeftOut(f"{one}, substitute on {body}", why, source))
        return divided

    def _of_their_group(self, seat: FoundSeat) -> FoundSeat:
        """Return a seat with those of its body's pool who are of the member's group, where both have one."""
        own = self._group(seat.person)
        fitting = (one for one in seat.substitutes if not own or self._group(one) in ("", own))
        return replace(seat, substitutes=tuple(fitting))

    def _group(self, person: str) -> str:
        known = self.people.find(person)
        return "" if known is None else name_key(known.group)

    def _sitting(self, body: str) -> list[FoundSeat]:
        """Return the seats of those at the latest meeting that says who was there, unless a list states all members."""
        if not self.attended[body]:
            return []
        lists: dict[str, set[str]] = defaultdict(set)
        for seat in self.stated[body]:
            lists[seat.source.file].add(seat.person)
        listed = {person for names in lists.values() for person in names}
        whole = any(len(names) > 1 for names in lists.values())
        latest = max(day for day, _ in self.attended[body])
        sitting = [seat for day, seat in self.attended[body] if day == latest]
        now = listed if whole else listed | {seat.person for seat in sitting}
        why = "the list of members has them not" if whole else "at an earlier meeting, not at the latest"
        for person, source in {seat.person: seat.source for _, seat in self.attended[body]}.items():
            if person not in now:
                self.left_out.append(LeftOut(f"{person} on {body}", why, source))
        return [] if whole else sitting

    def _both(self, known: FoundSeat, other: FoundSeat) -> FoundSeat:
        """Return one seat of two: the higher role; what differs is told."""
        first, second = sorted((known, other), key=lambda seat: _RANK.index(seat.role))
        if "member" not in (first.role, second.role) and first.role != second.role:
            why = f"{first.source.words} says {first.role}, which is kept"
            what = f"the role of {second.person} on {second.body}: {second.role}"
            self.left_out.append(LeftOut(what, why, second.source))
        blank = {name: value for name, value in vars(second).items() if getattr(first, name) in ("", None, ())}
        pooled = first.pooled if first.substitutes else second.pooled
        return replace(first, **{**blank, "pooled": pooled})
