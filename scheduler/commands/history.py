"""`history` and `undo`: the steps of a plan's folder, what differs between two of them, and the way back to one."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scheduler.checking import check as breaches_of
from scheduler.commands.at_hand import version_of
from scheduler.commands.baselines import is_of_authority, newest
from scheduler.commands.publications import PUBLISH
from scheduler.commands.sources import files_of, kept_input, moment_of_planning, read_input, read_kept, read_plan
from scheduler.domain.calendar import Settings
from scheduler.domain.difference import settled
from scheduler.domain.other_keys import is_newer
from scheduler.domain.plan import CANCELLED, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Fault
from scheduler.domain.wording import long_date
from scheduler.errors import CannotUndo, DamagedHistory, InputFaults
from scheduler.messages.history import difference_sentences, step_sentence, summary
from scheduler.outputs.disk import content_of
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Past, Recorded, Step, files_at, object_in, past_of, present, stamp_of
from scheduler.outputs.places import INPUT_FOLDER, OPTIONS_FOLDER, PLAN_FILE, check_replaceable, locked, mend
from scheduler.reading.plans.files import spelt_alike
from scheduler.reading.plans.plan_json import FORMAT as PLAN_FORMAT
from scheduler.reading.plans.plan_json import plan_from_json
from scheduler.reading.tables.headers import Unreadable
from scheduler.solver.cp.solution import dated

UNDO = Step("undo")
NOW = "now"
"""The folder as it is, where the number of a step may stand."""


@dataclass(frozen=True)
class Entry:
    """A step as it is listed."""

    recorded: Recorded
    changed: str
    """What became of the plan by it, in a few words; why that is not known, where what was kept is damaged."""


@dataclass(frozen=True)
class History:
    """The steps of a folder, in order."""

    folder: Path
    timezone: str
    entries: tuple[Entry, ...]
    damaged: tuple[str, ...]
    """The names of the files of steps that cannot be read."""
    newer: tuple[str, ...]
    """The names of those that a newer version took."""
    by_hand: bool
    """Whether the folder holds something else by now than its last step wrote."""


@dataclass(frozen=True)
class Differing:
    """Two states of a folder."""

    problem: Problem
    """The input that names bodies, people and rooms."""
    timezone: str
    steps: tuple[Recorded | None, Recorded | None]
    """None for the folder as it is."""
    plans: tuple[Plan, Plan]
    input_files: tuple[str, ...]
    """The files of the input that differ."""


@dataclass(frozen=True)
class Undone:
    """The way back that was gone."""

    problem: Problem
    """The input of the step, as it is again."""
    back_to: Recorded
    before: Plan
    after: Plan
    stayed: tuple[tuple[Meeting, str], ...]
    """What is not as it was at that step, because it has been held or notified, and why."""
    breaches: tuple[Breach, ...]
    """The rules that the calendar breaks now."""


@dataclass(frozen=True)
class Since:
    """What became of a folder since somebody saw it."""

    seen: str | None
    """What wrote what they saw, by whom and when; None where no step of the history did."""
    steps: tuple[str, ...]
    """What was done since, by whom, when and why."""
    differences: tuple[str, ...]
    """What is otherwise now."""


def history(folder: Path) -> History:
    """Return the steps of a plan's folder, each with what it changed.

    Raises
    ------
    InputFaults
        If the folder holds no plan and no history.

    """
    past = _past_of(folder)
    entries: list[Entry] = []
    before: Plan | None = None
    digest, timezone = "", Plan("", date.min, date.min).timezone
    for recorded in past.steps:
        try:
            same = before is not None and recorded.files[PLAN_FILE] == digest  # what is published is the plan there was
            plan = before if before is not None and same else _plan_at(folder, recorded)
        except (DamagedHistory, InputFaults) as trouble:
            entries.append(Entry(recorded, f"its plan cannot be read: {trouble}"))
        else:
            entries.append(Entry(recorded, summary(before, plan)))
            before, digest, timezone = plan, recorded.files[PLAN_FILE], plan.timezone
    return History(folder, timezone, tuple(entries), past.damaged, past.newer, by_hand=present(folder, past) is None)


def differing(folder: Path, one: str, other: str) -> Differing:
    """Return two states of a folder, each the number of a step or `now`, to be compared.

    Raises
    ------
    InputFaults
        If there is no such step.
    DamagedHistory
        If what was kept of it cannot be read.

    """
    past = _past_of(folder)
    steps = tuple(None if which == NOW else _step(past, which) for which in (one, other))
    files = tuple(files_at(folder) if step is None else dict(step.made_from) for step in steps)
    plans = tuple(_present_plan(folder) if step is None else _plan_at(folder, step) for step in steps)
    changed = sorted(
        name.partition("/")[2]
        for name, digest in {*files[0].items()} ^ {*files[1].items()}
        if name.startswith(f"{INPUT_FOLDER}/")
    )
    problem = _names(folder, steps[1], plans[1])
    first, second = steps
    return Differing(problem, plans[1].timezone, (first, second), (plans[0], plans[1]), tuple(dict.fromkeys(changed)))


def since(folder: Path, version: str) -> Since:
    """Return what was done to a folder since it was of a version, as `at_hand` names it."""
    past = _past_of(folder)
    seen = [one for one in past.steps if version_of(one.made_from) == version]
    if not seen:
        return Since(None, (), ())
    found = differing(folder, str(seen[-1].number), NOW)
    later = tuple(one for one in history(folder).entries if one.recorded.number > seen[-1].number)
    _, *lines = difference_sentences(found.problem, found.steps, found.plans, found.input_files, found.timezone)
    steps = tuple(step_sentence(one.recorded, one.changed, found.timezone).strip() for one in later)
    return Since(seen[-1].told(found.timezone), steps, tuple(line.strip() for line in lines))


def undo(
    folder: Path,
    step: str | None = None,
    as_of: datetime | None = None,
    source: Path | None = None,
    taken: Step = UNDO,
    *,
    write: bool = True,
) -> Undone:
    """Go back to an earlier step of a folder: its plan and its input are written again, as a step of its own.

    Uids stay, revisions and moments of change only rise, and what members have of the present plan alone is cancelled.
    What has been held or notified at `as_of` stays as it is.

    Parameters
    ----------
    folder : Path
        A folder that `plan` wrote.
    step : str, optional
        The number of a step; left out, the one before the present, and after an `undo` the one before that.
    as_of : datetime, optional
        The moment; left out, that of the present plan.
    source : Path, optional
        The input, where the step kept none.
    taken : Step, optional
        For the history of the folder.
    write : bool
        Whether it is done; else it is only told what would become of the calendar.

    Raises
    ------
    InputFaults, CannotUndo, DamagedHistory, CannotWrite, ChangedMeanwhile

    """
    with locked(folder), TemporaryDirectory(ignore_cleanup_errors=True) as beside:
        since = stamp_of(folder)
        past = _past_of(folder)
        back_to = _before(folder, past) if step is None else _step(past, step)
        kept = Path(beside) / "kept"
        _written(folder, back_to, kept)
        if source is None and not (kept / INPUT_FOLDER).exists():
            raise CannotUndo(
                f"Step {back_to.number} kept no input, for its plan was not made from files. Give its input by --input."
            )
        source = source or kept_input(kept)
        problem, restored = read_kept(kept, source)
        before = _standing(folder, problem, past)
        implied = as_of is None and bool(before.generated)
        moment = before.generated if implied else max(moment_of_planning(problem, before, as_of), before.generated)
        problem = replace(problem.knowing(before), baseline=before, as_of=moment)
        after, stayed = _back(problem, restored, before)
        undone = Undone(problem, back_to, before, after, stayed, breaches_of(problem, after))
        if not write:
            return undone
        options = sorted((kept / OPTIONS_FOLDER).glob("*"))
        known = newest(before, restored)
        check_replaceable(folder)
        write_output(
            replace(problem, baseline=newest(known, *_shown_before(folder, past, problem, known))),
            after,
            folder,
            files_of(source, problem),
            [read_plan(option, problem).plan for option in options],
            step=replace(taken, back_to=back_to.number),
            since=since,
        )
        return undone


def last_published(folder: Path) -> tuple[Recorded, Plan] | None:
    """Return the step by which the calendar of a folder was published the last time, and what it then was.

    Raises
    ------
    InputFaults, DamagedHistory
        If what was published cannot be read any more.

    """
    found = [one for one in past_of(folder).steps if one.step.command == PUBLISH.command]
    return (found[-1], _plan_at(folder, found[-1])) if found else None


def steps_after(folder: Path, number: int) -> Iterator[tuple[Recorded, Plan]]:
    """Yield a step of a folder and those after it whose calendars can be read, each with the calendar it then was."""
    for recorded in past_of(folder).steps:
        if recorded.number >= number:
            with suppress(InputFaults, DamagedHistory):
                yield recorded, _plan_at(folder, recorded)


def state_of(folder: Path, step: str) -> tuple[Problem, Plan]:
    """Return the input and the calendar of a folder as they were at a step, or are `now`.

    Where the step kept no input that can be read, the one returned knows no names.

    Raises
    ------
    InputFaults, DamagedHistory

    """
    past = _past_of(folder)
    recorded = None if step == NOW else _step(past, step)
    plan = _present_plan(folder) if recorded is None else _plan_at(folder, recorded)
    return _names(folder, recorded, plan), plan


def _past_of(folder: Path) -> Past:
    """Return the history of a folder, with what is there now as its first step where it has none."""
    mend(folder)
    past = past_of(folder)
    if not past.last and not (folder / PLAN_FILE).is_file():
        fault = f"{folder / PLAN_FILE} is not there"
        raise InputFaults((Fault("", None, None, fault, "Give the folder that `meeting-day plan` wrote."),))
    return past


def _step(past: Past, number: str) -> Recorded:
    found = next((one for one in past.steps if str(one.number) == number.strip()), None)
    if found is None:
        known = f"{past.steps[0].number} to {past.steps[-1].number}" if past.steps else "none yet"
        fault = f"there is no step {number} that can be read"
        raise InputFaults((Fault("", None, None, fault, f"`meeting-day history` lists them: {known}."),))
    return found


def _before(folder: Path, past: Past) -> Recorded:
    """Return the step to go back to: from what was put there by hand the last; else the one before the present."""
    last = past.steps[-1] if past.steps else None
    now = present(folder, past)
    if now is None and last is not None:
        return last
    by_number = {one.number: one for one in past.steps}
    while now is not None and now.step.back_to in by_number:
        now = by_number[now.step.back_to]
    earlier = () if now is None else (one for one in reversed(past.steps) if one.number < now.number)
    found = next((one for one in earlier if now is not None and one.made_from != now.made_from), None)
    if found is None:
        raise CannotUndo(f"{folder} has no step before this one: there is nothing to go back to.")
    return found


def _plan_at(folder: Path, recorded: Recorded) -> Plan:
    return _plan_read(object_in(folder, recorded.files[PLAN_FILE]))


def _present_plan(folder: Path) -> Plan:
    try:
        content = content_of(folder / PLAN_FILE)
    except OSError as trouble:
        fault = f"{folder / PLAN_FILE} cannot be read: the system says “{trouble.strerror}”"
        raise InputFaults((Fault("", None, None, fault, "`meeting-day undo` brings the last plan back."),)) from trouble
    return _plan_read(content)


def _plan_read(content: bytes) -> Plan:
    try:
        return plan_from_json(PLAN_FILE, content)
    except Unreadable as trouble:
        raise InputFaults((Fault("", trouble.row, None, f"{trouble.message}.", trouble.remedy),)) from None


def _standing(folder: Path, problem: Problem, past: Past) -> Plan:
    """Return the plan that members have: that of the folder, or if somebody has spoilt it, the last that can be read.

    Raises InputFaults where it is a newer version's, or none can be read.
    """
    try:
        return read_plan(folder, problem).plan
    except InputFaults:
        with suppress(OSError, ValueError, AttributeError):
            if is_newer(json.loads(content_of(folder / PLAN_FILE)).get("format"), PLAN_FORMAT):
                raise
        for recorded in reversed(past.steps):
            with suppress(InputFaults, DamagedHistory):
                return spelt_alike(_plan_at(folder, recorded), problem)
        raise


def _shown_before(folder: Path, past: Past, problem: Problem, known: Plan) -> Iterator[Plan]:
    """Yield what each plan of the folder said of the known meetings, and showed: any of them may have been sent."""
    uids = {meeting.uid for year in known.years for meeting in year.meetings}
    for digest in dict.fromkeys(recorded.files.get(PLAN_FILE, "") for recorded in past.steps):
        with suppress(InputFaults, DamagedHistory):
            plan = _plan_read(object_in(folder, digest))
            if is_of_authority(problem, plan):
                meetings = tuple(meeting for meeting in plan.meetings if meeting.uid in uids)
                yield replace(plan, meetings=meetings, occurrences=(), earlier=(), by_hand=())


def _written(folder: Path, recorded: Recorded, to: Path) -> None:
    """Write what a step was made from into a folder of its own."""
    for name, digest in recorded.made_from.items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(object_in(folder, digest))


def _names(folder: Path, recorded: Recorded | None, plan: Plan) -> Problem:
    """Return the input of a step, or else that of the folder, or else one that knows no names."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as beside:
        try:
            if recorded is None:
                return read_input(kept_input(folder))[0]
            _written(folder, recorded, Path(beside))
            return read_input(kept_input(Path(beside)))[0]
        except (InputFaults, DamagedHistory):
            return Problem(Settings(plan.title, plan.start_date, plan.end_date, timezone=plan.timezone))


