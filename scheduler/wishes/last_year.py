"""Follow last year's calendar, if that is the baseline: another weekday of the same week costs 1, another week 2."""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.facets import DATES, YEAR
from scheduler.domain.last_year import Wanted, wanted
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import Choices, Expression, Placed
from scheduler.domain.wording import long_date
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "last_year",
    tier="dates",
    weight=2,
    touches={DATES},
    horizon=YEAR,
)

ANOTHER_WEEKDAY, ANOTHER_WEEK = 1, 2


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count, for each date of last year, a unit if the day is not met on, and another if the week is not."""
    strays = []
    for one in wanted(problem):
        placed: list[Placed] = [*(choices.gatherings_of if one.whole_day else choices.sittings_of)(one.code)]
        on_day = sum(choices.held_on(each, one.day) for each in placed)
        in_week = sum(choices.held_on(each, day) for each in placed for day in one.week)
        strays += [choices.excess(1 - on_day, most=1), choices.excess(1 - in_week, most=1)]
    return sum(strays)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for one in wanted(problem):
        held = plan.occurrences_of(one.code) if one.whole_day else plan.of_body(one.code)
        dates = [meeting.date for meeting in held]
        if one.day not in dates:
            units, now = _instead(one, [day for day in dates if day in one.week])
            before = f"The meeting of {long_date(one.before)} would be on {long_date(one.day)}"
            yield one.name, units, f"{before} if it followed last year; {now}."


def _instead(one: Wanted, in_week: list[date]) -> tuple[int, str]:
    if in_week:
        return ANOTHER_WEEKDAY, f"that week it is on {long_date(in_week[0])}"
    return ANOTHER_WEEK, "it does not meet that week"
