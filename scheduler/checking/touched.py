"""What a change of a few meetings touches: the days, weeks and movers that rules and wishes have to be asked of again.

Which of these a rule or a wish has to be asked of is what its facets say: how far it looks, of whose meetings it speaks
at once, and what it touches.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, UngrantedWish
from scheduler.domain.verbs import (
    DATES,
    DAY,
    LUNCHES,
    ROOMS,
    SEATS,
    TIMES,
    YEAR,
    Horizon,
    Matter,
    Scope,
)
from scheduler.domain.wording import monday_of
from scheduler.rules import RULES, broken
from scheduler.rules.protocol import RuleFile
from scheduler.wishes import WISHES, ungranted

Row = TypeVar("Row")
Mover: TypeAlias = tuple[str, str]
"""What moves as one: `body` or `meeting_day`, and its code."""
Unit: TypeAlias = tuple[str, str | date]
"""One meeting, by uid, or one occurrence of a meeting day, by code and date."""


class Facets(Protocol):
    """What rules and wishes both say of themselves."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def touches(self) -> AbstractSet[Matter]:
        """All that what it says depends on."""

    @property
    def horizon(self) -> Horizon:
        """How far it looks."""

    @property
    def scope(self) -> Scope:
        """Of whose meetings it speaks at once, where it looks over the whole calendar."""


@dataclass(frozen=True)
class Question(Generic[Row]):
    """A rule or a wish, put to a calendar."""

    facets: Facets
    of: Callable[[Problem, Plan], Iterable[Row]]


def of_rules(rules: Sequence[RuleFile] | None = None) -> list[Question[Breach]]:
    """Return rules, all where none are given, as questions."""
    return [Question(rule.RULE, partial(broken, rules=(rule,))) for rule in (RULES if rules is None else rules)]


def of_wishes() -> list[Question[UngrantedWish]]:
    """Return every wish as a question, but for that of leaving meetings in place: an edit is asked for."""
    return [Question(wish.WISH, partial(ungranted, wish=wish)) for wish in WISHES if wish.WISH.tier != "unmoved"]


class Part(NamedTuple):
    """What a question is put to: some days, one unit of these, some movers with those around them, or everything."""

    days: tuple[date, ...] = ()
    unit: Unit | None = None
    movers: frozenset[Mover] = frozenset()
    around: frozenset[Mover] = frozenset()
    """The movers, and those that report to them or that they report to where a question speaks of both.

    Beside days, those of whose single meetings the input says something: which it means, only their whole year tells.
    """


@dataclass(frozen=True)
class Change:
    """What is otherwise in one calendar than in another."""

    gone: tuple[Meeting, ...] = ()
    come: tuple[Meeting, ...] = ()
    """Meetings as they were, and as they are."""
    days_gone: tuple[Occurrence, ...] = ()
    days_come: tuple[Occurrence, ...] = ()
    """Occurrences of meeting days, likewise."""
    told: frozenset[Mover] = frozenset()
    """Movers on the days concerned of whose single meetings either input says something."""
    other_rows: bool = False
    """Whether the inputs differ in what they say of these meetings, so that more than seats is otherwise everywhere."""

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.gone or self.come or self.days_gone or self.days_come)

    @cached_property
    def reseated(self) -> frozenset[str]:
        """The meetings, by uid, of which nothing but seats is otherwise."""
        before = {} if self.other_rows else {meeting.uid: meeting for meeting in self.gone}
        return frozenset(
            meeting.uid
            for meeting in self.come
            if meeting.uid in before and replace(before[meeting.uid], attendance=meeting.attendance) == meeting
        )

    @cached_property
    def parts(self) -> dict[tuple[Horizon, Scope, bool], list["Part"]]:
        """The parts that have been asked about, by how far a question looks."""
        return {}

    @cached_property
    def movers(self) -> dict[bool, frozenset[Mover]]:
        """The movers that have been asked about: with those of whom nothing but seats is otherwise, and without."""
        return {}

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies that it is about."""
        return frozenset(meeting.body for meeting in (*self.gone, *self.come))

    @cached_property
    def matters(self) -> frozenset[Matter]:
        """What is otherwise: seats alone, or any of what a plan decides."""
        seats_only = len(self.reseated) == len(self.come) == len(self.gone) and not self.other_rows
        if seats_only and not self.days_come and not self.days_gone:
            return frozenset((SEATS,))
        return frozenset((DATES, TIMES, ROOMS, SEATS, LUNCHES))

    @cached_property
    def days(self) -> frozenset[date]:
        """The days on which anything is otherwise."""
        meetings = {meeting.date for meeting in (*self.gone, *self.come)}
        return frozenset(meetings | {one.date for one in (*self.days_gone, *self.days_come)})

    @cached_property
    def units(self) -> frozenset[Unit]:
        """The meetings and occurrences that are otherwise."""
        return self.elsewhere.units | {unit_of(one) for one in (*self.gone, *self.come) if one.uid in self.reseated}

    @cached_property
    def elsewhere(self) -> "Elsewhere":
        """Where more than seats is otherwise."""
        meetings = [one for one in (*self.gone, *self.come) if one.uid not in self.reseated]
        occurrences = (*self.days_gone, *self.days_come)
        return Elsewhere(
            frozenset(map(unit_of, meetings)) | {(one.meeting_day, one.date) for one in occurrences},
            frozenset([*(one.date for one in meetings), *(one.date for one in occurrences)]),
            frozenset(one.body for one in meetings),
        )


class Elsewhere(NamedTuple):
    """Where more is otherwise than who sits there."""

    units: frozenset[Unit]
    days: frozenset[date]
    bodies: frozenset[str]


def mover_of(problem: Problem, body: str) -> Mover:
    """Return what a body's meetings move with: themselves, or their meeting day."""
    day = problem.bodies[body].meeting_day if body in problem.bodies else None
    return ("body", body) if day is None else ("meeting_day", day)


