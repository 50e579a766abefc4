"""Keep off the dates that a body would rather avoid: school holidays, pre-election periods, conferences."""

from collections.abc import Iterator

from scheduler.dates.closed_dates import why_avoided
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Expression
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "avoid_dates",
    words="Keep off dates to avoid",
    counted=("meeting on a date to avoid", "meetings on dates to avoid"),
    tier="dates",
    weight=5,
    touches={DATES},
    horizon=MEETING,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings on days to avoid."""
    return sum(
        choices.held_on(sitting, day)
        for sitting in choices.sittings
        for day in choices.open_days(sitting)
        if why_avoided(problem, day, sitting.body.tags) is not None
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        reason = why_avoided(problem, meeting.date, problem.bodies[meeting.body].tags)
        if reason is not None:
            yield meeting_title(problem, meeting), 1, f"The day had better be avoided: {reason}."
