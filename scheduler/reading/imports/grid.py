"""A table in any file, as its reader sees it: a grid of cells, and the place of each in its file.

Merged cells are repeated over what they cover. What is hidden, struck through or deleted is no part of a grid, and is
told in `left_out`. Lines of text outside tables are grids of one column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from scheduler.domain.found import LeftOut, Source
from scheduler.domain.table_places import letter_of
from scheduler.reading.tables.headers import COPY_TABLES, Unreadable
from scheduler.reading.tables.texts import CellFault, Raw, cleaned, cut, text_of

Layout: TypeAlias = Literal["sheet", "table", "lines"]
Cells: TypeAlias = dict[int, dict[int, Raw]]
"""What is not blank, by row and column as the file counts them, from 1."""

MOST_PLACES = 300_000
"""Cells of a grid, blank ones between others too, and cells that merged ones cover."""
LONGEST_TITLE = 300
"""Letters of the text above a table that may be its title; longer ones are prose."""


@dataclass(frozen=True)
class Grid:
    """The cells of a table without its blank rows and columns."""

    file: str
    layout: Layout
    title: str
    """The name of its sheet; the caption of a table, or the line or heading just above it; the name of a file."""
    rows: tuple[tuple[Raw, ...], ...]
    """All of one length; blank cells are "". Line breaks within a cell stay, as `\\n`; a cell that cannot be had as a
    value is the CellFault that says so."""
    label: str = ""
    """What its places begin with: `Calendar`, `table 2`, `paragraph`."""
    row_numbers: tuple[int, ...] = ()
    column_numbers: tuple[int, ...] = ()
    above: tuple[str, ...] = ()
    """Further headings in force above it, the nearest first, and at last the title of the whole file."""
    hidden: bool = False
    """A hidden sheet, which has no rows unless they are asked for."""
    left_out: tuple[LeftOut, ...] = ()
    """What is in the file and not in the grid."""

    def place(self, row: int, column: int | None = None) -> str:
        """Return where a row or a cell of it stands, counted from 0 in `rows`: `Calendar!C7`, `table 2, row 5`."""
        number = self.row_numbers[row]
        if self.layout == "lines":
            return f"{self.label} {number}"
        across = None if column is None else self.column_numbers[column]
        if self.layout == "sheet":
            return f"{self.label}, row {number}" if across is None else f"{self.label}!{letter_of(across)}{number}"
        where = f"{self.label}, row {number}"
        return where if across is None else f"{where}, column {across}"

    def source(self, row: int, column: int | None = None) -> Source:
        """Return the file and the place of a row or cell."""
        return Source(self.file, self.place(row, column))

    def text(self, row: int, column: int) -> str:
        """Return a cell as a text of one line; of one that cannot be had as a value, nothing."""
        value = self.rows[row][column]
        return "" if isinstance(value, CellFault) else " ".join(text_of(value).split())


def plain(text: str) -> str | CellFault:
    """Return a text with its lines kept apart, each made plain."""
    lines = [cleaned(" ".join(line.split())) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    fault = next((line for line in lines if isinstance(line, CellFault)), None)
    return fault if fault is not None else "\n".join(str(line) for line in lines if line)


def grid_of(
    file: str,
    layout: Layout,
    title: str,
    cells: Cells,
    label: str,
    left_out: Iterable[LeftOut] = (),
) -> Grid:
    """Return the grid of some cells; its `label` is what places in it begin with.

    Raises
    ------
    Unreadable
        If it would have more places than any council's table.

    """
    found = {row: here for row, of_row in cells.items() if (here := _not_blank(of_row))}
    rows = sorted(found)
    columns = sorted({column for of_row in found.values() for column in of_row})
    if len(rows) * len(columns) > MOST_PLACES:
        raise too_large(file)
    return Grid(
        file,
        layout,
        title,
        tuple(tuple(found[row].get(column, "") for column in columns) for row in rows),
        label,
        tuple(rows),
        tuple(columns),
        left_out=tuple(left_out),
    )


def _not_blank(cells: Mapping[int, Raw]) -> dict[int, Raw]:
    return {column: value for column, value in cells.items() if value != ""}


def too_large(file: str) -> Unreadable:
    """Return the complaint about a table with more cells than can be read."""
    return Unreadable(f"{file} has a table of more than {MOST_PLACES:,} cells", COPY_TABLES)


class Laying:
    """Lays out cells that reach over several columns and rows, row by row."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.cells: Cells = {}
        self.row = 0
        self._column = 0
        self._reaching: dict[int, tuple[int, Raw]] = {}
        """By column, the last row that a cell from above reaches, and what is in it."""
        self._places = 0

    def start_row(self) -> None:
        """Go on to the next row; cells from above reach into it."""
        self.row += 1
        self._column = 1
        self._reaching = {column: held for column, held in self._reaching.items() if held[0] >= self.row}
        self._count(len(self._reaching))
        self.cells[self.row] = {column: value for column, (_, value) in self._reaching.items()}

    def skip(self, columns: int) -> None:
        """Leave columns of the row out."""
        self._column += columns

    @property
    def column(self) -> int:
        """The next free column of the row, from 1."""
        while self._column in self._reaching:
            self._column += 1
        return self._column

    def row_words(self) -> str:
        """Return what the row begins with where that is words, such as the name of a body; nothing otherwise."""
        first = self.cells[self.row].get(1, "")
        return first if isinstance(first, str) and any(letter.isalpha() for letter in first) else ""

    def above(self) -> Raw:
        """Return what stands in the row above at the column that is next."""
        return self.cells.get(self.row - 1, {}).get(self._column, "")

    def add(self, value: Raw, across: int = 1, down: int = 1) -> None:
        """Put a cell into the next free columns of the row, and of the rows below that it reaches over."""
        self._count(across)
        for column in range(self.column, self._column + across):
            self.cells[self.row][column] = value
            if down > 1:
                self._reaching[column] = (self.row + down - 1, value)
        self._column += across

    def _count(self, places: int) -> None:
        self._places += places
        if self._places > MOST_PLACES:
            raise too_large(self.file)


