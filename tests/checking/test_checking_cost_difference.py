"""What a change of the calendar costs, and which wishes it grants no longer."""

from dataclasses import replace

from builders import (
    body,
    calendar,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    room,
    session,
    theme,
)

from scheduler.checking.breaches import new_among
from scheduler.checking.consequences import cost_difference
from scheduler.domain.other_dates import Cost, asked_about
from scheduler.domain.reasons import Breach
from scheduler.solver.repair.fixed_dates import moved


def council_of_two():
    problem = council(
        body("GB", meetings=1, preferred_weekdays="Thu"),
        body("HB", meetings=1),
        member("ANN", "GB", "chair"),
        member("BOB", "GB"),
        member("CAT", "HB", "chair"),
        room("CR1"),
    )
    gb = meeting(problem, "GB", "2015-11-19", apologies=["BOB"])
    return problem, calendar(problem, gb, meeting(problem, "HB", "2015-11-24"))


def test_the_move_that_is_asked_for_costs_nothing_itself():
    problem, plan = council_of_two()
    asked = asked_about(plan, plan.of_body("GB")[0])
    found = cost_difference(problem, plan, moved(problem, plan, asked, day("2015-11-27")), asked)
    assert found.costs == (
        Cost("held", 0, 0), Cost("unmoved", 0, 0), Cost("apologies", 2, 2),
        Cost("substitutes", 0, 0), Cost("dates", 0, 3), Cost("rooms", 6, 6),
    )  # fmt: skip
    assert [(row.wish, row.subject) for row in found.worse] == [
        ("preferred_weekdays", "GB Board on Friday 27 November 2015 at 10:00")
    ]
    assert found.better == ()


def test_the_move_of_another_is_counted():
    problem, plan = council_of_two()
    asked, other = (asked_about(plan, plan.of_body(code)[0]) for code in ("GB", "HB"))
    after = moved(problem, plan, other, day("2015-11-25"))
    assert [cost.then for cost in cost_difference(problem, plan, after, asked).costs if cost.tier == "unmoved"] == [
        1_001_001
    ]


def test_a_wish_granted_instead_is_told():
    problem, plan = council_of_two()
    asked = asked_about(plan, plan.of_body("GB")[0])
    there = moved(problem, plan, asked, day("2015-11-27"))
    back = asked_about(there, there.of_body("GB")[0])
    found = cost_difference(problem, there, moved(problem, there, back, day("2015-11-26")), back)
    assert ([row.wish for row in found.worse], [row.wish for row in found.better]) == ([], ["preferred_weekdays"])


def test_rooms_that_a_calendar_does_not_name_are_no_moves():
    problem, plan = council_of_two()
    bare = calendar(problem, *(meeting(problem, one.body, str(one.date), room=None) for one in plan.live))
    asked = asked_about(bare, bare.of_body("GB")[0])
    assert [cost.then for cost in cost_difference(problem, bare, plan, asked).costs if cost.tier == "unmoved"] == [0]


def test_a_member_who_is_away_for_another_reason_is_as_dear():
    problem, plan = council_of_two()
    asked = asked_about(plan, plan.of_body("GB")[0])
    after = moved(problem, plan, asked, day("2015-11-26"))
    rows = tuple(replace(row, reason="is abroad" if row.reason else None) for row in after.of_body("GB")[0].attendance)
    there = tuple(replace(one, attendance=rows) if one.body == "GB" else one for one in after.meetings)
    found = cost_difference(problem, plan, replace(after, meetings=there), asked)
    assert (found.worse, found.better) == ((), ())


def test_the_lunch_of_a_meeting_day_is_the_same_lunch_on_another_day():
    problem = council(
        meeting_day("DAY", meetings=1), session("AM"), session("LUNCH"), theme("T1"), room("CR1"), room("CR2"),
        body("XB", meeting_day="DAY", session="AM"), member("ANN", "XB"),
    )  # fmt: skip
    sits = meeting(problem, "XB", "2015-11-19")
    plan = calendar(problem, sits, occurrence(problem, "DAY", "2015-11-19", lunch_room="CR2"))
    asked = asked_about(plan, plan.live[0])
    found = cost_difference(problem, plan, moved(problem, plan, asked, day("2015-11-26")), asked)
    assert (found.worse, found.better) == ((), ())
    stray = replace(plan, occurrences=())
    alone = asked_about(stray, stray.live[0])
    assert cost_difference(problem, stray, moved(problem, stray, alone, day("2015-11-26")), alone).worse == ()


def test_a_breach_that_was_there_before_is_not_new():
    old, new = Breach("gap", "too near"), Breach("gap", "too far")
    assert new_among((old, new), (old,)) == (new,)
