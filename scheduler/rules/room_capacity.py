"""The room seats every member, required, expected or optional, and the body's extra seats.

A lunch needs seats for everyone with a membership of a body that sits that day, and the speaker. Source: Local
Government Act 1972 s.100A(1), a public meeting has room for the public; seed report S0 5.3 (boards "rather large").
"""

from collections.abc import Collection, Iterator
from datetime import date

from scheduler.domain.plan import Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Room
from scheduler.domain.sittings import Gathering
from scheduler.domain.titles import lunch_title, meeting_title
from scheduler.domain.verbs import DATES, LUNCHES, MEETING, MEMBERSHIPS, ROOMS, Choices, Post
from scheduler.domain.wording import counted
from scheduler.rules.other_rooms import other_rooms
from scheduler.rules.protocol import Remedy, Rule

RULE = Rule(
    "room_capacity",
    source="Local Government Act 1972 s.100A(1); Trafford Partnership 2015 5.3",
    about=ROOMS,
    touches={DATES, ROOMS, MEMBERSHIPS, LUNCHES},
    horizon=MEETING,
    ease=21,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Rule out the rooms that do not seat everyone on the day."""
    for sitting in choices.sittings:
        body = sitting.body
        if body.online:
            continue
        seats = {day: problem.seats_needed(body.code, day) for day in choices.open_days(sitting)}
        reason = Reason(RULE.name, body.code, f"{body.name} needs a room with {_so_many(seats.values())}.")
        for room in problem.rooms.values():
            short = [day for day, needed in seats.items() if needed > room.capacity]
            if short and len(short) == len(seats):
                post.forbid_room(sitting, room.code, reason)
            elif short:
                days = [choices.held_on(sitting, day) for day in short]
                post.at_most_one([choices.in_room(sitting, room.code), *days], reason)
    for gathering in choices.gatherings:
        if problem.lunch_of(gathering.meeting_day.code) is not None:
            _seat_the_lunch(problem, choices, gathering, post)


def _seat_the_lunch(problem: Problem, choices: Choices, gathering: Gathering, post: Post) -> None:
    meeting_day = gathering.meeting_day
    seats = {day: lunch_guests(problem, meeting_day.code, day) for day in choices.open_days(gathering)}
    message = f"The lunch of {meeting_day.name} needs a room with {_so_many(seats.values())}."
    reason = Reason(RULE.name, meeting_day.code, message)
    for room in problem.rooms.values():
        short = [day for day, needed in seats.items() if needed > room.capacity]
        if short and len(short) == len(seats):
            post.forbid_room(gathering, room.code, reason)
        elif short:
            days = [choices.held_on(gathering, day) for day in short]
            post.at_most_one([choices.lunch_in(gathering, room.code), *days], reason)
        full = [day for day, needed in seats.items() if needed == room.capacity]
        _no_seat_for_a_speaker(problem, choices, gathering, room, full, reason, post)


def _so_many(seats: Collection[int]) -> str:
    """Return how many seats are needed, which may differ from day to day."""
    fewest, most = min(seats, default=0), max(seats, default=0)
    return f"{counted(most, 'seat')}" if fewest == most else f"{fewest} to {most} seats, as membership changes"


def _no_seat_for_a_speaker(
    problem: Problem,
    choices: Choices,
    gathering: Gathering,
    room: Room,
    full: list[date],
    reason: Reason,
    post: Post,
) -> None:
    """Keep themes with a speaker off the days on which the members fill the room."""
    if full:
        on_a_full_day = sum(choices.held_on(gathering, day) for day in full)
        for theme in problem.themes.values():
            if theme.speaker is not None and theme.meeting_day == gathering.meeting_day.code:
                there = choices.lunch_in(gathering, room.code)
                post.require(there + on_a_full_day <= 1, reason, (choices.has_theme(gathering, theme.code),))


def lunch_guests(problem: Problem, meeting_day: str, day: date) -> int:
    """Count everyone with a membership of a body that sits in the meeting day, the speaker not included."""
    bodies = [body for body in problem.bodies_of_meeting_day(meeting_day) if body.alive_on(day)]
    return len({row.person for body in bodies for row in problem.memberships_on(body.code, day)})


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and lunches in a room with too few seats."""
    for meeting in plan.live:
        room = None if meeting.room is None else problem.rooms.get(meeting.room)
        needed = problem.seats_needed(meeting.body, meeting.date)
        if room is not None and room.capacity < needed:
            message = (
                f"{meeting_title(problem, meeting)} needs {counted(needed, 'seat')}, "
                f"and {room.name} has {room.capacity}."
            )
            yield Breach(RULE.name, message, bodies=(meeting.body,), rooms=(room.code,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        room = None if lunch is None or lunch.room is None else problem.rooms.get(lunch.room)
        needed = _lunch_seats(problem, plan, occurrence)
        if room is not None and room.capacity < needed:
            title = lunch_title(problem, occurrence)
            message = f"{room.name} has {counted(room.capacity, 'seat')}, and {title} needs {needed}."
            yield Breach(RULE.name, message, rooms=(room.code,), dates=(occurrence.date,))


def _lunch_seats(problem: Problem, plan: Plan, occurrence: Occurrence) -> int:
    facts = (one for one in problem.held if (one.meeting_day, one.date) == (occurrence.meeting_day, occurrence.date))
    bodies = {meeting.body for meeting in (*plan.of_occurrence(occurrence), *facts)}
    members = {row.person for body in bodies for row in problem.memberships_on(body, occurrence.date)}
    return len(members) + (occurrence.speaker is not None)


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield another room."""
    yield from other_rooms(problem, reason.subject)
