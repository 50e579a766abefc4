"""Rows of a sheet or file against the contract: where its headings stand, and which column each of them names.

Read are the contract's names, the words that the blank workbook has, and what councils write instead.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from scheduler.domain.headings import HEADINGS
from scheduler.domain.headings_otherwise import COLUMNS_OTHERWISE
from scheduler.domain.names import name_key
from scheduler.domain.reasons import Fault
from scheduler.domain.table_places import TablePlace, letter_of
from scheduler.domain.tables import Table
from scheduler.domain.wording import listed
from scheduler.reading.slips import rows_in_words
from scheduler.reading.tables.headers import (
    LONGEST_COMPARED,
    Findings,
    GridRow,
    RawRow,
    RawTable,
    Unreadable,
    nearest,
)
from scheduler.reading.tables.texts import CellFault, Raw, shown, text_of

MOST_HEADINGS = 1_000
HEADINGS_WITHIN = 20
"""Rows that are not blank, among which the headings are looked for."""
LEAST_HEADINGS = 2
"""Known headings that a row has, below the first, to be the one of the headings."""
MOST_NAMED = 12
"""Headings that are named in a sentence."""
NAMED = {"bodies": "body", "people": "person", "rooms": "room", "speakers": "speaker", "meeting_days": "meeting_day"}
"""The column of codes of each table that has names as well."""
KINDS = {
    **dict.fromkeys(("councillor", "cllr", "member", "person"), "person"),
    "room": "room",
    "speaker": "speaker",
}
"""What the heading over those who are away says of all of them, where no column does."""
_NOTES = ("note", "comment", "remark")
BESIDE = re.compile(r"\([^()]*\)|[*:?]")
"""What may stand beside a heading: `Capacity (seats)`, `Date *`."""


@lru_cache
def plain_words(table: Table) -> Mapping[str, str]:
    """Return by how they are compared the contract's names of a table's columns and the words of the blank workbook."""
    words = {name_key(HEADINGS.get((table.name, column.name), "")): column.name for column in table.columns}
    return {**words, **{name_key(column.name): column.name for column in table.columns}}


@lru_cache
def other_words(table: Table) -> Mapping[str, str]:
    """Return by how they are compared the words of councils for a table's columns."""
    plain = plain_words(table)
    found: dict[str, str] = {}
    for column in table.columns:
        for word in COLUMNS_OTHERWISE.get((table.name, column.name), ()):
            if name_key(word) not in plain:
                found.setdefault(name_key(word), column.name)
    return found


def columns_of(table: Table, headings: Mapping[int, Raw]) -> dict[int, str]:
    """Return the contract's column at each place whose heading names one; a plain word counts before a council's."""
    keys = {place: _key_of(table, heading) for place, heading in headings.items() if isinstance(heading, str)}
    found: dict[int, str] = {}
    for words in (plain_words(table), other_words(table)):
        for place, key in keys.items():
            if key in words and (words is plain_words(table) or words[key] not in found.values()):
                found.setdefault(place, words[key])
    return found


def _key_of(table: Table, heading: str) -> str:
    """Return how a heading is compared; what stands beside it is left out where that makes it known."""
    key, bare = name_key(heading), name_key(BESIDE.sub(" ", heading))
    known = plain_words(table).keys() | other_words(table).keys()
    return bare if key not in known and bare in known else key


def header_of(table: Table, rows: list[GridRow]) -> int:
    """Return which of the rows has the headings: the first that names the most columns; 0 where none does."""
    best, most = 0, 0
    for number, row in enumerate(rows[:HEADINGS_WITHIN]):
        known = len(set(columns_of(table, row.cells).values()))
        enough = number == 0 or (known >= LEAST_HEADINGS and 2 * known >= len(row.cells))
        if known > most and enough:
            best, most = number, known
    return best


