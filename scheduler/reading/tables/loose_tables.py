"""A table that lies outside the input: a CSV file, or a sheet of a workbook, read row by row with every fault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import Column, Table
from scheduler.errors import InputFaults
from scheduler.reading.tables.cells import CellFault, read_cell, word_key
from scheduler.reading.tables.guards import Unreadable, is_folder, read_bytes, refuse_other_kinds
from scheduler.reading.tables.headers import Findings, GridRow, RawRow, RawTable, table_from
from scheduler.reading.tables.sources import read_csv

MOST_ROWS = 1_000
MOST_FAULTS = 200
"""Faults that are told at once."""


def loose_table(path: Path, table: Table, findings: Findings) -> RawTable:
    """Return the rows of a table that is a file of its own, or a sheet of a workbook, by the table's columns.

    Parameters
    ----------
    path : Path
        A `.csv`, or an `.xlsx` with a sheet called as the table, or else its first sheet.
    table : Table
        What is expected.
    findings : Findings
        Where faults and warnings are added.

    Raises
    ------
    InputFaults
        If there is nothing to read.

    """
    try:
        return table_from(table, _rows_of(path, table), findings)
    except Unreadable as trouble:
        raise InputFaults((Fault(table.name, trouble.row, None, trouble.message, trouble.remedy),)) from None


def _rows_of(path: Path, table: Table) -> list[GridRow]:
    """Return the rows of the file, unless they are too many."""
    rows = _all_rows_of(path, table)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"{path.name} has more than {MOST_ROWS:,} rows", f"Keep fewer {table.name}.")
    return rows


def _all_rows_of(path: Path, table: Table) -> list[GridRow]:
    give = f"Give a table {', '.join(column.name for column in table.columns)} as .csv or .xlsx."
    try:
        folder = is_folder(path)
    except Unreadable as trouble:
        raise Unreadable(trouble.message, give) from None
    if folder:
        raise Unreadable(f"{path} is a folder", give)
    content = read_bytes(path)
    if path.suffix.lower() == ".csv":
        return read_csv(content)
    refuse_other_kinds(path, content)
    from scheduler.reading.tables.workbooks import read_workbook  # noqa: PLC0415 - openpyxl is slow to load

    sheets = read_workbook(path.name, content, lambda _: True)
    named = (rows for title, rows in sheets if word_key(title) == word_key(table.name))
    rows = next(named, sheets[0][1] if sheets else [])
    if isinstance(rows, Unreadable):
        raise rows
    return rows


class LooseRows:
    """The rows of such a table, and what is wrong with them."""

    def __init__(self, table: RawTable, findings: Findings) -> None:
        self.table = table
        self.findings = findings

    def raise_faults(self) -> None:
        """Raise InputFaults if anything was found wrong."""
        if self.findings.faults:
            faults = sorted(self.findings.faults, key=lambda fault: fault.row or 0)
            raise InputFaults(tuple(faults[:MOST_FAULTS]), tuple(self.findings.warnings))

    def read(self, row: RawRow, column: Column) -> Any:  # noqa: ANN401 - what it is depends on the column
        """Return what a needed cell means, None (and a fault) where it means nothing."""
        if self.blank(row, column.name):
            return None
        return self.understood(row, column.name, lambda cell: read_cell(column, cell))

    def blank(self, row: RawRow, column: str) -> bool:
        """Whether a cell that is needed is blank; say so, unless the whole column is missing."""
        if column in row.cells:
            return False
        if column in self.table.columns:
            message = f"{column} is blank, and every row of {self.table.name} needs it"
            self.fault(row, column, message, f"Fill in {column}, or clear the whole row.")
        return True

    def understood(self, row: RawRow, column: str, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - as above
        """Return what a cell means to its reader, None (and a fault) where it means nothing."""
        cell = row.cells[column]
        if isinstance(cell, CellFault):
            return None  # told of when the table was found
        try:
            return read(cell)
        except CellFault as trouble:
            self.fault(row, column, trouble.message, trouble.remedy)
            return None

    def fault(self, row: RawRow | None, column: str | None, message: str, remedy: str) -> None:
        """Note a fault, at its cell where it has one."""
        self.findings.faults.append(
            Fault(self.table.name, None if row is None else row.number, column, message, remedy)
        )
