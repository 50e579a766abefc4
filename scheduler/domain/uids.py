"""The uids of this authority's events (RFC 5545 §3.8.4.7): the same in every plan, whatever the date.

They are UUIDs of version 5, made of names (RFC 9562 §5.5), so an event of ours is known again in anybody's calendar.
"""

import json
from collections.abc import Container, Iterator
from datetime import date
from itertools import chain, product
from uuid import NAMESPACE_URL, uuid5

from scheduler.domain.bodies import Body
from scheduler.domain.problem import Problem
from scheduler.domain.themes import Project

BUSY, DAY, LUNCH, PLACEHOLDER = "busy", "day", "lunch", "placeholder"
REPORTS, AGENDA, NOTICE = DEADLINES = "reports", "agenda", "notice"
KEY_DECISION, PRIVATE_MEETING, PRIVATE_AGAIN, CALL_IN = FORWARD_PLAN = (
    "key_decision", "private_meeting", "private_meeting_again", "call_in",
)  # fmt: skip
"""Matters of law with a day of their own before or after a meeting."""
PROJECT_REPORT = "report"
TAKEN_OVER = "taken over"
"""The event by which a feed says that another body's meetings follow."""
MOST_NUMBERS = 100
"""Meetings of a body, or occurrences of a meeting day, whose uids are made before any plan is known."""


def meeting_uid(problem: Problem, body: str, sequence: int, taken: Container[str] = ()) -> str:
    """Return the uid of a body's meeting: it depends on the authority, body and sequence, never on the date.

    The body goes by the code that it has at its own authority, so that it keeps its meetings' uids where it comes from
    that council's workbook into the calendar of several (`ESK-PLAN` of the authority `ESK` is `PLAN` there). Where
    another body that had the code before has `taken` it along to its new code, it is another one.
    """
    owner, code = _owner(problem, body).strip().casefold(), _own_code(problem, body).casefold()
    codes = chain([code], (f"{code} ({number})" for number in range(2, MOST_NUMBERS)))
    uids = (str(uuid5(NAMESPACE_URL, f"meeting-day:{owner}/{code}/{sequence}")) for code in codes)
    return next(uid for uid in uids if uid not in taken)


def _body_named(problem: Problem, code: str) -> Body | None:
    """Return the body of a code, or of one that it had before."""
    known = problem.bodies.get(code)
    return known or next((one for one in problem.bodies.values() if code in one.aliases), None)


def _owner(problem: Problem, body: str | None) -> str:
    """Return the name of the authority of a body; that of the settings for None."""
    found = None if body is None else _body_named(problem, body)
    own = problem.settings.authority or problem.settings.title
    return own if found is None or found.authority is None else problem.settings_of(found).authority or own


def _own_code(problem: Problem, body: str) -> str:
    """Return the code of a body at its own authority; of one that it had before, likewise."""
    return _code_at(problem, body, _body_named(problem, body))


def _code_at(problem: Problem, code: str, body: Body | None) -> str:
    """Return a code as it is at the authority of a body: without that authority's own before it."""
    return code if body is None or body.authority is None else problem.authority_of(body).own_code(code)


def uid_of(problem: Problem, *parts: str | int, body: str | None = None) -> str:
    """Return the uid of what these parts name at the authority of a body, or that of the settings."""
    return _uid(_owner(problem, body), *parts)


def _uid(owner: str, *parts: str | int) -> str:
    name = json.dumps(["meeting-day", owner, *parts]).casefold()
    return str(uuid5(NAMESPACE_URL, name))


def uid_of_day(problem: Problem, meeting_day: str, start_date: str, sequence: int, kind: str) -> str:
    """Return the uid of an occurrence of a meeting day, or of its lunch.

    No other year's calendar has it: the numbers of meeting days begin anew in each. A day on which bodies of one
    authority alone sit is that authority's, as its meetings are.
    """
    sitting = [one for one in problem.bodies.values() if one.meeting_day == meeting_day] if problem.is_joint else []
    body = sitting[0] if len({problem.authority_of(one).code for one in sitting}) == 1 else None
    code, owner = _code_at(problem, meeting_day, body), None if body is None else body.code
    return uid_of(problem, code, start_date, sequence, kind, body=owner)


def uid_of_report(problem: Problem, project: Project, due: date) -> str:
    """Return the uid of the day on which a project reports: of the authority of the body that it reports to."""
    body = problem.bodies.get(project.reports_to or "")
    code, owner = _code_at(problem, project.code, body), None if body is None else body.code
    return uid_of(problem, PROJECT_REPORT, code, due.isoformat(), body=owner)


def likely_uids(problem: Problem) -> frozenset[str]:
    """Return the uids that this input's events have in any plan of it.

    Of its meetings, meeting days and lunches up to the number 100, what shows of them when somebody is busy, their
    deadlines, those of the forward plan, and the reports of its projects. A plan knows the others: see
    `Problem.knowing`.
    """
    return frozenset(_likely(problem))


def _likely(problem: Problem) -> Iterator[str]:
    owners = {_owner(problem, body) for body in (None, *problem.bodies)}
    yield from (_uid(owner, PLACEHOLDER) for owner in sorted(owners))
    numbers = range(1, MOST_NUMBERS + 1)
    for body in problem.bodies.values():
        kinds = (BUSY, *DEADLINES, *(FORWARD_PLAN if body.formal else ()))
        for code, number in product((body.code, *body.aliases), numbers):
            uid = meeting_uid(problem, code, number)
            yield uid
            yield from (uid_of(problem, kind, uid, body=body.code) for kind in kinds)
    start_date = problem.settings.start_date.isoformat()
    for code in problem.meeting_days:
        for number in numbers:
            lunch = uid_of_day(problem, code, start_date, number, LUNCH)
            yield from (uid_of_day(problem, code, start_date, number, DAY), lunch, uid_of(problem, BUSY, lunch))
    for project in problem.projects.values():
        yield from (uid_of_report(problem, project, due) for due in project.report_due)