def unit_of(meeting: Meeting) -> Unit:
    """Return what a meeting is asked about with: itself, or its occurrence of a meeting day."""
    return ("", meeting.uid) if meeting.meeting_day is None else (meeting.meeting_day, meeting.date)


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return meetings in a plan's order."""
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body)))


def around(day: date, horizon: Horizon) -> tuple[date, ...]:
    """Return the days that lie within a horizon of a day; none where that is the whole calendar."""
    if horizon == YEAR:
        return ()
    monday = monday_of(day)
    return (day,) if horizon <= DAY else tuple(monday + timedelta(days=number) for number in range(7))


def subproblem(problem: Problem, part: Part) -> Problem:
    """Return an input without all that is about other bodies and days, and with the lines of the movers only.

    Of whoever hears a report of theirs, the other lines to it are there too.
    """
    days = {code: day for code, day in problem.meeting_days.items() if ("meeting_day", code) in part.around}
    bodies = {code: body for code, body in problem.bodies.items() if mover_of(problem, code) in part.around}
    asked = {code for code in bodies if mover_of(problem, code) in part.movers}
    hearing = {line.to_body for line in problem.reporting if line.from_body in asked}
    baseline = problem.baseline
    if baseline is not None:
        baseline = replace(
            baseline,
            meetings=tuple(meeting for meeting in baseline.meetings if meeting.body in bodies),
            occurrences=tuple(one for one in baseline.occurrences if one.meeting_day in days),
        )
    return replace(
        problem,
        bodies=bodies,
        meeting_days=days,
        sessions={key: session for key, session in problem.sessions.items() if session.meeting_day in days},
        memberships=tuple(row for code in bodies for row in problem.memberships_of_body.get(code, ())),
        quorum_rules=tuple(row for row in problem.quorum_rules if row.body in bodies),
        themes={code: theme for code, theme in problem.themes.items() if theme.meeting_day in days},
        projects={code: project for code, project in problem.projects.items() if project.reports_to in bodies},
        reporting=tuple(
            line
            for line in problem.reporting
            if {line.from_body, line.to_body} <= bodies.keys()
            and (line.to_body in hearing or not asked.isdisjoint((line.from_body, line.to_body)))
        ),
        links=tuple(
            link
            for link in problem.links
            if {link.from_body, link.to_body} <= bodies.keys() and not asked.isdisjoint((link.from_body, link.to_body))
        ),
        fixed_meetings=tuple(
            row for row in problem.fixed_meetings if (row.body in bodies if row.body else row.meeting_day in days)
        ),
        baseline=baseline,
    )
