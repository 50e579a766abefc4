"""Why a plan is broken, or cannot be: the sentences that every part of the product shows."""

from dataclasses import dataclass
from datetime import date

from scheduler.domain.other_keys import OtherKeys


@dataclass(frozen=True)
class Reason:
    """Something the input demands, named by rule and subject, never by a row of a model."""

    rule: str
    subject: str
    message: str


@dataclass(frozen=True)
class FirmReason(Reason):
    """A reason that no officer can give up: the law, what has been done, or what nobody can do."""


@dataclass(frozen=True)
class Breach:
    """A rule that a plan breaks, and whom and what it concerns."""

    rule: str
    message: str
    bodies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()


@dataclass(frozen=True)
class Waiver:
    """A rule that is not asked of one meeting, and why not."""

    rule: str
    reason: str


@dataclass(frozen=True)
class Clash:
    """Two meetings that overlap (travel included) and share members."""

    bodies: tuple[str, str]
    dates: tuple[date, ...]
    people: tuple[str, ...]
    broken: bool
    """Whether a rule is broken by it; otherwise apologies and substitutes carry it."""
    apart: str = ""
    """How far apart they are and should be, in words, where they do not overlap but are too close."""


@dataclass(frozen=True)
class UngrantedWish:
    """A wish the plan does not grant, and the price: `cost` is already weighted."""

    wish: str
    subject: str
    cost: int
    why: str
    other_keys: OtherKeys = ()


@dataclass(frozen=True)
class Fault:
    """Something wrong with the input, at the cell that shows it (row as in the spreadsheet, header = 1)."""

    table: str
    row: int | None
    column: str | None
    message: str
    remedy: str
    cell: str = ""
    """The cell as Excel names it, `Bodies!I8`; blank where the input is no workbook, or no cell shows it."""

    @property
    def sentence(self) -> str:
        """Where it is, what is wrong, and what to do."""
        where = [self.table] if self.table else []
        where += [] if self.row is None else [f"row {self.row}"]
        where += [] if self.column is None else [f"column {self.column}"]
        named = ", ".join(where)
        place = f"{self.cell} ({named}): " if self.cell else f"{named}: " if named else ""
        return " ".join(_ended(part) for part in (f"{place}{self.message}", self.remedy) if part)


def _ended(sentence: str) -> str:
    """Return a sentence with its full stop."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
