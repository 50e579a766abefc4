"""Files that somebody gives: the small input as a workbook, with faults or macros, and what only looks like one."""

import zipfile
from functools import cache
from io import BytesIO

import openpyxl
from small_input import TABLES

from scheduler.outputs.copies.parts import TYPES, Parts

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FAULTY = {
    "settings": TABLES["settings"].replace("2015-11-27", "sometime").replace("title,Small calendar", "title,"),
    "bodies": "body,name,meetings_min,open_to_public,weekdays\nHWB,Health Board,2,maybe,Tuesdy\n"
    "GB,Growth Board,many,,\n",
    "memberships": "person,body,role\nANN,HWBB,chiar\nBOB,HWB,boss\nDPH,HWB,boss\nBOB,GB,boss\nANN,,\n",
}
LAW = TABLES["bodies"].replace("open_to_public\n", "open_to_public,statutory\n").replace("5,yes\n", "5,yes,yes\n")


def workbook(**tables: str) -> bytes:
    """Return the small input as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in {**TABLES, **tables}.items():
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def zipped(**parts: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


@cache
def bomb() -> bytes:
    """Return a workbook that unpacks to 110 MB."""
    return zipped(xl__workbook=b"x" * 110_000_000)


def with_macros() -> bytes:
    parts = Parts.unpacked(workbook())
    parts.add("xl/vbaProject.bin", OLE, "application/vnd.ms-office.vbaProject")
    parts.relate(parts.main, "vbaProject", "xl/vbaProject.bin")
    parts.add("xl/vbaProjectSignature.bin", b"x", "application/vnd.ms-office.vbaProjectSignature")
    parts.relate("xl/vbaProject.bin", "vbaProjectSignature", "xl/vbaProjectSignature.bin")
    sheet = parts.contents["xl/worksheets/sheet1.xml"]
    parts.add("xl/macrosheets/sheet1.xml", sheet, "application/vnd.ms-excel.macrosheet+xml")
    relation = parts.relate(parts.main, "xlMacrosheet", "xl/macrosheets/sheet1.xml")
    book = parts.contents[parts.main].decode()
    listed = f'<sheet name="Macro1" sheetId="99" r:id="{relation}" xmlns:r="{parts.dialect}"/></sheets>'
    parts.contents[parts.main] = book.replace("</sheets>", listed).encode()
    types = parts.contents[TYPES].decode()
    parts.contents[TYPES] = types.replace(MAIN, "application/vnd.ms-excel.sheet.macroEnabled.main+xml").encode()
    return parts.packed()
