"""Where a file holds a calendar made by hand: the sheet, its header, and the rows below."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.domain.reasons import Fault
from scheduler.domain.tables import Column
from scheduler.reading.cell_text import shown, word_key
from scheduler.reading.folders import read_csv
from scheduler.reading.guards import Unreadable, refuse_other_kinds
from scheduler.reading.headers import GridRow
from scheduler.reading.workbooks import read_workbook

KINDS = {"body": "text", "date": "date", "start": "time", "end": "time", "room": "text", "status": "text"}
COLUMNS = {name: Column(name, kind) for name, kind in KINDS.items()}
NEEDED = ("body", "date", "start")
HEADER_WITHIN = 15
OUR_OWN = "meetings"


@dataclass(frozen=True)
class HandMade:
    """The table of a calendar made by hand: its header's columns by number, the rows below, and other such tables."""

    title: str
    """What the sheet or file is called."""
    header: dict[int, str]
    rows: list[GridRow]
    warnings: tuple[Fault, ...] = ()


def table_of(path: Path, content: bytes) -> HandMade:
    """Return the one table of a file; of several, the sheet called Meetings, or else the first.

    Raises
    ------
    Unreadable
        If the file is no table with the columns body, date and start.

    """
    if path.suffix.lower() == ".csv":
        sheets = [(path.name, read_csv(content))]
        troubles: list[Unreadable] = []
    else:
        refuse_other_kinds(path, content)
        read = read_workbook(path.name, content, lambda _: True)
        sheets = [(title, rows) for title, rows in read if not isinstance(rows, Unreadable)]
        troubles = [rows for _, rows in read if isinstance(rows, Unreadable)]
    tables = [table for title, rows in sheets for table in _tables(title, rows)]
    for table in tables:
        if word_key(table.title) == OUR_OWN:
            return table
    if tables:
        return HandMade(tables[0].title, tables[0].header, tables[0].rows, tuple(map(_not_read, tables[1:])))
    if troubles:
        raise troubles[0]
    raise Unreadable(
        f"{path.name} holds no table with the headings body, date and start",
        "Give a table body, date, start, end, room, or a plan.json.",
    )


def _tables(title: str, rows: list[GridRow]) -> list[HandMade]:
    """Return the table of a sheet, if its first rows have the header of one."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        header = _header(row)
        if set(NEEDED) <= set(header.values()):
            return [HandMade(title, header, rows[number + 1 :])]
    return []


def _header(row: GridRow) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, title in row.cells.items():
        name = word_key(title) if isinstance(title, str) else ""
        if name in COLUMNS and name not in found.values():
            found[column] = name
    return found


def _not_read(table: HandMade) -> Fault:
    message = f"The sheet {shown(table.title)} has such a table too, and is not read."
    return Fault("calendar", None, None, message, "Put all meetings on one sheet, and call it Meetings.")
