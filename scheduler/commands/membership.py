"""What a change of membership that was typed into a form does to a calendar whose dates stay as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from scheduler.commands.changes import Changed, followed, local_day
from scheduler.commands.sources import kept_input, read_input, read_plan
from scheduler.domain.consequences import Consequences, SeatsOf
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.law.words import warning_words
from scheduler.outputs.history import stamp_of
from scheduler.reading.requests.seat_changes_typed import KINDS, REPLACE, TypedChange, seat_changes_typed

__all__ = ["KINDS", "REPLACE", "Following", "TypedChange", "changed_as_typed", "what_follows"]


@dataclass(frozen=True)
class Following:
    """What follows from a change of membership, the dates of the calendar left as they are."""

    problem: Problem
    """The input with the change made."""
    plan: Plan
    """The same dates, people seated anew."""
    words: tuple[str, ...]
    """The changes, in sentences."""
    consequences: Consequences
    law: tuple[str, ...] = ()
    """What goes against the law only now, in sentences."""
    contradictions: tuple[Fault, ...] = ()
    """What in the changed input could never be planned: nothing can be repaired then."""
    choosing: tuple[Meeting, ...] = ()
    """Meetings at which only now neither the chair nor a vice-chair is there."""
    leaderless: tuple[str, ...] = ()
    """Bodies that had a chair or vice-chair, and have none any more."""
    seats: tuple[SeatsOf, ...] = ()
    """Of the bodies that the change is about."""
    deputising: tuple[tuple[str, str, str], ...] = ()
    """Who left a body, and is still named to deputise: the person, for whom, and where."""


def what_follows(folder: Path, rows: Sequence[TypedChange], as_of: datetime | None = None) -> Following:
    """Say what a change of membership does to a calendar whose dates stay as they are.

    Parameters
    ----------
    folder : Path
        The folder of the calendar.
    rows : sequence of TypedChange
        What is to change, as it was typed.
    as_of : datetime, optional
        The moment of the change: what gives no date of its own holds from its day on.

    Raises
    ------
    InputFaults
        If a row cannot be understood, or contradicts the input; with every fault, its row that of the form.

    """
    changed = changed_as_typed(folder, rows, as_of)
    before = {meeting.uid: meeting for meeting in changed.published.live}
    choosing = (
        one
        for one in changed.plan.live
        if one.has_to_choose_a_chair and one.uid in before and not before[one.uid].has_to_choose_a_chair
    )
    return Following(
        changed.after,
        changed.plan,
        changed.words,
        changed.consequences,
        tuple(map(warning_words, changed.law)),
        changed.contradictions,
        tuple(choosing),
        tuple(_leaderless(changed)),
        changed.seats,
        tuple(_deputising(changed)),
    )


def changed_as_typed(folder: Path, rows: Sequence[TypedChange], as_of: datetime | None = None) -> Changed:
    """Find what a change does to a calendar: see `what_follows`, which raises what this does."""
    stamp = stamp_of(folder)
    source = kept_input(folder)
    before, _ = read_input(source)
    read = read_plan(folder, before)
    start = None if as_of is None else local_day(before, as_of)
    changes = seat_changes_typed(before, rows, start)
    return replace(followed(before, read, before, changes, source, as_of), stamp=stamp)


def _leaderless(changed: Changed) -> Iterator[str]:
    """Yield the bodies that nobody presides over any more, of those over which somebody did."""
    for body in changed.bodies:
        days = [meeting.date for meeting in changed.plan.of_body(body)] or [changed.first_day]
        was, now = (
            [day for day in days if any(row.presides for row in problem.memberships_on(body, day))]
            for problem in (changed.before, changed.after)
        )
        if set(was) - set(now):
            yield body


def _deputising(changed: Changed) -> Iterator[tuple[str, str, str]]:
    """Yield who leaves, and for whom they are still named to deputise, where that is."""
    gone = {change.person for change in changed.changes if change.action == "leave"}
    for row in changed.after.all_memberships:
        for deputy in row.substitutes:
            if deputy in gone and row.lasts_to(changed.first_day):
                yield deputy, row.person, row.body
