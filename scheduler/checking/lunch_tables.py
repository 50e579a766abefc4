"""Lunch tables recounted: every demand that is not kept, and what each tier comes to; never knows the solver."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from scheduler.domain.lunch_tables import (
    APART,
    BOARDS,
    COMPANY,
    ORGANISATIONS,
    UNMOVED,
    WITH,
    Demand,
    Guest,
    Party,
    Places,
)
from scheduler.domain.plan import Tier
from scheduler.domain.reasons import Breach
from scheduler.domain.wording import counted, long_date

RULE = "lunch_tables"


def check_tables(parties: Sequence[Party], places: Sequence[Places], tiers: Sequence[Tier]) -> tuple[Breach, ...]:
    """Find everything that is wrong with the tables of a year, and with what is said of how good they are.

    Parameters
    ----------
    parties : sequence of Party
        Who eats at each lunch, and what is asked of their tables.
    places : sequence of Places
        At which table each guest sits, lunch by lunch in the same order.
    tiers : sequence of Tier
        What the tables are said to come to.

    """
    if len(parties) != len(places):
        return (Breach(RULE, f"There are tables for {len(places)} of {counted(len(parties), 'lunch', 'lunches')}."),)
    found = tuple(
        Breach(RULE, f"Lunch on {long_date(party.date)}: {message}", dates=(party.date,))
        for party, seated in zip(parties, places, strict=True)
        for message in _wrong_at(party, seated)
    )
    return found or tuple(_wrong_told(recount_tables(parties, places), tiers))


def _wrong_at(party: Party, seated: Places) -> Iterator[str]:
    for guest in sorted({*party.guests} ^ {*seated}):
        where = "has no table" if guest in party.guests else "has a table, and is not there"
        yield f"{guest.code} {where}."
    if party.held:
        for guest, table in sorted(party.before.items()):
            if seated.get(guest) != table:
                yield f"{guest.code} sat at table {table}, and that is not to be changed any more."
        return
    yield from _wrong_sizes(party, seated)
    for demand in party.demands:
        if not _is_kept(demand, [seated.get(guest) for guest in demand.guests]):
            names = " and ".join(guest.code for guest in demand.guests)
            yield f"what is asked of {names} ({demand.kind}) is not kept."


def _wrong_sizes(party: Party, seated: Places) -> Iterator[str]:
    sizes = Counter(seated.values())
    for table in sorted(sizes):
        if not 1 <= table <= party.tables:
            yield f"there is no table {table}."
    seats = [sizes[table] for table in range(1, party.tables + 1)]
    if max(seats) - min(seats) > 1:
        yield f"the tables are of {min(seats)} to {max(seats)}: their sizes differ by more than one."


def _is_kept(demand: Demand, tables: Sequence[int | None]) -> bool:
    if demand.kind == WITH:
        return tables[0] == tables[1]
    if demand.kind == APART:
        return tables[0] != tables[1]
    return tables[0] in demand.tables


def recount_tables(parties: Sequence[Party], places: Sequence[Places]) -> dict[str, int]:
    """Return what each tier comes to, counted pair by pair; lunches that are over count for company only."""
    found = dict.fromkeys((UNMOVED, BOARDS, ORGANISATIONS, COMPANY), 0)
    met: Counter[tuple[Guest, Guest]] = Counter()
    for party, seated in zip(parties, places, strict=True):
        for one, other in combinations(sorted(seated), 2):
            if seated[one] != seated[other]:
                continue
            found[COMPANY] += met[one, other]
            met[one, other] += 1
            if party.held:
                continue
            found[BOARDS] += len(party.boards[one] & party.boards[other])
            belongs = party.organisations.get(one)
            found[ORGANISATIONS] += belongs is not None and belongs == party.organisations.get(other)
        if not party.held:
            found[UNMOVED] += sum(1 for guest, table in party.before.items() if seated.get(guest) != table)
    return found


def _wrong_told(values: dict[str, int], tiers: Sequence[Tier]) -> Iterator[Breach]:
    for tier in tiers:
        if values[tier.name] != tier.value:
            yield Breach(RULE, f"{tier.name} is said to come to {tier.value}, and comes to {values[tier.name]}.")
        elif tier.bound > tier.value:
            yield Breach(RULE, f"{tier.name} is said to be no lower than {tier.bound}, and is {tier.value}.")
