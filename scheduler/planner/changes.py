"""The story of `change`: what follows from a change of membership, the dates of the calendar left as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scheduler.checking.consequences import consequences
from scheduler.domain.consequences import Consequences
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_changes import SeatChange, with_changes
from scheduler.errors import InputFaults
from scheduler.reading import read_input
from scheduler.reading.plans import read_plan
from scheduler.reading.seat_changes import read_seat_changes, seat_changes_in_words
from scheduler.solving.reseating import reseated

NOTHING = "Give --join, --leave or --substitute, a table of --changes, or the whole new input as --input-after."

Warn = Callable[[tuple[Fault, ...]], None]
"""Whoever is told of warnings as soon as the input is read."""


@dataclass(frozen=True)
class Wanted:
    """What is to change, as the officer says it."""

    joins: tuple[str, ...] = ()
    """`PERSON:BODY` or `PERSON:BODY:ROLE`."""
    leaves: tuple[str, ...] = ()
    """`PERSON:BODY`."""
    substitutes: tuple[str, ...] = ()
    """`PERSON:BODY:DEPUTY`."""
    start: date | None = None
    """The first day of all that gives no date of its own; where it is left out, that of `as_of`."""
    table: Path | None = None
    source_after: Path | None = None
    """The whole input as it is after the change."""


@dataclass(frozen=True)
class Changed:
    """A change, the calendar before and after it, and what follows."""

    before: Problem
    published: Plan
    """The calendar as it is."""
    after: Problem
    plan: Plan
    """The same dates with people seated anew."""
    source: Path
    """The input that the changes are made to."""
    changes: tuple[SeatChange, ...]
    words: tuple[str, ...]
    """The changes, in sentences."""
    consequences: Consequences


def change(
    source: Path, calendar: Path, wanted: Wanted, as_of: datetime | None = None, warn: Warn | None = None
) -> Changed:
    """Find what a change of membership, or a whole new input, does to a calendar whose dates stay as they are.

    Parameters
    ----------
    source : Path
        The input of the calendar: a workbook or a folder of CSV files.
    calendar : Path
        A folder that `plan` wrote, a `plan.json`, or a table made by hand.
    wanted : Wanted
        What is to change.
    as_of : datetime, optional
        The moment of the change: what gives no date of its own holds from its day on.
    warn : callable, optional
        Hears of the warnings of what is read.

    Raises
    ------
    InputFaults

    """
    before, warnings = read_input(source)
    read = read_plan(calendar, before)
    published = read.plan if read.has_attendance else _seated(before, read.plan)
    base_source, base = source, before
    if wanted.source_after is not None:
        base_source = wanted.source_after
        base, more = read_input(base_source)
        warnings += more
    start = wanted.start or (None if as_of is None else as_of.date())
    changes = seat_changes_in_words(base, wanted.joins, wanted.leaves, wanted.substitutes, start)
    if wanted.table is not None:
        from_table, more = read_seat_changes(wanted.table, base, start)
        changes, warnings = (*changes, *from_table), warnings + more
    if warn is not None and warnings + read.warnings:
        warn(warnings + read.warnings)
    if not changes and wanted.source_after is None:
        raise InputFaults((Fault("", None, None, "nothing is to change", NOTHING),))
    after = with_changes(base, changes)
    plan = reseated(before, after, published)
    found = consequences((before, published), (after, plan))
    words = tuple(change.words(after) for change in changes)
    if wanted.source_after is not None:
        words = (f"The input is {wanted.source_after} from now on.", *words)
    return Changed(before, published, after, plan, base_source, changes, words, found)


def _seated(problem: Problem, plan: Plan) -> Plan:
    from scheduler.solving.seating import seated  # noqa: PLC0415 - only a calendar made by hand needs the solver

    return seated(problem, plan)
