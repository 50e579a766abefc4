"""A calendar at hand: its folder read as one who asks of single meetings, or does something to them, reads it."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.checking.integrity import without_unknown_codes
from scheduler.commands.sources import kept_input, moment_of_planning, read_input, read_plan
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rows_by_hand import Rows, done_before
from scheduler.errors import InputFaults
from scheduler.outputs.history import stamp_of


@dataclass(frozen=True)
class AtHand:
    """A calendar, and the input kept beside it, of one moment."""

    problem: Problem
    """With the calendar as its baseline and the moment of asking; what was done by hand is in its rows."""
    plan: Plan
    version: tuple[tuple[str, str], ...]
    """The files of the folder that all else is made from: path in it and SHA-256."""


def at_hand(folder: Path, as_of: datetime | None = None) -> AtHand:
    """Return the calendar in a folder that `plan` wrote, of one moment even where it is replaced meanwhile.

    Parameters
    ----------
    folder : Path
        The output folder.
    as_of : datetime, optional
        The moment of asking; left out, that of the plan.

    Raises
    ------
    InputFaults
        If the folder holds no plan, or its plan or input cannot be read.

    """
    before = stamp_of(folder)
    try:
        read, _ = read_input(kept_input(folder))
        plan, _ = without_unknown_codes(read, read_plan(folder, read).plan)
    except InputFaults:
        if stamp_of(folder) == before:
            raise
        return at_hand(folder, as_of)
    if stamp_of(folder) != before:
        return at_hand(folder, as_of)
    return AtHand(looked_at_by_hand(read, plan, as_of), plan, before.files)


def looked_at_by_hand(read: Problem, plan: Plan, as_of: datetime | None) -> Problem:
    """Return an input as single meetings of its calendar are looked at, with what was done to them before.

    What has been held or called by the moment of asking is a fact, and other meetings are to stay where they are.
    """
    problem = replace(read, fixed_meetings=Rows(read, done_before(read, plan)).standing)
    moment = moment_of_planning(problem, plan, as_of)
    return replace(problem.knowing(plan), baseline=plan, as_of=moment)
