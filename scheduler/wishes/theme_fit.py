"""Use each theme, in a period it suits: one that is unused or out of season costs its own weight."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, LUNCHES, YEAR, Choices, Expression
from scheduler.domain.wording import listed, long_date
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "theme_fit",
    words=phrase("Use a theme in its period"),
    counted=("theme unused or out of its period", phrase("themes unused or out of their periods")),
    tier="dates",
    weight=1,
    touches={DATES, LUNCHES},
    horizon=YEAR,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Weigh the themes that are not used, and those used in a period they do not suit."""
    misfits = []
    for theme in problem.themes.values():
        gatherings = choices.gatherings_of(theme.meeting_day)
        if problem.lunch_of(theme.meeting_day) is None or not gatherings:
            continue
        if any(day.theme == theme.code for day in problem.held_days):
            continue
        gatherings = [gathering for gathering in gatherings if not choices.is_fact(gathering)]
        used = [choices.has_theme(gathering, theme.code) for gathering in gatherings]
        misfits.append(theme.weight * (choices.held(gatherings[0]) - sum(used)) if gatherings else 0)
        suited = [period for period in problem.periods if period.code in theme.periods]
        for gathering, here in zip(gatherings, used, strict=True) if theme.periods else ():
            unsuited = [day for day in choices.open_days(gathering) if not any(day in period for period in suited)]
            if unsuited:
                there = sum(choices.held_on(gathering, day) for day in unsuited)
                misfits.append(theme.weight * choices.excess(here + there - 1, most=1))
    return sum(misfits)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    asked = problem.asked(plan).occurrences
    lunches = {occurrence.meeting_day for occurrence in asked if occurrence.lunch is not None}
    facts = {occurrence.theme for occurrence in plan.occurrences if problem.is_fact(occurrence)}
    used = {occurrence.theme: occurrence.date for occurrence in plan.occurrences if occurrence.theme is not None}
    for theme in (one for one in problem.themes.values() if one.code not in facts):
        day = used.get(theme.code)
        if day is None:
            if theme.meeting_day in lunches:
                yield theme.title, theme.weight, "No lunch takes this theme."
        elif theme.periods and not any(day in one for one in problem.periods if one.code in theme.periods):
            suits = listed(theme.periods, "or")
            yield theme.title, theme.weight, f"It suits {suits}, and is used on {long_date(day)}."
