"""The smallest part of a council that can be shown to have no plan: one body, or those that stand in its way."""

from collections.abc import Sequence

from scheduler.domain.problem import Problem
from scheduler.rules import (
    RULES,
    cadence,
    closed_date,
    fixed,
    gap,
    lifetime,
    notice,
    reporting,
    room_capacity,
    room_features,
    room_hours,
    weekday,
)
from scheduler.rules.protocol import RuleFile
from scheduler.solver.cp.hints import add_even_hints
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import Answer, solve_by_portfolio
from scheduler.solver.explain.mus import Verdict, minimal_unsatisfiable_subset
from scheduler.solver.search.decomposition import Block, Component, Entangled, components, only, title

OF_DATES: tuple[RuleFile, ...] = (
    weekday,
    closed_date,
    lifetime,
    notice,
    room_features,
    room_capacity,
    room_hours,
    cadence,
    gap,
    fixed,
    reporting,
)
"""The rules of dates, and those that settle which rooms suit: with them alone a model is small."""

SHARE = 0.5
"""Of the time for a task, how much one question to the solver may use."""
LEAST_SECONDS = 1.0
MOST_SECONDS = 10.0
"""For one question, while the part is grown or made smaller."""


def part_of(problem: Problem, blocks: Sequence[Block]) -> Problem:
    """Return the problem of some blocks alone."""
    bodies = {body for block in blocks for body in block.bodies}
    return only(problem, bodies, {block.meeting_day for block in blocks})


def whole_blocks(problem: Problem, part: Problem) -> list[Block]:
    """Return the blocks that a part has bodies of."""
    blocks = [block for component in components(problem) for block in component.blocks]
    return [c for c in blocks if set(c.bodies) & set(part.bodies) or c.meeting_day in part.meeting_days]


def infeasible(part: Problem, clock: Clock, seconds: float) -> bool:
    """Whether a part is shown to have no plan, within so many seconds."""
    until = clock.left - seconds
    return any(
        _asked(part, rules, clock, (clock.left - until) / share).infeasible
        for rules, share in ((OF_DATES, 2), (RULES, 1))
        if clock.left > until
    )


def confirmed(part: Problem, clock: Clock, seconds: float) -> bool:
    """Whether two ways of solving agree that a part has no plan."""
    for rules in (OF_DATES, RULES):
        answer = _asked(part, rules, clock, max(seconds / 4, LEAST_SECONDS))
        if answer.infeasible:
            again = _asked(part, rules, clock, max(seconds / 4, LEAST_SECONDS), answer)
            if not again.solved:
                return again.infeasible
    return False


def _asked(
    part: Problem, rules: Sequence[RuleFile], clock: Clock, seconds: float, besides: Answer | None = None
) -> Answer:
    """Look for a plan that keeps some rules, and what they all demand together: where there is none, none keeps all."""
    choices, _ = build(part, rules=rules, lifted=())
    add_even_hints(choices)
    return solve_by_portfolio(choices.model, seconds, clock, None if besides is None else besides.strategy)


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


def grown(problem: Problem, stuck: Component, clock: Clock, seconds: float) -> Problem | None:
    """Return a small part without a plan around a component that found no place; None if none was found in time.

    Whoever is most entangled with the part joins it, one block at first, then more at a time.
    """
    until = clock.left - seconds
    everybody = [block for component in components(problem) for block in component.blocks]
    entangled = Entangled(problem, everybody)
    inside = list(stuck.blocks)
    outside = [block for block in everybody if block not in inside]
    step = 1
    while clock.left > until and not clock.interrupted:
        clock.listener(f"Looking for what stands in the way of {title(problem, inside[0])}")
        if infeasible(part_of(problem, inside), clock, _share(clock, until)):
            return smaller(problem, inside, clock, clock.left - until)
        if not outside:
            return None
        for _ in range(min(step, len(outside))):
            nearest = entangled.nearest(inside, outside)
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
    return min(max((clock.left - until) * SHARE, LEAST_SECONDS), MOST_SECONDS)
