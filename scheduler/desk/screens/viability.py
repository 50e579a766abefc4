"""Viability: whether bodies can sit at once, who stands in the way, and what would make it possible."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request, url_for

from scheduler.commands.sitting_together import Choice, input_read, sitting_together
from scheduler.commands.sources import kept_input
from scheduler.desk.desk import here
from scheduler.desk.screens.membership_form import Typed
from scheduler.desk.screens.titles import Titles, is_day
from scheduler.desk.years import CALENDAR
from scheduler.domain.people import PRESIDING_ROLES
from scheduler.domain.plan import APOLOGIES, ATTENDS, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title, session_title
from scheduler.domain.viability import SUBSTITUTE_NAMED, Nomination, Viability, people_of
from scheduler.domain.viability_report import answer, nomination_words, question, report
from scheduler.errors import InputFaults

SCREEN = Blueprint("viability", __name__)
SECONDS = (("10", "ten seconds"), ("60", "a minute"))
MOST_BODIES, LONGEST = 40, 200
LETTERS = {"attends": "T", "substitute": "S", "apologies": "A", "optional": "\N{EN DASH}"}
MEANINGS = {
    "attends": "there in person",
    "substitute": "a substitute sits",
    "apologies": "sends apologies",
    "optional": "need not attend",
}
_OPTIONS = re.compile(r"^--[a-z-]+: |,? (?:with|such as) --[a-z-]+[^.,]*")
_SHOWN_APART = ("Question", "Answer", "What stands in the way", "What would make it possible")
"""Parts of the report that the page shows in a way of its own."""


@dataclass(frozen=True)
class Cell:
    """One person's seat on one body while all sit at once."""

    kind: str
    """`attends`, `substitute`, `apologies` or `optional`; blank where they are no member."""
    words: str = ""
    presides: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody who sits on several of the bodies, or stands in the way."""

    person: str
    cells: tuple[Cell, ...]
    sets: tuple[int, ...]
    """The numbers of the conflict sets that they are in."""


@dataclass(frozen=True)
class Try:
    """A nomination, and where it is tried; blank where there is no calendar to try it in."""

    words: str
    address: str


@SCREEN.get("/years/<year>/viability")
def ask() -> tuple[str, int]:
    """Ask which bodies, and say whether they can sit at once."""
    calendar = here().calendars.of(g.year, CALENDAR)
    source = kept_input(calendar.folder) if calendar.exists else g.year.source
    problem = calendar.problem if calendar.exists else here().work.call(input_read, source)
    choice, seconds = _choice(), request.args.get("seconds", "")
    seconds = seconds if seconds in dict(SECONDS) else SECONDS[0][0]
    found, faults = None, _half_asked(problem, choice) if "ask" in request.args else []
    if (choice.bodies or "ask" in request.args) and not faults:
        try:
            found = here().work.call(sitting_together, source, choice, float(seconds))
        except InputFaults as trouble:
            faults = [(_place(fault.message), _plain(fault.sentence)) for fault in trouble.faults]
    page = render_template(
        "viability.html",
        titles=Titles(problem),
        bodies=_bodies(problem, choice),
        is_day=is_day,
        sessions=_sessions(problem),
        chosen=choice.bodies,
        session=f"{choice.meeting_day}:{choice.session}" if choice.session else "",
        day=choice.day,
        seconds=seconds,
        choices_of_seconds=SECONDS,
        faults=faults,
        wrong=dict(faults),
        asked=found is not None,
        answer=None if found is None or found.found is None else Shown(found.problem, found.found, calendar.exists),
        letters=LETTERS,
        meanings=MEANINGS,
    )
    return page, 422 if faults else 200


def _choice() -> Choice:
    """Return what the address asks: bodies, or else a session."""
    bodies = tuple(dict.fromkeys(one[:LONGEST] for one in request.args.getlist("bodies") if one))[:MOST_BODIES]
    day, _, session = request.args.get("session", "")[:LONGEST].partition(":")
    known = bodies or not day
    return Choice(bodies, "" if known else day, "" if known else session, request.args.get("on", "").strip()[:LONGEST])


def _sessions(problem: Problem) -> list[tuple[str, str]]:
    """Return the sessions in which bodies sit, to choose from."""
    return [
        (f"{day}:{code}", f"{problem.meeting_days[day].name}, {session_title(code)}")
        for (day, code), session in problem.sessions.items()
        if session.kind != "lunch" and problem.bodies_of_session[day, code]
    ]


def _bodies(problem: Problem, choice: Choice) -> list[tuple[str, str]]:
    """Return the bodies to choose from: those that have members, and whatever is chosen."""
    asked = [one for one in Titles(problem).bodies if problem.memberships_of_body[one[0]] or one[0] in choice.bodies]
    return asked or Titles(problem).bodies


def _half_asked(problem: Problem, choice: Choice) -> list[tuple[str, str]]:
    """Return what is missing of a question: it is about a session, or two bodies or more."""
    boards = [session for session in problem.sessions.values() if session.kind == "boards"]
    if len(choice.bodies) == 1 or not (choice.bodies or choice.session or len(boards) == 1):
        return [("bodies", f"Choose two bodies or more{', or a session' if boards else ''}.")]
    return []


def _place(message: str) -> str:
    """Return the field that a fault of the question is about."""
    if message.startswith(("--session", "--meeting-day")):
        return "session"
    return "on" if message.startswith("--on") else "bodies"


def _plain(sentence: str) -> str:
    """Return a fault without the options that the question would be typed with."""
    words = _OPTIONS.sub("", sentence)
    return f"{words[:1].upper()}{words[1:]}"


class Shown:
    """The answer for the page.

    Parameters
    ----------
    problem : Problem
        The input.
    found : Viability
        The answer.
    in_calendar : bool
        Whether there is a calendar in which nominations can be tried.

    """

    def __init__(self, problem: Problem, found: Viability, in_calendar: bool) -> None:  # noqa: FBT001 - as the page has it
        self.problem, self.found, self.in_calendar = problem, found, in_calendar
        self.bodies = found.together.bodies
        self.question, self.answer = question(problem, found.together), answer(problem, found)
        self.viable = found.viable
        self.blockers = [(number, one.message) for number, one in enumerate(found.blockers, start=1)]
        self.parts = [part for part in report(problem, found) if part.heading not in _SHOWN_APART]

    @property
    def members(self) -> list[Member]:
        """Return whoever sits on several of the bodies or stands in the way, those in the way first."""
        seats: dict[str, dict[str, Attendance]] = {}
        for body, rows in self.found.allocation.attendance.items():
            for row in rows:
                seats.setdefault(row.person, {}).setdefault(body, row)
        sets: dict[str, list[int]] = {}
        for number, blocker in enumerate(self.found.blockers, start=1):
            for person in blocker.people:
                sets.setdefault(person, []).append(number)
        members = [
            Member(
                person,
                tuple(self._cell(body, seats.get(person, {}).get(body)) for body in self.bodies),
                tuple(sets.get(person, ())),
            )
            for person in dict.fromkeys((*sets, *seats))
            if len(seats.get(person, {})) > 1 or person in sets
        ]
        return sorted(members, key=lambda one: (not one.sets, -sum(bool(cell.kind) for cell in one.cells)))

    def _cell(self, body: str, row: Attendance | None) -> Cell:
        if row is None:
            return Cell("")
        presides = row.role in PRESIDING_ROLES
        if row.outcome == ATTENDS:
            return Cell("attends", MEANINGS["attends"], presides)
        if row.outcome != APOLOGIES:
            return Cell("substitute", f"{person_title(self.problem, row.substitute or '')} deputises", presides)
        members = self.problem.memberships_on(body, self.found.together.day)
        kind = "optional" if any(one.person == row.person and one.optional for one in members) else "apologies"
        return Cell(kind, MEANINGS[kind], presides)

    @property
    def quorums(self) -> list[tuple[str, int, int, int, bool]]:
        """Return each body with its quorum, who is there of its voting members, all of these, and whether that does."""
        failing = self.found.allocation.failing
        return [
            (body_title(self.problem, one.body), one.needed, one.best, one.voting, one.body not in failing)
            for one in self.found.quorums
        ]

    @property
    def nominations(self) -> list[Try]:
        """Return the fewest nominations, each to be tried; people to be found where nobody known can help."""
        made = self.found.nominations or self.found.to_be_found
        return [] if made is None or self.found.people_viable else [self._try(row) for row in made.rows]

    @property
    def all_at_once(self) -> str:
        """Where all nominations are tried together; blank where there is one, or none."""
        made = self.found.nominations or self.found.to_be_found
        if made is None or self.found.people_viable or len(made.rows) < 2 or not self.in_calendar:  # noqa: PLR2004 - several
            return ""
        typed = Typed(())
        for row in made.rows:
            typed = typed.and_row(**_fields(self.problem, row))
        values: dict[str, Any] = typed.values
        return url_for("membership.ask", calendar=CALENDAR, ask="yes", **values)

    def _try(self, row: Nomination) -> Try:
        words = nomination_words(self.problem, self.found, row)
        if not self.in_calendar:
            return Try(words, "")
        values: dict[str, Any] = Typed(()).with_row(**_fields(self.problem, row))
        return Try(words, url_for("membership.ask", calendar=CALENDAR, ask="yes", **values))

    @property
    def to_be_found(self) -> bool:
        """Whether the nominations are of people who are not in the input."""
        return self.found.nominations is None

    @property
    def slots(self) -> list[tuple[int, int, int]]:
        """Return what each number of slots costs in apologies and substitutes, the fewest slots first."""
        ways = (self.found.slots, *self.found.slots.more)
        return [
            (len(one.slots), *people_of(self.problem, self.found.together.day, one.allocation))
            for one in ways
            if one.allocation is not None
        ]


def _fields(problem: Problem, row: Nomination) -> dict[str, str]:
    """Return a nomination as the form of Membership has it; somebody who is to be found is still to be named."""
    other = "" if row.substitute is None else Titles(problem).typed(row.substitute)
    kind = "substitute" if row.kind == SUBSTITUTE_NAMED else "replace"
    return {"kind": kind, "person": Titles(problem).typed(row.person), "other": other, "body": row.body}
