"""Trying scenarios one beside another, in processes of this machine or on a cluster: the same code in both."""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from scheduler.checking.verification import vouched_for
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import FAILED, INFEASIBLE, OUT_OF_TIME, Result, Scenario
from scheduler.errors import BrokenPlan, InputFaults
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

DIED = "The process that tried it died without an answer"
FEWER_AT_ONCE = "If its memory ran out, try fewer at once with --workers 1, or on a larger machine."
FEWER_ON_A_WORKER = "If its memory ran out, start workers with more of it and --nthreads 1."
KILLED_WORKER = "KilledWorker"
"""What `distributed`, which need not be installed, calls work whose workers died one after another."""
REPORT = "This is a fault of meeting-day, not of your input: please report it."


@dataclass(frozen=True)
class Trial:
    """An input, the scenario to try on it, and the seconds its search may take."""

    problem: Problem
    scenario: Scenario
    time_limit: float


def try_scenario(trial: Trial) -> Result:
    """Make the changes, find the best plan, check it, and say how good it is; whatever goes wrong is a result too."""
    try:
        return _tried(trial)
    except InputFaults as trouble:
        return failed(trial.scenario, *trouble.faults)
    except BrokenPlan as trouble:
        faults = [Fault("", None, None, f"{breach.rule}: {breach.message}", "") for breach in trouble.breaches]
        return failed(trial.scenario, Fault("", None, None, "The plan found fails its own check", REPORT), *faults)
    except MemoryError:
        message = "There is not enough memory for it"
        return failed(trial.scenario, Fault("", None, None, message, "Try fewer at once with --workers 1."))
    except Exception as trouble:  # noqa: BLE001 - one scenario that fails never loses the others
        words = f"It ended with {type(trouble).__name__}: {trouble}"
        return failed(trial.scenario, Fault("", None, None, words, REPORT))


def failed(scenario: Scenario, *faults: Fault) -> Result:
    """Return the result of a scenario that could not be tried, or not to its end."""
    return _without_plan(scenario, FAILED, tuple(fault.sentence for fault in faults))


def _tried(trial: Trial) -> Result:
    problem = trial.scenario.of(trial.problem)
    outcome = solve(problem, trial.time_limit)
    if isinstance(outcome, Infeasible):
        return _without_plan(trial.scenario, INFEASIBLE, tuple(reason.message for reason in outcome.because))
    plan = (
        vouched_for(problem, outcome.plan, slots_proven=outcome.slots_proven) if isinstance(outcome, Solved) else None
    )
    if plan is None or not isinstance(outcome, Solved):
        return _without_plan(trial.scenario, OUT_OF_TIME, ("Time ran out before a plan was found.",))
    return Result(
        trial.scenario.name,
        plan.status,
        tuple(change.words for change in trial.scenario.changes),
        meetings=len(plan.live),
        meeting_days=tuple((occurrence.meeting_day, occurrence.date) for occurrence in plan.occurrences),
        slots=_slots(problem, plan, proven=outcome.slots_proven),
        tiers=plan.tiers,
    )


def _slots(problem: Problem, plan: Plan, *, proven: bool) -> Tier | None:
    """Return how many slots the meeting days take; the solver tells only whether that is proven to be the fewest."""
    if not problem.meeting_days:
        return None
    used = slots_used(problem, plan)
    return Tier("slots", used, used if proven else 0)


def _without_plan(scenario: Scenario, outcome: str, why: tuple[str, ...]) -> Result:
    return Result(scenario.name, outcome, tuple(change.words for change in scenario.changes), why)


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
            yield places[future], _outcome_of(future, scenarios[places[future]])
    for place in sorted(suspects):
        yield place, _outcome_of(executor.submit(try_scenario, trials[place]), scenarios[place])


def _was_near_a_death(future: "Future[Result]") -> bool:
    """Whether a cluster gave the work up because workers died that had it: so it says of all that waited there too.

    Such work is tried once more, alone, and then nobody else can be blamed.
    """
    return not future.cancelled() and type(future.exception()).__name__ == KILLED_WORKER


def _outcome_of(future: "Future[Result]", scenario: Scenario) -> Result:
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
