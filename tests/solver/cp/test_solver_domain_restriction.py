"""Smaller models: days near an even spread, or near where meetings are."""

from datetime import timedelta

from builders import body, calendar, council, day, meeting, meeting_day, occurrence, period, room, session
from pieces import year_of

from scheduler.solver.cp.candidates import candidates
from scheduler.solver.cp.decisions import DateDecisions
from scheduler.solver.cp.hints import LEAST_REACH, as_published, near, near_even_spread
from scheduler.solver.cp.solution import PartialSolution


def open_days(problem, restriction, body_code):
    choices = DateDecisions(problem, candidates(problem), pruning=True)
    restriction(choices)
    return [choices.open_days(sitting) for sitting in choices.sittings_of(body_code)]


def ends(days):
    return [(some[0].isoformat(), some[-1].isoformat()) for some in days]


def test_meetings_of_a_year_keep_to_their_even_share_of_it():
    problem = council(body("A", meetings=2), room())
    first, second = open_days(problem, near_even_spread, "A")
    assert first[0] == problem.days[0]
    assert second[-1] == problem.days[-1]
    middles = problem.days[len(problem.days) // 4], problem.days[3 * len(problem.days) // 4]
    reach = 0.75 * (problem.days[-1] - problem.days[0]) / 2
    assert (first[-1] - middles[0], middles[1] - second[0]) == (timedelta(days=reach.days), timedelta(days=reach.days))


def test_a_meeting_of_many_may_go_as_far_as_a_recess():
    problem = council(body("A", meetings=40), room())
    middle = open_days(problem, near_even_spread, "A")[20]
    assert (middle[-1] - middle[0]) == 2 * LEAST_REACH


def test_meetings_of_periods_are_even_within_each():
    problem = council(
        body("A", per_period=1),
        period("P1", "2015-11-01", "2016-04-30"),
        period("P2", "2016-05-01", "2016-10-31"),
        room(),
    )
    first, second = open_days(problem, near_even_spread, "A")
    assert first[-1] <= day("2016-04-30") < second[0]


def test_a_body_that_meets_more_often_than_there_are_days_has_no_window():
    problem = council(body("A", meetings=3), room(), start_date="2015-11-16", end_date="2015-11-16")
    assert open_days(problem, near_even_spread, "A") == []


def test_meetings_stay_near_where_a_draft_has_them():
    problem = council(body("A", meetings=2), body("B", meetings=1), room())
    solution = year_of(
        problem, meeting(problem, "A", "2016-03-01"), meeting(problem, "A", "2016-09-01")
    ).partial_solution()
    assert ends(open_days(problem, near(solution, 10), "A")) == [
        ("2016-02-20", "2016-03-11"),
        ("2016-08-22", "2016-09-11"),
    ]
    assert open_days(problem, near(solution, 10), "B") == [list(problem.days)]


def test_meeting_days_stay_open_wherever_a_draft_has_them():
    problem = council(body("X", meeting_day="DAY", session="AM"), meeting_day(meetings=1), session(), room())
    solution = PartialSolution((meeting(problem, "X", "2016-03-01"),), ())
    assert open_days(problem, near(solution, 10), "X") == [list(problem.days)]


def test_as_published_leaves_the_dates_of_the_earlier_calendar_alone():
    problem = council(
        body("A", meetings=2),
        body("X", meeting_day="DAY", session="AM"),
        meeting_day(meetings=1),
        session(),
        room(),
    )
    earlier = calendar(
        problem,
        meeting(problem, "A", "2015-11-19"),
        meeting(problem, "A", "2016-03-03"),
        occurrence(problem, "DAY", "2016-05-05"),
    )
    restriction = as_published(earlier)
    assert open_days(problem, restriction, "A") == [[day("2015-11-19"), day("2016-03-03")]] * 2
    assert open_days(problem, restriction, "X") == [[day("2016-05-05")]]
