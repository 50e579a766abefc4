"""Who sits where, left as members know it: of calendars that are equally good, the one that seats people as before."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.checking.consequences import recount_of_dates
from scheduler.checking.verification import verified
from scheduler.domain.plan import Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import in_parts
from scheduler.domain.verbs import SEATS
from scheduler.errors import BrokenPlan
from scheduler.rules import about, furthest
from scheduler.solver.cp.attendance import breaches_of_seats, with_headcounts, with_reasons


def seated_as_before(problem: Problem, plan: Plan) -> Plan:
    """Return a plan with people seated as in the calendar before, wherever their meetings stand as they stood.

    A search minimises apologies and substitutes, and takes any of the ways of seating people that are equally good;
    whoever has been told to deputise is to be told otherwise only where something is better by it. Meetings that a
    rule about seats looks at together are kept together, or not at all.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar before as its baseline.
    plan : Plan
        A plan that the checker has passed.

    Returns
    -------
    The plan, checked again; as it was given where there is nothing to keep, or where any tier would be worse.

    """
    before = {} if problem.published is None else {one.uid: one for one in problem.published.live}
    meetings: list[Meeting] = []
    for together in in_parts(plan.meetings, furthest(problem, about(SEATS))):
        kept = [_seated_as(problem, before.get(one.uid), one) for one in together]
        meetings += kept if kept != list(together) and _is_as_good(problem, together, kept) else together
    meetings = with_reasons(problem, sorted(meetings, key=lambda one: (one.date, one.start, one.body)))
    if sorted(map(_seats, meetings)) == sorted(map(_seats, plan.meetings)):
        return plan
    occurrences = with_headcounts(problem, plan.occurrences, meetings)
    try:
        found = verified(problem, replace(plan, meetings=tuple(meetings), occurrences=occurrences), slots_proven=True)
    except BrokenPlan:
        return plan
    return plan if found is None else replace(found, status=plan.status)


def _seated_as(problem: Problem, was: Meeting | None, now: Meeting) -> Meeting:
    """Return a meeting with the seats it had before, where it stands as it stood and has the same members."""
    if was is None or not now.live or problem.is_fact(now) or _stands(was) != _stands(now):
        return now
    same_members = {_member(row) for row in was.attendance} == {_member(row) for row in now.attendance}
    return replace(now, attendance=was.attendance) if same_members else now


def _is_as_good(problem: Problem, before: Sequence[Meeting], after: Sequence[Meeting]) -> bool:
    """Whether some meetings by themselves keep the rules about seats, and come to the same in every tier."""
    days = [one.date for one in before]
    one, other = (Plan("", min(days), max(days), meetings=tuple(meetings)) for meetings in (before, after))
    if breaches_of_seats(problem, after):
        return False
    return recount_of_dates(problem, one)[0] == recount_of_dates(problem, other)[0]


def _stands(meeting: Meeting) -> tuple[object, ...]:
    return (meeting.date, meeting.start, meeting.end, meeting.room)


def _member(row: Attendance) -> tuple[str, str, bool]:
    return (row.person, row.role, row.voting)


def _seats(meeting: Meeting) -> tuple[str, int, list[tuple[str, str, str, str]]]:
    seats = ((row.person, row.role, row.outcome, row.substitute or "") for row in meeting.attendance)
    return (meeting.body, meeting.sequence, sorted(seats))
