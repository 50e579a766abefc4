"""The sheet of days on which nothing is held, or had better not be."""

from collections.abc import Iterator

from scheduler.dates.public_holidays import public_holiday
from scheduler.domain.plan import Plan
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.outputs.workbook.data_sheet import DATE, Column, DataSheet, Row
from scheduler.outputs.workbook.wording import in_words

_KINDS = {"closed": "Closed", "avoid": "Better avoided"}


def closed_dates_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return public holidays, closed dates and dates to avoid, in order."""
    rows = [*_holidays(problem), *(_row(problem, row) for row in problem.closed_dates)]
    rows.sort(key=lambda row: (row[0], row[1], str(row[3]), str(row[4])))
    return DataSheet(
        name="Closed dates",
        title=f"{plan.title}: closed dates and dates to avoid",
        about=("Public holidays, closed dates and dates better avoided. Nothing is held on a closed date.",),
        columns=(
            Column("From", 18, DATE),
            Column("To", 18, DATE),
            Column("Kind", 18),
            Column("Reason", 44),
            Column("For whom", 44),
            Column("Offices", 11),
        ),
        rows=tuple(rows),
        nothing="There are none.",
    )


def _holidays(problem: Problem) -> Iterator[Row]:
    for day in problem.days:
        name = public_holiday(problem.settings.holidays, day)
        if name is not None:
            yield day, day, "Public holiday", name, "Everybody", "Shut"


def _row(problem: Problem, row: ClosedDate) -> Row:
    return (
        row.start_date,
        row.end_date,
        _KINDS[row.strength],
        row.reason,
        "; ".join(_whom(problem, tag) for tag in row.applies_to) or "Everybody",
        "Shut" if row.non_working else "Open",
    )


def _whom(problem: Problem, tag: str) -> str:
    """Name a body, a meeting day or a classification."""
    named = problem.bodies.get(tag) or problem.meeting_days.get(tag)
    return in_words(tag) if named is None else named.name
