"""The work programme of a year: projects, the meetings that take their reports, what wants looking at, what ends.

Made from the input and the calendar alone; the workbook's sheets and the desk's screens are made of it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.cadences import life_of
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Project
from scheduler.domain.titles import body_title, lunch_title, meeting_title, person_title
from scheduler.domain.wording import long_date
from scheduler.law.deadlines import hearing
from scheduler.outputs.naming import on_one_line

LEAD, SPONSOR, REPORT, DELIVERY, CONTACT = (
    "No lead officer",
    "Sponsor not at the meeting",
    "Report that no meeting takes",
    "No project",
    "No point of contact",
)
"""Matters that want looking at."""
BODY_ENDS, PROJECT_ENDS, ENDORSEMENT = "Is to be dissolved", "Project ends", "Is to be endorsed anew"
THERE = "There"


@dataclass(frozen=True)
class Report:
    """A report that a project owes, or a project that owes none."""

    project: Project
    due: dt.date | None = None
    meeting: Meeting | None = None
    """The meeting that takes it."""
    sponsor: str = ""
    """Whether the sponsor is there, in words; empty where there is no sponsor, or no meeting."""


@dataclass(frozen=True)
class Finding:
    """Something of the programme that wants looking at."""

    matter: str
    subject: str
    """The project, body, theme or organisation, by its name."""
    words: str
    date: dt.date | None = None


@dataclass(frozen=True)
class Ending:
    """A body or project that ends, or a body whose endorsement falls due."""

    date: dt.date
    what: str
    code: str
    name: str
    successor: str = ""
    still: str = ""
    """What of the calendar hangs on it."""


def reports(problem: Problem, plan: Plan) -> tuple[Report, ...]:
    """Return every report of every project, projects in the order of the table, with the meeting that takes it."""
    return tuple(report for project in problem.projects.values() for report in _of_project(problem, plan, project))


def _of_project(problem: Problem, plan: Plan, project: Project) -> Iterator[Report]:
    held = [one for one in plan.live if one.body == project.reports_to]
    for due in sorted(set(project.report_due)):
        meeting = hearing(problem, project, due, held)
        there = "" if meeting is None or project.sponsor is None else presence(meeting, project.sponsor)
        yield Report(project, due, meeting, there)
    if not project.report_due:
        yield Report(project)


DEPUTY, SENDS_APOLOGIES, NO_MEMBER = "Somebody deputises", "Sends apologies", "Is no member"
AWAY = {ATTENDS: THERE, SUBSTITUTE: DEPUTY, APOLOGIES: SENDS_APOLOGIES}
_OF_SPONSOR = {DEPUTY: "has a deputy at", SENDS_APOLOGIES: "sends apologies to", NO_MEMBER: "has no seat at"}


def presence(meeting: Meeting, person: str) -> str:
    """Say whether somebody is at a meeting: `There`, `Somebody deputises`, `Sends apologies`, `Is no member`."""
    if any(row.substitute == person for row in meeting.attendance):
        return THERE
    return next((AWAY[row.outcome] for row in meeting.attendance if row.person == person), NO_MEMBER)


def findings(problem: Problem, plan: Plan) -> tuple[Finding, ...]:
    """Return what of the programme wants looking at: leads, sponsors, reports, bodies without work, contacts."""
    return (
        *_without_lead(problem),
        *_of_reports(problem, plan),
        *_of_themes(problem, plan),
        *_without_project(problem),
        *_without_contact(problem),
    )


def _without_lead(problem: Problem) -> Iterator[Finding]:
    for project in problem.projects.values():
        if project.lead_officer is None:
            yield Finding(LEAD, on_one_line(project.title), "Nobody leads the project.")


def _of_reports(problem: Problem, plan: Plan) -> Iterator[Finding]:
    for one in reports(problem, plan):
        title = on_one_line(one.project.title)
        if one.due is not None and one.meeting is None:
            yield Finding(REPORT, title, f"No meeting takes the report due on {long_date(one.due)}.", one.due)
        elif one.meeting is not None and one.sponsor not in ("", THERE) and one.project.sponsor is not None:
            name = person_title(problem, one.project.sponsor)
            words = f"{name}, the sponsor, {_OF_SPONSOR[one.sponsor]} {meeting_title(problem, one.meeting)}."
            yield Finding(SPONSOR, title, words, one.meeting.date)


def _of_themes(problem: Problem, plan: Plan) -> Iterator[Finding]:
    """Yield lunches at which the body that sponsors the theme is not there, or its chair is not."""
    for occurrence in sorted(plan.occurrences, key=lambda one: (one.date, one.meeting_day)):
        theme = problem.themes.get(occurrence.theme or "")
        if theme is not None and theme.sponsor is not None:
            why = _why_not_there(problem, plan, occurrence, theme.sponsor)
            if why:
                yield Finding(SPONSOR, on_one_line(theme.title), why, occurrence.date)


def _why_not_there(problem: Problem, plan: Plan, occurrence: Occurrence, sponsor: str) -> str:
    sits = [one for one in plan.of_occurrence(occurrence) if one.body == sponsor]
    name, lunch = body_title(problem, sponsor), lunch_title(problem, occurrence)
    if not sits:
        return f"{name}, the sponsor, does not sit on that day: {lunch}."
    away = [row for row in sits[0].attendance if row.role == "chair" and row.outcome == APOLOGIES]
    if not away:
        return ""
    return f"{person_title(problem, away[0].person)}, who chairs {name}, the sponsor, sends apologies: {lunch}."


def _without_project(problem: Problem) -> Iterator[Finding]:
    """Yield bodies that meet and neither deliver a project nor hear of one; only where the input says who delivers.

    What is statutory, or anything in law, meets whether it delivers anything or not.
    """
    delivering = {body for project in problem.projects.values() for body in project.bodies}
    hearing_of = {project.reports_to for project in problem.projects.values()}
    for body in problem.bodies.values() if delivering else ():
        meets = body.meeting_day is not None or not body.cadence.never
        if meets and not body.statutory and not body.formal and body.code not in delivering | hearing_of:
            yield Finding(DELIVERY, body.name, "It meets, delivers no project, and hears of none.")
    for project in problem.projects.values() if delivering else ():
        if not project.bodies:
            yield Finding(DELIVERY, on_one_line(project.title), "No body delivers the project.")


def _without_contact(problem: Problem) -> Iterator[Finding]:
    """Yield organisations with members and without a single point of contact; only where the input names any."""
    seated = {row.person for row in problem.all_memberships}
    named: dict[str, str] = {}
    has_one: set[str] = set()
    for person in problem.people.values():
        if person.organisation:
            key = person.organisation.casefold()
            if person.code in seated:
                named.setdefault(key, person.organisation)
            if person.point_of_contact:
                has_one.add(key)
    for key, name in named.items() if has_one else ():
        if key not in has_one:
            yield Finding(CONTACT, name, "Nobody is named as its single point of contact.")


def endings(problem: Problem, plan: Plan) -> tuple[Ending, ...]:
    """Return what ends, or is to be endorsed, from the calendar's first day to a year after its last, by date."""
    first, last = problem.settings.start_date, a_year_after(problem.settings.end_date)
    found = [
        Ending(
            body.end_date,
            BODY_ENDS,
            body.code,
            body.name,
            body_title(problem, body.successor) if body.successor else "",
            _meetings_of(problem, plan, body.code),
        )
        for body in problem.bodies.values()
        if body.end_date is not None
    ]
    found += [
        Ending(body.endorsement_due, ENDORSEMENT, body.code, body.name, "", _meetings_of(problem, plan, body.code))
        for body in problem.bodies.values()
        if body.endorsement_due is not None
    ]
    found += [
        Ending(project.end_date, PROJECT_ENDS, project.code, on_one_line(project.title), "", _reports_of(project))
        for project in problem.projects.values()
        if project.end_date is not None
    ]
    within = [one for one in found if first <= one.date <= last]
    return tuple(sorted(within, key=lambda one: (one.date, one.what, one.name)))


def a_year_after(day: dt.date) -> dt.date:
    """Return the same day of the next year, 28 February for a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _meetings_of(problem: Problem, plan: Plan, body: str) -> str:
    """Say when the last meeting of a body is."""
    dates = [one.date for one in plan.live if one.body == body]
    if dates:
        return f"Meets last on {long_date(max(dates))}"
    first, last = life_of(problem, problem.bodies[body])
    return "Does not meet" if first <= last else ""


def _reports_of(project: Project) -> str:
    """Say when the last report of a project is due."""
    return f"Last report due on {long_date(max(project.report_due))}" if project.report_due else "Owes no report"
