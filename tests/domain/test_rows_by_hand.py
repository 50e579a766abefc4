"""What is done by hand becomes rows of `fixed_meetings`: changed, added or gone, and never doubled."""

import datetime as dt
from dataclasses import replace

from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.domain.calendar import ByHand, FixedMeeting
from scheduler.domain.edits import Add, Cancel, Move, Pin, Several, Swap, Unpin
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver
from scheduler.domain.rows_by_hand import Rows, done_before, rows_after

NOON = 12 * 60
GB = council(body("GB", meetings=2), body("HB", meetings=2), member("ANN", "GB", "chair"), room("CR1"))
FIRST, SECOND, THIRD = day("2015-11-19"), day("2016-02-18"), day("2016-03-17")
PLAN = calendar(GB, meeting(GB, "GB", "2015-11-19"), meeting(GB, "GB", "2016-02-18", sequence=2))
WAIVER = Waiver("weekday", "The auditor can only come on a Saturday.")


def having(*rows: FixedMeeting) -> Problem:
    return replace(GB, fixed_meetings=rows)


def test_a_move_is_a_row_of_its_own() -> None:
    rows = rows_after(GB, PLAN, [Move("GB", 2, THIRD, NOON)])
    assert rows == (FixedMeeting(THIRD, "GB", start=NOON, number=2),)


def test_the_row_of_a_meeting_is_changed_and_never_doubled() -> None:
    for row in (
        FixedMeeting(SECOND, "GB", start=600, room="CR1", title="Budget", number=2),
        FixedMeeting(SECOND, "GB", start=600, room="CR1", title="Budget"),
    ):
        assert rows_after(having(row), PLAN, [Move("GB", 2, THIRD)]) == (
            FixedMeeting(THIRD, "GB", start=600, room="CR1", title="Budget", number=2),
        )


def test_a_row_that_wants_some_meeting_there_becomes_that_of_the_meeting() -> None:
    wanted, own = FixedMeeting(THIRD, "GB"), FixedMeeting(SECOND, "GB", number=2)
    assert rows_after(having(wanted), PLAN, [Move("GB", 2, THIRD)]) == (FixedMeeting(THIRD, "GB", number=2),)
    assert rows_after(having(wanted, own), PLAN, [Move("GB", 2, THIRD)]) == (FixedMeeting(THIRD, "GB", number=2),)


def test_rows_about_other_meetings_stay() -> None:
    others = (FixedMeeting(FIRST, "GB"), FixedMeeting(SECOND, "HB"), FixedMeeting(FIRST, "GB", number=1))
    assert rows_after(having(*others), PLAN, [Move("GB", 2, THIRD)])[:3] == others


def test_a_window_gives_way_to_the_day_and_is_known_by_its_title() -> None:
    window = FixedMeeting(body="GB", title="Annual Meeting", earliest=SECOND, latest=THIRD)
    named = replace(PLAN, meetings=tuple(replace(one, title="Annual Meeting") for one in PLAN.meetings[1:]))
    assert rows_after(having(window), named, [Move("GB", 2, THIRD)]) == (
        FixedMeeting(THIRD, "GB", title="Annual Meeting", number=2),
    )


def test_a_cancelled_meeting_keeps_its_number_and_the_reason() -> None:
    row = FixedMeeting(SECOND, "GB", start=600, room="CR1")
    for problem in (GB, having(row)):
        assert rows_after(problem, PLAN, [Cancel("GB", 2)], reason="No business.") == (
            FixedMeeting(SECOND, "GB", start=600, cancelled=True, reason="No business."),
        )


def test_what_is_owed_again_has_no_row() -> None:
    assert rows_after(GB, PLAN, [Cancel("GB", 2, replace=True)]) == ()
    assert rows_after(having(FixedMeeting(SECOND, "GB")), PLAN, [Cancel("GB", 2, replace=True)]) == ()


def test_a_meeting_beyond_the_cadence_is_extra() -> None:
    one = replace(PLAN, meetings=PLAN.meetings[:1])
    assert rows_after(GB, PLAN, [Add("GB", THIRD, 600, "CR1")]) == (
        FixedMeeting(THIRD, "GB", start=600, room="CR1", extra=True),
    )
    assert rows_after(GB, one, [Add("GB", THIRD)]) == (FixedMeeting(THIRD, "GB"),)


