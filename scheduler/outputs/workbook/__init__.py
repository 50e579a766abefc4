"""The workbook `calendar.xlsx`: everything the officers, the caretaker and the caterer need of a plan.

And `consultation.xlsx`, the edition of it for everybody.
"""

from collections.abc import Callable, Sequence
from io import BytesIO

import xlsxwriter

from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.outputs.naming import on_one_line
from scheduler.outputs.public_view import for_everybody
from scheduler.outputs.workbook.attendance import (
    attendance_sheet,
    diaries_sheet,
    overlaps_sheet,
    quorums_sheet,
    shared_members_sheet,
)
from scheduler.outputs.workbook.by_body import by_body_sheet
from scheduler.outputs.workbook.consultation import consultation_cover, dates_sheet
from scheduler.outputs.workbook.could_not import could_not_sheet, tiers_sheet, wishes_sheet
from scheduler.outputs.workbook.cover import about_sheet, cover_sheet, created_on
from scheduler.outputs.workbook.equipment import EQUIPMENT, equipment_sheet
from scheduler.outputs.workbook.forward_plan import forward_plan_sheet
from scheduler.outputs.workbook.glossary import glossary_sheet
from scheduler.outputs.workbook.meetings import (
    changes_sheet,
    closed_dates_sheet,
    deadlines_sheet,
    meetings_sheet,
)
from scheduler.outputs.workbook.planner import Planner
from scheduler.outputs.workbook.planner_days import Month, months_by_sheet
from scheduler.outputs.workbook.rooms import CATERING, catering_sheet, rooms_sheet
from scheduler.outputs.workbook.run_sheets import days_sheet, run_sheets, running_order
from scheduler.outputs.workbook.structure import (
    PROGRAMME,
    SUNSET,
    TO_LOOK_AT,
    programme_sheet,
    structure_sheet,
    sunset_sheet,
    to_look_at_sheet,
)
from scheduler.outputs.workbook.writing import LONGEST_PROPERTY, DataSheet, Styles, book_options, write_data_sheet

TABLES: dict[str, Callable[[Problem, Plan], DataSheet]] = {
    "meetings": meetings_sheet,
    "by_body": by_body_sheet,
    "run_sheets": days_sheet,
    "running_order": running_order,
    "rooms": rooms_sheet,
    "equipment": equipment_sheet,
    "catering": catering_sheet,
    "deadlines": deadlines_sheet,
    "forward_plan": forward_plan_sheet,
    "attendance": attendance_sheet,
    "quorums": quorums_sheet,
    "overlaps": overlaps_sheet,
    "shared_members": shared_members_sheet,
    "diaries": diaries_sheet,
    "changes": changes_sheet,
    "could_not": could_not_sheet,
    "wishes": wishes_sheet,
    "tiers": tiers_sheet,
    "closed_dates": closed_dates_sheet,
    "structure": structure_sheet,
    "work_programme": programme_sheet,
    "to_look_at": to_look_at_sheet,
    "sunset": sunset_sheet,
    "glossary": glossary_sheet,
}
"""The tables of a plan in the order of their sheets, by the name of the data frame that is made of each."""


ONLY_WITH_ROWS = (CATERING, EQUIPMENT, PROGRAMME, TO_LOOK_AT, SUNSET)
"""Sheets that are left out where they have nothing to say."""


def workbook_bytes(problem: Problem, plan: Plan) -> bytes:
    """Return `calendar.xlsx`; the same problem and plan give the same bytes, whenever and wherever."""
    problem = with_what_is_gone(problem, plan)
    sheets = _data_sheets(problem, plan)
    cover = cover_sheet(problem, plan, tuple(_planner_names(problem)), sheets)
    return _book(problem, plan, cover, sheets, "the sheets Meetings and Closed dates")


def consultation_bytes(problem: Problem, plan: Plan) -> bytes:
    """Return `consultation.xlsx`, likewise: public meetings, and nobody's name."""
    problem, plan = for_everybody(problem, plan)
    problem = with_what_is_gone(problem, plan)
    sheets = [dates_sheet(problem, plan), by_body_sheet(problem, plan)]
    cover = consultation_cover(problem, plan, tuple(_planner_names(problem)), sheets)
    return _book(problem, plan, cover, sheets, f"the sheet {sheets[0].name}")


def _book(problem: Problem, plan: Plan, cover: DataSheet, sheets: Sequence[DataSheet], data: str) -> bytes:
    """Return a workbook of a cover, the year planner, whose data is elsewhere, and sheets of data."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, book_options()) as book:
        _describe(book, problem, plan)
        styles = Styles(book)
        write_data_sheet(book.add_worksheet(cover.name), cover, styles)
        for name, months in _planner_names(problem).items():
            Planner(problem, plan, months, styles, data).write(book.add_worksheet(name))
        for sheet in sheets:
            write_data_sheet(book.add_worksheet(sheet.name), sheet, styles)
    return buffer.getvalue()


def _data_sheets(problem: Problem, plan: Plan) -> list[DataSheet]:
    """Return the sheets of data; a running order for each meeting day, unless there are many.

    Lunches and equipment are there where there are any; what the file was made of comes last.
    """
    sheets: list[DataSheet] = []
    for table in TABLES.values():
        sheets += run_sheets(problem, plan) if table is running_order else (table(problem, plan),)
    served = [sheet for sheet in sheets if sheet.name not in ONLY_WITH_ROWS or sheet.rows]
    return [*served, about_sheet(problem, plan)]


def _planner_names(problem: Problem) -> dict[str, tuple[Month, ...]]:
    """Return each sheet of the year planner with its months."""
    sheets = months_by_sheet(problem)
    return {f"Year planner {n}" if n > 1 else "Year planner": months for n, months in enumerate(sheets, start=1)}


def _describe(book: xlsxwriter.Workbook, problem: Problem, plan: Plan) -> None:
    authority = on_one_line(problem.settings.authority or "")[:LONGEST_PROPERTY]
    book.set_properties(
        {
            "title": on_one_line(plan.title)[:LONGEST_PROPERTY],
            "subject": "Calendar of meetings",
            "author": authority,
            "company": authority,
            "comments": "Written by meeting-day.",
            "created": created_on(plan),
        }
    )
