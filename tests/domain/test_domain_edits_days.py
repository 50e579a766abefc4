"""Changes of when: weekdays, sessions, start times, closed dates and how often."""

import pytest
from builders import body, clock_time, closed, council, day, fixed, meeting_day, session, weekdays

from scheduler.domain.bodies import Cadence
from scheduler.domain.changes import (
    closed_on,
    meets,
    prefers,
    session_runs,
    sessions_fit,
    sits_only_on,
    starts_at,
)
from scheduler.errors import CannotChange

LUNCH = ("DAY", "LUNCH")
COUNCIL = council(
    body("GB", weekdays="Mon", duration_minutes=120),
    body("TP", meeting_day="DAY", session="AM", duration_minutes=90),
    meeting_day("DAY", weekdays="Thu"),
    session("AM"),
    session("LUNCH"),
    session("PM"),
    session("AM", of="OTHER"),
    closed("2015-12-24"),
    fixed("2015-11-19", meeting_day="DAY"),
    end_date="2015-12-31",
)


def held(text):
    return clock_time(text)


def test_weekdays_of_a_body_replace_its_own():
    changed = sits_only_on(COUNCIL, "GB", weekdays("Tue;Wed"))
    assert (changed.bodies["GB"].weekdays, changed.closed_dates) == (weekdays("Tue;Wed"), COUNCIL.closed_dates)


def test_weekdays_of_a_meeting_day_leave_its_fixed_date_and_no_other_day_of_that_weekday():
    changed = sits_only_on(COUNCIL, "DAY", weekdays("Tue"))
    closures = changed.closed_dates[len(COUNCIL.closed_dates) :]
    assert changed.meeting_days["DAY"].weekdays == weekdays("Tue;Thu")
    assert [row.start_date.isoformat() for row in closures] == [
        "2015-11-05", "2015-11-12", "2015-11-26", "2015-12-03", "2015-12-10", "2015-12-17", "2015-12-24", "2015-12-31",
    ]  # fmt: skip
    assert {(row.reason, row.applies_to) for row in closures} == {
        ("DAY sits on Tuesdays only, but for dates that are fixed", ("DAY",))
    }


def test_weekdays_that_hold_the_fixed_date_close_nothing():
    assert sits_only_on(COUNCIL, "DAY", weekdays("Tue;Thu")).closed_dates == COUNCIL.closed_dates


def test_preferred_weekdays_replace_those_before():
    changed = prefers(prefers(COUNCIL, "GB", weekdays("Wed")), "DAY", weekdays("Fri"))
    assert changed.bodies["GB"].preferred_weekdays == weekdays("Wed")
    assert changed.meeting_days["DAY"].preferred_weekdays == weekdays("Fri")


def test_cadence_replaces_the_one_before():
    assert meets(COUNCIL, "GB", 2, 4).bodies["GB"].cadence == Cadence(minimum=2, maximum=4)
    assert meets(COUNCIL, "DAY", 3, 3).meeting_days["DAY"].cadence == Cadence(minimum=3, maximum=3)


@pytest.mark.parametrize(
    ("change", "words", "column"),
    [
        (lambda: meets(COUNCIL, "TP", 4, 4), "TP Board meets as often as its meeting day DAY does", "subject"),
        (lambda: meets(COUNCIL, "GB", 0, 62), "the calendar has only 61 days", "value"),
        (lambda: starts_at(COUNCIL, "TP", (600,)), "TP Board starts when its session DAY:AM does", "subject"),
        (
            lambda: starts_at(COUNCIL, "GB", (600, held("22:00"))),
            "a meeting of 120 minutes from 22:00 would not be over by midnight",
            "value",
        ),
        (
            lambda: closed_on(COUNCIL, day("2016-01-01"), day("2016-01-03"), "Works"),
            "the calendar runs from Sunday 1 November 2015 to Thursday 31 December 2015, and this is outside",
            "subject",
        ),
        (
            lambda: closed_on(COUNCIL, day("2015-10-01"), day("2015-10-31"), "Works"),
            "the calendar runs from Sunday 1 November 2015 to Thursday 31 December 2015, and this is outside",
            "subject",
        ),
    ],
)
def test_a_change_that_contradicts_the_input_is_refused(change, words, column):
    with pytest.raises(CannotChange) as caught:
        change()
    assert (caught.value.message, caught.value.column) == (words, column)


def test_start_times_replace_those_before():
    assert starts_at(COUNCIL, "GB", (600, 660)).bodies["GB"].start_times == (600, 660)


@pytest.mark.parametrize(("which", "hours"), [(LUNCH, ("12:00", "13:00")), (("DAY", "AM"), ("10:00", "12:30"))])
def test_a_session_takes_other_hours(which, hours):
    changed = session_runs(COUNCIL, which, *map(held, hours))
    assert (changed.sessions[which].start, changed.sessions[which].end) == tuple(map(held, hours))
    sessions_fit(changed, which)


@pytest.mark.parametrize(
    ("which", "hours", "words"),
    [
        (LUNCH, ("13:30", "14:30"), "LUNCH overlaps PM, which runs from 14:00 to 16:00"),
        (("DAY", "AM"), ("09:00", "10:00"), "TP Board sits for 90 minutes, and AM would have 60"),
    ],
)
def test_a_session_that_does_not_fit_is_refused(which, hours, words):
    with pytest.raises(CannotChange) as caught:
        sessions_fit(session_runs(COUNCIL, which, *map(held, hours)), which)
    assert (caught.value.message, caught.value.column) == (words, "value")


def test_closed_days_are_closed_to_everything():
    row = closed_on(COUNCIL, day("2015-12-01"), day("2015-12-02"), "Works").closed_dates[-1]
    assert (row.reason, row.applies_to, row.strength) == ("Works", (), "closed")
