"""From a first plan to the best: around others, with others moved, merged with others; never worse."""

from contextlib import suppress
from dataclasses import replace

import pytest
from builders import absence, body, meeting, member, reports, room
from every_plan import best_plan
from hypothesis import HealthCheck, given, settings
from pieces import FRI, MON, THU, TUE, WED, groups, plenty, total, week, where, year_of
from rounds import rounds
from test_solver_property import councils

from scheduler.checking import check
from scheduler.domain.bodies import Cadence
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import finished
from scheduler.solver.search.construction import NoInsertion, constructed
from scheduler.solver.search.large_neighbourhood_search import LargeNeighbourhoodSearch
from scheduler.solver.solve import solve


def settled(problem, year, clock=None):
    """Settle a year; return the groups it comes to."""
    improvement = LargeNeighbourhoodSearch(year, groups(problem), clock or plenty(), lambda: None)
    improvement.run()
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()
    return improvement.subproblems


def as_good_as_can_be(problem, year):
    """Whether a year is as good as the best of all plans, and as what a search calls proven."""
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved)
    assert {tier.name: tier.bound for tier in outcome.plan.tiers} == {
        tier.name: tier.value for tier in outcome.plan.tiers
    }
    best = best_plan(problem)
    assert tuple(tier.value for tier in outcome.plan.tiers) == best[1:]
    return tuple(total(year).values()) == best[1:]


def two_bodies(a=None, b=None, **fields):
    """Make two bodies that require the same person; each takes the whole of a day."""
    return week(
        body("A", meetings=1, start_times="10:00", **(a or {})),
        body("B", meetings=1, start_times="10:00", **(b or {})),
        *(member("ANN", code, attendance="required") for code in "AB"),
        room("R1"),
        room("R2"),
        **fields,
    )


@pytest.mark.parametrize("weight", [0, 3, 5])
def test_whoever_was_in_the_way_weighs_more_from_then_on(weight):
    """A wants Tuesday, on which B holds their only member: B is destroyed with it, and shunned by that much."""
    problem = two_bodies({"preferred_weekdays": "Tue"})
    year = year_of(problem, meeting(problem, "A", THU), meeting(problem, "B", TUE, room="R2"))
    clock = Clock(60, silence, SearchParameters(conflict_weight=weight))
    search = LargeNeighbourhoodSearch(year, groups(problem), clock, lambda: None)
    search.run()
    assert where(year)["A"] == [TUE]
    assert where(year)["B"] != [TUE]
    assert search.weights == {"B": weight}


def test_a_conflict_weighs_something_unless_it_is_told_not_to():
    assert SearchParameters().conflict_weight == 3


def test_a_group_above_its_goal_is_placed_around_the_others():
    problem = two_bodies({"preferred_weekdays": "Tue"})
    year = year_of(problem, meeting(problem, "A", THU), meeting(problem, "B", WED, room="R2"))
    settled(problem, year)
    assert where(year) == {"A": [TUE], "B": [WED]}
    assert as_good_as_can_be(problem, year)


def test_whoever_is_in_the_way_is_moved():
    """A wants Tuesday, on which the first plan has B; B may sit on any day."""
    problem = two_bodies({"preferred_weekdays": "Tue"})
    year = year_of(problem, meeting(problem, "A", THU), meeting(problem, "B", TUE, room="R2"))
    settled(problem, year)
    assert where(year)["A"] == [TUE]
    assert where(year)["B"] != [TUE]
    assert as_good_as_can_be(problem, year)


def test_whoever_is_in_the_way_of_a_member_is_moved():
    """ANN sits on B on A's only day; B may sit on any."""
    problem = week(
        body("A", meetings=1, start_times="10:00", weekdays="Tue", quorum=0),
        body("B", meetings=1, start_times="10:00"),
        *(member("ANN", code) for code in "AB"),
        room("R1"),
        room("R2"),
    )
    year = year_of(problem, meeting(problem, "A", TUE, apologies=["ANN"]), meeting(problem, "B", TUE, room="R2"))
    assert total(year)["apologies"] == 2
    settled(problem, year)
    assert total(year)["apologies"] == 0
    assert as_good_as_can_be(problem, year)


