"""How good lunch tables are: value, bound and gap of each tier, for the examples and for days drawn by chance.

Usage: python tests/benchmarks/lunch_tables.py [--time-limit 30] [PLAN_FOLDER ...]
"""

import datetime as dt
import random
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter

from scheduler.commands.sources import read_kept
from scheduler.domain.lunch_tables import Guest, Party, parties
from scheduler.solver.cp.progress import Clock
from scheduler.solver.lunch_tables.seating import Seated, seat

SIZES, LUNCHES, TABLE_SIZE = (60, 120, 200), 4, 8
BOARDS, SHARE_OF_THE_COUNCIL, ORGANISATIONS = 4, 0.35, 30
FIRST = dt.date(2026, 1, 1)


def drawn(people: int, seed: int = 1) -> list[Party]:
    """Draw four days of so many people: each on one board of four or two, a third of them the council's."""
    chance = random.Random(seed)
    boards, organisations = {}, {}
    for number in range(people):
        guest = Guest(f"P{number:03d}")
        boards[guest] = frozenset(f"B{one}" for one in chance.sample(range(BOARDS), chance.choice((1, 1, 2))))
        council = chance.random() < SHARE_OF_THE_COUNCIL
        organisations[guest] = "council" if council else f"organisation {chance.randrange(ORGANISATIONS)}"
    tables = -(-people // TABLE_SIZE)
    return [
        Party("DAY", number, FIRST + dt.timedelta(weeks=13 * number), tables, tuple(boards), boards, organisations)
        for number in range(1, LUNCHES + 1)
    ]


def shown(name: str, year: list[Party] | tuple[Party, ...], time_limit: float) -> None:
    """Make the tables of a year, and print how good they are."""
    began = perf_counter()
    found = seat(year, Clock(time_limit))
    seconds = perf_counter() - began
    if not isinstance(found, Seated):
        print(f"{name}: no tables")
        return
    for tier in found.tiers:
        gap = 0.0 if tier.proven else 100 * (tier.value - tier.bound) / max(tier.bound, 1)
        print(f"{name:<28} {tier.name:<14} {tier.value:>6} {tier.bound:>6} {gap:>7.1f} % {seconds:>6.1f} s")


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--time-limit", type=float, default=30)
    given = parser.parse_args()
    print(f"{'':<28} {'tier':<14} {'value':>6} {'bound':>6} {'gap':>9} {'time':>8}")
    for folder in given.folders:
        problem, plan = read_kept(folder)
        shown(folder.name, parties(problem, plan, None, ""), given.time_limit)
    for people in SIZES:
        shown(f"{people} people, {LUNCHES} lunches", drawn(people), given.time_limit)


if __name__ == "__main__":
    main()
