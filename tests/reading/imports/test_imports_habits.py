"""What a body keeps to, by its meetings of a year: rules hold on all of them, or are wishes, or are told."""

from datetime import date, timedelta

import pytest

from scheduler.domain.municipal_year import Window
from scheduler.reading.imports.habits import habits_of
from scheduler.reading.imports.years import why_moved
from tests.reading.imports.found_councils import YEAR, meeting, monthly, nth

MUNICIPAL = Window(date(2026, 5, 1), date(2027, 4, 30))
TUESDAY, WEDNESDAY, THURSDAY, SATURDAY = 1, 2, 3, 5
WITHOUT_AUGUST = [month for month in YEAR if month[1] != 8]


def habits(meetings, closures=()):
    ordered = sorted(meetings, key=lambda one: one.date)
    return habits_of(ordered, MUNICIPAL, why_moved("GB-ENG", closures))


def test_third_tuesdays_but_in_august():
    found = habits(monthly("Planning", TUESDAY, 3, WITHOUT_AUGUST))
    assert (found.weekdays, found.weeks) == ({TUESDAY}, {3})
    assert found.months == set(range(1, 13)) - {8}
    assert (found.starts, found.minutes, found.times) == ((1110,), 120, 11)
    assert (found.least_gap, found.most_gap) == (21, 63)
    assert found.why["weeks_of_month"] == "third Tuesday in 11 of 11 meetings"
    assert found.why["months"] == "none of 11 meetings in August"


def test_a_meeting_moved_for_easter_is_no_exception_to_the_rule():
    kept = monthly("Planning", TUESDAY, 5 - 1, [month for month in WITHOUT_AUGUST if month != (2027, 3)])
    moved = meeting("Planning", date(2027, 3, 16))  # Easter Sunday is 28 March 2027, the fourth Tuesday the 23rd
    found = habits([*kept, moved])
    assert (found.weekdays, found.weeks) == ({TUESDAY}, {4})
    assert found.why["weeks_of_month"] == "fourth Tuesday in 10 of 11 meetings; 1 moved for Easter (Tue 16 Mar 2027)"
    assert [(one.meeting, one.reason) for one in found.moved] == [(moved, "Easter")]


def test_a_weekday_moved_for_a_bank_holiday():
    first_mondays = [nth(*month, 0, 1) for month in YEAR if month != (2027, 1)]
    days = [day + timedelta(1) if (day.month, day.day) == (5, 4) else day for day in first_mondays]
    found = habits([meeting("Licensing", day) for day in days])
    assert (found.weekdays, found.weeks) == ({0}, {1})
    assert found.why["weekdays"] == "Monday in 10 of 11 meetings; 1 moved for May Day (Tue 5 May 2026)"


def test_a_weekday_missed_without_a_reason_is_a_wish():
    days = [one.date for one in monthly("Audit", THURSDAY, 2)]
    days[3] -= timedelta(1)
    found = habits([meeting("Audit", day) for day in days])
    assert (found.weekdays, found.preferred_weekdays, found.weeks) == (None, {THURSDAY}, set())
    assert found.why["preferred_weekdays"] == (
        "Thursday in 11 of 12 meetings; otherwise on Wed 12 Aug 2026, so it is a wish and no rule"
    )
    assert "weekdays" not in found.why


def test_nearly_one_week_of_the_month_is_that_and_the_other_one():
    days = [one.date for one in monthly("Audit", THURSDAY, 2)]
    days[5] += timedelta(7)
    found = habits([meeting("Audit", day) for day in days])
    assert (found.weekdays, found.weeks) == ({THURSDAY}, {2, 3})
    assert found.why["weeks_of_month"] == "second Thursday in 11 of 12 meetings, third on Thu 15 Oct 2026"


def test_two_weeks_of_the_month_in_turn():
    found = habits([*monthly("Planning", WEDNESDAY, 2), *monthly("Planning", WEDNESDAY, 4)])
    assert (found.weekdays, found.weeks, found.times) == ({WEDNESDAY}, {2, 4}, 24)
    assert found.why["weeks_of_month"] == "second or fourth Wednesday in 24 of 24 meetings"


def test_the_last_of_the_month():
    assert habits(monthly("Finance", THURSDAY, -1)).weeks == {-1}


def test_every_third_week_is_no_week_of_the_month():
    days = [date(2026, 5, 12) + timedelta(weeks=3) * number for number in range(16)]
    found = habits([meeting("Planning", day) for day in days])
    assert (found.weekdays, found.weeks, found.months) == ({TUESDAY}, set(), set())
    assert (found.least_gap, found.most_gap) == (14, 63)
    assert found.loose == ()


