"""Better plans by annealed ejection chains over whole years: restarts and temperatures of what is compiled.

Glover 1996, "Ejection chains, reference structures and alternating path methods for traveling salesman problems",
Discrete Applied Mathematics 65. Imports numba: to be imported only where large calendars are made better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.chain_arrays import back_to_the_best, meetings_of, plan_of
from scheduler.solver.patterns.chain_kernels import Tuning, chains
from scheduler.solver.patterns.kernels import shortest
from scheduler.solver.patterns.network import Calendar, Year, weighed
from scheduler.solver.patterns.path_arrays import paths_of, work_for
from scheduler.solver.patterns.shortest_path import cost_of

CHAINS_A_CALL = 50
"""Chains between two looks whether to stop: some tens of milliseconds."""


class EjectionChains:
    """A plan that is made better, chain by chain; the same years, seed and steps give the same plan.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    weights : mapping of str to int
        What a unit of each tier weighs.
    years : sequence of Year
        A plan without a fault: one year for each network, in order.
    seed : int
        Of all that is drawn by chance.
    parameters : SearchParameters
        What tunes it.

    """

    def __init__(
        self,
        calendar: Calendar,
        weights: Mapping[str, int],
        years: Sequence[Year],
        seed: int,
        parameters: SearchParameters = DEFAULT,
    ) -> None:
        self.calendar = calendar
        self._weighed = [weighed(network, weights) for network in calendar.networks]
        self._paths = paths_of(self._weighed)
        self._meetings = meetings_of(calendar)
        self._plan = plan_of(calendar, self._meetings, years, seed)
        self._work = work_for(self._paths)
        self._tuning = _tuning(parameters, min((weight for weight in weights.values() if weight > 0), default=1))
        self._hot = parameters.chain_temperature * self._tuning.unit
        self._cold = self._hot * parameters.chain_cold
        self._pool = np.zeros((0, 1 + self._plan.at.shape[1]), np.int64)
        self._plans: list[tuple[Year, ...]] = []
        self._years: list[tuple[int, Year]] = []
        plan = self._plan
        for number, constant in enumerate(self._paths.constant):
            found = shortest(self._paths, number, plan.extra, plan.windows[:0], self._work, plan.nodes)
            plan.least[number] = constant + found
        self._restart()

    def _restart(self) -> None:
        """Go back to the best plan."""
        back_to_the_best(self.calendar, self._plan)
        self._plan.own[:] = [year.cost for year in self.best]
        self._plan.totals[:] = self._plan.own.sum()

    @property
    def cost(self) -> float:
        """What the best plan costs."""
        return float(self._plan.totals[1])

    @property
    def least(self) -> float:
        """What all networks would cost if each had its best year: no plan costs less."""
        return float(self._plan.least.sum())

    @property
    def best(self) -> list[Year]:
        """The best plan."""
        found = [self._plan.best[k, : one.network.layers].copy() for k, one in enumerate(self._weighed)]
        return [Year(nodes, cost_of(one, nodes)) for nodes, one in zip(found, self._weighed, strict=True)]

    def run(self, steps: int, stop: Callable[[], bool] = lambda: False) -> None:
        """Anneal from the best plan, once: so many chains, the budget of each falling from the first to the last.

        Parameters
        ----------
        steps : int
            Chains.
        stop : callable
            Asked every some tens of milliseconds.

        """
        self._restart()
        temperatures = np.linspace(self._hot, self._cold, steps)
        for first in range(0, steps, CHAINS_A_CALL):
            if stop() or self.cost <= self.least:
                return
            self.take_what_is_offered()
            budget = temperatures[first : first + CHAINS_A_CALL]
            chains(self._paths, self._meetings, self._plan, self._work, self._tuning, self._pool, budget)

    def offer(self, years: Sequence[Year]) -> None:
        """Offer a whole plan found elsewhere, a year for each network in order; from any thread.

        It is taken for the best where it is without a fault and cheaper; otherwise its years join the pool.
        """
        self._plans.append(tuple(years))

    def take_what_is_offered(self) -> None:
        """Look at plans and years that came since, in the order in which they came."""
        while self._plans:
            years = self._plans.pop(0)
            cost = sum(cost_of(one, year.nodes) for one, year in zip(self._weighed, years, strict=True))
            if cost < self.cost and _faultless(self.calendar, years):
                for number, year in enumerate(years):
                    self._plan.best[number, : len(year.nodes)] = year.nodes
                self._restart()
            else:
                self._years += enumerate(years)
        if self._years:
            came = np.full((len(self._years), self._pool.shape[1]), -1)
            for row, (number, year) in enumerate(self._years):
                came[row, 0], came[row, 1 : 1 + len(year.nodes)] = number, year.nodes
            self._years.clear()
            self._pool = np.unique(np.concatenate([self._pool, came]), axis=0)


def _tuning(parameters: SearchParameters, unit: int) -> Tuning:
    return Tuning(
        float(unit),
        parameters.chain_moves,
        parameters.chain_driven_share,
        parameters.chain_excess * unit,
        parameters.chain_price,
        parameters.chain_spread,
        parameters.chain_layer,
        parameters.chain_dear,
        parameters.chain_hope_share,
        parameters.chain_report,
        parameters.chain_noise,
        parameters.chain_noisy_share,
        parameters.chain_pooled_share,
        parameters.chain_unbound_share,
    )


def _faultless(calendar: Calendar, years: Sequence[Year]) -> bool:
    """Whether nothing of a plan stands in the way of anything."""
    board = Board(calendar)
    for number, year in enumerate(years):
        board.put(number, year)
    return not board.contested()


@dataclass(frozen=True)
class Improved:
    """What one restart found: a year of each network, and what they cost together."""

    years: tuple[Year, ...]
    cost: float


def improve(calendar: Calendar, weights: Mapping[str, int], years: Sequence[Year], seed: int, steps: int) -> Improved:
    """Return what one annealing from a plan finds, for a helper: all that it takes and gives can be sent."""
    search = EjectionChains(calendar, weights, years, seed)
    search.run(steps)
    return Improved(tuple(search.best), search.cost)
