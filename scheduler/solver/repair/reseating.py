"""Seat people anew where members have changed, dates and rooms as published; whoever can sits as before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from scheduler.domain.absences import person_away
from scheduler.domain.consequences import days_concerned, members_differ
from scheduler.domain.people import Membership
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import in_the_way
from scheduler.rules import person_clash, person_load, presiding, quorum, quorum_rule, substitute, travel, unavailable
from scheduler.solver.cp.headcounts import with_headcounts
from scheduler.solver.cp.presence import with_reasons

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
    from scheduler.solver.repair.seating import seated_on  # noqa: PLC0415 - most changes do without the solver, slow to load

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
