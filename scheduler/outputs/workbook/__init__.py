"""The workbook `calendar.xlsx`: everything the officers, the caretaker and the caterer need of a plan.

And `consultation.xlsx`, the edition of it for everybody.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import NamedTuple

import xlsxwriter

from scheduler.domain.gone import with_what_is_gone
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import plan_title, sender_title
from scheduler.languages import ENGLISH, said, writing_in
from scheduler.outputs.bilingual import joined, languages
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
    return _book(problem, plan, (ENGLISH,), lambda: Sheets(cover, sheets, "the sheets Meetings and Closed dates"))


def consultation_bytes(problem: Problem, plan: Plan) -> bytes:
    """Return `consultation.xlsx`, likewise: every meeting, and nobody's name, in each language of the council."""
    problem, plan = for_everybody(problem, plan)
    problem = with_what_is_gone(problem, plan)

    def sheets() -> Sheets:
        data = [dates_sheet(problem, plan), by_body_sheet(problem, plan)]
        cover = consultation_cover(problem, plan, tuple(_planner_names(problem)), data)
        return Sheets(cover, data, said("the sheet {name}", name=data[0].name))

    return _book(problem, plan, languages(problem), sheets)


class Sheets(NamedTuple):
    """What a workbook has in one language, besides the year planner."""

    cover: DataSheet
    data: Sequence[DataSheet]
    data_of_planner: str
    """Where what the planner shows stands as data, in words."""


def _book(problem: Problem, plan: Plan, in_languages: Sequence[str], made: Callable[[], Sheets]) -> bytes:
    """Return a workbook that has in each language a cover, the year planner and the sheets of data made in it."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, book_options()) as book:
        book.set_properties(_properties(problem, plan, in_languages))
        styles = Styles(book)
        for language in in_languages:
            with writing_in(language):
                sheets = made()
                write_data_sheet(book.add_worksheet(sheets.cover.name), sheets.cover, styles)
                for name, months in _planner_names(problem).items():
                    Planner(problem, plan, months, styles, sheets.data_of_planner).write(book.add_worksheet(name))
                for sheet in sheets.data:
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
    name = said("Year planner")
    return {f"{name} {n}" if n > 1 else name: months for n, months in enumerate(sheets, start=1)}


def _properties(problem: Problem, plan: Plan, in_languages: Sequence[str]) -> dict[str, object]:
    """Return the properties of a workbook, what they say in each of its languages."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for language in in_languages:
        with writing_in(language):
            found["title"].append(on_one_line(plan_title(problem, plan)))
            found["subject"].append(said("Calendar of meetings"))
            found["author"].append(on_one_line(sender_title(problem) or ""))
            found["comments"].append(said("Written by meeting-day."))
    words = {name: joined(texts)[:LONGEST_PROPERTY] for name, texts in found.items()}
    return {**words, "company": words["author"], "created": created_on(plan)}
