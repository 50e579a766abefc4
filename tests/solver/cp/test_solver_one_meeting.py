"""Rows about one meeting, as the solver keeps them: known answers."""

from dataclasses import replace
from datetime import date

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, room, session

from scheduler.checking import check
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.solver.cp.identity import identified
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve


def row(**fields: object) -> FixedMeeting:
    dates = {name: day(str(fields[name])) for name in ("date", "earliest", "latest") if name in fields}
    return FixedMeeting(**{"body": "GB", **fields, **dates})


def problem_of(*rows: FixedMeeting, baseline: Plan | None = None, **fields: object) -> Problem:
    made = {"meetings": 3, "start_times": "18:30", "duration_minutes": 120, **fields}
    problem = council(
        body("GB", **made),
        member("ANN", "GB", "chair"),
        room("CR1"),
        *rows,
        start_date="2015-11-02",
        end_date="2016-01-29",
    )
    return replace(problem, baseline=baseline, as_of="2015-10-01T00:00:00Z")


def planned(problem: Problem) -> Plan:
    outcome = solve(problem, 30)
    assert isinstance(outcome, Solved), outcome
    assert check(problem, outcome.plan) == ()
    assert all(tier.proven for tier in outcome.plan.tiers)
    return outcome.plan


def numbered(plan: Plan, number: int) -> Meeting:
    return next(one for one in plan.meetings if one.sequence == number)


def test_a_number_binds_the_meeting_in_that_place() -> None:
    plan = planned(problem_of(row(number=2, date="2015-12-24", start=600, title="Budget")))
    second = numbered(plan, 2)
    assert (second.date, second.start, second.title, second.pinned) == (day("2015-12-24"), 600, "Budget", True)
    assert [one.date < second.date for one in plan.meetings] == [True, False, False]


def test_a_window_holds_one_meeting_with_its_own_length() -> None:
    plan = planned(problem_of(row(earliest="2016-01-11", latest="2016-01-15", duration_minutes=180, title="Annual")))
    (annual,) = [one for one in plan.meetings if one.title == "Annual"]
    assert (annual.end - annual.start, day("2016-01-11") <= annual.date <= day("2016-01-15")) == (180, True)
    assert [one.end - one.start for one in plan.meetings if one is not annual] == [120, 120]


def test_an_extra_stands_beside_the_cadence_and_is_numbered_last() -> None:
    plan = planned(problem_of(row(date="2015-12-02", extra=True, start=600)))
    (extra,) = [one for one in plan.meetings if one.extra]
    assert (extra.date, extra.start, extra.sequence) == (day("2015-12-02"), 600, 4)
    assert [one.sequence for one in plan.meetings if one is not extra] == [1, 2, 3]


def test_what_never_meets_holds_its_extra() -> None:
    (only,) = planned(problem_of(row(date="2015-12-02", extra=True), meetings=0)).meetings
    assert (only.date, only.extra) == (day("2015-12-02"), True)


def test_what_is_off_keeps_its_number_and_is_listed_on_its_date() -> None:
    plan = planned(problem_of(row(number=2, cancelled=True, date="2015-12-15")))
    assert sorted((one.sequence, one.status) for one in plan.meetings) == [
        (1, "provisional"),
        (2, "cancelled"),
        (3, "provisional"),
    ]
    assert numbered(plan, 2).date == day("2015-12-15")
    assert [one.sequence for one in planned(problem_of(row(number=2, cancelled=True))).meetings] == [1, 3]


def test_a_waived_rule_is_not_asked_of_the_meeting_alone() -> None:
    saturday = row(date="2015-12-12", waive=("weekday",), reason="The fair.")
    assert {one.date.weekday() for one in planned(problem_of(saturday, weekdays="Tue")).meetings} == {1, 5}
    assert isinstance(solve(problem_of(replace(saturday, waive=(), reason=None)), 30), Infeasible)


def test_why_there_is_no_plan_names_the_row() -> None:
    outcome = solve(problem_of(row(number=1, date="2015-12-12", title="Fair")), 30)
    assert isinstance(outcome, Infeasible)
    assert [reason.message for reason in outcome.because] == [
        "GB Board sits only on Mondays to Fridays.",
        "GB Board is fixed to Saturday 12 December 2015 (Fair, number 1).",
    ]
    assert [reason.rule for reason in outcome.give_up] == ["weekday"]
    assert [[reason.rule for reason in instead] for instead in outcome.alternatives] == [["fixed"]]


def test_with_an_earlier_calendar_a_number_is_the_meeting_that_had_it() -> None:
    before = planned(problem_of())
    last = max(one.date for one in before.meetings)
    after = planned(problem_of(row(number=1, date="2016-01-29"), baseline=before))
    moved = numbered(after, 1)
    assert (moved.uid, moved.date, moved.revision) == (numbered(before, 1).uid, date(2016, 1, 29), 1)
    assert numbered(after, 3).date == last
    off = planned(problem_of(row(number=2, cancelled=True), baseline=before))
    assert [(one.sequence, one.status, one.date) for one in off.meetings] == [
        (one.sequence, "cancelled" if one.sequence == 2 else "provisional", one.date) for one in before.meetings
    ]


def test_an_extra_cuts_a_long_gap_in_two() -> None:
    apart = (row(number=1, date="2015-11-03"), row(number=2, date="2015-12-01"))
    between = row(date="2015-11-17", extra=True)
    fields = {"meetings": 2, "max_gap_days": 14, "end_date": "2015-12-14"}
    assert isinstance(solve(problem_of(*apart, **fields), 30), Infeasible)
    assert len(planned(problem_of(*apart, between, **fields)).meetings) == 3


