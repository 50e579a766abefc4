"""The sheet of attendance: a row for each person and meeting."""

from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, person_title
from scheduler.outputs.workbook.data_sheet import (
    BODY_COLUMN,
    DATE_COLUMN,
    NAME_COLUMN,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)
from scheduler.outputs.workbook.wording import deputy, in_words, yes_or_no

_COLUMNS = (
    DATE_COLUMN,
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Person", 36),
    Column("Role", 13),
    Column("Votes", 8),
    Column("Outcome", 13),
    Column("Substitute", 26),
    Column("Reason", 34),
)


def attendance_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each membership at each meeting that is to be held."""
    return DataSheet(
        name="Attendance",
        title=f"{plan.title}: expected attendance and apologies",
        about=("One row for each person and meeting: whether they attend, who sits for them, and why.",),
        columns=_COLUMNS,
        rows=tuple(_row(problem, meeting, row) for meeting in plan.live for row in meeting.attendance),
        nothing="Nobody's attendance is known.",
        frozen_columns=1,
    )


def _row(problem: Problem, meeting: Meeting, row: Attendance) -> Row:
    return (
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        person_title(problem, row.person),
        in_words(row.role),
        yes_or_no(row.voting),
        in_words(row.outcome),
        deputy(problem, row),
        row.reason,
    )
