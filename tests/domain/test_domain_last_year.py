import datetime as dt
from calendar import monthcalendar
from itertools import pairwise

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


def of_weekday(weekday: int, week: int, first: str, last: str) -> list[str]:
    """Return such a weekday of every month (-1 the last) between two days, from the library's month calendars."""
    found = []
    for year in range(day(first).year, day(last).year + 1):
        for month in range(1, 13):
            column = [row[weekday] for row in monthcalendar(year, month) if row[weekday]]
            found.append(dt.date(year, month, column[week - 1 if week > 0 else week]).isoformat())
    return [one for one in found if first <= one <= last]


@pytest.mark.parametrize("first", ["2021-05-01", "2024-05-18", "2025-05-20", "2026-05-21", "2027-09-30", "2028-02-29"])
@pytest.mark.parametrize(("weekday", "week"), [(3, 3), (0, 1), (1, 2), (2, 4), (4, -1), (0, -1)])
def test_such_a_weekday_of_every_month_stays_one(first: str, weekday: int, week: int) -> None:
    year = dt.timedelta(days=365)
    last = (day(first) + year - dt.timedelta(days=1)).isoformat()
    before = of_weekday(weekday, week, (day(first) - year).isoformat(), (day(first) - dt.timedelta(days=1)).isoformat())
    found = carried(first, last, *before)
    assert set(found) <= set(of_weekday(weekday, week, first, last))
    assert len(found) == len(set(found)) >= min(len(before), 11)


def test_second_and_fourth_tuesdays_stay_such() -> None:
    two = [of_weekday(1, week, "2025-05-01", "2026-04-30") for week in (2, 4)]
    now = [of_weekday(1, week, "2026-05-01", "2027-04-30") for week in (2, 4)]
    assert sorted(carried("2026-05-01", "2027-04-30", *two[0], *two[1])) == sorted((*now[0], *now[1]))


def test_what_was_elsewhere_for_once_stays_in_its_week() -> None:
    thirds = of_weekday(3, 3, "2025-05-01", "2026-04-30")
    found = carried("2026-05-01", "2027-04-30", *thirds[:7], "2025-12-10", *thirds[8:])
    now = of_weekday(3, 3, "2026-05-01", "2027-04-30")
    assert found == [*now[:7], "2026-12-16", *now[8:]]


@pytest.mark.parametrize("every", [7, 14, 28, 35])
def test_what_met_every_so_many_days_keeps_to_no_week_of_the_month(every: int) -> None:
    before = [(day("2025-05-01") + dt.timedelta(days=number)).isoformat() for number in range(0, 364, every)]
    found = carried("2026-05-01", "2027-04-30", *before)
    assert {(day(two) - day(one)).days for one, two in pairwise(found)} == {every}


def test_it_says_how_many_kept_to_it() -> None:
    year = {"start_date": "2026-05-01", "end_date": "2027-04-30"}
    problem = council(body("GB"), **year)
    dates = [*of_weekday(3, 3, "2025-05-01", "2026-03-31"), "2026-04-08"]
    earlier = calendar(problem, *(meeting(problem, on=one) for one in dates))
    found = [one.because for one in wanted(council(body("GB"), baseline=earlier, **year))]
    assert found == ["11 of its 12 meetings were on the third Thursday of the month"] * 11 + [""]


def test_a_fifth_weekday_that_the_month_lacks_this_year_is_left_out() -> None:
    before = ("2025-07-31", "2025-10-30", "2026-01-29")
    assert carried("2026-05-01", "2027-04-30", *before) == ["2026-07-30", "2026-10-29"]


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
