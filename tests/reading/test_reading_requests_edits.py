"""What is typed of an edit is read part by part, and everything that is wrong with it is told at once."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.edits import Add, Cancel, Move, Pin, Swap, Unpin
from scheduler.domain.reasons import Waiver
from scheduler.errors import InputFaults
from scheduler.reading.requests.edits import Typed

PROBLEM = council(
    body("GB", meetings=2),
    body("HB"),
    body("SB", meeting_day="DAY", session="AM"),
    meeting_day("DAY"),
    session(),
    member("ANN", "GB", "chair"),
    room("CR1"),
)
PLAN = replace(
    calendar(
        PROBLEM,
        meeting(PROBLEM, "GB", "2015-11-19"),
        meeting(PROBLEM, "GB", "2016-02-18"),
        meeting(PROBLEM, "SB", "2016-03-10"),
        meeting(PROBLEM, "HB", "2016-03-17"),
        meeting(PROBLEM, "HB", "2016-04-21", status="cancelled"),
    ),
    occurrences=(occurrence(PROBLEM, on="2016-03-10", sequence=1),),
)


def read(command: str, *meetings: str, **more: object) -> object:
    return Typed(PROBLEM, PLAN).edit(command, meetings, **more)  # type: ignore[arg-type]


def told(command: str, *meetings: str, **more: object) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read(command, *meetings, **more)
    return [fault.sentence for fault in caught.value.faults]


def test_every_command_is_read() -> None:
    march = day("2016-03-17")
    assert read("move", "gb#2", day="17/03/2016", start="9.30am", room="cr1") == Move("GB", 2, march, 570, "CR1")
    assert read("move", "day#1", day="2016-03-17") == Move("DAY", 1, march)
    assert read("move", "SB#1", day="2016-03-17") == Move("SB", 1, march)
    assert read("cancel", "GB#1") == Cancel("GB", 1)
    assert read("cancel", "GB#1", replace=True) == Cancel("GB", 1, replace=True)
    assert read("add", "GB Board", day="2016-03-17", start="18:30") == Add("GB", march, 1110)
    assert read("swap", "GB#1", "HB#1") == Swap(("GB", 1), ("HB", 1))
    assert read("pin", "GB#1") == Pin("GB", 1)
    assert read("unpin", "GB#1") == Unpin("GB", 1)


def test_the_only_meeting_needs_no_number() -> None:
    assert read("pin", "HB") == Pin("HB", 1)
    assert told("pin", "GB") == [
        (
            "GB has 2 meetings in the calendar, and the number says which. "
            "Write GB#1 on Thu 19 Nov 2015 or GB#2 on Thu 18 Feb 2016."
        )
    ]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert told("move", "XY#2", day="17.03", start="25:00", room="CR9") == [
        "“17.03” is a bare number, which may or may not mean a date. "
        "Format the cell as a date, or write it as 2016-11-19.".replace("2016", "2026"),
        "“25:00” is no time between 00:00 and 23:59. Write the time as 09:30 or 9.30am.",
        "“CR9” is not the code of a room of the input. Did you mean CR1? Write its code.",
        "“XY” is no body and no meeting day of the input. Write its code, such as HWB#2.",
    ]


def test_what_is_not_there_is_told() -> None:
    assert told("cancel", "GB#7") == [
        "GB has no meeting “7”. It has GB#1 on Thu 19 Nov 2015 or GB#2 on Thu 18 Feb 2016."
    ]
    assert told("move", "HB#2", day="2016-03-17") == [
        "HB#2 is cancelled. Ask about a meeting that is to be held: HB#1 on Thu 17 Mar 2016."
    ]
    assert told("add", "GB#2", day="2016-03-17") == [
        "“GB#2” names a meeting that is there already. Write GB alone for one more."
    ]
    assert told("swap", "GB#1", "GB#1") == ["GB#1 is named twice. Name two meetings."]


def test_a_meeting_day_starts_when_its_sessions_do() -> None:
    wanted = ["DAY Day starts when its sessions do, each in rooms of its own. Give the day alone."]
    assert told("move", "DAY#1", day="2016-03-17", start="10:00") == wanted
    assert told("add", "DAY", day="2016-03-17", room="CR1") == wanted


def test_a_waiver_names_a_rule_and_says_why() -> None:
    typed = Typed(PROBLEM, PLAN)
    assert typed.waivers(["Weekday", "min gap", "gap"][:1], "Once.") == (Waiver("weekday", "Once."),)
    assert typed.waivers(["gap", "gap"], "Once.") == (Waiver("gap", "Once."),)
    with pytest.raises(InputFaults) as caught:
        typed.waivers(["weekdy"], "")
    sentences = [fault.sentence for fault in caught.value.faults]
    assert sentences[0].startswith("--waive: “weekdy” is no rule. Did you mean weekday? The rules are cadence, ")
    assert sentences[1] == "--waive: there is no reason. Say why with --reason: every output shows it."
