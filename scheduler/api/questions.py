"""The questions that `import scheduler` answers.

Every function takes a `Problem` and checks it as a workbook is checked; InputFaults then has every fault at once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from os import PathLike
from pathlib import Path
from typing import TypeAlias
from weakref import WeakKeyDictionary

from scheduler.api.answers import (
    TIME_LIMIT,
    Changed,
    Check,
    Comparison,
    Explanation,
    Location,
    Moment,
    Options,
    Result,
    SittingTogether,
    Why,
    found,
    moment_of,
    seconds,
    texts,
    warn,
    wrong_type,
)
from scheduler.commands import changes, checks, plans, sweeps
from scheduler.commands import options as several
from scheduler.commands.sources import moment_of_planning, read_input
from scheduler.commands.sources import read_plan as read_calendar
from scheduler.domain.changes import each_weekday
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.scenarios import Scenario
from scheduler.errors import NoPlan
from scheduler.outputs.history import Stamp, stamp_of
from scheduler.reading import validated
from scheduler.reading.plans.files import ReadPlan
from scheduler.reading.requests.changes import read_scenarios, seat_changes_in_words
from scheduler.solver.cp.outcome import Standing
from scheduler.solver.cp.progress import Listener, silence
from scheduler.sweep.dask_helpers import helping

PlanLike: TypeAlias = Plan | Result | Changed | Location
"""A plan, or where one is: a folder that `write` wrote, a `plan.json`, or a table made by hand."""


_FILES: "WeakKeyDictionary[Problem, Path]" = WeakKeyDictionary()
"""The file that a problem was read from, for as long as the problem is used as it was read."""


def read(path: Location) -> Problem:
    """Read a workbook or a folder of CSV files.

    Warnings of the input are given as `InputWarning`.

    Raises
    ------
    InputFaults
        With every fault: where it is, what is wrong, what to do.

    Examples
    --------
    >>> import scheduler
    >>> problem = scheduler.read("inputs/harrow-2011-12")
    >>> problem
    <Problem 'Harrow Strategic Partnership: meetings 2011 to 2012': 31 bodies, 60 people, 1 meeting day>

    """
    problem, warnings = read_input(Path(path))
    warn(warnings)
    _FILES[problem] = Path(path)
    return problem


def read_plan(path: Location, problem: Problem) -> Plan:
    """Read a plan: a folder that `write` wrote, a `plan.json`, or a table made by hand.

    Raises
    ------
    InputFaults

    """
    calendar = read_calendar(Path(path), problem)
    warn(calendar.warnings)
    return calendar.plan


def solve(
    problem: Problem,
    time_limit: float = TIME_LIMIT,
    baseline: PlanLike | None = None,
    on_progress: Listener = silence,
    as_of: Moment | None = None,
    cluster: str | None = None,
) -> Result:
    """Find the year's best plan; the checker, which knows nothing of the solver, has passed it.

    Ctrl-C ends the search with the best plan so far.

    Parameters
    ----------
    problem : Problem
        The input.
    time_limit : float
        Seconds; when they are over, the best plan so far is returned.
    baseline : Plan, Result or path, optional
        An earlier plan, to move as little of as can be.
    on_progress : callable, optional
        Hears sentences of how far the search is, from other threads too.
    as_of : date or datetime, optional
        The moment of planning, by the council's clock where it has no zone. Left out, it is the day the calendar is
        published or begins, or that of the baseline: no clock is read.
    cluster : str, optional
        The address of a Dask cluster whose workers help, such as tcp://host:8786; what becomes of them is told to
        `on_progress`.

    Raises
    ------
    NoWorkplace
        If a cluster is named and does not answer.
    NoPlan
        If no plan exists; `explanation` has the reasons and what to give up.
    OutOfTime
        If the time was over before a plan was found.
    InputFaults

    Examples
    --------
    >>> from datetime import date
    >>> import scheduler
    >>> from scheduler import Body, Cadence, Membership, Person, Problem, Room, Settings
    >>> problem = Problem(
    ...     Settings("Growth Board 2026", date(2026, 9, 1), date(2026, 12, 18)),
    ...     bodies={"GB": Body("GB", "Growth Board", cadence=Cadence(minimum=2, maximum=2), start_times=(600,))},
    ...     people={"ANN": Person("ANN", "Ann Smith")},
    ...     memberships=(Membership("ANN", "GB", "chair"),),
    ...     rooms={"R1": Room("R1", "Room 1", "Town Hall", 20)},
    ... )
    >>> result = scheduler.solve(problem)
    >>> result
    <Result: 2 meetings, proven best>
    >>> bool(scheduler.check(problem, result))
    True

    """
    since = _stamp(baseline)
    sound = prepared(problem, baseline, as_of)
    with helping(cluster, on_progress) as helpers:
        solved = found(plans.planned(sound, seconds(time_limit), on_progress, warn, helpers=helpers))
    return Result(sound, solved.plan, _FILES.get(problem), since)


def options(
    problem: Problem,
    count: int = 3,
    time_limit: float = TIME_LIMIT,
    baseline: PlanLike | None = None,
    on_progress: Listener = silence,
    as_of: Moment | None = None,
) -> Options:
    """Find the best plan and others that truly differ, at most `count`, and compare them; see `solve`.

    The time limit is for each search.

    Raises
    ------
    ValueError
        If the count is less than 1.
    NoPlan, OutOfTime, InputFaults

    """
    if count < 1:
        raise ValueError(f"count is how many calendars are wanted, 1 or more, and not {count}")
    since = _stamp(baseline)
    sound = prepared(problem, baseline, as_of)
    planned = found(several.options(sound, count, seconds(time_limit), on_progress, warn))
    return Options(sound, planned, _FILES.get(problem), since)


def explain(problem: Problem, time_limit: float = TIME_LIMIT, on_progress: Listener = silence) -> Explanation | None:
    """Say why a problem has no plan, and what to give up so that it has one; None where it has one.

    Raises
    ------
    OutOfTime, InputFaults

    Examples
    --------
    >>> from datetime import date
    >>> import scheduler
    >>> from scheduler import Body, Cadence, ClosedDate, Membership, Person, Problem, Settings
    >>> autumn = date(2026, 9, 1), date(2026, 10, 30)
    >>> problem = Problem(
    ...     Settings("Growth Board 2026", *autumn),
    ...     bodies={"GB": Body("GB", "Growth Board", cadence=Cadence(minimum=1, maximum=1))},
    ...     people={"ANN": Person("ANN", "Ann Smith")},
    ...     memberships=(Membership("ANN", "GB", "chair"),),
    ...     closed_dates=(ClosedDate(*autumn, "Building works"),),
    ... )
    >>> sorted({reason.rule for reason in scheduler.explain(problem).reasons})
    ['cadence', 'closed_date']

    """
    try:
        problem = prepared(problem)
        outcome = plans.searched(problem, seconds(time_limit), on_progress, watch=_end_with_the_first)
        found(plans.passed(problem, outcome, None))
    except NoPlan as none:
        explanation: Explanation = none.explanation
        return explanation
    except _PlanExists:
        pass
    return None


def check(problem: Problem, plan: PlanLike) -> Check:
    """Find every rule a plan breaks, every clash, and every wish it does not grant; true where no rule is broken."""
    problem = prepared(problem)
    report = checks.checked(problem, calendar_of(plan, problem))
    warn(report.warnings)
    return Check(report.problem, report.breaches, report.clashes, report.wishes, report.waived, report.law)


def change(
    problem: Problem,
    plan: PlanLike,
    *,
    joins: Sequence[str] | str = (),
    leaves: Sequence[str] | str = (),
    substitutes: Sequence[str] | str = (),
    start: date | None = None,
    as_of: Moment | None = None,
) -> Changed:
    """Find what follows for a plan when membership changes; `repair()` of it finds the plan that moves least.

    Parameters
    ----------
    problem : Problem
        The input of the plan.
    plan : Plan, Result or path
        The plan.
    joins, leaves, substitutes : str or sequence of str
        `PERSON:BODY` or `PERSON:BODY:ROLE`; `PERSON:BODY`; `PERSON:BODY:DEPUTY`.
    start : date, optional
        The first day on which they hold; left out, that of `as_of`, or as if it had always been so.
    as_of : date or datetime, optional
        The moment of the change: what has been held or served notice of by then never moves.

    Raises
    ------
    InputFaults

    """
    problem = prepared(problem)
    moment = moment_of(as_of)
    day = changes.local_day(problem, moment) if start is None and moment is not None else _day(start)
    wanted = seat_changes_in_words(problem, texts(joins), texts(leaves), texts(substitutes), day)
    return Changed(changes.followed(problem, calendar_of(plan, problem), problem, wanted), moment)


def why(
    problem: Problem,
    plan: PlanLike,
    meeting: str,
    day: Moment | None = None,
    time_limit: float = TIME_LIMIT,
    *,
    as_of: Moment | None = None,
    on_progress: Listener = silence,
) -> Why:
    """Say why a meeting of a plan is not on a day, or what it would cost; without a day, the best days around.

    Parameters
    ----------
    problem : Problem
        The input of the plan.
    plan : Plan, Result or path
        The plan.
    meeting : str
        A body or a meeting day, by code or name; with a number one meeting of it: `HWB#2`.
    day : date or datetime, optional
        The day it might be on, or the moment; without a time (or at midnight, as in a frame), any of the body's own
        times would do.
    time_limit : float
        Seconds.
    as_of : date or datetime, optional
        The moment of asking; left out, that of the plan.
    on_progress : callable, optional
        Hears of progress.

    Raises
    ------
    InputFaults

    """
    problem = prepared(problem)
    on = _day(day)
    start = f"{day:%H:%M}" if isinstance(day, datetime) and day.time() != time() else None
    from scheduler.commands import why as asking  # noqa: PLC0415 - it needs the solver, slow to load

    question = asking.Question(meeting, None if on is None else on.isoformat(), start)
    read = calendar_of(plan, problem)
    return Why(*asking.explained(problem, read, question, seconds(time_limit), moment_of(as_of), on_progress, warn))


def viability(
    problem: Problem,
    bodies: Sequence[str] | str | None = None,
    day: date | None = None,
    meeting_day: str | None = None,
    session: str | None = None,
    time_limit: float = TIME_LIMIT,
    *,
    on_progress: Listener = silence,
) -> SittingTogether:
    """Say whether bodies can sit at the same time: those named, or those of a session of a meeting day.

    Parameters
    ----------
    problem : Problem
        The input.
    bodies : str or sequence of str, optional
        Their codes; in one text with `;` between.
    day : date, optional
        The day whose memberships count; left out, the first on which all the bodies exist.
    meeting_day, session : str, optional
        Codes, where no bodies are named; left out where the input has only one.
    time_limit : float
        Seconds.
    on_progress : callable, optional
        Hears of progress.

    Raises
    ------
    OutOfTime, InputFaults

    """
    problem = prepared(problem)
    named = None if bodies is None else ";".join(texts(bodies))
    on = _day(day)
    from scheduler.commands import viability as sitting  # noqa: PLC0415 - it needs the solver, slow to load

    question = sitting.Question(named, meeting_day, session, None if on is None else on.isoformat())
    answer = found(sitting.judged(problem, question, seconds(time_limit), on_progress))
    return SittingTogether(answer.problem, answer.viability)


def compare(
    problem: Problem,
    scenarios: Location | Sequence[Scenario] | None = None,
    time_limit: float = TIME_LIMIT,
    workers: int | None = None,
    cluster: str | None = None,
) -> Comparison:
    """Compare a problem as it is with scenarios that change it, each in a process of its own.

    Call it below `if __name__ == "__main__":` in a script, because the processes load the script too.

    Parameters
    ----------
    problem : Problem
        The input.
    scenarios : path or sequence of Scenario, optional
        A table as `meeting-day sweep` reads it; left out, each weekday that the meeting days might have.
    time_limit : float
        Seconds for each search.
    workers : int, optional
        Processes of this machine; half its cores where it is left out.
    cluster : str, optional
        The address of a Dask scheduler, to compare there instead.

    Raises
    ------
    NoWorkplace, InputFaults

    """
    problem = prepared(problem)
    if isinstance(scenarios, str | PathLike):
        scenarios, warnings = read_scenarios(Path(scenarios), problem)
        warn(warnings)
    wanted = tuple(each_weekday(problem)) if scenarios is None else scenarios
    return Comparison(sweeps.compared(problem, wanted, seconds(time_limit), workers, cluster))


class _PlanExists(Exception):
    """A search has found a first plan, and that is all that was asked."""


def _end_with_the_first(standing: Standing) -> None:
    raise _PlanExists


def prepared(problem: Problem, baseline: PlanLike | None = None, as_of: Moment | None = None) -> Problem:
    """Return a problem as it is read from a workbook, with the earlier plan and the moment of planning."""
    if not isinstance(problem, Problem):
        raise wrong_type("a Problem, such as `read` gives,", problem)
    sound, warnings = validated(problem)
    if problem not in _FILES:  # what was read has been warned of
        warn(warnings)
    before = sound.baseline if baseline is None else calendar_of(baseline, sound).plan
    moment = moment_of(as_of)
    if moment is None and sound.as_of:
        return replace(sound.knowing(before), baseline=before)
    return replace(sound.knowing(before), baseline=before, as_of=moment_of_planning(sound, before, moment))


def _stamp(plan: PlanLike | None) -> Stamp | None:
    """Return the stamp of the folder that a plan is to be read from, by which `write` sees whether it has changed."""
    return stamp_of(Path(plan)) if isinstance(plan, str | PathLike) else None


def calendar_of(plan: PlanLike, problem: Problem) -> ReadPlan:
    """Return a plan, and what it does not say."""
    if isinstance(plan, str | PathLike):
        calendar = read_calendar(Path(plan), problem)
        warn(calendar.warnings)
        return replace(calendar, warnings=())
    plan = plan.plan if isinstance(plan, Result | Changed) else plan
    if not isinstance(plan, Plan):
        raise wrong_type("a Plan, a Result, or the path of a plan", plan)
    live = plan.live
    return ReadPlan(plan, any(one.attendance for one in live) or not live, any(one.room for one in live) or not live)


def _day(value: Moment | None) -> date | None:
    """Return the day of a moment; a frame's timestamps are moments, too."""
    moment = moment_of(value)
    return None if moment is None else moment.date()
