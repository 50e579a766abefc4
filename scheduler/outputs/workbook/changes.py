"""The sheet of changes: what has moved since the calendar this one replaces."""

from scheduler.domain.difference import DROPPED, MOVED, NEW, RESTATED, Change, difference
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.domain.wording import clock, counted, listed, long_date
from scheduler.outputs.naming import place
from scheduler.outputs.workbook.data_sheet import (
    BODY_COLUMN,
    NAME_COLUMN,
    NUMBER,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.wording import in_words

_WORDS = {MOVED: "Moved", NEW: "New", DROPPED: "Cancelled", RESTATED: "Status"}
_COLUMNS = (
    Column("Change", 13),
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Number", 10, NUMBER),
    Column("Was", 40),
    Column("Is now", 40),
    Column("What differs", 20),
    Column("People", 9, NUMBER),
    Column("Whom it concerns", 70),
)


def changes_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting that the plan holds differently from its baseline, as far as that is of the same year."""
    changes = () if problem.published is None else difference(problem.published, plan)
    return DataSheet(
        name="Changes",
        title=f"{plan.title}: changes",
        about=_about(problem, len(changes)),
        columns=_COLUMNS,
        rows=tuple(_row(problem, change) for change in changes),
        nothing="Nothing has changed."
        if problem.published is not None
        else "There is no earlier calendar to compare with.",
    )


def _about(problem: Problem, changes: int) -> tuple[str, ...]:
    if problem.baseline is None or problem.published is None:
        return ("Changes since an earlier calendar.",)
    if problem.baseline.meetings and not problem.published.meetings:
        return ("A new calendar, so every meeting is new. The one it was planned from was for other days.",)
    others = len(problem.baseline.meetings) - len(problem.published.meetings)
    lines = (f"{counted(changes, 'change')} since the earlier calendar this one was planned from.",)
    left_out = f"{counted(others, 'meeting')} of the earlier calendar outside the days of this one left out."
    return (*lines, left_out) if others else lines


def _row(problem: Problem, change: Change) -> Row:
    people = change.people
    return (
        _WORDS[change.kind],
        change.meeting.body,
        body_title(problem, change.meeting.body),
        change.meeting.sequence,
        _when_and_where(problem, None if change.kind == NEW else change.before),
        _when_and_where(problem, None if change.kind == DROPPED else change.after),
        in_words(listed(change.details)) if change.details else "All",
        len(people),
        "; ".join(person_title(problem, person) for person in people),
    )


def _when_and_where(problem: Problem, meeting: Meeting | None) -> str:
    if meeting is None:
        return "Not held"
    when = f"{long_date(meeting.date)}, {clock(meeting.start)} to {clock(meeting.end)}"
    where = place(problem, meeting.room, meeting.venue)
    return ", ".join(part for part in (when, where, meeting.status) if part)
