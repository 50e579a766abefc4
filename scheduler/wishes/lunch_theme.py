"""Give each lunch a theme, where its meeting day has any."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import lunch_title
from scheduler.wishes.pricing import Ungranted, priced

WISH = "lunch_theme"
TIER = "dates"
WEIGHT = 10


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    themed = {theme.meeting_day for theme in problem.themes.values()}
    for occurrence in plan.occurrences:
        if occurrence.lunch is not None and occurrence.theme is None and occurrence.meeting_day in themed:
            yield lunch_title(problem, occurrence), 1, "The lunch goes without a theme."
