"""What else could be done about a change: each way that is possible really is, at the cost that is told."""

from dataclasses import replace
from datetime import date

import pytest
from small_input import write_input

from scheduler.checking import check
from scheduler.commands.changes import Wanted, change
from scheduler.commands.other_ways import MOST_SEATS, other_ways
from scheduler.commands.repairs import Infeasible, Repaired, instead, repair
from scheduler.domain.changes import join
from scheduler.domain.consequences import ACCEPT, APPOINT, MOVE, ROOM, SUBSTITUTE
from scheduler.domain.difference import difference
from scheduler.solver.repair.seat_repair import reseated

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
    assert [(way.person, way.body, way.possible) for way in named] == [("ANN", "GB", True), ("ANN", "HWB", True)]


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
    move = other_ways(made, plan, difference(made.published, plan))[-1]
    assert (move.kind, move.words) == (MOVE, "Move 1 meeting, as the new calendar does.")
    assert (move.possible, move.meetings_moved, move.people_affected, move.apologies) == (True, 1, 2, 0)


def test_what_is_cancelled_or_only_in_another_room_is_not_told_as_moved(changed):
    made = changed(joins=("ANN:GB",))
    first, second, *_, last = made.published.meetings
    other = replace(
        made.published,
        meetings=(replace(first, room="CR3"), replace(second, start=second.start + 60), *made.published.meetings[2:-1]),
    )
    assert last.live
    move = other_ways(made, other, difference(made.published, other))[-1]
    assert (move.words, move.meetings_moved) == (
        "Move 1 meeting, cancel 1 meeting and put 1 meeting in another room, as the new calendar does.",
        1,
    )


COUNCIL = BODIES + "STD,Standards,1,14:00,2\nCO,Council,1,18:00,1\n"
SEATS = MEMBERSHIPS + ("CAT,STD,chair,\nDAN,STD,,\nCAT,CO,chair,\nDAN,CO,,\nFAY,CO,,\nBOB,CO,,\nEVE,CO,clerk,\n")


def a_vacancy(tmp_path, **tables):
    """Return what follows where one of two members leaves a body with a quorum of two."""
    tables = {"bodies": COUNCIL, "memberships": SEATS, **tables}
    source = write_input(tmp_path / "small", people=PEOPLE, rooms=ROOMS, **tables)
    calendar = tmp_path / "calendar.csv"
    rows = "STD,2015-11-17,14:00,16:00,CR1\nCO,2015-11-18,18:00,20:00,CR1\n"
    calendar.write_text(SAME_DAY + rows, encoding="utf-8")
    return change(source, calendar, Wanted(leaves=("DAN:STD",)))


def test_a_vacancy_is_filled_from_the_body_that_holds_most_of_the_members(tmp_path):
    offered = {way.kind: way for way in ways(a_vacancy(tmp_path))}
    assert offered[APPOINT].words == "Appoint Fay to Standards in the place of Dan."
    assert (offered[APPOINT].possible, offered[APPOINT].person, offered[APPOINT].substitute) == (True, "DAN", "FAY")
    assert offered[ACCEPT].possible is False


def test_a_vacancy_is_filled_from_the_body_that_is_reported_to(tmp_path):
    made = a_vacancy(tmp_path, reporting="from_body,to_body,kind\nSTD,GB,escalate\n")
    assert [way.words for way in ways(made) if way.kind == APPOINT] == ["Appoint Bob to Standards in the place of Dan."]


def test_what_is_appointed_is_so_when_it_is_done(tmp_path):
    made = a_vacancy(tmp_path)
    (way,) = (way for way in ways(made) if way.kind == APPOINT)
    after = join(made.after, way.substitute, way.body)
    assert not check(after, reseated(made.after, after, made.plan))


def test_a_quorum_that_the_change_makes_impossible_is_no_fault_but_no_plan(tmp_path):
    made = a_vacancy(tmp_path)
    outcome = repair(made, tmp_path / "repaired", 30)
    assert isinstance(outcome, Infeasible)
    assert {reason.rule for reason in outcome.because} == {"cadence", "quorum"}
    assert [way.kind for way in instead(made, None)] == [ACCEPT, APPOINT]
    assert not (tmp_path / "repaired").exists()


def test_a_quorum_of_a_body_that_need_not_meet_is_told_as_it_stands(tmp_path):
    header, *rows = COUNCIL.splitlines()
    may = [f"{row},1" if row.startswith("STD") else f"{row}," for row in rows]
    bodies = "\n".join([f"{header},meetings_max", *may, ""]).replace("STD,Standards,1,", "STD,Standards,,")
    outcome = repair(a_vacancy(tmp_path, bodies=bodies), tmp_path / "repaired", 30)
    assert isinstance(outcome, Infeasible)
    assert [(reason.rule, reason.subject) for reason in outcome.because] == [("plan", "bodies")]
    assert "never more than 1 voting member" in outcome.because[0].message


def test_a_room_that_is_shut_is_changed_once_for_a_body_with_a_room_of_its_own(tmp_path):
    bodies = "body,name,meetings_min,start_times,quorum,room\nGB,Growth Board,1,10:00,1,CR1\n"
    tables = {"bodies": bodies, "memberships": "person,body,role\nBOB,GB,chair\n", "people": PEOPLE}
    source = write_input(tmp_path / "small", **tables)
    shut = "kind,who,start,end,reason\nroom,CR1,2015-11-09,2015-11-27,works\n"
    after = write_input(tmp_path / "after", **tables, unavailability=shut)
    calendar = tmp_path / "calendar.csv"
    calendar.write_text("body,date,start,end,room\nGB,2015-11-17,10:00,12:00,CR1\n", encoding="utf-8")
    outcome = repair(change(source, calendar, Wanted(source_after=after)), tmp_path / "repaired", 30)
    assert isinstance(outcome, Repaired)
    assert [way.kind for way in outcome.alternatives] == [ROOM, ACCEPT, MOVE]
    assert (
        outcome.alternatives[0].words == "Hold Growth Board on Tuesday 17 November 2015 in Committee Room 2, this once."
    )
    assert (outcome.alternatives[0].meetings_moved, outcome.alternatives[0].people_affected) == (0, 1)
