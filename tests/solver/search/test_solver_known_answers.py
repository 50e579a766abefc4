"""Councils whose best plan is known without a solver."""

from dataclasses import replace
from itertools import pairwise

import pytest
from builders import (
    absence,
    body,
    calendar,
    closed,
    council,
    day,
    fixed,
    meeting,
    meeting_day,
    member,
    period,
    person,
    project,
    reports,
    room,
    session,
    speaker,
    theme,
)

from scheduler.checking import check
from scheduler.domain.bodies import Cadence, QuorumRule
from scheduler.domain.rooms import Travel
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

AS_OF = "2015-11-01T00:00:00Z"
EIGHT_GROUPS = {1: "ABCD", 2: "EF", 3: "GHJ", 4: "KLMNCJ", 5: "PMD", 6: "QRF", 7: "SJ", 8: "JT"}
"""Theme groups of a public-service reform self-assessment (seed report S2, section 3), one letter a person."""


def solved(problem):
    problem = replace(problem, as_of=AS_OF)
    outcome = solve(problem, 60)
    assert isinstance(outcome, Solved), outcome
    assert check(problem, outcome.plan) == ()
    return outcome.plan


def three_boards(*rows, arrangement="either"):
    boards = [body(code, meeting_day="DAY", session="AM", duration_minutes=60) for code in ("HWB", "GB", "SCB")]
    everyday = [
        member(f"{code}{n}", code, "chair" if n == 0 else "member") for code in ("HWB", "GB", "SCB") for n in (0, 1)
    ]
    rooms = [room(code) for code in ("R1", "R2", "R3")]
    return council(
        *boards,
        *everyday,
        *rooms,
        *rows,
        meeting_day(meetings=1),
        session(arrangement=arrangement),
        end_date="2015-11-30",
    )


def starts(plan, *codes):
    return {code: plan.of_body(code)[0].start for code in codes}


def test_boards_that_share_nobody_sit_together():
    assert starts(solved(three_boards()), "HWB", "GB", "SCB") == {"HWB": 540, "GB": 540, "SCB": 540}


def test_one_required_person_on_three_boards_needs_three_slots():
    shared = [member("DPH", code, attendance="required") for code in ("HWB", "GB", "SCB")]
    assert sorted(starts(solved(three_boards(*shared)), "HWB", "GB", "SCB").values()) == [540, 600, 660]


def test_named_substitutes_let_the_three_boards_sit_together():
    shared = [
        member("DPH", code, attendance="required", substitutes=deputies)
        for code, deputies in (("HWB", ()), ("GB", ("DEP1",)), ("SCB", ("DEP2",)))
    ]
    plan = solved(three_boards(*shared))
    assert set(starts(plan, "HWB", "GB", "SCB").values()) == {540}
    assert {tier.name: tier.value for tier in plan.tiers}["substitutes"] == 2


def test_a_member_of_two_boards_sends_apologies_to_one_where_the_quorum_allows():
    shared = [member("LEAD", "GB"), member("LEAD", "SCB"), member("X", "GB"), member("Y", "SCB")]
    plan = solved(three_boards(*shared))
    assert set(starts(plan, "GB", "SCB").values()) == {540}
    reasons = [row.reason for meeting in plan.live for row in meeting.attendance if row.outcome == "apologies"]
    assert reasons in (["sits at GB Board at the same time"], ["sits at SCB Board at the same time"])


def test_a_member_that_two_quorums_need_splits_them():
    shared = [member("LEAD", "GB", "vice_chair"), member("LEAD", "SCB", "vice_chair")]
    assert sorted(starts(solved(three_boards(*shared)), "GB", "SCB").values()) == [540, 600]


def test_staggered_boards_follow_one_another():
    assert sorted(starts(solved(three_boards(arrangement="staggered")), "HWB", "GB", "SCB").values()) == [540, 600, 660]


def test_too_few_rooms_make_boards_take_turns():
    problem = three_boards()
    problem = replace(problem, rooms={"R1": problem.rooms["R1"]})
    assert sorted(starts(solved(problem), "HWB", "GB", "SCB").values()) == [540, 600, 660]


def test_the_eight_groups_need_four_slots():
    bodies = [body(f"G{n}", meeting_day="DAY", session="AM", duration_minutes=30) for n in EIGHT_GROUPS]
    members = [member(who, f"G{n}", attendance="required") for n, people in EIGHT_GROUPS.items() for who in people]
    rooms = [room(f"R{n}") for n in range(8)]
    days = (meeting_day(meetings=1), session(start="09:00", end="12:00"))
    plan = solved(council(*bodies, *members, *rooms, *days, end_date="2015-11-06"))
    assert len({meeting.start for meeting in plan.live}) == 4


def test_a_feeder_sits_before_its_receiver():
    problem = council(
        body("EXEC", meetings=1),
        body("HWB", meetings=1, notice_clear_days=5),
        room(),
        reports("EXEC", "HWB", 6),
        fixed("2015-11-19", body="HWB"),
        end_date="2015-11-30",
    )
    assert solved(problem).of_body("EXEC")[0].date <= day("2015-11-10")


