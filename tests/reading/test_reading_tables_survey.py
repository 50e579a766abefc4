"""Workbooks that are broken or built to do harm: each ends in words, in seconds, and in little memory."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from written_inputs import MAIN, pack, parts_of, settings_sheet, text_cell, worksheet, write_workbook

from scheduler.domain.reasons import Fault
from scheduler.reading.tables.headers import COPY_TABLES, SAVE_AGAIN, SAVE_AS_WORKBOOK
from scheduler.reading.tables.sources import read_tables

NAME = "council.xlsx"
SOUND = parts_of(settings_sheet(text_cell("A2", "title") + text_cell("B2", "Meetings")))
DAMAGED = f"{NAME} is damaged, or is no Excel workbook"
TOO_MUCH = f"{NAME} has more cells and formatting than can be read"
SHEET = "xl/worksheets/sheet1.xml"


def verdict(folder: Path, **parts: bytes | str) -> tuple[str, str]:
    """Return the message and the remedy of a workbook with these parts instead: sheet, styles, workbook, others."""
    names = {
        "sheet": SHEET,
        "styles": "xl/styles.xml",
        "workbook": "xl/workbook.xml",
        "strings": "xl/sharedStrings.xml",
    }
    written = {names[name]: text if isinstance(text, bytes) else text.encode() for name, text in parts.items()}
    return only_fault(pack(folder / NAME, {**SOUND, **written}))


def only_fault(path: Path) -> tuple[str, str]:
    raw = read_tables(path)
    (fault,) = raw.faults
    assert fault == Fault("", None, None, fault.message, fault.remedy)
    assert (raw.tables, raw.warnings, raw.sha256) == ({}, [], "")
    return fault.message, fault.remedy


def styles(inside: str) -> str:
    return f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'


def test_the_least_workbook_is_sound(tmp_path: Path) -> None:
    assert len(read_tables(pack(tmp_path / NAME, SOUND)).tables["settings"].rows) == 1


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_a_part_it_needs_is_damaged(tmp_path: Path, missing: str) -> None:
    parts = {name: content for name, content in SOUND.items() if name != missing}
    assert only_fault(pack(tmp_path / NAME, parts)) == (DAMAGED, SAVE_AGAIN)


def test_a_workbook_without_a_sheet_that_it_lists_is_damaged(tmp_path: Path) -> None:
    parts = {name: content for name, content in SOUND.items() if name != SHEET}
    assert only_fault(pack(tmp_path / NAME, parts)) == (f"{NAME} is damaged: a sheet of it is missing", SAVE_AGAIN)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", SHEET])
def test_a_part_that_breaks_off_is_damaged(tmp_path: Path, name: str) -> None:
    parts = {**SOUND, name: SOUND[name][: len(SOUND[name]) // 2]}
    assert only_fault(pack(tmp_path / NAME, parts)) == (DAMAGED, SAVE_AGAIN)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
        f'<row r="2"><c r="A2"><v>{"9" * 5_000}</v></c></row>',
        '<row r="2"><c r="A2"><v>nonsense</v></c></row>',
        '<row r="2"><c r="A2" s="99"><v>1</v></c></row>',
        '<row r="2"><c r="A2" s="x"><v>1</v></c></row>',
    ],
)
def test_a_cell_that_makes_no_sense_ends_in_words(tmp_path: Path, row: str) -> None:
    raw = read_tables(pack(tmp_path / NAME, {**SOUND, SHEET: worksheet(row).encode()}))
    assert raw.faults != []


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('<row r="3"/><row r="2"/>', "rows"),
        ('<row r="2"/><row r="2"/>', "rows"),
        ('<row r="99999999999"/>', "rows"),
        ('<row r="1e3"/>', "rows"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "cells"),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "cells"),
        ('<row r="1"><c r="XFE1"/></row>', "cells"),
        ('<row r="1"><c r="1"/></row>', "cells"),
        (f'<row r="1"><c r="{"A" * 100_000}1"/></row>', "cells"),
        (f'<row r="{"9" * 100_000}"/>', "rows"),
    ],
)
def test_rows_and_cells_out_of_order_are_damage_and_never_lost(tmp_path: Path, rows: str, what: str) -> None:
    assert verdict(tmp_path, sheet=worksheet(rows)) == (f"{NAME} is damaged: its {what} are not in order", SAVE_AGAIN)


def test_the_order_of_calculation_may_be_any(tmp_path: Path) -> None:
    chain = f'<calcChain xmlns="{MAIN}"><c r="B2" i="1"/><c r="A1"/><c r="B2"/></calcChain>'.encode()
    raw = read_tables(pack(tmp_path / NAME, {**SOUND, "xl/calcChain.xml": chain}))
    assert len(raw.tables["settings"].rows) == 1


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet("<row><c>" + "<v/>" * 1_000_000 + "</c></row>"),
        worksheet("<row>" + "<c/>" * 16_000 + "</row>" + ("<row>" + "<c/>" * 16_000 + "</row>") * 18),
        worksheet('<row><c r="XFD1"/></row>' + '<row><c r="XFD2"/></row>' * 1_300),
        worksheet("", after="<x/>" * 100_001),
        worksheet("", after="<x>" * 100_001 + "</x>" * 100_001),
    ],
    ids=["elements", "cells", "wide rows", "formatting", "deep"],
)
def test_more_than_can_be_read_in_seconds_is_refused(tmp_path: Path, sheet: str) -> None:
    assert verdict(tmp_path, sheet=sheet) == (TOO_MUCH, COPY_TABLES)


def test_texts_that_cells_share_count_like_cells(tmp_path: Path) -> None:
    assert verdict(tmp_path, strings=f'<sst xmlns="{MAIN}">{"<si/>" * 300_001}</sst>') == (TOO_MUCH, COPY_TABLES)


@pytest.mark.parametrize(("sheets", "rows"), [(61, 0), (60, 333_400)])
def test_one_part_listed_as_many_sheets_is_refused(tmp_path: Path, sheets: int, rows: int) -> None:
    listed = "".join(f'<sheet name="s{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, sheets + 1))
    workbook = SOUND["xl/workbook.xml"].decode()
    start, end = workbook.index("<sheet "), workbook.index("</sheets>")
    found = verdict(tmp_path, workbook=workbook[:start] + listed + workbook[end:], sheet=worksheet("<row/>" * rows))
    assert found == (TOO_MUCH, COPY_TABLES)


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    sheet = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'
    assert verdict(tmp_path, sheet=sheet) == (f"{NAME} defines entities, as Excel never does", SAVE_AGAIN)


@pytest.mark.parametrize("rows", [f'<row a="{"x" * 5_000_000}"/>', f"<!--{'x' * 5_000_000}-->"])
def test_a_tag_that_never_ends_is_refused(tmp_path: Path, rows: str) -> None:
    assert verdict(tmp_path, sheet=worksheet(rows)) == (f"{NAME} is damaged: a tag in it never ends", SAVE_AGAIN)


@pytest.mark.parametrize("code", ["[" * 21, "0" * 1_001])
def test_a_number_format_that_takes_long_to_understand_is_refused(tmp_path: Path, code: str) -> None:
    found = verdict(tmp_path, styles=styles(f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'))
    assert found == (f"{NAME} has a number format that Excel allows nobody", COPY_TABLES)


def with_name(name: str, text: str) -> str:
    names = f'<definedNames><definedName name="{name}" localSheetId="0">{text}</definedName></definedNames>'
    return SOUND["xl/workbook.xml"].decode().replace("</sheets>", f"</sheets>{names}")


def test_a_print_area_that_takes_long_to_understand_is_refused(tmp_path: Path) -> None:
    found = verdict(tmp_path, workbook=with_name("_xlnm.Print_Area", "A1,\n" * 501))
    assert found == (f"{NAME} has a print area of too many pieces", COPY_TABLES)


@pytest.mark.parametrize(("name", "text"), [("_xlnm.Print_Area", "$A$1:$B$2"), ("Mine", "A1," * 2_000)])
def test_defined_names_are_no_matter(tmp_path: Path, name: str, text: str) -> None:
    path = pack(tmp_path / NAME, {**SOUND, "xl/workbook.xml": with_name(name, text).encode()})
    assert len(read_tables(path).tables["settings"].rows) == 1


def test_the_other_dialect_of_workbooks_is_told_to_be_saved_again(tmp_path: Path) -> None:
    workbook = SOUND["xl/workbook.xml"].decode().replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert verdict(tmp_path, workbook=workbook) == (f"{NAME} is saved as “Strict Open XML”", SAVE_AS_WORKBOOK)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_of_parts_are_read(tmp_path: Path, encoding: str) -> None:
    sheet = SOUND[SHEET].decode().replace("UTF-8", "UTF-16" if encoding == "utf-16" else "UTF-8").encode(encoding)
    assert len(read_tables(pack(tmp_path / NAME, {**SOUND, SHEET: sheet})).tables["settings"].rows) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    found = only_fault(pack(tmp_path / NAME, {**SOUND, "x.bin": bytes(100_000_001)}))
    assert found == (f"{NAME} unpacks to more than 100 MB", COPY_TABLES)


def test_a_workbook_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    found = only_fault(pack(tmp_path / NAME, {**SOUND, **{f"x{number}": b"" for number in range(1_000)}}))
    assert found == (f"{NAME} has more than 1,000 parts", COPY_TABLES)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_workbook_packed_in_another_way_is_refused(tmp_path: Path, packing: int) -> None:
    assert only_fault(pack(tmp_path / NAME, SOUND, packing)) == (
        f"{NAME} is packed as Excel packs no workbook",
        SAVE_AGAIN,
    )


def test_a_workbook_that_is_cut_or_altered_anywhere_ends_in_words(tmp_path: Path) -> None:
    content = write_workbook(tmp_path / NAME).read_bytes()
    for length in range(4, len(content), 97):
        (tmp_path / NAME).write_bytes(content[:length])
        assert only_fault(tmp_path / NAME) == (DAMAGED, SAVE_AGAIN)
    for place in range(0, len(content), 31):
        (tmp_path / NAME).write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        assert isinstance(read_tables(tmp_path / NAME).faults, list)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xls", OLE, "a.xls is a workbook of the old kind, or no workbook"),
        ("a.xls", b"<html>", "a.xls is a workbook of the old kind"),
        ("a.ODS", b"PK\x03\x04", "a.ODS is an OpenDocument spreadsheet"),
        ("a.docx", b"PK\x03\x04", "a.docx is a Word document"),
        ("a.xlsb", b"PK\x03\x04", "a.xlsb is a binary workbook"),
        ("a.txt", b"hello", "a.txt is no Excel workbook"),
    ],
)
def test_a_file_of_another_kind_is_to_be_saved_as_a_workbook(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert only_fault(tmp_path / name) == (message, SAVE_AS_WORKBOOK)


@pytest.mark.parametrize(
    ("name", "content", "message", "remedy"),
    [
        ("a.xlsx", b"", "is an empty file", "Give a workbook that was saved, or a folder of CSV files."),
        ("a.xlsx", b"PK\x03\x04", "is damaged, or is no Excel workbook", SAVE_AGAIN),
        (
            "~$a.xlsx",
            b"x",
            "is only the mark that Excel leaves while a workbook is open",
            "Give the workbook itself, a.xlsx.",
        ),
        (
            "bodies.csv",
            b"x",
            "is one table alone, and a workbook or a folder is wanted",
            "Give the folder that holds the CSV files, one for each table.",
        ),
        (
            "a.xlsx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
            "Open it in Excel, take the password off (File, Info, Protect Workbook), and save it.",
        ),
    ],
)
def test_a_file_that_is_no_workbook_yet_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, message: str, remedy: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert only_fault(tmp_path / name) == (f"{name} {message}", remedy)


def test_a_zip_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("x.txt", "x")
    assert only_fault(pack(tmp_path / NAME, {"x.zip": nested.getvalue()})) == (DAMAGED, SAVE_AGAIN)


def test_a_workbook_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"PK\x03\x04")
    os.truncate(tmp_path / NAME, 20_000_001)
    assert only_fault(tmp_path / NAME) == (f"{NAME} is larger than 20 MB", COPY_TABLES)


@pytest.mark.parametrize("name", ["nowhere", "x\0y", "file.txt/inside"])
def test_a_path_where_nothing_is_has_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_bytes(b"")
    found = only_fault(tmp_path / name)
    assert found == (f"{tmp_path / name} is not there", "Give the path of a workbook, or of a folder of CSV files.")


def test_a_path_that_cannot_be_looked_at_has_a_fault(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    remedy = "Close it in other programs, and see that you may read it."
    assert only_fault(path) == (f"{path} cannot be opened: File name too long", remedy)


def test_a_path_that_is_neither_a_file_nor_a_folder_has_a_fault(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    message = f"{tmp_path / 'pipe'} is neither a file nor a folder"
    assert only_fault(tmp_path / "pipe") == (message, "Give the path of a workbook, or of a folder of CSV files.")
