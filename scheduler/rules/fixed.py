"""A fixed meeting is exactly where the input puts it; a fixed row for a meeting day binds the whole day.

Where an earlier calendar is changed, its facts (what has been held, and what notice has been served of) stay as they
are, and a row that lies in the past is not asked.
Source: dates settled by others, such as the annual meeting (Local Government Act 1972 Sch 12 para 1).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.difference import settled
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.sittings import Gathering
from scheduler.domain.titles import body_title, meeting_title, room_title
from scheduler.domain.verbs import DATES, MOVER, ROOMS, TIMES, YEAR, Choices, Literal, Post
from scheduler.domain.wording import clock, listed, long_date
from scheduler.rules.protocol import Rule

RULE = Rule(
    "fixed",
    source="Local Government Act 1972 Sch 12 para 1; dates that the officer fixes",
    about=DATES,
    touches={DATES, TIMES, ROOMS},
    horizon=YEAR,
    ease=31,
    scope=MOVER,
)


def _dated(problem: Problem) -> list[FixedMeeting]:
    return [row for row in problem.fixed_meetings if row.date is not None]


def _asked(problem: Problem) -> Iterator[FixedMeeting]:
    """Yield the rows that are still to be kept: neither past, nor of a day whose meeting is a fact."""
    facts = {(meeting.body, meeting.date) for meeting in problem.held}
    facts |= {(one.meeting_day, one.date) for one in problem.held_days}
    for row in _dated(problem):
        subject = row.meeting_day if row.body is None else row.body
        if _day(row) >= problem.open_from and (subject, _day(row)) not in facts:
            yield row


def _day(row: FixedMeeting) -> date:
    if row.date is None:
        raise ValueError("a row without a date binds no meeting to one")
    return row.date


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Put a meeting, or an occurrence, exactly where each row says."""
    for row in _asked(problem):
        if row.body is not None:
            reason = Reason(
                RULE.name, row.body, f"{problem.bodies[row.body].name} is fixed to {_all_fixed(problem, row)}."
            )
            post.any_of(_ways_for_a_body(choices, row, row.body, reason, post), reason)
        elif row.meeting_day is not None:
            name = problem.meeting_days[row.meeting_day].name
            reason = Reason(RULE.name, row.meeting_day, f"{name} is fixed to {_all_fixed(problem, row)}.")
            ways = [_way(choices, row, gathering, reason, post) for gathering in choices.gatherings_of(row.meeting_day)]
            post.any_of(ways, reason)


def _all_fixed(problem: Problem, row: FixedMeeting) -> str:
    """Return the days to which a row's body or meeting day is fixed, by this row and the others of the same subject."""
    rows = [one for one in _dated(problem) if (one.body, one.meeting_day) == (row.body, row.meeting_day)]
    return listed([_fixed_to(problem, one) for one in sorted(rows, key=lambda one: (_day(one), one.start or 0))])


def _fixed_to(problem: Problem, row: FixedMeeting) -> str:
    wanted = long_date(_day(row))
    wanted += "" if row.start is None else f" at {clock(row.start)}"
    wanted += "" if row.room is None else f" in {problem.rooms[row.room].name}"
    return wanted + _outside(problem, row)


def _outside(problem: Problem, row: FixedMeeting) -> str:
    """Return the end of the sentence where what meets in each period is fixed to a day between them."""
    meeting_day = row.meeting_day if row.body is None else problem.bodies[row.body].meeting_day
    if meeting_day is not None:
        cadence = problem.meeting_days[meeting_day].cadence
    else:
        cadence = problem.bodies[row.body or ""].cadence
    between = cadence.per_period is not None and problem.period_of(_day(row)) is None
    return ", outside every period" if between else ""


def _ways_for_a_body(choices: Choices, row: FixedMeeting, body: str, reason: Reason, post: Post) -> list[Literal]:
    ways = []
    for sitting in choices.sittings_of(body):
        if row.start is None:
            there = choices.held_on(sitting, _day(row))
        else:
            there = choices.held_at(sitting, _day(row), row.start)
        if row.room is None:
            ways.append(there)
        else:
            way = choices.any_of([choices.no, choices.no])
            post.require(way <= there, reason)
            post.require(way <= choices.in_room(sitting, row.room), reason)
            ways.append(way)
    return ways