def test_rows_about_a_meeting_day_bind_extra_and_cancel_whole_days() -> None:
    def of_days(*rows: FixedMeeting) -> Plan:
        problem = council(
            body("TP", meeting_day="DAY", session="AM", duration_minutes=60),
            meeting_day(meetings=2),
            session("AM"),
            member("ANN", "TP"),
            room("CR1"),
            *rows,
            start_date="2015-11-02",
            end_date="2016-01-29",
        )
        return planned(replace(problem, as_of="2015-10-01T00:00:00Z"))

    second = row(body=None, meeting_day="DAY", number=2, date="2016-01-07", title="Summit")
    assert [(one.sequence, one.title) for one in of_days(second).meetings] == [(1, None), (2, "Summit")]
    extra = row(body=None, meeting_day="DAY", date="2015-12-02", extra=True)
    assert [one.date == day("2015-12-02") for one in of_days(extra).occurrences].count(True) == 1
    assert len(of_days(extra).occurrences) == 3
    assert len(of_days(row(body=None, meeting_day="DAY", number=2, cancelled=True)).occurrences) == 1


def test_a_new_meeting_takes_the_number_of_a_row_with_its_date_whatever_its_place() -> None:
    problem = problem_of(meetings=1)
    before = calendar(problem, meeting(problem, "GB", "2015-12-08"))
    plan = planned(problem_of(row(number=2, date="2015-11-10"), baseline=before, meetings=2))
    assert [(one.date, one.sequence) for one in plan.meetings] == [(day("2015-11-10"), 2), (day("2015-12-08"), 1)]


def test_a_numbered_meeting_of_the_earlier_calendar_is_held_rather_than_another() -> None:
    problem = problem_of(meetings=2)
    before = calendar(problem, *(meeting(problem, "GB", on) for on in ("2015-11-10", "2015-12-08")))
    plan = planned(problem_of(row(number=1), baseline=before, meetings=1))
    assert [(one.sequence, one.date) for one in plan.live] == [(1, day("2015-11-10"))]


def test_an_extra_does_not_take_the_number_that_a_row_gives_another() -> None:
    problem = problem_of(row(extra=True, title="Budget"), row(number=1, start=600))
    budget = replace(meeting(problem, "GB", "2015-11-10"), extra=True)
    assert [one.sequence for one in identified(problem, [budget])] == [2]


def test_rows_that_cannot_be_kept_are_what_is_to_be_given_up() -> None:
    short = row(latest="2015-11-02", start=1110, duration_minutes=30, title="Short")
    rows = short, row(date="2015-11-02", start=1110, extra=True)
    outcome = solve(problem_of(*rows, meetings=2), 30)
    assert isinstance(outcome, Infeasible)
    assert [(reason.rule, reason.subject) for reason in outcome.give_up] == [("fixed", "GB")]


def test_two_rows_about_two_meetings_are_not_met_by_one() -> None:
    rows = row(number=1), row(earliest="2015-11-09", title="Budget")
    outcome = solve(problem_of(*rows, meetings=1), 30)
    assert isinstance(outcome, Infeasible)
    assert [(reason.rule, reason.subject) for reason in outcome.give_up] == [("fixed", "GB")]


def test_a_length_that_no_meeting_of_a_day_may_have_is_refused_rather_than_broken() -> None:
    rows = [
        meeting_day("DAY", meetings=2), session("AM", start="10:00", end="12:00"), room("CR1"),
        body("GB", meeting_day="DAY", session="AM", duration_minutes=60), member("ANN", "GB", "chair"),
        row(date="2015-11-18", duration_minutes=30),
    ]  # fmt: skip
    outcome = solve(council(*rows, start_date="2015-11-16", end_date="2015-11-20"), 30)
    assert isinstance(outcome, Infeasible)
    assert ("fixed", "GB") in [(reason.rule, reason.subject) for reason in outcome.because]


def test_a_number_that_no_meeting_day_has_any_more_asks_nothing() -> None:
    rows = [
        meeting_day("DAY", meetings=1), session("AM", start="10:00", end="12:00"), room("CR1"),
        body("GB", meeting_day="DAY", session="AM", duration_minutes=60), member("ANN", "GB", "chair"),
        FixedMeeting(day("2015-11-18"), meeting_day="DAY", cancelled=True), FixedMeeting(meeting_day="DAY", number=1),
    ]  # fmt: skip
    assert planned(council(*rows, start_date="2015-11-16", end_date="2015-11-20")).live == ()


@pytest.mark.parametrize(("regular", "extra"), [("2015-11-16", "2015-11-30"), ("2015-12-08", "2015-11-24")])
def test_an_extra_that_need_keep_no_gap_may_be_the_first_or_the_last_of_the_year(regular: str, extra: str) -> None:
    beside = row(date=extra, extra=True, waive=("gap",), reason="The fair.")
    fields = {"meetings": 1, "max_gap_days": 14, "end_date": "2015-12-21"}
    plan = planned(problem_of(row(number=1, date=regular), beside, **fields))
    assert sorted(one.date for one in plan.live) == sorted([day(regular), day(extra)])
    strict = replace(beside, waive=(), reason=None)
    assert isinstance(solve(problem_of(row(number=1, date=regular), strict, **fields), 30), Infeasible)