def test_what_was_cancelled_is_not_owed_again_so_that_one_more_is_extra() -> None:
    cancelled = FixedMeeting(SECOND, "GB", number=2, cancelled=True)
    one = replace(PLAN, meetings=PLAN.meetings[:1])
    assert rows_after(having(cancelled), one, [Add("GB", THIRD)])[1].extra


def test_an_extra_meeting_is_known_by_its_day() -> None:
    added = replace(meeting(GB, "GB", "2016-03-17", sequence=3), extra=True)
    plan = replace(PLAN, meetings=(*PLAN.meetings, added))
    problem = having(FixedMeeting(THIRD, "GB", start=600, extra=True))
    later = day("2016-03-24")
    assert rows_after(problem, plan, [Move("GB", 3, later)]) == (FixedMeeting(later, "GB", start=600, extra=True),)
    assert rows_after(problem, plan, [Cancel("GB", 3)]) == (
        FixedMeeting(THIRD, "GB", start=600, extra=True, cancelled=True),
    )


def test_a_pin_holds_day_start_and_room_and_can_be_taken_out() -> None:
    pinned = rows_after(GB, PLAN, [Pin("GB", 2)])
    second = PLAN.meetings[1]
    assert pinned == (FixedMeeting(SECOND, "GB", start=second.start, room=second.room, number=2),)
    assert rows_after(having(*pinned), PLAN, [Unpin("GB", 2)]) == ()


def test_a_title_stays_where_a_pin_is_taken_out() -> None:
    row = FixedMeeting(SECOND, "GB", start=600, title="Budget")
    assert rows_after(having(row), PLAN, [Unpin("GB", 2)]) == (FixedMeeting(body="GB", title="Budget", number=2),)


def test_a_swap_is_two_rows() -> None:
    plan = replace(PLAN, meetings=(*PLAN.meetings, meeting(GB, "HB", "2016-03-17", sequence=1)))
    assert rows_after(GB, plan, [Swap(("GB", 2), ("HB", 1))]) == (
        FixedMeeting(THIRD, "GB", number=2),
        FixedMeeting(SECOND, "HB", number=1),
    )


def test_several_edits_are_each_written() -> None:
    rows = rows_after(GB, PLAN, [Several((Move("GB", 1, day("2015-12-03")), Cancel("GB", 2)))])
    assert [(row.number, row.date, row.cancelled) for row in rows] == [
        (1, day("2015-12-03"), False), (None, SECOND, True),
    ]  # fmt: skip


def test_a_waiver_is_written_with_its_reason_once() -> None:
    saturday = day("2016-03-19")
    rows = Rows(GB)
    rows.make(PLAN, Move("GB", 2, saturday), [WAIVER])
    assert rows.standing == (
        FixedMeeting(saturday, "GB", number=2, waive=("weekday",), reason="The auditor can only come on a Saturday."),
    )
    rows.make(PLAN, Move("GB", 2, THIRD))
    assert rows.standing == (FixedMeeting(THIRD, "GB", number=2),)


def test_waivers_of_the_input_itself_stay() -> None:
    own = FixedMeeting(SECOND, "GB", number=2, waive=("gap",), reason="As last year.")
    rows = rows_after(having(own), PLAN, [Move("GB", 2, THIRD)], [WAIVER])
    assert (rows[0].waive, rows[0].reason) == (
        ("gap", "weekday"),
        "As last year.; The auditor can only come on a Saturday.",
    )


def test_a_meeting_beside_the_edit_can_be_given_a_waiver() -> None:
    rows = Rows(GB)
    rows.waive(PLAN.meetings[0], [WAIVER])
    assert rows.standing == (
        FixedMeeting(body="GB", number=1, waive=("weekday",), reason="The auditor can only come on a Saturday."),
    )


DAY = council(
    meeting_day("DAY"), session(), body("GB", meeting_day="DAY", session="AM"), member("ANN", "GB", "chair"), room()
)
DAY_PLAN = replace(
    calendar(DAY, meeting(DAY, "GB", "2015-11-19")), occurrences=(occurrence(DAY, on="2015-11-19", sequence=1),)
)


