"""Scenarios to compare: a table scenario, change, subject, value as a CSV file or a sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import AS_IT_IS, TABLE, Change, Scenario
from scheduler.domain.tables import Column, Table
from scheduler.errors import InputFaults
from scheduler.reading.cell_text import CellFault, code_key, shown, word_key
from scheduler.reading.cells import read_cell
from scheduler.reading.folders import read_csv
from scheduler.reading.guards import Unreadable, is_folder, read_bytes, refuse_other_kinds
from scheduler.reading.headers import Findings, GridRow, table_from
from scheduler.reading.raw import RawRow, RawTable
from scheduler.reading.scenario_changes import KINDS, Kind
from scheduler.reading.scenario_names import Names

_CHANGE = Column("change", "choice", needed=True, choices=tuple(KINDS))
SCENARIOS = Table(
    TABLE,
    (Column("scenario", "text", needed=True), _CHANGE, Column("subject", "text", needed=True), Column("value", "text")),
    needed=True,
)
MOST_ROWS = 1_000
MOST_SCENARIOS = 100
MOST_FAULTS = 200
"""Faults that are told at once."""
GIVE_A_TABLE = "Give a table scenario, change, subject, value as .csv or .xlsx."


def read_scenarios(path: Path, problem: Problem) -> tuple[tuple[Scenario, ...], tuple[Fault, ...]]:
    """Return the scenarios of a file in the order of their first rows, and what had better be looked at.

    Parameters
    ----------
    path : Path
        A table scenario, change, subject, value as `.csv` or `.xlsx`; rows with one scenario's name belong together.
    problem : Problem
        The input whose bodies, people and rooms they change.

    Raises
    ------
    InputFaults
        If it cannot be read, with every fault.

    """
    findings = Findings()
    try:
        table = table_from(SCENARIOS, _rows_of(path), findings)
    except Unreadable as trouble:
        raise InputFaults((Fault(TABLE, trouble.row, None, trouble.message, trouble.remedy),)) from None
    scenarios = _Reader(problem, table, findings).scenarios()
    if findings.faults:
        faults = sorted(findings.faults, key=lambda fault: fault.row or 0)
        raise InputFaults(tuple(faults[:MOST_FAULTS]), tuple(findings.warnings))
    return scenarios, tuple(findings.warnings)


def _rows_of(path: Path) -> list[GridRow]:
    """Return the rows of the file, unless they are too many."""
    rows = _all_rows_of(path)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"{path.name} has more than {MOST_ROWS:,} rows", "Keep fewer scenarios.")
    return rows


def _all_rows_of(path: Path) -> list[GridRow]:
    """Return the rows of a CSV file, or of the sheet called Scenarios, or else of the first sheet."""
    try:
        folder = is_folder(path)
    except Unreadable as trouble:
        raise Unreadable(trouble.message, GIVE_A_TABLE) from None
    if folder:
        raise Unreadable(f"{path} is a folder", GIVE_A_TABLE)
    content = read_bytes(path)
    if path.suffix.lower() == ".csv":
        return read_csv(content)
    refuse_other_kinds(path, content)
    from scheduler.reading.workbooks import read_workbook  # noqa: PLC0415 - openpyxl is slow to load

    sheets = read_workbook(path.name, content, lambda _: True)
    named = (rows for title, rows in sheets if word_key(title) == TABLE)
    rows = next(named, sheets[0][1] if sheets else [])
    if isinstance(rows, Unreadable):
        raise rows
    return rows


class _Reader:
    """Reads rows as changes, and gathers what is wrong with them."""

    def __init__(self, problem: Problem, table: RawTable, findings: Findings) -> None:
        self.names = Names(problem)
        self.first: dict[tuple[str, str, object], int] = {}
        """Scenario, change and subject -> the row where they stand first."""
        self.table = table
        self.findings = findings

    def scenarios(self) -> tuple[Scenario, ...]:
        """Return every scenario with its changes."""
        spelt: dict[str, str] = {}
        changes: dict[str, list[Change]] = {}
        for row in self.table.rows:
            name = self._name(row)
            change = self._change(row, name)
            if name is not None:
                key = code_key(name)
                spelt.setdefault(key, name)
                changes.setdefault(key, []).extend([] if change is None else [change])
        if not self.table.rows and not self.findings.faults:
            self._fault(None, None, "there are no scenarios", "Write one change on each row.")
        if len(spelt) > MOST_SCENARIOS:
            self._fault(None, "scenario", f"there are more than {MOST_SCENARIOS} scenarios", "Keep fewer.")
        return tuple(Scenario(spelt[key], tuple(made)) for key, made in changes.items())

    def _name(self, row: RawRow) -> str | None:
        name = self._read(row, SCENARIOS.columns[0])
        if name is not None and code_key(name) == code_key(AS_IT_IS):
            self._fault(row, "scenario", f"{shown(name)} is always compared, without changes", "Write another name.")
        return None if name is None else " ".join(str(name).split())

    def _change(self, row: RawRow, name: str | None) -> Change | None:
        word = self._read(row, _CHANGE)
        if word is None:
            return None
        kind = KINDS[str(word)]
        subject, value = self._subject(row, kind), self._value(row, str(word), kind)
        if subject is None or (value is None and kind.value is not None and kind.value_needed):
            return None
        if name is not None and kind.once:
            first = self.first.setdefault((code_key(name), str(word), subject), row.number)
            if first != row.number:
                message = f"row {first} of this scenario changes {word} of the same subject"
                self._fault(row, "subject", message, "Keep one of the two rows.")
        made = kind.make(subject, value)
        return Change(made.words, made.edit, row.number, made.check)

    def _subject(self, row: RawRow, kind: Kind) -> Any:  # noqa: ANN401 - what it is depends on the change
        if self._blank(row, "subject"):
            return None
        return self._understood(row, "subject", lambda cell: kind.subject(self.names, cell))

    def _value(self, row: RawRow, word: str, kind: Kind) -> Any:  # noqa: ANN401 - what it is depends on the change
        given = "value" in row.cells
        read = kind.value
        if read is None:
            if given:
                self._fault(row, "value", f"{word} has no value", "Clear the cell.")
            return None
        if not given:
            if kind.value_needed:
                self._fault(row, "value", f"value is blank, and {word} needs it", "Fill in value.")
            return None
        return self._understood(row, "value", lambda cell: read(self.names, cell))

    def _read(self, row: RawRow, column: Column) -> Any:  # noqa: ANN401 - what it is depends on the column
        if self._blank(row, column.name):
            return None
        return self._understood(row, column.name, lambda cell: read_cell(column, cell))

    def _blank(self, row: RawRow, column: str) -> bool:
        """Whether a cell that is needed is blank; say so, unless the whole column is missing."""
        if column in row.cells:
            return False
        if column in self.table.columns:
            message = f"{column} is blank, and every row of {TABLE} needs it"
            self._fault(row, column, message, f"Fill in {column}, or clear the whole row.")
        return True

    def _understood(self, row: RawRow, column: str, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - as above
        cell = row.cells[column]
        if isinstance(cell, CellFault):
            return None  # told of when the table was found
        try:
            return read(cell)
        except CellFault as trouble:
            self._fault(row, column, trouble.message, trouble.remedy)
            return None

    def _fault(self, row: RawRow | None, column: str | None, message: str, remedy: str) -> None:
        self.findings.faults.append(Fault(TABLE, None if row is None else row.number, column, message, remedy))
