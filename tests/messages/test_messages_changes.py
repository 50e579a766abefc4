"""What a change does, in sentences for an officer and in the types of JSON."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, day, meeting, member, person, room

from scheduler.domain.consequences import ACCEPT, MOVE, SUBSTITUTE, Alternative, Consequences, Margin, SeatNow
from scheduler.domain.difference import DROPPED, MOVED, NEW, Change, difference
from scheduler.domain.reasons import Breach, Clash, UngrantedWish
from scheduler.messages.changes import (
    MOST_SHOWN,
    alternative_sentences,
    change_document,
    consequence_sentences,
    repair_sentences,
)

COUNCIL = council(
    body("GB"), body("HWB"), room("CR1"), person("SUE"), member("ANN", "GB"), member("BOB", "GB"), member("ANN", "HWB")
)
FIRST, SECOND = day("2015-11-19"), day("2015-11-26")
BROKEN = Breach("quorum", "GB Board is not quorate.", bodies=("GB",), dates=(FIRST,))
CARRIED = Clash(("GB", "HWB"), (FIRST,), ("ANN",), broken=False)
BOTH_DAYS = "Thursday 19 November 2015 and Thursday 26 November 2015"
FROM, TO = "Thursday 19 November 2015 at 10:00 in Room CR1", "Friday 20 November 2015 at 14:00 in Room CR1"
AS_MANY = [
    "On the days concerned there are as many apologies and substitutes as before.",
]


def sentences(**fields):
    return list(consequence_sentences(COUNCIL, ["Councillor Ann joins HWB Board."], Consequences(**fields)))


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        (
            {},
            "The calendar can stay as it is: no rule is newly broken and nobody is newly wanted in two places.",
        ),
        (
            {"appear_clashes": (CARRIED,)},
            "No rule is newly broken; 1 new clash, which apologies and substitutes carry.",
        ),
        (
            {"appear_clashes": (CARRIED, replace(CARRIED, dates=(SECOND,)))},
            "No rule is newly broken; 2 new clashes, which apologies and substitutes carry.",
        ),
        (
            {"appear_breaches": (BROKEN,), "appear_clashes": (CARRIED,)},
            "The calendar cannot stay as it is: rules are newly broken in 1 place.",
        ),
    ],
)
def test_the_verdict_comes_first(fields, verdict):
    assert sentences(**fields)[:3] == ["Councillor Ann joins HWB Board.", "", verdict]


def test_nothing_more_is_said_where_nothing_follows():
    assert sentences()[3:] == AS_MANY


def test_rules_and_clashes_that_come_and_go_are_told():
    clashes = (CARRIED, replace(CARRIED, dates=(SECOND,)), replace(CARRIED, broken=True))
    found = sentences(
        appear_breaches=(BROKEN,),
        disappear_breaches=(replace(BROKEN, message="GB Board lacked a chair."),),
        appear_clashes=clashes,
        disappear_clashes=(CARRIED,),
        doubled=clashes[:2],
    )
    assert found[3:-1] == [
        "Rules broken now:",
        "  quorum: GB Board is not quorate.",
        "Rules no longer broken:",
        "  quorum: GB Board lacked a chair.",
        "Clashes now:",
        f"  GB Board and HWB Board, {BOTH_DAYS}: Councillor Ann (apologies and substitutes carry it)",
        "  GB Board and HWB Board, Thursday 19 November 2015: Councillor Ann (a rule is broken by it)",
        "Clashes no longer:",
        "  GB Board and HWB Board, Thursday 19 November 2015: Councillor Ann (apologies and substitutes carry it)",
        "Now in two places:",
        "  Councillor Ann, on Thursday 19 November 2015 and Thursday 26 November 2015",
    ]


def test_seats_quorums_and_apologies_are_told():
    found = sentences(
        seats=(
            SeatNow("GB", 1, FIRST, "ANN", "attends", "apologies", None, "in Leeds"),
            SeatNow("GB", 2, SECOND, "ANN", "attends", "apologies", None, "in Leeds"),
            SeatNow("GB", 1, FIRST, "BOB", "apologies", "substitute", "SUE", "away"),
            SeatNow("HWB", 1, FIRST, "BOB", "substitute", None),
            SeatNow("HWB", 1, FIRST, "SUE", None, "attends"),
        ),
        margins=(Margin("GB", 1, FIRST, 3, 4, 3, 2),),
        apologies=(2, 5),
        substitutes=(1, 0),
        worse=(UngrantedWish("apologies", "GB", 2, "Away."), UngrantedWish("apologies", "HWB", 3, "Away.")),
        better=(UngrantedWish("apologies", "GB", 2, "Absent."), UngrantedWish("substitutes", "GB", 1, "Sits.")),
    )
    assert found[3:] == [
        "Attendance:",
        f"  Councillor Ann at GB Board: was there, now sends apologies (in Leeds), on {BOTH_DAYS}",
        "  Councillor Bob at GB Board: was absent, now Councillor Sue deputises (away), on Thursday 19 November 2015",
        "  Councillor Bob at HWB Board: was deputised for, now no member, on Thursday 19 November 2015",
        "  Councillor Sue at HWB Board: was no member, now there, on Thursday 19 November 2015",
        "Quorums:",
        "  GB Board, Thursday 19 November 2015: 2 voting members there, 3 needed (was 4 with 3 needed)",
        "On the days concerned: 1 more apology from a chair and 1 fewer substitute.",
    ]


def test_a_long_list_is_cut():
    breaches = tuple(replace(BROKEN, message=f"Meeting {number} is not quorate.") for number in range(MOST_SHOWN + 2))
    found = sentences(appear_breaches=breaches)
    assert found[3 + MOST_SHOWN : 6 + MOST_SHOWN] == [
        f"  quorum: Meeting {MOST_SHOWN - 1} is not quorate.",
        "  … and 2 more; --json has them all.",
        AS_MANY[0],
    ]


# -- the plan that moves least

BEFORE = calendar(COUNCIL, meeting(COUNCIL, "GB", "2015-11-19"), meeting(COUNCIL, "HWB", "2015-11-26", room=None))
MOVED_ONE = replace(BEFORE.meetings[0], date=day("2015-11-20"), start=840, end=960)


def test_a_repair_that_moves_nothing():
    assert list(repair_sentences(COUNCIL, (), least=True)) == [
        "",
        "The least change: no meeting moves. The new calendar keeps every date, time and room.",
    ]


@pytest.mark.parametrize(
    ("least", "words"),
    [(True, "no calendar that breaks no rule moves less"), (False, "it is not proven that nothing moves less")],
)
def test_a_repair_says_what_it_moves_whom_it_concerns_and_whether_that_is_proven(least, words):
    moves = difference(BEFORE, replace(BEFORE, meetings=(MOVED_ONE, BEFORE.meetings[1])))
    assert list(repair_sentences(COUNCIL, moves, least=least)) == [
        "",
        f"The least change: 1 meeting; {words}.",
        f"  GB Board (GB#1): from {FROM} to {TO}",
        "  It concerns 2 people: Councillor Ann and Councillor Bob.",
    ]


def test_many_people_are_counted():
    crowd = council(body("GB"), room("CR1"), *(member(f"P{number:02}", "GB") for number in range(MOST_SHOWN + 3)))
    plan = calendar(crowd, meeting(crowd, "GB"))
    moves = difference(plan, replace(plan, meetings=(replace(plan.meetings[0], start=840),)))
    assert list(repair_sentences(crowd, moves, least=True))[-1].endswith("Councillor P11 and 3 more.")


def test_alternatives_are_told_with_their_cost():
    fewer, more = ("1 fewer apology from a member",), ("1 more apology from a chair", "2 more substitutes")
    ways = (
        Alternative(MOVE, "Move 2 meetings.", possible=True, meetings_moved=2, people_affected=1, costs=fewer),
        Alternative(ACCEPT, "Leave every date as it is.", possible=False, why_not="GB Board is not quorate."),
        Alternative(SUBSTITUTE, "Name Sue.", possible=True, people_affected=3, costs=more),
        Alternative(ACCEPT, "Leave it.", possible=True),
    )
    assert list(alternative_sentences(ways)) == [
        "What could be done:",
        "  - Move 2 meetings. Cost: 2 meetings moved, 1 person affected and 1 fewer apology from a member.",
        "  - Leave every date as it is. Not enough: GB Board is not quorate.",
        "  - Name Sue. Cost: 3 people affected, 1 more apology from a chair and 2 more substitutes.",
        "  - Leave it. Cost: nothing.",
    ]
    assert list(alternative_sentences(())) == []


# -- the document


def test_the_document_without_a_repair():
    assert change_document(["It changes."], Consequences())["repair"] is None


def test_the_document_of_a_repair():
    moves = (
        Change(MOVED, BEFORE.meetings[0], MOVED_ONE, ("date", "time")),
        Change(NEW, None, BEFORE.meetings[1]),
        Change(DROPPED, BEFORE.meetings[1], replace(BEFORE.meetings[1], status="cancelled")),
    )
    way = Alternative(MOVE, "Move them.", possible=True, meetings_moved=3)
    found = change_document(["It changes."], Consequences(doubled=(CARRIED,)), (moves, False), (way,))
    assert found["two_places"] == {"ANN": [{"bodies": ["GB", "HWB"], "dates": ["2015-11-19"]}]}
    moved, new, gone = found["repair"]["moves"]
    assert moved == {
        "uid": "gb-1", "body": "GB", "sequence": 1, "from": "2015-11-19", "to": "2015-11-20", "kind": "moved",
        "from_start": "10:00", "to_start": "14:00", "from_room": "CR1", "to_room": "CR1", "people": ["ANN", "BOB"],
    }  # fmt: skip
    assert [(row["kind"], row["from"], row["to"], row["from_start"], row["to_start"]) for row in (new, gone)] == [
        ("new", None, "2015-11-26", None, "10:00"),
        ("cancelled", "2015-11-26", None, "10:00", None),
    ]
    assert (found["repair"]["least"], found["repair"]["alternatives"]) == (
        False,
        [
            {
                "kind": "move", "words": "Move them.", "possible": True, "meetings_moved": 3, "people_affected": 0,
                "apologies": 0, "substitutes": 0, "why_not": "",
                "person": None,
                "body": None,
                "substitute": None,
                "costs": [],
            }
        ],
    )  # fmt: skip
