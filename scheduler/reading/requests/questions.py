"""The meeting and the day that a question names: `HWB#2`, `2016-02-18`, `14:00`, as an officer types them."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from scheduler.domain.other_dates import Asked, asked_about
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.wording import listed, short_date
from scheduler.errors import InputFaults
from scheduler.reading.tables.cells import CellFault, code_key, read_date, read_time, shown
from scheduler.reading.tables.headers import nearest

NUMBER = "#"


@dataclass(frozen=True)
class Question:
    """What is asked, as it is typed."""

    meeting: str
    """A body or meeting day, perhaps with the number of its meeting: `HWB#2`."""
    day: str | None = None
    start: str | None = None


@dataclass(frozen=True)
class Wanted:
    """What is asked, understood."""

    asked: Asked
    day: date | None
    start: int | None
    """Minutes after midnight; None for any start."""


def read_question(question: Question, problem: Problem, plan: Plan) -> Wanted:
    """Return what a question asks of a calendar; its bodies are those of the input.

    Parameters
    ----------
    question : Question
        What is typed.
    problem : Problem
        The input, with the moment of asking.
    plan : Plan
        The calendar.

    Raises
    ------
    InputFaults
        If it names no meeting of the calendar, or no day.

    """
    try:
        day = None if question.day is None else read_date(question.day)
        start = None if question.start is None else read_time(question.start)
    except CellFault as trouble:
        _refuse(trouble.message, trouble.remedy)
    code, number = _named(question.meeting, problem)
    found = _meetings(code, problem, plan)
    if not found:
        _refuse(f"{code} has no meeting in the calendar.", "Plan one first, or ask about another body.")
    if number is None:
        today = problem.planned_on
        one = _nearest(found, day) if day is not None else _next(found, today)
    else:
        one = _numbered(code, number, found, plan)
    asked = asked_about(plan, one) if isinstance(one, Meeting) else asked_about(plan, plan.of_occurrence(one)[0], one)
    return Wanted(asked, day, start)


def _refuse(message: str, remedy: str) -> NoReturn:
    raise InputFaults((Fault("", None, None, message, remedy),))


def _named(text: str, problem: Problem) -> tuple[str, str | None]:
    """Return the code of the body or meeting day that is named, and the number after it."""
    known = _names(problem)
    if code_key(text) in known:
        return known[code_key(text)], None
    name, mark, number = text.rpartition(NUMBER)
    if mark and code_key(name) in known:
        return known[code_key(name)], number.strip()
    wanted = name if mark else text
    near = nearest(wanted, [name for names in _ways_to_write(problem).values() for name in names])
    _refuse(f"{shown(wanted)} is no body and no meeting day of the input.", f"{near}Write its code, such as HWB#2.")


def _ways_to_write(problem: Problem) -> dict[str, tuple[str, ...]]:
    """Return the code of each meeting day and body with all its names, the code first."""
    days = {day.code: (day.code, day.name) for day in problem.meeting_days.values()}
    return {**days, **{body.code: (body.code, *body.aliases, body.name) for body in problem.bodies.values()}}


def _names(problem: Problem) -> dict[str, str]:
    """Return the code of each body and meeting day by every way to write it; codes win, then bodies."""
    ways = _ways_to_write(problem)
    names = {code_key(name): code for code, others in ways.items() for name in others}
    return {**names, **{code_key(code): code for code in ways}}


def _meetings(code: str, problem: Problem, plan: Plan) -> tuple[Meeting | Occurrence, ...]:
    """Return the meetings of a body, or those occurrences of a meeting day at which somebody sits."""
    if code in problem.bodies:
        return plan.of_body(code)
    return tuple(one for one in plan.occurrences_of(code) if plan.of_occurrence(one))


def _nearest(found: tuple[Meeting | Occurrence, ...], day: date) -> Meeting | Occurrence:
    """Return the one nearest to a day, the later of two that are as near."""
    return min(found, key=lambda one: (abs(one.date - day), -one.date.toordinal()))


def _next(found: tuple[Meeting | Occurrence, ...], today: date) -> Meeting | Occurrence:
    """Return the first on the day of asking or after it; where all are over, the last."""
    return next((one for one in found if one.date >= today), found[-1])


def _numbered(code: str, number: str, found: tuple[Meeting | Occurrence, ...], plan: Plan) -> Meeting | Occurrence:
    if number.isascii() and number.isdecimal():
        for one in found:
            if one.sequence == int(number):
                return one
        if any((meeting.body, meeting.sequence) == (code, int(number)) for meeting in plan.meetings):
            _refuse(f"{code}#{number} is cancelled.", f"Ask about a meeting that is to be held: {_choice(found)}.")
    _refuse(f"{code} has no meeting {shown(number)}.", f"It has {_choice(found)}.")


def _choice(found: tuple[Meeting | Occurrence, ...]) -> str:
    return listed([f"{one.name} on {short_date(one.date)}" for one in found], "or")
