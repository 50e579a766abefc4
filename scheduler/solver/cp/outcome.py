"""Outcomes of a search: a plan with its bounds, a proof that there is none with its reasons, or neither in time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.law.warning import LawWarning


@dataclass(frozen=True)
class Standing:
    """Where a search stands: a complete plan that breaks no rule, how good it is, and how good it could be.

    `plan` names and numbers the meetings and returns the plan; that takes a moment, so ask only where it is wanted.
    """

    tiers: tuple[Tier, ...]
    plan: Callable[[], Plan]


@dataclass(frozen=True)
class Solved:
    """A plan was found, as good as its tiers say; `slots_proven` tells of the meeting days' slots."""

    plan: Plan
    problem: Problem = field(compare=False)
    """The input: its names and weights are what a plan is told by."""
    slots_proven: bool = True
    earlier: tuple[Standing, ...] = field(default=(), compare=False)
    """Where the search stood before, the latest and best first: should `plan` be refused, one of these may do."""
    law: tuple[LawWarning, ...] = field(default=(), compare=False)
    """What of the plan goes against the law; empty where nobody has looked."""


Watcher: TypeAlias = Callable[[Standing], None]
"""Whoever wants to see every better plan, and every better bound, as soon as it is found."""


@dataclass(frozen=True)
class TriedRemedy:
    """Something that would make room for a plan, and the plan that shows it."""

    words: tuple[str, ...]
    """What is to be done, all of it: a sentence each."""
    reasons: tuple[Reason, ...]
    """What it is done about."""
    problem: Problem = field(compare=False)
    """The input as it would be."""
    plan: Plan = field(compare=False)
    """As good as was found in a short time: its tiers say how good it could be."""
    slots_proven: bool = field(default=True, compare=False)
    """Whether its meeting days take as few slots as they can."""
    within: bool = True
    """Whether there is a plan as well where the reasons are given up, and nothing else is done."""


@dataclass(frozen=True)
class Infeasible:
    """No plan exists; `because` cannot all hold, and without `give_up` there is a plan."""

    because: tuple[Reason, ...]
    give_up: tuple[Reason, ...]
    minimal: bool
    """Whether it was shown that each reason is needed."""
    counts: tuple[Reason, ...] = ()
    """What there is too little of, by a plain count."""
    alternatives: tuple[tuple[Reason, ...], ...] = ()
    """What else could be given up instead, the easiest first."""
    may_help: tuple[Reason, ...] = ()
    """Where nothing to give up could be seen to be enough: what makes room at least for those who have no plan."""
    confirmed: bool = True
    """Whether a second configuration of the solver agrees that the reasons cannot all hold."""
    smallest: bool = True
    """Whether it was shown that nothing less than `give_up` is enough."""
    remedies: tuple[TriedRemedy, ...] = ()
    """What would make room for a plan, what an officer would try first before the others."""
    only_the_law: bool = False
    """Whether the law alone, and what nobody can do, leave no plan: then there is nothing to give up."""


@dataclass(frozen=True)
class OutOfTime:
    """The time limit passed with neither a plan nor a confirmed proof that there is none."""

    counts: tuple[Reason, ...] = ()
    """What there is too little of, by a plain count: proof by itself that no plan exists."""


Outcome = Solved | Infeasible | OutOfTime
