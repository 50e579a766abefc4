"""Where a table of the input stands in its workbook or file, and how a spreadsheet names its cells."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from scheduler.domain.reasons import Fault

_LETTERS = 26
_PLAIN = re.compile(r"[^\W\d]\w*")
"""A title that stands in an address without quotation marks."""
_LETTER = re.compile("[A-Z]{1,3}")
"""The letter over a column, where no heading names it."""


def letter_of(column: int) -> str:
    """Return the letter over a column in a spreadsheet: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, place = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


@dataclass(frozen=True)
class TablePlace:
    """A table as it stands in a sheet or file: rows and columns are counted from 1, as a spreadsheet counts them."""

    title: str
    """What the sheet or file is called."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """The place of each column by the contract's name."""
    rows: tuple[int, ...] = ()
    """The numbers of the rows that say something, in their order."""
    header: int = 1
    """The row of the headings."""
    in_workbook: bool = True
    """Whether it is a sheet; the cells of a file have no names."""

    def address(self, row: int, column: str) -> str:
        """Return a cell as Excel names it, `Bodies!I8`; nothing for a file."""
        if not self.in_workbook:
            return ""
        title = self.title if _PLAIN.fullmatch(self.title) else "'{}'".format(self.title.replace("'", "''"))
        return f"{title}!{column}{row}"

    def with_cell(self, fault: Fault) -> Fault:
        """Return a fault of the table with the cell that shows it, where one does and it is none yet."""
        if fault.cell or fault.row is None:
            return fault
        if fault.column is None:
            letter = letter_of(min(self.columns.values(), default=1))
        elif fault.column in self.columns:
            letter = letter_of(self.columns[fault.column])
        else:
            letter = fault.column if _LETTER.fullmatch(fault.column) else ""
        return replace(fault, cell=self.address(fault.row, letter)) if letter else fault


TablePlaces = Mapping[str, TablePlace]
"""The place of every table that was found, by the contract's name."""


def with_cells(faults: Iterable[Fault], places: TablePlaces) -> Iterator[Fault]:
    """Yield faults of the tables, each with the cell that shows it, where one of a workbook does."""
    for fault in faults:
        place = places.get(fault.table)
        yield fault if place is None else place.with_cell(fault)
