"""Enough voting members are there, in person or by a substitute.

The body's own number or share, rounded up; else the larger of three and a quarter, never more than its voting
members. Source: Local Government Act 1972 Sch 12 para 6 (a quarter of the council); constitutions for committees.
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.seating import filled_seats, voting_present
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import counted

RULE = "quorum"
SOURCE = "Local Government Act 1972 Sch 12 para 6; constitutions"


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings with fewer voting members than their quorum."""
    for meeting in plan.live:
        present = voting_present(filled_seats(problem, meeting))
        needed = problem.quorum_on(meeting.body, meeting.date)
        if present < needed:
            message = (
                f"{meeting_title(problem, meeting)} is not quorate: "
                f"{counted(present, 'voting member')} of the {needed} it needs."
            )
            yield Breach(RULE, message, bodies=(meeting.body,), dates=(meeting.date,))
