"""Lunch tables over a year, by lexicographic optimisation: demands, least change, mixed tables, new company.

Lexicographic, in four steps: what demands leave, and who has to move, by CP-SAT, lunch by lunch; simulated annealing of
all lunches together, until counting shows that nothing is better; boards and organisations of a lunch that stays above
its bound, by CP-SAT; and the whole year by CP-SAT where it is small. Steps are bounded by work and not by time, as far
as the limit allows, so that the same input gives the same tables.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.domain.lunch_tables import (
    BOARDS,
    COMPANY,
    ORGANISATIONS,
    TIERS,
    UNMOVED,
    Demand,
    Party,
    Places,
    pairs_at_table,
)
from scheduler.domain.plan import Tier
from scheduler.solver.cp.progress import Clock, TimeIsUp, how_far
from scheduler.solver.lunch_tables.annealing import anneal
from scheduler.solver.lunch_tables.bounds import CompanyCount, group_bound, pairs
from scheduler.solver.lunch_tables.halls import SOFT_WEIGHTS, hall_of, places_of, prices_in_order
from scheduler.solver.lunch_tables.models import TablesModel, number_of_terms, open_from

HOT, COLD = 0.7, 0.13
"""Temperatures of annealing, in meetings of a pair beyond its first."""
STEPS_AT_ONCE = 500_000
"""Tries between two looks at the clock."""
STEPS_A_SEAT, MOST_STEPS = 8_000, 40_000_000
"""Tries of the first annealing for each guest of each lunch, and of the longest: each is twice the one before."""
ROUNDS = 7
MOST_TERMS = 6_000
"""The largest year that CP-SAT is given whole."""
LUNCH_EFFORT, YEAR_EFFORT = 4.0, 20.0
"""For one goal of one lunch, and of the whole year, in the solver's deterministic time."""


@dataclass(frozen=True)
class Seated:
    """Tables for all lunches, and how good they are."""

    places: tuple[Places, ...]
    """By lunch, in the order of the parties."""
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class CannotSeat:
    """Lunches at which not all demands can hold, with demands that cannot hold together, none of them idle."""

    conflicts: tuple[tuple[Party, tuple[Demand, ...]], ...]


def seat(parties: Sequence[Party], clock: Clock) -> Seated | CannotSeat | None:
    """Return tables for every lunch of a year, as good as they could be made in time; None where none were found.

    Parameters
    ----------
    parties : sequence of Party
        The lunches in order of date; those that are over stay as they were.
    clock : Clock
        How long it may take.

    """
    try:
        begun = _Year.begun(parties, clock)
    except TimeIsUp:
        return None
    if not isinstance(begun, _Year):
        return begun
    clock.plan_found()
    begun.improve()
    return Seated(tuple(begun.places), begun.tiers())


