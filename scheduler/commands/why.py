"""`why`: a meeting on another day, and why not, or what it would cost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from scheduler.checking.unknown_codes import without_unknown_codes
from scheduler.commands.asking import Asking
from scheduler.commands.plans import Warn
from scheduler.commands.sources import moment_of_planning
from scheduler.domain.other_dates import Answer
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Fault
from scheduler.domain.wording import counted
from scheduler.reading import read_input
from scheduler.reading.plans.files import ReadPlan, read_plan
from scheduler.reading.requests.questions import Question, Wanted, read_question
from scheduler.solver.cp.progress import Clock, Listener, silence
from scheduler.solver.repair.seat_assignment import seated

__all__ = ["Question", "Wanted", "answered", "why"]


def why(
    source: Path,
    calendar: Path,
    question: Question,
    time_limit: float,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn = lambda _warnings: None,
) -> tuple[Problem, Answer]:
    """Find why a meeting is not on a day, or what that would cost; without a day, the best days around.

    Parameters
    ----------
    source, calendar : Path
        The input, and a folder that `plan` wrote, a `plan.json`, or a table made by hand.
    question : Question
        The meeting, and perhaps the day and the time.
    time_limit : float
        Seconds.
    as_of : datetime, optional
        The moment of asking: what has been held or served notice of by then stays. Left out, that of the calendar.
    listener, warn : callable, optional
        Hear of progress, and of the warnings of what is read.

    Returns
    -------
    The input, and the answer; every calendar behind it has been checked.

    Raises
    ------
    InputFaults, BrokenPlan

    """
    problem, warnings = read_input(source)
    warn(warnings)
    return explained(problem, read_plan(calendar, problem), question, time_limit, as_of, listener, warn)


def explained(
    problem: Problem,
    read: ReadPlan,
    question: Question,
    time_limit: float,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn = lambda _warnings: None,
) -> tuple[Problem, Answer]:
    """Find why a meeting of a calendar is not on a day: see `why`."""
    plan, strange = without_unknown_codes(problem, read.plan if read.has_attendance else seated(problem, read.plan))
    problem = replace(problem, baseline=plan, as_of=moment_of_planning(problem, plan, as_of))
    wanted = read_question(question, problem, plan)
    asking = Asking(problem, plan, wanted, Clock(time_limit, listener), read)
    warn(read.warnings + _broken_already(strange + asking.breaches))
    return problem, asking.answer()


def answered(problem: Problem, plan: Plan, wanted: Wanted, clock: Clock) -> Answer:
    """Answer a question about a calendar that says where everybody sits.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar as its baseline and the moment of asking.
    plan : Plan
        The calendar; all that it names is in the input.
    wanted : Wanted
        The question.
    clock : Clock
        How long it may take.

    """
    return Asking(problem, plan, wanted, clock, ReadPlan(plan, has_attendance=True, has_rooms=True)).answer()


def _broken_already(breaches: Sequence[Breach]) -> tuple[Fault, ...]:
    """Return a warning where a calendar breaks rules as it is."""
    if not breaches:
        return ()
    message = f"the calendar breaks {counted(len(breaches), 'rule')} of this input as it is"
    remedy = "What would have to move may be on their account: see meeting-day check."
    return (Fault("", None, None, message, remedy),)
