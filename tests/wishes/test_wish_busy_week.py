"""A member's week: what meetings beyond the setting cost, in both faces, and how searches that leave it out find it."""

from dataclasses import replace
from random import Random

import pytest
from builders import body, calendar, council, day, meeting, member, room
from rounds import rounds
from solver_face import least_cost

from scheduler.checking import check
from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve
from scheduler.wishes import busy_week

CODES = ("A", "B", "C")


def boards(
    *codes: str, most: int = 2, meetings: int = 1, people: tuple[str, ...] = ("ANN", "BOB"), **fields: object
) -> Problem:
    """Return boards of the same people, two unless told; each takes a morning, and there is room for all at once."""
    usual = {"meetings": meetings, "start_times": "10:00", **fields}
    seats = [member(who, code) for code in codes for who in people]
    bodies = [body(code, **usual) for code in codes]
    problem = council(
        *bodies, *seats, room("R1"), room("R2"), room("R3"), start_date="2015-11-02", end_date="2015-11-20"
    )
    return replace(problem, settings=replace(problem.settings, busy_week=most))


def costs(problem: Problem, *dates: str) -> list[tuple[str, int]]:
    held = [meeting(problem, code, on) for code, on in zip(CODES, dates, strict=True)]
    return [(row.subject, row.cost) for row in busy_week.score(problem, calendar(problem, *held)) if row.cost]


def test_each_meeting_beyond_the_setting_is_a_unit_for_each_voting_member() -> None:
    assert costs(boards(*CODES), "2015-11-02", "2015-11-04", "2015-11-08") == [
        ("Councillor Ann", 1),
        ("Councillor Bob", 1),
    ]
    assert costs(boards(*CODES, most=1), "2015-11-02", "2015-11-04", "2015-11-08") == [
        ("Councillor Ann", 2),
        ("Councillor Bob", 2),
    ]
    assert costs(boards(*CODES), "2015-11-02", "2015-11-04", "2015-11-09") == []


def test_who_does_not_vote_there_has_no_busy_week() -> None:
    problem = boards(*CODES)
    clerks = tuple(replace(row, voting=row.person == "ANN") for row in problem.memberships)
    assert costs(replace(problem, memberships=clerks), "2015-11-02", "2015-11-04", "2015-11-05") == [
        ("Councillor Ann", 1)
    ]


@pytest.mark.parametrize("seed", range(rounds(12)))
def test_the_solver_counts_what_is_counted_in_a_plan(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same plans every time
    problem = boards(*CODES, most=chance.choice([1, 2]))
    days = [one.isoformat() for one in problem.days if one.weekday() < 5]
    plan = calendar(problem, *(meeting(problem, code, chance.choice(days)) for code in CODES))
    assert least_cost(busy_week, problem, plan) == sum(row.cost for row in busy_week.score(problem, plan))


def busy_in_the_best(problem: Problem) -> int:
    """Return what busy weeks cost in the best plan; the search finds it, and proves it."""
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert all(tier.proven for tier in outcome.plan.tiers)
    return sum(row.cost for row in busy_week.score(problem, outcome.plan))


def until(problem: Problem, last: str) -> Problem:
    return replace(problem, settings=replace(problem.settings, end_date=day(last)))


def test_a_week_that_can_be_emptied_is_emptied() -> None:
    """Three boards of the same members have three Mondays."""
    assert busy_in_the_best(until(boards(*CODES, most=1, weekdays="Mon", people=("ANN",)), "2015-11-16")) == 0


def test_a_week_that_cannot_is_proven_in_the_model_that_states_it() -> None:
    """Three days of one week for three boards: their member has two meetings too many."""
    assert busy_in_the_best(until(boards(*CODES, most=1, weekdays="Mon;Tue;Wed", people=("ANN",)), "2015-11-06")) == 2
