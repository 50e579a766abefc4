import datetime as dt
from itertools import pairwise

import pytest
from builders import closed, council, day
from hypothesis import given
from hypothesis import strategies as st

from scheduler.dates.clear_days import clear_working_days, is_working_day, working_days_before
from scheduler.domain.problem import Problem
from scheduler.errors import BeyondHorizon

ENGLAND = council()
NATIONS = {nation: council(holidays=nation) for nation in ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR")}
SHUT = council(closed("2015-12-21", "2016-01-01", "Christmas closure", applies_to=("GB",), non_working=True))


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2015-11-19", True),
        ("2015-11-20", True),
        ("2015-11-21", False),
        ("2015-11-22", False),
        ("2015-12-25", False),
        ("2015-12-28", False),
        ("2015-12-29", True),
        ("2016-03-25", False),
        ("2016-03-28", False),
        ("2016-05-02", False),
        ("2022-09-19", False),
        ("2011-04-29", False),
        ("2020-05-08", False),
        ("2020-05-04", True),
    ],
)
def test_is_working_day_in_england(on: str, *, works: bool) -> None:
    assert is_working_day(ENGLAND, day(on)) is works


@pytest.mark.parametrize(
    ("on", "working"),
    [
        ("2016-01-04", {"GB-ENG", "GB-WLS", "GB-NIR"}),
        ("2016-03-17", {"GB-ENG", "GB-WLS", "GB-SCT"}),
        ("2016-03-28", {"GB-SCT"}),
        ("2016-07-12", {"GB-ENG", "GB-WLS", "GB-SCT"}),
        ("2016-08-01", {"GB-ENG", "GB-WLS", "GB-NIR"}),
        ("2016-08-29", {"GB-SCT"}),
        ("2015-11-30", {"GB-ENG", "GB-WLS", "GB-NIR"}),
        ("2015-12-25", set()),
    ],
)
def test_is_working_day_in_the_four_nations(on: str, working: set[str]) -> None:
    assert {nation for nation, problem in NATIONS.items() if is_working_day(problem, day(on))} == working


@pytest.mark.parametrize(
    ("on", "works"), [("2015-12-18", True), ("2015-12-21", False), ("2015-12-29", False), ("2016-01-04", True)]
)
def test_is_working_day_while_the_offices_are_shut_for_whomever(on: str, *, works: bool) -> None:
    assert is_working_day(SHUT, day(on)) is works


def test_is_working_day_on_a_day_that_is_only_closed() -> None:
    assert is_working_day(council(closed("2015-11-19")), day("2015-11-19"))


@pytest.mark.parametrize(
    ("earlier", "later", "clear"),
    [
        ("2015-11-19", "2015-11-19", 0),
        ("2015-11-20", "2015-11-19", 0),
        ("2015-11-18", "2015-11-19", 0),
        ("2015-11-17", "2015-11-19", 1),
        ("2015-11-20", "2015-11-23", 0),
        ("2015-11-20", "2015-11-24", 1),
        ("2015-11-11", "2015-11-19", 5),
        ("2015-09-17", "2015-09-22", 2),
        ("2015-12-24", "2015-12-29", 0),
        ("2015-12-18", "2016-01-04", 7),
        ("2010-01-01", "2011-01-01", 253),
    ],
)
def test_clear_working_days_count_neither_end(earlier: str, later: str, clear: int) -> None:
    assert clear_working_days(ENGLAND, day(earlier), day(later)) == clear


def test_clear_working_days_leave_out_days_with_the_offices_shut() -> None:
    assert clear_working_days(SHUT, day("2015-12-18"), day("2016-01-04")) == 0


DAYS = st.dates(min_value=dt.date(2009, 1, 1), max_value=dt.date(2028, 12, 31))


@given(one=DAYS, days=st.integers(min_value=-30, max_value=500), problem=st.sampled_from([SHUT, *NATIONS.values()]))
def test_clear_working_days_agree_with_a_walk_day_by_day(one: dt.date, days: int, problem: Problem) -> None:
    two, walk = one + dt.timedelta(days=days), one + dt.timedelta(days=1)
    count = 0
    while walk < two:
        count += is_working_day(problem, walk)
        walk += dt.timedelta(days=1)
    assert clear_working_days(problem, one, two) == count


@given(
    meeting_on=DAYS, clear=st.integers(min_value=0, max_value=30), problem=st.sampled_from([SHUT, *NATIONS.values()])
)
def test_working_days_before_is_the_last_day_that_leaves_them_clear(
    meeting_on: dt.date, clear: int, problem: Problem
) -> None:
    found = working_days_before(problem, meeting_on, clear)
    assert is_working_day(problem, found)
    assert clear_working_days(problem, found, meeting_on) == clear
    later = [found + dt.timedelta(days=n) for n in range(1, (meeting_on - found).days)]
    assert not any(
        is_working_day(problem, one) and clear_working_days(problem, one, meeting_on) >= clear for one in later
    )


@given(two=DAYS, clear=st.integers(min_value=0, max_value=20))
def test_working_days_before_fall_back_as_more_are_asked(two: dt.date, clear: int) -> None:
    found = [working_days_before(ENGLAND, two, asked) for asked in range(clear + 2)]
    assert all(later > earlier for later, earlier in pairwise(found))


@pytest.mark.parametrize("on", ["1975-01-02", "2031-06-01"])
def test_working_days_beyond_the_known_years_are_refused(on: str) -> None:
    with pytest.raises(BeyondHorizon):
        working_days_before(ENGLAND, day(on), 5)


@pytest.mark.parametrize(
    ("poll", "notice"),
    [
        ("2023-05-04", "2023-03-27"),
        ("2024-05-02", "2024-03-26"),
        ("2026-05-07", "2026-03-30"),
        ("2027-05-06", "2027-03-31"),
        ("2028-05-04", "2028-03-27"),
    ],
)
def test_working_days_before_a_poll_give_the_last_day_for_notice_of_it(poll: str, notice: str) -> None:
    """Notice of election is published by the twenty-fifth working day before the poll."""
    assert working_days_before(ENGLAND, day(poll), 24) == day(notice)
