"""What every wish file offers: one wish with two faces."""

from collections.abc import Iterator
from typing import Protocol

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import Choices, Expression


class Wish(Protocol):
    """A wish: priced for the solver by `cost`, counted afresh in any plan by `score`."""

    WISH: str
    TIER: str
    WEIGHT: int

    def cost(self, problem: Problem, choices: Choices) -> Expression:
        """State what is not granted, in units, to the solver."""

    def score(self, problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
        """Count what a plan does not grant, at its price."""
