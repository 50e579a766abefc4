"""Who must be told by law once a calendar has changed: the public, a council's members, and by which day.

A notice names the time and the place of a meeting, so that another day, hour or room asks for a new one; another seat,
or a meeting that is confirmed, does not. No row asks anything of a meeting that is cancelled: it is told where its
notice was given.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from scheduler.domain.difference import DROPPED, MOVED, NEW, Change
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.wording import long_date
from scheduler.errors import BeyondHorizon
from scheduler.law.forward_plan import MATTERS, day_of_law, forward_dates
from scheduler.law.row import CERTAIN, PLEASE_CHECK, Row
from scheduler.law.rows import law_of

NOTICE, SUMMONS, WITHDRAWAL = "notice", "summons", "withdrawal"
"""Matters: notice to the public, a summons to each member, and a notice that was given and does not hold any more."""
_TO_THE_PUBLIC = "The public, at the council's offices and on its website"
TO_WHOM = {
    NOTICE: _TO_THE_PUBLIC,
    SUMMONS: "Every member of the council, by a summons",
    WITHDRAWAL: "Whoever read the notice that was given, where it was given",
    **dict.fromkeys(MATTERS, _TO_THE_PUBLIC),
}


@dataclass(frozen=True)
class Duty:
    """Somebody whom the law has told of one change."""

    change: Change
    matter: str
    row: Row | None
    """The law; None for a withdrawal, which is practice."""
    last_day: date | None
    """None where no law gives one, or the public holidays before it are not known."""
    told_on: date
    """The day that it is taken to be."""
    given: bool
    """Whether notice of what the meeting was had been given by then."""

    @property
    def to_whom(self) -> str:
        """Who is told."""
        return TO_WHOM[self.matter]

    @property
    def passed(self) -> bool:
        """Whether the last day has passed, so that it is lawful only where the law allows shorter notice."""
        return self.last_day is not None and self.last_day < self.told_on

    @property
    def only_if(self) -> bool:
        """Whether it binds only where the meeting has such business."""
        return self.matter in MATTERS

    @property
    def says(self) -> str:
        """What is to be done, in a sentence."""
        if self.matter == WITHDRAWAL:
            if self.change.after is None or not self.change.after.live:
                return "Say where its notice was given that the meeting is not held."
            return "Take down the notice that was given: it names another time or place."
        by = "" if self.last_day is None else f", by {long_date(self.last_day)}"
        amount = "" if self.row is None else self.row.amount
        if self.matter == SUMMONS:
            return f"A summons, {amount} before the meeting{by}."
        if self.matter == NOTICE:
            return f"{'A new notice' if self.given else 'Notice'} of time and place, {amount} before the meeting{by}."
        return f"{MATTERS[self.matter]}, {amount} before the meeting{by}: only if it has such business."

    @property
    def instrument(self) -> str:
        """The law, and whether it had better be checked."""
        if self.row is None:
            return "Practice: no law asks for it"
        return self.row.instrument if self.row.certainty == CERTAIN else f"{self.row.instrument} ({PLEASE_CHECK})"

    @property
    def state(self) -> str:
        """Whether there is time for it still."""
        if self.row is None:
            return "At once"
        if self.last_day is None:
            return "Public holidays not known"
        return f"Passed: only if the law allows shorter notice; {PLEASE_CHECK}" if self.passed else "In time"


def duties(problem: Problem, plan: Plan, changes: Sequence[Change], day: date) -> tuple[Duty, ...]:
    """Return who must be told of changes by law: what is to be done at once first, then in order of the last day.

    Parameters
    ----------
    problem, plan : Problem, Plan
        The input and the calendar as it is now.
    changes : sequence of Change
        What it holds otherwise than before.
    day : date
        Today: what has been held asks for nothing.

    """
    found = [duty for change in changes for duty in _duties(problem, change, day)]
    found += _of_forward_plan(problem, plan, changes, day)
    return tuple(sorted(found, key=_urgency))


def _urgency(duty: Duty) -> tuple[date, date, str]:
    """Put what is to be done at once first, and what nobody knows the day of last."""
    last_day = date.min if duty.row is None else duty.last_day or date.max
    return last_day, duty.change.meeting.date, duty.change.meeting.uid


def _duties(problem: Problem, change: Change, day: date) -> Iterator[Duty]:
    meeting = change.meeting
    body = problem.bodies.get(meeting.body)
    if body is None or meeting.date < day or change.kind not in (NEW, DROPPED, MOVED):
        return
    was = change.before
    given = was is not None and was.live and was.agenda_deadline is not None and was.agenda_deadline <= day
    row = law_of(problem, NOTICE, body.legal_kind, meeting.date, body)
    if given and row is not None:
        yield Duty(change, WITHDRAWAL, None, None, day, given)
    if change.kind == DROPPED:
        return
    for matter in (NOTICE, SUMMONS):
        row = law_of(problem, matter, body.legal_kind, meeting.date, body)
        if row is not None and row.number is not None:
            last_day = None
            with suppress(BeyondHorizon):
                last_day = day_of_law(problem, row, int(row.number), meeting.date)
            yield Duty(change, matter, row, last_day, day, given)


def _of_forward_plan(problem: Problem, plan: Plan, changes: Sequence[Change], day: date) -> Iterator[Duty]:
    """Yield what is announced anew of each meeting that is on another day, or new, as far as it has such business."""
    moved = {
        change.meeting.uid: change
        for change in changes
        if change.after is not None
        and change.meeting.date >= day
        and (change.kind == NEW or (change.before is not None and change.before.date != change.after.date))
    }
    for one in forward_dates(problem, plan):
        change = moved.get(one.meeting.uid)
        if change is not None and one.announced:
            yield Duty(change, one.row.matter, one.row, one.due, day, given=False)