class Writing:
    """A page or a document as grids: its tables, and between them its lines, each a row of one column."""

    def __init__(self, file: str, line: str) -> None:
        self.file, self.line = file, line
        self.grids: list[Grid] = []
        self.left_out: list[LeftOut] = []
        """What of the whole is not seen."""
        self.heading = ""
        """The title of the whole, where it has one."""
        self._headings: list[tuple[int, str]] = []
        """In force, with their levels, the highest first."""
        self._lines: list[tuple[int, Raw]] = []
        self._last = ""
        self._tables = 0

    def add_line(self, number: int, text: str, level: int = 0) -> None:
        """Take a line of text outside tables; headings have a level from 1, other lines 0."""
        value = plain(text)
        if value == "":
            return
        self._lines.append((number, value))
        shown = " ".join(text.split())
        if len(shown) <= LONGEST_TITLE:
            self._last = shown
            if level:
                self._headings = [held for held in self._headings if held[0] < level] + [(level, shown)]

    def next_table(self) -> int:
        """Return the number of a table that begins, and end the lines before it."""
        self.end_lines()
        self._tables += 1
        return self._tables

    def titles(self) -> tuple[str, ...]:
        """Return the texts above what comes next, the nearest first."""
        headings = [text for _, text in reversed(self._headings)]
        return tuple(dict.fromkeys(text for text in (self._last, *headings, self.heading) if text))

    def add_table(self, number: int, cells: Cells, titles: tuple[str, ...]) -> None:
        """Take a table, with the texts above it."""
        title, *above = titles or ("",)
        made = grid_of(self.file, "table", title, cells, f"table {number}")
        if made.rows:
            self.grids.append(replace(made, above=tuple(above)))
        self._last = ""

    def end_lines(self) -> None:
        """Make a grid of the lines since the last table."""
        if self._lines:
            rows = tuple((value,) for _, value in self._lines)
            numbers = tuple(number for number, _ in self._lines)
            self.grids.append(Grid(self.file, "lines", self.heading, rows, self.line, numbers, (1,)))
            self._lines = []

    def end(self) -> tuple[Grid, ...]:
        """Return all grids; the last has no rows, and tells what of the whole is not seen."""
        self.end_lines()
        if self.left_out:
            self.grids.append(grid_of(self.file, "lines", self.heading, {}, self.line, self.left_out))
        return tuple(self.grids)


def struck_out(text: str, why: str, source: Source) -> LeftOut:
    """Return what is told of a text that its reader does not see, or sees struck through."""
    return LeftOut(cut(" ".join(text.split())), why, source)
