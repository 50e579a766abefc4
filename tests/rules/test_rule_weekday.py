import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, session, weekdays

from scheduler.domain.reasons import Breach
from scheduler.rules import weekday


def test_weekday_of_an_empty_plan_is_kept() -> None:
    problem = council(body("GB"), meeting_day("DAY"))
    assert tuple(weekday.breaches(problem, calendar(problem))) == ()


@pytest.mark.parametrize(
    ("allowed", "on", "kept"),
    [
        (None, "2015-11-19", True),
        (None, "2015-11-20", True),
        (None, "2015-11-21", False),
        (None, "2015-11-22", False),
        ("Mon;Thu", "2015-11-19", True),
        ("Mon;Thu", "2015-11-20", False),
        ("Sat", "2015-11-21", True),
    ],
)
def test_weekday_of_a_body(allowed: str | None, on: str, *, kept: bool) -> None:
    problem = council(body("GB", weekdays=allowed))
    found = tuple(weekday.breaches(problem, calendar(problem, meeting(problem, "GB", on))))
    assert [(breach.bodies, breach.dates) for breach in found] == ([] if kept else [(("GB",), (day(on),))])


def test_weekday_of_a_wrong_day_is_told_in_full() -> None:
    problem = council(body("GB", weekdays="Mon;Tue"))
    (breach,) = weekday.breaches(problem, calendar(problem, meeting(problem, "GB", "2015-11-19")))
    message = "GB Board on Thursday 19 November 2015 at 10:00: it may sit only on a Monday or Tuesday."
    assert breach == Breach("weekday", message, bodies=("GB",), dates=(day("2015-11-19"),))


@pytest.mark.parametrize(
    ("of_day", "of_body", "on", "broken"),
    [
        (None, None, "2015-11-19", []),
        (None, None, "2015-11-21", [("HWB",), ()]),
        ("Thu", None, "2015-11-19", []),
        ("Thu", None, "2015-11-20", [("HWB",), ()]),
        ("Thu;Fri", "Fri", "2015-11-19", [("HWB",)]),
        ("Thu;Fri", "Fri", "2015-11-20", []),
        ("Thu", "Fri", "2015-11-20", [("HWB",), ()]),
    ],
)
def test_weekday_of_a_meeting_day_narrowed_by_its_body(
    of_day: str | None, of_body: str | None, on: str, broken: list[tuple[str, ...]]
) -> None:
    problem = council(
        meeting_day("DAY", weekdays=of_day),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", weekdays=of_body),
    )
    plan = calendar(problem, meeting(problem, "HWB", on), occurrence(problem, "DAY", on))
    assert [breach.bodies for breach in weekday.breaches(problem, plan)] == broken


def test_weekday_of_a_body_that_shares_none_with_its_day_is_none() -> None:
    problem = council(
        meeting_day("DAY", weekdays=weekdays("Thu")),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", weekdays=weekdays("Fri")),
    )
    assert problem.weekdays_of(problem.bodies["HWB"]) == frozenset()


def test_weekday_ignores_a_cancelled_meeting() -> None:
    problem = council(body("GB"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-21", status="cancelled"))
    assert tuple(weekday.breaches(problem, plan)) == ()
