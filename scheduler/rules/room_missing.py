"""Every meeting that is not online only, and every lunch, has a room that the input knows.

Source: Local Government Act 1972 s.100A(6)(a): the notice names the place of the meeting.
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import lunch_title, meeting_title
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Post
from scheduler.rules.protocol import Rule

RULE = Rule(
    "room_missing",
    source="Local Government Act 1972 s.100A(6)(a)",
    about=ROOMS,
    touches={ROOMS},
    horizon=MEETING,
    ease=23,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Give every meeting that is not online, and every lunch, one room."""
    for sitting in choices.sittings:
        if not sitting.body.online:
            rooms = [choices.in_room(sitting, room) for room in choices.rooms_for(sitting)]
            reason = Reason(RULE.name, sitting.body.code, f"{sitting.body.name} sits in one of the council's rooms.")
            post.require(sum(rooms) >= choices.held(sitting), reason)
    for gathering in choices.gatherings:
        if problem.lunch_of(gathering.meeting_day.code) is not None:
            rooms = [choices.lunch_in(gathering, room) for room in choices.lunch_rooms_for(gathering)]
            message = f"The lunch of {gathering.meeting_day.name} is in one of the council's rooms."
            reason = Reason(RULE.name, gathering.meeting_day.code, message)
            post.require(sum(rooms) >= choices.held(gathering), reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and lunches without a room, or in one that the input lacks."""
    for meeting in plan.live:
        title = meeting_title(problem, meeting)
        if meeting.room is None and not problem.bodies[meeting.body].online:
            yield Breach(RULE.name, f"{title} has no room.", bodies=(meeting.body,), dates=(meeting.date,))
        elif meeting.room is not None and meeting.room not in problem.rooms:
            message = f"{title} is in a room that the input does not know, {meeting.room}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), rooms=(meeting.room,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        if occurrence.lunch is None or occurrence.lunch.room in problem.rooms:
            continue
        room, title = occurrence.lunch.room, lunch_title(problem, occurrence)
        message = f"There is no room for {title}."
        if room is not None:
            message = f"A room that the input does not know, {room}, is planned for {title}."
        yield Breach(RULE.name, message, rooms=() if room is None else (room,), dates=(occurrence.date,))
