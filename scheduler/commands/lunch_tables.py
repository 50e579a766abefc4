"""`tables`: who sits at which table at the lunches of a year; what of the tables before stays, and what is stale."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.checking.lunch_tables import check_tables
from scheduler.commands.papers import Sound, sound, write
from scheduler.domain.lunch_tables import LunchTables, Party, SeatedLunch, TableChange, parties, table_changes
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import counted
from scheduler.errors import BrokenPlan, ChangedMeanwhile, OutOfTime, Refused
from scheduler.messages.lunch_tables import conflict_sentences
from scheduler.outputs.lunch_tables.printed import table_papers
from scheduler.outputs.places import TABLES_FOLDER, locked
from scheduler.reading.plans.lunch_tables import read_tables
from scheduler.solver.cp.progress import Clock, Listener, clock_of, silence
from scheduler.solver.lunch_tables.seating import CannotSeat, seat

__all__ = ["MadeTables", "Wanted", "make_tables"]


@dataclass(frozen=True)
class Wanted:
    """Which tables are wanted, and where they go."""

    anyway: str | None = None
    """Why they are made although something is wrong with the plan."""
    as_of: datetime | None = None
    """The moment that it is taken to be; that of the plan's making where it is left out."""
    afresh: bool = False
    """Whether lunches to come are seated as if they had no tables yet."""
    elsewhere: Path | None = None
    """A folder for them; else they go into the plan's."""


@dataclass(frozen=True)
class MadeTables:
    """Tables that were made, and what is new in them."""

    problem: Problem
    plan: Plan
    tables: LunchTables
    changes: tuple[TableChange, ...]
    """What is otherwise than in the tables before, by lunch; none where there were none."""
    folder: Path
    """Where they were written."""
    wrong: tuple[str, ...] = ()
    """What is wrong with the plan, of which they were wanted anyway."""


def make_tables(folder: Path, wanted: Wanted, time_limit: float | Clock, listener: Listener = silence) -> MadeTables:
    """Seat every lunch of a plan that is not over, and write the tables.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    wanted : Wanted
        Which tables, and where they go.
    time_limit : float or Clock
        Seconds to search, or a clock that runs already.
    listener : callable
        Hears of progress.

    Raises
    ------
    InputFaults
        If the input, the plan or the tables before cannot be read.
    Refused
        If the plan is not sound, has no lunch to seat, or its demands cannot hold together.
    OutOfTime
        If no tables were found in time.
    CannotWrite
        If something in their place would be lost.

    """
    made = sound(folder, wanted.anyway, "No lunch tables are made", wanted.as_of)
    before = read_tables(folder)
    lunches = _to_seat(made, before, afresh=wanted.afresh)
    clock = clock_of(time_limit, listener)
    clock.listener(f"Seating {counted(len(lunches), 'lunch', 'lunches')}")
    with clock.interrupted_by_ctrl_c():
        found = seat(lunches, clock)
    if found is None:
        raise OutOfTime("Time ran out before everybody had a table. Give a longer --time-limit.")
    if isinstance(found, CannotSeat):
        raise Refused(
            "No lunch tables are made: what is asked of them cannot hold together.",
            tuple(conflict_sentences(made.problem, found.conflicts)),
            "Give up one of these: clear a cell of the table seating, or change it.",
        )
    breaches = check_tables(lunches, found.places, found.tiers)
    if breaches:
        raise BrokenPlan(breaches)
    tables = LunchTables(
        title=made.plan.title,
        generated=made.plan.generated,
        table_size=made.problem.settings.table_size,
        lunches=tuple(
            SeatedLunch(one.meeting_day, one.sequence, one.date, one.tables, dict(seated), one.held)
            for one, seated in zip(lunches, found.places, strict=True)
        ),
        tiers=found.tiers,
    )
    _write(made, before, tables, wanted.elsewhere)
    changes = () if before is None else table_changes(before, tables)
    where = wanted.elsewhere or folder / TABLES_FOLDER
    return MadeTables(made.problem, made.plan, tables, changes, where, made.approved.wrong)


def _to_seat(made: Sound, before: LunchTables | None, *, afresh: bool) -> tuple[Party, ...]:
    found = parties(made.problem, made.plan, before, made.moment)
    if not any(not party.held for party in found):
        raise Refused(
            "No lunch tables are made: no lunch of this calendar is still to come.",
            remedy="Lunches are sessions of the kind lunch in the table sessions.",
        )
    return tuple(replace(party, before={}) if afresh and not party.held else party for party in found)


def _write(made: Sound, before: LunchTables | None, tables: LunchTables, elsewhere: Path | None) -> None:
    files: Mapping[str, bytes] = table_papers(made.problem, made.plan, tables)
    with locked(made.folder):
        if read_tables(made.folder) != before:
            raise ChangedMeanwhile("Somebody else made the tables meanwhile; nothing was written. Run it again.")
        write(made, files, elsewhere)
