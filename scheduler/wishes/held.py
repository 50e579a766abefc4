"""Hold as many of the "up to" meetings as the year allows: one unit for each that is not held."""

from collections.abc import Iterator, Sequence

from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression, Placed
from scheduler.domain.wording import counted
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "held",
    words="Hold as many meetings as may be held",
    tier="held",
    weight=1,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings below each maximum that are not held."""
    subjects: list[tuple[Cadence, Sequence[Placed]]] = [
        (day.cadence, choices.gatherings_of(day.code)) for day in problem.meeting_days.values()
    ]
    subjects += [
        (body.cadence, choices.sittings_of(body.code)) for body in problem.bodies.values() if body.meeting_day is None
    ]
    return sum(
        max(cadence.maximum, sum(map(choices.is_fact, placed))) - sum(choices.held(one) for one in placed)
        for cadence, placed in subjects
        if cadence.maximum is not None
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for body in problem.bodies.values():
        if body.meeting_day is None and body.cadence.maximum is not None:
            yield _row(body.name, body.cadence.maximum, len(plan.of_body(body.code)))
    for meeting_day in problem.meeting_days.values():
        if meeting_day.cadence.maximum is not None:
            yield _row(meeting_day.name, meeting_day.cadence.maximum, len(plan.occurrences_of(meeting_day.code)))


def _row(subject: str, most: int, held: int) -> Ungranted:
    return subject, max(0, most - held), f"{subject} may meet {counted(most, 'time')}, and meets {held}."
