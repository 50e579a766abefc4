"""What an import makes of what it found: rows of an input, which of their cells are guesses, and what to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from scheduler.domain.found import LeftOut
from scheduler.domain.reasons import Fault
from scheduler.domain.tables import Column
from scheduler.domain.wording import counted, listed

LAST_YEAR = "Last year"
"""The sheet of the calendar that was found, in a workbook that an import writes."""
LAST_YEAR_COLUMNS = ("body", "date", "start", "end", "room", "title", "status", "note")
LEFT_OUT = "Left out"
"""The sheet of whatever was read and is not taken over."""
WHAT_TO_LOOK_AT = "What to look at"
"""The first sheet of such a workbook."""


@dataclass(frozen=True)
class Entry:
    """What a cell holds, as a CSV file would say it, and from what it was guessed."""

    text: str
    guessed_from: str = ""
    """A sentence; blank where the source says it."""


ImportedRow: TypeAlias = Mapping[str, Entry]
"""Column -> entry; a column that is missing is blank."""


@dataclass(frozen=True)
class Unknown:
    """Something that no source says and an officer has to: where it goes, and what is taken meanwhile."""

    table: str
    column: str
    what: str


@dataclass(frozen=True)
class Guess:
    """A cell that was guessed: where it is, what it holds, and from what."""

    table: str
    column: str
    cell: str
    """As Excel names it: `Bodies!F4`."""
    value: str
    why: str


@dataclass(frozen=True)
class Difference:
    """A cell of a workbook in hand that says otherwise than what was found; it stays as it is."""

    cell: str
    has: str
    found: str
    why: str

    @property
    def sentence(self) -> str:
        """Both in a sentence: `Bodies!F4: the workbook says Tuesday, what was found Wed (Wednesday in 9 of 9)`."""
        why = f" ({self.why})" if self.why else ""
        return f"{self.cell}: the workbook says {self.has}, what was found {self.found}{why}"


@dataclass(frozen=True)
class Joined:
    """What of two councils was taken for one, or kept apart: where it stands, and how to undo it."""

    words: str
    cell: str = ""
    """In the workbook in hand; blank where no cell shows it."""

    @property
    def sentence(self) -> str:
        """Both in a sentence."""
        return f"{self.cell}: {self.words}" if self.cell else self.words


@dataclass(frozen=True)
class Imported:
    """An input made from what was found."""

    title: str
    tables: Mapping[str, tuple[ImportedRow, ...]]
    """The rows of each table, a table without any left out."""
    last_year: tuple[ImportedRow, ...] = ()
    """The calendar that was found, by `LAST_YEAR_COLUMNS`."""
    read_as: tuple[tuple[str, str], ...] = ()
    """The name of each file, and what it was taken for."""
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many were found of what, in words for one and for more: `body`, `bodies`."""
    by_file: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)
    """The same of each file; what stands in several counts for the first."""
    habits: tuple[str, ...] = ()
    """What is not as it usually was, and what was too loose to be a rule, in sentences."""
    joined: tuple[Joined, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


# -- laid over a workbook


@dataclass(frozen=True)
class Fill:
    """A blank cell of a workbook, and what goes into it; a setting's value is of the setting's own kind."""

    table: str
    row: int
    column: str
    kind: Column
    entry: Entry


@dataclass(frozen=True)
class Disagreement:
    """A cell of a workbook in hand that says otherwise than what was found."""

    table: str
    row: int
    column: str
    has: str
    found: Entry


@dataclass(frozen=True)
class Overlay:
    """What of an import goes into a workbook: into blank cells, into new rows, and what it says otherwise."""

    fills: tuple[Fill, ...] = ()
    rows: Mapping[str, tuple[ImportedRow, ...]] = field(default_factory=dict)
    """New rows of each table."""
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True)
class Import:
    """What an import has written."""

    made: Imported
    guesses: tuple[Guess, ...] = ()
    differences: tuple[Difference, ...] = ()
    broken: tuple[str, ...] = ()
    """What of last year's calendar breaks the rules, in sentences."""
    faults: tuple[Fault, ...] = ()
    """What has to be put right before the workbook can be planned."""


def read_in_words(made: Imported, words: str, counts: Mapping[tuple[str, str], int]) -> str:
    """Say what files of a form are, and what stands in them: `a list of members: 12 people`.

    What stands in several files is counted with the first of them.
    """
    if any(counts.values()):
        return f"{words}: {counts_in_words(counts)}"
    return words if len(made.read_as) == 1 else f"{words}: nothing that the others lack"


def counts_in_words(counts: Mapping[tuple[str, str], int]) -> str:
    """Say how many were found of what: `8 bodies and 46 meetings`."""
    return listed([counted(number, *words) for words, number in counts.items() if number]) or "nothing"
