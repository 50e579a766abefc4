"""A composite quorum is met: so many of those present are of a category, an organisation, a role, or one person.

A substitute counts as the member replaced. Source: Bournemouth, Christchurch and Poole 2021, whose Health and
Wellbeing Board needs at least one councillor, one of the NHS and the Director of Public Health.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from scheduler.domain.bodies import Body, QuorumRule
from scheduler.domain.choices import choice_words
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.people import Membership
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason
from scheduler.domain.seating import filled_seats
from scheduler.domain.titles import meeting_title, person_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Post
from scheduler.rules.protocol import NEVER, Bar, Rule
from scheduler.rules.unavailable import seats_that_can_be_filled

RULE = Rule(
    "quorum_rule",
    source="Bournemouth, Christchurch and Poole 2021 (Health and Wellbeing Board)",
    about=SEATS,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
    ease=NEVER,
)


def parts(problem: Problem, body: str) -> tuple[QuorumRule, ...]:
    """Return the composite quorum of a body, part by part; empty where it has none."""
    return problem.quorum_rules_of(body)


def counts(problem: Problem, part: QuorumRule, row: Membership) -> bool:
    """Whether a part counts the holder of a membership, or who sits for them."""
    return problem.matches(part, row)


def seated(problem: Problem, part: QuorumRule, filled: Iterable[Membership]) -> int:
    """Count for a part the memberships whose seat is filled, in person or by a substitute."""
    return len({row.person for row in filled if counts(problem, part, row)})


def present(problem: Problem, part: QuorumRule, meeting: Meeting) -> int:
    """Count for a part those who are at a meeting."""
    return seated(problem, part, (seat.membership for seat in filled_seats(problem, meeting)))


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Fill enough voting seats of each kind that a composite quorum counts."""
    for sitting in choices.sittings:
        body = sitting.body
        for part in parts(problem, body.code):
            counted = [
                choices.seat_filled(sitting, row) for row in choices.members(sitting) if counts(problem, part, row)
            ]
            counted_are = whom(problem, part)
            message = f"{body.name} needs at least {part.minimum} present of its voting members who are {counted_are}."
            reason = FirmReason(RULE.name, f"{body.code} {part.of_whom}", message)
            post.require(sum(counted) >= part.minimum * choices.held(sitting), reason)


def whom(problem: Problem, part: QuorumRule) -> str:
    """Say whom a part of a quorum counts."""
    person = () if part.person is None else (person_title(problem, part.person),)
    role = None if part.role is None else choice_words(part.role).lower()
    return ", ".join((*person, *(words for words in (part.category, part.organisation, role) if words)))


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings that lack some of their composite quorum."""
    for meeting in plan.live:
        for part in parts(problem, meeting.body):
            there = present(problem, part, meeting)
            if there < part.minimum:
                message = (
                    f"{meeting_title(problem, meeting)} is not quorate: of its voting members who are "
                    f"{whom(problem, part)} it needs {part.minimum}, and {there} will be there."
                )
                people = () if part.person is None else (part.person,)
                yield Breach(RULE.name, message, bodies=(meeting.body,), people=people, dates=(meeting.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield the parts of which too few could be there at all."""
    if start is not None and isinstance(subject, Body):
        for part in parts(problem, subject.code):
            could = seated(problem, part, seats_that_can_be_filled(problem, subject, day, start))
            if could < part.minimum:
                who = whom(problem, part)
                message = f"{subject.name} needs at least {part.minimum} of {who}, and only {could} could be there."
                cause = f"too few are there for its quorum who are {who}"
                yield Bar(Reason(RULE.name, f"{subject.code} {part.of_whom}", message), cause)