def _back(problem: Problem, restored: Plan, before: Plan) -> tuple[Plan, tuple[tuple[Meeting, str], ...]]:
    """Return an earlier plan as it can be now, and what of it cannot."""
    stayed: list[tuple[Meeting, str]] = []
    meetings = sorted(
        _meetings(problem, restored, before, stayed), key=lambda one: (one.date, one.start, one.body, one.sequence)
    )
    days = {one.name: one for one in restored.occurrences if one.date >= problem.planned_on}
    days |= {one.name: one for one in problem.held_days}
    occurrences = sorted(days.values(), key=lambda one: (one.date, one.meeting_day, one.sequence))
    after = replace(
        restored,
        meetings=tuple(meetings),
        occurrences=dated(problem, tuple(occurrences)),
        generated=problem.as_of,
    )
    return after, tuple(stayed)


def _meetings(problem: Problem, restored: Plan, before: Plan, stayed: list[tuple[Meeting, str]]) -> Iterator[Meeting]:
    """Yield the meetings as they were, but for the facts; those of the present plan alone are cancelled."""
    today, facts = problem.planned_on, {meeting.uid: (meeting, why) for meeting, why in settled(problem)}
    old, new = ({one.uid: one for one in plan.meetings} for plan in (restored, before))
    for uid in dict.fromkeys((*old, *new)):
        then, now = old.get(uid), new.get(uid)
        same = then is not None and now is not None and then.facts == now.facts
        if uid in facts:
            yield facts[uid][0]
            if not same:
                stayed.append(facts[uid])
        elif then is not None and then.live and then.date < today and not same:
            stayed.append((then, f"{long_date(then.date)} has passed."))
            if now is not None and (now.live or now.date >= today):
                yield now
        elif then is not None:
            if then.live or then.date >= today:
                yield then
        elif now is not None and now.date >= today and restored.start_date <= now.date <= restored.end_date:
            yield replace(now, status=CANCELLED, agenda_items=())
