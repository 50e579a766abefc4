"""The first sheet of the problems workbook: where, what is wrong, and what to do."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted
from scheduler.outputs.plain_text import cleaned
from scheduler.outputs.problems_marks import MOST_MARKED, Mark, Place, sentence

SHEET = "Problems"

_HEADINGS = ("Where", "What is wrong", "What to do", "How serious")
_WIDTHS = (44, 64, 64, 20)
_FONT = "Arial"
_HEADING_ROW = 4
_LONGEST_TEXT = 32_000
"""Characters; Excel holds 32,767 in a cell."""


def write_sheet(workbook: Workbook, original: Path, marks: Sequence[Mark]) -> None:
    """Put the list of problems in front of the other sheets."""
    sheet: Worksheet = workbook.create_sheet(SHEET, 0)
    workbook.active = 0
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    faults = sum(mark.must for mark in marks)
    _write(sheet, 1, 1, f"Problems in {original.name}").font = Font(name=_FONT, size=16, bold=True)
    _write(sheet, 2, 1, _summary(faults, len(marks) - faults))
    _write(sheet, 3, 1, _where_to_mend(original, copied=len(workbook.worksheets) > 1))
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        _write(sheet, _HEADING_ROW, column, heading).font = Font(name=_FONT, size=12, bold=True)
        sheet.column_dimensions[sheet.cell(_HEADING_ROW, column).column_letter].width = width
    for number, mark in enumerate(marks):
        _write_problem(sheet, _HEADING_ROW + 1 + number, mark, linked=number < MOST_MARKED)
    if marks:
        table = Table(displayName="ProblemsTable", ref=f"A{_HEADING_ROW}:D{_HEADING_ROW + len(marks)}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
        sheet.add_table(table)
    sheet.freeze_panes = sheet.cell(_HEADING_ROW + 1, 1)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"


def _summary(faults: int, warnings: int) -> str:
    return f"{counted(faults, 'problem')} to put right, {counted(warnings, 'more thing')} to look at."


def _where_to_mend(original: Path, *, copied: bool) -> str:
    if copied:
        return (
            f"This is a copy of {original.name}: each place below leads to its cell, which is filled and has a note. "
            "Put things right in the original, or go on in this copy under a name of your own."
        )
    return f"Put these right in {original.name}; row 1 is the row of headings."


def _write_problem(sheet: Worksheet, row: int, mark: Mark, *, linked: bool) -> None:
    where = _write(sheet, row, 1, _where(mark.problem, mark.place))
    if mark.place is not None and linked:
        where.hyperlink = Hyperlink(where.coordinate, location=mark.place.location)
        where.font = Font(name=_FONT, size=12, color="0563C1", underline="single")
    _write(sheet, row, 2, sentence(mark.problem.message))
    _write(sheet, row, 3, sentence(mark.problem.remedy))
    _write(sheet, row, 4, "Must be put right" if mark.must else "Look at this")


def _where(problem: Fault, place: Place | None) -> str:
    """Name the place as the officer sees it: `Bodies, row 3, quorum (cell P3)`."""
    parts = [problem.table if place is None else place.sheet.title]
    if problem.row is not None:
        parts.append(f"row {problem.row}")
    if problem.column is not None:
        parts.append(problem.column)
    cell = None if place is None else place.cell
    return ", ".join(parts) + ("" if cell is None else f" (cell {cell.coordinate})")


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write text that stays text, whatever it begins with."""
    cell: Cell = sheet.cell(row, column)
    cell.value = cleaned(text)[:_LONGEST_TEXT]
    cell.data_type = "s"
    cell.font = Font(name=_FONT, size=12)
    cell.alignment = Alignment(wrap_text=row >= _HEADING_ROW, vertical="top")
    return cell
