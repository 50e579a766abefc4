"""What every wish file offers: one wish, what it says of itself, and its two faces."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import ALL, Choices, Expression, Horizon, Matter, Scope
from scheduler.languages import phrase

ROWS, UNITS, POUNDS = "rows", "units", "pounds"
"""How what is not granted of a wish is counted: each row as one, by its units, or as money."""


@dataclass(frozen=True)
class Wish:
    """What a wish says of itself.

    Parameters
    ----------
    name : str
        Its name in the input's table of wishes and in documents.
    words : str
        What it asks for, as an officer reads it: `Meet on a preferred weekday`.
    tier : str
        What it belongs to: tiers are minimised one after another.
    weight : int
        What one unit that is not granted costs, unless the input says otherwise.
    touches : set of Matter
        All that its cost depends on: whatever else changes, it stays.
    horizon : Horizon
        How far it looks: what lies further apart than that is priced one by one.
    scope : Scope, optional
        Of whose meetings it speaks at once, where it looks over the whole calendar; ALL is always true, and slower.
    counted : pair of str
        What one and several of what it counts are called: `uneven interval`, `uneven intervals`.
    measured : str
        How many the rows that `score` yields make: ROWS, UNITS or POUNDS.
    kinds : callable, optional
        Names rows by their units, where those that weigh differently are called differently, in place of `counted`.
    named : bool
        Whether each of these rows is told, with its reason, wherever a plan is, and not their number alone.
    lazy : bool
        Whether models leave it out as long as plans without it grant it all the same: bounds stay true, and lower.

    """

    name: str
    words: str
    tier: str
    weight: int
    touches: AbstractSet[Matter]
    horizon: Horizon
    scope: Scope = ALL
    counted: tuple[str, str] = ("wish not granted", phrase("wishes not granted"))
    measured: str = ROWS
    kinds: Callable[[int], tuple[str, str]] | None = None
    named: bool = False
    lazy: bool = False

    def weight_in(self, problem: Problem) -> int:
        """Return what one unit costs in an input; 0 where it is turned off."""
        return problem.wish_weights.get(self.name, self.weight)


class WishFile(Protocol):
    """A wish: priced for the solver by `cost`, counted afresh in any plan by `score`."""

    WISH: Wish

    def cost(self, problem: Problem, choices: Choices) -> Expression:
        """State what is not granted, in units, to the solver."""

    def score(self, problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
        """Count what a plan does not grant, at its price."""
