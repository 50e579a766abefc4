import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from builders import absence, body, closed, council, day, meeting_day, member, period, person, room, session

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.cadences import period_of
from scheduler.domain.rooms import Travel

NINETEENTH = day("2015-11-19")


def test_days_are_all_of_the_calendar_s() -> None:
    problem = council(start_date="2016-02-27", end_date="2016-03-01")
    assert [on.isoformat() for on in problem.days] == ["2016-02-27", "2016-02-28", "2016-02-29", "2016-03-01"]


def test_non_working_days_are_for_everybody() -> None:
    problem = council(closed("2015-12-24", "2015-12-25", applies_to=("X",), non_working=True), closed("2015-12-28"))
    assert problem.non_working_days == {day("2015-12-24"), day("2015-12-25")}


@pytest.mark.parametrize(
    ("on", "code"), [("2015-10-31", None), ("2015-11-01", "Q1"), ("2016-01-31", "Q1"), ("2016-02-01", None)]
)
def test_period_of_a_day(on: str, code: str | None) -> None:
    problem = council(body("GB"), period("Q1", "2015-11-01", "2016-01-31"), period("Q2", "2016-02-02", "2016-04-30"))
    found = period_of(problem, problem.bodies["GB"], day(on))
    assert (found and found.code) == code


def test_bodies_of_a_session_and_of_a_meeting_day() -> None:
    problem = council(
        meeting_day("DAY"),
        session("AM"),
        session("LUNCH"),
        session("PM"),
        body("HWB", meeting_day="DAY", session="AM"),
        body("SCB", meeting_day="DAY", session="AM"),
        body("OTB", meeting_day="DAY", session="PM"),
        body("GB"),
    )
    sessions = {key: tuple(one.code for one in bodies) for key, bodies in problem.bodies_of_session.items()}
    assert sessions == {("DAY", "AM"): ("HWB", "SCB"), ("DAY", "LUNCH"): (), ("DAY", "PM"): ("OTB",)}
    assert [one.code for one in problem.bodies_of_meeting_day("DAY")] == ["HWB", "SCB", "OTB"]
    assert problem.lunch_of("DAY") == problem.sessions["DAY", "LUNCH"]
    assert problem.lunch_of("OTHER") is None
    assert problem.session_of(problem.bodies["OTB"]) == problem.sessions["DAY", "PM"]
    assert problem.session_of(problem.bodies["GB"]) is None


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({}, 120),
        ({"duration_minutes": 45}, 45),
        ({"meeting_day": "DAY", "session": "AM"}, 90),
        ({"meeting_day": "DAY", "session": "PM"}, 120),
        ({"meeting_day": "DAY", "session": "AM", "duration_minutes": 100}, 100),
    ],
)
def test_duration_of_a_body(fields: dict[str, object], minutes: int) -> None:
    problem = council(meeting_day("DAY"), session("AM", end="10:30"), session("PM", end="17:00"), body("GB", **fields))
    assert problem.duration_of(problem.bodies["GB"]) == minutes


def test_start_times_of_a_body() -> None:
    problem = council(body("GB"), body("EVE", start_times="18:30;19:00"))
    assert problem.start_times_of(problem.bodies["GB"]) == (600, 840)
    assert problem.start_times_of(problem.bodies["EVE"]) == (1110, 1140)


def test_memberships_on_a_day_are_those_in_force() -> None:
    problem = council(
        body("GB"),
        body("EMPTY"),
        member("ANN"),
        member("BOB", role="observer", end_date="2015-11-18"),
        member("CAT", start_date="2015-11-19"),
        member("CAT", role="adviser", start_date="2015-11-19"),
    )
    assert [row.person for row in problem.memberships_on("GB", NINETEENTH)] == ["ANN", "CAT", "CAT"]
    assert [row.person for row in problem.memberships_on("GB", day("2015-11-18"))] == ["ANN", "BOB"]
    assert problem.memberships_on("EMPTY", NINETEENTH) == ()
    assert problem.memberships_on("NOBODY", NINETEENTH) == ()
    assert problem.is_member("CAT", "GB", NINETEENTH)
    assert not problem.is_member("BOB", "GB", NINETEENTH)
    assert problem.voting_members("GB", NINETEENTH) == 2
    assert problem.seats_needed("GB", NINETEENTH) == 2


@pytest.mark.parametrize(
    ("voting", "rule", "quorum"),
    [
        (0, None, 0),
        (2, None, 2),
        (3, None, 3),
        (12, None, 3),
        (13, None, 4),
        (43, None, 11),
        (8, 4, 4),
        (3, 4, 4),
        (9, Fraction(1, 4), 3),
        (8, Fraction(1, 4), 2),
        (3, Fraction(1, 3), 1),
        (0, Fraction(1, 3), 0),
    ],
)
def test_quorum_on_a_day(voting: int, rule: int | Fraction | None, quorum: int) -> None:
    problem = council(body("GB", quorum=rule), *(member(f"P{number}") for number in range(voting)))
    assert problem.quorum_on("GB", NINETEENTH) == quorum


