"""The days on which something may not, or had better not, be held."""

from collections.abc import Iterator
from datetime import date

from scheduler.dates.public_holidays import public_holiday
from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem


def closures(problem: Problem, day: date, tags: tuple[str, ...]) -> Iterator[str]:
    """Yield every reason why nothing known by these tags may be held on the day.

    Tags are a body's `tags`, or a meeting day's code.
    """
    if not problem.settings.start_date <= day <= problem.settings.end_date:
        yield "outside the calendar's first and last day"
    else:
        holiday = public_holiday(problem.settings.holidays, day)
        if holiday is not None:
            yield f"public holiday ({holiday})"
    for row in problem.closed_dates:
        if row.strength == "closed" and row.concerns(day, tags):
            yield row.reason


def why_closed(problem: Problem, day: date, tags: tuple[str, ...]) -> str | None:
    """Return the first reason why nothing known by these tags may be held on the day, None if it may."""
    return next(closures(problem, day, tags), None)


def why_avoided(problem: Problem, day: date, tags: tuple[str, ...]) -> str | None:
    """Return why the day had better be avoided by something known by these tags, None if it need not."""
    rows = (row for row in problem.closed_dates if row.strength == "avoid" and row.concerns(day, tags))
    return next((row.reason for row in rows), None)


def may_sit(problem: Problem, body: Body, day: date) -> bool:
    """Whether the day is one of the body's weekdays and open to it."""
    return day.weekday() in problem.weekdays_of(body) and why_closed(problem, day, body.tags) is None
