"""Inputs mended cell by cell, law warnings answered, what is found told as plain values, and copies taken away."""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from given_files import FAULTY, LAW, workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from small_input import TABLES, write_input

from scheduler.commands import taken_away
from scheduler.commands.confirming import confirm
from scheduler.commands.how_far import NOT_PLANNED, HowFar, how_far
from scheduler.commands.input_changes import NOTHING, input_changes
from scheduler.commands.input_findings import Finding, InputFindings, findings_of
from scheduler.commands.mends import Mend, answer_law, copy_with_problems, mend_cells, take_answer_back
from scheduler.commands.plans import Asked, plan
from scheduler.commands.words_explained import words_explained
from scheduler.errors import CannotWrite, ChangedMeanwhile, InputFaults
from scheduler.outputs.history import Step, note


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A faulty workbook, with a formula, a colour and a note on it."""
    path = tmp_path / "input" / "workbook.xlsx"
    path.parent.mkdir()
    book = openpyxl.load_workbook(BytesIO(workbook(**FAULTY)))
    sheet = book["bodies"]
    sheet["G2"] = "=1+1"
    sheet["G1"] = "note"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B2"].comment = Comment("Ask the chair", "Officer")
    book["settings"]["B3"] = '="Any"&"town"'
    book.save(path)
    return path


@pytest.fixture
def lawless(tmp_path: Path) -> Path:
    """Tables of which something goes against the law."""
    return write_input(tmp_path / "law", bodies=LAW)


def by_cell(findings: InputFindings) -> dict[str, Finding]:
    return {one.cell: one for one in findings.faults}


def mend_of(finding: Finding, text: str) -> Mend:
    assert finding.column is not None
    return Mend(finding.sheet, finding.rows, finding.column, finding.table, finding.name, text)


# -- what is found


def test_what_is_right_in_a_list_stays_when_a_word_of_it_is_put_right(tmp_path: Path) -> None:
    bodies = "body,name,meetings_min,weekdays,start_times\nHWB,Health Board,2,Tues & Thrus,half past nine\n"
    faults = findings_of(write_input(tmp_path, bodies=bodies)).faults
    meant = {one.name: one.meant for one in faults if one.table == "bodies"}
    assert meant == {"weekdays": "Tues & Thursday", "start_times": ""}


def test_a_finding_says_what_stands_there_and_what_may(faulty: Path) -> None:
    found = findings_of(faulty)
    at = by_cell(found)
    day = at["settings!B5"]
    assert (day.heading, day.typed, day.kind, day.place) == ("Last day", "sometime", "date", "settings!B5, Last day")
    assert day.sentence == "“sometime” is no date."
    assert (at["settings!B2"].heading, at["settings!B2"].typed) == ("Name of the calendar", "")
    assert at["bodies!E2"].meant == "Tuesday"
    assert at["bodies!D2"].choices == ("Yes", "No")
    assert (at["memberships!C2"].meant, at["memberships!C2"].choices[0]) == ("Chair", "Chair")
    assert (at["memberships!B2"].meant, at["memberships!B2"].codes) == ("HWB", ("bodies",))
    assert at["memberships!C3"].rows == (3, 4, 5)
    assert found.codes == {"bodies": (("HWB", "Health Board"), ("GB", "Growth Board"))}
    assert (found.title, found.authority, found.days, found.readable, found.open_law) == ("", "", None, True, 0)
    blank = at["memberships!B6"]
    assert blank.sentence == "“Body” is blank, and every row of memberships needs it."
    assert blank.remedy == "Fill in “Body”, or clear the whole row."


def test_what_is_found_goes_through_json(faulty: Path, lawless: Path) -> None:
    for source in (faulty, lawless):
        found = findings_of(source)
        assert InputFindings.from_document(json.loads(json.dumps(found.document()))) == found


def test_a_folder_of_tables_has_no_names_of_cells(tmp_path: Path) -> None:
    found = findings_of(write_input(tmp_path / "tables", **FAULTY))
    weekday = next(one for one in found.faults if one.meant == "Tuesday")
    assert (weekday.sheet, weekday.cell, weekday.column) == ("bodies.csv", "row 2", 5)


def test_what_has_no_cell_cannot_be_mended(tmp_path: Path) -> None:
    source = write_input(tmp_path / "tables", bodies="body,nothing\nHWB,x,stray\n", settings="setting,value\nnote,x\n")
    found = findings_of(source)
    assert [one for one in found.faults if one.row is None and one.column is not None] == []
    missing = next(one for one in found.faults if one.wrong == "the column “Name” is missing")
    assert missing.remedy == "Write the heading “Name” in row 1, and fill in the column."
    assert (missing.column, missing.rows, missing.meant) == (None, (), "")
    stray = next(one for one in found.faults if "stray" in one.wrong)
    assert (stray.sheet, stray.row, stray.column) == ("bodies.csv", 2, 3)


def test_columns_and_tables_are_called_as_the_workbook_calls_them(tmp_path: Path) -> None:
    days = "meeting_day,name,per_period\nTP,Partnership,1\n"
    sessions = "meeting_day,session,kind,start,end\nTP,A,boards,09:00,10:00\n"
    bodies = "body,name,meeting_day,session,per_period\nHWB,Health Board,TP,A,2\nGB,my_growth_board,TPX,,1\n"
    source = write_input(tmp_path / "tables", meeting_days=days, sessions=sessions, bodies=bodies)
    found = findings_of(source).faults
    often, unknown = found[0], next(one for one in found if "TPX" in one.wrong)
    assert (
        often.sentence == "“Meetings in each period” is filled in, and the body meets as often as its meeting day does."
    )
    assert unknown.sentence == "“TPX” names nothing in the table Meeting days."


def test_nothing_that_can_be_read_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "year.xlsx").write_bytes(b"no workbook")
    found = findings_of(tmp_path / "year.xlsx")
    assert not found.readable
    assert [one.sheet for one in found.faults] == [""]


def test_a_seat_of_the_grid_is_found_where_it_stands(tmp_path: Path) -> None:
    grid = "Person,HWB,GB\nANN,Chair,\nBOB,Mmber,Chair\n"
    path = tmp_path / "year.xlsx"
    path.write_bytes(workbook(seats=grid, memberships="person,body,role\n"))
    fault = by_cell(findings_of(path))["seats!B3"]
    assert (fault.typed, fault.column, fault.rows) == ("Mmber", 2, (3,))
    done = mend_cells(path, [mend_of(fault, "Member")])
    assert done.findings.faults == ()


# -- cells


def test_cells_are_mended_and_all_else_stays(faulty: Path) -> None:
    at = by_cell(findings_of(faulty))
    before = openpyxl.load_workbook(faulty)
    done = mend_cells(
        faulty,
        [
            mend_of(at["settings!B5"], "27 November 2015"),
            mend_of(at["settings!B2"], "  Small\tcalendar "),
            mend_of(at["bodies!E2"], "Tuesday"),
            mend_of(at["bodies!D2"], "Yes"),
            mend_of(at["bodies!C3"], "2"),
            mend_of(at["memberships!C2"], "vice chair"),
            mend_of(at["memberships!B2"], "HWB"),
            mend_of(at["memberships!C3"], "Member"),
            mend_of(at["memberships!B6"], "GB"),
            Mend("settings", (3,), 2, "settings", "authority", "Anytown"),
        ],
    )
    assert done.findings.faults == ()
    assert done.findings.days == (date(2015, 11, 2), date(2015, 11, 27))
    assert done.formulas == ("settings!B3",)
    after = openpyxl.load_workbook(faulty)
    assert after["settings"]["B5"].value.date().isoformat() == "2015-11-27"
    assert after["bodies"]["C3"].value == 2
    assert [after["memberships"][f"C{row}"].value for row in range(2, 6)] == ["Vice-chair", *["Member"] * 3]
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                other = after[sheet.title][cell.coordinate]
                assert cell.value == other.value or f"{sheet.title}!{cell.coordinate}" in {*at, "settings!B3", *(
                    f"memberships!C{number}" for number in (3, 4, 5)
                )}  # fmt: skip
                assert (cell.fill.fgColor.rgb, str(cell.comment)) == (other.fill.fgColor.rgb, str(other.comment))


def test_nothing_is_written_where_a_text_means_nothing(faulty: Path) -> None:
    at = by_cell(findings_of(faulty))
    before = faulty.read_bytes()
    with pytest.raises(InputFaults) as refused:
        mend_cells(
            faulty,
            [
                mend_of(at["settings!B5"], "31/02/2015"),
                mend_of(at["bodies!E2"], "Tuesday"),
                mend_of(at["settings!B2"], "x\x00"),
            ],
        )
    assert [fault.cell for fault in refused.value.faults] == ["settings!B5", "settings!B2"]
    assert "February 2015 has 28 days" in str(refused.value)
    assert faulty.read_bytes() == before


def test_a_cell_may_be_cleared(faulty: Path) -> None:
    done = mend_cells(faulty, [mend_of(by_cell(findings_of(faulty))["bodies!E2"], "")])
    assert "bodies!E2" not in by_cell(done.findings)
    assert openpyxl.load_workbook(faulty)["bodies"]["E2"].value is None


def test_a_heading_may_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    path.write_bytes(workbook(rooms=TABLES["rooms"].replace("capacity", "capasity")))
    warning = next(one for one in findings_of(path).warnings if one.cell == "rooms!D1")
    done = mend_cells(path, [Mend(warning.sheet, (1,), 4, warning.table, warning.name, "capacity")])
    assert (done.findings.faults, done.findings.warnings) == ((), ())


def test_a_cell_under_a_merged_one_is_left_to_excel(faulty: Path) -> None:
    book = openpyxl.load_workbook(faulty)
    book["memberships"].merge_cells("C3:C5")
    book.save(faulty)
    with pytest.raises(CannotWrite, match="memberships!C4 is merged"):
        mend_cells(faulty, [Mend("memberships", (4,), 3, "memberships", "role", "Chair")])


def test_what_is_too_large_is_left_to_excel(tmp_path: Path) -> None:
    path = tmp_path / "year.xlsx"
    packed = BytesIO(workbook(**FAULTY))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", bytes(61_000_000))
    path.write_bytes(packed.getvalue())
    with pytest.raises(CannotWrite, match="too large to be mended here"):
        mend_cells(path, [mend_of(by_cell(findings_of(path))["bodies!E2"], "Tuesday")])


def test_tables_in_files_are_mended_too_and_never_get_a_formula(tmp_path: Path) -> None:
    source = write_input(tmp_path / "tables", **FAULTY)
    (source / "rooms.csv").write_bytes(TABLES["rooms"].replace("\n", "\r\n").encode("utf-8-sig"))
    found = {(one.sheet, one.row, one.heading): one for one in findings_of(source).faults}
    title = found["settings.csv", 2, "Name of the calendar"]
    with pytest.raises(InputFaults, match="would make it a formula"):
        mend_cells(source, [mend_of(title, "=cmd|' /C calc'!A0")])
    mend_cells(
        source,
        [
            mend_of(title, "Small, and “quoted”"),
            mend_of(found["settings.csv", 5, "Last day"], "27/11/2015"),
            mend_of(found["bodies.csv", 2, "Weekdays"], "Tue"),
            mend_of(found["bodies.csv", 3, "Fewest meetings in the year"], "2"),
            Mend("rooms.csv", (2,), 6, "rooms", "setup_minutes", "5"),
            Mend("rooms.csv", (3,), 1, "strange", "strange", "CR9"),
        ],
    )
    assert 'title,"Small, and' not in (source / "settings.csv").read_text(encoding="utf-8").splitlines()[0]
    assert "end_date,2015-11-27\n" in (source / "settings.csv").read_text(encoding="utf-8")
    rooms = (source / "rooms.csv").read_bytes()
    assert rooms.startswith(b"\xef\xbb\xbf")
    assert rooms.endswith(b"CR9,Committee Room 2,Town Hall,20\r\n")
    assert b"Town Hall,20,,5\r\n" in rooms


# -- the law


def test_a_law_warning_is_answered_and_the_answer_taken_back(tmp_path: Path) -> None:
    tables = write_input(tmp_path / "law", bodies=LAW)
    book = tmp_path / "book" / "workbook.xlsx"
    book.parent.mkdir()
    book.write_bytes(workbook(bodies=LAW))
    for source in (tables, book):
        first = findings_of(source)
        (warning,) = first.law
        assert (warning.body, warning.about, warning.reason, first.open_law) == ("HWB", "Health Board", "", 1)
        found = answer_law(source, warning.matter, warning.body, "It is a partnership", "Officer")
        (answered,) = found.law
        assert (answered.reason, answered.by, answered.for_all, found.open_law) == (
            "It is a partnership",
            "Officer",
            False,
            0,
        )
        assert [(one.body, one.reason, one.idle) for one in found.answers] == [("HWB", "It is a partnership", False)]
        with pytest.raises(InputFaults, match="answered twice"):
            answer_law(source, warning.matter, warning.body, "Again", "")
        assert take_answer_back(source, warning.matter, warning.body).open_law == 1
        with pytest.raises(InputFaults, match="has no answer any more"):
            take_answer_back(source, warning.matter, warning.body)


def test_an_answer_may_be_for_the_whole_authority_or_answer_nothing(lawless: Path) -> None:
    found = answer_law(lawless, findings_of(lawless).law[0].matter, "", "All of them", "")
    assert (found.law[0].for_all, found.answers[0].about) == (True, "Anytown")
    (lawless / "bodies.csv").write_text(TABLES["bodies"], encoding="utf-8")
    found = findings_of(lawless)
    assert (found.law, [one.idle for one in found.answers]) == ((), [True])
    (lawless / "settings.csv").write_text(
        TABLES["settings"].replace("authority,Anytown\n", ""), encoding="utf-8"
    )  # fmt: skip
    assert findings_of(lawless).answers[0].about == "The whole authority"


# -- copies


def test_a_copy_has_every_problem_marked(faulty: Path, lawless: Path, tmp_path: Path) -> None:
    before = faulty.read_bytes()
    name, content = copy_with_problems(faulty, "Our: year")
    assert name == "Our year - problems.xlsx"
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames[0].startswith("Problems")
    assert [path.name for path in faulty.parent.iterdir()] == ["workbook.xlsx"]
    assert faulty.read_bytes() == before
    name, content = copy_with_problems(lawless, "Law")
    assert name == "Law - problems.xlsx"
    assert "Health Board is statutory" in str(list(openpyxl.load_workbook(BytesIO(content)).active.values))


def test_what_differs_between_two_inputs_is_told_by_table(tmp_path: Path) -> None:
    one = write_input(tmp_path / "one")
    assert input_changes(one, one) == (NOTHING,)
    other = write_input(
        tmp_path / "other",
        bodies=TABLES["bodies"].replace("HWB,Health Board,2,5", "HWB,Health Board,3,").replace("GB,", "NB,"),
        memberships=TABLES["memberships"].replace("GB", "NB").replace("chair", "vice_chair", 1),
        people=TABLES["people"] + "".join(f"P{n},Person {n},\n" for n in range(9)),
        rooms=TABLES["rooms"].replace(",20", ",30") + "".join(f"R{n},Room,Town Hall,9\n" for n in range(2)),
    )
    assert input_changes(one, other) == (
        "Bodies: NB is new.",
        "Bodies: GB is gone.",
        "Bodies: HWB, Fewest meetings in the year: “2” is now “3”.",
        "Bodies: HWB, Clear days of notice: “5” is now nothing.",
        "People: P0, P1, P2, P3, P4 and 4 more are new.",
        "Memberships: 2 rows new or changed and 2 rows gone or otherwise before.",
        "Rooms: R0 and R1 are new.",
        "Rooms: CR1, How many it seats: “20” is now “30”.",
        "Rooms: CR2, How many it seats: “20” is now “30”.",
    )
    wide = write_input(tmp_path / "wide", rooms=TABLES["rooms"] + "".join(f"R{n},Room,Hall,9\n" for n in range(7)))
    moved = write_input(tmp_path / "moved", rooms=TABLES["rooms"] + "".join(f"R{n},Room,Hall,8\n" for n in range(7)))
    assert input_changes(wide, moved)[-1] == "Rooms: 2 more cells changed."
    fewer = write_input(tmp_path / "fewer", memberships="person,body,role\nANN,HWB,chair\n")
    assert input_changes(one, fewer) == ("Memberships: 3 rows gone or otherwise before.",)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planned")
    plan(Asked(write_input(folder / "input"), folder / "plan", 20))
    return folder / "plan"


def test_a_folder_is_taken_away_as_one_file(planned: Path, tmp_path: Path) -> None:
    taken_away.packed_folder(planned, tmp_path / "all")
    with zipfile.ZipFile(tmp_path / "all") as archive:
        names = archive.namelist()
        assert archive.read("plan.json") == (planned / "plan.json").read_bytes()
        assert archive.getinfo("calendar.xlsx").compress_type == zipfile.ZIP_STORED
    assert {"plan.json", "calendar.xlsx", "index.html", "input/bodies.csv"} <= set(names)
    with pytest.raises(CannotWrite, match="cannot be written"):
        taken_away.packed_folder(planned, tmp_path / "nowhere" / "all")


def test_a_folder_that_is_written_meanwhile_is_read_again(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter([object() for _ in range(20)])
    monkeypatch.setattr(taken_away, "stamp_of", lambda _folder: next(stamps))
    with pytest.raises(ChangedMeanwhile, match="again and again"):
        taken_away.packed_folder(planned, tmp_path / "all")
    with pytest.raises(ChangedMeanwhile, match="again and again"):
        taken_away.packed_folder(planned, tmp_path / "nowhere" / "all")


def test_how_far_a_calendar_is(tmp_path: Path) -> None:
    assert how_far(tmp_path / "plan") == NOT_PLANNED
    plan(Asked(write_input(tmp_path / "input"), tmp_path / "plan", 20))
    folder = tmp_path / "plan"
    assert how_far(folder) == HowFar(meetings=3)
    note(folder, Step("publish", by="Officer"))
    found = how_far(folder)
    assert (found.published_on is None, found.changed_since) == (False, False)
    confirm(folder)
    found = how_far(folder)
    assert (found.confirmed, found.changed_since) == (3, True)
    (folder / "plan.json").write_text("{", encoding="utf-8")
    assert how_far(folder) == HowFar(damaged=True)


def test_every_word_is_explained() -> None:
    words = words_explained()
    assert {"Quorum", "Waiver", "Clear days"} <= {one.word for one in words}
    assert all(one.meaning and one.kind for one in words)
