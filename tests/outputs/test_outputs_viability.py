"""The workbook of whether bodies can sit at the same time: three tables, and nothing of the input is a formula."""

import openpyxl
import pytest
from builders import body, council, day, member, person
from outputs.workbook.shown import assert_shows

from scheduler.domain.viability import Together
from scheduler.errors import CannotWrite
from scheduler.outputs.frames import viability_frame
from scheduler.outputs.viability import VIABILITY_TABLES, write_viability
from scheduler.solver.viability.viability import find_viability


@pytest.fixture(scope="module")
def answered():
    problem = council(
        body("A", name="=Health()", quorum=1),
        body("B", name="Growth Board", quorum=1),
        body("C", name="Third Board", quorum=0),
        person("ANN", name="@Ann", organisation="+CCG"),
        member("ANN", "A", "vice_chair"),
        member("ANN", "B", attendance="optional"),
        member("BOB", "B", attendance="required", substitutes=("DEP",)),
        member("BOB", "A", attendance="required"),
        title="-Year",
    )
    return problem, find_viability(problem, Together(("A", "B", "C"), day("2015-11-01")), 20)


@pytest.fixture
def book(answered, tmp_path):
    return openpyxl.load_workbook(write_viability(*answered, tmp_path))


def table_of(sheet):
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def test_three_sheets_with_a_table_each(book):
    assert book.sheetnames == ["Report", "Overlaps", "Who sits where"]
    assert book["Report"]["A1"].value == "-Year: can these bodies sit at the same time?"
    assert [len(sheet.tables) for sheet in book] == [1, 1, 1]


def test_the_report_has_the_answer_above_its_findings(book):
    sheet = book["Report"]
    assert sheet["A2"].value == "Can =Health(), Growth Board and Third Board sit at the same time?"
    assert sheet["A3"].value.startswith(
        "Yes: as memberships stand on Sunday 1 November 2015, all three can sit at once"
    )
    header, *rows = table_of(sheet)
    assert header == ["Part", "Finding"]
    assert list(dict.fromkeys(row[0] for row in rows)) == [
        "Times and rooms", "Quorums", "Members shared", "Who would not be there in person", "Through the year",
        "What this rests on",
    ]  # fmt: skip
    assert ["Quorums", "Third Board: voting 0; quorum 0; present 0; presiding no chair is named"] in rows


def test_the_matrix_has_the_people_beside_it(book):
    assert table_of(book["Overlaps"]) == [
        ["Name", "Body", "A", "B", "C", "Shared with"],
        ["=Health()", "A", 2, 2, 0, "Growth Board: @Ann; Councillor Bob"],
        ["Growth Board", "B", 2, 2, 0, "=Health(): @Ann; Councillor Bob"],
        ["Third Board", "C", 0, 0, 0, None],
    ]


def test_everybody_has_a_row_with_what_becomes_of_them(book):
    elsewhere = "sits at =Health() at the same time"
    assert table_of(book["Who sits where"]) == [
        [
            "Body", "Name", "Person", "Organisation", "Role", "Votes", "Attendance", "Outcome", "Substitute", "Why",
        ],
        ["A", "=Health()", "@Ann", "+CCG", "Vice-chair", "Yes", "Expected", "Attends", None, None],
        ["A", "=Health()", "Councillor Bob", None, "Member", "Yes", "Required", "Attends", None, None],
        ["B", "Growth Board", "@Ann", "+CCG", "Member", "Yes", "Optional", "Need not attend", None, elsewhere],
        [
            "B", "Growth Board", "Councillor Bob", None, "Member", "Yes", "Required", "Substitute", "Councillor Dep",
            elsewhere,
        ],
    ]  # fmt: skip


def test_nothing_of_the_input_is_a_formula(book):
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_the_same_answer_is_the_same_bytes_in_the_place_of_the_earlier_one(answered, tmp_path):
    before = write_viability(*answered, tmp_path).read_bytes()
    assert write_viability(*answered, tmp_path).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["viability.xlsx"]


def test_bodies_without_members_leave_the_table_empty(tmp_path):
    problem = council(body("A"), body("B"))
    found = find_viability(problem, Together(("A", "B"), day("2015-11-01")), 20)
    sheet = openpyxl.load_workbook(write_viability(problem, found, tmp_path))["Who sits where"]
    assert table_of(sheet)[1][0] == "None of the bodies has members."


def test_what_cannot_be_written_says_so(answered, tmp_path):
    (tmp_path / "viability.xlsx").mkdir()
    with pytest.raises(CannotWrite, match="Close it in other programs, or choose another folder"):
        write_viability(*answered, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["viability.xlsx"]


@pytest.mark.parametrize("name", VIABILITY_TABLES)
def test_frames_hold_what_the_sheets_show(answered, book, name):
    rows = [tuple(row) for row in table_of(book[VIABILITY_TABLES[name](*answered).name])]
    assert_shows(rows, viability_frame(*answered, name))


def test_seats_and_overlaps_are_typed(answered):
    seats, overlaps = (viability_frame(*answered, name) for name in ("seats", "overlaps"))
    assert [str(seats.dtypes[name]) for name in ("body", "voting", "reason")] == ["category", "boolean", "string"]
    assert [str(overlaps.dtypes[name]) for name in ("A", "B", "C")] == ["Int64"] * 3


def test_who_has_no_vote_on_one_of_the_bodies_is_named_apart():
    problem = council(
        body("A", name="Audit", quorum=0), body("B", name="Board", quorum=0), member("ANN", "A"), member("ANN", "B"),
        member("BOB", "A"), member("BOB", "B", "clerk", voting=False),
    )  # fmt: skip
    found = find_viability(problem, Together(("A", "B"), day("2015-11-01")), 20)
    sheet = VIABILITY_TABLES["overlaps"](problem, found)
    assert sheet.rows[0] == (
        "Audit", "A", 2, 1, "Board: Councillor Ann; without a vote on one of them: Councillor Bob",
    )  # fmt: skip
