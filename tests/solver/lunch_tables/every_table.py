"""Every seating of tiny lunches, tried one by one: what the solver is held against."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from scheduler.checking.lunch_tables import check_tables, recount_tables
from scheduler.domain.lunch_tables import TIERS, Demand, Guest, Party

FIRST = dt.date(2026, 1, 15)


def party(
    number: int,
    boards: Mapping[str, str],
    organisations: Mapping[str, str] | None = None,
    size: int = 2,
    demands: Sequence[Demand] = (),
    before: Mapping[str, int] | None = None,
    *,
    held: bool = False,
) -> Party:
    """Make a lunch; boards by person as letters, `AB` for two of them."""
    guests = tuple(sorted(map(Guest, boards)))
    return Party(
        "DAY",
        number,
        FIRST + dt.timedelta(weeks=number),
        -(-len(guests) // size),
        guests,
        {Guest(person): frozenset(letters) for person, letters in boards.items()},
        {Guest(person): name for person, name in (organisations or {}).items()},
        tuple(demands),
        {Guest(person): table for person, table in (before or {}).items()},
        held,
    )


def seatings(one: Party) -> Iterator[dict[Guest, int]]:
    """Yield every seating of a lunch that the checker passes."""
    if one.held:
        yield dict(one.before)
        return
    for tables in product(range(1, one.tables + 1), repeat=len(one.guests)):
        sizes = Counter(tables)
        if max(sizes.values()) - min(sizes[table] for table in range(1, one.tables + 1)) > 1:
            continue
        seated = dict(zip(one.guests, tables, strict=True))
        if not check_tables([one], [seated], ()):
            yield seated


def best(parties: Sequence[Party]) -> tuple[int, ...] | None:
    """Return what the best of all seatings comes to, in order of the tiers; None where there is none."""
    values = (
        tuple(recount_tables(parties, year)[tier] for tier in TIERS)
        for year in product(*map(list, map(seatings, parties)))
    )
    return min(values, default=None)
