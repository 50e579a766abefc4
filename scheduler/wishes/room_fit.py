"""Use rooms no larger than needed: one unit for every ten seats beyond the most the body needs in the year."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "room_fit",
    words=phrase("Use rooms no larger than needed"),
    counted=("meeting in a larger room than it needs", phrase("meetings in larger rooms than they need")),
    tier="rooms",
    weight=1,
    touches={ROOMS},
    horizon=MEETING,
)

SEATS_A_UNIT = 10


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the empty seats, in tens."""
    tens = []
    for sitting in choices.sittings:
        seats = _most_seats(problem, sitting.body.code)
        for room in choices.rooms_for(sitting):
            empty = max(0, problem.rooms[room].capacity - seats) // SEATS_A_UNIT
            if empty:
                tens.append(empty * choices.in_room(sitting, room))
    return sum(tens)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    seats: dict[str, int] = {}
    for meeting in plan.live:
        room = problem.rooms.get(meeting.room or "")
        if room is not None:
            if meeting.body not in seats:
                seats[meeting.body] = _most_seats(problem, meeting.body)
            needed = seats[meeting.body]
            why = f"{room.name} has {room.capacity} seats, and {needed} are needed."
            yield meeting_title(problem, meeting), max(0, room.capacity - needed) // SEATS_A_UNIT, why


def _most_seats(problem: Problem, body: str) -> int:
    """Return the most seats the body needs on any day of the calendar: numbers rise only when somebody joins."""
    first, last = problem.settings.start_date, problem.settings.end_date
    joined = {row.start_date for row in problem.memberships_of_body[body] if row.start_date is not None}
    days = {first, *(day for day in joined if first <= day <= last)}
    return max(problem.seats_needed(body, day) for day in days)
