"""Events that repeat: which of their dates count, and those that were moved, cancelled or left out."""

import pytest
from busy_files import busy, calendar_file, doubts, event, found, refusal, written

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
    assert busy(event(*lines)) == ["2015-11-19 00:00 11-20 00:00", "2015-11-20 00:00 11-21 00:00"]


def test_a_start_that_its_rule_leaves_out_counts():
    assert days("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=1") == ["2015-11-05", "2015-11-06"]


def test_several_rules_and_further_dates_all_count():
    lines = (
        "RRULE:FREQ=WEEKLY;COUNT=2",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1",
        "RDATE:20151201T180000,soon,20151202T180000",
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
    assert written(found(calendar_file(SERIES, change))) == [FIRST, SECOND, THIRD]
    assert doubts(SERIES, change) == ["a.ics has 1 event with a change of a repeat that nobody can tell, left out"]


def test_a_change_of_all_later_repeats_is_doubtful():
    change = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20151112T180000", "DTSTART:20151112T190000", "DURATION:PT1H")
    assert written(found(calendar_file(SERIES, change))) == [FIRST, "2015-11-12 19:00-20:00", THIRD]
    assert doubts(SERIES, change) == [
        "a.ics has 1 event with a change of all later repeats at once, read as a change of one"
    ]


def test_a_rule_without_a_last_day_that_can_be_read_is_refused():
    content = calendar_file(event("DTSTART:20151105T180000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=soon"))
    assert (
        refusal(content)
        == "a.ics has an event of Thursday 5 November 2015 that repeats until a day that cannot be read"
    )
