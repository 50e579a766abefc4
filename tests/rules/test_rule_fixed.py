from dataclasses import replace

import pytest
from builders import body, calendar, council, day, fixed, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.difference import settled
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import fixed as rule


def test_fixed_without_a_row_is_kept() -> None:
    problem = council(body("GB"))
    assert tuple(rule.breaches(problem, calendar(problem))) == ()


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({}, None),
        ({"start": "10:00"}, None),
        ({"room": "CR1"}, None),
        ({"start": "14:00"}, "Thursday 19 November 2015 at 14:00"),
        ({"room": "CR2"}, "Thursday 19 November 2015 in Room CR2"),
        ({"start": "10:00", "room": "CR2"}, "Thursday 19 November 2015 at 10:00 in Room CR2"),
    ],
)
def test_fixed_meeting_is_exactly_there(row: dict[str, str], where: str | None) -> None:
    problem = council(body("GB"), room("CR1"), room("CR2"), fixed("2015-11-19", body="GB", **row))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19", "10:00", room="CR1"))
    message = f"GB Board is fixed to {where}, and is not planned there."
    rooms = (row["room"],) if "room" in row else ()
    breach = Breach("fixed", message, bodies=("GB",), rooms=rooms, dates=(day("2015-11-19"),))
    assert tuple(rule.breaches(problem, plan)) == (() if where is None else (breach,))


@pytest.mark.parametrize("held", [[], ["2015-11-20"]])
def test_fixed_meeting_that_is_elsewhere_or_not_held_is_broken(held: list[str]) -> None:
    problem = council(body("GB"), fixed("2015-11-19", body="GB"))
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in held))
    assert [breach.dates for breach in rule.breaches(problem, plan)] == [(day("2015-11-19"),)]


def test_fixed_meeting_that_is_cancelled_is_broken() -> None:
    problem = council(body("GB"), fixed("2015-11-19", body="GB"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19", status="cancelled"))
    assert len(tuple(rule.breaches(problem, plan))) == 1


@pytest.mark.parametrize(
    ("date", "row", "kept"),
    [
        ("2015-11-19", {}, True),
        ("2015-11-20", {}, False),
        ("2015-11-19", {"start": "09:00"}, True),
        ("2015-11-19", {"start": "10:00"}, False),
        ("2015-11-19", {"room": "CR1"}, True),
        ("2015-11-19", {"room": "HALL"}, True),
        ("2015-11-19", {"room": "CR2"}, False),
    ],
)
def test_fixed_row_of_a_meeting_day_binds_the_day(date: str, row: dict[str, str], *, kept: bool) -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        session("LUNCH"),
        body("HWB", meeting_day="DAY", session="AM"),
        *(room(code) for code in ("CR1", "CR2", "HALL")),
        fixed(date, meeting_day="DAY", **row),
    )
    plan = calendar(
        problem,
        meeting(problem, "HWB", "2015-11-19", room="CR1"),
        occurrence(problem, "DAY", "2015-11-19", lunch_room="HALL"),
    )
    found = tuple(rule.breaches(problem, plan))
    assert [(breach.bodies, breach.dates) for breach in found] == ([] if kept else [((), (day(date),))])


def test_fixed_row_of_a_meeting_day_without_lunch_or_meetings() -> None:
    problem = council(meeting_day("DAY"), room("CR1"), fixed("2015-11-19", meeting_day="DAY", room="CR1"))
    (breach,) = rule.breaches(problem, calendar(problem, occurrence(problem, "DAY", "2015-11-19")))
    message = "DAY Day is fixed to Thursday 19 November 2015 in Room CR1, and is not planned there."
    assert breach == Breach("fixed", message, rooms=("CR1",), dates=(day("2015-11-19"),))


def replanned(as_of: str, *dates: str) -> tuple[Problem, Plan]:
    """Return a council whose two meetings were published, on the morning of a day, and a new calendar of it."""
    problem = council(body("GB", meetings=2, notice_clear_days=5), body("SCB"), member("ANN", "GB", "chair"))
    published = calendar(problem, meeting(problem, "GB", "2016-01-14"), meeting(problem, "GB", "2016-04-14"))
    problem = replace(problem, baseline=published, as_of=f"{as_of}T09:00:00Z")
    return problem, calendar(problem, *(meeting(problem, "GB", day) for day in dates))


def test_settled_meetings_are_those_held_and_those_whose_notice_is_served() -> None:
    problem, _ = replanned("2016-04-06")
    assert [why for _, why in settled(problem)] == [
        "GB Board has already met on Thursday 14 January 2016.",
        "Notice of the meeting of GB Board on Thursday 14 April 2016 has been served.",
    ]


def test_settled_meetings_before_the_last_day_for_notice_are_the_past_alone() -> None:
    problem, _ = replanned("2016-04-05")
    assert [meeting.date for meeting, _ in settled(problem)] == [day("2016-01-14")]


def test_a_settled_meeting_that_moves_is_a_breach() -> None:
    problem, plan = replanned("2016-04-06", "2016-01-14", "2016-04-21")
    assert list(rule.breaches(problem, plan)) == [
        Breach(
            "fixed",
            "GB Board on Thursday 14 April 2016 at 10:00 is not planned there any more. "
            "Notice of the meeting of GB Board on Thursday 14 April 2016 has been served.",
            bodies=("GB",),
            dates=(day("2016-04-14"),),
        )
    ]


def test_meetings_that_are_not_settled_may_move() -> None:
    problem, plan = replanned("2016-04-05", "2016-01-14", "2016-04-21")
    assert list(rule.breaches(problem, plan)) == []
