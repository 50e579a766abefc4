"""Small files as councils have them, made in the tests: workbooks, pages, Word documents, texts."""

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook

from scheduler.reading.imports.content import Content, kind_of
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.grids import grids_of

Rows = Sequence[Sequence[object]]


def content(name: str, data: str | bytes) -> Content:
    """Return a file as an import opens it."""
    raw = data.encode() if isinstance(data, str) else data
    return Content(name, raw, kind_of(name, raw))


def workbook(change: Callable[[Any], None] | None = None, **sheets: Rows) -> Content:
    """Return a workbook of these sheets, changed at last."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(made)
    stream = BytesIO()
    made.save(stream)
    return content("calendar.xlsx", stream.getvalue())


def word(*blocks: str | Rows, change: Callable[[Any], None] | None = None) -> Content:
    """Return a Word document of paragraphs, headings (`# `) and tables, changed at last."""
    made = Document()
    for block in blocks:
        if isinstance(block, str):
            level = len(block) - len(block.lstrip("#"))
            text = block.lstrip("# ")
            made.add_heading(text, level) if level else made.add_paragraph(text)
            continue
        table = made.add_table(len(block), max(map(len, block)))
        width, places = len(table.columns), table._cells  # noqa: SLF001 - each row.cells makes them all anew
        for number, cells in enumerate(block):
            for cell, value in zip(places[number * width :], cells, strict=False):
                cell.text = str(value)
    if change is not None:
        change(made)
    stream = BytesIO()
    made.save(stream)
    return content("calendar.docx", stream.getvalue())


def page(*blocks: str | Rows, name: str = "calendar.html") -> Content:
    """Return a web page of pieces of HTML and of tables."""
    parts = [block if isinstance(block, str) else html_table(block) for block in blocks]
    return content(name, f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>")


def html_table(rows: Rows) -> str:
    cells = ("".join(f"<td>{escape(str(value))}</td>" for value in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def rows_of(made: Content) -> list[tuple[tuple[object, ...], ...]]:
    """Return the rows of every grid."""
    return [grid.rows for grid in grids_of(made)]


def only(made: Content) -> Grid:
    """Return the one grid of a file."""
    (found,) = grids_of(made)
    return found
