"""`change`: what follows from a change of membership, the dates of the calendar left as they are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.checking.consequences import consequences
from scheduler.commands.rows_kept import heeded
from scheduler.commands.sources import looked_at, read_input, read_plan
from scheduler.domain.consequences import Consequences, SeatsOf
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_changes import SeatChange, with_changes
from scheduler.domain.wording import counted, listed, long_date
from scheduler.errors import InputFaults
from scheduler.law.warning import LawWarning
from scheduler.law.warnings import warnings as law_warnings
from scheduler.outputs.history import Stamp, stamp_of
from scheduler.reading import validated
from scheduler.reading.plans.files import ReadPlan
from scheduler.reading.requests.changes import read_seat_changes, seat_changes_in_words
from scheduler.solver.repair.seat_assignment import seated
from scheduler.solver.repair.seat_repair import reseated

NOTHING = "Give --join, --leave or --substitute, a table of --changes, or the whole new input as --input-after."

Warn = Callable[[tuple[Fault, ...]], None]
"""Whoever is told of warnings as soon as the input is read."""


@dataclass(frozen=True)
class Wanted:
    """What is to change, as the officer says it."""

    joins: tuple[str, ...] = ()
    """`PERSON:BODY` or `PERSON:BODY:ROLE`."""
    leaves: tuple[str, ...] = ()
    """`PERSON:BODY`."""
    substitutes: tuple[str, ...] = ()
    """`PERSON:BODY:DEPUTY`."""
    start: date | None = None
    """The first day of all that gives no date of its own; where it is left out, that of `as_of`."""
    table: Path | None = None
    source_after: Path | None = None
    """The whole input as it is after the change."""


@dataclass(frozen=True)
class Changed:
    """A change, the calendar before and after it, and what follows."""

    before: Problem
    published: Plan
    """The calendar as it is."""
    after: Problem
    plan: Plan
    """The same dates with people seated anew."""
    source: Path | None
    """The input that the changes are made to; None for a problem made in Python."""
    changes: tuple[SeatChange, ...]
    words: tuple[str, ...]
    """The changes, in sentences."""
    consequences: Consequences
    since: date | None = None
    """The first day on which anything holds; None where it is as if it had always been so."""
    stamp: Stamp | None = None
    """Of the folder of the calendar, from before it was read; None where it was read from no file."""

    @cached_property
    def law(self) -> tuple[LawWarning, ...]:
        """What goes against the law only now: another balance of the groups, a quorum that cannot be met."""
        known = law_warnings(self.before, self.published)
        return tuple(one for one in law_warnings(self.after, self.plan) if one not in known)

    @cached_property
    def contradictions(self) -> tuple[Fault, ...]:
        """What in the changed input could never be planned, whatever the dates: nothing can be repaired then."""
        try:
            validated(self.after)
        except InputFaults as trouble:
            return trouble.faults
        return ()

    @property
    def first_day(self) -> date:
        """The first day on which anything holds."""
        return self.since or self.before.settings.start_date

    @property
    def bodies(self) -> tuple[str, ...]:
        """Those that the changes are about."""
        return tuple(dict.fromkeys(change.body for change in self.changes))

    @cached_property
    def seats(self) -> tuple[SeatsOf, ...]:
        """The voting seats of each of them on the first day, or on the first with more voting members than seats."""
        return tuple(map(self._seats_of, self.bodies))

    def _seats_of(self, body: str) -> SeatsOf:
        first = max(self.first_day, self.before.settings.start_date)
        rows = self.after.memberships_of_body.get(body, ())
        later = {row.start_date for row in rows if row.start_date is not None and row.start_date > first}
        asked = [self._seats_on(body, day) for day in (first, *sorted(later))]
        return next((one for one in asked if one.too_many), asked[0])

    def _seats_on(self, body: str, day: date) -> SeatsOf:
        sides = self.before, self.after
        voting, quorum = ([ask(body, day) for ask in asks] for asks in zip(
            *((side.voting_members, side.quorum_on) for side in sides), strict=True))  # fmt: skip
        people = [[row.person for row in side.memberships_on(body, day) if row.voting] for side in sides]
        members = tuple(dict.fromkeys(one for one in people[1] if one in people[0]))
        return SeatsOf(
            body, (voting[0], voting[1]), (quorum[0], quorum[1]), self.after.bodies[body].seats, day, members
        )


def change(
    source: Path, calendar: Path, wanted: Wanted, as_of: datetime | None = None, warn: Warn | None = None
) -> Changed:
    """Find what a change of membership, or a whole new input, does to a calendar whose dates stay as they are.

    Parameters
    ----------
    source : Path
        The input of the calendar: a workbook or a folder of CSV files.
    calendar : Path
        A folder that `plan` wrote, a `plan.json`, or a table made by hand.
    wanted : Wanted
        What is to change.
    as_of : datetime, optional
        The moment of the change: what gives no date of its own holds from its day on.
    warn : callable, optional
        Hears of the warnings of what is read.

    Raises
    ------
    InputFaults

    """
    stamp = stamp_of(calendar)
    before, warnings = read_input(source)
    read = read_plan(calendar, before)
    base_source, base = source, before
    if wanted.source_after is not None:
        base_source = wanted.source_after
        base, more = read_input(base_source)
        warnings += more
    changes, more = _changes(base, wanted, wanted.start or (None if as_of is None else local_day(base, as_of)))
    _, lacked = heeded(base, read.plan)
    warnings += (*read.warnings, *lacked, *more, *_strange(before, read.plan), *_too_late(base, changes))
    if warn is not None and warnings:
        warn(warnings)
    found = replace(followed(before, read, base, changes, base_source, as_of), stamp=stamp)
    if wanted.source_after is None:
        return found
    return replace(found, words=(f"The input is {wanted.source_after} from now on.", *found.words), since=None)


def followed(
    before: Problem,
    read: ReadPlan,
    base: Problem,
    changes: tuple[SeatChange, ...],
    source: Path | None = None,
    as_of: datetime | None = None,
) -> Changed:
    """Find what changes of membership do to a calendar whose dates stay as they are.

    Parameters
    ----------
    before : Problem
        The input of the calendar.
    read : ReadPlan
        The calendar.
    base : Problem
        The input that the changes are made to: `before`, or a new one.
    changes : tuple of SeatChange
        What changes.
    source : Path, optional
        The file of `base`.
    as_of : datetime, optional
        The moment of the change: what has been held, or called, by then is left as it is.

    """
    (before, _), (base, _) = heeded(before, read.plan), heeded(base, read.plan)
    before, after = looked_at(before, read.plan, as_of), with_changes(looked_at(base, read.plan, as_of), changes)
    published = read.plan if read.has_attendance else seated(before, read.plan)
    plan = reseated(before, after, published)
    found = consequences((before, published), (after, plan))
    words = tuple(change.words(after) for change in changes)
    dated = [change.start for change in changes if change.start is not None]
    since = min(dated, default=None) if len(dated) == len(changes) else None
    return Changed(before, published, after, plan, source, changes, words, found, since)


def local_day(problem: Problem, moment: datetime) -> date:
    """Return the day of a moment by the council's own clock, which it is in already where it has no zone."""
    return moment.date() if moment.tzinfo is None else moment.astimezone(ZoneInfo(problem.settings.timezone)).date()


