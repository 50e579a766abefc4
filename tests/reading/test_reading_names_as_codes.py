"""Names and aliases in the place of codes, in every table that names a row of another."""

import pytest
from raw_council import DAY, PERIODS, SOUND, body, faults_of, problem_of, raw, rows_of

from scheduler.reading.references import Codes
from scheduler.reading.rows import Findings, read_rows

BODIES = [body(aliases="Econ Growth"), body(body="HWB", name="Children's Health & Well-being Board")]
PEOPLE = [
    {"person": "ANN", "name": "Cllr Ann Other"},
    {"person": "BOB", "name": "Dr. Bob Zo\u00eb", "aliases": "ROBERT"},
    {"person": "CAT", "name": "Cat"},
]
MEMBERS = rows_of("person=ANN | body=GB", "person=BOB | body=GB", "person=CAT | body=GB", "person=ANN | body=HWB")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("hwb", "HWB"),
        ("Children\u2019s Health and Wellbeing Board", "HWB"),
        ("CHILDRENS  HEALTH & WELL\u2010BEING BOARD", "HWB"),
        ("econ-growth", "GB"),
        ("Growth board", "GB"),
    ],
)
def test_a_body_is_named_by_its_name_or_an_alias(given: str, code: str) -> None:
    members = [*MEMBERS, {"person": "CAT", "body": "HWB"}, {"person": "BOB", "body": given, "start_date": "1/9/2016"}]
    members[1] = {"person": "BOB", "body": "GB", "end_date": "31/8/2016"}
    problem = problem_of(bodies=BODIES, people=PEOPLE, memberships=members)
    assert problem.memberships[-1].body == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("Ann Other", "ANN"),
        ("Councillor Ann Other", "ANN"),
        ("cllr. ann  other", "ANN"),
        ("Bob Zoe\u0308", "BOB"),
        ("robert", "BOB"),
    ],
)
def test_a_person_is_named_by_their_name_without_titles(given: str, code: str) -> None:
    rows = rows_of("kind=person | who=? | start=2016-01-05 | end=2016-01-05")
    problem = problem_of(people=PEOPLE, memberships=MEMBERS[:3], unavailability=[{**rows[0], "who": given}])
    assert problem.absences[0].who == code


def test_every_table_takes_names() -> None:
    speakers = rows_of("speaker=SP | name=Professor Speaker")
    themes = rows_of("theme=T | title=T | meeting_day=whole-day | sponsor=growth board | speaker=Speaker | periods=q1")
    problem = problem_of(
        bodies=[body(room="Committee room 1"), body(body="HWB", name="Health Board", successor="Growth Board")],
        memberships=[*SOUND["memberships"], *rows_of("members_of=Growth  Board | body=Health Board")],
        rooms=[
            *SOUND["rooms"],
            *rows_of("room=ALL | name=All | venue=Town Hall | capacity=9 | combines=committee ROOM 1"),
        ],
        quorum_rules=rows_of("body=Growth Board | minimum=1 | person=Councillor Ann"),
        closed_dates=rows_of("start_date=2016-08-01 | reason=Recess | applies_to=Growth Board;Whole day"),
        reporting=rows_of("from_body=Health Board | to_body=Growth Board | kind=escalate"),
        links=rows_of("from_body=Health Board | to_body=Growth Board | kind=not same day"),
        fixed_meetings=rows_of("body=Growth Board | date=2016-01-07 | room=Committee Room 1"),
        projects=rows_of("project=P | title=P | lead_officer=Bob | reports_to=Growth Board | bodies=Health Board"),
        busy_calendars=[],
        themes=themes,
        speakers=speakers,
        periods=PERIODS,
        meeting_days=DAY["meeting_days"],
        sessions=[{**row, "meeting_day": "Whole Day"} for row in DAY["sessions"]],
    )
    assert problem.bodies["HWB"].successor == "GB"
    assert (problem.bodies["GB"].room, problem.rooms["ALL"].combines) == ("CR1", ("CR1",))
    assert (problem.memberships[-1].members_of, problem.memberships[-1].body) == ("GB", "HWB")
    assert (problem.quorum_rules[0].body, problem.quorum_rules[0].person) == ("GB", "ANN")
    assert problem.closed_dates[0].applies_to == ("GB", "DAY")
    assert (problem.reporting[0].from_body, problem.links[0].to_body) == ("HWB", "GB")
    assert (problem.fixed_meetings[0].body, problem.fixed_meetings[0].room) == ("GB", "CR1")
    assert (problem.projects["P"].lead_officer, problem.projects["P"].bodies) == ("BOB", ("HWB",))
    assert (problem.themes["T"].meeting_day, problem.themes["T"].speaker) == ("DAY", "SP")
    assert (problem.themes["T"].sponsor, problem.themes["T"].periods) == ("GB", ("Q1",))


