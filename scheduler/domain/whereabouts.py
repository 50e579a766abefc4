"""Who and what is not free, and why. Times in minutes after the day's midnight."""

from datetime import date

from scheduler.domain.problem import Problem
from scheduler.domain.wording import WEEKDAY_NAMES


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
    booked = problem.rooms[room]
    begin, finish = start - booked.setup_minutes, end + booked.clear_minutes
    for part in sorted(problem.parts_of_room[room]):
        for absence in problem.absent("room", part, day, begin, finish):
            return absence.reason
    return None
