"""`move`, `cancel`, `add`, `swap`, `pin`, `unpin`: one meeting by hand; what follows first, and then it is written.

What is written are rows of the input kept beside the plan, so that whoever plans it again finds the meeting where it
was put, and the plan itself with the one before as its baseline, so that uids stay and revisions rise.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from scheduler.checking import check
from scheduler.checking.breaches import new_among, recount
from scheduler.checking.integrity import without_unknown_codes
from scheduler.commands.at_hand import looked_at_by_hand, version_of
from scheduler.commands.edits import Standing
from scheduler.commands.plans import Warn
from scheduler.commands.rows_kept import amended_input
from scheduler.commands.sources import kept_input, read_input, read_plan
from scheduler.commands.standing import each
from scheduler.commands.telling import Telling
from scheduler.domain.by_hand import Commission, Told
from scheduler.domain.consequences import Consequences
from scheduler.domain.edits import (
    Add,
    Edit,
    Edited,
    Move,
    Several,
    Swap,
)
from scheduler.domain.meant import shown
from scheduler.domain.plan import Meeting, Plan, Tier
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Fault, Reason, Waiver
from scheduler.domain.rows_by_hand import Rows, done_before
from scheduler.domain.wording import counted, rule_words
from scheduler.errors import BrokenPlan, ChangedMeanwhile, InputFaults
from scheduler.messages.edits import about_edit, contradiction_warnings
from scheduler.outputs.folder import write_output
from scheduler.outputs.history import Step, past_of, stamp_of
from scheduler.outputs.places import check_replaceable, locked
from scheduler.reading.requests.edits import Typed
from scheduler.solver.cp.progress import Clock, Listener, silence
from scheduler.solver.repair.seat_assignment import seated

OTHER_WAY = "Other meetings would make room now than those that were shown."
GIVE_THE_FOLDER = "Give the folder that `meeting-day plan` wrote: with --accept it is written anew."


@dataclass(frozen=True)
class Requested:
    """An edit as somebody asks for it."""

    edit: Edit
    barred: tuple[Reason, ...] = ()
    """Why it cannot be made at all, where that is seen already."""
    warnings: tuple[Fault, ...] = ()


Place = tuple[str, str, int]
"""Where a meeting is moved to: its uid, the date in ISO form and the start; blank and -1 where it is not held."""
Request = Callable[[Typed], Requested]
"""What reads an edit from what is typed, once the input and the calendar are known."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a calendar, as far as it is not the edit itself."""

    source: Path
    """The input: a workbook or a folder of CSV files."""
    calendar: Path
    """The folder of the plan."""
    step: Step
    """For the history of the folder; its reason is that of what is waived or cancelled, too."""
    accept: bool = False
    """Whether it is written."""
    waive: tuple[str, ...] = ()
    """The rules that are not asked of the meeting, this once."""
    as_of: datetime | None = None
    """The moment of asking; left out, that of the plan."""
    others_may_move: bool = False
    """Whether other meetings may make room."""
    time_limit: float | Clock = 60
    """Seconds, or a clock that runs already, to look for the fewest of them."""
    version: str = ""
    """The version of the folder that was seen, of which alone anything is to be done; blank where any will do."""
    displaced: frozenset[Place] | None = None
    """Where other meetings may be moved to, as somebody has seen it: nothing is written else. None where any may."""


@dataclass(frozen=True)
class Answer:
    """What is told, with the input and the calendar it is about."""

    problem: Problem
    before: Plan
    told: Told


def by_hand(
    asked: Asked, request: Request, listener: Listener = silence, warn: Warn = lambda _warnings: None
) -> Answer:
    """Find what follows from an edit of one meeting, and write it where that is asked for and breaks no rule.

    Parameters
    ----------
    asked : Asked
        The input, the calendar, and whether to write.
    request : callable
        Reads the edit.
    listener, warn : callable, optional
        Hear of progress, and of the warnings of what is read.

    Raises
    ------
    InputFaults
        If anything cannot be read, with every fault.
    CannotWrite, ChangedMeanwhile
        If it is to be written and cannot be.
    BrokenPlan

    """
    with locked(asked.calendar) if asked.accept and not asked.others_may_move else nullcontext():
        return _Desk(asked, warn, listener).answer(request)


def places_of(told: Told) -> frozenset[Place]:
    """Return where the other meetings are moved to that make room."""
    there = ((change.meeting.uid, change.after) for change in told.displaced)
    return frozenset(
        (uid, now.date.isoformat(), now.start) if now is not None and now.live else (uid, "", -1) for uid, now in there
    )


