"""Bounds of groups: how good blocks could be that have the year to themselves."""

from dataclasses import replace

import pytest
from builders import absence, body, calendar, meeting, meeting_day, member, room, session
from every_plan import above, best_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pieces import FRI, MON, THU, TUE, WED, groups, plenty, total, week, year_of
from rounds import rounds
from test_solver_property import councils

from scheduler.domain.bodies import Cadence
from scheduler.solver.cp.solution import finished
from scheduler.solver.search.bounds import Subproblem
from scheduler.solver.search.construction import NoInsertion, constructed
from scheduler.wishes.unmoved import OTHER_ROOM

EFFORT = 8.0


def bounded(group, year):
    clock = plenty()
    group.bound_seats(year, clock, EFFORT)
    group.bound_dates(year, clock, EFFORT)
    group.bound_rooms(year, clock, EFFORT)
    return group


def away_but(day):
    return [absence("person", "ANN", other) for other in (MON, TUE, WED, THU, FRI) if other != day]


def test_what_costs_nothing_is_not_bounded():
    problem = week(body("A", meetings=1), member("ANN", "A"), room(capacity=2))
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", TUE)))
    assert (group.lower_bounds, group.targets, group.ideal) == ({"rooms": 0}, {}, None)
    assert group.full_bodies() == ("A",)


def test_an_apology_that_need_not_be_is_bounded_by_none():
    problem = week(body("A", meetings=1, quorum=0), member("ANN", "A"), *away_but(WED), room(capacity=2))
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", TUE, apologies=["ANN"])))
    assert group.lower_bounds == {"held": 0, "apologies": 0, "substitutes": 0, "dates": 0, "rooms": 0}
    assert group.ideal.meetings[0].date.isoformat() == WED


def test_an_apology_that_must_be_is_a_bound_and_leaves_the_body_less_than_full():
    problem = week(body("A", meetings=1, quorum=0), member("ANN", "A"), absence("person", "ANN", MON, FRI), room())
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", TUE, apologies=["ANN"])))
    assert (group.lower_bounds["apologies"], group.target("apologies"), group.full_bodies()) == (2, 2, ())


def test_a_substitute_is_bounded_after_apologies():
    away = absence("person", "ANN", MON, FRI)
    problem = week(body("A", meetings=1, quorum=0), member("ANN", "A", substitutes=("DEP",)), away, room())
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", TUE, apologies=["ANN"])))
    assert {name: group.lower_bounds[name] for name in ("held", "apologies", "substitutes")} == {
        "held": 0,
        "apologies": 0,
        "substitutes": 1,
    }


def test_dates_are_bounded_with_seats_as_good_as_they_could_be():
    """ANN can come on Wednesday only; the body prefers Tuesday."""
    problem = week(
        body("A", meetings=1, quorum=0, preferred_weekdays="Tue"), member("ANN", "A"), *away_but(WED), room()
    )
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", TUE, apologies=["ANN"])))
    assert (group.lower_bounds["apologies"], group.lower_bounds["dates"]) == (0, 3)


def test_a_meeting_that_cannot_be_held_is_a_bound():
    problem = week(
        body("A", cadence=Cadence(minimum=0, maximum=2), quorum=0, min_gap_days=1),
        member("ANN", "A", attendance="required"),
        *away_but(WED),
        room(),
    )
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", WED)))
    assert (group.lower_bounds["held"], group.lower_bounds["apologies"]) == (1, 0)


def test_rooms_are_bounded_body_by_body():
    """Each could have the cheaper room, were the other not there."""
    problem = week(
        *(body(code, meetings=1, start_times="10:00") for code in "AB"),
        room("R1", cost_per_hour=5, capacity=2),
        room("R2", cost_per_hour=50, capacity=2),
        last=MON,
    )
    year = year_of(problem, meeting(problem, "A", MON, room="R1"), meeting(problem, "B", MON, room="R2"))
    assert [bounded(group, year).lower_bounds["rooms"] for group in groups(problem)] == [10, 10]


def test_rooms_of_a_meeting_day_are_bounded_together():
    """Two sit at once, so that one of them pays for the dear room."""
    problem = week(
        *(body(code, meeting_day="DAY", session="AM", duration_minutes=60, quorum=0) for code in "XY"),
        meeting_day(meetings=1),
        session(arrangement="simultaneous"),
        room("R1", cost_per_hour=5, capacity=9),
        room("R2", cost_per_hour=50, capacity=9),
    )
    (group,) = groups(problem)
    bounded(group, constructed(problem, plenty()))
    assert group.lower_bounds["rooms"] == 55


