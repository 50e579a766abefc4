"""Meeting days: whole days made of sessions."""

from dataclasses import dataclass, field

from scheduler.domain.bodies import Cadence


@dataclass(frozen=True)
class Session:
    """A part of a meeting day: `boards`, `lunch` or `plenary`. Times in minutes after midnight."""

    meeting_day: str
    code: str
    kind: str
    start: int
    end: int
    arrangement: str = "either"


@dataclass(frozen=True)
class MeetingDay:
    """A whole day made of sessions, held at one venue so many times a year."""

    code: str
    name: str
    cadence: Cadence = field(default_factory=Cadence)
    weekdays: frozenset[int] | None = None
    preferred_weekdays: frozenset[int] = frozenset()
    min_gap_days: int | None = None
    max_gap_days: int | None = None
    venue: str | None = None
    cycle: str | None = None
    """Whose periods `per_period` counts; None for the usual set."""
    weeks_of_month: frozenset[int] = frozenset()
    """As of a body."""
    months: frozenset[int] = frozenset()
    """As of a body."""
    welsh_name: str | None = None
