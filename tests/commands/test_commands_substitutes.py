"""What else could be done about a change: each way that is possible really is, at the cost that is told."""

from dataclasses import replace
from datetime import date

import pytest
from small_input import write_input

from scheduler.checking import check
from scheduler.commands.changes import Wanted, change
from scheduler.commands.repairs import MOST_SEATS, other_ways
from scheduler.domain.consequences import ACCEPT, MOVE, SUBSTITUTE
from scheduler.domain.difference import difference

BODIES = (
    "body,name,meetings_min,start_times,quorum\n"
    "HWB,Health Board,2,10:00,1\nGB,Growth Board,1,10:00,1\nTP,Transport Panel,1,10:00,1\n"
)
PEOPLE = (
    "person,name,organisation,category\nANN,Ann,Green,councillor\nBOB,Bob,Blue,councillor\nCAT,Cat,Green,councillor\n"
    "DAN,Dan,Green,councillor\nEVE,Eve,Green,officer\nFAY,Fay,Blue,councillor\nDPH,Director,NHS,officer\n"
)
MEMBERSHIPS = (
    "person,body,role,attendance\nANN,HWB,chair,\nDPH,HWB,adviser,\nBOB,GB,chair,\nEVE,GB,,\nBOB,TP,,\nDAN,TP,chair,\n"
)
CALENDAR = "body,date,start,end,room\nHWB,{},10:00,12:00,CR1\nGB,{},10:00,12:00,CR2\nTP,{},10:00,12:00,CR3\n"
ROOMS = "room,name,venue,capacity\n" + "".join(f"CR{n},Room {n},Town Hall,20\n" for n in (1, 2, 3))
SAME_DAY = CALENDAR.format("2015-11-12", "2015-11-24", "2015-11-25") + "HWB,2015-11-24,10:00,12:00,CR1\n"


@pytest.fixture
def changed(tmp_path):
    source = write_input(tmp_path / "small", bodies=BODIES, people=PEOPLE, memberships=MEMBERSHIPS, rooms=ROOMS)
    calendar = tmp_path / "calendar.csv"
    calendar.write_text(SAME_DAY, encoding="utf-8")

    def make(**wanted):
        return change(source, calendar, Wanted(**wanted))

    return make


def ways(made):
    return other_ways(made, made.plan, ())


def told(made):
    return [(way.kind, way.person, way.substitute, way.possible, way.apologies, way.substitutes) for way in ways(made)]


def test_nothing_is_offered_where_nothing_is_amiss(changed):
    assert ways(changed(leaves=("DPH:HWB",))) == ()


def test_a_substitute_of_the_same_organisation_and_category_is_offered(changed):
    made = changed(joins=("ANN:GB",))
    assert told(made) == [(ACCEPT, None, None, True, 2, 0), (SUBSTITUTE, "ANN", "CAT", True, 0, 1)]


def test_what_is_offered_is_so_when_it_is_done(changed):
    for options in (
        {"joins": ("ANN:GB",)},
        {"joins": ("ANN:GB", "DAN:HWB")},
        {"joins": ("ANN:GB:clerk",)},
        {"joins": ("BOB:HWB", "DPH:GB"), "start": date(2015, 11, 20)},
    ):
        made = changed(**options)
        for way in ways(made):
            if way.kind == SUBSTITUTE:
                done = changed(**options, substitutes=(f"{way.person}:{way.body}:{way.substitute}",))
                found = done.consequences
                assert way.possible == (check(done.after, done.plan) == ())
                assert found.apologies[1] - found.apologies[0] == way.apologies
                assert found.substitutes[1] - found.substitutes[0] == way.substitutes


def test_a_clerk_who_must_be_in_two_places_is_not_possible_without_a_substitute(changed):
    made = changed(joins=("ANN:GB:clerk", "DPH:GB:clerk"), leaves=("DPH:HWB",))
    accepted, *named = ways(made)
    assert (accepted.kind, accepted.possible, accepted.why_not) == (
        ACCEPT, False, made.consequences.appear_breaches[0].message,
    )  # fmt: skip
    assert [(way.person, way.body, way.possible) for way in named] == [("ANN", "GB", True)]


def test_only_the_first_seats_are_looked_after(tmp_path):
    people = [f"P{number}" for number in range(MOST_SEATS + 2)]
    source = write_input(
        tmp_path / "many",
        bodies=BODIES,
        rooms=ROOMS,
        people=PEOPLE
        + "".join(f"{code},{code},Green,councillor\nS{code},S{code},Green,councillor\n" for code in people),
        memberships=MEMBERSHIPS + "".join(f"{code},HWB,,\n" for code in people),
    )
    calendar = tmp_path / "calendar.csv"
    calendar.write_text(SAME_DAY, encoding="utf-8")
    made = change(source, calendar, Wanted(joins=tuple(f"{code}:GB" for code in people)))
    offered = [way.person for way in ways(made) if way.kind == SUBSTITUTE]
    assert len(offered) == MOST_SEATS


def test_the_move_is_told_with_its_people_and_points(changed):
    made = changed(joins=("ANN:GB",))
    moved = [replace(one, date=date(2015, 11, 23)) if one.body == "GB" else one for one in made.published.meetings]
    plan = replace(made.published, meetings=tuple(moved))
    move = other_ways(made, plan, difference(made.published, plan))[0]
    assert (move.kind, move.words) == (MOVE, "Move 1 meeting, as the new calendar does.")
    assert (move.possible, move.meetings_moved, move.people_affected, move.apologies) == (True, 1, 2, 0)


def test_the_move_of_a_calendar_with_new_meetings_is_called_a_change(changed):
    made = changed(joins=("ANN:GB",))
    fewer = replace(made.published, meetings=made.published.meetings[:-1])
    move = other_ways(made, fewer, difference(made.published, fewer))[0]
    assert (move.words, move.meetings_moved) == ("Change 1 meeting, as the new calendar does.", 1)
