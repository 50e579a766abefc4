"""On which days something may be held by its own row, in days and in words."""

import calendar
from datetime import date, timedelta

import pytest
from builders import body, council, day, meeting_day, session, weekdays

from scheduler.domain.bodies import LAST_WEEK
from scheduler.domain.sitting_days import (
    EVERY_WEEKDAY,
    SittingDays,
    days_named,
    is_week_of_month,
    months_title,
    own_days,
)

EVERY_DAY = [date(2026, 1, 1) + timedelta(days=number) for number in range(3 * 365)]


@pytest.mark.parametrize("week", [1, 2, 3, 4, 5, LAST_WEEK])
def test_a_week_of_the_month_is_the_row_of_its_weekday_in_the_month(week: int) -> None:
    """The standard library's month calendars, column by column, are what it is compared with."""
    found = {one for one in EVERY_DAY if is_week_of_month(one, week)}
    expected = set()
    for year, month in sorted({(one.year, one.month) for one in EVERY_DAY}):
        for weekday in range(7):
            column = [row[weekday] for row in calendar.monthcalendar(year, month) if row[weekday]]
            if week == LAST_WEEK or week <= len(column):
                expected.add(date(year, month, column[-1 if week == LAST_WEEK else week - 1]))
    assert found == expected & set(EVERY_DAY)


def test_third_thursdays_of_a_municipal_year() -> None:
    kept = SittingDays(weekdays("Thu"), (frozenset({3}),))
    found = [one.isoformat() for one in EVERY_DAY if one in kept and day("2026-05-18") <= one <= day("2026-12-31")]
    assert found == [
        "2026-05-21", "2026-06-18", "2026-07-16", "2026-08-20", "2026-09-17", "2026-10-15", "2026-11-19", "2026-12-17",
    ]  # fmt: skip


def test_days_of_a_meeting_day_narrowed_by_those_of_a_body_are_in_both() -> None:
    of_day = days_named(weekdays("Tue;Wed"), frozenset({4, 5}), frozenset({1, 2, 3, 8}), EVERY_WEEKDAY)
    of_body = days_named(weekdays("Wed;Thu"), frozenset({LAST_WEEK}), frozenset(), EVERY_WEEKDAY)
    both = of_day.narrowed_by(of_body)
    assert [one for one in EVERY_DAY if one in both] == [one for one in EVERY_DAY if one in of_day and one in of_body]
    assert (
        both.title == "the fourth or fifth and also last Wednesday of the month, in January, February, March or August"
    )


def test_a_body_of_a_meeting_day_keeps_to_both() -> None:
    problem = council(
        meeting_day("DAY", weekdays="Tue", weeks_of_month=frozenset({2})),
        session("AM"),
        body("HWB", meeting_day="DAY", session="AM", months=frozenset({11, 2})),
    )
    kept = problem.days_kept_to(problem.bodies["HWB"])
    assert [one.isoformat() for one in problem.days if one in kept] == ["2015-11-10", "2016-02-09"]
    assert own_days(problem.bodies["HWB"]).title == "any day, in February or November"
    of_day = problem.days_kept_to(problem.meeting_days["DAY"])
    assert [one.isoformat() for one in problem.days if one in of_day][:2] == ["2015-11-10", "2015-12-08"]


@pytest.mark.parametrize(
    ("kept", "title", "one"),
    [
        (SittingDays(weekdays("Tue")), "Tuesdays", "a Tuesday"),
        (SittingDays(weekdays("Mon;Thu")), "Mondays or Thursdays", "a Monday or Thursday"),
        (SittingDays(frozenset(range(5))), "Mondays to Fridays", "a Monday, Tuesday, Wednesday, Thursday or Friday"),
        (SittingDays(frozenset()), "days that do not exist", "a day that does not exist"),
        (
            SittingDays(weekdays("Tue"), (frozenset({2}),)),
            "the second Tuesday of the month",
            "the second Tuesday of the month",
        ),
        (
            SittingDays(weekdays("Mon"), (frozenset({LAST_WEEK, 1, 5}),), frozenset(range(1, 13)) - {8}),
            "the first, fifth or last Monday of the month, never in August",
            "the first, fifth or last Monday of the month, never in August",
        ),
        (
            SittingDays(weekdays("Tue"), (), frozenset({1, 3, 5})),
            "Tuesdays, in January, March or May",
            "a Tuesday, in January, March or May",
        ),
    ],
)
def test_days_in_words(kept: SittingDays, title: str, one: str) -> None:
    assert (kept.title, kept.one) == (title, one)


def test_no_month_has_words_too() -> None:
    assert months_title(frozenset()) == "no month"
