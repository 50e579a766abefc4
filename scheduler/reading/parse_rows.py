"""The rows of every table with their cells understood, and the list of whatever is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import TABLES, Column, Table
from scheduler.reading.cells import CellFault, read_cell
from scheduler.reading.raw import RawInput, RawRow, RawTable


@dataclass
class Row:
    """One row: what its columns hold, without those that are blank or faulty."""

    table: str
    number: int
    values: dict[str, Any]
    faulty: set[str] = field(default_factory=set)
    """The columns with a fault of their own, which nobody need complain of again."""

    def get(self, column: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever the column's kind says
        """Return what the column holds, the default where it is blank or faulty."""
        return self.values.get(column, default)

    def blank(self, *columns: str) -> bool:
        """Whether all of these columns were left blank."""
        return not any(column in self.values or column in self.faulty for column in columns)

    def fine(self, *columns: str) -> bool:
        """Whether none of these columns has a fault of its own."""
        return self.faulty.isdisjoint(columns)


Rows = Mapping[str, list[Row]]
"""The rows of every table of the contract, in its order."""


MOST_COMPARISONS = 200_000
"""Words that are compared for suggestions: comparing is slow, and a wrong sheet has thousands of strange codes."""

LONGEST_COMPARED = 80


class Findings:
    """Whatever is found wrong, and what was probably meant."""

    def __init__(self, raw: RawInput) -> None:
        self.faults = list(raw.faults)
        self.warnings = list(raw.warnings)
        self.unreadable = frozenset(
            name
            for name, table in TABLES.items()
            if (name not in raw.tables and table.needed)
            or (name in raw.tables and not _key_columns(table) <= raw.tables[name].columns)
        )
        """Tables that are missing, or whose first column is: nobody is to complain that a code is not in them."""
        self._comparisons_left = MOST_COMPARISONS

    def suggestion(self, word: str, meant: Mapping[str, str]) -> str:
        """Return `Did you mean …? ` with the value of the nearest key, or nothing where none is near."""
        if word in meant:
            return f"Did you mean {meant[word]}? "
        if len(word) > LONGEST_COMPARED or len(meant) > self._comparisons_left:
            return ""
        self._comparisons_left -= len(meant)
        near = get_close_matches(word, meant, 1)
        return f"Did you mean {meant[near[0]]}? " if near else ""

    def in_order(self) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
        """Return all faults and all warnings, each once, by table and row."""
        places = {name: place for place, name in enumerate(TABLES)}

        def place(found: Fault) -> tuple[int, int]:
            return places.get(found.table, -1), found.row or 0

        faults, warnings = (sorted(dict.fromkeys(found), key=place) for found in (self.faults, self.warnings))
        return tuple(faults), tuple(warnings)

    def fault(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Note something that must be put right at a cell, whose value nobody is to use any more."""
        row.faulty.add(column)
        row.values.pop(column, None)
        self.contradiction(row, column, message, remedy)

    def contradiction(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Note something that must be put right, at a cell that is fine by itself."""
        self.faults.append(Fault(row.table, row.number, column, message, remedy))

    def warning(self, row: Row, column: str, message: str, remedy: str) -> None:
        """Note something that had better be looked at."""
        self.warnings.append(Fault(row.table, row.number, column, message, remedy))


def _key_columns(table: Table) -> set[str]:
    """Return the column whose codes other tables name, if they do."""
    return {column.name for column in table.columns[:1] if column.needed}


def read_rows(raw: RawInput, findings: Findings) -> dict[str, list[Row]]:
    """Read every cell of every table; a table that is absent has no rows."""
    return {name: _rows_of(table, raw.tables.get(name), findings) for name, table in TABLES.items()}


def _rows_of(table: Table, found: RawTable | None, findings: Findings) -> list[Row]:
    if found is None:
        return []
    return [_row(table, found, raw, findings) for raw in found.rows]


def _row(table: Table, found: RawTable, raw: RawRow, findings: Findings) -> Row:
    row = Row(table.name, raw.number, {})
    for column in table.columns:
        if (table.name, column.name) == ("settings", "value"):
            row.values.update({name: value for name, value in raw.cells.items() if name == "value"})
        elif column.name in raw.cells:
            read_into(row, column, raw.cells[column.name], findings)
        if column.needed and row.blank(column.name):
            if column.name in found.columns:
                _complain_of_blank(row, column, findings)
            row.faulty.add(column.name)
    return row


def read_into(row: Row, column: Column, value: object, findings: Findings, at: str | None = None) -> None:
    """Read one cell into its row; a list without parts is a blank."""
    try:
        understood = read_cell(column, value)
    except CellFault as fault:
        row.faulty.add(column.name)
        findings.contradiction(row, at or column.name, fault.message, fault.remedy)
        return
    if understood not in ("", ()):
        row.values[column.name] = understood


def _complain_of_blank(row: Row, column: Column, findings: Findings) -> None:
    message = f"{column.name} is blank, and every row of {row.table} needs it"
    findings.fault(row, column.name, message, f"Fill in {column.name}, or clear the whole row.")
