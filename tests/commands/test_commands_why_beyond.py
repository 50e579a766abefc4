"""`why` goes on past a body's own days, times and fixed dates; and tells without a search what a report rules out."""

from dataclasses import replace

import pytest
from builders import (
    body,
    calendar,
    closed,
    council,
    day,
    fixed,
    meeting,
    meeting_day,
    member,
    occurrence,
    period,
    reports,
    room,
    session,
)
from commands.questioned import ask, asking, told

from scheduler.domain.bodies import Cadence
from scheduler.messages.why import why_document, why_sentences
from scheduler.rules import reporting

TUESDAY, THURSDAY, NEXT_TUESDAY = "2015-11-17", "2015-11-19", "2015-11-24"


def board(**fields: object):
    problem = council(
        body("GB", weekdays="Tue", start_times="10:00", **fields), member("ANN", "GB", "chair"), room("CR1")
    )
    return problem, calendar(problem, meeting(problem, "GB", TUESDAY, "10:00"))


def test_what_would_follow_on_another_weekday_is_told():
    problem, plan = board()
    answer = ask(problem, plan, "GB#1", THURSDAY)
    assert answer.possible is False
    assert answer.beyond is not None
    assert answer.beyond.changes == ("GB Board sat on Thursdays too",)
    assert answer.beyond.answer.possible is True
    lines = list(why_sentences(problem, answer))
    place = lines.index("If GB Board sat on Thursdays too:")
    assert lines[place + 1].startswith("  The GB Board could meet on Thursday 19 November 2015 at 10:00 (Room CR1)")
    document = why_document(answer)
    assert document["beyond"]["changes"] == ["GB Board sat on Thursdays too"]
    assert (document["possible"], document["beyond"]["possible"]) == (False, True)


def test_weeks_months_and_starts_are_set_aside_together():
    problem, plan = board(weeks_of_month=frozenset({3}), months=frozenset({11}))
    answer = ask(problem, plan, "GB#1", "2015-12-10", "14:00")
    assert answer.beyond is not None
    assert answer.beyond.changes == (
        "GB Board sat on Thursdays too, in December too and in any week of the month",
        "GB Board started at 14:00 too",
    )
    assert answer.beyond.answer.possible is True


def test_the_next_reasons_are_told_where_it_still_cannot_be():
    problem = council(
        body("GB", weekdays="Tue", start_times="10:00"),
        body("HB", start_times="10:00"),
        *(member("ANN", code, attendance="required") for code in ("GB", "HB")),
        room("CR1"),
        room("CR2"),
        fixed(THURSDAY, body="HB"),
    )
    plan = calendar(
        problem, meeting(problem, "GB", TUESDAY, "10:00"), meeting(problem, "HB", THURSDAY, "10:00", room="CR2")
    )
    answer = ask(problem, plan, "GB#1", THURSDAY)
    assert answer.beyond is not None
    assert answer.beyond.answer.possible is False
    assert {rule for rule, _ in told(answer.beyond.answer)} >= {"person_clash", "fixed"}


def test_a_date_that_the_input_fixes_is_set_aside():
    problem = council(body("GB", start_times="10:00"), member("ANN", "GB"), room("CR1"), fixed(TUESDAY, body="GB"))
    plan = calendar(problem, meeting(problem, "GB", TUESDAY, "10:00"))
    answer = ask(problem, plan, "GB#1", THURSDAY)
    assert answer.beyond is not None
    assert answer.beyond.changes == ("GB Board were not fixed to Tuesday 17 November 2015",)
    assert answer.beyond.answer.possible is True


@pytest.mark.parametrize("rows", [[closed(THURSDAY, reason="Gala")], [fixed(TUESDAY, body="GB"), closed(THURSDAY)]])
def test_nothing_goes_beyond_what_is_not_the_officers_own(rows):
    problem, plan = board()
    shut = council(*problem.bodies.values(), member("ANN", "GB", "chair"), room("CR1"), *rows)
    assert ask(shut, plan, "GB#1", THURSDAY).beyond is None
    held = ask(problem, plan, "GB#1", THURSDAY, as_of="2015-11-18T00:00:00Z")
    assert held.beyond is None


def whole_day(**feeder: object):
    problem = council(
        body("FB", per_period=1, start_times="10:00", **feeder),
        body("XB", meeting_day="DAY", session="AM", duration_minutes=60),
        meeting_day(cadence=Cadence(per_period=1)),
        session(),
        period("Q1", "2015-11-01", "2015-12-31"),
        period("Q2", "2016-01-01", "2016-03-31"),
        reports("FB", "XB", 6, 25),
        fixed("2015-11-26", meeting_day="DAY"),
        room("CR1"),
        room("CR2"),
        member("ANN", "FB"),
        member("BOB", "XB"),
        end_date="2016-03-31",
    )
    meetings = meeting(problem, "FB", "2015-11-12", "10:00"), meeting(problem, "FB", "2016-01-19", "10:00")
    days = occurrence(problem, on="2015-11-26"), occurrence(problem, on="2016-03-03")
    sitting = [meeting(problem, "XB", day.date.isoformat(), "09:00", room="CR2") for day in days]
    return problem, calendar(problem, *meetings, *sitting, *days)


def test_a_feeder_too_late_for_a_meeting_that_stays_is_told_by_a_count():
    problem, plan = whole_day()
    inquiry = asking(problem, plan, "FB#1", "2015-11-18")
    inquiry.clock.deadline = 0  # no search would find anything
    answer = inquiry.answer()
    message = (
        "FB Board has to report to XB Board on Thursday 26 November 2015, which stays, "
        "6 to 25 clear working days before: by Tuesday 17 November 2015."
    )
    assert told(answer) == [("reporting", message)]
    assert asking(problem, plan, "FB#2", "2016-01-20").answer().possible is True
    assert not ask(problem, plan, "FB#1", "2015-11-17").because


def test_another_meeting_of_the_feeder_may_serve():
    problem, plan = whole_day()
    often = council(
        body("FB", meetings=2, start_times="10:00"), *list(problem.bodies.values())[1:], meeting_day(meetings=2)
    )
    loose = replace(problem, bodies=often.bodies, meeting_days=often.meeting_days, periods=())
    assert [*reporting.binds(replace(loose, baseline=plan), asking(loose, plan, "FB#1").asked, day("2015-11-18"))] == []
