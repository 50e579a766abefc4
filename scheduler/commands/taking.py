"""`plan --take` and `sweep --take`: another calendar that was compared is taken instead, as a step of the history."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.checking import check
from scheduler.commands.baselines import Baseline, baseline_of
from scheduler.commands.plans import Asked, Tell, Warn, plan
from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import files_of, kept_input, moment_of_planning, read_input, read_plan
from scheduler.domain.changes import each_weekday
from scheduler.domain.difference import settled
from scheduler.domain.plan import CONFIRMED, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.scenario_amendments import scenario_amendments
from scheduler.domain.scenarios import Scenario
from scheduler.domain.titles import meeting_title
from scheduler.domain.wording import listed, rule_words
from scheduler.errors import InputFaults, Refused
from scheduler.outputs.folder import options_in, write_output
from scheduler.outputs.history import Step, stamp_of
from scheduler.outputs.naming import name_key
from scheduler.outputs.places import check_replaceable, locked
from scheduler.reading.requests.changes import read_scenarios
from scheduler.solver.cp.outcome import Outcome
from scheduler.solver.cp.progress import Listener, silence

__all__ = ["Asked", "Taken", "take_option", "take_scenario"]

PLAN_AGAIN = "Plan again, or move single meetings: meeting-day move."


@dataclass(frozen=True)
class Taken:
    """An option that is now the calendar, and the one that stood there before."""

    problem: Problem
    """The input, with the calendar before as its baseline."""
    number: int
    plan: Plan
    before: Plan


def take_option(source: Path, folder: Path, number: int, as_of: datetime | None, step: Step) -> Taken:
    """Put an option of `plan --options` in the place of the best; that stays among the options, the first of them.

    Uids stay, revisions only rise, and what members have of the calendar before alone is cancelled.

    Parameters
    ----------
    source : Path
        The input that the options were found for.
    folder : Path
        The folder that `plan --options` wrote.
    number : int
        Of the option, as the comparison numbers them.
    as_of : datetime, optional
        The moment; left out, that of the present plan.
    step : Step
        For the history of the folder.

    Raises
    ------
    InputFaults
        If there is no such option.
    Refused
        If the input has changed since, meetings are confirmed by now, have been held or notified otherwise, or the
        option breaks a rule.
    CannotWrite, ChangedMeanwhile

    """
    with locked(folder):
        since = stamp_of(folder)
        kept = kept_input(folder)
        problem, _ = read_input(kept)
        before = read_plan(folder, problem).plan
        chosen, others = _of_options(folder, problem, number)
        if not read_input(source)[0].is_input_of(problem):
            reason = f"{source} is no longer the input that the options were found for."
            remedy = f"Find them anew with meeting-day plan --options, or give the input that was kept: {kept}"
            raise Refused(f"Option {number} cannot be taken.", (reason,), remedy)
        baseline_of(problem, folder, None, as_of)  # refuses another authority's calendar, and asks for the day
        moment = max(moment_of_planning(problem, before, as_of), before.generated)
        problem = replace(problem.knowing(before), baseline=before, as_of=moment)
        after = Baseline(None, before).completed(problem, replace(chosen, generated=moment, by_hand=before.by_hand))
        _see_that_it_can_be_taken(problem, before, after, number)
        check_replaceable(folder)
        step = replace(step, about=f"Took option {number}, instead of the one before.")
        write_output(problem, after, folder, files_of(kept, problem), [before, *others], step=step, since=since)
        return Taken(problem, number, after, before)


def _of_options(folder: Path, problem: Problem, number: int) -> tuple[Plan, list[Plan]]:
    """Return the option of a number, and the others but for the best."""
    plans = {int(place.name): read_plan(place, problem).plan for place in options_in(folder)}
    if number not in plans:
        if not plans:
            message = f"{folder} holds no other calendars to take"
            raise InputFaults((Fault("", None, None, message, "Find some with meeting-day plan --options 3."),))
        known = listed([str(one) for one in plans], "or")
        message = f"{folder} holds no option {number}"
        raise InputFaults((Fault("", None, None, message, f"Take {known}: options.html compares them."),))
    return plans.pop(number), list(plans.values())


def _see_that_it_can_be_taken(problem: Problem, before: Plan, after: Plan, number: int) -> None:
    """Raise Refused where the option goes against what is confirmed or a fact, or breaks a rule."""
    what = f"Option {number} cannot be taken."
    now = {meeting.uid: meeting for meeting in after.meetings}
    firm = [one for one in before.live if one.status == CONFIRMED]
    if firm:
        reasons = tuple(f"{meeting_title(problem, one)} is confirmed." for one in firm[:1])
        raise Refused(what, reasons, f"The calendar was confirmed since the options were found. {PLAN_AGAIN}")
    facts = tuple(
        why for meeting, why in settled(problem) if meeting.uid not in now or now[meeting.uid].facts != meeting.facts
    )
    broken = tuple(f"{rule_words(one.rule)}: {one.message}" for one in check(problem, after))
    if facts or broken:
        raise Refused(what, (*facts, *broken), PLAN_AGAIN)


def take_scenario(
    asked: Asked,
    table: Path | None,
    name: str,
    listener: Listener = silence,
    warn: Warn | None = None,
    tell: Tell = silence,
) -> Outcome:
    """Make the changes of a scenario in a copy of the input, plan that, and keep it beside the plan.

    Parameters
    ----------
    asked : Asked
        The input, and where the plan goes.
    table : Path, optional
        The scenarios; left out, each weekday that the meeting days might have.
    name : str
        Which of them.
    listener, warn, tell : callable, optional
        Hear of progress, of warnings, and of what is planned from what.

    Raises
    ------
    InputFaults
        If there is no such scenario, or the input that it makes could never be planned.
    CannotWrite, ChangedMeanwhile, BrokenPlan

    """
    problem, _ = read_input(asked.source)
    scenarios = tuple(each_weekday(problem)) if table is None else read_scenarios(table, problem)[0]
    scenario = _named(scenarios, name)
    _, files = amended_input(asked.source, problem, scenario_amendments(problem, scenario))
    words = listed([change.words for change in scenario.changes])
    for sentence in _about(scenario, words, asked.folder):
        tell(sentence)
    with TemporaryDirectory(ignore_cleanup_errors=True) as beside:
        place = Path(beside) / asked.source.name
        folder = place if asked.source.is_dir() else Path(beside)
        for file, content in files.items():
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        step = replace(asked.step, about=f"Took the scenario {scenario.name}: {words}.")
        return plan(replace(asked, source=place, step=step), listener, warn, tell)


def _named(scenarios: tuple[Scenario, ...], name: str) -> Scenario:
    found = next((one for one in scenarios if name_key(one.name) == name_key(name)), None)
    if found is None:
        known = listed([one.name for one in scenarios], "or") or "none"
        raise InputFaults((Fault("", None, None, f"there is no scenario “{name}”", f"Take one of: {known}."),))
    return found


def _about(scenario: Scenario, words: str, folder: Path) -> Iterator[str]:
    yield f"Taking the scenario {scenario.name}: {words}."
    yield f"The input with these changes is kept in {folder / 'input'}: go on with that copy, or make them in yours."
