"""Busy calendars against a well-known library, over rules of repeats that people's calendars have."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.domain.problem import Settings
from scheduler.reading.ics.busy import BusyRow, busy_absences

YEAR = Settings("Year", dt.date(2015, 11, 1), dt.date(2016, 10, 31))
LONDON = ZoneInfo("Europe/London")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw):
    often = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={often}"]
    interval = draw(st.integers(1, 4))
    parts += [f"INTERVAL={interval}"] if interval > 1 else []
    if often == "WEEKLY" or draw(st.integers(0, 2)) == 0:
        days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True))
        ordinal = draw(st.sampled_from(["", "1", "-1", "2"])) if often == "MONTHLY" else ""
        parts.append("BYDAY=" + ",".join(f"{ordinal}{day}" for day in days))
    elif often in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={draw(st.sampled_from([1, 15, 28, 31, -1]))}")
    if often != "WEEKLY" and draw(st.integers(0, 2)) == 0:
        parts.append(f"BYMONTH={draw(st.integers(1, 12))}")
    ending = draw(st.sampled_from(["", "", "COUNT", "UNTIL"]))
    parts += [f"COUNT={draw(st.integers(1, 30))}"] if ending == "COUNT" else []
    parts += [f"UNTIL=2016{draw(st.integers(1, 12)):02d}15T120000Z"] if ending == "UNTIL" else []
    return ";".join(parts)


@st.composite
def calendars(draw):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number in range(draw(st.integers(1, 2))):
        start = dt.date(2015, 1, 1) + dt.timedelta(days=draw(st.integers(0, 600)))
        hour = draw(st.integers(7, 18))
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20150101T000000Z"]
        lines += [f"DTSTART;TZID=Europe/London:{start:%Y%m%d}T{hour:02d}3000"]
        lines += [f"DTEND;TZID=Europe/London:{start:%Y%m%d}T{hour + 1:02d}4500"]
        lines += [f"RRULE:{draw(rules())}"] if draw(st.integers(0, 3)) else []
        lines += [draw(st.sampled_from(["SUMMARY:Busy", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SUMMARY:Busy"]))]
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def local(moment):
    return moment.astimezone(LONDON).replace(tzinfo=None)


def by_the_library(data):
    found = set()
    calendar = icalendar.Calendar.from_ical(data)
    for event in recurring_ical_events.of(calendar).between(dt.date(2015, 11, 1), dt.date(2016, 11, 1)):
        if event.get("STATUS") != "CANCELLED" and event.get("TRANSP") != "TRANSPARENT":
            found.add((local(event.start), local(event.end)))
    return found


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(calendars())
def test_the_same_times_are_busy_as_a_library_finds(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("busy")
    (folder / "a.ics").write_bytes(data)
    absences, faults, _ = busy_absences([BusyRow(2, "person", ("ANN",), "a.ics")], folder, YEAR)
    inside = {(a.start, a.end) for a in absences if dt.datetime(2015, 11, 1) <= a.start < dt.datetime(2016, 11, 1)}
    first = {event.start.replace(tzinfo=None) for event in icalendar.Calendar.from_ical(data).events}
    """Where a rule does not fit its own start, RFC 5545 leaves open whether the start counts."""
    assert faults == []
    inside = {pair for pair in inside if pair[0] not in first}
    assert inside == {
        pair for pair in by_the_library(data) if dt.datetime(2015, 11, 1) <= pair[0] and pair[0] not in first
    }
