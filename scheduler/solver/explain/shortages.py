"""What there is too little of: each a necessary condition that fails, and so by itself proof that no plan exists."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.solver.explain.left import Left
from scheduler.solver.explain.left_for_bodies import left_for_body
from scheduler.solver.explain.left_for_days import left_for_meeting_day
from scheduler.solver.explain.lunches import themes_without_a_lunch
from scheduler.solver.explain.reports import with_reports
from scheduler.solver.explain.sharing import short_of_people, short_of_rooms
from scheduler.solver.explain.sieving import short_of_days


@dataclass(frozen=True)
class Shortage:
    """Something there is too little of, and the smallest part of the council that shows it."""

    reason: Reason
    bodies: tuple[str, ...]
    meeting_days: tuple[str, ...] = ()


def shortages(problem: Problem) -> tuple[Shortage, ...]:
    """Return what there is provably too little of: days, rooms, people, and dates for themes and reports."""
    return tuple(_found(problem))


def _found(problem: Problem) -> Iterator[Shortage]:
    days = {code: left_for_meeting_day(problem, one) for code, one in problem.meeting_days.items()}
    own = [body for body in problem.bodies.values() if body.meeting_day is None and not body.cadence.never]
    bodies = {body.code: left_for_body(problem, body) for body in own}
    short: set[str] = set()
    for code, left in days.items():
        sitting = tuple(body.code for body in problem.bodies_of_meeting_day(code))
        for reason in short_of_days(problem, left):
            short.add(code)
            yield Shortage(reason, sitting, (code,))
    for code, left in bodies.items():
        for reason in short_of_days(problem, left):
            short.add(code)
            yield Shortage(reason, (code,))
    for line, fewer in with_reports(problem, days, bodies):
        for reason in short_of_days(problem, fewer) if fewer.code not in short else ():
            short.add(fewer.code)
            yield Shortage(reason, (line.from_body, line.to_body))
    for code, left in days.items():
        sitting = tuple(body.code for body in problem.bodies_of_meeting_day(code))
        for reason in themes_without_a_lunch(problem, left) if code not in short else ():
            yield Shortage(reason, sitting, (code,))
    enough = [left for code, left in bodies.items() if code not in short]
    yield from _shared(problem, enough)


def _shared(problem: Problem, lefts: list[Left]) -> Iterator[Shortage]:
    """Yield the people and rooms that several bodies want oftener than can be."""
    for find in (short_of_people, short_of_rooms):
        for reason, codes in find(problem, lefts):
            yield Shortage(reason, codes)
