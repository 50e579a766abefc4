"""Which bodies the annual meeting appoints, and on which days they would sit, or be called, before it has.

Source: Local Government Act 1972 ss.7, 102: a committee is appointed by its council, and those who retire leave it.
"""

from collections.abc import Iterable, Iterator
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


def why_too_early(problem: Problem, body: Body, day: date) -> str | None:
    """Return why a body would surely meet, or be called, before it is appointed; None where it would not, or may not.

    It is sure of an annual meeting on a date; of one in a window after an election where it is so on its first day; and
    of one of which no row says when it is, on all days on which it might be still to come. A new council, too, has its
    annual meeting before any other.
    """
    for annual in problem.annual_meetings:
        why = _why_surely(problem, body, day, annual)
        if why is not None:
            return why
    return None


def _why_surely(problem: Problem, body: Body, day: date, annual: AnnualMeeting) -> str | None:
    """Return why a meeting on a day is too early on whichever day an annual meeting may be; None where it is not."""
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
    early = (annual.day or retired) is not None and is_too_early(problem, body, day, annual, first)
    return why_before(problem, body, day, first, settled=annual.day is not None) if early else None


def why_before(problem: Problem, body: Body, day: date, held: date, *, settled: bool = True) -> str:
    """Return what a body does too early, as a part of a sentence; its annual meeting is on the day `held`, or later."""
    appoints = "appoints its members" if settled else "could appoint its members"
    if day >= held:
        due = long_date(called_by(problem, body, day))
        return f"its agenda is due on {due}, before the annual meeting {appoints} on {long_date(held)}"
    return f"the annual meeting {appoints} only on {long_date(held)}"


def first_in_windows(problem: Problem, plan: Plan) -> Iterator[tuple[AnnualMeeting, date]]:
    """Yield the annual meetings whose day the input leaves open, each with its day in a plan: the council's first."""
    for annual in problem.annual_meetings:
        if annual.body is not None and annual.day is None:
            held = (one for one in problem.held if one.body == annual.body)
            days = [one.date for one in (*held, *plan.of_body(annual.body)) if one.date in annual.window]
            if days:
                yield annual, min(days)


def why_before_those(
    problem: Problem, body: Body, day: date, settled: Iterable[tuple[AnnualMeeting, date]]
) -> str | None:
    """Return why a body meets, or is called, before some annual meeting on its day; None where it does not."""
    if is_appointed(body):
        for annual, held in settled:
            if is_too_early(problem, body, day, annual, held):
                return why_before(problem, body, day, held)
    return None
