"""A rule that the product does not have is named, left out where it is idle, and given up, as any other."""

from dataclasses import replace

import made_up_rule
from builders import absence, body, closed, council, member, room

from scheduler.domain.reasons import Reason
from scheduler.rules.protocol import Bar
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.explain.explain import explain
from scheduler.solver.explain.necessary_conditions import shortages
from scheduler.solver.solve import solve

WEEK = {"start_date": "2015-11-16", "end_date": "2015-11-20"}


def two_boards():
    """Return two boards that require the same person once in the same week, on days of their own."""
    boards = [
        body(code, meetings=1, start_times="19:00", weekdays=days, quorum=0)
        for code, days in (("A", "Mon;Tue"), ("B", "Wed;Thu"))
    ]
    seats = [member("ANN", code, attendance="required") for code in "AB"]
    others = [body("C", meetings=1), member("BOB", "C")]
    return council(*boards, *seats, *others, closed("2015-11-20", reason="Gala"), room(), **WEEK)


def keys(reasons):
    return {(reason.rule, reason.subject) for reason in reasons}


def test_it_is_among_the_reasons_and_the_first_to_be_given_up(made_up):
    outcome = solve(two_boards(), 60)
    assert isinstance(outcome, Infeasible)
    required = {("person_clash", f"ANN at {code}") for code in "AB"}
    evenings = {("start_time", code) for code in "AB"}
    assert keys(outcome.because) == {("cadence", "A"), ("cadence", "B"), ("evening_load", "ANN"), *required, *evenings}
    assert (outcome.minimal, outcome.confirmed) == (True, True)
    assert [reason.message for reason in outcome.give_up] == ["Councillor Ann has at most 1 evening meeting a week."]
    assert outcome.smallest
    assert {len(reasons) for reasons in outcome.alternatives} == {1}


def test_where_it_is_idle_it_is_not_named(made_up):
    problem = replace(two_boards(), absences=(absence("person", "ANN", "2015-11-16", "2015-11-20"),))
    outcome = explain(problem, Clock(60, silence))
    assert isinstance(outcome, Infeasible)
    assert ("unavailable", "ANN") in keys(outcome.because)
    assert "evening_load" not in {reason.rule for reason in outcome.because}


def test_without_it_there_is_a_plan():
    assert isinstance(solve(two_boards(), 60), Solved)
    assert shortages(two_boards()) == ()


def test_what_it_rules_out_by_itself_is_counted(made_up, monkeypatch):
    assert shortages(two_boards()) == ()
    monkeypatch.setattr(made_up_rule, "MOST", 0)
    found = [(one.reason.rule, one.bodies) for one in shortages(two_boards())]
    assert found == [("evening_load", ("A",)), ("evening_load", ("B",))]
    assert shortages(two_boards())[0].reason.message.endswith(
        "0 of them when those who must be there can be (on most others nobody sits in the evening)."
    )


def test_whole_days_that_it_rules_out_are_counted(made_up, monkeypatch):
    def no_mondays(problem, subject, day, start):
        if start is None and day.weekday() == 0:
            yield Bar(
                Reason("evening_load", subject.code, f"{subject.name} never meets on a Monday."), "it is a Monday"
            )

    monkeypatch.setattr(made_up_rule, "blocks", no_mondays)
    problem = council(body("A", meetings=2, start_times="10:00", weekdays="Mon;Tue"), room(), **WEEK)
    ((reason,),) = [(one.reason,) for one in shortages(problem)]
    assert reason.rule == "evening_load"
    assert reason.message.endswith("2 in all, 1 of them left to A Board (on most others it is a Monday).")
