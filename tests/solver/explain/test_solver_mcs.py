"""What to give up: the smallest set, the easiest first, seen to be enough for the whole calendar."""

from dataclasses import replace

import pytest
from builders import absence, body, closed, council, fixed, meeting_day, member, period, reports, room, session

from scheduler.rules import RULES
from scheduler.solver.cp.outcome import Infeasible
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.explain.explain import explain, in_two_ways
from scheduler.solver.explain.infeasible_subproblem import part_of
from scheduler.solver.explain.mcs import CorrectionSets, rest_placed, rules_broken
from scheduler.solver.explain.mus import SoftReasons, ease
from scheduler.solver.search.construction import NoInsertion
from scheduler.solver.search.decomposition import components, only

DAY = {"start_date": "2015-11-19", "end_date": "2015-11-19"}
WEEK = {"start_date": "2015-11-16", "end_date": "2015-11-20"}


def solve(problem, seconds):
    """Return why there is no plan with what to give up, and no remedies."""
    return explain(problem, Clock(seconds, silence))


def clock(seconds=30):
    return Clock(seconds, silence)


def keys(reasons):
    return [(reason.rule, reason.subject) for reason in reasons]


def test_the_easiest_to_give_up_come_first_and_the_law_last(made_up):
    ranked = sorted([(rule.RULE.name, "A") for rule in RULES], key=ease)
    eases = [next(rule.RULE.ease for rule in RULES if rule.RULE.name == name) for name, _ in ranked]
    given_up = [one for one in eases if one is not None]
    assert eases == [*sorted(given_up), *[None] * (len(eases) - len(given_up))]
    assert [ease(key)[0] for key in ranked[: len(given_up)]] == list(range(len(given_up)))


def test_two_parts_without_a_plan_each_give_something_up():
    problem = council(
        body("A", meetings=1, weekdays="Fri", start_times="10:00"),
        body("B", meetings=1, weekdays="Fri", start_times="14:00"),
        room(),
        **DAY,
    )
    outcome = solve(problem, 60)
    assert keys(outcome.because) == [("weekday", "A"), ("cadence", "A")]
    assert [reason.subject for reason in outcome.give_up] == ["A", "B"]
    assert outcome.smallest
    assert [len(reasons) for reasons in outcome.alternatives] == [2, 2]


def test_one_reason_for_several_parts_is_given_up_once():
    problem = council(
        *(body(code, per_period=1) for code in "AB"),
        period("Q1", "2015-11-16", "2015-11-20"),
        room(),
        closed("2015-11-16", "2015-11-20", "Works"),
        **WEEK,
    )
    outcome = solve(problem, 60)
    assert (keys(outcome.give_up), outcome.smallest) == ([("closed_date", "Works")], True)


def test_only_the_law_stands_in_the_way():
    holiday = {"start_date": "2015-12-25", "end_date": "2015-12-25"}
    problem = council(body("A", meetings=1, start_times="10:00"), fixed("2015-12-25", body="A"), room(), **holiday)
    outcome = solve(problem, 60)
    assert (keys(outcome.because)[0], outcome.only_the_law) == (("closed_date", "A on public holidays"), False)
    assert [rule for rule, _ in keys(outcome.give_up)] in (["fixed"], ["fixed", "cadence"])
    quorate = council(body("A", meetings=1, quorum=2), member("ANN", "A"), room(), **DAY)
    assert keys(solve(quorate, 60).give_up) == [("cadence", "A")]


def test_the_law_alone_leaves_nothing_to_give_up():
    problem = council(body("A", meetings=1, quorum=2), member("ANN", "A"), room(), **DAY)
    outcome = explain(problem, clock(), {("cadence", "A")})
    assert (keys(outcome.because), outcome.only_the_law) == ([("quorum", "A")], True)
    assert (outcome.give_up, outcome.may_help, outcome.smallest) == ((), (), False)


def test_a_part_that_cuts_through_a_meeting_day_is_made_whole():
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=60) for code in ("X", "Y")]
    problem = council(
        *boards,
        *(member("ANN", code, attendance="required") for code in ("X", "Y")),
        absence("person", "ANN", "2015-11-19"),
        meeting_day(meetings=1),
        session(),
        room(),
        room("R2"),
        **DAY,
    )
    outcome = explain(problem, clock(), part=only(problem, {"X"}))
    assert isinstance(outcome, Infeasible)
    assert ("unavailable", "ANN") in keys(outcome.give_up) or keys(outcome.give_up) == [("cadence", "DAY")]
    assert outcome.smallest


def test_what_is_given_up_is_placed_with_those_who_report():
    problem = council(
        body("A", meetings=1, weekdays="Fri"),
        body("F", meetings=1, weekdays="Mon;Tue", start_times="10:00"),
        reports("F", "A", 1, 2),
        closed("2015-11-13", reason="Gala"),
        room(),
        start_date="2015-11-12",
        end_date="2015-11-19",
    )
    outcome = solve(problem, 60)
    assert (keys(outcome.give_up), outcome.smallest) == ([("weekday", "A")], True)


