"""The files of an input with some tables amended: every other cell, sheet and file is as the officer left it."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from io import StringIO
from pathlib import Path

from scheduler.domain.seat_changes import Amendment, Cell, Places, Value, WrittenCell
from scheduler.domain.table_places import TablePlace


def amended_files(
    source: Path, files: Mapping[str, bytes], amendments: Sequence[Amendment], places: Places
) -> dict[str, bytes]:
    """Return the files of an input with the amendments made in them.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files; it is left as it is.
    files : Mapping[str, bytes]
        Its files by name, with whatever lies beside it.
    amendments : Sequence[Amendment]
        What is to be written.
    places : Places
        Where the tables stand, and the seats of the grid; a table that is not there is begun.

    Raises
    ------
    CannotWrite
        If the workbook is too large to be copied.

    """
    changed = dict(files)
    if not source.is_dir():
        from scheduler.outputs.amended_workbook import amended_workbook  # noqa: PLC0415 - only a workbook needs openpyxl, slow to load

        changed[source.name] = amended_workbook(source, amendments, places)
        return changed
    for amendment in amendments:
        place = places.tables.get(amendment.table, TablePlace(f"{amendment.table}.csv"))
        changed[place.title] = _amended_csv(files.get(place.title, b""), amendment, place)
        for title, row, column in amendment.blanked:
            changed[title] = _blanked_csv(changed[title], row, column)
    return changed


def files_with_cells(
    source: Path, files: Mapping[str, bytes], written: Sequence[WrittenCell]
) -> tuple[dict[str, bytes], tuple[Cell, ...]]:
    """Return the files of an input with single cells written, whatever else is wrong with it.

    Parameters
    ----------
    source : Path
        The workbook, or the folder of CSV files; it is left as it is.
    files : Mapping[str, bytes]
        Its files by name.
    written : sequence of WrittenCell
        Each cell, and what it is to hold.

    Returns
    -------
    tuple[dict[str, bytes], tuple[Cell, ...]]
        The files, and the cells that held a formula before.

    Raises
    ------
    CannotWrite
        If the workbook is too large to be copied.

    """
    changed = dict(files)
    if not source.is_dir():
        from scheduler.outputs.amended_workbook import workbook_with_cells  # noqa: PLC0415 - as above

        changed[source.name], formulas = workbook_with_cells(source, written)
        return changed, formulas
    for title in dict.fromkeys(one.cell[0] for one in written):
        rows = _read(changed[title])
        for one in written:
            if one.cell[0] == title:
                row = rows[one.cell[1] - 1]
                row += [""] * (one.cell[2] - len(row))
                row[one.cell[2] - 1] = _as_text(one.value)
        changed[title] = _csv(rows, changed[title])
    return changed, ()


def _blanked_csv(content: bytes, row: int, column: int) -> bytes:
    rows = _read(content)
    rows[row - 1][column - 1] = ""
    return _csv(rows, content)


def _read(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def _csv(rows: Iterable[Sequence[str]], before: bytes) -> bytes:
    """Return rows as a file whose lines end, and which begins, as it did before."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n" if b"\r\n" in before else "\n").writerows(rows)
    return (BOM_UTF8 if before.startswith(BOM_UTF8) else b"") + text.getvalue().encode("utf-8")


def _amended_csv(content: bytes, amendment: Amendment, place: TablePlace) -> bytes:
    rows = _read(content) or [[]]
    header = rows[place.header - 1]
    places = dict(place.columns)
    for column in amendment.columns:
        if column not in places:
            places[column] = len(header) + 1
            header.append(column)
    known = [rows[number - 1] for number in place.rows]
    added = [_copy(known[origin], cells, places) if origin is not None else _copy([], cells, places)
             for origin, cells in amendment.added]  # fmt: skip
    for number, cells in amendment.changed.items():
        _fill(known[number], cells, places)
    gone = {id(known[number]) for number in amendment.cleared}
    return _csv([*(row for row in rows if id(row) not in gone), *added], content)


def _copy(row: list[str], cells: Mapping[str, Value], places: Mapping[str, int]) -> list[str]:
    copy = list(row)
    _fill(copy, cells, places)
    return copy


def _fill(row: list[str], cells: Mapping[str, Value], places: Mapping[str, int]) -> None:
    for column, value in cells.items():
        place = places[column]
        row += [""] * (place - len(row))
        row[place - 1] = _as_text(value)


def _as_text(value: Value) -> str:
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
