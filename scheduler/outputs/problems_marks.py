"""The cells that the problems of a workbook are about: finding them, marking them, clearing earlier marks."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.reasons import Fault
from scheduler.outputs.plain_text import cleaned

MOST_MARKED = 2_000
"""Problems that are linked and marked; what comes after them is listed only."""

_AUTHOR = "meeting-day"
_FAULTY = PatternFill("solid", fgColor="F8CBAD")
_DOUBTFUL = PatternFill("solid", fgColor="FFE699")
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 160


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
    sheet = next((sheet for sheet in workbook.worksheets if bare(sheet.title) == bare(problem.table)), None)
    if sheet is None or problem.row is None:
        return None if sheet is None else Place(sheet)
    return Place(sheet, problem.row, _column_of(sheet, problem.column))


def bare(name: object) -> str:
    """Return a table's or a column's name as it is compared: without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]", "", str(name)).casefold()


def _column_of(sheet: Worksheet, name: str | None) -> int:
    """Return the column of that heading, or else of that letter; the first where there is neither."""
    if name is None:
        return 1
    for heading in sheet[1]:
        if heading.value is not None and bare(heading.value) == bare(name):
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
