"""The stretches of a calendar in which the memberships of bodies stay as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scheduler.domain.problem import Problem
from scheduler.domain.viability import Stretch

ONE_DAY = timedelta(days=1)


def stretches_of(problem: Problem, bodies: Sequence[str]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each stretch, in order; bodies are founded and dissolved between them too."""
    first, last = problem.settings.start_date, problem.settings.end_date
    ends = [(problem.bodies[body].start_date, problem.bodies[body].end_date) for body in bodies]
    ends += [(row.start_date, row.end_date) for body in bodies for row in problem.memberships_of_body[body]]
    begins = {first}
    for start, end in ends:
        begins |= set() if start is None else {start}
        begins |= set() if end is None else {end + ONE_DAY}
    inside = sorted(day for day in begins if first <= day <= last)
    for begin, following in zip(inside, [*inside[1:], last + ONE_DAY], strict=True):
        yield begin, following - ONE_DAY


def alive(problem: Problem, bodies: Sequence[str], day: date) -> tuple[str, ...]:
    """Return those of the bodies that exist on the day."""
    return tuple(body for body in bodies if problem.bodies[body].alive_on(day))


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches with those that follow one another and have the same answer made one."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and _answer(found[-1]) == _answer(stretch):
            found[-1] = replace(found[-1], last=stretch.last)
        else:
            found.append(stretch)
    return tuple(found)


def _answer(stretch: Stretch) -> tuple[object, ...]:
    return stretch.bodies, stretch.viable, stretch.price