def test_a_group_merged_of_several_starts_from_the_sum_of_their_bounds():
    problem = week(
        *(body(code, meetings=1, quorum=0) for code in "AB"), *(member("ANN", code) for code in "AB"), room()
    )
    year = year_of(
        problem, meeting(problem, "A", TUE, apologies=["ANN"]), meeting(problem, "B", WED, apologies=["ANN"])
    )
    one, two = groups(problem)
    one.lower_bounds, two.lower_bounds = {"apologies": 2, "dates": 3}, {"apologies": 1, "dates": 1}
    merged = Subproblem.merged([one, two], year)
    assert merged.lower_bounds == {"held": 0, "apologies": 3, "substitutes": 0, "dates": 4}
    assert (set(merged.bodies), merged.parts) == ({"A", "B"}, (one, two))


def test_a_merged_group_has_the_full_bodies_of_its_parts():
    problem = week(
        *(body(code, meetings=1, quorum=0) for code in "AB"), *(member("ANN", code) for code in "AB"), room()
    )
    year = year_of(problem, meeting(problem, "A", TUE), meeting(problem, "B", WED, apologies=["ANN"]))
    one, two = groups(problem)
    two.lower_bounds = {"apologies": 2}
    assert Subproblem.merged([one, two], year).full_bodies() == ("A",)


def test_dates_that_contend_are_bounded_together():
    problem = week(
        *(body(code, meetings=1, start_times="10:00", preferred_weekdays="Tue") for code in "AB"),
        *(member("ANN", code, attendance="required") for code in "AB"),
        room(),
        room("R2"),
        last=WED,
    )
    year = year_of(problem, meeting(problem, "A", TUE), meeting(problem, "B", WED))
    apart = [bounded(group, year) for group in groups(problem)]
    together = bounded(Subproblem.merged(apart, year), year)
    assert [group.target("dates") for group in apart] == [0, 0]
    spread = 2  # two rare bodies of one member in one month, and in one week
    assert together.lower_bounds["dates"] == best_plan(problem)[4] == 3 + spread


def test_a_published_calendar_bounds_what_need_move():
    problem = week(body("A", meetings=1, start_times="10:00"), member("ANN", "A", attendance="required"), room())
    baseline = finished(problem, year_of(problem, meeting(problem, "A", MON)).partial_solution(), ())
    problem = replace(problem, baseline=baseline, absences=(absence("person", "ANN", MON, TUE),))
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", FRI)))
    assert group.lower_bounds["unmoved"] == 1_001_002


QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "derandomize": True}


@pytest.mark.slow
@settings(max_examples=rounds(40), **QUIETLY)
@given(councils())
def test_a_bound_is_never_above_the_best_of_all_plans(problem):
    try:
        year = constructed(problem, plenty())
    except NoInsertion:
        return
    for group in groups(problem):
        assert above(year.alone(group.blocks), bounded(group, year).lower_bounds) == {}


@st.composite
def contending(draw):
    """Draw two online bodies that share people, some of them away on one of two days."""
    rows = []
    for code in "AB":
        rows.append(
            body(
                code,
                meetings=1,
                start_times="10:00",
                quorum=0,
                attendance_mode="online",
                weekdays=draw(st.sampled_from(["Mon", "Mon;Tue", "Mon;Tue"])),
                preferred_weekdays=draw(st.sampled_from(["Mon", "Tue"])),
            )
        )
        people = draw(st.lists(st.sampled_from(["ANN", "BOB", "CAT"]), min_size=1, max_size=2, unique=True))
        rows += [member(who, code, substitutes=draw(st.sampled_from([(), (), ("DEP",)]))) for who in people]
    for who in ("ANN", "BOB"):
        rows += draw(st.sampled_from([(), (absence("person", who, MON),), (absence("person", who, TUE),)]))
    return week(*rows, last=TUE)


@pytest.mark.slow
@settings(max_examples=rounds(40), **QUIETLY)
@given(contending())
def test_a_joint_bound_is_never_above_the_best_of_all_plans(problem):
    year = constructed(problem, plenty())
    merged = bounded(Subproblem.merged([bounded(group, year) for group in groups(problem)], year), year)
    assert above(problem, merged.lower_bounds) == {}


