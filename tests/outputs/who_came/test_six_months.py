"""Six months' absence: the last day by the calendar's months, what counts, and who is told of first."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, member, person
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.attendance_register import (
    APOLOGISED,
    IN_ATTENDANCE,
    PRESENT,
    ApprovedAbsence,
    AttendanceRegister,
    Mark,
)
from scheduler.law.absence import absence_law, months_after
from scheduler.outputs.who_came.six_months import (
    APPROVED,
    NO_MEETING,
    PASSED,
    SAFE,
    SOON,
    is_councillor,
    six_months,
)


def authority(*rows, **settings):
    return council(
        body("FC", name="Full Council", legal_kind="full_council"),
        body("GB"),
        person("ANN", category="councillor"),
        person("BOB", category="Councillor"),
        person("PAT", category="officer"),
        member("ANN", "FC"),
        member("ANN", "GB"),
        member("BOB", "FC"),
        member("PAT", "GB"),
        *rows,
        **settings,
    )


PROBLEM = authority()
DAYS = ("2015-11-19", "2016-01-14", "2016-03-17", "2016-05-19", "2016-07-21", "2016-09-15")
PLAN = calendar(PROBLEM, *(meeting(PROBLEM, "FC", one) for one in DAYS), meeting(PROBLEM, "GB", "2015-12-03"))


def came(*marks, approved=()):
    meetings = {one.name: one for one in PLAN.meetings}
    found = []
    for name, who, how, *instead in marks:
        one = meetings[name]
        found.append(Mark(one.uid, one.body, one.date, who, how, *instead))
    return AttendanceRegister().with_marks(found, approved)


def standing(register, as_of, who="ANN", problem=PROBLEM, plan=PLAN):
    found = six_months(problem, plan, register, day(as_of))
    return next(one for one in found.councillors if one.person == who)


def brute_force_last_day(since, months):
    """Walk day by day: the last day of the period is the one with the same number, or the month's last."""
    wanted, one = (since.year * 12 + since.month - 1 + months), since
    while one.year * 12 + one.month - 1 < wanted:
        one += dt.timedelta(days=1)
    while one.day < since.day and (one + dt.timedelta(days=1)).month == one.month:
        one += dt.timedelta(days=1)
    return one


@pytest.mark.parametrize(
    ("since", "last"),
    [
        ("2015-08-31", "2016-02-29"),
        ("2014-08-31", "2015-02-28"),
        ("2015-08-29", "2016-02-29"),
        ("2014-08-29", "2015-02-28"),
        ("2016-02-29", "2016-08-29"),
        ("2015-12-31", "2016-06-30"),
        ("2015-10-31", "2016-04-30"),
        ("2015-11-19", "2016-05-19"),
        ("2015-07-01", "2016-01-01"),
    ],
)
def test_six_months_end_on_the_same_number_or_the_last_of_the_month(since, last):
    assert absence_law(PROBLEM, day("2016-01-01")).last_day(day(since)) == day(last)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31)), st.integers(1, 12))
def test_months_are_counted_as_one_would_by_hand(since, months):
    assert months_after(since, months) == brute_force_last_day(since, months)


def test_the_last_attendance_at_any_meeting_counts():
    one = standing(came(("FC#1", "ANN", PRESENT), ("GB#1", "ANN", PRESENT), ("FC#2", "ANN", APOLOGISED)), "2016-04-01")
    assert (one.last.body, one.since, one.last_day) == ("GB", day("2015-12-03"), day("2016-06-03"))
    assert (one.standing, one.weeks_left) == (SAFE, 9)
    assert [meeting.name for meeting in one.saving] == ["FC#4"]
    assert [meeting.name for meeting in one.unrecorded] == ["FC#3"]


def test_a_place_taken_for_another_counts_and_listening_does_not():
    assert standing(came(("FC#2", "ANN", PRESENT, "BOB")), "2016-02-01").since == day("2016-01-14")
    assert standing(came(("FC#2", "ANN", IN_ATTENDANCE)), "2016-02-01").since == day("2015-11-01")


def test_what_comes_after_the_day_is_not_known_on_it():
    register = came(("FC#1", "ANN", PRESENT), ("FC#3", "ANN", PRESENT))
    assert standing(register, "2016-02-01").since == day("2015-11-19")
    assert standing(register, "2016-03-17").since == day("2016-03-17")


@pytest.mark.parametrize(
    ("as_of", "how"),
    [("2016-01-20", SAFE), ("2016-03-24", SOON), ("2016-05-19", SOON), ("2016-05-20", PASSED)],
)
def test_how_it_stands_changes_with_the_day(as_of, how):
    register = came(("FC#1", "ANN", PRESENT))
    assert standing(register, as_of).standing == how
    assert standing(register, as_of).to_be_told == (how != SAFE)


