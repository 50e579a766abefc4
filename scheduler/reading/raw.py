"""Rows as they stand in a workbook or a folder, before anything is understood."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from scheduler.domain.reasons import Fault

Raw: TypeAlias = object
"""A cell as the spreadsheet holds it: text, a number, a bool, a date, a time, a datetime or a timedelta."""


@dataclass(frozen=True)
class RawRow:
    """One row that is not blank: its number in the spreadsheet (the header is 1), and what its columns hold."""

    number: int
    cells: dict[str, Raw]
    """By the contract's column names; blank cells and unknown columns are left out."""


@dataclass(frozen=True)
class RawTable:
    """One table of the contract, as it was found."""

    name: str
    rows: tuple[RawRow, ...] = ()
    columns: frozenset[str] = frozenset()
    """The contract's columns that the header has."""


@dataclass(frozen=True)
class RawInput:
    """All tables found, the faults and warnings of finding them, and where files beside them lie."""

    tables: dict[str, RawTable]
    folder: Path
    sha256: str
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
