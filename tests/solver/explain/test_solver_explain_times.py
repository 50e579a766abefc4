"""What of the times of a day stands in the way of a plan: arrangements, the ends of sessions, bodies' own starts."""

from dataclasses import replace

import pytest
from builders import body, council, day, meeting_day, member, room, session

from scheduler.domain.sittings import session_starts
from scheduler.rules.start_time import other_starts
from scheduler.solver.cp.outcome import Infeasible
from scheduler.solver.explain.shared_resources import most_that_fit
from scheduler.solver.solve import solve

ONE_DAY = {"start_date": "2015-11-19", "end_date": "2015-11-19"}


def session_of_two(arrangement, minutes=60, **fields):
    """Make a council of one day, on which one person is required at both boards of a session."""
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=minutes) for code in "AB"]
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    rooms = room(), room("R2")
    rows = meeting_day(meetings=1), session("AM", arrangement=arrangement, **fields)
    return replace(council(*boards, *seats, *rows, *rooms, **ONE_DAY), as_of="2015-11-01T00:00:00Z")


def because(problem):
    outcome = solve(problem, 60)
    assert isinstance(outcome, Infeasible), outcome
    assert (outcome.minimal, outcome.confirmed) == (True, True)
    return {(reason.rule, reason.subject): reason.message for reason in outcome.because}, outcome


def test_that_bodies_sit_at_the_same_time_is_a_reason():
    found, outcome = because(session_of_two("simultaneous"))
    assert found["meeting_day", "DAY AM"] == "On DAY Day, the bodies of AM sit at the same time."
    ways = {(reason.rule, reason.subject) for reasons in (outcome.give_up, *outcome.alternatives) for reason in reasons}
    assert ("meeting_day", "DAY AM") in ways
    assert not isinstance(solve(session_of_two("either"), 60), Infeasible)


@pytest.mark.parametrize("arrangement", ["either", "staggered"])
def test_that_a_session_ends_too_soon_is_a_reason(arrangement):
    problem = session_of_two(arrangement, minutes=120)
    found, _ = because(problem)
    assert found["meeting_day", "DAY AM hours"].startswith("On DAY Day, the session AM is from ")
    assert not isinstance(solve(session_of_two(arrangement, minutes=120, end="13:00"), 60), Infeasible)


def test_bodies_own_starts_are_reasons():
    boards = [body(code, meetings=1, start_times="10:00", duration_minutes=60) for code in "AB"]
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    problem = replace(council(*boards, *seats, room(), room("R2"), **ONE_DAY), as_of="2015-11-01T00:00:00Z")
    found, _ = because(problem)
    assert found["start_time", "A"] == "A Board starts only at 10:00."
    assert ("start_time", "B") in found


def test_another_start_is_no_way_to_meet_twice_a_day():
    problem = council(body("A", meetings=2, start_times="10:00"), member("ANN", "A"), room(), **ONE_DAY)
    found, _ = because(replace(problem, as_of="2015-11-01T00:00:00Z"))
    assert ("start_time", "A") not in found


def test_an_explanation_offers_every_hour_that_leaves_time_to_end():
    problem = council(body("A", meetings=1, start_times="10:00", duration_minutes=180))
    assert other_starts(problem, problem.bodies["A"]) == tuple(60 * hour for hour in (8, 9, *range(11, 20)))


def test_slots_are_offered_where_an_arrangement_or_an_end_is_lifted():
    problem = session_of_two("simultaneous", minutes=120)
    one, sitting = problem.bodies["A"], problem.sessions["DAY", "AM"]
    start = sitting.start
    assert session_starts(problem, one, sitting) == (start,)
    assert session_starts(problem, one, sitting, as_arranged=False) == (start,)
    assert session_starts(problem, one, sitting, as_arranged=False, in_time=False) == (start, start + 120)


@pytest.mark.parametrize(
    ("days", "owed", "least", "most", "fit"),
    [
        ([1, 2, 3, 4], 4, 1, None, 4),
        ([1, 2, 3, 4], 4, 2, None, 2),
        ([1, 2, 20, 21, 22, 23], 6, 1, 10, 4),
        ([1, 12, 23], 3, 1, 10, 1),
        ([], 2, 1, None, 0),
    ],
)
def test_as_many_fit_as_the_best_choice_of_days_has(days, owed, least, most, fit):
    places = [(day(f"2015-11-{number:02}"), 600) for number in days]
    assert most_that_fit([(places, owed)], least, most) == fit
