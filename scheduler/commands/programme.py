"""What an officer asks of the work programme: which meeting takes which report, what wants looking at, what ends."""

import datetime as dt
from dataclasses import dataclass

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, called, person_title
from scheduler.outputs.programme import THERE, Ending, Finding, endings, findings, reports

__all__ = ["Ending", "Finding", "Programme", "ReportShown", "work_programme"]


@dataclass(frozen=True)
class ReportShown:
    """A report of a project, or a project that owes none, in words."""

    title: str
    lead_officer: str
    sponsor: str
    champion: str
    reports_to: str
    bodies: tuple[str, ...]
    due: dt.date | None
    meeting: str
    """Which meeting takes it; empty where none does."""
    at: tuple[str, int, dt.date] | None
    """The body, the number and the date of that meeting."""
    sponsor_away: str
    """Why the sponsor is not there; empty where they are, or there is none."""


@dataclass(frozen=True)
class Programme:
    """The work programme of a calendar."""

    reports: tuple[ReportShown, ...]
    findings: tuple[tuple[str, tuple[Finding, ...]], ...]
    """By matter."""
    endings: tuple[Ending, ...]


def work_programme(problem: Problem, plan: Plan) -> Programme:
    """Return the work programme of a calendar, in words."""
    found = findings(problem, plan)
    matters = dict.fromkeys(one.matter for one in found)
    return Programme(
        reports=tuple(
            ReportShown(
                title=one.project.title,
                lead_officer=_person(problem, one.project.lead_officer),
                sponsor=_person(problem, one.project.sponsor),
                champion=_person(problem, one.project.champion),
                reports_to="" if one.project.reports_to is None else body_title(problem, one.project.reports_to),
                bodies=tuple(body_title(problem, body) for body in one.project.bodies),
                due=one.due,
                meeting="" if one.meeting is None else called(problem, one.meeting),
                at=None if one.meeting is None else (one.meeting.body, one.meeting.sequence, one.meeting.date),
                sponsor_away="" if one.sponsor == THERE else one.sponsor,
            )
            for one in reports(problem, plan)
        ),
        findings=tuple((matter, tuple(one for one in found if one.matter == matter)) for matter in matters),
        endings=endings(problem, plan),
    )


def _person(problem: Problem, code: str | None) -> str:
    return "" if code is None else person_title(problem, code)
