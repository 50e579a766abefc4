"""One scenario tried: the work that is sent to another process or machine, and the small result that comes back."""

from dataclasses import dataclass

from scheduler.checking.verification import best_verified
from scheduler.domain.plan import Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenarios import FAILED, INFEASIBLE, OUT_OF_TIME, Result, Scenario
from scheduler.domain.wording import rule_words
from scheduler.errors import BrokenPlan, InputFaults
from scheduler.messages.refusals import refused_warning
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved

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
        broken = (f"{rule_words(breach.rule)}: {breach.message}" for breach in trouble.breaches)
        faults = [Fault("", None, None, message, "") for message in broken]
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
    from scheduler.solver.solve import solve  # noqa: PLC0415 - whoever only sends trials elsewhere need not load it

    problem = trial.scenario.of(trial.problem)
    outcome = solve(problem, trial.time_limit)
    if isinstance(outcome, Infeasible):
        return _without_plan(trial.scenario, INFEASIBLE, tuple(reason.message for reason in outcome.because))
    found = best_verified(problem, outcome) if isinstance(outcome, Solved) else None
    if found is None or not isinstance(outcome, Solved):
        return _without_plan(trial.scenario, OUT_OF_TIME, ("Time ran out before a plan was found.",))
    plan = found.plan
    return Result(
        trial.scenario.name,
        plan.status,
        tuple(change.words for change in trial.scenario.changes),
        (refused_warning(found.refused).sentence,) if found.refused else (),
        meetings=len(plan.live),
        meeting_days=tuple((occurrence.meeting_day, occurrence.date) for occurrence in plan.occurrences),
        slots=_slots(problem, plan, proven=outcome.slots_proven and not found.refused),
        tiers=plan.tiers,
        wishes=plan.wishes,
        wish_weights=problem.wish_weights,
        day_names={code: day.name for code, day in problem.meeting_days.items()},
    )


def _slots(problem: Problem, plan: Plan, *, proven: bool) -> Tier | None:
    """Return how many slots the meeting days take; the solver tells only whether that is proven to be the fewest."""
    if not problem.meeting_days:
        return None
    used = slots_used(problem, plan)
    return Tier("slots", used, used if proven else 0)


def _without_plan(scenario: Scenario, outcome: str, why: tuple[str, ...]) -> Result:
    return Result(scenario.name, outcome, tuple(change.words for change in scenario.changes), why)
