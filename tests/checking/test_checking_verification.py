"""No plan of the solver is believed before the checker has verified it."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting, meeting_day, member, occurrence, room, session

from scheduler.checking.verification import best_verified, verified
from scheduler.domain.plan import Tier
from scheduler.errors import BrokenPlan
from scheduler.solver.cp.outcome import Solved, Standing

COUNCIL = council(
    body("GB", meetings=1, start_times="10:00"),
    member("ANN", "GB", "chair"),
    room("CR1"),
)
DAY = council(
    body("TP", meeting_day="DAY", session="AM", duration_minutes=90),
    body("HWB", meeting_day="DAY", session="AM", duration_minutes=90),
    meeting_day("DAY", meetings=1),
    session("AM"),
    member("ANN", "TP", "chair"),
    member("BOB", "HWB", "chair"),
    room("CR1"),
    room("CR2"),
)

REFUSED = "The solver counts 0 for apologies, a recount 3."


def plan_of(value, bound, on="2015-11-19"):
    return calendar(COUNCIL, meeting(COUNCIL, "GB", on), tiers=(Tier("apologies", value, bound),))


def absent():
    return calendar(COUNCIL, meeting(COUNCIL, "GB", apologies=("ANN",)), tiers=(Tier("apologies", 0, 0),))


@pytest.mark.parametrize(("bound", "slots_proven", "status"), [(0, True, "optimal"), (0, False, "feasible")])
def test_a_plan_that_breaks_nothing_is_counted_afresh(bound, slots_proven, status):
    found = verified(COUNCIL, plan_of(3, bound), slots_proven=slots_proven)
    assert (found.tiers, found.status) == ((Tier("apologies", 0, 0),), status)


def test_a_plan_that_is_worse_than_the_solver_says_is_broken():
    with pytest.raises(BrokenPlan) as caught:
        verified(COUNCIL, absent(), slots_proven=True)
    assert REFUSED in [breach.message for breach in caught.value.breaches]


def test_one_point_more_than_the_solver_says_is_enough():
    leaders = [member("ANN", "GB", "chair"), member("BOB", "GB", "vice_chair")]
    problem = council(body("GB", meetings=1, start_times="10:00", quorum=0), *leaders, room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", apologies=("ANN",)), tiers=(Tier("apologies", 3, 0),))
    assert verified(problem, plan, slots_proven=True).tiers == plan.tiers
    with pytest.raises(BrokenPlan):
        verified(problem, replace(plan, tiers=(Tier("apologies", 2, 0),)), slots_proven=True)


def staggered():
    meetings = (meeting(DAY, "TP", start="09:00"), meeting(DAY, "HWB", start="10:30", room="CR2"))
    return calendar(DAY, occurrence(DAY), *meetings)


def test_more_slots_than_needed_are_no_plan_where_time_ran_out_and_broken_otherwise():
    assert verified(DAY, staggered(), slots_proven=False) is None
    with pytest.raises(BrokenPlan):
        verified(DAY, staggered(), slots_proven=True)


def proposed(*plans):
    best, *earlier = plans
    return Solved(best, COUNCIL, earlier=tuple(Standing(plan.tiers, lambda plan=plan: plan) for plan in earlier))


def test_the_best_plan_of_a_search_is_the_one_where_it_passes():
    found = best_verified(COUNCIL, proposed(plan_of(0, 0), plan_of(3, 0)))
    assert (found.plan, found.refused) == (verified(COUNCIL, plan_of(0, 0), slots_proven=True), ())


def test_where_the_best_is_refused_the_last_that_passes_is_taken_and_the_refusal_is_told():
    found = best_verified(COUNCIL, proposed(absent(), absent(), plan_of(3, 0), plan_of(3, 0, "2015-11-26")))
    assert found.plan == verified(COUNCIL, plan_of(3, 0), slots_proven=False)
    assert [breach.message for breach in found.refused if breach.rule == "plan"] == [REFUSED]


def test_where_all_plans_of_a_search_are_refused_it_says_why_of_the_best():
    with pytest.raises(BrokenPlan) as caught:
        best_verified(COUNCIL, proposed(absent(), absent()))
    assert REFUSED in [breach.message for breach in caught.value.breaches]
