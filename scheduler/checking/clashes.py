"""Every two meetings that overlap and share members."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product

from scheduler.checking.integrity import without_unknown_codes
from scheduler.domain.plan import ATTENDS, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash
from scheduler.domain.seating import in_the_way, too_close_in_words
from scheduler.domain.verbs import MEETING, SEATS
from scheduler.rules import about, beyond, broken


def clashes(problem: Problem, plan: Plan, breaches: Sequence[Breach]) -> tuple[Clash, ...]:
    """List every two meetings that overlap, travel included, and share members, in order of time.

    Parameters
    ----------
    problem : Problem
        The input; members whose attendance is optional are left out.
    plan : Plan
        The calendar, people seated.
    breaches : Sequence[Breach]
        What `check` found: a clash is broken if any of it comes of the clash.

    """
    familiar, _ = without_unknown_codes(problem, plan)
    of_seats = {rule.RULE.name for rule in about(SEATS)}
    concerned = (breach for breach in breaches if breach.rule in of_seats)
    suspected = {pair for breach in concerned for pair in product(breach.bodies, breach.dates)}
    found = []
    for one, two in _overlapping(problem, familiar):
        shared = _bound_members(problem, one) & _bound_members(problem, two)
        if shared:
            by_it = not suspected.isdisjoint({(one.body, one.date), (two.body, two.date)}) and (
                _comes_of_both(problem, one, two, shared)
                or _comes_of_absence(problem, one, two, shared)
                or _comes_of_absence(problem, two, one, shared)
            )
            apart = too_close_in_words(problem, one, two)
            found.append(Clash((one.body, two.body), (one.date,), tuple(sorted(shared)), by_it, apart))
    return tuple(found)


def _overlapping(problem: Problem, plan: Plan) -> Iterator[tuple[Meeting, Meeting]]:
    of_day = defaultdict[date, list[Meeting]](list)
    for meeting in plan.live:
        of_day[meeting.date].append(meeting)
    for _, meetings in sorted(of_day.items()):
        meetings.sort(key=lambda meeting: (meeting.start, meeting.body, meeting.sequence))
        yield from (pair for pair in combinations(meetings, 2) if in_the_way(problem, *pair))


def _bound_members(problem: Problem, meeting: Meeting) -> set[str]:
    """Return everyone with a membership in force that does not let them stay away."""
    return {row.person for row in problem.memberships_on(meeting.body, meeting.date) if not row.optional}


def _comes_of_both(problem: Problem, one: Meeting, two: Meeting, shared: set[str]) -> bool:
    """Whether the two together break a rule about seats of a shared member that neither breaks alone."""
    for rule in beyond(MEETING, about(SEATS)):
        alone = {_gist(breach) for meeting in (one, two) for breach in broken(problem, _only(meeting), (rule,))}
        both = broken(problem, _only(one, two), (rule,))
        if any(shared & set(breach.people) and _gist(breach) not in alone for breach in both):
            return True
    return False


def _comes_of_absence(problem: Problem, here: Meeting, there: Meeting, shared: set[str]) -> bool:
    """Whether a meeting breaks a rule about its seats that it would keep, or break less, with those at the other.

    Of a rule that looks further than one meeting, only what concerns those members counts.
    """
    missing = shared & (_sitting(there) - _sitting(here))
    joined = replace(here, attendance=tuple(_attending(problem, here, missing)))
    for rule in about(SEATS) if missing else ():
        found, left = (tuple(broken(problem, _only(meeting), (rule,))) for meeting in (here, joined))
        if rule.RULE.horizon == MEETING:
            if found and found != left:
                return True
        elif {breach.people for breach in found if shared & set(breach.people)} - {breach.people for breach in left}:
            return True
    return False


def _attending(problem: Problem, meeting: Meeting, people: set[str]) -> Iterator[Attendance]:
    """Yield a meeting's attendance with some of its members there in person."""
    yield from (row for row in meeting.attendance if row.person not in people)
    for row in problem.memberships_on(meeting.body, meeting.date):
        if row.person in people:
            yield Attendance(row.person, row.role, row.voting, ATTENDS)


def _only(*meetings: Meeting) -> Plan:
    """Return a calendar of these meetings and no others."""
    return Plan("", meetings[0].date, meetings[0].date, meetings=meetings)


def _gist(breach: Breach) -> tuple[str, str]:
    return breach.rule, breach.message


def _sitting(meeting: Meeting) -> set[str]:
    return {person for _, person in meeting.present()}
