"""A table that somebody has edited by hand is read as edits: moved, cancelled, added."""

from dataclasses import replace

from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.edits import Add, Cancel, Move
from scheduler.domain.edits_between import Requested, edits_between, is_of_another_calendar
from scheduler.domain.plan import CANCELLED, CONFIRMED, Meeting, Plan

GB = council(body("GB", meetings=3), body("HB", meetings=1), member("ANN", "GB", "chair"), room("CR1"), room("CR2"))
MEETINGS = tuple(meeting(GB, "GB", on) for on in ("2015-11-19", "2016-02-18", "2016-05-19"))
PLAN = calendar(GB, *MEETINGS, meeting(GB, "HB", "2016-02-18"))
FIRST, SECOND, THIRD = (one for one in PLAN.meetings if one.body == "GB")


def asked(*meetings: Meeting, numbers: bool = True, rooms: bool = True) -> Requested:
    return edits_between(GB, PLAN, replace(PLAN, meetings=meetings), numbers=numbers, rooms=rooms)


OTHER = next(one for one in PLAN.meetings if one.body == "HB")


def test_a_table_as_it_was_asks_for_nothing() -> None:
    for numbers in (True, False):
        found = asked(*PLAN.meetings, numbers=numbers)
        assert (found.edits, found.barred, found.warnings) == ([], [], [])


def test_another_date_start_or_room_is_a_move() -> None:
    march = day("2016-03-17")
    found = asked(replace(FIRST, start=840, end=960), replace(SECOND, date=march), replace(THIRD, room="CR2"), OTHER)
    assert found.edits == [
        Move("GB", 1, FIRST.date, 840),
        Move("GB", 2, march, SECOND.start),
        Move("GB", 3, THIRD.date, THIRD.start, "CR2"),
    ]


def test_a_row_that_is_gone_or_cancelled_is_a_cancellation() -> None:
    for numbers in (True, False):
        assert asked(FIRST, SECOND, OTHER, numbers=numbers).edits == [Cancel("GB", 3)]
        cancelled = replace(THIRD, status=CANCELLED)
        assert asked(FIRST, SECOND, cancelled, OTHER, numbers=numbers).edits == [Cancel("GB", 3)]


def test_a_new_row_is_a_meeting_more() -> None:
    new = replace(OTHER, uid="", sequence=2, date=day("2016-06-09"))
    assert asked(*PLAN.meetings, new).edits == [Add("HB", day("2016-06-09"), OTHER.start, OTHER.room)]


def test_without_numbers_the_nearest_meeting_of_the_body_is_meant() -> None:
    moved = replace(FIRST, sequence=2, date=day("2016-02-25"))
    assert asked(replace(FIRST, sequence=3), moved, replace(THIRD, sequence=1), OTHER, numbers=False).edits == [
        Move("GB", 2, day("2016-02-25"), SECOND.start)
    ]


def test_of_a_table_without_rooms_none_is_asked() -> None:
    bare = [replace(one, room=None, venue=None) for one in PLAN.meetings]
    assert asked(*bare, rooms=False).edits == []


def test_a_length_or_a_status_is_not_taken_and_told() -> None:
    found = asked(replace(FIRST, end=FIRST.end + 30), replace(SECOND, status=CONFIRMED), THIRD, OTHER)
    assert found.edits == []
    assert [warning.sentence for warning in found.warnings] == [
        (
            "calendar, column end: GB Board on Thursday 19 November 2015 at 10:00 ends at 12:30 in the table. "
            "Its length stays: write duration_minutes in a row of fixed_meetings for another."
        ),
        (
            "calendar, column status: GB Board on Thursday 18 February 2016 at 10:00 is confirmed in the table. "
            "It stays provisional: meeting-day confirm changes that."
        ),
    ]


def test_a_table_of_another_calendar_is_known() -> None:
    def shifted(plan: Plan, days: int) -> Plan:
        ahead = (replace(one, date=day(f"2016-07-{days + n:02}")) for n, one in enumerate(plan.meetings))
        return replace(plan, meetings=tuple(ahead))

    assert is_of_another_calendar(PLAN, shifted(PLAN, 1))
    assert not is_of_another_calendar(PLAN, PLAN)
    assert not is_of_another_calendar(PLAN, replace(shifted(PLAN, 1), meetings=shifted(PLAN, 1).meetings[:2]))


DAY = council(
    meeting_day("DAY"),
    session(),
    body("GB", meeting_day="DAY", session="AM"),
    body("HB", meeting_day="DAY", session="AM"),
    member("ANN", "GB", "chair"),
    member("BOB", "HB", "chair"),
    room("CR1"),
    room("CR2"),
)
DAY_PLAN = replace(
    calendar(DAY, meeting(DAY, "GB", "2015-11-19"), meeting(DAY, "HB", "2015-11-19")),
    occurrences=(occurrence(DAY, on="2015-11-19", sequence=1),),
)
ONE, TWO = DAY_PLAN.meetings


def of_the_day(*meetings: Meeting) -> Requested:
    return edits_between(DAY, DAY_PLAN, replace(DAY_PLAN, meetings=meetings), numbers=True, rooms=True)


def test_a_meeting_day_moves_or_goes_as_a_whole() -> None:
    march = day("2016-03-17")
    assert of_the_day(replace(ONE, date=march), replace(TWO, date=march)).edits == [Move("DAY", 1, march)]
    assert of_the_day().edits == [Cancel("DAY", 1)]
    assert of_the_day(ONE).edits == [Cancel("HB", 1)]


def test_a_meeting_day_may_be_added() -> None:
    march = day("2016-03-17")
    new = [replace(one, uid="", sequence=2, date=march) for one in (ONE, TWO)]
    assert of_the_day(ONE, TWO, *new).edits == [Add("DAY", march)]


def test_one_body_leaves_its_meeting_day_for_nothing() -> None:
    found = of_the_day(replace(ONE, date=day("2016-03-17")), replace(TWO, start=TWO.start + 30, end=TWO.end + 30))
    assert found.edits == []
    assert [reason.message for reason in found.barred] == [
        (
            "DAY Day on Thursday 19 November 2015 moves as a whole, and the table moves GB Board to "
            "Thursday 17 March 2016 without the others."
        ),
        f"HB Board starts when its session of DAY Day does, not at {(TWO.start + 30) // 60:02}:30.",
    ]
