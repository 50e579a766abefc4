"""Whether a model has a solution at all: asked in several ways, for no one way is fast on every question.

Release 9.15 has called a model infeasible that was not (google/or-tools#5274, with presolve on), so that what one way
says can be confirmed by another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ortools.sat.python import cp_model

from scheduler.solver.cp.clock import Clock
from scheduler.solver.cp.search import Found, search

Way: TypeAlias = Callable[[cp_model.CpSolver], None]


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


WAYS: tuple[Way, ...] = (straight, as_usual, lightly)
A_GLANCE = 1.0
"""Seconds for the first look in each way; then each has a share of the rest."""


@dataclass(frozen=True)
class Answer:
    """What the solver found, and the way in which it did; no way where time ran out."""

    found: Found
    way: Way | None

    @property
    def solved(self) -> bool:
        """Whether there is a solution."""
        return self.found.solved

    @property
    def infeasible(self) -> bool:
        """Whether it was shown that there is none."""
        return self.found.infeasible


def asked(model: cp_model.CpModel, seconds: float, clock: Clock, besides: Way | None = None) -> Answer:
    """Look for any solution of a model.

    Parameters
    ----------
    model : CpModel
        A model without an objective.
    seconds : float
        How long to look, all ways together.
    clock : Clock
        May stop the search.
    besides : Way, optional
        The way in which it was already asked: only others are taken.

    """
    ways = [way for way in WAYS if way is not besides]
    glances = [(way, min(A_GLANCE, seconds / len(ways))) for way in ways]
    rest = seconds - sum(glance for _, glance in glances)
    longer = [(way, rest / len(ways)) for way in ways if rest > 0]
    return _first_answer(model, [*glances, *longer], clock)


def _first_answer(model: cp_model.CpModel, looks: Sequence[tuple[Way, float]], clock: Clock) -> Answer:
    for way, seconds in looks:
        found = search(model, seconds, "", configure=way, clock=clock)
        decided = found.solved or found.infeasible
        if decided or clock.interrupted:
            return Answer(found, way if decided else None)
    return Answer(found, None)
