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
    assert problem.days_kept_to(problem.bodies["HWB"]).weekdays == frozenset()


def test_weekday_ignores_a_cancelled_meeting() -> None:
    problem = council(body("GB"))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-21", status="cancelled"))
    assert tuple(weekday.breaches(problem, plan)) == ()


SECOND_TUESDAYS = {"weekdays": "Tue", "weeks_of_month": frozenset({2}), "months": frozenset(range(1, 13)) - {8}}


@pytest.mark.parametrize(
    ("on", "kept"),
    [("2015-11-10", True), ("2015-11-03", False), ("2015-11-17", False), ("2015-11-11", False), ("2016-08-09", False)],
)
def test_weekday_of_a_body_that_keeps_to_a_week_of_the_month_and_to_months(on: str, *, kept: bool) -> None:
    problem = council(body("PLAN", **SECOND_TUESDAYS))
    found = [breach.message for breach in weekday.breaches(problem, calendar(problem, meeting(problem, "PLAN", on)))]
    words = "it may sit only on the second Tuesday of the month, never in August."
    assert [message.endswith(words) for message in found] == ([] if kept else [True])


def test_weekday_blocks_other_weeks_of_the_month_and_says_what_is_left() -> None:
    problem = council(body("PLAN", **SECOND_TUESDAYS))
    plan = problem.bodies["PLAN"]
    open_days = [one for one in problem.days if not any(weekday.blocks(problem, plan, one, None))]
    assert len(open_days) == 11
    (bar,) = weekday.blocks(problem, plan, day("2015-11-17"), None)
    assert bar.reason.message == (
        "PLAN Board sits only on the second Tuesday of the month, never in August, "
        "and Tuesday 17 November 2015 is none."
    )
    assert weekday.remaining(problem, plan) == (
        "its days are the second Tuesday of the month, never in August, {} in all"
    )


def test_weekday_of_a_meeting_day_by_weeks_of_the_month() -> None:
    problem = council(
        meeting_day("DAY", weekdays="Thu", weeks_of_month=frozenset({3})),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", months=frozenset({11})),
    )
    for on, broken in (("2015-11-19", []), ("2015-11-26", [("HWB",), ()]), ("2015-12-17", [("HWB",)])):
        plan = calendar(problem, meeting(problem, "HWB", on), occurrence(problem, "DAY", on))
        assert [breach.bodies for breach in weekday.breaches(problem, plan)] == broken
