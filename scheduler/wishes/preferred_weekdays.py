"""Meet on a weekday the body or meeting day prefers, where it names some."""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Expression, Placed
from scheduler.domain.wording import WEEKDAY_NAMES, listed
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "preferred_weekdays",
    words=phrase("Meet on a preferred weekday"),
    counted=("meeting on a weekday not preferred", phrase("meetings on weekdays not preferred")),
    tier="dates",
    weight=3,
    touches={DATES},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings and meeting days on a weekday their body does not prefer."""
    placed: list[tuple[Placed, frozenset[int]]] = [
        (sitting, sitting.body.preferred_weekdays) for sitting in choices.sittings
    ]
    placed += [(gathering, gathering.meeting_day.preferred_weekdays) for gathering in choices.gatherings]
    return sum(
        choices.held_on(one, day)
        for one, preferred in placed
        if preferred
        for day in choices.open_days(one)
        if day.weekday() not in preferred
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        preferred = problem.bodies[meeting.body].preferred_weekdays
        if preferred and meeting.date.weekday() not in preferred:
            yield meeting_title(problem, meeting), 1, _why(preferred)
    for occurrence in plan.occurrences:
        preferred = problem.meeting_days[occurrence.meeting_day].preferred_weekdays
        if preferred and occurrence.date.weekday() not in preferred:
            yield occurrence_title(problem, occurrence), 1, _why(preferred)


def _why(preferred: frozenset[int]) -> str:
    return f"A {listed([WEEKDAY_NAMES[weekday] for weekday in sorted(preferred)], 'or')} is preferred."
