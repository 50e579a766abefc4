"""Scenarios: changes made together, faults by row, and what came of them."""

from dataclasses import replace

import pytest
from builders import body, clock_time, council, day, meeting_day, member, person, session, weekdays

from scheduler.domain.changes import (
    closing,
    each_weekday,
    joining,
    lacking_room,
    leaving,
    meeting_so_often,
    only_on,
    rather_on,
    session_from_to,
    starting_at,
)
from scheduler.domain.plan import Tier
from scheduler.domain.scenarios import Result, Scenario, dates_of, goals_of
from scheduler.errors import InputFaults

COUNCIL = council(
    body("GB"),
    body("TP", meeting_day="DAY", session="AM"),
    meeting_day("DAY", weekdays="Thu"),
    session("AM"),
    session("LUNCH"),
    session("PM"),
    person("ANN"),
    member("BOB", "GB"),
)


def hours(start, end):
    return clock_time(start), clock_time(end)


def test_changes_are_made_in_their_order():
    swap = Scenario("Swap", (leaving("BOB", "GB"), joining("ANN", ("GB", "chair")), joining("BOB", ("GB", "member"))))
    assert [(row.person, row.role) for row in swap.of(COUNCIL).memberships] == [("ANN", "chair"), ("BOB", "member")]


def test_sessions_may_move_together():
    later = (
        session_from_to(("DAY", "LUNCH"), hours("13:30", "14:30")),
        session_from_to(("DAY", "PM"), hours("14:30", "16:30")),
    )
    assert [part.start for part in Scenario("Later", later).of(COUNCIL).sessions.values()] == [540, 810, 870]


def test_every_fault_names_its_row():
    changes = (leaving("ANN", "GB"), joining("BOB", ("GB", "member")), only_on("GB", weekdays("Mon")))
    scenario = Scenario("Wrong", tuple(replace(change, row=row) for row, change in enumerate(changes, start=2)))
    with pytest.raises(InputFaults) as caught:
        scenario.of(COUNCIL)
    assert [(fault.table, fault.row, fault.column) for fault in caught.value.faults] == [
        ("scenarios", 2, "subject"),
        ("scenarios", 3, "subject"),
    ]


def test_a_contradiction_between_changes_names_its_row():
    lunch = replace(session_from_to(("DAY", "LUNCH"), hours("13:30", "14:30")), row=7)
    with pytest.raises(InputFaults) as caught:
        Scenario("Late", (lunch,)).of(COUNCIL)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(7, "value")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (only_on("DAY", weekdays("Tue;Wed")), "DAY only on Tuesdays and Wednesdays"),
        (rather_on("GB", weekdays("Fri")), "GB rather on Fridays"),
        (joining("ANN", ("GB", "member")), "ANN joins GB"),
        (joining("ANN", ("GB", "vice_chair")), "ANN joins GB as vice-chair"),
        (leaving("BOB", "GB"), "BOB leaves GB"),
        (lacking_room("CR1"), "no CR1"),
        (session_from_to(("DAY", "LUNCH"), hours("13:00", "14:00")), "DAY:LUNCH from 13:00 to 14:00"),
        (starting_at("GB", (600, 840)), "GB starts at 10:00 or 14:00"),
        (closing((day("2016-03-01"), day("2016-03-01")), None), "closed on Tuesday 1 March 2016"),
        (
            closing((day("2016-03-01"), day("2016-03-04")), "Works"),
            "closed from Tuesday 1 March 2016 to Friday 4 March 2016: Works",
        ),
        (meeting_so_often("GB", (4, 4)), "GB meets 4 times a year"),
        (meeting_so_often("GB", (2, 4)), "GB meets 2 to 4 times a year"),
    ],
)
def test_a_change_says_what_it_does(change, words):
    assert change.words == words


def test_closed_days_without_a_reason_have_one():
    scenario = Scenario("Closed", (closing((day("2016-03-01"), day("2016-03-01")), None),))
    assert scenario.of(COUNCIL).closed_dates[-1].reason == "Closed in this scenario"


def test_each_weekday_but_the_one_it_is_confined_to():
    assert [scenario.name for scenario in each_weekday(COUNCIL)] == [
        "DAY on Mondays", "DAY on Tuesdays", "DAY on Wednesdays", "DAY on Fridays",
    ]  # fmt: skip
    assert len(list(each_weekday(council(meeting_day("DAY"))))) == 5
    assert list(each_weekday(council(body("GB")))) == []


BASE = Result("As it is", "optimal", slots=Tier("slots", 4, 4), tiers=(Tier("apologies", 3, 3),))
WORSE = Result("Worse", "feasible", slots=Tier("slots", 5, 0), tiers=(Tier("apologies", 2, 1),))
NONE = Result("None", "infeasible")


def test_a_difference_is_from_the_first_where_both_have_a_plan():
    assert [WORSE.difference(name, BASE) for name in ("slots", "apologies", "rooms")] == [1, -1, None]
    assert [NONE.difference("slots", BASE), BASE.difference("slots", BASE), WORSE.difference("slots", NONE)] == [
        None
    ] * 3


def test_goals_read_as_an_officer_says_them():
    assert goals_of([NONE, BASE, WORSE]) == ("slots", "apologies")


def test_dates_are_listed_by_meeting_day():
    days = (("DAY", day("2015-11-19")), ("OTHER", day("2015-12-01")), ("DAY", day("2016-02-11")))
    assert dates_of(replace(BASE, meeting_days=days, day_names={"DAY": "Partnership day"})) == {
        "Partnership day": ["Thu 19 Nov 2015", "Thu 11 Feb 2016"],
        "OTHER": ["Tue 1 Dec 2015"],
    }
