"""Rows about one meeting are written into whatever the input has, or has not, of their table."""

from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.seat_changes import Amendment, Value
from scheduler.outputs.amended import amended_files
from scheduler.reading import places_of, read_input

TABLES: dict[str, list[list[object]]] = {
    "settings": [["setting", "value"], ["title", "Year"], ["start_date", "2015-11-01"], ["end_date", "2016-10-31"]],
    "bodies": [["body", "name", "meetings_min"], ["GB", "Growth Board", 2]],
    "people": [["person", "name"], ["ANN", "Ann"]],
    "memberships": [["person", "body"], ["ANN", "GB"]],
    "rooms": [["room", "name", "venue", "capacity"], ["CR1", "Committee Room 1", "Town Hall", 20]],
}
HAS = [["Body", "Date", "Note"], ["GB", "2015-11-19", "as ever"]]
CELLS: dict[str, Value] = {
    "body": "GB", "number": 2, "date": date(2016, 2, 18), "start": time(9, 5), "room": "CR1", "waive": "gap",
    "reason": "Once.",
}  # fmt: skip
ADDED = Amendment("fixed_meetings", {}, (), ((None, CELLS),))
READ = FixedMeeting(
    date(2016, 2, 18), "GB", start=545, room="CR1", number=2, waive=("gap",), reason="Once."
)  # fmt: skip
OLD = FixedMeeting(date(2015, 11, 19), "GB")


def folder(path: Path, **more: list[list[object]]) -> Path:
    path.mkdir()
    for name, rows in {**TABLES, **more}.items():
        lines = (",".join(map(str, row)) for row in rows)
        (path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def workbook(path: Path, **more: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {**TABLES, **more}.items():
        sheet = book.create_sheet(name.replace("_", " ").capitalize())
        for row in rows:
            sheet.append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def amended(source: Path, place: Path, amendment: Amendment) -> Path:
    """Write the amended files of an input beside it, and return where they are."""
    files = {path.name: path.read_bytes() for path in (source.iterdir() if source.is_dir() else [source])}
    place.mkdir()
    for name, content in amended_files(source, files, [amendment], places_of(source)).items():
        (place / name).write_bytes(content)
    return place if source.is_dir() else place / source.name


@pytest.mark.parametrize("make", [folder, workbook])
def test_a_table_that_is_missing_is_made(tmp_path: Path, make: type) -> None:
    source = make(tmp_path / "year")
    made = amended(source, tmp_path / "made", ADDED)
    assert read_input(made)[0].fixed_meetings == (READ,)


@pytest.mark.parametrize("make", [folder, workbook])
def test_rows_are_added_changed_and_taken_out_of_a_table_that_is_there(tmp_path: Path, make: type) -> None:
    source = make(tmp_path / "year", fixed_meetings=HAS)
    assert read_input(amended(source, tmp_path / "added", ADDED))[0].fixed_meetings == (OLD, READ)
    changed = Amendment("fixed_meetings", {0: CELLS}, (), ())
    assert read_input(amended(source, tmp_path / "changed", changed))[0].fixed_meetings == (READ,)
    cleared = Amendment("fixed_meetings", {}, (0,), ())
    assert read_input(amended(source, tmp_path / "cleared", cleared))[0].fixed_meetings == ()


def test_cells_of_a_workbook_are_dates_times_and_numbers(tmp_path: Path) -> None:
    source = workbook(tmp_path / "year", fixed_meetings=HAS)
    sheet = load_workbook(amended(source, tmp_path / "made", ADDED))["Fixed meetings"]
    titles = [cell.value for cell in sheet[1]]
    row = dict(zip(titles, (cell.value for cell in sheet[3]), strict=True))
    assert (row["number"], row["start"], row["Date"].date()) == (2, time(9, 5), date(2016, 2, 18))
    assert sheet[2][titles.index("Note")].value == "as ever"
