"""Sound tables become the council's problem, with the contract's defaults and one spelling of every code."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from raw_council import BODY, DAY, PERIODS, body, problem_of, raw, rows_of

from scheduler.domain.bodies import Body, Cadence, QuorumRule, ReportingLine
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person
from scheduler.domain.problem import Absence, ClosedDate, FixedMeeting, Period, Settings
from scheduler.domain.reasons import Fault
from scheduler.domain.rooms import Room, Travel
from scheduler.domain.themes import Project, Speaker, Theme
from scheduler.errors import InputFaults
from scheduler.reading.parsing import parse
from scheduler.reading.tables.headers import RawInput


def test_settings_have_their_defaults() -> None:
    assert problem_of().settings == Settings("Meetings", date(2015, 11, 1), date(2016, 10, 31))


def test_settings_are_read_by_their_kinds() -> None:
    given: dict[str, object] = {
        "title": 2016.0,
        "start_date": None,
        "Start Date": date(2015, 11, 1),
        "authority": "Council",
        "timezone": "Europe/Dublin",
        "holidays": "gb wls",
        "status": "Confirmed",
        "publication_date": "05/10/2015",
        "default-start-times": "9.30am;2pm",
        "default_duration_minutes": 90.0,
        "max_meetings_per_person_per_day": "2",
        "travel_minutes": "15",
        "note to self": "anything",
    }
    assert problem_of(given).settings == Settings(
        title="2016",
        start_date=date(2015, 11, 1),
        end_date=date(2016, 10, 31),
        authority="Council",
        timezone="Europe/Dublin",
        holidays="GB-WLS",
        status="confirmed",
        publication_date=date(2015, 10, 5),
        default_start_times=(570, 840),
        default_duration_minutes=90,
        max_meetings_per_person_per_day=2,
        travel_minutes=15,
    )


@pytest.mark.parametrize(
    ("cells", "cadence"),
    [
        ({}, Cadence()),
        ({"meetings_min": 2}, Cadence(minimum=2, maximum=2)),
        ({"meetings_max": 2}, Cadence(minimum=0, maximum=2)),
        ({"meetings_min": 0, "meetings_max": 2}, Cadence(minimum=0, maximum=2)),
        ({"meetings_min": 0}, Cadence(minimum=0, maximum=0)),
        ({"per_period": 1}, Cadence(per_period=1)),
    ],
)
def test_a_cadence_is_completed(cells: dict[str, object], cadence: Cadence) -> None:
    blank = {"meetings_min": None, "meetings_max": None}
    assert problem_of(bodies=[body(**{**blank, **cells})], periods=PERIODS).bodies["GB"].cadence == cadence


def test_a_body_has_its_defaults() -> None:
    problem = problem_of(bodies=[{"body": "GB", "name": "Growth Board"}])
    assert problem.bodies == {"GB": Body("GB", "Growth Board")}


def test_a_body_is_read_whole() -> None:
    whole = rows_of(
        "body=GB | name=Growth Board | aliases=Growth;EGB | classification=Strategic Board | meetings_min=1"
        " | meetings_max=4 | min_gap_days=30 | max_gap_days=120 | weekdays=Tue;Thu | preferred_weekdays=Thu"
        " | start_times=10:00;14:00 | duration_minutes=90 | quorum=25% | notice_clear_days=5 | statutory=yes"
        " | open_to_public=yes | attendance_mode=Hybrid | venue=town hall | room=cr1 | room_features=Hearing loop"
        " | extra_seats=10 | start_date=2015-12-01 | end_date=2016-09-30 | successor=nb",
        "body=NB | name=New Board",
    )
    room = rows_of("room=CR1 | name=Committee Room 1 | venue=Town Hall | capacity=20 | features=hearing_loop")
    assert problem_of(bodies=whole, rooms=room).bodies["GB"] == Body(
        code="GB",
        name="Growth Board",
        aliases=("Growth", "EGB"),
        classification="strategic_board",
        cadence=Cadence(minimum=1, maximum=4),
        min_gap_days=30,
        max_gap_days=120,
        weekdays=frozenset({1, 3}),
        preferred_weekdays=frozenset({3}),
        start_times=(600, 840),
        duration_minutes=90,
        quorum=Fraction(1, 4),
        notice_clear_days=5,
        statutory=True,
        open_to_public=True,
        attendance_mode="hybrid",
        venue="Town Hall",
        room="CR1",
        room_features=("hearing_loop",),
        extra_seats=10,
        start_date=date(2015, 12, 1),
        end_date=date(2016, 9, 30),
        successor="NB",
    )


def test_a_meeting_day_is_read_with_its_sessions_and_bodies() -> None:
    board = body(meetings_min=None, meetings_max=None, meeting_day=" day", session="morning ")
    lunch = {"meeting_day": "day", "session": "LUNCH", "kind": "Lunch", "start": "12.30pm", "end": "1.30pm"}
    morning = {**DAY["sessions"][0], "arrangement": "Staggered"}
    problem = problem_of(bodies=[board], meeting_days=DAY["meeting_days"], sessions=[morning, lunch])
    assert problem.meeting_days == {"DAY": MeetingDay("DAY", "Whole day", Cadence(minimum=0, maximum=4))}
    assert list(problem.sessions.items()) == [
        (("DAY", "MORNING"), Session("DAY", "MORNING", "boards", 570, 750, "staggered")),
        (("DAY", "LUNCH"), Session("DAY", "LUNCH", "lunch", 750, 810, "either")),
    ]
    assert (problem.bodies["GB"].meeting_day, problem.bodies["GB"].session) == ("DAY", "MORNING")


def test_people_and_memberships_have_their_defaults() -> None:
    people = rows_of(
        "person=ANN | name=Ann | category=Councillor | organisation=Council | weekdays=Mon;Fri | dietary=vegan",
        "person=BOB | name=Bob | email=bob@example.org | category=councillor",
    )
    memberships = rows_of(
        "person=ann | body=gb | role=vice chair | substitute=bob",
        "person=BOB | body=GB | role=clerk | start_date=2016-01-01 | end_date=2016-02-01",
        "person=BOB | body=GB | role=co-opted | start_date=2016-02-02 | voting=yes | attendance=optional"
        " | on_behalf_of=The Trust",
    )
    problem = problem_of(people=people, memberships=memberships)
    assert list(problem.people.values()) == [
        Person("ANN", "Ann", "Council", "Councillor", weekdays=frozenset({0, 4}), dietary="vegan"),
        Person("BOB", "Bob", category="Councillor", email="bob@example.org"),
    ]
    assert problem.memberships == (
        Membership("ANN", "GB", "vice_chair", voting=True, attendance="expected", substitutes=("BOB",)),
        Membership(
            "BOB", "GB", "clerk", voting=False, attendance="required",
            start_date=date(2016, 1, 1), end_date=date(2016, 2, 1),
        ),
        Membership(
            "BOB", "GB", "co_opted", voting=True, attendance="optional",
            on_behalf_of="The Trust", start_date=date(2016, 2, 2),
        ),
    )  # fmt: skip


def test_the_tables_of_places_are_read() -> None:
    rooms = rows_of(
        "room=CR12 | name=Both | venue=Town Hall | capacity=40 | combines=cr1;CR2 | features=webcast;hybrid"
        " | setup_minutes=30 | clear_minutes=15 | open_from=8am | open_to=21:00 | cost_per_hour=12.50",
        "room=CR1 | name=One | venue=TOWN HALL | capacity=20",
        "room=CR2 | name=Two | venue=Town Hall | capacity=0",
        "room=LC1 | name=Three | venue=LifeCentre | capacity=30",
    )
    travel = rows_of("from_venue=town hall | to_venue=lifecentre | minutes=25")
    problem = problem_of(rooms=rooms, travel=travel)
    assert list(problem.rooms.values()) == [
        Room(
            code="CR12",
            name="Both",
            venue="Town Hall",
            capacity=40,
            features=frozenset({"webcast", "hybrid"}),
            setup_minutes=30,
            clear_minutes=15,
            open_from=480,
            open_to=1260,
            cost_per_hour=Fraction(25, 2),
            combines=("CR1", "CR2"),
        ),
        Room("CR1", "One", "Town Hall", 20),
        Room("CR2", "Two", "Town Hall", 0),
        Room("LC1", "Three", "LifeCentre", 30),
    ]
    assert problem.travel == (Travel("Town Hall", "LifeCentre", 25),)


def test_an_absence_ends_with_its_last_day_or_at_its_moment() -> None:
    absences = rows_of(
        "kind=person | who=ann | start=2016-02-22 | end=2016-02-26 | reason=annual leave",
        "kind=room | who=cr1 | start=2016-02-22 09:00 | end=22/02/2016 1pm | strength=soft",
        "kind=person | who=ANN | start=0001-01-01 | end=9999-12-31",
    )
    assert problem_of(unavailability=absences).absences == (
        Absence("person", "ANN", datetime(2016, 2, 22), datetime(2016, 2, 27), "annual leave", "hard"),
        Absence("room", "CR1", datetime(2016, 2, 22, 9), datetime(2016, 2, 22, 13), "unavailable", "soft"),
        Absence("person", "ANN", datetime(2, 1, 1), datetime(9999, 1, 1), "unavailable", "hard"),
    )


def test_closed_dates_apply_to_codes_and_classifications_alike() -> None:
    bodies = [body(classification="Working Party"), body(body="SUMMIT", name="Summit", classification="summit")]
    memberships = rows_of("person=ANN | body=GB", "person=ANN | body=SUMMIT")
    closed = rows_of(
        "start_date=2016-08-01 | reason=Recess",
        "start_date=2016-08-01 | end_date=2016-08-31 | reason=Recess | strength=avoid | non_working=yes"
        " | applies_to=gb;working party;day;committee;Summit",
    )
    problem = problem_of(bodies=bodies, memberships=memberships, closed_dates=closed, **DAY)
    tags = ("GB", "Working Party", "DAY", "committee", "SUMMIT", "summit")
    assert problem.closed_dates == (
        ClosedDate(date(2016, 8, 1), date(2016, 8, 1), "Recess"),
        ClosedDate(date(2016, 8, 1), date(2016, 8, 31), "Recess", "avoid", tags, non_working=True),
    )


def test_a_closure_of_centuries_is_cut_to_the_years_that_matter() -> None:
    closed = rows_of(
        "start_date=0001-01-01 | end_date=1990-01-01 | reason=Before our time",
        "start_date=2016-10-01 | end_date=9999-12-31 | reason=Burnt down",
    )
    found = parse(raw(closed_dates=closed))[0].closed_dates
    assert found == (ClosedDate(date(2016, 10, 1), date(2019, 1, 9), "Burnt down"),)


def test_a_blank_reporting_minimum_is_the_receivers_notice_and_a_day() -> None:
    bodies = [body(notice_clear_days=5), body(body="SUB", name="Feeder"), body(body="TOP", name="Top")]
    memberships = rows_of("person=ANN | body=GB", "person=ANN | body=SUB", "person=ANN | body=TOP")
    reporting = rows_of(
        "from_body=sub | to_body=gb",
        "from_body=SUB | to_body=GB | min_working_days=0 | max_working_days=25",
        "from_body=GB | to_body=TOP",
        "from_body=GB | to_body=SUB | kind=escalate",
    )
    problem = problem_of(bodies=bodies, memberships=memberships, reporting=reporting)
    assert problem.reporting == (
        ReportingLine("SUB", "GB", 6),
        ReportingLine("SUB", "GB", 0, 25),
        ReportingLine("GB", "TOP", 1),
        ReportingLine("GB", "SUB", 1, None, "escalate"),
    )


def test_a_blank_reporting_minimum_is_the_notice_of_the_receivers_legal_kind_and_a_day() -> None:
    bodies = [body(legal_kind="committee"), body(body="SUB", name="Feeder")]
    memberships = rows_of("person=ANN | body=GB", "person=ANN | body=SUB")
    problem = problem_of(bodies=bodies, memberships=memberships, reporting=rows_of("from_body=SUB | to_body=GB"))
    assert problem.reporting == (ReportingLine("SUB", "GB", 6),)
    assert problem.bodies["GB"].notice_clear_days is None


def test_themes_speakers_projects_and_wishes_are_read() -> None:
    themes = rows_of(
        "theme=HEALTH | title=Health | meeting_day=day | sponsor=gb | periods=q1;Q2 | date=2015-11-19 | speaker=doc"
        " | status=supported | weight=10",
        "theme=SKILLS | title=Skills | meeting_day=DAY",
    )
    problem = problem_of(
        themes=themes,
        speakers=rows_of("speaker=DOC | name=Doctor | available=2015-11-19;2016-01-01 | status=invited"),
        projects=rows_of(
            "project=P1 | title=Plan | lead_officer=bob | sponsor=ann | reports_to=gb | start_date=2015-11-19"
            " | report_due=2016-01-31;2016-03-31",
            "project=P2 | title=Other",
        ),
        wishes=rows_of("wish=Avoid dates | weight=0", "wish=room_cost | weight=3"),
        periods=PERIODS,
        **DAY,
    )
    assert list(problem.themes.values()) == [
        Theme("HEALTH", "Health", "DAY", "GB", ("Q1", "Q2"), date(2015, 11, 19), "DOC", "supported", 10),
        Theme("SKILLS", "Skills", "DAY"),
    ]
    days = frozenset({date(2015, 11, 19), date(2016, 1, 1)})
    assert problem.speakers == {"DOC": Speaker("DOC", "Doctor", available=days, status="invited")}
    due = (date(2016, 1, 31), date(2016, 3, 31))
    assert list(problem.projects.values()) == [
        Project("P1", "Plan", "BOB", "ANN", "GB", date(2015, 11, 19), report_due=due),
        Project("P2", "Other"),
    ]
    assert problem.wish_weights == {"avoid_dates": 0, "room_cost": 3}


def test_periods_quorum_rules_and_fixed_meetings_are_read() -> None:
    problem = problem_of(
        people=rows_of("person=ANN | name=Ann | category=nhs | organisation=The CCG"),
        memberships=rows_of("person=ANN | body=GB"),
        periods=PERIODS,
        quorum_rules=rows_of(
            "body=gb | minimum=1 | category=NHS | organisation=the ccg",
            "body=GB | minimum=1 | person=ann | role=Member",
        ),
        fixed_meetings=rows_of(
            "body=gb | date=2015-11-19 | start=10:00 | room=cr1", "meeting_day=day | date=2016-01-01"
        ),
        **DAY,
    )
    assert problem.periods[0] == Period("Q1", date(2015, 11, 1), date(2016, 4, 30))
    assert problem.quorum_rules == (
        QuorumRule("GB", 1, category="nhs", organisation="The CCG"),
        QuorumRule("GB", 1, person="ANN", role="member"),
    )
    assert problem.fixed_meetings == (
        FixedMeeting(date(2015, 11, 19), "GB", None, 600, "CR1"),
        FixedMeeting(date(2016, 1, 1), meeting_day="DAY"),
    )


def test_the_problem_carries_the_inputs_fingerprint() -> None:
    found = raw()
    problem, _ = parse(RawInput(found.tables, found.folder, "a" * 64))
    assert problem.input_sha256 == "a" * 64


def facts(settings: dict[str, str] | None = None, **tables: Any) -> str:
    return parse(raw(settings or {}, **tables))[0].input_facts


def test_of_its_facts_a_fingerprint_is_kept_in_which_wording_is_none() -> None:
    assert facts({"language": "both", "welsh_title": "Calendr", "contact": "Ann"}) == facts()
    assert facts(bodies=[{**BODY, "welsh_name": "Bwrdd Twf"}]) == facts(bodies=[BODY])
    assert facts({"travel_minutes": "20"}) != facts()
    assert facts(bodies=[{**BODY, "name": "Board of Growth"}]) != facts(bodies=[BODY])


def test_every_fault_is_reported_at_once_in_the_order_of_the_tables() -> None:
    found = raw(
        {"start_date": "soon", "timezone": "Mars/Base"},
        rooms=rows_of("room=CR1 | name=One | venue=Hall | capacity=-1"),
        bodies=[{**BODY, "quorum": 0.25, "statutory": "perhaps", "room": "CR9"}],
    )
    found.faults.append(Fault("bodies", 2, "C", "a row longer than its header", "Clear it."))
    found.faults.append(Fault("", None, None, "a strange file", "Take it away."))
    found.warnings.append(Fault("people", 1, None, "a strange column", "Rename it."))
    with pytest.raises(InputFaults) as refused:
        parse(found)
    places = [(fault.table, fault.row, fault.column) for fault in refused.value.faults]
    assert places == [
        ("", None, None),
        ("settings", 3, "value"),
        ("settings", 5, "value"),
        ("bodies", 2, "C"),
        ("bodies", 2, "quorum"),
        ("bodies", 2, "statutory"),
        ("bodies", 2, "room"),
        ("rooms", 2, "capacity"),
    ]
    assert refused.value.warnings == (Fault("people", 1, None, "a strange column", "Rename it."),)


def test_a_busy_calendar_that_is_not_there_shows_though_the_settings_are_wrong(tmp_path: Path) -> None:
    found = raw({"end_date": "soon"}, busy_calendars=rows_of("kind=person | who=ann;BOB | file=away.ics"))
    with pytest.raises(InputFaults) as refused:
        parse(RawInput(found.tables, tmp_path, found.sha256))
    places = [(fault.table, fault.row, fault.column) for fault in refused.value.faults]
    assert places == [("settings", 4, "value"), ("busy_calendars", 2, "file")]


def test_a_busy_calendar_makes_all_its_people_unavailable(tmp_path: Path) -> None:
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20160222T180000\r\nDTEND:20160222T210000\r\nEND:VEVENT"
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//\r\n{event}\r\nEND:VCALENDAR\r\n"
    (tmp_path / "away.ics").write_bytes(calendar.encode())
    found = raw(busy_calendars=rows_of("kind=person | who=ann;BOB | file=away.ics"))
    problem, _ = parse(RawInput(found.tables, tmp_path, found.sha256))
    taken = [(absence.who, absence.start, absence.end) for absence in problem.absences]
    evening = datetime(2016, 2, 22, 18), datetime(2016, 2, 22, 21)
    assert taken == [("ANN", *evening), ("BOB", *evening)]
