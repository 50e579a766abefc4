"""The meeting and the day that a question names."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.errors import InputFaults
from scheduler.reading.requests.questions import Question, read_question


def council_of_two():
    problem = council(
        body("GB", aliases=("Growth",)),
        body("HB"),
        body("A#1"),
        meeting_day("DAY"),
        session("AM"),
        body("XB", name="Twin Board", meeting_day="DAY", session="AM"),
        body("YB", name="Twin board", meeting_day="DAY", session="AM"),
        member("ANN", "GB"),
        room("CR1"),
    )
    plan = calendar(
        problem,
        meeting(problem, "GB", "2015-11-19"),
        meeting(problem, "GB", "2015-12-03"),
        meeting(problem, "GB", "2016-01-14", status="cancelled"),
        meeting(problem, "A#1", "2015-11-20"),
        meeting(problem, "XB", "2015-11-26"),
        meeting(problem, "YB", "2015-11-26"),
        occurrence(problem, "DAY", "2015-11-26"),
        occurrence(problem, "DAY", "2015-11-27"),
    )
    return replace(problem, as_of="2015-11-20T00:00:00Z"), plan


def read(meeting, on=None, start=None):
    problem, plan = council_of_two()
    return read_question(Question(meeting, on, start), problem, plan)


@pytest.mark.parametrize(
    ("text", "on", "name"),
    [
        ("GB#1", None, "GB#1"),
        ("gb # 2", None, "GB#2"),
        ("Growth#1", None, "GB#1"),
        ("gb board", "2015-11-20", "GB#1"),
        ("GB", "2015-11-26", "GB#2"),
        ("GB", "26/11/2015", "GB#2"),
        ("GB", None, "GB#2"),
        ("A#1", None, "A#1#1"),
        ("a#1#1", None, "A#1#1"),
        ("DAY", None, "DAY#1"),
        ("day day#1", None, "DAY#1"),
        ("XB", None, "XB#1"),
    ],
)
def test_a_meeting_is_named_in_many_ways(text, on, name):
    assert read(text, on).asked.name == name


def test_after_the_last_meeting_the_last_is_meant():
    problem, plan = council_of_two()
    late = replace(problem, as_of="2016-02-01T00:00:00Z")
    assert read_question(Question("GB"), late, plan).asked.name == "GB#2"


def test_all_of_a_meeting_day_move_as_one():
    assert [one.name for one in read("YB#1").asked.meetings] == ["YB#1", "XB#1"]
    assert [one.name for one in read("DAY#1").asked.meetings] == ["XB#1", "YB#1"]
    assert (read("DAY#1").asked.own, read("YB#1").asked.own) == (frozenset(), {"yb-1"})
    assert (read("DAY#1").asked.start, read("YB#1").asked.start, read("GB#1").asked.start) == (None, None, 600)


def test_a_day_and_a_time():
    found = read("GB#1", "2015-11-26", "2pm")
    assert (found.day, found.start) == (day("2015-11-26"), 840)


@pytest.mark.parametrize(
    ("question", "message", "remedy"),
    [
        (
            ("Growht#1",),
            "“Growht” is no body and no meeting day of the input.",
            "Did you mean GB? Write its code, such as HWB#2.",
        ),
        (("nobody",), "“nobody” is no body and no meeting day of the input.", "Write its code, such as HWB#2."),
        (("twin-board#1",), "“twin-board” is the name of XB and YB.", "Write the code of the one that is meant."),
        (("HB#1",), "HB has no meeting in the calendar.", "Plan one first, or ask about another body."),
        (("GB#7",), "GB has no meeting “7”.", "It has GB#1 on Thu 19 Nov 2015 or GB#2 on Thu 3 Dec 2015."),
        (("GB#x",), "GB has no meeting “x”.", "It has GB#1 on Thu 19 Nov 2015 or GB#2 on Thu 3 Dec 2015."),
        (("DAY#2",), "DAY has no meeting “2”.", "It has DAY#1 on Thu 26 Nov 2015."),
        (
            ("GB#3",),
            "GB#3 is cancelled.",
            "Ask about a meeting that is to be held: GB#1 on Thu 19 Nov 2015 or GB#2 on Thu 3 Dec 2015.",
        ),
        (
            ("GB#1", "soon"),
            "“soon” is no date",
            "Write the day as 2026-11-19 or 19/11/2026 (the day first).",
        ),
        (("GB#1", "2015-11-26", "later"), "“later” is no time of day", "Write the time as 09:30 or 9.30am."),
    ],
)
def test_what_is_no_question(question, message, remedy):
    with pytest.raises(InputFaults) as trouble:
        read(*question)
    (fault,) = trouble.value.faults
    assert (fault.message, fault.remedy) == (message, remedy)
