"""A calendar to be checked is found at its path, and a `plan.json` is read back as strictly as it is written."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import (
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    room,
    session,
    theme,
)

from scheduler.domain.plan import Plan, Shown, Tier, Told
from scheduler.domain.reasons import UngrantedWish, Waiver
from scheduler.errors import InputFaults
from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading.plans.files import GIVE_A_PLAN, ReadPlan, read_plan
from scheduler.reading.plans.files import MAKE_AGAIN as MAKE_AGAIN_ONLY
from scheduler.reading.plans.plan_json import MAKE_AGAIN, plan_from_json

PROBLEM = council(
    body("GB"),
    body("TP", meeting_day="DAY", session="AM"),
    meeting_day(),
    session("AM"),
    session("LUNCH"),
    member("ANN", "GB", "chair", substitutes=("CY",)),
    member("BOB", "GB"),
    member("DEE", "TP"),
    person("CY"),
    room("CR1"),
    theme("AIR"),
)
GB, TP = meeting(PROBLEM, "GB", substitutes={"ANN": "CY"}, apologies=["BOB"]), meeting(PROBLEM, "TP", "2015-12-03")
GB = replace(GB, title="Budget", extra=True, pinned=True, waived=(Waiver("notice", "The law's own date."),))
PLAN = replace(
    calendar(PROBLEM, GB, TP, occurrence(PROBLEM, on="2015-12-03", theme="AIR")),
    tiers=(Tier("held", 3, 1, exchange=("apologies", 6)),),
    wishes=(UngrantedWish("held", "GB", 8, "It is not held."),),
    status="optimal",
    generated="2015-10-01T09:00:00Z",
)
TWICE = PLAN.meetings[1].uid
Document = dict[str, Any]


def document() -> Document:
    found: Document = json.loads(plan_bytes(PLAN))
    return found


def read(path: Path, content: bytes, name: str = "plan.json") -> Plan:
    (path / name).write_bytes(content)
    return read_plan(path / name, PROBLEM).plan


def faults_of(path: Path, content: bytes) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read(path, content)
    assert {fault.remedy for fault in caught.value.faults} == {MAKE_AGAIN}
    return [fault.message.removeprefix("plan.json: ") for fault in caught.value.faults]


def changed(change: Callable[[Document], object]) -> bytes:
    found = document()
    change(found)
    return json.dumps(found).encode()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(plan_bytes(PLAN))
    for path in (tmp_path, tmp_path / "plan.json"):
        assert read_plan(path, PROBLEM) == ReadPlan(PLAN, has_attendance=True, has_rooms=True)


def test_what_nothing_depends_on_may_be_left_out(tmp_path: Path) -> None:
    bare = {"title": "Bare", "start_date": "2015-11-01", "end_date": "2015-11-02"}
    lists: Document = {"meetings": [], "meeting_days": [], "tiers": [], "wishes": [], "more": 1, "status": 5}
    expected = Plan("Bare", day("2015-11-01"), day("2015-11-02"), input_sha256="", other_keys=(("more", "1"),))
    assert read(tmp_path, b"\xef\xbb\xbf" + json.dumps({**bare, **lists}).encode()) == expected


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0", b"<html>", b'{"title": "x"', b"[" * 200_000, b'{"a": NaN}', b'{"a": "\xff\xfe"}', b"9" * 5_000],
)
def test_what_is_no_json_is_refused(tmp_path: Path, content: bytes) -> None:
    assert faults_of(tmp_path, content) == ["plan.json is no JSON document."]


@pytest.mark.parametrize("content", [b"[]", b"1", b"null", b'"plan"'])
def test_what_is_no_object_is_refused(tmp_path: Path, content: bytes) -> None:
    assert faults_of(tmp_path, content) == ["plan.json is no plan: a JSON object is wanted."]


def test_far_too_many_values_are_refused_before_they_are_read(tmp_path: Path) -> None:
    assert faults_of(tmp_path, b"[" + b"{}," * 1_600_000 + b"1]") == ["plan.json holds more than any year's plan."]


def test_everything_wrong_is_found_at_once(tmp_path: Path) -> None:
    assert faults_of(tmp_path, b"{}") == [
        "title: title is missing.",
        "start_date: start_date is missing.",
        "end_date: end_date is missing.",
        "meetings is no list.",
        "meeting_days is no list.",
        "tiers is no list.",
        "wishes is no list.",
    ]


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        ("uid", None, "null is no text"),
        ("uid", " ", '" " is no text'),
        ("body", [["GB"]], "a list is no text"),
        ("body", "\ud800", '"\\ud800" is too long, or has half a letter in it'),
        ("body", "y" * 1_000_001, f'"{"y" * 60}" is too long, or has half a letter in it'),
        ("sequence", True, "true is no whole number"),
        ("sequence", -1, "-1 is no whole number"),
        ("sequence", 10**12, "1000000000000 is no whole number"),
        ("sequence", 1.5, "1.5 is no whole number"),
        ("date", "0000-00-00", '"0000-00-00" is no date of 1976 to 2030 such as 2015-11-19'),
        ("date", "0001-01-01", '"0001-01-01" is no date of 1976 to 2030 such as 2015-11-19'),
        ("date", "2031-01-01", '"2031-01-01" is no date of 1976 to 2030 such as 2015-11-19'),
        ("date", "2015-02-30", '"2015-02-30" is no date of 1976 to 2030 such as 2015-11-19'),
        ("date", "2015-11-19\n", '"2015-11-19\\n" is no date of 1976 to 2030 such as 2015-11-19'),
        ("date", 20151119, "20151119 is no date of 1976 to 2030 such as 2015-11-19"),
        ("start", "9:30", '"9:30" is no time such as 09:30'),
        ("start", "23:59", "it ends before it starts"),
        ("end", {"a": 1}, "an object is no time such as 09:30"),
        ("end", "24:00", "24:00 is no time of the day; 23:59 is the last"),
        ("end", "00:00", "it ends before it starts"),
        ("venue", 1, "1 is no text"),
        ("status", ["confirmed"], "a list is none of provisional, confirmed, cancelled"),
        ("attendance", {}, "an object is no list"),
        ("attendance", [1], "1 is no object"),
        ("agenda_deadline", "", '"" is no date of 1976 to 2030 such as 2015-11-19'),
        ("agenda_items", "X", '"X" is no list'),
        ("agenda_items", [None], "null is no text"),
        ("revision", "1", '"1" is no whole number'),
        ("changed", "2015-11-19", '"2015-11-19" is no moment such as 2015-11-19T09:30:00Z'),
        ("changed", None, "null is no moment such as 2015-11-19T09:30:00Z"),
    ],
)
def test_a_meeting_with_a_wrong_value_is_a_fault(tmp_path: Path, key: str, value: object, wrong: str) -> None:
    content = changed(lambda found: found["meetings"][0].update({key: value}))
    assert faults_of(tmp_path, content) == [f"meetings, number 1: {wrong}."]


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        ("person", None, "null is no text"),
        ("voting", 1, "1 is neither true nor false"),
        ("outcome", "away", '"away" is none of attends, substitute, apologies'),
        ("substitute", 5, "5 is no text"),
    ],
)
def test_a_row_of_attendance_with_a_wrong_value_is_a_fault(tmp_path: Path, key: str, value: object, wrong: str) -> None:
    content = changed(lambda found: found["meetings"][0]["attendance"][0].update({key: value}))
    assert faults_of(tmp_path, content) == [f"meetings, number 1: {wrong}."]


def test_meeting_days_tiers_and_wishes_are_read_as_strictly(tmp_path: Path) -> None:
    def spoil(found: Document) -> None:
        found["meeting_days"][0]["lunch"]["start"] = None
        found["tiers"][0]["value"] = "few"
        del found["wishes"][0]["why"]
        found["meetings"][1] = 7

    assert faults_of(tmp_path, changed(spoil)) == [
        "meetings, number 2: 7 is no object.",
        "meeting_days, number 1: null is no time such as 09:30.",
        'tiers, number 1: "few" is no whole number.',
        "wishes, number 1: why is missing.",
    ]


def test_a_uid_used_twice_is_a_fault(tmp_path: Path) -> None:
    content = changed(lambda found: found["meetings"].append({**found["meetings"][0], "uid": TWICE}))
    assert faults_of(tmp_path, content) == [f"the uid {TWICE} stands for two meetings."]


def test_a_lunch_that_ends_before_it_starts_is_a_fault(tmp_path: Path) -> None:
    content = changed(lambda found: found["meeting_days"][0]["lunch"].update(end="12:00"))
    assert faults_of(tmp_path, content) == ["meeting_days, number 1: it ends before it starts."]


def test_a_last_day_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    content = changed(lambda found: found.update(end_date="9999-12-31"))
    assert faults_of(tmp_path, content) == ['end_date: "9999-12-31" is no date of 1976 to 2030 such as 2015-11-19.']


def test_a_year_that_ends_before_it_starts_is_a_fault(tmp_path: Path) -> None:
    content = changed(lambda found: found.update(end_date="2015-10-31"))
    assert faults_of(tmp_path, content) == ["end_date is before start_date."]


def test_no_more_meetings_are_read_than_a_year_may_have(tmp_path: Path) -> None:
    content = changed(lambda found: found.update(meetings=[1] * 3_001))
    assert faults_of(tmp_path, content) == ["meetings holds more than 3,000."]


def test_no_more_meetings_are_read_than_a_day_may_have(tmp_path: Path) -> None:
    def crowd(found: Document) -> None:
        found["meetings"] = [{**found["meetings"][0], "uid": f"gb-{number}"} for number in range(51)]

    assert faults_of(tmp_path, changed(crowd)) == ["there are more than 50 meetings on Thursday 19 November 2015."]


def test_no_more_faults_are_told_than_anybody_reads(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path, changed(lambda found: found.update(wishes=[1] * 5_000)))) == 200


def test_values_within_values_are_never_followed_to_their_end(tmp_path: Path) -> None:
    nested = b"[" * 900 + b"]" * 900
    content = json.dumps({**document(), "title": "HERE"}).encode().replace(b'"HERE"', nested)
    assert faults_of(tmp_path, content) == ["title: a list is no text."]


def test_a_path_that_holds_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder" / "plan.json").mkdir(parents=True)
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "large.json").touch()
    os.truncate(tmp_path / "large.json", 60_000_000)
    expected = {
        tmp_path / "none.json": (f"{tmp_path}/none.json is not there.", GIVE_A_PLAN),
        tmp_path: (f"{tmp_path}/plan.json is not there.", GIVE_A_PLAN),
        tmp_path / "nul\0.json": (f"{tmp_path}/nul\0.json is not there.", GIVE_A_PLAN),
        tmp_path / "folder": (f"{tmp_path}/folder/plan.json is a folder.", GIVE_A_PLAN),
        tmp_path / "pipe.json": (f"{tmp_path}/pipe.json is neither a file nor a folder.", GIVE_A_PLAN),
    }
    for path, words in expected.items():
        with pytest.raises(InputFaults) as caught:
            read_plan(path, PROBLEM)
        assert [(fault.message, fault.remedy) for fault in caught.value.faults] == [words]
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path / "large.json", PROBLEM)
    fault = caught.value.faults[0]
    assert (fault.message, fault.remedy) == ("large.json is larger than 50 MB.", MAKE_AGAIN_ONLY)


@pytest.mark.parametrize("newer", ["meeting-day-plan/2", "meeting-day-plan/10"])
def test_a_plan_of_a_newer_version_is_named_as_such(tmp_path: Path, newer: str) -> None:
    (tmp_path / "plan.json").write_text(json.dumps({"format": newer, "meetings": "as nobody knows yet"}))
    with pytest.raises(InputFaults) as caught:
        read_plan(tmp_path, PROBLEM)
    assert str(caught.value) == (
        f"plan.json was made by a newer version of meeting-day, which writes the format {newer}; this one reads "
        "meeting-day-plan/1 and has changed nothing. Use the newer version for this folder."
    )


@pytest.mark.parametrize("other", ["meeting-day-plan/0", "meeting-day-plan/2.0", "another/2", 2, None])
def test_a_plan_of_another_format_is_no_plan(tmp_path: Path, other: object) -> None:
    (tmp_path / "plan.json").write_text(json.dumps({"format": other}))
    with pytest.raises(InputFaults, match="is no plan of the format meeting-day-plan/1"):
        read_plan(tmp_path, PROBLEM)


def places(document: Document) -> list[Document]:
    """Return every object of a plan that may bear keys of another version."""
    rows = [row for one in document["meetings"] for row in one["attendance"]]
    lunches = [one["lunch"] for one in document["meeting_days"] if one["lunch"] is not None]
    listed = (*document["meetings"], *document["meeting_days"], *document["tiers"], *document["wishes"], *rows)
    earlier = (part for year in document["earlier"] for part in (year, *year["meetings"], *year["meeting_days"]))
    return [document, *listed, *lunches, *document["events"].values(), *earlier]


LAST_YEAR = replace(
    calendar(PROBLEM, meeting(PROBLEM, "GB", "2015-06-04", sequence=9)), generated="2014-10-01T09:00:00Z"
)
SHOWN = Shown("GB", "CR1", "0" * 16, "1" * 16, 1, "2015-10-01T09:00:00Z", {"ANN": Told("2" * 16)}, public=True)
WHOLE = replace(PLAN, earlier=(LAST_YEAR,), shown={"an event": SHOWN})
"""A plan in which everything is that a plan can hold."""


def test_keys_that_this_version_does_not_know_are_written_again() -> None:
    found = json.loads(plan_bytes(WHOLE))
    for number, place in enumerate(places(found)):
        place["webcast"] = {"address": f"https://example.org/{number}", "since": [1.5, None, "\ud800"]}
    again = plan_bytes(plan_from_json("plan.json", json.dumps(found).encode()))
    assert json.loads(again) == found


def test_this_version_knows_every_key_that_it_writes() -> None:
    read_again = plan_from_json("plan.json", plan_bytes(WHOLE))
    rows = [row for one in read_again.meetings for row in one.attendance]
    borne = (*read_again.meetings, *read_again.occurrences, *read_again.tiers, *read_again.wishes, *rows)
    assert {one.other_keys for one in (read_again, *borne, *read_again.earlier, *read_again.shown.values())} == {()}
