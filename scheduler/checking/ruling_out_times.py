"""What keeps a body from meeting at a time, were it the only one: people who are away, and no room to be had."""

from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.absences import person_away, room_taken
from scheduler.domain.bodies import Body
from scheduler.domain.people import Membership
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.rooms import Room
from scheduler.domain.titles import people_titles, person_title
from scheduler.domain.wording import counted, listed
from scheduler.rules.room_capacity import lunch_guests

MOST_ROOMS_NAMED = 3


def hindrances(problem: Problem, body: Body, day: date, start: int) -> Iterator[Reason]:
    """Yield what keeps a body from meeting on a day from a start, in minutes after midnight, were it the only one."""
    end = start + problem.duration_of(body)
    rows = problem.memberships_on(body.code, day)
    fillable = [row for row in rows if _can_be_filled(problem, row, day, start, end)]
    for row in rows:
        if row.required and row not in fillable:
            yield Reason("unavailable", row.person, _required(problem, body, row, day, start, end))
    leaders = [row.person for row in rows if row.presides]
    if leaders and all(person_away(problem, person, day, start, end) is not None for person in leaders):
        away = f"nobody could preside: {people_titles(problem, leaders)} {'is' if len(leaders) == 1 else 'are'} away"
        yield Reason("presiding", body.code, f"{body.name} needs its chair or a vice-chair, and {away}.")
    voting, needed = sum(row.voting for row in fillable), problem.quorum_on(body.code, day)
    if voting < needed:
        message = f"{body.name} has a quorum of {needed}, and only {counted(voting, 'voting member')} could be there."
        yield Reason("quorum", body.code, message)
    for rule in problem.quorum_rules_of(body.code):
        number = sum(problem.matches(rule, row) for row in fillable)
        if number < rule.minimum:
            message = f"{body.name} needs at least {rule.minimum} of {rule.of_whom}, and only {number} could be there."
            yield Reason("quorum_rule", f"{body.code} {rule.of_whom}", message)
    if not body.online:
        yield from _no_room(problem, body, day, start, end)


def _can_be_filled(problem: Problem, row: Membership, day: date, start: int, end: int) -> bool:
    """Whether the member, or somebody named to deputise, is free of absences."""
    return person_away(problem, row.person, day, start, end) is None or any(
        person_away(problem, substitute, day, start, end) is None
        for substitute in row.substitutes
        if not problem.is_member(substitute, row.body, day)
    )


def _required(problem: Problem, body: Body, row: Membership, day: date, start: int, end: int) -> str:
    name, why = person_title(problem, row.person), person_away(problem, row.person, day, start, end)
    deputies = "no substitute is named"
    if row.substitutes:
        deputies = f"so {'is' if len(row.substitutes) == 1 else 'are'} {people_titles(problem, row.substitutes)}"
    return f"{name} is required at {body.name} and is not available ({why}), and {deputies}."


def _no_room(problem: Problem, body: Body, day: date, start: int, end: int) -> Iterator[Reason]:
    meeting_day = None if body.meeting_day is None else problem.meeting_days[body.meeting_day]
    venue = None if meeting_day is None else meeting_day.venue
    suited = [
        room
        for room in problem.rooms.values()
        if set(body.room_features) <= room.features
        and body.room in (None, room.code)
        and body.venue in (None, room.venue)
        and venue in (None, room.venue)
    ]
    yield from _none_free(
        problem, (body.code, body.name), suited, problem.seats_needed(body.code, day), (day, start, end)
    )


def lunch_hindrances(problem: Problem, meeting_day: str, day: date) -> Iterator[Reason]:
    """Yield why there is no room for the lunch of a meeting day on a day."""
    lunch, venue = problem.lunch_of(meeting_day), problem.meeting_days[meeting_day].venue
    if lunch is not None:
        at_venue = [room for room in problem.rooms.values() if venue in (None, room.venue)]
        named = meeting_day, f"The lunch of {problem.meeting_days[meeting_day].name}"
        seats = lunch_guests(problem, meeting_day, day)
        yield from _none_free(problem, named, at_venue, seats, (day, lunch.start, lunch.end))


def _none_free(
    problem: Problem, subject: tuple[str, str], suited: Sequence[Room], seats: int, when: tuple[date, int, int]
) -> Iterator[Reason]:
    """Yield a reason where no room would do: none suits, none is large enough, none is open, or none is free."""
    code, name = subject
    large = [room for room in suited if room.capacity >= seats]
    open_then = [room for room in large if _open(problem, room, *when[1:])]
    taken = {room.name: room_taken(problem, room.code, *when) for room in open_then}
    if not suited:
        yield Reason("room_features", code, f"{name} has no room that suits it.")
    elif not large:
        yield Reason(
            "room_capacity", code, f"{name} needs {counted(seats, 'seat')}, and no room that suits it has so many."
        )
    elif not open_then:
        rooms = _named([room.name for room in large])
        yield Reason("room_hours", code, f"{name} could only use {rooms}, which is not open then, set-up included.")
    elif all(why is not None for why in taken.values()):
        rooms = _named([f"{room} ({why})" for room, why in taken.items()])
        yield Reason("unavailable", code, f"{name} could only use what is not available that day: {rooms}.")


def _named(rooms: Sequence[str]) -> str:
    """Name some rooms, and say how many more there are."""
    more = len(rooms) - MOST_ROOMS_NAMED
    return listed([*rooms[:MOST_ROOMS_NAMED], *([counted(more, "other room")] if more > 0 else [])])


def _open(problem: Problem, room: Room, start: int, end: int) -> bool:
    """Whether the room and all its parts are open from set-up to clearing."""
    begin, finish = start - room.setup_minutes, end + room.clear_minutes
    parts = [problem.rooms[part] for part in problem.parts_of_room[room.code]]
    opens = max((part.open_from for part in parts if part.open_from is not None), default=begin)
    shuts = min((part.open_to for part in parts if part.open_to is not None), default=finish)
    return opens <= begin and finish <= shuts
