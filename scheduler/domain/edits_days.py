"""Changes of when: weekdays, sessions, start times, closed dates and how often."""

from dataclasses import replace
from datetime import date

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.domain.wording import WEEKDAY_NAMES, clock, counted, listed, long_date
from scheduler.errors import CannotChange

MIDNIGHT = 24 * 60


def sits_only_on(problem: Problem, code: str, weekdays: frozenset[int]) -> Problem:
    """Return the problem with a body, or a meeting day, on these weekdays only; dates already fixed stay fixed.

    The weekday of a fixed date is closed on every day but that one: a fixed meeting is exempt from no rule, and
    would else make every other weekday impossible.
    """
    fixed = {row.date for row in problem.fixed_meetings if code in (row.body, row.meeting_day)}
    strays = {day.weekday() for day in fixed} - weekdays
    names = listed([f"{WEEKDAY_NAMES[day]}s" for day in sorted(weekdays)])
    closed = (
        ClosedDate(day, day, f"{code} sits on {names} only, but for dates that are fixed", applies_to=(code,))
        for day in problem.days
        if day.weekday() in strays and day not in fixed
    )
    changed = _with(problem, code, weekdays=weekdays | strays)
    return replace(changed, closed_dates=(*problem.closed_dates, *closed)) if strays else changed


def prefers(problem: Problem, code: str, weekdays: frozenset[int]) -> Problem:
    """Return the problem with a body, or a meeting day, that would rather sit on these weekdays."""
    return _with(problem, code, preferred_weekdays=weekdays)


def meets(problem: Problem, code: str, least: int, most: int) -> Problem:
    """Return the problem with a body, or a meeting day, that meets from `least` to `most` times in the year.

    Raises
    ------
    CannotChange
        If the body meets as often as its meeting day does, or the numbers are beyond the calendar's days.

    """
    body = problem.bodies.get(code)
    if body is not None and body.meeting_day is not None:
        message = f"{body.name} meets as often as its meeting day {body.meeting_day} does"
        raise CannotChange(message, f"Write {body.meeting_day} instead.")
    if most > len(problem.days):
        raise CannotChange(f"the calendar has only {counted(len(problem.days), 'day')}", "Write fewer.", "value")
    return _with(problem, code, cadence=Cadence(minimum=least, maximum=most))


def _with(problem: Problem, code: str, **fields: object) -> Problem:
    """Return the problem with other fields of the body or meeting day of that code, or of both."""
    bodies: dict[str, Body] = dict(problem.bodies)
    if code in bodies:
        bodies[code] = replace(bodies[code], **fields)  # type: ignore[arg-type] # mypy knows no fields by name
    meeting_days: dict[str, MeetingDay] = dict(problem.meeting_days)
    if code in meeting_days:
        meeting_days[code] = replace(meeting_days[code], **fields)  # type: ignore[arg-type] # the same
    return replace(problem, bodies=bodies, meeting_days=meeting_days)


def starts_at(problem: Problem, body: str, times: tuple[int, ...]) -> Problem:
    """Return the problem with a body that starts at one of these times, in minutes after midnight.

    Raises
    ------
    CannotChange
        If a session sets its start, or its meeting would not be over by midnight.

    """
    changed = problem.bodies[body]
    if changed.session is not None:
        message = f"{changed.name} starts when its session {changed.meeting_day}:{changed.session} does"
        raise CannotChange(message, f"Change session {changed.meeting_day}:{changed.session} instead.")
    minutes = problem.duration_of(changed)
    if max(times) + minutes >= MIDNIGHT:
        message = f"a meeting of {minutes} minutes from {clock(max(times))} would not be over by midnight"
        raise CannotChange(message, "Write an earlier start.", "value")
    return replace(problem, bodies={**problem.bodies, body: replace(changed, start_times=times)})


def session_runs(problem: Problem, session: tuple[str, str], start: int, end: int) -> Problem:
    """Return the problem with other hours of a session; `sessions_fit` is for when all are changed."""
    changed = replace(problem.sessions[session], start=start, end=end)
    return replace(problem, sessions={**problem.sessions, session: changed})


def sessions_fit(problem: Problem, session: tuple[str, str]) -> None:
    """Raise CannotChange if the session overlaps another of its meeting day, or is too short for a body of it."""
    own = problem.sessions[session]
    for other in problem.sessions.values():
        if (
            other is not own
            and other.meeting_day == own.meeting_day
            and own.start < other.end
            and other.start < own.end
        ):
            message = f"{own.code} overlaps {other.code}, which runs from {clock(other.start)} to {clock(other.end)}"
            raise CannotChange(message, f"Write other hours, or a row that moves {other.code} as well.", "value")
    length = own.end - own.start
    for body in problem.bodies_of_session[session]:
        if problem.duration_of(body) > length:
            message = f"{body.name} sits for {problem.duration_of(body)} minutes, and {own.code} would have {length}"
            raise CannotChange(message, "Write longer hours.", "value")


def closed_on(problem: Problem, first: date, last: date, reason: str) -> Problem:
    """Return the problem with days on which nothing is held.

    Raises
    ------
    CannotChange
        If none of them is a day of the calendar.

    """
    settings = problem.settings
    if last < settings.start_date or first > settings.end_date:
        ends = f"{long_date(settings.start_date)} to {long_date(settings.end_date)}"
        raise CannotChange(f"the calendar runs from {ends}, and this is outside", "Write days of the calendar.")
    return replace(problem, closed_dates=(*problem.closed_dates, ClosedDate(first, last, reason)))
