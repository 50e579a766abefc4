"""What a plan does not grant, counted afresh and not taken from the solver."""

from scheduler.checking.strangers import without_strangers
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.wishes import TIERS, WISHES


def recount(problem: Problem, plan: Plan) -> tuple[dict[str, int], tuple[UngrantedWish, ...]]:
    """Return the value of each tier, most important first, and every wish not granted, in the same order.

    The tier `unmoved` is counted only where there is a baseline.
    """
    familiar, _ = without_strangers(problem, plan)
    values = {tier: 0 for tier in TIERS if tier != "unmoved" or problem.baseline is not None}
    ungranted: list[UngrantedWish] = []
    for tier in values:
        for wish in WISHES:
            if tier == wish.WISH.tier:
                rows = tuple(wish.score(problem, familiar))
                values[tier] += sum(row.cost for row in rows)
                ungranted += rows
    return values, tuple(ungranted)
