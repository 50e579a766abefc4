"""The year that was found and the one to be planned: their days, closures carried over, what can be kept to."""

from datetime import date, timedelta

import pytest

from scheduler.domain.found import FoundClosure
from scheduler.domain.municipal_year import Window
from scheduler.errors import BeyondHorizon
from scheduler.reading.imports.habits import habits_of
from scheduler.reading.imports.years import (
    NextYear,
    can_be_kept,
    carried,
    fitted,
    following,
    is_avoided,
    is_polling,
    open_days,
    own_closures,
    polling_days,
    published_by,
    why_moved,
    year_of,
    years_words,
)
from tests.reading.imports.found_councils import SOURCE, YEAR, meeting, monthly

MUNICIPAL = Window(date(2026, 5, 1), date(2027, 4, 30))
TUESDAY = 1
SAME, FAR, LATER = "the same dates a year later", "as far from Easter", "52 weeks later"


def closure(first, last, reason):
    return FoundClosure(first, last, reason, SOURCE)


@pytest.mark.parametrize(
    ("first", "last", "year"),
    [
        (date(2026, 5, 14), date(2027, 4, 28), MUNICIPAL),
        (date(2026, 9, 8), date(2027, 3, 9), MUNICIPAL),
        (date(2026, 1, 12), date(2026, 12, 14), Window(date(2026, 1, 1), date(2026, 12, 31))),
        (date(2026, 9, 1), date(2027, 8, 3), Window(date(2026, 9, 1), date(2027, 8, 31))),
        (date(2026, 4, 14), date(2027, 3, 9), Window(date(2026, 4, 1), date(2027, 3, 31))),
    ],
)
def test_which_year_a_calendar_is_of(first, last, year):
    step = (last - first) / 9
    assert year_of([first + step * number for number in range(10)]) == year


@pytest.mark.parametrize("year", [1, 1974, 2031, 9999])
def test_a_calendar_of_years_that_nobody_can_plan_is_refused(year):
    with pytest.raises(BeyondHorizon, match=r"^The meetings found are from .* and public holidays are known from"):
        year_of([date(year, 6, 1), date(year, 12, 31)])


def test_a_date_that_nobody_can_plan_is_not_of_the_year():
    assert year_of([date(9999, 12, 31), date(2026, 6, 2), date(2027, 3, 2)]) == MUNICIPAL


def test_the_year_after_has_to_be_known_too():
    with pytest.raises(BeyondHorizon, match=r"^The calendar found is of 2029-30, and the year after cannot be planned"):
        following(year_of([date(2029, 6, 1)]))


def test_the_latest_year_that_is_whole_is_last_year():
    days = [date(year, month, 12) for year in (2024, 2025) for month in range(1, 13)]
    assert year_of([*days, date(2026, 1, 12), date(2026, 5, 21)]) == Window(date(2025, 5, 1), date(2026, 4, 30))


def test_the_year_after_has_the_same_months():
    assert following(MUNICIPAL) == Window(date(2027, 5, 1), date(2028, 4, 30))
    assert following(Window(date(2026, 3, 1), date(2027, 2, 28))) == Window(date(2027, 3, 1), date(2028, 2, 29))
    assert years_words(following(MUNICIPAL)) == "2027-28"
    assert years_words(Window(date(2026, 1, 1), date(2026, 12, 31))) == "2026"


@pytest.mark.parametrize(
    ("first", "published"),
    [
        (date(2027, 5, 1), date(2027, 3, 1)),
        (date(2027, 1, 1), date(2026, 11, 1)),
        (date(2027, 3, 1), date(2027, 1, 1)),
        (date(2027, 2, 1), date(2026, 12, 1)),
    ],
)
def test_when_a_calendar_is_published(first, published):
    assert published_by(Window(first, first)) == published


def test_polling_day_is_the_first_thursday_in_may():
    assert polling_days(MUNICIPAL) == (date(2026, 5, 7),)
    assert polling_days(Window(date(2026, 6, 1), date(2027, 4, 30))) == ()


@pytest.mark.parametrize(
    ("first", "last", "reason", "then", "until", "how"),
    [
        (date(2026, 12, 24), date(2027, 1, 1), "Closure", date(2027, 12, 24), date(2028, 1, 1), SAME),
        (date(2026, 8, 1), date(2026, 8, 31), "Recess", date(2027, 8, 1), date(2027, 8, 31), SAME),
        (date(2028, 2, 1), date(2028, 2, 29), "Recess", date(2029, 2, 1), date(2029, 2, 28), SAME),
        (date(2027, 3, 22), date(2027, 4, 2), "Easter holidays", date(2028, 4, 10), date(2028, 4, 21), FAR),
        (date(2026, 10, 26), date(2026, 10, 30), "Half-term", date(2027, 10, 25), date(2027, 10, 29), LATER),
    ],
)  # fmt: skip
def test_where_a_closure_is_in_the_next_year(first, last, reason, then, until, how):
    there = carried(closure(first, last, reason))
    assert (there.closure.first, there.closure.last) == (then, until)
    assert there.how.endswith(f": {how}")