def table_from(
    table: Table, rows: list[GridRow], findings: Findings, title: str = "", *, in_workbook: bool = False
) -> RawTable:
    """Return a table's rows by the contract's columns, noting whatever does not fit.

    Parameters
    ----------
    table : Table
        The table of the contract that the sheet or file is.
    rows : list[GridRow]
        Its rows that are not blank.
    findings : Findings
        Where faults and warnings are added.
    title : str
        What the sheet or file is called.
    in_workbook : bool
        Whether it is a sheet, whose cells have names.

    Raises
    ------
    Unreadable
        If it has no headings to go by.

    """
    if not rows:
        if table.needed:
            raise Unreadable("the table is blank", "Write the headings in row 1 and the rows below them.")
        place = TablePlace(title, in_workbook=in_workbook)
        return RawTable(table.name, columns=frozenset(column.name for column in table.columns), place=place)
    first = header_of(table, rows)
    header, rows = rows[first], rows[first + 1 :]
    if len(header.cells) > MOST_HEADINGS:
        message = f"row {header.number} has more than {MOST_HEADINGS:,} headings"
        raise Unreadable(message, "Keep the headings of the table only.", header.number)
    reading = _Reading(table, header, title, in_workbook=in_workbook)
    reading.note_headings(findings)
    if reading.unreadable:
        return RawTable(table.name)
    for row in rows:
        reading.note_cells(row, findings)
    reading.note_strays(rows, findings)
    found = tuple(RawRow(row.number, cells) for row in rows if (cells := reading.known_cells(row)))
    return RawTable(table.name, found, reading.columns, reading.place(row.number for row in found))


def _is_index(place: int, rows: list[GridRow]) -> bool:
    """Whether the first column, without a heading, only counts rows from 0 or 1, as pandas writes its index."""
    values = [text_of(row.cells[place]) for row in rows]
    return place == 1 and any(values == [str(number) for number in range(first, first + len(rows))] for first in (0, 1))


