"""The two faces of each rule agree: what `enforce` forbids is what `breaches` finds, on random calendars.

They are written apart, one for a solver and one from the rule's words. Who is required and missing is told by the
checker as `unavailable` or `person_clash`, by its cause, and forbidden to the solver by one of the two whatever the
cause: those two are held together.
"""

from dataclasses import replace
from functools import cache

import made_up_rule
import pytest
from random_calendars import a_calendar_a_solver_may_think_of, a_council
from rounds import rounds
from solver_face import allows

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.rules import RULES, broken, person_clash, start_time, unavailable
from scheduler.rules.protocol import RuleFile

SEEDS = range(rounds(60))
SOME = rounds(30)
"""How many of them are planned again."""
MOMENTS = ("", "2015-11-18T12:00:00Z", "2015-11-20T09:00:00Z")
"""When the calendar is planned again: what has been held, or called, by then is a fact. Never, with the first."""
OF_PRESENCE: list[RuleFile] = [unavailable, person_clash]
ALONE: list[list[RuleFile]] = [[rule] for rule in (*RULES, made_up_rule) if rule not in OF_PRESENCE]


@cache
def possible(moment: str = "") -> list[tuple[int, Problem, Plan]]:
    """Return calendars whose meetings a model has days for: the rule of starts demands nothing, so that it can tell."""
    drawn = [(seed, a_council(seed)) for seed in SEEDS]
    plans = [(seed, problem, a_calendar_a_solver_may_think_of(problem, seed)) for seed, problem in drawn]
    if moment:
        at_venue = [(seed, problem, _at_the_venue(problem, plan)) for seed, problem, plan in plans[:SOME]]
        plans = [(seed, replace(problem, baseline=plan, as_of=moment), plan) for seed, problem, plan in at_venue]
    return [(seed, problem, plan) for seed, problem, plan in plans if allows(start_time, problem, plan)]


def _at_the_venue(problem: Problem, plan: Plan) -> Plan:
    """Return a calendar with its meeting days where they should be, wherever its facts are."""
    days = problem.meeting_days
    held = (replace(one, venue=days[one.meeting_day].venue or one.venue) for one in plan.occurrences)
    return replace(plan, occurrences=tuple(held))


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("rules", [*ALONE, OF_PRESENCE], ids=lambda rules: rules[0].RULE.name)
def test_what_is_forbidden_is_what_is_found_broken(rules: list[RuleFile], moment: str) -> None:
    for seed, problem, plan in possible(moment):
        found = [breach.message for breach in broken(problem, plan, rules)]
        allowed = all(allows(rule, problem, plan) for rule in rules)
        assert allowed == (not found), f"calendar {seed}: {found}"


@pytest.mark.parametrize("moment", MOMENTS)
def test_enough_calendars_are_tried(moment: str) -> None:
    assert len(possible(moment)) >= (SOME if moment else len(SEEDS)) // 2
    assert sum(bool(problem.held) for _, problem, _ in possible(moment)) >= (SOME // 3 if moment else 0)
