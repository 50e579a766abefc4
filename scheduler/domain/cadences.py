"""How often something meets: whose cadence it keeps, the periods it counts by, and its part of the calendar."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.calendar import Period
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.remembered import of_problem


def with_own_dates(problem: Problem) -> Iterator[Body | MeetingDay]:
    """Yield bodies with meetings of their own, then meeting days; the other bodies sit on the dates of those."""
    yield from (body for body in problem.bodies.values() if body.meeting_day is None)
    yield from problem.meeting_days.values()


def held_as(problem: Problem, subject: Body | MeetingDay) -> Body | MeetingDay:
    """Return whose cadence a body or meeting day keeps: that of the meeting day it sits in, or its own."""
    if isinstance(subject, Body) and subject.meeting_day is not None:
        return problem.meeting_days[subject.meeting_day]
    return subject


def periods_of(problem: Problem, subject: Body | MeetingDay) -> tuple[Period, ...]:
    """Return the periods of the set that a body or meeting day counts by, in order of date."""
    cycle = (held_as(problem, subject).cycle or "").casefold()
    periods = (period for period in problem.periods if (period.cycle or "").casefold() == cycle)
    return tuple(sorted(periods, key=lambda period: period.start_date))


def period_of(problem: Problem, subject: Body | MeetingDay, day: date) -> Period | None:
    """Return the period of a body or meeting day in which a day lies, None between its periods."""
    return next((period for period in periods_of(problem, subject) if day in period), None)


def most_meetings(problem: Problem, subject: Body | MeetingDay) -> int:
    """Return the most meetings that the cadence of a body or meeting day asks for."""
    cadence = held_as(problem, subject).cadence
    if cadence.per_period is None:
        return cadence.maximum or 0
    return cadence.per_period * len(periods_of(problem, subject))


def life_of(problem: Problem, subject: Body | MeetingDay) -> tuple[date, date]:
    """Return the first and last day of the calendar on which a body exists; all of it for a meeting day.

    The last is before the first where that is none.
    """
    first, last = problem.settings.start_date, problem.settings.end_date
    if isinstance(subject, MeetingDay):
        return first, last
    return max(first, subject.start_date or first), min(last, subject.end_date or last)


def most_in_life(problem: Problem, subject: Body | MeetingDay) -> int:
    """Return the most meetings that what has dates of its own may hold: per period, in those that its life touches."""
    if subject.cadence.per_period is None:
        return subject.cadence.maximum or 0
    first, last = life_of(problem, subject)
    touched = [p for p in periods_of(problem, subject) if max(first, p.start_date) <= min(last, p.end_date)]
    return subject.cadence.per_period * len(touched)


def met_before(problem: Problem, body: Body, *, extras: bool = True) -> tuple[date, ...]:
    """Return when a body met in the years before this calendar, by the baseline, in order; without extras if asked."""
    dates = _met_before(problem).get(body.code, {})
    return tuple(sorted(day for day, regular in dates.items() if extras or regular))


@of_problem
def _met_before(problem: Problem) -> dict[str, dict[date, bool]]:
    """Return the dates before the calendar of each body, by its code, and whether one is of its cadence."""
    found: defaultdict[str, dict[date, bool]] = defaultdict(dict)
    for year in () if problem.baseline is None else problem.baseline.years:
        for meeting in year.live:
            if meeting.date < problem.settings.start_date:
                dates = found[meeting.body]
                dates[meeting.date] = dates.get(meeting.date, False) or not meeting.extra
    return dict(found)
