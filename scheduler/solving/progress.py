"""What a listener hears while the solver works."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Progress:
    """How far the search is: the tier it is at, the best value found in it, and the proven bound."""

    tier: str
    value: int | None
    bound: int | None


class Listener(Protocol):
    """Whoever wants to hear of progress."""

    def __call__(self, progress: Progress) -> None:
        """Hear how far the search is."""


def silence(progress: Progress) -> None:
    """Hear nothing."""
    del progress
