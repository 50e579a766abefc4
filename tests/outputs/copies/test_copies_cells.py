"""Cells written into a workbook at their places: read back they are what was wanted, and others as they were."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.outputs.copies.cells import Cells
from scheduler.outputs.copies.notes import place_of
from scheduler.outputs.copies.parts import Parts
from scheduler.outputs.copies.sheets import put_last, sheets_of
from scheduler.outputs.copies.tables import grown

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def written(rows: str = "", *, after: str = "", epoch_1904: bool = False) -> Parts:
    """Return a workbook of one sheet, of which the rows may be given as XML, and what comes after them."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"date_1904": epoch_1904}) as book:
        sheet = book.add_worksheet("People")
        bold = book.add_format({"bold": True, "num_format": "d mmm yyyy"})
        sheet.write_row(0, 0, ["Person", "Since", "Name"])
        sheet.write("A2", "ANN")
        sheet.write_datetime("B2", datetime(2027, 5, 1), bold)
        sheet.write("C2", 7, bold)
        sheet.add_table("A1:C2", {"columns": [{"header": name} for name in ("Person", "Since", "Name")]})
    parts = Parts.unpacked(target.getvalue())
    if rows or after:
        (sheet,) = sheets_of(parts)
        parts.contents[sheet.part] = (
            f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
        )
    return parts


def people(parts: Parts, *, values: bool = False) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(parts.packed()), data_only=values)["People"]


def cells_of(parts: Parts) -> Cells:
    (sheet,) = sheets_of(parts)
    return Cells(parts, sheet.part)


def test_each_kind_of_value_is_read_back_with_a_format_of_its_kind() -> None:
    parts = written()
    cells = cells_of(parts)
    for column, value in enumerate(("=1+1", 12, date(2027, 5, 6), time(18, 30)), start=1):
        cells.write((5, column), value)
    cells.save()
    sheet = people(parts)
    assert [cell.value for cell in sheet[5]] == ["=1+1", 12, datetime(2027, 5, 6), time(18, 30)]
    assert [cell.data_type for cell in sheet[5]] == ["s", "n", "d", "d"]
    assert [cell.number_format for cell in sheet[5]] == ["@", "General", "dd/mm/yyyy", "hh:mm"]


def test_a_cell_keeps_its_looks_and_a_new_one_looks_as_another() -> None:
    parts = written()
    cells = cells_of(parts)
    cells.write((2, 2), date(2028, 1, 2))
    cells.write((3, 2), date(2028, 1, 3), like=(2, 2))
    cells.write((3, 3), "7", like=(2, 3))
    cells.save()
    sheet = people(parts)
    assert [(cell.number_format, cell.font.bold) for cell in (sheet["B2"], sheet["B3"], sheet["C3"])] == [
        ("d mmm yyyy", True),
        ("d mmm yyyy", True),
        ("@", True),
    ]


def test_days_are_counted_from_where_the_workbook_counts_them() -> None:
    parts = written(epoch_1904=True)
    cells = cells_of(parts)
    cells.write((3, 2), date(2028, 1, 3), like=(2, 2))
    cells.save()
    assert [people(parts)[cell].value for cell in ("B2", "B3")] == [datetime(2027, 5, 1), datetime(2028, 1, 3)]


def test_a_cell_is_emptied_or_copied_with_its_looks() -> None:
    parts = written()
    cells = cells_of(parts)
    cells.copy((2, 2), (4, 2))
    cells.copy((9, 9), (4, 3))
    cells.write((2, 2), None)
    cells.write((9, 9), "")
    cells.save()
    sheet = people(parts)
    assert (sheet["B2"].value, sheet["B2"].font.bold) == (None, True)
    assert (sheet["B4"].value, sheet["B4"].font.bold) == (datetime(2027, 5, 1), True)
    assert (sheet["C4"].value, sheet.max_row) == (None, 4)


