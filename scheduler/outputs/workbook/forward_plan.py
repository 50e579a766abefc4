"""The table of what the law has announced long before a meeting, or done after it."""

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import called
from scheduler.law.forward_plan import ForwardDate, forward_dates
from scheduler.outputs.workbook.writing import BODY_COLUMN, CATEGORY, DATE, DATE_COLUMN, Column, DataSheet, Row

_COLUMNS = (
    BODY_COLUMN,
    Column("meeting", "Meeting", 34, CATEGORY),
    DATE_COLUMN,
    Column("notice_due", "Notice due", 18, DATE),
    Column("matter", "Matter", 40, CATEGORY),
    Column("law", "The law", 60),
    Column("instrument", "Instrument", 40, CATEGORY),
)


def forward_plan_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return each thing that is announced before a meeting, or follows it, by the day on which it is due."""
    return DataSheet(
        name="Forward plan",
        title=f"{plan.title}: forward plan",
        about=(
            "The last days on which key decisions and business in private are announced, and for what is called in.",
            "They bind only where a meeting has such business.",
        ),
        columns=_COLUMNS,
        rows=tuple(_row(problem, one) for one in forward_dates(problem, plan)),
        nothing="The law asks this of none of these meetings.",
    )


def _row(problem: Problem, one: ForwardDate) -> Row:
    meeting = one.meeting
    return (
        meeting.body,
        called(problem, meeting),
        meeting.date,
        one.due,
        one.what,
        one.row.says,
        one.row.instrument,
    )
