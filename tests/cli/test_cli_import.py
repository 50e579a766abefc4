"""`import` from start to finish: files of a council, the workbook they become, what it says, and its plan."""

import json
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.outputs.imported import GUESSED
from tests.reading.imports.found_councils import YEAR, nth

MEMBERS = "Name,Party,Committee,Role\n" + "".join(
    f"Cllr {name},{party},{body},{role}\n"
    for body in ("Council", "Planning Committee")
    for name, party, role in (
        ("Ann Ash", "Green", "Chair"),
        ("Bob Beck", "Labour", "Vice-Chair"),
        ("Cy Cole", "Green", "Member"),
        ("Di Dale", "Labour", "Member"),
    )
)
PLANNING_DAYS = [nth(*month, 1, 3) for month in YEAR if month[1] != 8]


def calendar(*more):
    """Return last year's calendar as a list."""
    rows = [f"Planning Committee,{day:%d %B %Y},6.30pm,Council Chamber,\n" for day in PLANNING_DAYS]
    councils = [nth(*month, 2, 2) for month in YEAR[::2]]
    titles = {5: "Annual Meeting"}
    rows += [f"Council,{day:%A %d %B %Y},7pm,Council Chamber,{titles.get(day.month, '')}\n" for day in councils]
    return "Committee,Date,Time,Venue,Notes\n" + "".join([*rows, *more])


def with_files(folder):
    """Put last year's calendar and the members of two bodies into a folder."""
    (folder / "last.csv").write_text(calendar(), encoding="utf-8")
    (folder / "members.csv").write_text(MEMBERS, encoding="utf-8")
    return folder


@pytest.fixture
def files(tmp_path):
    """A folder with both files."""
    return with_files(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """What `import --json` printed, the workbook it wrote, and the folder of both."""
    folder = with_files(tmp_path_factory.mktemp("import"))
    done, book = imported(folder, "--json")
    return json.loads(done.stdout), book, folder


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def imported(folder, *arguments, output="new.xlsx"):
    """Import both files, and return what was printed and the workbook."""
    done = run("import", folder / "last.csv", folder / "members.csv", "-o", folder / output, *arguments)
    assert done.exit_code == 0, done.output
    return done, openpyxl.load_workbook(folder / output)


def row_of(sheet, name, column=2):
    """Return the cells of a row by their headings."""
    headings = [cell.value for cell in sheet[1]]
    (row,) = (row for row in sheet.iter_rows(min_row=2) if row[column - 1].value == name)
    return dict(zip(headings, row, strict=True))


@pytest.mark.slow
def test_a_workbook_that_can_be_planned_at_once(files):
    imported(files)
    assert run("validate", files / "new.xlsx").exit_code == 0
    planned = run(
        "plan", files / "new.xlsx", "--baseline", files / "new.xlsx", "-o", files / "plan", "--time-limit", "20"
    )
    assert planned.exit_code == 0, planned.output
    plan = json.loads((files / "plan" / "plan.json").read_text(encoding="utf-8"))
    held = [date.fromisoformat(one["date"]) for one in plan["meetings"] if one["body"] == "PC"]
    assert held == [nth(year + 1, month, 1, 3) for year, month in YEAR if month != 8]
    assert {one["start"] for one in plan["meetings"] if one["body"] == "PC"} == {"18:30"}


def test_guesses_are_in_one_colour_with_a_note_that_says_from_what(whole):
    _, book, _ = whole
    row = row_of(book["Bodies"], "Planning Committee")
    weekdays = row["Weekdays"]
    assert (weekdays.value, weekdays.fill.fgColor.rgb[-6:]) == ("Tue", GUESSED)
    assert "Tuesday in 11 of 11 meetings" in weekdays.comment.text
    assert (row["Most meetings in the year"].value, row["Kind in law"].value) == (11, "Planning committee")
    assert row["Name"].fill.fill_type is None
    assert row["Name"].comment is None
    assert row["Name"].font.name == "Arial"


def test_the_first_sheet_says_what_to_look_at(whole):
    _, book, _ = whole
    assert book.sheetnames[:2] == ["What to look at", "Instructions"]
    sheet = book["What to look at"]
    words = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    said = "\n".join(str(cell) for row in words for cell in row if cell)
    assert words[0][0] == "Calendar of meetings 2027-28: what to look at"
    for part in ("What was found", "What to do next", "What no source says", "What was guessed"):
        assert part in said
    assert "a list of members" in said
    assert "It keeps every rule of this workbook." in said
    linked = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert all(cell.hyperlink.location.partition("!")[0].strip("'") in book.sheetnames for cell in linked)
    assert len(linked) > 10
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) in ((9, 1), ("9", 1), (9, None))


