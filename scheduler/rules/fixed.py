"""A fixed meeting is exactly where the input puts it; a fixed row for a meeting day binds the whole day.

Source: dates settled by others, such as the annual meeting (Local Government Act 1972 Sch 12 para 1).
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import body_title, room_title
from scheduler.domain.wording import clock, long_date

RULE = "fixed"
SOURCE = "Local Government Act 1972 Sch 12 para 1; dates that the officer fixes"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find fixed rows that no meeting, or no occurrence of the meeting day, meets."""
    for row in problem.fixed_meetings:
        if row.body is not None:
            there, subject = _meeting_there(plan, row), body_title(problem, row.body)
        else:
            there, subject = _day_there(plan, row), problem.meeting_days[row.meeting_day or ""].name
        if not there:
            bodies = () if row.body is None else (row.body,)
            where = long_date(row.date)
            where += "" if row.start is None else f" at {clock(row.start)}"
            where += "" if row.room is None else f" in {room_title(problem, row.room)}"
            rooms = () if row.room is None else (row.room,)
            message = f"{subject} is fixed to {where}, and is not planned there."
            yield Breach(RULE, message, bodies=bodies, rooms=rooms, dates=(row.date,))


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