def test_a_meeting_day_moves_whole_and_is_known_by_its_day() -> None:
    for code in ("DAY", "GB"):
        assert rows_after(DAY, DAY_PLAN, [Move(code, 1, THIRD)]) == (FixedMeeting(THIRD, meeting_day="DAY"),)
    fixed = replace(DAY, fixed_meetings=(FixedMeeting(FIRST, meeting_day="DAY"),))
    assert rows_after(fixed, DAY_PLAN, [Move("GB", 1, THIRD)]) == (FixedMeeting(THIRD, meeting_day="DAY"),)
    assert rows_after(DAY, DAY_PLAN, [Cancel("DAY", 1)]) == (FixedMeeting(FIRST, meeting_day="DAY", cancelled=True),)
    assert rows_after(fixed, DAY_PLAN, [Unpin("DAY", 1)]) == ()
    assert rows_after(DAY, DAY_PLAN, [Pin("DAY", 1)]) == (FixedMeeting(FIRST, meeting_day="DAY"),)


def made(problem: Problem, plan: Plan, *edits: Move | Cancel | Unpin) -> tuple[ByHand, ...]:
    rows = Rows(problem)
    for edit in edits:
        rows.make(plan, edit)
    return rows.by_hand


def test_another_copy_of_the_input_is_told_what_it_lacks() -> None:
    done = made(GB, PLAN, Move("GB", 2, THIRD))
    again = Rows(GB, done)
    assert again.lacking == list(done)
    assert again.standing == (FixedMeeting(THIRD, "GB", number=2),)
    assert again.by_hand == done
    assert Rows(having(*again.standing), done).lacking == []
    assert Rows(having(*again.standing), done).by_hand == done


def test_a_copy_in_which_the_row_is_as_it_was_is_changed_in_its_place() -> None:
    before = having(FixedMeeting(FIRST, "GB"), FixedMeeting(SECOND, "GB", title="Budget"))
    done = made(before, PLAN, Move("GB", 2, THIRD))
    again = Rows(before, done)
    assert again.standing == (FixedMeeting(FIRST, "GB"), FixedMeeting(THIRD, "GB", title="Budget", number=2))
    assert again.amendment().changed == {1: {"date": THIRD, "number": 2}}


def test_a_row_taken_out_by_hand_is_taken_out_of_another_copy() -> None:
    before = having(FixedMeeting(SECOND, "GB"))
    done = made(before, PLAN, Unpin("GB", 2))
    assert done == (ByHand(None, FixedMeeting(SECOND, "GB")),)
    again = Rows(before, done)
    assert (again.standing, again.amendment().cleared) == ((), (0,))


def test_what_another_copy_says_otherwise_of_the_meeting_is_right() -> None:
    done = made(GB, PLAN, Move("GB", 2, THIRD))
    other = having(FixedMeeting(day("2016-03-03"), "GB", number=2))
    rows = Rows(other, done)
    assert (rows.contradicted, rows.lacking, rows.standing) == (list(done), [], other.fixed_meetings)


def test_what_is_moved_back_is_no_longer_by_hand() -> None:
    before = having(FixedMeeting(SECOND, "GB", number=2))
    rows = Rows(before)
    rows.make(PLAN, Move("GB", 2, THIRD))
    moved = replace(PLAN, meetings=(PLAN.meetings[0], replace(PLAN.meetings[1], date=THIRD)))
    rows.make(moved, Move("GB", 2, SECOND))
    assert rows.by_hand == ()


def test_amendments_write_cells_as_a_workbook_has_them() -> None:
    rows = Rows(GB)
    rows.make(PLAN, Move("GB", 2, THIRD, NOON), [WAIVER])
    assert rows.amendment().added == (
        (
            None,
            {
                "body": "GB",
                "number": 2,
                "date": THIRD,
                "start": dt.time(12, 0),
                "waive": "weekday",
                "reason": "The auditor can only come on a Saturday.",
            },
        ),
    )


def test_a_copy_that_wants_some_meeting_there_has_it_once() -> None:
    done = made(GB, PLAN, Move("GB", 2, THIRD))
    again = Rows(having(FixedMeeting(THIRD, "GB")), done)
    assert again.standing == (FixedMeeting(THIRD, "GB", number=2),)


def test_what_was_done_in_another_year_is_not_taken_over() -> None:
    this_year = ByHand(FixedMeeting(THIRD, "GB", number=2))
    last_year = ByHand(FixedMeeting(day("2015-03-19"), "GB"))
    plan = replace(PLAN, by_hand=(this_year, last_year))
    assert done_before(GB, plan) == (this_year,)
    assert done_before(GB, None) == ()
    earlier = replace(plan, start_date=day("2014-11-01"), end_date=day("2015-10-31"))
    assert done_before(GB, earlier) == ()
