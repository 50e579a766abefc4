"""Rows about one meeting, as the checker reads them: what they change of each rule, and what they waive."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, meeting_day, member, occurrence, room, session

from scheduler.checking import check
from scheduler.domain.bodies import Cadence
from scheduler.domain.calendar import FixedMeeting
from scheduler.domain.meant import meant, shown
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Waiver

ONE, TWO, THREE = "2015-11-03", "2015-12-01", "2016-01-05"
TWICE = Cadence(minimum=2, maximum=2)


def row(**fields: object) -> FixedMeeting:
    dates = {name: day(str(fields[name])) for name in ("date", "earliest", "latest") if name in fields}
    return FixedMeeting(**{"body": "GB", **fields, **dates})


def problem_of(*rows: FixedMeeting, **fields: object) -> Problem:
    made = {"cadence": TWICE, "start_times": "10:00", "duration_minutes": 120, **fields}
    return council(body("GB", **made), member("ANN", "GB", "chair"), room("CR1"), room("CR2"), *rows)


def plan_of(problem: Problem, *dates: str, **fields: object) -> Plan:
    """Return a calendar of these dates, the last as the fields have it."""
    meetings = [meeting(problem, "GB", on) for on in dates]
    meetings[-1:] = [replace(one, **fields) for one in meetings[-1:]]
    return calendar(problem, *meetings)


def broken(problem: Problem, *dates: str, **fields: object) -> list[str]:
    return [breach.rule for breach in check(problem, plan_of(problem, *dates, **fields))]


def test_an_extra_counts_for_no_cadence_and_what_is_off_is_not_owed() -> None:
    assert broken(problem_of(), ONE, TWO, THREE) == ["cadence"]
    assert broken(problem_of(row(date=TWO, extra=True)), ONE, TWO, THREE) == []
    assert broken(problem_of(row(date=TWO, extra=True)), ONE, TWO) == ["cadence"]
    assert broken(problem_of(), ONE) == ["cadence"]
    assert broken(problem_of(row(number=2, cancelled=True)), ONE) == []
    assert broken(problem_of(row(date=THREE, cancelled=True)), ONE) == []


def test_what_is_off_is_not_held() -> None:
    problem = problem_of(row(date=TWO, cancelled=True))
    (breach,) = check(problem, plan_of(problem, ONE, TWO))
    assert breach.message == "GB Board is off on Tuesday 1 December 2015, and is planned all the same."


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        ({"min_gap_days": 40}, []),
        ({"max_gap_days": 40, "end_date": "2016-01-31"}, []),
        ({"max_gap_days": 30, "end_date": "2016-01-31"}, ["gap"]),
    ],
)
def test_an_extra_shortens_a_gap_and_is_never_too_near(fields: dict[str, object], rules: list[str]) -> None:
    assert broken(problem_of(row(date=TWO, extra=True), **fields), ONE, TWO, THREE) == rules


def test_a_start_a_length_and_a_room_take_the_place_of_the_bodys_own() -> None:
    assert broken(problem_of(), ONE, TWO, start=1110, end=1290) == ["start_time", "start_time"]
    assert broken(problem_of(row(date=TWO, start=1110, duration_minutes=180)), ONE, TWO, start=1110, end=1290) == []
    assert broken(problem_of(row(date=TWO, start=1110)), ONE, TWO) == ["fixed"]
    assert broken(problem_of(row(number=2, duration_minutes=180)), ONE, TWO) == ["start_time", "fixed"]
    assert broken(problem_of(room="CR1"), ONE, TWO, room="CR2") == ["room_features"]
    assert broken(problem_of(row(number=2, room="CR2"), room="CR1"), ONE, TWO, room="CR2") == []


@pytest.mark.parametrize(
    ("one", "rules"),
    [
        (row(number=1, date=ONE), []),
        (row(number=2, date=ONE), ["fixed"]),
        (row(earliest="2015-11-20", latest="2015-12-24", title="Budget"), []),
        (row(earliest="2016-02-01", title="Annual Meeting"), ["fixed"]),
        (row(number=2, latest="2015-11-30"), ["fixed"]),
        (row(number=3, latest="2015-11-30"), []),
    ],
)
def test_a_row_is_about_the_meeting_of_its_number_its_date_or_its_window(one: FixedMeeting, rules: list[str]) -> None:
    assert broken(problem_of(one), ONE, TWO) == rules


def test_two_windows_are_about_two_meetings() -> None:
    windows = [row(earliest="2015-11-01", latest="2015-12-24", title=title) for title in ("Budget", "Annual Meeting")]
    problem = problem_of(*windows)
    assert [one.title for one in shown(problem, plan_of(problem, ONE, TWO)).meetings] == ["Budget", "Annual Meeting"]
    assert broken(problem, ONE, THREE) == ["fixed"]


def test_a_waiver_lifts_every_breach_in_which_its_meeting_takes_part() -> None:
    saturday = "2015-12-05"
    waiving = row(date=saturday, waive=("weekday", "gap"), reason="The fair.")
    assert broken(problem_of(min_gap_days=60), ONE, saturday) == ["weekday", "gap"]
    assert broken(problem_of(waiving, min_gap_days=60), ONE, saturday) == []
    assert broken(problem_of(waiving, min_gap_days=60), saturday, "2015-12-12") == ["weekday"]
    assert broken(problem_of(waiving, weekdays="Mon"), ONE, saturday) == ["weekday"]


def test_a_waiver_is_of_its_meeting_alone_and_not_of_another_on_its_day() -> None:
    waiving = row(date=ONE, start=600, waive=("weekday",), reason="The fair.")
    problem = problem_of(waiving, weekdays="Mon", start_times="10:00;14:00", duration_minutes=60)
    early = meeting(problem, "GB", ONE, "10:00")
    late, monday = meeting(problem, "GB", ONE, "14:00"), meeting(problem, "GB", "2015-12-07", "10:00")
    assert check(problem, calendar(problem, early, monday)) == ()
    assert [breach.rule for breach in check(problem, calendar(problem, early, late))] == ["weekday"]


def test_another_meeting_does_not_take_the_place_of_one_that_the_earlier_calendar_numbers() -> None:
    problem = problem_of(row(number=1), cadence=Cadence(minimum=1, maximum=2))
    before = plan_of(problem, ONE, TWO)
    first, second = before.meetings
    without_it = replace(before, meetings=(replace(first, status="cancelled"), second))
    planned_anew = replace(problem, baseline=before, as_of="2015-10-01T00:00:00Z")
    assert "fixed" not in [breach.rule for breach in check(problem, without_it)]
    assert "fixed" in [breach.rule for breach in check(planned_anew, without_it)]


def test_a_calendar_shows_what_rows_say_of_its_meetings() -> None:
    problem = problem_of(
        row(date=TWO, waive=("notice",), reason="The law's own date."),
        row(number=1, title="Budget"),
        row(date=THREE, extra=True, title="Extraordinary"),
    )
    told = [
        (one.title, one.extra, one.pinned, one.waived)
        for one in shown(problem, plan_of(problem, ONE, TWO, THREE)).meetings
    ]
    assert told == [
        ("Budget", False, False, ()),
        (None, False, True, (Waiver("notice", "The law's own date."),)),
        ("Extraordinary", True, True, ()),
    ]
    assert shown(problem_of(), plan_of(problem, ONE)) == plan_of(problem, ONE)


def test_rows_about_an_occurrence_are_about_the_whole_day() -> None:
    rows = [body("TP", meeting_day="DAY", session="AM"), session("AM"), room("CR1"), member("ANN", "TP")]
    problem = council(*rows, meeting_day(meetings=1), FixedMeeting(meeting_day="DAY", number=1, title="Summit"))
    plan = calendar(problem, meeting(problem, "TP", ONE), occurrence(problem, on=ONE))
    assert [one.title for one in shown(problem, plan).meetings] == ["Summit"]
    assert [one.date for _, one in meant(problem, plan).occurrences] == [day(ONE)]
    off = replace(problem, fixed_meetings=(FixedMeeting(day(ONE), meeting_day="DAY", cancelled=True),))
    assert [breach.rule for breach in check(off, plan)] == ["fixed"]
