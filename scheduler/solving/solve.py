"""Tier by tier: make each as small as it can be, hold it there, and go on from the plan found."""

from dataclasses import dataclass, field
from time import monotonic

from ortools.sat.python import cp_model

from scheduler.domain.plan import Tier
from scheduler.domain.problem import Problem
from scheduler.solving.attending import Attending
from scheduler.solving.explain import explain
from scheduler.solving.extract import extract
from scheduler.solving.model import Objective, build, objectives
from scheduler.solving.outcome import Infeasible, Outcome, OutOfTime, Solved
from scheduler.solving.progress import Listener, Progress, silence
from scheduler.solving.search import Found, search

LAST_SHARE = 0.5
"""Of the time left, how much a tier may use while others wait."""


@dataclass
class _State:
    """The search so far."""

    last: Found | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    interrupted: bool = False


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
    deadline = monotonic() + time_limit
    choices, _ = build(problem)
    goals = objectives(problem, choices)
    state = _State()
    for number, goal in enumerate(goals):
        left = deadline - monotonic()
        seconds = left if number == len(goals) - 1 else left * LAST_SHARE
        if number == 0 or not _settled(goal):
            outcome = _pursue(problem, choices, goal, left if number == 0 else seconds, state, listener)
            if outcome is not None:
                return explain(problem, deadline, listener) if outcome == cp_model.INFEASIBLE else OutOfTime()
        if state.interrupted:
            break
    return _read(problem, choices, goals, state)


def _settled(goal: Objective) -> bool:
    return isinstance(goal.cost, int)


def _pursue(
    problem: Problem, choices: Attending, goal: Objective, seconds: float, state: _State, listener: Listener
) -> int | None:
    """Minimise one goal and hold it; return the solver's status if there is no plan to go on with."""
    del problem
    model = choices.model
    if _settled(goal):
        model.clear_objective()
    else:
        model.minimize(goal.cost)
    listener(Progress(goal.name, None, None))
    found = search(model, seconds, goal.name, listener)
    state.interrupted = found.interrupted
    if not found.solved:
        if state.last is None:
            return found.status
        state.bounds[goal.name] = 0
        value = _value(state.last, goal)
    else:
        state.last = found
        state.bounds[goal.name] = found.bound
        value = _value(found, goal)
    if not _settled(goal):
        model.add(goal.cost <= value)
    _hint(model, state.last)
    return None


def _value(found: Found, goal: Objective) -> int:
    return goal.cost if isinstance(goal.cost, int) else int(found.solver.value(goal.cost))


def _hint(model: cp_model.CpModel, found: Found) -> None:
    """Start the next search from a plan already found."""
    model.clear_hints()
    hint = model.proto.solution_hint
    solution = found.solver.response_proto.solution
    hint.vars.extend(range(len(solution)))
    hint.values.extend(solution)


def _read(problem: Problem, choices: Attending, goals: list[Objective], state: _State) -> Solved:
    found = state.last
    if found is None:
        raise AssertionError
    tiers = []
    for goal in goals[1:]:
        value = _value(found, goal)
        tiers.append(Tier(goal.name, value, min(value, state.bounds.get(goal.name, value if _settled(goal) else 0))))
    slots = goals[0]
    proven = _settled(slots) or state.bounds[slots.name] == _value(found, slots)
    return Solved(extract(problem, choices, found.solver, tuple(tiers)), proven)
