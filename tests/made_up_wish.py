"""Meet early in the week: one unit for each day after Monday.

A wish as somebody would add it by the steps of the README, for tests only.
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Expression
from scheduler.domain.wording import WEEKDAY_NAMES, counted
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish("early_week", words="Meet early in the week", tier="dates", weight=7, touches={DATES}, horizon=MEETING)


def cost(_problem: Problem, choices: Choices) -> Expression:
    """Count the days after Monday on which each meeting is held."""
    return sum(
        day.weekday() * choices.held_on(sitting, day)
        for sitting in choices.sittings
        for day in choices.open_days(sitting)
        if day.weekday()
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        late = meeting.date.weekday()
        if late:
            why = f"It meets on a {WEEKDAY_NAMES[late]}, {counted(late, 'day')} after Monday."
            yield meeting_title(problem, meeting), late, why
