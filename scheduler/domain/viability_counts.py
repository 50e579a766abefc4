"""What bodies need while they sit at the same time, what they share, and what a way to seat everyone costs."""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, SUBSTITUTE, Attendance
from scheduler.domain.problem import Problem
from scheduler.domain.viability import (
    PRESIDING,
    QUORUM,
    QUORUM_RULE,
    REQUIRED,
    Allocation,
    Need,
    Overlap,
    Price,
    Quorum,
    QuorumPart,
    Together,
)


def needs_of(problem: Problem, body: str, day: date) -> Iterator[Need]:
    """Yield what a body cannot sit without on a day: required people first, then who presides, then its quorum."""
    rows = problem.memberships_on(body, day)
    for row in rows:
        if row.required:
            yield Need(REQUIRED, body, person=row.person)
    if any(row.presides for row in rows):
        yield Need(PRESIDING, body)
    for rule in problem.quorum_rules_of(body):
        yield Need(QUORUM_RULE, body, rule.minimum, of=rule)
    yield Need(QUORUM, body, problem.quorum_on(body, day))


def overlaps_of(problem: Problem, together: Together) -> tuple[Overlap, ...]:
    """Return each two of the bodies with the people who sit on both, in the order of the tables."""
    members = {code: {row.person for row in problem.memberships_on(code, together.day)} for code in together.bodies}
    return tuple(
        Overlap((one, two), tuple(person for person in problem.people if person in members[one] & members[two]))
        for number, one in enumerate(together.bodies)
        for two in together.bodies[number + 1 :]
    )


def price_of(problem: Problem, day: date, allocation: Allocation) -> Price:
    """Return what an allocation costs, counted afresh."""
    apologies = substitutes = 0
    for body, attendance in allocation.attendance.items():
        members = {(row.person, row.role): row for row in problem.memberships_on(body, day)}
        for row in attendance:
            member = members[row.person, row.role]
            if row.outcome == APOLOGIES:
                apologies += member.apology_weight
            elif row.outcome == SUBSTITUTE and row.substitute is not None:
                substitutes += member.substitutes.index(row.substitute) + 1
    return Price(apologies, substitutes)


def quorums_of(problem: Problem, together: Together, allocation: Allocation) -> tuple[Quorum, ...]:
    """Return what each body needs and has in an allocation, counted afresh."""
    return tuple(_quorum(problem, body, together.day, allocation.attendance[body]) for body in together.bodies)


def _quorum(problem: Problem, body: str, day: date, attendance: tuple[Attendance, ...]) -> Quorum:
    filled = {(row.person, row.role): row.outcome for row in attendance if row.sits is not None}
    rows: list[Membership] = [row for row in problem.memberships_on(body, day) if (row.person, row.role) in filled]
    leaders = [row for row in problem.memberships_on(body, day) if row.presides]
    return Quorum(
        body,
        problem.quorum_on(body, day),
        sum(row.voting for row in rows),
        problem.voting_members(body, day),
        tuple(
            QuorumPart(rule, sum(problem.matches(rule, row) for row in rows)) for rule in problem.quorum_rules_of(body)
        ),
        tuple(row.person for row in leaders),
        tuple(row.person for row in leaders if filled.get((row.person, row.role)) not in (None, SUBSTITUTE)),
    )
