"""Every plan of a tiny council with a meeting on another day: what the answers of `why` are held against."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from every_plan import _placements, _seated

from scheduler.checking import check, recount
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import SEATS
from scheduler.rules import about
from scheduler.solver.cp.solution import PartialSolution, finished


@dataclass(frozen=True)
class OtherPlan:
    """One plan with the meeting there: how many others move, whether as many are held, and how high each tier is."""

    moved: int
    as_many: bool
    tiers: tuple[int, ...]


def every_other_plan(problem: Problem, plan: Plan, asked: Asked, day: object) -> Iterator[OtherPlan]:
    """Yield every plan that breaks no rule with the meeting (and its whole meeting day) on the day."""
    before = Counter((m.body, m.date, m.start) for m in plan.live if m.uid not in asked.uids)
    held = Counter(meeting.body for meeting in plan.live)
    for solution in _placements(problem):
        if asked.occurrence is None:
            there = [m for m in solution.meetings if (m.body, m.date) == (asked.code, day)][:1]
        else:
            there = [m for m in solution.meetings if (m.meeting_day, m.date) == (asked.mover, day)]
            there = there if any(m.body == asked.code for m in there) else []
        after = Counter((m.body, m.date, m.start) for m in solution.meetings)
        after -= Counter((m.body, m.date, m.start) for m in there)
        as_many = held == Counter(meeting.body for meeting in solution.meetings)
        for made in _every_seating(problem, solution) if there else ():
            values, _ = recount(replace(problem, baseline=None), made)
            yield OtherPlan((before - after).total(), as_many, tuple(values.values()))


def _every_seating(problem: Problem, solution: PartialSolution) -> Iterator[Plan]:
    broken = {breach.rule for breach in check(problem, finished(problem, _seated(problem, solution, None), ()))}
    seats = [row for meeting in solution.meetings for row in problem.memberships_on(meeting.body, meeting.date)]
    ways = [("attends", *row.substitutes, "apologies") for row in seats]
    of_seats = {"plan", *(rule.RULE.name for rule in about(SEATS))}
    for outcome in product(*ways) if not broken - of_seats else ():
        made = finished(problem, _seated(problem, solution, outcome), ())
        if not check(problem, made):
            yield made
