"""Column generation over years: the least that all networks' years together can cost, fractions allowed.

Each round solves the master problem, adds the rows its solution breaks, and prices every network's best year; those
that pay are added. Prices are smoothed towards those of the best bound so far (Wentges 1997, "Weighted Dantzig-Wolfe
decomposition for linear mixed-integer programming"), which takes fewer rounds. Every round gives a bound that is true,
whether or not another follows.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from scheduler.solver.patterns.cuts import Placements, violated
from scheduler.solver.patterns.master_problem import Column, MasterProblem, Mix
from scheduler.solver.patterns.network import Calendar, Flags, Floats, Ints, Year
from scheduler.solver.patterns.pricing import MARGIN, Pricing
from scheduler.solver.patterns.shortest_path import cost_of

NEAR = 1e-6
"""How far apart two values of the master problem may be that are meant to be equal."""

FAR = 2
"""How far apart bound and value are while rows are taken out again."""


@dataclass(frozen=True, eq=False)
class Restriction:
    """What a branch asks: nodes at which a network may not meet, and stretches of days in which it must, by network."""

    closed: Mapping[int, Flags] = field(default_factory=dict)
    windows: Mapping[int, Ints] = field(default_factory=dict)

    def allows(self, calendar: Calendar, column: Column) -> bool:
        """Whether a year keeps it."""
        closed, windows = self.closed.get(column.network), self.windows.get(column.network)
        if closed is not None and closed[column.nodes].any():
            return False
        if windows is None:
            return True
        days = calendar.networks[column.network].day[column.nodes]
        return bool(((days >= windows[:, :1]) & (days <= windows[:, 1:])).any(1).all())


@dataclass(frozen=True, eq=False)
class Relaxation:
    """What column generation found.

    Parameters
    ----------
    bound : float
        No plan that keeps the restriction costs less; infinite where there is none.
    mix : Mix or None
        An optimal one of all years, or one that can raise the bound no further; None where that was not looked for.
    prices : array of shape (some rows,)
        Those that prove the bound.
    exhausted : bool
        Whether nothing here could raise the bound further, although there is no mix.

    """

    bound: float
    mix: Mix | None
    prices: Floats
    exhausted: bool = False


@dataclass(eq=False)
class ColumnGeneration:
    """The master problem of a calendar, kept from one restriction to the next.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    placements : Placements
        Of those that are bounded.
    pricing : Pricing
        Of the same.
    smoothing : float
        How much of the prices is those of the best bound so far: from 0, only the last solution's, to below 1.

    """

    calendar: Calendar
    placements: Placements
    pricing: Pricing
    smoothing: float
    master: MasterProblem = field(init=False)
    dearest: int = field(init=False)
    """More than any plan costs."""

    def __post_init__(self) -> None:
        """Begin with no year but the stand-ins."""
        dearest = [self.pricing.networks[network].dearest for network in self.placements.bounded]
        self.master = MasterProblem(self.placements.bounded, dearest, len(self.placements.day))
        self.dearest = sum(dearest)

    def add_year(self, network: int, year: Year) -> bool:
        """Add a year to the master problem; whether it is new, and as good as it must be in the tiers before."""
        cost = self.pricing.own_cost(network, year)
        if cost is None:
            return False
        nodes = year.held
        return self.master.add_column(Column(network, self.placements.of(network, nodes), cost, nodes))

    def add_nodes(self, network: int, nodes: Ints) -> None:
        """Add the year that meets at these nodes, if it is one of the network's."""
        cost = cost_of(self.pricing.networks[network].weighed, nodes)
        if cost < np.inf:
            self.add_year(network, Year(nodes, cost))

    def solve(
        self, restriction: Restriction, enough: Callable[[float], bool], stop: Callable[[], bool], start: Floats
    ) -> Relaxation:
        """Bound all plans that keep a restriction.

        Parameters
        ----------
        restriction : Restriction
            What is asked of some networks.
        enough : callable
            Whether a bound needs no further work; it is told of every round's best.
        stop : callable
            Whether to end at once.
        start : array of shape (some rows,)
            Prices of rows to begin with.

        """
        best, centre, smoothing = -math.inf, start, self.smoothing
        self.master.allow(self._allowed(restriction))
        while True:
            mix = self.master.solve(stop)
            if mix is None:
                return Relaxation(best, None, centre)
            value = self.master.placement_values(mix.share)
            if mix.value > best + FAR:  # later every row may matter, and none should come and go
                self.master.drop(mix.rows)
            broken = chain(self.master.broken(value), violated(self.placements, value))
            rows = sum([self.master.add_row(row) for row in broken])
            centre = self._padded(centre)
            prices = self.pricing.rounded(smoothing * centre + (1 - smoothing) * self._padded(mix.rows))
            bound, years = self._priced(prices, mix, restriction, stop)
            if bound > best:
                best, centre = bound, prices
            if best > self.dearest:
                best = math.inf
            tight = best > math.ceil(mix.value - NEAR) - 1
            optimal = not rows and (tight or (not years and not smoothing and bound > -math.inf))
            if enough(best) or best == math.inf or stop():
                return Relaxation(best, None, centre)
            if optimal and mix.stand_ins < NEAR:
                return Relaxation(best, mix, centre)
            if optimal and not self._sharper():
                return Relaxation(best, None, centre, exhausted=True)
            smoothing = 0.0 if not years and not rows else self.smoothing

    def probed(self, restriction: Restriction, stop: Callable[[], bool]) -> float:
        """Return the value of the master problem under a restriction, by the years and rows it has."""
        self.master.allow(self._allowed(restriction))
        mix = self.master.solve(stop)
        return math.inf if mix is None else mix.value

    def least_with(
        self, prices: Floats, closed: Mapping[int, Flags], stop: Callable[[], bool]
    ) -> Iterator[tuple[int, Floats]]:
        """Yield for each network what any plan costs at least that meets at each of its nodes, as prices prove it.

        Parameters
        ----------
        prices : array of shape (some rows,)
            Of the rows, as in `Relaxation.prices`.
        closed : mapping of int to array of shape (nodes,)
            Nodes at which no plan meets, by network.
        stop : callable
            Whether to end at once.

        """
        prices = self._padded(prices)
        extra, total = self.master.placement_prices(prices), self.master.right_hand_side(prices)
        least = {}
        for network in self.placements.bounded:
            priced = self.pricing.price(network, extra[self.placements.part(network)], None, closed[network])
            least[network] = math.inf if priced is None else priced.price
            if stop():
                return
        total += sum(least.values())
        for network, price in least.items():
            if stop():
                return
            through = self.pricing.through(network, extra[self.placements.part(network)], closed[network])
            yield network, total - price + through

    def largest(self, mix: Mix, network: int) -> Ints:
        """Return the nodes of the year of a network of which a mix has most."""
        columns = zip(mix.share.tolist(), self.master.columns, strict=False)  # some were added since
        return max((one for one in columns if one[1].network == network), key=lambda one: one[0])[1].nodes

    def _sharper(self) -> bool:
        """Make stand-ins dearer, and years that are above their least in the tiers before; whether that could be done.

        Asked for where stand-ins are still in an optimal mix: there may be no plan, which takes higher costs to show.
        """
        sharper = self.pricing.sharpen()
        if sharper:
            self.master.make_stand_ins_dearer(MARGIN)
        return sharper

    def _allowed(self, restriction: Restriction) -> Flags:
        return np.array([restriction.allows(self.calendar, column) for column in self.master.columns], np.bool_)

    def _padded(self, prices: Floats) -> Floats:
        """Return prices of all rows: nothing of those added since."""
        return np.concatenate([prices, np.zeros(len(self.master.rows) - len(prices))])

    def _priced(
        self, prices: Floats, mix: Mix, restriction: Restriction, stop: Callable[[], bool]
    ) -> tuple[float, int]:
        """Price every network's best year: the bound that proves (none if stopped), and how many were added.

        A year is added where it pays under the master problem's own prices, whichever it was found by.
        """
        bound, added = self.master.right_hand_side(prices), 0
        extra, own = (self.master.placement_prices(rows) for rows in (prices, self._padded(mix.rows)))
        for position, network in enumerate(self.placements.bounded):
            part = self.placements.part(network)
            closed, windows = restriction.closed.get(network), restriction.windows.get(network)
            priced = self.pricing.price(network, extra[part], windows, closed)
            if priced is None:
                return math.inf, added
            bound += priced.price
            cost = self.pricing.own_cost(network, priced.year)
            if cost is not None and cost + own[part][priced.year.held].sum() < mix.networks[position] - NEAR:
                added += self.add_year(network, priced.year)
            if stop():
                return -math.inf, added
        return bound, added
