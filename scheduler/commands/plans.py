"""`plan` and `export`: calendars found, verified and written."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.checking.verification import best_verified, verified
from scheduler.commands.approval import approve
from scheduler.commands.baselines import Baseline, baseline_of
from scheduler.commands.rows_kept import taken_over
from scheduler.commands.seats_kept import seated_as_before
from scheduler.commands.sources import files_of, kept_input, moment_of_planning, read_input, read_plan
from scheduler.domain.cadences import most_meetings
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.errors import BrokenPlan
from scheduler.law.warnings import warnings as law_warnings
from scheduler.law.words import warning_lines
from scheduler.messages.differences import change_sentences, changes_shown
from scheduler.messages.plans import (
    as_of_sentence,
    decision_sentences,
    earlier_papers_sentences,
    forward_plan_sentences,
)
from scheduler.messages.refusals import refused_warning
from scheduler.outputs.feeds.year import revised
from scheduler.outputs.folder import UNNAMED, options_in, write_output
from scheduler.outputs.history import Stamp, Step, stamp_of
from scheduler.outputs.papers import of_an_earlier_calendar
from scheduler.outputs.places import check_replaceable, locked
from scheduler.solver.cp.outcome import Infeasible, Outcome, OutOfTime, Solved, TriedRemedy, Watcher
from scheduler.solver.cp.parallel_parts import Helpers
from scheduler.solver.cp.progress import Clock, Listener, clock_of, silence
from scheduler.sweep.dask_helpers import helping

__all__ = ["Infeasible", "OutOfTime", "Outcome", "Solved", "Step", "export", "passed", "plan", "planned", "searched"]

WRITING_SECONDS, SECONDS_A_SEAT = 0.2, 0.0004
"""Of a processor, to check and write a plan: with any seats at all, and for each seat at each meeting."""
PLAN, EXPORT = Step("plan"), Step("export")

Warn = Callable[[tuple[Fault, ...]], None]
"""Whoever is told of warnings as soon as the input is read."""
Tell = Callable[[str], None]
"""Whoever is told, in sentences, what is done before it is done."""


@dataclass(frozen=True)
class Asked:
    """What is planned, from what, and where it goes."""

    source: Path
    """A workbook or a folder of CSV files."""
    folder: Path
    """Where the plan goes; replaced whole."""
    time_limit: float | Clock
    """Seconds for each search, or a clock that began with the command: reading and writing are counted then, too."""
    baseline: Path | None = None
    """An earlier plan, to move as little of as can be."""
    as_of: datetime | None = None
    """The moment of planning; local time where it has no zone. Left out, it is the day the calendar is published or
    begins, or that of the baseline: no clock is read."""
    step: Step = PLAN
    """For the history of the folder."""
    cluster: str | None = None
    """The address of a Dask scheduler whose workers help; else all is done here."""
    afresh: bool = False
    """Whether the plan that stands in the folder is left out of account; otherwise that is the baseline."""


@dataclass(frozen=True)
class Prepared:
    """What is to be solved, and what is then written."""

    problem: Problem
    files: Mapping[str, bytes]
    """Of the input, by name."""
    baseline: Baseline

    def tell_the_law(self, tell: Tell) -> None:
        """Tell what of the input goes against the law, where there is no calendar of it."""
        for line in warning_lines(self.problem, law_warnings(self.problem)):
            tell(line)

    def write(self, plans: Sequence[Plan], asked: Asked, since: Stamp, tell: Tell) -> None:
        """Write the best of some plans, and the others to choose from; tell what it changes of what members have."""
        completed = [self.baseline.completed(self.problem, one) for one in plans]
        told = self.baseline.told_against(self.problem)
        write(told, completed, self.files, asked.folder, step=asked.step, since=since)
        for sentence in forward_plan_sentences(self.problem, completed[0]):
            tell(sentence)
        for sentence in decision_sentences(self.problem, completed[0]):
            tell(sentence)
        for sentence in earlier_papers_sentences(of_an_earlier_calendar(asked.folder)):
            tell(sentence)
        before = told.published
        if before is not None and before.meetings:
            lines = list(change_sentences(told, before, revised(told, completed[0])))
            for sentence in changes_shown(lines, "the calendar before"):
                tell(sentence)
        for line in warning_lines(told, law_warnings(told, completed[0])):
            tell(line)


def prepared(asked: Asked, warn: Warn | None, tell: Tell = silence) -> Prepared:
    """Read the input and the baseline, say which they are, and see that the folder can be written.

    What was done by hand to the baseline's meetings is taken over.
    """
    problem, warnings = read_input(asked.source)
    check_replaceable(asked.folder)
    baseline = baseline_of(problem, asked.folder, asked.baseline, asked.as_of, afresh=asked.afresh)
    before = baseline.near
    problem, files, lacking = taken_over(asked.source, problem, before)
    if warn is not None and (*warnings, *lacking):
        warn((*warnings, *lacking))
    moment = moment_of_planning(problem, before, asked.as_of)
    problem = replace(problem.knowing(before), baseline=before, as_of=moment)
    for sentence in (*baseline.words, as_of_sentence(problem, before, said=asked.as_of is not None)):
        tell(sentence)
    return Prepared(problem, files, baseline)


def write(
    problem: Problem,
    plans: Sequence[Plan],
    files: Mapping[str, bytes],
    folder: Path,
    *,
    step: Step = UNNAMED,
    since: Stamp | None = None,
) -> None:
    """Write the best of some plans, the others to choose from, and the input's files by name."""
    write_output(problem, plans[0], folder, files, plans[1:], step=step, since=since)


