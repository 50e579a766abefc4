"""What a `plan.json` keeps of the years before and of the feeds is read back as it was written."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.plan import Plan, Shown, TierTrace, Told
from scheduler.domain.reasons import UngrantedWish
from scheduler.errors import InputFaults
from scheduler.outputs.plan_json import plan_bytes
from scheduler.reading.plans.files import spelt_alike
from scheduler.reading.plans.plan_json import plan_from_json
from scheduler.reading.tables.texts import LONGEST_TEXT

PROBLEM = council(
    body("GB", meeting_day="DAY", session="AM"), meeting_day(), session(), member("ANN", "GB", "chair"), room()
)
THIS_YEAR = calendar(PROBLEM, meeting(PROBLEM), generated="2015-10-01T09:00:00Z")
LAST_YEAR = replace(
    calendar(PROBLEM, meeting(PROBLEM, on="2015-12-03", uid="old", changed="2015-01-01T09:00:00Z")),
    occurrences=(occurrence(PROBLEM, on="2015-12-03", sequence=1),),
    generated="2014-10-01T09:00:00Z",
    input_sha256="0" * 64,
)
TOLD = {"ANN": Told("a" * 16), "BOB": Told("b" * 16, "2015-10-02T09:00:00Z")}
SHOWN = Shown("GB Board", "", "0" * 16, "f" * 16, 3, "2015-10-01T09:00:00Z", TOLD)
PLAN = replace(THIS_YEAR, earlier=(LAST_YEAR,), shown={"gb-1": SHOWN})
Change = Callable[[dict[str, Any]], object]


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(plan_bytes(PLAN))
    return found


def faults_of(change: Change) -> list[str]:
    found = document()
    change(found)
    with pytest.raises(InputFaults) as caught:
        plan_from_json("plan.json", json.dumps(found).encode())
    return [fault.message.removeprefix("plan.json: ") for fault in caught.value.faults]


def read(content: bytes) -> Plan:
    return plan_from_json("plan.json", content)


def test_earlier_years_and_what_was_shown_are_read_back() -> None:
    assert read(plan_bytes(PLAN)) == PLAN


def test_how_the_search_went_is_read_back_with_what_else_is_said_of_it() -> None:
    traced = (TierTrace("apologies", (3, 2), (0,)), TierTrace("dates", (0, 7), (0,), (("drawn", '"blue"'),)))
    assert read(plan_bytes(replace(PLAN, search=traced))).search == traced


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("values", "many", '"many" is no list'),
        ("bounds", [-1], "-1 is no whole number"),
        ("tier", None, "null is no text"),
    ],
)
def test_a_trace_that_cannot_be_read_is_told(key: str, value: object, fault: str) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["search"] = [{"tier": "dates", "values": [1], "bounds": [0], key: value}]

    assert [told for told in faults_of(spoil) if fault in told]


def test_a_sentence_may_name_what_fills_several_cells_of_the_input() -> None:
    wordy = UngrantedWish("rooms", f"{'x' * LONGEST_TEXT} and {'y' * LONGEST_TEXT}", 1, "z" * LONGEST_TEXT)
    assert read(plan_bytes(replace(PLAN, wishes=(wordy,)))).wishes == (wordy,)


def test_what_was_done_by_hand_is_read_back_cell_by_cell() -> None:
    full = FixedMeeting(
        date=day("2015-11-19"), body="GB", start=600, room="CR1", number=2, title="Budget", duration_minutes=90,
        extra=True, cancelled=True, waive=("weekday", "gap"), reason="The auditor asked for it.",
    )  # fmt: skip
    window = FixedMeeting(meeting_day="DAY", earliest=day("2015-11-02"), latest=day("2015-11-27"))
    plan = replace(PLAN, by_hand=(ByHand(full), ByHand(None, window), ByHand(full, window)))
    assert read(plan_bytes(plan)) == plan


def test_codes_of_what_was_done_by_hand_are_spelt_as_the_input_spells_them() -> None:
    plan = replace(PLAN, by_hand=(ByHand(FixedMeeting(body="gb", room="cr1"), FixedMeeting(meeting_day="day")),))
    spelt = ByHand(FixedMeeting(body="GB", room="CR1"), FixedMeeting(meeting_day="DAY"))
    assert spelt_alike(plan, PROBLEM).by_hand == (spelt,)


def test_what_was_told_is_written_on_one_line() -> None:
    assert document()["events"]["gb-1"]["people"] == {
        "ANN": "aaaaaaaaaaaaaaaa",
        "BOB": "bbbbbbbbbbbbbbbb 2015-10-02T09:00:00Z",
    }


def test_both_may_be_left_out() -> None:
    found = document()
    del found["earlier"], found["events"]
    assert read(json.dumps(found).encode()) == THIS_YEAR


def test_codes_are_spelt_as_the_input_spells_them() -> None:
    text = plan_bytes(PLAN).decode().replace('"ANN"', '"ann"').replace('"GB"', '"gb"')
    found = spelt_alike(read(text.encode()), PROBLEM)
    assert (found.earlier, found.shown) == (PLAN.earlier, PLAN.shown)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda found: found.update(earlier={}), "earlier is no list."),
        (lambda found: found["earlier"][0].update(title=""), 'earlier, number 1: "" is no text.'),
        (lambda found: found["earlier"][0].pop("meetings"), "earlier, number 1: meetings is missing."),
        (lambda found: found["earlier"][0].update(meeting_days=[1]), "earlier, number 1: 1 is no object."),
        (lambda found: found["meetings"][0].update(uid="old"), "the uid old stands for two meetings."),
        (lambda found: found.update(events=[]), "events: a list is no object."),
        (lambda found: found["events"]["gb-1"].update(title=1), "events: what the feeds last showed is no text."),
        (lambda found: found["events"]["gb-1"].update(revision=-1), "events: -1 is no whole number."),
        (
            lambda found: found["events"]["gb-1"].update(whole="F"),
            "events: a fingerprint of the feeds is not as it was written.",
        ),
        (
            lambda found: found["events"]["gb-1"]["people"].update(ANN="aaaaaaaaaaaaaaaa soon"),
            'events: "soon" is no moment such as 2015-11-19T09:30:00Z.',
        ),
    ],
)
def test_what_is_not_as_it_was_written_is_a_fault(change: Change, wrong: str) -> None:
    assert faults_of(change) == [wrong]
