import pytest
from builders import body, calendar, council, day, fixed, meeting, meeting_day, occurrence, room, session

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
