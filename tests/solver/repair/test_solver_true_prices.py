"""What a meeting on another day costs, and whom it displaces: what `plan` proves with the calendar as its baseline."""

from dataclasses import replace
from random import Random

import pytest
from builders import fixed
from rounds import rounds
from small_councils import LONG_BEFORE, a_small_council

from scheduler.checking import check
from scheduler.commands.why import Wanted, answered
from scheduler.domain.difference import DROPPED, NEW, difference
from scheduler.domain.other_dates import asked_about
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.solve import solve

TRIES = 14
"""Councils; each is asked about `EACH` meetings on days near their own."""
EACH = 3


def proven(problem):
    """Return the best plan of a council, None where there is none, or it is not shown to be the best in time."""
    outcome = solve(problem, 60)
    known = isinstance(outcome, Solved) and all(tier.proven for tier in outcome.plan.tiers)
    return outcome.plan if known and outcome.plan.live else None


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(rounds(TRIES)))
def test_a_price_is_what_plan_proves_with_the_date_fixed(seed):
    problem, chance = a_small_council(seed), Random(seed)  # noqa: S311 - the same questions every time
    plan = proven(problem)
    if plan is None:
        return
    published = replace(problem, baseline=plan, as_of=LONG_BEFORE)
    for _ in range(EACH):
        asked = asked_about(plan, chance.choice(plan.live))
        near = sorted((day for day in problem.days if day != asked.date), key=lambda day: abs(day - asked.date))[:8]
        compare(published, asked, chance.choice(near))


def compare(problem, asked, day):
    """Hold an answer against the plan that has the meeting, or some occurrence of the meeting day, on the day.

    Where the nearest such plan moves another occurrence there, it is not the one that is asked about.
    """
    answer = answered(problem, problem.baseline, Wanted(asked, day, None), Clock(60, silence))
    where = (
        {"meeting_day": asked.mover} if asked.occurrence is not None else {"body": asked.code, "number": asked.sequence}
    )
    outcome = solve(replace(problem, fixed_meetings=(*problem.fixed_meetings, fixed(str(day), **where))), 60)
    if isinstance(outcome, Infeasible):
        assert answer.possible is False
        return
    assert isinstance(outcome, Solved)
    theirs = {tier.name: tier.value for tier in outcome.plan.tiers}
    there = [meeting.date for meeting in outcome.plan.live if meeting.uid in asked.uids]
    if not there or set(there) != {day}:
        if answer.placement is not None:
            mine = {tier.name: tier.value for tier in answer.placement.plan.tiers}
            assert (mine["held"], mine["unmoved"]) >= (theirs["held"], theirs["unmoved"])
        return
    placement = answer.placement
    assert placement is not None
    assert placement.exact
    assert {tier.name: tier.value for tier in placement.plan.tiers} == theirs
    assert {cost.tier: cost.then for cost in placement.costs if cost.tier != "unmoved"} == {
        name: value for name, value in theirs.items() if name != "unmoved"
    }
    assert len(displaced(problem.baseline, placement.plan)) == len(displaced(problem.baseline, outcome.plan))
    assert check(problem, placement.plan) == ()


def displaced(before, after):
    """Return the meetings that are held at another time, newly, or no longer."""
    changes = difference(before, after)
    return [one for one in changes if one.kind in (NEW, DROPPED) or {"date", "time"} & set(one.details)]
