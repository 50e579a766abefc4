"""The workbook of a comparison: one table, and nothing of the input is a formula."""

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest

from scheduler.domain.plan import Tier
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.scenarios import Result
from scheduler.errors import CannotWrite
from scheduler.outputs.naming import goal_title
from scheduler.outputs.places import prepare_folder
from scheduler.outputs.scenario_words import compared_with, not_granted, open_ends
from scheduler.outputs.sweep import write_sweep

FIRST, SECOND = dt.date(2015, 11, 19), dt.date(2016, 2, 11)
HERE, THERE = (("DAY", FIRST), ("DAY", SECOND)), (("DAY", FIRST), ("OTHER", SECOND))
FEWER, NONE_HELD = (UngrantedWish("held", body, units, "why") for body, units in (("GB", 3), ("HWB", 1)))
BASE = Result("As it is", "optimal", (), (), 6, HERE, Tier("slots", 2, 2), (Tier("held", 3, 3),), (FEWER,))
NASTY = Result(
    "=1+1",
    "feasible",
    ("=HYPERLINK(1)", "@later"),
    (),
    6,
    THERE,
    None,
    (Tier("held", 5, 1),),
    (FEWER, *[NONE_HELD] * 2),
)
NONE = Result("No room", "infeasible", ("no CR1",), ("One.", "Two."))


def sheet_of(path):
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["Scenarios"]
    return workbook["Scenarios"]


def test_one_table_with_a_row_for_each_scenario(tmp_path):
    sheet = sheet_of(write_sweep("Year", [BASE, NASTY, NONE], tmp_path))
    (table,) = sheet.tables.values()
    header, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert header == [
        "Scenario", "What changes", "Outcome", "Meetings", "Not granted", "Compared with the first row", "Not proven",
        "Meeting days", "Why there is no plan",
    ]  # fmt: skip
    assert rows == [
        [
            "As it is", None, "Proven best", 6, "2 slots of meeting days\n3 meetings not held", None, None,
            "Thu 19 Nov 2015\nThu 11 Feb 2016", None,
        ],
        [
            "=1+1", "=HYPERLINK(1)\n@later", "A plan", 6, "5 meetings not held", "2 more meetings not held",
            "Meetings held: a better calendar may exist, but at least 20% of this cannot be avoided",
            "DAY:\nThu 19 Nov 2015\nOTHER:\nThu 11 Feb 2016", None,
        ],
        ["No room", "no CR1", "No plan", None, None, None, None, None, "One.\nTwo."],
    ]  # fmt: skip


def test_what_a_scenario_does_not_grant_is_compared_with_the_first():
    tiers = (Tier("held", 0, 0),)
    here, more, fewer = (replace(BASE, slots=Tier("slots", number, number)) for number in (2, 3, 1))
    assert compared_with(replace(here, scenario="Alike"), BASE) == ("as much is granted",)
    assert (compared_with(more, BASE), compared_with(fewer, BASE)) == (("1 more slot",), ("1 fewer slot",))
    assert (compared_with(BASE, BASE), compared_with(NONE, BASE), compared_with(BASE, NONE)) == ((), (), ())
    assert not_granted(replace(BASE, tiers=tiers, wishes=(), slots=None)) == ("every wish granted",)
    assert not_granted(NONE) == ()
    loose = replace(BASE, slots=Tier("slots", 2, 0), tiers=tiers)
    assert list(open_ends(loose)) == ["Slots: not proven fewest"]


def test_nothing_of_the_input_is_a_formula(tmp_path):
    sheet = sheet_of(write_sweep("=Year()", [BASE, NASTY], tmp_path))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_the_same_comparison_is_the_same_bytes_in_the_place_of_the_earlier_one(tmp_path):
    before = write_sweep("Year", [BASE], tmp_path).read_bytes()
    assert write_sweep("Year", [BASE], tmp_path).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["sweep.xlsx"]


def test_a_folder_is_made(tmp_path):
    prepare_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_what_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite, match="file cannot be written: the system says “File exists”"):
        prepare_folder(tmp_path / "file")
    (tmp_path / "sweep.xlsx").mkdir()
    with pytest.raises(CannotWrite, match="Close it in other programs, or choose another folder"):
        write_sweep("Year", [BASE], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "sweep.xlsx"]


def test_goals_are_called_what_a_column_of_their_points_may_say():
    assert [goal_title(name) for name in ("slots", "held", "apologies", "new")] == [
        "Slots", "Meetings held", "Apologies", "New",
    ]  # fmt: skip
