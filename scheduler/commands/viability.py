"""`viability`: whether bodies can sit at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.checking import check as breaches_of
from scheduler.checking import integrity
from scheduler.commands.plans import Warn
from scheduler.commands.sources import read_input
from scheduler.domain.problem import Problem
from scheduler.domain.seat_changes import with_nominations
from scheduler.domain.verbs import ROOMS, SEATS
from scheduler.domain.viability import Allocation, Slot, Together, Viability, day_of, joined
from scheduler.errors import BrokenPlan
from scheduler.outputs.places import prepare_folder
from scheduler.reading.requests.questions import read_together
from scheduler.rules import about
from scheduler.solver.cp.outcome import OutOfTime
from scheduler.solver.cp.progress import Clock, Listener, silence
from scheduler.solver.viability.viability import find_viability

__all__ = ["Answer", "OutOfTime", "Question", "prepare_folder", "viability", "viability_workbook"]


@dataclass(frozen=True)
class Question:
    """What the command line asks; what it leaves out is left to the input."""

    bodies: str | None = None
    meeting_day: str | None = None
    session: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Answer:
    """The input, and whether its bodies can sit together."""

    problem: Problem
    viability: Viability


def viability(
    source: Path,
    question: Question,
    time_limit: float | Clock,
    listener: Listener = silence,
    warn: Warn | None = None,
) -> Answer | OutOfTime:
    """Find out whether bodies can sit at the same time; nothing is said that the checker has not verified.

    Parameters
    ----------
    source : Path
        A workbook or a folder of CSV files.
    question : Question
        Which bodies, and on what day.
    time_limit : float or Clock
        Seconds for the search, or a clock that runs already.
    listener, warn : callable, optional
        Hear of progress, and of the input's warnings.

    Raises
    ------
    InputFaults, BrokenPlan

    """
    problem, warnings = read_input(source)
    if warn is not None and warnings:
        warn(warnings)
    return judged(problem, question, time_limit, listener)


def judged(
    problem: Problem, question: Question, time_limit: float | Clock, listener: Listener = silence
) -> Answer | OutOfTime:
    """Find out whether bodies of a problem can sit at the same time: see `viability`."""
    together = read_together(problem, question.bodies, question.meeting_day, question.session, question.day)
    found = find_viability(problem, together, time_limit, listener)
    if isinstance(found, OutOfTime):
        return found
    verify(problem, found)
    return Answer(problem, replace(found, stretches=joined(problem, found.stretches)))


def verify(problem: Problem, found: Viability) -> None:
    """Hold every way to seat people that is shown against the rules; BrokenPlan where one breaks any."""
    together = found.together
    if found.people_viable:
        hold(problem, together, [Slot(together.bodies)], found.allocation)
    if found.viable and together.session is not None and found.rooms is not None:
        hold(problem, together, [Slot(together.bodies, together.session.start, None, found.rooms)], found.allocation)
    if found.nominations is not None and found.nominations.then is not None:
        nominated = with_nominations(problem, found.nominations.rows, together.day)
        hold(nominated, together, [Slot(together.bodies)], found.nominations.then)
    for slots in (found.slots, *found.slots.more):
        if slots.allocation is not None:
            hold(problem, together, slots.slots, slots.allocation)
    for stretch in found.stretches:
        if stretch.allocation is not None:
            there = Together(stretch.bodies, stretch.first, together.session)
            hold(problem, there, [Slot(there.bodies)], stretch.allocation)


def hold(problem: Problem, together: Together, slots: Sequence[Slot], allocation: Allocation) -> None:
    """Hold one way to seat people against the rules about seats and rooms; BrokenPlan where it breaks any.

    When and how often bodies sit is another question.
    """
    day = day_of(problem, together, slots)
    breaches = breaches_of(day.problem, day.plan(allocation.attendance), lunches_given=False)
    asked = {integrity.RULE, *(rule.RULE.name for rule in about(SEATS, ROOMS))}
    broken = tuple(breach for breach in breaches if breach.rule in asked)
    if broken:
        raise BrokenPlan(broken)


def viability_workbook(answer: Answer, folder: Path) -> Path:
    """Write the workbook of an answer into a folder, and return where."""
    from scheduler.outputs.viability import write_viability  # noqa: PLC0415 - slow to load, and hardly ever asked for

    return write_viability(answer.problem, answer.viability, folder)
