"""Links between two bodies: through both faces, and as a wish."""

from dataclasses import replace
from itertools import product

import pytest
from builders import body, calendar, council, day, link, meeting, meeting_day, occurrence, session
from solver_face import allows

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.rules import link as rule
from scheduler.wishes import link as wish

KINDS = ("not_same_day", "not_next_day", "not_same_week", "follows")
FRIDAY, SUNDAY, MONDAY = "2015-11-20", "2015-11-22", "2015-11-23"


def two(kind: str, **fields: object) -> Problem:
    """Return a council of two bodies that may meet on any day, the first linked to the second."""
    own = {"weekdays": "Mon;Tue;Wed;Thu;Fri;Sat;Sun", "start_times": "10:00;12:00;13:00;14:00", "duration_minutes": 120}
    bodies = (body("CAB", meetings=2, **own), body("AUD", meetings=2, **own))
    return council(*bodies, link("CAB", kind, "AUD", **fields), start_date=FRIDAY, end_date="2015-12-01")


def on(problem: Problem, cabinet: str, audit: str, start: str = "10:00", other: str = "10:00") -> Plan:
    return calendar(problem, meeting(problem, "CAB", cabinet, start), meeting(problem, "AUD", audit, other))


def kept(problem: Problem, plan: Plan) -> bool:
    """Whether a calendar keeps a link; both faces say the same, and so does the wish of a soft one."""
    clean = not list(rule.breaches(problem, plan))
    assert clean == allows(rule, problem, plan)
    soft = replace(problem, links=tuple(replace(one, strength="soft") for one in problem.links))
    assert clean == (not list(wish.score(soft, plan)))
    assert not list(rule.breaches(soft, plan))
    assert allows(rule, soft, plan)
    assert not list(wish.score(problem, plan))
    return clean


@pytest.mark.parametrize(
    ("kind", "cabinet", "audit", "clean"),
    [
        ("not_same_day", MONDAY, MONDAY, False),
        ("not_same_day", MONDAY, "2015-11-24", True),
        ("not_next_day", MONDAY, MONDAY, True),
        ("not_next_day", MONDAY, "2015-11-24", False),
        ("not_next_day", "2015-11-24", MONDAY, False),
        ("not_next_day", SUNDAY, MONDAY, False),
        ("not_next_day", MONDAY, "2015-11-25", True),
        ("not_same_week", MONDAY, MONDAY, False),
        ("not_same_week", MONDAY, "2015-11-29", False),
        ("not_same_week", "2015-11-29", MONDAY, False),
        ("not_same_week", SUNDAY, MONDAY, True),
    ],
)
def test_days_and_weeks_that_two_bodies_do_not_share(kind: str, cabinet: str, audit: str, *, clean: bool) -> None:
    problem = two(kind)
    assert kept(problem, on(problem, cabinet, audit)) is clean


@pytest.mark.parametrize(
    ("minutes", "start", "clean"),
    [
        (60, "12:00", True),
        (60, "13:00", True),
        (60, "14:00", False),
        (60, "10:00", False),
        (0, "12:00", True),
        (0, "13:00", False),
    ],
)
def test_a_body_follows_another_when_that_ends_or_so_much_later(minutes: int, start: str, *, clean: bool) -> None:
    problem = two("follows", minutes=minutes)
    assert kept(problem, on(problem, MONDAY, MONDAY, start)) is clean


def test_a_body_that_follows_is_on_the_day_of_the_other() -> None:
    problem = two("follows")
    assert not kept(problem, on(problem, "2015-11-24", MONDAY, "12:00"))
    assert not list(rule.breaches(problem, calendar(problem, meeting(problem, "AUD", MONDAY))))
    assert list(rule.breaches(problem, calendar(problem, meeting(problem, "CAB", MONDAY))))


def test_a_breach_says_which_meetings_and_what_was_asked() -> None:
    problem = two("not_next_day")
    message = (
        "CAB Board on Tuesday 24 November 2015 at 10:00 and AUD Board on Monday 23 November 2015 at 10:00: the two "
        "bodies are never to meet on one day and the next."
    )
    breach = Breach("link", message, bodies=("CAB", "AUD"), dates=(day(MONDAY), day("2015-11-24")))
    assert list(rule.breaches(problem, on(problem, "2015-11-24", MONDAY))) == [breach]
    problem = two("follows", minutes=1)
    (breach,) = rule.breaches(problem, on(problem, MONDAY, MONDAY, "13:00"))
    assert breach.message == (
        "CAB Board on Monday 23 November 2015 at 13:00 follows no meeting of AUD Board on its day, starting when that "
        "ends or at most 1 minute later."
    )


def test_a_soft_link_costs_its_weight_for_each_two_meetings() -> None:
    problem = two("not_same_week", strength="soft")
    plan = on(problem, MONDAY, "2015-11-24")
    (row,) = wish.score(problem, plan)
    assert (row.wish, row.subject, row.cost) == ("link", "CAB Board", 3)
    assert row.why.endswith("the two bodies are never to meet in the same week, Monday to Sunday.")
    assert list(wish.score(replace(problem, wish_weights={"link": 0}), plan)) == []


def test_a_body_follows_whichever_slot_a_session_takes() -> None:
    rows = (
        meeting_day("DAY", meetings=1),
        session("AM", start="09:00", end="12:00"),
        body("XB", meeting_day="DAY", session="AM", duration_minutes=60),
        body("YB", meeting_day="DAY", session="AM", duration_minutes=60),
        body("CAB", meetings=1, start_times="10:00;11:00", duration_minutes=60),
        link("CAB", "follows", "YB", minutes=0),
    )
    problem = council(*rows, start_date=MONDAY, end_date=MONDAY)
    for slot, start in product(("09:00", "10:00"), ("10:00", "11:00")):
        there = [meeting(problem, "XB", MONDAY, "09:00"), meeting(problem, "YB", MONDAY, slot)]
        plan = calendar(problem, occurrence(problem, "DAY", MONDAY), *there, meeting(problem, "CAB", MONDAY, start))
        assert kept(problem, plan) is ((slot, start) in {("09:00", "10:00"), ("10:00", "11:00")})


@pytest.mark.parametrize("kind", KINDS[:3])
def test_a_meeting_that_can_no_longer_be_too_close_to_a_fact_is_asked_nothing(kind: str) -> None:
    problem = two(kind)
    plan = on(problem, FRIDAY, "2015-11-30")
    begun = replace(problem, baseline=plan, as_of="2015-11-23T12:00:00Z")
    assert list(rule.breaches(begun, plan)) == []
    assert allows(rule, begun, plan)


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_facts_nothing_is_asked_and_one_is_a_neighbour(kind: str) -> None:
    other = {"not_same_day": MONDAY, "not_same_week": "2015-11-25"}
    problem = two(kind)
    plan = on(problem, MONDAY, other.get(kind, "2015-11-24"), other="14:00")
    held = replace(problem, baseline=plan, as_of="2015-11-30T00:00:00Z")
    assert list(rule.breaches(held, plan)) == []
    begun = replace(problem, baseline=plan, as_of="2015-11-23T12:00:00Z")
    assert bool(list(rule.breaches(begun, plan))) is (kind != "follows")
    assert allows(rule, begun, plan) is (kind == "follows")
