"""`confirm`: provisional meetings are approved, and members' calendars say so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.commands.approval import approve
from scheduler.commands.sources import files_of, kept_input, moment_of_planning, read_kept, read_plan
from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Meeting
from scheduler.domain.problem import Problem
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.folder import options_in, write_output
from scheduler.outputs.history import Step, stamp_of
from scheduler.outputs.places import check_replaceable, locked
from scheduler.reading.requests.names import bodies_named


@dataclass(frozen=True)
class Confirmed:
    """What was confirmed, and what is still provisional."""

    problem: Problem
    meetings: tuple[Meeting, ...]
    left: int


CONFIRM = Step("confirm")


def confirm(
    folder: Path,
    bodies: Sequence[str] = (),
    as_of: datetime | None = None,
    step: Step = CONFIRM,
    anyway: str | None = None,
) -> Confirmed:
    """Confirm the provisional meetings of a plan, and write its whole folder again; cancelled ones stay so.

    Other plans to choose from stay as they are.

    Where nothing is provisional, nothing is written. The moment is never before that of the plan, and cancelled
    meetings whose date has passed by then leave it.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    bodies : sequence of str
        Codes of the bodies to confirm; none for all.
    as_of : datetime, optional
        The moment of confirming; left out, that of the plan.
    step : Step, optional
        For the history of the folder.
    anyway : str, optional
        Why it is to be confirmed whatever is wrong with the plan.

    Raises
    ------
    InputFaults
        If the folder cannot be read, or for every code that names no body.
    Refused
        If the plan breaks a rule or is not of the input beside it; nothing is written then.
    CannotWrite, ChangedMeanwhile

    """
    with locked(folder):  # whoever confirms other bodies meanwhile waits, and finds these confirmed
        return _confirmed(folder, bodies, as_of, step, anyway)


def _confirmed(
    folder: Path, bodies: Sequence[str], as_of: datetime | None, step: Step, anyway: str | None
) -> Confirmed:
    since = stamp_of(folder)
    problem, before = read_kept(folder)
    wanted = bodies_named(bodies, problem) if bodies else None

    def is_meant(meeting: Meeting) -> bool:
        return meeting.status == PROVISIONAL and (wanted is None or meeting.body in wanted)

    meant = tuple(meeting for meeting in before.meetings if is_meant(meeting))
    left = sum(meeting.status == PROVISIONAL for meeting in before.meetings) - len(meant)
    moment = max(moment_of_planning(problem, before, as_of), before.generated)
    approved = approve(problem, before, moment, anyway, f"Nothing in {folder} is confirmed")
    if meant:
        check_replaceable(folder)
        meetings = (replace(one, status=CONFIRMED) if is_meant(one) else one for one in before.meetings)
        after = replace(before, generated=moment, input_sha256=problem.input_sha256)
        kept = tuple(one for one in meetings if one.live or one.date >= after.made_on)
        after = replace(after, meetings=kept)
        after = revised(replace(problem, baseline=before), after)
        others = [read_plan(other, problem).plan for other in options_in(folder)]
        files = files_of(kept_input(folder), problem)
        write_output(problem, after, folder, files, others, step=approved.step(step), since=since)
    return Confirmed(problem, meant, left)
