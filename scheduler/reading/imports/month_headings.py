"""What stands around a grid of months: the months and years of its columns, what its marks mean, usual times.

Where the months run from December to January the year is the next.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.domain.found import Source
from scheduler.reading.imports.days_and_times import month_alone, times_in, years_in
from scheduler.reading.imports.gathering import MARKS, trimmed
from scheduler.reading.imports.grid import Grid
from scheduler.reading.imports.lists import HEADER_WITHIN
from scheduler.reading.tables.texts import Raw, text_of

Month = tuple[int, int | None]
"""A month, and its year where its heading says it."""
LONGEST_KEY = 300
"""Letters of a line that may say what marks mean."""
LEAST_MONTHS = 2
FIRST_OF_A_YEAR = 3
"""The first month with which a calendar of two years begins in the first of them."""
_SIGN_KEY = re.compile(
    rf"(?<![A-Za-z0-9])([{re.escape(MARKS)}]+)\s*(?:=|-|\u2013|:|denotes|indicates|means)?"
    rf"\s*([^{re.escape(MARKS)}]*[A-Za-z][^{re.escape(MARKS)}]*)"
)
_LETTER_KEY = re.compile(
    r"\b([A-Z][A-Za-z0-9]{0,4})\b\s*(?:=|\bdenotes\b|\bindicates\b|\bmeans\b)"
    r"\s*([^;=\n]+?)(?=[;\n]|,?\s+[A-Z][A-Za-z0-9]{0,4}\s*=|$)"
)
_USUAL_PLACE = re.compile(
    r"\b[Mm]eetings?\b[^.;]{0,60}?\bheld\b[^.;]{0,20}?\b(?:in|at) (?:the )?([A-Z][^.;]{2,80}?)"
    r"(?=,? (?:unless|except|at [0-9]|starting|commencing|and (?:start|begin|commence))|[.;]|$)"
)
_USUAL_START = re.compile(
    r"\bmeetings?\b[^.;]{0,80}?\b(?:start|begin|commence|held)\w*\b[^.;]{0,40}?\bat\b(.{1,20})", re.IGNORECASE
)


@dataclass(frozen=True)
class View:
    """A grid as it stands, or with its rows as columns."""

    grid: Grid
    flipped: bool = False

    @property
    def rows(self) -> Sequence[Sequence[Raw]]:
        """Its rows, seen so."""
        return tuple(zip(*self.grid.rows, strict=True)) if self.flipped else self.grid.rows

    def source(self, row: int, column: int) -> Source:
        """Return where a cell stands in the file."""
        return self.grid.source(column, row) if self.flipped else self.grid.source(row, column)


@dataclass(frozen=True)
class Keys:
    """What lines about a calendar say of all of it: what its marks mean, when and where meetings usually are."""

    meanings: Mapping[str, str] = field(default_factory=dict)
    start: int | None = None
    place: str = ""


def keys_in(lines: Iterable[str]) -> Keys:
    """Return what lines say that stand beside a calendar: `* Special meeting`, `All meetings start at 7pm`."""
    meanings: dict[str, str] = {}
    start: int | None = None
    place = ""
    for line in (line for line in lines if len(line) <= LONGEST_KEY):
        for mark, meaning in (*_SIGN_KEY.findall(line), *_LETTER_KEY.findall(line)):
            meanings.setdefault(mark, " ".join(meaning.split()).strip(" .,;:|-\u2013\u2014"))
        usual = _USUAL_START.search(line)
        if usual is not None and start is None:
            start = times_in(usual[1]).start
        where = _USUAL_PLACE.search(line)
        if where is not None:
            place = place or trimmed(where[1])
    return Keys(meanings, start, place)


def months_across(row: Sequence[Raw]) -> dict[int, Month]:
    """Return the columns that the headings of a row name as months; nothing where there are not several."""
    found = {column: month for column, value in enumerate(row) if (month := month_alone(value)) is not None}
    return found if len({month for month, _ in found.values()}) >= LEAST_MONTHS else {}


def header_row(rows: Sequence[Sequence[Raw]]) -> int | None:
    """Return the row in which months stand above the columns."""
    return next((number for number, row in enumerate(rows[:HEADER_WITHIN]) if months_across(row)), None)


def years_of_months(
    months: Mapping[int, Month],
    above: Sequence[Sequence[Raw]],
    titles: Iterable[str],
    before: tuple[int, int] | None = None,
) -> dict[int, int]:
    """Return the year of each column of a month, as far as anything says it.

    Parameters
    ----------
    months : mapping
        Column -> the month, and the year if its heading says it.
    above : sequence of rows
        What stands above the headings: a row of years may.
    titles : iterable of str
        Texts that may say the years, the nearest first.
    before : tuple of int, optional
        The month and the year of the last column of an earlier part of the same calendar.

    """
    said = _said(months, above)
    if not said and before is None and (titled := years_in(titles)) is not None:
        first = min(months)
        month = months[first][0]
        said = {first: titled.first if month >= FIRST_OF_A_YEAR else titled.of(month)}
    found: dict[int, int] = {}
    last = before
    for column, (month, _) in sorted(months.items()):
        year = said.get(column, None if last is None else last[1] + (month < last[0]))
        if year is not None:
            found[column] = year
            last = month, year
    following: tuple[int, int] | None = None
    for column, (month, _) in sorted(months.items(), reverse=True):
        if column not in found and following is not None:
            found[column] = following[1] - (month > following[0])
        if column in found:
            following = month, found[column]
    return found


def _said(months: Mapping[int, Month], above: Sequence[Sequence[Raw]]) -> dict[int, int]:
    """Return the years that the headings of months say, or the rows above them."""
    said = {column: year for column, (_, year) in months.items() if year is not None}
    for row in reversed(above):
        for column in months:
            years = years_in([text_of(row[column])]) if row[column] != "" else None
            if years is not None and years.first == years.last:
                said.setdefault(column, years.first)
    return said
