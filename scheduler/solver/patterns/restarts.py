"""Independent restarts (parallel multi-start) of the ejection chains: one here, and one on each helper meanwhile.

Rounds of equal steps are joined in the order in which their parts were begun, so that the same helpers give the same
plan; what a helper finds is held against the calendar here before it is taken. Imports numba, as the chains do.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from time import monotonic

import numpy as np

from scheduler.solver.cp.parallel_parts import Helpers, joined
from scheduler.solver.patterns.ejection_chains import EjectionChains, Improved, improve
from scheduler.solver.patterns.network import Weighed, Year, weighed
from scheduler.solver.patterns.shortest_path import cost_of

PATIENCE = 2.0
"""How much longer than the round took here its parts are waited for; those that are later count in a later round."""
LEAST_PATIENCE = 2.0
"""Seconds that they are waited for at least."""


class Restarts:
    """Chains that anneal here, beside others that do so on helpers.

    Parameters
    ----------
    chains : EjectionChains
        Those that anneal here.
    weights : mapping of str to int
        What they were given.
    seed : int
        The chains' own; others go on from there.
    helpers : Helpers, optional
        Who else does restarts.

    """

    def __init__(
        self, chains: EjectionChains, weights: Mapping[str, int], seed: int, helpers: Helpers | None = None
    ) -> None:
        self.chains, self.weights, self.helpers = chains, dict(weights), helpers
        self.seed = seed
        self._weighed = [weighed(network, weights) for network in chains.calendar.networks]
        self._calendar = None if helpers is None else helpers.share(chains.calendar)
        self._begun: list[Future[Improved]] = []
        """Parts that are still waited for, in the order in which they were begun."""

    def run(self, steps: int, stop: Callable[[], bool]) -> None:
        """Anneal from the best plan once, here and on every helper, and go on with the best that anybody found.

        Parameters
        ----------
        steps : int
            Chains, here and for each part.
        stop : callable
            Asked every some tens of milliseconds; whoever is told to stop waits for nobody.

        """
        helpers, began = self.helpers, monotonic()
        for _ in range(0 if helpers is None else max(0, helpers.number - len(self._begun))):
            self._begin(steps)
        self.chains.run(steps, stop)
        if helpers is None or not self._begun:
            return
        latest = monotonic() + max(LEAST_PATIENCE, PATIENCE * (monotonic() - began))
        results = joined(self._begun, lambda: stop() or monotonic() >= latest or not helpers.number)
        for found in results:
            if found is not None and self._is_one_of_ours(found):
                self.chains.offer(found.years)
        self.chains.take_what_is_offered()
        self._begun = [part for part in self._begun if not part.done()]

    def _begin(self, steps: int) -> None:
        if self.helpers is not None:
            self.seed += 1
            arguments = (self._calendar, self.weights, self.chains.best, self.seed, steps)
            self._begun.append(self.helpers.submit(improve, *arguments))

    def _is_one_of_ours(self, found: Improved) -> bool:
        """Whether what came back is a year of each network; what it costs, and clashes, the chains see themselves."""
        return len(found.years) == len(self._weighed) and all(
            _is_a_year(one, year) for one, year in zip(self._weighed, found.years, strict=True)
        )


def _is_a_year(one: Weighed, year: Year) -> bool:
    """Whether nodes are a year of a network: one open to each of the first layers, days rising, gaps allowed."""
    network, nodes = one.network, year.nodes
    if nodes.shape != (network.layers,) or not np.issubdtype(nodes.dtype, np.integer):
        return False
    count = int((nodes >= 0).sum())
    held = nodes[:count]
    if count < network.least or (held < 0).any() or (held >= network.nodes).any():
        return False
    if not network.open[np.arange(count), held].all():
        return False
    gaps = np.diff(network.day[held])
    if (gaps <= 0).any() or not network.allowed_gap[np.arange(count - 1), gaps].all():
        return False
    return bool(np.isfinite(cost_of(one, nodes)))
