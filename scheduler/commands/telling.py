"""What is told of an edit by hand before anything is written: what follows, what makes room, where else it could be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scheduler.commands.edits import Standing, compared, consequences, open_days
from scheduler.domain.by_hand import Told, asked_of
from scheduler.domain.difference import DROPPED, NEW, difference
from scheduler.domain.edits import (
    AT_A_PRICE,
    FREE,
    OTHERS_MOVE,
    RULED_OUT,
    Add,
    Cancel,
    Edit,
    Edited,
    Move,
    OpenDay,
    Several,
    Swap,
)
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.reasons import Breach, Fault, Reason, Waiver
from scheduler.domain.rows_by_hand import Rows, rows_after
from scheduler.rules import bars, fixed
from scheduler.solver.cp.progress import Clock, Listener, clock_of, silence

if TYPE_CHECKING:
    from scheduler.commands.plans import Warn

MOST_NEAREST = 3
"""How many days are told on which the meeting could be instead."""
MOST_TRIED = 40
"""How many days are tried for a meeting that there is not yet."""
LEFT_OUT = "It is not waived."
PASSED = "The day has passed."

Beside = tuple[tuple[Meeting, Breach], ...]
"""Meetings besides those of an edit of which a waived rule is not asked either, and what of it would be broken."""
OpenDays = Callable[[str, int], Sequence[OpenDay]]


@dataclass
class Telling:
    """Tells what follows from edits of one calendar.

    Parameters
    ----------
    standing : Standing
        The calendar.
    others_may_move : bool
        Whether other meetings may make room.
    time_limit : float or Clock
        Seconds, or a clock that runs already, to look for the fewest of them.
    days : callable, optional
        Tells what each day of the year is to a meeting, where that is known already.

    """

    standing: Standing
    others_may_move: bool = False
    time_limit: float | Clock = 60
    listener: Listener = silence
    warn: "Warn" = lambda _warnings: None
    days: OpenDays | None = None

    def told(self, edit: Edit, waivers: Sequence[Waiver] = ()) -> tuple[Told, Beside]:
        """Return what is told of an edit, and of which other meetings a waived rule is not asked either."""
        edited, beside = self._followed(edit, waivers)
        if isinstance(edit, Cancel) and edit.replace and not edited.barred:
            edit, edited = self._replaced(edit, edited, waivers)
        told = Told(edit, edited, waived=(*edited.waived, *(breach for _, breach in beside)))
        if not edited.possible and not edited.barred and isinstance(edit, Move) and self.others_may_move:
            told = self._making_room(edit, told, waivers)
        idle = [waiver.rule for waiver in waivers if waiver.rule not in {breach.rule for breach in told.waived}]
        self.warn(
            tuple(Fault("", None, None, f"--waive {rule}: nothing of it would be broken", LEFT_OUT) for rule in idle)
        )
        return (told if told.edited.possible else self._with_other_ways(told, waivers)), beside

    def _open_days(self, body: str, number: int) -> Sequence[OpenDay]:
        return open_days(self.standing, body, number) if self.days is None else self.days(body, number)

    def _followed(self, edit: Edit, waivers: Sequence[Waiver]) -> tuple[Edited, Beside]:
        """Return what follows; where a waived rule is broken between other meetings, it is not asked of those either.

        A meeting that is cancelled takes part in nothing: the gap it leaves is between the two around it.
        """
        edited = consequences(self.standing, edit, waivers)
        rules = {waiver.rule for waiver in waivers}
        beside = tuple(
            (meeting, breach)
            for breach in edited.follows.appear_breaches
            if breach.rule in rules
            for meeting in _taking_part(edited.plan, breach)
        )
        if not beside:
            return edited, ()
        rows = Rows(self.standing.problem)
        for meeting, _ in beside:
            rows.waive(meeting, waivers)
        problem = replace(self.standing.problem, fixed_meetings=rows.standing)
        waiving = Standing(problem, self.standing.plan, self.standing.seating)
        return consequences(waiving, edit, waivers), beside

    def _replaced(self, edit: Cancel, edited: Edited, waivers: Sequence[Waiver]) -> tuple[Edit, Edited]:
        """Return the cancellation with another meeting instead, on the nearest day on which it can be."""
        day = asked_of(self.standing.plan, edit.body, edit.number).date
        days = [one for one in self._open_days(edit.body, edit.number) if one.date != day]
        self.listener("Looking for a day for another meeting")
        for one in _by_nearness(days, day)[:MOST_TRIED]:
            both = Several((edit, Add(edit.body, one.date, one.start, instead=True)))
            found = consequences(self.standing, both, waivers)
            if found.possible:
                return both, found
        return edit, edited

    def _making_room(self, edit: Move, told: Told, waivers: Sequence[Waiver]) -> Told:
        """Return what follows once the fewest and nearest other meetings make room; as it was where none can."""
        from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation  # noqa: PLC0415 - slow to load, and most edits move nothing else

        before = self.standing.plan
        rows = rows_after(self.standing.problem, before, [edit], waivers)
        problem = replace(self.standing.problem, fixed_meetings=rows)
        asked = asked_of(before, edit.body, edit.number)
        wanted = asked.wanted(edit.date, edit.start)
        found = least_perturbation(problem, wanted, clock_of(self.time_limit, self.listener))
        if not isinstance(found, Perturbation):
            return told
        displaced = tuple(
            change
            for change in difference(before, found.plan)
            if change.meeting.uid not in asked.uids
            and (change.kind in (NEW, DROPPED) or {"date", "time"} & set(change.details))
        )
        edited = compared(self.standing, edit, found.plan, waivers)
        return replace(told, edited=edited, displaced=displaced, proven=found.fewest) if edited.possible else told

    # -- where else it could be

    def _with_other_ways(self, told: Told, waivers: Sequence[Waiver]) -> Told:
        """Return what is told with another room for the same day, and the nearest days on which it could be."""
        edit = told.edit
        if told.edited.barred or not isinstance(edit, Move | Add):
            return told
        elsewhere = None
        if edit.room is not None:
            other = consequences(self.standing, replace(edit, room=None), waivers)
            if other.possible:
                elsewhere = next((now.room for _, now in other.meetings if now is not None), None)
        others_could = False
        if isinstance(edit, Move):
            days = self._open_days(edit.body, edit.number)
            verdicts = {day.date: day.verdict for day in days}
            others_could = verdicts.get(edit.date) != RULED_OUT and not self.others_may_move
            here = asked_of(self.standing.plan, edit.body, edit.number).date
            days = [day for day in days if day.date != here]
        else:
            days = list(self._days_to_add(edit, waivers))
        others = [day for day in days if day.date != edit.date]
        near = (*_by_nearness(days, edit.date), *_by_nearness(others, edit.date, OTHERS_MOVE))
        return replace(told, elsewhere=elsewhere, others_could=others_could, nearest=near[:MOST_NEAREST])

    def _days_to_add(self, edit: Add, waivers: Sequence[Waiver]) -> Iterator[OpenDay]:
        """Yield days on which one more meeting could be, the nearest first; those of asking or later only."""
        problem = self.standing.problem
        days = [day for day in problem.days if day >= problem.planned_on and day != edit.date]
        number = 0
        self.listener("Looking for another day")
        for day in sorted(days, key=lambda day: (abs(day - edit.date), day))[:MOST_TRIED]:
            edited = consequences(self.standing, replace(edit, date=day, room=None), waivers)
            new = next((now for was, now in edited.meetings if was is None and now is not None), None)
            if edited.possible and new is not None:
                number += 1
                yield added_day(edited, new)
            if number == MOST_NEAREST:
                return


def told_of(
    standing: Standing, edit: Edit, waivers: Sequence[Waiver] = (), known: Sequence[OpenDay] | None = None
) -> Told:
    """Return what is told of an edit while all other meetings stay.

    Parameters
    ----------
    standing : Standing
        The calendar.
    edit : Edit
        The edit.
    waivers : sequence of Waiver
        Rules that are not asked of the meeting, this once.
    known : sequence of OpenDay, optional
        What each day of the year is to the meeting, where that is known.

    """
    days: OpenDays | None = None if known is None else lambda _body, _number: known
    return Telling(standing, days=days).told(edit, waivers)[0]


NOT_ASKED = "not asked yet"
"""What a day is to one meeting more, before it is asked what would follow there."""


def days_open_to(standing: Standing, body: str) -> tuple[OpenDay, ...]:
    """Return the days of the year; those that rules take by themselves from a body, or a meeting day, are ruled out."""
    problem = standing.problem
    subject = problem.meeting_days.get(body) or problem.bodies[body]
    found = []
    for day in problem.days:
        because = tuple(bar.reason for bar in bars(problem, subject, day))
        if day < problem.planned_on:
            because = (Reason(fixed.RULE.name, body, PASSED),)
        found.append(OpenDay(day, RULED_OUT if because else NOT_ASKED, because=because))
    return tuple(found)


def open_days_to_add(standing: Standing, body: str) -> tuple[OpenDay, ...]:
    """Return what each day of the year is to one meeting more of a body, or one more whole meeting day.

    Nothing is asked of other meetings: where a rule would be broken, the day says which. It takes some seconds.
    """
    return tuple(_asked_to_add(standing, body, day) for day in days_open_to(standing, body))


def _asked_to_add(standing: Standing, body: str, day: OpenDay) -> OpenDay:
    if day.verdict == RULED_OUT:
        return day
    edited = consequences(standing, Add(body, day.date))
    new = next((now for was, now in edited.meetings if was is None and now is not None), None)
    if new is None:
        return OpenDay(day.date, RULED_OUT, because=edited.barred)
    if not edited.possible:
        return OpenDay(day.date, OTHERS_MOVE, new.start, new.room, breaches=edited.follows.appear_breaches)
    return added_day(edited, new)


@dataclass(frozen=True)
class Swappable:
    """A meeting, or a whole meeting day, whose day another could take while it takes that of the other."""

    code: str
    number: int
    date: date
    dearer: bool
    """Whether anything that is wished is granted less then."""


def swaps(standing: Standing, body: str, number: int, known: Sequence[OpenDay]) -> tuple[Swappable, ...]:
    """Return what a meeting could be swapped with, no rule broken, in order of date; the nearest are tried.

    Parameters
    ----------
    standing : Standing
        The calendar.
    body, number : str, int
        The meeting, or the whole meeting day.
    known : sequence of OpenDay
        What each day of the year is to it: on a day that is ruled out, it takes nobody's.

    """
    plan = standing.calendar.plan
    asked = asked_of(plan, body, number)
    open_to_it = {day.date for day in known if day.verdict != RULED_OUT}
    there = {(one.meeting_day, one.date): (one.meeting_day, one.sequence) for one in plan.occurrences}
    others = {there.get((one.meeting_day or "", one.date), (one.body, one.sequence)): one.date for one in plan.live}
    near = sorted(others.items(), key=lambda other: (abs(other[1] - asked.date), other))
    could = [(name, day) for name, day in near if day in open_to_it and day != asked.date and name[0] != asked.mover]
    found = []
    for (code, theirs), day in could[:MOST_TRIED]:
        edited = consequences(standing, Swap((body, number), (code, theirs)))
        if edited.possible:
            dearer = any(cost.then > cost.now for cost in edited.follows.costs)
            found.append(Swappable(code, theirs, day, dearer))
    return tuple(sorted(found, key=lambda one: (one.date, one.code)))


def added_day(edited: Edited, new: Meeting) -> OpenDay:
    """Return what a day is on which one meeting more can be."""
    found = edited.follows
    verdict = AT_A_PRICE if found.worse or found.pounds[0] < found.pounds[1] else FREE
    return OpenDay(new.date, verdict, new.start, new.room, seats=found.seats, worse=found.worse, pounds=found.pounds)


def _taking_part(plan: Plan, breach: Breach) -> tuple[Meeting, ...]:
    """Return the last of the meetings that are held on the days of a breach by the bodies it names."""
    there = [one for one in plan.live if one.body in breach.bodies and one.date in breach.dates]
    return (max(there, key=lambda one: (one.date, one.start)),) if there else ()


def _by_nearness(days: Sequence[OpenDay], wanted: date, *verdicts: str) -> list[OpenDay]:
    """Return the days of some verdicts, without any those while all others stay; the nearest to a day first."""
    could = (day for day in days if day.verdict in (verdicts or (FREE, AT_A_PRICE)))
    return sorted(could, key=lambda day: (abs(day.date - wanted), day.verdict != FREE, day.date))
