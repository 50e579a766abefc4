import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, period, session

from scheduler.domain.bodies import Cadence
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import cadence

QUARTERS = (period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-01", "2016-04-30"))


def found(problem: Problem, *dates: str) -> list[tuple[str, int]]:
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in dates))
    return [(breach.message, len(breach.dates)) for breach in cadence.breaches(problem, plan)]


def test_cadence_of_a_body_that_never_meets_is_kept_while_it_does_not() -> None:
    assert found(council(body("GB", cadence=Cadence()))) == []


def test_cadence_of_a_body_that_never_meets_is_broken_by_a_meeting() -> None:
    problem = council(body("GB", cadence=Cadence()))
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"))
    message = "GB Board has no cadence, so it never meets, and is planned on Thursday 19 November 2015."
    assert tuple(cadence.breaches(problem, plan)) == (
        Breach("cadence", message, bodies=("GB",), dates=(day("2015-11-19"),)),
    )


@pytest.mark.parametrize(
    ("least", "most", "dates", "message"),
    [
        (2, 2, ["2015-11-19", "2015-12-10"], None),
        (2, 2, ["2015-11-19"], "GB Board meets 1 time in the year, and should meet at least 2 times."),
        (1, 1, ["2015-11-19", "2015-12-10"], "GB Board meets 2 times in the year, and may meet at most 1 time."),
        (0, 2, [], None),
        (None, 2, [], None),
        (None, 1, ["2015-11-19", "2015-12-10"], "GB Board meets 2 times in the year, and may meet at most 1 time."),
        (2, None, ["2015-11-19", "2015-12-10"], None),
        (1, 3, ["2015-11-19", "2015-12-10"], None),
    ],
)
def test_cadence_of_the_year(least: int | None, most: int | None, dates: list[str], message: str | None) -> None:
    problem = council(body("GB", cadence=Cadence(minimum=least, maximum=most)))
    assert found(problem, *dates) == ([] if message is None else [(message, len(dates))])


@pytest.mark.parametrize(
    ("dates", "messages"),
    [
        (["2015-11-19", "2016-02-04"], []),
        (["2015-11-01", "2016-04-30"], []),
        (["2015-11-19"], [("GB Board meets 0 times in Q2, and should meet 1", 0)]),
        (["2015-11-19", "2016-01-31", "2016-02-04"], [("GB Board meets 2 times in Q1, and should meet 1", 2)]),
        (
            ["2015-11-19", "2016-02-04", "2016-05-05"],
            [("GB Board meets so often in each period, and is planned outside every period on Thursday 5 May 2016", 1)],
        ),
    ],
)
def test_cadence_of_each_period(dates: list[str], messages: list[tuple[str, int]]) -> None:
    problem = council(body("GB", per_period=1), *QUARTERS)
    assert found(problem, *dates) == [(f"{message}.", number) for message, number in messages]


@pytest.mark.parametrize(
    ("life", "dates", "kept"),
    [
        ({"start_date": "2016-01-31"}, ["2016-01-31", "2016-02-04"], True),
        ({"start_date": "2016-01-31"}, ["2016-02-04"], False),
        ({"start_date": "2016-02-01"}, ["2016-02-04"], True),
        ({"end_date": "2016-01-31"}, ["2015-11-19"], True),
        ({"end_date": "2016-01-31"}, ["2015-11-19", "2016-02-04"], False),
        ({"end_date": "2016-02-01"}, ["2015-11-19"], False),
    ],
)
def test_cadence_is_owed_in_full_in_each_period_the_life_touches(
    life: dict[str, str], dates: list[str], *, kept: bool
) -> None:
    problem = council(body("GB", per_period=1, **life), *QUARTERS)
    assert (found(problem, *dates) == []) is kept


def test_cadence_is_not_owed_in_a_period_outside_the_calendar() -> None:
    problem = council(body("GB", per_period=1), *QUARTERS, start_date="2016-02-01")
    assert found(problem, "2016-02-04") == []


def test_cadence_of_a_meeting_day_is_that_of_its_occurrences() -> None:
    problem = council(meeting_day("DAY", meetings=2), session("AM"), body("HWB", meeting_day="DAY", session="AM"))
    plan = calendar(problem, occurrence(problem, "DAY", "2015-11-19"), meeting(problem, "HWB", "2015-11-19"))
    message = "DAY Day meets 1 time in the year, and should meet at least 2 times."
    assert tuple(cadence.breaches(problem, plan)) == (Breach("cadence", message, dates=(day("2015-11-19"),)),)


def test_cadence_of_a_meeting_day_per_period() -> None:
    problem = council(meeting_day("DAY", cadence=Cadence(per_period=1)), *QUARTERS)
    plan = calendar(problem, *(occurrence(problem, "DAY", on) for on in ("2015-11-19", "2016-02-18")))
    assert tuple(cadence.breaches(problem, plan)) == ()


def test_cadence_does_not_count_a_cancelled_meeting() -> None:
    problem = council(body("GB", meetings=1))
    plan = calendar(
        problem,
        meeting(problem, "GB", "2015-11-19", status="cancelled"),
        meeting(problem, "GB", "2015-12-10"),
    )
    assert tuple(cadence.breaches(problem, plan)) == ()
