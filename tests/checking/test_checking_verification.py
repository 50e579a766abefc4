"""No plan of the solver is believed before the checker has vouched for it."""

import pytest
from builders import body, calendar, council, meeting, meeting_day, member, occurrence, room, session

from scheduler.checking.verification import verified
from scheduler.domain.plan import Tier
from scheduler.errors import BrokenPlan

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


def plan_of(value, bound):
    return calendar(COUNCIL, meeting(COUNCIL, "GB"), tiers=(Tier("apologies", value, bound),))


@pytest.mark.parametrize(("bound", "slots_proven", "status"), [(0, True, "optimal"), (0, False, "feasible")])
def test_a_plan_that_breaks_nothing_is_counted_afresh(bound, slots_proven, status):
    found = verified(COUNCIL, plan_of(3, bound), slots_proven=slots_proven)
    assert (found.tiers, found.status) == ((Tier("apologies", 0, 0),), status)


def test_a_plan_that_is_worse_than_the_solver_says_is_broken():
    absent = calendar(COUNCIL, meeting(COUNCIL, "GB", apologies=("ANN",)), tiers=(Tier("apologies", 0, 0),))
    with pytest.raises(BrokenPlan) as caught:
        verified(COUNCIL, absent, slots_proven=True)
    assert "The solver counts 0 for apologies, a recount 3." in [breach.message for breach in caught.value.breaches]


def staggered():
    meetings = (meeting(DAY, "TP", start="09:00"), meeting(DAY, "HWB", start="10:30", room="CR2"))
    return calendar(DAY, occurrence(DAY), *meetings)


def test_more_slots_than_needed_are_no_plan_where_time_ran_out_and_broken_otherwise():
    assert verified(DAY, staggered(), slots_proven=False) is None
    with pytest.raises(BrokenPlan):
        verified(DAY, staggered(), slots_proven=True)
