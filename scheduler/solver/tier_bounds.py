"""The plan of a solution with each tier's value, counted afresh, and a bound that holds for it: lexicographic bounds.

A bound of one tier rests on those before it being at theirs, unless it was found of the whole model.
"""

from collections.abc import Mapping

from scheduler.domain.plan import Tier
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Scope
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.model import APOLOGIES, SLOTS, SLOTS_AFTER
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.repair.day_slots import FEWEST_APOLOGIES
from scheduler.solver.search.bounds import HELD, ROOMS
from scheduler.solver.search.construction import prices
from scheduler.wishes import WISHES, ungranted


def scores(problem: Problem, solution: PartialSolution) -> dict[str, int]:
    """Return how high each goal is in a plan, counted afresh."""
    plan = finished(problem, solution, ())
    values = {SLOTS: slots_used(problem, plan)}
    for tier, price in prices(problem, plan).items():
        values[tier] = price
        if tier == APOLOGIES and any(one.arrangement == FEWEST_APOLOGIES for one in problem.sessions.values()):
            values[SLOTS_AFTER] = slots_used(problem, plan, FEWEST_APOLOGIES)
    return values


def solved_as(
    problem: Problem,
    solution: PartialSolution,
    of_pieces: Mapping[str, int],
    of_whole: Mapping[str, int],
    given_all_before: Mapping[str, int] | None = None,
) -> Solved:
    """Return the plan with each tier's bound.

    A bound found piece by piece holds where every goal before it is at its own, one of rooms where as many meetings
    as can be are held, or where all before it are at theirs; one of the whole model holds always.
    """
    values, fewer = scores(problem, solution), _fewer_may_be_as_good(problem, solution)
    values.pop(SLOTS_AFTER, None)  # which nobody bounds: what is proven of the tiers after it is so whatever it is
    bounds: dict[str, int] = {}
    so_far = True
    for name, value in values.items():
        rests_on = all(values[one] == bounds[one] for one in (SLOTS, HELD)) if name == ROOMS else so_far
        rests_on = rests_on and not (name == ROOMS and fewer)
        bound = max(of_whole.get(name, 0), of_pieces.get(name, 0) if rests_on else 0)
        if so_far:
            bound = max(bound, (given_all_before or {}).get(name, 0))
        bounds[name] = bound if bound <= value else of_whole.get(name, 0)
        so_far = so_far and bounds[name] == value
    proven = values.pop(SLOTS) == bounds[SLOTS]
    tiers = tuple(Tier(name, value, min(value, bounds[name])) for name, value in values.items())
    return Solved(finished(problem, solution, tiers), problem, proven)


def _fewer_may_be_as_good(problem: Problem, solution: PartialSolution) -> bool:
    """Whether a plan that holds fewer of the meetings that may be held might be as good in the tier that counts them.

    It might where the solution holds one that no report reaches: one unit, as much as for not holding it.
    """
    cadences = [one.cadence for one in problem.bodies.values()]
    cadences += [one.cadence for one in problem.meeting_days.values()]
    if all(one.minimum == one.maximum for one in cadences):
        return False
    plan = finished(problem, solution, ())
    wishes = [wish for wish in WISHES if wish.WISH.tier == HELD and wish.WISH.scope is Scope.LINES]
    return any(row.cost for wish in wishes for row in ungranted(problem, plan, wish))
