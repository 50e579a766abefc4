"""Seat people at a calendar made by hand, as well as they can be: day by day, for days share nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import Expression
from scheduler.rules import (
    fixed,
    person_clash,
    person_load,
    presiding,
    quorum,
    quorum_rule,
    room_features,
    room_missing,
    substitute,
    travel,
    unavailable,
)
from scheduler.solver.cp.attending import Attending
from scheduler.solver.cp.extract import draft
from scheduler.solver.cp.headcounts import with_headcounts
from scheduler.solver.cp.model import build
from scheduler.solver.cp.presence import with_reasons
from scheduler.solver.cp.search import search
from scheduler.solver.search.subproblem import EVERY_DAY
from scheduler.wishes import apologies, substitutes

OF_PEOPLE = (
    room_features,
    fixed,
    room_missing,
    unavailable,
    person_clash,
    substitute,
    travel,
    quorum,
    quorum_rule,
    presiding,
    person_load,
)
"""The rules that say who may sit where; what else a hand-made calendar breaks is not this module's matter."""

MAY_FAIL = frozenset({"quorum", "quorum_rule", "presiding"})
"""Rules that a calendar may turn out to break; so may the demand that a required person be there."""

SECONDS_A_DAY = 5.0
A_RULE, AN_APOLOGY, A_SUBSTITUTE, A_CHANGE = 1_000_000_000, 1_000_000, 1_000, 1
"""What is weighed: a rule broken, a point of apologies or of substitutes, a seat that is not filled as it was."""


def seated(problem: Problem, plan: Plan) -> Plan:
    """Return the plan with everyone seated so that as few rules break, and as few apologies are sent, as can be."""
    order = sorted(plan.meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    meetings = []
    for day, theirs in groupby(order, key=lambda meeting: meeting.date):
        meetings += seated_on(problem, day, list(theirs))
    meetings = with_reasons(problem, meetings)
    return replace(plan, meetings=tuple(meetings), occurrences=with_headcounts(plan.occurrences, meetings))


def seated_on(problem: Problem, day: date, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return all meetings of a day with everyone seated as well as can be, and otherwise as they were."""
    codes = [f"{number}" for number in range(len(meetings))]
    ladder_problem = _day_problem(problem, day, dict(zip(codes, meetings, strict=True)))
    choices, post = build(ladder_problem, guarded=True, rules=OF_PEOPLE)
    lifted = []
    for (rule, subject), guard in post.guards.items():
        may_fail = rule in MAY_FAIL or (rule == person_clash.RULE.name and subject not in problem.people)
        if may_fail:
            lifted.append(~guard)
        else:
            choices.model.add(guard == 1)
    absent = AN_APOLOGY * apologies.cost(ladder_problem, choices)
    deputised = A_SUBSTITUTE * substitutes.cost(ladder_problem, choices)
    choices.model.minimize(A_RULE * sum(lifted) + absent + deputised + A_CHANGE * _changed(choices, meetings))
    found = search(choices.model, SECONDS_A_DAY, "")
    if not found.solved:
        return [replace(meeting, attendance=_as_before(problem, meeting)) for meeting in meetings]
    drafted = draft(ladder_problem, choices, found.solver)
    rows = {meeting.body: meeting.attendance for meeting in drafted.meetings}
    return [replace(meeting, attendance=rows.get(code, ())) for code, meeting in zip(codes, meetings, strict=True)]


def _as_before(problem: Problem, meeting: Meeting) -> tuple[Attendance, ...]:
    """Return the seats as they were; whoever is new sends apologies."""
    rows = {(row.person, row.role): row for row in meeting.attendance}
    members = problem.memberships_on(meeting.body, meeting.date)
    fresh = (Attendance(row.person, row.role, row.voting, APOLOGIES) for row in members)
    return tuple(rows.get((row.person, row.role), row) for row in fresh)


def _changed(choices: Attending, meetings: Sequence[Meeting]) -> Expression:
    """Count the seats that are not filled as they were."""
    cost = 0
    for number, meeting in enumerate(meetings):
        rows = {(row.person, row.role): row for row in meeting.attendance}
        for sitting in choices.sittings_of(f"{number}"):
            for membership in choices.members(sitting):
                row = rows.get((membership.person, membership.role))
                if row is not None:
                    cost += 1 - _as_it_was(choices, sitting, membership, row)
    return cost


def _as_it_was(choices: Attending, sitting: Sitting, membership: Membership, row: Attendance) -> Expression:
    if row.outcome == ATTENDS:
        return choices.attends(sitting, membership)
    if row.outcome == SUBSTITUTE and row.substitute in membership.substitutes:
        return choices.deputises(sitting, membership, row.substitute)
    return 1 - choices.seat_filled(sitting, membership)


def _day_problem(problem: Problem, day: date, meetings: dict[str, Meeting]) -> Problem:
    """Return the problem of one day on which each meeting is a body of its own, fixed where it is."""
    memberships = []
    quorum_rules = []
    for code, meeting in meetings.items():
        memberships += [replace(row, body=code) for row in problem.memberships_on(meeting.body, day)]
        quorum_rules += [replace(rule, body=code) for rule in problem.quorum_rules_of(meeting.body)]
    return replace(
        problem,
        settings=replace(problem.settings, start_date=day, end_date=day, publication_date=None),
        periods=(),
        bodies={code: _body(problem, code, meeting) for code, meeting in meetings.items()},
        memberships=tuple(memberships),
        quorum_rules=tuple(quorum_rules),
        meeting_days={},
        sessions={},
        reporting=(),
        themes={},
        projects={},
        fixed_meetings=tuple(FixedMeeting(day, body=code, start=meeting.start) for code, meeting in meetings.items()),
        baseline=None,
    )


def _body(problem: Problem, code: str, meeting: Meeting) -> Body:
    """Return a body that holds exactly one meeting, where and when this one is."""
    housed = meeting.room in problem.rooms
    return replace(
        problem.bodies[meeting.body],
        code=code,
        meeting_day=None,
        session=None,
        cadence=Cadence(minimum=1, maximum=1),
        weekdays=EVERY_DAY,
        start_times=(meeting.start,),
        duration_minutes=meeting.end - meeting.start,
        room=meeting.room if housed else None,
        venue=None,
        room_features=(),
        attendance_mode="in_person" if housed else "online",
        start_date=None,
        end_date=None,
    )
