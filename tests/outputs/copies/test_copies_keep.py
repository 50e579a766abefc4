"""A copy with its problems marked keeps every part, look, note and rule of the original; and gives it back unmarked."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from scheduler.domain.reasons import Fault
from scheduler.outputs.problems import write_problems

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
"""openpyxl says so of what it would lose: that it is there is what is tested."""

FAULT = Fault("bodies", 2, "body", "There is no such body.", "Write another.", "Bodies!A2")
ON_A_NOTE = Fault("bodies", 1, "name", "The heading is odd.", "Write another.", "Bodies!B1")
ON_ANOTHER = Fault("people", 3, "name", "It is blank.", "Fill it in.", "'People & posts'!B3")


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """Write a workbook with a little of everything that openpyxl loses, or writes otherwise."""
    path = tmp_path / "council.xlsx"
    with xlsxwriter.Workbook(path) as book:
        needed = book.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"})
        pink = book.add_format({"bg_color": "#FFC0CB", "num_format": "dd mmm yyyy"})
        sheet = book.add_worksheet("Bodies")
        sheet.write_row(0, 0, ["Body", "Name", "Length"], needed)
        sheet.write_comment("B1", "In full.", {"author": "meeting-day", "x_scale": 2.2, "y_scale": 1.6})
        sheet.write_comment("C1", "Minutes.", {"author": "An officer", "color": "#CCFFCC"})
        sheet.write_rich_string("A2", "H", book.add_format({"bold": True}), "WB")
        sheet.write("B2", "Health", pink)
        sheet.write_formula("C2", "=60+60", None, 120)
        sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True, "bar_color": "#00AA00"})
        sheet.conditional_format("A2:A9", {"type": "cell", "criteria": "==", "value": '"X"', "format": pink})
        sheet.data_validation(
            "C2:C9", {"validate": "integer", "criteria": ">=", "value": 0, "input_message": "Minutes"}
        )
        sheet.add_sparkline("D2", {"range": "Bodies!C2:C9"})
        sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
        sheet.set_column("E:F", 3, None, {"hidden": True, "level": 1})
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.print_area("A1:C9")
        sheet.set_header("&CBodies &P")
        sheet.add_table("H1:I3", {"name": "Mine", "style": "Table Style Medium 4"})
        people = book.add_worksheet("People & posts")
        people.write_column(0, 0, ["Person", "A", "B"])
        people.protect("", {"sort": True})
        book.add_worksheet("Hidden").hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Bodies!$C$2:$C$9"})
        people.insert_chart("D2", chart)
        book.define_name("lengths", "=Bodies!$C$2:$C$9")
        book.define_name("'People & posts'!own", "='People & posts'!$A$1")
        book.set_custom_property("Reference", "DS/27")
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plain(sheet: bytes) -> bytes:
    """Return a sheet without what says that its tab is chosen, and without the order of its conditions."""
    return re.sub(rb' (?:tabSelected|priority)="[0-9]+"', b"", sheet)


def test_every_part_that_nothing_is_marked_in_is_the_same_bytes(council: Path) -> None:
    before, after = parts_of(council), parts_of(write_problems(council, (FAULT, ON_A_NOTE)))
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert sorted(set(after) - set(before)) == [
        "xl/tables/table2.xml",
        "xl/worksheets/_rels/sheet4.xml.rels",
        "xl/worksheets/sheet4.xml",
    ]


def test_a_marked_sheet_has_a_condition_more_and_nothing_else(council: Path) -> None:
    before, after = (
        parts_of(path)["xl/worksheets/sheet1.xml"] for path in (council, write_problems(council, (FAULT,)))
    )
    ours = re.compile(rb"<conditionalFormatting [^>]*>(?:(?!</conditionalF).)*meeting-day.*?</conditionalFormatting>")
    assert len(ours.findall(after)) == 1
    assert plain(ours.sub(b"", after)) == plain(before)


def test_going_on_in_the_copy_gives_back_what_was_there(council: Path) -> None:
    first = write_problems(council, (FAULT, ON_A_NOTE, ON_ANOTHER))
    after = parts_of(write_problems(first, (ON_ANOTHER,)))
    before = parts_of(council)
    assert plain(after["xl/worksheets/sheet1.xml"]) == plain(before["xl/worksheets/sheet1.xml"])
    assert after["xl/comments1.xml"] == before["xl/comments1.xml"]
    assert [name for name in after if "worksheets/sheet" in name] == [
        *(name for name in before if "worksheets/sheet" in name),
        "xl/worksheets/sheet4.xml",
    ]


def test_headings_stay_white_on_dark_blue_and_keep_their_notes(council: Path) -> None:
    sheet = openpyxl.load_workbook(write_problems(council, (FAULT, ON_A_NOTE)))["Bodies"]
    heading = sheet["B1"]
    assert (heading.font.color.rgb, heading.fill.fgColor.rgb) == ("FFFFFFFF", "FF1F3864")
    assert (heading.comment.author, heading.comment.text) == (
        "meeting-day",
        "In full.\n\nFound by meeting-day:\nThe heading is odd.\nWrite another.",
    )
    assert (sheet["C1"].comment.author, sheet["C1"].comment.text) == ("An officer", "Minutes.")
    assert sheet["B2"].fill.fgColor.rgb == "FFFFC0CB"


def test_the_box_of_a_note_keeps_its_size_and_colour_and_a_new_one_is_drawn(council: Path) -> None:
    before, after = (
        parts_of(path)["xl/drawings/vmlDrawing1.vml"].decode() for path in (council, write_problems(council, (FAULT,)))
    )
    assert after.startswith(before.removesuffix("</xml>"))
    assert "<x:Row>1</x:Row><x:Column>0</x:Column>" in after.removeprefix(before.removesuffix("</xml>"))
    assert len(set(re.findall('id="(_x0000_s[0-9]+)"', after))) == 3


def test_names_of_sheets_and_pages_stay_with_their_sheets(council: Path) -> None:
    book = openpyxl.load_workbook(write_problems(council, (FAULT,)))
    assert book.sheetnames == ["Problems", "Bodies", "People & posts", "Hidden"]
    assert book["Bodies"].print_area == "'Bodies'!$A$1:$C$9"
    assert book["Bodies"].print_title_rows == "$1:$1"
    assert book["Bodies"].page_setup.paperSize == 9
    assert list(book["People & posts"].defined_names) == ["own"]
    assert list(book.defined_names) == ["lengths"]
    assert book["Problems"].print_title_rows == "$4:$4"
    assert book["Problems"].page_setup.paperSize == 9


def test_ours_come_before_the_officers_conditions_which_keep_their_order(council: Path) -> None:
    def conditions(path: Path) -> list[tuple[int, str]]:
        formats = openpyxl.load_workbook(path)["Bodies"].conditional_formatting
        return sorted((rule.priority, str(each.sqref)) for each in formats for rule in each.rules)

    first = write_problems(council, (FAULT,))
    assert conditions(council) == [(1, "C2:C9"), (2, "A2:A9")]
    assert conditions(first) == [(1, "A2"), (2, "C2:C9"), (3, "A2:A9")]
    assert conditions(write_problems(first, (FAULT,))) == conditions(first)


def test_a_workbook_without_notes_gets_some(council: Path) -> None:
    sheet = openpyxl.load_workbook(write_problems(council, (ON_ANOTHER,)))["People & posts"]
    assert sheet["B3"].comment.text == "Found by meeting-day:\nIt is blank.\nFill it in."
    assert sheet.protection.sheet is True
    assert len(sheet._charts) == 1  # noqa: SLF001 - openpyxl has no other way to count them


def test_a_note_that_stands_in_for_a_conversation_is_left_alone(council: Path, tmp_path: Path) -> None:
    path = tmp_path / "talk.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts_of(council).items():
            archive.writestr(name, content.replace(b"<author>meeting-day", b"<author>tc={0A}"))
    copy = write_problems(path, (ON_A_NOTE,))
    assert openpyxl.load_workbook(copy)["Bodies"]["B1"].comment.text == "In full."
    assert b"Bodies" in parts_of(copy)["xl/worksheets/sheet4.xml"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/comments1.xml", b"authors>", b"writers>"),
        ("xl/comments1.xml", b"<?xml", b'<!DOCTYPE x [<!ENTITY a "b">]><?xml'),
        ("xl/comments1.xml", b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', b"<!DOCTYPE x>"),
        ("xl/drawings/vmlDrawing1.vml", b"</xml>", b""),
        ("xl/workbook.xml", b"sheets>", b"leaves>"),
        ("xl/worksheets/sheet1.xml", b"Length", b"\xff"),
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b""),
        ("xl/styles.xml", b"cellXfs", b"cellXgs"),
    ],
)
def test_a_workbook_that_is_not_as_workbooks_are_is_listed_or_copied_but_never_stopped_at(
    council: Path, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts_of(council).items():
            archive.writestr(name, content.replace(old, new) if name == part else content)
    copy = parts_of(write_problems(path, (FAULT, ON_A_NOTE)))
    assert any(b"Problems in odd.xlsx" in content for content in copy.values())


def test_a_note_without_a_box_is_taken_away_all_the_same(council: Path, tmp_path: Path) -> None:
    first = parts_of(write_problems(council, (ON_ANOTHER,)))
    path = tmp_path / "boxless.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in first.items():
            archive.writestr(name, re.sub(rb"<legacyDrawing [^>]*/>", b"", content))
    sheet = openpyxl.load_workbook(write_problems(path, (FAULT,)))["People & posts"]
    assert sheet["B3"].comment is None
