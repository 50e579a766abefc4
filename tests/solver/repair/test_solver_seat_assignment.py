"""People seated at a calendar made by hand, as well as they can be."""

from dataclasses import replace

import pytest
from builders import absence, body, calendar, council, day, meeting, member, room

from scheduler.checking import check
from scheduler.domain.calendar import FixedMeeting
from scheduler.solver.repair.seat_assignment import seated


def bare(problem, *placed):
    plan = calendar(problem, *placed)
    return replace(plan, meetings=tuple(replace(one, attendance=()) for one in plan.meetings))


def outcomes(problem, plan):
    return {
        meeting.body: [(row.person, row.outcome, row.substitute) for row in meeting.attendance]
        for meeting in seated(problem, plan).meetings
    }


def test_everybody_who_is_free_attends():
    problem = council(body("A"), member("ANN", "A"), member("BOB", "A"), room())
    plan = bare(problem, meeting(problem, "A"))
    assert outcomes(problem, plan) == {"A": [("ANN", "attends", None), ("BOB", "attends", None)]}


def test_a_member_of_two_meetings_goes_where_more_depends_on_it():
    problem = council(
        body("A"),
        body("B", quorum=2),
        member("ANN", "A", substitutes=("DEP",)),
        member("ANN", "B"),
        member("BOB", "B"),
        room(),
        room("R2"),
    )
    plan = bare(problem, meeting(problem, "A"), meeting(problem, "B", room="R2"))
    assert outcomes(problem, plan) == {
        "A": [("ANN", "substitute", "DEP")],
        "B": [("ANN", "attends", None), ("BOB", "attends", None)],
    }


def test_a_quorum_that_cannot_be_met_is_left_broken():
    problem = council(
        body("A", quorum=2),
        member("ANN", "A"),
        member("BOB", "A", attendance="required"),
        room(),
        absence("person", "BOB", "2015-11-19"),
    )
    plan = bare(problem, meeting(problem, "A"))
    assert outcomes(problem, plan) == {"A": [("ANN", "attends", None), ("BOB", "apologies", None)]}


def test_a_meeting_without_a_room_or_at_an_odd_time_is_seated_too():
    problem = council(body("A"), member("ANN", "A"), room())
    plan = bare(problem, meeting(problem, "A", start="07:07", room=None))
    assert outcomes(problem, plan) == {"A": [("ANN", "attends", None)]}


def evening_boards():
    problem = council(
        *(body(code, quorum=1) for code in "AB"),
        *(member(who, code) for who, code in (("ANN", "A"), ("BOB", "A"), ("ANN", "B"), ("CAT", "B"))),
        room(),
    )
    return problem, bare(problem, *(meeting(problem, code, on, "18:30") for code, on in EVENINGS.items()))


EVENINGS = {"A": "2015-11-17", "B": "2015-11-19"}


def test_days_share_nobody_where_no_rule_looks_further():
    problem, plan = evening_boards()
    assert [row[1] for rows in outcomes(problem, plan).values() for row in rows] == ["attends"] * 4


@pytest.mark.usefixtures("made_up")
def test_days_of_a_week_are_seated_together_where_a_rule_looks_as_far():
    problem, plan = evening_boards()
    found = outcomes(problem, plan)
    assert sorted(row[1] for rows in found.values() for row in rows if row[0] == "ANN") == ["apologies", "attends"]
    later = replace(plan.meetings[1], date=day("2015-11-24"))
    apart = replace(plan, meetings=(plan.meetings[0], later))
    assert [row[1] for rows in outcomes(problem, apart).values() for row in rows] == ["attends"] * 4


def test_seats_of_a_meeting_are_not_asked_what_a_row_about_it_waives():
    problem = council(
        body("A"),
        member("ANN", "A"),
        room(),
        absence("person", "ANN", "2015-11-19"),
        FixedMeeting(day("2015-11-19"), "A", waive=("unavailable",), reason="She will come back for it."),
    )
    plan = bare(problem, meeting(problem, "A"))
    assert outcomes(problem, plan) == {"A": [("ANN", "attends", None)]}
    assert check(problem, seated(problem, plan)) == ()
