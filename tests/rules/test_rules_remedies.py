"""What rules propose where there is no plan: each proposal changes the input as its sentence says, and no more."""

from dataclasses import replace

import pytest
from builders import (
    absence,
    body,
    closed,
    council,
    day,
    fixed,
    meeting_day,
    member,
    period,
    person,
    reports,
    room,
    session,
)

from scheduler.domain.bodies import Cadence
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import FirmReason, Reason
from scheduler.rules import RULES, set_aside
from scheduler.rules.protocol import Ease, RemediableRule
from scheduler.solver.cp.model import build


def proposed(problem: Problem, rule: str, subject: str) -> dict[str, Problem]:
    """Return the changed inputs of a reason by their sentences."""
    file = next(file for file in RULES if file.RULE.name == rule)
    assert isinstance(file, RemediableRule)
    return {one.words: one.problem for one in file.remedies(problem, Reason(rule, subject, ""))}


def test_another_start_overlaps_none_of_its_own():
    found = proposed(council(body("A", start_times="10:00", duration_minutes=120)), "start_time", "A")
    assert next(iter(found)) == "Let A Board start at 08:00, where 10:00 does not do."
    assert [one.bodies["A"].start_times[-1] // 60 for one in found.values()] == [8, 12, 13, 14, 15, 16, 17, 18, 19, 20]


def boards(**fields: object) -> Problem:
    rows = (
        body("A", meeting_day="DAY", session="AM"),
        meeting_day(meetings=1),
        session("AM", **fields),
        session("LUNCH"),
    )
    return council(*rows)


def test_boards_one_after_another_then_a_longer_session():
    found = proposed(boards(arrangement="simultaneous"), "meeting_day", "DAY AM")
    words, first = next(iter(found.items()))
    assert words == "Let the bodies of AM on DAY Day sit one after another (`either`, not `simultaneous`)."
    assert first.sessions["DAY", "AM"].arrangement == "either"
    assert "Let the session AM of DAY Day last from 09:00 to 12:30." in found  # the lunch begins then
    assert "Let the session AM of DAY Day last from 08:30 to 12:30." in found
    staggered = proposed(boards(arrangement="staggered"), "meeting_day", "DAY AM")
    assert next(iter(staggered)).endswith("at the same time where they can (`either`, not `staggered`).")
    hours = proposed(boards(), "meeting_day", "DAY AM hours")
    assert all("last from" in words for words in hours)
    assert proposed(boards(), "meeting_day", "DAY") == {}


def test_gaps_are_eased_by_weeks():
    found = proposed(council(body("A", min_gap_days=10, max_gap_days=30)), "gap", "A")
    assert [one.bodies["A"].min_gap_days for one in found.values()][:3] == [3, 10, 0]
    assert "Let A Board leave up to 37 days between meetings, not 30." in found
    assert proposed(council(body("A")), "gap", "nobody") == {}


def test_another_weekday_week_or_month():
    problem = council(body("A", weekdays="Mon;Tue;Wed;Thu", weeks_of_month=frozenset({2}), months=frozenset({9})))
    found = proposed(problem, "weekday", "A")
    assert list(found) == [
        "Let A Board meet on Fridays too.",
        "Let A Board meet in any week of the month.",
        "Let A Board meet in any month.",
    ]
    assert [one.bodies["A"].weeks_of_month for one in found.values()] == [{2}, frozenset(), {2}]
    assert proposed(problem, "weekday", "nobody") == {}


def test_a_fixed_meeting_on_another_day():
    rows = fixed("2015-11-19", body="A"), fixed("2015-11-20", meeting_day="DAY")
    problem = council(body("A"), meeting_day(meetings=1), *rows)
    ((words, freed),) = proposed(problem, "fixed", "A").items()
    assert words == "Let A Board meet on another day than Thursday 19 November 2015, to which it is fixed."
    assert freed.fixed_meetings == (rows[1],)
    assert len(proposed(problem, "fixed", "DAY")) == 1


def test_whoever_is_away_is_asked():
    away = absence("person", "ANN", "2015-11-16", reason="leave"), absence("room", "CR1", "2015-11-17", reason="works")
    problem = council(body("A"), member("ANN", "A"), person("ANN", weekdays="Mon"), room("CR1"), *away)
    found = proposed(problem, "unavailable", "ANN")
    assert list(found) == [
        "Ask Councillor Ann whether they could be there after all, on Monday 16 November 2015 (leave).",
        "Ask Councillor Ann whether they could come on other days than Mondays.",
    ]
    first, second = found.values()
    assert (first.absences, second.people["ANN"].weekdays) == ((away[1],), None)
    (words,) = proposed(problem, "unavailable", "CR1")
    assert words == "Ask whether Room CR1 could be there after all, on Tuesday 17 November 2015 (works)."


def test_what_the_council_closes_may_be_open():
    problem = council(body("A"), closed("2015-11-16", "2015-11-20", "Works"), closed("2015-12-25", reason="Christmas"))
    ((words, opened),) = proposed(problem, "closed_date", "Works").items()
    assert words.startswith("Let meetings be held in spite of “Works” (")
    assert [row.reason for row in opened.closed_dates] == ["Christmas"]
    assert proposed(problem, "closed_date", "A on public holidays") == {}


def test_reports_may_come_nearer():
    problem = council(body("A"), body("B"), reports("A", "B", 2, 9))
    found = proposed(problem, "reporting", "A to B")
    assert [one.reporting[0].min_working_days for one in found.values()] == [1, 0]


def test_a_seat_is_filled_from_the_day_it_is_vacant():
    rows = [member("ANN", "A"), member("BOB", "A", end_date=day("2015-12-31"))]
    found = proposed(council(body("A", quorum=2, meetings=1), *rows), "quorum", "A")
    words, first = next(iter(found.items()))
    assert (
        words == "Fill 1 vacant seat of A Board from Friday 1 January 2016 on, with people who are free when it meets."
    )
    assert [row.start_date for row in first.memberships_of_body["A"]] == [None, None, day("2016-01-01")]
    full = proposed(council(body("A", quorum=2, meetings=1), rows[0], member("BOB", "A")), "quorum", "A")
    assert next(iter(full)) == "Fill 1 seat more of A Board, with people who are free when it meets."


def test_a_vice_chair_is_appointed_or_those_present_choose():
    problem = council(body("A", presiding="chair"), member("ANN", "A", "chair"), member("BOB", "A"))
    found = proposed(problem, "presiding", "A")
    assert next(iter(found)) == "Make Councillor Bob vice-chair of A Board."
    first, last = found.values()
    assert [row.role for row in first.memberships_of_body["A"]] == ["chair", "vice_chair"]
    assert last.bodies["A"].presiding is None


def test_a_required_person_has_a_deputy_or_need_not_be_there():
    problem = council(body("A"), member("ANN", "A", attendance="required"), member("BOB", "A"))
    first, second = proposed(problem, "person_clash", "ANN at A").values()
    assert first.memberships_of_body["A"][0].substitutes == ("NEW1",)
    assert second.memberships_of_body["A"][0].attendance == "expected"
    assert proposed(problem, "person_clash", "ANN") == {}


def test_another_room_or_one_found_elsewhere():
    problem = council(body("A", room="CR1", extra_seats=30), member("ANN", "A"), room("CR1", capacity=9), room("CR2"))
    found = proposed(problem, "room_capacity", "A")
    first, second = found.values()
    assert list(found) == [
        "Let A Board sit in another room than Room CR1.",
        "Find a room elsewhere, with 32 seats, for A Board.",
    ]
    assert (first.bodies["A"].room, second.rooms["ELSEWHERE0"].capacity) == (None, 32)
    assert proposed(problem, "room_features", "nobody") == {}
    assert "Let A Board sit in another room than Library." in proposed(
        council(body("A", venue="Library"), room()), "room_missing", "A"
    )
    day_ = council(
        body("A", meeting_day="DAY", session="AM", room_features=("loop",)), meeting_day(meetings=1), session(), room()
    )
    (words,) = proposed(day_, "room_missing", "DAY")
    assert words == "Find a room elsewhere with loop, with 1 seat, for all who sit on DAY Day, its lunch included."


def test_whoever_needs_a_room_that_is_taken_sits_elsewhere():
    problem = council(body("A", meetings=1, room="CR1"), body("B", meetings=1), room("CR1"), room("CR2"))
    assert [one.bodies["A"].room for one in proposed(problem, "room_clash", "CR1").values()] == [None, None]
    opened = proposed(council(body("A"), room("CR1", open_from="09:00", open_to="17:00")), "room_hours", "CR1")
    assert [(one.rooms["CR1"].open_from, one.rooms["CR1"].open_to) for one in opened.values()] == [(None, None)]


def test_one_more_meeting_a_day_or_a_week():
    limits = {"max_meetings_per_person_per_day": 1, "max_meetings_per_person_per_week": 3}
    problem = council(body("A"), member("ANN", "A"), **limits)
    ((words, a_day),) = proposed(problem, "person_load", "ANN").items()
    assert (words, a_day.settings.max_meetings_per_person_per_day) == (
        "Let everybody have up to 2 meetings a day, not 1.",
        2,
    )
    (a_week,) = proposed(problem, "person_load", "ANN a week").values()
    assert (a_week.settings.max_meetings_per_person_per_day, a_week.settings.max_meetings_per_person_per_week) == (1, 4)
    assert proposed(problem, "person_load", "nobody") == {}


@pytest.mark.parametrize("rule", ["weekday", "start_time", "fixed", "closed_date"])
def test_what_is_not_the_officers_own_is_not_set_aside(rule):
    problem = council(body("A", meeting_day="DAY", session="AM"), meeting_day(meetings=1), session())
    for subject in ("nobody", "A") if rule == "fixed" else ("nobody",):
        assert set_aside(problem, Reason(rule, subject, ""), day("2015-11-19"), 600) is None
    assert set_aside(problem, Reason("start_time", "A", ""), day("2015-11-19"), 600) is None


def test_one_period_or_fewer_meetings_are_the_last_resort():
    quarters = period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-01", "2016-04-30")
    problem = council(body("A", per_period=1), *quarters)
    found = proposed(problem, "cadence", "A")
    assert list(found) == [f"Let A Board leave out one meeting in {code}." for code in ("Q1", "Q2")]
    assert [row.cancelled for one in found.values() for row in one.fixed_meetings] == [True, True]
    ((words, fewer),) = proposed(council(body("A", meetings=3)), "cadence", "A").items()
    assert (words, fewer.bodies["A"].cadence.minimum) == (
        "Let A Board meet only as often as there is a day for it, up to 3 times.",
        0,
    )
    assert list(proposed(council(meeting_day(meetings=2), session()), "cadence", "DAY")) != []
    assert proposed(council(body("A", cadence=Cadence(minimum=0, maximum=3))), "cadence", "A") == {}


def test_what_is_to_meet_oftener_than_there_are_days_is_offered_as_many_as_there_are():
    problem = council(body("A", meetings=1_000_000), start_date="2015-11-16", end_date="2015-11-20")
    ((words, fewer),) = proposed(problem, "cadence", "A").items()
    assert words.endswith("up to 5 times.")
    assert fewer.bodies["A"].cadence == Cadence(minimum=0, maximum=5)


@pytest.mark.parametrize("fields", [{"statutory": True}, {"legal_kind": "planning_committee"}])
def test_what_the_law_asks_for_is_held(fields):
    problem = council(body("A", meetings=3, **fields), member("ANN", "A"), room())
    assert proposed(problem, "cadence", "A") == {}
    _, post = build(problem, lifted=())
    assert isinstance(post.reasons["cadence", "A"], FirmReason)
    seated = council(body("A", meeting_day="DAY", session="AM", **fields), meeting_day(meetings=1), session())
    assert proposed(seated, "cadence", "DAY") == {}


def test_what_is_easy_comes_before_what_is_hard():
    order = [Ease.SETTING, Ease.ANOTHER_START, Ease.ANOTHER_ROOM, Ease.ARRANGEMENT, Ease.LONGER_SESSION, Ease.MEMBERS]
    order += [Ease.ANOTHER_DAY, Ease.ABSENCE, Ease.GAP, Ease.ONE_MEETING, Ease.ONE_PERIOD, Ease.NOT_HELD]
    assert order == sorted(order)
    assert replace(next(one.RULE for one in RULES if one.RULE.name == "cadence")).ease == Ease.NOT_HELD
