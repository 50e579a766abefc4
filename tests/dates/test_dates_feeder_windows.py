import datetime as dt

import pytest
from builders import body, closed, council, day, reports
from hypothesis import given
from hypothesis import strategies as st

from scheduler.dates.clear_days import clear_working_days, feeder_window, latest_feeder_day

PROBLEM = council(body("ANY"), body("TUE", weekdays="Tue"), body("HWB"), closed("2015-11-10", applies_to=("TUE",)))


@pytest.mark.parametrize(
    ("feeder", "least", "receiver_on", "latest"),
    [
        ("ANY", 6, "2015-11-19", "2015-11-10"),
        ("ANY", 1, "2015-11-19", "2015-11-17"),
        ("ANY", 0, "2015-11-19", "2015-11-19"),
        ("ANY", 0, "2015-11-21", "2015-11-20"),
        ("ANY", 1, "2015-11-23", "2015-11-19"),
        ("TUE", 6, "2015-11-19", "2015-11-03"),
        ("TUE", 5, "2015-11-26", "2015-11-17"),
        ("ANY", 6, "2015-11-10", None),
        ("ANY", 6, "2015-11-11", "2015-11-02"),
        ("TUE", 6, "2015-11-11", None),
        ("ANY", 0, "2015-11-02", "2015-11-02"),
        ("ANY", 1, "2015-11-02", None),
    ],
)
def test_latest_feeder_day(feeder: str, least: int, receiver_on: str, latest: str | None) -> None:
    found = latest_feeder_day(PROBLEM, reports(feeder, "HWB", least), day(receiver_on))
    assert found == (None if latest is None else day(latest))


@given(
    on=st.dates(min_value=dt.date(2015, 11, 1), max_value=dt.date(2016, 10, 31)),
    least=st.integers(min_value=0, max_value=12),
    more=st.one_of(st.none(), st.integers(min_value=0, max_value=12)),
)
def test_feeder_window_holds_exactly_the_days_that_serve(on: dt.date, least: int, more: int | None) -> None:
    most = None if more is None else least + more
    first, last = feeder_window(PROBLEM, reports("ANY", "HWB", least, most), on)
    for feeder_day in PROBLEM.days:
        clear = clear_working_days(PROBLEM, feeder_day, on)
        serves = feeder_day <= on and clear >= least and (most is None or clear <= most)
        assert (first <= feeder_day <= last) is serves


def test_feeder_window_whose_most_is_below_its_least_is_empty() -> None:
    first, last = feeder_window(PROBLEM, reports("ANY", "HWB", 3, 1), day("2015-11-19"))
    assert first > last
