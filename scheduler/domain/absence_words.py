"""When somebody or something is not free, in words."""

from datetime import date, datetime, timedelta

from scheduler.domain.calendar import Absence
from scheduler.domain.problem import MONDAY_TO_FRIDAY, Problem
from scheduler.domain.wording import WEEKDAY_NAMES, counted, listed, long_date, span

MOST_NAMED = 3
"""Absences that are told one by one; more are counted."""
A_MINUTE = timedelta(minutes=1)


def when_away(problem: Problem, kind: str, who: str) -> str:
    """Return when a person, room or speaker is not free, as far as the calendar goes; empty where they always are."""
    first, last = problem.settings.start_date, problem.settings.end_date
    rows = [
        row
        for row in problem.absences_of.get((kind, who), ())
        if row.strength == "hard" and row.start.date() <= last and (row.end - A_MINUTE).date() >= first
    ]
    if len(rows) > MOST_NAMED:
        dates = sorted(row.start for row in rows)
        latest = max(row.end for row in rows) - A_MINUTE
        return f"{counted(len(rows), 'time')} {span(dates[0].date(), latest.date())}"
    return listed([f"{_time(row)} ({row.reason})" for row in rows])


def weekdays_title(weekdays: frozenset[int]) -> str:
    """Name weekdays as `Mondays or Thursdays`, and all but the weekend as `Mondays to Fridays`."""
    if weekdays == MONDAY_TO_FRIDAY:
        return "Mondays to Fridays"
    return listed([f"{WEEKDAY_NAMES[weekday]}s" for weekday in sorted(weekdays)], "or") or "days that do not exist"


def _time(row: Absence) -> str:
    last = (row.end - A_MINUTE).date()
    if _midnight(row.start) and _midnight(row.end):
        return span(row.start.date(), last)
    if row.start.date() == last:
        until = "midnight" if _midnight(row.end) else f"{row.end:%H:%M}"
        return f"on {long_date(last)} from {row.start:%H:%M} to {until}"
    return f"from {_moment(row.start)} to {_moment(row.end)}"


def _midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute) == (0, 0)


def _moment(moment: datetime) -> str:
    day: date = moment.date()
    return f"{long_date(day)} at {moment:%H:%M}"
