"""`sweep`: an input compared with scenarios that change it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.commands.plans import Warn
from scheduler.commands.sources import moment_of_planning, read_input
from scheduler.domain.changes import each_weekday
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import AS_IT_IS, STOPPED, Result, Scenario
from scheduler.errors import InputFaults
from scheduler.outputs.places import prepare_folder
from scheduler.outputs.sweep import write_sweep
from scheduler.reading.requests.changes import read_scenarios
from scheduler.sweep.comparison import compare, workplace

__all__ = ["prepare_folder", "sweep", "sweep_workbook"]

Heard = Callable[[int, Result | None], None]
"""Whoever hears how many scenarios there are, once they are begun, and then of each as it ends."""


@dataclass(frozen=True)
class Sweep:
    """Scenarios compared: the input as it is, and then each of them."""

    title: str
    results: tuple[Result, ...]


def sweep(
    source: Path,
    table: Path | None,
    time_limit: float,
    workers: int | None = None,
    cluster: str | None = None,
    heard: Heard = lambda _number, _result: None,
    warn: Warn | None = None,
) -> Sweep:
    """Compare an input as it is with scenarios that change it; one that fails never loses the others.

    Parameters
    ----------
    source : Path
        A workbook or a folder of CSV files.
    table : Path, optional
        The scenarios; left out, each weekday that the meeting days might have.
    time_limit : float
        Seconds for each search.
    workers : int, optional
        Processes of this machine; half its cores where it is left out.
    cluster : str, optional
        The address of a Dask scheduler, to compare there instead.
    heard : callable, optional
        Hears how many scenarios there are, and of each as it ends.
    warn : callable, optional
        Hears of the warnings of the input and the scenarios.

    Raises
    ------
    InputFaults, NoWorkplace

    """
    problem, warnings = read_input(source)
    scenarios, more = (tuple(each_weekday(problem)), ()) if table is None else read_scenarios(table, problem)
    if warn is not None and warnings + more:
        warn(warnings + more)
    return compared(problem, scenarios, time_limit, workers, cluster, heard)


def compared(
    problem: Problem,
    scenarios: Sequence[Scenario],
    time_limit: float,
    workers: int | None = None,
    cluster: str | None = None,
    heard: Heard = lambda _number, _result: None,
) -> Sweep:
    """Compare a problem as it is with scenarios that change it: see `sweep`."""
    if not scenarios:
        message = "the input has no meeting days, whose weekdays could be compared"
        raise InputFaults((Fault("", None, None, message, "Give --scenarios a table of what to compare."),))
    everything = (Scenario(AS_IT_IS), *scenarios)
    results = [Result(one.name, STOPPED, tuple(change.words for change in one.changes)) for one in everything]
    problem = replace(problem, as_of=moment_of_planning(problem, None, None))
    heard(len(everything), None)
    with suppress(KeyboardInterrupt), workplace(workers, cluster) as where:
        for place, result in compare(problem, everything, time_limit, where):
            results[place] = result
            heard(len(everything), result)
    return Sweep(problem.settings.title, tuple(results))


def sweep_workbook(compared: Sweep, folder: Path) -> Path:
    """Write the workbook of a comparison into a folder, and return where."""
    return write_sweep(compared.title, compared.results, folder)
