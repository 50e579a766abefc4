"""Which small part of the council is known to have no plan: by a count beforehand, or once somebody found no place."""

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.solver.cp.progress import FIRST_REASON, Clock
from scheduler.solver.explain.infeasible_subproblem import grown, infeasible, smaller, whole_blocks
from scheduler.solver.explain.necessary_conditions import Shortage, shortages
from scheduler.solver.search.construction import NoInsertion
from scheduler.solver.search.decomposition import only

SECONDS = 30.0
"""For the solver to agree with one count."""
SHARE = 0.3
"""Share of the time left that looking for a small part without a plan may take."""


def counted_out(problem: Problem, clock: Clock) -> tuple[tuple[Reason, ...], Problem | None]:
    """Return what there is too little of, and a part that the solver agrees has no plan; None where it has not."""
    found = shortages(problem)
    for shortage in found[:1]:
        clock.listener(f"{FIRST_REASON}{shortage.reason.message}")
    parts = (_part(problem, shortage) for shortage in found)
    agreed = (part for part in parts if infeasible(part, clock, min(SECONDS, max(clock.left * SHARE, 1))))
    return tuple(shortage.reason for shortage in found), next(agreed, None)


def _part(problem: Problem, shortage: Shortage) -> Problem:
    return only(problem, shortage.bodies, shortage.meeting_days)


def found_no_place(problem: Problem, stuck: NoInsertion, clock: Clock) -> Problem | None:
    """Return a small part without a plan around who found no place; None if none was found in time."""
    if stuck.alone is not None:
        return smaller(problem, whole_blocks(problem, stuck.alone), clock, clock.left * SHARE)
    return grown(problem, stuck.component, clock, clock.left * SHARE)
