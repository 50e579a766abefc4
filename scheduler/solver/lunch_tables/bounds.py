"""Bounds of lunch tables by counting: no seating is better, whatever the search has found.

A group of people spread over tables makes fewest pairs where it is spread evenly, by convexity. Two lunches are a table
of numbers, how many of one table sit at one of the other, which makes fewest repeated pairs where it is even. And all
pairs of a year meet so often together that some have to meet again (Dotú and Van Hentenryck 2007 count likewise).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from scheduler.domain.lunch_tables import BOARDS, ORGANISATIONS, WITH, Guest, Party, pairs_at_table

Pair = tuple[Guest, Guest]
OpenTables = Sequence[Mapping[Guest, frozenset[int]]]
"""By lunch, the tables that each guest may have."""


def pairs(people: int) -> int:
    """Return how many pairs so many people make."""
    return people * (people - 1) // 2


def fewest_pairs(people: int, tables: int) -> int:
    """Return how many pairs people make at least, spread over so many tables."""
    each, over = divmod(people, tables)
    return over * pairs(each + 1) + (tables - over) * pairs(each)


def group_bound(party: Party, groups: str) -> int:
    """Return how many pairs of one board, or of one organisation, sit at a table at least."""
    return sum(fewest_pairs(len(members), party.tables) for members in party.guests_by(groups).values())


class CompanyCount:
    """How many meetings of pairs beyond their first there are at least, the third of a pair counted twice.

    Parameters
    ----------
    parties : sequence of Party
        Every lunch of the year.
    open_tables : sequence of mappings
        By lunch, the tables that each guest may have.

    """

    def __init__(self, parties: Sequence[Party], open_tables: OpenTables) -> None:
        self.parties = parties
        self.forced = [_forced(party, tables) for party, tables in zip(parties, open_tables, strict=True)]
        """By lunch, the pairs that sit at one table whatever is done."""
        self.known: Counter[Pair] = Counter(pair for forced in self.forced for pair in forced)
        self.common: Counter[Pair] = Counter(
            pair for party in parties for pair in (_at_table(party) if party.held else combinations(party.guests, 2))
        )
        """At how many lunches each pair may sit at one table."""
        self._counted: dict[tuple[int, int], int] = {}

    def bound(self, values: Mapping[str, int]) -> int:
        """Return the best bound where so many pairs of one board, and of one organisation, sit at a table, or fewer."""
        key = values[BOARDS], values[ORGANISATIONS]
        if key not in self._counted:
            self._counted[key] = max(self._without_groups, self.of_pairs(values))
        return self._counted[key]

    @cached_property
    def _without_groups(self) -> int:
        return max(self.of_two_lunches(), self.of_guests())

    def of_two_lunches(self) -> int:
        """Count every two lunches by themselves."""
        total = 0
        for (one, forced), (other, as_well) in combinations(zip(self.parties, self.forced, strict=True), 2):
            both = len(set(one.guests) & set(other.guests))
            again = len(forced & as_well)
            known = one.held and other.held
            total += again if known else max(again, fewest_pairs(both, one.tables * other.tables))
        return total

    def of_guests(self) -> int:
        """Count the company of every guest by itself; each pair is seen from both sides."""
        company: dict[Guest, list[Pair]] = {}
        for pair in self.common:
            for guest in pair:
                company.setdefault(guest, []).append(pair)
        met: Counter[Guest] = Counter()
        for party in self.parties:
            if party.held:
                met.update(guest for pair in _at_table(party) for guest in pair)
            else:
                met.update(dict.fromkeys(party.guests, party.sizes[0] - 1))
        return -(-sum(self._least(company.get(guest, ()), met[guest]) for guest in met) // 2)

    def of_pairs(self, values: Mapping[str, int]) -> int:
        """Count all meetings; with those of pairs of one board or organisation no more than there are."""
        total = sum(
            len(_at_table(party)) if party.held else fewest_pairs(len(party.guests), party.tables)
            for party in self.parties
        )
        best = self._least(self.common, total)
        for kinds in ((BOARDS,), (ORGANISATIONS,), (BOARDS, ORGANISATIONS)):
            alike = self._alike(kinds)
            held = sum(pair in alike for party in self.parties if party.held for pair in _at_table(party))
            most = sum(values[kind] for kind in kinds) + held
            best = max(best, self._least_parted(alike, most, total))
        return best

    def _least_parted(self, alike: frozenset[Pair], most: int, total: int) -> int:
        """Return the least cost of all meetings where no more than `most` are of the pairs that are alike."""
        others = [pair for pair in self.common if pair not in alike]
        known, known_of_others = (sum(self.known[pair] for pair in part) for part in (alike, others))
        steps, steps_of_others = self._steps(alike), self._steps(others)
        fewest = max(known, total - sum(self.common[pair] for pair in others))
        return sum(map(pairs, self.known.values())) + min(
            _cost(steps, within - known) + _cost(steps_of_others, total - within - known_of_others)
            for within in range(fewest, max(fewest, min(most, total)) + 1)
        )

    def _alike(self, kinds: Iterable[str]) -> frozenset[Pair]:
        """Return the pairs who are of one board, or of one organisation, at every lunch that is not over."""
        apart: set[Pair] = set()
        for party in self.parties:
            if not party.held:
                groups = [members for kind in kinds for members in party.guests_by(kind).values()]
                together = {pair for members in groups for pair in combinations(members, 2)}
                apart.update(pair for pair in combinations(party.guests, 2) if pair not in together)
        return frozenset(pair for pair in self.common if pair not in apart)

    def _steps(self, among: Iterable[Pair]) -> list[int]:
        """Return how many of these pairs may meet once more than they are known to, by how often they have then met."""
        levels = len(self.parties)
        found = [0] * levels
        for pair in among:
            for level in range(self.known[pair], self.common[pair]):
                found[level] += 1
        return found

    def _least(self, among: Iterable[Pair], meetings: int) -> int:
        """Return the least cost of so many meetings of these pairs, each of whom meets as often as it is known to."""
        among = list(among)
        left = meetings - sum(self.known[pair] for pair in among)
        return sum(pairs(self.known[pair]) for pair in among) + _cost(self._steps(among), left)


def _cost(steps: Sequence[int], meetings: int) -> int:
    """Return what so many meetings more cost at least, the cheapest first: one at level 2 is a third meeting."""
    cost = 0
    for level, number in enumerate(steps):
        taken = max(0, min(meetings, number))
        cost += taken * level
        meetings -= taken
    return cost


def _at_table(party: Party) -> list[Pair]:
    return list(pairs_at_table(party.before))


def _forced(party: Party, open_tables: Mapping[Guest, frozenset[int]]) -> frozenset[Pair]:
    """Return the pairs of a lunch who sit at one table whatever is done."""
    if party.held:
        return frozenset(_at_table(party))
    leader = {guest: guest for guest in party.guests}

    def of(guest: Guest) -> Guest:
        while leader[guest] != guest:
            guest = leader[guest]
        return guest

    at: dict[int, Guest] = {}
    for guest in party.guests:
        if len(open_tables[guest]) == 1:
            leader[of(guest)] = of(at.setdefault(min(open_tables[guest]), guest))
    for demand in party.demands:
        if demand.kind == WITH:
            first, second = demand.guests
            leader[of(first)] = of(second)
    together: dict[Guest, list[Guest]] = {}
    for guest in party.guests:
        together.setdefault(of(guest), []).append(guest)
    return frozenset(pair for members in together.values() for pair in combinations(members, 2))
