"""Seat people at a calendar made by hand, as well as they can be: day by day, for days share nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from scheduler.domain.absences import person_away
from scheduler.domain.bodies import Body, Cadence
from scheduler.domain.consequences import days_concerned, members_differ
from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.seating import in_the_way
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
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.attendance import with_headcounts, with_reasons
from scheduler.solver.cp.model import build
from scheduler.solver.cp.runs import search
from scheduler.solver.cp.solution import solution_of
from scheduler.solver.search.decomposition import EVERY_DAY
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
    day_problem = _day_problem(problem, day, dict(zip(codes, meetings, strict=True)))
    choices, post = build(day_problem, guarded=True, rules=OF_PEOPLE)
    lifted = []
    for (rule, subject), guard in post.guards.items():
        may_fail = rule in MAY_FAIL or (rule == person_clash.RULE.name and subject not in problem.people)
        if may_fail:
            lifted.append(~guard)
        else:
            choices.model.add(guard == 1)
    absent = AN_APOLOGY * apologies.cost(day_problem, choices)
    deputised = A_SUBSTITUTE * substitutes.cost(day_problem, choices)
    choices.model.minimize(A_RULE * sum(lifted) + absent + deputised + A_CHANGE * _changed(choices, meetings))
    found = search(choices.model, SECONDS_A_DAY, "")
    if not found.solved:
        return [replace(meeting, attendance=_as_before(problem, meeting)) for meeting in meetings]
    drafted = solution_of(day_problem, choices, found.solver)
    rows = {meeting.body: meeting.attendance for meeting in drafted.meetings}
    return [replace(meeting, attendance=rows.get(code, ())) for code, meeting in zip(codes, meetings, strict=True)]


def _as_before(problem: Problem, meeting: Meeting) -> tuple[Attendance, ...]:
    """Return the seats as they were; whoever is new sends apologies."""
    rows = {(row.person, row.role): row for row in meeting.attendance}
    members = problem.memberships_on(meeting.body, meeting.date)
    fresh = (Attendance(row.person, row.role, row.voting, APOLOGIES) for row in members)
    return tuple(rows.get((row.person, row.role), row) for row in fresh)


def _changed(choices: Decisions, meetings: Sequence[Meeting]) -> Expression:
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


def _as_it_was(choices: Decisions, sitting: Sitting, membership: Membership, row: Attendance) -> Expression:
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


OF_SEATS = (unavailable, person_clash, substitute, travel, quorum, quorum_rule, presiding, person_load)
"""The rules that a seat filled or left empty may break."""


def reseated(before: Problem, after: Problem, plan: Plan) -> Plan:
    """Return the calendar with people seated as a changed input demands.

    Where those who join are free and nobody's absence could be mended, that is plain; elsewhere a small model of the
    day finds the seats with which fewest rules break, fewest apologies are sent, and most sit where they sat.

    Parameters
    ----------
    before, after : Problem
        The input of the calendar, and the changed one.
    plan : Plan
        The calendar, people seated.

    """
    days = days_concerned(before, after, plan)
    order = sorted(plan.meetings, key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    meetings: list[Meeting] = []
    for day, all_theirs in groupby(order, key=lambda meeting: meeting.date):
        theirs = list(all_theirs)
        live = [meeting for meeting in theirs if meeting.live and meeting.body in after.bodies]
        if live and (day in days if days is not None else _stale(before, after, day, live)):
            meetings += [meeting for meeting in theirs if meeting not in live]
            meetings += with_reasons(after, _with_newcomers(before, after, live) or _by_the_solver(after, day, live))
        else:
            meetings += theirs
    meetings.sort(key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    return replace(plan, meetings=tuple(meetings), occurrences=with_headcounts(plan.occurrences, meetings))


def _by_the_solver(problem: Problem, day: date, meetings: Sequence[Meeting]) -> list[Meeting]:
    from scheduler.solver.repair.seat_assignment import seated_on  # noqa: PLC0415 - most changes do without the solver, slow to load

    return seated_on(problem, day, meetings)


def _stale(before: Problem, problem: Problem, day: date, meetings: Sequence[Meeting]) -> bool:
    """Whether members differ, or the seats of a day break a rule, are not theirs, or leave out somebody who is free."""
    for meeting in meetings:
        if members_differ(before, problem, meeting.body, day):
            return True
        wanted = {(row.person, row.role, row.voting) for row in problem.memberships_on(meeting.body, day)}
        if wanted != {(row.person, row.role, row.voting) for row in meeting.attendance}:
            return True
        for row in meeting.attendance:
            if row.outcome != ATTENDS and _is_free(problem, row.person, meeting, meetings):
                return True
    return _broken(problem, day, meetings)


def _broken(problem: Problem, day: date, meetings: Sequence[Meeting]) -> bool:
    plan = Plan("", day, day, meetings=tuple(meetings))
    return any(True for rule in OF_SEATS for _ in rule.breaches(problem, plan))


def _with_newcomers(before: Problem, after: Problem, meetings: Sequence[Meeting]) -> list[Meeting] | None:
    """Return the day with those who left gone and those who joined there; None where it takes more thought."""
    made = []
    loosened = False
    for meeting in meetings:
        rows = {(row.person, row.role): row for row in meeting.attendance}
        was = {(row.person, row.role): row for row in before.memberships_on(meeting.body, meeting.date)}
        members = after.memberships_on(meeting.body, meeting.date)
        seats = {(member.person, member.role) for member in members}
        somebody_left, somebody_came = bool(rows.keys() - seats), bool(seats - rows.keys())
        loosened = loosened or somebody_left or (somebody_came and _could_spare(after, meeting, meetings))
        attendance = [
            _row(after, member, rows.get((member.person, member.role)), was, meeting, meetings) for member in members
        ]
        if None in attendance:
            return None
        made.append(replace(meeting, attendance=tuple(row for row in attendance if row is not None)))
    absent = any(row.outcome != ATTENDS for meeting in made for row in meeting.attendance)
    if (loosened and absent) or _broken(after, meetings[0].date, made):
        return None
    return made


def _could_spare(problem: Problem, meeting: Meeting, meetings: Sequence[Meeting]) -> bool:
    """Whether somebody who sits at a meeting need not, now that more are there, and may be wanted elsewhere."""
    if any(row.outcome == SUBSTITUTE for row in meeting.attendance):
        return True
    here = {person for _, person in meeting.present()}
    others = [other for other in meetings if other is not meeting and _excludes(problem, other, meeting)]
    return any(
        here & {row.person, *row.substitutes}
        for other in others
        for row in problem.memberships_on(other.body, other.date)
    )


def _excludes(problem: Problem, one: Meeting, two: Meeting) -> bool:
    """Whether who sits at the one may be kept from the other by it."""
    return problem.settings.max_meetings_per_person_per_day is not None or in_the_way(problem, one, two)


def _row(
    problem: Problem,
    member: Membership,
    row: Attendance | None,
    was: dict[tuple[str, str], Membership],
    meeting: Meeting,
    meetings: Sequence[Meeting],
) -> Attendance | None:
    """Return the member's row: as it was, or there if they are free; None where neither is plain."""
    if row is not None:
        same_deputies = was.get((member.person, member.role), member).substitutes == member.substitutes
        return replace(row, voting=member.voting) if row.outcome == ATTENDS or same_deputies else None
    if _is_free(problem, member.person, meeting, meetings):
        return Attendance(member.person, member.role, member.voting, ATTENDS)
    return None


def _is_free(problem: Problem, person: str, meeting: Meeting, meetings: Sequence[Meeting]) -> bool:
    """Whether somebody who does not sit at a meeting could."""
    if person_away(problem, person, meeting.date, meeting.start, meeting.end) is not None:
        return False
    theirs = [other for other in meetings if other is not meeting and person in {who for _, who in other.present()}]
    most = problem.settings.max_meetings_per_person_per_day
    engagements = {other.meeting_day or other.uid for other in [*theirs, meeting]}
    deputises = any(row.substitute == person for row in meeting.attendance if row.outcome == SUBSTITUTE)
    busy = any(in_the_way(problem, other, meeting) for other in theirs) or deputises
    return not busy and (most is None or len(engagements) <= most)