def _way(choices: Choices, row: FixedMeeting, gathering: Gathering, reason: Reason, post: Post) -> Literal:
    """Return a choice that is yes only where the occurrence is as the row says."""
    sittings = [sitting for sitting in choices.sittings_at(gathering) if sitting.body.alive_on(_day(row))]
    if row.start is not None:
        first = min((sitting.session.start for sitting in sittings if sitting.session is not None), default=None)
        if first != row.start:
            return choices.no
    there = choices.held_on(gathering, _day(row))
    if row.room is None:
        return there
    way = choices.any_of([choices.no, choices.no])
    used = [choices.in_room(sitting, row.room) for sitting in sittings] + [choices.lunch_in(gathering, row.room)]
    post.require(way <= there, reason)
    post.require(way <= sum(used), reason)
    return way


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find fixed rows that no meeting, or no occurrence of the meeting day, meets; and facts that are written anew."""
    now = {meeting.uid: meeting for meeting in plan.live}
    for meeting, why in settled(problem):
        changed = _changed(meeting, now.get(meeting.uid))
        if changed:
            message = f"{meeting_title(problem, meeting)} {changed}. {why}"
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
    for row in _asked(problem):
        if row.body is not None:
            there, subject = _meeting_there(plan, row), body_title(problem, row.body)
        else:
            there, subject = _day_there(plan, row), problem.meeting_days[row.meeting_day or ""].name
        if not there:
            bodies = () if row.body is None else (row.body,)
            where = long_date(_day(row))
            where += "" if row.start is None else f" at {clock(row.start)}"
            where += "" if row.room is None else f" in {room_title(problem, row.room)}"
            rooms = () if row.room is None else (row.room,)
            message = f"{subject} is fixed to {where}, and is not planned there."
            yield Breach(RULE.name, message, bodies=bodies, rooms=rooms, dates=(_day(row),))


def _changed(fact: Meeting, now: Meeting | None) -> str:
    """Say what of a fact is no longer as it was; nothing where all is."""
    if now is None or (now.date, now.start) != (fact.date, fact.start):
        return "is not planned there any more"
    written = {
        "end": (fact.end, now.end),
        "room": ((fact.venue, fact.room), (now.venue, now.room)),
        "agenda deadline": (fact.agenda_deadline, now.agenda_deadline),
        "attendance": (fact.attendance, now.attendance),
        "number": (fact.sequence, now.sequence),
    }
    changed = [what for what, (before, after) in written.items() if before != after]
    return f"is written anew: its {listed(changed)}" if changed else ""


def _meeting_there(plan: Plan, row: FixedMeeting) -> bool:
    return any(
        meeting.date == row.date and row.start in (None, meeting.start) and row.room in (None, meeting.room)
        for meeting in plan.of_body(row.body or "")
    )


def _day_there(plan: Plan, row: FixedMeeting) -> bool:
    for occurrence in plan.occurrences_of(row.meeting_day or ""):
        if occurrence.date == row.date:
            meetings = plan.of_occurrence(occurrence)
            first = min((meeting.start for meeting in meetings), default=None)
            rooms = {meeting.room for meeting in meetings} | {occurrence.lunch.room if occurrence.lunch else None}
            if row.start in (None, first) and (row.room is None or row.room in rooms):
                return True
    return False


def what_binds(problem: Problem, asked: Asked) -> Iterator[Reason]:
    """Yield why a meeting cannot leave its day at all: it has been held or called, or the input fixes it there."""
    for meeting, why in settled(problem):
        if meeting.uid in asked.uids:
            yield Reason(RULE.name, meeting.body, why)
    bodies = {meeting.body for meeting in asked.meetings}
    for row in _dated(problem):
        theirs = row.body in bodies or (row.body is None and row.meeting_day == asked.mover)
        here = row.date == asked.date and (asked.occurrence is not None or row.start in (None, asked.start))
        if theirs and here:
            code = row.body or row.meeting_day or ""
            named: Body | MeetingDay = problem.bodies[code] if row.body else problem.meeting_days[code]
            yield Reason(RULE.name, code, f"The input fixes {named.name} to {long_date(_day(row))}.")
