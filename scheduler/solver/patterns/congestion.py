"""A first plan for every calendar: networks routed in turn at a price for every clash, which rises where it stays.

Negotiated congestion (McMurchie and Ebeling 1995, "PathFinder: a negotiation-based performance-driven router for
FPGAs"): what two want goes in the end to the one for whom any other way is dearer. Prices are on clashes of people,
on reports that nobody serves, on days that cannot be housed, and on days that are too full for somebody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.network import Calendar, Floats, Ints, Weighed, Year, weighed
from scheduler.solver.patterns.shortest_path import best_year
from scheduler.solver.patterns.slots import Meeting, layers_of

SURELY = 2.0**60
"""A price that nothing is worth."""


@dataclass(frozen=True)
class Negotiated:
    """A year of each network, and which meetings still stand in one another's way.

    Parameters
    ----------
    years : tuple of Year
        In the order of the calendar's networks; empty where one of them has no year at all.
    contested : tuple of (int, int)
        Network and layer of each meeting that is still in conflict.
    rounds : int
        How often what was contested was routed anew.
    without : int or None
        The first network that has no year even by itself.

    """

    years: tuple[Year, ...]
    contested: tuple[Meeting, ...]
    rounds: int = 0
    without: int | None = None


def negotiated(
    calendar: Calendar,
    weights: Mapping[str, int],
    seed: int = 0,
    stop: Callable[[], bool] = lambda: False,
    parameters: SearchParameters = DEFAULT,
    absences: Callable[[], Floats] | None = None,
) -> Negotiated:
    """Return a first plan, or the one with the fewest meetings in conflict where negotiation stalls or is stopped.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    weights : mapping of str to int
        What a unit of each tier weighs.
    seed : int
        Of the order in which those that are contested are routed.
    stop : callable
        Asked before each routing.
    parameters : SearchParameters
        How prices rise, and when it is given up.
    absences : callable, optional
        Returns what it costs that somebody is not at a meeting of a body, by body and person, infinite where that
        cannot be. It is asked where negotiation stalls: it begins anew then, and whom two meetings may share at that
        price is not contested any more.

    """
    negotiation = _Negotiation(calendar, weights, seed, parameters)
    found = negotiation.run(stop)
    if found.contested and absences is not None and not stop():
        softer = _Negotiation(calendar, weights, seed, parameters)
        softer.board.absence = absences()
        again = softer.run(stop)
        again = again if again.contested else softer.spared(again, stop)
        found = again if len(again.contested) < len(found.contested) else found
    return found


class _Negotiation:
    """Prices and placings of one negotiation."""

    def __init__(self, calendar: Calendar, weights: Mapping[str, int], seed: int, parameters: SearchParameters) -> None:
        self.calendar = calendar
        self.parameters = parameters
        self.weighed = [weighed(network, weights) for network in calendar.networks]
        self.board = Board(calendar)
        self.heat = np.ones(len(calendar.networks))
        self.past = [np.zeros(network.nodes) for network in calendar.networks]
        tiers = sorted({weight for weight in weights.values() if weight > 0}) or [1]
        self.pressure = float(parameters.clash_units * tiers[0])
        self._ceilings = [parameters.clash_ceiling * weight for weight in tiers[1:]]
        self._draw = np.random.default_rng(seed)

    def run(self, stop: Callable[[], bool]) -> Negotiated:
        """Route all once, then those that are contested, until none is or no round has been better for long."""
        for number in self._order():
            year = best_year(self.weighed[number]) if stop() else self._route(number)
            if year is None:
                return Negotiated((), (), without=number)
            self.board.put(number, year)
        best, fewest, idle, rounds = self._years(), self.board.contested(), 0, 0
        contested = fewest
        while contested and idle < self.parameters.clash_rounds and not stop():
            self._raise_prices(contested, idle)
            self._reroute(contested, idle, stop)
            rounds += 1
            contested, idle = self.board.contested(), idle + 1
            if len(contested) < len(fewest):
                best, fewest, idle = self._years(), contested, 0
        return Negotiated(best, tuple(fewest), rounds)

    def spared(self, found: Negotiated, stop: Callable[[], bool]) -> Negotiated:
        """Return a plan in which no network would by itself be cheaper elsewhere, absences included.

        Each that shares people with another at a price moves to where it is best for all; as each move makes the whole
        cheaper, this comes to an end (a potential game: Monderer and Shapley 1996, Games and Economic Behavior 14).
        """
        self.pressure, self._ceilings, moved = SURELY, [], True
        self.past = [np.zeros_like(past) for past in self.past]
        while moved and not stop():
            moved, slots = False, self.board.slots.network
            sharing = {int(slots[slot]) for pair in self.board.clashing(at_a_price=True) for slot in pair}
            for number in sorted(sharing):
                before = self._years()[number]
                self.board.lift(number)
                extra = self._prices(number)
                year = best_year(self.weighed[number], extra, self.board.windows(number))
                cheaper = year is not None and _price(year, extra) < _price(before, extra)
                moved = moved or cheaper
                self.board.put(number, year if year is not None and cheaper else before)
        return replace(found, years=self._years())

    def _years(self) -> tuple[Year, ...]:
        """Return the years of all networks, once all are placed."""
        return tuple(year for year in self.board.years if year is not None)

    def _order(self) -> list[int]:
        """Return the networks: meeting days first, then those with the fewest ways to place most meetings."""

        def freedom(number: int) -> tuple[bool, float, int]:
            network, pieces = self.calendar.networks[number], self.calendar.pieces[number]
            people = sum(int(np.bitwise_count(piece.people).sum()) for piece in pieces)
            return not network.of_meeting_day, -people / max(network.nodes, 1), number

        return sorted(range(len(self.weighed)), key=freedom)

    @property
    def ceiling(self) -> float:
        """What a clash costs at most by now: less than a unit of the next tier, while there is hope without."""
        return self._ceilings[0] if self._ceilings else np.inf

    def _raise_prices(self, contested: list[Meeting], idle: int) -> None:
        """Raise the price of what is contested: of its networks, of its nodes, and of all where nothing gets better."""
        many = self.parameters
        rise = many.clash_rise
        if idle >= many.clash_patience:
            rise = many.clash_steep_rise
            self._ceilings = self._ceilings[1:] if self.pressure * rise > self.ceiling else self._ceilings
        self.pressure = min(self.pressure * rise, self.ceiling)
        years = self._years()
        for number, layers in layers_of(contested).items():
            self.heat[number] *= many.clash_heat
            self.past[number][years[number].nodes[layers]] += many.clash_memory

    def _reroute(self, contested: list[Meeting], idle: int, stop: Callable[[], bool]) -> None:
        """Lift and route anew each network that is contested, in an order drawn by chance.

        Where nothing gets better those that report to them, or hear them, are lifted meanwhile, and placed after them:
        they are in no conflict themselves, and may yet be what leaves the others no way out.
        """
        board, numbers = self.board, sorted({number for number, _ in contested})
        order = [numbers[place] for place in self._draw.permutation(len(numbers)).tolist()]
        if idle >= self.parameters.clash_patience:
            near = {report.receiver for number in numbers for report in board.feeds[number]}
            near |= {report.feeder for number in numbers for report in board.hears[number]}
            order += sorted(near.difference(numbers))
        before = self._years()
        for number in order[len(numbers) :]:
            board.lift(number)
        for number in order:
            board.lift(number)
            board.put(number, before[number] if stop() else self._route(number) or before[number])

    def _prices(self, number: int) -> Floats:
        """Return what each node of a lifted network costs beyond its own, at the prices of now."""
        prices, board = np.minimum(self.pressure * self.heat, self.ceiling), self.board
        extra = self.pressure * self.past[number] + board.clashes(number, prices)
        extra += self.parameters.report_clashes * board.unserved(number, prices)
        extra += self.pressure * board.overloaded(number)
        extra += self.pressure * board.unhoused(number)
        return extra

    def _route(self, number: int) -> Year | None:
        """Return the best year of a lifted network at the prices of now."""
        extra = self._prices(number)
        windows, one = self.board.windows(number), self.weighed[number]
        year = best_year(one, extra)
        missed = 0 if year is None else _missed(windows, one.network.day[year.held])
        if year is None or not missed:
            return year
        price = self.parameters.report_clashes * min(self.pressure * self.heat[number], self.ceiling)
        serving = best_year(one, extra, windows)
        if serving is None:
            return best_year(self._at_a_price(one, windows, price), extra) or year
        dearer = _price(serving, extra) - _price(year, extra)
        return serving if dearer <= price * missed else year

    @staticmethod
    def _at_a_price(one: Weighed, windows: Ints, price: float) -> Weighed:
        """Return a network of which each report may go unserved, at a price: not all of them can be served."""
        missed = np.append(one.missed, np.full(len(windows), price))
        return replace(one, wanted=np.concatenate([one.wanted, windows]), missed=missed)


def _price(year: Year, extra: Floats) -> float:
    return float(year.cost + extra[year.held].sum())


def _missed(windows: Ints, days: Ints) -> int:
    """Return in how many stretches of days, first and last, there is no meeting."""
    days = np.sort(days)
    inside = np.searchsorted(days, windows[:, 1], side="right") - np.searchsorted(days, windows[:, 0])
    return int((inside == 0).sum())
