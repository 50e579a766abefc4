"""Why there is no plan: reasons that cannot all hold, each of them needed, and the fewest to give up."""

from dataclasses import replace

import pytest
from builders import absence, body, closed, council, fixed, meeting_day, member, period, reports, room, session

from scheduler.domain.bodies import Cadence
from scheduler.domain.problem import ClosedDate
from scheduler.solver.cp.outcome import Infeasible, OutOfTime
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.explain.explain import explain
from scheduler.solver.explain.mus import SoftReasons
from scheduler.solver.solve import solve


def reasons(problem):
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 60)
    assert isinstance(outcome, Infeasible), outcome
    assert outcome.minimal
    because = {(reason.rule, reason.subject) for reason in outcome.because}
    return because, {(reason.rule, reason.subject) for reason in outcome.give_up}


def test_a_lunch_no_room_seats():
    problem = council(
        body("A", meeting_day="DAY", session="AM"),
        *(member(f"P{n}", "A") for n in range(5)),
        meeting_day(meetings=1),
        session(),
        session("LUNCH"),
        room("BIG", capacity=5),
        room("SMALL", capacity=4, venue="Library"),
        end_date="2015-11-30",
    )
    shut = replace(problem, rooms={"SMALL": problem.rooms["SMALL"]})
    because, give_up = reasons(shut)
    assert because >= {("cadence", "DAY")}
    assert {rule for rule, _ in because} <= {"cadence", "room_capacity", "room_missing"}
    assert len(give_up) <= 2


def test_a_whole_period_closed():
    problem = council(
        body("A", per_period=1),
        period("Q1", "2015-11-01", "2015-11-30"),
        room(),
        closed("2015-11-01", "2015-11-30", "Works"),
    )
    assert reasons(problem) == ({("cadence", "A"), ("closed_date", "Works")}, {("closed_date", "Works")})


def test_a_member_required_in_two_places_with_one_time_for_both():
    rows = [body(code, meetings=1, start_times="10:00") for code in "AB"]
    members = [member("ANN", code, attendance="required") for code in "AB"]
    problem = council(*rows, *members, room(), room("R2"), start_date="2015-11-19", end_date="2015-11-19")
    because, give_up = reasons(problem)
    assert ("person_clash", "ANN") in because
    assert len(give_up) == 1


def test_a_required_member_who_is_always_away():
    problem = council(
        body("A", meetings=1, quorum=0),
        member("ANN", "A", attendance="required"),
        room(),
        absence("person", "ANN", "2015-11-01", "2016-10-31"),
    )
    because, _ = reasons(problem)
    assert because == {("cadence", "A"), ("person_clash", "ANN at A"), ("unavailable", "ANN")}


@pytest.mark.slow
def test_a_reporting_window_that_is_empty():
    problem = council(
        body("A", meetings=1), body("B", meetings=1), room(), reports("A", "B", 9, 2), fixed("2016-01-14", body="B")
    )
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 60)
    assert isinstance(outcome, Infeasible)
    assert {reason.rule for reason in outcome.because} >= {"reporting"}


def test_reasons_are_sentences_with_names():
    problem = council(body("A", per_period=1), period("Q1", "2015-11-01", "2015-11-01"), room())
    outcome = solve(problem, 60)
    assert [reason.message for reason in outcome.because] == [
        "A Board sits only on Mondays to Fridays.",
        "A Board meets once in each period.",
    ]


def test_each_reason_is_needed_by_a_naive_count():
    problem = council(
        body("A", per_period=1, weekdays="Thu"),
        period("Q1", "2015-11-16", "2015-11-20"),
        room(),
        closed("2015-11-19", reason="Gala"),
    )
    because, _ = reasons(problem)
    assert because == {("cadence", "A"), ("closed_date", "Gala"), ("weekday", "A")}
    without_gala = replace(problem, closed_dates=())
    any_day = replace(problem, bodies={"A": replace(problem.bodies["A"], weekdays=None)})
    for eased in (without_gala, any_day):
        assert not isinstance(solve(eased, 60), Infeasible)


@pytest.mark.parametrize("seconds", [0.0001])
def test_no_time_means_no_verdict(seconds):
    problem = council(*(body(f"B{n}", meetings=6) for n in range(12)), room())
    assert isinstance(solve(problem, seconds), OutOfTime)


def test_a_feasible_problem_is_not_called_infeasible():
    problem = council(body("A", meetings=1), room(), end_date="2015-11-30")
    assert isinstance(explain(problem, Clock(30, silence)), OutOfTime)


def test_closed_dates_of_one_body_are_blamed_only_for_it():
    row = ClosedDate(council().settings.start_date, council().settings.end_date, "Away days", applies_to=("A",))
    problem = council(body("A", meetings=1), body("B", meetings=1), room(), row)
    because, _ = reasons(problem)
    assert because == {("cadence", "A"), ("closed_date", "Away days")}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [body("A", per_period=1), fixed("2015-11-16", body="A")],
            "A Board is fixed to Monday 16 November 2015, outside every period.",
        ),
        (
            [
                meeting_day(cadence=Cadence(per_period=1)),
                session(),
                body("A", meeting_day="DAY", session="AM"),
                fixed("2015-11-16", body="A"),
            ],
            "A Board is fixed to Monday 16 November 2015, outside every period.",
        ),
        (
            [
                meeting_day(cadence=Cadence(per_period=1)),
                session(),
                body("A", meeting_day="DAY", session="AM"),
                fixed("2015-11-16", meeting_day="DAY"),
            ],
            "DAY Day is fixed to Monday 16 November 2015, outside every period.",
        ),
    ],
)
def test_a_fixed_date_outside_every_period_says_so(rows, message):
    problem = council(*rows, room(), period("Q1", "2015-11-01", "2015-11-15"), end_date="2015-11-30")
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 60)
    assert isinstance(outcome, Infeasible), outcome
    assert [reason.message for reason in outcome.because] == [message]


def test_reasons_not_shown_to_be_needed_are_said_to_be_so():
    problem = council(
        body("A", per_period=1), period("Q1", "2015-11-01", "2015-11-30"), room(), closed("2015-11-01", "2015-11-30")
    )
    soft = SoftReasons(problem, Clock(30, silence), until=60)
    because, minimal = soft.mus(soft.keys)
    assert (minimal, set(because) >= {("cadence", "A"), ("closed_date", "Recess")}) == (False, True)


def test_what_is_given_always_holds_and_is_not_named():
    problem = council(
        body("A", per_period=1, weekdays="Thu"),
        period("Q1", "2015-11-16", "2015-11-20"),
        room(),
        closed("2015-11-19", reason="Gala"),
    )
    given = {("weekday", "A"), ("cadence", "A"), ("theme", "no such reason")}
    outcome = explain(problem, Clock(30, silence), given)
    assert [reason.subject for reason in outcome.because] == ["Gala"]
    assert [reason.subject for reason in outcome.give_up] == ["Gala"]


def test_two_seats_at_one_meeting_are_no_clash_of_two_meetings():
    rows = [body(code, meetings=1, start_times="11:30", quorum=number) for code, number in (("A", 2), ("B", 1))]
    problem = council(
        *rows,
        member("ANN", "A", "chair"),
        member("BOB", "A", substitutes=("ANN", "CAT")),
        member("BOB", "B", "adviser", voting=False, attendance="required"),
        member("ANN", "B", substitutes=("BOB", "CAT")),
        room(),
        room("R2"),
        start_date="2015-11-19",
        end_date="2015-11-19",
    )
    because, _ = reasons(problem)
    assert ("substitute", "BOB") in because
