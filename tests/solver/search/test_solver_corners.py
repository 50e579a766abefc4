"""Corners of the model that the known answers do not reach."""

from dataclasses import replace

import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    fixed,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    reports,
    room,
    session,
    speaker,
    theme,
)

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.domain.rooms import Travel
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.search.decomposition import components
from scheduler.solver.search.relax_and_fix import RelaxAndFix
from scheduler.solver.solve import _whole, solve

AS_OF = "2015-11-01T00:00:00Z"


def solved(problem, seconds=60):
    problem = replace(problem, as_of=AS_OF)
    outcome = solve(problem, seconds)
    assert isinstance(outcome, Solved), outcome
    assert check(problem, outcome.plan) == ()
    values, _ = recount(problem, outcome.plan)
    assert {tier.name: tier.value for tier in outcome.plan.tiers}.items() <= values.items()
    return outcome.plan


def lunch_day(*rows, **fields):
    return council(
        body("X", meeting_day="DAY", session="AM"),
        member("ANN", "X", "chair"),
        meeting_day(meetings=1),
        session(),
        session("LUNCH"),
        room(),
        room("R2"),
        *rows,
        **{"start_date": "2015-11-19", "end_date": "2015-11-19", **fields},
    )


def test_a_member_booked_over_the_lunch_is_a_wish_not_granted():
    problem = lunch_day(
        body("B", meetings=1, start_times="12:00", duration_minutes=60), member("ANN", "B", attendance="required")
    )
    plan = solved(problem)
    assert {tier.name: tier.value for tier in plan.tiers}["dates"] == 3


def test_a_member_sits_elsewhere_on_another_day_where_there_is_one():
    problem = lunch_day(
        body("B", meetings=1, start_times="12:00", duration_minutes=60),
        member("ANN", "B", attendance="required"),
        start_date="2015-11-18",
        end_date="2015-11-19",
    )
    plan = solved(problem)
    assert plan.of_body("B")[0].date != plan.of_body("X")[0].date


def test_a_theme_with_a_speaker_needs_a_seat_more():
    full = lunch_day(theme("T", speaker="S", status="confirmed"), speaker("S"))
    assert solved(full).occurrences[0].speaker == "S"
    tight = replace(full, rooms={code: replace(one, capacity=1) for code, one in full.rooms.items()})
    assert isinstance(solve(tight, 30), Infeasible)


def test_a_confirmed_theme_of_a_day_without_lunch_cannot_be_used():
    rows = [body("X", meeting_day="DAY", session="AM"), meeting_day(meetings=1), session(), room()]
    problem = council(*rows, theme("T", status="confirmed"), end_date="2015-11-30")
    because = {reason.rule for reason in solve(replace(problem, as_of=AS_OF), 30).because}
    assert because == {"theme"}


def test_fewer_themes_than_lunches_leave_one_bare():
    plan = solved(
        council(
            body("X", meeting_day="DAY", session="AM"),
            meeting_day(meetings=2, min_gap_days=1),
            session(),
            session("LUNCH"),
            room(),
            room("R2"),
            theme("T", periods=("P2",)),
            period("P1", "2015-11-01", "2015-11-15"),
            period("P2", "2015-11-16", "2015-11-30"),
            end_date="2015-11-30",
        )
    )
    assert [o.theme for o in plan.occurrences] == [None, "T"]


def test_a_body_longer_than_its_session_cannot_sit():
    rows = [
        body("X", meeting_day="DAY", session="AM", duration_minutes=240),
        meeting_day(meetings=1),
        session(),
        room(),
    ]
    because = {reason.rule for reason in solve(council(*rows, end_date="2015-11-30"), 30).because}
    assert because == {"cadence", "meeting_day"}


def test_a_room_that_opens_late_takes_the_later_start():
    problem = council(body("A", meetings=1), room(open_from="11:00"), end_date="2015-11-10")
    assert solved(problem).live[0].start == 840


def test_a_combined_room_with_hours_and_an_absence_leaves_its_parts_free():
    rows = [
        room("P1", capacity=2),
        room("P2", capacity=2, open_to="18:00"),
        room("BIG", capacity=9, combines=("P1", "P2")),
    ]
    members = [member(f"M{n}", "A") for n in range(4)]
    problem = council(
        body("A", meetings=1, start_times="10:00;17:30"),
        *members,
        *rows,
        absence("room", "BIG", "2015-11-18"),
        start_date="2015-11-18",
        end_date="2015-11-19",
    )
    made = solved(problem).live[0]
    assert (made.room, made.start, made.date.day) == ("BIG", 600, 19)


