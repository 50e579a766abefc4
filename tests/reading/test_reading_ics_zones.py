"""Time zones as calendar programs name them, or describe them in the file itself."""

import pytest
from busy_files import busy, calendar_file, doubts, event, found, written

STANDARD = (
    "BEGIN:STANDARD", "DTSTART:16010101T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
)  # fmt: skip
SUMMER = (
    "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT",
)  # fmt: skip
NAME = "(UTC+01:00) Amsterdam, Berlin, Bern, Rome"


def zone(*lines: str, name: str = NAME) -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE"])


def at(day: str, name: str = f'"{NAME}"') -> str:
    return event(f"DTSTART;TZID={name}:{day}T100000", f"DTEND;TZID={name}:{day}T110000", uid=day)


@pytest.mark.parametrize("name", [f'"{NAME}"', NAME])
def test_a_zone_is_what_the_file_says_where_nothing_else_is_known(name):
    assert busy(zone(*STANDARD, *SUMMER), at("20151119", name), at("20160714", name)) == [
        "2015-11-19 09:00-10:00",
        "2016-07-14 09:00-10:00",
    ]


def test_the_clocks_of_a_described_zone_change_on_their_days():
    days = "20160326", "20160327", "20161029", "20161030"
    hours = [f"{day[4:6]}-{day[6:]} 09:00-10:00" for day in days]
    lines = (line.replace("+0100", "+0400").replace("+0200", "+0500") for line in (*STANDARD, *SUMMER))
    found_there = [period[5:] for period in busy(zone(*lines), *map(at, days))]
    assert found_there == [hour.replace("09:00-10:00", "06:00-07:00") for hour in hours]


def test_a_described_zone_may_list_its_changes_or_end_them():
    lines = (
        "BEGIN:STANDARD", "DTSTART:20100101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:-033015", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:20151101T000000", "RDATE:20160701T000000,nonsense",
        "RRULE:FREQ=DAILY;UNTIL=20151101T033015Z", "TZOFFSETFROM:-033015", "TZOFFSETTO:+0000", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20160101T000000", "RRULE:FREQ=YEARLY;UNTIL=20160101T000000",
        "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:STANDARD",
    )  # fmt: skip
    periods = busy(zone(*lines), *map(at, ("20151101", "20160201", "20160714")))
    assert periods == ["2015-11-01 10:00-11:00", "2016-02-01 09:00-10:00", "2016-07-14 11:00-12:00"]


def test_before_its_first_change_a_described_zone_is_as_it_was():
    lines = ("BEGIN:STANDARD", "DTSTART:20160101T000000", "TZOFFSETFROM:+0400", "TZOFFSETTO:+0100", "END:STANDARD")
    assert busy(zone(*lines), at("20151119")) == ["2015-11-19 06:00-07:00"]


