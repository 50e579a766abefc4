"""An invented council with a little of everything that feeds, the page and the workbook must show."""

import datetime as dt
import uuid

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.meeting_days import MeetingDay, Session
from scheduler.domain.people import Membership, Person
from scheduler.domain.plan import Attendance, Lunch, Meeting, Occurrence, Plan, Tier
from scheduler.domain.problem import ClosedDate, Problem, Settings
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.rooms import Room
from scheduler.domain.themes import Project, Speaker, Theme

CHANGED = "2026-08-03T09:30:00Z"
MOVED = "2026-09-14T16:05:00Z"


def uid(name: str) -> str:
    """Return a uid such as the planner gives."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"aldermoor/{name}"))


def invented_problem() -> Problem:
    """Return a partnership with a meeting day, two venues and a combined room."""
    bodies = (
        Body("HWB", "Health and Wellbeing Board", meeting_day="PD", session="morning", open_to_public=True),
        Body("CTB", "Children's Trust Board", meeting_day="PD", session="morning"),
        Body("ALB", "Aldermoor Board", meeting_day="PD", session="plenary", classification="strategic_board"),
        Body(
            "AUD",
            "Audit Committee",
            cadence=Cadence(minimum=3, maximum=3),
            classification="committee",
            notice_clear_days=5,
            open_to_public=True,
            attendance_mode="hybrid",
        ),
        Body(
            "A/B",
            "Arts, Books; and Back\\slash Group",
            cadence=Cadence(minimum=1, maximum=1),
            classification="reference_group",
            attendance_mode="online",
        ),
        Body("PRJ", "Town Centre Project Group", endorsement_due=dt.date(2027, 3, 31)),
    )
    people = (
        Person("LDR", "Leader of the Council", "Aldermoor", "councillor", "leader@aldermoor.example", dietary="vegan"),
        Person("DPH", "Director of Public Health", "Aldermoor", "officer", "dph@aldermoor.example"),
        Person("DEP", "Deputy Director of Public Health", "Aldermoor", "officer"),
        Person("NHS", "Chief Officer of the Clinical Network", "NHS", "nhs"),
        Person("..", "Observer from the Youth Parliament", "Youth Parliament", "voluntary"),
    )
    memberships = (
        Membership("LDR", "HWB", "chair"),
        Membership("DPH", "HWB", "vice_chair", substitutes=("DEP",)),
        Membership("NHS", "HWB"),
        Membership("DPH", "CTB", "chair"),
        Membership("NHS", "CTB", start_date=dt.date(2027, 1, 1)),
        Membership("..", "CTB", "observer", voting=False, attendance="optional"),
        Membership("LDR", "ALB", "chair"),
        Membership("LDR", "AUD", "chair"),
        Membership("DPH", "AUD", "adviser", voting=False),
        Membership("NHS", "A/B"),
    )
    sessions = (
        Session("PD", "morning", "boards", 570, 690),
        Session("PD", "lunch", "lunch", 720, 780),
        Session("PD", "plenary", "plenary", 810, 930),
    )
    rooms = (
        Room("CH", "Council Chamber", "Town Hall, Market Place, AL1 1AA", 80),
        Room("CR1", "Committee Room 1", "Town Hall, Market Place, AL1 1AA", 20),
        Room("CR2", "Committee Room 2", "Town Hall, Market Place, AL1 1AA", 20),
        Room("CR12", "Committee Rooms 1 and 2", "Town Hall, Market Place, AL1 1AA", 45, combines=("CR1", "CR2")),
        Room("LIB", "Reading Room", "Library", 30),
    )
    return Problem(
        settings=Settings(
            "Aldermoor Partnership 2026-27",
            dt.date(2026, 10, 1),
            dt.date(2027, 9, 30),
            authority="Aldermoor Borough Council",
        ),
        bodies={body.code: body for body in bodies},
        people={person.code: person for person in people},
        memberships=memberships,
        meeting_days={"PD": MeetingDay("PD", "Partnership Day", Cadence(minimum=2, maximum=2))},
        sessions={(session.meeting_day, session.code): session for session in sessions},
        rooms={room.code: room for room in rooms},
        closed_dates=(
            ClosedDate(dt.date(2026, 12, 24), dt.date(2027, 1, 1), "Offices shut for Christmas", non_working=True),
            ClosedDate(dt.date(2027, 8, 1), dt.date(2027, 8, 31), "August recess", applies_to=("committee",)),
            ClosedDate(dt.date(2027, 2, 15), dt.date(2027, 2, 19), "Half term", strength="avoid"),
        ),
        themes={
            "SP": Theme("SP", "Social prescribing: what works?", "PD", sponsor="HWB", speaker="GP"),
            "YP": Theme("YP", "Young people's voice", "PD"),
        },
        speakers={"GP": Speaker("GP", "A. N. Invented, general practitioner", "Aldermoor Practice")},
        projects={
            "TC": Project(
                "TC", "Town centre", lead_officer="DPH", reports_to="AUD", report_due=(dt.date(2027, 1, 29),)
            ),
            "EARLY": Project("EARLY", "Early help", reports_to="AUD", report_due=(dt.date(2026, 10, 2),)),
            "OWN": Project("OWN", "A project that reports to nobody", report_due=(dt.date(2027, 6, 1),)),
            "PAST": Project("PAST", "Last year's work", report_due=(dt.date(2026, 9, 1),)),
        },
        as_of=CHANGED,
    )


def _row(person: str, role: str = "member", outcome: str = "attends", **more: str) -> Attendance:
    return Attendance(person, role, role not in {"observer", "adviser"}, outcome, **more)


def _day(sequence: int, day: dt.date, theme: str, speaker: str | None, **more: object) -> Occurrence:
    lunch = Lunch("lunch", 720, 780, "CR12", 5)
    return Occurrence("PD", sequence, day, "Town Hall, Market Place, AL1 1AA", theme, speaker, lunch, **more)


def _on_the_day(sequence: int, day: dt.date, status: str) -> tuple[Meeting, ...]:
    where = {"venue": "Town Hall, Market Place, AL1 1AA", "meeting_day": "PD", "changed": CHANGED}
    at_ctb = {"reason": "sits on the Children's Trust Board at the same time."}
    hwb = (
        _row("LDR", "chair"),
        _row("DPH", "vice_chair", "substitute", substitute="DEP", **at_ctb),
        _row("NHS", "member", "apologies" if sequence == 2 else "attends", **(at_ctb if sequence == 2 else {})),
    )
    ctb = (_row("DPH", "chair"), *([_row("NHS")] if sequence == 2 else []), _row("..", "observer", "apologies"))
    return (
        Meeting(
            uid(f"ALB{sequence}"), "ALB", sequence, day, 810, 930, room="CH", session="plenary", status=status,
            attendance=(_row("LDR", "chair"),), **where,
        ),
        Meeting(
            uid(f"CTB{sequence}"), "CTB", sequence, day, 570, 690, room="CR2", session="morning", status=status,
            attendance=ctb, **where,
        ),
        Meeting(
            uid(f"HWB{sequence}"), "HWB", sequence, day, 570, 690, room="CR1", session="morning", status=status,
            attendance=hwb, **where,
        ),
    )  # fmt: skip


def invented_plan() -> Plan:
    """Return its calendar: provisional, confirmed and cancelled meetings, in winter and in summer."""
    audit = {"body": "AUD", "start": 1110, "end": 1230, "changed": CHANGED, "status": "confirmed"}
    rows = (_row("LDR", "chair"), _row("DPH", "adviser"))
    meetings = (
        Meeting(
            uid("AUD1"), sequence=1, date=dt.date(2026, 10, 23), venue="Library", room="LIB", attendance=rows,
            agenda_deadline=dt.date(2026, 10, 15), revision=2, **{**audit, "changed": MOVED},
        ),
        Meeting(
            uid("OLD1"), "OLD", 1, dt.date(2026, 11, 5), 600, 660, status="cancelled", revision=1, changed=MOVED,
            attendance=(_row("LDR", "chair", "substitute", substitute="DEP"), _row("GONE")),
        ),
        *_on_the_day(1, dt.date(2026, 11, 19), "confirmed"),
        Meeting(
            uid("AUD2"), sequence=2, date=dt.date(2027, 1, 22), venue="Library", room="LIB", attendance=rows,
            agenda_deadline=dt.date(2027, 1, 14), agenda_items=("TC",), **audit,
        ),
        Meeting(
            uid("AUD3"), sequence=3, date=dt.date(2027, 3, 29), venue="Library", room="LIB", attendance=rows,
            agenda_deadline=dt.date(2027, 3, 19), revision=3, **{**audit, "changed": MOVED, "status": "cancelled"},
        ),
        *_on_the_day(2, dt.date(2027, 5, 20), "provisional"),
        Meeting(
            uid("A/B1"), "A/B", 1, dt.date(2027, 7, 1), 600, 690, attendance=(_row("NHS"),), changed=CHANGED
        ),
    )  # fmt: skip
    return Plan(
        "Aldermoor Partnership 2026-27",
        dt.date(2026, 10, 1),
        dt.date(2027, 9, 30),
        meetings=meetings,
        occurrences=(
            _day(1, dt.date(2026, 11, 19), "SP", "GP", revision=1, changed=MOVED),
            _day(2, dt.date(2027, 5, 20), "YP", None),
        ),
        tiers=(Tier("held", 0, 0), Tier("apologies", 2, 2), Tier("substitutes", 2, 2), Tier("dates", 9, 6)),
        wishes=(UngrantedWish("even_spacing", "AUD", 9, "AUD#1 and AUD#2 are 91 days apart, and 121 would be even."),),
        input_sha256="5a" * 32,
        generated=CHANGED,
    )
