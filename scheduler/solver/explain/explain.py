"""Explanation of infeasibility: a minimal unsatisfiable subset (MUS) of the reasons and minimal correction sets (MCS).

The smallest part of the council without a plan is found and confirmed first; both are looked for in that part.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import FirmReason
from scheduler.solver.cp.outcome import Infeasible, Outcome, OutOfTime, TriedRemedy
from scheduler.solver.cp.progress import Clock
from scheduler.solver.explain.infeasible_subproblem import confirmed, smallest_part
from scheduler.solver.explain.mcs import Correction
from scheduler.solver.explain.mus import Key, SoftReasons
from scheduler.solver.explain.remedies import MOST_REMEDIES, Planner, Remedies


def explain(
    problem: Problem,
    clock: Clock,
    given: Collection[Key] = (),
    part: Problem | None = None,
    *,
    told: bool = False,
    planner: Planner | None = None,
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
    planner : callable, optional
        Looks for plans of changed inputs, which show that remedies are enough; left out, only what could be given up
        is told.

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
    told_why = Infeasible(tuple(soft.reasons[key] for key in because), (), minimal=minimal, confirmed=agreed)
    if planner is None:
        return _given_up(told_why, Correction(problem, soft, clock), because)
    remedies = Remedies(problem, soft, clock, planner)
    found = tuple(islice(remedies.of_one(because), MOST_REMEDIES))
    if found and not remedies.without_proposals(because):
        return _remedied(told_why, found, only_the_law=agreed and all(soft.firm(key) for key in because))
    outcome = _given_up(told_why, Correction(problem, soft, clock), because)
    several = outcome.give_up if len(outcome.give_up) > 1 else ()
    return replace(outcome, remedies=found or tuple(remedies.of_several(several) if several else ()))


def _given_up(outcome: Infeasible, correction: Correction, because: Sequence[Key]) -> Infeasible:
    """Return why there is no plan with what could be given up, so that there is one."""
    correction.find(because)
    return replace(
        outcome,
        give_up=correction.give_up,
        alternatives=tuple(correction.alternatives),
        may_help=correction.may_help,
        smallest=correction.smallest,
        only_the_law=correction.only_the_law,
    )


def _remedied(outcome: Infeasible, found: Sequence[TriedRemedy], *, only_the_law: bool) -> Infeasible:
    """Return why there is no plan with the remedies found: what each is about is enough to give up."""
    ways = dict.fromkeys(one.reasons for one in found if one.within)
    loose = [reasons for reasons in ways if not any(isinstance(reason, FirmReason) for reason in reasons)]
    return replace(
        outcome,
        remedies=tuple(found),
        give_up=loose[0] if loose else (),
        alternatives=tuple(loose[1:]),
        only_the_law=only_the_law,
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
