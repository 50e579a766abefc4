"""Which bodies are asked about, and on what day, as a command line names them."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from scheduler.domain.meeting_days import Session
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import Column
from scheduler.domain.titles import body_title
from scheduler.domain.viability import Together, alive, stretches_of
from scheduler.domain.wording import listed, long_date
from scheduler.errors import InputFaults
from scheduler.reading.requests.names import Names
from scheduler.reading.tables.cells import CellFault, code_key, parts_of, read_cell, shown

TWO = 2
BOARDS = "boards"
_DATE = Column("date", "date")


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
            known = self.problem.meeting_days
            spelt = self._known("--meeting-day", meeting_day, "meeting day", list(known))
            sessions = [session for session in sessions if session.meeting_day == spelt]
        if code is not None and len(self.faults) == before:
            spelt = self._known("--session", code, "session", list(dict.fromkeys(s.code for s in sessions)))
            sessions = [session for session in sessions if session.code == spelt]
        if len(self.faults) > before:
            return None
        return self._only(sessions, named=code is not None)

    def _known(self, option: str, text: str, what: str, codes: Sequence[str]) -> str | None:
        """Return a code as the input spells it."""
        spelt = {code_key(code): code for code in codes}
        if code_key(text) in spelt:
            return spelt[code_key(text)]
        near = get_close_matches(code_key(text), spelt, 1)
        meant = f"Did you mean {spelt[near[0]]}? " if near else ""
        self.fault(f"{option}: {shown(text)} is no {what} here", f"{meant}There is {listed(codes)}.")
        return None

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
