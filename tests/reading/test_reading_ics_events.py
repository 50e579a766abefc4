"""What of a calendar file counts as busy, when, and what is said of the rest."""

import pytest
from busy_files import busy, calendar_file, doubts, event, found, written

START, END = "DTSTART:20151119T100000", "DTEND:20151119T113000"
HELD = ["2015-11-19 10:00-11:30"]


def test_a_calendar_without_events_makes_nobody_busy():
    assert busy() == []


def test_floating_times_are_local():
    assert busy(event(START, END)) == HELD


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (("DTSTART:20160714T090000Z", "DTEND:20160714T100000Z"), "2016-07-14 10:00-11:00"),
        (
            ("DTSTART;TZID=Europe/Berlin:20151119T100000", "DTEND;TZID=Europe/Berlin:20151119T113000"),
            "2015-11-19 09:00-10:30",
        ),
        (("DTSTART;TZID=Europe/Berlin:20151119T100000", "DTEND:20151119T103000Z"), "2015-11-19 09:00-10:30"),
        (("DTSTART;TZID=GMT Standard Time:20160714T100000", "DURATION:PT1H"), "2016-07-14 10:00-11:00"),
        (("DTSTART;TZID=W. Europe Standard Time:20151119T100000", "DURATION:PT1H"), "2015-11-19 09:00-10:00"),
        (
            ('DTSTART;TZID="/mozilla.org/20050126_1/Europe/London":20160714T100000', "DURATION:PT1H"),
            "2016-07-14 10:00-11:00",
        ),
        (("DTSTART;TZID=UTC:20160714T090000", "DURATION:PT1H"), "2016-07-14 10:00-11:00"),
        (("dtstart;tzid=Europe/Berlin;x-more=1:20151119T100000", "duration:pt1h"), "2015-11-19 09:00-10:00"),
        (("DTSTART:20151119T1000", "DTEND:20151119T1130"), "2015-11-19 10:00-11:30"),
        (("DTSTART:20151119T235960", "DURATION:PT1M"), "2015-11-19 23:59 11-20 00:00"),
    ],
)
def test_a_time_is_read_in_its_zone(lines, period):
    assert busy(event(*lines)) == [period]


@pytest.mark.parametrize(
    ("lines", "periods"),
    [
        (("DTSTART;VALUE=DATE:20151119",), ["2015-11-19 00:00 11-20 00:00"]),
        (("DTSTART;VALUE=DATE:20151119", "DTEND;VALUE=DATE:20151121"), ["2015-11-19 00:00 11-21 00:00"]),
        (("DTSTART;VALUE=DATE:20151119", "DTEND;VALUE=DATE:20151119"), ["2015-11-19 00:00 11-20 00:00"]),
        (("DTSTART;VALUE=DATE:20151119", "DURATION:P2D"), ["2015-11-19 00:00 11-21 00:00"]),
        (("DTSTART;VALUE=DATE:20151119", "DTEND:20151120T120000"), ["2015-11-19 00:00 11-20 12:00"]),
        ((START, "DURATION:PT1H30M"), HELD),
        ((START, "DURATION:P1W"), ["2015-11-19 10:00 11-26 10:00"]),
        ((START,), []),
        ((START, "DURATION:PT0S"), []),
        ((START, "DTEND:20151119T100000"), []),
        (("DTSTART:20151001T100000", "DTEND:20151101T090000"), ["2015-10-01 10:00 11-01 09:00"]),
        (("DTSTART:20151001T100000", "DTEND:20151001T110000"), []),
        (("DTSTART:20161102T000000", "DTEND:20161102T110000"), []),
        ((START, "DURATION:P999999W"), ["2015-11-19 10:00 12-31 23:59"]),
    ],
)
def test_an_event_is_as_long_as_it_says(lines, periods):
    assert busy(event(*lines)) == periods


@pytest.mark.parametrize(
    "line",
    [
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
        "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE",
        "status;x=1:cancelled",
        "transp: transparent ",
    ],
)
def test_what_takes_no_time_is_left_out(line):
    assert busy(event(START, END, line)) == []


@pytest.mark.parametrize(
    "line",
    ["STATUS:TENTATIVE", "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"],
)
def test_what_may_take_time_counts(line):
    assert busy(event(START, END, line)) == HELD


def test_an_event_may_last_for_all_the_years_there_are():
    read = found(calendar_file(event("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z")))
    assert [(one.begin.year, one.end.year) for one in read.periods] == [(1, 9999)]
    assert read.days == 369


def test_events_that_touch_are_one_time():
    assert busy(event(START, END), event("DTSTART:20151119T110000", "DURATION:PT2H", uid="two")) == [
        "2015-11-19 10:00-13:00"
    ]


def test_events_at_the_same_time_count_once():
    assert busy(event(START, END), event(START, END, uid="two")) == HELD


def test_other_entries_do_not_count_and_those_within_an_event_change_nothing():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDURATION:PT5H\r\nEND:VALARM"
    assert busy(event(START, alarm, END), event(START, END).replace("VEVENT", "VTODO")) == HELD


def test_free_busy_periods_count_unless_they_are_free():
    lines = (
        "BEGIN:VFREEBUSY",
        "DTSTART:20151101T000000Z",
        "FREEBUSY:20151119T100000Z/20151119T110000Z,20160714T090000Z/PT2H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20151121T100000Z/20151121T110000Z",
        "FREEBUSY;FBTYPE=FREE:20151122T100000Z/20151122T110000Z",
        "END:VFREEBUSY",
    )
    assert busy(*lines) == ["2015-11-19 10:00-11:00", "2015-11-21 10:00-11:00", "2016-07-14 10:00-12:00"]


