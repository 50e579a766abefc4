"""The room has every feature the body asks for, and is the body's own room or at its venue where it names one.

A row about one meeting may give it another room.
Source: Equality Act 2010 s.20 (step-free access, hearing loop); West Berkshire's protocol for meeting rooms.
"""

from collections.abc import Iterator

from scheduler.domain.meant import meant
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.titles import meeting_title, room_title
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Post
from scheduler.domain.wording import listed
from scheduler.rules.other_rooms import other_rooms
from scheduler.rules.protocol import Remedy, Rule

RULE = Rule(
    "room_features",
    source="Equality Act 2010 s.20; councils' room protocols",
    about=ROOMS,
    touches={ROOMS},
    horizon=MEETING,
    ease=20,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out the rooms that lack a feature, or are not the body's own room or venue."""
    for sitting in choices.sittings:
        body = sitting.body
        features = [feature.replace("_", " ") for feature in body.room_features]
        needs = [] if body.room is None else [f"sits in {room_title(problem, body.room)}"]
        needs += [] if body.venue is None else [f"sits at {body.venue}"]
        needs += [f"needs a room with {listed(features)}"] if features else []
        reason = Reason(RULE.name, body.code, f"{body.name} {listed(needs)}.")
        for room in problem.rooms.values():
            given = any(one.row.room == room.code for one in sitting.ones) and room.offers(body)
            if not body.online and not room.suits(body) and not given:
                post.forbid_room(sitting, room.code, reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings in a room that lacks something, or that is not the room or venue of the body."""
    found = meant(problem, plan)
    for meeting in plan.live:
        given = any(one.row.room == meeting.room for one in found.of(meeting) if one.body is not None)
        body, title = problem.bodies[meeting.body], meeting_title(problem, meeting)
        room = None if meeting.room is None else problem.rooms.get(meeting.room)
        if room is None:
            continue
        lacking = [feature for feature in body.room_features if feature not in room.features]
        faults = [f"lacks {listed(lacking)}"] if lacking else []
        if body.room not in (None, room.code) and not given:
            faults.append(f"is not its room, {room_title(problem, body.room or '')}")
        if body.venue not in (None, room.venue) and not given:
            faults.append(f"is at {room.venue}, not at its venue, {body.venue}")
        for fault in faults:
            message = f"{title}: {room.name} {fault}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), rooms=(room.code,), dates=(meeting.date,))


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield another room."""
    yield from other_rooms(problem, reason.subject)
