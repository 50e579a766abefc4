"""Which table a sheet is, and which column a heading is, however they are spelt."""

from collections.abc import Sequence
from difflib import get_close_matches

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import NOT_TABLES, TABLES
from scheduler.reading.raw import Raw, RawInput, RawRow, RawTable

MOST_ROWS = 100_000
SEPARATORS = str.maketrans("", "", " -_\u00a0\t\r\n")

Line = tuple[int, Sequence[Raw]]
"""A row's number in the spreadsheet, and its cells from the first column on."""


def squashed(name: object) -> str:
    """Return a name without case, spaces, hyphens and underscores."""
    return str(name).translate(SEPARATORS).casefold()


_TABLE_OF = {squashed(name): name for name in TABLES}


def table_named(title: str, found: RawInput, where: str) -> str | None:
    """Return the table a sheet or file is; None, with a warning unless it is one of ours, if it is none."""
    name = _TABLE_OF.get(squashed(title))
    if name is None and squashed(title) not in map(squashed, NOT_TABLES):
        near = get_close_matches(squashed(title), _TABLE_OF, 1)
        remedy = f"Did you mean {_TABLE_OF[near[0]]}?" if near else "Rename it if it was meant to be read."
        found.warnings.append(Fault(title, None, None, f"{where} is no table of the input and is left out.", remedy))
    if name is not None and name in found.tables:
        message = f"{where} is a second table {name}."
        found.faults.append(Fault(name, None, None, message, "Keep one of the two, or rename the other."))
        return None
    return name


def blank(value: Raw) -> bool:
    """Whether a cell holds nothing to read."""
    return value is None or (isinstance(value, str) and not value.strip())


def add_table(name: str, lines: Sequence[Line], found: RawInput) -> None:
    """Add a table, given its rows that are not blank; the first row of the sheet is its header."""
    header = lines[0][1] if lines and lines[0][0] == 1 else ()
    columns = _columns(name, header, found)
    missing = [column.name for column in TABLES[name].columns if column.needed and column.name not in columns.values()]
    for column in missing:
        message = f"The column {column} is missing from the table {name}."
        found.faults.append(Fault(name, 1, column, message, "Add it to the headings in row 1."))
    titled = {number for number, title in enumerate(header) if not blank(title)}
    rows = []
    for number, cells in lines[1 if header else 0 :]:
        stray = next((n for n, cell in enumerate(cells) if not blank(cell) and n not in titled), None)
        if stray is not None:
            message = f"The cell {letters(stray)}{number} stands under no heading."
            found.faults.append(Fault(name, number, letters(stray), message, "Give its column a heading, or clear it."))
        here = {columns[n]: cell for n, cell in enumerate(cells) if n in columns and not blank(cell)}
        if any(not blank(cell) for n, cell in enumerate(cells) if n in titled):
            rows.append(RawRow(number, here))
    if len(rows) > MOST_ROWS:
        message = f"The table {name} has {len(rows):,} rows; at most {MOST_ROWS:,} are read."
        found.faults.append(Fault(name, None, None, message, "Keep only the rows of this calendar."))
        rows = []
    found.tables[name] = RawTable(name, tuple(rows), frozenset(columns.values()))


def _columns(name: str, header: Sequence[Raw], found: RawInput) -> dict[int, str]:
    known = {squashed(column.name): column.name for column in TABLES[name].columns}
    columns: dict[int, str] = {}
    for number, title in enumerate(header):
        if blank(title) or squashed(title).startswith("note"):
            continue
        column = known.get(squashed(title))
        if column is None:
            near = get_close_matches(squashed(title), known, 1)
            remedy = (
                f"Did you mean {known[near[0]]}?" if near else "Begin its heading with note to keep it for yourself."
            )
            message = f"The column {str(title).strip()[:80]} is not one of the table {name} and is left out."
            found.warnings.append(Fault(name, 1, str(title).strip()[:80], message, remedy))
        elif column in columns.values():
            message = f"The table {name} has two columns {column}."
            found.faults.append(Fault(name, 1, column, message, "Keep one of them."))
        else:
            columns[number] = column
    return columns


def letters(number: int) -> str:
    """Return the letters of a column counted from 0: A, B, ..., Z, AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
