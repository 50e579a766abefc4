"""Find the year's plan: piece by piece first, then as a whole where that is not yet proven best."""

from scheduler.domain.plan import Tier
from scheduler.domain.problem import Problem
from scheduler.rules.meeting_day import slots_used
from scheduler.solving.clock import Clock
from scheduler.solving.explain import explain
from scheduler.solving.extract import Draft, draft, finished
from scheduler.solving.ladder import Ladder
from scheduler.solving.layers import Layers, Stuck
from scheduler.solving.outcome import Outcome, OutOfTime, Solved
from scheduler.solving.progress import Listener, how_far, silence
from scheduler.solving.suggest import suggest
from scheduler.wishes import TIERS, WISHES

SLOTS = "slots"
SHARE = 0.5
"""Of the time left, how much one tier of the whole model may use."""


def solve(problem: Problem, time_limit: float, listener: Listener = silence) -> Outcome:
    """Find the best plan within a time limit in seconds, or say why there is none.

    Parameters
    ----------
    problem : Problem
        The input.
    time_limit : float
        Seconds; when they are over, the best plan so far is returned with each tier's bound.
    listener : Listener
        Hears of progress, from other threads.

    """
    clock = Clock(time_limit, listener)
    with clock.heeding_the_keyboard():
        return _solve(problem, clock)


def _solve(problem: Problem, clock: Clock) -> Outcome:
    layers = Layers(problem, clock)
    try:
        layers.run()
    except Stuck as stuck:
        if stuck.problem is not None:
            return explain(stuck.problem, clock)
        return _whole(problem, clock, None, {})
    drafted = Draft(tuple(layers.meetings), tuple(layers.occurrences))
    values = scores(problem, drafted)
    if all(values[name] == layers.bounds.get(name, 0) for name in values) or clock.interrupted:
        return _solved(problem, drafted, layers.bounds, {})
    return _whole(problem, clock, drafted, layers.bounds)


def scores(problem: Problem, drafted: Draft) -> dict[str, int]:
    """Return how high each goal is in a plan, counted afresh."""
    plan = finished(problem, drafted, ())
    counted = {SLOTS: slots_used(problem, plan)}
    for tier in TIERS:
        if tier != "unmoved" or problem.baseline is not None:
            wishes = [wish for wish in WISHES if tier == wish.TIER]
            counted[tier] = sum(row.cost for wish in wishes for row in wish.score(problem, plan))
    return counted


def _solved(problem: Problem, drafted: Draft, of_pieces: dict[str, int], of_whole: dict[str, int]) -> Solved:
    """Return the plan with each tier's bound.

    A bound found piece by piece holds where every goal before it is at its own; one of the whole model holds always.
    """
    values = scores(problem, drafted)
    bounds, so_far = {}, True
    for name, value in values.items():
        bound = max(of_whole.get(name, 0), of_pieces.get(name, 0) if so_far else 0)
        bounds[name] = bound if bound <= value else of_whole.get(name, 0)
        so_far = so_far and bounds[name] == value
    proven = values.pop(SLOTS) == bounds[SLOTS]
    tiers = tuple(Tier(name, value, min(value, bounds[name])) for name, value in values.items())
    return Solved(finished(problem, drafted, tiers), proven)


def _whole(problem: Problem, clock: Clock, start: Draft | None, of_pieces: dict[str, int]) -> Outcome:
    """Minimise the whole model tier by tier, from a plan already found where there is one."""
    if start is None and clock.left <= 0:
        return OutOfTime()
    ladder = Ladder(problem, clock, clock.listener)
    if start is not None:
        suggest(ladder.choices, start)
    elif not ladder.feasible(clock.left):
        return explain(problem, clock) if ladder.infeasible else OutOfTime()
    found: dict[str, int] = {}
    settled = as_good = start is not None
    values = {} if start is None else scores(problem, start)
    names = list(ladder.goals)
    for name in names:
        settled = settled and values[name] == of_pieces.get(name, 0)
        if settled:
            ladder.hold(name, values[name])
            continue
        if as_good:  # never worse than the plan to start from
            ladder.hold(name, values[name])
        clock.listener(how_far(name, values.get(name), of_pieces.get(name)))
        step = ladder.minimise(name, clock.left * (1 if name == names[-1] else SHARE))
        if step is None:
            break
        found[name] = step.bound
        as_good = as_good and step.value == values[name]
        if clock.interrupted:
            break
    if ladder.last is not None:
        return _solved(problem, draft(problem, ladder.choices, ladder.last.solver), of_pieces, found)
    return OutOfTime() if start is None else _solved(problem, start, of_pieces, found)
