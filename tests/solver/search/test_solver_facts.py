"""Plans around what has been held: facts stay as they are, and are counted alike by the model and the checker."""

from dataclasses import replace

import pytest
from rounds import rounds
from rules.random_calendars import a_calendar, a_council

from scheduler.checking import check, recount
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve

AFTERWARDS = "2016-06-01T09:00:00Z"
MIDWAY = ("2015-11-18T12:00:00Z", "2015-11-20T09:00:00Z", "2015-11-24T09:00:00Z")


@pytest.mark.parametrize("seed", range(6))
def test_a_year_that_has_been_held_is_its_own_plan(seed: int) -> None:
    problem = a_council(seed)
    plan = a_calendar(problem, seed)
    outcome = solve(replace(problem, baseline=plan, as_of=AFTERWARDS), 60)
    assert isinstance(outcome, Solved)
    assert outcome.plan.meetings == plan.meetings
    assert outcome.plan.occurrences == plan.occurrences
    assert {tier.value for tier in outcome.plan.tiers} == {0}
    assert all(tier.proven for tier in outcome.plan.tiers)


@pytest.mark.slow
@pytest.mark.parametrize("moment", MIDWAY)
@pytest.mark.parametrize("seed", range(rounds(10)))
def test_the_rest_of_a_year_is_planned_around_whatever_has_been_held(seed: int, moment: str) -> None:
    problem = a_council(seed)
    plan = a_calendar(problem, seed)
    now = replace(problem, baseline=plan, as_of=moment)
    outcome = solve(now, 60)
    if not isinstance(outcome, Solved):
        return
    assert check(now, outcome.plan) == ()
    values, _ = recount(now, outcome.plan)
    assert {tier.name: tier.value for tier in outcome.plan.tiers} == values
    there = {meeting.uid: meeting for meeting in outcome.plan.meetings}
    assert [there.get(fact.uid) for fact in now.held] == list(now.held)
    assert set(now.held_days) <= set(outcome.plan.occurrences)
