"""Spend little on rooms: one unit for each pound or part of one, set-up and clearing included."""

from collections.abc import Iterator
from math import ceil

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.rooms import Room
from scheduler.domain.seating import bookings
from scheduler.domain.verbs import LUNCHES, MEETING, ROOMS, TIMES, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import POUNDS, Wish

WISH = Wish(
    "room_cost",
    words=phrase("Spend little on rooms"),
    counted=("room hire", phrase("room hire")),
    measured=POUNDS,
    tier="rooms",
    weight=1,
    touches={TIMES, ROOMS, LUNCHES},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Add up the hire of every room, in whole pounds."""
    hire = [
        _pounds(room, sitting.duration) * choices.in_room(sitting, room.code)
        for sitting in choices.sittings
        for room in problem.rooms.values()
        if room.cost_per_hour
    ]
    for gathering in choices.gatherings:
        lunch = problem.lunch_of(gathering.meeting_day.code)
        if lunch is not None:
            hire += [
                _pounds(room, lunch.end - lunch.start) * choices.lunch_in(gathering, room.code)
                for room in problem.rooms.values()
                if room.cost_per_hour
            ]
    return sum(hire)


def _pounds(room: Room, minutes: int) -> int:
    """Return what a booking costs, in whole pounds."""
    begin, end = room.booked(0, minutes)
    return _hire(room, end - begin)


def _hire(room: Room, minutes: int) -> int:
    """Return what a room costs for so many minutes, set-up and clearing among them, in whole pounds."""
    return ceil(room.cost_per_hour * minutes / 60)


def pounds(problem: Problem, plan: Plan) -> int:
    """Return what all rooms cost that a plan books, each booking in whole pounds."""
    return sum(_hire(one.room, one.end - one.start) for one in bookings(problem, plan))


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for booking in bookings(problem, plan):
        minutes = booking.end - booking.start
        hire = _hire(booking.room, minutes)
        yield booking.title, hire, f"{booking.room.name} costs £{hire} for {minutes} minutes."
