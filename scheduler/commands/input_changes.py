"""What differs between two copies of an input, told table by table for whoever replaces one by the other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from scheduler.commands.sources import kept_input
from scheduler.domain.headings import HEADINGS, sheet_title
from scheduler.domain.tables import TABLES
from scheduler.domain.wording import counted, listed
from scheduler.reading.tables.headers import RawTable
from scheduler.reading.tables.matching import NAMED
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.texts import cut, text_of

MOST_NAMED = 5
"""Rows, or cells, of one table that are named."""
BY_HAND = "fixed_meetings"
"""The table of what is done to single meetings."""
NOTHING = "No cell that is read differs."
_KEYS = {**NAMED, "settings": "setting", "periods": "period", "sessions": "session", "themes": "theme"}
"""By table, the column that tells its rows apart."""

Cells = Mapping[str, str]


def input_changes(before: Path, after: Path) -> tuple[str, ...]:
    """Return what differs between two inputs, in sentences; `NOTHING` alone where nothing that is read does.

    Parameters
    ----------
    before, after : Path
        Workbooks, or folders of CSV files; tables that cannot be read count as blank.

    """
    return tuple(_changes(before, after, TABLES)) or (NOTHING,)


def lacking(source: Path, folder: Path) -> tuple[str, ...]:
    """Return what the input beside a calendar has otherwise than a workbook, in sentences.

    What was done to single meetings by hand is left out: whoever plans again from the workbook keeps that.
    """
    return tuple(_changes(source, kept_input(folder), [table for table in TABLES if table != BY_HAND]))


def _changes(before: Path, after: Path, tables: Iterable[str]) -> Iterator[str]:
    old, new = read_tables(before).tables, read_tables(after).tables
    for table in tables:
        yield from _of_table(table, old.get(table), new.get(table))


def _of_table(table: str, before: RawTable | None, after: RawTable | None) -> Iterator[str]:
    old, new = _rows(before), _rows(after)
    key = _KEYS.get(table)
    if key is not None and all(_told_apart(rows, key) for rows in (old, new)):
        yield from _by_key(table, {row[key]: row for row in old}, {row[key]: row for row in new})
        return
    gone, come = (Counter(tuple(sorted(row.items())) for row in rows) for rows in (old, new))
    lost, gained = (gone - come).total(), (come - gone).total()
    if lost or gained:
        parts = [f"{counted(gained, 'row')} new or changed"] if gained else []
        parts += [f"{counted(lost, 'row')} gone or otherwise before"] if lost else []
        yield f"{sheet_title(table)}: {listed(parts)}."


def _told_apart(rows: list[Cells], key: str) -> bool:
    """Whether each row has a key of its own."""
    keys = [row.get(key, "") for row in rows]
    return all(keys) and len(set(keys)) == len(keys)


def _by_key(table: str, old: Mapping[str, Cells], new: Mapping[str, Cells]) -> Iterator[str]:
    come, gone = [key for key in new if key not in old], [key for key in old if key not in new]
    for word, keys in (("new", come), ("gone", gone)):
        if keys:
            yield f"{sheet_title(table)}: {_named(keys)} {'is' if len(keys) == 1 else 'are'} {word}."
    cells = [
        f"{key}, {HEADINGS.get((table, name), name)}: {_was(one)} is now {_was(other)}"
        for key in new
        if key in old
        for name in sorted({*old[key], *new[key]})
        if (one := old[key].get(name, "")) != (other := new[key].get(name, ""))
    ]
    for line in cells[:MOST_NAMED]:
        yield f"{sheet_title(table)}: {line}."
    if len(cells) > MOST_NAMED:
        yield f"{sheet_title(table)}: {counted(len(cells) - MOST_NAMED, 'more cell')} changed."


def _named(keys: list[str]) -> str:
    more = len(keys) - MOST_NAMED
    return listed([*keys[:MOST_NAMED], f"{more} more"] if more > 0 else keys)


def _was(text: str) -> str:
    return f"“{cut(text)}”" if text else "nothing"


def _rows(table: RawTable | None) -> list[Cells]:
    return [] if table is None else [{name: text_of(value) for name, value in row.cells.items()} for row in table.rows]
