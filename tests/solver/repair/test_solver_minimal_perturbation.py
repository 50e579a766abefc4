"""Others make room for a meeting: bounds, and calendars too large for one model."""

from dataclasses import replace

from builders import absence, body, calendar, council, fixed, meeting, member, room

from scheduler.solver.cp.outcome import OutOfTime
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation

THURSDAY = "2015-11-19"


def four_boards(**settings):
    """Return four boards of one member, who sits once a day: two on the day that is asked for, one on the day after."""
    codes = ("GB", "HB", "KB", "LB")
    problem = council(
        *(body(code, meetings=1, start_times="10:00;14:00") for code in codes),
        *(member("ANN", code, "chair", attendance="required") for code in codes),
        room("CR1"),
        **{"max_meetings_per_person_per_day": 1, "start_date": "2015-11-16", "end_date": "2015-11-27", **settings},
    )
    places = (("GB", "2015-11-17"), ("HB", "2015-11-19"), ("LB", "2015-11-20"), ("KB", "2015-11-26"))
    plan = calendar(problem, *(meeting(problem, code, on) for code, on in places))
    return replace(problem, baseline=plan, as_of="2015-10-01T00:00:00Z")


def nearest(problem, clock, calendar_now=None):
    """Return the nearest calendar in which the first board meets on the Thursday."""
    wanted = replace(fixed(THURSDAY, body="GB"), number=1)
    asked = replace(problem, baseline=calendar_now or problem.baseline, fixed_meetings=(fixed(THURSDAY, body="GB"),))
    return least_perturbation(asked, (wanted,), clock)


def test_who_is_in_the_way_moves_as_little_as_can_be():
    found = nearest(four_boards(), Clock(20, silence))
    assert isinstance(found, Perturbation)
    assert (found.fewest, found.exact) == (True, True)
    assert [str(one.date) for code in ("GB", "HB", "KB", "LB") for one in found.plan.of_body(code)] == [
        "2015-11-19", "2015-11-18", "2015-11-26", "2015-11-20",
    ]  # fmt: skip


def test_a_calendar_too_large_for_one_model_keeps_the_least_that_was_found():
    problem = four_boards()
    crowd = calendar(
        problem,
        *(meeting(problem, "GB", "2015-11-17"), meeting(problem, "HB", "2015-11-19", "14:00")),
        *(meeting(problem, "KB", "2015-11-19"), meeting(problem, "LB", "2015-11-18")),
    )
    found = nearest(problem, Clock(20, silence, SearchParameters(whole_meetings=1, part_meetings=0)), crowd)
    assert isinstance(found, Perturbation)
    assert not found.exact
    assert len({str(one.date) for one in found.plan.live}) == 4


def test_the_best_start_is_found_and_two_that_must_move_are_proven_to_be_as_few_as_can_be():
    problem = four_boards()
    crowd = calendar(
        problem,
        *(meeting(problem, "GB", "2015-11-17"), meeting(problem, "HB", "2015-11-19", "14:00")),
        *(meeting(problem, "KB", "2015-11-19"), meeting(problem, "LB", "2015-11-27")),
    )
    found = nearest(problem, Clock(20, silence), crowd)
    assert isinstance(found, Perturbation)
    assert (found.fewest, found.exact) == (True, True)
    assert found.plan.of_body("GB")[0].start == 600
    assert sorted(str(one.date) for one in found.plan.live) == ["2015-11-18", "2015-11-19", "2015-11-20", "2015-11-27"]


def test_no_time_is_no_proof():
    assert isinstance(nearest(four_boards(), Clock(-1, silence)), OutOfTime)


def test_what_moves_the_fewest_days_comes_before_what_costs_no_apology():
    problem = council(
        body("GB", meetings=2, min_gap_days=7, start_times="10:00", weekdays="Thu"),
        member("ANN", "GB", "chair"), member("BOB", "GB"), absence("person", "BOB", "2015-11-12"), room("CR1"),
        start_date="2015-11-01", end_date="2015-11-30",
    )  # fmt: skip
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "GB", "2015-11-26"))
    day = "2015-11-19"
    asked = replace(problem, baseline=plan, as_of="2015-10-01T00:00:00Z", fixed_meetings=(fixed(day, body="GB"),))
    found = least_perturbation(asked, (replace(fixed(day, body="GB"), number=2),), Clock(20, silence))
    assert isinstance(found, Perturbation)
    assert [(one.sequence, str(one.date)) for one in found.plan.live] in (
        [(1, "2015-11-12"), (2, THURSDAY)],
        [(2, THURSDAY), (1, "2015-11-26")],
    )
    assert (found.fewest, found.exact) == (True, True)
    assert [(tier.name, tier.value, tier.bound) for tier in found.plan.tiers][:2] == [
        ("held", 0, 0),
        ("unmoved", 2_004_014, 2_004_014),
    ]
