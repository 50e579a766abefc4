"""Let sponsors take turns: the second lunch of one sponsor costs 1, the third 2 more, and so on."""

from collections import Counter
from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import body_title
from scheduler.wishes.pricing import Ungranted, priced

WISH = "sponsor_turns"
TIER = "dates"
WEIGHT = 2


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, WEIGHT, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    lunches: Counter[tuple[str, str]] = Counter()
    for occurrence in plan.occurrences:
        theme = problem.themes.get(occurrence.theme or "")
        if occurrence.lunch is not None and theme is not None and theme.sponsor is not None:
            lunches[occurrence.meeting_day, theme.sponsor] += 1
    for (meeting_day, sponsor), times in sorted(lunches.items()):
        name = problem.meeting_days[meeting_day].name
        why = f"{body_title(problem, sponsor)} sponsors {times} lunches of {name}."
        yield name, times * (times - 1) // 2, why
