from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from scheduler.domain.headings import heading_of
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.tables import NOT_TABLES, TABLES
from scheduler.errors import CannotWrite
from scheduler.outputs.template import example_names, examples_folder, write_example, write_template
from scheduler.wishes import WISHES

INPUTS = Path(__file__).parents[2] / "inputs"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("new") / "year.xlsx"
    write_template(path)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def trafford(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "trafford.xlsx"
    write_example(path, "trafford-2015-16")
    return path


def column_of(workbook: Workbook, sheet: str, heading: str) -> int:
    return [cell.value for cell in workbook[sheet][1]].index(heading) + 1


def rule_of(workbook: Workbook, sheet: str, cell: str) -> tuple[str, str | None, bool | None]:
    rules = [rule for rule in workbook[sheet].data_validations.dataValidation if cell in rule.sqref]
    return rules[-1].type, rules[-1].formula1, rules[-1].showErrorMessage


FIRST = ["Settings", "Bodies", "People", "Memberships", "Seats", "Rooms", "Closed dates"]


def test_instructions_come_first_then_what_every_council_needs_then_every_other_table(template: Workbook) -> None:
    others = [title for table in TABLES if (title := table.replace("_", " ").capitalize()) not in FIRST]
    assert template.sheetnames == ["Instructions", *FIRST, *others, "Worked examples"]
    assert {title.lower() for title in ("Instructions", "Worked examples")} <= set(NOT_TABLES)


def test_tabs_of_what_not_every_council_needs_are_paler(template: Workbook) -> None:
    colours = {sheet.title: sheet.sheet_properties.tabColor for sheet in template.worksheets}
    dark = [title for title, colour in colours.items() if colour is not None and colour.rgb == "FF1F3864"]
    assert dark == FIRST
    assert colours["Periods"].rgb == "FFD6E0F0"


def test_instructions_lead_to_every_sheet(template: Workbook) -> None:
    sheet = template["Instructions"]
    links = [row[0].hyperlink.location for row in sheet.iter_rows() if row[0].hyperlink]
    assert links == [f"'{title}'!A1" for title in template.sheetnames[1:]]


def test_instructions_say_when_a_sheet_is_needed(template: Workbook) -> None:
    rows = {row[0]: row[1] for row in template["Instructions"].iter_rows(max_col=2, values_only=True) if row[0]}
    assert rows["Settings"] == "The name of the calendar, its first and last day. The rest has usual values."
    assert [title for title, words in rows.items() if str(words).startswith("Only ")] == [
        "The others",
        *(title for title in template.sheetnames[8:-1]),
    ]


def test_no_table_has_a_row_but_the_settings(template: Workbook) -> None:
    for table in TABLES:
        if table != "settings":
            rows = template[table.replace("_", " ").capitalize()].iter_rows(min_row=2, values_only=True)
            assert not any(any(row) for row in rows)


def test_settings_that_must_have_a_value_look_different(template: Workbook) -> None:
    marked = [
        row[0].value for row in template["Settings"].iter_rows(min_row=2) if row[0].fill.fgColor.rgb == "FF1F3864"
    ]
    assert marked == ["Name of the calendar", "First day", "Last day"]


def test_the_grid_of_seats_has_a_key_headings_to_choose_and_marks_to_choose(template: Workbook) -> None:
    sheet = template[SEATS]
    assert sheet["A1"].value == (
        "C chair · V vice-chair · M member · CO co-opted · S substitute · A adviser · O observer · K clerk"
        " · blank: no seat"
    )
    assert [cell.value for cell in sheet[2]] == ["Person", *[None] * 40]
    assert rule_of(template, SEATS, "B2") == ("list", "body_codes", False)
    assert rule_of(template, SEATS, "A3") == ("list", "person_codes", False)
    assert rule_of(template, SEATS, "AO1000") == ("list", '"C,V,M,CO,S,A,O,K"', False)
    assert sheet.freeze_panes == "B3"


def test_worked_examples_show_each_table_in_words(template: Workbook) -> None:
    rows = list(template["Worked examples"].iter_rows(values_only=True))
    memberships = rows.index(("Memberships", *[None] * (len(rows[0]) - 1)))
    assert rows[memberships + 1][:4] == ("What the row means", "Person", "Body", "Role")
    assert rows[memberships + 3][:4] == (None, "DEPUTY", "COUNCIL", "Vice-chair")
    closed = next(row for row in rows if row[0] == "No meeting of anybody.")
    assert closed[1:5] == ("01/08/2027", "31/08/2027", "August recess", "Closed")


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_a_real_one_with_every_column_explained(template: Workbook, table: str) -> None:
    sheet = template[table.replace("_", " ").capitalize()]
    headings = [*(heading_of(table, column.name) for column in TABLES[table].columns), "Note"]
    assert [cell.value for cell in sheet[1]] == headings
    [listed] = sheet.tables.values()
    assert [column.name for column in listed.tableColumns] == headings
    assert [cell.comment is not None for cell in sheet[1]] == [True] * (len(headings) - 1) + [False]
    assert sheet.freeze_panes == "B2"
    assert sheet.protection.sheet is False


def test_a_heading_says_what_it_is_for_and_how_to_write_it(template: Workbook) -> None:
    sheet = template["Memberships"]
    notes = [
        sheet.cell(1, column_of(template, "Memberships", name)).comment.text
        for name in ("Role", "Substitutes, the best first")
    ]
    assert notes == [
        (
            "Chair, vice-chair, member, co-opted, adviser, observer or clerk; blank for member. May be left blank. "
            "One of Chair, Vice-chair, Member, Co-opted, Adviser, Observer or Clerk."
        ),
        "Who may deputise, the best first. May be left blank. A code from the sheet People. Several with ; between.",
    ]


def test_headings_that_must_be_filled_look_different(template: Workbook) -> None:
    fills = [cell.fill.fgColor.rgb for cell in template["Quorum rules"][1]]
    assert fills == ["FF1F3864"] * 2 + ["FFDDE6F3"] * 5


def test_drop_downs_name_the_codes_of_other_sheets_as_they_grow(template: Workbook) -> None:
    assert rule_of(template, "Memberships", "A1000") == ("list", "person_codes", True)
    assert rule_of(template, "Memberships", "B2") == ("list", "body_codes", True)
    assert template.defined_names["body_codes"].attr_text == (
        "'Bodies'!$A$2:INDEX('Bodies'!$A$2:$A$1000,MAX(1,COUNTA('Bodies'!$A$2:$A$1000)))"
    )
    assert sorted(template.defined_names) == [
        "authority_codes", "bodies_classification_words", "body_codes", "meeting_day_codes", "period_codes",
        "person_codes", "room_codes", "room_venues", "session_codes", "settings_setting_words", "speaker_codes",
        "wishes_wish_words",
    ]  # fmt: skip


def test_where_several_may_stand_the_drop_down_forbids_nothing(template: Workbook) -> None:
    assert rule_of(template, "Memberships", "F2") == ("list", "person_codes", False)
    assert rule_of(template, "Bodies", "D2")[2] is False


def test_who_is_unavailable_depends_on_the_kind(template: Workbook) -> None:
    assert rule_of(template, "Unavailability", "B2") == (
        "list",
        'IF($A2="room",room_codes,IF($A2="speaker",speaker_codes,person_codes))',
        True,
    )


def test_choices_dates_and_numbers_are_checked_as_they_are_typed(template: Workbook) -> None:
    assert rule_of(template, "Sessions", "C2") == ("list", '"Boards,Lunch,Plenary"', True)
    assert rule_of(template, "Bodies", "R2") == ("list", '"Yes,No"', True)
    assert rule_of(template, "Bodies", "U2") == ("list", "room_venues", False)
    assert rule_of(template, "Periods", "B2") == ("date", "DATE(1975,1,1)", True)
    assert rule_of(template, "Travel", "C2") == ("whole", "0", True)
    assert rule_of(template, "Settings", "B7") == ("list", '"England,Wales,Scotland,Northern Ireland"', True)


def test_the_drop_down_of_wishes_has_every_wish(tmp_path: Path, made_up: None) -> None:
    path = tmp_path / "year.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    assert rule_of(book, "Wishes", "A1000")[:2] == ("list", "wishes_wish_words")
    ((sheet, cells),) = book.defined_names["wishes_wish_words"].destinations
    offered = [cell.value for row in book[sheet][cells] for cell in row]
    assert offered == [*(wish.WISH.name.capitalize().replace("_", " ") for wish in WISHES), "Exchange"]
    assert offered[-2] == "Early week"


def test_cells_have_the_format_of_their_column(trafford: Path) -> None:
    workbook = openpyxl.load_workbook(trafford)
    periods, bodies, rooms = workbook["Periods"], workbook["Bodies"], workbook["Rooms"]
    assert (periods["B2"].value, periods["B2"].number_format) == (datetime(2015, 11, 1), "dd/mm/yyyy")
    quorum = bodies.cell(2, column_of(workbook, "Bodies", "Quorum"))
    assert (quorum.data_type, quorum.number_format) == ("s", "@")
    opens = rooms.cell(2, column_of(workbook, "Rooms", "Open from"))
    assert (opens.value, opens.number_format) == ("08:00", "@")
    assert isinstance(rooms["D2"].value, int)


def test_cells_are_written_as_people_write_them(trafford: Path) -> None:
    workbook = openpyxl.load_workbook(trafford)
    roles = {cell.value for cell in workbook["Memberships"]["C"][1:]}
    assert roles <= {None, "Chair", "Vice-chair", "Member", "Co-opted", "Adviser", "Observer", "Clerk"}
    assert workbook["Settings"]["A2"].value == "Name of the calendar"


def test_the_same_template_is_the_same_bytes(tmp_path: Path) -> None:
    write_template(tmp_path / "one.xlsx")
    write_template(tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_workbook_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    path.write_text("a year's work")
    with pytest.raises(CannotWrite, match=r"year\.xlsx is there already\. Choose another name"):
        write_template(path)
    assert path.read_text() == "a year's work"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"cannot be written: No such file or directory\. Choose a folder"):
        write_template(tmp_path / "nowhere" / "year.xlsx")


def test_an_example_brings_its_calendar_files(trafford: Path) -> None:
    assert sorted(path.name for path in trafford.parent.iterdir()) == [
        "gmca.ics",
        "trafford-council.ics",
        "trafford.xlsx",
    ]
    original = INPUTS / "trafford-2015-16" / "gmca.ics"
    assert trafford.with_name("gmca.ics").read_bytes() == original.read_bytes()


def test_an_example_is_titled_by_its_calendar(trafford: Path) -> None:
    sheet = openpyxl.load_workbook(trafford)["Instructions"]
    assert sheet["A1"].value == "Trafford Partnership: meetings November 2015 to October 2016"


def test_a_calendar_file_of_the_same_content_may_be_there(trafford: Path) -> None:
    again = trafford.with_name("again.xlsx")
    write_example(again, "trafford-2015-16")
    assert again.read_bytes() == trafford.read_bytes()
    again.unlink()


def test_another_calendar_file_of_that_name_stops_it_all(tmp_path: Path) -> None:
    (tmp_path / "harrow-council.ics").write_text("mine")
    with pytest.raises(CannotWrite, match="harrow-council"):
        write_example(tmp_path / "harrow.xlsx", "harrow-2011-12")
    assert [path.name for path in tmp_path.iterdir()] == ["harrow-council.ics"]


@pytest.mark.parametrize("name", ["nothing", "../inputs", ""])
def test_an_unknown_example_is_refused_with_the_names_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotWrite, match=r"choose district-2027-28, harrow-2011-12, reorganisation-2027-28 or "):
        write_example(tmp_path / "x.xlsx", name)


def test_the_examples_are_the_folders_of_the_inputs() -> None:
    assert example_names() == ["district-2027-28", "harrow-2011-12", "reorganisation-2027-28", "trafford-2015-16"]


def test_an_installed_package_has_its_examples_inside(tmp_path: Path) -> None:
    assert examples_folder(tmp_path, INPUTS) == tmp_path
    assert examples_folder(tmp_path / "examples", INPUTS) == INPUTS
