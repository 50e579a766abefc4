"""Keep a body to one room: one unit for each room it uses beyond the first."""

from collections.abc import Collection, Iterator, Sequence

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import room_title
from scheduler.domain.verbs import MOVER, ROOMS, YEAR, Choices, Expression, Literal
from scheduler.domain.wording import listed
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "same_room",
    words=phrase("Keep to one room"),
    counted=("body in more rooms than one", phrase("bodies in more rooms than one")),
    tier="rooms",
    weight=2,
    touches={ROOMS},
    horizon=YEAR,
    scope=MOVER,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the rooms each body uses beyond its first, less what its facts use by themselves."""
    changes = []
    for body in problem.bodies:
        sittings = choices.sittings_of(body)
        rooms = sorted({room for sitting in sittings for room in choices.rooms_for(sitting)})
        if len(sittings) > 1 and len(rooms) > 1:
            used = [choices.any_of(_here(choices, sittings, room)) for room in rooms]
            changes.append(choices.excess(sum(used) - 1, most=len(rooms)))
            facts = {room for sitting in sittings if choices.is_fact(sitting) for room in choices.rooms_for(sitting)}
            changes.append(-_changes(facts))
    return sum(changes)


def _here(choices: Choices, sittings: Sequence[Sitting], room: str) -> list[Literal]:
    literals = [choices.in_room(sitting, room) for sitting in sittings]
    return [literal for literal in literals if literal is not choices.no]


def _changes(rooms: Collection[str | None]) -> int:
    return max(0, len(rooms) - 1)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for body in problem.bodies.values():
        meetings = [meeting for meeting in plan.of_body(body.code) if meeting.room in problem.rooms]
        rooms = sorted({meeting.room for meeting in meetings if meeting.room is not None})
        facts = {meeting.room for meeting in meetings if problem.is_fact(meeting)}
        names = listed([room_title(problem, room) for room in rooms])
        yield body.name, _changes(rooms) - _changes(facts), f"It sits in {len(rooms)} rooms: {names}."