def test_what_is_after_the_calendar_is_not_known():
    register = came(("FC#6", "ANN", PRESENT), ("FC#4", "BOB", PRESENT))
    assert (standing(register, "2016-10-30").standing, standing(register, "2016-10-30").saving) == (SAFE, ())
    assert standing(register, "2016-10-30", "BOB").standing == SOON


def test_nothing_left_before_the_day_is_graver_than_a_day_that_is_near():
    register = came(("FC#3", "ANN", PRESENT), ("FC#3", "BOB", PRESENT), ("GB#1", "BOB", PRESENT))
    fewer = replace(PLAN, meetings=tuple(one for one in PLAN.meetings if one.date < day("2016-05-01")))
    assert standing(register, "2016-04-20", plan=fewer).standing == NO_MEETING
    order = [
        one.standing
        for one in six_months(PROBLEM, fewer, came(("FC#1", "ANN", PRESENT)), day("2016-05-20")).councillors
    ]
    assert order == [PASSED, PASSED]


def test_only_councillors_with_a_vote_are_told_of():
    found = six_months(PROBLEM, PLAN, AttendanceRegister(), day("2016-01-01"))
    assert sorted(one.person for one in found.councillors) == ["ANN", "BOB"]
    assert [is_councillor(PROBLEM, code) for code in ("ANN", "BOB", "PAT", "NOBODY")] == [True, True, False, False]
    gone = authority(replace(member("EVE", "FC"), end_date=day("2015-12-31")), person("EVE", category="councillor"))
    left = six_months(gone, PLAN, AttendanceRegister(), day("2016-01-01"))
    assert "EVE" not in [one.person for one in left.councillors]


def test_the_months_begin_with_the_seat_on_the_council():
    elected = authority(
        person("EVE", category="councillor"),
        replace(member("EVE", "FC"), start_date=day("2016-05-09")),
        replace(member("EVE", "GB"), start_date=day("2016-05-24")),
    )
    plan = calendar(elected, *(meeting(elected, "FC", one) for one in DAYS))
    one = standing(AttendanceRegister(), "2016-06-01", "EVE", elected, plan)
    assert (one.since, one.last_day, one.last) == (day("2016-05-09"), day("2016-11-09"), None)
    before = AttendanceRegister().with_marks([Mark("old", "FC", day("2016-03-17"), "EVE", PRESENT)])
    assert standing(before, "2016-06-01", "EVE", elected, plan).since == day("2016-05-09")
    last_year = AttendanceRegister().with_marks([Mark("old", "FC", day("2015-09-10"), "ANN", PRESENT)])
    assert standing(last_year, "2016-01-01").since == day("2015-09-10")


def test_a_seat_without_a_beginning_is_from_the_calendars_first_day():
    partners = council(body("GB"), person("ANN", category="councillor"), member("ANN", "GB"))
    plan = calendar(partners, meeting(partners, "GB", "2015-11-19"))
    found = six_months(partners, plan, AttendanceRegister(), day("2016-01-01"))
    assert [one.since for one in found.councillors] == [day("2015-11-01")]
    assert found.without_council
    assert not six_months(PROBLEM, PLAN, AttendanceRegister(), day("2016-01-01")).without_council


def test_an_approved_absence_holds_the_day_back():
    until = ApprovedAbsence("ANN", day("2016-03-17"), "FC", day("2016-08-31"))
    register = came(("FC#1", "ANN", PRESENT), approved=[until])
    one = standing(register, "2016-06-01")
    assert (one.standing, one.last_day, one.approved) == (APPROVED, day("2016-08-31"), until)
    assert standing(register, "2016-09-01").standing == PASSED
    open_ended = came(("FC#1", "ANN", PRESENT), approved=[replace(until, until=None)])
    assert standing(open_ended, "2016-09-01").standing == APPROVED
    late = came(("FC#1", "ANN", PRESENT), approved=[replace(until, date=day("2016-05-20"))])
    assert standing(late, "2016-06-01").standing == PASSED
    back = came(("FC#3", "ANN", PRESENT), approved=[replace(until, date=day("2016-01-14"), until=None)])
    assert standing(back, "2016-04-01").approved is None
    over = came(("FC#3", "ANN", PRESENT), approved=[replace(until, date=day("2015-11-19"), until=day("2016-01-31"))])
    assert standing(over, "2016-04-01").approved is None


@pytest.mark.parametrize("nation", ["GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"])
def test_the_law_of_each_nation_is_named(nation):
    told = six_months(authority(holidays=nation), PLAN, AttendanceRegister(), day("2016-01-01"))
    doubtful = nation in ("GB-SCT", "GB-NIR")
    assert told.law.months == 6
    assert told.law.sentence.endswith("please check.") == doubtful
