"""Units of one tier for some of the next: the best plan by the sum, and what is said of its tiers."""

from dataclasses import replace
from functools import partial
from itertools import count

import pytest
from builders import absence, body, closed, council, member, room
from every_plan import best_plan, score

from scheduler.checking import check
from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.exchanges import Exchange
from scheduler.solver.solve import solve
from scheduler.solver.tier_bounds import scores
from scheduler.wishes.tiers import exchange_sentence, exchange_words, exchanged

MONDAY = "2015-11-16"
NEVER_WHOLE = replace(DEFAULT, whole_meetings=0)


def a_day(**exchanges: int) -> Problem:
    """Return a board that may meet once, on a day when its chair (3) and a member (2) are away."""
    rows = [member("ANN", "A", "chair"), member("BOB", "A"), member("CAT", "A")]
    away = [absence("person", who, MONDAY) for who in ("ANN", "BOB")]
    board = body("A", cadence=Cadence(minimum=0, maximum=1), quorum=1, start_times="10:00")
    made = council(board, *rows, *away, room("R1"), start_date=MONDAY, end_date=MONDAY)
    return replace(made, exchanges=exchanges)


def planned(problem: Problem) -> Plan:
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert outcome.plan.status == "optimal"
    return outcome.plan


@pytest.mark.parametrize(("units", "meetings"), [(4, 0), (6, 1)])
def test_a_meeting_is_held_where_it_is_worth_its_apologies(units: int, meetings: int) -> None:
    problem = a_day(held=units)
    plan = planned(problem)
    assert len(plan.meetings) == meetings
    held, apologies = plan.tiers[0], plan.tiers[1]
    assert (held.name, held.value, held.bound, held.exchange) == (
        "held",
        1 - meetings,
        1 - meetings,
        ("apologies", units),
    )
    assert (apologies.name, apologies.value, apologies.bound) == ("apologies", 5 * meetings, 5 * meetings)
    assert apologies.exchange is None
    assert score(problem, plan, {tier.name: tier.value for tier in plan.tiers}) == best_plan(problem)


def test_without_an_exchange_a_meeting_is_worth_any_apologies() -> None:
    plan = planned(a_day())
    assert (len(plan.meetings), [tier.exchange for tier in plan.tiers]) == (1, [None] * len(plan.tiers))


def test_a_plan_that_costs_nothing_beyond_a_proven_tier_is_left_as_it_is() -> None:
    problem = replace(a_day(held=6), absences=())
    plan = planned(problem)
    assert [(tier.name, tier.value, tier.exchange) for tier in plan.tiers][:2] == [
        ("held", 0, ("apologies", 6)),
        ("apologies", 0, None),
    ]


@pytest.mark.parametrize(("units", "meetings"), [(4, 0), (6, 1)])
def test_a_calendar_too_large_for_one_model_is_made_better_block_by_block(units: int, meetings: int) -> None:
    outcome = solve(a_day(held=units), Clock(60, parameters=NEVER_WHOLE))
    assert isinstance(outcome, Solved)
    assert len(outcome.plan.meetings) == meetings
    assert (outcome.plan.status, outcome.plan.tiers[0].bound) == ("feasible", 0)


def test_goals_of_exchanges_in_a_row_are_one_sum_in_units_of_the_last() -> None:
    names = ("slots", "held", "apologies", "slots_after_apologies", "substitutes", "dates", "rooms")
    assert exchanged(names, {}) == [{name: 1} for name in names]
    assert exchanged(names, {"held": 6, "apologies": 2, "dates": 3}) == [
        {"slots": 1},
        {"held": 12, "apologies": 2, "substitutes": 1},
        {"slots_after_apologies": 1},
        {"dates": 3, "rooms": 1},
    ]


def test_an_exchange_is_told_in_words() -> None:
    assert exchange_words("held", 6, "apologies") == "one meeting not held counts as 6 apologies by weight"
    assert exchange_sentence("held", "apologies", 6) == (
        "One meeting not held counts as 6 apologies by weight, as the wishes say: the two are weighed together."
    )
    assert exchange_words("dates", 1, "rooms") == "one wish about dates counts as 1 pound for rooms by weight"


def test_a_plan_stays_as_it_is_once_time_is_up() -> None:
    problem = a_day(held=4)
    plan = planned(a_day())
    solution = PartialSolution(plan.live, plan.occurrences)
    exchange = Exchange(problem, Clock(-100.0), partial(scores, problem))
    assert exchange.improved(solution).meetings == solution.meetings
    assert exchange.whole(solution) == solution
    assert [tier.bound for tier in exchange.tiers(solution, plan.tiers, same=False)] == [0] * len(plan.tiers)


@pytest.mark.parametrize("seconds", range(12))
def test_whenever_time_is_up_there_is_a_plan_no_worse_than_before(seconds: int) -> None:
    """Each question to the clock takes a second of its time."""
    problem = a_day(held=4)
    before = planned(a_day())
    solution, ticks = PartialSolution(before.live, before.occurrences), count()
    exchange = Exchange(problem, Clock(seconds, timer=lambda: float(next(ticks))), partial(scores, problem))
    worst = exchange.values(exchange.score(solution))
    for found in (exchange.improved(solution), exchange.whole(solution)):
        assert check(problem, found.plan_of(problem)) == ()
        assert exchange.values(exchange.score(found)) <= worst


def test_what_stands_where_there_is_no_plan_is_left_as_it_is() -> None:
    problem = replace(a_day(held=4), closed_dates=(closed(MONDAY),))
    must = replace(problem.bodies["A"], cadence=Cadence(minimum=1, maximum=1))
    problem, plan = replace(problem, bodies={"A": must}), planned(a_day())
    solution = PartialSolution(plan.live, plan.occurrences)
    exchange = Exchange(problem, Clock(60), partial(scores, problem))
    assert exchange.whole(solution) == solution
    assert exchange.improved(solution).meetings == solution.meetings
    assert exchange.bounds == {}
