import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.domain.reasons import Fault
from scheduler.errors import CannotWrite
from scheduler.outputs.problems import write_problems

UNKNOWN_DAY = Fault("bodies", 2, "weekdays", "“Wendesday” is no weekday", "Write Wednesday.", "Bod-ies!B2")
UNKNOWN_BODY = Fault("bodies", 2, "weekdays", "And it is given twice.", "Leave one.", "Bod-ies!B2")
NO_CHAIR = Fault("bodies", 3, "quorum", "Nobody is in the chair.", "Name a chair.", "Bod-ies!C3")
WHOLE_TABLE = Fault("people", None, None, "the table people is missing", "Add it.")


@pytest.fixture
def council(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Bod-ies"
    sheet.append(["Body", "Week Days", "Quorum"])
    sheet.append(["HWB", "Wendesday", '="4"&"0"'])
    sheet.append(["=1+1", "Tue", 4])
    sheet["A3"].data_type = "s"
    sheet.add_table(Table(displayName="Bodies", ref="A1:C3"))
    workbook.create_sheet("Chief's notes")["A1"] = "mine"
    path = tmp_path / "council.xlsx"
    workbook.save(path)
    return path


def sheet_of(path: Path, name: str = "Problems") -> Worksheet:
    return openpyxl.load_workbook(path)[name]


def listed(path: Path) -> list[tuple[object, ...]]:
    return list(sheet_of(path).iter_rows(min_row=5, values_only=True))


def test_the_list_says_where_what_and_what_to_do(council: Path) -> None:
    written = write_problems(council, (UNKNOWN_DAY, WHOLE_TABLE), (NO_CHAIR,))
    assert written == council.with_name("council - problems.xlsx")
    assert listed(written) == [
        ("Bod-ies!B2, Weekdays", "“Wendesday” is no weekday.", "Write Wednesday.", "Must be put right"),
        ("People", "The table people is missing.", "Add it.", "Must be put right"),
        ("Bod-ies!C3, Quorum", "Nobody is in the chair.", "Name a chair.", "Look at this"),
    ]


def test_the_list_comes_first_and_is_one_table(council: Path) -> None:
    workbook = openpyxl.load_workbook(write_problems(council, (UNKNOWN_DAY,)))
    assert workbook.sheetnames == ["Problems", "Bod-ies", "Chief's notes"]
    assert [bool(sheet.sheet_view.tabSelected) for sheet in workbook.worksheets] == [True, False, False]
    assert workbook["Problems"].tables["ProblemsTable"].ref == "A4:D5"
    assert workbook["Problems"]["A2"].value == "1 problem to put right, 0 more things to look at."
    assert workbook["Bod-ies"].tables["Bodies"].ref == "A1:C3"


def test_each_place_links_to_its_cell(council: Path) -> None:
    fault = Fault("chief's notes", None, None, "An unknown table.", "Rename it.")
    sheet = sheet_of(write_problems(council, (UNKNOWN_DAY, fault)))
    assert [sheet[cell].hyperlink.location for cell in ("A5", "A6")] == ["'Bod-ies'!B2", "'Chief''s notes'!A1"]


def test_a_place_of_no_sheet_has_no_link(council: Path) -> None:
    sheet = sheet_of(write_problems(council, (WHOLE_TABLE, UNKNOWN_DAY)))
    assert sheet["A5"].hyperlink is None


def marks_of(sheet: Worksheet) -> dict[str, str]:
    """Return each cell that a condition of ours colours, with its colour."""
    found = {}
    for together in sheet.conditional_formatting:
        for rule in together.rules:
            if "meeting-day" in "".join(rule.formula):
                found |= dict.fromkeys(str(together.sqref).split(), rule.dxf.fill.bgColor.rgb)
    return found


def test_faulty_cells_are_coloured_over_their_own_looks_and_noted(council: Path) -> None:
    sheet = sheet_of(write_problems(council, (UNKNOWN_DAY, UNKNOWN_BODY), (NO_CHAIR,)), "Bod-ies")
    assert sheet["B2"].comment.text == (
        "Found by meeting-day:\n“Wendesday” is no weekday.\nWrite Wednesday.\n\nAnd it is given twice.\nLeave one."
    )
    assert marks_of(sheet) == {"B2": "FFF8CBAD", "C3": "FFFFE699"}
    assert {sheet[cell].fill.fill_type for cell in ("B2", "C3", "A3")} == {None}


def test_a_sheet_and_its_cell_are_found_whatever_the_sheet_is_called(council: Path) -> None:
    fault = Fault("bodies", 2, "E", "Longer than its header.", "Shorten it.", "'Chief''s notes'!E2")
    written = write_problems(council, (fault,))
    assert listed(written)[0][0] == "'Chief''s notes'!E2, E"
    assert sheet_of(written)["A5"].hyperlink.location == "'Chief''s notes'!E2"
    assert list(marks_of(sheet_of(written, "Chief's notes"))) == ["E2"]


def test_the_original_is_untouched(council: Path) -> None:
    before = council.read_bytes()
    write_problems(council, (UNKNOWN_DAY,))
    assert council.read_bytes() == before


def test_text_of_the_input_never_becomes_a_formula(council: Path) -> None:
    hostile = Fault("=HYPERLINK(1)", 2, "+A1", "=cmd|' /C calc'!A0", "@SUM(1)\x00")
    written = write_problems(council, (hostile, UNKNOWN_DAY))
    assert listed(written)[0] == (
        "=HYPERLINK(1), row 2, +A1",
        "=cmd|' /C calc'!A0.",
        "@SUM(1).",
        "Must be put right",
    )
    assert [cell.data_type for cell in sheet_of(written)[5]] == ["s"] * 4
    assert sheet_of(written, "Bod-ies")["A3"].data_type == "s"


def test_formulas_of_the_officer_stay(council: Path) -> None:
    assert sheet_of(write_problems(council, (UNKNOWN_DAY,)), "Bod-ies")["C2"].value == '="4"&"0"'


def test_going_on_in_the_copy_leaves_no_earlier_marks(council: Path) -> None:
    first = write_problems(council, (UNKNOWN_DAY,))
    second = write_problems(first, (NO_CHAIR,))
    assert second.name == "council - problems - problems.xlsx"
    workbook = openpyxl.load_workbook(second)
    assert workbook.sheetnames == ["Problems", "Bod-ies", "Chief's notes"]
    assert workbook["Bod-ies"]["B2"].comment is None
    assert marks_of(workbook["Bod-ies"]) == {"C3": "FFF8CBAD"}
    assert [row[1] for row in listed(second)] == ["Nobody is in the chair."]


def test_what_was_found_stands_below_the_note_of_the_officer_and_goes_again(council: Path) -> None:
    workbook = openpyxl.load_workbook(council)
    workbook["Bod-ies"]["B2"].comment = Comment("ask the chair", "an officer", height=111, width=222)
    workbook.save(council)
    first = write_problems(council, (UNKNOWN_DAY,))
    noted = sheet_of(first, "Bod-ies")["B2"].comment
    assert noted.text == "ask the chair\n\nFound by meeting-day:\n“Wendesday” is no weekday.\nWrite Wednesday."
    assert noted.author == "an officer"
    again = sheet_of(write_problems(first, (NO_CHAIR,)), "Bod-ies")
    assert again["B2"].comment.text == "ask the chair"
    assert again["C3"].comment.text == "Found by meeting-day:\nNobody is in the chair.\nName a chair."


def test_a_cell_under_a_merged_one_is_marked_where_it_shows(council: Path) -> None:
    workbook = openpyxl.load_workbook(council)
    workbook["Chief's notes"].merge_cells("A1:B2")
    workbook.save(council)
    fault = Fault("chief's notes", 2, "B", "Merged.", "Unmerge it.", "'Chief''s notes'!B2")
    sheet = sheet_of(write_problems(council, (fault,)), "Chief's notes")
    assert sheet["A1"].comment.text == "Found by meeting-day:\nMerged.\nUnmerge it."
    assert list(marks_of(sheet)) == ["A1"]


def test_a_copy_that_somebody_has_saved_since_is_left_alone(council: Path) -> None:
    first = write_problems(council, (UNKNOWN_DAY,))
    assert write_problems(council, (UNKNOWN_DAY, NO_CHAIR)) == first
    workbook = openpyxl.load_workbook(first)
    workbook["Bod-ies"]["B2"] = "Wednesday"
    workbook.save(first)
    second = write_problems(council, (NO_CHAIR,))
    assert second == council.with_name("council - problems 2.xlsx")
    assert write_problems(council, (UNKNOWN_DAY,)) == second
    assert sheet_of(first, "Bod-ies")["B2"].value == "Wednesday"
    first.write_text("no workbook at all")
    assert write_problems(council, (UNKNOWN_DAY,)) == second


def test_the_same_problems_make_the_same_bytes(council: Path) -> None:
    first = write_problems(council, (UNKNOWN_DAY,)).read_bytes()
    assert write_problems(council, (UNKNOWN_DAY,)).read_bytes() == first


def test_only_so_many_problems_are_linked(council: Path) -> None:
    faults = tuple(Fault("bodies", 2, "quorum", f"Problem {n}.", "Mend it.", "Bod-ies!C2") for n in range(2_001))
    sheet = sheet_of(write_problems(council, faults))
    assert sheet["A2004"].hyperlink.location == "'Bod-ies'!C2"
    assert sheet["A2005"].value == "Bod-ies!C2, Quorum"
    assert sheet["A2005"].hyperlink is None


def test_a_folder_gets_the_list_alone_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "trafford-2015.16"
    folder.mkdir()
    written = write_problems(folder, (Fault("bodies", 2, "weekdays", "Wrong.", "Mend it."),))
    assert written == tmp_path / "trafford-2015.16 - problems.xlsx"
    assert openpyxl.load_workbook(written).sheetnames == ["Problems"]
    assert listed(written)[0][0] == "Bodies, row 2, Weekdays"
    assert sheet_of(written)["A3"].value == "Put these right in trafford-2015.16; row 1 is the row of headings."


def alone(path: Path, *faults: Fault) -> bool:
    return openpyxl.load_workbook(write_problems(path, faults or (UNKNOWN_DAY,))).sheetnames == ["Problems"]


def test_a_file_that_is_no_workbook_gets_the_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old or locked workbook")
    assert alone(path)


def test_a_broken_workbook_gets_the_list_alone(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", "<nonsense")
    assert alone(path)


def test_a_copy_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 235}.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(CannotWrite, match=r"problems\.xlsx cannot be written: the system says .* Close it in other"):
        write_problems(path, (WHOLE_TABLE,))
    assert list(tmp_path.iterdir()) == [path]


def test_problems_of_the_whole_file_need_no_copy(council: Path) -> None:
    assert alone(council, WHOLE_TABLE)


def with_part(council: Path, name: str, content: bytes) -> Path:
    path = council.with_name("heavy.xlsx")
    with zipfile.ZipFile(council) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as heavy:
        for part in parts.namelist():
            if part != name:
                heavy.writestr(part, parts.read(part))
        heavy.writestr(name, content)
    return path


def test_a_workbook_too_large_to_copy_gets_the_list_alone(council: Path) -> None:
    assert alone(with_part(council, "xl/media/image1.png", b"\0" * 61_000_000))


def test_a_merged_range_of_a_billion_cells_costs_nothing(council: Path) -> None:
    with zipfile.ZipFile(council) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    merged = sheet.replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    )
    path = with_part(council, "xl/worksheets/sheet1.xml", merged)
    with zipfile.ZipFile(write_problems(path, (UNKNOWN_DAY,))) as parts:
        assert b"A4:XFD1048576" in parts.read("xl/worksheets/sheet1.xml")


def test_no_problem_makes_an_empty_list(council: Path) -> None:
    sheet = sheet_of(write_problems(council, ()))
    assert sheet.max_row == 4
    assert sheet.tables == {}


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "lost"
    path = tmp_path / "far.xlsx"
    workbook.save(path)
    copy = write_problems(path, [Fault("sheet", 1, None, "It is lost", "Find it", "Sheet!XFD1048576")])
    assert list(marks_of(sheet_of(copy, "Sheet"))) == ["XFD1048576"]


def test_a_sheet_of_that_name_of_the_officers_own_stays(council: Path) -> None:
    workbook = openpyxl.load_workbook(council)
    workbook.create_sheet("Problems")["A1"] = "Who mends the lift?"
    workbook.save(council)
    first = write_problems(council, (UNKNOWN_DAY,))
    assert openpyxl.load_workbook(first).sheetnames == ["Problems 2", "Bod-ies", "Chief's notes", "Problems"]
    assert sheet_of(first)["A1"].value == "Who mends the lift?"
    assert sheet_of(first, "Problems 2")["A1"].value == "Problems in council.xlsx"
