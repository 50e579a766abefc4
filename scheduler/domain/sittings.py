"""Meetings and meeting days that are yet to be placed."""

from dataclasses import dataclass
from datetime import date

from scheduler.domain.bodies import Body
from scheduler.domain.meeting_days import MeetingDay, Session


@dataclass(frozen=True, eq=False)
class Gathering:
    """One occurrence of a meeting day, yet to be given its date; `number` counts in order of date."""

    meeting_day: MeetingDay
    number: int
    days: tuple[date, ...]
    """The days of its period, or of the whole calendar."""

    @property
    def name(self) -> str:
        """The occurrence for short: `TPDAY#1`."""
        return f"{self.meeting_day.code}#{self.number}"


@dataclass(frozen=True, eq=False)
class Sitting:
    """One meeting of a body, yet to be given its date, time and room; `number` counts in order of date."""

    body: Body
    number: int
    days: tuple[date, ...]
    """The days of its period, or of the whole calendar."""
    starts: tuple[int, ...]
    """Start times it might have, minutes after midnight."""
    duration: int
    gathering: Gathering | None = None
    session: Session | None = None

    @property
    def name(self) -> str:
        """The meeting for short: `HWB#2`."""
        return f"{self.body.code}#{self.number}"

    def overlaps_when(self, start: int, other: "Sitting", other_start: int) -> bool:
        """Whether the two take some of the same minutes when they start so on one day."""
        return start < other_start + other.duration and other_start < start + self.duration

    def minutes_apart(self, start: int, other: "Sitting", other_start: int) -> int:
        """Minutes from the end of the earlier to the start of the later (negative where they overlap)."""
        return max(other_start - start - self.duration, start - other_start - other.duration)
