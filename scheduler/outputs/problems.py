"""`NAME - problems.xlsx`: a copy of the officer's workbook with a first sheet of problems and the cells marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.reasons import Fault
from scheduler.domain.wording import counted
from scheduler.outputs.naming import cleaned, name_key
from scheduler.outputs.workbook_copies import copied, frozen_bytes

SHEET = "Problems"

_HEADINGS = ("Where", "What is wrong", "What to do", "How serious")
_WIDTHS = (44, 64, 64, 20)
_FONT = "Arial"
_HEADING_ROW = 4
_LONGEST_TEXT = 32_000
"""Characters; Excel holds 32,767 in a cell."""

MOST_MARKED = 2_000
"""Problems that are linked and marked; what comes after them is listed only."""

_AUTHOR = "meeting-day"
_FAULTY = PatternFill("solid", fgColor="F8CBAD")
_DOUBTFUL = PatternFill("solid", fgColor="FFE699")
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 160


def write_problems(original: Path, faults: Sequence[Fault], warnings: Sequence[Fault] = ()) -> Path:
    """Write every problem of an input beside it, and return where; the input is never touched.

    Parameters
    ----------
    original : Path
        The workbook, or the folder of CSV files. What cannot be copied (a folder, a file that is no
        workbook, one too large) gets the list of problems alone.
    faults : Sequence[Fault]
        What must be put right.
    warnings : Sequence[Fault]
        What had better be looked at.

    Raises
    ------
    OSError
        If the file cannot be written: the folder is read-only, or the file is open in Excel.

    """
    place = original.resolve() if original.is_dir() else original.absolute()
    target = place.with_name(f"{place.name if original.is_dir() else place.stem} - problems.xlsx")
    target.write_bytes(_copy_with_problems(original, faults, warnings) or _problems_alone(original, faults, warnings))
    return target


def _copy_with_problems(original: Path, faults: Sequence[Fault], warnings: Sequence[Fault]) -> bytes | None:
    """Return the marked copy; None where nothing can be copied, or none of it can be marked."""
    if not any(problem.row is not None for problem in (*faults, *warnings)):
        return None
    try:
        workbook = copied(original)
        return None if workbook is None else _with_problems(workbook, original, faults, warnings)
    except Exception:  # noqa: BLE001 - whatever a broken workbook makes openpyxl raise, the list must still be written
        return None


def _problems_alone(original: Path, faults: Sequence[Fault], warnings: Sequence[Fault]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return _with_problems(workbook, original, faults, warnings)


def _with_problems(workbook: Workbook, original: Path, faults: Sequence[Fault], warnings: Sequence[Fault]) -> bytes:
    unmark_cells(workbook)
    if SHEET in workbook.sheetnames:
        del workbook[SHEET]
    marks = [
        Mark(problem, must, place_of(workbook, problem))
        for problems, must in ((faults, True), (warnings, False))
        for problem in problems
    ]
    write_sheet(workbook, original, marks)
    mark_cells(marks[:MOST_MARKED])
    return frozen_bytes(workbook)


# -- the cells that the problems are about


@dataclass(frozen=True)
class Place:
    """Where in a workbook a problem shows: a sheet, and a cell of it unless the problem is the whole sheet's."""

    sheet: Worksheet
    row: int | None = None
    column: int = 1

    @property
    def cell(self) -> Cell | MergedCell | None:
        """The cell itself."""
        return None if self.row is None else self.sheet.cell(self.row, self.column)

    @property
    def location(self) -> str:
        """The address for a link within the workbook."""
        cell = self.cell
        title = self.sheet.title.replace("'", "''")
        return f"'{title}'!{'A1' if cell is None else cell.coordinate}"


@dataclass(frozen=True)
class Mark:
    """A problem, whether it must be put right, and where it shows."""

    problem: Fault
    must: bool
    place: Place | None


def place_of(workbook: Workbook, problem: Fault) -> Place | None:
    """Return where a problem shows in the workbook, None if it names no sheet of it."""
    sheet = next((sheet for sheet in workbook.worksheets if name_key(sheet.title) == name_key(problem.table)), None)
    if sheet is None or problem.row is None:
        return None if sheet is None else Place(sheet)
    return Place(sheet, problem.row, _column_of(sheet, problem.column))


def _column_of(sheet: Worksheet, name: str | None) -> int:
    """Return the column of that heading, or else of that letter; the first where there is neither."""
    if name is None:
        return 1
    for heading in sheet[1]:
        if heading.value is not None and name_key(heading.value) == name_key(name):
            return int(heading.column)
    try:
        return int(column_index_from_string(name))
    except ValueError:
        return 1


def sentence(text: str) -> str:
    """Return the cleaned text as a sentence that stands alone: a capital first, a full stop last."""
    plain = cleaned(text).strip()
    return plain[:1].upper() + plain[1:] + ("" if plain.endswith((".", "!", "?")) else ".")


def mark_cells(marks: Sequence[Mark]) -> None:
    """Fill each faulty cell and write the problems as a note on it."""
    of_cell: defaultdict[tuple[str, str], list[tuple[Cell | MergedCell, Mark]]] = defaultdict(list)
    for mark in marks:
        cell = None if mark.place is None else mark.place.cell
        if mark.place is not None and cell is not None:
            of_cell[mark.place.sheet.title, cell.coordinate].append((cell, mark))
    for found in of_cell.values():
        cell = found[0][0]
        cell.fill = _FAULTY if any(mark.must for _, mark in found) else _DOUBTFUL
        if isinstance(cell, Cell):
            text = "\n\n".join(
                f"{sentence(mark.problem.message)}\n{sentence(mark.problem.remedy)}" for _, mark in found
            )
            cell.comment = Comment(text, _AUTHOR, height=_NOTE_HEIGHT, width=_NOTE_WIDTH)


def unmark_cells(workbook: Workbook) -> None:
    """Take away the marks of an earlier run, where an officer has gone on in the copy."""
    for sheet in workbook.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - rows are walked to the furthest cell, a million of them
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


# -- the sheet of problems


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
