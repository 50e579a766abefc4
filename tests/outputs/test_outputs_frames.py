"""Data frames: what each of them holds is what its sheet shows, and every column is typed."""

import datetime as dt
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from outputs.invented_council import invented_plan, invented_problem
from outputs.test_outputs_options import OPTIONS, PROBLEM
from outputs.test_outputs_sweep import BASE, NASTY, NONE
from outputs.workbook.reopened import reopened, table_rows
from outputs.workbook.shown import assert_shows
from outputs.workbook.small_council import DAY, small_plan, small_problem

from scheduler.domain.bodies import Body
from scheduler.domain.people import Membership
from scheduler.domain.problem import ClosedDate
from scheduler.domain.rooms import Equipment
from scheduler.errors import NoSuchFrame
from scheduler.outputs.frames import frame, frame_names, options_frame, sweep_frame
from scheduler.outputs.options.workbook import OPTION_TABLES, options_workbook
from scheduler.outputs.sweep import write_sweep
from scheduler.outputs.workbook import TABLES

SCREEN = Equipment("Screen")
COUNCILS = {
    name: (replace(problem, equipment=(*(replace(SCREEN, body=body) for body in problem.bodies), SCREEN)), plan)
    for name, problem, plan in (
        ("small", small_problem(), small_plan()),
        ("invented", invented_problem(), invented_plan()),
    )
}


@cache
def book_of(council: str) -> Workbook:
    return reopened(*COUNCILS[council])


def one_table(book: Workbook, name: str) -> list[tuple[object, ...]]:
    return table_rows(book[name])


@pytest.mark.parametrize("council", COUNCILS)
@pytest.mark.parametrize("name", [name for name in frame_names() if name != "running_order"])
def test_a_frame_holds_what_its_sheet_shows(name: str, council: str) -> None:
    sheet = TABLES[name](*COUNCILS[council]).name
    assert_shows(one_table(book_of(council), sheet), frame(*COUNCILS[council], name))


@pytest.mark.parametrize("council", COUNCILS)
def test_the_running_order_holds_what_the_run_sheets_show(council: str) -> None:
    sheets = [
        one_table(book_of(council), name) for name in book_of(council).sheetnames if name.startswith("Run sheet ")
    ]
    table = frame(*COUNCILS[council], "running_order")
    own = table.drop(columns=["date", "meeting_day"])
    own.attrs["titles"] = {name: title for name, title in table.attrs["titles"].items() if name in own}
    assert_shows([sheets[0][0], *(row for sheet in sheets for row in sheet[1:])], own)


def test_every_sheet_of_data_has_a_frame() -> None:
    sheets = {TABLES[name](*COUNCILS["small"]).name for name in frame_names()} - {"Run sheet of meeting days"}
    others = {name for name in book_of("small").sheetnames if not re.match("Cover|Year planner|Run sheet |About", name)}
    assert others == sheets


def test_days_times_numbers_answers_and_categories_are_typed() -> None:
    types = frame(*COUNCILS["small"], "meetings").dtypes.astype(str)
    assert types.to_dict() == {
        "date": "datetime64[ns]", "start": "timedelta64[ns]", "end": "timedelta64[ns]", "body": "category",
        "body_name": "category", "room": "category", "room_name": "category", "venue": "category",
        "status": "category", "meeting_day": "category", "session": "category", "sequence": "Int64",
        "attendance_mode": "category", "open_to_public": "boolean", "agenda_deadline": "datetime64[ns]",
        "revision": "Int64", "title": "string", "extra": "boolean", "pinned": "boolean", "waived": "string",
    }  # fmt: skip


def test_a_day_and_a_time_are_a_moment() -> None:
    meetings = frame(*COUNCILS["small"], "meetings")
    moments = [dt.datetime(2015, 11, 3, 10), dt.datetime(2015, 11, 19, 9, 30)]
    assert (meetings["date"] + meetings["start"]).tolist() == moments


@pytest.mark.parametrize("name", [name for name in frame_names() if name != "glossary"])
def test_a_table_without_rows_has_the_same_types(name: str) -> None:
    problem, plan = COUNCILS["small"]
    nothing = replace(problem, bodies={}, people={}, memberships=(), closed_dates=(), projects={})
    nothing = replace(nothing, settings=replace(problem.settings, start_date=DAY, end_date=DAY))
    empty = frame(nothing, replace(plan, meetings=(), occurrences=(), tiers=(), wishes=()), name)
    fixed = [column for column in empty if column in (filled := frame(problem, plan, name))]
    kinds = {column: str(empty.dtypes[column]) for column in fixed}
    assert (len(empty), len(fixed)) == (0, len(empty.columns))
    assert kinds == {column: str(filled.dtypes[column]) for column in fixed}


