"""Folders of CSV files as spreadsheets and people write them, and as nobody should."""

import os
from pathlib import Path

import pytest
from written_inputs import places, write_folder

from scheduler.domain.reasons import Fault
from scheduler.reading.tables.headers import RawInput, RawRow, Unreadable, read_bytes
from scheduler.reading.tables.sources import SAVE_AS_CSV, csv_files, read_tables


def read_people(folder: Path, content: bytes) -> RawInput:
    return read_tables(write_folder(folder, {"people.csv": content}))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_utf_8_with_or_without_a_mark_and_with_any_line_ends(tmp_path: Path, mark: bytes, end: bytes) -> None:
    raw = read_people(tmp_path, mark + end.join([b"person,name", b"", "ZOË,Zoë".encode(), b'"B","A, ""B"" C"']))
    assert raw.faults == []
    assert raw.tables["people"].rows == (
        RawRow(3, {"person": "ZOË", "name": "Zoë"}),
        RawRow(4, {"person": "B", "name": 'A, "B" C'}),
    )


def test_text_stays_text_and_odd_spaces_are_made_plain(tmp_path: Path) -> None:
    raw = read_people(tmp_path, 'person,name\n007,NA\n \u200b1\u00ad ,A\u00a0B \n2,"A\r\n\tB"\n3,\u200b\n'.encode())
    assert [row.cells for row in raw.tables["people"].rows] == [
        {"person": "007", "name": "NA"},
        {"person": "1", "name": "A B"},
        {"person": "2", "name": "A B"},
        {"person": "3"},
    ]


def test_a_line_break_in_a_cell_does_not_shift_the_rows_numbers(tmp_path: Path) -> None:
    raw = read_people(tmp_path, b'person,name\nA,"x\ny"\nB\n')
    assert [row.number for row in raw.tables["people"].rows] == [2, 3]


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        ("person,name\nZ,Zoë".encode("latin-1"), None, "line 2 of the file has letters that are not written in UTF-8"),
        ("person,name\n".encode("utf-16"), None, "the file is written as Unicode text (UTF-16)"),
        ("person,name\n".encode("utf-16-be"), None, "the file is no text in UTF-8"),
        (b"sep=;\nperson;name\n", 1, "row 1 says how the columns are apart, and headings are wanted"),
    ],
)
def test_another_encoding_is_a_fault_that_says_how_to_save(
    tmp_path: Path, content: bytes, row: int | None, message: str
) -> None:
    assert read_people(tmp_path, content).faults == [Fault("people", row, None, message, SAVE_AS_CSV)]


@pytest.mark.parametrize("header", [b"person;name", b"Person\tName", b"person|name", b'"person;name"', b"person;x,y"])
def test_columns_that_are_not_apart_by_commas_are_a_fault(tmp_path: Path, header: bytes) -> None:
    assert read_people(tmp_path, header).faults == [
        Fault(
            "people", 1, None, "the columns are apart by something else than commas",
            f"{SAVE_AS_CSV} Columns must have a comma between them.",
        )
    ]  # fmt: skip


QUOTE = "a quotation mark of this row is not closed where its cell ends"


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        (b'person,name\nA,"Ann\nB,Bob\n', 2, QUOTE),
        (b'person,name\n\nA,Ann\nB,"Bob" Smith\n', 4, QUOTE),
        (b'"person,name\n', 1, QUOTE),
        (b"person,name\nA," + b"x" * 140_000, 2, "a cell of this row never seems to end"),
        (b"person,name\n" + b"," * 16_384, 2, "a row has more than 16,384 cells"),
    ],
)
def test_a_row_that_cannot_be_taken_apart_is_a_fault_there(
    tmp_path: Path, content: bytes, row: int, message: str
) -> None:
    raw = read_people(tmp_path, content)
    assert places(raw.faults) == [("people", row, None, message)]
    assert raw.tables["people"].columns == frozenset()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"A\0B", "there is a control character in it (U+0000)"),
        (b"A\x1bB", "there is a control character in it (U+001B)"),
        ("A\x93B".encode(), "there is a control character in it (U+0093)"),
        (b"x" * 40_000, "more than 32,767 characters"),
    ],
)
def test_text_that_no_cell_should_hold_is_a_fault_there(tmp_path: Path, value: bytes, message: str) -> None:
    raw = read_people(tmp_path, b"person,name,note\nA," + value + b",\nB,Bob," + value + b"\n")
    assert places(raw.faults) == [("people", 2, "name", message)]


def test_a_file_that_is_empty_is_a_blank_table(tmp_path: Path) -> None:
    assert places(read_people(tmp_path, b"").faults) == [("people", None, None, "the table is blank")]
    assert places(read_people(tmp_path, b"\xef\xbb\xbf\n\n,,\n").faults) == [
        ("people", None, None, "the table is blank")
    ]


@pytest.mark.parametrize("files", [{}, {"strange.csv": b"x"}, {"people.txt": b"person,name"}, {".people.csv": b"x"}])
def test_a_folder_without_tables_is_a_fault(tmp_path: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "rooms.csv").mkdir()
    raw = read_tables(tmp_path)
    remedy = "Put one file for each table there: settings.csv, bodies.csv, and so on."
    assert raw.faults == [Fault("", None, None, f"{tmp_path} holds no CSV file of a table", remedy)]
    assert (raw.tables, raw.sha256) == ({}, "")


def test_a_folder_that_holds_a_workbook_instead_is_told_to_give_that(tmp_path: Path) -> None:
    (tmp_path / "council.xlsx").write_bytes(b"")
    (tmp_path / "~$council.xlsx").write_bytes(b"")
    assert [fault.remedy for fault in read_tables(tmp_path).faults] == [
        f"Give the workbook itself: {tmp_path / 'council.xlsx'}."
    ]


def test_a_file_that_is_too_large_is_a_fault(tmp_path: Path) -> None:
    write_folder(tmp_path)
    os.truncate(tmp_path / "people.csv", 20_000_001)
    assert places(read_tables(tmp_path).faults) == [("", None, None, "people.csv is larger than 20 MB")]


def test_files_that_are_too_large_together_are_a_fault(tmp_path: Path) -> None:
    names = (
        "settings",
        "periods",
        "bodies",
        "people",
        "memberships",
        "rooms",
        "travel",
        "themes",
        "speakers",
        "wishes",
    )
    for name in (*names, "projects"):
        (tmp_path / f"{name}.csv").write_bytes(b"")
        os.truncate(tmp_path / f"{name}.csv", 20_000_000)
    message = f"the tables of {tmp_path} are larger than 200 MB together"
    assert places(read_tables(tmp_path).faults) == [("", None, None, message)]


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(tmp_path)
    assert caught.value.message == f"{tmp_path} is no file"
    write_folder(tmp_path)
    with pytest.raises(Unreadable) as caught:
        csv_files(tmp_path / "people.csv")
    assert caught.value.message == f"{tmp_path / 'people.csv'} cannot be looked into: Not a directory"


@pytest.mark.timeout(20)
def test_what_never_ends_is_no_table(tmp_path: Path) -> None:
    write_folder(tmp_path, {"people.csv": b"person,name"})
    os.mkfifo(tmp_path / "a pipe.csv")
    (tmp_path / ".rooms.csv").symlink_to(tmp_path / "nowhere")
    with pytest.raises(Unreadable) as refusal:
        csv_files(tmp_path)
    assert refusal.value.message == f"{tmp_path / 'a pipe.csv'} is no file"