def test_most_of_one_week_of_the_month_is_told_and_no_rule():
    days = [one.date for one in monthly("Audit", THURSDAY, 2)]
    for place in (1, 5, 9):
        days[place] += timedelta(7 * (-1 if place == 5 else 1))
    days[7] += timedelta(14)
    found = habits([meeting("Audit", day) for day in days])
    assert found.weeks == set()
    others = "Thu 18 Jun 2026, Thu 1 Oct 2026, Thu 24 Dec 2026 and Thu 18 Feb 2027"
    words = f"second Thursday in 8 of 12 meetings, not on {others}: no rule; the sheet Last year as baseline follows it"
    assert found.loose == (words,)


def test_two_weekdays_in_turn_are_both_rules():
    found = habits([*monthly("Cabinet", TUESDAY, 1, YEAR[::2]), *monthly("Cabinet", THURSDAY, 1, YEAR[1::2])])
    assert (found.weekdays, found.preferred_weekdays) == ({TUESDAY, THURSDAY}, set())
    assert found.why["weekdays"] == "Tuesday in 6 and Thursday in 6 of 12 meetings"


def test_no_usual_weekday_is_told():
    found = habits([meeting("Appeals", date(2026, 6, day)) for day in (1, 9, 17, 25)])
    assert (found.weekdays, found.preferred_weekdays) == (None, set())
    assert found.loose == ("meetings were on Mondays, Tuesdays, Wednesdays and Thursdays: no usual weekday",)


def test_a_meeting_at_a_weekend_lets_the_weekend_in():
    days = [*(one.date for one in monthly("Council", TUESDAY, 1, YEAR[:5])), date(2026, 11, 14)]
    found = habits([meeting("Council", day) for day in days])
    assert (found.weekdays, found.preferred_weekdays) == ({0, 1, 2, 3, 4, SATURDAY}, {TUESDAY})
    assert found.why["weekdays"] == "Sat 14 Nov 2026 at a weekend"


def test_two_meetings_a_year_are_a_wish_only():
    found = habits(monthly("Standards", TUESDAY, 3, [(2026, 6), (2026, 12)]))
    assert (found.weekdays, found.preferred_weekdays, found.months) == (None, {TUESDAY}, set())
    assert (found.least_gap, found.most_gap, found.times) == (None, None, 2)


def test_quarterly_meetings_keep_their_months():
    found = habits(monthly("Audit", TUESDAY, 3, [(2026, 6), (2026, 9), (2026, 12), (2027, 3)]))
    assert found.months == {3, 6, 9, 12}
    assert found.why["months"] == "one meeting in each of June, September, December and March"


def test_one_start_otherwise_is_told_and_no_second_time():
    meetings = monthly("Planning", TUESDAY, 3)
    other = meeting("Planning", meetings[4].date, start=840, end=900)
    found = habits([*meetings[:4], other, *meetings[5:]])
    assert (found.starts, found.minutes) == ((1110,), 120)
    assert found.why["start_times"] == "18:30 in 11 and 14:00 in 1 of 12 meetings"
    assert [one.words for one in found.otherwise] == ["started at 14:00", "took 60 minutes"]
    assert {one.meeting for one in found.otherwise} == {other}


def test_several_starts_are_all_usual():
    halves = [monthly("Licensing", TUESDAY, 1, YEAR[:6], start=600, end=None),
              monthly("Licensing", TUESDAY, 1, YEAR[6:], start=840, end=None)]  # fmt: skip
    found = habits([*halves[0], *halves[1]])
    assert (found.starts, found.minutes, found.otherwise) == ((600, 840), None, ())


def test_times_that_no_source_gives_are_not_made_up():
    found = habits(monthly("Cabinet", TUESDAY, 1, start=None, end=None))
    assert (found.starts, found.minutes) == ((), None)
    assert set(found.why) == {
        "weekdays",
        "weeks_of_month",
        "meetings_min",
        "meetings_max",
        "min_gap_days",
        "max_gap_days",
    }


@pytest.mark.parametrize("title", ["Annual Meeting", "Budget"])
def test_a_meeting_with_days_of_its_own_is_no_exception(title):
    kept = monthly("Council", WEDNESDAY, 2, YEAR[1:8])
    found = habits([meeting("Council", date(2026, 5, 21), title=title), *kept])
    assert (found.weekdays, found.weeks) == ({WEDNESDAY}, {2})
    assert found.why["weekdays"] == f"Wednesday in 7 of 8 meetings; 1 moved for the {title} (Thu 21 May 2026)"


def test_nothing_is_known_of_a_body_that_did_not_meet():
    found = habits([])
    assert (found.times, found.weekdays, found.starts, found.why, found.loose) == (0, None, (), {}, ())


def test_nearly_one_week_with_the_others_in_several_is_told():
    days = [one.date for one in monthly("Audit", THURSDAY, 2)]
    days[1] += timedelta(7)
    days[5] -= timedelta(7)
    found = habits([meeting("Audit", day) for day in days])
    assert found.weeks == set()
    assert found.loose[0].startswith("second Thursday in 10 of 12 meetings, not on Thu 18 Jun 2026 and Thu 1 Oct 2026")
