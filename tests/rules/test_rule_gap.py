"""The interval between meetings: of one and its next, and of the first and the last from the year's ends."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, session

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import gap

EDGES = {"start_date": "2015-11-02", "end_date": "2016-01-10"}


def told(problem: Problem, *dates: str) -> list[str]:
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in dates))
    return [breach.message for breach in gap.breaches(problem, plan)]


@pytest.mark.parametrize(
    "dates",
    [[], ["2015-11-30", "2015-12-21"], ["2015-11-30", "2015-12-07", "2015-12-30"], ["2015-11-23", "2015-12-21"]],
)
def test_gap_within_its_bounds_is_kept(dates: list[str]) -> None:
    assert told(council(body("GB", min_gap_days=7, max_gap_days=28), **EDGES), *dates) == []


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (
            ["2015-11-19", "2015-11-25", "2015-12-18"],
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
    problem = council(body("GB", min_gap_days=7, max_gap_days=28), **EDGES)
    plan = calendar(problem, *(meeting(problem, "GB", on) for on in dates))
    one, two = map(day, dates[:2])
    assert tuple(gap.breaches(problem, plan)) == (Breach("gap", message, bodies=("GB",), dates=(one, two)),)


def test_gap_is_from_one_meeting_to_its_next_only() -> None:
    problem = council(body("GB", max_gap_days=30), **EDGES)
    assert told(problem, "2016-01-07", "2015-11-19", "2015-12-10") == []


def test_gap_reaches_from_the_calendar_s_first_day_and_to_its_last() -> None:
    problem = council(body("GB", max_gap_days=28), **EDGES)
    plan = calendar(problem, meeting(problem, "GB", "2015-12-01"), meeting(problem, "GB", "2015-12-12"))
    assert tuple(gap.breaches(problem, plan)) == (
        Breach(
            "gap",
            "GB Board: 29 days from Monday 2 November 2015 (the calendar's first day) to Tuesday 1 December 2015; "
            "there have to be at most 28.",
            bodies=("GB",),
            dates=(day("2015-12-01"),),
        ),
        Breach(
            "gap",
            "GB Board: 29 days from Saturday 12 December 2015 to Sunday 10 January 2016 (the calendar's last day); "
            "there have to be at most 28.",
            bodies=("GB",),
            dates=(day("2015-12-12"),),
        ),
    )


def test_gap_counts_from_a_body_s_founding_and_to_its_dissolution() -> None:
    problem = council(body("GB", max_gap_days=10, start_date="2015-11-16", end_date="2015-12-20"), **EDGES)
    assert told(problem, "2015-11-26", "2015-12-04", "2015-12-10") == []
    founded, dissolved = told(problem, "2015-11-27", "2015-12-04", "2015-12-09")
    first = "11 days from Monday 16 November 2015 (its founding) to Friday 27 November 2015"
    last = "11 days from Wednesday 9 December 2015 to Sunday 20 December 2015 (its dissolution)"
    assert founded == f"GB Board: {first}; there have to be at most 10."
    assert dissolved == f"GB Board: {last}; there have to be at most 10."


@pytest.mark.parametrize(
    ("before", "first", "messages"),
    [
        ("2015-10-20", "2015-11-10", []),
        ("2015-10-20", "2015-11-18", ["at most 28"]),
        ("2015-10-30", "2015-11-05", ["at least 7"]),
        ("2015-10-30", "2015-11-06", []),
        ("2015-09-01", "2015-11-30", []),  # so long ago that the calendar's first day counts
        ("2015-09-01", "2015-12-01", ["at most 28"]),
    ],
)
def test_gap_counts_from_the_last_meeting_of_the_year_before(before: str, first: str, messages: list[str]) -> None:
    problem = council(body("GB", min_gap_days=7, max_gap_days=28), **EDGES)
    known = replace(problem, baseline=calendar(problem, meeting(problem, "GB", before)))
    found = told(known, first, *(["2015-12-02"] if first < "2015-11-20" else []), "2015-12-23")
    assert [message.rpartition("be ")[2].rstrip(".") for message in found] == messages
    if found and first < "2015-11-20":
        assert "(its last meeting of the year before) to" in found[0]


def test_an_extra_of_the_year_before_is_never_too_near_and_cuts_a_long_gap() -> None:
    problem = council(body("GB", min_gap_days=7, max_gap_days=28), **EDGES)
    extra = replace(meeting(problem, "GB", "2015-10-31"), extra=True)
    known = replace(problem, baseline=calendar(problem, meeting(problem, "GB", "2015-10-06"), extra))
    assert told(known, "2015-11-04", "2015-11-28", "2015-12-23") == []


def test_gap_between_facts_is_as_it_is() -> None:
    problem = council(body("GB", min_gap_days=7, max_gap_days=28), **EDGES)
    three = calendar(problem, *(meeting(problem, "GB", on) for on in ("2015-12-08", "2015-12-10", "2015-12-14")))
    two = replace(three, meetings=three.meetings[:2])
    held = replace(problem, baseline=two, as_of="2015-12-11T00:00:00Z")
    assert tuple(gap.breaches(held, two)) == ()
    assert [breach.dates for breach in gap.breaches(held, three)] == [(day("2015-12-10"), day("2015-12-14"))]


def test_gap_of_a_meeting_day_and_of_its_body_both_hold() -> None:
    problem = council(
        meeting_day("DAY", max_gap_days=28),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", min_gap_days=60),
        start_date="2015-11-01",
        end_date="2016-01-31",
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
