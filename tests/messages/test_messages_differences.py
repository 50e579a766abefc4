"""What differs between two calendars, as the screen and the history tell it."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import body, calendar, council, meeting, member, room

from scheduler.domain.difference import DROPPED, MOVED, NEW, Change
from scheduler.domain.plan import Attendance, Lunch, Occurrence, Shown
from scheduler.messages.differences import MOST_SHOWN, change_sentences, changes_shown, move_sentence
from scheduler.messages.history import summary

COUNCIL = council(
    body("GB"), body("HWB"), room("CR1"), room("CR2"), member("ANN", "GB"), member("BOB", "GB"), member("ANN", "HWB")
)
BEFORE = calendar(
    COUNCIL,
    meeting(COUNCIL, "GB", "2015-11-19"),
    meeting(COUNCIL, "HWB", "2015-11-26", room=None),
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Change(DROPPED, BEFORE.meetings[0], None),
            "GB Board (GB#1): Thursday 19 November 2015 at 10:00 in Room CR1 is cancelled",
        ),
        (
            Change(DROPPED, BEFORE.meetings[0], replace(BEFORE.meetings[0], status="cancelled")),
            "GB Board (GB#1): Thursday 19 November 2015 at 10:00 in Room CR1 is cancelled",
        ),
        (Change(NEW, None, BEFORE.meetings[1]), "HWB Board (HWB#1): new, Thursday 26 November 2015 at 10:00"),
        (
            Change(MOVED, BEFORE.meetings[1], replace(BEFORE.meetings[1], start=840)),
            "HWB Board (HWB#1): Thursday 26 November 2015 at 14:00 instead of at 10:00",
        ),
        (
            Change(MOVED, BEFORE.meetings[0], replace(BEFORE.meetings[0], room="CR2")),
            "GB Board (GB#1): Thursday 19 November 2015 at 10:00 in Room CR2 instead of in Room CR1",
        ),
        (
            Change(MOVED, BEFORE.meetings[0], replace(BEFORE.meetings[0], room=None)),
            "GB Board (GB#1): Thursday 19 November 2015 at 10:00 instead of in Room CR1",
        ),
        (
            Change(MOVED, BEFORE.meetings[1], replace(BEFORE.meetings[1], room="CR1")),
            "HWB Board (HWB#1): Thursday 26 November 2015 at 10:00 in Room CR1 instead of in no room",
        ),
        (
            Change(MOVED, BEFORE.meetings[0], BEFORE.meetings[1]),
            (
                "HWB Board (HWB#1): from Thursday 19 November 2015 at 10:00 in Room CR1 "
                "to Thursday 26 November 2015 at 10:00"
            ),
        ),
        (
            Change(NEW, replace(BEFORE.meetings[1], status="cancelled"), BEFORE.meetings[1]),
            "HWB Board (HWB#1): held after all, Thursday 26 November 2015 at 10:00",
        ),
    ],
)
def test_what_becomes_of_one_meeting(change, words):
    assert move_sentence(COUNCIL, change) == words


def told(before, after):
    return list(change_sentences(COUNCIL, before, after))


def test_a_meeting_that_was_cancelled_and_is_not_is_no_new_one():
    off = replace(BEFORE, meetings=(BEFORE.meetings[0], replace(BEFORE.meetings[1], status="cancelled")))
    assert summary(off, BEFORE) == "1 meeting held after all"
    assert summary(replace(BEFORE, meetings=BEFORE.meetings[:1]), BEFORE) == "1 meeting new"


def test_a_meeting_that_moves_is_told_with_its_deadlines_and_whose_seat_is_filled_otherwise():
    there = Attendance("ANN", "chair", voting=True, outcome="attends")
    was = replace(
        BEFORE.meetings[0], attendance=(there,), agenda_deadline=dt.date(2015, 11, 11), report_due=dt.date(2015, 11, 10)
    )
    now = replace(
        was,
        date=dt.date(2015, 11, 20),
        agenda_deadline=dt.date(2015, 11, 12),
        report_due=dt.date(2015, 11, 11),
        attendance=(replace(there, outcome="apologies", reason="on leave"),),
    )
    assert told(replace(BEFORE, meetings=(was,)), replace(BEFORE, meetings=(now,))) == [
        (
            "GB Board (GB#1): from Thursday 19 November 2015 at 10:00 in Room CR1 "
            "to Friday 20 November 2015 at 10:00 in Room CR1; agenda out by Thu 12 Nov 2015 (was Wed 11 Nov 2015); "
            "reports in by Wed 11 Nov 2015 (was Tue 10 Nov 2015); Councillor Ann: apologies (was there)"
        )
    ]


def test_a_meeting_that_stays_is_told_by_what_else_changes():
    was, other = BEFORE.meetings
    now = replace(was, status="confirmed", end=was.end + 30, agenda_items=("NEW",))
    assert told(BEFORE, replace(BEFORE, meetings=(now, other))) == [
        (
            "GB Board (GB#1): Thursday 19 November 2015 at 10:00 in Room CR1 as before; "
            "until 12:30 (was until 12:00); confirmed (was provisional); on the agenda: NEW"
        )
    ]


def test_a_body_that_is_renamed_is_told_by_both_names():
    (was, _) = BEFORE.meetings
    names = [{was.uid: Shown(title, "", "", "")} for title in ("Old Board", "GB Board")]
    (line,) = told(replace(BEFORE, shown=names[0]), replace(BEFORE, shown=names[1]))
    assert line.endswith("as before; called GB Board (was Old Board)")


def test_a_lunch_with_another_theme_or_hour_is_told():
    lunch = Lunch("lunch", 720, 780, "CR1", 12)
    was = Occurrence("DAY", 1, dt.date(2015, 11, 19), theme="HEALTH", lunch=lunch)
    now = replace(was, theme=None, lunch=replace(lunch, start=735))
    assert told(replace(BEFORE, occurrences=(was,)), replace(BEFORE, occurrences=(now,))) == [
        (
            "Lunch of DAY on Thursday 19 November 2015: theme: none, lunch 12:15 to 13:00 "
            "(was theme: HEALTH, lunch 12:00 to 13:00)"
        )
    ]


def test_what_an_older_calendar_does_not_tell_is_no_change():
    was, other = BEFORE.meetings
    was = replace(was, agenda_deadline=dt.date(2015, 11, 11))
    now = replace(was, report_due=dt.date(2015, 11, 10), attendance=())
    assert told(replace(BEFORE, meetings=(was, other)), replace(BEFORE, meetings=(now, other))) == []


def test_many_changes_are_cut_on_the_screen_and_none_is_said_to_be_none():
    lines = [f"change {number}" for number in range(MOST_SHOWN + 2)]
    shown = list(changes_shown(lines, "the published calendar"))
    assert shown[0] == f"{MOST_SHOWN + 2} changes since the published calendar:"
    assert shown[-1] == "  and 2 more: see the sheet Changes of calendar.xlsx."
    assert list(changes_shown([], "step 3")) == ["Nothing has changed since step 3."]
