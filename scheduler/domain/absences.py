"""Who and what is not free, and why. Times in minutes after the day's midnight."""

from datetime import date, datetime, timedelta

from scheduler.domain.calendar import Absence
from scheduler.domain.problem import MONDAY_TO_FRIDAY, Problem
from scheduler.domain.wording import WEEKDAY_NAMES, counted, listed, long_date, span


def person_away(problem: Problem, person: str, day: date, start: int, end: int) -> str | None:
    """Return why a person cannot be anywhere from start to end on the day, None if they can."""
    weekdays = problem.people[person].weekdays
    if weekdays is not None and day.weekday() not in weekdays:
        return f"does not attend on a {WEEKDAY_NAMES[day.weekday()]}"
    return next((absence.reason for absence in problem.absent("person", person, day, start, end)), None)


def room_taken(problem: Problem, room: str, day: date, start: int, end: int) -> str | None:
    """Return why a room cannot be booked for a meeting from start to end, None if it can.

    Set-up and clearing are added to the meeting; every part of a combined room counts.
    """
    begin, finish = problem.rooms[room].booked(start, end)
    for part in sorted(problem.parts_of_room[room]):
        for absence in problem.absent("room", part, day, begin, finish):
            return absence.reason
    return None


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