@dataclass(frozen=True)
class Done:
    """What became of an edit that was to be written."""

    about: str
    """What it does, in a sentence."""
    why_not: tuple[str, ...] = ()
    """Why nothing was done; empty where it was."""
    step_before: int | None = None
    """The step to go back to, to undo it; None where there is none."""


def done_by_hand(folder: Path, wanted: Commission) -> Done:
    """Write an edit of a calendar, and the input kept in its folder, and say what was done.

    Raises
    ------
    InputFaults, CannotWrite, ChangedMeanwhile, BrokenPlan

    """
    return what_was_done(folder, by_hand(asked_for(folder, wanted), lambda _: Requested(wanted.edit)))


def asked_for(folder: Path, wanted: Commission) -> Asked:
    """Return what is asked of the calendar in a folder."""
    step = Step(wanted.command, wanted.reason, wanted.by)
    return Asked(
        kept_input(folder),
        folder,
        step,
        accept=True,
        waive=wanted.waive,
        as_of=wanted.as_of,
        version=wanted.version,
    )


def what_was_done(folder: Path, answer: Answer) -> Done:
    """Return what became of an edit that was to be written."""
    told = answer.told
    about = about_edit(answer.problem, answer.before, told)
    if not told.accepted:
        broken = (f"{rule_words(one.rule)}: {one.message}" for one in told.edited.follows.appear_breaches)
        return Done(about, (*(one.message for one in told.edited.barred), *broken) or (OTHER_WAY,))
    steps = past_of(folder).steps
    return Done(about, step_before=steps[-2].number if steps[1:] else None)


class _Desk:
    """One calendar, read, with what was done to it by hand before."""

    def __init__(self, asked: Asked, warn: Warn, listener: Listener) -> None:
        self.asked, self.warn, self.listener = asked, warn, listener
        self.since = stamp_of(asked.calendar)
        if asked.version and version_of(dict(self.since.files)) != asked.version:
            raise ChangedMeanwhile("The calendar was changed by somebody else meanwhile. Nothing was done.")
        if asked.accept:
            self._see_that_it_can_be_written()
        self.read, warnings = read_input(asked.source)
        found = read_plan(asked.calendar, self.read)
        plan = found.plan if found.has_attendance else seated(self.read, found.plan)
        self.plan, strange = without_unknown_codes(self.read, plan)
        self.problem = looked_at_by_hand(self.read, self.plan, asked.as_of)
        self.broken = check(self.problem, self.plan)
        contradicted = contradiction_warnings(replace(self.read, fixed_meetings=self._rows().standing), self._rows())
        warn((*warnings, *found.warnings, *contradicted, *_broken_already((*strange, *self.broken))))

    @cached_property
    def standing(self) -> Standing:
        """The calendar, of which several questions may be asked."""
        return Standing(self.problem, self.plan)

    def _rows(self) -> Rows:
        """Return the rows of the input with what was done by hand before, which this copy of it may lack."""
        return Rows(self.read, done_before(self.read, self.plan))

    def _see_that_it_can_be_written(self) -> None:
        if not self.since.files:
            message = f"{self.asked.calendar} is no folder with a plan"
            raise InputFaults((Fault("", None, None, message, GIVE_THE_FOLDER),))
        check_replaceable(self.asked.calendar)

    def answer(self, request: Request) -> Answer:
        """Say what follows, and write it if it is to be written."""
        typed = Typed(self.problem, self.plan)
        requested = request(typed)
        self.warn(requested.warnings)
        waivers = typed.waivers(self.asked.waive, self.asked.step.reason)
        nothing = Edited(requested.edit, self.plan, (), Consequences(), requested.barred)
        if requested.barred or requested.edit == Several(()):
            return Answer(self.problem, self.plan, Told(requested.edit, nothing))
        told, rows = self._told(requested.edit, waivers)
        seen = self.asked.displaced
        if self.asked.accept and told.edited.possible and seen in (None, places_of(told)):
            self.listener("Writing the plan")
            self._write(told, rows)
            told = replace(told, accepted=True)
        return Answer(self.problem, self.plan, told)

    def _told(self, edit: Edit, waivers: Sequence[Waiver]) -> tuple[Told, Rows]:
        """Return what is told of an edit, and the rows that say so once it is written."""
        asked, rows = self.asked, self._rows()
        telling = Telling(self.standing, asked.others_may_move, asked.time_limit, self.listener, self.warn)
        told, beside = telling.told(edit, waivers)
        self._make(rows, resolved(told.edit, told.edited, rows), told.edited, waivers)
        for meeting, _ in beside:
            rows.waive(meeting, waivers)
        return told, rows

    def _make(self, rows: Rows, edit: Edit, edited: Edited, waivers: Sequence[Waiver]) -> None:
        """Amend the rows; a rule is waived where it would be broken, and of several edits only for those that would."""
        reason = self.asked.step.reason or None
        broken = {breach.rule for breach in edited.waived}
        used = [waiver for waiver in waivers if waiver.rule in broken]
        if not isinstance(edit, Several):
            rows.make(self.plan, edit, used, reason)
            return
        rows.make(self.plan, edit, (), reason)
        for _, now in edited.meetings:
            if now is not None and any(now.body in one.bodies and now.date in one.dates for one in edited.waived):
                rows.waive(now, used)

    # -- writing

    def _write(self, told: Told, rows: Rows) -> None:
        """Write the calendar as it would be and the rows that say so, once the whole of it is checked."""
        asked = self.asked
        problem, files = amended_input(asked.source, self.read, [rows.amendment()])
        problem = replace(problem.knowing(self.plan), baseline=self.plan, as_of=self.problem.as_of)
        plan = replace(
            told.edited.plan,
            input_sha256=problem.input_sha256,
            generated=problem.as_of,
            by_hand=rows.by_hand,
        )
        plan = replace(plan, meetings=tuple(one for one in plan.meetings if one.live or one.date >= plan.made_on))
        plan = shown(problem, plan)
        broken = new_among(check(problem, plan), self.broken)
        if broken:
            raise BrokenPlan(broken)
        values, wishes = recount(problem, plan)
        tiers = tuple(_tiers(self.plan, values))
        proven = all(tier.proven for tier in tiers)
        step = replace(asked.step, about=about_edit(problem, self.plan, told))
        plan = replace(plan, tiers=tiers, search=(), wishes=wishes, status="optimal" if proven else "feasible")
        from scheduler.solver.repair.day_slots import with_slots_saving  # noqa: PLC0415 - slow to load

        plan = with_slots_saving(problem, plan)
        write_output(problem, plan, asked.calendar, files, step=step, since=self.since)


