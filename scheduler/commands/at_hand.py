"""A calendar at hand: its folder read as one who asks of single meetings, or does something to them, reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import ParamSpec, TypeVar

from scheduler.checking.integrity import without_unknown_codes
from scheduler.commands.sources import kept_input, moment_of_planning, read_input, read_plan
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rows_by_hand import Rows, done_before
from scheduler.errors import ChangedMeanwhile, InputFaults
from scheduler.outputs.history import stamp_of
from scheduler.outputs.places import PLAN_FILE, locked, mend

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
_LETTERS = 16
"""Of a digest: enough that no two versions of one folder bear the same."""


@dataclass(frozen=True)
class AtHand:
    """A calendar, and the input kept beside it, of one moment."""

    problem: Problem
    """With the calendar as its baseline and the moment of asking; what was done by hand is in its rows."""
    plan: Plan
    version: str
    """By which it is seen whether anything else is in the folder since."""


def is_planned(folder: Path) -> bool:
    """Whether a folder holds a plan, once one that a killed run took away is back; CannotWrite if it cannot be."""
    mend(folder)
    return (folder / PLAN_FILE).is_file()


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
    return AtHand(looked_at_by_hand(read, plan, as_of), plan, version_of(dict(before.files)))


def version_of(files: Mapping[str, str]) -> str:
    """Return the version of a folder: a digest of the paths and the digests of what all else in it is made from."""
    return sha256(repr(sorted(files.items())).encode()).hexdigest()[:_LETTERS]


def see_that_it_is(folder: Path, version: str) -> None:
    """Raise ChangedMeanwhile if a folder is not of the version that somebody saw."""
    if version_of(dict(stamp_of(folder).files)) != version:
        raise ChangedMeanwhile("The calendar was changed by somebody else meanwhile. Nothing was done.")


def done_on(
    folder: Path, version: str, do: Callable[Parameters, Result], *given: Parameters.args, **named: Parameters.kwargs
) -> Result:
    """Do something to a folder if it is of the version that somebody saw, and let nobody write there meanwhile.

    Raises
    ------
    ChangedMeanwhile
        If it is of another; nothing is done then.

    """
    with locked(folder):
        see_that_it_is(folder, version)
        return do(*given, **named)


def looked_at_by_hand(read: Problem, plan: Plan, as_of: datetime | None) -> Problem:
    """Return an input as single meetings of its calendar are looked at, with what was done to them before.

    What has been held or called by the moment of asking is a fact, and other meetings are to stay where they are.
    """
    problem = replace(read, fixed_meetings=Rows(read, done_before(read, plan)).standing)
    moment = moment_of_planning(problem, plan, as_of)
    return replace(problem.knowing(plan), baseline=plan, as_of=moment)
