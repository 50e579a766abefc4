"""Explanation of infeasibility: a minimal unsatisfiable subset (MUS) of the reasons and minimal correction sets (MCS).

The smallest part of the council without a plan is found and confirmed first; both are looked for in that part.
"""

from collections.abc import Collection

from scheduler.domain.problem import Problem
from scheduler.solver.cp.outcome import Infeasible, Outcome, OutOfTime
from scheduler.solver.cp.progress import Clock
from scheduler.solver.explain.infeasible_subproblem import confirmed, smallest_part
from scheduler.solver.explain.mcs import Correction
from scheduler.solver.explain.mus import Key, SoftReasons


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
        part = problem if given else smallest_part(problem, clock, clock.left * clock.parameters.part_share) or problem
    if not confirmed(part, clock, clock.left * clock.parameters.confirmation_share):
        return OutOfTime()
    clock.listener("No plan exists; looking for the reasons")
    soft = SoftReasons(part, clock, clock.parameters.reasons_end_share * clock.left, given)
    soft.told = told
    because, minimal = soft.mus(soft.keys)
    because, minimal, agreed = in_two_ways(soft, because, minimal=minimal)
    correction = Correction(problem, soft, clock)
    correction.find(because)
    return Infeasible(
        because=tuple(soft.reasons[key] for key in because),
        give_up=correction.give_up,
        minimal=minimal,
        alternatives=tuple(correction.alternatives),
        may_help=correction.may_help,
        confirmed=agreed,
        smallest=correction.smallest,
        only_the_law=correction.only_the_law,
    )


def in_two_ways(soft: SoftReasons, because: list[Key], *, minimal: bool) -> tuple[list[Key], bool, bool]:
    """Return reasons that cannot all hold, whether each is needed, and whether two ways of solving agree to that.

    Where one way finds a plan after all, the other was wrong; what is confirmed then is only that all the reasons
    of the part cannot hold.
    """
    answer = soft.ask(because, 0).answer
    again = soft.ask(because, 0, answer).answer
    if answer.solved or again.solved:
        return soft.keys, False, True
    return because, minimal, answer.infeasible and again.infeasible