def test_whoever_takes_the_cheaper_room_is_moved():
    problem = week(
        body("A", meetings=1, start_times="10:00", weekdays="Mon"),
        body("B", meetings=1, start_times="10:00"),
        member("ANN", "A"),
        member("BOB", "B"),
        room("R1", cost_per_hour=5),
        room("R2", cost_per_hour=50),
        last=TUE,
    )
    year = year_of(problem, meeting(problem, "A", MON, room="R2"), meeting(problem, "B", MON, room="R1"))
    settled(problem, year)
    assert [made.room for made in year.partial_solution().meetings] == ["R1", "R1"]
    assert as_good_as_can_be(problem, year)


def test_a_feeder_moves_with_its_receiver():
    problem = week(
        body("A", meetings=1),
        body("B", meetings=1, preferred_weekdays="Tue"),
        reports("A", "B", 0, 1),
        room(),
        room("R2"),
    )
    year = year_of(problem, meeting(problem, "A", WED), meeting(problem, "B", FRI))
    settled(problem, year)
    assert where(year) == {"A": [MON], "B": [TUE]}


def test_groups_that_contend_for_a_day_become_one_with_the_joint_bound():
    problem = two_bodies({"preferred_weekdays": "Tue"}, {"preferred_weekdays": "Tue"}, last=WED)
    year = year_of(problem, meeting(problem, "A", MON), meeting(problem, "B", TUE, room="R2"))
    (group,) = settled(problem, year)
    assert set(group.bodies) == {"A", "B"}
    spread = 2  # rare boards of the same people in one month, and in one week
    assert (group.lower_bounds["dates"], group.target("dates")) == (3 + spread, 3 + spread)
    assert [set(part.bodies) for part in group.parts] in ([{"A"}, {"B"}], [{"B"}, {"A"}])
    assert as_good_as_can_be(problem, year)


def test_groups_that_contend_for_a_member_become_one_with_the_joint_bound():
    problem = week(
        *(body(code, meetings=1, start_times="10:00", quorum=0) for code in "AB"),
        *(member("ANN", code) for code in "AB"),
        room("R1"),
        room("R2"),
        last=MON,
    )
    year = constructed(problem, plenty())
    (group,) = settled(problem, year)
    assert group.lower_bounds["apologies"] == best_plan(problem)[2] == 2


def test_groups_that_only_seem_to_contend_stay_apart():
    problem = two_bodies({"preferred_weekdays": "Tue"}, {"preferred_weekdays": "Thu"})
    year = year_of(problem, meeting(problem, "A", THU), meeting(problem, "B", TUE, room="R2"))
    assert len(settled(problem, year)) == 2
    assert where(year) == {"A": [TUE], "B": [THU]}
    assert as_good_as_can_be(problem, year)


def test_three_bodies_that_stand_on_one_anothers_days_change_them_round():
    wanted = {"A": "Mon", "B": "Tue", "C": "Wed"}
    problem = week(
        *(body(code, meetings=1, start_times="10:00", preferred_weekdays=day) for code, day in wanted.items()),
        *(member("ANN", code, attendance="required") for code in wanted),
        room("R1"),
        last=WED,
    )
    year = year_of(problem, meeting(problem, "A", TUE), meeting(problem, "B", WED), meeting(problem, "C", MON))
    settled(problem, year)
    assert where(year) == {"A": [MON], "B": [TUE], "C": [WED]}