def test_what_was_wrongly_thought_infeasible_is_all_that_is_blamed():
    soft = SoftReasons(council(body("A", meetings=1, weekdays="Fri"), room(), **DAY), clock(), 0)
    assert in_two_ways(soft, [("cadence", "A")], minimal=True) == (soft.keys, False, True)


def test_without_time_nothing_is_given_up_and_nothing_is_exact():
    soft = SoftReasons(council(body("A", meetings=1, weekdays="Fri"), room(), **DAY), clock(), 0)
    sets = CorrectionSets(soft, [[("cadence", "A"), ("weekday", "A")]])
    assert (list(sets.smallest_first(1000)), sets.exact) == ([], False)


def test_a_known_set_that_turns_out_to_be_possible_stops_the_search():
    soft = SoftReasons(council(body("A", meetings=1, quorum=1), member("ANN", "A"), room(), **DAY), clock(), 0)
    sets = CorrectionSets(soft, [[("quorum", "A")]])
    assert (list(sets.smallest_first(0)), sets.only_the_law) == ([], False)


def test_what_was_not_decided_teaches_nothing():
    problem = council(*(body(code, meetings=1, weekdays="Fri") for code in "AB"), room(), **DAY)
    sets = CorrectionSets(SoftReasons(problem, clock(), 0), [[("weekday", "A"), ("cadence", "A")]])
    sets.exact = False
    assert list(sets.smallest_first(0)) == []
    assert len(sets.known) == 1


def test_the_rest_is_placed_around_what_is_mended():
    bodies = [body(code, meetings=1, start_times=at) for code, at in (("A", "10:00"), ("B", "14:00"))]
    problem = council(*bodies, room(), **DAY)
    a, b = (one.blocks for one in components(problem))
    found = next(CorrectionSets(SoftReasons(part_of(problem, a), clock(), 0), [[("cadence", "A")]]).smallest_first(0))
    year = rest_placed(problem, a, found.meetings, clock(), 0)
    assert {meeting.body for meeting in year.partial_solution().meetings} == {"A", "B"}
    assert rules_broken(problem, year, ()) == set()
    fixed_elsewhere = replace(problem, fixed_meetings=(fixed("2015-11-20", body="A"),))
    assert rules_broken(fixed_elsewhere, year, ()) == {"fixed"}
    assert rules_broken(fixed_elsewhere, year, [("fixed", "A")]) == set()
    with pytest.raises(NoInsertion) as failure:
        rest_placed(problem, a, found.meetings, clock(), 1000)
    assert failure.value.component.blocks == b


def rivals_for_a_day(date, *closures):
    """Return a body fixed to a Thursday that sits on Fridays, and another that needs the same person on one day."""
    bodies = [body("A", meetings=1, weekdays="Fri", start_times="10:00"), body("B", meetings=1, start_times="10:00")]
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    dates = [fixed("2015-11-19", body="A"), fixed(date, body="B")]
    return council(*bodies, *seats, *dates, *closures, room(), room("R2"), **WEEK)


def test_a_way_that_leaves_another_without_a_place_is_no_alternative():
    outcome = solve(rivals_for_a_day("2015-11-19"), 60)
    assert keys(outcome.because) == [("weekday", "A"), ("fixed", "A")]
    assert (keys(outcome.give_up), outcome.smallest) == ([("fixed", "A")], True)
    assert outcome.alternatives == ()


def test_whoever_has_no_place_joins_those_who_give_something_up():
    outcome = solve(rivals_for_a_day("2015-11-20", closed("2015-11-16", "2015-11-18", "Works")), 60)
    assert (keys(outcome.give_up), outcome.smallest) == ([("weekday", "A")], True)


def test_what_breaks_another_rule_only_may_help():
    problem = council(
        body("X", meeting_day="DAY", session="AM", room="R1", duration_minutes=180),
        body("Y", meeting_day="DAY", session="PM", room="R2", duration_minutes=60),
        *(member("ANN", code, attendance="required") for code in ("X", "Y")),
        meeting_day(meetings=1),
        session(),
        session("PM", start="12:00", end="13:00"),
        room("R1"),
        room("R2", venue="Library"),
        **DAY,
    )
    given = {("cadence", "DAY"), *((rule, code) for rule in ("room_features", "room_missing") for code in ("X", "Y"))}
    outcome = explain(problem, clock(), given)
    assert keys(outcome.because) == [("meeting_day", "DAY")]
    assert (outcome.give_up, keys(outcome.may_help), outcome.smallest) == ((), [("meeting_day", "DAY")], False)


def test_what_came_to_light_in_a_part_may_still_be_given_up_with_more():
    monday, tuesday = "2015-11-16", "2015-11-17"
    boards = [body(code, meetings=1, start_times="10:00", extra_seats=3) for code in "AB"]
    shut = absence("person", "ANN", monday), absence("room", "R1", monday)
    members = member("ANN", "A"), member("ANN", "B")
    rows = *boards, *members, *shut, room("R1", capacity=2), fixed(monday, body="A")
    found = solve(council(*rows, start_date=monday, end_date=tuesday), 30)
    assert isinstance(found, Infeasible)
    assert ("room_capacity", "A") in keys(found.because)
    assert ("room_capacity", "B") in keys(found.give_up)
