"""Scenarios compared: where they are tried, processes of this machine or a Dask cluster, and what comes back."""

import os
import signal
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from time import monotonic

from pebble import ProcessExpired, ProcessPool

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import Result, Scenario
from scheduler.sweep.cluster import CLOSED, KILLED_WORKER, connected
from scheduler.sweep.trial import Trial, failed, try_scenario


@dataclass(frozen=True)
class Workplace:
    """Where scenarios are tried."""

    submit: Callable[[Trial], "Future[Result]"]
    """Has a scenario tried; the future ends with its result, or with why there is none."""
    is_there: Callable[[], bool] = lambda: True
    """Whether anything can still come of what was submitted."""


SECONDS_BETWEEN_LOOKS = 2.0
"""Between two looks whether the workplace is still there."""
SECONDS_TO_START = 60.0
"""How long a process or a worker may take to start, besides what it tries."""
SECONDS_TO_END = 120.0
"""How long a scenario may take besides twice its time limit: its model is built, and its plan verified."""
DIED = "The process that tried it died without an answer"
WENT_AWAY = "The cluster went away before it was tried"
SEE_THAT_IT_RUNS = "See that its scheduler runs, and compare again."


def half_the_cores() -> int:
    """Return how many scenarios are tried at once by default: a search uses up to two cores."""
    return max(1, (os.cpu_count() or 1) // 2)


@contextmanager
def workplace(workers: int | None, cluster: str | None) -> Iterator[Workplace]:
    """Give a place where scenarios are tried, and end whatever is still done afterwards.

    Parameters
    ----------
    workers : int, optional
        Processes of this machine; half its cores where it is left out.
    cluster : str, optional
        The address of a Dask scheduler, such as tcp://host:8786; then nothing runs here.

    Raises
    ------
    NoWorkplace
        If the cluster does not answer, has no worker, or `distributed` is not installed.

    """
    with _processes(workers or half_the_cores()) if cluster is None else _cluster(cluster) as place:
        yield place


@contextmanager
def _processes(number: int) -> Iterator[Workplace]:
    """Give so many processes of this machine, one scenario at a time in each.

    A process that dies, or that takes too long and is ended, takes only its own scenario with it. Ctrl-C is left to
    this process; SIGTERM ends them at once.
    """
    at_once = (signal.SIGTERM, signal.SIG_DFL)
    pool = ProcessPool(number, initializer=signal.signal, initargs=at_once, context=get_context("spawn"))
    try:
        yield Workplace(lambda trial: pool.schedule(try_scenario, (trial,), timeout=_most_seconds(trial.time_limit)))
    finally:
        pool.stop()
        pool.join()


@contextmanager
def _cluster(address: str) -> Iterator[Workplace]:
    with connected(address, "Comparing on a cluster") as client:
        executor = client.get_executor(pure=False)
        try:
            yield Workplace(lambda trial: executor.submit(try_scenario, trial), lambda: client.status != CLOSED)
        finally:
            if client.status != CLOSED:  # where it is, there is nobody left who could be told
                executor.shutdown(wait=False)


def compare(
    problem: Problem, scenarios: Sequence[Scenario], time_limit: float, place: Workplace
) -> Iterator[tuple[int, Result]]:
    """Try each scenario, and yield its place and what became of it as soon as it ends, in whatever order that is.

    No wait is without end: where none of those still waited for ends within what one may take, all of them failed.

    Parameters
    ----------
    problem : Problem
        The input that all of them change.
    scenarios : Sequence[Scenario]
        What to try; one that fails, or takes its process with it, leaves the others as they are.
    time_limit : float
        Seconds for each search.
    place : Workplace
        Where they are tried: see `workplace`.

    """
    trials = [Trial(problem, scenario, time_limit) for scenario in scenarios]
    waiting = {place.submit(trial): number for number, trial in enumerate(trials)}
    seconds = _most_seconds(time_limit) + SECONDS_TO_START
    suspects: list[int] = []
    for ended in _as_they_end(waiting, place, seconds):
        for future in sorted(ended, key=waiting.__getitem__):
            number = waiting.pop(future)
            if _was_near_a_death(future):
                suspects.append(number)
            else:
                yield number, _result(partial(future.result, 0), scenarios[number])
    there = place.is_there()
    silence = f"Nothing more was heard for {seconds:.0f} seconds" if there else WENT_AWAY
    given_up = [*waiting.values(), *(() if there else suspects)]
    yield from ((number, _lost(scenarios[number], silence, SEE_THAT_IT_RUNS)) for number in given_up)
    for number in sorted(suspects) if there else ():
        yield number, _result(partial(_tried_alone, place, trials[number], seconds), scenarios[number])


def _as_they_end(
    waiting: "Collection[Future[Result]]", place: Workplace, seconds: float
) -> "Iterator[set[Future[Result]]]":
    """Yield those of the futures that have ended, for as long as any is left and more can be expected to end.

    Parameters
    ----------
    waiting : collection of Future
        What is waited for; whoever hears of one that has ended takes it out.
    place : Workplace
        Where it is done.
    seconds : float
        How long none of them may end.

    """
    last = monotonic()
    while waiting:
        ended, _ = wait(waiting, min(seconds, SECONDS_BETWEEN_LOOKS), FIRST_COMPLETED)
        if ended:
            yield ended
            last = monotonic()
        elif not place.is_there() or monotonic() - last >= seconds:
            return


def _most_seconds(time_limit: float) -> float:
    """Return how long a scenario may take before it is given up."""
    return 2 * time_limit + SECONDS_TO_END


def _was_near_a_death(future: "Future[Result]") -> bool:
    """Whether a cluster gave the work up because workers died that had it: so it says of all that waited there too.

    Such work is tried once more, alone, and then nobody else can be blamed.
    """
    return not future.cancelled() and type(future.exception(0)).__name__ == KILLED_WORKER


def _tried_alone(place: Workplace, trial: Trial, seconds: float) -> Result:
    """Try a scenario while nothing else is tried."""
    future = place.submit(trial)
    for _ in _as_they_end((future,), place, seconds):
        return future.result(0)
    raise TimeoutError if place.is_there() else CancelledError


def _result(ask: Callable[[], Result], scenario: Scenario) -> Result:
    """Return what became of a scenario, or why nothing did: its process has died, or never got the work."""
    try:
        return ask()
    except (ProcessExpired, BrokenProcessPool):
        return _lost(
            scenario, DIED, "If its memory ran out, try fewer at once with --workers 1, or on a larger machine."
        )
    except TimeoutError:
        return _lost(scenario, "It was given up, long after its time limit", "Give it longer with --time-limit.")
    except CancelledError:
        return _lost(scenario, WENT_AWAY, SEE_THAT_IT_RUNS)
    except Exception as trouble:  # noqa: BLE001 - whatever a cluster says of work that it lost
        if type(trouble).__name__ == KILLED_WORKER:
            return _lost(scenario, DIED, "If its memory ran out, start workers with more of it and --nthreads 1.")
        remedy = "See that the workers run, and have the same version of meeting-day installed."
        return _lost(scenario, f"Whoever tried it gave no answer ({type(trouble).__name__}: {trouble})", remedy)


def _lost(scenario: Scenario, message: str, remedy: str) -> Result:
    return failed(scenario, Fault("", None, None, message, remedy))
