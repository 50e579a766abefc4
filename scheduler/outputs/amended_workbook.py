"""A workbook with some tables amended: sheets, looks, and what formulas last came to are as the officer left them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from scheduler.domain.seat_changes import Amendment, Cell, Places, Value, WrittenCell
from scheduler.domain.table_places import TablePlace, letter_of
from scheduler.errors import CannotWrite
from scheduler.outputs.copies.cells import Cells
from scheduler.outputs.copies.parts import Parts, is_modest
from scheduler.outputs.copies.sheets import put_last, sheets_of
from scheduler.outputs.copies.tables import grown


def amended_workbook(source: Path, amendments: Sequence[Amendment], places: Places) -> bytes:
    """Return the workbook with the amendments made in it: see `scheduler.outputs.amended`."""
    if not is_modest(source):
        message = f"{source.name} is too large to be amended here. Make the change in it, and give it as --input-after."
        raise CannotWrite(message)
    parts = Parts.unpacked(source.read_bytes())
    by_title = {sheet.title: sheet.part for sheet in sheets_of(parts)}
    for amendment in amendments:
        place = places.tables.get(amendment.table, TablePlace(amendment.table))
        part = by_title.get(place.title) or put_last(parts, place.title)
        _amend_sheet(parts, part, amendment, place)
        for title, row, column in amendment.blanked:
            elsewhere = Cells(parts, by_title[title])
            elsewhere.write((row, column), None)
            elsewhere.save()
    parts.forget_order_of_formulas()
    return parts.packed()


def workbook_with_cells(source: Path, written: Sequence[WrittenCell]) -> tuple[bytes, tuple[Cell, ...]]:
    """Return the workbook with single cells written: see `scheduler.outputs.amended.files_with_cells`."""
    if not is_modest(source):
        message = f"{source.name} is too large to be mended here. Put it right in Excel, and open it here again."
        raise CannotWrite(message)
    parts = Parts.unpacked(source.read_bytes())
    of_sheet: defaultdict[str, list[WrittenCell]] = defaultdict(list)
    for one in written:
        of_sheet[one.cell[0]].append(one)
    formulas: list[Cell] = []
    for sheet in sheets_of(parts):
        if sheet.title in of_sheet:
            cells = Cells(parts, sheet.part)
            for one in of_sheet[sheet.title]:
                place = one.cell[1:]
                if cells.is_covered(place):
                    cell = f"{sheet.title}!{letter_of(place[1])}{place[0]}"
                    message = f"{cell} is merged with other cells. Put it right in Excel, and open the workbook again."
                    raise CannotWrite(message)
                if cells.has_formula(place):
                    formulas.append(one.cell)
                cells.write(place, one.value)
            cells.save()
    parts.forget_order_of_formulas()
    return parts.packed(), tuple(formulas)


def _amend_sheet(parts: Parts, part: str, amendment: Amendment, place: TablePlace) -> None:
    """Make the amendments in a sheet."""
    cells = Cells(parts, part)
    headings = cells.filled(place.header)
    free = count(max(headings, default=0) + 1)
    columns = dict(place.columns)
    for name in amendment.columns:
        if name not in columns:
            columns[name] = next(free)
            cells.write((place.header, columns[name]), name, like=(place.header, max(headings, default=0)))
    numbers = sorted({*headings, *columns.values()})
    end = max((row for row in cells.there if not set(numbers).isdisjoint(cells.filled(row))), default=place.header)
    for row, (origin, changed) in enumerate(amendment.added, start=end + 1):
        if origin is not None:
            for column in numbers:
                cells.copy((place.rows[origin], column), (row, column))
        above = end if origin is None else place.rows[origin]
        _fill(cells, row, changed, columns, above if above > place.header else None)
    for number, changed in amendment.changed.items():
        _fill(cells, place.rows[number], changed, columns, None)
    for number in amendment.cleared:
        for column in numbers:
            cells.clear((place.rows[number], column))
    cells.save()
    grown(parts, part, header=place.header, end=end, to=end + len(amendment.added))


def _fill(cells: Cells, row: int, changed: Mapping[str, Value], columns: Mapping[str, int], like: int | None) -> None:
    """Write some columns of a row; cells that are new there look as those of another row do."""
    for name, value in changed.items():
        cells.write((row, columns[name]), value, None if like is None else (like, columns[name]))