def plan(asked: Asked, listener: Listener = silence, warn: Warn | None = None, tell: Tell = silence) -> Outcome:
    """Find the year's calendar, verify it, and write it to a folder; nothing is written where there is none.

    Parameters
    ----------
    asked : Asked
        What is planned, from what, and where it goes.
    listener, warn, tell : callable, optional
        Hear of progress, of the input's warnings, and of what it is planned from.

    Raises
    ------
    InputFaults, CannotWrite, ChangedMeanwhile, BrokenPlan
    NoWorkplace
        If a cluster is named and does not answer.

    """
    since = stamp_of(asked.folder)
    ready = prepared(asked, warn, tell)
    clock = clock_of(asked.time_limit, listener)
    keep_time_to_write(ready.problem, clock)
    with clock.interrupted_by_ctrl_c():
        with helping(asked.cluster, tell) as helpers:
            outcome = planned(ready.problem, clock, listener, warn, helpers=helpers)
        if isinstance(outcome, Solved):
            clock.listener("Writing the plan")
            ready.write([outcome.plan], asked, since, tell)
        else:
            ready.tell_the_law(tell)
    return outcome


def keep_time_to_write(problem: Problem, clock: Clock, plans: int = 1, besides: float = 0.0) -> None:
    """Keep time at the end of a clock to check and write so many plans, from their size and how busy the machine is.

    Parameters
    ----------
    problem : Problem
        The input.
    clock : Clock
        What is kept of.
    plans : int
        How many are written.
    besides : float
        Seconds for whatever else follows the search.

    """
    seats = sum(
        most_meetings(problem, body) * len(problem.memberships_of_body[body.code]) for body in problem.bodies.values()
    )
    clock.keep(plans * (WRITING_SECONDS + seats * SECONDS_A_SEAT) * clock.slowness, besides)


def planned(
    problem: Problem,
    time_limit: float | Clock,
    listener: Listener = silence,
    warn: Warn | None = None,
    enough: Collection[str] = (),
    helpers: Helpers | None = None,
) -> Outcome:
    """Find the best calendar of a problem that the checker passes.

    Where the checker refuses the best that was found, the last one before it that passes is returned, with a warning.

    Parameters
    ----------
    problem : Problem
        The input.
    time_limit : float or Clock
        Seconds for the search, or a clock that runs already.
    listener, warn : callable, optional
        Hear of progress, and of a plan that was refused.
    enough : Collection of str, optional
        Tiers that matter most: see `solve`.
    helpers : Helpers, optional
        Who else does parts of the search.

    Raises
    ------
    BrokenPlan
        If the checker passes none of the calendars found.

    """
    return passed(problem, searched(problem, time_limit, listener, enough=enough, helpers=helpers), warn)


def searched(
    problem: Problem,
    time_limit: float | Clock,
    listener: Listener = silence,
    watch: Watcher | None = None,
    enough: Collection[str] = (),
    helpers: Helpers | None = None,
) -> Outcome:
    """Search for the best calendar of a problem, not yet verified: see `scheduler.solver.solve.solve`."""
    from scheduler.solver.solve import solve  # noqa: PLC0415 - slow to load, and many commands only read and write plans

    return solve(problem, time_limit, listener, watch, enough, helpers=helpers)


def passed(problem: Problem, outcome: Outcome, warn: Warn | None) -> Outcome:
    """Return how a search ended once its plan is verified: see `planned`."""
    if isinstance(outcome, Infeasible):
        return replace(outcome, remedies=tuple(_checked(outcome.remedies)))
    if not isinstance(outcome, Solved):
        return outcome
    found = best_verified(problem, outcome)
    if found is None:
        return OutOfTime()
    if found.refused and warn is not None:
        warn((refused_warning(found.refused),))
    from scheduler.solver.repair.day_slots import with_slots_saving  # noqa: PLC0415 - slow to load: see `searched`

    plan = with_slots_saving(problem, seated_as_before(problem, found.plan))
    law = law_warnings(problem, plan)
    return replace(outcome, plan=plan, earlier=(), law=law)


def _checked(remedies: Iterable[TriedRemedy]) -> Iterator[TriedRemedy]:
    """Yield the remedies whose plan the checker passes, with what that does not grant counted afresh."""
    for one in remedies:
        with suppress(BrokenPlan):
            plan = verified(one.problem, one.plan, slots_proven=one.slots_proven)
            if plan is not None:
                yield replace(one, plan=plan)


def export(
    folder: Path,
    source: Path | None = None,
    target: Path | None = None,
    step: Step = EXPORT,
    anyway: str | None = None,
) -> None:
    """Write the outputs of a plan again, from its `plan.json` and the input kept beside it or given.

    Other plans to choose from are written again with it.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    source : Path, optional
        The input, where another than the kept one is to be used.
    target : Path, optional
        Another folder to write to.
    step : Step, optional
        For the history of the folder.
    anyway : str, optional
        Why it is to be written whatever is wrong with the plan.

    Raises
    ------
    InputFaults, CannotWrite, ChangedMeanwhile
    Refused
        If the plan breaks a rule or is not of this input; nothing is written then.

    """
    with locked(target or folder):
        _exported(folder, source, target or folder, step, anyway)


def _exported(folder: Path, source: Path | None, target: Path, step: Step, anyway: str | None) -> None:
    since = stamp_of(target)
    source = source or kept_input(folder)
    problem, _ = read_input(source)
    check_replaceable(target)
    found = read_plan(folder, problem).plan
    approved = approve(problem, found, found.generated, anyway, f"{folder} is not written again")
    others = [read_plan(other, problem).plan for other in options_in(folder)]
    plan, *others = (replace(one, input_sha256=problem.input_sha256) for one in (found, *others))
    files = files_of(source, problem)
    write_output(problem, plan, target, files, others, step=approved.step(step), since=since)
