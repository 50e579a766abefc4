"""The workbook to fill in, and the filled examples: what `meeting-day new` writes."""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from scheduler.domain.headings import sheet_title
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.tables import TABLES, Table
from scheduler.domain.wording import listed
from scheduler.errors import CannotWrite
from scheduler.outputs.template.instructions import FIRST, write_instructions, write_worked_examples
from scheduler.outputs.template.sheets import (
    INSTRUCTIONS,
    WORKED_EXAMPLES,
    Row,
    blank_settings,
    name_lists,
    write_seats,
    write_table_sheet,
)

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""No clock: the same workbook is the same bytes whenever it is made."""

_TAB, _PALER_TAB = "#1F3864", "#D6E0F0"
"""Of the sheets that every council needs, and of the others."""

_PACKAGE = Path(__file__).parents[2]
_INSTALLED, _CHECKED_OUT = _PACKAGE / "examples", _PACKAGE.parent / "inputs"


def write_template(path: Path) -> None:
    """Write a workbook to fill in: every table without a row, instructions, and worked rows on a sheet of their own.

    Raises
    ------
    CannotWrite
        If there is a file at the path already, or none can be written there.

    """
    rows: dict[str, Sequence[Row]] = {table: [] for table in TABLES} | {"settings": blank_settings()}
    _write_new({path: _workbook(rows, title="A calendar of meetings: what to fill in", example=False)})


def write_example(path: Path, name: str) -> None:
    """Write a filled example as a workbook, and the calendar files it names beside it.

    Raises
    ------
    CannotWrite
        If there is no such example, there is another file at one of the paths already, or none can be written there.

    """
    folder = example_folder(name)
    rows = example_rows(folder)
    title = next(row["value"] for row in rows["settings"] if row["setting"] == "title")
    files = {path: _workbook(rows, title=title, example=True)}
    files |= {path.with_name(calendar): content for calendar, content in example_calendars(folder).items()}
    _write_new(files)


def _workbook(rows: Mapping[str, Sequence[Row]], *, title: str, example: bool) -> bytes:
    """Return a workbook of the tables; one to fill in has a grid of seats and worked rows too."""
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": title, "created": _CREATED})
    workbook.add_worksheet(INSTRUCTIONS)
    for table in in_order():
        sheet = workbook.add_worksheet(sheet_title(table.name))
        sheet.set_tab_color(_TAB if table.name in FIRST else _PALER_TAB)
        if table.name == "memberships" and not example:
            workbook.add_worksheet(SEATS).set_tab_color(_TAB)
    if not example:
        workbook.add_worksheet(WORKED_EXAMPLES)
    write_instructions(workbook, title=title, example=example)
    for table in TABLES.values():
        write_table_sheet(workbook, table, rows[table.name])
    if not example:
        write_seats(workbook)
        write_worked_examples(workbook)
    name_lists(workbook)
    workbook.close()
    return buffer.getvalue()


def in_order() -> list[Table]:
    """Return the tables as their sheets stand: those that every council needs, then the others."""
    return [TABLES[name] for name in (*FIRST, *(name for name in TABLES if name not in FIRST))]


def _write_new(files: Mapping[Path, bytes]) -> None:
    """Write a workbook, and its calendar files, that are not there yet; one with the same content may stay."""
    for path, content in files.items():
        if path.suffix.casefold() not in (".xlsx", ".ics"):
            better = path.with_suffix(".xlsx") if path.name else Path("year.xlsx")
            raise CannotWrite(f"{path} is no name of a workbook, for it does not end in .xlsx. Write {better} instead.")
        if path.exists() and (path.suffix != ".ics" or path.read_bytes() != content):
            raise CannotWrite(f"{path} is there already. Choose another name, or move it away first.")
    for path, content in files.items():
        try:
            path.write_bytes(content)
        except OSError as problem:
            message = f"{path} cannot be written: {problem.strerror}. Choose a folder that is there and is yours."
            raise CannotWrite(message) from problem


def examples_folder(installed: Path = _INSTALLED, checked_out: Path = _CHECKED_OUT) -> Path:
    """Return where the examples are: in the installed package, or in the checkout it runs from."""
    return installed if installed.is_dir() else checked_out


def example_names() -> list[str]:
    """Return the names of the examples."""
    return sorted(folder.name for folder in examples_folder().iterdir() if folder.is_dir())


def example_folder(name: str) -> Path:
    """Return the folder of an example.

    Raises
    ------
    CannotWrite
        If there is no example of that name.

    """
    if name not in example_names():
        raise CannotWrite(f"There is no example {name}: choose {listed(example_names(), 'or')}.")
    return examples_folder() / name


def example_rows(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each table of an example, none for a table it does without."""
    files = {table: folder / f"{table}.csv" for table in TABLES}
    return {table: _rows_of(file) if file.is_file() else [] for table, file in files.items()}


def _rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def example_calendars(folder: Path) -> dict[str, bytes]:
    """Return the calendar files of an example by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.ics"))}
