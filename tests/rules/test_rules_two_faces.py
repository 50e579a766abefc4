"""The two faces of each rule agree: what `enforce` forbids is what `breaches` finds, on random calendars.

They are written apart, one for a solver and one from the rule's words. Who is required and missing is told by the
checker as `unavailable` or `person_clash`, by its cause, and forbidden to the solver by one of the two whatever the
cause: those two are held together.
"""

from functools import cache

import made_up_rule
import pytest
from random_calendars import a_calendar_a_solver_may_think_of, a_council
from solver_face import allows

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.rules import RULES, person_clash, start_time, unavailable
from scheduler.rules.protocol import RuleFile

SEEDS = range(60)
OF_PRESENCE: list[RuleFile] = [unavailable, person_clash]
ALONE: list[list[RuleFile]] = [[rule] for rule in (*RULES, made_up_rule) if rule not in OF_PRESENCE]


@cache
def possible() -> list[tuple[int, Problem, Plan]]:
    """Return calendars whose meetings a model has days for: the rule of starts demands nothing, so that it can tell."""
    drawn = [(seed, a_council(seed)) for seed in SEEDS]
    plans = [(seed, problem, a_calendar_a_solver_may_think_of(problem, seed)) for seed, problem in drawn]
    return [(seed, problem, plan) for seed, problem, plan in plans if allows(start_time, problem, plan)]


@pytest.mark.parametrize("rules", [*ALONE, OF_PRESENCE], ids=lambda rules: rules[0].RULE.name)
def test_what_is_forbidden_is_what_is_found_broken(rules: list[RuleFile]) -> None:
    for seed, problem, plan in possible():
        broken = [breach.message for rule in rules for breach in rule.breaches(problem, plan)]
        allowed = all(allows(rule, problem, plan) for rule in rules)
        assert allowed == (not broken), f"calendar {seed}: {broken}"


def test_enough_calendars_are_tried() -> None:
    assert len(possible()) >= len(SEEDS) // 2
