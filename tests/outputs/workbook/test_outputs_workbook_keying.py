"""The keying sheet: modern.gov's fields in its order, committee by committee, what is cancelled marked."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from outputs.invented_council import invented_plan, invented_problem
from outputs.workbook.reopened import table_rows

from scheduler.domain.meeting_words import status_of
from scheduler.outputs.workbook.keying import half_day_clock, keying_bytes, keying_sheet
from scheduler.reading.tables.times import read_time


def rows() -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(keying_bytes(invented_problem(), invented_plan())))
    return table_rows(book["Keying"])


def test_every_meeting_stands_in_the_order_of_the_fields_committee_by_committee() -> None:
    heading, *found = rows()
    assert heading == (
        "Committee", "Meeting date", "Time", "Planned finish", "Location", "Room", "Status", "Agenda published",
        "Public", "Keyed",
    )  # fmt: skip
    assert len(found) == len(invented_plan().meetings)
    committees = [row[0] for row in found]
    assert [name for at, name in enumerate(committees) if name not in committees[:at]] == sorted(set(committees))
    audit = [row for row in found if row[0] == "Audit Committee"]
    assert audit[0] == (
        "Audit Committee", "23/10/2026", "6.30 pm", "8.30 pm", "Library", "Reading Room", "Confirmed", "15/10/2026",
        "Yes", None,
    )  # fmt: skip
    assert [row[6] for row in audit] == ["Confirmed", "Confirmed", "Cancelled"]
    (online,) = (row for row in found if row[0].startswith("Arts"))
    assert (online[4], online[5], online[7], online[8]) == ("Online", None, "No notice", "No")


def test_a_status_says_what_the_meeting_is_called() -> None:
    plan = invented_plan()
    annual = replace(plan.meetings[0], title="Annual Meeting")
    off = replace(plan.meetings[1], title="Special Meeting")
    sheet = keying_sheet(invented_problem(), replace(plan, meetings=(annual,)))
    assert sheet.rows[0][6] == "Confirmed; Annual Meeting"
    assert sheet.about[0].startswith("1 meeting of 1 committee, committee by committee")
    problem = replace(invented_problem(), bodies=invented_problem().bodies | {"OLD": invented_problem().bodies["PRJ"]})
    sheet = keying_sheet(problem, replace(plan, meetings=(off,)))
    assert "1 of them cancelled" in sheet.about[0]
    assert status_of(str(sheet.rows[0][6])).cancelled


def test_the_same_plan_gives_the_same_bytes_and_one_without_a_moment_has_them_too() -> None:
    problem, plan = invented_problem(), invented_plan()
    assert keying_bytes(problem, plan) == keying_bytes(problem, plan)
    assert keying_bytes(problem, replace(plan, generated=""))


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "12.00 am"), (570, "9.30 am"), (720, "12.00 pm"), (1080, "6.00 pm"), (1439, "11.59 pm")]
)
def test_times_are_written_as_moderngov_writes_them_and_are_read_back(minutes: int, words: str) -> None:
    assert half_day_clock(minutes) == words
    assert read_time(words) == minutes
