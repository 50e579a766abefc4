"""Rules of repeats: what they choose, also against a well-known library, and which are refused."""

import datetime as dt
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.reading.ics.repeats import MOST_STEPS, BadRule, Budget, TooManyRepeats, repeats, rule_of

START = dt.datetime(2015, 11, 5, 18, 0)
LAST = dt.datetime(2016, 11, 1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = ("1", "-1", "2", "-2")


def chosen(
    text: str, start: dt.datetime = START, first: dt.datetime = START, last: dt.datetime = LAST
) -> list[dt.datetime]:
    return list(repeats(rule_of(text), start, (first, last), None, Budget()))


def on_days(text: str, start: dt.datetime = START, last: dt.datetime = LAST) -> list[str]:
    return [f"{moment:%y-%m-%d}" for moment in chosen(text, start, start, last)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["15-11-05", "15-11-06", "15-11-07"]),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", ["15-11-05", "15-11-15", "15-11-25"]),
        ("FREQ=WEEKLY;COUNT=2", ["15-11-05", "15-11-12"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=3", ["15-11-05", "15-11-16", "15-11-19"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TH;WKST=SU;COUNT=3", ["15-11-05", "15-11-15", "15-11-19"]),
        ("FREQ=WEEKLY;BYDAY=2FR;COUNT=1", ["15-11-06"]),
        ("FREQ=MONTHLY;COUNT=2", ["15-11-05", "15-12-05"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["15-11-27", "15-12-25"]),
        ("FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=2", ["15-11-16", "15-12-07"]),
        ("FREQ=MONTHLY;BYDAY=MO,2TU;COUNT=3", ["15-11-09", "15-11-10", "15-11-16"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", ["15-12-31", "16-01-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=2", ["16-02-29"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["15-11-30", "15-12-31"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ["15-11-13", "16-05-13"]),
        ("FREQ=YEARLY", ["15-11-05"]),
        ("FREQ=YEARLY;BYMONTH=3", ["16-03-05"]),
        ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3,10;COUNT=2", ["16-03-27", "16-10-30"]),
        ("FREQ=YEARLY;BYDAY=1MO,-1TH", ["15-12-31", "16-01-04"]),
        ("FREQ=YEARLY;BYYEARDAY=1,-1", ["15-12-31", "16-01-01"]),
        ("FREQ=YEARLY;BYWEEKNO=20", ["16-05-19"]),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU", ["16-01-03"]),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SA", ["15-12-28", "16-01-02"]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", []),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", []),
        ("FREQ=WEEKLY;BYSETPOS=3", []),
        ("RSCALE=GREGORIAN;FREQ=DAILY;COUNT=1;X-MORE=1", ["15-11-05"]),
        ("freq=daily; count = 1", ["15-11-05"]),
    ],
)
def test_a_rule_chooses_its_days(rule, days):
    assert on_days(rule) == days


def test_a_rule_may_choose_several_times_of_a_day():
    found = chosen("FREQ=DAILY;BYHOUR=9,21;BYMINUTE=0,30;BYSECOND=60;COUNT=3")
    assert [f"{moment:%d %H:%M:%S}" for moment in found] == ["05 21:00:59", "05 21:30:59", "06 09:00:59"]


def test_hours_are_stepped_through_until_an_end():
    assert [f"{moment:%H:%M}" for moment in chosen("FREQ=HOURLY;INTERVAL=2;BYMINUTE=0,15;COUNT=4")] == [
        "18:00",
        "18:15",
        "20:00",
        "20:15",
    ]
    assert [f"{moment:%d %H:%M}" for moment in chosen("FREQ=HOURLY;BYHOUR=9;COUNT=2")] == ["06 09:00", "07 09:00"]


def test_hours_are_not_stepped_through_before_the_window():
    first = dt.datetime(2016, 1, 1)
    found = chosen("FREQ=HOURLY;INTERVAL=5;UNTIL=20160101T120000", first=first, last=dt.datetime(2016, 1, 1, 9))
    assert [f"{moment:%H:%M}" for moment in found] == ["00:00", "05:00"]


@pytest.mark.parametrize("often", ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY;UNTIL=99991231"])
def test_repeats_end_with_the_last_year_there_is(often):
    start = dt.datetime(9999, 12, 31, 23, 0)
    assert chosen(f"FREQ={often}", start, start, dt.datetime.max) == [start]


def test_weeks_are_counted_at_both_ends_of_the_years_there_are():
    first = dt.datetime(1, 1, 1)
    assert chosen("FREQ=WEEKLY;WKST=SU;COUNT=1", first, first) == [first]
    assert chosen("FREQ=YEARLY;BYWEEKNO=1;WKST=SU;COUNT=1", first, first) == [first]
    assert on_days("FREQ=YEARLY;BYWEEKNO=52;BYDAY=FR", dt.datetime(9999, 12, 1), dt.datetime.max) == ["99-12-31"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=2",
        "FREQ=SOMETIMES",
        "W1 MO 20151231T000000Z",
        "",
        "RSCALE=CHINESE;FREQ=YEARLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=1000000000000",
        "FREQ=DAILY;COUNT=10000000000",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=many",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;BYMONTH=-1",
        "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;WKST=",
        f"FREQ=DAILY;BYMONTHDAY={','.join(['1'] * 61)}",
        f"FREQ=DAILY;BYDAY={','.join(['MO'] * 61)}",
        f"FREQ=DAILY;BYHOUR=1,2;BYMINUTE={','.join(map(str, range(31)))}",
    ],
)
def test_a_rule_that_nobody_needs_is_refused(rule):
    with pytest.raises(BadRule):
        rule_of(rule)


@pytest.mark.parametrize(
    ("rule", "start", "days"),
    [
        ("FREQ=DAILY", dt.datetime(1, 1, 1, 10), 367),
        ("FREQ=WEEKLY", dt.datetime(1600, 1, 1, 10), 53),
        ("FREQ=MONTHLY;BYDAY=1MO", dt.datetime(1600, 1, 3, 10), 12),
        ("FREQ=YEARLY", dt.datetime(1601, 1, 5, 10), 1),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", START, 0),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", START, 0),
    ],
)
def test_a_rule_costs_no_more_than_a_look_at_each_day_of_the_window(rule, start, days):
    first = dt.datetime(2015, 10, 31)
    budget = Budget()
    found = list(repeats(rule_of(rule), start, (first, LAST), None, budget))
    assert len(found) == days
    assert MOST_STEPS - budget.left <= 3 * ((LAST - first).days + 1)


def test_what_all_rules_of_a_file_may_take_is_bounded():
    budget = Budget(800)
    walk = repeats(rule_of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), START, (START, LAST), None, budget)
    assert list(walk) == []
    with pytest.raises(TooManyRepeats):
        list(repeats(rule_of("FREQ=DAILY"), START, (START, LAST), None, budget))


