"""All that a register tells of a calendar, gathered once for the sentences, the sheets and the screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from scheduler.domain.attendance_register import AttendanceRegister, Mark
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.who_came.meetings import Attended, WhoCame, attended
from scheduler.outputs.who_came.member_return import Return, member_return, return_by_body
from scheduler.outputs.who_came.misses import Missed, always_missed
from scheduler.outputs.who_came.six_months import SixMonths, six_months
from scheduler.outputs.who_came.stand_down import Suggestion, suggestions


@dataclass(frozen=True)
class AttendanceReport:
    """What a register tells of a calendar."""

    problem: Problem
    plan: Plan
    register: AttendanceRegister
    now: datetime | None
    """The moment by the council's own clock; None where nobody said what day it is."""
    held: Attended
    six_months: SixMonths | None
    """None without a day, or where the law of the day says nothing."""
    missed: tuple[Missed, ...]
    stand_down: tuple[Suggestion, ...]
    returns: tuple[Return, ...]
    by_body: tuple[Return, ...]

    @property
    def of_other_calendars(self) -> tuple[Mark, ...]:
        """The marks of meetings that neither this calendar nor what it keeps of the years before has."""
        known = self.plan.uids
        return tuple(mark for mark in self.register.marks if mark.meeting not in known)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and the last day of the meetings with a record; None without any."""
        days = [one.meeting.date for one in self.held.recorded]
        return (min(days), max(days)) if days else None


def attendance_report(
    problem: Problem, plan: Plan, register: AttendanceRegister, now: datetime | None
) -> AttendanceReport:
    """Return all that a register tells of a calendar; of the law on absence, and of what could stand down, as of a day.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and its calendar.
    register : AttendanceRegister
        Who came.
    now : datetime, optional
        The moment by the council's own clock.

    """
    held = attended(problem, plan, register, now)
    return AttendanceReport(
        problem,
        plan,
        register,
        now,
        held,
        None if now is None else six_months(problem, plan, register, now.date()),
        always_missed(held.recorded),
        () if now is None else suggestions(problem, plan, held, now),
        member_return(problem, held.recorded),
        return_by_body(problem, held.recorded),
    )


def by_month(held: Sequence[WhoCame]) -> dict[str, dict[tuple[int, int], Fraction]]:
    """Return how much of each body's votes were there in each month, by body and by year and month."""
    votes: dict[str, dict[tuple[int, int], list[tuple[int, int]]]] = {}
    for one in held:
        month = one.meeting.date.year, one.meeting.date.month
        if one.outcomes:  # a body without anybody who votes has no share
            votes.setdefault(one.meeting.body, {}).setdefault(month, []).append((one.there, len(one.outcomes)))
    return {
        body: {
            month: Fraction(sum(there for there, _ in all_), sum(of for _, of in all_)) for month, all_ in own.items()
        }
        for body, own in votes.items()
    }
