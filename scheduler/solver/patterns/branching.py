"""Branch and price: the least that all years together cost, proven branch by branch, the lowest bound first.

Barnhart, Johnson, Nemhauser, Savelsbergh and Vance 1998, "Branch-and-price: column generation for solving huge integer
programs". A branch says of one network and day that it meets then, or does not; which one is tried on the linear
program first (strong branching: Applegate, Bixby, Chvátal and Cook 1995). Nodes at which no better plan meets are
closed by their reduced costs.
"""

import heapq
import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.patterns.column_generation import ColumnGeneration, Relaxation, Restriction
from scheduler.solver.patterns.cuts import Placements
from scheduler.solver.patterns.master_problem import Mix
from scheduler.solver.patterns.network import Calendar, Flags, Floats, Ints, Year, weighed
from scheduler.solver.patterns.pricing import Groups, Lexicographic, NoYear, Pricing, most_of
from scheduler.solver.patterns.shortest_path import best_year

WHOLE = 1e-5
"""How near to a whole number counts as one."""

Incumbent = Callable[[], int | None]
"""What the best plan costs in the tier that is bounded, those before it at their least; None where there is none."""


@dataclass(frozen=True, eq=False)
class Decision:
    """Whether a network meets at one of some nodes of a day."""

    network: int
    day: int
    nodes: Ints
    meets: bool


@dataclass(frozen=True, eq=False)
class Branch:
    """Some decisions, and a bound on all plans that keep them; `prices` of rows are where to begin."""

    bound: float
    number: int
    decisions: tuple[Decision, ...]
    prices: Floats

    def __lt__(self, other: "Branch") -> bool:
        """Whether it is to be looked at before another: the lowest bound first, of equal ones the older."""
        return (self.bound, self.number) < (other.bound, other.number)


