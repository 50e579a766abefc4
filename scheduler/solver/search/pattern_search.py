"""Anytime search over patterns: ejection chains towards better plans, beside column generation towards better bounds.

The two help each other: good years become columns, whole mixes of columns become plans, and a plan's value closes
branches. Each runs on a thread of its own and releases the interpreter in compiled code.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from threading import Event

from scheduler.solver.cp.parallel_parts import Helpers, concurrently
from scheduler.solver.cp.progress import Clock
from scheduler.solver.patterns.branching import Bounds
from scheduler.solver.patterns.compilation import compile_beside
from scheduler.solver.patterns.ejection_chains import EjectionChains
from scheduler.solver.patterns.network import Year
from scheduler.solver.patterns.restarts import Restarts
from scheduler.solver.patterns.seat_model import TIERS_OF_SEATS
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.first_plan import Patterns, repaired
from scheduler.wishes import TIERS

SEED = 1


class PatternSearch:
    """Better dates by ejection chains, and beside them better bounds by column generation; both may be called again.

    Parameters
    ----------
    patterns : Patterns
        All networks.
    incumbent : Incumbent
        A complete plan; made better in place.
    clock : Clock
        Hears of bounds, and ends it all.
    better : callable
        Called after each better plan or bound.
    helpers : Helpers, optional
        Who else does restarts of the chains.

    Attributes
    ----------
    bounds : dict of str to int
        By tier: no plan costs less that is at its bound in all tiers before.

    """

    def __init__(
        self,
        patterns: Patterns,
        incumbent: Incumbent,
        clock: Clock,
        better: Callable[[], None],
        helpers: Helpers | None = None,
    ) -> None:
        self.patterns, self.incumbent, self.clock, self.better = patterns, incumbent, clock, better
        self.helpers = helpers
        self._tiers = tuple(patterns.weights)
        self._values = incumbent.prices(incumbent.solutions)
        self._of_tier: dict[str, Bounds] = {}
        self.bounds: dict[str, int] = {}
        self._searched = False
        """Whether no bound can be raised any more."""

    @property
    def proven(self) -> bool:
        """Whether every tier up to dates is at its bound."""
        return bool(self.bounds) and self._open_tier() is None

    @property
    def seats_open(self) -> bool:
        """Whether there are more apologies or substitutes than each network needs by itself."""
        number = self._open_tier() if self.bounds else None
        return number is not None and not self._seats_settled(number)

    def run(self, stop: Callable[[], bool]) -> bool:
        """Search until told to stop, or until nothing is left to find; whether the plan or a bound is better for it."""
        self._values = self.incumbent.prices(self.incumbent.solutions)
        before, over = (dict(self._values), dict(self.bounds)), Event()

        def plans(failed: Callable[[], bool]) -> None:
            self._improve(lambda: over.is_set() or self.proven or failed())

        def bounds(failed: Callable[[], bool]) -> None:
            self._bound(lambda: over.is_set() or failed())
            if self.proven:
                over.set()

        concurrently(stop, plans, bounds)
        return (self._values, self.bounds) != before

    # -- plans

    @cached_property
    def _restarts(self) -> Restarts:
        """The chains, from the incumbent as it is when they are first asked for."""
        patterns = self.patterns
        years = patterns.years_of(self.incumbent.partial_solution()) or [one for one in patterns.own if one is not None]
        chains = EjectionChains(patterns.calendar, patterns.weights, years, SEED)
        return Restarts(chains, patterns.weights, SEED, self.helpers)

    def _improve(self, stop: Callable[[], bool]) -> None:
        """Restart the chains over and over; every better plan is taken, and told to those who look for bounds."""
        years = self.patterns.years_of(self.incumbent.partial_solution())
        if years is None:
            return
        if not compile_beside(stop, self._take_candidates):
            return
        chains, idle, steps = self._restarts.chains, 0, self.clock.parameters.chain_steps
        chains.offer(years)
        taken = sum(year.cost for year in years)
        while not stop() and (idle < self.clock.parameters.idle_restarts or not self._searched):
            helping = self._helping()
            for one in helping:
                for plan in one.candidates():
                    chains.offer(plan)
            self._restarts.run(steps, stop)
            idle, steps = idle + 1, min(2 * steps, self.clock.parameters.most_chain_steps)
            if chains.cost < taken:
                taken, idle = chains.cost, 0
                for one in helping:
                    one.offer(chains.best)
                self._take(chains.best)

    def _take_candidates(self) -> None:
        """Take the plans that were found on the way to bounds, for as long as there are no chains to look at them."""
        for one in self._helping():
            for plan in one.candidates():
                self._take(plan)

    def _helping(self) -> list[Bounds]:
        """Return whose years are those of the calendar: nobody where bounds leave out what stands."""
        return list(self._of_tier.values()) if self.patterns.unhindered is self.patterns.calendar else []

    def _take(self, years: Sequence[Year]) -> None:
        """Take years for the incumbent where they keep the rules, or can be made to, and cost less tier by tier."""
        tried = Incumbent(self.incumbent.problem, dict(self.incumbent.solutions))
        tried.put(self.patterns.blocks, self.patterns.solution(years))
        if repaired(tried, self.clock):
            values = tried.prices(tried.solutions)
            if list(values.values()) < list(self._values.values()):
                self._values, self.incumbent.solutions = values, tried.solutions
                self.better()

    # -- bounds

    def _open_tier(self) -> int | None:
        """Return the number of the first tier that is above its bound; None where all are proven."""
        return next((k for k, tier in enumerate(self._tiers) if self._values[tier] > self.bounds[tier]), None)

    def _bound(self, stop: Callable[[], bool]) -> None:
        """Raise the bound of the first tier that is above it; those after it have none but each network's own least."""
        if not self.bounds:
            last = Bounds(self.patterns.unhindered, self._tiers)
            self._of_tier[self._tiers[-1]] = last
            self.bounds = {**last.least, self._tiers[-1]: last.bound}
        while not stop() and not self._searched:
            number = self._open_tier()
            if number is None:
                return
            if not self._seats_settled(number):
                self._searched = True
                return
            tier = self._tiers[number]
            if tier not in self._of_tier:
                self._of_tier[tier] = Bounds(self.patterns.unhindered, self._tiers[: number + 1])
            one = self._of_tier[tier]
            one.run(stop, partial(self._seen, one, number))
            self._searched = not stop() and self._seen(one, number) is not None and not self._is_proven(number)

    def _seats_settled(self, number: int) -> bool:
        """Whether seats come before a tier: elsewhere a clash is not forbidden, but paid for by an apology."""
        return TIERS.index(self._tiers[number]) > max(map(TIERS.index, TIERS_OF_SEATS))

    def _is_proven(self, number: int) -> bool:
        return self._values[self._tiers[number]] <= self.bounds[self._tiers[number]]

    def _seen(self, one: Bounds, number: int) -> int | None:
        """Tell of a bound as it is now; return what the best plan costs in its tier, if it is at the bounds before."""
        tier = self._tiers[number]
        if one.bound > self.bounds[tier]:
            self.bounds[tier] = one.bound
            self.clock.trace.bound(self.bounds)
            self.better()
        return self._values[tier] if self._open_tier() in (None, number) else None