# -- wrong results, found by these tests


def test_rooms_are_bounded_by_the_meetings_that_can_be_held():
    problem = week(
        body("A", cadence=Cadence(minimum=0, maximum=2), quorum=0, min_gap_days=1),
        member("ANN", "A", attendance="required"),
        *away_but(WED),
        room(cost_per_hour=5, capacity=2),
    )
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", WED)))
    assert group.lower_bounds["rooms"] == 10


def test_a_meeting_that_keeps_its_later_start_need_not_move():
    problem = week(
        body("A", meetings=1, start_times="10:00;14:00", min_gap_days=1, quorum=0),
        member("ANN", "A"),
        absence("person", "ANN", MON),
        room(),
    )
    baseline = finished(problem, year_of(problem, meeting(problem, "A", MON, "14:00")).partial_solution(), ())
    problem = replace(problem, baseline=baseline)
    (group,) = groups(problem)
    bounded(group, year_of(problem, meeting(problem, "A", MON, "14:00", apologies=["ANN"])))
    assert group.lower_bounds["unmoved"] == 0


def contended(*rows):
    """ANN is on both; A prefers the day on which she is away, C sits on the other."""
    problem = week(
        body("A", meetings=1, start_times="10:00", preferred_weekdays="Tue", quorum=0),
        body("C", meetings=1, start_times="10:00", weekdays="Mon", quorum=0),
        *(member("ANN", code) for code in "AC"),
        absence("person", "ANN", TUE),
        *rows,
        room(),
        room("R2"),
        last=TUE,
    )
    return problem, year_of(problem, meeting(problem, "A", MON, apologies=["ANN"]), meeting(problem, "C", MON))


def test_an_apology_more_may_buy_a_better_date():
    problem, year = contended()
    merged = bounded(Subproblem.merged([bounded(group, year) for group in groups(problem)], year), year)
    best = best_plan(problem)
    assert (merged.lower_bounds["apologies"], best[2]) == (2, 2)
    assert merged.lower_bounds["dates"] <= best[4]


def test_whose_apology_it_is_is_open_in_a_merged_group():
    problem, _ = contended(member("CAT", "C"), absence("person", "CAT", MON))
    year = year_of(
        problem, meeting(problem, "A", MON, apologies=["ANN"]), meeting(problem, "C", MON, apologies=["CAT"])
    )
    merged = bounded(Subproblem.merged([bounded(group, year) for group in groups(problem)], year), year)
    best = best_plan(problem)
    assert (merged.lower_bounds["apologies"], best[2]) == (4, 4)
    assert merged.lower_bounds["dates"] <= best[4]


def test_an_apology_more_may_save_a_substitute():
    """DEP may sit for ANN on A, or on B for themselves: then ANN sends apologies, and nobody a substitute."""
    online = {"meetings": 1, "start_times": "10:00", "quorum": 0, "attendance_mode": "online"}
    problem = week(
        *(body(code, **online) for code in "AB"),
        member("ANN", "A", substitutes=("DEP",)),
        member("DEP", "B"),
        absence("person", "ANN", MON),
        last=MON,
    )
    placed = meeting(problem, "A", MON, substitutes={"ANN": "DEP"}), meeting(problem, "B", MON, apologies=["DEP"])
    year = year_of(problem, *placed)
    merged = bounded(Subproblem.merged([bounded(group, year) for group in groups(problem)], year), year)
    best = best_plan(problem)
    assert (merged.lower_bounds["apologies"], best[2:4]) == (2, (2, 0))
    assert merged.lower_bounds["substitutes"] == 0


def test_a_room_that_is_shut_bounds_what_is_moved():
    """Nobody searches for a way to leave a meeting where it was that is known to need another room."""
    problem = week(body("A", meetings=1), room("CR1"), room("CR2"), absence("room", "CR1", TUE))
    there = calendar(problem, meeting(problem, "A", TUE, room="CR1"))
    problem = replace(problem, baseline=there)
    year = year_of(problem, meeting(problem, "A", TUE, room="CR2"))
    (group,) = groups(problem)
    group.bound_seats(year, plenty(), EFFORT)
    assert group.lower_bounds["unmoved"] == OTHER_ROOM == total(year)["unmoved"]
