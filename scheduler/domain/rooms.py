"""Rooms, and the way between venues."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Room:
    """A bookable room; set-up and clearing belong to every booking. Times in minutes after midnight."""

    code: str
    name: str
    venue: str
    capacity: int
    features: frozenset[str] = frozenset()
    setup_minutes: int = 0
    clear_minutes: int = 0
    open_from: int | None = None
    open_to: int | None = None
    cost_per_hour: Fraction = Fraction(0)
    combines: tuple[str, ...] = ()
    """The rooms this one is made of: using it takes them all."""


@dataclass(frozen=True)
class Travel:
    """Minutes from one venue to another, either way."""

    from_venue: str
    to_venue: str
    minutes: int
