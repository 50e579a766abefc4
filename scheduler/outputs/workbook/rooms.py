"""The bookings of rooms for the caretaker, and the lunches for the caterer."""

import re
from collections import Counter

from scheduler.domain.plan import Lunch, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.naming import in_words, name_of_room
from scheduler.outputs.on_the_day import bookings, dietary_needs, lunch_of
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
    Column("turn_round", "To change since the booking before", 34),
    Column("needed", "Needed in the room", 30, blank="Nothing more"),
    Column("status", "Status", 13, CATEGORY),
)


def rooms_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every booking of a room; a cancelled meeting takes none."""
    return DataSheet(
        name="Rooms",
        title=f"{plan.title}: rooms, for the caretaker",
        about=("Every booking in order of date and set-up time. Online and cancelled meetings take no room.",),
        columns=_BOOKINGS,
        rows=tuple(
            (
                one.date,
                one.set_up_from,
                one.start,
                one.end,
                one.clear_by,
                one.room.name,
                one.room.venue,
                one.occasion,
                one.seats,
                one.layout,
                one.turn_round or None,
                one.needed,
                in_words(one.status),
            )
            for one in bookings(problem, plan)
        ),
        nothing="No room is booked.",
        frozen_columns=1,
        for_whom="The caretaker",
    )


def catering_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the lunches of the year, each with its headcount and dietary counts."""
    occurrences = sorted(plan.occurrences, key=lambda one: (one.date, one.meeting_day))
    lunches = [(occurrence, occurrence.lunch) for occurrence in occurrences if occurrence.lunch is not None]
    needs = [dietary_needs(problem, plan, occurrence) for occurrence, _ in lunches]
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


def _when_and_where(problem: Problem, occurrence: Occurrence, lunch: Lunch) -> Row:
    return (
        occurrence.date,
        lunch.start,
        lunch.end,
        lunch_of(problem, occurrence),
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
