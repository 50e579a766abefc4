"""The tables of who reports to whom, of the work programme, of what of it wants looking at, and of what ends."""

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import held_as, life_of
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, person_title
from scheduler.domain.wording import listed
from scheduler.outputs.naming import in_words, name_of_day
from scheduler.outputs.programme import Report, endings, findings, reports
from scheduler.outputs.workbook.writing import (
    BODY_COLUMN,
    CATEGORY,
    DATE,
    NAME_COLUMN,
    NUMBER,
    Column,
    DataSheet,
    Row,
)

PROGRAMME, TO_LOOK_AT, SUNSET = "Work programme", "Programme to look at", "Sunset list"

_STRUCTURE = (
    BODY_COLUMN,
    NAME_COLUMN,
    Column("classification", "Kind", 20, CATEGORY),
    Column("reports_to", "Reports to", 26, blank="Nobody"),
    Column("escalates_to", "Escalates to", 24, blank="Nobody"),
    Column("receives_from", "Hears from", 32, blank="Nobody"),
    Column("how_often", "Meets", 16, CATEGORY),
    Column("meeting_day", "Meeting day", 18, CATEGORY),
    Column("members", "Members", 11, NUMBER),
    Column("others", "Without a vote", 10, NUMBER),
    Column("chair", "Chair", 26, CATEGORY, blank="Nobody"),
    Column("start_date", "Founded", 16, DATE),
    Column("end_date", "Dissolved", 16, DATE),
    Column("endorsement_due", "Endorsement due", 16, DATE),
    Column("successor", "Successor", 24, CATEGORY),
)
_PROGRAMME = (
    Column("project", "Project", 14, CATEGORY, whole=True),
    Column("title", "Title", 34, CATEGORY),
    Column("lead_officer", "Lead officer", 24, CATEGORY, blank="Nobody"),
    Column("sponsor", "Sponsor", 24, CATEGORY, blank="Nobody"),
    Column("champion", "Champion", 20, CATEGORY, blank="Nobody"),
    Column("reports_to", "Reports to", 24, CATEGORY, blank="Nobody"),
    Column("bodies", "Delivered by", 30, blank="Nobody"),
    Column("start_date", "Begins", 16, DATE),
    Column("end_date", "Ends", 16, DATE),
    Column("report_due", "Report due", 16, DATE, blank="None"),
    Column("date", "Taken on", 16, DATE),
    Column("meeting", "Taken by", 24, CATEGORY),
    Column("agenda_deadline", "Agenda published by", 16, DATE),
    Column("sponsor_there", "Sponsor there", 18, CATEGORY),
)