class _Reading:
    """A table whose headings are found."""

    def __init__(self, table: Table, header: GridRow, title: str, *, in_workbook: bool) -> None:
        self.table, self.header = table, header
        self.found = columns_of(table, header.cells)
        self.twice: dict[int, str] = {}
        """The column named a second time, by the place of that heading."""
        for place, name in sorted(self.found.items()):
            if name in (self.found[other] for other in self.found if other < place):
                self.twice[place] = name
        self.places = {name: place for place, name in sorted(self.found.items()) if place not in self.twice}
        self.standing_for = self._standing_for()
        self.said_by_headings = self._said_by_headings()
        self.at = TablePlace(title, self.places, header=header.number, in_workbook=in_workbook)

    @property
    def columns(self) -> frozenset[str]:
        """The contract's columns that there are."""
        return frozenset((*self.places, *self.standing_for, *self.said_by_headings))

    def place(self, rows: Iterable[int]) -> TablePlace:
        """Return where the table stands."""
        columns = {**{name: self.places[other] for name, other in self.standing_for.items()}, **self.places}
        return TablePlace(self.at.title, columns, tuple(rows), self.at.header, self.at.in_workbook)

    def _standing_for(self) -> dict[str, str]:
        """Return that the names are the codes too, where a council's own word heads them and no column has codes."""
        code = NAMED.get(self.table.name)
        if code is None or code in self.places or "name" not in self.places:
            return {}
        heading = text_of(self.header.cells[self.places["name"]])
        return {} if _key_of(self.table, heading) in plain_words(self.table) else {code: "name"}

    def _said_by_headings(self) -> dict[str, str]:
        """Return that all who are away are people, or rooms, where the heading over them is `Councillor` or `Room`."""
        known = {column.name for column in self.table.columns}
        if not {"kind", "who"} <= known or "kind" in self.places or "who" not in self.places:
            return {}
        kind = KINDS.get(name_key(text_of(self.header.cells[self.places["who"]])))
        return {} if kind is None else {"kind": kind}

    @property
    def missing(self) -> list[str]:
        """The needed columns that no heading names."""
        return [column.name for column in self.table.columns if column.needed and column.name not in self.columns]

    @property
    def unreadable(self) -> bool:
        """Whether there is nothing to go by: no heading is known."""
        return not self.places

    def known_cells(self, row: GridRow) -> dict[str, Raw]:
        """Return what the row's columns hold."""
        cells = {name: row.cells[place] for name, place in self.places.items() if place in row.cells}
        cells |= self.said_by_headings if cells else {}
        return cells | {name: cells[other] for name, other in self.standing_for.items() if other in cells}

    def note_headings(self, findings: Findings) -> None:
        """Note what is wrong with the headings: one fault alone where they cannot be read."""
        if self.unreadable:
            message = f"the headings cannot be read: {self._headings_found()}"
            findings.faults.append(self._fault(None, message, self._headings_wanted(), min(self.header.cells)))
            return
        for place, heading in sorted(self.header.cells.items()):
            letter = letter_of(place)
            if isinstance(heading, CellFault):
                findings.faults.append(self._fault(letter, heading.message, heading.remedy, place))
            elif place in self.twice:
                message = f"the heading {self.twice[place]} stands twice, the second time over column {letter}"
                findings.faults.append(self._fault(self.twice[place], message, "Keep one of the two columns.", place))
            elif place not in self.found and not name_key(text_of(heading)).startswith(_NOTES):
                findings.warnings.append(self._stranger(place, text_of(heading)))
        missing, row = self.missing, self.header.number
        if len(missing) == 1:
            remedy = f"Write the heading {missing[0]} in row {row}, and fill in the column."
            findings.faults.append(self._fault(missing[0], f"the column {missing[0]} is missing", remedy))
        elif missing:
            message = f"the columns {listed(missing)} are missing: {self._headings_found()}"
            remedy = f"Write the headings {listed(missing)} in row {row}, and fill in the columns."
            findings.faults.append(self._fault(missing[0], message, remedy))

    def _fault(self, column: str | None, message: str, remedy: str, place: int | None = None) -> Fault:
        """Return a fault of the headings, at the cell of one of them."""
        row = self.header.number
        cell = "" if place is None else self.at.address(row, letter_of(place))
        return Fault(self.table.name, row, column, message, remedy, cell)

    def _headings_found(self) -> str:
        texts = [shown(text_of(heading)) for _, heading in sorted(self.header.cells.items())]
        texts = [*texts[:MOST_NAMED], "more"] if len(texts) > MOST_NAMED else texts
        return f"row {self.header.number} has {listed(texts)}"

    def _headings_wanted(self) -> str:
        wanted = [column.name for column in self.table.columns if column.needed] or [
            column.name for column in self.table.columns[:3]
        ]
        return f"Write the headings {listed(wanted)} above the rows of the table."

    def _stranger(self, place: int, heading: str) -> Fault:
        """Return the warning of a heading that no column has."""
        meant = nearest(heading, [column.name for column in self.table.columns])
        message = f"{shown(heading)} is no column of {self.table.name}, and is not read"
        remedy = f"{meant}Correct the heading, or begin it with the word note."
        where = heading if len(heading) <= LONGEST_COMPARED else letter_of(place)
        return self._fault(where, message, remedy, place)

    def note_cells(self, row: GridRow, findings: Findings) -> None:
        """Note the cells of a row that cannot be had as values."""
        for name, place in self.places.items():
            value = row.cells.get(place)
            if isinstance(value, CellFault):
                cell = self.at.address(row.number, letter_of(place))
                findings.faults.append(Fault(self.table.name, row.number, name, value.message, value.remedy, cell))

    def note_strays(self, rows: Iterable[GridRow], findings: Findings) -> None:
        """Note each column that has cells and no heading: at its first cell, of each row the first such."""
        strays: dict[int, list[GridRow]] = {}
        for row in rows:
            places = [place for place in row.cells if place not in self.header.cells]
            if places:
                strays.setdefault(min(places), []).append(row)
        for place, found in strays.items():
            if _is_index(place, found):
                continue
            letter, first = letter_of(place), found[0]
            value = first.cells[place]
            what = "a cell" if isinstance(value, CellFault) else shown(value)
            where = "beyond the last heading" if place > max(self.header.cells) else "under a blank heading"
            also = f" (also in {rows_in_words([row.number for row in found[1:]])})" if found[1:] else ""
            remedy = "Clear the cell, or write a heading over it. In a CSV file, put text that has a comma in quotes."
            cell = self.at.address(first.number, letter)
            message = f"{what} stands {where}{also}"
            findings.faults.append(Fault(self.table.name, first.number, letter, message, remedy, cell))