def test_a_board_that_grows_moves_to_a_larger_room_only_then():
    joined = [member(f"N{n}", "A", start_date="2015-11-16") for n in range(4)]
    problem = council(
        body("A", meetings=2, min_gap_days=10, quorum=0),
        member("ANN", "A"),
        *joined,
        room("SMALL", capacity=2),
        room("LARGE", capacity=9, cost_per_hour=40),
        end_date="2015-11-27",
    )
    assert [one.room for one in solved(problem).live] in (["SMALL", "LARGE"], ["LARGE", "LARGE"])


def test_a_member_between_two_possible_venues_has_time_for_the_way():
    rows = [
        body("A", meetings=1, start_times="10:00"),
        body("B", meetings=1, start_times="12:10"),
        *(member("ANN", code, attendance="required") for code in "AB"),
        room("TOWN", capacity=5),
        room("LIB", capacity=5, venue="Library"),
        Travel("Library", "Town Hall", 20),
        absence("room", "LIB", "2015-11-19 09:00", "2015-11-19 12:05"),
        absence("room", "TOWN", "2015-11-19 09:00", "2015-11-19 09:30"),
    ]
    plan = solved(council(*rows, start_date="2015-11-19", end_date="2015-11-19"))
    assert {one.room for one in plan.live} == {"TOWN"}


def test_more_meetings_than_days_is_said_at_once():
    outcome = solve(council(body("A", meetings=1_000_000), room(), end_date="2015-11-30"), 30)
    assert [(reason.rule, reason.subject) for reason in outcome.because] == [("cadence", "A")]


def test_a_meeting_day_keeps_its_revision_until_its_members_see_a_change():
    rows = [
        body("X", meeting_day="DAY", session="AM"),
        meeting_day(meetings=1),
        session(),
        session("LUNCH"),
        room(),
        room("R2"),
    ]
    problem = council(*rows, end_date="2015-11-30")
    first = solved(problem)
    same = solve(replace(problem, baseline=first, as_of="2015-11-02T00:00:00Z"), 60).plan
    assert [(o.revision, o.changed) for o in same.occurrences] == [(0, AS_OF)]
    shut = replace(
        problem, baseline=first, as_of="2015-11-02T00:00:00Z", closed_dates=(closed(str(first.occurrences[0].date)),)
    )
    moved = solve(shut, 60).plan
    assert [(o.revision, o.changed) for o in moved.occurrences] == [(1, "2015-11-02T00:00:00Z")]
    assert [(m.revision, m.changed) for m in moved.live] == [(1, "2015-11-02T00:00:00Z")]


def test_a_meeting_moved_to_another_room_alone_costs_less_than_another_day():
    problem = council(body("A", meetings=1), room(), room("R2"), end_date="2015-11-30")
    baseline = calendar(problem, meeting(problem, "A", "2015-11-19"))
    shut = replace(problem, baseline=baseline, as_of=AS_OF, absences=(absence("room", "CR1", "2015-11-19"),))
    plan = solve(shut, 60).plan
    assert [(m.uid, m.date.day, m.room) for m in plan.live] == [("a-1", 19, "R2")]
    assert {tier.name: tier.value for tier in plan.tiers}["unmoved"] == 100_000


def test_a_baseline_of_a_body_that_is_gone_is_cancelled():
    problem = council(body("A", meetings=1), body("OLD", meetings=1), room(), end_date="2015-11-30")
    baseline = calendar(problem, meeting(problem, "A", "2015-11-19"), meeting(problem, "OLD", "2015-11-20"))
    now = replace(problem, bodies={"A": problem.bodies["A"]}, baseline=baseline, as_of=AS_OF)
    plan = solve(now, 60).plan
    assert [(m.body, m.status) for m in plan.meetings] == [("A", "provisional"), ("OLD", "cancelled")]


def test_feeders_in_a_chain_are_placed_with_one_another():
    quarters = [period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-01", "2016-04-30")]
    chain = [body(code, per_period=1, weekdays=days) for code, days in (("A", "Mon"), ("B", "Tue"), ("C", "Wed"))]
    lines = [reports("A", "B", 0, 3), reports("B", "C", 0, 2)]
    busy = [member("ANN", code, "chair", attendance="required") for code in "ABC"]
    away = [
        absence("person", "ANN", "2015-11-01", "2015-12-04"),
        absence("person", "ANN", "2015-12-12", "2016-03-04"),
        absence("person", "ANN", "2016-03-12", "2016-04-30"),
    ]
    plan = solved(council(*chain, *quarters, *lines, *busy, *away, room(), end_date="2016-04-30"))
    assert [m.date.isoformat() for m in plan.live] == [
        *("2015-12-07", "2015-12-08", "2015-12-09"),
        *("2016-03-07", "2016-03-08", "2016-03-09"),
    ]


@pytest.mark.parametrize("minutes", [30, 45])
def test_slots_leave_time_to_set_a_shared_room_up_again(minutes):
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=60) for code in ("X", "Y")]
    shared = [member("ANN", code, attendance="required") for code in ("X", "Y")]
    rows = [*boards, *shared, meeting_day(meetings=1), session(), room(setup_minutes=minutes)]
    plan = solved(council(*rows, end_date="2015-11-06"))
    starts = sorted(one.start for one in plan.live)
    assert starts == [540, 600 + minutes]


