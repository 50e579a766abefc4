"""Runs of CP-SAT: one with an objective, that can be stopped; and a portfolio of strategies for any solution at all.

The portfolio: Gomes and Selman 2001, "Algorithm portfolios", Artificial Intelligence 126. Strategies take turns on one
thread, so that the same input gives the same answer.
"""

import atexit
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TypeAlias

from ortools.sat.python import cp_model

from scheduler.solver.cp.progress import Clock, Listener, TimeIsUp, how_far

SEED = 1
PROBING = 1
"""Not 0: without probing, presolve of CP-SAT 9.15 has called a model with a plan infeasible, at this linearization."""
WAIT_SECONDS = 0.1
SECONDS_AT_EXIT = 1.0
"""How long a solver that was left to end by itself is waited for at last, lest the interpreter ends under it."""


class InvalidModelError(Exception):
    """A model that the solver refuses: a fault of this program, never "nothing found"."""


@dataclass(frozen=True)
class Found:
    """What one run of the solver came back with."""

    status: cp_model.CpSolverStatus
    solver: cp_model.CpSolver

    @property
    def solved(self) -> bool:
        """Whether there is a solution to read."""
        return self.status in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    @property
    def infeasible(self) -> bool:
        """Whether it was shown that there is none."""
        return bool(self.status == cp_model.INFEASIBLE)

    @property
    def bound(self) -> int:
        """The proven bound of the objective; costs are whole and never below nothing."""
        bound = self.solver.best_objective_bound
        return max(0, -int(-bound // 1) if bound > 0 else 0)


class _Tell(cp_model.CpSolverSolutionCallback):
    """Tells a listener of every better solution."""

    def __init__(self, tier: str, listener: Listener) -> None:
        super().__init__()
        self.tier, self.listener = tier, listener
        self.best: int | None = None
        self.best_bound: int | None = None

    def on_solution_callback(self) -> None:
        """Hear of a better solution from the solver."""
        self.best = round(self.objective_value)
        self.listener(how_far(self.tier, self.best, self.best_bound))

    def bound_rises(self, bound: float) -> None:
        """Hear of a better bound from the solver."""
        self.best_bound = max(0, round(bound))
        self.listener(how_far(self.tier, self.best, self.best_bound))


def search(
    model: cp_model.CpModel,
    seconds: float,
    tier: str,
    listener: Listener | None = None,
    configure: Callable[[cp_model.CpSolver], None] | None = None,
    clock: Clock | None = None,
    stop: Callable[[], bool] | None = None,
) -> Found:
    """Run the solver for at most so many seconds; the clock, or else `stop`, may end it with the best so far.

    Raises
    ------
    TimeIsUp
        If the solver does not heed the clock within a moment, as in the presolve of a very large model: it is left to
        end by itself, and reads the model until then, which is not to be changed any more.

    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 0
    solver.parameters.cp_model_probing_level = PROBING
    solver.parameters.use_sat_inprocessing = False
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = max(seconds, WAIT_SECONDS)
    solver.parameters.catch_sigint_signal = False
    if configure is not None:
        configure(solver)
    tell = None if listener is None else _Tell(tier, listener)
    if tell is not None:
        solver.best_bound_callback = tell.bound_rises
    status = [cp_model.UNKNOWN]

    def run() -> None:
        with suppress(MemoryError):  # it has found nothing then; what was found before stands
            status[0] = solver.solve(model, tell)

    thread = Thread(target=run, daemon=True)
    thread.start()
    if not _ended(thread, solver, clock, stop):
        atexit.register(thread.join, SECONDS_AT_EXIT)
        raise TimeIsUp
    if status[0] == cp_model.MODEL_INVALID:
        raise InvalidModelError(model.validate())
    return Found(status[0], solver)


def _ended(thread: Thread, solver: cp_model.CpSolver, clock: Clock | None, asked: Callable[[], bool] | None) -> bool:
    """Wait for a search; whether it ended by itself, or soon after the clock told it to."""
    stop = solver.stop_search
    if clock is None:
        while thread.is_alive():
            thread.join(None if asked is None else WAIT_SECONDS)
            if asked is not None and asked():
                stop()
        return True
    clock.running.add(stop)
    late_since: float | None = None
    while thread.is_alive():
        thread.join(WAIT_SECONDS)
        if clock.late:
            stop()
            late_since = clock.timer() if late_since is None else late_since
            if clock.timer() - late_since > clock.parameters.unheeded_seconds:
                break
    clock.running.discard(stop)
    return not thread.is_alive()


def confirmed_infeasible(model: cp_model.CpModel, clock: Clock) -> bool:
    """Whether another configuration agrees: release 9.15 has called infeasible what was not (google/or-tools#5274)."""
    try:
        return search(model, clock.left, "", configure=straight, clock=clock).infeasible
    except TimeIsUp:
        return False


Strategy: TypeAlias = Callable[[cp_model.CpSolver], None]
"""Sets the parameters of a solver."""


def straight(solver: cp_model.CpSolver) -> None:
    """Take the model as it is, with a small linear programme: the fastest to prove that too much is wanted."""
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 1
    solver.parameters.random_seed = 2


def as_usual(solver: cp_model.CpSolver) -> None:
    """Search as for a plan: the fastest to find one."""
    del solver


def lightly(solver: cp_model.CpSolver) -> None:
    """Simplify the model first, and keep the linear programme small."""
    solver.parameters.linearization_level = 1
    solver.parameters.random_seed = 3


PORTFOLIO: tuple[Strategy, ...] = (straight, as_usual, lightly)


@dataclass(frozen=True)
class Answer:
    """What the solver found, and with which strategy; none where time ran out."""

    found: Found
    strategy: Strategy | None

    @property
    def solved(self) -> bool:
        """Whether there is a solution."""
        return self.found.solved

    @property
    def infeasible(self) -> bool:
        """Whether it was shown that there is none."""
        return self.found.infeasible


def undecided() -> Answer:
    """Return the answer of a question that was not put to the solver at all, for want of time."""
    return Answer(Found(cp_model.UNKNOWN, cp_model.CpSolver()), None)


def solve_by_portfolio(
    model: cp_model.CpModel, seconds: float, clock: Clock, other_than: Strategy | None = None
) -> Answer:
    """Look for any solution of a model.

    Parameters
    ----------
    model : CpModel
        A model without an objective.
    seconds : float
        How long to look, all strategies together.
    clock : Clock
        May stop the search.
    other_than : Strategy, optional
        The one that gave the answer that is to be confirmed: only others are taken.

    """
    strategies = [strategy for strategy in PORTFOLIO if strategy is not other_than]
    glances = [(strategy, min(clock.parameters.glance_seconds, seconds / len(strategies))) for strategy in strategies]
    rest = seconds - sum(glance for _, glance in glances)
    longer = [(strategy, rest / len(strategies)) for strategy in strategies if rest > 0]
    try:
        return _first_answer(model, [*glances, *longer], clock)
    except TimeIsUp:
        return undecided()


def _first_answer(model: cp_model.CpModel, looks: Sequence[tuple[Strategy, float]], clock: Clock) -> Answer:
    for strategy, seconds in looks:
        found = search(model, seconds, "", configure=strategy, clock=clock)
        decided = found.solved or found.infeasible
        if decided or clock.interrupted:
            return Answer(found, strategy if decided else None)
    return Answer(found, None)
