"""The bookings of rooms for the caretaker, and the lunches for the caterer."""

import re
from collections import Counter
from collections.abc import Iterator

from scheduler.domain.bodies import Body
from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Lunch, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.wording import counted, listed
from scheduler.outputs.naming import in_words, name_of_day, name_of_room, on_one_line
from scheduler.outputs.workbook.writing import (
    CATEGORY,
    DATE_COLUMN,
    END_COLUMN,
    NUMBER,
    START_COLUMN,
    TIME,
    Column,
    DataSheet,
    Row,
)

CATERING = "Catering"
MOST_AT_ONE_TABLE = 12
MOST_ROUND_A_SQUARE = 32
SEATS_AT_A_ROUND_TABLE = 8
DEBATING = ("assembly", "summit")
"""Classifications of bodies that debate at small tables."""
MOST_NEEDS = 12
"""Dietary needs that get a column each, the commonest first; the others share one."""

_BOOKINGS = (
    DATE_COLUMN,
    Column("set_up_from", "Set up from", 10, TIME),
    START_COLUMN,
    END_COLUMN,
    Column("clear_by", "Clear by", 10, TIME),
    Column("room", "Room", 26, CATEGORY),
    Column("venue", "Venue", 24, CATEGORY),
    Column("occasion", "For", 36, CATEGORY),
    Column("seats", "Seats", 9, NUMBER),
    Column("layout", "Layout", 32, CATEGORY),
    Column("needed", "Needed in the room", 30, blank="Nothing more"),
    Column("status", "Status", 13, CATEGORY),
)


