import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from scheduler.outputs.feeds.rfc5545 import time_zone

LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
X-LIC-LOCATION:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def offsets_differ(name: str, first_year: int, last_year: int, *, described_for: int) -> list[dt.datetime]:
    """Return each quarter of a day of the years at which the VTIMEZONE says something else than the zone itself."""
    described = Timezone.from_ical(time_zone(name, first_year, described_for)).to_tz(lookup_tzid=False)
    zone = ZoneInfo(name)
    hour = dt.datetime(first_year, 1, 1, 0, 30)
    wrong = []
    while hour.year <= last_year:
        exists = hour.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) == hour
        certain = hour.replace(tzinfo=zone, fold=0).utcoffset() == hour.replace(tzinfo=zone, fold=1).utcoffset()
        if exists and certain and hour.replace(tzinfo=described).utcoffset() != hour.replace(tzinfo=zone).utcoffset():
            wrong.append(hour)
        hour += dt.timedelta(hours=6)
    return wrong


@pytest.mark.parametrize("year", [1998, 2015, 2026, 2030])
def test_london_is_one_rule_into_summer_and_one_out_of_it(year: int) -> None:
    assert time_zone("Europe/London", year, year + 1).decode() == LONDON.replace("\n", "\r\n")


def test_london_is_right_every_day_of_the_next_twelve_years() -> None:
    assert offsets_differ("Europe/London", 2026, 2038, described_for=2027) == []


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Dublin",
        "America/New_York",
        "America/Santiago",
        "America/Nuuk",
        "Asia/Jerusalem",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Asia/Kolkata",
        "UTC",
    ],
)
def test_any_zone_is_right_in_the_years_of_the_plan(name: str) -> None:
    assert offsets_differ(name, 2026, 2027, described_for=2027) == []


def test_a_zone_that_changed_its_rules_is_right_in_those_years() -> None:
    assert offsets_differ("America/New_York", 2006, 2007, described_for=2007) == []
    assert offsets_differ("Europe/Moscow", 2011, 2012, described_for=2012) == []
    assert offsets_differ("America/Sao_Paulo", 2007, 2008, described_for=2008) == []


def test_a_zone_without_summer_time_is_one_standard_time() -> None:
    assert time_zone("Asia/Kolkata", 2026, 2027).decode().splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Kolkata",
        "X-LIC-LOCATION:Asia/Kolkata",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0530",
        "TZOFFSETTO:+0530",
        "TZNAME:IST",
        "DTSTART:19700101T000000",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_a_rule_may_name_the_days_of_the_month() -> None:
    assert b"RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR\r\n" in time_zone(
        "Asia/Jerusalem", 2026, 2027
    )


def test_offsets_west_of_greenwich_are_negative() -> None:
    assert b"TZOFFSETFROM:-0330\r\n" in time_zone("America/St_Johns", 2026, 2027)
