"""Trying scenarios one beside another, in processes of this machine or on a cluster: the same code in both."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import Result, Scenario
from scheduler.sweeping.trial import Trial, failed, try_scenario

FEWER_AT_ONCE = "If its memory ran out, try fewer at once with --workers 1, or give it a larger machine."


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
    places: dict[Future[Result], int] = {
        executor.submit(try_scenario, Trial(problem, scenario, time_limit)): place
        for place, scenario in enumerate(scenarios)
    }
    for future in as_completed(places):
        place = places[future]
        yield place, _result(future, scenarios[place])


def _result(future: "Future[Result]", scenario: Scenario) -> Result:
    """Return what the future holds, or why it holds nothing: its process has died, or never got the work."""
    try:
        return future.result()
    except BrokenProcessPool:
        message = "The process that tried it died without an answer"
        return failed(scenario, Fault("", None, None, message, FEWER_AT_ONCE))
    except Exception as trouble:  # noqa: BLE001 - whatever a cluster says of work that it lost
        message = f"The worker that tried it gave no answer ({type(trouble).__name__}: {trouble})"
        remedy = "See that the workers run, and have the same version of meeting-day installed."
        return failed(scenario, Fault("", None, None, message, remedy))
