"""Which bodies the annual meeting appoints, and on which days they would sit, or be called, before it has.

Source: Local Government Act 1972 ss.7, 102: a committee is appointed by its council, and those who retire leave it.
"""

from collections.abc import Iterable
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.municipal_year import AnnualMeeting
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date
from scheduler.law.deadlines import agenda_deadline

APPOINTED = frozenset(
    """executive committee scrutiny_committee planning_committee licensing_committee audit_committee sub_committee
    joint_committee health_and_wellbeing_board""".split()  # noqa: SIM905 - a list of words reads as words
)
"""Legal kinds of the bodies whose members the annual meeting, or whom it elects, appoints."""


def is_appointed(body: Body) -> bool:
    """Whether the annual meeting, or whom it elects, appoints the members of a body."""
    return body.legal_kind in APPOINTED


def called_by(problem: Problem, body: Body, day: date) -> date:
    """Return by when a meeting on a day is called: when its agenda is due, or that day where none is."""
    return agenda_deadline(problem, body, day) or day


def is_too_early(problem: Problem, body: Body, day: date, annual: AnnualMeeting, held: date) -> bool:
    """Whether a body would meet on a day, or its agenda be due, before an annual meeting that is held on another.

    Those appointed a year ago sit until councillors retire and, in years without an election, until that meeting.
    """
    first = held if annual.retirement is None else annual.retirement
    return day >= first and called_by(problem, body, day) < held


def why_too_early(
    problem: Problem, body: Body, day: date, annual_meetings: Iterable[AnnualMeeting] | None = None
) -> str | None:
    """Return why a body would meet, or be called, before it is appointed; None where it would not, or may not.

    Of an annual meeting on a date that is sure. Of one in a window after an election it is told as if that were held on
    its best day; of one of which no row says when it is, of all days on which it might be still to come. A new council,
    too, has its annual meeting before any other.

    Parameters
    ----------
    problem : Problem
        The input.
    body : Body
        Which meets.
    day : date
        When.
    annual_meetings : iterable of AnnualMeeting, optional
        Those that are asked; left out, those of the input.

    """
    asked = problem.annual_meetings if annual_meetings is None else annual_meetings
    for annual in (one for one in asked if one.authority == body.authority):
        why = _why_before(problem, body, day, annual)
        if why is not None:
            return why
    return None


def _why_before(problem: Problem, body: Body, day: date, annual: AnnualMeeting) -> str | None:
    first, retired = annual.window.first, annual.retirement
    if annual.body == body.code:
        early = retired is not None and retired <= day < first
        return f"{body.name} has its annual meeting first, not before {long_date(first)}" if early else None
    if not is_appointed(body):
        return None
    if annual.body is None:
        early = retired is not None and retired <= day <= annual.window.last
        why = "" if retired is None else f"councillors retire on {long_date(retired)}"
        return f"{why}, and no row says when the annual meeting appoints its members" if early else None
    held = annual.day or annual.best or first
    if (annual.day or retired) is None or not is_too_early(problem, body, day, annual, held):
        return None
    due = f"its agenda is due on {long_date(called_by(problem, body, day))}, before " if day >= held else ""
    if annual.day is None:
        return f"{due}the annual meeting that appoints its members is best held on {long_date(held)}"
    only = "" if due else "only "
    return f"{due}the annual meeting appoints its members {only}on {long_date(held)}"


def as_planned(problem: Problem, plan: Plan) -> tuple[AnnualMeeting, ...]:
    """Return the annual meetings; those whose day the input leaves open on their council's first day in the window."""
    found = []
    for annual in problem.annual_meetings:
        held = () if annual.day is not None else (one for one in problem.held if one.body == annual.body)
        there = () if annual.body is None or annual.day is not None else plan.of_body(annual.body)
        days = [one.date for one in (*held, *there) if one.date in annual.window]
        found.append(annual.on(min(days)) if days else annual)
    return tuple(found)
