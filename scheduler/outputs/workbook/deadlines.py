"""The sheet of deadlines: report due, agenda published, meeting, and the meetings that feed it."""

from collections.abc import Iterator

from scheduler.dates.working_days import clear_working_days, working_days_before
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title
from scheduler.domain.wording import short_date
from scheduler.outputs.workbook.data_sheet import (
    BODY_COLUMN,
    DATE,
    NAME_COLUMN,
    NUMBER,
    START_COLUMN,
    Column,
    DataSheet,
    Row,
)

_COLUMNS = (
    Column("Report due", 18, DATE),
    Column("Agenda published by", 18, DATE),
    Column("Meeting", 18, DATE),
    START_COLUMN,
    BODY_COLUMN,
    NAME_COLUMN,
    Column("Clear days of notice", 12, NUMBER),
    Column("Hears from", 50),
    Column("Reports to", 44),
    Column("Agenda items", 30),
)


def deadlines_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every meeting that is to be held with the days by which its papers are due and out."""
    return DataSheet(
        name="Deadlines",
        title=f"{plan.title}: deadlines",
        about=(
            (
                "Reports are due on the last working day before the agenda is published. "
                "A body without a notice rule has neither day."
            ),
        ),
        columns=_COLUMNS,
        rows=tuple(_row(problem, plan, meeting) for meeting in plan.live),
        nothing="No meetings are planned.",
    )


def _row(problem: Problem, plan: Plan, meeting: Meeting) -> Row:
    deadline = meeting.agenda_deadline
    lines = [line for line in problem.reporting if line.kind == "report"]
    items = (problem.projects[item].title if item in problem.projects else item for item in meeting.agenda_items)
    return (
        None if deadline is None else working_days_before(problem, deadline, 0),
        deadline,
        meeting.date,
        meeting.start,
        meeting.body,
        body_title(problem, meeting.body),
        problem.bodies[meeting.body].notice_clear_days,
        "\n".join(_hears_from(problem, plan, meeting, lines)) or "Nobody",
        "\n".join(_reports_to(problem, plan, meeting, lines)) or "Nobody",
        "; ".join(items) or "None",
    )


def _hears_from(problem: Problem, plan: Plan, receiver: Meeting, lines: list[ReportingLine]) -> Iterator[str]:
    """Name each feeder with its last meeting in time to report here."""
    for line in lines:
        if line.to_body == receiver.body:
            in_time = [meeting for meeting in plan.of_body(line.from_body) if _serves(problem, line, meeting, receiver)]
            when = short_date(in_time[-1].date) if in_time else "no meeting in time"
            yield f"{body_title(problem, line.from_body)}: {when}"


def _reports_to(problem: Problem, plan: Plan, feeder: Meeting, lines: list[ReportingLine]) -> Iterator[str]:
    """Name each receiver with its first meeting that this one is in time for."""
    for line in lines:
        if line.from_body == feeder.body:
            served = [meeting for meeting in plan.of_body(line.to_body) if _serves(problem, line, feeder, meeting)]
            if served:
                yield f"{body_title(problem, line.to_body)}: {short_date(served[0].date)}"


def _serves(problem: Problem, line: ReportingLine, feeder: Meeting, receiver: Meeting) -> bool:
    """Whether papers of the feeder's meeting reach the receiver's within the line's working days."""
    if (feeder.date, feeder.end) > (receiver.date, receiver.start):
        return False
    clear = clear_working_days(problem, feeder.date, receiver.date)
    return line.min_working_days <= clear <= (clear if line.max_working_days is None else line.max_working_days)
