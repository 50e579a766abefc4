"""Let bodies meet, and be called, only once an annual meeting whose day is still open has appointed their members.

It is taken to be the first meeting of its council in the days that the law, or a row, leaves for it. Days before it, if
it is held on a date or on the best day of its window, are dates to avoid (`avoid_dates`): here are those on which
bodies are too early because it is held later. Source: practice, from Local Government Act 1972 ss.7, 102.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.municipal_year import AnnualMeeting
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import ALL, DATES, YEAR, Choices, Expression, Literal
from scheduler.languages import phrase
from scheduler.law.appointments import (
    as_planned,
    called_by,
    is_appointed,
    why_too_early,
)
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "appointed_first",
    words=phrase("Let the annual meeting appoint a body before it meets or is called"),
    counted=("meeting before its body is appointed", phrase("meetings before their bodies are appointed")),
    tier="dates",
    weight=20,
    touches={DATES},
    horizon=YEAR,
    scope=ALL,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings before the first of the council in its window, and those called before it."""
    too_early: list[Expression] = []
    for annual in _open(problem):
        of_council = choices.sittings_of(annual.body or "")
        if not of_council:  # a part of the calendar in which the council is not
            continue
        councils = [
            (day, choices.held_on(sitting, day))
            for sitting in of_council
            for day in choices.open_days(sitting)
            if day in annual.window
        ]
        for sitting in choices.sittings:
            theirs = annual.authority == sitting.body.authority and is_appointed(sitting.body)
            if theirs and not choices.is_fact(sitting):
                too_early += _too_early(problem, choices, annual, councils, sitting)
    return sum(too_early)


def _open(problem: Problem) -> Iterator[AnnualMeeting]:
    """Yield the annual meetings whose day is still open, of councils that are there to be spoken of."""
    return (one for one in problem.annual_meetings if one.body in problem.bodies and one.day is None)


def _too_early(
    problem: Problem,
    choices: Choices,
    annual: AnnualMeeting,
    councils: Sequence[tuple[date, Literal]],
    sitting: Sitting,
) -> Iterator[Expression]:
    """Yield for each day whether a meeting is on it too early, given the days and choices of its council's."""
    for day in choices.open_days(sitting):
        called = called_by(problem, sitting.body, day)
        earliest = annual.retirement or annual.window.first
        if day < earliest or called >= annual.window.last or why_too_early(problem, sitting.body, day) is not None:
            continue
        there = choices.held_on(sitting, day)
        appointed = sum(literal for held, literal in councils if held <= called)
        if annual.retirement is not None:
            yield choices.excess(there - appointed, most=1)
            continue
        meanwhile = [literal for held, literal in councils if called < held <= day]
        if meanwhile:
            yield choices.excess(there + choices.any_of(meanwhile) - 1 - appointed, most=1)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    settled = [
        planned
        for annual, planned in zip(problem.annual_meetings, as_planned(problem, plan), strict=True)
        if annual.body in problem.bodies and annual.day is None and planned.day is not None
    ]
    for annual in settled:
        for meeting in plan.live:
            body, day = problem.bodies[meeting.body], meeting.date
            why = why_too_early(problem, body, day, [annual]) if is_appointed(body) else None
            if why is not None and why_too_early(problem, body, day) is None and not problem.is_fact(meeting):
                yield meeting_title(problem, meeting), 1, f"{why[0].upper()}{why[1:]}."
