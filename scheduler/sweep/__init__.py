"""Trying scenarios one beside another, in processes of this machine or on a cluster: the same code in both."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import Result, Scenario
from scheduler.sweep.trial import Trial, failed, try_scenario

DIED = "The process that tried it died without an answer"
FEWER_AT_ONCE = "If its memory ran out, try fewer at once with --workers 1, or on a larger machine."
FEWER_ON_A_WORKER = "If its memory ran out, start workers with more of it and --nthreads 1."
KILLED_WORKER = "KilledWorker"
"""What `distributed`, which need not be installed, calls work whose workers died one after another."""


def compare(
    problem: Problem, scenarios: Sequence[Scenario], time_limit: float, executor: Executor
) -> Iterator[tuple[int, Result]]:
    """Try each scenario, and yield its place and what became of it as soon as it ends, in whatever order that is.

    Parameters
    ----------
    problem : Problem
        The input that all of them change.
    scenarios : Sequence[Scenario]
        What to try; one that fails, or takes its process with it, leaves the others as they are.
    time_limit : float
        Seconds for each search.
    executor : Executor
        Where they are tried.

    """
    trials = [Trial(problem, scenario, time_limit) for scenario in scenarios]
    places = {executor.submit(try_scenario, trial): place for place, trial in enumerate(trials)}
    suspects: list[int] = []
    for future in as_completed(places):
        if _was_near_a_death(future):
            suspects.append(places[future])
        else:
            yield places[future], _result(future, scenarios[places[future]])
    for place in sorted(suspects):
        yield place, _result(executor.submit(try_scenario, trials[place]), scenarios[place])


def _was_near_a_death(future: "Future[Result]") -> bool:
    """Whether a cluster gave the work up because workers died that had it: so it says of all that waited there too.

    Such work is tried once more, alone, and then nobody else can be blamed.
    """
    return not future.cancelled() and type(future.exception()).__name__ == KILLED_WORKER


def _result(future: "Future[Result]", scenario: Scenario) -> Result:
    """Return what the future holds, or why it holds nothing: its process has died, or never got the work."""
    try:
        return future.result()
    except BrokenProcessPool:
        return failed(scenario, Fault("", None, None, DIED, FEWER_AT_ONCE))
    except CancelledError:
        remedy = "See that its scheduler runs, and compare again."
        return failed(scenario, Fault("", None, None, "The cluster went away before it was tried", remedy))
    except Exception as trouble:  # noqa: BLE001 - whatever a cluster says of work that it lost
        if type(trouble).__name__ == KILLED_WORKER:
            return failed(scenario, Fault("", None, None, DIED, FEWER_ON_A_WORKER))
        words = f"{type(trouble).__name__}: {trouble}"
        remedy = "See that the workers run, and have the same version of meeting-day installed."
        return failed(scenario, Fault("", None, None, f"Whoever tried it gave no answer ({words})", remedy))
