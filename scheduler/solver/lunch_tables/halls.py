"""Arrays of all lunches of a year for annealing: seats, tables that are open to each guest, and prices of pairs.

Guests are numbered over all lunches, tables and lunches from 0; a lunch that is over has no array, for its pairs are
counted as having met.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from scheduler.domain.lunch_tables import (
    APART,
    BOARDS,
    COMPANY,
    ORGANISATIONS,
    UNMOVED,
    WITH,
    Guest,
    Party,
    Places,
    pairs_at_table,
)
from scheduler.solver.lunch_tables.bounds import pairs
from scheduler.solver.patterns.network import Floats, Ints

HARD = "hard"
SOFT_WEIGHTS = {HARD: 8.0, UNMOVED: 8.0, BOARDS: 1.4, ORGANISATIONS: 1.1, COMPANY: 1.0}
"""What a unit of each costs while it anneals: near enough to each other that what matters more may be given up for a
while. What is kept is compared in order, by weights of which one unit outweighs all that comes after it."""

EMPTY = -1


class Hall(NamedTuple):
    """The seats of lunches that are not over, and what annealing asks of them.

    Parameters
    ----------
    seat : array of int, lunches x tables x chairs
        The number of the guest, `EMPTY` for none.
    tables, chairs : array of int, lunches
        How many tables a lunch has, and chairs at its largest.
    open : array of bool, lunches x guests x tables
        Whether a guest may sit there.
    home : array of int, lunches x guests
        The table that costs nothing; `EMPTY` where each does.
    soft : array of float, lunches x guests x guests
        The price of a pair at one table while it anneals, company aside.
    exact : array of int, lunches x guests x guests
        The same, in order: a unit of what matters more outweighs all of what matters less.
    met : array of int, guests x guests
        At how many lunches they sit at one table.

    """

    seat: Ints
    tables: Ints
    chairs: Ints
    open: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]"
    home: Ints
    soft: Floats
    exact: Ints
    met: Ints


@dataclass(frozen=True)
class Prices:
    """What a guest who is not at home, and a meeting of a pair that has met, cost."""

    exact: Mapping[str, int]
    """By tier, company 1."""

    def of(self, values: Mapping[str, int]) -> int:
        """Return the values of tiers as one number, in order."""
        return sum(weight * values[tier] for tier, weight in self.exact.items() if tier in values)


def prices_in_order(parties: Sequence[Party]) -> Prices:
    """Return weights of which one unit outweighs all that the tiers after it can come to."""
    at_tables = sum(pairs(party.sizes[1]) * party.tables for party in parties)
    boards = max((len(names) for party in parties for names in party.boards.values()), default=0)
    most = {
        COMPANY: at_tables * len(parties),
        ORGANISATIONS: at_tables,
        BOARDS: at_tables * max(1, boards),
        UNMOVED: sum(len(party.guests) for party in parties),
    }
    weights, total = {}, 0
    for tier in (COMPANY, ORGANISATIONS, BOARDS, UNMOVED, HARD):
        weights[tier] = total + 1
        total += weights[tier] * most.get(tier, 0)
    return Prices(weights)


def numbered(parties: Sequence[Party]) -> dict[Guest, int]:
    """Return every guest of the year with a number, in order of code."""
    guests = sorted({guest for party in parties for guest in party.guests})
    return {guest: number for number, guest in enumerate(guests)}


def hall_of(
    parties: Sequence[Party],
    places: Sequence[Places],
    open_tables: Sequence[Mapping[Guest, frozenset[int]]],
    prices: Prices,
) -> Hall:
    """Return the arrays of the lunches that are not over, seated as given.

    Parameters
    ----------
    parties : sequence of Party
        Every lunch of the year.
    places : sequence of Places
        Where everybody sits, of those that are over too.
    open_tables : sequence of mappings
        By lunch, the tables that each guest may have.
    prices : Prices
        What pairs cost in order.

    """
    numbers = numbered(parties)
    ahead = [at for at, party in enumerate(parties) if not party.held]
    lunches, guests = len(ahead), len(numbers)
    tables = np.array([parties[at].tables for at in ahead], np.int64)
    chairs = np.array([parties[at].sizes[1] for at in ahead], np.int64)
    shape = lunches, guests, guests
    hall = Hall(
        seat=np.full((lunches, tables.max(initial=1), chairs.max(initial=1)), EMPTY, np.int64),
        tables=tables,
        chairs=chairs,
        open=np.zeros((lunches, guests, tables.max(initial=1)), np.bool_),
        home=np.full((lunches, guests), EMPTY, np.int64),
        soft=np.zeros(shape, np.float32),
        exact=np.zeros(shape, np.int64),
        met=np.zeros((guests, guests), np.int64),
    )
    for lunch, at in enumerate(ahead):
        _fill(hall, lunch, parties[at], places[at], open_tables[at], numbers)
        for kind, first, second, number in _pairs(parties[at]):
            one, other = numbers[first], numbers[second]
            for pair in ((one, other), (other, one)):
                hall.soft[lunch][pair] += number * SOFT_WEIGHTS[kind]
                hall.exact[lunch][pair] += number * prices.exact[kind]
    for seated in places:
        for first, second in pairs_at_table(seated):
            one, other = numbers[first], numbers[second]
            hall.met[one, other] += 1
            hall.met[other, one] += 1
    return hall


def _fill(
    hall: Hall,
    lunch: int,
    party: Party,
    places: Places,
    open_tables: Mapping[Guest, frozenset[int]],
    numbers: Mapping[Guest, int],
) -> None:
    taken = [0] * party.tables
    for guest in party.guests:
        number, table = numbers[guest], places[guest] - 1
        hall.seat[lunch, table, taken[table]] = number
        taken[table] += 1
        for one in open_tables[guest]:
            hall.open[lunch, number, one - 1] = True
        if guest in party.before:
            hall.home[lunch, number] = party.before[guest] - 1


def _pairs(party: Party) -> list[tuple[str, Guest, Guest, int]]:
    """Return what pairs at one table cost: whose price it is, the two, and how many units; below 0 for `with`."""
    found = []
    for kind, units in ((WITH, -1), (APART, 1)):
        for first, second in (demand.guests for demand in party.demands if demand.kind == kind):
            found.append((HARD, first, second, units))
    for groups in (BOARDS, ORGANISATIONS):
        for members in party.guests_by(groups).values():
            found += [(groups, first, second, 1) for first, second in combinations(members, 2)]
    return found


def places_of(parties: Sequence[Party], before: Sequence[Places], seat: Ints) -> list[Places]:
    """Return where everybody sits by the seats of a hall; of lunches that are over, as before."""
    guests, found = list(numbered(parties)), list(before)
    ahead = (at for at, party in enumerate(parties) if not party.held)
    for lunch, at in enumerate(ahead):
        tables = range(parties[at].tables)
        there = {guests[number]: table + 1 for table in tables for number in seat[lunch, table] if number != EMPTY}
        found[at] = {guest: there[guest] for guest in parties[at].guests}
    return found
