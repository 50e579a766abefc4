"""Start at 17:00 or later only on the weekdays for evenings: one unit for each meeting that starts so on another.

The setting `evening_weekdays` names them, Monday to Thursday where it names none. A day on which last year's calendar
is followed is no stray: second Fridays stay second Fridays. Source: calendars of meetings keep Friday evenings free
(Bracknell Forest 2022-23: none on a Friday at 7.30 pm).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sitting_days import weekdays_title
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, TIMES, Choices, Expression, Literal
from scheduler.domain.wording import WEEKDAY_NAMES, clock
from scheduler.languages import phrase
from scheduler.wishes.last_year import wanted
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "evening_weekdays",
    words=phrase("Meet in the evening only on the usual evenings"),
    counted=("evening meeting on another weekday", phrase("evening meetings on other weekdays")),
    tier="dates",
    weight=3,
    touches={DATES, TIMES},
    horizon=MEETING,
)

EVENING = 17 * 60
"""From this minute after midnight a start is one in the evening."""


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings that start in the evening of another weekday."""
    followed = _followed(problem)
    strays: list[Literal] = []
    for sitting in choices.sittings:
        if any(start >= EVENING for start in sitting.starts):
            late = [
                (day, start)
                for day, start in choices.placements(sitting)
                if start >= EVENING and _is_unusual(problem, sitting.body, day, followed)
            ]
            strays += choices.held_during(sitting, late)
    return sum(strays)


def _followed(problem: Problem) -> frozenset[tuple[str, date]]:
    """Return the days to which last year's meetings are carried over, each with its body or meeting day."""
    return frozenset((one.code, one.day) for one in wanted(problem))


def _is_unusual(problem: Problem, body: Body | None, day: date, followed: frozenset[tuple[str, date]]) -> bool:
    """Whether an evening meeting on a day is on none of the usual evenings, and on no evening of last year's."""
    code = None if body is None else body.meeting_day or body.code
    return day.weekday() not in problem.settings.evening_weekdays and (code, day) not in followed


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    usual = problem.settings.evening_weekdays
    late = [one for one in plan.live if one.start >= EVENING and one.date.weekday() not in usual]
    followed = _followed(problem) if late else frozenset()
    for meeting in late:
        body = problem.bodies.get(meeting.body)
        if _is_unusual(problem, body, meeting.date, followed):
            starts = f"It starts at {clock(meeting.start)} on a {WEEKDAY_NAMES[meeting.date.weekday()]}"
            yield meeting_title(problem, meeting), 1, f"{starts}; evenings are for {weekdays_title(usual)}."
