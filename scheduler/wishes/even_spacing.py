"""Space meetings evenly over the year: a week either way is free, each week or part of one beyond costs a unit.

What is held beside the cadence is not looked at.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meant import regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression
from scheduler.domain.wording import counted, long_date
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "even_spacing",
    words="Space meetings evenly",
    counted=("uneven interval", "uneven intervals"),
    tier="dates",
    weight=1,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)

AT_LEAST_TWO = 2
FREE_DAYS = 7
DAYS_A_UNIT = 7


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count, for each two successive meetings, the weeks beyond a week either way from even."""
    subjects: list[Body | MeetingDay] = [*problem.meeting_days.values()]
    subjects += [body for body in problem.bodies.values() if body.meeting_day is None]
    weeks = []
    for subject in subjects:
        life = _life(problem, subject)
        most_meetings = _most(problem, subject.cadence, life)
        if most_meetings < AT_LEAST_TWO:
            continue
        ideal = ((life[1] - life[0]).days + 1) // most_meetings
        for one, two in pairwise(choices.in_turn(subject)):
            if choices.is_fact(one) and choices.is_fact(two):
                continue
            gap = choices.day_number(two) - choices.day_number(one)
            when = () if subject.cadence.per_period is not None else (choices.held(one), choices.held(two))
            most = len(problem.days) // DAYS_A_UNIT + 1
            off = (gap - ideal - FREE_DAYS, ideal - gap - FREE_DAYS)
            weeks.append(choices.excess(*off, most=most, unit=DAYS_A_UNIT, when=when))
    return sum(weeks)


def _life(problem: Problem, subject: Body | MeetingDay) -> tuple[date, date]:
    """Return the part of the calendar in which a body exists; all of it for a meeting day."""
    first, last = problem.settings.start_date, problem.settings.end_date
    if isinstance(subject, MeetingDay):
        return first, last
    return max(first, subject.start_date or first), min(last, subject.end_date or last)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    first, last = problem.settings.start_date, problem.settings.end_date
    for body in problem.bodies.values():
        if body.meeting_day is None:
            life = max(first, body.start_date or first), min(last, body.end_date or last)
            dates = [(meeting.date, problem.is_fact(meeting)) for meeting in regular(problem, plan, body)]
            yield from _uneven(body.name, life, _most(problem, body.cadence, life), dates)
    for meeting_day in problem.meeting_days.values():
        dates = [(one.date, problem.is_fact(one)) for one in regular(problem, plan, meeting_day)]
        most = _most(problem, meeting_day.cadence, (first, last))
        yield from _uneven(meeting_day.name, (first, last), most, dates)


def _most(problem: Problem, cadence: Cadence, life: tuple[date, date]) -> int:
    """Return the most meetings that may be held in the part of the year from the first to the last day."""
    if cadence.per_period is None:
        return cadence.maximum or 0
    touched = [p for p in problem.periods if max(life[0], p.start_date) <= min(life[1], p.end_date)]
    return cadence.per_period * len(touched)


def _uneven(name: str, life: tuple[date, date], most: int, dates: Sequence[tuple[date, bool]]) -> Iterator[Ungranted]:
    """Yield the gaps between dates, each with whether it is a fact; between two facts nothing can be asked."""
    if most < AT_LEAST_TWO:
        return
    ideal = ((life[1] - life[0]).days + 1) // most
    for (one, one_is_fact), (two, two_is_fact) in pairwise(dates):
        if one_is_fact and two_is_fact:
            continue
        days = (two - one).days
        off = max(0, abs(days - ideal) - FREE_DAYS)
        between = f"{counted(days, 'day')} from {long_date(one)} to {long_date(two)}"
        yield name, ceil(off / DAYS_A_UNIT), f"There are {between}, where {ideal} would be even."
