"""Rare meetings of the same people: which bodies they are, what two close together cost, and that both faces agree."""

from random import Random

import pytest
from builders import body, calendar, council, meeting, member, room
from rounds import rounds
from solver_face import least_cost

from scheduler.checking import check
from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve
from scheduler.wishes import spread

CODES = ("P1", "P2", "P3")


def panels(*codes: str, meetings: int = 1, **settings: object) -> Problem:
    seats = [member(who, code) for code in codes for who in ("ANN", "BOB")]
    return council(*(body(code, meetings=meetings) for code in codes), *seats, room("CR1"), **settings)


@pytest.mark.parametrize(
    ("one", "two", "close"),
    [("ANN BOB", "ANN BOB", True), ("ANN BOB CAT", "ANN BOB DAN", True), ("ANN BOB", "ANN CAT", False)],
)
def test_more_than_half_of_the_larger_are_the_same_people(one: str, two: str, *, close: bool) -> None:
    seats = [member(who, code) for code, names in (("P1", one), ("P2", two)) for who in names.split()]
    problem = council(body("P1", meetings=1), body("P2", meetings=2), *seats)
    assert [(a.code, b.code) for a, b in spread.of_the_same(problem)] == ([("P1", "P2")] if close else [])


def test_what_meets_oftener_is_not_rare() -> None:
    assert list(spread.of_the_same(panels("P1", "P2", meetings=3))) == []


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("2015-12-03", []),
        ("2015-11-26", ["They meet in one month, November 2015, and share members."]),
        (
            "2015-11-20",
            [
                "They meet in one month, November 2015, and share members.",
                "They meet in one week, from Monday 16 November 2015, and share members.",
            ],
        ),
    ],
)
def test_two_in_one_month_or_week_cost_a_unit_each(second: str, why: list[str]) -> None:
    problem = panels("P1", "P2")
    plan = calendar(problem, meeting(problem, "P1", "2015-11-19"), meeting(problem, "P2", second))
    rows = list(spread.score(problem, plan))
    assert [(row.subject, row.cost, row.why) for row in rows] == [("P1 Board and P2 Board", 1, one) for one in why]


@pytest.mark.parametrize("seed", range(rounds(12)))
def test_the_solver_counts_what_is_counted_in_a_plan(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same plans every time
    problem = panels(*CODES, start_date="2015-11-02", end_date="2015-12-18")
    days = [one.isoformat() for one in problem.days if one.weekday() < 5]
    plan = calendar(problem, *(meeting(problem, code, chance.choice(days)) for code in CODES))
    assert least_cost(spread, problem, plan) == sum(row.cost for row in spread.score(problem, plan))


def test_panels_of_the_same_people_are_spread_over_the_months() -> None:
    problem = panels(*CODES, start_date="2015-11-02", end_date="2016-01-29")
    found = solve(problem, 30)
    assert isinstance(found, Solved)
    assert check(problem, found.plan) == ()
    assert sorted(one.date.month for one in found.plan.meetings) == [1, 11, 12]
