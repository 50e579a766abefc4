"""Repair heuristic: people seated as a changed input demands, by the solver only where no plain way will do.

A membership that comes or goes touches few seats: where those who join are free and nobody's absence could be mended,
nothing else is moved (minimal perturbation). "Free" is asked of the rules: that a seat taken breaks none anew.
"""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.domain.consequences import days_concerned, members_differ
from scheduler.domain.people import Membership
from scheduler.domain.plan import ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.seating import in_parts
from scheduler.domain.verbs import SEATS
from scheduler.rules import about, furthest
from scheduler.solver.cp.attendance import breaches_of_seats, breaks_anew, with_headcounts, with_reasons
from scheduler.solver.cp.seat_dealing import dealt
from scheduler.solver.repair.seat_assignment import seated_together


def reseated(before: Problem, after: Problem, plan: Plan) -> Plan:
    """Return the calendar with people seated as a changed input demands.

    Where those who join are free and nobody's absence could be mended, that is plain; elsewhere the seats of the day
    are dealt, or a small model finds those with which fewest rules break, fewest apologies are sent, and most sit
    where they sat.

    Parameters
    ----------
    before, after : Problem
        The input of the calendar, and the changed one.
    plan : Plan
        The calendar, people seated.

    """
    days = days_concerned(before, after, plan)
    meetings: list[Meeting] = []
    for theirs in in_parts(plan.meetings, furthest(after, about(SEATS))):
        live = [one for one in theirs if one.live and (one.body in after.bodies or after.is_fact(one))]
        concerned = any(one.date in days for one in live) if days is not None else _stale(before, after, live)
        if live and concerned:
            meetings += [meeting for meeting in theirs if meeting not in live]
            meetings += with_reasons(
                after,
                _with_newcomers(before, after, live) or _dealt_anew(after, live) or seated_together(after, live),
            )
        else:
            meetings += theirs
    meetings.sort(key=lambda meeting: (meeting.date, meeting.start, meeting.body))
    return replace(plan, meetings=tuple(meetings), occurrences=with_headcounts(after, plan.occurrences, meetings))


def _stale(before: Problem, problem: Problem, meetings: Sequence[Meeting]) -> bool:
    """Whether members differ, or seats break a rule, are not theirs, or leave out somebody who is free."""
    asked = [meeting for meeting in meetings if not problem.is_fact(meeting)]
    for meeting in asked:
        if members_differ(before, problem, meeting.body, meeting.date):
            return True
        wanted = {(row.person, row.role, row.voting) for row in problem.memberships_on(meeting.body, meeting.date)}
        if wanted != {(row.person, row.role, row.voting) for row in meeting.attendance}:
            return True
    absent = ((meeting, row) for meeting in asked for row in meeting.attendance if row.outcome != ATTENDS)
    return bool(breaches_of_seats(problem, meetings)) or any(
        _is_free(problem, row.person, meeting, meetings) for meeting, row in absent
    )


def _with_newcomers(before: Problem, after: Problem, meetings: Sequence[Meeting]) -> list[Meeting] | None:
    """Return the day with those who left gone and those who joined there; None where it takes more thought."""
    made = []
    loosened = False
    for meeting in meetings:
        if after.is_fact(meeting):
            made.append(meeting)
            continue
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
    asked = (meeting for meeting in made if not after.is_fact(meeting))
    absent = any(row.outcome != ATTENDS for meeting in asked for row in meeting.attendance)
    if (loosened and absent) or breaches_of_seats(after, made):
        return None
    return made


def _dealt_anew(problem: Problem, meetings: Sequence[Meeting]) -> list[Meeting] | None:
    """Return the meetings of one day with their seats dealt as well as can be; None where that is not shown.

    Dealing heeds few of the rules, so it is a relaxation: where what it finds breaks none at all, nothing is better.
    """
    asked = [meeting for meeting in meetings if not problem.is_fact(meeting)]
    facts = [meeting for meeting in meetings if problem.is_fact(meeting)]
    if len({meeting.date for meeting in asked}) != 1:
        return None
    hands = dealt(problem, asked, facts)
    made = [*facts, *hands.meetings]
    return made if hands.exact and not breaches_of_seats(problem, made) else None


def _could_spare(problem: Problem, meeting: Meeting, meetings: Sequence[Meeting]) -> bool:
    """Whether somebody who sits at a meeting need not, now that more are there, and may be wanted elsewhere."""
    if any(row.outcome == SUBSTITUTE for row in meeting.attendance):
        return True
    here = {person for _, person in meeting.present()}
    for other in meetings:
        if other is not meeting:
            members = problem.memberships_on(other.body, other.date)
            wanted = {person for row in members for person in (row.person, *row.substitutes)} & here
            kept_away = sorted(wanted - {person for _, person in other.present()})
            if any(not _is_free(problem, person, other, meetings) for person in kept_away):
                return True
    return False


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
    """Whether somebody who does not sit at a meeting could: a seat more would newly break no rule about seats."""
    sits_there = any(there == person for _, there in meeting.present())
    return not sits_there and not breaks_anew(problem, person, meeting, meetings)
