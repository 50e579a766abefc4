"""Busy calendars against a well-known library, over series as people's calendars have them, changed in every way.

Where icalendar 7.3 and recurring-ical-events 3.8 are wrong, nothing is drawn: UNTIL in UTC of a series of whole days
(they lose its last day in summer), and zones named as something they are not (they go by the name).
"""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.reading.ics.busy import busy_time

LONDON, BERLIN = ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin")
FIRST, LAST = dt.datetime(2015, 11, 1), dt.datetime(2016, 11, 1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UTC = dt.UTC
Period = tuple[dt.datetime, dt.datetime]


@st.composite
def rules(draw, start, whole_days):
    often = draw(st.sampled_from(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={often}"]
    interval = draw(st.integers(1, 4))
    parts += [f"INTERVAL={interval}"] if interval > 1 else []
    if often == "WEEKLY" and draw(st.booleans()):
        days = {DAYS[start.weekday()], *draw(st.lists(st.sampled_from(DAYS), max_size=2))}
        parts.append("BYDAY=" + ",".join(day for day in DAYS if day in days))
    elif often == "MONTHLY" and draw(st.booleans()):
        parts.append(f"BYDAY={(start.day - 1) // 7 + 1}{DAYS[start.weekday()]}")
    ending = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    until = start + dt.timedelta(days=draw(st.integers(0, 400)))
    parts += [f"COUNT={draw(st.integers(1, 40))}"] if ending == "COUNT" else []
    parts += [f"UNTIL={until:%Y%m%d}" + ("" if whole_days else "T120000Z")] if ending == "UNTIL" else []
    return ";".join(parts)


class Drawn:
    """An event, and how its moments are written."""

    def __init__(self, draw, number):
        self.draw = draw
        self.uid = ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20150101T000000Z"]
        self.whole_days = draw(st.integers(0, 3)) == 0
        self.zone = draw(st.sampled_from([LONDON, BERLIN, UTC, None]))
        hour = 0 if self.whole_days else draw(st.integers(5, 20))
        self.start = dt.datetime(2015, 1, 1, hour) + dt.timedelta(days=draw(st.integers(0, 600)))
        self.repeats = draw(st.integers(0, 3)) > 0

    def written(self, name, local):
        if self.whole_days:
            return f"{name};VALUE=DATE:{local:%Y%m%d}"
        if self.zone is UTC:
            return f"{name}:{local:%Y%m%dT%H%M%S}Z"
        return f"{name}{'' if self.zone is None else f';TZID={self.zone.key}'}:{local:%Y%m%dT%H%M%S}"

    def lasting(self):
        if self.whole_days:
            return f"DURATION:P{self.draw(st.integers(1, 3))}D"
        return f"DURATION:PT{self.draw(st.integers(1, 30))}H"

    def shown(self):
        lines = ["SUMMARY:Busy", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SUMMARY:Busy", "SUMMARY:Busy"]
        return self.draw(st.sampled_from(lines))

    def week(self, number):
        return self.start + dt.timedelta(days=7 * number)

    def change(self, name, local, sequence):
        moved = local + dt.timedelta(days=self.draw(st.integers(-3, 3)))
        lines = [self.written(name, local), self.written("DTSTART", moved), self.lasting(), self.shown()]
        return [*self.uid, *lines, f"SEQUENCE:{sequence}", "END:VEVENT"]

    def lines(self):
        lines = [*self.uid, self.written("DTSTART", self.start), self.lasting(), "SUMMARY:Busy"]
        if not self.repeats:
            return [*lines, self.shown(), "END:VEVENT"]
        lines += [f"RRULE:{self.draw(rules(self.start, self.whole_days))}"]
        weeks = st.lists(st.integers(0, 60), max_size=3, unique=True)
        changed, gone, onwards = ([self.week(week) for week in self.draw(weeks)] for _ in range(3))
        lines += [self.written("EXDATE", local) for local in gone if local not in changed + onwards]
        lines += [self.written("RDATE", self.week(7))] if self.draw(st.booleans()) else []
        lines += [f"SEQUENCE:{self.draw(st.integers(0, 1))}", "END:VEVENT"]
        for local in changed:
            for sequence in self.draw(st.lists(st.integers(1, 9), min_size=1, max_size=2, unique=True)):
                lines += self.change("RECURRENCE-ID", local, sequence)
        for local in () if self.whole_days else sorted(set(onwards) - set(changed)):
            lines += self.change("RECURRENCE-ID;RANGE=THISANDFUTURE", local, 1)
        return lines


@st.composite
def calendars(draw):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number in range(draw(st.integers(1, 3))):
        lines += Drawn(draw, number).lines()
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def local(moment: dt.date) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time())
    return moment if moment.tzinfo is None else moment.astimezone(LONDON).replace(tzinfo=None)


def inside(periods: list[Period]) -> list[Period]:
    """Cut periods to the year, and join those that touch."""
    found: list[Period] = []
    for begin, end in sorted((max(begin, FIRST), min(end, LAST)) for begin, end in periods):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif begin < end:
            found.append((begin, end))
    return found


def by_the_library(data: bytes) -> list[Period]:
    calendar = icalendar.Calendar.from_ical(data)
    events = recurring_ical_events.of(calendar).between(dt.date(2015, 10, 30), dt.date(2016, 11, 3))
    held = (event for event in events if event.get("STATUS") != "CANCELLED" and event.get("TRANSP") != "TRANSPARENT")
    return inside([(local(event.start), local(event.end)) for event in held])


@pytest.mark.slow
@settings(max_examples=rounds(150), derandomize=True, suppress_health_check=list(HealthCheck))
@given(calendars())
def test_the_same_times_are_busy_as_a_library_finds(data):
    window = FIRST - dt.timedelta(days=1), LAST + dt.timedelta(days=1)
    read = busy_time("a.ics", io.BytesIO(data), window, LONDON)
    assert read.doubts == ()
    assert inside([(one.begin, one.end) for one in read.periods]) == by_the_library(data)
