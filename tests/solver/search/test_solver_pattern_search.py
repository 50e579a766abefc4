"""Patterns, chains, bounds and rooms, which large years go by, on councils so tiny that every plan can be listed."""

import pytest
from builders import body, fixed, meeting_day, member, reports, room, session
from every_plan import best_plan
from pieces import MON, TUE, WED, week
from tiny_councils import a_tiny_council

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.outputs.plan_json import plan_bytes
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.solve import solve

pytestmark = pytest.mark.timeout(120)
BY_PATTERNS = SearchParameters(whole_meetings=0, chain_steps=60, idle_restarts=2, room_runs=1, room_steps=15)
"""Small steps, and no whole model."""
SEEDS = (7, 10, 12, 15, 17, 19, 39, 44, 45, 57)
"""Councils of which every plan is soon listed."""


def the_plan(problem: Problem) -> Plan | None:
    """Return what the search finds; it breaks no rule, and counts what it costs as it is; None where there is none."""
    outcome = solve(problem, 60, parameters=BY_PATTERNS)
    if isinstance(outcome, Infeasible):
        return None
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    values, _ = recount(problem, outcome.plan)
    assert {tier.name: tier.value for tier in outcome.plan.tiers} == values
    return outcome.plan


def hold_against_every_plan(problem: Problem) -> None:
    """No plan is said to be none, no bound is above the best plan, and what is proven best is so."""
    best, plan = best_plan(problem), the_plan(problem)
    assert (plan is None) == (best is None)
    if plan is None or best is None:
        return
    assert best <= (slots_used(problem, plan), *(tier.value for tier in plan.tiers))
    for tier, least in zip(plan.tiers, best[1:], strict=True):
        assert tier.bound <= least
        if tier.bound != least:
            break


def tiers_of(plan: Plan | None) -> dict[str, tuple[int, int]]:
    assert plan is not None
    return {tier.name: (tier.value, tier.bound) for tier in plan.tiers}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_it_keeps_all_rules_and_proves_nothing_that_is_not_so(seed: int) -> None:
    problem = a_tiny_council(seed)
    assert problem is not None
    hold_against_every_plan(problem)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 45])
def test_the_same_input_gives_the_same_bytes(seed: int) -> None:
    problem = a_tiny_council(seed)
    assert problem is not None
    one, other = the_plan(problem), the_plan(problem)
    assert one is not None
    assert other is not None
    assert plan_bytes(one) == plan_bytes(other)


def test_where_nothing_could_cost_anything_all_is_proven() -> None:
    problem = week(body("A", meetings=1, attendance_mode="online"), last=TUE)
    assert set(tiers_of(the_plan(problem)).values()) == {(0, 0)}


def test_no_bound_rests_on_where_a_meeting_beside_the_cadence_was_put_first() -> None:
    """ANN's extraordinary meeting is no pattern, and is put on the day that her board would rather have."""
    fields = {"attendance_mode": "online", "start_times": "10:00", "quorum": 0}
    problem = week(
        body("A", cadence=Cadence(), **fields),
        FixedMeeting(body="A", extra=True, title="Extraordinary"),
        body("B", meetings=1, preferred_weekdays="Wed", **fields),
        *(member("ANN", code, attendance="required") for code in "AB"),
        last=WED,
    )
    assert best_plan(problem) == (0,) * 6
    _, bound = tiers_of(the_plan(problem))["dates"]
    assert bound == 0


@pytest.mark.parametrize("kind", ["online", "in_person"])
def test_a_body_to_which_nobody_can_report_on_the_first_day_of_a_session_of_several_slots(kind: str) -> None:
    problem = week(
        meeting_day(meetings=1),
        session("AM", start="10:00", end="12:00"),
        *(body(code, meeting_day="DAY", session="AM", duration_minutes=60, attendance_mode=kind) for code in "XY"),
        *(member("ANN", code) for code in "XY"),
        body("A", meetings=1, start_times="10:00", duration_minutes=60, attendance_mode=kind, quorum=0),
        reports("A", "X", 0, 2),
        fixed(MON, body="A"),
        room(),
        room("R2"),
        last=TUE,
    )
    hold_against_every_plan(problem)
