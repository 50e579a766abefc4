"""Keep off the dates that a body would rather avoid: school holidays, pre-election periods, conferences.

A body that its council appoints had best not meet, or be called, before the annual meeting does so: that counts as four
dates to avoid. Source: practice, from Local Government Act 1972 ss.7, 102; SI 2006/3304 (notice of election).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.dates.closed_dates import why_avoided
from scheduler.dates.elections import why_sensitive
from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Expression
from scheduler.languages import phrase
from scheduler.law.appointments import why_too_early
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "avoid_dates",
    words=phrase("Keep off dates to avoid"),
    counted=("meeting on a date to avoid", phrase("meetings on dates to avoid")),
    tier="dates",
    weight=5,
    touches={DATES},
    horizon=MEETING,
)

BEFORE_APPOINTMENT = 4
"""Units of a meeting before the annual meeting that appoints the body."""


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings on days to avoid."""
    return sum(
        units * choices.held_on(sitting, day)
        for sitting in choices.sittings
        for day in choices.open_days(sitting)
        for units, _ in _reasons(problem, sitting.body, day)
    )


def _reasons(problem: Problem, body: Body, day: date) -> Iterator[tuple[int, str]]:
    """Yield why a body had better avoid a day, the gravest reason alone, with its units."""
    early = why_too_early(problem, body, day)
    reason = early or why_avoided(problem, day, body.tags) or why_sensitive(problem, body, day)
    if reason is not None:
        yield (1 if early is None else BEFORE_APPOINTMENT), reason


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for meeting in plan.live:
        for units, reason in _reasons(problem, problem.bodies[meeting.body], meeting.date):
            yield meeting_title(problem, meeting), units, f"The day had better be avoided: {reason}."
