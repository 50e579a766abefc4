"""What every rule file offers: one rule with two faces."""

from collections.abc import Iterator
from typing import Protocol

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.verbs import Choices, Post


class Rule(Protocol):
    """A rule: stated to the solver by `enforce`, found broken in any plan by `breaches`."""

    RULE: str

    def enforce(self, problem: Problem, choices: Choices, post: Post) -> None:
        """State the rule to the solver, each demand with its reason."""

    def breaches(self, problem: Problem, plan: Plan) -> Iterator[Breach]:
        """Find the rule broken in a plan."""
