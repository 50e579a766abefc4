"""The days and starts that are left to a body or a meeting day, and what has taken the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.bodies import Cadence

Starts = Mapping[date, tuple[int, ...]]
"""Day -> the starts that are possible on it; a meeting day has one, whenever it is."""


@dataclass(frozen=True)
class Stage:
    """Something that takes days away: its rule, what is left after it, and that in words (`{}` for the number)."""

    rule: str
    words: str
    starts: Starts


@dataclass(frozen=True)
class Left:
    """What is left to a body, or to a meeting day, after each of the rules that take days away from it alone."""

    code: str
    name: str
    cadence: Cadence
    min_gap_days: int | None
    max_gap_days: int | None
    duration: int
    life: tuple[date, date]
    """First and last day on which it exists."""
    stages: tuple[Stage, ...]
    rooms: frozenset[str] = frozenset()
    """The rooms that might suit it on some day; none where it needs none."""

    @property
    def starts(self) -> Starts:
        """What is left in the end."""
        return self.stages[-1].starts

    def after(self, stage: Stage) -> "Left":
        """Return what is left after one more stage."""
        return replace(self, stages=(*self.stages, stage))
