"""What there is to know of one meeting of a calendar: who comes, the quorum, deadlines, reports, and why this date."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scheduler.commands.standing import Standing
from scheduler.dates.reports import report_lines, serves
from scheduler.domain.difference import settled
from scheduler.domain.other_dates import Asked, asked_about
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Occurrence
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.rows_by_hand import Rows
from scheduler.domain.titles import (
    body_title,
    called,
    lunch_title,
    meeting_title,
    occurrence_title,
    person_title,
    room_name,
    room_title,
)
from scheduler.domain.wording import long_date
from scheduler.law.deadlines import report_deadline
from scheduler.messages.edits import row_words
from scheduler.outputs.history import Recorded, past_of
from scheduler.rules import quorum_rule
from scheduler.rules.quorum import needed, present
from scheduler.solver.explain.residual_calendar import Left, left_for_body, left_for_meeting_day
from scheduler.wishes import WISHES, wish_words

PRESENT, DEPUTISED, AWAY = "there", "deputised for", "apologies"
_OUTCOMES = {ATTENDS: PRESENT, SUBSTITUTE: DEPUTISED, APOLOGIES: AWAY}


@dataclass(frozen=True)
class Seat:
    """One membership, and what becomes of it."""

    name: str
    role: str
    outcome: str
    """`there`, `deputised for` or `apologies`."""
    substitute: str = ""
    """Who deputises, by name."""
    reason: str = ""


@dataclass(frozen=True)
class Quorum:
    """How many voting members are there, and how many have to be."""

    there: int
    of: int
    needed: int
    rules: tuple[tuple[str, int, int], ...] = ()
    """Of each kind of member that the quorum asks for: whom, how many are there, and how many have to be."""


@dataclass(frozen=True)
class Related:
    """Another meeting that this one reports to, or that reports to it."""

    body: str
    number: int
    name: str
    date: dt.date
    due: dt.date | None
    """The last day for its reports to reach the later of the two; None where that is past when the sooner sits."""


@dataclass(frozen=True)
class MeetingFacts:
    """One meeting."""

    meeting: Meeting
    name: str
    body: str
    """The name of its body."""
    room: str
    """Its room, with the venue; that it is online, or that it has no room yet."""
    voting: tuple[Seat, ...]
    others: tuple[Seat, ...]
    presence: Quorum
    reports_due: dt.date | None
    fed_by: tuple[Related, ...]
    feeds: tuple[Related, ...]
    items: tuple[str, ...]
    """The titles of the projects on its agenda."""
    occurrence: Occurrence | None
    why: "WhyThisDate"
    fact: str = ""
    """Why it cannot be touched any more; blank where it can."""


@dataclass(frozen=True)
class WhyThisDate:
    """Why a meeting, or a whole meeting day, is where it is."""

    left: tuple[str, ...]
    """What each rule leaves of the year, in words."""
    granted: tuple[str, ...]
    """The wishes about it that are granted, in words."""
    not_granted: tuple[tuple[str, str], ...]
    """Those that are not: what is wished, and why it is not granted."""
    bound: str = ""
    """What the input says of it, where a row binds it."""


@dataclass(frozen=True)
class DayFacts:
    """One whole meeting day."""

    occurrence: Occurrence
    name: str
    meetings: tuple[tuple[Meeting, str], ...]
    """The meetings that sit in it, each with its name."""
    lunch: str
    """Where and when the lunch is, and for how many; blank without one."""
    why: WhyThisDate
    fact: str = ""

    @property
    def pinned(self) -> bool:
        """Whether it is held to its date."""
        return any(meeting.pinned for meeting, _ in self.meetings)


def meeting_facts(standing: Standing, body: str, number: int) -> MeetingFacts:
    """Return what there is to know of a meeting; a cancelled one has nobody to come, and nothing due.

    Raises
    ------
    KeyError
        If the calendar has no such meeting.

    """
    problem, plan = standing.problem, standing.plan
    meeting = next((one for one in plan.meetings if (one.body, one.sequence) == (body, number)), None)
    if meeting is None or body not in problem.bodies:
        raise KeyError(f"{body}#{number}")
    asked = asked_about(standing.calendar.plan, meeting)
    seats = [(row.voting, _seat(problem, row)) for row in meeting.attendance]
    return MeetingFacts(
        meeting,
        called(problem, meeting),
        body_title(problem, body),
        _room(problem, meeting),
        tuple(seat for voting, seat in seats if voting),
        tuple(seat for voting, seat in seats if not voting),
        _quorum(problem, meeting),
        _reports_due(problem, meeting),
        tuple(_related(standing, meeting, to_it=True)),
        tuple(_related(standing, meeting, to_it=False)),
        tuple(problem.projects[code].title for code in meeting.agenda_items if code in problem.projects),
        asked.occurrence,
        _why(standing, asked),
        _fact(problem, asked),
    )


def day_facts(standing: Standing, code: str, number: int) -> DayFacts:
    """Return what there is to know of a whole meeting day; KeyError if the calendar has none such."""
    problem, plan = standing.problem, standing.calendar.plan
    occurrence = next((one for one in plan.occurrences if (one.meeting_day, one.sequence) == (code, number)), None)
    if occurrence is None:
        raise KeyError(f"{code}#{number}")
    meetings = plan.of_occurrence(occurrence)
    asked = asked_about(plan, meetings[0], occurrence)
    lunch = occurrence.lunch
    room = "no room yet" if lunch is None or lunch.room is None else room_title(problem, lunch.room)
    return DayFacts(
        occurrence,
        problem.meeting_days[code].name,
        tuple((one, called(problem, one)) for one in meetings),
        "" if lunch is None else f"{room}, for {lunch.headcount}",
        _why(standing, asked),
        _fact(problem, asked),
    )


def _seat(problem: Problem, row: Attendance) -> Seat:
    return Seat(
        person_title(problem, row.person),
        row.role,
        _OUTCOMES[row.outcome],
        "" if row.substitute is None else person_title(problem, row.substitute),
        row.reason or "",
    )


def _room(problem: Problem, meeting: Meeting) -> str:
    if meeting.room is None:
        return "Online" if problem.bodies[meeting.body].online else meeting.venue or "No room yet"
    return ", ".join(filter(None, (room_name(problem, meeting.room), meeting.venue)))


def _quorum(problem: Problem, meeting: Meeting) -> Quorum:
    """Return the arithmetic of the quorum; composite quorums count who is there of each kind."""
    rules = tuple(
        (quorum_rule.whom(problem, part), quorum_rule.present(problem, part, meeting), part.minimum)
        for part in quorum_rule.parts(problem, meeting.body)
    )
    return Quorum(
        present(problem, meeting),
        problem.voting_members(meeting.body, meeting.date),
        needed(problem, meeting.body, meeting.date),
        rules,
    )


def _related(standing: Standing, meeting: Meeting, *, to_it: bool) -> Iterator[Related]:
    """Yield the last meeting of each body that reports to a meeting in time, or the next of each that it reports to.

    In time is what the line's clear working days leave: a meeting that is nearer reports to the one after.
    """
    problem, plan = standing.problem, standing.calendar.plan
    for line in report_lines(problem) if meeting.live else ():
        if to_it and line.to_body == meeting.body:
            near = [one for one in reversed(plan.of_body(line.from_body)) if serves(problem, line, one, meeting)]
        elif not to_it and line.from_body == meeting.body:
            near = [one for one in plan.of_body(line.to_body) if serves(problem, line, meeting, one)]
        else:
            continue
        for other in near[:1]:
            sooner, later = (other, meeting) if to_it else (meeting, other)
            due = _reports_due(problem, later)
            in_time = due if due is not None and due >= sooner.date else None
            yield Related(other.body, other.sequence, called(problem, other), other.date, in_time)


def _reports_due(problem: Problem, meeting: Meeting) -> dt.date | None:
    return meeting.report_due or report_deadline(problem, problem.bodies.get(meeting.body), meeting.agenda_deadline)


def _why(standing: Standing, asked: Asked) -> WhyThisDate:
    """Return what leaves few days, and what is wished of this one."""
    problem = standing.problem
    day = problem.meeting_days.get(asked.mover)
    left = left_for_body(problem, problem.bodies[asked.mover]) if day is None else left_for_meeting_day(problem, day)
    missing = [row for row in standing.plan.wishes if _is_about(problem, row, asked)]
    bound = Rows(problem).bound_by(asked.occurrence or asked.meetings[0])
    return WhyThisDate(
        tuple(_left(left, len(problem.days))),
        tuple(_granted(standing, asked)),
        tuple(dict.fromkeys((wish_words().get(row.wish, row.wish), row.why) for row in missing)),
        "" if bound is None else row_words(problem, bound),
    )


def _left(left: Left, number: int) -> Iterator[str]:
    """Yield what each rule that takes days away leaves, in words."""
    for stage in left.stages:
        if len(stage.starts) < number:
            number = len(stage.starts)
            yield stage.words.format(number)


def _own_titles(problem: Problem, asked: Asked) -> set[str]:
    """Return how wishes call a meeting, or a whole meeting day with its meetings, and the day in which it sits."""
    meetings = asked.meetings if asked.whole_day else asked.meetings[:1]
    of_day = () if asked.occurrence is None else (occurrence_title(problem, asked.occurrence),)
    return {*of_day, *(meeting_title(problem, one) for one in meetings)}


def _own_names(problem: Problem, asked: Asked) -> set[str]:
    """Return the names under which wishes are told of whatever meets then, on whichever day."""
    whole = asked.whole_day and asked.occurrence is not None
    bodies = () if whole else (body_title(problem, asked.code),)
    return {*bodies, *(() if asked.occurrence is None else (problem.meeting_days[asked.mover].name,))}


def _is_about(problem: Problem, row: UngrantedWish, asked: Asked) -> bool:
    """Whether a wish that is not granted is about a meeting, or about its body on that day."""
    on_that_day = row.subject in _own_names(problem, asked) and long_date(asked.date) in row.why
    return on_that_day or row.subject in _own_titles(problem, asked)


def _granted(standing: Standing, asked: Asked) -> Iterator[str]:
    """Yield the wishes about dates that this input weighs, and that are granted to it wholly.

    One that is not granted to another meeting of its body alone is granted to it; what is told of two bodies, of a
    member's week or of the body's whole year is not, where its body is named.
    """
    problem, plan = standing.problem, standing.plan
    own, names = _own_titles(problem, asked), _own_names(problem, asked)
    others = {meeting_title(problem, one) for one in plan.meetings} - own
    for one in plan.occurrences:
        if one != asked.occurrence:
            others |= {occurrence_title(problem, one), lunch_title(problem, one)}
    lacking = {
        row.wish
        for row in plan.wishes
        if row.subject not in others and any(name in row.subject or name in row.why for name in own | names)
    }
    for wish in WISHES:
        if wish.WISH.tier == "dates" and wish.WISH.weight_in(problem) and wish.WISH.name not in lacking:
            yield wish.WISH.words


def _fact(problem: Problem, asked: Asked) -> str:
    return next((why for one, why in settled(problem) if one.uid in asked.uids), "")


def done_to(folder: Path, name: str = "") -> tuple[Recorded, ...]:
    """Return the steps of a calendar's history, the first first: all, or those that did something to one meeting.

    Parameters
    ----------
    folder : Path
        The calendar.
    name : str, optional
        The meeting for short, `HWB#2`.

    """
    return tuple(one for one in past_of(folder).steps if not name or f"({name})" in one.step.about)
