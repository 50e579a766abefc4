from typing import Any

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, period, session

from scheduler.domain.bodies import Cadence
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import held


@pytest.mark.parametrize(
    ("cadence", "times", "cost"),
    [
        (Cadence(), 0, 0),
        (Cadence(minimum=0, maximum=2), 2, 0),
        (Cadence(minimum=0, maximum=2), 1, 1),
        (Cadence(minimum=0, maximum=2), 0, 2),
        (Cadence(maximum=1), 2, 0),
        (Cadence(minimum=2, maximum=4), 2, 2),
        (Cadence(per_period=1), 0, 0),
    ],
)
def test_held_counts_meetings_below_the_maximum(cadence: Cadence, times: int, cost: int) -> None:
    problem = council(body("GB", cadence=cadence), period("Q1", "2015-11-01", "2016-01-31"))
    dates = ("2015-11-19", "2015-12-10")[:times]
    plan = calendar(problem, *(meeting(problem, on=on) for on in dates))
    words = {0: "does not meet", 1: "meets once", 2: "meets twice"}[times]
    why = f"It may meet {'twice' if cadence.maximum == 2 else f'{cadence.maximum} times'}, and {words}."
    assert tuple(held.score(problem, plan)) == ((UngrantedWish("held", "GB Board", cost, why),) if cost else ())


def test_held_counts_a_meeting_day_and_not_its_bodies() -> None:
    problem = council(
        meeting_day("DAY", cadence=Cadence(minimum=0, maximum=1)),
        meeting_day("NEVER", cadence=Cadence()),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", cadence=Cadence(maximum=9)),
        wishes={"held": 3},
    )
    why = "It may meet once, and does not meet."
    assert tuple(held.score(problem, calendar(problem))) == (UngrantedWish("held", "DAY Day", 3, why),)
    assert tuple(held.score(problem, calendar(problem, occurrence(problem)))) == ()


def test_held_does_not_count_a_cancelled_meeting() -> None:
    problem = council(body("GB", cadence=Cadence(maximum=1)))
    plan = calendar(problem, meeting(problem, status="cancelled"))
    assert [row.cost for row in held.score(problem, plan)] == [1]


@pytest.mark.parametrize(
    ("body_fields", "dates", "without"),
    [
        ({"months": frozenset({11, 12, 1})}, ("2015-11-19", "2016-01-14"), ", not in December 2015"),
        ({"months": frozenset({11, 12, 1})}, ("2015-11-19",), ", not in December 2015 or January 2016"),
        ({"months": frozenset({11, 12, 1})}, ("2015-11-18", "2015-11-19", "2015-12-10", "2016-01-14"), None),
        ({"months": frozenset({11, 12, 1, 2})}, ("2015-11-19",), ""),
        ({}, ("2015-11-19",), ""),
        ({"end_date": day("2015-12-31")}, ("2015-11-19",), ", not in December 2015"),
    ],
)
def test_the_months_without_a_meeting_are_named_where_there_may_be_one_in_each(
    body_fields: dict[str, Any], dates: tuple[str, ...], without: str | None
) -> None:
    problem = council(body("GB", cadence=Cadence(maximum=3), **body_fields))
    plan = calendar(problem, *(meeting(problem, on=on) for on in dates))
    whys = [row.why for row in held.score(problem, plan)]
    meets = {1: "once", 2: "twice"}.get(len(dates))
    assert whys == ([] if without is None else [f"It may meet 3 times, and meets {meets}{without}."])
