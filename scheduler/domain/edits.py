"""Membership changes: somebody joins a body, leaves it or gets a deputy, from a day on or as if from the beginning."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.domain.people import VOTING_ROLES, Membership, usual_attendance
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.errors import CannotChange


def join(
    problem: Problem,
    person: str,
    body: str,
    role: str = "member",
    start: date | None = None,
    substitutes: tuple[str, ...] = (),
) -> Problem:
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
    substitutes : tuple of str
        Who may deputise, best first.

    Raises
    ------
    CannotChange
        If the person is a member of the body already, on that day or later, or is to deputise for themselves.

    """
    if any(_is_seat(row, person, body) and row.lasts_to(start) for row in problem.memberships):
        message = f"{person_title(problem, person)} is a member of {body_title(problem, body)} already"
        raise CannotChange(message, "Let them leave it first, or name somebody else.")
    _refuse_oneself(problem, person, substitutes)
    usual = role in VOTING_ROLES, usual_attendance(role)
    seat = Membership(person, body, role, *usual, substitutes=substitutes, start_date=start)
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
        if not (_is_seat(row, person, body) and row.lasts_to(start)):
            kept.append(row)
            continue
        found = True
        if start is not None and (row.start_date is None or row.start_date < start):
            kept.append(replace(row, end_date=start - timedelta(days=1)))
    if not found:
        raise _no_member(problem, person, body)
    return replace(problem, memberships=tuple(kept))


def name_substitutes(
    problem: Problem, person: str, body: str, substitutes: tuple[str, ...], start: date | None = None
) -> Problem:
    """Return the problem in which more people may deputise for a member, after those who already may.

    Parameters
    ----------
    problem : Problem
        The input as it is.
    person, body : str
        Codes that the input knows.
    substitutes : tuple of str
        Who may deputise, best first.
    start : date, optional
        The first day on which they may; left out, they always may.

    Raises
    ------
    CannotChange
        If the person is no member of the body, on that day or later, or is to deputise for themselves.

    """
    _refuse_oneself(problem, person, substitutes)
    kept: list[Membership] = []
    found = False
    for row in problem.memberships:
        if not (_is_seat(row, person, body) and row.lasts_to(start)):
            kept.append(row)
            continue
        found = True
        more = tuple(dict.fromkeys((*row.substitutes, *substitutes)))
        if start is not None and (row.start_date is None or row.start_date < start):
            kept += [replace(row, end_date=start - timedelta(days=1)), replace(row, substitutes=more, start_date=start)]
        else:
            kept.append(replace(row, substitutes=more))
    if not found:
        raise _no_member(problem, person, body)
    return replace(problem, memberships=tuple(kept))


def _no_member(problem: Problem, person: str, body: str) -> CannotChange:
    members = sorted({row.person for row in problem.memberships_of_body.get(body, ())})
    message = f"{person_title(problem, person)} is no member of {body_title(problem, body)}"
    return CannotChange(message, f"Its members are {', '.join(members)}." if members else "It has no members.")


def _refuse_oneself(problem: Problem, person: str, substitutes: tuple[str, ...]) -> None:
    if person in substitutes:
        message = f"{person_title(problem, person)} cannot deputise for themselves"
        raise CannotChange(message, "Name somebody else.", "substitute")


def _is_seat(row: Membership, person: str, body: str) -> bool:
    return (row.person, row.body) == (person, body)
