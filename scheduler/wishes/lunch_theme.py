"""Give each lunch a theme, where its meeting day has any."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import lunch_title
from scheduler.domain.verbs import LUNCHES, MEETING, Choices, Expression
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "lunch_theme",
    words=phrase("Give each lunch a theme"),
    counted=("lunch without a theme", phrase("lunches without a theme")),
    tier="dates",
    weight=10,
    touches={LUNCHES},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the lunches that go without a theme, where their meeting day has any."""
    without_theme = []
    for gathering in choices.gatherings:
        meeting_day = gathering.meeting_day.code
        themes = [theme for theme in problem.themes.values() if theme.meeting_day == meeting_day]
        if themes and problem.lunch_of(meeting_day) is not None:
            taken = sum(choices.has_theme(gathering, theme.code) for theme in themes)
            without_theme.append(choices.held(gathering) - taken)
    return sum(without_theme)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    themed = {theme.meeting_day for theme in problem.themes.values()}
    for occurrence in plan.occurrences:
        if occurrence.lunch is not None and occurrence.theme is None and occurrence.meeting_day in themed:
            yield lunch_title(problem, occurrence), 1, "The lunch goes without a theme."
