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
        STANDARD * 61,
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
