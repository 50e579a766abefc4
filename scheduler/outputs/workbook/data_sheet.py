"""A table of the outputs, defined once: its columns, typed, and its rows. A sheet and a data frame are made of it."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | int | date | None
"""A date, a whole number (of minutes after midnight in a column of times), an answer, text, or nothing."""

Row: TypeAlias = tuple[Cell, ...]

TEXT, CATEGORY, ANSWER, LINK = "text", "category", "answer", "link"
NUMBER, DIFFERENCE, SHADED = "number", "difference", "shaded"
DATE, TIME = "date", "time"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name : str
        What a program calls it, as `plan.json` and the tables of the input do where they hold the same.
    heading : str
        What the sheet shows above it.
    width : int
        Digits of the sheet's letters.
    kind : str
        `text`; `category` (text that recurs: a body, a person, a status); `answer` (yes or no); `number`;
        `difference` (a number with its sign); `shaded` (a number, the darker the larger); `date`; `time`
        (minutes after midnight); or `link` (a sheet's name).
    blank : str
        What the sheet says where the row holds nothing.

    """

    name: str
    heading: str
    width: int
    kind: str = TEXT
    blank: str = ""

    def shown(self, value: Cell) -> Cell:
        """Return what the sheet shows of a value: answers in words, and the words for nothing."""
        if value is None or value == "":
            return self.blank or value
        if self.kind == ANSWER:
            return "Yes" if value else "No"
        return value


DATE_COLUMN = Column("date", "Date", 16, DATE)
START_COLUMN = Column("start", "Start", 7, TIME)
END_COLUMN = Column("end", "End", 7, TIME)
BODY_COLUMN = Column("body", "Body", 10, CATEGORY)
NAME_COLUMN = Column("body_name", "Name", 36, CATEGORY)


def matrix_column(body: str) -> Column:
    """Return a body's column in a matrix of bodies by bodies."""
    return Column(body, body, min(24, max(7, len(body) + 2)), SHADED)


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

    @property
    def shown_rows(self) -> tuple[Row, ...]:
        """The rows as the sheet shows them."""
        return tuple(tuple(map(Column.shown, self.columns, row)) for row in self.rows)
