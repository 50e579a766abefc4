"""Goals made as low as they can be, one after another, in a model small enough to do so at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.domain.verbs import Expression
from scheduler.solver.cp.clock import Clock
from scheduler.solver.cp.search import search


@dataclass(frozen=True)
class Lowest:
    """The best that was found, how low each goal is, and which of them are proven."""

    solver: cp_model.CpSolver
    values: tuple[int, ...]
    proofs: tuple[bool, ...]
    """Whether each goal, those before it held, was shown to be no lower; goals that were not reached are missing."""

    def proven(self, goals: int) -> bool:
        """Whether the first so many goals are."""
        return len(self.proofs) >= goals and all(self.proofs[:goals])


@dataclass(frozen=True)
class Nothing:
    """No solution was found; `shown` tells whether there is none."""

    shown: bool


def lowest(model: cp_model.CpModel, goals: Sequence[Expression], clock: Clock) -> Lowest | Nothing:
    """Minimise each goal in turn, holding those before it; the best so far where time runs out."""
    best: Lowest | Nothing = Nothing(shown=False)
    for number, goal in enumerate(goals):
        if clock.left <= 0:
            break
        model.minimize(goal)
        found = search(model, clock.left, "", clock=clock)
        if not found.solved:
            return Nothing(shown=found.infeasible) if isinstance(best, Nothing) else best
        proofs = best.proofs if isinstance(best, Lowest) else ()
        value = found.solver.value(goal)
        best = Lowest(found.solver, _values(found.solver, goals), (*proofs, found.status == cp_model.OPTIMAL))
        if number + 1 < len(goals):
            model.add(goal <= value)
            model.clear_hints()
            for index in range(len(model.proto.variables)):
                variable = model.get_int_var_from_proto_index(index)
                model.add_hint(variable, found.solver.value(variable))
    return best


def _values(solver: cp_model.CpSolver, goals: Sequence[Expression]) -> tuple[int, ...]:
    return tuple(solver.value(goal) for goal in goals)


def otherwise(solver: cp_model.CpSolver) -> None:
    """Configure a second run otherwise: release 9.15 has called infeasible what was not (google/or-tools#5274)."""
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 1
    solver.parameters.random_seed = 2


def share(clock: Clock, part: float) -> Clock:
    """Return a clock with part of the time that is left."""
    return Clock(max(0.0, clock.left) * part, clock.listener)
