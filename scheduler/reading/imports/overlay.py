"""An import laid over the tables of a workbook: blank cells filled, rows added, and what the workbook says otherwise.

What the workbook has stays. A row is the same by its code, which is found by its name or an alias as well.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta

from scheduler.domain.headings import heading_of
from scheduler.domain.imported import Disagreement, Entry, Fill, Imported, ImportedRow, Overlay
from scheduler.domain.names import name_key, person_key
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.reading.imports.making import Known
from scheduler.reading.tables.cells import read_cell
from scheduler.reading.tables.headers import RawInput, RawRow
from scheduler.reading.tables.texts import CellFault, code_key, parts_of, text_of

NEAR = timedelta(days=60)
"""Within so many days two closures of one name are one."""
_KEPT = {
    "memberships": ("person", "body"),
    "fixed_meetings": ("body", "title", "date"),
    "closed_dates": ("reason",),
}
"""Tables that have no column of codes: by what their rows are told apart."""


def known_codes(raw: RawInput) -> Known:
    """Return the codes that the tables of a workbook give to names."""
    return Known(
        _codes(raw, "bodies", "body", name_key),
        _codes(raw, "people", "person", person_key),
        _codes(raw, "rooms", "room", name_key),
    )


def _codes(raw: RawInput, table: str, column: str, key: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _rows(raw, table):
        code = _text(row, column)
        aliases = row.cells.get("aliases", "")
        others = [] if isinstance(aliases, CellFault) else parts_of(aliases)
        for name in (_text(row, "name"), code, *others):
            if code and name:
                found.setdefault(key(name), code)
    return found


def _rows(raw: RawInput, table: str) -> tuple[RawRow, ...]:
    return raw.tables[table].rows if table in raw.tables else ()


def _text(row: RawRow, column: str) -> str:
    value = row.cells.get(column)
    return "" if value is None or isinstance(value, CellFault) else text_of(value).strip()


def overlay(imported: Imported, raw: RawInput, seated: Collection[tuple[str, str]] = ()) -> Overlay:
    """Return what of an import goes into a workbook.

    Parameters
    ----------
    imported : Imported
        With the codes that the workbook has: see `known_codes`.
    raw : RawInput
        The tables of the workbook.
    seated : collection of tuple of str
        Person and body of seats that it has in its grid.

    """
    fills: list[Fill] = []
    added: dict[str, list[ImportedRow]] = {}
    differences: list[Disagreement] = []
    taken = {(code_key(person), code_key(body)) for person, body in seated}
    for table, rows in imported.tables.items():
        standing = _Standing(table, _rows(raw, table))
        for row in rows:
            old = standing.same_as(row)
            if old is not None:
                for column, entry in row.items():
                    if column not in old.cells:
                        fills.append(Fill(table, old.number, column, _column_of(table, column, row), entry))
                    elif column not in _names_of(table, row) and _differs(
                        _column_of(table, column, row), old.cells[column], entry
                    ):
                        has = _text(old, column)
                        differences.append(Disagreement(table, old.number, column, has, entry))
            elif table != "memberships" or _key(table, row) not in taken:
                added.setdefault(table, []).append(row)
    return Overlay(tuple(fills), {table: tuple(rows) for table, rows in added.items()}, tuple(differences))


def _names_of(table: str, row: ImportedRow) -> tuple[str, ...]:
    """Return the columns by which a row is known to be the same, which are not compared; nor is a guessed title."""
    named = (*_columns_of_key(table), "name")
    return (*named, "value") if table == "settings" and row["setting"].text == "title" else named


def _columns_of_key(table: str) -> tuple[str, ...]:
    return _KEPT.get(table, (TABLES[table].columns[0].name,))


def _column_of(table: str, column: str, row: ImportedRow) -> Column:
    if table == "settings" and column == "value":
        return SETTINGS[row["setting"].text]
    return next(one for one in TABLES[table].columns if one.name == column)


def _differs(column: Column, has: object, found: Entry) -> bool:
    """Whether a cell means something else than what was found; names and codes as people write them are the same."""
    try:
        one, two = read_cell(column, has), read_cell(column, found.text)
    except CellFault:
        return True
    if isinstance(one, str) and isinstance(two, str):
        return name_key(one) != name_key(two) and person_key(one) != person_key(two)
    return one != two


def _key(table: str, row: ImportedRow) -> tuple[str, ...]:
    columns = _columns_of_key(table)
    return tuple(code_key(row[column].text) if column in row else "" for column in columns)


class _Standing:
    """The rows that a table of a workbook has."""

    def __init__(self, table: str, rows: Iterable[RawRow]) -> None:
        self.table = table
        self.rows = tuple(rows)
        columns = _columns_of_key(table)
        self.by_key = {tuple(code_key(_text(row, one)) for one in columns): row for row in reversed(self.rows)}
        if table == "settings":
            words = {code_key(heading_of("settings", name)): name for name in SETTINGS}
            self.by_key |= {(words[key],): row for (key,), row in self.by_key.items() if key in words}

    def same_as(self, row: ImportedRow) -> RawRow | None:
        """Return the row that is about the same thing, None where there is none."""
        if self.table == "closed_dates":
            return min(self._closures_like(row), key=lambda old: _days_apart(old, row), default=None)
        if self.table == "fixed_meetings":
            return next(self._meetings_like(row), None)
        return self.by_key.get(_key(self.table, row))

    def _closures_like(self, row: ImportedRow) -> Iterator[RawRow]:
        """Yield closures of the same reason about the same days."""
        for old in self.rows:
            if _days_apart(old, row) <= NEAR and name_key(_text(old, "reason")) == name_key(row["reason"].text):
                yield old

    def _meetings_like(self, row: ImportedRow) -> Iterator[RawRow]:
        """Yield rows about the same meeting: by its title and body, or by its date."""
        day = date.fromisoformat(row["date"].text) if "date" in row else None
        title = row["title"].text if "title" in row else ""
        for old in self.rows:
            alike = code_key(_text(old, "body")) == code_key(row["body"].text)
            called = bool(title) and name_key(_text(old, "title")) == name_key(title) and day is None
            on = day is not None and _date(old.cells.get("date")) == day
            if alike and (called or on):
                yield old


def _days_apart(old: RawRow, row: ImportedRow) -> timedelta:
    """Return how far two closures begin from one another; ages where one has no first day."""
    day = _date(old.cells.get("start_date"))
    return timedelta.max if day is None else abs(day - date.fromisoformat(row["start_date"].text))


def _date(value: object) -> date | None:
    if value is None:
        return None
    try:
        found = read_cell(Column("date", "date"), value)
    except CellFault:
        return None
    return found if isinstance(found, date) else None
