"""Rooms, and the way between venues."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scheduler.domain.bodies import Body
from scheduler.domain.names import name_key


@dataclass(frozen=True)
class Equipment:
    """One row of who needs a piece of equipment, or has it.

    With a body, each of its meetings in a room needs so many; with a meeting day, each of its lunches does; with a
    room, the room has so many built in; with none of these, a store lends so many.
    """

    equipment: str
    body: str | None = None
    meeting_day: str | None = None
    room: str | None = None
    quantity: int = 1
    venue: str | None = None
    """Of a store: the only venue it lends to; None for all."""


@dataclass(frozen=True)
class Room:
    """A bookable room; set-up and clearing belong to every booking. Times in minutes after midnight."""

    code: str
    name: str
    venue: str
    capacity: int
    features: frozenset[str] = frozenset()
    setup_minutes: int = 0
    clear_minutes: int = 0
    open_from: int | None = None
    open_to: int | None = None
    cost_per_hour: Fraction = Fraction(0)
    combines: tuple[str, ...] = ()
    """The rooms this one is made of: using it takes them all."""
    welsh_name: str | None = None
    welsh_venue: str | None = None

    def booked(self, start: int, end: int) -> tuple[int, int]:
        """Return from when to when it is taken by what lasts from start to end: set-up and clearing included."""
        return start - self.setup_minutes, end + self.clear_minutes

    def suits(self, body: Body) -> bool:
        """Whether it has every feature the body asks for, and is its own room, or at its venue, where it names one."""
        return self.offers(body) and body.room in (None, self.code) and body.venue in (None, self.venue)

    def offers(self, body: Body) -> bool:
        """Whether it has every feature the body asks for."""
        return set(body.room_features) <= self.features


def names_of_several(rooms: Iterable[Room]) -> frozenset[str]:
    """Return the names, as they are compared, that rooms in two venues or more have."""
    venues: defaultdict[str, set[str]] = defaultdict(set)
    for room in rooms:
        venues[name_key(room.name)].add(room.venue)
    return frozenset(name for name, there in venues.items() if len(there) > 1)


@dataclass(frozen=True)
class Travel:
    """Minutes from one venue to another, either way."""

    from_venue: str
    to_venue: str
    minutes: int


def taken_with(code: str, rooms: Mapping[str, Room]) -> frozenset[str]:
    """Return all the rooms that using one takes: itself, and whatever it combines."""
    found: set[str] = set()
    ahead = [code]
    while ahead:
        part = ahead.pop()
        if part not in found:
            found.add(part)
            ahead += rooms[part].combines
    return frozenset(found)
