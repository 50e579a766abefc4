"""Every two meetings that overlap and share members."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from scheduler.checking.unknown_codes import without_strangers
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Clash
from scheduler.domain.seating import filled_seats, in_the_way, matching_present
from scheduler.rules import presiding, quorum, quorum_rule

OF_THE_PAIR = frozenset({"person_clash", "travel", "substitute"})
"""Rules whose breach names the person who should be at both meetings."""
OF_ONE_OF_THEM = frozenset({quorum.RULE.name, quorum_rule.RULE.name, presiding.RULE.name})
"""Rules that a meeting breaks because members sit at the other one."""


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
    familiar, _ = without_strangers(problem, plan)
    suspects = defaultdict[date, list[Breach]](list)
    for breach in breaches:
        for day in breach.dates if breach.rule in OF_THE_PAIR | OF_ONE_OF_THEM else ():
            suspects[day].append(breach)
    found = []
    for one, two in _overlapping(problem, familiar):
        shared = _bound_members(problem, one) & _bound_members(problem, two)
        if shared:
            broken = any(_comes_of(problem, breach, one, two, shared) for breach in suspects[one.date])
            found.append(Clash((one.body, two.body), (one.date,), tuple(sorted(shared)), broken))
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


def _comes_of(problem: Problem, breach: Breach, one: Meeting, two: Meeting, shared: set[str]) -> bool:
    """Whether a breach comes of two meetings at once."""
    if breach.rule in OF_THE_PAIR:
        alone = breach.rule == "substitute" and set(breach.bodies) <= {one.body, two.body}
        return bool(shared & set(breach.people)) and (alone or {one.body, two.body} <= set(breach.bodies))
    return any(
        here.body in breach.bodies
        and _would_count(problem, breach.rule, here, shared & (_sitting(there) - _sitting(here)))
        for here, there in ((one, two), (two, one))
    )


def _would_count(problem: Problem, rule: str, meeting: Meeting, people: set[str]) -> bool:
    """Whether anyone of these members would count for what the meeting lacks, were they there."""
    rows = [row for row in problem.memberships_on(meeting.body, meeting.date) if row.person in people]
    if rule == quorum.RULE.name:
        return any(row.voting for row in rows)
    if rule == presiding.RULE.name:
        return any(row.presides for row in rows)
    seats = tuple(filled_seats(problem, meeting))
    unmet = [
        wanted
        for wanted in problem.quorum_rules_of(meeting.body)
        if matching_present(problem, wanted, seats) < wanted.minimum
    ]
    return any(problem.matches(wanted, row) for wanted in unmet for row in rows)


def _sitting(meeting: Meeting) -> set[str]:
    return {person for _, person in meeting.present()}
