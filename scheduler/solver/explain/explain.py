"""Why there is no plan: reasons that cannot all hold, none of them idle, and the fewest to give up."""

from collections.abc import Collection

from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Infeasible, Outcome, OutOfTime
from scheduler.solver.cp.progress import Clock
from scheduler.solver.explain.infeasible_subproblem import confirmed, smallest_part
from scheduler.solver.explain.mcs import Mending
from scheduler.solver.explain.mus import Core, Key

FINDING, CONFIRMING = 0.3, 0.3
"""Shares of the time left that finding a smaller part without a plan, and confirming that it has none, may take."""
REASONS_END = 0.4
"""Share of the time left that is still left when the search for reasons ends and that for what to give up begins."""


def explain(
    problem: Problem,
    clock: Clock,
    given: Collection[Key] = (),
    part: Problem | None = None,
    *,
    told: bool = False,
) -> Outcome:
    """Return why a problem shown to have no plan has none; OutOfTime where that could not be confirmed.

    Parameters
    ----------
    problem : Problem
        The input, or a part of it.
    clock : Clock
        The time that is left.
    given : collection of (rule, subject)
        Reasons that are taken as given: they always hold, and are neither named nor given up.
    part : Problem, optional
        A part of the problem that was shown to have no plan; left out, the smallest component without one.
    told : bool
        Whether a first reason has been told already.

    """
    if part is None:
        part = problem if given else smallest_part(problem, clock, clock.left * FINDING) or problem
    if not confirmed(part, clock, clock.left * CONFIRMING):
        return OutOfTime()
    clock.listener("No plan exists; looking for the reasons")
    core = Core(part, clock, REASONS_END * clock.left, given)
    core.told = told
    because, minimal = core.shrunk(core.keys)
    because, minimal, agreed = in_two_ways(core, because, minimal=minimal)
    mending = Mending(problem, core, clock)
    mending.mend(because)
    return Infeasible(
        because=tuple(core.reasons[key] for key in because),
        give_up=mending.give_up,
        minimal=minimal,
        alternatives=tuple(mending.alternatives),
        may_help=mending.may_help,
        confirmed=agreed,
        smallest=mending.smallest,
        only_the_law=mending.only_the_law,
    )


def in_two_ways(core: Core, because: list[Key], *, minimal: bool) -> tuple[list[Key], bool, bool]:
    """Return reasons that cannot all hold, whether each is needed, and whether two ways of solving agree to that.

    Where one way finds a plan after all, the other was wrong; what is confirmed then is only that all the reasons
    of the part cannot hold.
    """
    answer = core.ask(because, 0).answer
    again = core.ask(because, 0, answer).answer
    if answer.solved or again.solved:
        return core.keys, False, True
    return because, minimal, answer.infeasible and again.infeasible
