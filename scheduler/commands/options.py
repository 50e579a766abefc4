"""`plan --options`: several good calendars that truly differ, each verified, and compared."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from scheduler.checking import recount
from scheduler.commands.plans import Asked, Tell, Warn, keep_time_to_write, passed, prepared, searched
from scheduler.domain.options import restrictions, truly_differs
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import OPTIMAL
from scheduler.errors import BrokenPlan
from scheduler.law.warning import LawWarning
from scheduler.law.warnings import warnings as law_warnings
from scheduler.messages.refusals import refused_warning
from scheduler.outputs.history import stamp_of
from scheduler.outputs.options.comparison import Option, compared
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved, Standing
from scheduler.solver.cp.parallel_parts import Helpers
from scheduler.solver.cp.progress import STOPPING, STOPPING_EARLY, Clock, Listener, clock_of, silence
from scheduler.sweep.dask_helpers import helping

__all__ = ["Infeasible", "OutOfTime", "Planned", "plan_options"]

NONE_EXISTS, NOT_IN_TIME, ALIKE, STOPPED, REFUSED = "none_exists", "not_in_time", "alike", "stopped", "refused"


@dataclass(frozen=True)
class Planned:
    """Good calendars, the best first, and why there are no more where fewer were found than asked for."""

    problem: Problem
    options: tuple[Option, ...]
    asked: int
    why_no_more: str | None = None
    """`none_exists`, `not_in_time`, `alike` (none differs enough), `stopped`, or `refused` by the checker."""
    law: tuple[LawWarning, ...] = ()
    """What of the best goes against the law."""


def plan_options(
    asked: Asked, number: int, listener: Listener = silence, warn: Warn | None = None, tell: Tell = silence
) -> Planned | Infeasible | OutOfTime:
    """Find the year's calendar and others that truly differ, check them, and write them with a comparison.

    Parameters
    ----------
    asked : Asked
        What is planned, from what, and where it goes; the time limit is for each search.
    number : int
        How many calendars at most, the best included.
    listener, warn, tell : callable, optional
        Hear of progress, of the input's warnings, and of what it is planned from.

    Raises
    ------
    InputFaults, CannotWrite, BrokenPlan
    NoWorkplace
        If a cluster is named and does not answer.

    """
    since = stamp_of(asked.folder)
    ready = prepared(asked, warn, tell)
    clock = clock_of(asked.time_limit, listener)
    keep_time_to_write(ready.problem, clock, number)
    with helping(asked.cluster, tell) as helpers:
        found = options(ready.problem, number, clock, listener, warn, helpers)
    if isinstance(found, Planned):
        listener("Writing the plans")
        ready.write([option.plan for option in found.options], asked, since, tell)
    else:
        ready.tell_the_law(tell)
    return found


def options(
    problem: Problem,
    number: int,
    time_limit: float | Clock,
    listener: Listener = silence,
    warn: Warn | None = None,
    helpers: Helpers | None = None,
) -> Planned | Infeasible | OutOfTime:
    """Find the best calendar and others that truly differ, and compare them; nothing is written.

    Parameters
    ----------
    problem : Problem
        The input.
    number : int
        How many calendars at most, the best included.
    time_limit : float or Clock
        Seconds for each search, or a clock that runs already, for the first: each other has as many seconds.
    listener, warn : callable, optional
        Hear of progress, and of plans that the checker refused.
    helpers : Helpers, optional
        Who else does parts of each search.

    Raises
    ------
    BrokenPlan
        If the checker passes none of the calendars of the first search.

    """
    clock = clock_of(time_limit, listener)
    search = _Search(problem, clock.seconds, clock.listener, warn, helpers)
    clock.listener = search.hear
    with clock.interrupted_by_ctrl_c():
        outcome = passed(problem, searched(problem, clock, search.hear, helpers=helpers), warn)
    if not isinstance(outcome, Solved):
        return outcome
    plans, why = search.others(outcome, number)
    plans.sort(key=_values)
    return Planned(problem, compared(problem, plans), number, why, law_warnings(problem, plans[0]))


@dataclass
class _Search:
    """A search for calendars that differ; it ends with those found when the user stops it."""

    problem: Problem
    time_limit: float
    listener: Listener
    warn: Warn | None
    helpers: Helpers | None = None
    stopped: bool = False

    def hear(self, sentence: str) -> None:
        self.stopped = self.stopped or sentence in (STOPPING, STOPPING_EARLY)
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
            problem, hear = restriction.edit(self.problem), _prefixed(about, self.hear)
            outcome = searched(problem, self.time_limit, hear, helpers=self.helpers)
            plan = self._as_an_option(outcome, best) if isinstance(outcome, Solved) else NOT_IN_TIME
            if isinstance(plan, str):
                why = why if isinstance(outcome, Infeasible) else plan
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

    def _as_an_option(self, outcome: Solved, best: Solved) -> Plan | str:
        """Return a calendar found under a restriction as one of the problem itself, or why there is none."""
        slots = slots_used(self.problem, outcome.plan) <= slots_used(self.problem, best.plan)
        earlier = tuple(Standing(one.tiers, partial(self._bounded, one.plan, best)) for one in outcome.earlier)
        plan = self._bounded(lambda: outcome.plan, best)
        try:
            found = passed(self.problem, Solved(plan, self.problem, best.slots_proven and slots, earlier), self.warn)
        except BrokenPlan as trouble:
            if self.warn is not None:
                self.warn((refused_warning(trouble.breaches, "None"),))
            return REFUSED
        return found.plan if isinstance(found, Solved) else NOT_IN_TIME

    def _bounded(self, made: Callable[[], Plan], best: Solved) -> Plan:
        """Return a calendar with its tiers counted for the problem itself, their bounds those of the best.

        A bound of a tier was proven with those before it as low as in the best; where one is higher, it says nothing.
        """
        plan = made()
        values, _ = recount(self.problem, plan)
        tiers = []
        as_low = True
        for tier in best.plan.tiers:
            tiers.append(Tier(tier.name, values[tier.name], min(tier.bound, values[tier.name]) if as_low else 0))
            as_low = as_low and values[tier.name] <= tier.value
        return replace(plan, tiers=tuple(tiers), search=())


def _prefixed(about: str, hear: Callable[[str], None]) -> Listener:
    """Return a listener to a part of the search that says which part it is."""
    return lambda sentence: hear(sentence if sentence in (STOPPING, STOPPING_EARLY) else about + sentence)


def _is_settled(outcome: Solved | Infeasible | OutOfTime) -> bool:
    """Whether nothing better can come of a part of the calendars that was searched."""
    return isinstance(outcome, Infeasible) or (isinstance(outcome, Solved) and outcome.plan.status == OPTIMAL)


def _values(plan: Plan) -> tuple[int, ...]:
    return tuple(tier.value for tier in plan.tiers)
