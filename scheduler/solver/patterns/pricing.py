"""Pricing: the best year of each network under the prices of rows, and the bound that these years prove.

For any prices of the right sign the priced years and the right-hand sides together are a bound (Lagrangian relaxation:
Geoffrion 1974; the bound of column generation: Lasdon 1970). Prices are rounded to whole multiples of a power of two
before they are used, so that every sum here is exact in floating point and the bound needs no tolerance.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from scheduler.solver.patterns.network import Costs, Flags, Floats, Ints, Network, Weighed, Year, weighed
from scheduler.solver.patterns.shortest_path import best_year, least_through

FINEST = 2.0**-20
"""Prices are multiples of this, or of a coarser power of two where costs are large."""
EXACT = 2.0**49
"""Whole numbers up to here, and some sums of them, are exact in floating point."""
MARGIN = 4
"""How many times all that later tiers could cost an earlier one outweighs, at first."""


class NoYear(Exception):
    """A network has no year at all, whatever others do: its code."""


Route = Callable[[Weighed, Floats | None, Ints | None, Flags | None], Year | None]
"""The best year of a network under prices."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Nodes of a network in groups (rooms), and what a year costs further in the last tier for those it uses.

    Parameters
    ----------
    of : array of shape (nodes,)
        The group of each node; -1 where it is in none.
    units : array of shape (2**groups,)
        Of each set of groups, the group `g` being bit `g`; more groups never cost less.

    """

    of: Ints
    units: Ints

    def used(self, nodes: Ints) -> int:
        """Return the set of groups in which some nodes are."""
        groups = self.of[nodes]
        return int(np.bitwise_or.reduce(np.left_shift(1, groups[groups >= 0]), initial=0))

    def outside(self, used: int) -> Flags:
        """Return which nodes are in a group that is not in a set."""
        found: Flags = (self.of >= 0) & (used >> np.maximum(self.of, 0) & 1 == 0)
        return found

    @property
    def cheapest_first(self) -> list[int]:
        """The sets of groups, by what they cost."""
        return sorted(range(len(self.units)), key=lambda used: int(self.units[used]))


@dataclass(frozen=True, eq=False)
class PricedYear:
    """The best year of a network under prices, and its price: own cost beyond the network's least, and its nodes'."""

    year: Year
    price: float


@dataclass(frozen=True, eq=False)
class Lexicographic:
    """One network, its tiers in one sum in which an earlier one always outweighs those after it.

    Parameters
    ----------
    weighed : Weighed
        The network under those weights.
    tiers : tuple of str
        In order.
    weights : tuple of int
        Theirs; the last is 1.
    least : tuple of int
        The least it costs in each tier, those before being at their least.
    before : float
        What the tiers before the last cost at their least, weighted.
    dearest : int
        More than any year costs in the last tier.
    largest : float
        More than any year costs in all.

    """

    weighed: Weighed
    tiers: tuple[str, ...]
    weights: tuple[int, ...]
    least: tuple[int, ...]
    before: float
    dearest: int
    largest: float

    @staticmethod
    def of(network: Network, tiers: Sequence[str], margin: int = MARGIN, further: int = 0) -> "Lexicographic":
        """Return a network with its tiers in order; an earlier one outweighs `margin` times what later ones cost.

        `further` is the most that a year may cost in the last tier beyond what the network says.
        """
        ranges = [_range(network, tier) for tier in tiers]
        ranges[-1] += further
        weights = [1]
        for most in reversed(ranges[1:]):
            weights.insert(0, weights[0] * (margin * most + 1 if most else 1))
        sums = weighed(network, dict(zip(tiers, weights, strict=True)))
        year = best_year(sums)
        if year is None:
            raise NoYear(network.code)
        rest, least = year.cost, []
        for weight, most in zip(weights, ranges, strict=True):
            cost = rest // weight if most else 0
            least.append(int(cost))
            rest -= cost * weight
        before = sum(weight * cost for weight, cost in zip(weights[:-1], least[:-1], strict=True))
        largest = sum(weight * most for weight, most in zip(weights, ranges, strict=True))
        return Lexicographic(
            sums, tuple(tiers), tuple(weights), tuple(least), float(before), ranges[-1] + 1, float(largest + 1)
        )


def _range(network: Network, tier: str) -> int:
    """Return the most that a year could cost in a tier."""
    costs = network.costs.get(tier, Costs(*(np.zeros((1, 1), np.int64),) * 3, np.zeros(1, np.int64)))
    meeting = (costs.node + costs.mode).max(initial=0)
    gaps = np.where(network.allowed_gap, costs.gap, 0).max(1, initial=0).sum() if tier in network.costs else 0
    covers = sum(cover.units for cover in network.covers if cover.tier == tier and np.isfinite(cover.units))
    return int(network.layers * meeting + gaps + costs.idle.sum() + costs.constant + covers)


@dataclass(eq=False)
class Pricing:
    """Every bounded network with its tiers in one sum.

    Parameters
    ----------
    networks : dict of int to Lexicographic
        By number.
    compiled_after : int
        How many years are priced before compiled code is loaded for the rest.
    groups : mapping of int to Groups
        Of networks whose years cost further in the last tier, by number.

    """

    networks: dict[int, Lexicographic]
    compiled_after: int
    groups: Mapping[int, Groups] = field(default_factory=dict)
    quantum: float = field(init=False)
    margin: int = field(init=False, default=MARGIN)
    _asked: int = field(init=False, default=0)
    _route: Route = field(init=False, default_factory=lambda: best_year)

    def __post_init__(self) -> None:
        """Choose how finely prices are rounded."""
        self.quantum = FINEST
        while self.largest / self.quantum > EXACT:
            self.quantum *= 2

    @property
    def largest(self) -> float:
        """What the dearest year of any network costs, all its tiers in one sum."""
        return max((one.largest for one in self.networks.values()), default=1.0)

    def sharpen(self) -> bool:
        """Let earlier tiers outweigh prices by more; no where they outweigh all that floating point can tell."""
        if self.margin * self.largest > EXACT:
            return False
        self.margin *= MARGIN
        for number, one in self.networks.items():
            further = most_of(self.groups, number)
            self.networks[number] = Lexicographic.of(one.weighed.network, one.tiers, self.margin, further)
        self.__post_init__()
        return True

    def rounded(self, prices: Floats) -> Floats:
        """Return prices of rows that are right in sign (nothing above zero) and exact."""
        return np.minimum(np.round(prices / self.quantum) * self.quantum, 0.0)

    def price(
        self, network: int, extra: Floats, windows: Ints | None = None, closed: Flags | None = None
    ) -> PricedYear | None:
        """Return the best year of a network and its price, in the last tier; None where it has none.

        Where groups of nodes cost further, the best is one that is best with nodes of other groups closed: sets of
        groups are tried, the cheapest first, until the best year in any group, at their cost, would be no better.
        """
        groups = self.groups.get(network)
        free = self._priced(network, extra, windows, closed)
        if free is None or groups is None:
            return free
        best = replace(free, price=free.price + float(groups.units[groups.used(free.year.held)]))
        for used in groups.cheapest_first:
            units = float(groups.units[used])
            if free.price + units >= best.price:
                break
            shut = groups.outside(used)
            found = self._priced(network, extra, windows, shut if closed is None else shut | closed)
            if found is not None and found.price + units < best.price:
                best = replace(found, price=found.price + units)
        return best

    def _priced(self, network: int, extra: Floats, windows: Ints | None, closed: Flags | None) -> PricedYear | None:
        """Return the best year and its price, whichever groups of nodes it uses."""
        one = self.networks[network]
        year = self._best_year(one.weighed, extra, windows, closed)
        if year is None:
            return None
        return PricedYear(year, year.cost - one.before + float(extra[year.held].sum()))

    def _best_year(self, one: Weighed, extra: Floats, windows: Ints | None, closed: Flags | None) -> Year | None:
        """Return the best year by numpy; after so many by compiled code, where that is kept: it has to be loaded."""
        self._asked += 1
        if self._asked % max(1, self.compiled_after) == 0 and self._route is best_year:
            from scheduler.solver.patterns import compilation  # noqa: PLC0415 - numba is heavy, small years need none

            self._route = compilation.fastest_best_year()
        return self._route(one, extra, windows, closed)

    def through(self, network: int, extra: Floats, closed: Flags | None = None) -> Floats:
        """Return the price of the best year with a meeting at each node; infinite where there is none."""
        one, groups = self.networks[network], self.groups.get(network)
        free = least_through(one.weighed, extra, None, closed) - one.before
        if groups is None:
            return free
        least = np.full(len(free), np.inf)
        for used in groups.cheapest_first:
            if (free + groups.units[used] >= least).all():
                break
            shut = groups.outside(used)
            there = least_through(one.weighed, extra, None, shut if closed is None else shut | closed)
            np.minimum(least, there - one.before + groups.units[used], out=least)
        return least

    def own_cost(self, network: int, year: Year) -> int | None:
        """Return what a year costs in the last tier; None where it is not at its least in those before."""
        one, groups = self.networks[network], self.groups.get(network)
        cost = year.cost - one.before + (0 if groups is None else groups.units[groups.used(year.held)])
        return int(cost) if cost < one.dearest else None


def most_of(groups: Mapping[int, Groups], network: int) -> int:
    """Return the most that a network's years cost further for the groups of nodes they use."""
    return int(groups[network].units.max(initial=0)) if network in groups else 0
