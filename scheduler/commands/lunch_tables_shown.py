"""Lunch tables as a folder holds them: looked at without a solver, with what of them is no longer so."""

from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.domain.lunch_tables import LunchTables, SeatedLunch, TableChange, parties, table_changes
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.languages import ENGLISH
from scheduler.messages.lunch_tables import change_sentences
from scheduler.outputs.lunch_tables.facts import CARDS, FACTS, PAGE, WORKBOOK
from scheduler.outputs.lunch_tables.picture import drawn
from scheduler.outputs.lunch_tables.shown import lunches_shown, quality
from scheduler.outputs.places import TABLES_FOLDER, name_of_edition
from scheduler.reading.plans.lunch_tables import read_tables

FOLDER = TABLES_FOLDER
"""In which they lie in a plan's folder."""
FILES = {
    PAGE: "Pictures and lists, to print",
    name_of_edition(PAGE, ENGLISH): "The same in English",
    CARDS: "Place cards, eight to a page",
    WORKBOOK: "Workbook for officers, with boards and access needs",
    FACTS: "The facts, for other programs",
}
"""The files of tables, and what each is."""
WITH_NEEDS = WORKBOOK
"""The one that says who has access needs."""


@dataclass(frozen=True)
class LunchLookedAt:
    """One lunch: its title, its lines, its tables as SVG, and everybody by name with organisation and table."""

    title: str
    lines: tuple[str, ...]
    picture: str
    near: str
    seats: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class TablesLookedAt:
    """The tables of a year."""

    lunches: tuple[LunchLookedAt, ...]
    quality: tuple[str, ...]
    stale: tuple[str, ...]
    """What of them is no longer so, lunch by lunch."""
    files: tuple[str, ...]


def tables_looked_at(folder: Path, problem: Problem, plan: Plan) -> TablesLookedAt | None:
    """Return the tables that a folder holds; None for none.

    Raises
    ------
    InputFaults
        If they cannot be read.

    """
    tables = read_tables(folder)
    if tables is None:
        return None
    return TablesLookedAt(
        lunches=tuple(
            LunchLookedAt(
                title=one.title,
                lines=tuple(one.lines),
                picture=str(drawn(one, f"lunch-{number}")),
                near=one.near_words,
                seats=tuple((seat.name, seat.organisation, str(seat.table)) for seat in one.seats),
            )
            for number, one in enumerate(lunches_shown(problem, plan, tables), start=1)
        ),
        quality=tuple(quality(tables)),
        stale=tuple(change_sentences(problem, stale_since(tables, problem, plan))),
        files=tuple(name for name in FILES if file_of_tables(folder, name) is not None),
    )


def stale_since(tables: LunchTables, problem: Problem, plan: Plan) -> tuple[TableChange, ...]:
    """Return what of tables is no longer so: who is new at a lunch, who is gone, how many tables there are."""
    now = []
    for one in parties(problem, plan, tables, ""):
        places = {guest: one.before.get(guest, 0) for guest in one.guests}
        now.append(SeatedLunch(one.meeting_day, one.sequence, one.date, one.tables, places))
    held = {lunch.name for lunch in tables.lunches if lunch.held}
    return table_changes(tables, replace(tables, lunches=tuple(one for one in now if one.name not in held)))


def file_of_tables(folder: Path, name: str) -> Path | None:
    """Return where a file of tables lies in a plan's folder; None where there is none of that name."""
    path = folder / TABLES_FOLDER / name
    return path if name in FILES and path.is_file() else None


def has_lunches(plan: Plan) -> bool:
    """Whether anybody eats at a meeting day of a calendar."""
    return any(occurrence.lunch is not None for occurrence in plan.occurrences)
