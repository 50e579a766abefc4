"""What happens on a day: a table of every day with meetings, and the running order of each meeting day by itself."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from scheduler.domain.plan import PROVISIONAL, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import called, session_title
from scheduler.domain.wording import clock, counted, listed, long_date, short_date, slots_words
from scheduler.outputs.naming import (
    about_speaker,
    in_the_chair,
    in_words,
    name_of_day,
    place,
    sponsor_of_theme,
    title_of_theme,
)
from scheduler.outputs.on_the_day import (
    NO_ROOM,
    Item,
    bookings,
    layout_of_lunch,
    layout_of_meeting,
    lunch_of,
    of_lunch,
    of_meeting,
    status_of_day,
    without_room,
)
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

MOST_SHEETS = 12
"""Occurrences of meeting days that get a sheet each; more of them share one."""
_FOR_WHOM = "Whoever runs the day"

_Booked: TypeAlias = tuple[dt.date, str, int, str]
"""What tells a booking: its day, its room, its start and what it is for."""
_DAYS = (
    DATE_COLUMN,
    Column("set_up_from", "Set up from", 9, TIME),
    START_COLUMN,
    END_COLUMN,
    Column("occasion", "What", 34, CATEGORY),
    Column("place", "Where", 32, CATEGORY),
    Column("layout", "Set-up", 28, CATEGORY),
    Column("needed", "Needed in the room", 30),
    Column("in_the_chair", "In the chair", 26, CATEGORY),
    Column("expected", "Expected", 12, NUMBER),
    Column("lunches", "Lunches", 12, NUMBER),
    Column("status", "Status", 12, CATEGORY),
)


def days_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every day with meetings: when, where, how the room is set up, who presides, and how many eat."""
    needed = {(one.date, one.room.code, one.start, one.occasion): one.needed for one in bookings(problem, plan)}
    meetings = [(one.date, one.start, 1, one.body, _day_of_meeting(problem, one, needed)) for one in plan.live]
    lunches = [
        (one.date, one.lunch.start, 0, one.meeting_day, _day_of_lunch(problem, plan, one, one.lunch, needed))
        for one in plan.occurrences
        if one.lunch is not None
    ]
    days = len({meeting.date for meeting in plan.live})
    return DataSheet(
        name="Run sheets",
        title=f"{plan.title}: run sheets",
        about=(f"{counted(days, 'day')} with meetings: times, rooms and how they are set up, who presides, lunches.",),
        columns=_DAYS,
        rows=tuple(row for *_, row in sorted(meetings + lunches, key=lambda entry: entry[:4])),
        nothing="No meetings are planned.",
        frozen_columns=1,
        for_whom=_FOR_WHOM,
    )


def _day_of_meeting(problem: Problem, meeting: Meeting, needed: Mapping[_Booked, str]) -> Row:
    room, body = problem.rooms.get(meeting.room or ""), problem.bodies[meeting.body]
    seats = problem.seats_needed(meeting.body, meeting.date)
    return (
        meeting.date,
        None if room is None else room.booked(meeting.start, meeting.end)[0],
        meeting.start,
        meeting.end,
        called(problem, meeting),
        place(problem, meeting.room, meeting.venue) or without_room(problem, meeting),
        None if room is None else layout_of_meeting(body, seats),
        None if room is None else needed[meeting.date, room.code, meeting.start, body.name],
        in_the_chair(problem, meeting) or "Nobody",
        sum(1 for _ in meeting.present()),
        None,
        in_words(meeting.status),
    )


def _day_of_lunch(
    problem: Problem, plan: Plan, occurrence: Occurrence, lunch: Lunch, needed: Mapping[_Booked, str]
) -> Row:
    room, name = problem.rooms.get(lunch.room or ""), lunch_of(problem, occurrence)
    return (
        occurrence.date,
        None if room is None else room.booked(lunch.start, lunch.end)[0],
        lunch.start,
        lunch.end,
        name,
        place(problem, lunch.room, occurrence.venue) or NO_ROOM,
        None if room is None else layout_of_lunch(lunch.headcount, problem.settings.table_size),
        None if room is None else needed[occurrence.date, room.code, lunch.start, name],
        None,
        lunch.headcount,
        lunch.headcount,
        in_words(status_of_day(plan, occurrence)),
    )


_RUNNING_ORDER = (
    START_COLUMN,
    END_COLUMN,
    Column("occasion", "What", 21, CATEGORY),
    Column("room", "Room", 17, CATEGORY),
    Column("in_the_chair", "In the chair", 18, CATEGORY),
    Column("sitting", "Who sits there", 72),
    Column("substitutes", "Substitutes", 22),
    Column("apologies", "Apologies", 22),
    Column("present", "People there", 10, NUMBER),
)


def _in_order(plan: Plan) -> list[Occurrence]:
    return sorted(plan.occurrences, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))