@st.composite
def rules(draw):
    """Draw a rule that chooses some day sooner or later: the library looks for one until the year 9999."""
    often = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]))
    parts = [f"FREQ={often}", f"INTERVAL={draw(st.sampled_from([1, 5]))}", f"WKST={draw(st.sampled_from(DAYS))}"]
    days = draw(st.lists(st.sampled_from(DAYS), max_size=3, unique=True))
    nth = often in ("YEARLY", "MONTHLY") and draw(st.booleans())
    parts += ["BYDAY=" + ",".join((draw(st.sampled_from(NTH)) if nth else "") + day for day in days)] if days else []
    if often != "WEEKLY" and not (nth and days) and draw(st.booleans()):
        parts.append(
            f"BYMONTHDAY={draw(st.sampled_from(['1,8,15,22', '-1,-9,-14,-28', '2,3,5,7,11,13,17,-3', '12,28']))}"
        )
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(st.sampled_from(['1', '3,10', '2,4,6,8', '11,12']))}")
    if draw(st.booleans()):
        parts.append(f"BYHOUR={draw(st.integers(0, 11))},{draw(st.integers(12, 23))}")
    if often in ("YEARLY", "MONTHLY") and days and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from(['1', '-1', '1,-1']))}")
    return ";".join(parts)


@settings(max_examples=rounds(150), derandomize=True)
@given(rules(), st.integers(0, 800), st.integers(0, 23), st.integers(0, 12))
def test_a_rule_chooses_what_a_library_chooses(rule, later, hour, count):
    start = dt.datetime(2014, 1, 1, hour, 30) + dt.timedelta(days=later)
    last = start + dt.timedelta(days=1_500)
    wanted = list(takewhile(lambda moment: moment <= last, rrulestr(rule, dtstart=start)))
    counted = f"{rule};COUNT={count}" if count else rule
    assert chosen(counted, start, start, last) == (wanted[:count] if count else wanted)
    assert chosen(rule, start, START, last) == [moment for moment in wanted if moment >= START]
    if count:
        assert chosen(counted, start, START, last) == [moment for moment in wanted[:count] if moment >= START]


@settings(max_examples=rounds(100), derandomize=True)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "WEEKLY;BYDAY=MO", "WEEKLY;WKST=SU;BYDAY=SU,TU,SA", "HOURLY;INTERVAL=7"]),
    st.integers(1, 3),
    st.integers(0, 800),
    st.integers(1, 900),
)
def test_repeats_that_are_counted_are_not_stepped_through_before_the_window(often, interval, later, count):
    start = dt.datetime(2013, 11, 1, 9, 30) + dt.timedelta(days=later)
    rule = f"FREQ={often};COUNT={count}" if "INTERVAL" in often else f"FREQ={often};COUNT={count};INTERVAL={interval}"
    wanted = [moment for moment in rrulestr(rule, dtstart=start) if START <= moment <= LAST]
    assert chosen(rule, start, START, LAST) == wanted