class Bounds:
    """A bound on one tier of all networks' years together, each network at its own least in the tiers before.

    Networks that may meet twice a day, whose years are fewer than the rules', bound nothing but their constant.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    tiers : sequence of str
        In order; the last is bounded.
    years : iterable of sequence of Year
        Plans known already, a year for each network: columns to begin with.
    parameters : SearchParameters
        How to search.
    groups : mapping of int to Groups
        Of networks whose years cost further in the last tier, by number.

    Attributes
    ----------
    bound : int
        No plan costs less in the last tier, where all networks are at their least in those before. True at any time.
    least : mapping of str to int
        By tier, the sum of each network's own least, those before being at their least.

    Raises
    ------
    NoYear
        Where a network has no year at all.

    """

    def __init__(
        self,
        calendar: Calendar,
        tiers: Sequence[str],
        years: Sequence[Sequence[Year]] = (),
        parameters: SearchParameters = DEFAULT,
        groups: Mapping[int, Groups] = MappingProxyType({}),
    ) -> None:
        self.calendar, self.tiers, self.parameters = calendar, tuple(tiers), parameters
        bounded = tuple(number for number, network in enumerate(calendar.networks) if not network.twice_a_day)
        networks = {
            number: Lexicographic.of(calendar.networks[number], tiers, further=most_of(groups, number))
            for number in bounded
        }
        free = [network for network in calendar.networks if network.twice_a_day]
        self._constant = sum(network.costs[tiers[-1]].constant for network in free if tiers[-1] in network.costs)
        self.least: Mapping[str, int] = {
            tier: sum(one.least[position] for one in networks.values()) for position, tier in enumerate(tiers)
        }
        self.bound = self.least[tiers[-1]] + self._constant
        self._placements = Placements(calendar, bounded)
        pricing = Pricing(networks, parameters.compiled_after, groups)
        self._generation = ColumnGeneration(calendar, self._placements, pricing, parameters.price_smoothing)
        self._offered: deque[Sequence[Year]] = deque(years)
        self._plans: deque[tuple[Year, ...]] = deque()
        self._closed: dict[int, Flags] = {
            number: ~np.logical_or.reduce(calendar.networks[number].open) for number in bounded
        }
        self._closed_for: int | None = None
        self._root_prices = np.zeros(0)
        self._open = [Branch(-math.inf, 0, (), np.zeros(0))]
        self._whole = math.inf
        """The lowest bound that no further branch could raise: of a mix that was whole."""
        self._branches = 0
        self._best: int | None = None

    @property
    def proven(self) -> bool:
        """Whether the best plan that it was told of costs no more than the bound."""
        return self._best is not None and self.bound >= self._best

    @property
    def impossible(self) -> bool:
        """Whether it was shown that no plan has every network at its own least in the tiers before the last."""
        return not self._open and self._known() == math.inf

    def offer(self, years: Sequence[Year]) -> None:
        """Take the years of a plan, one for each network, as columns; from any thread."""
        self._offered.append(years)

    def candidates(self) -> list[tuple[Year, ...]]:
        """Return whole plans found since it was last asked: they keep all rows, but rooms and travel were not seen."""
        return [self._plans.popleft() for _ in range(len(self._plans))]

    def run(self, stop: Callable[[], bool], incumbent: Incumbent) -> None:
        """Raise the bound until the best plan is proven, no branch is left, or it is to stop; may be called again."""
        while self._open and not stop():
            self._look(incumbent)
            branch = heapq.heappop(self._open)
            if self._enough(branch.bound):
                self._open.clear()
                self._raise(math.inf)
                return
            found = self._bounded(branch, stop, incumbent)
            branch = Branch(max(branch.bound, found.bound), branch.number, branch.decisions, found.prices)
            if not self._enough(branch.bound):
                if found.exhausted:
                    self._whole = min(self._whole, math.ceil(branch.bound))
                elif found.mix is not None and not stop():
                    self._divide(branch, found.mix, stop)
                else:
                    heapq.heappush(self._open, branch)
            self._raise(min([other.bound for other in self._open[:1]], default=math.inf))

    def _look(self, incumbent: Incumbent) -> None:
        """Read the best plan's cost, and take what was offered."""
        cost = incumbent()
        if cost is not None:
            self._best = cost if self._best is None else min(self._best, cost)
        while self._offered:
            for number, year in enumerate(self._offered.popleft()):
                if number in self._closed:
                    self._generation.add_nodes(number, year.nodes)

    def _enough(self, bound: float) -> bool:
        """Whether a branch with this bound holds nothing better than what is known."""
        return bound == math.inf or (bound > -math.inf and math.ceil(bound) >= self._known())

    def _raise(self, bound: float) -> None:
        """Raise the bound to what all open branches prove, but never above what is known to be had."""
        proven = min(bound, self._known())
        if -math.inf < proven < math.inf:
            self.bound = max(self.bound, math.ceil(proven) + self._constant)

    def _known(self) -> float:
        """Return a cost of the bounded networks that no bound can be above."""
        return min(self._whole, math.inf if self._best is None else self._best - self._constant)

    def _bounded(self, branch: Branch, stop: Callable[[], bool], incumbent: Incumbent) -> Relaxation:
        """Bound one branch by column generation."""
        lowest = min([other.bound for other in self._open[:1]], default=math.inf)

        def enough(bound: float) -> bool:
            self._look(incumbent)
            self._raise(min(max(bound, branch.bound), lowest))
            return self._enough(bound)

        return self._generation.solve(self._restriction(branch.decisions), enough, stop, branch.prices)

    def _restriction(self, decisions: Sequence[Decision]) -> Restriction:
        """Return what decisions ask, and nodes closed by their reduced costs."""
        closed = dict(self._closed)
        windows: dict[int, list[tuple[int, int]]] = {}
        for one in decisions:
            network = self.calendar.networks[one.network]
            shut = np.zeros(network.nodes, np.bool_)
            if one.meets:
                shut = network.day == one.day
                shut[one.nodes] = False
                windows.setdefault(one.network, []).append((one.day, one.day))
            else:
                shut[one.nodes] = True
            closed[one.network] = closed[one.network] | shut
        return Restriction(closed, {network: np.array(days, np.int64) for network, days in windows.items()})

    def _divide(self, branch: Branch, mix: Mix, stop: Callable[[], bool]) -> None:
        """Divide a branch in two, closing nodes first if that has become possible; a mix that is whole ends it."""
        if not branch.decisions:
            self._root_prices = branch.prices
        if self._best is not None and self._closed_for != self._best:
            self._closed_for = self._best
            self._close_nodes(self._root_prices, stop)
        choices = self._choices(self._generation.master.placement_values(mix.share))
        if not choices:
            self._whole = min(self._whole, math.ceil(branch.bound))
            self._plans.append(self._plan(mix))
            return
        decision = self._strongest(branch, choices, mix, stop)
        for meets in (False, True):
            self._branches += 1
            one = replace(decision, meets=meets)
            heapq.heappush(self._open, Branch(branch.bound, self._branches, (*branch.decisions, one), branch.prices))

    def _close_nodes(self, prices: Floats, stop: Callable[[], bool]) -> None:
        """Close the nodes at which no plan meets that is better than the best."""
        for network, least in self._generation.least_with(prices, self._closed, stop):
            self._closed[network] = self._closed[network] | (np.ceil(least) >= self._known())

    def _choices(self, value: Floats) -> list[Decision]:
        """Return on what a mix is divided, most first: days, or starts where there is no such day."""
        found: list[tuple[float, Decision]] = []
        for network in self._closed:
            here = value[self._placements.part(network)]
            day = self.calendar.networks[network].day
            of_day = np.bincount(day, weights=here)
            found += [
                (abs(of_day[one] - 0.5), Decision(network, one, np.flatnonzero(day == one), meets=True))
                for one in np.flatnonzero(np.abs(of_day - np.round(of_day)) > WHOLE).tolist()
            ]
        if not found:
            for placement in np.flatnonzero(np.abs(value - np.round(value)) > WHOLE).tolist():
                network = int(self._placements.network[placement])
                nodes = np.array([placement - self._placements.first[network]])
                decision = Decision(network, int(self._placements.day[placement]), nodes, meets=True)
                found.append((abs(value[placement] - 0.5), decision))
        return [decision for _, decision in sorted(found, key=lambda one: one[0])]

    def _strongest(self, branch: Branch, choices: Sequence[Decision], mix: Mix, stop: Callable[[], bool]) -> Decision:
        """Return the choice that raises the linear program's value most on both sides, of the first few."""
        scores = []
        for one in choices[: self.parameters.strong_branches]:
            gains = []
            for meets in (False, True):
                decisions = (*branch.decisions, replace(one, meets=meets))
                value = self._generation.probed(self._restriction(decisions), stop)
                gains.append(max(value - mix.value, WHOLE))
            scores.append(gains[0] * gains[1])
            if stop():
                break
        return choices[int(np.argmax(scores))]

    def _plan(self, mix: Mix) -> tuple[Year, ...]:
        """Return the years of a mix that is whole; networks that are in no row have the best of their own."""
        years = []
        for number, network in enumerate(self.calendar.networks):
            if number in self._closed:
                nodes = self._generation.largest(mix, number)
            else:
                year = best_year(weighed(network, dict.fromkeys(self.tiers, 1)))
                if year is None:
                    raise NoYear(network.code)
                nodes = year.held
            years.append(Year(np.pad(nodes, (0, network.layers - len(nodes)), constant_values=-1), 0.0))
        return tuple(years)
