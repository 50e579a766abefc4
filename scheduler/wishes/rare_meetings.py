"""Keep rare meetings off the calendar's first and last seven days, and the seven after a closure: one unit for each.

Rare is what meets once or twice a year, and what may meet so many times or not at all. A closure has seven days or more
and is closed to it. What a row of fixed meetings puts there may be there, and a calendar of less than a quarter has no
first and last days of this kind. Source: practice; papers, members and officers are not back yet, and what comes seldom
has nothing else to fall back on.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import most_in_life
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.titles import meeting_title, occurrence_title
from scheduler.domain.verbs import DATES, MEETING, Choices, Expression, Placed
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "rare_meetings",
    words=phrase("Keep rare meetings off first and last weeks"),
    counted=("rare meeting in a first or last week", phrase("rare meetings in first or last weeks")),
    tier="dates",
    weight=1,
    touches={DATES},
    horizon=MEETING,
)

A_WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
MOST_OF_THE_RARE = 2
A_QUARTER = timedelta(days=90)


def is_rare(problem: Problem, subject: Body | MeetingDay) -> bool:
    """Whether something with dates of its own meets once or twice a year at most, or perhaps not at all."""
    return subject.cadence.minimum == 0 or 1 <= most_in_life(problem, subject) <= MOST_OF_THE_RARE


def why_not(problem: Problem, subject: Body | MeetingDay, day: date) -> str | None:
    """Return which week, of those a rare meeting is to be kept off, a day is in; None where it is in none.

    Nothing is said of a day on which a row of fixed meetings wants it, or of a stretch of days in which one does.
    """
    for one in problem.one_meetings_of(subject):
        bounds = (one.row.date, one.row.date) if one.row.date is not None else (one.row.earliest, one.row.latest)
        if (bounds[0] or date.max) <= day <= (bounds[1] or date.min):
            return None
    first, last = problem.settings.start_date, problem.settings.end_date
    if last - first >= A_QUARTER and day - first < A_WEEK:
        return "the first week of the calendar"
    if last - first >= A_QUARTER and last - day < A_WEEK:
        return "the last week of the calendar"
    tags = subject.tags if isinstance(subject, Body) else (subject.code,)
    for row in problem.closed_dates:
        is_closure = row.strength == "closed" and row.end_date - row.start_date + ONE_DAY >= A_WEEK
        if is_closure and ONE_DAY <= day - row.end_date <= A_WEEK and row.concerns(row.end_date, tags):
            return f"the week after a closure ({row.reason})"
    return None


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the rare meetings, and meeting days, in a week to be kept off."""
    placed: list[tuple[Placed, Body | MeetingDay]] = [
        (sitting, sitting.body) for sitting in choices.sittings if sitting.gathering is None
    ]
    placed += [(gathering, gathering.meeting_day) for gathering in choices.gatherings]
    return sum(
        choices.held_on(one, day)
        for one, subject in placed
        if is_rare(problem, subject)
        for day in choices.open_days(one)
        if why_not(problem, subject, day) is not None
    )


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    held: list[tuple[str, Body | MeetingDay, date]] = [
        (meeting_title(problem, meeting), problem.bodies[meeting.body], meeting.date)
        for meeting in plan.live
        if meeting.meeting_day is None
    ]
    held += [
        (occurrence_title(problem, occurrence), problem.meeting_days[occurrence.meeting_day], occurrence.date)
        for occurrence in plan.occurrences
    ]
    for title, subject, day in held:
        week = why_not(problem, subject, day) if is_rare(problem, subject) else None
        if week is not None:
            yield title, 1, f"It meets seldom, and is in {week}."