def too_early_for_any_feeder(meetings):
    return council(
        body("EXEC", meetings=1),
        body("HWB", meetings=meetings),
        room(),
        reports("EXEC", "HWB", 6),
        fixed("2015-11-03", body="HWB"),
        end_date="2015-11-30",
    )


def test_a_receiver_too_early_for_any_feeder_goes_without_where_it_is_the_first_of_two():
    first, second = solved(too_early_for_any_feeder(2)).of_body("HWB")
    assert (first.date, second.date >= day("2015-11-11")) == (day("2015-11-03"), True)


def test_the_only_meeting_of_a_receiver_is_not_too_early_for_its_feeder():
    outcome = solve(too_early_for_any_feeder(1), 60)
    assert isinstance(outcome, Infeasible)
    assert "reporting" in {reason.rule for reason in outcome.because}


def test_a_feeder_may_report_on_the_same_day_when_it_ends_in_time():
    problem = council(
        body("A", meetings=1, start_times="10:00;15:00"),
        body("B", meetings=1, start_times="13:00"),
        room(),
        reports("A", "B", 0, 0),
        start_date="2015-11-19",
        end_date="2015-11-19",
    )
    assert starts(solved(problem), "A", "B") == {"A": 600, "B": 780}


def test_as_many_of_the_up_to_meetings_are_held_as_the_gap_allows():
    problem = council(
        body("ASM", cadence=Cadence(minimum=0, maximum=4), min_gap_days=14),
        room(),
        start_date="2015-11-02",
        end_date="2015-11-30",
    )
    plan = solved(problem)
    assert next((tier.name, tier.value, tier.bound) for tier in plan.tiers) == ("held", 1, 1)
    assert all((two.date - one.date).days >= 14 for one, two in pairwise(plan.of_body("ASM")))


def test_two_meetings_of_one_body_may_share_a_day_when_nothing_forbids_it():
    problem = council(body("GB", meetings=2), room(), start_date="2015-11-19", end_date="2015-11-19")
    assert [meeting.start for meeting in solved(problem).of_body("GB")] == [600, 840]


def test_a_speaker_comes_when_free_and_a_dated_theme_keeps_its_day():
    rows = [
        body("HWB", meeting_day="DAY", session="AM"),
        session(),
        session("LUNCH"),
        room(),
        room("R2"),
        meeting_day(meetings=2, min_gap_days=1),
        member("DPH", "HWB", "chair"),
        speaker("DOC", "2015-11-12"),
        theme("HEALTH", date="2015-11-19"),
        theme("GUEST", speaker="DOC"),
    ]
    plan = solved(council(*rows, start_date="2015-11-09", end_date="2015-11-20"))
    assert [(o.date.isoformat(), o.theme, o.speaker) for o in plan.occurrences] == [
        ("2015-11-12", "GUEST", "DOC"),
        ("2015-11-19", "HEALTH", None),
    ]
    assert plan.occurrences[0].lunch.headcount == 2


def test_travel_keeps_a_member_from_the_other_venue():
    rows = [
        body("A", meetings=1, start_times="10:00", venue="Town Hall"),
        body("B", meetings=1, start_times="12:15", venue="Library"),
        member("ANN", "A", attendance="required"),
        member("ANN", "B", attendance="required"),
        room(),
        room("R2", venue="Library"),
        Travel("Library", "Town Hall", 20),
    ]
    plan = solved(council(*rows, start_date="2015-11-18", end_date="2015-11-19"))
    assert plan.of_body("A")[0].date != plan.of_body("B")[0].date


def test_the_load_of_a_day_is_kept():
    rows = [
        body(code, meetings=1, start_times=start) for code, start in (("A", "09:00"), ("B", "11:30"), ("C", "14:00"))
    ]
    members = [member("ANN", code, attendance="required") for code in "ABC"]
    problem = council(
        *rows, *members, room(), max_meetings_per_person_per_day=2, start_date="2015-11-18", end_date="2015-11-19"
    )
    assert len({meeting.date for meeting in solved(problem).live}) == 2


def test_nobody_sits_anywhere_when_the_setting_is_nought():
    problem = council(body("A", meetings=1, quorum=0), member("ANN", "A"), room(), max_meetings_per_person_per_day=0)
    row = solved(problem).live[0].attendance[0]
    assert (row.outcome, row.reason) == ("apologies", "has as many meetings that day as anyone may have")


def test_an_optional_member_who_is_free_attends():
    problem = council(body("A", meetings=1), member("ANN", "A", attendance="optional"), room(), end_date="2015-11-10")
    assert solved(problem).live[0].attendance[0].outcome == "attends"


