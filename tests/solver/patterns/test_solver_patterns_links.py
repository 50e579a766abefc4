"""Links in networks: of two that are kept apart one is placed first and closes days to the other, by the rule."""

from datetime import timedelta

import pytest
from builders import body, council, day, link, meeting, meeting_day, room, session
from years import plan_of_several

from scheduler.domain.problem import Problem
from scheduler.domain.verbs import DATES
from scheduler.rules import about, broken
from scheduler.solver.patterns.reading import Networks, networks_of

FIRST, LAST = "2015-11-02", "2015-11-20"
WEDNESDAY = "2015-11-11"


def linked(*rows: object) -> Problem:
    usual = {"meetings": 1, "start_times": "10:00;12:00;14:00", "duration_minutes": 60}
    bodies = [body(code, **usual) for code in ("A", "B", "C")]
    return council(*bodies, room(), *rows, start_date=FIRST, end_date=LAST)


def no_patterns(found: Networks) -> list[str]:
    return [one.code for one in found.others]


@pytest.mark.parametrize("kind", ["not_same_day", "not_next_day", "not_same_week"])
def test_of_two_kept_apart_one_is_no_pattern(kind: str) -> None:
    assert no_patterns(networks_of(linked(link("B", kind, "A")))) == ["A"]
    assert no_patterns(networks_of(linked(link("A", kind, "B"), link("C", kind, "B")))) == ["B"]
    assert no_patterns(networks_of(linked(link("A", kind, "B", strength="soft")))) == []


def test_both_are_no_pattern_where_one_follows_the_other() -> None:
    assert no_patterns(networks_of(linked(link("B", "follows", "A")))) == ["A", "B"]


def test_a_meeting_day_that_somebody_follows_is_no_pattern_either() -> None:
    rows = (meeting_day("DAY", meetings=1), session("AM"))
    sitting = [body(code, meeting_day="DAY", session="AM", duration_minutes=60) for code in ("X", "Y")]
    assert no_patterns(networks_of(linked(*rows, *sitting, link("A", "follows", "X")))) == ["DAY", "A"]


@pytest.mark.parametrize("kind", ["not_same_day", "not_next_day", "not_same_week", "follows"])
def test_what_stands_closes_the_days_that_the_rule_forbids(kind: str) -> None:
    """Whatever node of the other's network is open keeps the link with the meeting that stands, and all that do are."""
    problem = linked(link("B", kind, "A"))
    standing = meeting(problem, "A", WEDNESDAY)
    read = networks_of(problem, [standing])
    assert no_patterns(read) == []
    rules = [rule for rule in about(DATES) if rule.RULE.name == "link"]
    (network,) = [one for one in read.networks if one.code == "B"]
    days = [day(FIRST) + timedelta(days=int(number)) for number in network.day]
    for node in range(network.nodes):
        plan = plan_of_several(problem, [(network, [node])])
        whole = plan.__class__(plan.title, plan.start_date, plan.end_date, meetings=(*plan.meetings, standing))
        kept = not list(broken(problem, whole, rules))
        if days[node].weekday() < 5:
            assert bool(network.open[:, node].any()) is kept, (days[node], network.start[node])
