"""The uids of this authority's events (RFC 5545 §3.8.4.7): the same in every plan, whatever the date.

They are UUIDs of version 5, made of names (RFC 9562 §5.5), so an event of ours is known again in anybody's calendar.
"""

import json
from collections.abc import Container, Iterator
from itertools import chain, product
from uuid import NAMESPACE_URL, uuid5

from scheduler.domain.problem import Problem

BUSY, DAY, LUNCH, PLACEHOLDER = "busy", "day", "lunch", "placeholder"
REPORTS, AGENDA, NOTICE = DEADLINES = "reports", "agenda", "notice"
KEY_DECISION, PRIVATE_MEETING, PRIVATE_AGAIN, CALL_IN = FORWARD_PLAN = (
    "key_decision", "private_meeting", "private_meeting_again", "call_in",
)  # fmt: skip
"""Matters of law with a day of their own before or after a meeting."""
PROJECT_REPORT = "report"
MOST_NUMBERS = 100
"""Meetings of a body, or occurrences of a meeting day, whose uids are made before any plan is known."""


def meeting_uid(problem: Problem, body: str, sequence: int, taken: Container[str] = ()) -> str:
    """Return the uid of a body's meeting: it depends on the authority, body and sequence, never on the date.

    Where another body that had the code before has `taken` it along to its new code, it is another one.
    """
    owner = (problem.settings.authority or problem.settings.title).strip().casefold()
    code = body.casefold()
    codes = chain([code], (f"{code} ({number})" for number in range(2, MOST_NUMBERS)))
    uids = (str(uuid5(NAMESPACE_URL, f"meeting-day:{owner}/{code}/{sequence}")) for code in codes)
    return next(uid for uid in uids if uid not in taken)


def uid_of(problem: Problem, *parts: str | int) -> str:
    """Return the uid of what these parts name at this authority."""
    owner = problem.settings.authority or problem.settings.title
    name = json.dumps(["meeting-day", owner, *parts]).casefold()
    return str(uuid5(NAMESPACE_URL, name))


def uid_of_day(problem: Problem, meeting_day: str, start_date: str, sequence: int, kind: str) -> str:
    """Return the uid of an occurrence of a meeting day, or of its lunch.

    No other year's calendar has it: the numbers of meeting days begin anew in each.
    """
    return uid_of(problem, meeting_day, start_date, sequence, kind)


def likely_uids(problem: Problem) -> frozenset[str]:
    """Return the uids that this input's events have in any plan of it.

    Of its meetings, meeting days and lunches up to the number 100, what shows of them when somebody is busy, their
    deadlines, those of the forward plan, and the reports of its projects. A plan knows the others: see
    `Problem.knowing`.
    """
    return frozenset(_likely(problem))


def _likely(problem: Problem) -> Iterator[str]:
    yield uid_of(problem, PLACEHOLDER)
    numbers = range(1, MOST_NUMBERS + 1)
    for body in problem.bodies.values():
        kinds = (BUSY, *DEADLINES, *(FORWARD_PLAN if body.formal else ()))
        for code, number in product((body.code, *body.aliases), numbers):
            uid = meeting_uid(problem, code, number)
            yield uid
            yield from (uid_of(problem, kind, uid) for kind in kinds)
    start_date = problem.settings.start_date.isoformat()
    for code in problem.meeting_days:
        for number in numbers:
            lunch = uid_of_day(problem, code, start_date, number, LUNCH)
            yield from (uid_of_day(problem, code, start_date, number, DAY), lunch, uid_of(problem, BUSY, lunch))
    for project in problem.projects.values():
        yield from (uid_of(problem, PROJECT_REPORT, project.code, due.isoformat()) for due in project.report_due)
