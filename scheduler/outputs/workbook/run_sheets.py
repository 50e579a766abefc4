"""The run sheet of each meeting day: when, where, and who sits there."""

from collections import Counter
from collections.abc import Sequence

from scheduler.domain.plan import PROVISIONAL, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import clock, counted, listed, long_date, short_date
from scheduler.outputs.naming import about_speaker, name_of_day, sponsor_of_theme, title_of_theme
from scheduler.outputs.workbook.data_sheet import (
    DATE_COLUMN,
    END_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.seats import deputising, in_the_chair, sitting, staying_away
from scheduler.outputs.workbook.wording import name_of_room

MOST_SHEETS = 12
"""Occurrences that get a sheet each; more of them share one."""

_COLUMNS = (
    START_COLUMN,
    END_COLUMN,
    Column("What", 21),
    Column("Room", 17),
    Column("In the chair", 18),
    Column("Who sits there", 72),
    Column("Substitutes", 22),
    Column("Apologies", 22),
    Column("Present", 10, NUMBER),
)


def run_sheets(problem: Problem, plan: Plan) -> tuple[DataSheet, ...]:
    """Return a sheet for each occurrence of a meeting day, or one for all where there are none or many."""
    occurrences = sorted(plan.occurrences, key=lambda occurrence: (occurrence.date, occurrence.meeting_day))
    if not occurrences or len(occurrences) > MOST_SHEETS:
        return (_one_for_all(problem, plan, occurrences),)
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
    return DataSheet(
        name=name,
        title=f"{day}: {long_date(occurrence.date)}",
        about=tuple(about),
        columns=_COLUMNS,
        rows=_rows(problem, plan, occurrence),
        nothing="Nothing sits on this day.",
        frozen_columns=2,
    )


def _one_for_all(problem: Problem, plan: Plan, occurrences: Sequence[Occurrence]) -> DataSheet:
    return DataSheet(
        name="Run sheet",
        title=f"{plan.title}: run sheet of every meeting day",
        about=(f"Running order of {counted(len(occurrences), 'meeting day')}: when, where, and who sits there.",),
        columns=(DATE_COLUMN, Column("Meeting day", 20), *_COLUMNS),
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
        body_title(problem, meeting.body),
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
