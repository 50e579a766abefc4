"""A body that never meets without its chair or a vice-chair has one of them there in person, where it has one.

A substitute never presides. No law asks for it: where both are away, the members present choose who presides (Local
Government Act 1972 Sch 12 para 5). Source: bodies whose own constitution or terms of reference say so.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.changes import with_fields
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.seating import filled_seats, person_away
from scheduler.domain.titles import meeting_title, people_titles, person_title
from scheduler.domain.verbs import DATES, MEETING, MEMBERSHIPS, SEATS, Choices, Post
from scheduler.rules.protocol import Bar, Ease, Remedy, Rule

RULE = Rule(
    "presiding",
    source="the body's own constitution or terms of reference",
    about=SEATS,
    touches={DATES, SEATS, MEMBERSHIPS},
    horizon=MEETING,
    ease=Ease.MEMBERS + 1,
)

INSISTS = "chair"
"""What the column `presiding` says of a body that never meets without one who may take the chair."""


def insists(body: Body) -> bool:
    """Whether a body never meets without its chair or a vice-chair."""
    return body.presiding == INSISTS


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Have the chair or a vice-chair there in person, on the days when the body has one."""
    for sitting in (one for one in choices.sittings if insists(one.body)):
        leaders = [row for row in choices.members(sitting) if row.presides]
        days = choices.open_days(sitting)
        led = [day for day in days if any(row.in_force_on(day) for row in leaders)]
        if led:
            all_led = len(led) == len(days)
            needed = choices.held(sitting) if all_led else sum(choices.held_on(sitting, day) for day in led)
            there = sum(choices.attends(sitting, row) for row in leaders)
            message = f"{sitting.body.name} is chaired by its chair or a vice-chair in person."
            post.require(there >= needed, Reason(RULE.name, sitting.body.code, message))


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find meetings whose chair and vice-chairs all stay away."""
    for meeting in (one for one in plan.live if insists(problem.bodies[one.body])):
        leaders = tuple(row.person for row in problem.memberships_on(meeting.body, meeting.date) if row.presides)
        presided = any(seat.in_person and seat.membership.presides for seat in filled_seats(problem, meeting))
        if leaders and not presided:
            message = (
                f"{meeting_title(problem, meeting)} has nobody to preside: "
                f"{people_titles(problem, leaders)} will not be there in person."
            )
            yield Breach(RULE.name, message, bodies=(meeting.body,), people=leaders, dates=(meeting.date,))


def blocks(problem: Problem, subject: Body | MeetingDay, day: date, start: int | None) -> Iterator[Bar]:
    """Yield that everybody who may preside is away."""
    if start is not None and isinstance(subject, Body) and insists(subject):
        end = start + problem.duration_of(subject)
        leaders = [row.person for row in problem.memberships_on(subject.code, day) if row.presides]
        if leaders and all(person_away(problem, person, day, start, end) is not None for person in leaders):
            away = f"{people_titles(problem, leaders)} {'is' if len(leaders) == 1 else 'are'} away"
            message = f"{subject.name} needs its chair or a vice-chair, and nobody could preside: {away}."
            yield Bar(Reason(RULE.name, subject.code, message), "the chair and every vice-chair are away")


MOST_ASKED = 4


def remedies(problem: Problem, reason: Reason) -> Iterator[Remedy]:
    """Yield that a voting member becomes vice-chair, or that those present choose who presides."""
    body = problem.bodies[reason.subject]
    others = [row for row in problem.memberships_of_body[body.code] if row.voting and not row.presides]
    for row in others[:MOST_ASKED]:
        vice = replace(row, role="vice_chair")
        rows = tuple(vice if one is row else one for one in problem.all_memberships)
        words = f"Make {person_title(problem, row.person)} vice-chair of {body.name}."
        yield Remedy(words, replace(problem, memberships=rows), Ease.MEMBERS)
    words = f"Let those who are at {body.name} choose who presides (leave `presiding` blank)."
    yield Remedy(words, with_fields(problem, body.code, presiding=None), Ease.MEMBERS + 1)
