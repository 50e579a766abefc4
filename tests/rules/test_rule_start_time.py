import pytest
from builders import body, calendar, council, day, meeting, meeting_day, session

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import start_time


def found(problem: Problem, *meetings: Meeting) -> list[str]:
    return [breach.message for breach in start_time.breaches(problem, calendar(problem, *meetings))]


def test_start_time_of_an_empty_plan_is_kept() -> None:
    assert found(council(body("GB"))) == []


@pytest.mark.parametrize(
    ("own", "start", "kept"),
    [
        ({}, "10:00", True),
        ({}, "14:00", True),
        ({}, "11:00", False),
        ({"start_times": "18:30"}, "18:30", True),
        ({"start_times": "18:30"}, "10:00", False),
    ],
)
def test_start_time_is_the_body_s_own_or_the_default(own: dict[str, str], start: str, *, kept: bool) -> None:
    problem = council(body("GB", **own))
    assert (found(problem, meeting(problem, "GB", start=start)) == []) is kept


def test_start_time_that_is_wrong_is_told_in_full() -> None:
    problem = council(body("GB"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19", "11:00"))
    message = "GB Board on Thursday 19 November 2015 at 11:00: it may start only at 10:00 or 14:00."
    assert tuple(start_time.breaches(problem, plan)) == (
        Breach("start_time", message, bodies=("GB",), dates=(day("2015-11-19"),)),
    )


@pytest.mark.parametrize(
    ("own", "end", "kept"),
    [({}, "12:00", True), ({}, "12:01", False), ({"duration_minutes": 90}, "11:30", True)],
)
def test_start_time_includes_the_length(own: dict[str, int], end: str, *, kept: bool) -> None:
    problem = council(body("GB", **own))
    assert (found(problem, meeting(problem, "GB", start="10:00", end=end)) == []) is kept


def test_start_time_of_a_wrong_length_is_told() -> None:
    problem = council(body("GB"))
    assert found(problem, meeting(problem, "GB", start="10:00", end="10:01")) == [
        "GB Board on Thursday 19 November 2015 at 10:00: it is planned for 1 minute and should last 120."
    ]


@pytest.mark.parametrize(
    ("own", "end", "kept"),
    [
        ({}, "11:00", True),
        ({}, "10:30", False),
        ({"duration_minutes": 60}, "10:00", True),
        ({"duration_minutes": 60}, "11:00", False),
    ],
)
def test_start_time_of_a_body_of_a_session_is_the_session_s(own: dict[str, int], end: str, *, kept: bool) -> None:
    """The default of 120 minutes fits in the morning; any start is left to `meeting_day`."""
    problem = council(meeting_day("DAY"), session("AM"), body("HWB", meeting_day="DAY", session="AM", **own))
    assert (found(problem, meeting(problem, "HWB", start="09:00", end=end)) == []) is kept


def test_start_time_of_a_short_session_cuts_the_default_length() -> None:
    problem = council(
        meeting_day("DAY"), session("AM", start="09:00", end="10:15"), body("HWB", meeting_day="DAY", session="AM")
    )
    assert found(problem, meeting(problem, "HWB", start="09:00", end="10:15")) == []
