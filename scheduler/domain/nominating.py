"""Nominations made: a substitute is named, or a seat is given to somebody else with the role it has."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.viability import SUBSTITUTE_NAMED, Nomination

SAME_BOTH, SAME_ORGANISATION, SAME_CATEGORY, OTHER = range(4)
"""How near somebody is to the member they would sit for, the nearest first."""


def nearness(problem: Problem, member: str, other: str) -> int:
    """Return how near one person is to another: of the same organisation, the same category, both or neither."""
    one, two = problem.people[member], problem.people[other]
    same_organisation = one.organisation is not None and one.organisation == two.organisation
    same_category = one.category == two.category
    if same_organisation:
        return SAME_BOTH if same_category else SAME_ORGANISATION
    return SAME_CATEGORY if same_category and one.category is not None else OTHER


def with_nominations(problem: Problem, nominations: Iterable[Nomination], day: date) -> Problem:
    """Return the problem with nominations made in the memberships of the day; people to be found cannot be."""
    made = {(row.person, row.body): row for row in nominations if row.substitute is not None}
    rows = tuple(
        _changed(row, made[row.person, row.body]) if (row.person, row.body) in made and row.in_force_on(day) else row
        for row in problem.memberships
    )
    return replace(problem, memberships=rows)


def _changed(row: Membership, nomination: Nomination) -> Membership:
    who = nomination.substitute or ""
    if nomination.kind == SUBSTITUTE_NAMED:
        return replace(row, substitutes=(*row.substitutes, who))
    return replace(row, person=who, substitutes=tuple(deputy for deputy in row.substitutes if deputy != who))