def test_a_frame_knows_its_title_and_what_it_is_about() -> None:
    attrs = frame(*COUNCILS["small"], "deadlines").attrs
    assert attrs["title"] == "Small year: deadlines"
    assert attrs["about"].startswith("Reports are due on the last working day")
    assert attrs["titles"]["agenda_deadline"] == "Agenda published by"


def test_bodies_called_as_a_column_is_have_columns_of_their_own() -> None:
    problem, plan = COUNCILS["small"]
    bodies = {code: Body(code, "A board") for code in ("body", "body_name")}
    members = tuple(Membership("LDR", code) for code in bodies)
    table = frame(replace(problem, bodies=bodies, memberships=members, meeting_days={}, sessions={}), plan, "overlaps")
    assert list(table.columns) == ["body_name", "body", "body_2", "body_name_2"]
    assert table.attrs["titles"]["body_2"] == "body"


def test_a_day_beyond_nanoseconds_is_a_day_still() -> None:
    problem, plan = COUNCILS["small"]
    far = ClosedDate(DAY, dt.date(9999, 12, 31), "For good")
    table = frame(replace(problem, closed_dates=(far,)), plan, "closed_dates")
    assert (str(table.dtypes["start_date"]), str(table.dtypes["end_date"])) == ("datetime64[ns]", "datetime64[s]")
    assert "9999-12-31" in table["end_date"].dt.strftime("%Y-%m-%d").tolist()


def test_a_name_that_no_frame_has_is_answered_with_those_there_are() -> None:
    with pytest.raises(NoSuchFrame, match=r"no frame called meeting\. Choose one of: meetings, by_body, run_sheets, "):
        frame(*COUNCILS["small"], "meeting")
    with pytest.raises(ValueError, match=r"Choose one of: options, for_and_against, dates\."):
        options_frame(PROBLEM, OPTIONS, "best")


@pytest.mark.parametrize("name", OPTION_TABLES)
def test_frames_of_options_hold_what_their_sheets_show(name: str, tmp_path) -> None:
    path = tmp_path / "options.xlsx"
    path.write_bytes(options_workbook(PROBLEM, OPTIONS))
    sheet = OPTION_TABLES[name](PROBLEM, OPTIONS).name
    assert_shows(one_table(openpyxl.load_workbook(path), sheet), options_frame(PROBLEM, OPTIONS, name))


def test_options_compared_are_numbers_and_differences() -> None:
    table = options_frame(PROBLEM, OPTIONS)
    numbers = table[["apologies", "apologies_difference", "moved"]]
    assert list(table["option"]) == ["Option 1", "Option 2"]
    assert numbers.astype(object).where(numbers.notna(), None).to_numpy().tolist() == [[0, None, None], [4, 4, 1]]
    assert str(options_frame(PROBLEM, OPTIONS, "dates").dtypes["option_2"]) == "datetime64[ns]"


def test_the_frame_of_a_sweep_holds_what_its_sheet_shows(tmp_path) -> None:
    results = [BASE, NASTY, NONE]
    book = openpyxl.load_workbook(write_sweep("Year", results, tmp_path))
    table = sweep_frame("Year", results)
    assert_shows(one_table(book, "Scenarios"), table)
    assert list(table.columns[4:8]) == ["slots", "slots_difference", "held", "held_difference"]


def test_pandas_is_imported_when_a_frame_is_asked_for_and_not_before() -> None:
    """The solver itself imports pandas, so that a run of `plan` has it all the same."""
    code = (
        "import sys, scheduler, scheduler.reading, scheduler.checking, scheduler.outputs.frames as frames\n"
        "assert 'pandas' not in sys.modules\n"
        "from outputs.workbook.small_council import small_plan, small_problem\n"
        "from scheduler.outputs.workbook import workbook_bytes\n"
        "workbook_bytes(small_problem(), small_plan())\n"
        "assert 'pandas' not in sys.modules\n"
        "frames.frame(small_problem(), small_plan(), 'meetings')\n"
        "assert 'pandas' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd="tests", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