@pytest.mark.parametrize(
    ("rule", "counts"),
    [
        (QuorumRule("GB", 1, category="nhs"), True),
        (QuorumRule("GB", 1, category="police"), False),
        (QuorumRule("GB", 1, organisation="Hospital"), True),
        (QuorumRule("GB", 1, organisation="Council"), False),
        (QuorumRule("GB", 1, person="ANN"), True),
        (QuorumRule("GB", 1, person="BOB"), False),
        (QuorumRule("GB", 1, role="member"), True),
        (QuorumRule("GB", 1, role="chair"), False),
        (QuorumRule("GB", 1, "nhs", "Hospital", "ANN", "member"), True),
    ],
)
def test_matches_every_field_that_is_given(rule: QuorumRule, *, counts: bool) -> None:
    problem = council(body("GB"), person("ANN", category="nhs", organisation="Hospital"), rule)
    assert problem.matches(rule, member("ANN")) is counts
    assert not problem.matches(rule, member("ANN", voting=False))
    assert problem.quorum_rules_of("GB") == (rule,)
    assert problem.quorum_rules_of("HWB") == ()


@pytest.mark.parametrize(
    ("kind", "who", "on", "start", "end", "reasons"),
    [
        ("person", "ANN", "2015-11-19", 600, 720, ["Leave", "Dentist"]),
        ("person", "ANN", "2015-11-19", 660, 720, ["Leave"]),
        ("person", "ANN", "2015-11-19", 0, 1, ["Leave"]),
        ("person", "ANN", "2015-11-18", 1439, 1440, []),
        ("person", "ANN", "2015-11-18", 1439, 1441, ["Leave"]),
        ("person", "ANN", "2015-11-20", 0, 60, []),
        ("person", "ANN", "2015-11-20", -1, 60, ["Leave"]),
        ("room", "ANN", "2015-11-19", 600, 720, []),
        ("person", "BOB", "2015-11-19", 600, 720, []),
        ("room", "CR1", "2015-11-01", 0, 60, ["Works"]),
    ],
)
def test_absent_over_the_minutes_of_a_day(
    kind: str, who: str, on: str, start: int, end: int, reasons: list[str]
) -> None:
    problem = council(
        absence("person", "ANN", "2015-11-19", reason="Leave"),
        absence("person", "ANN", "2015-11-19 10:00", "2015-11-19 11:00", "Dentist"),
        absence("person", "ANN", "2015-11-19", reason="Tired", strength="soft"),
        absence("room", "CR1", "2010-01-01", "2019-12-31", reason="Works"),
    )
    assert [row.reason for row in problem.absent(kind, who, day(on), start, end)] == reasons


def test_absent_softly() -> None:
    problem = council(absence("person", "ANN", "2015-11-19", reason="Tired", strength="soft"))
    assert [row.reason for row in problem.absent("person", "ANN", NINETEENTH, 600, 720, "soft")] == ["Tired"]
    assert [row.reason for row in problem.absences_of["person", "ANN"]] == ["Tired"]


def test_parts_of_a_room_are_all_that_it_takes() -> None:
    """A room that two others share is taken once."""
    problem = council(
        *(room(code) for code in "ABC"),
        room("AB", combines=("A", "B")),
        room("BC", combines=("B", "C")),
        room("ABC", combines=("AB", "BC")),
    )
    assert problem.parts_of_room == {
        "A": {"A"},
        "B": {"B"},
        "C": {"C"},
        "AB": {"A", "B", "AB"},
        "BC": {"B", "C", "BC"},
        "ABC": {"A", "B", "C", "AB", "BC", "ABC"},
    }


def test_fewest_seats_are_those_of_the_emptiest_day() -> None:
    problem = council(
        body("GB", extra_seats=3),
        member("ANN"),
        member("BOB", end_date="2016-01-31"),
        member("CAT", start_date="2016-03-01"),
    )
    assert problem.fewest_seats == {"GB": 4}


@pytest.mark.parametrize(
    ("here", "there", "minutes"),
    [
        ("Hall", "Hall", 0),
        (None, "Hall", 0),
        ("Hall", None, 0),
        ("Hall", "Library", 12),
        ("Library", "Hall", 12),
        ("Hall", "School", 25),
    ],
)
def test_travel_minutes_are_the_same_both_ways(here: str | None, there: str | None, minutes: int) -> None:
    problem = council(Travel("Hall", "Library", 12), Travel("Library", "Hall", 99), travel_minutes=25)
    assert problem.travel_minutes(here, there) == minutes


@pytest.mark.parametrize(
    ("as_of", "on"),
    [
        ("2016-06-09T22:59:59Z", "2016-06-09"),
        ("2016-06-09T23:00:00Z", "2016-06-10"),
        ("2016-01-09T23:00:00Z", "2016-01-09"),
    ],
)
def test_planned_on_is_the_day_by_the_councils_own_clock(as_of: str, on: str) -> None:
    assert replace(council(), as_of=as_of).planned_on == day(on)


def test_planned_on_is_before_every_day_where_no_moment_is_given() -> None:
    assert council().planned_on == dt.date.min
