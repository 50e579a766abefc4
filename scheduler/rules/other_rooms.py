"""What an officer might do about rooms: another of the council's, one that is found elsewhere, or longer hours."""

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.bodies import Body
from scheduler.domain.changes import with_fields
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import room_title
from scheduler.domain.wording import counted, listed
from scheduler.rules.protocol import Ease, Remedy

Subject = Body | MeetingDay


def other_rooms(problem: Problem, code: str) -> Iterator[Remedy]:
    """Yield that a body, or a meeting day, sits in another room of the council, or in one that is found elsewhere."""
    subject: Subject | None = problem.bodies.get(code) or problem.meeting_days.get(code)
    if subject is None:
        return
    if isinstance(subject, Body) and (subject.room is not None or subject.venue is not None):
        kept = room_title(problem, subject.room) if subject.room is not None else subject.venue
        words = f"Let {subject.name} sit in another room than {kept}."
        yield Remedy(words, with_fields(problem, code, room=None, venue=None), Ease.ANOTHER_ROOM, within=False)
    found = _one_more(problem, subject)
    whom = subject.name if isinstance(subject, Body) else f"all who sit on {subject.name}, its lunch included"
    features = listed([one.replace("_", " ") for one in sorted(found.features)])
    kind = f" with {features}" if features else ""
    words = f"Find a room elsewhere{kind}, with {counted(found.capacity, 'seat')}, for {whom}."
    wider = replace(problem, rooms={**problem.rooms, found.code: found})
    freed = with_fields(wider, code, room=None) if isinstance(subject, Body) else wider
    yield Remedy(words, freed, Ease.ANOTHER_ROOM + 1, within=False)


def for_those_who_need(problem: Problem, room: str) -> Iterator[Remedy]:
    """Yield another room for each body that would have to sit in this one."""
    for body in problem.bodies.values():
        if not body.online and not body.cadence.never and [one.code for one in _large_enough(problem, body)] == [room]:
            yield from other_rooms(problem, body.code)


def open_longer(problem: Problem, room: str) -> Iterator[Remedy]:
    """Yield that a room and its parts are open whenever they are wanted."""
    parts = problem.parts_of_room[room]
    rooms = {
        code: replace(one, open_from=None, open_to=None) if code in parts else one
        for code, one in problem.rooms.items()
    }
    words = f"Ask whether {problem.rooms[room].name} can be open longer."
    yield Remedy(words, replace(problem, rooms=rooms), Ease.ANOTHER_ROOM)


def _one_more(problem: Problem, subject: Subject) -> Room:
    """Return a room that would do for a body, or for each body of a meeting day and its lunch."""
    bodies = [subject] if isinstance(subject, Body) else list(problem.bodies_of_meeting_day(subject.code))
    members = {row.person for body in bodies for row in problem.memberships_of_body[body.code]}
    day = subject if isinstance(subject, MeetingDay) else problem.meeting_days.get(subject.meeting_day or "")
    venues = [subject.venue, None if day is None else day.venue, *(room.venue for room in problem.rooms.values())]
    return Room(
        next(
            code
            for code in (f"ELSEWHERE{count}" for count in range(len(problem.rooms) + 1))
            if code not in problem.rooms
        ),
        "a room found elsewhere",
        next((venue for venue in venues if venue), "elsewhere"),
        len(members) + max((body.extra_seats for body in bodies), default=0) + 1,
        frozenset(feature for body in bodies for feature in body.room_features),
    )


def _large_enough(problem: Problem, body: Body) -> list[Room]:
    return [
        room for room in problem.rooms.values() if room.suits(body) and room.capacity >= problem.fewest_seats[body.code]
    ]
