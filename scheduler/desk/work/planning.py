"""Planning as a job: the year's calendar, or several to choose from; what came of it in an officer's words."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scheduler.commands.listening import ended_at
from scheduler.commands.options import Planned, plan_options
from scheduler.commands.plans import Asked, Infeasible, OutOfTime, Solved, Step
from scheduler.commands.plans import plan as find_plan
from scheduler.desk.work.asks import DONE, NO_PLAN, OUT_OF_TIME, STOPPED, Answer
from scheduler.desk.work.kinds import Doing
from scheduler.desk.workbooks import PLANNED_FROM, Workbook
from scheduler.desk.years import CALENDAR, Year, Years
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.messages.plans import option_lines, options_document, plan_summary, solved_sentences, why_fewer
from scheduler.messages.refusals import infeasible_document, infeasible_sentences, out_of_time_sentences

STOPPED_WITHOUT = "It was stopped before any calendar was found. Nothing was changed."
STOPPED_WITH = "It was stopped: this is the best that was found by then."
NOT_IN_TIME = "No calendar was found in the time it was given. Nothing was changed. Give it longer, or ask for less."
_FOR_TYPISTS = re.compile(r"--[a-z]|meeting-day [a-z]")
"""By what a part of a sentence is known that is for those who type commands."""
_PART = re.compile(r"(?<=[.;])\s+")


def plan(doing: Doing) -> Answer:
    """Find the year's calendar and put it in its place."""
    return _from_the_workbook(doing, _plan)


def options(doing: Doing) -> Answer:
    """Find calendars that truly differ; the best is put in its place, the others beside it."""
    return _from_the_workbook(doing, _options)


def _from_the_workbook(doing: Doing, find: Callable[[Doing], Answer]) -> Answer:
    """Find calendars, and keep which version of the workbook the calendar was planned from."""
    years = Years(doing.desk)
    version = Workbook(years.named(doing.ask.year)).version
    answer = find(doing)
    if doing.year_is_there and answer.outcome == DONE and doing.value("calendar", CALENDAR) == CALENDAR:
        years.named(doing.ask.year).tell(**{PLANNED_FROM: version})
    return answer


def _plan(doing: Doing) -> Answer:
    recorder = doing.recorder
    asked = _asked(doing, Step("plan", doing.ask.reason, doing.ask.by))
    outcome = find_plan(asked, recorder.hear, recorder.warn, _told(doing, asked.folder))
    if not isinstance(outcome, Solved):
        return _without(outcome, doing)
    document = plan_summary(outcome.plan, asked.folder, outcome.law)
    return Answer(DONE, tuple(_found(doing, outcome.problem, outcome.plan, asked.folder)), document)


def _options(doing: Doing) -> Answer:
    recorder = doing.recorder
    asked = _asked(doing, Step("plan", doing.ask.reason, doing.ask.by))
    number = int(doing.value("options", 1))
    outcome = plan_options(asked, number, recorder.hear, recorder.warn, _told(doing, asked.folder))
    if not isinstance(outcome, Planned):
        return _without(outcome, doing)
    found = outcome.options
    fewer = [plain(one, asked.folder) for one in why_fewer(found, outcome.asked, outcome.why_no_more)]
    document = options_document(found, asked.folder, outcome.asked, outcome.why_no_more, outcome.law)
    document = {**document, "why_no_more": fewer, "lines": list(option_lines(found))}
    return Answer(DONE, tuple(_found(doing, outcome.problem, found[0].plan, asked.folder)), document)


def plain(sentence: str, folder: Path) -> str:
    """Return a sentence of a command as the desk says it: no option to type, and no path; blank where nothing is left.

    Parameters
    ----------
    sentence : str
        The sentence.
    folder : Path
        Where the calendar lies, which the desk calls just that.

    """
    parts = [part for part in _PART.split(sentence.strip()) if not _FOR_TYPISTS.search(part)]
    said = re.sub(rf"(the plan in )?{re.escape(str(folder))}", "the calendar", " ".join(parts), flags=re.IGNORECASE)
    said = said.rstrip("; ")
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', ':')) or not said else '.'}"


def _asked(doing: Doing, step: Step) -> Asked:
    """Return what is planned, from what the form said."""
    year = Years(doing.desk).named(doing.ask.year)
    return Asked(
        source=year.source,
        folder=doing.calendar,
        time_limit=float(doing.value("seconds", 60)),
        baseline=_baseline(doing, year),
        as_of=doing.as_of,
        step=step,
        afresh=bool(doing.value("afresh")),
    )


def _baseline(doing: Doing, year: Year) -> Path | None:
    """Return the earlier calendar that was named: another year of the desk, or a file that was handed over."""
    if doing.value("baseline_year"):
        return Years(doing.desk).named(doing.value("baseline_year")).folder_of(CALENDAR)
    if doing.value("baseline_file"):
        return doing.file(doing.value("baseline_file"))
    return None


def _told(doing: Doing, folder: Path) -> Callable[[str], None]:
    """Return whoever hears what is told besides."""
    return lambda sentence: doing.recorder.tell(plain(sentence, folder))


def _found(doing: Doing, problem: Problem, plan: Plan, folder: Path) -> Iterator[str]:
    """Say what was planned, what it could not grant, and whether it is as good as can be."""
    *said, _where = solved_sentences(problem, plan, folder)
    known = {one.tier for one in doing.recorder.progress.tiers}
    for sentence in ended_at([tier for tier in plan.tiers if tier.name in known]):
        doing.recorder.hear(sentence)
    if doing.recorder.progress.stopping:
        yield STOPPED_WITH
    yield from map(str.strip, said)


def _without(outcome: Infeasible | OutOfTime, doing: Doing) -> Answer:
    """Say why there is no calendar."""
    if isinstance(outcome, Infeasible):
        return Answer(NO_PLAN, tuple(_kept(infeasible_sentences(outcome))), infeasible_document(outcome))
    if doing.recorder.progress.stopping:
        return Answer(STOPPED, (STOPPED_WITHOUT,))
    *counted, _remedy = out_of_time_sentences(outcome)
    return Answer(OUT_OF_TIME, (NOT_IN_TIME, *_kept(counted)))


def _kept(sentences: Iterable[str]) -> Iterator[str]:
    return (sentence.strip() for sentence in sentences)
