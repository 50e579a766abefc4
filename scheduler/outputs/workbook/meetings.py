"""The sheet of meetings: the year in one table, which `check` can read again."""

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import counted, long_date
from scheduler.outputs.naming import name_of_day
from scheduler.outputs.workbook.data_sheet import (
    BODY_COLUMN,
    DATE,
    DATE_COLUMN,
    END_COLUMN,
    NAME_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.wording import how_held, in_words, name_of_room, yes_or_no

_COLUMNS = (
    DATE_COLUMN,
    START_COLUMN,
    END_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Room", 11),
    Column("Room name", 22),
    Column("Venue", 18),
    Column("Status", 12),
    Column("Meeting day", 24),
    Column("Session", 14),
    Column("Number", 10, NUMBER),
    Column("Held", 10),
    Column("Public", 8),
    Column("Agenda published by", 17, DATE),
    Column("Revision", 10, NUMBER),
)


def meetings_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting of the plan, cancelled ones too."""
    days = f"{long_date(plan.start_date)} to {long_date(plan.end_date)}"
    return DataSheet(
        name="Meetings",
        title=f"{plan.title}: meetings",
        about=(f"{counted(len(plan.meetings), 'meeting')} from {days}, in order of date, start and body.",),
        columns=_COLUMNS,
        rows=tuple(_row(problem, meeting) for meeting in plan.meetings),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def _row(problem: Problem, meeting: Meeting) -> Row:
    body = problem.bodies.get(meeting.body)
    return (
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.body,
        body_title(problem, meeting.body),
        meeting.room,
        name_of_room(problem, meeting.room),
        meeting.venue,
        in_words(meeting.status),
        name_of_day(problem, meeting.meeting_day) if meeting.meeting_day else None,
        in_words(meeting.session) if meeting.session else None,
        meeting.sequence,
        how_held(problem, meeting),
        yes_or_no(body is not None and body.open_to_public),
        meeting.agenda_deadline,
        meeting.revision,
    )
