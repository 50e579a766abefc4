"""Days of a calendar made anew, all dates standing."""

import pytest
from builders import (
    absence,
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

from scheduler.checking import check
from scheduler.domain.calendar import FixedMeeting
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.repair.fixed_dates import FixedDates

THURSDAY = "2015-11-19"


def fixed(problem, plan, *free):
    return FixedDates(problem, plan, frozenset([day(THURSDAY)]), frozenset(free))


def clock():
    return Clock(20, silence)


def test_seats_are_filled_as_well_as_can_be():
    problem = council(
        body("GB", quorum=1), member("ANN", "GB", "chair"), member("BOB", "GB"), room("CR1"), room("CR2", capacity=3),
        absence("person", "BOB", THURSDAY, reason="abroad"),
    )  # fmt: skip
    plan = calendar(problem, meeting(problem, "GB", THURSDAY))
    made = fixed(problem, plan, "gb-1").solved(clock())
    (found,) = made.live
    assert check(problem, made) == ()
    assert (found.room, [row.outcome for row in found.attendance]) == ("CR2", ["attends", "apologies"])


def test_a_room_that_is_usual_is_kept_even_where_another_would_fit_better():
    problem = council(body("GB"), member("ANN", "GB", "chair"), room("CR1", capacity=9), room("CR2", capacity=3))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "GB", "2015-12-03", room="CR1"))
    (found, _) = fixed(problem, plan, "gb-1").solved(clock()).live
    assert found.room == "CR1"


def test_there_are_no_reasons_where_all_can_hold():
    problem = council(body("GB"), member("ANN", "GB", "chair"), room("CR1"))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY))
    assert fixed(problem, plan).conflict(clock()) == ()


def test_reasons_are_those_that_cannot_all_hold():
    required = [member("ANN", code, "chair", attendance="required") for code in ("GB", "HB")]
    problem = council(body("GB"), body("HB"), *required, room("CR1"), room("CR2"), member("BOB", "GB"))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY), meeting(problem, "HB", THURSDAY, room="CR2"))
    asked = fixed(problem, plan)
    assert asked.solved(clock()) is None
    assert {reason.rule for reason in asked.conflict(clock())} == {"person_clash"}


def test_a_meeting_day_that_is_not_whole_stays_as_it_is():
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        body("XB", meeting_day="DAY", session="AM"),
        body("YB", meeting_day="DAY", session="AM"),
        body("GB", start_times="14:30"),
        *(member(who, code, "chair") for who, code in (("ANN", "XB"), ("BOB", "YB"), ("CAT", "GB"))),
        room("CR1"),
    )
    day_held = occurrence(problem, "DAY", THURSDAY)
    plan = calendar(problem, meeting(problem, "XB", THURSDAY), day_held, meeting(problem, "GB", THURSDAY))
    assert [one.body for one in fixed(problem, plan, "gb-1").solved(clock()).live] == ["XB", "GB"]


def two_evenings(other):
    """Ann is required at two evening boards, one on the day that is made anew and the other on another."""
    required = [member("ANN", code, "chair", attendance="required") for code in ("GB", "HB")]
    problem = council(body("GB", quorum=1), body("HB", quorum=1), *required, room("CR1"), room("CR2"))
    plan = calendar(problem, meeting(problem, "GB", THURSDAY, "18:30"), meeting(problem, "HB", other, "18:30"))
    return fixed(problem, plan, "gb-1")


def test_what_is_held_on_other_days_is_in_nobodys_way_where_no_rule_looks_so_far():
    assert two_evenings("2015-11-17").solved(clock()) is not None


@pytest.mark.usefixtures("made_up")
def test_what_is_held_on_other_days_of_the_week_counts_where_a_rule_looks_as_far():
    asked = two_evenings("2015-11-17")
    assert asked.solved(clock()) is None
    assert {reason.rule for reason in asked.conflict(clock())} == {"evening_load", "person_clash"}
    assert two_evenings("2015-11-24").solved(clock()) is not None


def test_a_theme_that_another_lunch_has_is_not_taken_again():
    problem = council(
        meeting_day("DAY"), session("AM"), session("LUNCH"), room("CR1"),
        body("XB", meeting_day="DAY", session="AM"), member("ANN", "XB", "chair"), theme("T1"), theme("T2"),
    )  # fmt: skip
    days = [occurrence(problem, "DAY", THURSDAY), occurrence(problem, "DAY", "2015-12-03", theme="T1")]
    plan = calendar(problem, *(meeting(problem, "XB", on) for on in (THURSDAY, "2015-12-03")), *days)
    made = fixed(problem, plan, "xb-1").solved(clock())
    assert [one.theme for one in made.occurrences] == ["T2", "T1"]


def test_a_rule_that_a_row_waives_for_a_meeting_is_not_asked_of_it():
    waiving = FixedMeeting(day(THURSDAY), meeting_day="DAY", waive=("unavailable",), reason="She flies back for it.")
    rows = [
        meeting_day("DAY", meetings=1), session("AM", start="10:00", end="12:30"), room("CR1"),
        body("GB", meeting_day="DAY", session="AM", duration_minutes=60),
        member("ANN", "GB", "chair", attendance="required"), absence("person", "ANN", THURSDAY),
    ]  # fmt: skip
    problem = council(*rows, waiving)
    plan = calendar(problem, occurrence(problem, "DAY", THURSDAY), meeting(problem, "GB", THURSDAY))
    assert fixed(council(*rows), plan).solved(clock()) is None
    made = fixed(problem, plan).solved(clock())
    assert [row.outcome for one in made.live for row in one.attendance] == ["attends"]
    assert check(problem, made) == ()
