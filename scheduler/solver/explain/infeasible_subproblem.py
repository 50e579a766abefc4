"""Infeasible subproblem: the smallest part of a council shown to have no plan, by the interaction graph of its blocks.

A part keeps only the rows of some bodies, so what has no plan in it has none in the whole. It is known by a count
beforehand (necessary conditions), or found where a construction failed: the part grows along the heaviest edges of
the interaction graph (people and rooms in common) until it has no plan, and is then made minimal by deletion filter
(Chinneck & Dravnieks 1991), first block by block, then body by body.
"""

from collections.abc import Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.verbs import DATES, MEETING, ROOMS
from scheduler.rules import RULES, about
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.hints import add_even_hints
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import FIRST_REASON, Clock, TimeIsUp
from scheduler.solver.cp.runs import Answer, solve_by_portfolio, undecided
from scheduler.solver.explain.mus import Verdict, minimal_unsatisfiable_subset
from scheduler.solver.explain.necessary_conditions import Shortage, shortages
from scheduler.solver.search.construction import NoInsertion
from scheduler.solver.search.decomposition import Block, Component, InteractionGraph, components, only, title


def part_of(problem: Problem, blocks: Sequence[Block]) -> Problem:
    """Return the problem of some blocks alone."""
    bodies = {body for block in blocks for body in block.bodies}
    return only(problem, bodies, {block.meeting_day for block in blocks})


def whole_blocks(problem: Problem, part: Problem) -> list[Block]:
    """Return the blocks that a part has bodies of."""
    blocks = [block for component in components(problem) for block in component.blocks]
    return [c for c in blocks if set(c.bodies) & set(part.bodies) or c.meeting_day in part.meeting_days]


def _of_dates() -> tuple[RuleFile, ...]:
    """Return the rules of dates, and those that settle which rooms suit: with them alone a model is small."""
    return tuple(rule for rule in about(DATES, ROOMS) if rule.RULE.about is DATES or rule.RULE.horizon is MEETING)


def infeasible(part: Problem, clock: Clock, seconds: float) -> bool:
    """Whether a part is shown to have no plan, within so many seconds."""
    until = clock.left - seconds
    return any(
        _asked(part, rules, clock, (clock.left - until) / share).infeasible
        for rules, share in ((_of_dates(), 2), (RULES, 1))
        if clock.left > until
    )


def confirmed(part: Problem, clock: Clock, seconds: float) -> bool:
    """Whether two ways of solving agree that a part has no plan."""
    for rules in (_of_dates(), RULES):
        answer = _asked(part, rules, clock, max(seconds / 4, clock.parameters.question_least_seconds))
        if answer.infeasible:
            again = _asked(part, rules, clock, max(seconds / 4, clock.parameters.question_least_seconds), answer)
            if not again.solved:
                return again.infeasible
    return False


def _asked(
    part: Problem, rules: Sequence[RuleFile], clock: Clock, seconds: float, other_than: Answer | None = None
) -> Answer:
    """Look for a plan that keeps some rules, and what they all demand together: where there is none, none keeps all."""
    try:
        choices, _ = build(part, rules=rules, lifted=(), clock=clock)
    except TimeIsUp:
        return undecided()
    add_even_hints(choices)
    return solve_by_portfolio(choices.model, seconds, clock, None if other_than is None else other_than.strategy)


def smallest_part(problem: Problem, clock: Clock, seconds: float) -> Problem | None:
    """Return the first component without a plan even with the year to itself, made smaller; None if each has one."""
    until = clock.left - seconds
    for component in components(problem):
        if clock.left <= until:
            return None
        part = part_of(problem, component.blocks)
        if infeasible(part, clock, _share(clock, until)):
            return smaller(problem, component.blocks, clock, clock.left - until)
    return None


def grown(problem: Problem, unplaced: Component, clock: Clock, seconds: float) -> Problem | None:
    """Return a small part without a plan around a component that found no place; None if none was found in time.

    The block with the heaviest edge to the part joins it, one at first, then more at a time.
    """
    until = clock.left - seconds
    everybody = [block for component in components(problem) for block in component.blocks]
    graph = InteractionGraph(problem, everybody)
    inside = list(unplaced.blocks)
    outside = [block for block in everybody if block not in inside]
    step = 1
    while clock.left > until and not clock.interrupted:
        clock.listener(f"Looking for what stands in the way of {title(problem, inside[0])}")
        if infeasible(part_of(problem, inside), clock, _share(clock, until)):
            return smaller(problem, inside, clock, clock.left - until)
        if not outside:
            return None
        for _ in range(min(step, len(outside))):
            nearest = graph.nearest(inside, outside)
            inside.append(nearest)
            outside.remove(nearest)
        step += 1
    return None


def smaller(problem: Problem, blocks: Sequence[Block], clock: Clock, seconds: float) -> Problem:
    """Return a part without a plan with every block, then every body, left out that is not needed for that."""
    until = clock.left - seconds

    def shown(part: Problem) -> bool:
        return clock.left > until and infeasible(part, clock, _share(clock, until))

    def of_blocks(some: list[Block]) -> Verdict[Block]:
        return Verdict(some if some and shown(part_of(problem, some)) else None)

    kept, _ = minimal_unsatisfiable_subset(blocks, of_blocks)
    days = {block.meeting_day for block in kept}

    def of_bodies(some: list[str]) -> Verdict[str]:
        return Verdict(some if len(some) >= len(kept) and shown(only(problem, some, days)) else None)

    bodies, _ = minimal_unsatisfiable_subset([body for block in kept for body in block.bodies], of_bodies)
    return only(problem, bodies, days)


def _share(clock: Clock, until: float) -> float:
    tuned = clock.parameters
    wanted = max((clock.left - until) * tuned.part_question_share, tuned.question_least_seconds)
    return min(wanted, tuned.part_question_seconds)


def subproblem_by_counts(problem: Problem, clock: Clock) -> tuple[tuple[Reason, ...], Problem | None]:
    """Return what there is too little of, and a part that the solver agrees has no plan; None where it has not."""
    found = shortages(problem, clock)
    for shortage in found[:1]:
        clock.listener(f"{FIRST_REASON}{shortage.reason.message}")
    parts = (_part(problem, shortage) for shortage in found)
    agreed = (
        part
        for part in parts
        if infeasible(
            part, clock, min(clock.parameters.counted_seconds, max(clock.left * clock.parameters.part_share, 1))
        )
    )
    return tuple(shortage.reason for shortage in found), next(agreed, None)


def _part(problem: Problem, shortage: Shortage) -> Problem:
    return only(problem, shortage.bodies, shortage.meeting_days)


def subproblem_by_construction(problem: Problem, failure: NoInsertion, clock: Clock) -> Problem | None:
    """Return a small part without a plan around what could not be inserted; None if none was found in time."""
    if failure.alone is not None:
        return smaller(problem, whole_blocks(problem, failure.alone), clock, clock.left * clock.parameters.part_share)
    return grown(problem, failure.component, clock, clock.left * clock.parameters.part_share)
