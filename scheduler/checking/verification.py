"""A plan of the solver is verified by the checker, which never knows the solver, before anything is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from scheduler.checking.breaches import check as breaches_of
from scheduler.checking.breaches import recount
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.errors import BrokenPlan
from scheduler.rules import meeting_day


class Earlier(Protocol):
    """A complete plan that a search held before its best."""

    def plan(self) -> Plan:
        """Return the plan."""


class Proposal(Protocol):
    """What a search proposes: its best plan, and those it held before, the best first."""

    @property
    def plan(self) -> Plan:
        """The best plan."""

    @property
    def slots_proven(self) -> bool:
        """Whether the slots of its meeting days are shown to be as few as they can be."""

    @property
    def earlier(self) -> Sequence[Earlier]:
        """The plans before it."""


@dataclass(frozen=True)
class Verified:
    """The best plan of a search that the checker has passed."""

    plan: Plan
    refused: tuple[Breach, ...] = ()
    """Why better ones were refused, which is a fault of this program; empty where this one is the search's best."""


def best_verified(problem: Problem, proposal: Proposal) -> Verified | None:
    """Return the best plan of a search that passes the check, with its scores counted afresh.

    None where time ran out before the slots of a meeting day were as few as they can be.

    Raises
    ------
    BrokenPlan
        If no plan of the search passes; with the breaches of its best.

    """
    try:
        plan = verified(problem, proposal.plan, slots_proven=proposal.slots_proven)
    except BrokenPlan as trouble:
        return Verified(_before(problem, proposal, trouble), trouble.breaches)
    return None if plan is None else Verified(plan)


def _before(problem: Problem, proposal: Proposal, trouble: BrokenPlan) -> Plan:
    """Return the best of the earlier plans that passes, or raise why the search's best did not."""
    for earlier in proposal.earlier:
        try:
            plan = verified(problem, earlier.plan(), slots_proven=False)
        except BrokenPlan:
            continue
        if plan is not None:
            return plan
    raise trouble


def verified(problem: Problem, found: Plan, *, slots_proven: bool) -> Plan | None:
    """Return the plan with its scores counted afresh, once it is seen to break no rule.

    Parameters
    ----------
    problem : Problem
        The input.
    found : Plan
        The solver's plan, with the value and bound of each tier as the solver has them.
    slots_proven : bool
        Whether the solver has proven that the slots of the meeting days are as few as they can be.

    Returns
    -------
    None where time ran out before those slots were proven, and more than needed are the only thing wrong.

    Raises
    ------
    BrokenPlan
        If it breaks a rule, or is worse than the solver says.

    """
    breaches = breaches_of(problem, found)
    values, wishes = recount(problem, found)
    worse = [tier for tier in found.tiers if values[tier.name] > tier.value]
    breaches += tuple(
        Breach("plan", f"The solver counts {tier.value} for {tier.name}, a recount {values[tier.name]}.")
        for tier in worse
    )
    if not slots_proven and meeting_day.only_slots(breaches):
        return None
    if breaches:
        raise BrokenPlan(breaches)
    tiers = tuple(
        replace(tier, value=values[tier.name], bound=min(tier.bound, values[tier.name])) for tier in found.tiers
    )
    proven = slots_proven and all(tier.proven for tier in tiers)
    return replace(found, tiers=tiers, wishes=wishes, status="optimal" if proven else "feasible")
