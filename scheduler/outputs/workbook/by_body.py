"""The sheet of bodies by months: each body that meets with its dates, months across, as calendars are approved."""

from datetime import date

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, plan_title, typed, whose_title
from scheduler.domain.wording import MONTH_NAMES, clock, short_month, short_weekday
from scheduler.languages import said
from scheduler.outputs.by_body import by_body, months_of
from scheduler.outputs.workbook.cover import NOTHING_PLANNED
from scheduler.outputs.workbook.writing import AUTHORITY_COLUMN, BODY_COLUMN, NAME_COLUMN, Column, DataSheet

_DIGITS = 15
"""The width of a month: `Wed 16, 18:30`."""


def by_body_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return each body that meets, with its dates in the months across."""
    months = months_of(plan)
    return DataSheet(
        name=said("By body"),
        title=said("{title}: each body's meetings", title=plan_title(problem, plan)),
        about=(said("Each body that meets, with the days and starts of its meetings, month by month."),),
        columns=(
            NAME_COLUMN.said,
            BODY_COLUMN.said,
            *([AUTHORITY_COLUMN.said] if problem.is_joint else []),
            *(
                Column(
                    f"{MONTH_NAMES[month - 1].lower()}_{year}", f"{short_month(date(year, month, 1))} {year}", _DIGITS
                )
                for year, month in months
            ),
        ),
        rows=tuple(
            (
                body_title(problem, code),
                code,
                *([whose_title(problem, code)] if problem.is_joint else []),
                *("\n".join(_in_month(problem, one) for one in meetings) for meetings in of_months),
            )
            for code, of_months in by_body(problem, plan, months)
        ),
        nothing=said(NOTHING_PLANNED),
        frozen_columns=1,
    )


def _in_month(problem: Problem, meeting: Meeting) -> str:
    """Say when in its month a meeting is: `Tue 18, 19:00 (Annual Meeting)`."""
    title = f" ({typed(problem, meeting.title)})" if meeting.title else ""
    cancelled = f", {said('cancelled')}" if not meeting.live else ""
    return f"{short_weekday(meeting.date)} {meeting.date.day}, {clock(meeting.start)}{title}{cancelled}"
