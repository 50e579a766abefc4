"""What is announced long before a meeting, or falls due after it: key decisions, business in private, call-in.

The days come from the rows of law, each counted in its own unit. They bind only where a meeting has such business, so
they are told as deadlines and ask nothing of a calendar. A call-in that is the council's own custom has no row with a
number, and no day here.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.dates.clear_days import is_working_day, section_243_days_before, working_days_before
from scheduler.domain.bodies import Body
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.uids import CALL_IN, FORWARD_PLAN, KEY_DECISION, PRIVATE_AGAIN, PRIVATE_MEETING
from scheduler.errors import BeyondHorizon
from scheduler.law.meetings import CLEAR_DAYS, CLEAR_DAYS_BY_243, CLEAR_WORKING_DAYS, DAYS_AT_LEAST
from scheduler.law.row import Row
from scheduler.law.rows import law_of

ONE_DAY = timedelta(days=1)
MATTERS = {
    KEY_DECISION: "Key decisions on the forward plan",
    PRIVATE_MEETING: "Notice of business in private",
    PRIVATE_AGAIN: "Second notice of business in private",
    CALL_IN: "Reconsidered, if called in on the day",
}
"""What is done by each of the days, in the order in which they are told."""


@dataclass(frozen=True)
class ForwardDate:
    """One thing that is due by a day on account of a meeting."""

    meeting: Meeting
    row: Row
    due: date

    @property
    def what(self) -> str:
        """What is due."""
        return MATTERS[self.row.matter]

    @property
    def announced(self) -> bool:
        """Whether it is announced before the meeting, and does not follow it."""
        return self.due < self.meeting.date


def asks_for_forward_plan(problem: Problem) -> bool:
    """Whether the law asks any of it of any body, on the calendar's first day or its last."""
    ends = (problem.settings.start_date, problem.settings.end_date)
    return any(_days_of_law(problem, body, day) for body in problem.bodies.values() for day in ends)


def forward_dates(problem: Problem, plan: Plan) -> tuple[ForwardDate, ...]:
    """Return what is due on account of the meetings of a calendar, in order of the day, the meeting and the matter."""
    found: list[ForwardDate] = []
    for meeting in plan.live:
        body = problem.bodies.get(meeting.body)
        for row, number in () if body is None else _days_of_law(problem, body, meeting.date):
            with suppress(BeyondHorizon):  # days after the last known year
                found.append(ForwardDate(meeting, row, day_of_law(problem, row, number, meeting.date)))
    return tuple(sorted(found, key=lambda one: (one.due, one.meeting.date, one.meeting.body, _place(one.row))))


def _place(row: Row) -> int:
    return FORWARD_PLAN.index(row.matter)


def _days_of_law(problem: Problem, body: Body, day: date) -> list[tuple[Row, int]]:
    """Return the rows that give a number for a body on a day, with the number."""
    rows = (law_of(problem, matter, body.legal_kind, day, body) for matter in FORWARD_PLAN)
    return [(row, int(row.number)) for row in rows if row is not None and row.number is not None]


def day_of_law(problem: Problem, row: Row, number: int, day: date) -> date:
    """Return the day that a row's number means for a meeting on a day, counted as its unit says.

    Raises
    ------
    BeyondHorizon
        If counting leaves the years whose public holidays are known.

    """
    if row.unit == CLEAR_DAYS:  # days of the calendar, neither end counted
        return day - (number + 1) * ONE_DAY
    if row.unit == DAYS_AT_LEAST:
        return day - number * ONE_DAY
    if row.unit == CLEAR_DAYS_BY_243:
        return section_243_days_before(problem, day, number)
    if row.unit == CLEAR_WORKING_DAYS:
        return working_days_before(problem, day, number)
    return next(one for place, one in enumerate(_working_days_after(problem, day), start=1) if place == number)


def _working_days_after(problem: Problem, day: date) -> Iterator[date]:
    while True:
        day += ONE_DAY
        if is_working_day(problem, day):
            yield day
