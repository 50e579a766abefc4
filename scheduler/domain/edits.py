"""What somebody may do by hand to one meeting of a calendar, what follows from it, and what each day of the year is."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from scheduler.domain.consequences import Consequences, SeatNow
from scheduler.domain.other_dates import Cost
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.reasons import Breach, Reason, UngrantedWish, Waiver


@dataclass(frozen=True)
class Move:
    """A meeting to another day, start or room; one that sits in a meeting day takes the whole day with it."""

    body: str
    """Its body, or a meeting day, of which a whole occurrence moves."""
    number: int
    date: dt.date
    start: int | None = None
    """Minutes after midnight; None for the best of the body's own starts. A meeting day starts as its sessions say."""
    room: str | None = None
    """None for its own room where that is free, else the best that is."""


@dataclass(frozen=True)
class Cancel:
    """A meeting, or a whole occurrence of a meeting day, that is not to be held."""

    body: str
    number: int
    replace: bool = False
    """Whether the body owes another meeting instead."""


@dataclass(frozen=True)
class Add:
    """A meeting more: one that the body owes, or an extra one where its cadence is full."""

    body: str
    date: dt.date
    start: int | None = None
    room: str | None = None
    instead: bool = False
    """Whether it is held instead of one that is cancelled with it, and owed as that was."""


@dataclass(frozen=True)
class Swap:
    """Two meetings that take each other's days."""

    one: tuple[str, int]
    """Body (or meeting day) and number."""
    other: tuple[str, int]


@dataclass(frozen=True)
class Pin:
    """A meeting that is to stay where it is, whatever is planned anew."""

    body: str
    number: int


@dataclass(frozen=True)
class Unpin:
    """A meeting that need not stay where it is any more."""

    body: str
    number: int


Single: TypeAlias = Move | Cancel | Add | Swap | Pin | Unpin


@dataclass(frozen=True)
class Several:
    """Edits that are made as one: rules are asked of the calendar with all of them made."""

    edits: tuple[Single, ...]


Edit: TypeAlias = Single | Several


@dataclass(frozen=True)
class Edited:
    """An edit of a calendar, and what follows from it."""

    edit: Edit
    plan: Plan
    """The calendar as it would be, seats and rooms made anew; as it is where the edit cannot be made."""
    meetings: tuple[tuple[Meeting | None, Meeting | None], ...]
    """What the edit itself is about, before and after: the meeting and all that moves with it. None for what is new."""
    follows: Consequences
    barred: tuple[Reason, ...] = ()
    """Why the edit cannot be made at all: the meeting has been held, or its notice served. Nothing follows then."""
    waivers: tuple[Waiver, ...] = ()
    """The rules that are not asked of the meeting, this once."""
    waived: tuple[Breach, ...] = ()
    """What these rules would have said."""

    @property
    def possible(self) -> bool:
        """Whether it can be made, and breaks no rule that is kept now."""
        return not self.barred and not self.follows.appear_breaches


FREE, AT_A_PRICE, OTHERS_MOVE, RULED_OUT = "free", "at a price", "others would have to move", "ruled out"


@dataclass(frozen=True)
class OpenDay:
    """What a day of the year is to a meeting, at its best start there."""

    date: dt.date
    verdict: str
    """`free`, `at a price`, `others would have to move` or `ruled out`."""
    start: int | None = None
    """The start, in minutes after midnight; None for a meeting day, and where the day is ruled out at any."""
    room: str | None = None
    because: tuple[Reason, ...] = ()
    """Why the day is ruled out, whatever else may move."""
    breaches: tuple[Breach, ...] = ()
    """What would be broken, so that others would have to move."""
    in_the_way: tuple[Meeting, ...] = ()
    """Whose moving could mend that; nobody's where another theme or speaker of the lunch would."""
    seats: tuple[SeatNow, ...] = ()
    """Whose seat would be another: apologies and substitutes that come or go."""
    costs: tuple[Cost, ...] = ()
    """Each tier as the calendar stands and with the meeting there."""
    worse: tuple[UngrantedWish, ...] = ()
    better: tuple[UngrantedWish, ...] = ()
    pounds: tuple[int, int] = (0, 0)
    """What all rooms cost, as the calendar stands and with the meeting there."""