def test_rows_and_cells_without_places_of_their_own_are_counted() -> None:
    parts = written('<row><c><v>1</v></c><c><v>2</v></c></row><row spans="1:1" ht="30" customHeight="1"/><row/>')
    cells = cells_of(parts)
    for place in ((1, 2), (1, 3), (2, 1), (3, 1), (5, 1), (4, 1)):
        cells.write(place, 10 * place[0] + place[1])
    cells.save()
    sheet = people(parts)
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_col=3)] == [
        [1, 12, 13],
        [21, None, None],
        [31, None, None],
        [41, None, None],
        [51, None, None],
    ]
    assert sheet.row_dimensions[2].height == 30


def test_a_cell_under_a_merged_one_is_not_written() -> None:
    parts = written(
        '<row r="1"><c r="A1"><v>1</v></c></row>', after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    cells = cells_of(parts)
    cells.write((2, 2), "lost")
    cells.copy((1, 1), (1, 2))
    cells.write((1, 1), "shown")
    cells.save()
    (sheet,) = sheets_of(parts)
    assert b"lost" not in parts.contents[sheet.part]
    assert people(parts)["A1"].value == "shown"


def test_a_formula_that_others_share_is_written_out_for_them() -> None:
    parts = written(
        '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A3">B1&amp;"&lt;"</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c></row>'
        '<row r="4"><c r="A4"><f t="shared" si="1" ref="A4:A5">C4</f><v>4</v></c></row>'
        '<row r="5"><c r="A5"><f t="shared" si="1"/><v>5</v></c></row>'
    )
    cells = cells_of(parts)
    cells.write((1, 1), "mine")
    cells.write((3, 1), "mine too")
    cells.save()
    assert [cell.value for cell in people(parts)["A"]] == ["mine", '=B2&"<"', "mine too", "=C4", "=C5"]
    assert [cell.value for cell in people(parts, values=True)["A"]] == ["mine", 2, "mine too", 4, 5]


def test_the_frame_of_a_table_takes_in_rows_below_it() -> None:
    parts = written()
    (sheet,) = sheets_of(parts)
    grown(parts, sheet.part, header=1, end=2, to=4)
    assert people(parts).tables["Table1"].ref == "A1:C4"
    assert people(parts).tables["Table1"].autoFilter.ref == "A1:C4"
    grown(parts, sheet.part, header=2, end=4, to=9)
    grown(parts, sheet.part, header=1, end=5, to=9)
    assert people(parts).tables["Table1"].ref == "A1:C4"


def test_a_sheet_is_put_behind_the_others() -> None:
    parts = written()
    Cells(parts, put_last(parts, "Fixed & done")).save()
    assert openpyxl.load_workbook(BytesIO(parts.packed())).sheetnames == ["People", "Fixed & done"]


def test_the_order_of_formulas_is_left_to_whoever_opens_it(tmp_path: Path) -> None:
    parts = written()
    parts.add(
        "xl/calcChain.xml", b"<calcChain/>", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    )
    parts.relate(parts.main, "calcChain", "xl/calcChain.xml")
    parts.forget_order_of_formulas()
    path = tmp_path / "year.xlsx"
    path.write_bytes(parts.packed())
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if b"calcChain" in archive.read(name) or "calcChain" in name]


def test_a_range_is_no_cell() -> None:
    assert place_of("$AA$10") == (9, 26)
    with pytest.raises(ValueError, match="A1:B2 is no cell"):
        place_of("A1:B2")


@pytest.mark.parametrize("tag", ["<x:sheetData/>", "<x:sheetData></x:sheetData>"])
def test_a_sheet_whose_elements_have_a_prefix_is_written_into(tag: str) -> None:
    parts = written()
    (sheet,) = sheets_of(parts)
    parts.contents[sheet.part] = f'<x:worksheet xmlns:x="{MAIN}">{tag}</x:worksheet>'.encode()
    cells = cells_of(parts)
    cells.write((1, 1), "Person")
    cells.write((3, 1), "ANN")
    cells.save()
    assert [cell.value for cell in people(parts)["A"]] == ["Person", None, "ANN"]
