"""What happens on a day: who sits where and when, which rooms are set up how, who eats what, who changes rooms.

The sheets of the workbook and the desk's pages of a day are made of it. Times in minutes after midnight.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scheduler.domain.bodies import Body
from scheduler.domain.choices import choice_words
from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import called, organisation_title, person_title, room_title
from scheduler.domain.wording import counted, listed
from scheduler.languages import phrase, said, said_of
from scheduler.outputs.equipment import Booked, equipment_in_words
from scheduler.outputs.naming import (
    deputising,
    in_the_chair,
    in_words,
    name_of_day,
    on_one_line,
    sitting,
    staying_away,
)

MOST_AT_ONE_TABLE = 12
MOST_ROUND_A_SQUARE = 32
SEATS_AT_A_ROUND_TABLE = 8
DEBATING = ("assembly", "summit")
"""Classifications of bodies that debate at small tables."""
LUNCH = phrase("Lunch")
NO_ROOM, ONLINE = phrase("No room yet"), phrase("Online")


@dataclass(frozen=True)
class Booking:
    """A room that a meeting or a lunch takes, set-up and clearing included."""

    date: dt.date
    set_up_from: int
    start: int
    end: int
    clear_by: int
    room: Room
    occasion: str
    seats: int
    layout: str
    needed: str
    """What the room must have, and how it is made up; empty for nothing more."""
    status: str
    meeting: Meeting | None = None
    """None for a lunch."""
    turn_round: str = ""
    """What must be changed since the booking before, on that day, of the room or a part of it; empty for nothing."""


@dataclass(frozen=True)
class Item:
    """A meeting or a lunch in the running order of a day."""

    start: int
    end: int
    occasion: str
    room: str
    """In words: its name, `Online` or `No room yet`."""
    present: int
    in_the_chair: str = ""
    sitting: str = ""
    substitutes: str = ""
    apologies: str = ""
    meeting: Meeting | None = None
    """None for a lunch."""


@dataclass(frozen=True)
class Rounds:
    """Somebody who is there on a day, with the meetings they sit in, in order of time."""

    person: str
    organisation: str
    items: tuple[Item, ...]

    @property
    def changes_rooms(self) -> bool:
        """Whether they sit in more than one room."""
        return len({item.room for item in self.items}) > 1


def bookings(problem: Problem, plan: Plan) -> list[Booking]:
    """Return every booking of a room in order of date and set-up; online and cancelled meetings take none."""
    equipment = equipment_in_words(problem, plan)
    found = [*_of_meetings(problem, plan, equipment), *_of_lunches(problem, plan, equipment)]
    found.sort(key=lambda one: (one.date, one.set_up_from, one.room.venue, one.room.name, one.occasion))
    parts = problem.parts_of_room
    return [
        replace(one, turn_round=_turn_round(one, [two for two in day if parts[one.room.code] & parts[two.room.code]]))
        for _, there in groupby(found, key=lambda one: one.date)
        for day in [list(there)]
        for one in day
    ]


def _turn_round(booking: Booking, of_the_room: Sequence[Booking]) -> str:
    """Say what must be changed after the booking before, and in how many minutes; nothing where it stays set up."""
    earlier = [one for one in of_the_room if one.end <= booking.start and one is not booking]
    before = max(earlier, key=lambda one: one.end, default=None)
    if before is None or (before.room, before.layout) == (booking.room, booking.layout):
        return ""
    where = "" if before.room == booking.room else f" in {before.room.name}"
    hours, minutes = divmod(booking.start - before.end, 60)
    parts = [counted(hours, "hour")] if hours else []
    parts += [counted(minutes, "minute")] if minutes or not hours else []
    return f"As {before.occasion} leaves it{where}: {before.layout}; {' '.join(parts)} between the two"


def _of_meetings(problem: Problem, plan: Plan, equipment: Mapping[Booked, Sequence[str]]) -> Iterator[Booking]:
    for meeting in plan.live:
        if meeting.room is None:
            continue
        room, body = problem.rooms[meeting.room], problem.bodies[meeting.body]
        seats = problem.seats_needed(meeting.body, meeting.date)
        set_up_from, clear_by = room.booked(meeting.start, meeting.end)
        yield Booking(
            date=meeting.date,
            set_up_from=set_up_from,
            start=meeting.start,
            end=meeting.end,
            clear_by=clear_by,
            room=room,
            occasion=body.name,
            seats=seats,
            layout=layout_of_meeting(body, seats),
            needed=_needed(problem, room, body, equipment.get((meeting.date, room.code, set_up_from, body.code), ())),
            status=meeting.status,
            meeting=meeting,
        )


def _of_lunches(problem: Problem, plan: Plan, equipment: Mapping[Booked, Sequence[str]]) -> Iterator[Booking]:
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        if lunch is None or lunch.room is None:
            continue
        room = problem.rooms[lunch.room]
        set_up_from, clear_by = room.booked(lunch.start, lunch.end)
        yield Booking(
            date=occurrence.date,
            set_up_from=set_up_from,
            start=lunch.start,
            end=lunch.end,
            clear_by=clear_by,
            room=room,
            occasion=lunch_of(problem, occurrence),
            seats=lunch.headcount,
            layout=layout_of_lunch(lunch.headcount, problem.settings.table_size),
            needed=_needed(problem, room, None, equipment.get((occurrence.date, room.code, set_up_from, None), ())),
            status=status_of_day(plan, occurrence),
        )


def lunch_of(problem: Problem, occurrence: Occurrence) -> str:
    """Name a lunch by its meeting day: `Partnership Day: lunch`."""
    return f"{name_of_day(problem, occurrence.meeting_day)}: lunch"


def status_of_day(plan: Plan, occurrence: Occurrence) -> str:
    """Return the status of a whole meeting day: confirmed once each of its meetings is."""
    provisional = any(meeting.status == PROVISIONAL for meeting in plan.of_occurrence(occurrence))
    return PROVISIONAL if provisional else CONFIRMED


def _needed(problem: Problem, room: Room, body: Body | None, equipment: Sequence[str]) -> str:
    """Return what the room must have, how it is made up and what is carried there, in words."""
    features = [] if body is None else [in_words(feature) for feature in body.room_features]
    if body is not None and body.attendance_mode == "hybrid" and "Hybrid" not in features:
        features.append("Hybrid equipment")
    if room.combines:
        parts = listed([problem.rooms[part].name for part in room.combines])
        features.append(f"{parts} opened into one")
    return "; ".join([*features, *equipment])


def layout_of_lunch(headcount: int, table_size: int) -> str:
    """Return the layout of a networking lunch at tables of so many."""
    return _cabaret(headcount, table_size)


def layout_of_meeting(body: Body, seats: int) -> str:
    """Return the layout of a meeting of the body with so many seats, `extra_seats` among them.

    Where the body says nothing of it, members sit round one table up to 12, in a hollow square up to 32 and in rows
    facing a top table beyond, and an assembly or a summit at round tables; everybody else has chairs along the wall.
    """
    members = seats - body.extra_seats
    layout = body.layout or _usual_layout(body, members)
    if layout == "cabaret":
        return _cabaret(seats)
    if layout == "theatre":
        return f"Theatre: top table, {seats} seats in rows"
    shape = choice_words(layout)
    chairs = f", {counted(body.extra_seats, 'chair')} along the wall" if body.extra_seats else ""
    return f"{shape} for {members}{chairs}"


def _usual_layout(body: Body, members: int) -> str:
    if body.classification in DEBATING:
        return "cabaret"
    if members > MOST_ROUND_A_SQUARE:
        return "theatre"
    return "boardroom" if members <= MOST_AT_ONE_TABLE else "hollow_square"


def _cabaret(seats: int, table_size: int = SEATS_AT_A_ROUND_TABLE) -> str:
    tables = -(-seats // table_size)
    return said_of(
        tables, "Cabaret: {number} round table of {size}", "Cabaret: {number} round tables of {size}", size=table_size
    )


def of_meeting(problem: Problem, meeting: Meeting) -> Item:
    """Return a meeting as the running order of its day has it."""
    return Item(
        start=meeting.start,
        end=meeting.end,
        occasion=called(problem, meeting),
        room=room_title(problem, meeting.room) if meeting.room else without_room(problem, meeting),
        present=sum(1 for _ in meeting.present()),
        in_the_chair=in_the_chair(problem, meeting),
        sitting=sitting(problem, meeting),
        substitutes=deputising(problem, meeting),
        apologies=staying_away(problem, meeting),
        meeting=meeting,
    )


def of_lunch(problem: Problem, lunch: Lunch) -> Item:
    """Return a lunch as the running order of its day has it."""
    room = room_title(problem, lunch.room) if lunch.room else said(NO_ROOM)
    return Item(lunch.start, lunch.end, said(LUNCH), room, lunch.headcount)


def without_room(problem: Problem, meeting: Meeting) -> str:
    """Say where a meeting without a room is held."""
    body = problem.bodies.get(meeting.body)
    return said(ONLINE if body is not None and body.online else NO_ROOM)


def running_order(problem: Problem, plan: Plan, day: dt.date) -> tuple[Item, ...]:
    """Return the meetings and lunches of a day in order of time; of those at one time, lunch stands first."""
    found = [(one.start, 1, one.body, of_meeting(problem, one)) for one in plan.live if one.date == day]
    found += [
        (one.lunch.start, 0, one.meeting_day, of_lunch(problem, one.lunch))
        for one in plan.occurrences
        if one.date == day and one.lunch is not None
    ]
    return tuple(item for *_, item in sorted(found, key=lambda entry: entry[:3]))


def everybody(problem: Problem, plan: Plan, day: dt.date) -> tuple[Rounds, ...]:
    """Return who sits in a meeting of a day, substitutes included, in order of name."""
    found: dict[str, list[Item]] = {}
    for item in running_order(problem, plan, day):
        for person in sorted({sits for _, sits in item.meeting.present()} if item.meeting is not None else ()):
            found.setdefault(person, []).append(item)
    rounds = (
        Rounds(person_title(problem, person), organisation_title(problem, person), tuple(items))
        for person, items in found.items()
    )
    return tuple(sorted(rounds, key=lambda one: one.person))


def dietary_needs(problem: Problem, plan: Plan, occurrence: Occurrence) -> Counter[str]:
    """Count the dietary needs of everybody who sits in a session of the day, substitutes and speaker included.

    Nobody is named.
    """
    there = {person for meeting in plan.of_occurrence(occurrence) for _, person in meeting.present()}
    speaker = problem.speakers.get(occurrence.speaker or "")
    stated = [problem.people[person].dietary for person in sorted(there) if person in problem.people]
    stated.append(None if speaker is None else speaker.dietary)
    return Counter(need for need in (on_one_line(text or "").casefold() for text in stated) if need)