def test_last_year_is_a_sheet_that_a_baseline_takes(whole):
    _, book, _ = whole
    rows = list(book["Last year"].iter_rows(values_only=True))
    assert rows[0] == ("Body", "Date", "Start", "End", "Room", "Title", "Status", "Note")
    assert len(rows) == 1 + len(PLANNING_DAYS) + 6
    assert (rows[1][0], rows[1][1].date(), rows[1][2], rows[1][5]) == (
        "COUNCIL",
        date(2026, 5, 13),
        "19:00",
        "Annual Meeting",
    )


def test_the_document_of_an_import(whole):
    told, *_ = whole
    assert list(told) == [
        "output",
        "found",
        "guesses",
        "left_out",
        "joined",
        "unknown",
        "differences",
        "broken",
        "faults",
    ]
    assert told["found"]["meetings"] == len(PLANNING_DAYS) + 6
    assert told["found"]["files"][1] == {"file": "members.csv", "read_as": "a list of members"} | {
        key: value for key, value in told["found"]["files"][1].items() if key not in ("file", "read_as")
    }
    weekdays = next(one for one in told["guesses"] if one["column"] == "weeks_of_month" and one["value"] == "3")
    assert weekdays["cell"].startswith("Bodies!")
    assert weekdays["why"] == "third Tuesday in 11 of 11 meetings"
    assert (told["differences"], told["broken"], told["faults"]) == ([], [], [])


def test_the_same_files_make_the_same_bytes(whole, files):
    *_, folder = whole
    imported(files)
    assert (files / "new.xlsx").read_bytes() == (folder / "new.xlsx").read_bytes()


def test_what_last_year_broke_is_told(files):
    (files / "last.csv").write_text(
        calendar("Planning Committee,31 August 2026,6.30pm,Council Chamber,\n"), encoding="utf-8"
    )
    done, book = imported(files, "--json")
    day = "Planning Committee on Monday 31 August 2026 at 18:30"
    words = f"{day}: the day is closed to it (public holiday (Late Summer Bank Holiday))."
    assert json.loads(done.stdout)["broken"] == [words]
    assert words in [cell.value for cell in book["What to look at"]["C"]]


@pytest.mark.slow
def test_last_year_itself_can_be_checked(files):
    (files / "last.csv").write_text(
        calendar("Planning Committee,31 August 2026,6.30pm,Council Chamber,\n"), encoding="utf-8"
    )
    imported(files, "--year", "last", output="last.xlsx")
    checked = run("check", files / "last.xlsx", files / "last.xlsx", "--json")
    assert checked.exit_code == 1
    assert [(one["rule"], one["dates"]) for one in json.loads(checked.stdout)["breaches"]] == [
        ("closed_date", ["2026-08-31"])
    ]
    (files / "last.csv").write_text(calendar(), encoding="utf-8")
    imported(files, "--year", "last", output="clean.xlsx")
    assert run("check", files / "clean.xlsx", files / "clean.xlsx").exit_code == 0


# -- refusals


def test_a_workbook_that_is_there_is_never_written_over(files):
    (files / "new.xlsx").write_bytes(b"mine")
    done = run("import", files / "last.csv", "-o", files / "new.xlsx")
    assert done.exit_code == 2
    assert "is there already. Choose another name" in done.output
    assert (files / "new.xlsx").read_bytes() == b"mine"


def test_the_name_of_the_workbook_ends_as_such_names_do(files):
    done = run("import", files / "last.csv", "-o", files / "new.csv")
    assert done.exit_code == 2
    assert "does not end in .xlsx" in done.output


def test_every_file_that_cannot_be_read_is_named(files):
    (files / "letter.txt").write_text("Dear clerk,\n\nplease see attached.\n", encoding="utf-8")
    done = run("import", files / "letter.txt", files / "nowhere.csv", "-o", files / "new.xlsx")
    assert done.exit_code == 2
    assert "letter.txt" in done.output
    assert "nowhere.csv is not there" in done.output
    assert not (files / "new.xlsx").exists()


