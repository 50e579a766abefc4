"""Lunch tables told: how good they are, what is otherwise than before, and which demands cannot hold together."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler.domain.lunch_tables import (
    ACCESS,
    APART,
    SPEAKER,
    SPONSOR,
    TABLE,
    Demand,
    Guest,
    LunchTables,
    Party,
    TableChange,
)
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted, listed, long_date
from scheduler.outputs.lunch_tables.facts import tables_document
from scheduler.outputs.lunch_tables.shown import name_of, quality
from scheduler.outputs.naming import name_of_day

MOST_NAMED = 5


def tables_sentences(
    problem: Problem, tables: LunchTables, changes: Sequence[TableChange], folder: Path
) -> Iterator[str]:
    """Say how good tables are, what is otherwise than before, and where they are."""
    ahead = [one for one in tables.lunches if not one.held]
    places, number = (sum(numbers) for numbers in zip(*((len(one.places), one.tables) for one in ahead), strict=True))
    yield f"{counted(len(ahead), 'lunch', 'lunches')}: {counted(places, 'place')} at {counted(number, 'table')}."
    held = len(tables.lunches) - len(ahead)
    if held:
        yield f"{counted(held, 'lunch that is over stays', 'lunches that are over stay')} as held."
    yield from (f"  {line}" for line in quality(tables))
    yield from change_sentences(problem, changes)
    yield f"Wrote {folder}: tables.html to look at and print, tables.xlsx, place-cards.docx."


def change_sentences(problem: Problem, changes: Sequence[TableChange]) -> Iterator[str]:
    """Say lunch by lunch who is new, who is no longer there, and who sits elsewhere."""
    for change in changes:
        parts = [
            f"{heading} {_named(problem, guests)}"
            for heading, guests in (
                ("new:", change.arrived),
                ("no longer there:", change.gone),
                ("at another table:", change.moved),
            )
            if guests
        ]
        before, now = change.tables
        if before != now:
            parts.append(f"{counted(now, 'table')} instead of {before}")
        day = f"{name_of_day(problem, change.meeting_day)}, lunch on {long_date(change.date)}"
        yield f"{day}: {'; '.join(parts)}."


def _named(problem: Problem, guests: Sequence[Guest]) -> str:
    names = [name_of(problem, guest) for guest in guests[:MOST_NAMED]]
    more = len(guests) - len(names)
    return "; ".join([*names, f"{more} more"] if more else names)


def conflict_sentences(problem: Problem, conflicts: Sequence[tuple[Party, Sequence[Demand]]]) -> Iterator[str]:
    """Say of each lunch at which not all demands can hold which of them cannot hold together."""
    for party, demands in conflicts:
        asked = "; ".join(demand_words(problem, demand) for demand in demands)
        day = f"{name_of_day(problem, party.meeting_day)}, lunch on {long_date(party.date)}"
        smallest, largest = party.sizes
        seats = counted(largest, "person", "people") if smallest == largest else f"{smallest} or {largest} people"
        yield f"{day} ({counted(party.tables, 'table')} of {seats}): {asked}."


def demand_words(problem: Problem, demand: Demand) -> str:
    """Say what is asked: `Leader of the Council sits with Chief Executive`."""
    names = [name_of(problem, guest) for guest in demand.guests]
    tables = listed(list(map(str, demand.tables)), "or")
    words = {
        TABLE: f"{names[0]} sits at table {tables}",
        APART: f"{names[0]} never sits with {names[-1]}",
        SPEAKER: f"the speaker, {names[0]}, sits at table {tables}",
        SPONSOR: f"{names[0]}, of the sponsor, sits with the speaker at table {tables}",
        ACCESS: f"{names[0]} has access needs and sits near the door, at table {tables}",
    }
    return words.get(demand.kind, f"{names[0]} sits with {names[-1]}")


def made_document(tables: LunchTables, changes: Sequence[TableChange], folder: Path) -> dict[str, Any]:
    """Return tables, and what is otherwise than before, in the types of JSON."""
    return {
        **tables_document(tables),
        "changes": [
            {
                "meeting_day": one.meeting_day,
                "sequence": one.sequence,
                "date": one.date.isoformat(),
                "new": [guest.code for guest in one.arrived],
                "gone": [guest.code for guest in one.gone],
                "moved": [guest.code for guest in one.moved],
                "tables_before": one.tables[0],
                "tables": one.tables[1],
            }
            for one in changes
        ],
        "folder": str(folder),
    }
