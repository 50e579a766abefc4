"""Hold as many of the "up to" meetings as the year allows: one unit for each that is not held."""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import life_of
from scheduler.domain.meant import days_off, regular
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression
from scheduler.domain.wording import listed, month_name, times
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import UNITS, Wish

WISH = Wish(
    "held",
    words=phrase("Hold as many meetings as may be held"),
    counted=("meeting not held", phrase("meetings not held")),
    measured=UNITS,
    named=True,
    tier="held",
    weight=1,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)

MOST_MONTHS_NAMED = 3


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings below each maximum that are not held."""
    subjects = [(one, choices.in_turn(one)) for one in _subjects(problem)]
    return sum(
        max(_most(problem, one), sum(map(choices.is_fact, placed))) - sum(choices.held(each) for each in placed)
        for one, placed in subjects
    )


def _subjects(problem: Problem) -> list[Body | MeetingDay]:
    """Return what meets up to so many times a year; nothing once the year is over."""
    subjects: list[Body | MeetingDay] = [*problem.meeting_days.values()]
    subjects += [body for body in problem.bodies.values() if body.meeting_day is None]
    return [one for one in subjects if one.cadence.maximum is not None and not problem.over]


def _most(problem: Problem, subject: Body | MeetingDay) -> int:
    """Return how often it may meet, without what is off."""
    return max(0, (subject.cadence.maximum or 0) - len(days_off(problem, subject)))


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for one in sorted(_subjects(problem), key=lambda subject: isinstance(subject, MeetingDay)):
        most, dates = _most(problem, one), [meeting.date for meeting in regular(problem, plan, one)]
        without = _months_without(problem, one, most, dates)
        meets = f"meets {times(len(dates))}" if dates else "does not meet"
        why = f"It may meet {times(most)}, and {meets}{without}."
        yield one.name, max(0, most - len(dates)), why


def _months_without(problem: Problem, subject: Body | MeetingDay, most: int, dates: Sequence[date]) -> str:
    """Name the few months without a meeting, of what may meet in each of its months; nothing of what meets less."""
    first, last = life_of(problem, subject)
    months = dict.fromkeys(
        (day.year, day.month)
        for day in problem.days
        if first <= day <= last and (not subject.months or day.month in subject.months)
    )
    held = {(day.year, day.month) for day in dates}
    without = [month for month in months if month not in held]
    if most < len(months) or not 0 < len(without) <= MOST_MONTHS_NAMED:
        return ""
    return f", not in {listed([month_name(date(year, month, 1)) for year, month in without], 'or')}"