def _changes(base: Problem, wanted: Wanted, start: date | None) -> tuple[tuple[SeatChange, ...], tuple[Fault, ...]]:
    """Return every change, those of the command line first, and what had better be looked at; or every fault."""
    faults: list[Fault] = []
    changes: tuple[SeatChange, ...] = ()
    warnings: tuple[Fault, ...] = ()
    try:
        changes = seat_changes_in_words(base, wanted.joins, wanted.leaves, wanted.substitutes, start)
    except InputFaults as trouble:
        faults += trouble.faults
    if wanted.table is not None:
        try:
            from_table, warnings = read_seat_changes(wanted.table, base, start)
            changes += from_table
        except InputFaults as trouble:
            faults += trouble.faults
            warnings = trouble.warnings
    if faults:
        raise InputFaults(tuple(faults), warnings)
    if not changes and wanted.source_after is None:
        raise InputFaults((Fault("", None, None, "nothing is to change", NOTHING),))
    return changes, warnings


def _strange(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield a warning of meetings that the input knows nothing of; raise InputFaults where it knows of none."""
    settings = problem.settings
    unknown = [meeting for meeting in plan.live if meeting.body not in problem.bodies]
    outside = [meeting for meeting in plan.live if not settings.start_date <= meeting.date <= settings.end_date]
    for odd, what in ((unknown, "of a body of the input"), (outside, "on a day of the input's calendar")):
        if odd and len(odd) == len(plan.live):
            message = f"none of the plan's {counted(len(odd), 'meeting')} is {what}"
            raise InputFaults((Fault("", None, None, message, "Give the plan that was made from this input."),))
    if unknown:
        bodies = listed(sorted({meeting.body for meeting in unknown}))
        message = f"{counted(len(unknown), 'meeting')} of the plan cannot be looked at, for the input does not know "
        yield Fault("", None, None, f"{message}{bodies}", "See whether the plan was made from this input.")


def _too_late(problem: Problem, changes: Iterable[SeatChange]) -> Iterator[Fault]:
    """Yield a warning of each change that holds only when the calendar is over."""
    last = problem.settings.end_date
    for change in changes:
        if change.start is not None and change.start > last:
            column = None if change.row is None else "date"
            message = f"a change from {long_date(change.start)} comes after the calendar's last day, {long_date(last)}"
            yield Fault(change.table, change.row, column, message, "See whether the year is right.")