def test_a_code_counts_before_a_name() -> None:
    people = [{"person": "ANN", "name": "Bob"}, {"person": "BOB", "name": "Ann"}, {"person": "CAT", "name": "Cat"}]
    problem = problem_of(people=people, memberships=rows_of("person=ann | body=GB", "person=Bob | body=GB"))
    assert [membership.person for membership in problem.memberships] == ["ANN", "BOB"]


def test_a_name_of_two_is_a_fault_that_says_whose() -> None:
    people = [*PEOPLE, {"person": "ANN2", "name": "Ms Ann Other", "organisation": "Police"}]
    members = [*MEMBERS[:3], *rows_of("person=ann other | body=GB", "person=Ann  Other | body=GB | role=adviser")]
    found = faults_of(raw(people=people, memberships=members))
    assert [(fault.row, fault.message, fault.remedy) for fault in found] == [
        (5, "“ann other” is the name of ANN and ANN2", "Write the code of the one that is meant."),
        (6, "“Ann  Other” is the name of ANN and ANN2", "Write the code of the one that is meant."),
    ]


def test_names_are_suggested_and_codes_of_two_are() -> None:
    people = [*PEOPLE, {"person": "ANN2", "name": "Ms Ann Other", "organisation": "Police"}]
    found = raw(people=people, memberships=MEMBERS[:3], bodies=BODIES)
    findings = Findings(found)
    codes = Codes(read_rows(found, findings))
    assert codes.suggestion(("people",), "Councillor Bob Zoe", findings) == "Did you mean BOB? "
    assert codes.suggestion(("people",), "Ann Other", findings) == "Did you mean ANN or ANN2? "
    assert codes.suggestion(("bodies",), "Childrens Health and Wellbeing", findings) == "Did you mean HWB? "
    assert codes.suggestion(("rooms",), "Cat", findings) == "It is in the table people. "


def test_classifications_are_matched_as_they_are_written() -> None:
    bodies = [body(classification="Task & Finish"), body(body="B", name="B", classification="TASK-AND FINISH")]
    members = [*SOUND["memberships"], *rows_of("person=ANN | body=B")]
    closed = rows_of("start_date=2016-08-01 | reason=Recess | applies_to=task and finish")
    problem = problem_of(bodies=bodies, memberships=members, closed_dates=closed)
    assert [one.classification for one in problem.bodies.values()] == ["task_and_finish"] * 2
    assert problem.closed_dates[0].applies_to == ("task_and_finish",)


def test_a_session_is_named_however_it_is_spelt() -> None:
    sessions = [{**DAY["sessions"][0], "session": "Morning-Boards"}, DAY["sessions"][1]]
    board = body(meetings_min=None, meetings_max=None, meeting_day="whole day", session="morning boards")
    problem = problem_of(bodies=[board], meeting_days=DAY["meeting_days"], sessions=sessions)
    assert problem.bodies["GB"].session == "Morning-Boards"


def test_a_room_is_named_with_its_venue_and_a_body_sits_in_the_room_that_its_venue_names() -> None:
    rooms = [*SOUND["rooms"], {"room": "CR1B", "name": "Committee Room 1", "venue": "Annexe", "capacity": 9}]
    for venue, room in (("Committee Room 1, Annexe", "CR1B"), ("cr1", "CR1"), ("Annexe", None), ("Town hall", None)):
        (found,) = problem_of(bodies=[body(venue=venue)], rooms=rooms).bodies.values()
        assert (found.room, found.venue is None) == (room, room is not None)
    (kept,) = problem_of(bodies=[body(venue="Annexe", room="Committee Room 1 Annexe")], rooms=rooms).bodies.values()
    assert (kept.room, kept.venue) == ("CR1B", "Annexe")
