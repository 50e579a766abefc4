"""`NAME - problems.xlsx`: a copy of the officer's workbook with a first sheet of problems and the cells marked."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from scheduler.domain.reasons import Fault
from scheduler.outputs.problems_copy import copied, frozen_bytes
from scheduler.outputs.problems_marks import MOST_MARKED, Mark, mark_cells, place_of, unmark_cells
from scheduler.outputs.problems_sheet import SHEET, write_sheet


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
    name = original.name if original.is_dir() else original.stem
    target = original.absolute().with_name(f"{name} - problems.xlsx")
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
