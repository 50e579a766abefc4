"""The workbook to fill in, and the filled examples: what `meeting-day new` writes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from scheduler.domain.tables import TABLES
from scheduler.errors import CannotWrite
from scheduler.outputs.template_examples import example_calendars, example_folder, example_rows
from scheduler.outputs.template_headings import sheet_title
from scheduler.outputs.template_instructions import SHEET, write_instructions
from scheduler.outputs.template_lists import name_lists
from scheduler.outputs.template_rows import worked_rows
from scheduler.outputs.template_sheets import Row, write_table_sheet

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""No clock: the same workbook is the same bytes whenever it is made."""


def write_template(path: Path) -> None:
    """Write a workbook to fill in: every table with a worked row or two, and a sheet of instructions.

    Raises
    ------
    CannotWrite
        If there is a file at the path already, or none can be written there.

    """
    rows = {table: worked_rows(table) for table in TABLES}
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
    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"title": title, "created": _CREATED})
    workbook.add_worksheet(SHEET)
    for table in TABLES.values():
        sheet = workbook.add_worksheet(sheet_title(table.name))
        sheet.set_tab_color("#1F3864" if table.needed else "#B4C7E7")
    write_instructions(workbook, title=title, example=example)
    for table in TABLES.values():
        write_table_sheet(workbook, table, rows[table.name])
    name_lists(workbook)
    workbook.close()
    return buffer.getvalue()


def _write_new(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet; one with the same content may stay."""
    for path, content in files.items():
        if path.exists() and (path.suffix != ".ics" or path.read_bytes() != content):
            raise CannotWrite(f"{path} is there already. Choose another name, or move it away first.")
    for path, content in files.items():
        try:
            path.write_bytes(content)
        except OSError as problem:
            message = f"{path} cannot be written: {problem.strerror}. Choose a folder that is there and is yours."
            raise CannotWrite(message) from problem
