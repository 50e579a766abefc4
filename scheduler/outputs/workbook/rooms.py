"""The caretaker's sheet: every booking of a room in order, with set-up, layout and clearing."""

from collections.abc import Iterator

from scheduler.domain.bodies import Body
from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.wording import listed
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.workbook.data_sheet import (
    DATE_COLUMN,
    END_COLUMN,
    NUMBER,
    START_COLUMN,
    TIME,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.layouts import layout_of_lunch, layout_of_meeting
from scheduler.outputs.workbook.wording import in_words

_COLUMNS = (
    DATE_COLUMN,
    Column("Set up from", 10, TIME),
    START_COLUMN,
    END_COLUMN,
    Column("Clear by", 10, TIME),
    Column("Room", 26),
    Column("Venue", 24),
    Column("For", 36),
    Column("Seats", 9, NUMBER),
    Column("Layout", 32),
    Column("Needed in the room", 30),
    Column("Status", 13),
)


def rooms_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every booking of a room; a cancelled meeting takes none."""
    rows = [*_meetings(problem, plan), *_lunches(problem, plan)]
    rows.sort(key=lambda row: (row[0], row[1], str(row[6]), str(row[5]), str(row[7])))
    return DataSheet(
        name="Rooms",
        title=f"{plan.title}: rooms, for the caretaker",
        about=("Every booking in order of date and set-up time. Online and cancelled meetings take no room.",),
        columns=_COLUMNS,
        rows=tuple(rows),
        nothing="No room is booked.",
        frozen_columns=1,
    )


def _meetings(problem: Problem, plan: Plan) -> Iterator[Row]:
    for meeting in plan.live:
        if meeting.room is None:
            continue
        room, body = problem.rooms[meeting.room], problem.bodies[meeting.body]
        seats = problem.seats_needed(meeting.body, meeting.date)
        yield (
            meeting.date,
            meeting.start - room.setup_minutes,
            meeting.start,
            meeting.end,
            meeting.end + room.clear_minutes,
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
        provisional = any(meeting.status == PROVISIONAL for meeting in plan.of_occurrence(occurrence))
        yield (
            occurrence.date,
            lunch.start - room.setup_minutes,
            lunch.start,
            lunch.end,
            lunch.end + room.clear_minutes,
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
    return "; ".join(features) or "Nothing more"
