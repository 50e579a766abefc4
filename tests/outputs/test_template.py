from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

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


def test_instructions_come_first_then_every_table(template: Workbook) -> None:
    titles = ["Instructions", *(table.replace("_", " ").capitalize() for table in TABLES)]
    assert template.sheetnames == titles
    assert titles[0].lower() in NOT_TABLES


def test_instructions_lead_to_every_sheet(template: Workbook) -> None:
    sheet = template["Instructions"]
    links = [row[0].hyperlink.location for row in sheet.iter_rows() if row[0].hyperlink]
    assert links == [f"'{title}'!A1" for title in template.sheetnames[1:]]


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_a_real_one_with_every_column_explained(template: Workbook, table: str) -> None:
    sheet = template[table.replace("_", " ").capitalize()]
    headings = [*(column.name.replace("_", " ").capitalize() for column in TABLES[table].columns), "Note"]
    assert [cell.value for cell in sheet[1]] == headings
    [listed] = sheet.tables.values()
    assert [column.name for column in listed.tableColumns] == headings
    assert [cell.comment is not None for cell in sheet[1]] == [True] * (len(headings) - 1) + [False]
    assert sheet.freeze_panes == "B2"
    assert sheet.protection.sheet is False


def test_a_heading_says_what_it_is_for_and_how_to_write_it(template: Workbook) -> None:
    sheet = template["Memberships"]
    notes = [sheet.cell(1, column_of(template, "Memberships", name)).comment.text for name in ("Role", "Substitute")]
    assert notes == [
        (
            "Chair, vice-chair, member, co-opted, adviser, observer or clerk; blank for member. May be left blank. "
            "One of chair, vice_chair, member, co_opted, adviser, observer or clerk."
        ),
        "Who may deputise, the best first. May be left blank. A code from the sheet People. Several with ; between.",
    ]


def test_headings_that_must_be_filled_look_different(template: Workbook) -> None:
    fills = [cell.fill.fgColor.rgb for cell in template["Quorum rules"][1]]
    assert fills == ["FF1F3864"] * 2 + ["FFDDE6F3"] * 5


def test_drop_downs_name_the_codes_of_other_sheets_as_they_grow(template: Workbook) -> None:
    assert rule_of(template, "Memberships", "A2000") == ("list", "person_codes", True)
    assert rule_of(template, "Memberships", "B2") == ("list", "body_codes", True)
    assert template.defined_names["body_codes"].attr_text == (
        "'Bodies'!$A$2:INDEX('Bodies'!$A$2:$A$2000,MAX(1,COUNTA('Bodies'!$A$2:$A$2000)))"
    )
    assert sorted(template.defined_names) == [
        "bodies_classification_words", "body_codes", "meeting_day_codes", "period_codes", "person_codes",
        "room_codes", "room_venues", "session_codes", "settings_setting_words", "speaker_codes", "wishes_wish_words",
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
    assert rule_of(template, "Sessions", "C2") == ("list", '"boards,lunch,plenary"', True)
    assert rule_of(template, "Bodies", "R2") == ("list", '"yes,no"', True)
    assert rule_of(template, "Bodies", "U2") == ("list", "room_venues", False)
    assert rule_of(template, "Periods", "B2") == ("date", "DATE(1975,1,1)", True)
    assert rule_of(template, "Travel", "C2") == ("whole", "0", True)
    assert rule_of(template, "Settings", "B7") == ("list", '"GB-ENG,GB-WLS,GB-SCT,GB-NIR"', True)


def test_the_drop_down_of_wishes_has_every_wish(tmp_path: Path, made_up: None) -> None:
    path = tmp_path / "year.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    assert rule_of(book, "Wishes", "A2000")[:2] == ("list", "wishes_wish_words")
    ((sheet, cells),) = book.defined_names["wishes_wish_words"].destinations
    offered = [cell.value for row in book[sheet][cells] for cell in row]
    assert offered == [*(wish.WISH.name for wish in WISHES), "exchange"]
    assert offered[-2] == "early_week"


def test_cells_have_the_format_of_their_column(template: Workbook) -> None:
    periods, bodies, rooms = template["Periods"], template["Bodies"], template["Rooms"]
    assert (periods["B2"].value, periods["B2"].number_format) == (datetime(2027, 5, 1), "dd/mm/yyyy")
    quorum = bodies.cell(2, column_of(template, "Bodies", "Quorum"))
    assert (quorum.value, quorum.number_format) == ("2", "@")
    assert (rooms["D2"].value, rooms["H2"].value, rooms["H2"].number_format) == (60, "08:30", "@")


def test_a_table_without_rows_has_an_empty_one(template: Workbook) -> None:
    assert [cell.value for cell in template["Busy calendars"][2]] == [None] * 4


def test_worked_rows_say_that_they_are_an_example(template: Workbook) -> None:
    sheet = template["People"]
    assert sheet.cell(2, column_of(template, "People", "Note")).value == "Example: type over it or delete the row"
    assert template["Settings"]["C2"].value == "The name of the calendar."


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
    with pytest.raises(CannotWrite, match=r"choose district-2027-28, harrow-2011-12 or trafford-2015-16\."):
        write_example(tmp_path / "x.xlsx", name)


def test_the_examples_are_the_folders_of_the_inputs() -> None:
    assert example_names() == ["district-2027-28", "harrow-2011-12", "trafford-2015-16"]


def test_an_installed_package_has_its_examples_inside(tmp_path: Path) -> None:
    assert examples_folder(tmp_path, INPUTS) == tmp_path
    assert examples_folder(tmp_path / "examples", INPUTS) == INPUTS
