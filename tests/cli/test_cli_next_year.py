"""`meeting-day next-year`: from a year and its plan to a workbook that can be planned at once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from small_input import write_input

from scheduler.cli import main

CLOSED = "start_date,end_date,reason\n2015-11-16,2015-11-17,Works\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def planned(tmp_path: Path) -> tuple[Path, Path]:
    """Return an input and the folder of its plan."""
    source = write_input(tmp_path / "small", closed_dates=CLOSED)
    assert run("plan", source, "-o", tmp_path / "out").exit_code == 0
    return source, tmp_path / "out"


def test_the_workbook_can_be_planned_at_once_near_to_this_year(planned: tuple[Path, Path], tmp_path: Path) -> None:
    found = run("next-year", *planned, "-o", tmp_path / "next.xlsx")
    assert found.exit_code == 0, found.stderr
    assert "Found 2 bodies, 3 people, 4 memberships and 2 rooms." in found.stderr
    assert run("validate", tmp_path / "next.xlsx").exit_code == 0
    again = run("plan", tmp_path / "next.xlsx", "--baseline", planned[1], "-o", tmp_path / "next")
    assert again.exit_code == 0, again.stderr
    plan = json.loads((tmp_path / "next" / "plan.json").read_text(encoding="utf-8"))
    assert (plan["start_date"], len(plan["meetings"])) == ("2016-10-31", 3)


def test_carried_dates_are_coloured_and_noted(planned: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("next-year", *planned, "-o", tmp_path / "next.xlsx").exit_code == 0
    workbook = load_workbook(tmp_path / "next.xlsx")
    assert workbook.sheetnames[0] == "What to look at"
    cell = next(cell for cell in workbook["Closed dates"]["A"] if cell.row > 1 and cell.value is not None)
    assert cell.comment is not None
    assert "Monday 16 November 2015 to Tuesday 17 November 2015: 52 weeks later" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("FFF2CC")


def test_the_document_has_what_was_carried_and_what_was_left(planned: tuple[Path, Path], tmp_path: Path) -> None:
    document = json.loads(run("next-year", *planned, "-o", tmp_path / "next.xlsx", "--json").stdout)
    assert document["output"] == str(tmp_path / "next.xlsx")
    assert {guess["table"] for guess in document["guesses"]} == {"settings", "closed_dates"}
    assert document["faults"] == document["left_out"] == document["differences"] == []


def test_nothing_that_is_there_is_overwritten(planned: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "next.xlsx").write_text("mine", encoding="utf-8")
    found = run("next-year", *planned, "-o", tmp_path / "next.xlsx")
    assert (found.exit_code, (tmp_path / "next.xlsx").read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already. Choose another name, or move it away first." in found.stderr


def test_an_input_that_cannot_be_read_is_told_by_its_cells(planned: tuple[Path, Path], tmp_path: Path) -> None:
    (planned[0] / "rooms.csv").write_text("room,name,venue,capacity\nCR1,One,Hall,many\n", encoding="utf-8")
    found = run("next-year", *planned, "-o", tmp_path / "next.xlsx")
    assert (found.exit_code, "rooms, row 2, column capacity" in found.stderr) == (2, True)
    assert not (tmp_path / "next.xlsx").exists()


def test_a_calendar_of_another_year_is_refused(planned: tuple[Path, Path], tmp_path: Path) -> None:
    later = write_input(
        tmp_path / "later", settings="setting,value\ntitle,Later\nstart_date,2018-01-01\nend_date,2018-06-30\n"
    )
    found = run("next-year", later, planned[1], "-o", tmp_path / "next.xlsx")
    assert (found.exit_code, (tmp_path / "next.xlsx").exists()) == (2, False)
    assert "and later is of Monday 1 January 2018 to Saturday 30 June 2018. Give the calendar" in found.stderr
