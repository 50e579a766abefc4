"""What has been held is asked nothing and costs nothing, whatever it was, under whatever input there is by now."""

from dataclasses import replace

import pytest
from builders import (
    body,
    calendar,
    closed,
    council,
    day,
    meeting,
    meeting_day,
    member,
    occurrence,
    person,
    room,
    session,
)
from rounds import rounds
from rules.random_calendars import a_calendar, a_council

from scheduler.checking import check, clashes, recount
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem

AFTERWARDS = "2016-06-01T09:00:00Z"
SEEDS = range(rounds(80))


def as_of(problem: Problem, plan: Plan, moment: str) -> Problem:
    return replace(problem, baseline=plan, as_of=moment)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_that_has_been_held_breaks_nothing_and_costs_nothing(seed: int) -> None:
    problem = a_council(seed)
    plan = a_calendar(problem, seed)
    now = as_of(problem, plan, AFTERWARDS)
    assert check(now, plan) == ()
    values, wishes = recount(now, plan)
    assert (set(values.values()), wishes) == ({0}, ())
    assert not any(clash.broken for clash in clashes(now, plan, ()))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_input_may_have_forgotten_whoever_and_whatever_has_been_there(seed: int) -> None:
    plan = a_calendar(a_council(seed), seed)
    now = as_of(council(body("NEW", meetings=0), person("EVE"), room("R9")), plan, AFTERWARDS)
    now = replace(now, settings=a_council(seed).settings)
    assert len(now.held) == len(plan.live)
    assert check(now, plan) == ()
    values, _ = recount(now, plan)
    assert set(values.values()) == {0}


def two_meetings() -> tuple[Problem, Plan]:
    problem = council(
        body("GB", meetings=2, start_times="10:00", notice_clear_days=5), member("ANN", "GB", "chair"), room("CR1")
    )
    return problem, calendar(problem, meeting(problem, "GB", "2015-11-19"), meeting(problem, "GB", "2016-03-03"))


@pytest.mark.parametrize(
    ("moment", "facts"),
    [
        ("2015-11-11T09:00:00Z", []),
        ("2015-11-12T00:00:00Z", ["GB#1"]),  # the last day for notice, 11 November, is over
        ("2015-11-11T00:00:00Z", []),
        ("2016-03-03T09:59:00Z", ["GB#1", "GB#2"]),
        ("2016-06-01T09:00:00Z", ["GB#1", "GB#2"]),
    ],
)
def test_facts_have_begun_or_their_notice_is_served(moment: str, facts: list[str]) -> None:
    problem, plan = two_meetings()
    deadline = plan.live[0].agenda_deadline
    assert deadline is not None
    if moment.startswith(deadline.isoformat()):
        facts = ["GB#1"]
    assert [one.name for one in as_of(problem, plan, moment).held] == facts


@pytest.mark.parametrize(("moment", "rules"), [("2015-11-20T09:00:00Z", ["gap"]), ("2015-12-04T09:00:00Z", [])])
def test_what_is_still_to_come_keeps_its_distance_from_a_fact(moment: str, rules: list[str]) -> None:
    problem = council(
        body("GB", meetings=2, start_times="10:00", min_gap_days=30), member("ANN", "GB", "chair"), room("CR1")
    )
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"), meeting(problem, "GB", "2015-12-03"))
    assert [breach.rule for breach in check(as_of(problem, plan, moment), plan)] == rules


@pytest.mark.parametrize("called", [{"AB"}, {"AB", "GB"}])
def test_a_meeting_day_is_a_fact_when_all_its_meetings_are(called: set[str]) -> None:
    problem = council(
        meeting_day(),
        *(session(code) for code in ("AM", "PM")),
        *(body(code, meeting_day="DAY", session=part) for code, part in (("AB", "AM"), ("GB", "PM"))),
        *(member("ANN", code, "chair") for code in ("AB", "GB")),
        room("CR1"),
    )
    ahead = (meeting(problem, code, "2015-11-19", meeting_day="DAY") for code in ("AB", "GB"))
    today = day("2015-11-10")
    plan = calendar(problem, *(replace(one, agenda_deadline=today if one.body in called else None) for one in ahead))
    plan = replace(plan, occurrences=(occurrence(problem, on="2015-11-19"),))
    now = as_of(problem, plan, "2015-11-10T09:00:00Z")
    assert {one.body for one in now.held} == called
    assert now.held_days == (plan.occurrences if called == {"AB", "GB"} else ())


def test_a_meeting_is_held_from_the_minute_it_begins_by_the_councils_own_clock() -> None:
    problem = council(body("GB", meetings=1, start_times="10:00"), room("CR1"), timezone="Europe/London")
    plan = calendar(problem, meeting(problem, "GB", "2016-06-01"))
    assert as_of(problem, plan, "2016-06-01T09:00:00Z").held == ()
    assert as_of(problem, plan, "2016-06-01T09:01:00Z").held == plan.live


def test_nothing_is_a_fact_without_an_earlier_calendar_or_a_moment() -> None:
    problem, plan = two_meetings()
    assert replace(problem, as_of=AFTERWARDS).held == ()
    assert replace(problem, baseline=plan, as_of="").held == ()
    assert replace(problem, as_of=AFTERWARDS).asked(plan) is plan


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("room", None, "is written anew: its room"),
        ("end", 780, "is written anew: its end"),
        ("attendance", (), "is written anew: its attendance"),
        ("agenda_deadline", None, "is written anew: its agenda deadline"),
        ("start", 660, "is not planned there any more"),
    ],
)
def test_a_fact_that_is_written_anew_is_told(field: str, value: object, words: str) -> None:
    problem, plan = two_meetings()
    now = as_of(problem, plan, "2016-01-04T09:00:00Z")
    changed = replace(plan, meetings=(replace(plan.live[0], **{field: value}), plan.live[1]))
    (breach,) = check(now, changed)
    assert breach.rule == "fixed"
    assert words in breach.message
    assert "has already met on Thursday 19 November 2015" in breach.message


def test_what_is_still_to_come_is_asked_as_ever() -> None:
    problem, plan = two_meetings()
    shut = replace(problem, closed_dates=(closed("2015-11-19"), closed("2016-03-03")))
    now = as_of(shut, plan, "2016-01-04T09:00:00Z")
    assert [(one.rule, one.dates) for one in check(now, plan)] == [("closed_date", (plan.live[1].date,))]
    assert len(check(shut, plan)) == 2


def test_a_meeting_gives_way_to_a_fact_that_takes_its_room_and_its_people() -> None:
    problem = council(
        body("GB", meetings=1, start_times="10:00", notice_clear_days=5),
        body("HB", meetings=1, start_times="10:00"),
        member("ANN", "GB", "chair"),
        member("ANN", "HB", "chair"),
        room("CR1"),
    )
    plan = calendar(problem, meeting(problem, "GB", "2015-11-19"), meeting(problem, "HB", "2015-11-19"))
    gone = replace(problem, bodies={"HB": problem.bodies["HB"]}, memberships=problem.memberships[1:])
    now = as_of(gone, plan, "2015-11-18T09:00:00Z")
    assert [fact.body for fact in now.held] == ["GB"]
    assert {breach.rule for breach in check(now, plan)} == {"room_clash", "person_clash"}