def test_the_whole_model_finds_what_the_pieces_find():
    problem = replace(
        council(
            body("A", meetings=2, min_gap_days=5),
            body("B", meetings=2, preferred_weekdays="Tue"),
            *(member("ANN", code) for code in "AB"),
            body("X", meeting_day="DAY", session="AM"),
            member("ANN", "X", "chair"),
            meeting_day(meetings=1),
            session(),
            room(),
            room("R2", cost_per_hour=10),
            end_date="2015-11-20",
        ),
        as_of=AS_OF,
    )
    pieces = solve(problem, 60)
    whole = _whole(problem, Clock(60, silence), None, {})
    assert whole.plan.tiers == pieces.plan.tiers
    assert check(problem, whole.plan) == ()


def test_the_whole_model_without_time_has_no_verdict():
    problem = council(body("A", meetings=2), room())
    assert isinstance(_whole(problem, Clock(-1, silence), None, {}), OutOfTime)


def test_the_whole_model_says_why_there_is_no_plan():
    problem = council(body("A", meetings=1, weekdays="Sat"), room(), start_date="2015-11-16", end_date="2015-11-20")
    assert isinstance(_whole(problem, Clock(60, silence), None, {}), Infeasible)


def test_a_piece_that_spoils_its_neighbours_is_improved_in_the_whole():
    """One slot for two chairs' only common day: the pieces alone cannot see it."""
    rows = [
        body("A", meetings=1, start_times="10:00", preferred_weekdays="Thu"),
        body("B", meetings=1, start_times="10:00", preferred_weekdays="Thu"),
        *(member("ANN", code, "chair", attendance="required") for code in "AB"),
        room(),
        room("R2"),
    ]
    plan = solved(council(*rows, start_date="2015-11-19", end_date="2015-11-20"))
    spread = 2  # they meet in one month, and in one week
    assert [(tier.name, tier.value, tier.proven) for tier in plan.tiers][3] == ("dates", 3 + spread, True)


def test_layers_place_what_a_fixed_occurrence_asks_for():
    problem = lunch_day(fixed("2015-11-19", meeting_day="DAY", room="R2"))
    layers = RelaxAndFix(replace(problem, as_of=AS_OF), Clock(60, silence))
    (component,) = components(problem)
    layers.place(component)
    assert occurrence(problem).date == layers.occurrences[0].date
    assert "R2" in {layers.occurrences[0].lunch.room, *(one.room for one in layers.meetings)}


def test_a_replanned_lunch_keeps_its_theme():
    rows = [body("X", meeting_day="DAY", session="AM"), session(), session("LUNCH"), room(), room("R2")]
    themes = [theme("T1"), theme("T2"), theme("T3")]
    problem = council(*rows, *themes, meeting_day(meetings=2, min_gap_days=5), end_date="2015-11-30")
    first = solved(problem)
    kept = [o.theme for o in first.occurrences]
    for fewer in ({}, {"T3": problem.themes["T3"]}):
        left = {code: one for code, one in problem.themes.items() if code not in fewer or code in kept}
        again = replace(problem, themes=left, baseline=first, as_of=AS_OF)
        plan = solve(again, 60).plan
        assert [o.theme for o in plan.occurrences] == kept
        assert {tier.name: tier.value for tier in plan.tiers}["unmoved"] == 0
    gone = {code: one for code, one in problem.themes.items() if code != kept[0]}
    plan = solve(replace(problem, themes=gone, baseline=first, as_of=AS_OF), 60).plan
    assert plan.occurrences[1].theme == kept[1]


@pytest.mark.parametrize("meetings", [1, 2])
def test_no_plan_lets_a_body_meet_without_the_report_of_one_that_never_meets(meetings):
    rows = [body("IDLE", cadence=Cadence()), body("GB", meetings=meetings, min_gap_days=1), room()]
    settings = {"start_date": "2015-11-16", "end_date": "2015-11-27"}
    outcome = solve(council(*rows, member("ANN"), reports("IDLE", "GB", 1), **settings), 60)
    assert isinstance(outcome, Infeasible)
    assert "reporting" in {reason.rule for reason in outcome.because}
