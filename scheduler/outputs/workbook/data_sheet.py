"""A data sheet before it is written: a title, what it holds, and one table."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | int | date | None
"""A date, a whole number (of minutes after midnight in a column of times), text, or nothing."""

Row: TypeAlias = tuple[Cell, ...]

TEXT, NUMBER, DATE, TIME, SHADED, LINK = "text", "number", "date", "time", "shaded", "link"
DIFFERENCE = "difference"


@dataclass(frozen=True)
class Column:
    """A column of the table; `width` in digits of the sheet's letters."""

    heading: str
    width: int
    kind: str = TEXT
    """`text`, `number`, `date`, `time`, `shaded` (the larger the number the darker), `difference` (a number with
    its sign) or `link` (a sheet's name)."""


DATE_COLUMN = Column("Date", 16, DATE)
START_COLUMN = Column("Start", 7, TIME)
END_COLUMN = Column("End", 7, TIME)
BODY_COLUMN = Column("Body", 10)
NAME_COLUMN = Column("Name", 36)


@dataclass(frozen=True)
class DataSheet:
    """A sheet with exactly one table."""

    name: str
    """The tab, and the name of the table."""
    title: str
    about: tuple[str, ...]
    """What the sheet holds, in sentences; each begins a line."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    nothing: str = "Nothing to show."
    """What the sheet says in the place of rows where there are none."""
    frozen_columns: int = 0
    """Columns that stay in sight when the sheet is scrolled sideways."""

    @property
    def width(self) -> int:
        """The width of the table, in digits."""
        return sum(column.width for column in self.columns)
