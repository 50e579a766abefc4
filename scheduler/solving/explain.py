"""Why there is no plan: reasons that cannot all hold, none of them idle, and the fewest to give up."""

from collections.abc import Collection, Sequence

from ortools.sat.python import cp_model

from scheduler.domain.problem import Problem
from scheduler.solving.clock import Clock
from scheduler.solving.clusters import components
from scheduler.solving.ladder import Ladder
from scheduler.solving.model import build
from scheduler.solving.outcome import Infeasible, Outcome, OutOfTime
from scheduler.solving.search import Found, search
from scheduler.solving.subproblem import only

Key = tuple[str, str]
"""A rule and its subject."""

EASIEST_FIRST = (
    "theme", "speaker", "person_load", "gap", "fixed", "room_features", "room_capacity", "room_hours", "room_clash",
    "room_missing", "reporting", "weekday", "cadence", "meeting_day", "travel", "unavailable", "person_clash",
    "substitute", "presiding", "lifetime", "closed_date", "quorum", "quorum_rule", "notice",
)  # fmt: skip
"""What could be given up, the easiest first: a wish of theirs, then a room, then a date, the law last."""

ONE_REASON = 1000
"""What giving up any reason costs, so that fewer are better than easier."""
LAST_SHARE = 0.2
"""Of the time given, how much is kept for what to give up."""
SHARE = 0.6
"""Of the time left, how much the search for a minimal set of reasons may use."""


def explain(problem: Problem, clock: Clock, given: Collection[Key] = ()) -> Outcome:
    """Return why a problem shown to have no plan has none; OutOfTime where that could not be confirmed.

    Parameters
    ----------
    problem : Problem
        The input, or a part of it.
    clock : Clock
        The time that is left.
    given : collection of (rule, subject)
        Reasons that are taken as given: they always hold, and are neither named nor given up.

    """
    part = problem if given else _smallest_part(problem, clock)
    if not _confirmed(part, clock):
        return OutOfTime()
    core = _Core(part, clock, given)
    because = core.shrunk()
    give_up = core.fewest_to_give_up()
    reasons = core.post.reasons
    return Infeasible(
        tuple(reasons[key] for key in because),
        tuple(reasons[key] for key in give_up),
        minimal=core.minimal,
    )


def _smallest_part(problem: Problem, clock: Clock) -> Problem:
    """Return the first group of bodies that has no plan even with the year to itself; the whole if each has one."""
    found = components(problem)
    for component in found if len(found) > 1 else ():
        part = only(problem, component.bodies)
        ladder = Ladder(part, clock)
        if not ladder.feasible(clock.left * SHARE) and ladder.infeasible:
            return part
    return problem


def _confirmed(problem: Problem, clock: Clock) -> bool:
    """Whether another configuration of the solver agrees that there is no plan.

    Release 9.15 has called a model infeasible that was not (google/or-tools#5274, with presolve on).
    """
    choices, _ = build(problem)

    def otherwise(solver: cp_model.CpSolver) -> None:
        solver.parameters.cp_model_presolve = False
        solver.parameters.linearization_level = 1
        solver.parameters.random_seed = 2

    return search(choices.model, max(clock.left * SHARE, 1), "", configure=otherwise).infeasible


class _Core:
    """The model with a guard on every reason."""

    def __init__(self, problem: Problem, clock: Clock, given: Collection[Key] = ()) -> None:
        self.choices, self.post = build(problem, guarded=True)
        for key in given:
            if key in self.post.guards:
                self.choices.model.add(self.post.guards.pop(key) == 1)
        self.clock = clock
        self.minimal = True
        self.key_of = {guard.index: key for key, guard in self.post.guards.items()}

    def shrunk(self) -> list[Key]:
        """Return reasons that cannot all hold; each is needed, unless time ran out (`minimal` tells)."""
        first = self._held(list(self.post.guards))
        core = self._core_of(first, list(self.post.guards))
        self.minimal = first.infeasible
        for key in sorted(core, key=_ease):
            if self.clock.left < LAST_SHARE * self.clock.seconds:
                self.minimal = False
                break
            if key in core:
                others = [other for other in core if other != key]
                found = self._held(others)
                if found.infeasible:
                    core = self._core_of(found, others)
                elif not found.solved:
                    self.minimal = False
        return core

    def _core_of(self, found: Found, tried: list[Key]) -> list[Key]:
        named = {self.key_of[index] for index in found.solver.sufficient_assumptions_for_infeasibility()}
        return [key for key in tried if key in named] if found.infeasible else tried

    def _held(self, keys: Sequence[Key]) -> Found:
        """Look for a plan in which all of these hold, whatever becomes of the others."""
        model = self.choices.model
        model.clear_objective()
        model.clear_assumptions()
        model.add_assumptions([self.post.guards[key] for key in keys])
        return search(model, max(self.clock.left * SHARE, 0.5), "")

    def fewest_to_give_up(self) -> list[Key]:
        """Return a smallest set of reasons without which a plan exists; empty if none was found in time."""
        model = self.choices.model
        model.clear_assumptions()
        guards = self.post.guards
        model.minimize(sum((ONE_REASON + _ease(key)[0]) * ~guard for key, guard in guards.items()))
        found = search(model, max(self.clock.left, 1), "")
        if not found.solved:
            return []
        return sorted((key for key, guard in guards.items() if not found.solver.boolean_value(guard)), key=_ease)


def _ease(key: Key) -> tuple[int, Key]:
    rule, _ = key
    return (EASIEST_FIRST.index(rule) if rule in EASIEST_FIRST else len(EASIEST_FIRST)), key
