"""An import laid over a workbook that has its seats in a grid: the grid is the officer's, and stays."""

from pathlib import Path

from openpyxl import Workbook

from scheduler.commands.imports import import_files
from scheduler.reading import read_input

SHEETS: dict[str, list[list[object]]] = {
    "settings": [["setting", "value"], ["title", "Year"], ["start_date", "2026-05-01"], ["end_date", "2027-04-30"]],
    "bodies": [["body", "name"], ["PLA", "Planning Committee"], ["AUD", "Audit Board"]],
    "people": [["person", "name"], ["ANN", "Cllr Ann Bee"], ["BOB", "Cllr Bob Dee"]],
    "rooms": [["room", "name", "venue", "capacity"], ["CR1", "Committee Room", "Town Hall", 20]],
    "Seats": [["", "PLA", "AUD"], ["ANN", "C", ""], ["BOB", "S", "M"]],
}


def test_seats_of_the_grid_get_no_rows_and_others_do(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "old.xlsx")
    source = tmp_path / "members.csv"
    source.write_text(
        "Name,Body,Role\nAnn Bee,Planning Committee,Member\nAnn Bee,Audit Board,Chair\nBob Dee,Audit Board,Member\n",
        encoding="utf-8",
    )
    import_files([source], tmp_path / "new.xlsx", tmp_path / "old.xlsx", lambda _: None)
    problem, _ = read_input(tmp_path / "new.xlsx")
    assert sorted((row.person, row.body, row.role) for row in problem.memberships) == [
        ("ANN", "AUD", "chair"), ("ANN", "PLA", "chair"), ("BOB", "AUD", "member"),
    ]  # fmt: skip
