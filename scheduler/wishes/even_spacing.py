"""Space meetings evenly over the year: a week either way is free, each week or part of one beyond costs a unit."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.wording import counted, long_date
from scheduler.wishes.pricing import Ungranted, priced

WISH = "even_spacing"
TIER = "dates"
WEIGHT = 1

AT_LEAST_TWO = 2
FREE_DAYS = 7
DAYS_A_UNIT = 7


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    first, last = problem.settings.start_date, problem.settings.end_date
    for body in problem.bodies.values():
        if body.meeting_day is None:
            life = max(first, body.start_date or first), min(last, body.end_date or last)
            dates = [meeting.date for meeting in plan.of_body(body.code)]
            yield from _uneven(body.name, life, _most(problem, body.cadence, life), dates)
    for meeting_day in problem.meeting_days.values():
        dates = [occurrence.date for occurrence in plan.occurrences_of(meeting_day.code)]
        most = _most(problem, meeting_day.cadence, (first, last))
        yield from _uneven(meeting_day.name, (first, last), most, dates)


def _most(problem: Problem, cadence: Cadence, life: tuple[date, date]) -> int:
    """Return the most meetings that may be held in the part of the year from the first to the last day."""
    if cadence.per_period is None:
        return cadence.maximum or 0
    touched = [p for p in problem.periods if max(life[0], p.start_date) <= min(life[1], p.end_date)]
    return cadence.per_period * len(touched)


def _uneven(name: str, life: tuple[date, date], most: int, dates: Sequence[date]) -> Iterator[Ungranted]:
    if most < AT_LEAST_TWO:
        return
    ideal = ((life[1] - life[0]).days + 1) // most
    for one, two in pairwise(dates):
        days = (two - one).days
        off = max(0, abs(days - ideal) - FREE_DAYS)
        between = f"{counted(days, 'day')} from {long_date(one)} to {long_date(two)}"
        yield name, ceil(off / DAYS_A_UNIT), f"There are {between}, where {ideal} would be even."
