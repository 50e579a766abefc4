"""Use each theme, in a period it suits: one that is unused or out of season costs its own weight."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.wording import listed, long_date
from scheduler.wishes.pricing import Ungranted, priced

WISH = "theme_fit"
TIER = "dates"
WEIGHT = 1


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    lunches = {occurrence.meeting_day for occurrence in plan.occurrences if occurrence.lunch is not None}
    used = {occurrence.theme: occurrence.date for occurrence in plan.occurrences if occurrence.theme is not None}
    for theme in problem.themes.values():
        day = used.get(theme.code)
        if day is None:
            if theme.meeting_day in lunches:
                yield theme.title, theme.weight, "No lunch takes this theme."
        elif theme.periods:
            period = problem.period_of(day)
            if period is None or period.code not in theme.periods:
                suits = listed(theme.periods, "or")
                yield theme.title, theme.weight, f"It suits {suits}, and is used on {long_date(day)}."
