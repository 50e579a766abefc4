"""Events that repeat: which of their dates count, and those that were moved, cancelled or left out."""

import pytest
from busy_files import busy, calendar_file, doubts, event, found, written

LONDON = "DTSTART;TZID=Europe/London"


def days(*lines: str) -> list[str]:
    """Return the days, without their times, of an event on Thursdays at 18:00 from 5 November 2015."""
    return [period[:10] for period in busy(event("DTSTART:20151105T180000", "DURATION:PT1H", *lines))]


def test_a_weekly_event_stays_at_its_hour_over_a_change_of_the_clocks():
    lines = (f"{LONDON}:20160317T180000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert busy(event(*lines)) == ["2016-03-17 18:00-20:00", "2016-03-24 18:00-20:00", "2016-03-31 18:00-20:00"]


def test_a_weekly_event_in_utc_moves_with_the_clocks():
    lines = ("DTSTART:20160324T180000Z", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert busy(event(*lines)) == ["2016-03-24 18:00-20:00", "2016-03-31 19:00-21:00"]


def test_a_series_that_began_long_ago_counts_in_the_calendars_days():
    lines = ("DTSTART:16010105T180000", "DURATION:PT1H", "RRULE:FREQ=YEARLY")
    assert busy(event(*lines)) == ["2016-01-05 18:00-19:00"]


def test_a_long_event_counts_where_it_reaches_into_the_calendars_days():
    lines = ("DTSTART:20151020T180000", "DURATION:P12D", "RRULE:FREQ=YEARLY")
    assert busy(event(*lines)) == ["2015-10-20 18:00 11-01 18:00", "2016-10-20 18:00 11-01 18:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20151119T180000Z", "2015-11-19"),
        ("20151119T175959Z", "2015-11-12"),
        ("20151119", "2015-11-19"),
        ("20151118", "2015-11-12"),
        ("20151119T180000", "2015-11-19"),
    ],
)
def test_a_series_ends_with_its_last_day(until, last):
    assert days(f"RRULE:FREQ=WEEKLY;UNTIL={until}")[-1] == last


def test_the_end_of_a_series_is_a_moment_in_its_own_zone():
    lines = ("DTSTART;TZID=America/New_York:20151105T200000", "DURATION:PT1H")
    assert busy(event(*lines, "RRULE:FREQ=WEEKLY;UNTIL=20151113T010000Z")) == [
        "2015-11-06 01:00-02:00",
        "2015-11-13 01:00-02:00",
    ]


@pytest.mark.parametrize("until", ["20151120", "20151120T000000Z", "20151120T120000"])
def test_whole_days_end_with_the_day_of_their_end(until):
    lines = ("DTSTART;VALUE=DATE:20151119", f"RRULE:FREQ=DAILY;UNTIL={until}")
    assert busy(event(*lines)) == ["2015-11-19 00:00 11-21 00:00"]


def test_a_start_that_its_rule_leaves_out_counts():
    assert days("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=1") == ["2015-11-05", "2015-11-06"]


def test_several_rules_and_further_dates_all_count():
    lines = (
        "RRULE:FREQ=WEEKLY;COUNT=2",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1",
        "RDATE:20151201T180000,20151202T180000",
    )
    assert days(*lines) == ["2015-11-05", "2015-11-09", "2015-11-12", "2015-12-01", "2015-12-02"]


def test_a_further_date_may_have_its_own_zone_and_length():
    lines = (
        "RDATE;VALUE=PERIOD:20151201T180000Z/PT3H,20151202T180000Z/20151202T220000Z,20151203T180000Z/20151203T170000Z",
        "RDATE;TZID=Europe/Berlin:20151204T190000",
    )
    assert busy(event("DTSTART:20151105T180000", "DURATION:PT1H", *lines)) == [
        "2015-11-05 18:00-19:00",
        "2015-12-01 18:00-21:00",
        "2015-12-02 18:00-22:00",
        "2015-12-03 18:00-19:00",
        "2015-12-04 18:00-19:00",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE:20151112T180000",
        "EXDATE;TZID=Europe/Berlin:20151112T190000",
        "EXDATE:20151112T180000Z,20161225T180000Z",
        "EXDATE;VALUE=DATE:20151112",
        "EXRULE:FREQ=DAILY;BYMONTHDAY=12;COUNT=1",
    ],
)
def test_a_date_that_is_taken_out_does_not_count(line):
    assert days("RRULE:FREQ=WEEKLY;COUNT=3", line) == ["2015-11-05", "2015-11-19"]


