"""`attendance/record.json`: written and read back the same, with new codes and other keys; damage told in words."""

import datetime as dt
import json

import pytest
from builders import body, council, member, person

from scheduler.domain.attendance_register import (
    ABSENT,
    PRESENT,
    ApprovedAbsence,
    AttendanceRegister,
    Mark,
)
from scheduler.errors import InputFaults
from scheduler.outputs.who_came.record import record_bytes
from scheduler.reading.plans import attendance_kept
from scheduler.reading.plans.attendance_kept import register_from_json

PROBLEM = council(
    body("GB", aliases=("OLD",)),
    person("ANN", aliases=("A1",)),
    person("BOB"),
    member("ANN", "GB"),
    member("BOB", "GB"),
)
DAY = dt.date(2015, 11, 19)
REGISTER = AttendanceRegister().with_marks(
    [Mark("gb-1", "GB", DAY, "ANN", PRESENT, "BOB", "a.xlsx, Sheet1!D2"), Mark("gb-1", "GB", DAY, "BOB", ABSENT)],
    [ApprovedAbsence("BOB", DAY, "GB", dt.date(2016, 3, 1), "a.xlsx, Sheet1!D3"), ApprovedAbsence("ANN", DAY)],
)


def read(content):
    return register_from_json("record.json", content, PROBLEM)


def changed(**keys):
    return json.dumps({**json.loads(record_bytes(REGISTER)), **keys}).encode()


def messages(content):
    with pytest.raises(InputFaults) as raised:
        read(content)
    return [fault.message for fault in raised.value.faults]


def test_it_is_read_back_as_it_was_written():
    assert read(record_bytes(REGISTER)) == REGISTER
    assert record_bytes(read(record_bytes(REGISTER))) == record_bytes(REGISTER)


def test_what_this_version_does_not_know_is_kept():
    document = json.loads(record_bytes(REGISTER))
    document["colour"] = "blue"
    document["marks"][0]["seen_by"] = "PAT"
    document["approved"][0]["minute"] = 12
    again = json.loads(record_bytes(read(json.dumps(document).encode())))
    assert again == document


def test_codes_that_have_changed_are_followed_and_unknown_ones_stay():
    mark = {"meeting": "gb-1", "body": "OLD", "date": "2015-11-19", "person": "A1", "came": "present"}
    other = {**mark, "meeting": "x-1", "body": "GONE", "person": "LEFT", "instead_of": "A1"}
    found = read(changed(marks=[mark, other], approved=[]))
    assert {(one.body, one.person, one.instead_of) for one in found.marks} == {
        ("GB", "ANN", None),
        ("GONE", "LEFT", "ANN"),
    }


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(content):
    assert messages(content) == ["record.json is no JSON object"]


def test_another_format_is_refused_a_newer_one_by_name():
    assert messages(changed(format="meeting-day-plan/1")) == [
        "record.json is not of the format meeting-day-attendance/1"
    ]
    assert messages(changed(format="meeting-day-attendance/2")) == [
        "record.json is not of the format meeting-day-attendance/1 and was written by a newer version of meeting-day"
    ]


def test_every_wrong_row_is_told(monkeypatch):
    mark = {"meeting": "gb-1", "body": "GB", "date": "2015-11-19", "person": "ANN", "came": "present"}
    wrong = [{**mark, "date": "19/11/2015"}, {**mark, "came": "perhaps"}, 7]
    told = messages(changed(marks=wrong, approved={}))
    assert [message.split(":")[1].strip() for message in told] == [
        "marks, number 1",
        "marks, number 2",
        "marks, number 3",
        "approved",
    ]
    monkeypatch.setattr(attendance_kept, "LARGEST", 10)
    assert messages(record_bytes(REGISTER)) == ["record.json is larger than 0 MB"]