def run_sheets(problem: Problem, plan: Plan) -> tuple[DataSheet, ...]:
    """Return a sheet for each occurrence of a meeting day, or one for all where there are many."""
    occurrences = _in_order(plan)
    if len(occurrences) > MOST_SHEETS:
        return (running_order(problem, plan),)
    seen: Counter[str] = Counter()
    sheets = []
    for occurrence in occurrences:
        name = f"Run sheet {short_date(occurrence.date)[4:]}"
        seen[name] += 1
        sheets.append(_one(problem, plan, occurrence, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return tuple(sheets)


def _one(problem: Problem, plan: Plan, occurrence: Occurrence, name: str) -> DataSheet:
    day = name_of_day(problem, occurrence.meeting_day)
    at = f" at {occurrence.venue}" if occurrence.venue else ""
    about = [f"Running order of the day{at}: when, where, and who sits there. {_status(plan, occurrence)}"]
    if occurrence.lunch is not None:
        lunch = f"Lunch at {clock(occurrence.lunch.start)} for {occurrence.lunch.headcount}."
        about.append(f"{lunch} {_about_lunch(problem, occurrence)}")
    about += [f"{words}." for words in _slots_saving(occurrence)]
    return DataSheet(
        name=name,
        title=f"{day}: {long_date(occurrence.date)}",
        about=tuple(about),
        columns=_RUNNING_ORDER,
        rows=_rows(problem, plan, occurrence),
        nothing="Nothing sits on this day.",
        frozen_columns=2,
        for_whom=_FOR_WHOM,
    )


def _slots_saving(occurrence: Occurrence) -> Iterator[str]:
    """Say what one slot more in a session would save."""
    for now, then in occurrence.savings:
        apologies, substitutes = (then.apologies, now.apologies), (then.substitutes, now.substitutes)
        yield f"{session_title(now.session)}, {slots_words(then.slots, apologies, substitutes)}"


def running_order(problem: Problem, plan: Plan) -> DataSheet:
    """Return the running order of every meeting day in one table."""
    occurrences = _in_order(plan)
    return DataSheet(
        name="Run sheet of meeting days",
        title=f"{plan.title}: run sheet of every meeting day",
        about=(
            f"Running order of {counted(len(occurrences), 'meeting day')}: when, where, and who sits there.",
            *(f"{long_date(one.date)}: {words}." for one in occurrences for words in _slots_saving(one)),
        ),
        columns=(DATE_COLUMN, Column("meeting_day", "Meeting day", 20, CATEGORY), *_RUNNING_ORDER),
        rows=tuple(
            (occurrence.date, name_of_day(problem, occurrence.meeting_day), *row)
            for occurrence in occurrences
            for row in _rows(problem, plan, occurrence)
        ),
        nothing="There are no meeting days in this calendar.",
        frozen_columns=1,
        for_whom=_FOR_WHOM,
    )


def _status(plan: Plan, occurrence: Occurrence) -> str:
    """Say which of the day's meetings are provisional."""
    meetings = plan.of_occurrence(occurrence)
    provisional = [meeting.body for meeting in meetings if meeting.status == PROVISIONAL]
    if len(provisional) == len(meetings):
        return "All provisional."
    return f"Provisional: {listed(provisional)}." if provisional else "All confirmed."


def _rows(problem: Problem, plan: Plan, occurrence: Occurrence) -> tuple[Row, ...]:
    meetings = plan.of_occurrence(occurrence)
    timed = [(meeting.start, 1, meeting.body, _meeting_row(problem, meeting)) for meeting in meetings]
    if occurrence.lunch is not None:
        timed.append((occurrence.lunch.start, 0, "", _lunch_row(problem, occurrence, occurrence.lunch)))
    return tuple(row for *_, row in sorted(timed, key=lambda entry: entry[:3]))


def _meeting_row(problem: Problem, meeting: Meeting) -> Row:
    item = of_meeting(problem, meeting)
    return (
        *_when_and_where(item),
        item.in_the_chair or "Nobody",
        item.sitting or "Not known",
        item.substitutes or "None",
        item.apologies or "None",
        item.present,
    )


def _lunch_row(problem: Problem, occurrence: Occurrence, lunch: Lunch) -> Row:
    item = of_lunch(problem, lunch)
    return (
        *_when_and_where(item),
        None,
        f"Everybody who sits in a session of the day{', and the speaker' if occurrence.speaker else ''}. "
        + _about_lunch(problem, occurrence),
        None,
        None,
        item.present,
    )


def _when_and_where(item: Item) -> Row:
    return item.start, item.end, item.occasion, item.room


def _about_lunch(problem: Problem, occurrence: Occurrence) -> str:
    """Return the lunch's theme, its sponsor and its speaker in sentences."""
    theme, sponsor = title_of_theme(problem, occurrence), sponsor_of_theme(problem, occurrence)
    parts = [
        ("Theme", theme or "none"),
        ("Sponsor", sponsor),
        ("Speaker", about_speaker(problem, occurrence.speaker) if occurrence.speaker else None),
    ]
    sentences = (f"{what}: {words}" for what, words in parts if words)
    return " ".join(sentence if sentence.endswith(("?", "!", ".")) else f"{sentence}." for sentence in sentences)