def resolved(edit: Edit, edited: Edited, rows: Rows) -> Edit:
    """Return an edit with the start that a meeting was given, and the room where a row has bound it to one."""
    if isinstance(edit, Several):
        return Several(tuple(one for part in edit.edits for one in each(resolved(part, edited, rows))))
    if isinstance(edit, Swap):
        moves = (Move(*name, date=now.date) for name in (edit.one, edit.other) for _, now in _pair(edited, name))
        return Several(tuple(one for move in moves for one in each(resolved(move, edited, rows))))
    if isinstance(edit, Move):
        for was, now in _pair(edited, (edit.body, edit.number)):
            if now.meeting_day is None:
                bound = rows.bound_by(was)
                held = bound is not None and bound.room is not None
                return replace(edit, start=now.start, room=now.room if held else edit.room)
    if isinstance(edit, Add):
        new = [now for was, now in edited.meetings if was is None and now is not None and now.body == edit.body]
        return replace(edit, start=next((one.start for one in new if one.date == edit.date), edit.start))
    return edit


def _pair(edited: Edited, name: tuple[str, int]) -> Iterator[tuple[Meeting, Meeting]]:
    """Yield a meeting before and after, where it is held still."""
    for was, now in edited.meetings:
        if was is not None and now is not None and (was.body, was.sequence) == name:
            yield was, now


def _tiers(before: Plan, values: dict[str, int]) -> Iterator[Tier]:
    """Yield the tiers as they are now; a bound holds for as long as every tier before it is as good as it was."""
    bounds = {tier.name: tier for tier in before.tiers}
    same = True
    for name, value in values.items():
        old = bounds.get(name)
        yield Tier(name, value, min(old.bound, value) if same and old is not None else 0)
        same = same and old is not None and old.value == value


def _broken_already(breaches: Sequence[Breach]) -> tuple[Fault, ...]:
    """Return a warning where a calendar breaks rules as it is."""
    if not breaches:
        return ()
    message = f"the calendar breaks {counted(len(breaches), 'rule')} of this input as it is"
    return (Fault("", None, None, message, "These are not held against what is asked: see meeting-day check."),)
