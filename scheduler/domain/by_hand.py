"""What is told of an edit by hand: what follows, what makes room, where else it could be, and whether it was done."""

from dataclasses import dataclass

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
