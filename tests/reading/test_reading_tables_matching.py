"""Headings found and read: words of the blank workbook, of councils, below titles, in sheets of many names."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from scheduler.domain.headings import heading_of
from scheduler.domain.reasons import Fault
from scheduler.domain.table_places import TablePlace
from scheduler.domain.tables import TABLES
from scheduler.reading.tables.headers import GridRow, RawInput, Unreadable
from scheduler.reading.tables.sheets import merged_down, sheet_of
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.workbooks import LaidOut
from tests.reading.written_inputs import SOUND, Table, csv_bytes, places, write_folder, write_workbook

PERSON = {"person": "ANN", "name": "Ann"}


def people(folder: Path, *rows: list[object]) -> RawInput:
    return read_tables(write_folder(folder, {"people.csv": csv_bytes(rows)}))


def without(table: str) -> dict[str, Table]:
    return {name: rows for name, rows in SOUND.items() if name != table}


def folder_of(folder: Path, files: dict[str, Table]) -> RawInput:
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        (folder / f"{name}.csv").write_bytes(csv_bytes(rows))
    return read_tables(folder)


def workbook_of(
    path: Path, sheets: dict[str, Table], hidden: tuple[str, ...] = (), merged: dict[str, list[str]] | None = None
) -> RawInput:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(title, []):
            sheet.merge_cells(area)
    workbook.save(path)
    return read_tables(path)


@pytest.mark.parametrize("name", TABLES)
def test_the_words_of_the_blank_workbook_are_read(tmp_path: Path, name: str) -> None:
    headings = [heading_of(name, column.name) for column in TABLES[name].columns]
    raw = read_tables(write_workbook(tmp_path / "council.xlsx", {name: [headings]}))
    assert (raw.faults, raw.warnings) == ([], [])
    assert raw.tables[name].columns == {column.name for column in TABLES[name].columns}


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (["Code", "Councillor", "Party"], {"person", "name", "group"}),
        (["Person*", "Name:", "E-mail address"], {"person", "name", "email"}),
        (["person (initials)", "NAME (in full)"], {"person", "name"}),
        (["Initials", "Member's name", "Dietary requirements"], {"person", "name", "dietary"}),
        (["Member", "Ward"], {"person", "name"}),
    ],
)
def test_what_councils_write_over_columns_is_read(tmp_path: Path, headings: list[object], columns: set[str]) -> None:
    raw = people(tmp_path, headings, ["ANN"] * len(headings))
    assert raw.faults == []
    assert raw.tables["people"].columns == columns


def test_names_are_the_codes_where_there_are_no_codes(tmp_path: Path) -> None:
    raw = people(tmp_path, ["Councillor", "Party"], ["Ann Other", "Blue"])
    assert raw.faults == []
    assert raw.tables["people"].rows[0].cells == {"person": "Ann Other", "name": "Ann Other", "group": "Blue"}
    plain = people(tmp_path, ["Name", "Group"], ["Ann Other", "Blue"])
    assert places(plain.faults) == [("people", 1, "person", "the column person is missing")]


def test_a_plain_name_counts_before_a_councils_word(tmp_path: Path) -> None:
    raw = people(tmp_path, ["Member", "person", "name"], ["x", "ANN", "Ann"])
    assert raw.tables["people"].rows[0].cells == PERSON
    assert places(raw.warnings) == [("people", 1, "Member", "“Member” is no column of people, and is not read")]


def test_titles_and_blank_lines_above_the_headings_are_skipped(tmp_path: Path) -> None:
    raw = people(tmp_path, ["People of the council"], [], ["", "as of May"], ["Person", "Name"], ["ANN", "Ann"])
    assert (raw.faults, raw.warnings) == ([], [])
    assert [(row.number, row.cells) for row in raw.tables["people"].rows] == [(5, PERSON)]
    assert raw.tables["people"].place == TablePlace("people.csv", {"person": 1, "name": 2}, (5,), 4, in_workbook=False)


def test_a_row_that_looks_like_headings_once_does_not_take_their_place(tmp_path: Path) -> None:
    raw = people(tmp_path, ["person", "name", "email"], ["ANN", "Name", "a@b"], ["BOB", "Bob", "Email"])
    assert [row.number for row in raw.tables["people"].rows] == [2, 3]


def test_headings_that_cannot_be_read_are_one_fault(tmp_path: Path) -> None:
    rows: Table = [["Whom", "Sits on"], *[["ANN", "GB"]] * 30]
    raw = read_tables(write_workbook(tmp_path / "council.xlsx", {"people": rows}))
    assert raw.faults == [
        Fault(
            "people", 1, None, "the headings cannot be read: row 1 has “Whom” and “Sits on”",
            "Write the headings person and name above the rows of the table.", "people!A1",
        )
    ]  # fmt: skip
    assert raw.warnings == []


def test_several_missing_headings_are_one_fault(tmp_path: Path) -> None:
    raw = folder_of(tmp_path, {**SOUND, "rooms": [["", "", "room", "name"], ["", "", "CR1", "One"]]})
    assert raw.faults == [
        Fault(
            "rooms", 1, "venue", "the columns venue and capacity are missing: row 1 has “room” and “name”",
            "Write the headings venue and capacity in row 1, and fill in the columns.",
        )
    ]  # fmt: skip


def test_of_many_headings_some_are_named(tmp_path: Path) -> None:
    raw = people(tmp_path, [f"h{number}" for number in range(20)])
    assert raw.faults[0].message.endswith("“h10”, “h11” and more")


def test_columns_of_notes_are_left_alone(tmp_path: Path) -> None:
    raw = people(tmp_path, ["person", "name", "Notes", "comments", "Remarks"], ["ANN", "Ann", "x", "y", "z"])
    assert (raw.faults, raw.warnings) == ([], [])


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("bodies", "Committees"),
        ("bodies", "bodies - Table 1"),
        ("bodies", "bodies \N{EN DASH} Table 1"),
        ("bodies", "Bodies-Tabelle 1"),
        ("bodies", "bodies - bodies"),
        ("bodies", "Sheet 3 - Bodies"),
        ("bodies", "Committees - Table 1-2"),
        ("people", "Councillors"),
        ("people", "Members"),
        ("rooms", "Meeting rooms"),
        ("memberships", "Committee membership"),
        ("memberships", "members"),
    ],
)
def test_sheets_and_files_are_found_by_what_councils_and_programs_call_them(
    tmp_path: Path, table: str, title: str
) -> None:
    for raw in (
        workbook_of(tmp_path / "council.xlsx", {**without(table), title: SOUND[table]}),
        folder_of(tmp_path / "csv", {**without(table), title: SOUND[table]}),
    ):
        assert (raw.faults, raw.warnings) == ([], [])
        assert len(raw.tables[table].rows) == 1


def test_the_sheet_that_numbers_adds_is_no_table_and_no_matter(tmp_path: Path) -> None:
    tables = {f"{name} - Table 1": rows for name, rows in SOUND.items()}
    sheets: dict[str, Table] = {"Export Summary": [["This document was exported"]], **tables}
    raw = workbook_of(tmp_path / "council.xlsx", sheets)
    assert (raw.faults, raw.warnings) == ([], [])


def test_a_table_of_the_contracts_name_counts_before_a_councils(tmp_path: Path) -> None:
    raw = workbook_of(tmp_path / "council.xlsx", {"Committees": [["x"]], **SOUND})
    assert raw.faults == []
    assert places(raw.warnings) == [
        ("Committees", None, None, "the sheet “Committees” is no table, and is not read")
    ]  # fmt: skip


def test_two_sheets_of_one_table_are_a_fault(tmp_path: Path) -> None:
    raw = workbook_of(tmp_path / "council.xlsx", {**without("bodies"), "Boards": [["x"]], "Committees": [["x"]]})
    message = "there are two sheets for this table: “Boards” and “Committees”"
    assert places(raw.faults) == [("bodies", None, None, message)]


def test_only_files_that_are_tables_count_for_the_fingerprint(tmp_path: Path) -> None:
    before = folder_of(tmp_path, SOUND)
    after = folder_of(tmp_path, {"Committees": [["x"]]})
    assert (before.sha256, len(after.warnings)) == (after.sha256, 1)


def test_a_cell_is_named_by_the_sheets_own_title_and_the_columns_letter(tmp_path: Path) -> None:
    place = TablePlace("Closed dates", {"start_date": 28}, (9,))
    assert place.address(9, "AB") == "'Closed dates'!AB9"
    assert TablePlace("Zoë's").address(1, "A") == "'Zoë''s'!A1"
    assert TablePlace("bodies.csv", in_workbook=False).address(1, "A") == ""
    fault = Fault("closed_dates", 9, "start_date", "it is wrong", "Mend it.")
    assert place.with_cell(fault).sentence == (
        "'Closed dates'!AB9 (closed_dates, row 9, column start_date): it is wrong. Mend it."
    )
    assert place.with_cell(Fault("closed_dates", 9, None, "", "")).cell == "'Closed dates'!AB9"
    assert place.with_cell(Fault("closed_dates", 9, "reason", "", "")).cell == ""
    assert place.with_cell(Fault("closed_dates", 9, "D", "", "")).cell == "'Closed dates'!D9"
    assert place.with_cell(Fault("closed_dates", None, "reason", "", "")).cell == ""


def test_faults_below_a_title_have_their_real_cell(tmp_path: Path) -> None:
    headings = [None, "Room", "Name", "Venue", "Seats", "Room"]
    rows: Table = [["Rooms"], [], headings, [None, "CR1", None, "Hall", 2, 5, 6]]
    raw = workbook_of(tmp_path / "council.xlsx", {"Rooms": rows, **without("rooms")})
    assert [(fault.cell, fault.row, fault.column) for fault in raw.faults] == [
        ("Rooms!F3", 3, "room"), ("Rooms!G4", 4, "G"),
    ]  # fmt: skip


def test_a_merged_cell_counts_for_every_row_it_covers(tmp_path: Path) -> None:
    rows: Table = [
        ["Who sits where", None, None],
        [None, None, None],
        ["Committee", "Member", "Role"],
        ["GB", "ANN", "chair"],
        [None, "BOB", None],
        [None, None, None],
        ["HWB", "CAT", "member"],
        ["DEL", "DAN", "member"],
        [None, "EVE", None],
    ]
    merged = {"Memberships": ["A1:C2", "A4:A6", "C4:C5", "A8:A9", "C8:C9"]}
    raw = workbook_of(tmp_path / "council.xlsx", {**without("memberships"), "Memberships": rows}, merged=merged)
    assert (raw.faults, raw.warnings) == ([], [])
    assert [(row.number, *row.cells.values()) for row in raw.tables["memberships"].rows] == [
        (4, "GB", "ANN", "chair"),
        (5, "GB", "BOB", "chair"),
        (7, "HWB", "CAT", "member"),
        (8, "DEL", "DAN", "member"),
        (9, "DEL", "EVE", "member"),
    ]


@pytest.mark.slow
def test_merged_cells_that_would_fill_a_sheet_are_refused() -> None:
    rows = [GridRow(1, dict.fromkeys(range(1, 3_001), "x")), *(GridRow(n, {4_000: "x"}) for n in range(2, 1_000))]
    with pytest.raises(Unreadable, match="more than 100,000 rows, or 2,000,000 cells"):
        merged_down(rows, [(1, 1_000, column, column) for column in range(1, 3_001)])
    found = LaidOut("Big", rows, merged=tuple((1, 1_000, column, column) for column in range(1, 3_001)))
    assert isinstance(sheet_of(found).rows, Unreadable)
    assert merged_down(rows[:3], []) == rows[:3]


def test_a_hidden_sheet_is_read_only_where_none_that_can_be_seen_is_its_table(tmp_path: Path) -> None:
    draft: Table = [["person", "name"], ["OLD", "Old"]]
    sheets = {"Councillors": draft, "Lists": [["x"]], **SOUND}
    behind = workbook_of(tmp_path / "a.xlsx", sheets, hidden=("Councillors", "Lists"))
    assert (behind.faults, behind.warnings) == ([], [])
    assert behind.tables["people"].rows[0].cells["person"] == "ANN"
    alone = workbook_of(tmp_path / "b.xlsx", {**without("people"), "Councillors": draft}, hidden=("Councillors",))
    assert alone.faults == []
    assert alone.tables["people"].rows[0].cells["person"] == "OLD"
    message = "the sheet “Councillors” is hidden, and is read: no sheet that can be seen is this table"
    assert alone.warnings == [Fault("people", None, None, message, "Unhide it to see what is read, or delete it.")]


def test_the_index_that_pandas_writes_is_no_fault(tmp_path: Path) -> None:
    counted = people(tmp_path, ["", "person", "name"], [0, "ANN", "Ann"], [1, "BOB", "Bob"])
    assert (counted.faults, len(counted.tables["people"].rows)) == ([], 2)
    others = people(tmp_path, ["", "person", "name"], [7, "ANN", "Ann"], [1, "BOB", "Bob"])
    assert [message for *_, message in places(others.faults)] == ["“7” stands under a blank heading (also in row 3)"]


def test_a_column_without_a_heading_is_one_fault(tmp_path: Path) -> None:
    raw = people(tmp_path, ["person", "", "name"], *(["P", f"x{number}", "N", "beyond"] for number in range(40)))
    assert places(raw.faults) == [
        ("people", 2, "B", "“x0” stands under a blank heading (also in rows 3, 4, 5, 6, 7 and 34 more)")
    ]


def test_a_merged_cell_with_nothing_in_it_fills_nothing(tmp_path: Path) -> None:
    rows: Table = [["person", "name", "email"], ["ANN", "Ann", None], ["BOB", "Bob", None]]
    raw = workbook_of(tmp_path / "a.xlsx", {**without("people"), "people": rows}, merged={"people": ["C2:C3", "C5:C9"]})
    assert [row.cells for row in raw.tables["people"].rows] == [PERSON, {"person": "BOB", "name": "Bob"}]


def test_a_sheet_that_cannot_be_read_stays_so() -> None:
    trouble = Unreadable("too large", "Make it smaller.")
    assert sheet_of(LaidOut("People", trouble, hidden=True)).rows is trouble


@pytest.mark.parametrize(
    ("heading", "kind"), [("Councillor", "person"), ("Member", "person"), ("Room", "room"), ("Speaker", "speaker")]
)
def test_the_heading_over_those_who_are_away_says_what_they_are(tmp_path: Path, heading: str, kind: str) -> None:
    rows: Table = [[heading, "From", "To", "Reason"], ["ANN", "1/2/2016", "5/2/2016", "Away"], ["", "", "", ""]]
    raw = folder_of(tmp_path, {**SOUND, "Absences": rows})
    assert (raw.faults, raw.warnings) == ([], [])
    assert raw.tables["unavailability"].rows[0].cells == {
        "who": "ANN", "start": "1/2/2016", "end": "5/2/2016", "reason": "Away", "kind": kind,
    }  # fmt: skip


def test_of_those_who_are_away_nothing_is_said_by_a_heading_that_says_nothing(tmp_path: Path) -> None:
    raw = folder_of(tmp_path, {**SOUND, "Absences": [["Who", "From", "To"], ["ANN", "1/2/2016", "5/2/2016"]]})
    assert places(raw.faults) == [("unavailability", 1, "kind", "the column kind is missing")]
    given = folder_of(
        tmp_path, {**SOUND, "Absences": [["kind", "Room", "From", "To"], ["person", "ANN", "1/2", "2/2"]]}
    )
    assert given.tables["unavailability"].rows[0].cells["kind"] == "person"
