"""Inputs as files: a small council's folder or workbook, and workbooks written part by part as no program would."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from openpyxl import Workbook

from scheduler.domain.reasons import Fault

Table = Sequence[Sequence[object]]
Place = tuple[str, int | None, str | None, str]

SOUND: dict[str, Table] = {
    "settings": [["setting", "value"], ["title", "Meetings"]],
    "bodies": [["body", "name"], ["GB", "Growth Board"]],
    "people": [["person", "name"], ["ANN", "Councillor Ann"]],
    "memberships": [["person", "body"], ["ANN", "GB"]],
    "rooms": [["room", "name", "venue", "capacity"], ["CR1", "Committee Room 1", "Town Hall", 20]],
}
"""Every table that an input needs."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def csv_bytes(rows: Table) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def write_folder(folder: Path, files: Mapping[str, bytes] | None = None) -> Path:
    """Write the sound tables as CSV files, and these files beside or instead of them."""
    folder.mkdir(exist_ok=True)
    for name, content in {**{f"{name}.csv": csv_bytes(rows) for name, rows in SOUND.items()}, **(files or {})}.items():
        (folder / name).write_bytes(content)
    return folder


def write_workbook(path: Path, sheets: Mapping[str, Table] | None = None) -> Path:
    """Write the sound tables as sheets, and these sheets beside or instead of them."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in {**SOUND, **(sheets or {})}.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def worksheet(rows: str, before: str = "", after: str = "") -> str:
    """Return a sheet's part with these row elements."""
    return f'{_XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts_of(settings: str, title: str = "settings") -> dict[str, bytes]:
    """Return the parts of a workbook with this one sheet, the least that makes a workbook."""
    parts = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}"/></Types>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'{_XML}<styleSheet xmlns="{MAIN}"><fonts><font/></fonts>'
        "<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        '<cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": settings,
    }
    return {name: text.encode() for name, text in parts.items()}


def pack(path: Path, parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


HEADINGS = f'<row r="1">{text_cell("A1", "setting")}{text_cell("B1", "value")}</row>'


def settings_sheet(cells: str, after: str = "") -> str:
    """Return the sheet `settings` with one row, of these cells."""
    return worksheet(f'{HEADINGS}<row r="2">{cells}</row>', after=after)


def places(faults: Sequence[Fault]) -> list[Place]:
    """Return where the faults are and what they say, without the remedies."""
    return [(fault.table, fault.row, fault.column, fault.message) for fault in faults]
