import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, session

from scheduler.domain.reasons import Breach
from scheduler.rules import gap


@pytest.mark.parametrize("dates", [[], ["2015-11-19"], ["2015-11-19", "2015-11-26"], ["2015-11-19", "2015-12-17"]])
def test_gap_within_its_bounds_is_kept(dates: list[str]) -> None:
    problem = council(body("GB", min_gap_days=7, max_gap_days=28))
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in dates))
    assert tuple(gap.breaches(problem, plan)) == ()


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (
            ["2015-11-19", "2015-11-25"],
            (
                "GB Board: 6 days from Thursday 19 November 2015 to Wednesday 25 November 2015; "
                "there have to be at least 7."
            ),
        ),
        (
            ["2015-11-19", "2015-12-18"],
            "GB Board: 29 days from Thursday 19 November 2015 to Friday 18 December 2015; there have to be at most 28.",
        ),
    ],
)
def test_gap_outside_its_bounds_is_told_in_full(dates: list[str], message: str) -> None:
    problem = council(body("GB", min_gap_days=7, max_gap_days=28))
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in dates))
    one, two = map(day, dates)
    assert tuple(gap.breaches(problem, plan)) == (Breach("gap", message, bodies=("GB",), dates=(one, two)),)


def test_gap_is_from_one_meeting_to_its_next_only() -> None:
    problem = council(body("GB", max_gap_days=30))
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in ("2016-01-07", "2015-11-19", "2015-12-10")))
    assert tuple(gap.breaches(problem, plan)) == ()


def test_gap_of_a_meeting_day_and_of_its_body_both_hold() -> None:
    problem = council(
        meeting_day("DAY", max_gap_days=28),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", min_gap_days=60),
    )
    dates = ("2015-11-19", "2016-01-07")
    plan = calendar(
        problem,
        *(meeting(problem, "HWB", on) for on in dates),
        *(occurrence(problem, "DAY", on) for on in dates),
    )
    assert [(breach.bodies, breach.message.split(":")[0]) for breach in gap.breaches(problem, plan)] == [
        (("HWB",), "HWB Board"),
        ((), "DAY Day"),
    ]