def test_an_away_member_is_explained_and_deputised_for():
    rows = [
        body("A", meetings=1),
        member("ANN", "A", substitutes=("BOB",)),
        member("CAT", "A", "adviser"),
        room(),
        absence("person", "ANN", "2015-11-19", reason="on leave"),
        person("CAT", weekdays="Mon"),
    ]
    plan = solved(council(*rows, start_date="2015-11-19", end_date="2015-11-19"))
    assert [(row.outcome, row.substitute, row.reason) for row in plan.live[0].attendance] == [
        ("substitute", "BOB", "on leave"),
        ("apologies", None, "does not attend on a Thursday"),
    ]


def test_a_composite_quorum_brings_the_right_people():
    rows = [
        body("A", meetings=1),
        body("B", meetings=1),
        member("DPH", "A", attendance="expected"),
        member("DPH", "B"),
        member("X", "B"),
        member("Y", "A"),
        QuorumRule("A", 1, person="DPH"),
        QuorumRule("B", 1, person="DPH"),
        room(),
        room("R2"),
    ]
    plan = solved(council(*rows, start_date="2015-11-19", end_date="2015-11-19"))
    assert plan.of_body("A")[0].start != plan.of_body("B")[0].start


def test_a_dissolved_body_owes_nothing_after_its_end():
    quarters = (period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-01", "2016-04-30"))
    problem = council(body("OLD", per_period=1, end_date="2015-12-31"), *quarters, room())
    assert len(solved(problem).of_body("OLD")) == 1


def test_a_due_report_goes_on_the_last_agenda_before_it():
    problem = council(
        body("A", meetings=2),
        room(),
        fixed("2015-11-10", body="A"),
        fixed("2015-11-19", body="A"),
        project("P", "A", "2015-11-30"),
        project("Q", "A", "2015-11-12"),
        end_date="2015-11-30",
    )
    assert [meeting.agenda_items for meeting in solved(problem).live] == [("Q",), ("P",)]


def test_a_meeting_fixed_to_a_room_is_there():
    rows = [
        body("A", meetings=1),
        room(),
        room("R2", cost_per_hour=50),
        fixed("2015-11-19", body="A", start="14:00", room="R2"),
    ]
    made = solved(council(*rows)).live[0]
    assert (made.date, made.start, made.room) == (day("2015-11-19"), 840, "R2")


@pytest.mark.parametrize(("start", "ways"), [("09:00", Solved), ("10:00", Infeasible)])
def test_a_meeting_day_fixed_to_a_start_is_there_or_cannot_be(start, ways):
    rows = [body("A", meeting_day="DAY", session="AM"), session(), room(), room("R2"), meeting_day(meetings=1)]
    problem = council(*rows, fixed("2015-11-19", meeting_day="DAY", start=start, room="R2"))
    outcome = solve(replace(problem, as_of=AS_OF), 30)
    assert isinstance(outcome, ways)
    if isinstance(outcome, Solved):
        assert outcome.plan.live[0].room == "R2"


def test_the_past_of_a_baseline_stays_and_the_rest_moves_least():
    problem = council(body("A", meetings=3, min_gap_days=7), room(), member("ANN", "A"), end_date="2015-12-18")
    dates = ("2015-11-10", "2015-11-19", "2015-12-08")
    baseline = calendar(problem, *(meeting(problem, "A", on) for on in dates))
    baseline = replace(baseline, meetings=tuple(replace(m, changed=AS_OF) for m in baseline.meetings), generated=AS_OF)
    shut = replace(problem, closed_dates=(closed("2015-11-19"),), baseline=baseline, as_of="2015-11-12T00:00:00Z")
    plan = solve(shut, 60).plan
    assert check(shut, plan) == ()
    assert [(m.uid, m.date.isoformat(), m.revision) for m in plan.live] == [
        ("a-1", "2015-11-10", 0),
        (plan.live[1].uid, plan.live[1].date.isoformat(), 1),
        ("a-3", "2015-12-08", 0),
    ]
    assert plan.live[1].uid == "a-2"
    assert abs((plan.live[1].date - day("2015-11-19")).days) == 1
    assert {tier.name: tier.value for tier in plan.tiers}["unmoved"] == 1_000_000 + 1_000 + 1


def test_a_meeting_no_longer_held_is_cancelled_until_its_date():
    problem = council(body("A", meetings=2), room(), end_date="2015-12-18")
    baseline = calendar(problem, meeting(problem, "A", "2015-11-10"), meeting(problem, "A", "2015-12-08"))
    fewer = replace(
        problem,
        bodies={"A": replace(problem.bodies["A"], cadence=Cadence(minimum=1, maximum=1))},
        baseline=baseline,
        as_of=AS_OF,
    )
    plan = solve(fewer, 60).plan
    assert sorted((m.status, m.revision) for m in plan.meetings) == [("cancelled", 1), ("provisional", 0)]
    more = replace(problem, bodies={"A": replace(problem.bodies["A"], cadence=Cadence(minimum=3, maximum=3))})
    grown = solve(replace(more, baseline=plan, as_of=AS_OF), 60).plan
    assert sorted(m.sequence for m in grown.live) == sorted({*(m.sequence for m in plan.live), 3, 4})
