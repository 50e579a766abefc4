"""Sit in a preferred room, where the body names some: one unit for each meeting in person that is in another."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, room_title
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Expression
from scheduler.domain.wording import listed
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "preferred_room",
    words=phrase("Sit in a preferred room"),
    counted=("meeting in a room not preferred", phrase("meetings in rooms not preferred")),
    tier="rooms",
    weight=5,
    touches={ROOMS},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings in a room that is none of those their body prefers."""
    return sum(
        choices.in_room(sitting, room)
        for sitting in choices.sittings
        if sitting.body.preferred_rooms
        for room in problem.rooms
        if room not in sitting.body.preferred_rooms
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        preferred = problem.bodies[meeting.body].preferred_rooms
        if preferred and meeting.room in problem.rooms and meeting.room not in preferred:
            rooms = listed([room_title(problem, room) for room in preferred], "or")
            there = f"It sits in {room_title(problem, meeting.room)}"
            yield meeting_title(problem, meeting), 1, f"{there}, where {rooms} would be preferred."
