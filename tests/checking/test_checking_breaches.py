from dataclasses import replace

import pytest
from builders import body, calendar, council, day, fixed, meeting, meeting_day, member, occurrence, room, session, theme

from scheduler.checking import check
from scheduler.domain.plan import Attendance, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import RULES

NINETEENTH = day("2015-11-19")


def whole_council(*rows: object) -> Problem:
    return council(
        meeting_day("DAY", venue="Town Hall"),
        session("AM"),
        session("LUNCH"),
        body("HWB", meeting_day="DAY", session="AM"),
        body("GB"),
        member("ANN", "HWB", "chair"),
        member("BOB", "GB"),
        room("CR1"),
        room("CR2"),
        *rows,
    )


def whole_plan(problem: Problem, **hwb: object) -> Plan:
    return calendar(
        problem,
        occurrence(problem, lunch_room="CR2"),
        meeting(problem, "HWB", room="CR1", **hwb),
        meeting(problem, "GB", start="14:00", room="CR1"),
    )


def test_check_of_an_empty_plan_finds_nothing() -> None:
    problem = whole_council()
    assert check(problem, calendar(problem)) == ()


def test_check_of_a_clean_plan_finds_nothing() -> None:
    problem = whole_council()
    assert check(problem, whole_plan(problem)) == ()


def test_check_tells_of_the_rules_in_their_order() -> None:
    problem = whole_council(fixed("2016-01-07", body="GB"))
    plan = calendar(
        problem,
        meeting(problem, "GB", "2015-11-21", "11:00", room=None),
        meeting(problem, "GB", "2015-11-22", "11:00", room=None, uid="gb-1"),
    )
    found = [breach.rule for breach in check(problem, plan)]
    assert found == ["weekday"] * 2 + ["start_time"] * 2 + ["fixed"] + ["room_missing"] * 2 + ["plan"]
    order = [rule.RULE.name for rule in RULES]
    assert found[:-1] == sorted(found[:-1], key=order.index)


def test_check_asks_nothing_of_rooms_where_none_are_given() -> None:
    problem = whole_council(
        fixed("2015-11-19", body="GB", room="CR2"), fixed("2015-11-19", meeting_day="DAY", room="CR2")
    )
    bare = [replace(one, room=None, venue=None) for one in whole_plan(problem).meetings]
    plan = calendar(problem, occurrence(problem, venue=None, lunch_room=None), *bare)
    assert check(problem, plan, rooms_given=False) == ()
    assert [breach.rule for breach in check(problem, plan)] == ["meeting_day"] + ["fixed"] * 2 + ["room_missing"] * 3


def test_check_without_rooms_still_asks_for_a_fixed_date() -> None:
    problem = whole_council(fixed("2016-01-07", body="GB", room="CR2"), fixed("2016-01-07", meeting_day="DAY"))
    assert [breach.message for breach in check(problem, calendar(problem), rooms_given=False)] == [
        "GB Board is fixed to Thursday 7 January 2016, and is not planned there.",
        "DAY Day is fixed to Thursday 7 January 2016, and is not planned there.",
    ]


@pytest.mark.parametrize("fields", [{"lunch": None}, {"lunch_room": None, "theme": "ODD", "speaker": "ODD"}])
def test_check_asks_nothing_of_lunches_where_a_table_cannot_tell_of_them(fields: dict[str, object]) -> None:
    problem = whole_council(theme("HEALTH", status="confirmed"))
    plan = calendar(
        problem, occurrence(problem, **fields), *(replace(one, uid="") for one in whole_plan(problem).meetings)
    )
    assert check(problem, plan, lunches_given=False) == ()
    assert {breach.rule for breach in check(problem, plan)} >= {"theme"}


# -- what the input does not know


def test_check_of_a_body_the_input_does_not_know() -> None:
    before = whole_council(body("OLD"))
    plan = calendar(
        before, meeting(before, "OLD", room="CR1"), meeting(before, "OLD", "2015-11-20", status="cancelled")
    )
    message = "OLD on Thursday 19 November 2015 at 10:00: the input does not know this body."
    assert check(whole_council(), plan) == (Breach("plan", message, bodies=("OLD",), dates=(NINETEENTH,)),)


def test_check_of_a_meeting_day_the_input_does_not_know() -> None:
    before = whole_council(meeting_day("OLD"))
    plan = calendar(before, occurrence(before, "OLD"))
    message = "OLD on Thursday 19 November 2015: the input does not know this meeting day."
    assert check(whole_council(), plan) == (Breach("plan", message, dates=(NINETEENTH,)),)


def test_check_of_a_person_the_input_does_not_know() -> None:
    problem = whole_council()
    stranger = Attendance("STRANGER", "member", voting=True, outcome="attends")
    annas = Attendance("ANN", "chair", voting=True, outcome="attends")
    title = "HWB Board on Thursday 19 November 2015 at 09:00"
    message = f"{title}: the input does not know STRANGER, who has a row in its attendance."
    (found,) = [
        breach
        for breach in check(problem, whole_plan(problem, attendance=(annas, stranger)))
        if not breach.message.startswith("The lunch")
    ]
    assert found == Breach("plan", message, bodies=("HWB",), people=("STRANGER",), dates=(NINETEENTH,))


@pytest.mark.parametrize(("outcome", "rules"), [("substitute", ["substitute", "quorum"]), ("attends", ["substitute"])])
def test_check_of_a_substitute_the_input_does_not_know(outcome: str, rules: list[str]) -> None:
    problem = whole_council()
    reason = None if outcome == "attends" else "is away"
    row = Attendance("ANN", "chair", voting=True, outcome=outcome, substitute="STRANGER", reason=reason)
    plan = whole_plan(problem, attendance=(row,))
    found = check(problem, plan)
    assert [breach.rule for breach in found if breach.rule != "plan"] == rules
    title = "HWB Board on Thursday 19 November 2015 at 09:00"
    message = f"{title}: STRANGER is to sit for Councillor Ann, and the input knows nobody of that code."
    assert found[0] == Breach("substitute", message, bodies=("HWB",), people=("ANN", "STRANGER"), dates=(NINETEENTH,))


@pytest.mark.parametrize("on", ["0001-01-01", "1975-06-01", "2031-01-01", "9999-12-31"])
def test_check_of_a_day_far_outside_the_calendar_is_told_and_not_counted_with(on: str) -> None:
    problem = council(meeting_day("DAY"), body("GB", notice_clear_days=5))
    far = day(on)
    near = calendar(problem, meeting(problem), occurrence(problem))
    plan = replace(
        near,
        meetings=(replace(near.meetings[0], date=far, room=None),),
        occurrences=(replace(near.occurrences[0], date=far),),
    )
    found = check(problem, plan)
    assert [(breach.rule, breach.bodies, breach.dates) for breach in found] == [
        ("closed_date", ("GB",), (far,)),
        ("closed_date", (), (far,)),
    ]
    assert found[0].message.endswith(": the day is far outside the calendar's first and last day.")


def test_check_of_a_day_near_the_calendar_is_counted_with() -> None:
    problem = council(body("GB", notice_clear_days=5), room("CR1"))
    plan = calendar(problem, meeting(problem, on="2016-11-03"))
    assert [breach.rule for breach in check(problem, plan)] == ["closed_date"]


def test_check_leaves_a_cancelled_meeting_alone() -> None:
    problem = whole_council()
    plan = calendar(problem, meeting(problem, "GB", "2015-11-21", "11:00", room=None, status="cancelled"))
    assert check(problem, plan) == ()
