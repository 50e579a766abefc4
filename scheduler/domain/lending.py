"""What meetings need of the council's equipment, what their rooms have of it, and what stores lend at one moment.

What has to be carried to a room is what the meeting there needs beyond what is built into the room. Some stores lend at
one venue and others at any, so that the least that is left to those that lend anywhere is, moment by moment, what each
venue needs beyond its own stores. That this can be met is a condition on sets of venues (Gale 1957, "A theorem on flows
in networks", Pacific Journal of Mathematics 7): each set needs no more than its own stores, and those that lend
anywhere, have together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from scheduler.domain.names import name_key
from scheduler.domain.problem import Problem
from scheduler.domain.remembered import of_problem
from scheduler.domain.seating import Booking

MOST_VENUES = 6
"""Venues that may have stores of one thing of their own where another store lends it anywhere: each set of them has a
limit, and their number doubles with every venue."""


@dataclass(frozen=True)
class Limit:
    """How many of a thing can be carried, at one moment, to the rooms of some venues."""

    thing: str
    """Its `name_key`."""
    most: int
    venues: frozenset[str] | None = None
    """None for all."""


@dataclass(frozen=True)
class Carried:
    """So many of a thing, carried to the room of one booking."""

    booking: Booking
    number: int


@dataclass(frozen=True)
class Lending:
    """Who needs what, what is built in where, and what is lent; things by their `name_key`.

    Parameters
    ----------
    names : mapping of str to str
        Each thing in the council's own words.
    of_body, of_lunch : mapping of str to mapping of str to int
        By body, and by meeting day of its lunch, how many of each thing are needed.
    built_in : mapping of str to mapping of str to int
        By room, how many of each thing it has, its parts' included.
    lent : mapping of str to mapping of str to int
        By thing, how many its stores have: by the `name_key` of the venue where they lend, None for any.
    venue_of : mapping of str to str
        By room.
    limits : tuple of Limit
        Of each thing that is needed.

    """

    names: Mapping[str, str]
    of_body: Mapping[str, Mapping[str, int]]
    of_lunch: Mapping[str, Mapping[str, int]]
    built_in: Mapping[str, Mapping[str, int]]
    lent: Mapping[str, Mapping[str | None, int]]
    venue_of: Mapping[str, str]
    limits: tuple[Limit, ...]

    def needed(self, body: str | None, meeting_day: str | None) -> Mapping[str, int]:
        """Return what a meeting of a body needs, or else the lunch of a meeting day."""
        return self.of_lunch.get(meeting_day or "", {}) if body is None else self.of_body.get(body, {})

    def carried(self, thing: str, body: str | None, meeting_day: str | None, room: str) -> int:
        """Return how many of a thing have to be carried to a room for a meeting of a body, or for a lunch."""
        needed = self.needed(body, meeting_day).get(thing, 0)
        return max(0, needed - self.built_in.get(room, {}).get(thing, 0)) if needed else 0

    def counted(self, limit: Limit, body: str | None, meeting_day: str | None, room: str) -> int:
        """Return how many of what is carried to a room count towards a limit."""
        there = limit.venues is None or self.venue_of[room] in limit.venues
        return self.carried(limit.thing, body, meeting_day, room) if there else 0

    def venues_lending(self, thing: str) -> frozenset[str]:
        """Return the venues, by their `name_key`, with stores of a thing that lend there only."""
        return frozenset(venue for venue in self.lent.get(thing, {}) if venue is not None)

    def within(self, body: str | None, meeting_day: str | None, room: str) -> bool:
        """Whether a meeting of a body, or a lunch, could have all it needs in a room, were it alone."""
        return all(self.counted(limit, body, meeting_day, room) <= limit.most for limit in self.limits)

    def of_booking(self, booking: Booking, thing: str) -> int:
        """Return how many of a thing are carried for a booking."""
        body = booking.bodies[0] if booking.bodies else None
        return self.carried(thing, body, booking.lunch_of, booking.room.code)

    def towards(self, limit: Limit, bookings: Iterable[Booking]) -> list[Carried]:
        """Return the bookings that count towards a limit, in order of time."""
        there = (one for one in bookings if limit.venues is None or one.room.venue in limit.venues)
        found = [Carried(one, self.of_booking(one, limit.thing)) for one in there]
        kept = [one for one in found if one.number]
        return sorted(kept, key=lambda one: (one.booking.date, one.booking.start, one.booking.end, one.booking.title))


NOTHING = Lending({}, {}, {}, {}, {}, {}, ())


def lending(problem: Problem) -> Lending:
    """Return what the rows of equipment say together."""
    return _lending(problem) if problem.equipment else NOTHING


@of_problem
def _lending(problem: Problem) -> Lending:
    names: dict[str, str] = {}
    of_body: defaultdict[str, Counter[str]] = defaultdict(Counter)
    of_lunch: defaultdict[str, Counter[str]] = defaultdict(Counter)
    in_room: defaultdict[str, Counter[str]] = defaultdict(Counter)
    lent: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    for row in problem.equipment:
        thing = name_key(row.equipment)
        names.setdefault(thing, row.equipment)
        if row.body is not None:
            body = problem.bodies.get(row.body)
            if body is not None and not body.online:
                of_body[row.body][thing] += row.quantity
        elif row.meeting_day is not None:
            of_lunch[row.meeting_day][thing] += row.quantity
        elif row.room is not None:
            in_room[row.room][thing] += row.quantity
        else:
            lent[thing][None if row.venue is None else name_key(row.venue)] += row.quantity
    parts = problem.parts_of_room if in_room else {}
    needed = sorted({thing for of in (*of_body.values(), *of_lunch.values()) for thing in of})
    venues = sorted({room.venue for room in problem.rooms.values()})
    return Lending(
        names,
        of_body,
        of_lunch,
        {code: sum((in_room[part] for part in sorted(of)), Counter()) for code, of in parts.items()},
        lent,
        {code: room.venue for code, room in problem.rooms.items()},
        tuple(limit for thing in needed for limit in _limits(thing, lent[thing], venues)),
    )


def _limits(thing: str, lent: Mapping[str | None, int], venues: Iterable[str]) -> Iterator[Limit]:
    """Yield how many can be carried to which venues: each set that its own stores tell apart, with all without one."""
    anywhere = lent.get(None, 0)
    own = {venue: lent[name_key(venue)] for venue in venues if lent.get(name_key(venue), 0)}
    without = frozenset(venues) - own.keys()
    if not own:
        yield Limit(thing, anywhere)
    elif not anywhere:
        yield from (Limit(thing, number, frozenset({venue})) for venue, number in own.items())
        yield from (Limit(thing, 0, without) for _ in sorted(without)[:1])
    else:
        for some in chain.from_iterable(combinations(own, number) for number in range(len(own) + 1)):
            if some or without:
                yield Limit(thing, anywhere + sum(own[venue] for venue in some), without.union(some))


def at_each_moment(carried: list[Carried]) -> Iterator[tuple[Carried, ...]]:
    """Yield what is carried at each moment of a day at which a booking begins; in order of time."""
    for moment in sorted({one.booking.start for one in carried}):
        yield tuple(one for one in carried if one.booking.start <= moment < one.booking.end)
