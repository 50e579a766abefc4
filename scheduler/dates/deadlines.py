"""Notice: working days, clear working days between two dates, and the deadlines of agendas and reports."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from scheduler.dates.closed_dates import may_sit, public_holiday
from scheduler.domain.bodies import Body, ReportingLine
from scheduler.domain.problem import Problem

ONE_DAY = timedelta(days=1)
FRIDAY = 4


def is_working_day(problem: Problem, day: date) -> bool:
    """Whether the day is Monday to Friday, no public holiday, and the offices are open.

    Source: *R v Swansea City Council ex p Elitestone* (1993), which read "clear days" as working days.
    """
    return _works(problem.settings.holidays, problem.non_working_days, day)


def _works(nation: str, non_working: frozenset[date], day: date) -> bool:
    """Whether offices in a nation work on a day; `non_working` are those on which they are shut besides."""
    return day.weekday() <= FRIDAY and day not in non_working and public_holiday(nation, day) is None


def clear_working_days(problem: Problem, earlier: date, later: date) -> int:
    """Count the working days strictly between two dates; neither end counts.

    Source: *R v Herefordshire Justices* (1820); Local Government Act 1972 s.100A(6)(a).
    """
    if later <= earlier:
        return 0
    counted = _working_days_by(problem)
    before, after = counted.get(earlier), counted.get(later - ONE_DAY)
    if before is not None and after is not None:
        return after - before
    return sum(is_working_day(problem, earlier + ONE_DAY * n) for n in range(1, (later - earlier).days))


@lru_cache(maxsize=8)
def _working_days_by(problem: Problem) -> dict[date, int]:
    """Return how many working days of the calendar there are up to each of its days."""
    counts = accumulate(is_working_day(problem, day) for day in problem.days)
    return dict(zip(problem.days, counts, strict=True))


def working_days_before(problem: Problem, day: date, clear: int) -> date:
    """Return the last working day that leaves so many clear working days before the day.

    Raises
    ------
    BeyondHorizon
        If counting back leaves the years whose public holidays are known.

    """
    return _counted_back(problem.settings.holidays, problem.non_working_days, day, clear)


@lru_cache(maxsize=100_000)
def _counted_back(nation: str, non_working: frozenset[date], day: date, clear: int) -> date:
    """Return the working day before a day with so many between; the same for every part of one problem."""
    found = day - ONE_DAY
    left = clear
    while True:
        if _works(nation, non_working, found):
            if left == 0:
                return found
            left -= 1
        found -= ONE_DAY


def agenda_deadline(problem: Problem, body: Body, day: date) -> date | None:
    """Return the last working day to publish the agenda of a meeting on the day; None without notice.

    Source: Local Government Act 1972 s.100B, as amended by SI 2002/715: five clear days in England.
    """
    if not body.notice_clear_days:
        return None
    return working_days_before(problem, day, body.notice_clear_days)


def report_deadline(problem: Problem, agenda: date | None) -> date | None:
    """Return the last day for reports to a meeting whose agenda is due on a day: the working day before; None for None.

    Source: LGA 1972 s.100B: reports are open to inspection with the agenda, so they are in before it is published.
    """
    return None if agenda is None else working_days_before(problem, agenda, 0)


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
