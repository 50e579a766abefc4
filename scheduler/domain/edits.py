"""Membership changes: somebody joins a body or leaves it, from a day on or as if from the beginning."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.domain.people import VOTING_ROLES, Membership, usual_attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.errors import CannotChange


def join(problem: Problem, person: str, body: str, role: str = "member", start: date | None = None) -> Problem:
    """Return the problem with one membership more, its vote and attendance as is usual for the role.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    role : str
        A role of the contract.
    start : date, optional
        The first day of the membership; left out, it is in force all year.

    Raises
    ------
    CannotChange
        If the person is a member of the body already, on that day or later.

    """
    if any(_is_seat(row, person, body) and _reaches(row, start) for row in problem.memberships):
        message = f"{person_title(problem, person)} is a member of {body_title(problem, body)} already"
        raise CannotChange(message, "Let them leave it first, in a row above, or name somebody else.")
    seat = Membership(person, body, role, role in VOTING_ROLES, usual_attendance(role), start_date=start)
    return replace(problem, memberships=(*problem.memberships, seat))


def leave(problem: Problem, person: str, body: str, start: date | None = None) -> Problem:
    """Return the problem without a person's membership of a body; whoever they deputise for, they still may.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    start : date, optional
        The first day on which they are no longer a member; left out, they never were.

    Raises
    ------
    CannotChange
        If the person is no member of the body, on that day or later.

    """
    kept: list[Membership] = []
    found = False
    for row in problem.memberships:
        if not (_is_seat(row, person, body) and _reaches(row, start)):
            kept.append(row)
            continue
        found = True
        if start is not None and (row.start_date is None or row.start_date < start):
            kept.append(replace(row, end_date=start - timedelta(days=1)))
    if not found:
        members = sorted({row.person for row in problem.memberships_of_body.get(body, ())})
        message = f"{person_title(problem, person)} is no member of {body_title(problem, body)}"
        remedy = f"Its members are {', '.join(members)}." if members else "It has no members."
        raise CannotChange(message, remedy)
    return replace(problem, memberships=tuple(kept))


def _is_seat(row: Membership, person: str, body: str) -> bool:
    return (row.person, row.body) == (person, body)


def _reaches(row: Membership, start: date | None) -> bool:
    """Whether the membership is in force on the day or later; always where there is no day."""
    return start is None or row.end_date is None or row.end_date >= start
