"""Start at 17:00 or later only on the weekdays for evenings: one unit for each meeting that starts so on another.

The setting `evening_weekdays` names them, Monday to Thursday where it names none. Source: calendars of meetings keep
Friday evenings free (Bracknell Forest 2022-23: none on a Friday at 7.30 pm).
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sitting_days import weekdays_title
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, TIMES, Choices, Expression, Literal
from scheduler.domain.wording import WEEKDAY_NAMES, clock
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "evening_weekdays",
    words="Meet in the evening only on the usual evenings",
    counted=("evening meeting on another weekday", "evening meetings on other weekdays"),
    tier="dates",
    weight=3,
    touches={DATES, TIMES},
    horizon=MEETING,
)

EVENING = 17 * 60
"""From this minute after midnight a start is one in the evening."""


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings that start in the evening of another weekday."""
    usual = problem.settings.evening_weekdays
    strays: list[Literal] = []
    for sitting in choices.sittings:
        if any(start >= EVENING for start in sitting.starts):
            placements = choices.placements(sitting)
            late = [(day, start) for day, start in placements if start >= EVENING and day.weekday() not in usual]
            strays += choices.held_during(sitting, late)
    return sum(strays)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    usual = problem.settings.evening_weekdays
    for meeting in plan.live:
        if meeting.start >= EVENING and meeting.date.weekday() not in usual:
            late = f"It starts at {clock(meeting.start)} on a {WEEKDAY_NAMES[meeting.date.weekday()]}"
            yield meeting_title(problem, meeting), 1, f"{late}; evenings are for {weekdays_title(usual)}."
