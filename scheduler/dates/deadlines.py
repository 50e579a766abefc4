"""The days by which papers must be out, and the latest day on which a feeder may sit."""

from datetime import date

from scheduler.dates.closed_dates import may_sit
from scheduler.dates.working_days import ONE_DAY, clear_working_days, working_days_before
from scheduler.domain.bodies import Body, ReportingLine
from scheduler.domain.problem import Problem


def agenda_deadline(problem: Problem, body: Body, day: date) -> date | None:
    """Return the last working day to publish the agenda of a meeting on the day; None without notice.

    Source: Local Government Act 1972 s.100B, as amended by SI 2002/715: five clear days in England.
    """
    if not body.notice_clear_days:
        return None
    return working_days_before(problem, day, body.notice_clear_days)


def latest_feeder_day(problem: Problem, line: ReportingLine, receiver_day: date) -> date | None:
    """Return the latest day in the calendar on which the feeder may sit and still serve the receiver.

    None if no such day is left before the calendar begins: the receiver's meeting is then exempt.
    """
    feeder = problem.bodies[line.from_body]
    day = receiver_day if line.min_working_days == 0 else receiver_day - ONE_DAY
    while day >= problem.settings.start_date:
        if may_sit(problem, feeder, day) and clear_working_days(problem, day, receiver_day) >= line.min_working_days:
            return day
        day -= ONE_DAY
    return None


def feeder_window(problem: Problem, line: ReportingLine, receiver_day: date) -> tuple[date, date]:
    """Return the first and last day, both included, on which a meeting of the feeder serves a receiver's meeting.

    Weekdays and closed days are not looked at; a last day before the first means that there is none.
    """
    last = receiver_day
    while (
        clear_working_days(problem, last, receiver_day) < line.min_working_days and last >= problem.settings.start_date
    ):
        last -= ONE_DAY
    if line.max_working_days is None:
        return problem.settings.start_date, last
    first = last
    while (
        first > problem.settings.start_date
        and clear_working_days(problem, first - ONE_DAY, receiver_day) <= line.max_working_days
    ):
        first -= ONE_DAY
    if clear_working_days(problem, first, receiver_day) > line.max_working_days:
        first = last + ONE_DAY
    return first, last