class _Year:
    """The best tables so far, and the bounds of each tier.

    Parameters
    ----------
    parties : sequence of Party
        The lunches.
    places : list of Places
        Tables that keep every demand, and move as few as can be.
    moved : list of int
        By lunch, how many have to change table at least; where nobody does, nobody will.
    clock : Clock
        How long it may take.

    """

    def __init__(self, parties: Sequence[Party], places: list[Places], moved: list[int], clock: Clock) -> None:
        self.parties, self.places, self.clock = parties, places, clock
        self.open = [
            open_from(party, stay=all(seated[guest] == table for guest, table in party.before.items()))
            for party, seated in zip(parties, places, strict=True)
        ]
        self.prices = prices_in_order(parties)
        self.counted = {
            UNMOVED: tuple(moved),
            **{
                groups: tuple(0 if party.held else group_bound(party, groups) for party in parties)
                for groups in (BOARDS, ORGANISATIONS)
            },
        }
        """By tier, the bound of each lunch, whatever the other tiers come to."""
        self.bounds = {tier: list(lunches) for tier, lunches in self.counted.items()}
        """The same, while the tiers before are as they were when CP-SAT looked at the lunch."""
        self.least = dict.fromkeys(TIERS, 0)
        """By tier, what the whole year cannot be below, while those before are as they were."""
        self.count = CompanyCount(parties, self.open)

    @classmethod
    def begun(cls, parties: Sequence[Party], clock: Clock) -> "_Year | CannotSeat | None":
        """Seat each lunch so that its demands hold and as few move as can be."""
        places: list[Places] = []
        moved, conflicts = [], []
        for party in parties:
            clock.check()
            if party.held:
                places.append(party.before)
                moved.append(0)
                continue
            model = TablesModel([party], [{guest: frozenset(range(1, party.tables + 1)) for guest in party.guests}])
            conflict = model.conflict(clock)
            if conflict:
                conflicts.append((party, conflict))
                continue
            model = TablesModel([party], [open_from(party)])
            objective = model.objective(clock)
            step = objective.minimise(UNMOVED, max(1.0, clock.left), LUNCH_EFFORT)
            if step is None:
                return None
            places += model.places(objective.solution.solver)
            moved.append(step.bound)
        return CannotSeat(tuple(conflicts)) if conflicts else cls(parties, places, moved, clock)

    # -- how good it is

    def value(self, lunch: int, tier: str) -> int:
        """Return how many moved at a lunch, or how many pairs of one board or organisation sit at a table."""
        party, places = self.parties[lunch], self.places[lunch]
        if party.held:
            return 0
        if tier == UNMOVED:
            return sum(places[guest] != table for guest, table in party.before.items())
        groups = party.guests_by(tier).values()
        return sum(pairs(many) for group in groups for many in Counter(places[one] for one in group).values())

    def values(self) -> dict[str, int]:
        """Return the value of each tier, the most important first."""
        met = Counter(pair for places in self.places for pair in pairs_at_table(places))
        found = {
            tier: sum(self.value(at, tier) for at in range(len(self.parties))) for tier in TIERS if tier != COMPANY
        }
        return {**found, COMPANY: sum(map(pairs, met.values()))}

    def lower(self) -> dict[str, int]:
        """Return the bound of each tier, those before it as they are.

        What CP-SAT has shown counts as long as the tiers before are proven: else annealing may have given up some of
        one lunch for more of another.
        """
        values, proven, found = self.values(), True, dict[str, int]()
        for tier in TIERS:
            counted = self.count.bound(values) if tier == COMPANY else sum(self.counted[tier])
            shown = max(sum(self.bounds.get(tier, ())), self.least[tier])
            found[tier] = max(counted, shown) if proven else counted
            proven = proven and found[tier] == values[tier]
        return found

    def tiers(self) -> tuple[Tier, ...]:
        """Return how good the tables are; as few as can be moved is told only where there were tables before."""
        values, bounds = self.values(), self.lower()
        anew = not any(party.before for party in self.parties if not party.held)
        return tuple(Tier(tier, values[tier], bounds[tier]) for tier in TIERS if tier != UNMOVED or not anew)

    def _tell(self) -> None:
        values, bounds = self.values(), self.lower()
        open_tiers = [tier for tier in TIERS if values[tier] > bounds[tier]]
        tier = open_tiers[0] if open_tiers else COMPANY
        self.clock.listener(how_far(tier, values[tier], bounds[tier]))

    # -- the search

    def improve(self) -> None:
        """Make the tables better until nothing can be better, or time or the rounds are over."""
        self._anneal(range(1))
        self._settle_lunches()
        if number_of_terms(self.parties, self.open) <= MOST_TERMS:
            self._settle_year()
        self._anneal(range(1, ROUNDS))

    def _anneal(self, rounds: range) -> None:
        """Anneal all lunches together, each time longer, until nothing can be better or the rounds are over."""
        seats = sum(len(party.guests) for party in self.parties if not party.held)
        for number in rounds:
            if self.values() == self.lower() or self._all_settled():
                return
            if not self._round(min(STEPS_A_SEAT * seats << number, MOST_STEPS), number):
                return
            self._tell()

    def _all_settled(self) -> bool:
        """Whether nobody has more than one table to sit at."""
        return all(len(tables) == 1 for lunch in self.open for tables in lunch.values())

    def _round(self, steps: int, number: int) -> bool:
        """Anneal once from the best tables, and keep better ones; whether it came to its end in time."""
        hall = hall_of(self.parties, self.places, self.open, self.prices)
        best = hall.seat.copy()
        target = self.prices.of(self.lower()) - self.prices.of(self.values())
        found = np.array([0, 0, target])
        heat, cooling = HOT, (COLD / HOT) ** (1 / steps)
        unmoved = SOFT_WEIGHTS[UNMOVED], self.prices.exact[UNMOVED]
        in_time = True
        for begin in range(0, steps, STEPS_AT_ONCE):
            if self.clock.left <= 0:
                in_time = False
                break
            seed = number * MOST_STEPS + begin
            tries = min(STEPS_AT_ONCE, steps - begin)
            heat = anneal(hall, unmoved, (heat, cooling), tries, seed, found, best)
            if found[1] <= target:
                break
        self.places = places_of(self.parties, self.places, best)
        return in_time

    def _settle_lunches(self) -> None:
        """Have CP-SAT look at each lunch that is above a bound."""
        for at, party in enumerate(self.parties):
            above = [tier for tier in (BOARDS, ORGANISATIONS) if self.value(at, tier) > self.bounds[tier][at]]
            if above and not self.clock.late:
                self._settle_lunch(at, party)

    def _settle_lunch(self, at: int, party: Party) -> None:
        model = TablesModel([party], [self.open[at]])
        model.begin_at([self.places[at]])
        objective = model.objective(self.clock)
        objective.add_bound(UNMOVED, self.value(at, UNMOVED))
        before = tuple(self.value(at, tier) for tier in (BOARDS, ORGANISATIONS))
        objective.add_bound(BOARDS, before[0])
        reached = []
        for tier in (BOARDS, ORGANISATIONS):
            step = objective.minimise(tier, max(0.0, self.clock.left), LUNCH_EFFORT)
            if step is None:
                break
            self.bounds[tier][at] = max(self.bounds[tier][at], step.bound)
            reached.append(step.value)
        if tuple(reached) < before[: len(reached)]:
            self.places[at] = model.places(objective.solution.solver)[0]

    def _settle_year(self) -> None:
        """Have CP-SAT look at the whole year, where it could still be better."""
        if self.values() == self.lower():
            return
        model = TablesModel(self.parties, self.open, company=True)
        model.begin_at(self.places)
        objective = model.objective(self.clock)
        values, bounds, as_good = self.values(), self.lower(), True
        for tier in TIERS:
            if as_good:
                objective.add_bound(tier, values[tier])
            if as_good and values[tier] == bounds[tier]:
                continue
            step = objective.minimise(tier, max(0.0, self.clock.left), YEAR_EFFORT)
            if step is None:
                break
            self.least[tier] = step.bound
            as_good = as_good and step.value == values[tier]
        if not as_good:
            self.places = model.places(objective.solution.solver)