def test_an_event_while_the_clock_is_put_back_keeps_its_length():
    read = found(calendar_file(event("DTSTART:20161030T003000Z", "DTEND:20161030T013000Z")))
    assert written(read) == ["2016-10-30 01:30-02:30"]


def test_several_calendars_in_a_file_all_count():
    both = calendar_file(event(START, END)) + calendar_file(event("DTSTART:20151120T090000", "DURATION:PT1H"))
    assert written(found(both)) == [*HELD, "2015-11-20 09:00-10:00"]


def test_events_without_a_uid_are_each_their_own():
    parts = [event(START, END), event("DTSTART:20151120T090000", "DURATION:PT1H", "SEQUENCE:1")]
    assert busy(*(part.replace("UID:one\r\n", "") for part in parts)) == [*HELD, "2015-11-20 09:00-10:00"]


def test_the_newest_of_an_event_counts():
    older = event("DTSTART:20151120T090000", "DURATION:PT1H", "SEQUENCE:1")
    assert busy(older, event(START, END, "SEQUENCE:2"), event(START, "DURATION:PT9H", "SEQUENCE:nine")) == HELD


DAY = ["2015-11-19 00:00 11-20 00:00"]
"""The whole of 19 November 2015."""


@pytest.mark.parametrize(
    ("lines", "periods", "message"),
    [
        ((END,), DAY, "1 event whose start cannot be read (line 3, Thursday 19 November 2015): the day of its end"),
        (("DTSTART:20151131T100000", END), DAY, "1 event whose start cannot be read (line 3, Thursday 19 November"),
        (("DTSTART:soon", END), DAY, "1 event whose start cannot be read (line 3, Thursday 19 November 2015): the day"),
        (("DTSTART:20151119T250000", "DTEND:later"), DAY, "1 event whose start cannot be read (line 3, Thursday 19"),
        (("DTSTART:soon", "DTEND:later"), [], "1 event whose day cannot be read (line 3): it makes nobody busy"),
        ((START, "DTEND:later"), DAY, "1 event whose end cannot be read (line 3, Thursday 19 November 2015): its day"),
        ((START, "DURATION:P"), DAY, "1 event whose end cannot be read (line 3, Thursday 19 November 2015): its day"),
        ((START, "DURATION:-PT1H"), DAY, "1 event whose end is before the start (line 3, Thursday 19 November 2015)"),
        ((START, "DTEND:20151118T100000"), DAY, "1 event whose end is before the start (line 3, Thursday 19"),
        (
            ("DTSTART;TZID=America/New_York:20151118T200000", "DTEND:later"),
            DAY,
            "1 event whose end cannot be read (line 3, Thursday 19 November 2015): its day is busy",
        ),
    ],
)
def test_an_event_that_cannot_be_placed_makes_its_day_busy_and_is_told(lines, periods, message):
    """Never is anybody free in silence; and the others are read."""
    parts = event(*lines), event("DTSTART:20151201T100000", "DURATION:PT1H", uid="two")
    assert written(found(calendar_file(*parts))) == [*periods, "2015-12-01 10:00-11:00"]
    [told] = doubts(*parts)
    assert told.startswith(f"a.ics has {message}")


def test_repeats_whose_end_cannot_be_read_make_each_of_their_days_busy():
    parts = event("DTSTART:20151119T100000Z", "DTEND:20151119T9999", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert written(found(calendar_file(parts))) == [*DAY, "2015-11-26 00:00 11-27 00:00"]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20140101T100000", "DTEND:later"),
        ("DTSTART:20180101T100000", "DTEND:later"),
        (START, "DTEND:later", "TRANSP:TRANSPARENT"),
        ("DTSTART;TZID=Nowhere:20140101T100000", "DTEND;TZID=Nowhere:20140101T110000"),
    ],
)
def test_what_is_of_no_account_is_not_told(lines):
    assert busy(event(*lines)) == []


def test_events_that_are_not_understood_for_the_same_reason_are_told_once():
    parts = [event(START, "DTEND:later", uid=str(number)) for number in range(5)]
    [told] = doubts(*parts)
    assert told == (
        "a.ics has 5 events whose end cannot be read (line 3, Thursday 19 November 2015; line 8, Thursday 19 November "
        "2015; line 13, Thursday 19 November 2015; and 2 more): their days are busy"
    )


def test_a_busy_time_that_cannot_be_read_makes_its_day_busy_and_is_told():
    parts = "BEGIN:VFREEBUSY", "FREEBUSY:20151119T100000Z/soon,nonsense,20151201T100000Z", "END:VFREEBUSY"
    assert written(found(calendar_file(*parts))) == [*DAY, "2015-12-01 00:00 12-02 00:00"]
    [told] = doubts(*parts)
    assert told == (
        "a.ics has 1 list of times that cannot be read (line 3, Thursday 19 November 2015): "
        "days that can be read are busy"
    )


def test_no_more_doubts_are_told_than_can_be_read():
    parts = [event(f"DTSTART;TZID=Zone {number}:20151119T100000", END, uid=str(number)) for number in range(30)]
    assert len(doubts(*parts)) == 20


def test_what_an_event_is_about_is_never_kept():
    read = found(calendar_file(event(START, END, "SUMMARY:Hospital", "LOCATION:Ward 4", "DESCRIPTION:Private")))
    assert "Hospital" not in repr(read)
    assert "Ward 4" not in repr(read)