@pytest.mark.slow
@settings(max_examples=rounds(40), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(councils())
def test_no_step_makes_a_random_plan_worse(problem):
    clock = plenty()
    try:
        year = constructed(problem, clock)
    except NoInsertion:
        return
    seen = [list(total(year).values())]
    improvement = LargeNeighbourhoodSearch(
        year, groups(problem), clock, lambda: seen.append(list(total(year).values()))
    )
    with suppress(StopIteration):  # a fault of its own, below
        improvement.run()
    assert seen == sorted(seen, reverse=True)
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()


@pytest.mark.parametrize("seconds", [-1, 0.05, 60])
def test_settling_ends_in_a_complete_plan_whenever_time_is_up(seconds):
    problem = two_bodies({"preferred_weekdays": "Tue"}, {"preferred_weekdays": "Tue"})
    year = year_of(problem, meeting(problem, "A", THU), meeting(problem, "B", FRI, room="R2"))
    before = list(total(year).values())
    settled(problem, year, Clock(seconds, silence))
    assert list(total(year).values()) <= before
    assert set(where(year)) == {"A", "B"}


def test_an_interrupt_leaves_the_plan_as_it_is():
    problem = two_bodies({"preferred_weekdays": "Tue"})
    year = year_of(problem, meeting(problem, "A", THU), meeting(problem, "B", WED, room="R2"))
    clock = plenty()
    clock.interrupt()
    settled(problem, year, clock)
    assert where(year) == {"A": [THU], "B": [WED]}


def test_an_interrupt_after_the_first_step_leaves_what_that_made_better():
    problem = two_bodies({"preferred_weekdays": "Tue"}, {"preferred_weekdays": "Thu"})
    year = year_of(problem, meeting(problem, "A", MON), meeting(problem, "B", FRI, room="R2"))
    clock = plenty()
    before = total(year)["dates"]

    def interrupt_once_better():
        if total(year)["dates"] < before:
            clock.interrupt()

    LargeNeighbourhoodSearch(year, groups(problem), clock, interrupt_once_better).run()
    assert total(year)["dates"] == before - 3
    assert check(problem, finished(problem, year.partial_solution(), ())) == ()


def test_a_published_calendar_stays_where_it_was_unless_it_must_not():
    problem = two_bodies(last=THU)
    old = year_of(problem, meeting(problem, "A", MON), meeting(problem, "B", TUE, room="R2"))
    baseline = finished(problem, old.partial_solution(), ())
    problem = replace(problem, baseline=baseline, absences=(absence("person", "ANN", MON),))
    year = year_of(problem, meeting(problem, "A", TUE), meeting(problem, "B", WED, room="R2"))
    settled(problem, year)
    assert where(year) == {"A": [WED], "B": [TUE]}
    assert as_good_as_can_be(problem, year)


# -- wrong results that these tests have found


def rooms_for_meetings_that_cannot_be_held(*rows):
    """A may meet twice, and can once: ANN, whom it requires, is away on the other day."""
    return week(
        body("A", cadence=Cadence(minimum=0, maximum=2), start_times="10:00", min_gap_days=1, quorum=0),
        member("ANN", "A", attendance="required"),
        room("R1", cost_per_hour=5, capacity=2),
        *rows,
        last=TUE,
    )


def test_rooms_of_meetings_that_cannot_be_held_cost_nothing():
    problem = rooms_for_meetings_that_cannot_be_held(absence("person", "ANN", TUE))
    outcome = solve(problem, 60)
    assert tuple(tier.value for tier in outcome.plan.tiers) == best_plan(problem)[1:]


def test_rooms_are_not_proven_for_meetings_that_cannot_be_held():
    problem = rooms_for_meetings_that_cannot_be_held(
        body("B", meetings=1, start_times="10:00", quorum=0),
        member("BOB", "B"),
        member("CAT", "B"),
        room("R2", cost_per_hour=10, capacity=2),
        absence("person", "ANN", MON),
    )
    outcome = solve(problem, 60)
    assert tuple(tier.value for tier in outcome.plan.tiers) == best_plan(problem)[1:]


def test_a_published_meeting_stays_at_the_later_of_two_starts():
    problem = week(
        body("A", meetings=1, start_times="10:00;14:00", min_gap_days=1, quorum=0, attendance_mode="online"),
        member("ANN", "A"),
        absence("person", "ANN", TUE),
    )
    old = year_of(problem, meeting(problem, "A", TUE, "14:00"))
    problem = replace(problem, baseline=finished(problem, old.partial_solution(), ()))
    outcome = solve(problem, 60)
    assert tuple(tier.value for tier in outcome.plan.tiers) == best_plan(problem)[1:]
