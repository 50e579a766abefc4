"""A composite quorum is met: so many of those present are of a category, an organisation, a role, or one person.

A substitute counts as the member replaced. Source: Bournemouth, Christchurch and Poole 2021, whose Health and
Wellbeing Board needs at least one councillor, one of the NHS and the Director of Public Health.
"""

from collections.abc import Iterator

from scheduler.domain.bodies import QuorumRule
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason
from scheduler.domain.seating import filled_seats, matching_present
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Post
from scheduler.rules.protocol import NEVER, Rule

RULE = Rule(
    "quorum_rule",
    source="Bournemouth, Christchurch and Poole 2021 (Health and Wellbeing Board)",
    about=SEATS,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
    ease=NEVER,
)


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Fill enough voting seats of each kind that a composite quorum counts."""
    for sitting in choices.sittings:
        body = sitting.body
        for rule in problem.quorum_rules_of(body.code):
            counted = [
                choices.seat_filled(sitting, row) for row in choices.members(sitting) if problem.matches(rule, row)
            ]
            whom = _whom(problem, rule)
            message = f"{body.name} needs at least {rule.minimum} present of its voting members who are {whom}."
            reason = FirmReason(RULE.name, f"{body.code} {rule.of_whom}", message)
            post.require(sum(counted) >= rule.minimum * choices.held(sitting), reason)


def _whom(problem: Problem, rule: QuorumRule) -> str:
    person = () if rule.person is None else (person_title(problem, rule.person),)
    return ", ".join((*person, *(part for part in (rule.category, rule.organisation, rule.role) if part)))


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that lack some of their composite quorum."""
    for meeting in plan.live:
        seats = tuple(filled_seats(problem, meeting))
        for rule in problem.quorum_rules_of(meeting.body):
            present = matching_present(problem, rule, seats)
            if present < rule.minimum:
                message = (
                    f"{meeting_title(problem, meeting)} is not quorate: of its voting members who are "
                    f"{_whom(problem, rule)} it needs {rule.minimum}, and {present} will be there."
                )
                people = () if rule.person is None else (rule.person,)
                yield Breach(RULE.name, message, bodies=(meeting.body,), people=people, dates=(meeting.date,))