def test_a_closure_of_one_day_is_told_as_one():
    assert carried(closure(date(2026, 11, 3), date(2026, 11, 3), "Fair")).how == (
        "last year Tuesday 3 November 2026: 52 weeks later"
    )


def test_a_closure_of_years_that_nobody_can_plan_is_none():
    far = (
        closure(date(9999, 12, 31), date(9999, 12, 31), "Recess"),
        closure(date(2026, 8, 1), date(9999, 8, 1), "Shut"),
    )
    assert list(own_closures("GB-ENG", far)) == []


def test_public_holidays_and_polling_days_are_no_closures_of_the_council():
    own = closure(date(2026, 8, 3), date(2026, 8, 28), "Recess")
    holiday = closure(date(2026, 8, 31), date(2026, 8, 31), "Bank Holiday")
    polling = closure(date(2026, 5, 7), date(2026, 5, 7), "Polling day")
    assert list(own_closures("GB-ENG", [polling, own, holiday, closure(own.first, own.last, "Summer recess")])) == [own]
    assert (is_polling(polling), is_polling(own)) == (True, False)
    assert is_avoided(closure(own.first, own.last, "School holidays"))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 8, 5), "Recess"),
        (date(2026, 5, 4), "May Day"),
        (date(2027, 4, 6), "Easter"),
        (date(2026, 12, 29), "Christmas"),
        (date(2026, 5, 7), "the elections"),
        (date(2026, 6, 9), ""),
        (date(2026, 10, 28), ""),
    ],
)
def test_for_what_a_meeting_is_moved_from_a_day(day, reason):
    closures = [
        closure(date(2026, 8, 3), date(2026, 8, 28), "Recess"),
        closure(date(2026, 10, 26), date(2026, 10, 30), "School half-term"),
    ]
    assert why_moved("GB-ENG", closures)(day) == reason


def test_open_days_leave_out_what_is_closed():
    week = Window(date(2027, 5, 3), date(2027, 5, 9))
    closed = [Window(date(2027, 5, 5), date(2027, 5, 5))]
    assert [day.day for day in open_days("GB-ENG", week, closed, [date(2027, 5, 6)])] == [4, 7, 8, 9]


def habits(meetings):
    return habits_of(meetings, MUNICIPAL, why_moved("GB-ENG", ()))


def open_in(year, *shut):
    return [day for day in open_days("GB-ENG", year, (), polling_days(year)) if day not in shut]


def test_what_can_be_kept_to_is_kept():
    found = habits(monthly("Planning", TUESDAY, 3))
    year = following(MUNICIPAL)
    assert fitted(found, NextYear(year, open_in(year))) == (found, [])


def test_a_week_of_the_month_that_is_shut_lets_the_week_after_in():
    found = habits(monthly("Planning", TUESDAY, 3))
    year = following(MUNICIPAL)
    eased, told = fitted(found, NextYear(year, open_in(year, date(2027, 10, 19))))
    assert (eased.weeks, eased.least_gap, eased.most_gap) == ({3, 4}, None, None)
    assert told == [
        "the gap between meetings is left open",
        "the week after is let in, too",
    ]


def test_where_nothing_else_helps_a_weekday_becomes_a_wish():
    found = habits(monthly("Audit", TUESDAY, 3, [(2026, 6), (2026, 9), (2026, 12), (2027, 3)]))
    year = following(MUNICIPAL)
    eased, told = fitted(found, NextYear(year, [*(date(2027, month, 16) for month in (6, 9, 11)), date(2028, 3, 16)]))
    assert (eased.weekdays, eased.preferred_weekdays, eased.weeks, eased.months) == (None, {TUESDAY}, set(), set())
    assert told[-1] == "the weekday is a wish and no rule"
    assert len(told) == 5


def test_a_body_without_habits_has_nothing_to_give_up():
    found = habits([meeting("Appeals", date(2026, 6, day)) for day in (1, 9, 17)])
    year = following(MUNICIPAL)
    assert fitted(found, NextYear(year, [date(2027, 6, 1)])) == (found, [])


def test_gaps_are_reached_from_meeting_to_meeting():
    found = habits(monthly("Planning", TUESDAY, 2, YEAR))
    days = [one.date for one in monthly("Planning", TUESDAY, 2, YEAR)]
    assert can_be_kept(found, NextYear(MUNICIPAL, days))
    assert not can_be_kept(found, NextYear(MUNICIPAL, days[1:]))
    assert not can_be_kept(found, NextYear(Window(MUNICIPAL.first - timedelta(90), MUNICIPAL.last), days))
    assert not can_be_kept(found, NextYear(Window(MUNICIPAL.first, MUNICIPAL.last + timedelta(90)), days))
