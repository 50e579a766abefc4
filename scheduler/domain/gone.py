"""What a plan names and its input no longer holds: shown by its code, or as it was last shown, with nothing else known.

A meeting that has been held stays in the calendar when its body, its room or a member is taken out of the input.
"""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import Person
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room


def with_what_is_gone(problem: Problem, plan: Plan) -> Problem:
    """Return the input with every body, room, person and meeting day of a plan in it: to be shown, never to be planned.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan
        A plan of it, or of what it was.

    """
    bodies = {one.body: _body(plan, one) for one in plan.meetings if one.body not in problem.bodies}
    days = [*(one.meeting_day for one in plan.meetings), *(one.meeting_day for one in plan.occurrences)]
    rooms = {code: Room(code, code, venue, 0) for code, venue in _rooms(plan) if code not in problem.rooms}
    people = {code: Person(code, code) for code in _people(plan) if code not in problem.people}
    meeting_days = {code: MeetingDay(code, code) for code in days if code and code not in problem.meeting_days}
    if not (bodies or rooms or people or meeting_days):
        return problem
    return replace(
        problem,
        bodies=problem.bodies | bodies,
        rooms=problem.rooms | rooms,
        people=problem.people | people,
        meeting_days=problem.meeting_days | meeting_days,
    )


def _body(plan: Plan, meeting: Meeting) -> Body:
    """Return a body by the title that its meeting was last shown with; how it meets is not known."""
    title = plan.shown[meeting.uid].title if meeting.uid in plan.shown else meeting.body
    return Body(meeting.body, title, attendance_mode="")


def _rooms(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each room that is taken, with its venue."""
    for meeting in plan.meetings:
        if meeting.room is not None:
            yield meeting.room, meeting.venue or ""
    for one in plan.occurrences:
        if one.lunch is not None and one.lunch.room is not None:
            yield one.lunch.room, one.venue or ""


def _people(plan: Plan) -> Iterator[str]:
    """Yield everybody who is named."""
    for meeting in plan.meetings:
        for row in meeting.attendance:
            yield row.person
            if row.substitute is not None:
                yield row.substitute
