"""Keep a body to one room: one unit for each room it uses beyond the first."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import room_title
from scheduler.domain.wording import listed
from scheduler.wishes.pricing import Ungranted, priced

WISH = "same_room"
TIER = "rooms"
WEIGHT = 2


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for body in problem.bodies.values():
        rooms = sorted({meeting.room for meeting in plan.of_body(body.code) if meeting.room is not None})
        names = listed([room_title(problem, room) for room in rooms])
        yield body.name, max(0, len(rooms) - 1), f"It sits in {len(rooms)} rooms: {names}."
