"""A substitute is named for the member, is no member there, sits for one person only, and is free.

Source: substitutes' schemes in constitutions (Spelthorne, Gloucestershire, Maldon); City of London (one named deputy
for each statutory member of the Health and Wellbeing Board).
"""

from collections.abc import Iterator
from datetime import date

from scheduler.domain.plan import SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason
from scheduler.domain.seating import person_away
from scheduler.domain.sittings import Sitting
from scheduler.domain.titles import meeting_title, people_titles, person_title
from scheduler.domain.verbs import DATES, DAY, MEMBERSHIPS, SEATS, TIMES, Choices, Post
from scheduler.rules.protocol import NEVER, Rule

RULE = Rule(
    "substitute",
    source="substitutes' schemes in constitutions (Spelthorne, Gloucestershire, City of London)",
    about=SEATS,
    touches={DATES, TIMES, SEATS, MEMBERSHIPS},
    horizon=DAY,
    ease=NEVER,
)


def may_deputise(problem: Problem, substitute: str, body: str, day: date, start: int, end: int) -> bool:
    """Whether somebody named to deputise is no member of the body, and not away from start to end on the day."""
    return not problem.is_member(substitute, body, day) and person_away(problem, substitute, day, start, end) is None


def enforce(problem: Problem, choices: Choices, post: Post) -> None:
    """Let a substitute sit only where free and no member, and for one person at a meeting."""
    for sitting in choices.sittings:
        substitutes = {person for row in choices.members(sitting) for person in row.substitutes}
        for substitute in sorted(substitutes):
            _deputise_once(problem, choices, sitting, substitute, post)


def _deputise_once(problem: Problem, choices: Choices, sitting: Sitting, substitute: str, post: Post) -> None:
    name, body = problem.people[substitute].name, sitting.body
    message = f"{name} deputises only while free and no member, and for one person at a time."
    reason = FirmReason(RULE.name, substitute, message)
    deputising = [
        choices.deputises(sitting, row, substitute) for row in choices.members(sitting) if substitute in row.substitutes
    ]
    post.at_most_one(deputising, reason)
    barred = [
        (day, start)
        for day, start in choices.placements(sitting)
        if not may_deputise(problem, substitute, body.code, day, start, start + sitting.duration)
    ]
    for literal in deputising if barred else ():
        post.at_most_one([literal, *choices.held_during(sitting, barred)], reason)


def breaches(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find substitutes who may not sit where the plan puts them."""
    yield from _held_back_by_facts(problem, plan)
    for meeting in problem.asked(plan).live:
        title = meeting_title(problem, meeting)
        deputised: dict[str, list[str]] = {}
        for row in meeting.attendance:
            for fault in _faults(problem, plan, meeting, row):
                people = (row.person,) if row.substitute is None else (row.person, row.substitute)
                yield Breach(
                    RULE.name, f"{title}: {fault}.", bodies=(meeting.body,), people=people, dates=(meeting.date,)
                )
            if row.outcome == SUBSTITUTE and row.substitute is not None:
                deputised.setdefault(row.substitute, []).append(row.person)
        for deputy, members in sorted(deputised.items()):
            if len(members) > 1:
                name, whom = person_title(problem, deputy), people_titles(problem, members)
                message = f"{title}: {name} deputises for more than one person, {whom}."
                yield Breach(
                    RULE.name, message, bodies=(meeting.body,), people=(deputy, *members), dates=(meeting.date,)
                )


def _held_back_by_facts(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """Find those who deputise at a fact, and are at the same time to sit at a meeting that is none."""
    for meeting in plan.live if problem.held else ():
        for row in meeting.attendance if problem.is_fact(meeting) else ():
            deputy = row.substitute if row.outcome == SUBSTITUTE else None
            for other in plan.engagements.get(deputy or "", ()):
                if other.overlaps(meeting) and not problem.is_fact(other):
                    name, titles = person_title(problem, deputy or ""), meeting_title(problem, other)
                    message = f"{meeting_title(problem, meeting)}: {name} deputises there, and is to sit at {titles}."
                    people = (row.person, deputy or "")
                    bodies = meeting.body, other.body
                    yield Breach(RULE.name, message, bodies=bodies, people=people, dates=(meeting.date,))


def _faults(problem: Problem, plan: Plan, meeting: Meeting, row: Attendance) -> Iterator[str]:
    member, deputy = person_title(problem, row.person), row.substitute
    if row.outcome != SUBSTITUTE:
        if deputy is not None:
            yield f"{member} needs no substitute, and {person_title(problem, deputy)} is put down as one"
        return
    if deputy is None:
        yield f"{member} is to be deputised for, and nobody is put down"
        return
    name = person_title(problem, deputy)
    members = problem.memberships_on(meeting.body, meeting.date)
    if not any(deputy in m.substitutes for m in members if (m.person, m.role) == (row.person, row.role)):
        yield f"{name} is not named to deputise for {member}"
    if problem.is_member(deputy, meeting.body, meeting.date):
        yield f"{name} deputises for {member}, and is a member there"
    away = person_away(problem, deputy, meeting.date, meeting.start, meeting.end)
    if away is not None:
        yield f"{name} deputises for {member}, and is not available: {away}"
    for other in plan.engagements.get(deputy, ()):
        if other is not meeting and other.overlaps(meeting):
            yield f"{name} deputises for {member}, and sits at the same time at {meeting_title(problem, other)}"
