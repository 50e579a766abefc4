"""Who misses the same board again and again: the second apology costs 1, the third 2 more, and so on."""

from dataclasses import replace

import pytest
from builders import absence, body, calendar, council, meeting, member, room

from scheduler.checking import check
from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve
from scheduler.wishes import turns

DAYS = ("2015-11-02", "2015-11-09", "2015-11-16", "2015-11-23")


def board(**fields: object) -> Problem:
    seats = [member(who, "A") for who in ("ANN", "BOB", "CAT", "DAN")]
    usual = {"cadence": Cadence(minimum=0, maximum=4), "quorum": 2, **fields}
    return council(body("A", **usual), *seats, room("R1"))


def missed(problem: Problem, *apologies: str) -> Plan:
    held = (meeting(problem, "A", on, apologies=away.split()) for on, away in zip(DAYS, apologies, strict=False))
    return calendar(problem, *held)


@pytest.mark.parametrize(
    ("apologies", "costs"),
    [
        (("ANN", "BOB", "CAT"), {}),
        (("ANN", "ANN", "CAT"), {"Councillor Ann": 1}),
        (("ANN", "ANN BOB", "ANN BOB"), {"Councillor Ann": 3, "Councillor Bob": 1}),
        (("ANN", "ANN", "ANN", "ANN"), {"Councillor Ann": 6}),
    ],
)
def test_each_further_apology_costs_more_than_the_one_before(apologies: tuple[str, ...], costs: dict[str, int]) -> None:
    problem = board()
    rows = turns.score(problem, missed(problem, *apologies))
    assert {row.subject: row.cost for row in rows if row.cost} == costs


def test_it_is_said_how_often() -> None:
    problem = board()
    (row,) = (one for one in turns.score(problem, missed(problem, "ANN", "ANN")) if one.cost)
    assert row.why == "Councillor Ann sends apologies to A Board twice."


def test_the_apologies_of_those_who_may_stay_away_count_for_nothing() -> None:
    problem = board()
    optional = tuple(replace(row, attendance="optional") for row in problem.memberships)
    away = missed(replace(problem, memberships=optional), "ANN", "ANN")
    assert [row for row in turns.score(replace(problem, memberships=optional), away) if row.cost] == []


def test_two_who_cannot_both_come_take_turns() -> None:
    """ANN and BOB are both wanted by two boards that sit at one time on the same two days."""
    days = {"weekdays": "Mon", "start_times": "10:00", "quorum": 1, "cadence": Cadence(minimum=2, maximum=2)}
    problem = council(
        body("A", **days), body("B", **days), *(member(who, code) for code in "AB" for who in ("ANN", "BOB")),
        room("R1"), room("R2"), start_date="2015-11-02", end_date="2015-11-09",
    )  # fmt: skip
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert all(tier.proven for tier in outcome.plan.tiers)
    assert [row.cost for row in turns.score(problem, outcome.plan) if row.cost] == []


def test_somebody_who_is_away_each_time_is_no_fault_of_the_plan() -> None:
    """All days are alike, so the cost stands, and the plan is proven with it."""
    problem = council(
        body("A", meetings=2, quorum=1, start_times="10:00"), member("ANN", "A"), member("BOB", "A"), room("R1"),
        absence("person", "ANN", "2015-11-01", "2015-11-30"), start_date="2015-11-02", end_date="2015-11-13",
    )  # fmt: skip
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved)
    assert [row.cost for row in turns.score(problem, outcome.plan) if row.cost] == [1]
    assert all(tier.proven for tier in outcome.plan.tiers)
