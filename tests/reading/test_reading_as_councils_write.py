"""A whole workbook as a council writes it: titles, words, names, merged cells and a hidden draft; and amended."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from scheduler.commands.rows_kept import amended_input
from scheduler.domain.seat_changes import LEAVE, SeatChange, amendments, with_changes
from scheduler.reading import read_input
from tests.reading.written_inputs import Table

SHEETS: dict[str, Table] = {
    "Set-up": [
        ["Lower Marsh District Council"],
        [],
        ["What", "Answer", "Comments"],
        ["Name of the calendar", "Calendar of meetings"],
        ["From", "20 May 2027"],
        ["Until", "17/05/2028"],
        [],
        ["Usual start time", "7pm"],
    ],
    "Committees": [
        ["Committees of the council"],
        ["", "as agreed at the annual meeting"],
        ["Committee", "Type", "Chairman", "Meetings a year", "Day", "Time", "Notice", "Kind in law"],
        ["Full Council", "Council", "Cllr Ann Oak", 5, "Thursdays", "7pm", "5 clear days", "Council"],
        ["Health & Well-being Board", "Task & Finish", "Bob Ash", 4, "Wed", "10am", 5, "Health & Wellbeing Board"],
    ],
    "Councillors": [["Councillor", "Party"], ["Cllr Ann Oak", "Blue"], ["Dr Bob Ash", "Red"], ["Cllr Cath Elm", "Red"]],
    "Members": [
        ["Committee", "Member", "Position"],
        ["Full Council", "Ann Oak", None],
        [None, "Councillor Bob Ash", "Deputy Chair"],
        [None, "Cath Elm", None],
        ["Health and Wellbeing Board", "Cath Elm", "Co-optee"],
        [None, "Ann Oak", "Ordinary member"],
    ],
    "Meeting rooms": [["Code", "Meeting room", "Building", "Seats"], ["CC", "Council Chamber", "Town Hall", 60]],
    "Fixed dates": [
        ["Committee", "Date", "Time", "Venue"],
        ["full council", "Thu 20 May 2027", "18:30", "Council-chamber"],
    ],
    "Rooms": [["room", "name", "venue", "capacity"], ["OLD", "Old", "Elsewhere", 1]],
}
MERGED = {"Members": ("A2:A4", "A5:A6"), "Committees": ("A1:H1",)}


def written(path: Path) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in SHEETS.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for area in MERGED.get(title, ()):
            sheet.merge_cells(area)
    workbook["Rooms"].sheet_state = "hidden"
    workbook.save(path)
    return path


def test_it_is_read_as_it_is_meant(tmp_path: Path) -> None:
    problem, warnings = read_input(written(tmp_path / "year.xlsx"))
    assert warnings == ()
    council, board = problem.bodies.values()
    assert (council.code, council.legal_kind, council.start_times) == ("Full Council", "full_council", (19 * 60,))
    assert (council.weekdays, council.notice_clear_days, council.cadence.minimum) == ({3}, 5, 5)
    assert (board.classification, board.legal_kind) == ("task_and_finish", "health_and_wellbeing_board")
    assert [(one.person, one.body, one.role) for one in problem.memberships] == [
        ("Cllr Ann Oak", "Full Council", "chair"),
        ("Dr Bob Ash", "Full Council", "vice_chair"),
        ("Cllr Cath Elm", "Full Council", "member"),
        ("Cllr Cath Elm", "Health & Well-being Board", "co_opted"),
        ("Cllr Ann Oak", "Health & Well-being Board", "member"),
        ("Dr Bob Ash", "Health & Well-being Board", "chair"),
    ]
    (fixed,) = problem.fixed_meetings
    assert (fixed.body, fixed.room, fixed.start) == ("Full Council", "CC", 18 * 60 + 30)
    assert [room.code for room in problem.rooms.values()] == ["CC"]


def test_it_is_amended_where_its_tables_stand(tmp_path: Path) -> None:
    source = written(tmp_path / "year.xlsx")
    before, _ = read_input(source)
    after = with_changes(before, [SeatChange(LEAVE, "Cllr Cath Elm", "Full Council")])
    made, files = amended_input(source, before, amendments(before, after))
    assert [(one.person, one.role) for one in made.memberships if one.body == "Full Council"] == [
        ("Cllr Ann Oak", "chair"), ("Dr Bob Ash", "vice_chair"),
    ]  # fmt: skip
    (tmp_path / "after.xlsx").write_bytes(files["year.xlsx"])
    assert load_workbook(tmp_path / "after.xlsx").sheetnames == list(SHEETS)
