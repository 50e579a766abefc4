"""A calendar with one meeting, or one meeting day, put on another day, nothing else considered."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from scheduler.dates.deadlines import agenda_deadline
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem


def moved(problem: Problem, plan: Plan, asked: Asked, day: date, start: int | None = None) -> Plan:
    """Return the calendar with a meeting on another day, whatever rule that breaks; a meeting day moves whole.

    Where another meeting of its body is there already, it comes before that one, so that it is the one that stays.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan
        The calendar as it is.
    asked : Asked
        The meeting, as the calendar has it.
    day : date
        Its new day.
    start : int, optional
        Its new start in minutes after midnight; left out, it starts as it does now. In a meeting day, only the
        meeting that is asked about takes it.

    """
    meetings = tuple(_meetings(problem, plan, asked, day, start))
    occurrences = tuple(replace(one, date=day) if one is asked.occurrence else one for one in plan.occurrences)
    order = sorted(meetings, key=lambda one: (one.date, one.start, one.body, one.uid not in asked.uids))
    return replace(
        plan,
        meetings=tuple(order),
        occurrences=numbered(occurrences),
    )


def numbered(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Return occurrences of meeting days in order of date, with their numbers."""
    numbers: dict[str, int] = {}
    found = []
    for one in sorted(occurrences, key=lambda one: (one.date, one.meeting_day)):
        numbers[one.meeting_day] = number = numbers.get(one.meeting_day, 0) + 1
        found.append(replace(one, sequence=number))
    return tuple(found)


def _meetings(problem: Problem, plan: Plan, asked: Asked, day: date, start: int | None) -> Iterator[Meeting]:
    for meeting in plan.meetings:
        body = problem.bodies.get(meeting.body)
        if meeting.uid not in asked.uids or not meeting.live or body is None:
            yield meeting
        elif asked.occurrence is None or body.alive_on(day):
            own = asked.occurrence is None or meeting.uid in asked.own
            begin = start if start is not None and own else meeting.start
            end = begin + problem.duration_of(body)
            deadline = agenda_deadline(problem, body, day)
            yield replace(meeting, date=day, start=begin, end=end, agenda_deadline=deadline)
