"""An input mended where it lies: single cells, and answers to law warnings; everything else of it stays as it was.

Whoever asks gives a copy of the input's folder: what is written is written there.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.commands.input_findings import InputFindings, findings_of
from scheduler.commands.inputs import problems_copy, validate
from scheduler.commands.receiving import plain_name
from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import read_input
from scheduler.domain.choices import choice_words
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_changes import Amendment, Value, WrittenCell
from scheduler.domain.table_places import letter_of
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.errors import InputFaults
from scheduler.law.words import matter_title
from scheduler.messages.law import warning_faults
from scheduler.outputs.amended import files_with_cells
from scheduler.outputs.disk import write_whole
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.sources import csv_files
from scheduler.reading.tables.texts import CellFault, cleaned

WAIVERS = "law_waivers"
_STARTS_A_FORMULA = tuple("=+-@")


@dataclass(frozen=True)
class Mend:
    """What is to stand in a cell, or in the cells of one column in several rows."""

    sheet: str
    rows: tuple[int, ...]
    column: int
    table: str
    name: str
    """The contract's column; of a setting its name."""
    text: str
    """As it is typed; blank to clear the cell."""

    @property
    def cell(self) -> str:
        """The first of its cells as Excel would name it."""
        return f"{self.sheet}!{letter_of(self.column)}{self.rows[0]}"


@dataclass(frozen=True)
class Mended:
    """An input once it is mended."""

    findings: InputFindings
    formulas: tuple[str, ...] = ()
    """The cells in which a value stands now where a formula did."""


def mend_cells(source: Path, mends: Sequence[Mend]) -> Mended:
    """Write cells of an input, and read it again.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files.
    mends : sequence of Mend
        What is to be written.

    Raises
    ------
    InputFaults
        If a text means nothing in its column, with a fault for each; nothing is written then.
    CannotWrite
        If the workbook is too large to be copied, or a cell of it is merged.

    """
    faults: list[Fault] = []
    written: list[WrittenCell] = []
    for mend in mends:
        try:
            value = _value_of(mend, in_file=source.is_dir())
        except CellFault as trouble:
            faults.append(Fault(mend.table, mend.rows[0], mend.name, trouble.message, trouble.remedy, mend.cell))
        else:
            written += [WrittenCell((mend.sheet, row, mend.column), value) for row in mend.rows]
    if faults:
        raise InputFaults(tuple(faults))
    files = {path.name: path.read_bytes() for path in (csv_files(source) if source.is_dir() else [source])}
    changed, formulas = files_with_cells(source, files, written)
    folder = source if source.is_dir() else source.parent
    for name, content in changed.items():
        if content != files[name]:
            write_whole(folder / name, content)
    return Mended(findings_of(source), tuple(f"{title}!{letter_of(column)}{row}" for title, row, column in formulas))


def _value_of(mend: Mend, *, in_file: bool) -> Value:
    """Return what a cell is to hold: real dates and numbers, words for choices, all else as text."""
    text = cleaned(mend.text)
    if isinstance(text, CellFault):
        raise text
    column = _column_of(mend)
    if text == "" or column is None:
        return text or None
    understood = read_cell(column, text)
    if column.kind == "date" or (column.kind == "whole" and not in_file):
        return understood  # type: ignore[return-value] # a date or an int, as the kind says
    if column.kind == "choice":
        return choice_words(str(understood))
    if in_file and text.startswith(_STARTS_A_FORMULA):
        message = f"“{text[:1]}” at the beginning would make it a formula when the file is opened in Excel"
        raise CellFault(message, "Begin with a letter or a digit.")
    return text


def _column_of(mend: Mend) -> Column | None:
    if mend.table == "settings" and mend.name in SETTINGS:
        return SETTINGS[mend.name]
    columns = TABLES[mend.table].columns if mend.table in TABLES else ()
    return next((column for column in columns if column.name == mend.name), None)


def answer_law(source: Path, matter: str, body: str, reason: str, by: str) -> InputFindings:
    """Answer a law warning with a row of `law_waivers`, and read the input again.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files.
    matter, body : str
        What the warning is about; a blank body is the whole authority.
    reason, by : str
        Why it stands, and who says so.

    Raises
    ------
    InputFaults
        If the input has faults, or the warning is answered already.
    CannotWrite
        If the workbook is too large to be copied.

    """
    cells: dict[str, Value] = {"body": body or None, "matter": matter_title(matter), "reason": reason, "by": by or None}
    row: dict[str, Value] = {name: value for name, value in cells.items() if value is not None}
    return _amended(source, read_input(source)[0], Amendment(WAIVERS, {}, (), ((None, row),)))


def take_answer_back(source: Path, matter: str, body: str) -> InputFindings:
    """Take the answer to a law warning out of `law_waivers`, and read the input again.

    Raises
    ------
    InputFaults
        If there is no such answer, or the input has faults.
    CannotWrite
        If the workbook is too large to be copied.

    """
    problem, _ = read_input(source)
    gone = [number for number, one in enumerate(problem.law_waivers) if (one.matter, one.body or "") == (matter, body)]
    if not gone:
        message = f"{matter_title(matter)} has no answer any more"
        raise InputFaults((Fault(WAIVERS, None, None, message, "Look at the list again."),))
    return _amended(source, problem, Amendment(WAIVERS, {}, tuple(gone), ()))


def _amended(source: Path, problem: Problem, amendment: Amendment) -> InputFindings:
    _, files = amended_input(source, problem, [amendment])
    folder = source if source.is_dir() else source.parent
    for name, content in files.items():
        if not (folder / name).exists() or (folder / name).read_bytes() != content:
            write_whole(folder / name, content)
    return findings_of(source)


def copy_with_problems(source: Path, title: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a copy of an input with its problems listed and marked; nothing is written.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files.
    title : str
        What the copy is called.

    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        beside = Path(place) / "input"
        shutil.copytree(source if source.is_dir() else source.parent, beside)
        name = plain_name(title)
        if source.is_dir():
            copy = beside.rename(Path(place) / name)
        else:
            copy = (beside / source.name).rename(beside / f"{name}.xlsx")
        faults, warnings = _problems(copy)
        found = problems_copy(copy, faults, warnings)
        return found.name, found.read_bytes()


def _problems(source: Path) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    try:
        found = validate(source)
    except InputFaults as trouble:
        return trouble.faults, trouble.warnings
    law: Iterator[Fault] = iter(warning_faults(found.problem, found.law, found.places))
    return (), (*found.warnings, *law)