def structure_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return every body, with whom it reports to and hears from, how often it meets, and for how long it is there."""
    return DataSheet(
        name="Structure",
        title=f"{plan.title}: structure",
        about=(
            "Every body: to whom it reports, how often it meets, who chairs it, and from when to when it is there.",
            "Members are counted on its first day in the calendar. The picture is made by meeting-day chart.",
        ),
        columns=_STRUCTURE,
        rows=tuple(_of_body(problem, body) for body in problem.bodies.values()),
        nothing="There is no body.",
        frozen_columns=2,
    )


def _of_body(problem: Problem, body: Body) -> Row:
    first, _ = life_of(problem, body)
    members = problem.memberships_on(body.code, first)
    voting = {row.person for row in members if row.voting}
    chairs = [person_title(problem, row.person) for row in members if row.role == "chair"]
    return (
        body.code,
        body.name,
        in_words(body.classification or ""),
        _names(problem, [row.to_body for row in problem.reporting if _is(row.kind, "report", row.from_body, body)]),
        _names(problem, [row.to_body for row in problem.reporting if _is(row.kind, "escalate", row.from_body, body)]),
        _names(problem, [row.from_body for row in problem.reporting if row.to_body == body.code]),
        how_often(problem, body),
        "" if body.meeting_day is None else name_of_day(problem, body.meeting_day),
        len(voting),
        len({row.person for row in members} - voting),
        "; ".join(chairs),
        body.start_date,
        body.end_date,
        body.endorsement_due,
        "" if body.successor is None else body_title(problem, body.successor),
    )


def _is(kind: str, wanted: str, from_body: str, body: Body) -> bool:
    return kind == wanted and from_body == body.code


def _names(problem: Problem, bodies: list[str]) -> str:
    return "; ".join(dict.fromkeys(body_title(problem, code) for code in bodies))


def how_often(problem: Problem, body: Body) -> str:
    """Say how often a body meets: `1 in each quarter`, `Up to 2 a year`, `No meetings`."""
    subject = held_as(problem, body)
    cadence = subject.cadence
    if cadence.per_period is not None:
        return f"{cadence.per_period} in each {subject.cycle or 'period'}"
    if not cadence.maximum:
        return "No meetings"
    if cadence.minimum == cadence.maximum:
        return f"{cadence.maximum} a year"
    return f"{cadence.minimum} to {cadence.maximum} a year" if cadence.minimum else f"Up to {cadence.maximum} a year"


def programme_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return a row for each report that a project owes, with the meeting that takes it."""
    return DataSheet(
        name=PROGRAMME,
        title=f"{plan.title}: work programme",
        about=(
            "Every project, who leads it and which bodies deliver it, and the meeting that takes each report due.",
            f"What of it wants looking at is on the sheet {TO_LOOK_AT}.",
        ),
        columns=_PROGRAMME,
        rows=tuple(
            (
                one.project.code,
                one.project.title,
                *(
                    "" if person is None else person_title(problem, person)
                    for person in (one.project.lead_officer, one.project.sponsor, one.project.champion)
                ),
                "" if one.project.reports_to is None else body_title(problem, one.project.reports_to),
                listed([body_title(problem, body) for body in one.project.bodies]),
                one.project.start_date,
                one.project.end_date,
                one.due,
                None if one.meeting is None else one.meeting.date,
                _taken_by(problem, one),
                None if one.meeting is None else one.meeting.agenda_deadline,
                one.sponsor,
            )
            for one in reports(problem, plan)
        ),
        nothing="There is no project.",
        frozen_columns=2,
    )


def _taken_by(problem: Problem, report: Report) -> str:
    if report.meeting is not None:
        return called(problem, report.meeting)
    return "" if report.due is None else "No meeting"


def to_look_at_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return what of the programme wants looking at."""
    return DataSheet(
        name=TO_LOOK_AT,
        title=f"{plan.title}: the work programme, to look at",
        about=(
            "Leads, meetings for reports, sponsors at them, bodies' projects and points of contact that are missing.",
        ),
        columns=(
            Column("matter", "Matter", 30, CATEGORY),
            Column("subject", "Of", 44, CATEGORY),
            Column("words", "What", 90),
            Column("date", "Date", 16, DATE),
        ),
        rows=tuple((one.matter, one.subject, one.words, one.date) for one in findings(problem, plan)),
        nothing="Nothing of it wants looking at.",
    )


def sunset_sheet(problem: Problem, plan: Plan) -> DataSheet:
    """Return the bodies and projects that end, and the bodies to be endorsed anew."""
    return DataSheet(
        name=SUNSET,
        title=f"{plan.title}: sunset list",
        about=("What ends, or is to be endorsed anew, from the calendar's first day to a year after its last.",),
        columns=(
            Column("date", "Date", 16, DATE),
            Column("what", "What", 26, CATEGORY),
            Column("code", "Code", 14, CATEGORY, whole=True),
            Column("name", "Name", 44, CATEGORY),
            Column("successor", "Successor", 36, CATEGORY),
            Column("still", "In the calendar", 44),
        ),
        rows=tuple(
            (one.date, one.what, one.code, one.name, one.successor, one.still) for one in endings(problem, plan)
        ),
        nothing="Nothing ends.",
    )
