"""Which sheets of a workbook, or files of a folder, are the tables of the contract."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from scheduler.domain.headings import sheet_title
from scheduler.domain.headings_otherwise import MEMBERS, TABLES_OTHERWISE
from scheduler.domain.names import name_key
from scheduler.domain.seat_marks import SEATS, SEATS_OTHERWISE
from scheduler.domain.tables import TABLES
from scheduler.reading.tables.headers import GridRow, Unreadable, gathered
from scheduler.reading.tables.matching import columns_of, header_of
from scheduler.reading.tables.texts import Raw
from scheduler.reading.tables.workbooks import Area, LaidOut

_OF_NUMBERS = re.compile(
    r"(?:sheet \d+ ?[-\u2013\u2014] ?)?(.+?)"
    r"(?: ?[-\u2013\u2014] ?(?:(?:table|tabelle|tableau|tabla) \d+(?:-\d+)?|\1))?",
    re.IGNORECASE,
)
"""How Apple's Numbers names the sheets of a workbook: the sheet's name, and that of the table on it."""
_MEMBERS = frozenset(name_key(word) for word in MEMBERS)
_SEATS = frozenset(name_key(word) for word in (SEATS, *SEATS_OTHERWISE))
_MEMBERSHIPS = "memberships"

Rows = list[GridRow] | Unreadable


@dataclass(frozen=True)
class Sheet:
    """A sheet or file that may be a table."""

    title: str
    """What it is called; the name of a file with its ending."""
    plain: str
    """What it is called, without the ending of a file."""
    rows: Rows
    """What is on it, or why that cannot be read; nothing where its name is not that of a table."""
    hidden: bool = False


def sheet_of(found: LaidOut) -> Sheet:
    """Return a sheet of a workbook as one that may be a table, what is merged spread over the rows it covers."""
    rows = found.rows
    if not isinstance(rows, Unreadable):
        try:
            rows = merged_down(rows, found.merged)
        except Unreadable as problem:
            rows = problem
    return Sheet(found.title, found.title, rows, found.hidden)


@dataclass
class Chosen:
    """The sheets that are tables, and those that are none."""

    tables: dict[str, list[Sheet]] = field(default_factory=dict)
    """By table, in the contract's order: one sheet, or several of which nobody could say which is meant."""
    seats: list[Sheet] = field(default_factory=list)
    """Those of the seats grid."""
    others: list[Sheet] = field(default_factory=list)
    """What is no table; hidden sheets are left out, and so are those behind a visible one of the same table."""


@lru_cache
def _tables_by_key() -> dict[str, str]:
    return {name_key(name): name for name in TABLES} | {name_key(sheet_title(name)): name for name in TABLES}


@lru_cache
def _tables_otherwise() -> dict[str, str]:
    return {name_key(word): table for table, words in TABLES_OTHERWISE.items() for word in words}


def table_named(name: str) -> str | None:
    """Return the contract's table of that name, as Apple's Numbers writes it too."""
    found = _OF_NUMBERS.fullmatch(name.strip())
    keys = (name_key(name), name_key(found[1]) if found else "")
    return next((_tables_by_key()[key] for key in keys if key in _tables_by_key()), None)


def may_be_table(name: str) -> bool:
    """Whether a sheet or file of that name may be a table of the contract."""
    return table_named(name) is not None or _otherwise_key(name) in _MEMBERS | _SEATS | _tables_otherwise().keys()


def _otherwise_key(name: str) -> str:
    """Return how a name is compared, without what Numbers adds."""
    found = _OF_NUMBERS.fullmatch(name.strip())
    return name_key(found[1] if found else name)


def chosen(sheets: Sequence[Sheet]) -> Chosen:
    """Return which sheets are tables: by the contract's names first, then by those that councils use; visible first."""
    ways: tuple[Callable[[Sheet], str | None], ...] = (_table_named, _table_otherwise)
    found = Chosen()
    taken: set[int] = set()
    by_table: dict[str, list[Sheet]] = {}
    for hidden in (False, True):
        for way in ways:
            more: dict[str, list[Sheet]] = {}
            for number, sheet in enumerate(sheets):
                table = way(sheet) if sheet.hidden == hidden and number not in taken else None
                if table is not None and table not in by_table:
                    more.setdefault(table, []).append(sheet)
                    taken.add(number)
            by_table |= more
    found.tables = {name: by_table[name] for name in TABLES if name in by_table}
    found.seats = by_table.get(SEATS, [])
    found.others = [sheet for number, sheet in enumerate(sheets) if number not in taken and not sheet.hidden]
    return found


def merged_down(rows: list[GridRow], areas: Iterable[Area]) -> list[GridRow]:
    """Return the rows of a sheet with what is merged over several of them in each that holds anything besides.

    Raises
    ------
    Unreadable
        If there would be more cells than a table may have.

    """
    return gathered(_merged_down(rows, sorted(area for area in areas if area[0] < area[1])))


def _merged_down(rows: list[GridRow], areas: list[Area]) -> Iterator[GridRow]:
    reaching: dict[int, tuple[int, Raw]] = {}
    """By column, the last row that a value reaches, and the value."""
    begun = 0
    for row in rows:
        reaching = {column: (last, value) for column, (last, value) in reaching.items() if last >= row.number}
        above = {column: value for column, (_, value) in reaching.items() if column not in row.cells}
        while begun < len(areas) and areas[begun][0] <= row.number:
            first, last, column, _ = areas[begun]
            if first == row.number and column in row.cells:
                reaching[column] = last, row.cells[column]
            begun += 1
        yield GridRow(row.number, {**above, **row.cells}) if above else row


def _table_named(sheet: Sheet) -> str | None:
    """Return the table that has the sheet's name, or SEATS: what may be the seats grid and has bodies is a list."""
    if _otherwise_key(sheet.plain) in _SEATS:
        return _MEMBERSHIPS if _has_bodies(sheet) else SEATS
    return table_named(sheet.plain)


def _table_otherwise(sheet: Sheet) -> str | None:
    """Return the table that councils call so; "Members" is memberships where it has a column of bodies."""
    key = _otherwise_key(sheet.plain)
    if key in _MEMBERS:
        return _MEMBERSHIPS if _has_bodies(sheet) else "people"
    return _tables_otherwise().get(key)


def _has_bodies(sheet: Sheet) -> bool:
    """Whether a sheet has a column of bodies, as lists of memberships have."""
    if isinstance(sheet.rows, Unreadable) or not sheet.rows:
        return False
    table = TABLES[_MEMBERSHIPS]
    return not {"body", "role"}.isdisjoint(columns_of(table, sheet.rows[header_of(table, sheet.rows)].cells).values())
