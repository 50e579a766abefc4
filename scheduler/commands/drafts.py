"""Drafts: other folders in which something is tried out before it is made the calendar."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.checking import check
from scheduler.commands.baselines import Baseline, baseline_of
from scheduler.commands.sources import files_of, kept_input, moment_of_planning, read_kept, read_plan
from scheduler.domain.difference import settled
from scheduler.domain.plan import CONFIRMED, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import long_date, rule_words
from scheduler.errors import CannotWrite, Refused
from scheduler.messages.differences import change_sentences
from scheduler.messages.history import summary
from scheduler.outputs.disk import in_words
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Recorded, Step, note, past_of, stamp_of
from scheduler.outputs.places import check_replaceable, locked, place_of, work_beside

DRAFT, TAKE = Step("draft"), Step("take")
"""What is entered in the history of a draft that is begun, and of a calendar that becomes what a draft is."""
_NOTHING_DONE = ("publish", "serve", "draft")
"""Commands whose steps leave the calendar as it is."""


@dataclass(frozen=True)
class Taken:
    """A draft that is the calendar now, or would be."""

    summary: str
    """`3 meetings moved, 1 cancelled`."""
    sentences: tuple[str, ...]
    """What changes, a line for each meeting and lunch."""
    lost: tuple[str, ...]
    """What was done to the calendar since the draft was begun, and is not in it."""


def begin_draft(calendar: Path, draft: Path, step: Step = DRAFT) -> None:
    """Copy a calendar, with its input and its history, into a folder of its own.

    Raises
    ------
    CannotWrite
        If there is something in the place of the draft already, or the disk cannot take it.

    """
    place = place_of(draft)
    with in_words(draft):
        place.parent.mkdir(parents=True, exist_ok=True)
        with locked(calendar), work_beside(place) as work:
            if os.path.lexists(place):
                raise CannotWrite(f"There is a draft called {draft.name} already. Choose another name.")
            copy = shutil.copytree(calendar, work / "copy")
            note(copy, replace(step, about=step.about or "Began as a copy of the calendar."))
            copy.rename(place)


def steps_since(draft: Path, calendar: Path) -> tuple[Recorded, ...]:
    """Return what was done to a calendar since a draft was begun from it; all of it where it was begun from no copy."""
    known = past_of(draft).steps
    return tuple(one for one in past_of(calendar).steps if one not in known and one.step.command not in _NOTHING_DONE)


def take_draft(
    draft: Path, calendar: Path, as_of: datetime | None = None, step: Step = TAKE, *, write: bool = True
) -> Taken:
    """Make a draft the calendar, as a step of the calendar's history.

    Uids stay, revisions only rise, and what members have of the calendar before alone is cancelled. What is confirmed
    in the calendar stays confirmed where the draft leaves it in its place.

    Parameters
    ----------
    draft, calendar : Path
        Their folders.
    as_of : datetime, optional
        The moment; left out, that of the present calendar.
    step : Step, optional
        For the history of the calendar.
    write : bool
        Whether it is done; else it is only told what would become of the calendar.

    Raises
    ------
    Refused
        If the draft has otherwise what has been held, or called, moves what is confirmed while it holds it to be
        provisional, or breaks a rule.
    InputFaults, CannotWrite, ChangedMeanwhile

    """
    with locked(calendar):
        since = stamp_of(calendar)
        problem, chosen = read_kept(draft)
        before = read_plan(calendar, problem).plan
        baseline_of(problem, calendar, None, as_of)  # refuses another authority's calendar, and asks for the day
        moment = max(moment_of_planning(problem, before, as_of), before.generated)
        problem = replace(problem.knowing(before), baseline=before, as_of=moment)
        chosen = replace(chosen, meetings=tuple(_as_firm(before, chosen)), generated=moment)
        after = Baseline(None, before).completed(problem, chosen)
        _see_that_it_can_be_taken(problem, before, after, draft.name)
        taken = Taken(
            summary(before, after),
            tuple(change_sentences(problem, before, after)),
            tuple(_in_words(one, before.timezone) for one in steps_since(draft, calendar)),
        )
        if write:
            check_replaceable(calendar)
            files = files_of(kept_input(draft), problem)
            step = replace(step, about=f"Made the draft {draft.name} the calendar: {taken.summary}.")
            write_output(problem, after, calendar, files, step=step, since=since)
        return taken


def _as_firm(before: Plan, chosen: Plan) -> Iterator[Meeting]:
    """Yield the meetings of a draft, confirmed where the calendar has them confirmed in the same place."""
    firm = {one.uid: one for one in before.live if one.status == CONFIRMED}
    for one in chosen.meetings:
        confirmed = replace(one, status=CONFIRMED) if one.live else one
        yield confirmed if one.uid in firm and firm[one.uid].facts == confirmed.facts else one


def _see_that_it_can_be_taken(problem: Problem, before: Plan, after: Plan, name: str) -> None:
    now = {one.uid: one for one in after.meetings}
    facts = [why for one, why in settled(problem) if one.uid not in now or now[one.uid].facts != one.facts]
    loosened = [
        f"{meeting_title(problem, one)} is confirmed in the calendar, and only provisional in the draft."
        for one in before.live
        if one.status == CONFIRMED and one.uid in now and now[one.uid].live and now[one.uid].status != CONFIRMED
    ]
    broken = [f"{rule_words(one.rule)}: {one.message}" for one in check(problem, after)]
    if facts or loosened or broken:
        raise Refused(
            f"The draft {name} cannot be made the calendar.",
            (*facts, *loosened, *broken),
            "Begin a new draft from the calendar as it is now, and make there the changes that you want of this one.",
        )


def _in_words(one: Recorded, timezone: str) -> str:
    by = f" by {one.step.by}" if one.step.by else ""
    what = one.step.about.rstrip(".") or one.step.command
    return f"{what}{by}, on {long_date(one.local(timezone).date())}."
