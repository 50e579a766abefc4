"""A meeting that somebody would have on another day, and the answer: why not, or what it would cost."""

import datetime as dt
from dataclasses import dataclass

from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.reasons import Reason, UngrantedWish
from scheduler.domain.titles import body_title


@dataclass(frozen=True)
class Asked:
    """The meeting that is asked about, with all that moves as one with it: its whole meeting day, or itself alone."""

    code: str
    """Its body, or the meeting day where that itself is asked about."""
    sequence: int
    meetings: tuple[Meeting, ...]
    """The meeting itself first, then the others of its meeting day."""
    occurrence: Occurrence | None = None
    """Its meeting day, None for a meeting of its own."""

    @property
    def name(self) -> str:
        """What is asked about, for short: `HWB#2`."""
        return f"{self.code}#{self.sequence}"

    @property
    def date(self) -> dt.date:
        """The day it is on."""
        return self.meetings[0].date

    @property
    def whole_day(self) -> bool:
        """Whether a meeting day itself is asked about."""
        return self.occurrence is not None and self.code == self.occurrence.meeting_day

    @property
    def start(self) -> int | None:
        """When it starts, None for a meeting day, whose sessions say."""
        return self.meetings[0].start if self.occurrence is None else None

    @property
    def uids(self) -> frozenset[str]:
        """The meetings that move as one."""
        return frozenset(meeting.uid for meeting in self.meetings)

    @property
    def own(self) -> frozenset[str]:
        """The meeting asked about, which is not displaced by its own move; none where a meeting day is asked about."""
        return frozenset() if self.whole_day else frozenset((self.meetings[0].uid,))

    @property
    def mover(self) -> str:
        """The code of what has to move: the body, or the meeting day it sits in."""
        return self.code if self.occurrence is None else self.occurrence.meeting_day

    def wanted(self, day: dt.date, start: int | None = None) -> tuple[FixedMeeting, ...]:
        """Return the rows of `fixed_meetings` that put it on a day, and at a start, each with its number."""
        rows = []
        if self.occurrence is not None:
            rows.append(FixedMeeting(day, meeting_day=self.mover, number=self.occurrence.sequence))
        if self.occurrence is None or (start is not None and not self.whole_day):
            rows.append(FixedMeeting(day, body=self.code, number=self.sequence, start=start))
        return tuple(rows)

    def title(self, problem: Problem) -> str:
        """Name the body or meeting day, with its article."""
        name = problem.meeting_days[self.code].name if self.whole_day else body_title(problem, self.code)
        return name if name.casefold().startswith("the ") else f"The {name}"


def asked_about(plan: Plan, meeting: Meeting, occurrence: Occurrence | None = None) -> Asked:
    """Return a meeting, or an occurrence of a meeting day, with all that moves as one with it."""
    if occurrence is not None:
        return Asked(occurrence.meeting_day, occurrence.sequence, plan.of_occurrence(occurrence), occurrence)
    days = plan.occurrences_of(meeting.meeting_day) if meeting.meeting_day is not None else ()
    sits_in = next((day for day in days if day.date == meeting.date), None)
    others = () if sits_in is None else plan.of_occurrence(sits_in)
    together = (meeting, *(other for other in others if other.uid != meeting.uid))
    return Asked(meeting.body, meeting.sequence, together, sits_in)


@dataclass(frozen=True)
class Cost:
    """What one tier of wishes comes to, as the calendar stands and with the move."""

    tier: str
    now: int
    then: int
    bound: int | None = None
    """What it cannot be below, while the tiers before it are as they are; None where that was not asked."""


@dataclass(frozen=True)
class Displaced:
    """Another meeting that has to move, be held for the first time (`before` None) or no longer (`after` None)."""

    before: Meeting | None
    after: Meeting | None
    together: bool
    """Whether it moves only because it sits in the same meeting day."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as it would be, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("nothing is displaced")
        return found


@dataclass(frozen=True)
class OtherTheme:
    """A lunch that would take another theme (or none) than it has now, by the date it would have."""

    meeting_day: str
    date: dt.date
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Placement:
    """A day on which the meeting could be, what that costs, and whom it displaces; seen to break no rule."""

    date: dt.date
    plan: Plan
    """The whole calendar as it would be."""
    meeting: Meeting | None
    """The meeting as it would be; None where a whole meeting day is asked about."""
    costs: tuple[Cost, ...]
    displaced: tuple[Displaced, ...] = ()
    other_rooms: tuple[Displaced, ...] = ()
    """Meetings that stay where they are, in another room."""
    other_themes: tuple[OtherTheme, ...] = ()
    worse: tuple[UngrantedWish, ...] = ()
    """Wishes not granted that are granted now."""
    better: tuple[UngrantedWish, ...] = ()
    """Wishes granted that are not granted now."""
    in_the_way: tuple[Reason, ...] = ()
    """Why the others have to move."""
    proven: bool = True
    """Whether it is shown that no fewer others could move."""
    exact: bool = False
    """Whether it is shown that each tier is what `plan` would make of it; otherwise it costs this at most."""

    @property
    def start(self) -> int | None:
        """When the meeting would start; None for a meeting day, whose sessions say."""
        return None if self.meeting is None or self.meeting.meeting_day is not None else self.meeting.start

    @property
    def price(self) -> tuple[int, ...]:
        """How much worse each tier becomes, the most important first."""
        return tuple(cost.then - cost.now for cost in self.costs)


@dataclass(frozen=True)
class RuledOut:
    """A day on which the meeting cannot be, or not while all others stay, and the first reason."""

    date: dt.date
    because: tuple[Reason, ...]


@dataclass(frozen=True)
class Answer:
    """What is said to `why`: about one day, or (`date` None) about the days around."""

    asked: Asked
    date: dt.date | None
    start: int | None
    possible: bool | None
    """None where time ran out before either was known."""
    because: tuple[Reason, ...] = ()
    """Why it is not possible; the reasons the meeting cannot be there whatever else moves."""
    minimal: bool = True
    """Whether each of several reasons is shown to be needed."""
    placement: Placement | None = None
    alternatives: tuple[Placement, ...] = ()
    """Without a day: the best days nearby, with all other meetings where they are."""
    ruled_out: tuple[RuledOut, ...] = ()
    """Without a day: the nearest days that are not possible so."""
    looked_at: tuple[dt.date, dt.date] | None = None
    """Without a day: the first and last day that was tried."""
    beyond: "Beyond | None" = None
    """Where only what the officer may change stands in the way: what would follow if it were changed."""


@dataclass(frozen=True)
class Beyond:
    """What would follow if a body's own days, times or dates were others."""

    changes: tuple[str, ...]
    """What would be otherwise, in clauses: `Planning Committee sat on Thursdays too`."""
    answer: Answer
