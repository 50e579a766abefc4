"""People whom an officer has yet to find: they sit nowhere else, and are always free."""

from dataclasses import replace

from scheduler.domain.people import Membership, Person
from scheduler.domain.problem import Problem


def with_members(problem: Problem, row: Membership, number: int) -> Problem:
    """Return the problem with so many people more, each in a row like this one."""
    for _ in range(number):
        code = _unused(problem)
        problem = _with_somebody(problem, code, (*problem.memberships, replace(row, person=code)))
    return problem


def with_deputy(problem: Problem, row: Membership) -> Problem:
    """Return the problem with one person more, who is the last named to deputise in a row of the memberships."""
    code = _unused(problem)
    deputised = replace(row, substitutes=(*row.substitutes, code))
    return _with_somebody(problem, code, tuple(deputised if one is row else one for one in problem.all_memberships))


def _with_somebody(problem: Problem, code: str, rows: tuple[Membership, ...]) -> Problem:
    return replace(problem, people={**problem.people, code: Person(code, "somebody new")}, memberships=rows)


def _unused(problem: Problem) -> str:
    codes = (f"NEW{number}" for number in range(1, len(problem.people) + 2))
    return next(code for code in codes if code not in problem.people)
