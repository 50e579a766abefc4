"""The room seats every member, required, expected or optional, and the body's extra seats.

A lunch needs seats for everyone with a membership of a body that sits that day, and the speaker. Source: Local
Government Act 1972 s.100A(1), a public meeting has room for the public; seed report S0 5.3 (boards "rather large").
"""

from collections.abc import Iterator

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.titles import lunch_title, meeting_title
from scheduler.domain.wording import counted

RULE = "room_capacity"
SOURCE = "Local Government Act 1972 s.100A(1); Trafford Partnership 2015 5.3"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and lunches in a room with too few seats."""
    for meeting in plan.live:
        room = None if meeting.room is None else problem.rooms.get(meeting.room)
        needed = problem.seats_needed(meeting.body, meeting.date)
        if room is not None and room.capacity < needed:
            message = (
                f"{meeting_title(problem, meeting)} needs {counted(needed, 'seat')}, "
                f"and {room.name} has {room.capacity}."
            )
            yield Breach(RULE, message, bodies=(meeting.body,), rooms=(room.code,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        room = None if lunch is None or lunch.room is None else problem.rooms.get(lunch.room)
        needed = _lunch_seats(problem, plan, occurrence)
        if room is not None and room.capacity < needed:
            title = lunch_title(problem, occurrence)
            message = f"{room.name} has {counted(room.capacity, 'seat')}, and {title} needs {needed}."
            yield Breach(RULE, message, rooms=(room.code,), dates=(occurrence.date,))


def _lunch_seats(problem: Problem, plan: Plan, occurrence: Occurrence) -> int:
    bodies = {meeting.body for meeting in plan.of_occurrence(occurrence)}
    members = {row.person for body in bodies for row in problem.memberships_on(body, occurrence.date)}
    return len(members) + (occurrence.speaker is not None)
