"""The repair of a calendar after a change of membership that was typed into a form: found beside it, then accepted."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scheduler.commands.at_hand import see_that_it_is
from scheduler.commands.changes import Changed, local_day
from scheduler.commands.drafts import begin_draft
from scheduler.commands.membership import TypedChange, changed_as_typed
from scheduler.commands.repairs import REPAIR, Infeasible, OutOfTime, Repaired, instead, repair
from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import files_of, kept_input, moment_of_planning, read_input, read_plan
from scheduler.domain.consequences import Alternative
from scheduler.domain.seat_changes import amendments, with_changes
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step, stamp_of
from scheduler.outputs.places import locked
from scheduler.reading.plans.files import spelt_alike
from scheduler.reading.requests.seat_changes_typed import seat_changes_typed
from scheduler.solver.cp.progress import Clock, Listener, silence


def repair_typed(
    folder: Path,
    rows: Sequence[TypedChange],
    target: Path,
    clock: float | Clock,
    as_of: datetime | None = None,
    listener: Listener = silence,
    step: Step = REPAIR,
) -> tuple[Changed, Repaired | Infeasible | OutOfTime, tuple[Alternative, ...]]:
    """Find the calendar that moves least after a change, and write it beside; what else could be done comes with it.

    Parameters
    ----------
    folder : Path
        The folder of the calendar; it is left as it is.
    rows : sequence of TypedChange
        What is to change, as it was typed.
    target : Path
        Where the new calendar goes, with the amended input.
    clock : float or Clock
        Seconds for the search, or a clock that runs already.
    as_of : datetime, optional
        The moment of the change.
    listener : callable, optional
        Hears of progress.
    step : Step, optional
        For the history of the new folder.

    Raises
    ------
    InputFaults, CannotWrite, ChangedMeanwhile, BrokenPlan

    """
    changed = changed_as_typed(folder, rows, as_of)
    outcome = repair(changed, target, clock, as_of, listener, step=step)
    if isinstance(outcome, Repaired):
        return changed, outcome, outcome.alternatives
    return changed, outcome, instead(changed, as_of, listener) if isinstance(outcome, Infeasible) else ()


def accept_repair(repaired: Path, folder: Path, version: str, step: Step, as_of: datetime | None = None) -> None:
    """Put a repaired calendar, and its amended input, in the place of the one that it was found for.

    Parameters
    ----------
    repaired : Path
        The folder that `repair_typed` wrote.
    folder : Path
        The calendar's folder, or a copy of it.
    version : str
        Of the calendar that it was found for.
    step : Step
        For the history of the folder.
    as_of : datetime, optional
        The moment of the change.

    Raises
    ------
    ChangedMeanwhile
        If the calendar is another by now.
    InputFaults, CannotWrite

    """
    with locked(folder):
        see_that_it_is(folder, version)
        since = stamp_of(folder)
        source = kept_input(repaired)
        problem, _ = read_input(source)
        before = spelt_alike(read_plan(folder, problem).plan, problem)
        moment = moment_of_planning(problem, before, as_of)
        asked = replace(problem.knowing(before), baseline=before, as_of=moment)
        plan = read_plan(repaired, problem).plan
        write_output(asked, plan, folder, files_of(source, problem), step=step, since=since)


def amend_memberships(source: Path, rows: Sequence[TypedChange], as_of: datetime | None = None) -> None:
    """Make a change of membership in another copy of the input, in its own bytes; nothing else of it is changed.

    Parameters
    ----------
    source : Path
        A workbook, or a folder of CSV files; its files are written anew.
    rows : sequence of TypedChange
        What is to change, as it was typed.
    as_of : datetime, optional
        The moment of the change.

    Raises
    ------
    InputFaults
        If a row cannot be understood in this copy, or contradicts it; with every fault.
    CannotWrite

    """
    before, _ = read_input(source)
    start = None if as_of is None else local_day(before, as_of)
    after = with_changes(before, seat_changes_typed(before, rows, start))
    _, files = amended_input(source, before, amendments(before, after))
    folder = source if source.is_dir() else source.parent
    for name, content in files.items():
        (folder / name).write_bytes(content)


def draft_of_repair(
    repaired: Path, calendar: Path, draft: Path, version: str, step: Step, as_of: datetime | None = None
) -> None:
    """Begin a draft as a copy of a calendar, and put its repair there: see `begin_draft` and `accept_repair`.

    Nothing is left of the draft where that cannot be done.
    """
    see_that_it_is(calendar, version)
    begin_draft(calendar, draft)
    try:
        accept_repair(repaired, draft, version, step, as_of)
    except BaseException:  # Ctrl-C too: no draft is left half made
        shutil.rmtree(draft, ignore_errors=True)
        raise
