"""Enough voting members are there, in person or by a substitute.

The body's own number or share, rounded up; else the larger of three and a quarter, never more than its voting
members. Source: Local Government Act 1972 Sch 12 para 6 (a quarter of the council); constitutions for committees.
"""

from collections.abc import Iterator

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason
from scheduler.domain.seating import filled_seats, voting_present
from scheduler.domain.titles import meeting_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Post
from scheduler.domain.wording import counted, listed
from scheduler.rules.protocol import NEVER, Rule

RULE = Rule(
    "quorum",
    source="Local Government Act 1972 Sch 12 para 6; constitutions",
    about=SEATS,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
    ease=NEVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Fill enough voting seats at every meeting, in person or by substitutes."""
    for sitting in choices.sittings:
        body = sitting.body
        quorums = {day: problem.quorum_on(body.code, day) for day in choices.open_days(sitting)}
        numbers = sorted(set(quorums.values()))
        voting = [choices.seat_filled(sitting, row) for row in choices.members(sitting) if row.voting]
        message = f"{body.name} needs its quorum, {listed([str(one) for one in numbers], 'or')} of its voting members."
        if len(numbers) == 1:
            needed = numbers[0] * choices.held(sitting)
        else:
            needed = sum(number * choices.held_on(sitting, day) for day, number in quorums.items())
        post.require(sum(voting) >= needed, FirmReason(RULE.name, body.code, message))


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
            yield Breach(RULE.name, message, bodies=(meeting.body,), dates=(meeting.date,))
