"""Every meeting that is not online only, and every lunch, has a room that the input knows.

Source: Local Government Act 1972 s.100A(6)(a): the notice names the place of the meeting.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.lending import lending
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.rooms import Room
from scheduler.domain.seating import room_taken
from scheduler.domain.titles import lunch_title, meeting_title
from scheduler.domain.verbs import MEETING, ROOMS, Choices, Post
from scheduler.domain.wording import counted, listed
from scheduler.rules import equipment, room_capacity, room_features, room_hours, unavailable
from scheduler.rules.other_rooms import other_rooms
from scheduler.rules.protocol import Bar, Remedy, Rule

RULE = Rule(
    "room_missing",
    source="Local Government Act 1972 s.100A(6)(a)",
    about=ROOMS,
    touches={ROOMS},
    horizon=MEETING,
    ease=23,
)
MOST_ROOMS_NAMED = 3


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Give every meeting that is not online, and every lunch, one room."""
    for sitting in choices.sittings:
        if not sitting.body.online:
            rooms = [choices.in_room(sitting, room) for room in choices.rooms_for(sitting)]
            reason = Reason(RULE.name, sitting.body.code, f"{sitting.body.name} sits in one of the council's rooms.")
            post.require(sum(rooms) >= choices.held(sitting), reason)
    for gathering in choices.gatherings:
        if problem.lunch_of(gathering.meeting_day.code) is not None:
            rooms = [choices.lunch_in(gathering, room) for room in choices.lunch_rooms_for(gathering)]
            message = f"The lunch of {gathering.meeting_day.name} is in one of the council's rooms."
            reason = Reason(RULE.name, gathering.meeting_day.code, message)
            post.require(sum(rooms) >= choices.held(gathering), reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings and lunches without a room, or in one that the input lacks."""
    for meeting in plan.live:
        title = meeting_title(problem, meeting)
        if meeting.room is None and not problem.bodies[meeting.body].online:
            yield Breach(RULE.name, f"{title} has no room.", bodies=(meeting.body,), dates=(meeting.date,))
        elif meeting.room is not None and meeting.room not in problem.rooms:
            message = f"{title} is in a room that the input does not know, {meeting.room}."
            yield Breach(RULE.name, message, bodies=(meeting.body,), rooms=(meeting.room,), dates=(meeting.date,))
    for occurrence in plan.occurrences:
        if occurrence.lunch is None or occurrence.lunch.room in problem.rooms:
            continue
        room, title = occurrence.lunch.room, lunch_title(problem, occurrence)
        message = f"There is no room for {title}."
        if room is not None:
            message = f"A room that the input does not know, {room}, is planned for {title}."
        yield Breach(RULE.name, message, rooms=() if room is None else (room,), dates=(occurrence.date,))


def suited(problem: Problem, subject: Body | MeetingDay) -> list[Room]:
    """Return the rooms of the kind a body, or the lunch of a meeting day, needs, at the venue of its meeting day."""
    day = subject if isinstance(subject, MeetingDay) else problem.meeting_days.get(subject.meeting_day or "")
    venue = None if day is None else day.venue
    return [
        room
        for room in problem.rooms.values()
        if venue in (None, room.venue) and (isinstance(subject, MeetingDay) or room.suits(subject))
    ]


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield why no room would do for a body, or for the lunch of a meeting day: by the rule that takes the last one."""
    if start is None:
        return
    if isinstance(subject, Body):
        if not subject.online:
            seats = problem.seats_needed(subject.code, day)
            when = day, start, start + problem.duration_of(subject)
            rooms, code = suited(problem, subject), subject.code
            without = {room.code for room in rooms if not lending(problem).within(code, None, room.code)}
            yield from _none_left(problem, (code, subject.name), rooms, without, seats, when)
        return
    lunch = problem.lunch_of(subject.code)
    if lunch is not None:
        named = subject.code, f"The lunch of {subject.name}"
        seats = room_capacity.lunch_guests(problem, subject.code, day)
        rooms, when = suited(problem, subject), (day, lunch.start, lunch.end)
        without = {room.code for room in rooms if not lending(problem).within(None, subject.code, room.code)}
        yield from _none_left(problem, named, rooms, without, seats, when)


def _none_left(
    problem: Problem,
    subject: tuple[str, str],
    rooms: Sequence[Room],
    without: Collection[str],
    seats: int,
    when: tuple[date, int, int],
) -> Iterator[Bar]:
    """Yield a reason where no room would do: none suits, has the equipment, is large enough, is open, or is free.

    `without` are the rooms in which something that is needed is not to be had.
    """
    code, name = subject
    equipped = [room for room in rooms if room.code not in without]
    large = [room for room in equipped if room.capacity >= seats]
    open_then = [room for room in large if room_hours.is_open(problem, room, *when[1:])]
    taken = {room.name: room_taken(problem, room.code, *when) for room in open_then}
    if not rooms:
        rule, message = room_features.RULE, f"{name} has no room that suits it."
    elif not equipped:
        rule, message = equipment.RULE, f"{name} needs equipment that is not to be had in any room that suits it."
    elif not large:
        rule = room_capacity.RULE
        there = " and has its equipment" if without else ""
        message = f"{name} needs {counted(seats, 'seat')}, and no room that suits it{there} has so many."
    elif not open_then:
        rule = room_hours.RULE
        message = (
            f"{name} could only use {_named([room.name for room in large])}, which is not open then, set-up included."
        )
    elif all(why is not None for why in taken.values()):
        rule = unavailable.RULE
        named = _named([f"{room} ({why})" for room, why in taken.items()])
        message = f"{name} could only use what is not available that day: {named}."
    else:
        return
    yield Bar(Reason(rule.name, code, message), "no room that suits it is open and free")


def _named(rooms: Sequence[str]) -> str:
    """Name some rooms, and say how many more there are."""
    more = len(rooms) - MOST_ROOMS_NAMED
    return listed([*rooms[:MOST_ROOMS_NAMED], *([counted(more, "other room")] if more > 0 else [])])


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield another room."""
    yield from other_rooms(problem, reason.subject)
