"""No plan of the solver is believed before the checker, which knows nothing of the solver, has vouched for it."""

from dataclasses import replace

from scheduler.checking.breaches import check as breaches_of
from scheduler.checking.breaches import recount
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.errors import BrokenPlan


def verified(problem: Problem, found: Plan, *, slots_proven: bool) -> Plan | None:
    """Return the plan with its scores counted afresh, once it is seen to break no rule.

    None where time ran out before the slots of a meeting day were as few as they can be, which is a rule.

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
    if breaches and not slots_proven and {breach.rule for breach in breaches} == {"meeting_day"}:
        return None
    if breaches:
        raise BrokenPlan(breaches)
    tiers = tuple(Tier(tier.name, values[tier.name], min(tier.bound, values[tier.name])) for tier in found.tiers)
    proven = slots_proven and all(tier.proven for tier in tiers)
    return replace(found, tiers=tiers, wishes=wishes, status="optimal" if proven else "feasible")
