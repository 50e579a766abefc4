"""What is told of an edit by hand: what follows, what makes room, where else it could be, and whether it was done."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.domain.difference import Change
from scheduler.domain.edits import Edit, Edited, OpenDay, Several
from scheduler.domain.other_dates import Asked, asked_about
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.reasons import Breach
from scheduler.domain.rows_by_hand import subject_named


@dataclass(frozen=True)
class Told:
    """An edit, and all that is told of it."""

    edit: Edit
    """What was asked for."""
    edited: Edited
    """What follows, with whatever makes room for it."""
    displaced: tuple[Change, ...] = ()
    """What becomes of the other meetings that make room."""
    proven: bool = True
    """Whether it is shown that no fewer others could move."""
    waived: tuple[Breach, ...] = ()
    """What is broken this once, as was asked."""
    nearest: tuple[OpenDay, ...] = ()
    """Where it cannot be as it is asked for: the nearest days on which it could."""
    others_could: bool = False
    """Whether other meetings could make room on the day that is asked for."""
    elsewhere: str | None = None
    """Where only the room is in the way: one in which it could be then."""
    accepted: bool = False

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits one by one."""
        return self.edit.edits if isinstance(self.edit, Several) else (self.edit,)


def asked_of(plan: Plan, code: str, number: int) -> Asked:
    """Return what a code and a number name, with all that moves as one with it."""
    subject = subject_named(plan, code, number)
    if isinstance(subject, Meeting):
        return asked_about(plan, subject)
    return asked_about(plan, plan.of_occurrence(subject)[0], subject)


@dataclass(frozen=True)
class Commission:
    """An edit that is to be written, on whose word, and into which version of the calendar."""

    edit: Edit
    version: str
    """The version that was seen: another is left as it is."""
    command: str
    """As it would be typed: `move`."""
    reason: str = ""
    """Of what is done, and of what is waived for it."""
    by: str = ""
    waive: tuple[str, ...] = ()
    """The rules that are not asked of it, this once."""
    as_of: datetime | None = None
    """The moment of asking; None for that of the plan."""
