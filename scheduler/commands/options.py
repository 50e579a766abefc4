"""The story of `plan --options`: several good calendars that truly differ, each checked, and compared."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from scheduler.checking import recount
from scheduler.checking.verification import verified
from scheduler.commands.plans import Asked, Warn, problem_asked, write
from scheduler.domain.options import restrictions, truly_differs
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import OPTIMAL
from scheduler.outputs.options.comparison import Option, compared
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved
from scheduler.solver.cp.progress import STOPPING, Listener, silence
from scheduler.solver.solve import solve

__all__ = ["Infeasible", "OutOfTime", "Planned", "plan_options"]

NONE_EXISTS, NOT_IN_TIME, ALIKE, STOPPED = "none_exists", "not_in_time", "alike", "stopped"


@dataclass(frozen=True)
class Planned:
    """Good calendars, the best first, and why there are no more where fewer were found than asked for."""

    options: tuple[Option, ...]
    asked: int
    why_no_more: str | None = None
    """`none_exists`, `not_in_time`, `alike` (none differs enough) or `stopped`."""


def plan_options(
    asked: Asked, number: int, listener: Listener = silence, warn: Warn | None = None
) -> Planned | Infeasible | OutOfTime:
    """Find the year's calendar and others that truly differ, check them, and write them with a comparison.

    Parameters
    ----------
    asked : Asked
        What is planned, from what, and where it goes; the time limit is for each search.
    number : int
        How many calendars at most, the best included.
    listener, warn : callable, optional
        Hear of progress, and of the input's warnings.

    Raises
    ------
    InputFaults, CannotWrite, BrokenPlan

    """
    problem = problem_asked(asked, warn)
    search = _Search(problem, asked.time_limit, listener)
    outcome = solve(problem, asked.time_limit, search.hear)
    if not isinstance(outcome, Solved):
        return outcome
    best = verified(problem, outcome.plan, slots_proven=outcome.slots_proven)
    if best is None:
        return OutOfTime()
    plans, why = search.others(replace(outcome, plan=best), number)
    plans.sort(key=_values)
    listener("Writing the plans")
    write(problem, plans[0], asked, plans[1:])
    return Planned(compared(problem, plans), number, why)


@dataclass
class _Search:
    """A search for calendars that differ; it ends with those found when the user stops it."""

    problem: Problem
    time_limit: float
    listener: Listener
    stopped: bool = False

    def hear(self, sentence: str) -> None:
        self.stopped = self.stopped or sentence == STOPPING
        self.listener(sentence)

    def others(self, best: Solved, number: int) -> tuple[list[Plan], str | None]:
        """Return the best calendar and others after it, and why they are fewer where they are."""
        plans = [best.plan]
        while len(plans) < number:
            found = STOPPED if self.stopped else self._next(best, plans, number)
            if isinstance(found, str):
                return plans, found
            plans.append(found)
        return plans, None

    def _next(self, best: Solved, plans: list[Plan], number: int) -> Plan | str:
        """Return the best calendar that differs from those found, or why there is none."""
        found: list[Plan] = []
        why = NONE_EXISTS
        for restriction in restrictions(self.problem, plans):
            about = f"Calendar {len(plans) + 1} of {number}, {restriction.words}: "
            outcome = solve(restriction.edit(self.problem), self.time_limit, _prefixed(about, self.hear))
            plan = self._as_an_option(outcome, best) if isinstance(outcome, Solved) else None
            if plan is None:
                why = why if isinstance(outcome, Infeasible) else NOT_IN_TIME
            elif truly_differs(self.problem, plan, plans):
                found.append(plan)
            else:
                why = ALIKE
            settled = restriction.covers and _is_settled(outcome)
            as_good = any(_values(one) <= _values(best.plan) for one in found)
            if self.stopped or settled or as_good or (restriction.at_once and found):
                break
        if found:
            return min(found, key=_values)
        return STOPPED if self.stopped else why

    def _as_an_option(self, outcome: Solved, best: Solved) -> Plan | None:
        """Return a calendar found under a restriction as one of the problem itself, its bounds those of the best.

        A bound of a tier was proven with those before it as low as in the best; where one is higher, it says nothing.
        """
        values, _ = recount(self.problem, outcome.plan)
        tiers = []
        as_low = True
        for tier in best.plan.tiers:
            tiers.append(Tier(tier.name, values[tier.name], min(tier.bound, values[tier.name]) if as_low else 0))
            as_low = as_low and values[tier.name] <= tier.value
        slots = slots_used(self.problem, outcome.plan) <= slots_used(self.problem, best.plan)
        plan = replace(outcome.plan, tiers=tuple(tiers))
        return verified(self.problem, plan, slots_proven=best.slots_proven and slots)


def _prefixed(about: str, hear: Callable[[str], None]) -> Listener:
    """Return a listener to a part of the search that says which part it is."""
    return lambda sentence: hear(sentence if sentence == STOPPING else about + sentence)


def _is_settled(outcome: Solved | Infeasible | OutOfTime) -> bool:
    """Whether nothing better can come of a part of the calendars that was searched."""
    return isinstance(outcome, Infeasible) or (isinstance(outcome, Solved) and outcome.plan.status == OPTIMAL)


def _values(plan: Plan) -> tuple[int, ...]:
    return tuple(tier.value for tier in plan.tiers)
