import datetime as dt
import gc
from dataclasses import replace
from weakref import ref

import pytest
from builders import body, calendar, closed, council, day, meeting, meeting_day, period, reports, session
from hypothesis import given
from hypothesis import strategies as st

from scheduler.dates.clear_days import clear_working_days
from scheduler.dates.reports import (
    feeder_window,
    first_may_go_unserved,
    latest_feeder_day,
    owed,
    served_before,
    without_report,
)
from scheduler.domain.bodies import Cadence, ReportingLine
from scheduler.domain.cadences import met_before
from scheduler.domain.problem import Problem

PROBLEM = council(
    body("ANY"),
    body("TUE", weekdays="Tue"),
    body("HWB"),
    body("NEW", start_date="2015-12-01"),
    closed("2015-11-10", applies_to=("TUE",)),
)


@pytest.mark.parametrize(
    ("feeder", "least", "receiver_on", "latest"),
    [
        ("ANY", 6, "2015-11-19", "2015-11-10"),
        ("ANY", 1, "2015-11-19", "2015-11-17"),
        ("ANY", 0, "2015-11-19", "2015-11-19"),
        ("ANY", 0, "2015-11-21", "2015-11-20"),
        ("ANY", 1, "2015-11-23", "2015-11-19"),
        ("TUE", 6, "2015-11-19", "2015-11-10"),  # a day closed to it, and one of its days all the same
        ("TUE", 5, "2015-11-26", "2015-11-17"),
        ("ANY", 6, "2015-11-10", None),
        ("ANY", 6, "2015-11-11", "2015-11-02"),
        ("TUE", 6, "2015-11-11", None),
        ("TUE", 6, "2015-11-12", "2015-11-03"),
        ("NEW", 1, "2015-11-30", None),
        ("NEW", 1, "2015-12-04", "2015-12-02"),
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


def test_what_was_counted_goes_with_the_problem_it_was_counted_of() -> None:
    line, alive = reports("ANY", "HWB", 6), []
    for _ in range(30):  # a desk reads its calendar anew after each step
        problem = council(body("ANY"), body("HWB"))
        assert latest_feeder_day(problem, line, day("2015-11-19")) == day("2015-11-10")
        alive.append(ref(problem))
    del problem
    gc.collect()
    assert sum(one() is not None for one in alive) <= 10  # the last few are kept for who asks next


def test_feeder_window_whose_most_is_below_its_least_is_empty() -> None:
    first, last = feeder_window(PROBLEM, reports("ANY", "HWB", 3, 1), day("2015-11-19"))
    assert first > last


def test_a_line_s_most_days_bound_what_the_feeder_could_do() -> None:
    tuesdays = reports("TUE", "HWB", 1, 2)
    assert latest_feeder_day(PROBLEM, tuesdays, day("2015-11-13")) == day("2015-11-10")
    assert latest_feeder_day(PROBLEM, tuesdays, day("2015-11-16")) is None  # three clear days after the Tuesday


def test_an_earlier_year_s_meetings_serve_as_far_as_the_window_reaches() -> None:
    problem = council(body("EXEC"), body("HWB"))
    before = calendar(problem, meeting(problem, "EXEC", "2015-10-28"), meeting(problem, "HWB", "2015-10-30"))
    off = calendar(problem, meeting(problem, "EXEC", "2015-10-28", status="cancelled"))
    known = replace(problem, baseline=before)
    assert met_before(known, known.bodies["EXEC"]) == (day("2015-10-28"),)
    line = reports("EXEC", "HWB", 3, 5)
    served = [on for on in ("2015-11-02", "2015-11-03", "2015-11-05", "2015-11-06") if serves_on(known, line, on)]
    assert served == ["2015-11-03", "2015-11-05"]
    assert not serves_on(problem, line, "2015-11-03")
    assert not serves_on(replace(problem, baseline=off), line, "2015-11-03")
    assert serves_on(replace(problem, baseline=replace(off, earlier=(before,))), line, "2015-11-03")


def serves_on(problem: Problem, line: ReportingLine, on: str) -> bool:
    return served_before(problem, line, day(on))


def test_a_line_may_say_until_when_receivers_are_served() -> None:
    line = replace(reports("EXEC", "HWB", 6), served_until=day("2015-11-20"))
    problem = council(body("EXEC"), body("HWB"))
    assert [serves_on(problem, line, on) for on in ("2015-11-20", "2015-11-21")] == [True, False]


@pytest.mark.parametrize(
    ("cadence", "often"),
    [
        (Cadence(minimum=2, maximum=4), 2),
        (Cadence(minimum=0, maximum=3), 3),
        (Cadence(maximum=3), 3),
        (Cadence(minimum=1, maximum=3), 1),
        (Cadence(), 0),
        (Cadence(per_period=2), 4),
    ],
)
def test_what_a_body_owes(cadence: Cadence, often: int) -> None:
    quarters = [period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-01", "2016-04-30")]
    problem = council(body("HWB", cadence=cadence), *quarters)
    assert owed(problem, problem.bodies["HWB"]) == often
    lasting = council(body("HWB", cadence=cadence, end_date="2016-01-20"), *quarters)
    assert owed(lasting, lasting.bodies["HWB"]) == (2 if cadence.per_period else often)


def test_a_body_of_a_meeting_day_owes_what_its_day_does() -> None:
    problem = council(body("HWB", meeting_day="DAY", session="AM"), meeting_day(meetings=3), session("AM"))
    assert owed(problem, problem.bodies["HWB"]) == 3


@pytest.mark.parametrize(
    ("on", "meetings", "may"),
    [("2015-11-10", 2, True), ("2015-11-10", 1, False), ("2015-11-11", 2, False), ("2015-11-02", 2, True)],
)
def test_who_may_go_unserved(on: str, meetings: int, *, may: bool) -> None:
    """Six clear working days before the 11th is Monday the 2nd, the first day on which the feeder may sit."""
    problem = council(body("EXEC"), body("HWB", meetings=meetings))
    assert first_may_go_unserved(problem, reports("EXEC", "HWB", 6), day(on)) is may


def test_only_a_first_meeting_may_go_without_its_report() -> None:
    problem = council(body("EXEC"), body("HWB", meetings=2))
    line = reports("EXEC", "HWB", 6)
    plan = calendar(problem, *(meeting(problem, "HWB", on) for on in ("2015-11-05", "2015-11-10", "2015-11-20")))
    found = [(one.date.day, may) for one, may in without_report(problem, plan, line)]
    assert found == [(5, True), (10, False), (20, False)]
