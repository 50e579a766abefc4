"""Meeting days in which no body sits yet: held all the same, so that an input can be filled in step by step."""

from dataclasses import replace

from builders import body, council, fixed, meeting_day, period, room, session

from scheduler.checking import check
from scheduler.domain.bodies import Cadence
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

QUARTERLY = Cadence(per_period=1)


def outcome_of(*rows):
    problem = council(
        body("B", meetings=1, attendance_mode="online"),
        room(),
        period("Q1", "2015-11-01", "2015-11-15"),
        period("Q2", "2015-11-16", "2015-11-30"),
        *rows,
        end_date="2015-11-30",
    )
    problem = replace(problem, as_of="2015-11-01T00:00:00Z")
    return problem, solve(problem, 30)


def test_two_days_without_bodies_are_held_and_proven():
    problem, outcome = outcome_of(
        meeting_day("DAY", cadence=QUARTERLY, preferred_weekdays="Thu"),
        session(),
        session("LUNCH"),
        meeting_day("OTHER", cadence=QUARTERLY),
        session(of="OTHER"),
    )
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert [o.meeting_day for o in outcome.plan.occurrences].count("DAY") == 2
    assert [o.meeting_day for o in outcome.plan.occurrences].count("OTHER") == 2
    assert outcome.plan.status == "optimal"


def test_a_day_without_bodies_that_cannot_be_held_is_explained():
    _, outcome = outcome_of(
        meeting_day("DAY", weekdays="Sat", cadence=QUARTERLY), fixed("2015-11-19", meeting_day="DAY")
    )
    assert isinstance(outcome, Infeasible)
    assert {reason.rule for reason in outcome.because} == {"fixed", "weekday"}