def test_files_with_nothing_of_a_council_in_them_are_refused(files):
    (files / "members.json").write_text('{"persons": [], "organizations": [], "memberships": []}', encoding="utf-8")
    done = run("import", files / "members.json", "-o", files / "new.xlsx")
    assert done.exit_code == 2
    assert not (files / "new.xlsx").exists()


def test_a_calendar_that_cannot_be_checked_says_why(files):
    row = "Planning Committee,1 September 2026,11.30pm,Council Chamber,Special Meeting\n"
    (files / "last.csv").write_text(calendar(row), encoding="utf-8")
    done, _ = imported(files, "--json")
    (words,) = json.loads(done.stdout)["broken"]
    assert words.startswith("It could not be held against them:")
    assert "midnight" in words


def test_people_alone_make_a_workbook_without_a_year(files):
    done = run("import", files / "members.csv", "-o", files / "new.xlsx", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 0
    assert len(told["faults"]) == 2
    book = openpyxl.load_workbook(files / "new.xlsx")
    assert "Last year" not in book.sheetnames
    assert any("Put right: " in str(cell.value) for cell in book["What to look at"]["C"])


# -- into a workbook in hand


def in_hand(files, change):
    """Return a workbook that an officer has gone on with, and its bytes."""
    _, book = imported(files, output="old.xlsx")
    change(book)
    book.save(files / "old.xlsx")
    return (files / "old.xlsx").read_bytes()


@pytest.mark.slow
def test_what_a_workbook_has_stays_and_differences_are_told(files):
    def change(book):
        row = row_of(book["Bodies"], "Planning Committee")
        row["Weekdays"].value = "Wednesday"
        row["Quorum"].value = "5"
        book["Bodies"]["AJ9"] = "a remark of mine"

    before = in_hand(files, change)
    done, book = imported(files, "--into", str(files / "old.xlsx"), "--json")
    assert (files / "old.xlsx").read_bytes() == before
    row = row_of(book["Bodies"], "Planning Committee")
    assert (row["Weekdays"].value, row["Quorum"].value) == ("Wednesday", "5")
    assert book["Bodies"]["AJ9"].value == "a remark of mine"
    (difference,) = json.loads(done.stdout)["differences"]
    assert difference == {
        "cell": f"Bodies!{row['Weekdays'].coordinate}",
        "has": "Wednesday",
        "found": "Tue",
        "why": "Tuesday in 11 of 11 meetings",
    }
    said = [cell.value for cell in book["What to look at"]["C"]]
    assert "the workbook says Wednesday, what was found Tue (Tuesday in 11 of 11 meetings)" in said


@pytest.mark.slow
def test_new_rows_come_below_and_blank_cells_are_filled(files):
    def change(book):
        row_of(book["Bodies"], "Planning Committee")["Start times"].value = None

    in_hand(files, change)
    (files / "members.csv").write_text(
        MEMBERS + "Councillor Eve Elm,Green,Audit Committee,Chair\nCouncillor Ann Ash,Green,Audit Committee,\n",
        encoding="utf-8",
    )
    _, book = imported(files, "--into", str(files / "old.xlsx"))
    start = row_of(book["Bodies"], "Planning Committee")["Start times"]
    assert (start.value, start.fill.fgColor.rgb[-6:]) == ("18:30", GUESSED)
    bodies = [cell.value for cell in book["Bodies"]["A"] if cell.value]
    assert bodies == ["Body (code)", "COUNCIL", "PC", "AC"]
    people = [cell.value for cell in book["People"]["A"] if cell.value]
    assert people == ["Person (code)", "AASH", "BBECK", "CCOLE", "DDALE", "EELM"]
    assert len([cell for cell in book["Last year"]["A"] if cell.value]) == 1 + len(PLANNING_DAYS) + 6
    assert run("validate", files / "new.xlsx").exit_code == 0


def test_a_workbook_in_hand_that_is_none_is_refused(files):
    (files / "old.xlsx").write_text("no workbook", encoding="utf-8")
    done = run("import", files / "last.csv", "-o", files / "new.xlsx", "--into", files / "old.xlsx")
    assert done.exit_code == 2
    assert not (files / "new.xlsx").exists()
