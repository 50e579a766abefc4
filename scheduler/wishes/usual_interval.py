"""Keep what meets every so many weeks to that interval: one unit for each that is longer or shorter.

It is the length of the periods of what meets once in each of equal ones of whole weeks. Else it is of whole weeks,
within the gaps it is asked for, the nearest to an even share of its year, where its largest gap is no more than a week
above that (thirteen meetings, 21 to 35 days apart: every four weeks). What keeps to weeks of the month has none. What
is held beside the cadence is not looked at.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import life_of, most_in_life, periods_of, with_own_dates
from scheduler.domain.meant import regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression
from scheduler.domain.wording import counted, long_date
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "usual_interval",
    words=phrase("Keep the usual interval"),
    counted=("interval longer or shorter than usual", phrase("intervals longer or shorter than usual")),
    tier="dates",
    weight=2,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)

A_WEEK = 7
AT_LEAST_TWO = 2
ONE_DAY = timedelta(days=1)


def interval_of(problem: Problem, subject: Body | MeetingDay) -> int | None:
    """Return the days from one meeting to the next of what meets every so many weeks; None where it does not."""
    if subject.weeks_of_month or subject.months or most_in_life(problem, subject) < AT_LEAST_TWO:
        return None
    if subject.cadence.per_period is not None:
        lengths = {(one.end_date + ONE_DAY - one.start_date).days for one in periods_of(problem, subject)}
        (length, *others) = sorted(lengths)
        return length if subject.cadence.per_period == 1 and not others and length % A_WEEK == 0 else None
    first, last = life_of(problem, subject)
    share = ((last - first).days + 1) // most_in_life(problem, subject)
    least, most = max(subject.min_gap_days or 0, 1), subject.max_gap_days
    if most is None or most == least:
        return None
    weeks = (days for days in range(A_WEEK, most + 1, A_WEEK) if days >= least)
    nearest = min(weeks, key=lambda days: (abs(days - share), days), default=None)
    return None if nearest is None or most - nearest > A_WEEK else nearest


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the intervals between successive meetings that are not the usual one."""
    strays = []
    for subject in with_own_dates(problem):
        usual = interval_of(problem, subject)
        for one, two in pairwise(choices.in_turn(subject)) if usual is not None else ():
            if not (choices.is_fact(one) and choices.is_fact(two)):
                longer = choices.day_number(two) - choices.day_number(one) - usual
                when = () if subject.cadence.per_period is not None else (choices.held(one), choices.held(two))
                strays.append(choices.excess(longer, -longer, most=1, unit=len(problem.days), when=when))
    return sum(strays)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    """Yield the intervals that are not the usual one; of two facts nothing can be asked."""
    for subject in with_own_dates(problem):
        usual = interval_of(problem, subject)
        for one, two in pairwise(regular(problem, plan, subject)) if usual is not None else ():
            days = (two.date - one.date).days
            if days != usual and not problem.facts(one, two):
                between = f"{counted(days, 'day')} from {long_date(one.date)} to {long_date(two.date)}"
                yield subject.name, 1, f"There are {between}, where {usual} are usual."