def test_a_series_of_a_described_zone_ends_at_a_moment():
    lines = ("DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20151120T090000Z", "EXDATE:20151119T090000Z")
    series = event(f'DTSTART;TZID="{NAME}":20151118T100000', *lines)
    assert busy(zone(*STANDARD, *SUMMER), series) == ["2015-11-18 09:00-10:00", "2015-11-20 09:00-10:00"]


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"),
        ("BEGIN:STANDARD", "DTSTART:20160101T000000", "TZOFFSETTO:+0100", "END:STANDARD"),
        ("BEGIN:STANDARD", "DTSTART:20160101T000000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+2400", "END:STANDARD"),
        tuple(line.replace("YEARLY", "SECONDLY") for line in STANDARD),
        STANDARD * 501,
    ],
)
def test_a_zone_of_which_nothing_is_known_is_local_and_doubtful(lines):
    assert written(found(calendar_file(zone(*lines), at("20151119")))) == ["2015-11-19 10:00-11:00"]
    assert doubts(zone(*lines), at("20151119")) == [
        f"a.ics names the time zone “{NAME}”, of which nothing is known: its times are taken as local"
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/localtime", "localtime", "Europe", "a/" * 50 + "b", "X\0Y"])
def test_a_name_that_is_no_zone_is_never_a_path(name):
    assert len(doubts(at("20151119", name))) == 1


def test_a_zone_that_no_event_names_is_not_looked_at():
    assert busy(zone("BEGIN:STANDARD", "RRULE:FREQ=SECONDLY", "END:STANDARD"), "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE") == []


LONDON = (
    "BEGIN:STANDARD", "DTSTART:16010101T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "END:STANDARD",
    "BEGIN:DAYLIGHT", "DTSTART:16010101T010000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "END:DAYLIGHT",
)  # fmt: skip
SUMMER_DAY = "20160714"


@pytest.mark.parametrize("name", ["GMT", "UTC", "Etc/GMT", "CET", "Z"])
def test_a_name_means_what_the_file_describes_under_it_and_that_it_does_is_told(name):
    """icalendar 7.3 takes the names `GMT` and `UTC` for UTC, whatever the file describes."""
    parts = zone(*LONDON, name=name), at(SUMMER_DAY, name)
    assert written(found(calendar_file(*parts))) == ["2016-07-14 10:00-11:00"]
    assert doubts(*parts) == [
        f"a.ics describes the time zone “{name}” otherwise than its name says: its times are read as it is described"
    ]


@pytest.mark.parametrize("name", ["Europe/London", "GMT Standard Time", "/example.org/Europe/London"])
def test_a_zone_that_is_described_as_it_is_named_is_not_doubtful(name):
    assert busy(zone(*LONDON, name=name), at(SUMMER_DAY, name)) == ["2016-07-14 10:00-11:00"]


def test_london_may_be_described_as_another_place():
    parts = zone(*STANDARD, *SUMMER, name="Europe/London"), at(SUMMER_DAY, "Europe/London")
    assert written(found(calendar_file(*parts))) == ["2016-07-14 09:00-10:00"]
    assert len(doubts(*parts)) == 1


@pytest.mark.parametrize(
    ("described", "named"),
    [
        (NAME.replace(",", r"\,"), f'"{NAME}"'),
        (NAME.replace(",", r"\,"), NAME.replace(",", r"\,")),
        (NAME, f'"{NAME.upper()}"'),
        (f'"{NAME}"', NAME),
    ],
)
def test_commas_of_a_zones_name_are_escaped_where_it_is_text_and_not_where_it_is_quoted(described, named):
    assert busy(zone(*STANDARD, *SUMMER, name=described), at("20151119", named)) == ["2015-11-19 09:00-10:00"]


def test_a_zone_may_be_described_in_another_calendar_of_the_file():
    content = calendar_file(at("20151119")) + calendar_file(zone(*STANDARD, *SUMMER))
    assert written(found(content)) == ["2015-11-19 09:00-10:00"]


def test_each_calendar_of_a_file_has_its_own_zones():
    there, elsewhere = (
        calendar_file(zone(*lines, name="Here"), at(SUMMER_DAY, "Here").replace("UID:", f"UID:{number}"))
        for number, lines in enumerate([(*STANDARD, *SUMMER), LONDON])
    )
    assert written(found(there + elsewhere)) == ["2016-07-14 09:00-11:00"]


def test_a_described_zone_whose_rules_have_ended_stays_as_the_last_change_left_it():
    ended = [line.replace("BYMONTH=10", "BYMONTH=10;UNTIL=20101031T010000Z") for line in STANDARD]
    begun = [line.replace("BYMONTH=3", "BYMONTH=3;UNTIL=20100328T010000Z") for line in SUMMER]
    assert busy(zone(*ended, *begun), at(SUMMER_DAY)) == ["2016-07-14 10:00-11:00"]


def test_the_hour_of_a_change_of_a_described_zone_is_read_exactly():
    """At 01:00 in UTC on 30 October 2016 the clocks of London and of Berlin are put back."""
    hours = [event(f"DTSTART:20161030T{hour:02d}0000Z", "DURATION:PT1M", uid=str(hour)) for hour in (0, 1)]
    series = event(f'DTSTART;TZID="{NAME}":20161030T023000', "DURATION:PT1M", "RRULE:FREQ=DAILY;UNTIL=20161030T003000Z")
    read = written(found(calendar_file(zone(*STANDARD, *SUMMER), *hours, series)))
    assert read == ["2016-10-30 01:00-01:01", "2016-10-30 01:30-01:31"]


def test_whole_days_end_by_the_only_zone_that_the_file_describes():
    series = event("DTSTART;VALUE=DATE:20160712", "RRULE:FREQ=DAILY;UNTIL=20160713T220000Z")
    assert busy(zone(*STANDARD, *SUMMER), series) == ["2016-07-12 00:00 07-15 00:00"]
    assert busy(series) == ["2016-07-12 00:00 07-14 00:00"]
