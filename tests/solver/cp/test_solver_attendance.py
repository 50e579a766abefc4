"""Members whom no wish and no rule calls in: they come where they can."""

from dataclasses import replace

import pytest
from builders import absence, body, council, fixed, meeting, meeting_day, member, room, session

from scheduler.checking import check
from scheduler.domain.plan import Attendance
from scheduler.solver.cp.attendance import with_reasons
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.solve import solve


def rows_of(problem, *meetings):
    return [
        [(row.person, row.outcome, row.substitute, row.reason) for row in one.attendance]
        for one in with_reasons(problem, list(meetings))
    ]


def sitting(problem, of, *rows, **fields):
    return replace(meeting(problem, of, "2015-11-19", **fields), attendance=rows)


@pytest.mark.parametrize("wish", ["apologies", "substitutes"])
def test_a_member_who_is_free_attends_though_the_wish_is_off(wish):
    problem = council(
        body("A", meetings=1),
        *(member(who, "A", substitutes=("DEP",)) for who in ("ANN", "BOB", "CAT", "DAN", "EVE")),
        room(),
        wishes={wish: 0},
        start_date="2015-11-19",
        end_date="2015-11-19",
    )
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 30)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    assert {row.outcome for row in outcome.plan.meetings[0].attendance} == {"attends"}


def test_a_substitute_who_is_not_needed_is_free_for_another_meeting():
    problem = council(body("A"), body("B"), member("ANN", "A", substitutes=("DEP",)), member("DEP", "B"), room())
    first = sitting(problem, "A", Attendance("ANN", "member", voting=True, outcome="substitute", substitute="DEP"))
    second = sitting(problem, "B", Attendance("DEP", "member", voting=True, outcome="apologies"))
    assert rows_of(problem, first, second) == [
        [("ANN", "attends", None, None)],
        [("DEP", "attends", None, None)],
    ]


def test_a_member_who_is_away_keeps_the_substitute():
    problem = council(
        body("A"), member("ANN", "A", substitutes=("DEP",)), absence("person", "ANN", "2015-11-19"), room()
    )
    first = sitting(problem, "A", Attendance("ANN", "member", voting=True, outcome="substitute", substitute="DEP"))
    assert rows_of(problem, first) == [[("ANN", "substitute", "DEP", "Away")]]


def test_a_cancelled_meeting_keeps_nobody_away_though_its_body_is_gone():
    problem = council(body("B"), member("ANN", "B"), room())
    before = council(body("A"), body("B"), member("ANN", "A"), member("ANN", "B"), room())
    gone = sitting(before, "A", Attendance("ANN", "chair", voting=True, outcome="attends"), uid="a", status="cancelled")
    here = sitting(problem, "B", Attendance("ANN", "member", voting=True, outcome="apologies"), uid="b")
    assert rows_of(problem, gone, here) == [
        [("ANN", "attends", None, None)],
        [("ANN", "attends", None, None)],
    ]


def test_an_optional_member_goes_to_the_lunch_rather_than_elsewhere():
    problem = council(
        body("X", meeting_day="DAY", session="AM"),
        body("B", meetings=1, start_times="12:00", duration_minutes=60, attendance_mode="online"),
        member("ANN", "X", "chair"),
        member("BOB", "B", "chair"),
        member("ANN", "B", "adviser", attendance="optional"),
        meeting_day(meetings=1),
        session(),
        session("LUNCH"),
        room(),
        fixed("2015-11-19", body="B"),
        fixed("2015-11-19", meeting_day="DAY"),
        end_date="2015-11-30",
    )
    outcome = solve(replace(problem, as_of="2015-11-01T00:00:00Z"), 30)
    assert isinstance(outcome, Solved)
    assert outcome.plan.status == "optimal"
    rows = outcome.plan.of_body("B")[0].attendance
    assert {row.person: row.reason for row in rows} == {
        "ANN": "is expected at a lunch at the same time",
        "BOB": None,
    }
