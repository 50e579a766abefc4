"""Spend little on rooms: one unit for each pound or part of one, set-up and clearing included."""

from collections.abc import Iterator
from math import ceil

from scheduler.domain.bookings import bookings
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes.pricing import Ungranted, priced

WISH = "room_cost"
TIER = "rooms"
WEIGHT = 1


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for booking in bookings(problem, plan):
        minutes = booking.end - booking.start
        pounds = ceil(booking.room.cost_per_hour * minutes / 60)
        yield booking.title, pounds, f"{booking.room.name} costs £{pounds} for {minutes} minutes."