def test_the_first_date_can_be_taken_out():
    assert days("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20151105T180000") == ["2015-11-12"]


@pytest.mark.parametrize("line", ["EXDATE;VALUE=DATE:20151120", "EXDATE:20151120T000000", "EXDATE:20151120T000000Z"])
def test_a_whole_day_that_is_taken_out_does_not_count(line):
    lines = ("DTSTART;VALUE=DATE:20151119", "RRULE:FREQ=DAILY;COUNT=3", line)
    assert busy(event(*lines)) == ["2015-11-19 00:00 11-20 00:00", "2015-11-21 00:00 11-22 00:00"]


SERIES = event("DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
FIRST, SECOND, THIRD = "2015-11-05 18:00-19:00", "2015-11-12 18:00-19:00", "2015-11-19 18:00-19:00"


def test_a_repeat_that_was_moved_counts_where_it_is_now():
    moved = event("RECURRENCE-ID:20151112T180000", "DTSTART:20151113T090000", "DURATION:PT2H")
    assert busy(moved, SERIES) == [FIRST, "2015-11-13 09:00-11:00", THIRD]


@pytest.mark.parametrize(
    "lines",
    [
        ("RECURRENCE-ID:20151112T180000", "STATUS:CANCELLED", "DTSTART:20151112T180000", "DURATION:PT1H"),
        ("RECURRENCE-ID:20151112T180000Z", "STATUS:CANCELLED"),
        ("RECURRENCE-ID;VALUE=DATE:20151112", "TRANSP:TRANSPARENT", "DTSTART:20151112T180000", "DURATION:PT1H"),
    ],
)
def test_a_repeat_that_was_cancelled_does_not_count(lines):
    assert busy(SERIES, event(*lines)) == [FIRST, THIRD]


def test_the_newest_change_of_a_repeat_counts():
    changes = [
        event("RECURRENCE-ID:20151112T180000", f"DTSTART:20151113T{hour}0000", "DURATION:PT1H", f"SEQUENCE:{number}")
        for hour, number in (("10", 2), ("11", 3), ("12", 1))
    ]
    assert busy(*changes, SERIES) == [FIRST, "2015-11-13 11:00-12:00", THIRD]


def test_a_change_without_its_series_counts_by_itself():
    change = event("RECURRENCE-ID:20151112T180000", "DTSTART:20151113T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    assert busy(change) == ["2015-11-13 10:00-11:00"]


def test_a_cancelled_series_is_cancelled_with_its_changes():
    cancelled = event("STATUS:CANCELLED", "DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    assert busy(cancelled, event("RECURRENCE-ID:20151112T180000", "DTSTART:20151113T100000", "DURATION:PT1H")) == []


def test_a_repeat_that_takes_time_counts_though_its_series_takes_none():
    free = event("TRANSP:TRANSPARENT", "DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=SECONDLY")
    assert busy(free, event("RECURRENCE-ID:20151112T180000", "DTSTART:20151112T180000", "DURATION:PT1H")) == [SECOND]


def test_a_change_of_a_repeat_that_cannot_be_told_is_doubtful():
    change = event("RECURRENCE-ID:soon", "DTSTART:20151113T100000", "DURATION:PT1H")
    assert written(found(calendar_file(SERIES, change))) == [FIRST, SECOND, "2015-11-13 10:00-11:00", THIRD]
    assert doubts(SERIES, change) == [
        "a.ics has 1 changed repeat that cannot be told from the others (line 9): it counts beside them"
    ]


@pytest.mark.parametrize("until", ["20160713T230000Z", "20160714T000000Z", "20160714", "20160714T235959Z"])
def test_whole_days_in_summer_end_with_the_local_day_of_their_end(until):
    """Exchange writes midnight in London as 23:00Z of the day before; others write the day itself, in UTC.

    icalendar 7.3, recurring-ical-events 3.8 and dateutil 2.9 have this wrong: they drop the zone and compare
    `2016-07-14 00:00` with `2016-07-13 23:00`, so the last day is lost. (RFC 5545 §3.3.10 wants UNTIL as a DATE here.)
    """
    lines = ("DTSTART;VALUE=DATE:20160712", f"RRULE:FREQ=DAILY;UNTIL={until}")
    assert busy(event(*lines)) == ["2016-07-12 00:00 07-15 00:00"]


@pytest.mark.parametrize("line", ["EXDATE:20160712T230000Z", "EXDATE:20160713T000000Z", "EXDATE:20160713"])
def test_a_whole_day_in_summer_is_taken_out_by_its_local_day(line):
    lines = ("DTSTART;VALUE=DATE:20160712", "RRULE:FREQ=DAILY;COUNT=3", line)
    assert busy(event(*lines)) == ["2016-07-12 00:00 07-13 00:00", "2016-07-14 00:00 07-15 00:00"]


def test_a_series_that_ends_before_it_starts_has_no_day():
    """So Google leaves a series whose first repeat was deleted with all that follow it."""
    assert days("RRULE:FREQ=WEEKLY;UNTIL=20151105T175959Z") == []


@pytest.mark.parametrize("line", ["EXDATE:20151112T180000", "EXDATE;TZID=Europe/Berlin:20151112T180000"])
def test_a_date_taken_out_without_a_zone_is_one_of_the_series(line):
    lines = ("DTSTART;TZID=Europe/Berlin:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", line)
    assert busy(event(*lines)) == ["2015-11-05 17:00-18:00", "2015-11-19 17:00-18:00"]


CHANGE = "RECURRENCE-ID:20151112T180000", "DTSTART:20151113T100000", "DURATION:PT1H"


@pytest.mark.parametrize(
    "series",
    [
        ("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20151112T180000"),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2",),
    ],
)
def test_a_repeat_that_was_changed_and_then_deleted_does_not_count(series):
    lines = ("DTSTART:20151105T180000", "DURATION:PT1H", *series)
    assert busy(event(*CHANGE, "SEQUENCE:1"), event(*lines, "SEQUENCE:2")) == [FIRST, THIRD]


@pytest.mark.parametrize("sequence", [2, 3])
def test_a_repeat_that_was_changed_since_the_series_was_sent_counts(sequence):
    lines = ("DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20151112T180000")
    periods = busy(event(*CHANGE, f"SEQUENCE:{sequence}"), event(*lines, "SEQUENCE:2"))
    assert periods == [FIRST, "2015-11-13 10:00-11:00", THIRD]


def test_a_change_of_a_repeat_that_another_file_of_the_series_ended_before_does_not_count():
    lines = ("DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20151105T180000Z", "SEQUENCE:2")
    assert busy(event(*CHANGE, "SEQUENCE:1"), event(*lines)) == [FIRST]


@pytest.mark.parametrize(
    "around",
    [
        "RECURRENCE-ID;TZID=Europe/Berlin:20151112T190000",
        "RECURRENCE-ID:20151112T180000Z",
        "RECURRENCE-ID;VALUE=DATE:20151112",
    ],
)
def test_a_changed_repeat_is_told_by_its_instant_in_whatever_zone(around):
    older = event(around, "DTSTART:20151114T100000", "DURATION:PT1H")
    assert busy(event(*CHANGE, "SEQUENCE:1"), older, SERIES) == [FIRST, "2015-11-13 10:00-11:00", THIRD]


def test_of_two_changes_of_one_sequence_the_later_stamp_counts():
    early = event(*CHANGE[:1], "DTSTART:20151114T100000", "DURATION:PT1H", "DTSTAMP:20151101T000000Z")
    late = event(*CHANGE, "DTSTAMP:20151102T000000Z")
    assert busy(late, early, SERIES) == busy(early, late, SERIES) == [FIRST, "2015-11-13 10:00-11:00", THIRD]


def test_the_versions_of_an_event_may_stand_in_several_calendars():
    later = event("DTSTART:20151105T190000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "SEQUENCE:1")
    content = b"".join(map(calendar_file, (event(*CHANGE, "SEQUENCE:1"), SERIES, later)))
    assert written(found(content)) == [
        "2015-11-05 19:00-20:00",
        "2015-11-12 19:00-20:00",
        "2015-11-13 10:00-11:00",
        "2015-11-19 19:00-20:00",
    ]


def stream(method: str, *lines: str) -> bytes:
    return calendar_file(f"METHOD:{method}", event(*lines))


def test_a_stream_of_messages_is_read_to_its_end():
    """As RFC 5546 has it: what cancels need not say STATUS:CANCELLED; an answer is no version; ADD adds."""
    start, length = "DTSTART:20151105T180000", "DURATION:PT1H"
    request = stream("REQUEST", start, length, "RRULE:FREQ=WEEKLY;COUNT=3", "DTSTAMP:20151001T000000Z")
    cancel = stream("CANCEL", "RECURRENCE-ID:20151112T180000", start, "SEQUENCE:1", "DTSTAMP:20151002T000000Z")
    reply = stream("REPLY", "DTSTART:20151130T180000", "SEQUENCE:9", "DTSTAMP:20151003T000000Z")
    more = stream("ADD", "DTSTART:20151201T180000", length, "SEQUENCE:1")
    assert written(found(request + cancel + reply + more)) == [FIRST, THIRD, "2015-12-01 18:00-19:00"]
    assert written(found(request + cancel + stream("CANCEL", start, "SEQUENCE:2"))) == []
    assert written(found(stream("REPLY", start, length))) == [FIRST]


ONWARDS = "RECURRENCE-ID;RANGE=THISANDFUTURE:20151112T180000"


def test_a_change_of_all_later_repeats_moves_each_of_them_and_changes_its_length():
    change = event(ONWARDS, "DTSTART:20151113T190000", "DURATION:PT2H")
    assert busy(SERIES, change) == [FIRST, "2015-11-13 19:00-21:00", "2015-11-20 19:00-21:00"]


def test_it_does_so_until_the_next_such_change_and_not_to_what_is_changed_by_itself():
    series = event("DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE:20151203T180000")
    changes = (
        event(ONWARDS, "DTSTART:20151112T190000", "DURATION:PT1H"),
        event("RECURRENCE-ID:20151119T180000", "DTSTART:20151119T080000", "DURATION:PT1H"),
        event(ONWARDS.replace("1112", "1126"), "DTSTART:20151127T180000", "DURATION:PT30M"),
    )
    assert busy(series, *changes) == [
        "2015-11-05 18:00-19:00",
        "2015-11-12 19:00-20:00",
        "2015-11-19 08:00-09:00",
        "2015-11-27 18:00-18:30",
        "2015-12-11 18:00-18:30",
    ]


def test_it_stays_at_its_hour_over_a_change_of_the_clocks():
    series = event(f"{LONDON}:20160317T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    change = event(ONWARDS.replace("20151112T180000", "20160324T180000Z"), f"{LONDON}:20160324T190000", "DURATION:PT1H")
    assert [period[11:] for period in busy(series, change)] == ["18:00-19:00", "19:00-20:00", "19:00-20:00"]


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT"])
def test_all_later_repeats_may_be_cancelled_or_free(line):
    change = event(ONWARDS, "DTSTART:20151112T180000", "DURATION:PT1H", line)
    assert busy(SERIES, change) == [FIRST]


def test_all_later_repeats_may_become_whole_days():
    change = event(ONWARDS, "DTSTART;VALUE=DATE:20151113")
    assert busy(SERIES, change) == [FIRST, "2015-11-13 00:00 11-14 00:00", "2015-11-20 00:00 11-21 00:00"]


def test_a_repeat_far_away_may_be_moved_into_the_calendars_days():
    series = event("DTSTART:20140101T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    change = event("RECURRENCE-ID:20140108T180000", "DTSTART:20151105T180000", "DURATION:PT1H")
    assert busy(series, change) == [FIRST]
    moved = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20140101T180000", "DTSTART:20151105T180000", "DURATION:PT1H")
    assert busy(series, moved) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY;UNTIL=soon", "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=3", "W1 TU #3", "FREQ=DAILY;INTERVAL=0"]
)
def test_repeats_that_cannot_be_read_are_told_and_the_first_day_is_busy(rule):
    part = event("DTSTART:20151105T180000", "DURATION:PT1H", f"RRULE:{rule}")
    assert written(found(calendar_file(part))) == ["2015-11-05 00:00 11-06 00:00"]
    message = "a.ics has 1 event whose repeats cannot be read (line 3, Thursday 5 November 2015)"
    assert doubts(part) == [f"{message}: only its first day is busy"]
    assert doubts(part.replace("2015", "2014")) == [
        f"{message}: only its first day is busy".replace("Thursday 5 November 2015", "Wednesday 5 November 2014")
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("RDATE:20151201T180000,soon", "further dates that cannot be read (line 3): they make nobody busy"),
        ("EXDATE:20151105T180000,soon", "left-out dates that cannot be read (line 3): they count as busy"),
        ("EXRULE:FREQ=NEVER", "left-out dates that cannot be read (line 3): they count as busy"),
    ],
)
def test_dates_of_a_series_that_cannot_be_read_are_told(line, message):
    part = event("DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2", line)
    assert doubts(part) == [f"a.ics has 1 event with {message}"]
