"""Space meetings evenly over the year: a week either way is free, each week or part of one beyond costs a unit.

What meets in some months or periods only is spaced over the days of those, and may besides leave a gap of as many days
as the longest run of others between them has. What is held beside the cadence is not looked at.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from math import ceil

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import life_of, most_in_life, periods_of, with_own_dates
from scheduler.domain.meant import regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sitting_days import EVERY_MONTH
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression
from scheduler.domain.wording import counted, long_date
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "even_spacing",
    words=phrase("Space meetings evenly"),
    counted=("uneven interval", phrase("uneven intervals")),
    tier="dates",
    weight=1,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)

AT_LEAST_TWO = 2
ONE_DAY = timedelta(days=1)
FREE_DAYS = 7
DAYS_A_UNIT = 7


@dataclass(frozen=True)
class Spacing:
    """How many days from one meeting to its next cost nothing."""

    ideal: int
    """What would be even."""
    least: int
    most: int


def _spaced(problem: Problem) -> Iterator[tuple[Body | MeetingDay, Spacing]]:
    """Yield what may meet more than once in its part of the year, and what is even for it.

    Its part of the year are the days of its life in its periods and months.
    """
    for subject in with_own_dates(problem):
        most_meetings = most_in_life(problem, subject)
        if most_meetings >= AT_LEAST_TWO:
            inside, longest_off = _part_of_the_year(problem, subject)
            ideal = inside // most_meetings
            yield subject, Spacing(ideal, ideal - FREE_DAYS, ideal + FREE_DAYS + longest_off)


def _part_of_the_year(problem: Problem, subject: Body | MeetingDay) -> tuple[int, int]:
    """Return how many days of its life are in its periods and months, and the longest run of others between them."""
    first, last = life_of(problem, subject)
    stretches = [(first, last)]
    if subject.cadence.per_period is not None:
        periods = ((max(first, one.start_date), min(last, one.end_date)) for one in periods_of(problem, subject))
        stretches = [(start, end) for start, end in periods if start <= end]
    months = problem.days_kept_to(subject).months
    if months != EVERY_MONTH:
        stretches = [run for stretch in stretches for run in _runs(*stretch, months)]
    inside = sum((end - start).days + 1 for start, end in stretches)
    return inside, max(((two - one).days - 1 for (_, one), (two, _) in pairwise(stretches)), default=0)


def _runs(first: date, last: date, months: Collection[int]) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each run of days in some months."""
    days = (first + ONE_DAY * number for number in range((last - first).days + 1))
    for is_inside, run in groupby(days, key=lambda day: day.month in months):
        start, *others = run
        if is_inside:
            yield start, others[-1] if others else start


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count, for each two successive meetings, the weeks beyond a week either way from even."""
    weeks = []
    most = len(problem.days) // DAYS_A_UNIT + 1
    for subject, spacing in _spaced(problem):
        for one, two in pairwise(choices.in_turn(subject)):
            if choices.is_fact(one) and choices.is_fact(two):
                continue
            gap = choices.day_number(two) - choices.day_number(one)
            when = () if subject.cadence.per_period is not None else (choices.held(one), choices.held(two))
            off = (gap - spacing.most, spacing.least - gap)
            weeks.append(choices.excess(*off, most=most, unit=DAYS_A_UNIT, when=when))
    return sum(weeks)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    """Yield the gaps between meetings that are too long or too short; between two facts nothing can be asked."""
    for subject, spacing in _spaced(problem):
        for one, two in pairwise(regular(problem, plan, subject)):
            if not problem.facts(one, two):
                days = (two.date - one.date).days
                weeks = ceil(max(0, days - spacing.most, spacing.least - days) / DAYS_A_UNIT)
                between = f"{counted(days, 'day')} from {long_date(one.date)} to {long_date(two.date)}"
                yield subject.name, weeks, f"There are {between}, where {spacing.ideal} would be even."
