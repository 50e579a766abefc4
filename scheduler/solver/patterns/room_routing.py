"""Dates moved for the sake of cheaper rooms: years re-routed exactly, one or a few at a time, annealed.

A very large neighbourhood searched by shortest paths (Ahuja, Ergun, Orlin and Punnen 2002, "A survey of very
large-scale neighborhood search techniques", Discrete Applied Mathematics 123): the price of a node is what its day's
rooms would cost more. A year that goes where others are lifts them, and they are routed anew (ejection chains). No tier
before rooms is ever worse. Meeting days stay where they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import TypeAlias

import numpy as np

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.day_rooms import Held, Housed
from scheduler.solver.patterns.network import Calendar, Flags, Floats, Ints, Weighed, Year, weighed
from scheduler.solver.patterns.priced_days import PricedDays
from scheduler.solver.patterns.room_prices import RoomPrices
from scheduler.solver.patterns.shortest_path import best_year, cost_of

Route: TypeAlias = Callable[[Weighed, Floats | None, Ints | None, Flags | None], Year | None]
"""`shortest_path.best_year`, or the same compiled."""

POUNDS_A_UNIT = 2**15
"""What a unit of the least tier before rooms weighs in a search for one year: more than all its rooms; a power of two,
so that sums stay exact."""


@dataclass(frozen=True, order=True)
class Cost:
    """What all years cost in the tiers before rooms, in one sum, and then in rooms."""

    tiers: float
    rooms: float


class RoomRouting:
    """Years on their way to cheaper rooms.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    weights : mapping of str to int
        What a unit of each tier before rooms weighs, the least of them 1 or more.
    years : sequence of Year
        A plan: one year of each network.
    prices : RoomPrices
        What each room costs.
    seed : int
        Of what is drawn by chance.
    parameters : SearchParameters
        What tunes it.
    route : callable
        Finds the best year of one network under prices.

    """

    def __init__(
        self,
        calendar: Calendar,
        weights: Mapping[str, int],
        years: Sequence[Year],
        prices: RoomPrices,
        seed: int = 0,
        parameters: SearchParameters = DEFAULT,
        route: Route = best_year,
    ) -> None:
        self.calendar, self.parameters, self.route = calendar, parameters, route
        self.board = Board(calendar)
        self.days = PricedDays(self.board.rooms, prices)
        self._draw = np.random.default_rng(seed)
        self.weighed = [weighed(network, weights) for network in calendar.networks]
        self.open: list[Flags] = [np.atleast_1d(one.open[~one.fixed].any(0)) for one in calendar.networks]
        """The nodes at which something may yet be held; facts stand, and cost nothing."""
        self.least = [self._least(number) for number in range(len(calendar.networks))]
        """The least that the rooms of one meeting of each network could cost."""
        self.day_cost, self.day_least = np.zeros(self.board.days), np.zeros(self.board.days)
        for number, year in enumerate(years):
            self._put(number, Year(year.nodes, cost_of(self.weighed[number], year.nodes)))
        self.best = self._years()
        self.cost = self._counted()
        """Of the best."""

    def run(self, steps: int, stop: Callable[[], bool]) -> None:
        """Take so many steps from the best, colder and colder; `best` and `cost` are what came of it."""
        for number, year in enumerate(self.best):
            if year is not self.board.years[number]:
                self._put(number, year)
        now = self.cost
        for step in range(steps):
            if stop() or not now.tiers + now.rooms < np.inf or not (self.day_cost > self.day_least).any():
                return
            heat = self.parameters.room_heat * (1 - step / steps)
            before: dict[int, Year] = {}
            self._move(before)
            after = self._counted()
            dearer = after.rooms - now.rooms
            if after.tiers > now.tiers or (after.tiers == now.tiers and dearer > 0 and not self._bears(dearer, heat)):
                for number, year in before.items():
                    self._put(number, year)
                continue
            now = after
            if now < self.cost:
                self.best, self.cost = self._years(), now

    def _bears(self, dearer: float, heat: float) -> bool:
        """Whether a step that makes rooms dearer is taken all the same."""
        return heat > 0 and self._draw.random() < exp(-dearer / heat)

    def _counted(self) -> Cost:
        return Cost(sum(year.cost for year in self._years()), float(self.day_cost.sum()))

    def _years(self) -> list[Year]:
        return [year for year in self.board.years if year is not None]

    def _least(self, number: int) -> float:
        """Return the least over the nodes that differ in time or rooms."""
        nodes, pieces = np.flatnonzero(self.open[number]), self.calendar.pieces[number]
        columns = [np.column_stack([one.start, one.end, one.rooms.view(np.int64)])[nodes] for one in pieces]
        _, first = np.unique(np.hstack(columns), axis=0, return_index=True)
        return min((self.days.of(((number, node),)).cost for node in nodes[first].tolist()), default=0.0)

    # -- one step

    def _move(self, before: dict[int, Year]) -> None:
        """Route one of a dear day anew; sometimes as if others' rooms were free, and then those who had them."""
        excess = self.day_cost - self.day_least
        day = int(self._draw.choice(len(excess), p=excess / excess.sum()))
        there = self._movable(self.board.on(day))
        if not there:
            return
        number = there[int(self._draw.integers(len(there)))]
        alone = bool(self._draw.random() < self.parameters.room_alone_share)
        self._reroute(number, before, alone=alone)
        year = self.board.years[number]
        if not alone or year is None:
            return
        network = self.calendar.networks[number]
        dear = [one for one in network.day[year.held].tolist() if self.day_cost[one] > self.day_least[one]]
        others = sorted({other for one in dear for other in self._movable(self.board.on(one))} - {number})
        self._draw.shuffle(others)
        for other in others[: self.parameters.room_ejections]:
            self._reroute(other, before, alone=False)

    def _movable(self, there: Sequence[Held]) -> list[int]:
        """Return the networks that may move, of some."""
        return [number for number, _ in there if not self.calendar.networks[number].of_meeting_day]

    def _reroute(self, number: int, before: dict[int, Year], *, alone: bool) -> None:
        """Lift a network and put it where it is best now; where that is nowhere it stays."""
        was = self.board.years[number]
        if was is None:
            return
        self._lift(number)
        noise = self.parameters.room_noise * self._draw.random(self.calendar.networks[number].nodes)
        year = self.route(
            self.weighed[number],
            (self._prices(number, alone=alone) + noise) / POUNDS_A_UNIT,
            self.board.windows(number),
            self._closed(number),
        )
        before.setdefault(number, was)
        self._put(number, year or was)

    def _closed(self, number: int) -> Flags:
        """Return the nodes at which a lifted network would be in the way of others."""
        ones = np.ones(len(self.calendar.networks))
        in_the_way = (self.board.clashes(number, ones) > 0) | (self.board.unserved(number, ones) > 0)
        found: Flags = (in_the_way | self.board.overloaded(number)) & self.open[number]
        return found

    def _prices(self, number: int, *, alone: bool) -> Floats:
        """Return what the rooms of each node's day would cost more with a lifted network there."""
        network = self.calendar.networks[number]
        found = np.where(self.open[number], np.inf, 0.0)
        for node in np.flatnonzero(self.open[number]).tolist():
            day, held = int(network.day[node]), (number, node)
            beside = self.board.on(day)
            with_it = self.days.of(tuple(sorted((*beside, held))))
            if np.isfinite(with_it.cost):
                found[node] = self.days.of((held,)).cost if alone else with_it.cost - self.day_cost[day]
        return found

    # -- what is placed

    def _lift(self, number: int) -> None:
        year = self.board.years[number]
        if year is not None:
            self.board.lift(number)
            self._count(number, year)

    def _put(self, number: int, year: Year) -> None:
        self._lift(number)
        self.board.put(number, year)
        self._count(number, year)

    def _count(self, number: int, year: Year) -> None:
        """Count the rooms of the days of a year anew."""
        for day in self.calendar.networks[number].day[year.held].tolist():
            there = self.board.on(day)
            self.day_cost[day] = self.days.of(there).cost
            self.day_least[day] = sum(self.least[one] for one, node in there if bool(self.open[one][node]))

    @property
    def rooms(self) -> dict[Held, Housed]:
        """The room of each piece of each network of the best, by network and node."""
        by_day: dict[int, list[Held]] = {}
        for number, year in enumerate(self.best):
            for node in year.held.tolist():
                by_day.setdefault(int(self.calendar.networks[number].day[node]), []).append((number, node))
        found: dict[Held, Housed] = {}
        for held in by_day.values():
            there, rooms = sorted(held), iter(self.days.of(sorted(held)).rooms)
            found |= {one: tuple(next(rooms) for _ in self.calendar.pieces[one[0]]) for one in there}
        return found
