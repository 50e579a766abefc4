"""A council of two boards and a few posts, small enough to know every value of its sheets."""

import datetime as dt

from scheduler.domain.bodies import Body, QuorumRule, ReportingLine
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem, Settings
from scheduler.domain.rooms import Room
from scheduler.domain.themes import Project, Speaker, Theme

FIRST, LAST = dt.date(2015, 11, 1), dt.date(2016, 10, 31)
DAY = dt.date(2015, 11, 19)
FEEDER_DAY = dt.date(2015, 11, 3)


def small_problem() -> Problem:
    """Return a delivery group that reports to a board, which sits on a meeting day."""
    bodies = (
        Body(
            "HWB",
            "Health Board",
            meeting_day="PD",
            session="AM",
            notice_clear_days=5,
            extra_seats=10,
            room_features=("hearing_loop", "step_free"),
            open_to_public=True,
        ),
        Body("DEL", "Delivery Group", endorsement_due=dt.date(2016, 3, 31)),
    )
    people = (
        Person("LDR", "Leader", "Council", "councillor", dietary="Vegan"),
        Person("DPH", "Director of Public Health", "Council", "officer", dietary=" halal "),
        Person("DEP", "Deputy Director", "Council", "officer", dietary="vegan"),
        Person("NHS", "Chief Officer", "NHS", "nhs"),
        Person("IDLE", "Nobody's Member"),
    )
    memberships = (
        Membership("LDR", "HWB", "chair"),
        Membership("DPH", "HWB", "vice_chair", substitutes=("DEP",)),
        Membership("NHS", "HWB"),
        Membership("DPH", "DEL", "chair"),
        Membership("NHS", "DEL", end_date=dt.date(2015, 12, 31)),
    )
    rooms = (
        Room("CR2", "Committee Room 2", "Town Hall", 30, setup_minutes=15, clear_minutes=10),
        Room("CR3", "Committee Room 3", "Town Hall", 30),
        Room("CR23", "Committee Rooms 2 and 3", "Town Hall", 60, setup_minutes=45, combines=("CR2", "CR3")),
    )
    return Problem(
        Settings("Small year", FIRST, LAST, authority="Small Council"),
        bodies={body.code: body for body in bodies},
        people={person.code: person for person in people},
        memberships=memberships,
        quorum_rules=(
            QuorumRule("HWB", 1, category="councillor", organisation="Council"),
            QuorumRule("HWB", 1, person="DPH"),
            QuorumRule("HWB", 2, role="vice_chair"),
        ),
        meeting_days={"PD": MeetingDay("PD", "Partnership Day")},
        sessions={
            ("PD", "AM"): Session("PD", "AM", "boards", 570, 690),
            ("PD", "LUNCH"): Session("PD", "LUNCH", "lunch", 720, 780),
        },
        rooms={room.code: room for room in rooms},
        reporting=(ReportingLine("DEL", "HWB", 6, 20), ReportingLine("DEL", "HWB", 0, kind="escalate")),
        themes={"SP": Theme("SP", "Social prescribing", "PD", sponsor="HWB", speaker="GP")},
        speakers={"GP": Speaker("GP", "A doctor", "General practice")},
        projects={"TC": Project("TC", "Town centre", reports_to="HWB")},
    )


def small_plan() -> Plan:
    """Return its year: the group, and the board on the day."""
    board = Meeting(
        "hwb-1", "HWB", 1, DAY, 570, 690, "Town Hall", "CR2", "PD", "AM",
        attendance=(
            Attendance("LDR", "chair", voting=True, outcome="apologies", reason="away: leave"),
            Attendance("DPH", "vice_chair", voting=True, outcome="attends"),
            Attendance("NHS", "member", voting=True, outcome="substitute", substitute="DEP", reason="away: ill"),
        ),
        agenda_deadline=dt.date(2015, 11, 11), agenda_items=("TC", "GONE"),
    )  # fmt: skip
    group = Meeting(
        "del-1", "DEL", 1, FEEDER_DAY, 600, 720, "Town Hall", "CR23", status="confirmed",
        attendance=(
            Attendance("DPH", "chair", voting=True, outcome="attends"),
            Attendance("NHS", "member", voting=True, outcome="attends"),
        ),
    )  # fmt: skip
    occurrence = Occurrence("PD", 1, DAY, "Town Hall", "SP", "GP", Lunch("LUNCH", 720, 780, "CR23", 3))
    return Plan("Small year", FIRST, LAST, meetings=(group, board), occurrences=(occurrence,))
