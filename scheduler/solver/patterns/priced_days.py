"""The cheapest rooms for all that is held on one day, by branch and bound.

The bound is what each booking still open would cost in the cheapest room that would do, were the others not there (Land
and Doig 1960, "An automatic method of solving discrete programming problems", Econometrica 28).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.solver.patterns.day_rooms import Booking, DayRooms, Held, Housed
from scheduler.solver.patterns.room_prices import RoomPrices

MOST_REMEMBERED = 20_000
"""Days of which the answer is kept."""
MOST_STEPS = 5_000
"""Of one search; after that many the best so far stands."""


@dataclass(frozen=True)
class PricedDay:
    """What the rooms of a day cost, infinite where they are not enough, and the room of each piece (-1 for none)."""

    cost: float
    rooms: Housed


class PricedDays:
    """The cheapest rooms of any day.

    Parameters
    ----------
    rooms : DayRooms
        What each network needs at a node, and which rooms are in each other's way.
    prices : RoomPrices
        What each room costs.

    """

    def __init__(self, rooms: DayRooms, prices: RoomPrices) -> None:
        self.rooms = rooms
        self._prices = prices
        self._days: dict[tuple[Held, ...], PricedDay] = {}
        self._choices: dict[Held, tuple[_Choices | None, ...]] = {}

    def of(self, held: Sequence[Held]) -> PricedDay:
        """Return the cheapest rooms for networks and their nodes, in rising order, all on one day."""
        key = tuple(held)
        if key not in self._days:
            if len(self._days) >= MOST_REMEMBERED:
                self._days.clear()
            self._days[key] = self._cheapest(key)
        return self._days[key]

    def _cheapest(self, key: Sequence[Held]) -> PricedDay:
        choices = [one for held in key for one in self._of(held)]
        there = [(number, one) for number, one in enumerate(choices) if one is not None]
        there.sort(key=lambda pair: (len(pair[1].rooms), pair[0]))
        search = _Search(self.rooms, [one for _, one in there])
        rooms = [-1] * len(choices)
        for (number, _), room in zip(there, search.best or (), strict=False):
            rooms[number] = room
        return PricedDay(search.cost, tuple(rooms))

    def _of(self, held: Held) -> "tuple[_Choices | None, ...]":
        if held not in self._choices:
            bookings = self.rooms.bookings(held)
            prices = self._prices.at(self.rooms.calendar, *held)
            self._choices[held] = tuple(
                None if booking is None else _Choices(booking, tuple(sorted((float(of[r]), r) for r in booking.rooms)))
                for booking, of in zip(bookings, prices, strict=True)
            )
        return self._choices[held]


@dataclass(frozen=True)
class _Choices:
    """A booking, and the rooms that would do for it with their prices, the cheapest first."""

    booking: Booking
    rooms: tuple[tuple[float, int], ...]


class _Search:
    """Rooms given to bookings in turn, the cheapest first."""

    def __init__(self, rooms: DayRooms, choices: Sequence[_Choices]) -> None:
        self.rooms, self.choices = rooms, choices
        self.cost = np.inf
        self.best: tuple[int, ...] | None = None
        self._steps = 0
        self._rest = [0.0]
        """The least that the bookings from each on would cost, from the last to the first."""
        for one in reversed(choices):
            self._rest.append(self._rest[-1] + (one.rooms[0][0] if one.rooms else np.inf))
        self._give(0.0, [])

    def _give(self, spent: float, given: list[int]) -> None:
        """Give a room to the next booking, and so on to the last."""
        number = len(given)
        if number == len(self.choices):
            self.cost, self.best = spent, tuple(given)
            return
        after, one = self._rest[len(self.choices) - number - 1], self.choices[number]
        for price, room in one.rooms:
            self._steps += 1
            if spent + price + after >= self.cost or self._steps > MOST_STEPS:
                return
            taken = [(other.booking, there) for other, there in zip(self.choices, given, strict=False)]
            if not any(
                self.rooms.in_the_way(other, there, one.booking, room) for other, there in taken
            ) and self.rooms.lends(one.booking, room, taken):
                self._give(spent + price, [*given, room])
