"""What a question of the command line names: a meeting, a day, a start (`HWB#2`, `2016-02-18`, `14:00`), or bodies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NoReturn

from scheduler.domain.meeting_days import Session
from scheduler.domain.other_dates import Asked, asked_about
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import Column
from scheduler.domain.titles import body_title
from scheduler.domain.viability import Together, alive, stretches_of
from scheduler.domain.wording import counted, listed, long_date, monday_of, short_date
from scheduler.errors import InputFaults
from scheduler.reading.called import Called
from scheduler.reading.requests.names import Names
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.days import read_date, weekday_named
from scheduler.reading.tables.texts import CellFault, parts_of, shown
from scheduler.reading.tables.times import read_time

NUMBER = "#"
TWO = 2
BOARDS = "boards"
_DATE = Column("date", "date")


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
    weekday = None if question.day is None else weekday_named(question.day.strip())
    try:
        day = None if question.day is None or weekday is not None else read_date(question.day)
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
    if weekday is not None:
        day = monday_of(one.date) + timedelta(days=weekday)
    asked = asked_about(plan, one) if isinstance(one, Meeting) else asked_about(plan, plan.of_occurrence(one)[0], one)
    return Wanted(asked, day, start)


def meeting_named(text: str, problem: Problem, plan: Plan) -> Meeting | Occurrence:
    """Return the meeting, or the occurrence of a meeting day, that `HWB#2` names; without a number, the only one.

    Raises
    ------
    InputFaults
        If it names none, or the number is left out and there are several.

    """
    code, number = _named(text, problem)
    found = _meetings(code, problem, plan)
    if number is not None:
        return _numbered(code, number, found, plan)
    if len(found) != 1:
        message = f"{code} has {counted(len(found), 'meeting')} in the calendar, and the number says which."
        _refuse(message, f"Write {_choice(found)}." if found else "Plan one first, or add one.")
    return found[0]


def code_named(text: str, problem: Problem) -> str:
    """Return the code of the body or meeting day that a text names without a number.

    Raises
    ------
    InputFaults
        If it names none.

    """
    code, number = _named(text, problem)
    if number is not None:
        _refuse(f"{shown(text)} names a meeting that is there already.", f"Write {code} alone for one more.")
    return code


def _refuse(message: str, remedy: str) -> NoReturn:
    raise InputFaults((Fault("", None, None, message, remedy),))


def _named(text: str, problem: Problem) -> tuple[str, str | None]:
    """Return the code of the body or meeting day that is named, and the number after it."""
    hosts = Names(problem).hosts
    whole = hosts.code(text)
    if whole is not None:
        return whole, None
    name, mark, number = text.rpartition(NUMBER)
    code = hosts.code(name) if mark else None
    if code is not None:
        return code, number.strip()
    wanted = name if mark else text
    several = hosts.all_called(wanted)
    if several:
        _refuse(f"{shown(wanted)} is the name of {listed(several)}.", "Write the code of the one that is meant.")
    message = f"{shown(wanted)} is no body and no meeting day of the input."
    _refuse(message, f"{hosts.suggestion(wanted)}Write its code, such as HWB#2.")


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
            others = f"Ask about a meeting that is to be held: {_choice(found)}." if found else "It has no other."
            _refuse(f"{code}#{number} is cancelled.", others)
    _refuse(f"{code} has no meeting {shown(number)}.", f"It has {_choice(found) or 'none'}.")


def _choice(found: tuple[Meeting | Occurrence, ...]) -> str:
    return listed([f"{one.name} on {short_date(one.date)}" for one in found], "or")


def read_together(
    problem: Problem,
    bodies: str | None = None,
    meeting_day: str | None = None,
    session: str | None = None,
    day: str | None = None,
) -> Together:
    """Return the bodies that would sit together, and the day whose memberships count.

    Parameters
    ----------
    problem : Problem
        The input.
    bodies : str, optional
        `HWB;GB;SCB`; left out, those of a session.
    meeting_day, session : str, optional
        The session; left out, the only one of the kind `boards`.
    day : str, optional
        A date; left out, the first of the calendar on which the most of the bodies exist.

    Raises
    ------
    InputFaults
        With everything that is wrong.

    """
    asked = _Asked(problem)
    named = asked.bodies(bodies) if bodies is not None else None
    chosen = asked.session(meeting_day, session) if bodies is None else None
    on = asked.day(day) if day is not None else None
    if named is None and chosen is not None:
        named = [body.code for body in problem.bodies_of_session[chosen.meeting_day, chosen.code]]
    there = [] if named is None else asked.existing(named, on, of=chosen)
    if asked.faults or named is None:
        raise InputFaults(tuple(asked.faults))
    chosen = chosen or _common_session(problem, there)
    return Together(tuple(there), on or _first_day(problem, named), chosen, tuple(named))


def _common_session(problem: Problem, bodies: Sequence[str]) -> Session | None:
    """Return the session in which all of the bodies sit, None if there is no such."""
    first, *others = (problem.session_of(problem.bodies[body]) for body in bodies)
    return first if all(other is first for other in others) else None


def _first_day(problem: Problem, bodies: Sequence[str]) -> date:
    """Return the first day of the calendar on which the most of the bodies exist."""
    days = [first for first, _ in stretches_of(problem, bodies)]
    return max(days, key=lambda day: len(alive(problem, bodies, day)))


class _Asked:
    """What a command line asks for, and what is wrong with it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.faults: list[Fault] = []

    def fault(self, message: str, remedy: str) -> None:
        """Note that something is wrong."""
        self.faults.append(Fault("", None, None, message, remedy))

    def bodies(self, text: str) -> list[str] | None:
        """Read `HWB;GB;SCB`, in that order."""
        names = Names(self.problem)
        found: list[str] = []
        before = len(self.faults)
        for part in parts_of(text):
            try:
                code = names.body(part)
            except CellFault as trouble:
                self.fault(f"--bodies: {trouble.message}", trouble.remedy)
                continue
            if code in found:
                self.fault(f"--bodies: {code} is named more than once", "Name each body once.")
            found.append(code)
        if len(self.faults) == before and len(found) < TWO:
            what = f"only {found[0]} is named" if found else "no body is named"
            self.fault(f"--bodies: {what}", "Name two bodies or more, such as HWB;GB, in quotation marks.")
        return found if len(self.faults) == before else None

    def session(self, meeting_day: str | None, code: str | None) -> Session | None:
        """Find the one session that is meant."""
        before = len(self.faults)
        sessions = list(self.problem.sessions.values())
        if not sessions:
            self.fault("the input has no meeting days with sessions", "Name the bodies, such as --bodies 'HWB;GB'.")
            return None
        if meeting_day is not None:
            days = Called()
            for day in self.problem.meeting_days.values():
                days.add(day.code, (day.name,))
            spelt = self._known("--meeting-day", meeting_day, "meeting day", days)
            sessions = [session for session in sessions if session.meeting_day == spelt]
        if code is not None and len(self.faults) == before:
            codes = Called()
            for session in sessions:
                codes.add(session.code)
            spelt = self._known("--session", code, "session", codes)
            sessions = [session for session in sessions if session.code == spelt]
        if len(self.faults) > before:
            return None
        return self._only(sessions, named=code is not None)

    def _known(self, option: str, text: str, what: str, called: Called) -> str | None:
        """Return a code as the input spells it."""
        code = called.code(text)
        if code is None:
            remedy = f"{called.suggestion(text)}There is {listed(called.codes)}."
            self.fault(f"{option}: {shown(text)} is no {what} here", remedy)
        return code

    def _only(self, sessions: Sequence[Session], *, named: bool) -> Session | None:
        possible = [session for session in sessions if session.kind == BOARDS or (named and session.kind != "lunch")]
        titles = [f"--meeting-day {session.meeting_day} --session {session.code}" for session in possible]
        if not possible:
            what = "the session named is a lunch" if named else "there is no session of the kind boards"
            self.fault(what, "Name the bodies, such as --bodies 'HWB;GB', or another session.")
        elif len(possible) > 1:
            self.fault(f"there are {len(possible)} sessions that might be meant", f"Say which: {listed(titles, 'or')}.")
        else:
            return possible[0]
        return None

    def day(self, text: str) -> date | None:
        """Read a day of the calendar."""
        settings = self.problem.settings
        try:
            day: Any = read_cell(_DATE, text)
        except CellFault as trouble:
            self.fault(f"--on: {trouble.message}", trouble.remedy)
            return None
        if not settings.start_date <= day <= settings.end_date:
            hours = f"{long_date(settings.start_date)} to {long_date(settings.end_date)}"
            self.fault(f"--on: {long_date(day)} is outside the calendar", f"Choose a day from {hours}.")
            return None
        found: date = day
        return found

    def existing(self, bodies: Sequence[str], on: date | None, of: Session | None) -> list[str]:
        """Return the bodies that exist on the day: of a session at least two, otherwise all that were named."""
        if len(bodies) < TWO:
            sits = "only one body sits" if bodies else "no body sits"
            remedy = "Name the bodies, such as --bodies 'HWB;GB'."
            self.fault(f"{sits} in the session {'' if of is None else of.code}", remedy)
            return list(bodies)
        day = on or _first_day(self.problem, bodies)
        there = alive(self.problem, bodies, day)
        missing = [body for body in bodies if body not in there]
        if missing and (of is None or len(there) < TWO):
            if on is None:
                names = listed([body_title(self.problem, body) for body in bodies])
                self.fault(f"there is no day of the calendar on which {names} all exist", "Leave one of them out.")
                return list(there)
            names = listed([body_title(self.problem, body) for body in missing])
            verb = "does" if len(missing) == 1 else "do"
            remedy = "Choose another day with --on, or leave them out."
            self.fault(f"{names} {verb} not exist on {long_date(day)}", remedy)
        return list(there)
