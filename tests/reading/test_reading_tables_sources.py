"""Tables and columns found whatever they are called, and what does not fit named with its place."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from written_inputs import SOUND, csv_bytes, places, write_folder, write_workbook

from scheduler.domain.reasons import Fault
from scheduler.domain.table_places import letter_of
from scheduler.domain.tables import NOT_TABLES, TABLES
from scheduler.errors import InputFaults
from scheduler.reading import read_input
from scheduler.reading.tables.headers import RawInput, RawRow, column_of
from scheduler.reading.tables.sources import read_tables

ROOT = Path(__file__).parents[2]
PERIODS = [["period", "start_date", "end_date"], ["Q1", "2015-11-01", "2016-01-31"]]


def read_sheet(folder: Path, name: str, *rows: list[object]) -> RawInput:
    return read_tables(write_workbook(folder / "council.xlsx", {name: rows}))


def read_file(folder: Path, name: str, *rows: list[object]) -> RawInput:
    return read_tables(write_folder(folder, {f"{name}.csv": csv_bytes(rows)}))


def test_a_workbook_and_a_folder_give_the_same_tables(tmp_path: Path) -> None:
    folder, workbook = write_folder(tmp_path / "csv"), write_workbook(tmp_path / "council.xlsx")
    from_folder, from_workbook = read_tables(folder), read_tables(workbook)
    assert (from_folder.faults, from_folder.warnings) == (from_workbook.faults, from_workbook.warnings) == ([], [])
    assert from_workbook.tables["bodies"].rows == (RawRow(2, {"body": "GB", "name": "Growth Board"}),)
    assert from_workbook.tables["bodies"].columns == frozenset({"body", "name"})
    assert from_workbook.tables["rooms"].rows[0].cells["capacity"] == 20
    assert from_folder.tables["rooms"].rows[0].cells["capacity"] == "20"
    del from_folder.tables["rooms"], from_workbook.tables["rooms"]
    assert [(name, table.rows, table.columns) for name, table in from_folder.tables.items()] == [
        (name, table.rows, table.columns) for name, table in from_workbook.tables.items()
    ]
    assert (from_folder.folder, from_workbook.folder) == (folder, tmp_path)


@pytest.mark.parametrize("name", ["trafford-2015-16", "harrow-2011-12"])
def test_the_examples_are_read_without_a_word(name: str) -> None:
    raw = read_tables(ROOT / "inputs" / name)
    assert (raw.faults, raw.warnings) == ([], [])
    stems = {path.stem for path in (ROOT / "inputs" / name).glob("*.csv")}
    assert sorted(raw.tables) == sorted(stems - set(NOT_TABLES))


@pytest.mark.parametrize("name", ["Closed dates", "closed_dates", "CLOSED-DATES", " Closed\u00a0Dates ", "closeddates"])
def test_a_table_is_known_regardless_of_case_spaces_hyphens_and_underscores(tmp_path: Path, name: str) -> None:
    raw = read_sheet(tmp_path, name, ["Start Date", "REASON"], ["2015-12-25", "Christmas"])
    assert raw.tables["closed_dates"].rows == (RawRow(2, {"start_date": "2015-12-25", "reason": "Christmas"}),)
    assert (raw.faults, raw.warnings) == ([], [])


def test_blank_rows_are_skipped_and_keep_their_numbers(tmp_path: Path) -> None:
    raw = read_sheet(
        tmp_path, "periods", *PERIODS[:1], [None, " "], ["Q1", date(2015, 11, 1)], [], [None, None, "31/1/2016"]
    )
    assert raw.tables["periods"].rows == (
        RawRow(3, {"period": "Q1", "start_date": date(2015, 11, 1)}),
        RawRow(5, {"end_date": "31/1/2016"}),
    )


def test_a_row_of_notes_alone_is_no_row(tmp_path: Path) -> None:
    raw = read_file(tmp_path, "periods", [*PERIODS[0], "Notes", "note 2"], ["", "", "", "see below"])
    assert (raw.tables["periods"].rows, raw.faults, raw.warnings) == ((), [], [])


def test_an_unknown_column_is_a_warning_with_the_nearest_name(tmp_path: Path) -> None:
    raw = read_file(tmp_path, "people", ["person", "name", "e-male", "zzz", "x" * 90], ["ANN", "Ann", "1", "2", "3"])
    assert raw.warnings == [
        Fault(
            "people", 1, "e-male", "“e-male” is no column of people, and is not read",
            "Did you mean email? Correct the heading, or begin it with the word note.",
        ),
        Fault(
            "people", 1, "zzz", "“zzz” is no column of people, and is not read",
            "Correct the heading, or begin it with the word note.",
        ),
        Fault(
            "people", 1, "E", f"“{'x' * 60}…” is no column of people, and is not read",
            "Correct the heading, or begin it with the word note.",
        ),
    ]  # fmt: skip
    assert raw.tables["people"].rows == (RawRow(2, {"person": "ANN", "name": "Ann"}),)


def test_an_unknown_table_is_a_warning_with_the_nearest_name(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "csv", {"perods.csv": b"anything", "Instructions.csv": b"", "sheet1.csv": b""})
    assert read_tables(folder).warnings == [
        Fault(
            "perods.csv", None, None, "the file “perods.csv” is no table, and is not read",
            "Did you mean periods? Rename it if it is a table.",
        ),
        Fault(
            "sheet1.csv", None, None, "the file “sheet1.csv” is no table, and is not read",
            "Rename it if it is a table.",
        ),
    ]  # fmt: skip
    workbook = write_workbook(
        tmp_path / "council.xlsx", {"Instructions": [], "PROBLEMS": [["x"]], "Scenarios": [["x"]], "Perods": [["x"]]}
    )
    assert read_tables(workbook).warnings == [
        Fault(
            "Perods", None, None, "the sheet “Perods” is no table, and is not read",
            "Did you mean periods? Rename it if it is a table.",
        )
    ]  # fmt: skip


def test_needed_tables_that_are_missing_are_faults(tmp_path: Path) -> None:
    (tmp_path / "rooms.csv").write_bytes(csv_bytes(SOUND["rooms"]))
    assert read_tables(tmp_path).faults == [
        Fault(name, None, None, f"the table {name} is missing", f"Add the file {name}.csv.")
        for name in ("settings", "bodies", "people", "memberships")
    ]
    workbook = write_workbook(tmp_path / "council.xlsx")
    assert read_tables(workbook).faults == []


def test_a_needed_sheet_that_is_missing_is_a_fault(tmp_path: Path) -> None:
    raw = read_tables(
        write_workbook(tmp_path / "council.xlsx", {"rooms": [["room", "name", "venue"], ["A", "B", "C"]]})
    )
    assert raw.faults == [
        Fault(
            "rooms", 1, "capacity", "the column capacity is missing",
            "Write the heading capacity in row 1, and fill in the column.",
        )
    ]  # fmt: skip
    assert raw.tables["rooms"].columns == frozenset({"room", "name", "venue"})


def test_two_sheets_for_one_table_are_a_fault(tmp_path: Path) -> None:
    raw = read_tables(write_workbook(tmp_path / "council.xlsx", {"Bo-dies": [["body", "name"]], "periods": PERIODS}))
    message = "there are two sheets for this table: “bodies” and “Bo-dies”"
    assert raw.faults == [Fault("bodies", None, None, message, "Keep one of them.")]
    assert (raw.tables["bodies"].rows, raw.tables["bodies"].columns) == ((), frozenset())
    assert len(raw.tables["periods"].rows) == 1


def test_two_files_for_one_table_are_a_fault(tmp_path: Path) -> None:
    raw = read_tables(write_folder(tmp_path, {"Rooms.CSV": b"", "~$rooms.csv": b"", ".rooms.csv": b""}))
    assert places(raw.faults) == [
        ("rooms", None, None, "there are two files for this table: “Rooms.CSV” and “rooms.csv”")
    ]


def test_what_pandas_writes_for_nothing_is_blank(tmp_path: Path) -> None:
    raw = read_file(tmp_path, "people", ["person", "name", "email", "weekdays"], ["ANN", "Ann", "nan", "NaT"])
    assert raw.faults == []
    assert raw.tables["people"].rows == (RawRow(2, {"person": "ANN", "name": "Ann"}),)


def test_two_columns_of_one_name_are_a_fault_and_the_first_is_read(tmp_path: Path) -> None:
    raw = read_file(tmp_path, "people", ["person", "name", "Name "], ["ANN", "Ann", "Anne"])
    message = "the heading name stands twice, the second time over column C"
    assert raw.faults == [Fault("people", 1, "name", message, "Keep one of the two columns.")]
    assert raw.tables["people"].rows == (RawRow(2, {"person": "ANN", "name": "Ann"}),)


@pytest.mark.parametrize("read", [read_sheet, read_file])
def test_a_row_longer_than_its_header_is_a_fault_at_that_row(tmp_path: Path, read: Callable[..., RawInput]) -> None:
    rows = [["ANN", "x", "Ann"], ["BOB", "", "Bob", "", "y"], ["CAT", "", "Cat", " "]]
    raw = read(tmp_path, "people", ["person", "", "name"], *rows)
    assert places(raw.faults) == [
        ("people", 2, "B", "“x” stands under a blank heading"),
        ("people", 3, "E", "“y” stands beyond the last heading"),
    ]


@pytest.mark.parametrize(
    ("rows", "row", "message"),
    [
        ([], None, "the table is blank"),
        ([["Whom", "Sits on"], ["ANN", "GB"]], 1, "the headings cannot be read: row 1 has “Whom” and “Sits on”"),
        ([[f"h{number}" for number in range(1_001)]], 1, "row 1 has more than 1,000 headings"),
    ],
)
def test_a_needed_table_without_headings_is_a_fault_and_has_no_columns(
    tmp_path: Path, rows: list[list[object]], row: int | None, message: str
) -> None:
    raw = read_file(tmp_path, "people", *rows)
    assert places(raw.faults) == [("people", row, None, message)]
    assert raw.tables["people"].columns == frozenset()


def test_an_optional_table_that_is_blank_is_as_if_it_had_no_rows(tmp_path: Path) -> None:
    raw = read_sheet(tmp_path, "Periods")
    assert (raw.faults, raw.tables["periods"].rows) == ([], ())
    assert raw.tables["periods"].columns == frozenset({"period", "start_date", "end_date", "cycle"})


@pytest.mark.slow
def test_more_rows_than_a_table_may_have_are_a_fault(tmp_path: Path) -> None:
    rows = b"\n".join([b"period,start_date,end_date", *[b"Q1"] * 100_001])
    message = "the table has more than 100,000 rows, or 2,000,000 cells"
    assert places(read_tables(write_folder(tmp_path, {"periods.csv": rows})).faults) == [
        ("periods", 100_002, None, message)
    ]
    rows = b"\n".join([b"period,start_date,end_date", *[b"x," * 10_000] * 201])
    assert places(read_tables(write_folder(tmp_path, {"periods.csv": rows})).faults) == [
        ("periods", 201, None, message)
    ]


@pytest.mark.slow
def test_as_many_rows_as_a_table_may_have_are_read(tmp_path: Path) -> None:
    rows = b"\n".join([b"period,start_date,end_date", *[b"Q1"] * 100_000])
    raw = read_tables(write_folder(tmp_path, {"periods.csv": rows}))
    assert (raw.faults, len(raw.tables["periods"].rows)) == ([], 100_000)


def test_the_fingerprint_of_a_workbook_is_of_its_bytes(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "council.xlsx")
    assert read_tables(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_fingerprint_of_a_folder_is_of_its_tables_alone(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"strange.csv": b"x", "busy.ics": b"y", "Periods.csv": csv_bytes(PERIODS)})
    names = ["Periods.csv", "bodies.csv", "memberships.csv", "people.csv", "rooms.csv", "settings.csv"]
    content = b"".join(name.encode() + b"\0" + (folder / name).read_bytes() for name in names)
    assert read_tables(folder).sha256 == hashlib.sha256(content).hexdigest()


def test_what_cannot_be_read_has_one_fault_and_no_more_are_made_of_it(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as caught:
        read_input(tmp_path / "nowhere.xlsx")
    assert places(caught.value.faults) == [("", None, None, f"{tmp_path / 'nowhere.xlsx'} is not there")]


def test_a_cell_that_cannot_be_had_is_complained_of_once(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"people.csv": b"person,name\nANN,A\0nn\n"})
    with pytest.raises(InputFaults) as caught:
        read_input(folder)
    assert [place for place in places(caught.value.faults) if place[0] == "people"] == [
        ("people", 2, "name", "there is a control character in it (U+0000)")
    ]


def test_a_heading_that_cannot_be_had_is_a_fault(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"people.csv": b"person,name,em\x01ail\nANN,Ann,x\n"})
    assert places(read_tables(folder).faults) == [("people", 1, "C", "there is a control character in it (U+0001)")]


def test_a_stray_cell_that_cannot_be_had_is_named_as_a_cell(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {"people.csv": b"person,name\nANN,Ann,\x01\n"})
    assert places(read_tables(folder).faults) == [("people", 2, "C", "a cell stands beyond the last heading")]


def test_a_folder_is_read_without_loading_what_reads_workbooks() -> None:
    code = (
        "import sys; from pathlib import Path; from scheduler.reading.tables.sources import read_tables;"
        f"read_tables(Path({str(ROOT / 'inputs' / 'trafford-2015-16')!r})); print('openpyxl' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"


def test_every_table_of_the_contract_is_found_in_its_order(tmp_path: Path) -> None:
    files = {
        f"{name}.csv": ",".join(column.name for column in table.columns).encode() for name, table in TABLES.items()
    }
    raw = read_tables(write_folder(tmp_path, files))
    assert (raw.faults, raw.warnings, list(raw.tables)) == ([], [], list(TABLES))


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16_384, "XFD")])
def test_the_letters_over_a_column(column: int, letters: str) -> None:
    assert letter_of(column) == letters
    assert column_of(f"{letters.lower()}7") == column


def test_an_address_without_letters_has_no_column() -> None:
    assert column_of("7") == 0
