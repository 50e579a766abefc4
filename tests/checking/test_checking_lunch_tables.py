"""The checker of lunch tables: each thing that can be wrong is found, and what is told is recounted."""

import pytest
from every_table import party

from scheduler.checking.lunch_tables import check_tables, recount_tables
from scheduler.domain.lunch_tables import APART, TABLE, WITH, Demand, Guest
from scheduler.domain.plan import Tier

A, B, C, D = map(Guest, "abcd")
SEATED = {A: 1, B: 1, C: 2, D: 2}


def lunch(*demands, **fields):
    return party(1, {"a": "X", "b": "X", "c": "X", "d": ""}, {"a": "x", "b": "x"}, 2, demands, **fields)


def said(places, *demands, tiers=(), **fields):
    return [breach.message for breach in check_tables([lunch(*demands, **fields)], [places], tiers)]


def test_a_sound_seating_has_nothing_wrong():
    asked = Demand(TABLE, (A,), (1,)), Demand(WITH, (A, B)), Demand(APART, (A, C))
    values = [Tier("boards", 1, 1), Tier("organisations", 1, 0), Tier("company", 0, 0), Tier("unmoved", 1, 1)]
    assert said(SEATED, *asked, tiers=values, before={"a": 2}) == []


@pytest.mark.parametrize(
    ("places", "message"),
    [
        ({A: 1, B: 1, C: 2}, "d has no table."),
        ({**SEATED, Guest("z"): 2}, "z has a table, and is not there."),
        ({A: 1, B: 1, C: 2, D: 3}, "there is no table 3."),
        ({A: 1, B: 1, C: 1, D: 2}, "the tables are of 1 to 3: their sizes differ by more than one."),
    ],
)
def test_who_sits_where_is_looked_at(places, message):
    assert f"Lunch on Thursday 22 January 2026: {message}" in said(places)


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        (Demand(TABLE, (A,), (2,)), "what is asked of a (table) is not kept."),
        (Demand(WITH, (A, C)), "what is asked of a and c (with) is not kept."),
        (Demand(APART, (A, B)), "what is asked of a and b (apart) is not kept."),
    ],
)
def test_what_is_asked_is_looked_at(demand, message):
    assert said(SEATED, demand) == [f"Lunch on Thursday 22 January 2026: {message}"]


def test_a_lunch_that_is_over_stays():
    held = {"before": {"a": 1, "b": 1, "c": 2, "d": 2}, "held": True}
    assert said(SEATED, **held) == []
    changed = {**SEATED, A: 2, C: 1}
    assert [message.partition(": ")[2] for message in said(changed, **held)] == [
        "a sat at table 1, and that is not to be changed any more.",
        "c sat at table 2, and that is not to be changed any more.",
    ]


def test_what_is_told_of_the_tiers_is_recounted():
    assert said(SEATED, tiers=[Tier("boards", 0, 0)]) == ["boards is said to come to 0, and comes to 1."]
    assert said(SEATED, tiers=[Tier("boards", 1, 2)]) == ["boards is said to be no lower than 2, and is 1."]


def test_every_lunch_has_its_tables():
    (breach,) = check_tables([lunch()], [], ())
    assert breach.message == "There are tables for 0 of 1 lunch."


def test_a_third_meeting_counts_twice_as_much_as_a_second():
    year = [lunch() for _ in range(3)]
    assert recount_tables(year, [SEATED] * 3)["company"] == 2 * (1 + 2)
