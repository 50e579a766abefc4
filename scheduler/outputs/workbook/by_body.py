"""The sheet of bodies by months: each body that meets with its dates, months across, as calendars are approved."""

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import whose_title
from scheduler.domain.wording import MONTH_NAMES, WEEKDAY_NAMES, clock
from scheduler.outputs.by_body import by_body, months_of
from scheduler.outputs.workbook.writing import AUTHORITY_COLUMN, BODY_COLUMN, NAME_COLUMN, Column, DataSheet

_DIGITS = 15
"""The width of a month: `Wed 16, 18:30`."""


def by_body_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return each body that meets, with its dates in the months across."""
    months = months_of(plan)
    return DataSheet(
        name="By body",
        title=f"{plan.title}: each body's meetings",
        about=("Each body that meets, with the days and starts of its meetings, month by month.",),
        columns=(
            NAME_COLUMN,
            BODY_COLUMN,
            *([AUTHORITY_COLUMN] if problem.is_joint else []),
            *(
                Column(f"{MONTH_NAMES[month - 1].lower()}_{year}", f"{MONTH_NAMES[month - 1][:3]} {year}", _DIGITS)
                for year, month in months
            ),
        ),
        rows=tuple(
            (
                problem.bodies[code].name,
                code,
                *([whose_title(problem, code)] if problem.is_joint else []),
                *("\n".join(map(_in_month, meetings)) for meetings in of_months),
            )
            for code, of_months in by_body(problem, plan, months)
        ),
        nothing="No meetings are planned.",
        frozen_columns=1,
    )


def _in_month(meeting: Meeting) -> str:
    """Say when in its month a meeting is: `Tue 18, 19:00 (Annual Meeting)`."""
    title = f" ({meeting.title})" if meeting.title else ""
    cancelled = ", cancelled" if not meeting.live else ""
    return f"{WEEKDAY_NAMES[meeting.date.weekday()][:3]} {meeting.date.day}, {clock(meeting.start)}{title}{cancelled}"
