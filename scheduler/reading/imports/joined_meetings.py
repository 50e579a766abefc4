"""Meetings of several files as one calendar, each once, and the rooms that they are held in.

A meeting is told by what its system calls it, or by its body, date and start.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from scheduler.domain.found import FoundBody, FoundMeeting, FoundRoom, LeftOut, Source
from scheduler.domain.names import name_key
from scheduler.domain.wording import clock, long_date

_NO_PLACE = frozenset(
    map(name_key, ("tbc", "tba", "to be confirmed", "to be agreed", "to be announced", "to be advised", "venue tbc"))
)


class JoinedMeetings:
    """Meetings, each once: told by what their system calls them, or by body, date and start."""

    def __init__(
        self,
        meetings: Iterable[FoundMeeting],
        body_of: Callable[[str, Source], FoundBody | None],
        is_identity: Callable[[str], bool],
        left_out: list[LeftOut],
    ) -> None:
        self.left_out = left_out
        self.by_identity: dict[str, FoundMeeting] = {}
        self.held: dict[tuple[str, date], list[FoundMeeting]] = {}
        self.gone: Counter[str] = Counter()
        every = tuple(meetings)
        listed = {one.identity: one for one in reversed(every) if one.identity and is_identity(one.body)}
        for one in every:
            words = listed.get(one.identity, one).body
            body = body_of(words, one.source) if words != one.identity else None
            if body is None:
                why = "no file says which body it is of: give the list of its meetings, or its page, as well"
                self.left_out.append(LeftOut(f"a meeting on {long_date(one.date)}", why, one.source))
            elif body.gone:
                self.gone[body.identity or body.name] += 1
                self.by_identity[one.identity] = replace(one, body=body.identity or body.name)
            else:
                self._add(replace(one, body=body.name))

    def _add(self, one: FoundMeeting) -> None:
        known = self.by_identity.get(one.identity) if one.identity else None
        same_day = self.held.setdefault((one.body, (known or one).date), [])
        if known is None:
            known = next((other for other in same_day if _may_be_one(other, one)), None)
        if known is None:
            same_day.append(one)
        else:
            same_day = self.held[known.body, known.date]
            same_day[same_day.index(known)] = one = self._both(known, one)
        for identity in filter(None, (one.identity, known.identity if known else "")):
            self.by_identity[identity] = one

    def _both(self, known: FoundMeeting, other: FoundMeeting) -> FoundMeeting:
        """Return one meeting of two: the first, its blanks filled; what differs is told."""
        what = f"{known.body} on {long_date(known.date)}"
        for differs, words, kept in (
            (known.date != other.date, long_date(other.date), long_date(known.date)),
            (_differ(known.start, other.start), clock(other.start or 0), clock(known.start or 0)),
            (_differ(known.end, other.end), f"until {clock(other.end or 0)}", f"until {clock(known.end or 0)}"),
            (known.cancelled != other.cancelled, _held(other), _held(known)),
        ):
            if differs:
                why = f"{known.source.words} says {kept}"
                self.left_out.append(LeftOut(f"{what}: {words}", why, other.source))
        blank = {name: value for name, value in vars(other).items() if getattr(known, name) in ("", None)}
        return replace(known, **blank, cancelled=known.cancelled or other.cancelled)

    def of(self, gone: FoundBody) -> int:
        """Return how many meetings there are of a body that meets no more."""
        return self.gone[gone.identity or gone.name]

    def every(self) -> tuple[FoundMeeting, ...]:
        """Return all meetings by date, start and body."""
        found = (one for same_day in self.held.values() for one in same_day)
        return tuple(sorted(found, key=lambda one: (one.date, one.start or 0, one.body)))


def _may_be_one(known: FoundMeeting, other: FoundMeeting) -> bool:
    """Whether two meetings of a body on a day may be one: files that say otherwise tell of two."""
    if known.source.file == other.source.file or (known.identity and other.identity):
        return known.start == other.start
    return True


def _differ(known: int | None, other: int | None) -> bool:
    return known is not None and other is not None and known != other


def _held(one: FoundMeeting) -> str:
    return "cancelled" if one.cancelled else "held"


def rooms_of(
    rooms: Iterable[FoundRoom], meetings: Iterable[FoundMeeting]
) -> tuple[tuple[FoundRoom, ...], tuple[FoundMeeting, ...]]:
    """Return each room once, those too that only meetings name, and the meetings with their rooms' names as places."""
    known: dict[str, FoundRoom] = {}
    for room in rooms:
        known.setdefault(_key(room.name, room.venue), room)
    bare = {name_key(room.name): key for key, room in reversed(known.items())}
    keys: list[str] = []
    every = tuple(meetings)
    for one in every:
        named_there = _room_in(one)
        key = ""
        if named_there is not None:
            key = _key(named_there.name, named_there.venue)
            key = key if key in known else bare.get(name_key(one.place), key)
            known.setdefault(key, named_there)
        keys.append(key)
    named: dict[str, FoundRoom] = {}
    taken: set[str] = set()
    for key, room in known.items():
        name = f"{room.name}, {room.venue}" if name_key(room.name) in taken else room.name
        taken.add(name_key(name))
        named[key] = replace(room, name=name)
    placed = (replace(one, place=named[key].name if key else "") for one, key in zip(every, keys, strict=True))
    return tuple(named.values()), tuple(placed)


def _key(name: str, venue: str) -> str:
    return f"{name_key(name)}/{name_key(venue)}"


def _room_in(one: FoundMeeting) -> FoundRoom | None:
    """Return the room that a meeting's place names, and the venue behind its first comma; None where it names none."""
    name, _, venue = re.sub(r"\s+", " ", one.place).strip(" ,.").partition(",")
    if not name_key(one.place) or name_key(one.place) in _NO_PLACE:
        return None
    return FoundRoom(name.strip(), one.source, venue.strip())
