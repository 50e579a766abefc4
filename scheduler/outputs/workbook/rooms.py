"""The tables of the day itself: bookings of rooms for the caretaker, lunches for the caterer, and running orders."""

import re
from collections import Counter
from collections.abc import Iterator

from scheduler.domain.bodies import Body
from scheduler.domain.plan import CONFIRMED, PROVISIONAL, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Room
from scheduler.domain.titles import called
from scheduler.domain.wording import clock, counted, listed, long_date, short_date, slots_words
from scheduler.outputs.naming import (
    about_speaker,
    deputising,
    in_the_chair,
    in_words,
    name_of_day,
    name_of_room,
    on_one_line,
    sitting,
    sponsor_of_theme,
    staying_away,
    title_of_theme,
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

MOST_AT_ONE_TABLE = 12
MOST_ROUND_A_SQUARE = 32
SEATS_AT_A_ROUND_TABLE = 8
DEBATING = ("assembly", "summit")
"""Classifications of bodies that debate at small tables."""
MOST_NEEDS = 12
"""Dietary needs that get a column each, the commonest first; the others share one."""
MOST_SHEETS = 12
"""Occurrences that get a sheet each; more of them share one."""

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
    occurrences = _in_order(plan)
    lunches = [(occurrence, occurrence.lunch) for occurrence in occurrences if occurrence.lunch is not None]
    needs = [_needs(problem, plan, occurrence) for occurrence, _ in lunches]
    totals = sum(needs, Counter[str]())
    ranked = sorted(totals, key=lambda need: (-totals[need], need))
    own, others = ranked[:MOST_NEEDS], ranked[MOST_NEEDS:]
    return DataSheet(
        name="Catering",
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


_RUNNING_ORDER = (
    START_COLUMN,
    END_COLUMN,
    Column("occasion", "What", 21, CATEGORY),
    Column("room", "Room", 17, CATEGORY),
    Column("in_the_chair", "In the chair", 18, CATEGORY),
    Column("sitting", "Who sits there", 72),
    Column("substitutes", "Substitutes", 22),
    Column("apologies", "Apologies", 22),
    Column("present", "Present", 10, NUMBER),
)


def _in_order(plan: Plan) -> list[Occurrence]:
    return sorted(plan.occurrences, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))


def run_sheets(problem: Problem, plan: Plan) -> tuple[DataSheet, ...]:
    """Return a sheet for each occurrence of a meeting day, or one for all where there are none or many."""
    occurrences = _in_order(plan)
    if not occurrences or len(occurrences) > MOST_SHEETS:
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
    )


def _slots_saving(occurrence: Occurrence) -> Iterator[str]:
    """Say what one slot more in a session would save."""
    for now, then in occurrence.savings:
        apologies, substitutes = (then.apologies, now.apologies), (then.substitutes, now.substitutes)
        yield f"{now.session} {slots_words(then.slots, apologies, substitutes)}"


def running_order(problem: Problem, plan: Plan) -> DataSheet:
    """Return the running order of every meeting day in one table."""
    occurrences = _in_order(plan)
    return DataSheet(
        name="Run sheet",
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
    return (
        meeting.start,
        meeting.end,
        called(problem, meeting),
        name_of_room(problem, meeting.room) or ("Online" if problem.bodies[meeting.body].online else "No room yet"),
        in_the_chair(problem, meeting) or "Nobody",
        sitting(problem, meeting) or "Not known",
        deputising(problem, meeting) or "None",
        staying_away(problem, meeting) or "None",
        sum(1 for _ in meeting.present()),
    )


def _lunch_row(problem: Problem, occurrence: Occurrence, lunch: Lunch) -> Row:
    return (
        lunch.start,
        lunch.end,
        "Lunch",
        name_of_room(problem, lunch.room) or "No room yet",
        None,
        f"Everybody who sits in a session of the day{', and the speaker' if occurrence.speaker else ''}. "
        + _about_lunch(problem, occurrence),
        None,
        None,
        lunch.headcount,
    )


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
