"""Every way to seat people at a few meetings of one day: what the seats that are dealt are held against."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import SEATS
from scheduler.rules import about, broken
from scheduler.wishes import WISHES


def outcomes(row: Membership) -> Iterator[Attendance]:
    """Yield everything that may become of a membership."""
    yield Attendance(row.person, row.role, row.voting, ATTENDS)
    yield Attendance(row.person, row.role, row.voting, APOLOGIES)
    for substitute in row.substitutes:
        yield Attendance(row.person, row.role, row.voting, SUBSTITUTE, substitute)


def price(problem: Problem, *meetings: Meeting) -> tuple[int, int] | None:
    """Return what meetings cost in apologies and substitutes; None where they break a rule about seats."""
    plan = Plan("", meetings[0].date, meetings[0].date, meetings=meetings)
    if any(True for _ in broken(problem, plan, about(SEATS))):
        return None
    tiers = ("apologies", "substitutes")
    apologies, substitutes = (
        sum(one.cost for wish in WISHES if wish.WISH.tier == tier for one in wish.score(problem, plan))
        for tier in tiers
    )
    return apologies, substitutes


def priced_seatings(problem: Problem, *meetings: Meeting) -> Iterator[tuple[tuple[int, int], list[Meeting]]]:
    """Yield the price of every seating that breaks no rule, and the meetings with it."""
    rows = [(n, row) for n, one in enumerate(meetings) for row in problem.memberships_on(one.body, one.date)]
    for way in product(*(outcomes(row) for _, row in rows)):
        seats: list[list[Attendance]] = [[] for _ in meetings]
        for (number, _), seat in zip(rows, way, strict=True):
            seats[number].append(seat)
        there = [replace(one, attendance=tuple(theirs)) for one, theirs in zip(meetings, seats, strict=True)]
        cost = price(problem, *there)
        if cost is not None:
            yield cost, there


def best(problem: Problem, *meetings: Meeting) -> tuple[int, int] | None:
    """Return the least price of any seats, by trying them all."""
    return min((cost for cost, _ in priced_seatings(problem, *meetings)), default=None)


def always_there(problem: Problem, meeting: Meeting) -> set[str]:
    """Return who sits at a meeting in every one of its cheapest seatings."""
    found = list(priced_seatings(problem, meeting))
    least = min(cost for cost, _ in found)
    return set.intersection(*({who for _, who in there.present()} for cost, (there,) in found if cost == least))
