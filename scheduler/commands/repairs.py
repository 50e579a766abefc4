"""`change --repair`: the calendar that moves least, and what else could be done.

The other ways are to accept apologies, to name a substitute, or to put one meeting on another day.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.commands.changes import Changed
from scheduler.commands.other_ways import MOST_SECONDS, by_another_day, by_another_room, other_ways
from scheduler.commands.plans import Warn, keep_time_to_write, passed, planned
from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import moment_of_planning, read_input
from scheduler.domain.consequences import Alternative
from scheduler.domain.difference import AMENDED, EVERYTHING, Change, difference
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.rows_by_hand import Rows, done_before
from scheduler.domain.seat_changes import amendments
from scheduler.errors import InputFaults
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step, same_place, stamp_of
from scheduler.outputs.places import check_replaceable
from scheduler.reading import validated
from scheduler.reading.plans.files import spelt_alike
from scheduler.solver.cp.outcome import Infeasible, Outcome, OutOfTime, Solved
from scheduler.solver.cp.progress import Clock, Listener, clock_of, silence
from scheduler.solver.repair.minimal_perturbation import least_repair

__all__ = ["Infeasible", "OutOfTime", "Repaired", "repair"]

REPAIR = Step("change --repair")
RULE = "plan"
"""What `check` calls a calendar that contradicts its input, and so what an input that contradicts itself breaks."""

MATTER_MOST = ("held", "unmoved")
"""The tiers after which a repaired calendar is good enough: the others have a few seconds."""


@dataclass(frozen=True)
class Repaired:
    """The calendar that moves least, how it differs from the published one, and what else could be done."""

    problem: Problem
    plan: Plan
    moves: tuple[Change, ...]
    least: bool
    """Whether it is proven that nothing moves less."""
    alternatives: tuple[Alternative, ...]


def repair(
    changed: Changed,
    folder: Path,
    time_limit: float | Clock,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn | None = None,
    step: Step = REPAIR,
) -> Repaired | Infeasible | OutOfTime:
    """Find the calendar that moves least after a change, check it, and write it with the amended input.

    Lunch tables and other papers of the published calendar go on in the new folder, where it has none.

    Published meetings stay where they are first, then as few people as can be are affected, then days are few. What
    has been held, and what notice has been served of at `as_of`, never moves.

    Parameters
    ----------
    changed : Changed
        The change, and the calendar it is made to.
    folder : Path
        Where the new calendar goes; replaced whole.
    time_limit : float or Clock
        Seconds for the search, or a clock that runs already.
    as_of : datetime, optional
        The moment of the change; left out, that of the published calendar.
    listener, warn : callable, optional
        Hear of progress, and of a plan that the checker refused.
    step : Step, optional
        For the history of the folder.

    Raises
    ------
    InputFaults
        If the new input could never be planned, with every fault.
    CannotWrite, ChangedMeanwhile, BrokenPlan

    """
    since = changed.stamp if changed.stamp is not None and same_place(changed.stamp, folder) else stamp_of(folder)
    check_replaceable(folder)
    clock = clock_of(time_limit, listener)
    keep_time_to_write(changed.after, clock, besides=MOST_SECONDS)
    with clock.interrupted_by_ctrl_c():
        outcome, files = repaired_input(changed, as_of, clock, listener, warn)
        if isinstance(outcome, Repaired):
            clock.listener("Writing the plan")
            before = None if changed.stamp is None else changed.stamp.folder
            write_output(outcome.problem, outcome.plan, folder, files, step=step, since=since, after=before)
    return outcome


def repaired_input(
    changed: Changed,
    as_of: datetime | None,
    time_limit: float | Clock,
    listener: Listener = silence,
    warn: Warn | None = None,
) -> tuple[Repaired | Infeasible | OutOfTime, dict[str, bytes]]:
    """Return the calendar that moves least after a change, with the files of the amended input; nothing is written.

    An input that contradicts itself once the change is made has no plan. Where a body would have more voting members
    than seats, which no rule of the search knows, the answer is the contradictions, at once; else (a quorum of more
    than are left) it is why, as the search has it, or else the contradictions. Parameters as of `repair`.

    Raises
    ------
    InputFaults
        If the input, without the change, could never be planned, with every fault.
    BrokenPlan

    """
    try:
        files, problem = amended(changed)
    except InputFaults as contradicted:
        if not changed.changes:
            raise
        if not any(one.too_many for one in changed.seats):
            outcome = planned(_published(changed, changed.after, as_of), time_limit, listener, warn)
            if isinstance(outcome, Infeasible):
                return outcome, {}
        because = tuple(Reason(RULE, fault.table, fault.sentence) for fault in contradicted.faults)
        return Infeasible(because, (), minimal=True, may_help=because), {}
    return repaired(changed, _published(changed, problem, as_of), time_limit, listener, warn), files


def instead(changed: Changed, as_of: datetime | None, listener: Listener = silence) -> tuple[Alternative, ...]:
    """Return what could be done where no calendar keeps the rules of the changed input."""
    problem = _published(changed, changed.after, as_of)
    return (*by_another_room(changed, problem, listener), *other_ways(changed, changed.plan, ()))


def _published(changed: Changed, problem: Problem, as_of: datetime | None) -> Problem:
    """Return an input with the published calendar as its baseline, and the moment of planning."""
    published = spelt_alike(changed.published, problem)
    moment = moment_of_planning(problem, published, as_of)
    return replace(problem.knowing(published), baseline=published, as_of=moment)


def repaired(
    changed: Changed,
    problem: Problem,
    time_limit: float | Clock,
    listener: Listener = silence,
    warn: Warn | None = None,
) -> Repaired | Infeasible | OutOfTime:
    """Find the calendar that moves least after a change, and what else could be done; nothing is written.

    Parameters
    ----------
    changed : Changed
        The change, and the calendar it is made to.
    problem : Problem
        The changed input, with the published calendar as its baseline and the moment of planning.
    time_limit : float or Clock
        Seconds for the search, or a clock that runs already.
    listener, warn : callable, optional
        Hear of progress, and of a plan that the checker refused.

    Raises
    ------
    BrokenPlan

    """
    clock = clock_of(time_limit, listener)
    outcome = _in_a_part(changed, problem, clock, warn)
    if outcome is None:
        outcome = planned(problem, clock, listener, warn, enough=MATTER_MOST)
    if not isinstance(outcome, Solved):
        return outcome
    listener("Looking for what else could be done")
    changes = difference(changed.published, outcome.plan, EVERYTHING)
    moves = tuple(change for change in changes if change.kind != AMENDED)
    ways = (*by_another_room(changed, problem, listener), *other_ways(changed, outcome.plan, moves))
    if not moves:
        ways += tuple(by_another_day(changed, problem, listener))
    least = all(tier.proven for tier in outcome.plan.tiers if tier.name in MATTER_MOST)
    return Repaired(problem, outcome.plan, moves, least, ways)


def _in_a_part(changed: Changed, problem: Problem, clock: Clock, warn: Warn | None) -> Outcome | None:
    """Return the calendar that moves least where a few bodies prove it, checked; None where they do not."""
    nearest = least_repair(problem, changed.plan, clock)
    if nearest is None or not all(tier.proven for tier in nearest.plan.tiers if tier.name in MATTER_MOST):
        return None
    return passed(problem, Solved(nearest.plan, problem), warn)


def amended(changed: Changed) -> tuple[dict[str, bytes], Problem]:
    """Return the files of the input after the change, by name, and the input that they make.

    There are none where the changes were made to a problem made in Python. Raises InputFaults if the changed input
    could never be planned, with every fault.
    """
    source = changed.source
    if source is None:
        return {}, validated(changed.after)[0]
    base, _ = read_input(source)
    rows = Rows(base, done_before(base, changed.published))
    changes = list(amendments(base, changed.after)) if changed.changes else []
    problem, files = amended_input(source, base, [*changes, *([rows.amendment()] if rows.lacking else [])])
    return files, problem
