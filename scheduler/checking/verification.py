"""A plan of the solver is verified by the checker, which never knows the solver, before anything is made of it."""

from dataclasses import replace

from scheduler.checking.breaches import check as breaches_of
from scheduler.checking.breaches import recount
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.errors import BrokenPlan
from scheduler.rules import meeting_day


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
    tiers = tuple(Tier(tier.name, values[tier.name], min(tier.bound, values[tier.name])) for tier in found.tiers)
    proven = slots_proven and all(tier.proven for tier in tiers)
    return replace(found, tiers=tiers, wishes=wishes, status="optimal" if proven else "feasible")
