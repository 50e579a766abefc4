"""Who and what is not free, and why; and who sits where in a plan. Times in minutes after the day's midnight."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from scheduler.domain.calendar import Absence
from scheduler.domain.people import Membership
from scheduler.domain.plan import ATTENDS, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import lunch_title, meeting_title
from scheduler.domain.verbs import DAY, WEEK, Horizon
from scheduler.domain.wording import WEEKDAY_NAMES, counted, listed, long_date, span


def person_away(problem: Problem, person: str, day: date, start: int, end: int) -> str | None:
    """Return why a person cannot be anywhere from start to end on the day, None if they can."""
    weekdays = problem.people[person].weekdays
    if weekdays is not None and day.weekday() not in weekdays:
        return f"does not attend on a {WEEKDAY_NAMES[day.weekday()]}"
    if day not in problem.days_absent("person", person):
        return None
    return next((absence.reason for absence in problem.absent("person", person, day, start, end)), None)


def days_in_doubt(problem: Problem, person: str) -> Iterator[tuple[int, date]]:
    """Yield the days of the calendar, with their numbers from its first, on which a person may be away for some time.

    On all others `person_away` is None, whatever the time.
    """
    weekdays, near = problem.people[person].weekdays, problem.days_absent("person", person)
    if weekdays is None and not near:
        return
    for number, day in enumerate(problem.days):
        if day in near or (weekdays is not None and day.weekday() not in weekdays):
            yield number, day


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


@dataclass(frozen=True)
class Seat:
    """A membership in force that somebody fills at a meeting."""

    membership: Membership
    in_person: bool


def filled_seats(problem: Problem, meeting: Meeting) -> Iterator[Seat]:
    """Yield the memberships in force on the day that the member or a substitute fills."""
    filled: dict[tuple[str, str], bool] = {}
    for row, _ in meeting.present():
        key = row.person, row.role
        filled[key] = filled.get(key, False) or row.outcome == ATTENDS
    for membership in problem.memberships_on(meeting.body, meeting.date):
        key = membership.person, membership.role
        if key in filled:
            yield Seat(membership, filled[key])


def place_of(problem: Problem, meeting: Meeting) -> str | None:
    """Return the venue people have to travel to, None for an online meeting; a fact is where it is."""
    return meeting.venue if problem.is_fact(meeting) or not problem.bodies[meeting.body].online else None


def minutes_between(problem: Problem, one: Meeting, two: Meeting) -> int:
    """Return the minutes that somebody needs between two meetings: for the way, or to pause within a venue.

    At one venue the meetings of a meeting day follow one another as its sessions do.
    """
    here, there = place_of(problem, one), place_of(problem, two)
    of_one_day = one.meeting_day is not None and (one.meeting_day, one.date) == (two.meeting_day, two.date)
    return 0 if here == there and of_one_day else problem.travel_minutes(here, there)


def in_the_way(problem: Problem, one: Meeting, two: Meeting) -> bool:
    """Whether nobody can sit at both: they overlap, the way or pause between them included."""
    return one.overlaps(two, minutes_between(problem, one, two))


def in_parts(meetings: Iterable[Meeting], horizon: Horizon) -> Iterator[list[Meeting]]:
    """Yield meetings in order: those of a day together, or of a week or the whole calendar at a wider horizon."""
    order = sorted(meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    for _, theirs in groupby(order, key=lambda meeting: part_of(meeting.date, horizon)):
        yield list(theirs)


def part_of(day: date, horizon: Horizon) -> tuple[int, ...]:
    """Return what tells a day's part of the calendar, as `in_parts` has them, from all others."""
    if horizon <= DAY:
        return (day.toordinal(),)
    return day.isocalendar()[:2] if horizon == WEEK else ()


def required_missing(problem: Problem, plan: Plan, meeting: Meeting) -> Iterator[tuple[str, Meeting | None]]:
    """Yield each required person who is neither there nor deputised for, and the meeting that holds them, if any."""
    required = [row for row in problem.memberships_on(meeting.body, meeting.date) if row.required]
    filled = {(row.person, row.role) for row, _ in meeting.present()} if required else set()
    for membership in required:
        if (membership.person, membership.role) in filled:
            continue
        yield membership.person, held_elsewhere(problem, plan, membership.person, meeting)


def held_elsewhere(problem: Problem, plan: Plan, person: str, meeting: Meeting) -> Meeting | None:
    """Return the meeting at which a person sits and from which they cannot be at another, if there is one."""
    elsewhere = (other for other in plan.engagements.get(person, ()) if other is not meeting)
    return next((other for other in elsewhere if in_the_way(problem, other, meeting)), None)


def too_close_in_words(problem: Problem, one: Meeting, two: Meeting) -> str:
    """Say of two meetings that do not overlap how far apart they are, and should be; nothing of others."""
    if one.overlaps(two):
        return ""
    apart = max(one.start - two.end, two.start - one.end)
    return f"{counted(apart, 'minute')} apart where {minutes_between(problem, one, two)} are needed"


@dataclass(frozen=True)
class Booking:
    """A room taken on a day, set-up and clearing included. Times in minutes after midnight."""

    room: Room
    date: date
    start: int
    end: int
    title: str
    """What it is booked for, in words."""
    bodies: tuple[str, ...] = ()
    """The body that sits there; nobody for a lunch."""
    fact: bool = False
    """Whether what it is booked for is a fact."""
    lunch_of: str | None = None
    """Of a lunch, its meeting day."""


def bookings(problem: Problem, plan: Plan) -> Iterator[Booking]:
    """Yield every booking of a room that the input knows: the meetings in the plan's order, then the lunches."""
    for meeting in plan.live:
        room = None if meeting.room is None else problem.rooms.get(meeting.room)
        if room is not None:
            start, end = room.booked(meeting.start, meeting.end)
            fact = problem.is_fact(meeting)
            yield Booking(room, meeting.date, start, end, meeting_title(problem, meeting), (meeting.body,), fact)
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        room = None if lunch is None or lunch.room is None else problem.rooms.get(lunch.room)
        if lunch is not None and room is not None:
            start, end = room.booked(lunch.start, lunch.end)
            fact = problem.is_fact(occurrence)
            title = lunch_title(problem, occurrence)
            yield Booking(room, occurrence.date, start, end, title, fact=fact, lunch_of=occurrence.meeting_day)
