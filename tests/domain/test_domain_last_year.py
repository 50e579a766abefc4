import datetime as dt

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, occurrence, session

from scheduler.domain.bodies import Cadence
from scheduler.wishes.last_year import Wanted, wanted


def carried(first: str, last: str, *before: str) -> list[str]:
    """Carry dates of a body over to a calendar."""
    year = {"start_date": first, "end_date": last}
    problem = council(body("GB"), **year)
    earlier = calendar(problem, *(meeting(problem, on=one) for one in before))
    return [one.day.isoformat() for one in wanted(council(body("GB"), baseline=earlier, **year))]


def test_no_baseline_has_no_pattern() -> None:
    assert tuple(wanted(council(body("GB")))) == ()


@pytest.mark.parametrize(
    ("year", "third_thursday"),
    [
        (2016, "2016-11-17"), (2017, "2017-11-16"), (2018, "2018-11-15"), (2019, "2019-11-21"), (2020, "2020-11-19"),
    ],
)  # fmt: skip
def test_a_third_thursday_stays_one_year_after_year(year: int, third_thursday: str) -> None:
    assert carried(f"{year}-11-01", f"{year + 1}-10-31", *_third_thursday_of(year - 1)) == [third_thursday]


def _third_thursday_of(year: int) -> list[str]:
    return [str(one) for n in range(15, 22) if (one := dt.date(year, 11, n)).weekday() == 3]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("2015-11-01", "2016-11-06"),
        ("2016-10-31", "2017-10-30"),
        ("2016-02-29", "2017-02-27"),
    ],
)
def test_a_date_is_carried_into_the_calendar(before: str, now: str) -> None:
    assert carried("2016-11-01", "2017-10-31", before) == [now]


def test_a_date_past_the_end_is_carried_a_week_less() -> None:
    assert carried("2019-11-01", "2020-10-31", "2019-10-31") == ["2020-10-29"]


def test_a_date_that_a_short_calendar_has_no_room_for_is_left_out() -> None:
    problem = council(body("GB"), start_date="2016-11-01", end_date="2016-11-30")
    earlier = calendar(problem, meeting(problem, on="2016-03-01"))
    short = council(body("GB"), baseline=earlier, start_date="2016-11-01", end_date="2016-11-30")
    assert tuple(wanted(short)) == ()


def test_a_calendar_from_29_february_counts_from_the_28th_before() -> None:
    assert carried("2016-02-29", "2017-02-27", "2015-03-05") == ["2016-03-03"]


def test_only_the_latest_year_before_the_calendar_is_a_pattern() -> None:
    assert carried("2016-11-01", "2017-10-31", "2014-12-04", "2015-12-10", "2016-11-10") == ["2016-12-08"]


def test_a_year_left_out_is_no_hindrance() -> None:
    assert carried("2017-11-01", "2018-10-31", "2015-11-19") == ["2017-11-16"]


def test_a_meeting_day_is_carried_over_once_and_its_bodies_are_not() -> None:
    rows = (meeting_day(), session(), body("HWB", meeting_day="DAY", session="AM"))
    year = council(*rows)
    earlier = calendar(year, meeting(year, "HWB"), occurrence(year))
    found = tuple(wanted(council(*rows, baseline=earlier, start_date="2016-11-01", end_date="2017-10-31")))
    assert found == (Wanted("DAY", "DAY Day", day("2015-11-19"), day("2016-11-17"), whole_day=True),)
    assert (found[0].week[0], found[0].week[-1]) == (day("2016-11-14"), day("2016-11-20"))


@pytest.mark.parametrize(
    "now",
    [
        body("OTHER"),
        body("GB", cadence=Cadence()),
        body("GB", end_date="2016-11-16"),
        meeting_day("DAY", cadence=Cadence()),
    ],
)
def test_what_does_not_meet_then_has_no_pattern(now: object) -> None:
    year = council(body("GB"), meeting_day(), session())
    earlier = calendar(year, meeting(year), occurrence(year))
    problem = council(now, baseline=earlier, start_date="2016-11-01", end_date="2017-10-31")
    assert tuple(wanted(problem)) == ()