def rooms_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every booking of a room; a cancelled meeting takes none."""
    rows = [*_meetings(problem, plan), *_lunches(problem, plan)]
    rows.sort(key=lambda row: (row[0], row[1], str(row[6]), str(row[5]), str(row[7])))
    return DataSheet(
        name="Rooms",
        title=f"{plan.title}: rooms, for the caretaker",
        about=("Every booking in order of date and set-up time. Online and cancelled meetings take no room.",),
        columns=_BOOKINGS,
        rows=tuple(rows),
        nothing="No room is booked.",
        frozen_columns=1,
        for_whom="The caretaker",
    )


def _meetings(problem: Problem, plan: Plan) -> Iterator[Row]:
    for meeting in plan.live:
        if meeting.room is None:
            continue
        room, body = problem.rooms[meeting.room], problem.bodies[meeting.body]
        seats = problem.seats_needed(meeting.body, meeting.date)
        set_up_from, clear_by = room.booked(meeting.start, meeting.end)
        yield (
            meeting.date,
            set_up_from,
            meeting.start,
            meeting.end,
            clear_by,
            room.name,
            room.venue,
            body.name,
            seats,
            layout_of_meeting(body, seats),
            _needed(problem, room, body),
            in_words(meeting.status),
        )


def _lunches(problem: Problem, plan: Plan) -> Iterator[Row]:
    for occurrence in plan.occurrences:
        lunch = occurrence.lunch
        if lunch is None or lunch.room is None:
            continue
        room = problem.rooms[lunch.room]
        set_up_from, clear_by = room.booked(lunch.start, lunch.end)
        provisional = any(meeting.status == PROVISIONAL for meeting in plan.of_occurrence(occurrence))
        yield (
            occurrence.date,
            set_up_from,
            lunch.start,
            lunch.end,
            clear_by,
            room.name,
            room.venue,
            f"{name_of_day(problem, occurrence.meeting_day)}: lunch",
            lunch.headcount,
            layout_of_lunch(lunch.headcount),
            _needed(problem, room, None),
            in_words(PROVISIONAL if provisional else CONFIRMED),
        )


def _needed(problem: Problem, room: Room, body: Body | None) -> str:
    """Return what the room must have and how it is made up, in words."""
    features = [] if body is None else [in_words(feature) for feature in body.room_features]
    if body is not None and body.attendance_mode == "hybrid" and "Hybrid" not in features:
        features.append("Hybrid equipment")
    if room.combines:
        parts = listed([problem.rooms[part].name for part in room.combines])
        features.append(f"{parts} opened into one")
    return "; ".join(features)


def layout_of_lunch(headcount: int) -> str:
    """Return the layout of a networking lunch."""
    return _cabaret(headcount)


def layout_of_meeting(body: Body, seats: int) -> str:
    """Return the layout of a meeting of the body with so many seats, `extra_seats` among them.

    Members sit round one table up to 12, in a hollow square up to 32 and in rows facing a top table
    beyond; an assembly or a summit sits at round tables; everybody else has chairs along the wall.
    """
    if body.classification in DEBATING:
        return _cabaret(seats)
    members = seats - body.extra_seats
    if members > MOST_ROUND_A_SQUARE:
        return f"Theatre: top table, {seats} seats in rows"
    shape = "Boardroom" if members <= MOST_AT_ONE_TABLE else "Hollow square"
    chairs = f", {counted(body.extra_seats, 'chair')} along the wall" if body.extra_seats else ""
    return f"{shape} for {members}{chairs}"


def _cabaret(seats: int) -> str:
    tables = -(-seats // SEATS_AT_A_ROUND_TABLE)
    return f"Cabaret: {counted(tables, 'round table')} of {SEATS_AT_A_ROUND_TABLE}"


def catering_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the lunches of the year, each with its headcount and dietary counts."""
    occurrences = sorted(plan.occurrences, key=lambda one: (one.date, one.meeting_day))
    lunches = [(occurrence, occurrence.lunch) for occurrence in occurrences if occurrence.lunch is not None]
    needs = [_needs(problem, plan, occurrence) for occurrence, _ in lunches]
    totals = sum(needs, Counter[str]())
    ranked = sorted(totals, key=lambda need: (-totals[need], need))
    own, others = ranked[:MOST_NEEDS], ranked[MOST_NEEDS:]
    return DataSheet(
        name=CATERING,
        title=f"{plan.title}: catering",
        about=(
            "Every lunch with its headcount, the speaker included. Dietary needs are counts; each person counts once.",
        ),
        columns=(
            DATE_COLUMN,
            Column("start", "Serve at", 10, TIME),
            Column("end", "Until", 10, TIME),
            Column("occasion", "Occasion", 32, CATEGORY),
            Column("room", "Room", 26, CATEGORY),
            Column("venue", "Venue", 26, CATEGORY),
            Column("headcount", "Headcount", 13, NUMBER),
            *(Column(re.sub(r"\W+", "_", need), need[:1].upper() + need[1:], 14, NUMBER) for need in own),
            *([Column("other_needs", "Other needs", 40, blank="None")] if others else []),
            Column("no_need_stated", "No need stated", 12, NUMBER),
        ),
        rows=tuple(
            (*_when_and_where(problem, *lunch), *_counts(lunch[1], counts, own, others))
            for lunch, counts in zip(lunches, needs, strict=True)
        ),
        nothing="No lunch is planned.",
        frozen_columns=1,
        for_whom="The caterer",
    )


def _needs(problem: Problem, plan: Plan, occurrence: Occurrence) -> Counter[str]:
    """Count the dietary needs of everybody who sits in a session of the day, substitutes included."""
    there = {person for meeting in plan.of_occurrence(occurrence) for _, person in meeting.present()}
    stated = (problem.people[person].dietary for person in sorted(there) if person in problem.people)
    return Counter(need for need in (on_one_line(text or "").casefold() for text in stated) if need)


def _when_and_where(problem: Problem, occurrence: Occurrence, lunch: Lunch) -> Row:
    return (
        occurrence.date,
        lunch.start,
        lunch.end,
        f"{name_of_day(problem, occurrence.meeting_day)}: lunch",
        name_of_room(problem, lunch.room),
        occurrence.venue,
    )


def _counts(lunch: Lunch, counts: Counter[str], own: list[str], others: list[str]) -> Row:
    rest = "; ".join(f"{need}: {counts[need]}" for need in others if counts[need])
    return (
        lunch.headcount,
        *(counts[need] for need in own),
        *([rest] if others else []),
        max(0, lunch.headcount - counts.total()),
    )
