"""What is carried to which room on each day: from a store, or from the meeting that had it before.

Each thing that is lent goes its own round of a day: whoever needs one first has one that is still in its store, and one
that is back where none is left (interval colouring: Kolen, Lenstra, Papadimitriou and Spieksma 2007, "Interval
scheduling: a survey", Naval Research Logistics 54).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from scheduler.domain.lending import Lending, lending
from scheduler.domain.names import name_key
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import Booking, bookings
from scheduler.domain.wording import clock

Booked: TypeAlias = tuple[dt.date, str, int, str | None]
"""What tells a booking: its day, its room, when the room is set up, and the body; None for a lunch."""


@dataclass(frozen=True)
class Use:
    """A thing that a meeting, or a lunch, needs in its room. Times in minutes after midnight."""

    thing: str
    """In the council's own words."""
    booking: Booking
    needed: int
    built_in: int
    """How many of those that are needed the room has."""
    remain: int
    """How many more could be had there at the moment when the fewest could."""
    comes_from: tuple[Booking, ...] = ()
    """The bookings of that day from which one is carried; the rest comes from a store."""
    goes_to: tuple[Booking, ...] = ()
    """The bookings of that day to which one is carried afterwards."""

    @property
    def carried(self) -> int:
        """How many are carried to the room."""
        return self.needed - self.built_in


@dataclass
class _Unit:
    """One of a thing, and where it is on a day."""

    venue: str | None
    last: Booking | None = None


def uses(problem: Problem, plan: Plan) -> tuple[Use, ...]:
    """Return all that meetings and lunches need in their rooms, in order of date, thing and time."""
    known = lending(problem)
    if not known.limits:
        return ()
    there = sorted(bookings(problem, plan), key=lambda one: (one.date, one.start, one.end, one.title))
    found: list[Use] = []
    for _, of_day in groupby(there, key=lambda one: one.date):
        day = list(of_day)
        for thing in dict.fromkeys(limit.thing for limit in known.limits):
            found += _of_day(known, thing, day)
    return tuple(found)


def _of_day(known: Lending, thing: str, day: Sequence[Booking]) -> list[Use]:
    """Return the uses of one thing on one day, each of those that are lent going its round."""
    needing = [one for one in day if known.needed(_body(one), one.lunch_of).get(thing, 0)]
    units = [_Unit(venue) for venue, number in known.lent.get(thing, {}).items() for _ in range(number)]
    before: list[list[Booking]] = []
    after: dict[int, list[Booking]] = {id(one): [] for one in needing}
    for one in needing:
        before.append([])
        for _ in range(known.of_booking(one, thing)):
            free = [unit for unit in units if _fits(unit, one)]
            if free:
                unit = min(free, key=lambda unit: (unit.last is not None, unit.venue is None, _end(unit)))
                if unit.last is not None:
                    before[-1].append(unit.last)
                    after[id(unit.last)].append(one)
                unit.last = one
    found = []
    for one, came in zip(needing, before, strict=True):
        needed = known.needed(_body(one), one.lunch_of)[thing]
        built_in = needed - known.of_booking(one, thing)
        remain = _remain(known, thing, one, needing)
        found.append(Use(known.names[thing], one, needed, built_in, remain, tuple(came), tuple(after[id(one)])))
    return found


def _body(booking: Booking) -> str | None:
    return booking.bodies[0] if booking.bodies else None


def _fits(unit: _Unit, booking: Booking) -> bool:
    """Whether a unit could be carried to a room when it is set up."""
    here = unit.venue is None or unit.venue == name_key(booking.room.venue)
    return here and (unit.last is None or unit.last.end <= booking.start)


def _end(unit: _Unit) -> int:
    return 0 if unit.last is None else unit.last.end


def _remain(known: Lending, thing: str, booking: Booking, needing: Iterable[Booking]) -> int:
    """Return how many more could be carried to the venue of a booking, all the while that it lasts."""
    left = []
    for limit in known.limits:
        if limit.thing == thing and (limit.venues is None or booking.room.venue in limit.venues):
            carried = known.towards(limit, needing)
            begins = {one.booking.start for one in carried if booking.start < one.booking.start < booking.end}
            for moment in {booking.start, *begins}:
                had = sum(one.number for one in carried if one.booking.start <= moment < one.booking.end)
                left.append(limit.most - had)
    return max(0, min(left, default=0))


def equipment_in_words(problem: Problem, plan: Plan) -> dict[Booked, list[str]]:
    """Return what each booking needs, and from where it comes: `Webcasting kit: from the store`."""
    found: dict[Booked, list[str]] = {}
    for use in uses(problem, plan):
        one = use.booking
        found.setdefault((one.date, one.room.code, one.start, _body(one)), []).append(_in_words(use))
    return found


def _in_words(use: Use) -> str:
    number = f" ({use.needed})" if use.needed > 1 else ""
    return f"{with_a_capital(use.thing)}{number}: {from_where(use)}"


def with_a_capital(words: str) -> str:
    """Write words as they begin a cell."""
    return words[:1].upper() + words[1:]


def from_where(use: Use) -> str:
    """Say where the things come from, and where they go next on that day."""
    parts = [_some(use.built_in, use, "in the room")] if use.built_in else []
    stored = use.carried - len(use.comes_from)
    parts += [_some(stored, use, "from the store")] if stored else []
    for one, number in Counter(use.comes_from).items():
        if one.room == use.booking.room:
            parts.append(_some(number, use, "in the room already"))
        else:
            parts.append(_some(number, use, f"carry from {one.room.name}, clear by {clock(one.end)}"))
    for one, number in Counter(use.goes_to).items():
        stays = one.room == use.booking.room
        then = f"stays for {clock(one.start)}" if stays else f"then to {one.room.name} by {clock(one.start)}"
        parts.append(_some(number, use, then))
    return ", ".join(parts)


def _some(number: int, use: Use, words: str) -> str:
    """Say how many, where these are not all."""
    return words if number == use.needed else f"{number} {words}"
