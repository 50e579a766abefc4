"""All that is found in an input, as plain values: faults with what stands in their cells, warnings, and the law.

It is for whoever shows an input to be mended and cannot wait for it to be read: it goes through JSON as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from scheduler.domain.choices import choice_words
from scheduler.domain.headings import HEADINGS, sheet_title
from scheduler.domain.names import name_key
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Fault
from scheduler.domain.seat_marks import SEATS
from scheduler.domain.table_places import TablePlace
from scheduler.domain.tables import SETTINGS, TABLES, Column
from scheduler.errors import InputFaults
from scheduler.law import rows as law_rows
from scheduler.law.warning import LawWarning
from scheduler.law.warnings import idle_waivers, warnings
from scheduler.law.words import matter_title
from scheduler.messages.law import warning_faults
from scheduler.outputs.places import mend
from scheduler.reading.parsing import parse
from scheduler.reading.tables.headers import RawInput, column_of
from scheduler.reading.tables.matching import NAMED
from scheduler.reading.tables.sources import read_tables
from scheduler.reading.tables.texts import CellFault, Raw, text_of

EDITION = f"2 {law_rows.EDITION.isoformat()}"
"""Of what is found, and of the law that it is found by: what was kept by another edition is found anew."""
_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")
_MEANT = re.compile(r"Did you mean (.+?)\? ")
_QUOTED = re.compile("“(.+?)”")
_NAME = re.compile(r"(?<![“\w])([a-z]+(?:_[a-z]+)+)\b(?!”)")
"""A name of the contract, as sentences for a terminal have it."""
_ALSO = " (also in "
"""How a fault says that other rows have the very same."""
_CODES_LISTED = 1_000
"""Codes of one table that are offered for a cell."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with an input, or had better be looked at."""

    sheet: str
    """The sheet or file as it is called; blank where it is about the whole input."""
    row: int | None
    cell: str
    """`Bodies!I8`, or `row 8` of a file; blank where no cell shows it."""
    heading: str
    """What stands above the column, or what the setting is called."""
    typed: str
    wrong: str
    remedy: str
    meant: str = ""
    """What the whole cell was probably meant to say, where something is near."""
    column: int | None = None
    """Where it can be mended by one value; None where it cannot."""
    rows: tuple[int, ...] = ()
    """The rows that have the very same wrong, its own among them, where it can be mended."""
    table: str = ""
    name: str = ""
    """The contract's table and column; of a setting its name."""
    kind: str = ""
    choices: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """The tables whose codes it may be."""

    @property
    def sentence(self) -> str:
        """What is wrong, as a sentence of its own."""
        return f"{self.wrong[:1].upper()}{self.wrong[1:]}{'' if self.wrong.endswith(('.', '!', '?')) else '.'}"

    @property
    def place(self) -> str:
        """Where it is: `Bodies!I8, Quorum`; blank where no cell shows it."""
        return ", ".join(filter(None, (self.cell, self.heading)))


@dataclass(frozen=True)
class LawFinding:
    """Something that goes against the law, and how it was answered."""

    matter: str
    title: str
    message: str
    instrument: str
    body: str
    """The code; blank where it is about the whole authority."""
    about: str
    """The name of the body or of the authority."""
    cell: str
    reason: str = ""
    """Why it stands all the same; blank where it has no answer."""
    by: str = ""
    for_all: bool = False
    """Whether that answer is given for the whole authority."""


@dataclass(frozen=True)
class Answer:
    """A row of `law_waivers`."""

    matter: str
    title: str
    body: str
    about: str
    reason: str
    by: str
    idle: bool
    """Whether it answers nothing."""


@dataclass(frozen=True)
class InputFindings:
    """All that is found in an input."""

    digest: str
    """Of the input as it was read."""
    title: str
    authority: str
    first_day: str
    last_day: str
    """As ISO 8601 writes them; blank where they are not known."""
    counts: Mapping[str, int]
    """How many rows each table has that there is."""
    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    law: tuple[LawFinding, ...] = ()
    answers: tuple[Answer, ...] = ()
    codes: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    """By table, the codes that there are, with their names."""

    @property
    def readable(self) -> bool:
        """Whether any table of an input was found."""
        return bool(self.counts)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None where they are not known."""
        if not self.first_day or not self.last_day:
            return None
        return date.fromisoformat(self.first_day), date.fromisoformat(self.last_day)

    @property
    def open_law(self) -> int:
        """How many law warnings nobody has answered."""
        return sum(not one.reason for one in self.law)

    def document(self) -> dict[str, Any]:
        """Return it in the types of JSON."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "InputFindings":
        """Return what a document says; TypeError or KeyError where an earlier version wrote it."""
        found = dict(document)
        for name in ("faults", "warnings"):
            found[name] = tuple(
                Finding(**{**one, **{key: tuple(one[key]) for key in ("rows", "choices", "codes")}})
                for one in found[name]
            )
        found["law"] = tuple(LawFinding(**one) for one in found["law"])
        found["answers"] = tuple(Answer(**one) for one in found["answers"])
        found["codes"] = {table: tuple(map(tuple, codes)) for table, codes in (found["codes"] or {}).items()}
        return cls(**found)


def findings_of(source: Path) -> InputFindings:
    """Read an input, and return all that is found in it; whatever is wrong with it is among the faults.

    Parameters
    ----------
    source : Path
        A workbook, or a folder of CSV files.

    """
    mend(source)
    raw = read_tables(source)
    looking = _Looking(raw)
    try:
        problem, doubts = parse(raw)
    except InputFaults as trouble:
        return looking.found(trouble.faults, trouble.warnings)
    return looking.found((), doubts, problem)


class _Looking:
    """An input while what is found in it is made plain."""

    def __init__(self, raw: RawInput) -> None:
        self.raw = raw

    def found(
        self, faults: Iterable[Fault], doubts: Iterable[Fault], problem: Problem | None = None
    ) -> InputFindings:  # fmt: skip
        wrong, doubtful = tuple(map(self.finding, faults)), tuple(map(self.finding, doubts))
        wanted = {table for one in (*wrong, *doubtful) for table in one.codes}
        return InputFindings(
            self.raw.sha256,
            self.setting("title"),
            self.setting("authority"),
            "" if problem is None else problem.settings.start_date.isoformat(),
            "" if problem is None else problem.settings.end_date.isoformat(),
            {name: len(table.rows) for name, table in self.raw.tables.items()},
            wrong,
            doubtful,
            () if problem is None else tuple(self.law(problem)),
            () if problem is None else tuple(self.answers(problem)),
            {table: self.codes(table) for table in sorted(wanted)},
        )

    # -- faults and warnings

    def finding(self, fault: Fault) -> Finding:
        """Return a fault with what stands in its cell, and what may."""
        place = self.raw.places.get(fault.table)
        title = place.title if place is not None else sheet_title(fault.table) if fault.table in TABLES else fault.table
        name = self.setting_at(fault) or fault.column or ""
        sheet, row, column = self.place(fault, title)
        kind = self.kind(fault.table, name)
        typed = self.cells.get((sheet, row, column), "") if row is not None and column is not None else ""
        typed = "" if isinstance(typed, CellFault) else text_of(typed)
        rows = () if row is None or column is None else self.alike(fault, sheet, row, column)
        return Finding(
            sheet,
            row,
            fault.cell or ("" if row is None else f"row {row}"),
            HEADINGS.get((fault.table if not self.setting_at(fault) else "settings", name), fault.column or ""),
            typed,
            _in_words(fault, fault.message),
            _in_words(fault, fault.remedy),
            _meant(fault, typed) if rows else "",
            column if rows else None,
            rows,
            fault.table,
            name,
            "" if kind is None else kind.kind,
            () if kind is None else _choices(kind),
            () if kind is None or kind.kind not in ("code", "codes") else kind.refers_to,
        )

    def place(self, fault: Fault, title: str) -> tuple[str, int | None, int | None]:
        """Return the sheet, the row and the column of the cell that shows a fault, as far as one does."""
        if fault.cell:
            sheet, _, cell = fault.cell.rpartition("!")
            found = _CELL.fullmatch(cell)
            row, column = (int(found[2]), column_of(found[1])) if found else (fault.row, None)
            return sheet.strip("'").replace("''", "'"), row, column
        place = self.raw.places.get(fault.table)
        if place is None or fault.row is None or fault.column is None:
            return title, fault.row, None
        known = place.columns.get(fault.column)
        letters = re.fullmatch("[A-Z]{1,3}", fault.column)
        return title, fault.row, known if known is not None else column_of(fault.column) if letters else None

    def setting_at(self, fault: Fault) -> str:
        """Return the name of the setting whose value a fault is about; blank where it is about none."""
        if fault.table != "settings" or fault.column != "value":
            return ""
        rows = (row for row in self.raw.tables["settings"].rows if row.number == fault.row)
        key = next((name_key(text_of(row.cells.get("setting", ""))) for row in rows), "")
        return next((name for name in SETTINGS if key in map(name_key, (name, HEADINGS["settings", name]))), "")

    def alike(self, fault: Fault, sheet: str, row: int, column: int) -> tuple[int, ...]:
        """Return the rows of a fault: its own, and all that hold the same where it says that others do."""
        table = self.raw.tables.get(fault.table)
        if _ALSO not in fault.message or table is None:
            return (row,)
        own = text_of(self.cells.get((sheet, row, column), ""))
        rows = (one.number for one in table.rows)
        return tuple(one for one in rows if text_of(self.cells.get((sheet, one, column), "")) == own)

    def kind(self, table: str, name: str) -> Column | None:
        """Return what a cell of a column, or the value of a setting, may hold."""
        if table == "settings" and name in SETTINGS:
            return SETTINGS[name]
        return next((one for one in TABLES[table].columns if one.name == name), None) if table in TABLES else None

    @cached_property
    def cells(self) -> dict[tuple[str, int | None, int | None], Raw]:
        """What stands in the cells of the tables, by sheet, row and column."""
        found: dict[tuple[str, int | None, int | None], Raw] = {}
        for table in self.raw.tables.values():
            place = table.place or TablePlace("")
            for row in table.rows:
                for name, column in place.columns.items():
                    if name in row.cells:
                        found[place.title, row.number, column] = row.cells[name]
        for grid in () if self.raw.seats is None else self.raw.seats.rows:
            for column, value in grid.cells.items():
                found[self.raw.places[SEATS.lower()].title, grid.number, column] = value
        return found

    def setting(self, name: str) -> str:
        """Return the text of a setting; blank where there is none that can be read."""
        table = self.raw.tables.get("settings")
        for row in () if table is None else table.rows:
            value = row.cells.get("value", "")
            words = map(name_key, (name, HEADINGS["settings", name]))
            if name_key(text_of(row.cells.get("setting", ""))) in words and not isinstance(value, CellFault):
                return text_of(value)
        return ""

    def codes(self, table: str) -> tuple[tuple[str, str], ...]:
        """Return the codes of a table and what they stand for."""
        found = self.raw.tables.get(table)
        code = NAMED.get(table, TABLES[table].columns[0].name)
        rows = () if found is None else found.rows[:_CODES_LISTED]
        texts = ((text_of(row.cells.get(code, "")), text_of(row.cells.get("name", ""))) for row in rows)
        return tuple((one, name) for one, name in texts if one)

    # -- the law

    def law(self, problem: Problem) -> Iterator[LawFinding]:
        """Yield what of the input goes against the law."""
        found = warnings(problem)
        for one, fault in zip(found, warning_faults(problem, found, self.raw.places), strict=True):
            waiver = one.waived
            yield LawFinding(
                one.matter,
                matter_title(one.matter),
                one.message,
                one.instrument,
                one.body or "",
                _about(problem, one),
                fault.cell,
                "" if waiver is None else waiver.reason,
                "" if waiver is None else waiver.by or "",
                for_all=waiver is not None and waiver.body is None and one.body is not None,
            )

    def answers(self, problem: Problem) -> Iterator[Answer]:
        """Yield the answers that law warnings have been given."""
        idle = idle_waivers(problem)
        for one in problem.law_waivers:
            about = _authority(problem) if one.body is None else problem.bodies[one.body].name
            title = matter_title(one.matter)
            yield Answer(one.matter, title, one.body or "", about, one.reason, one.by or "", idle=one in idle)


def _in_words(fault: Fault, sentence: str) -> str:
    """Return a sentence about a fault with columns called by their headings, and tables by their sheets."""

    def heading(match: re.Match[str]) -> str:
        words = HEADINGS.get((fault.table, match[1])) or HEADINGS.get(("settings", match[1]))
        return f"“{words}”" if words else sheet_title(match[1]) if match[1] in TABLES else match[1]

    if (fault.table, fault.column) in HEADINGS:
        own = re.escape(fault.column or "")
        sentence = re.sub(rf"(?:(?<=column )|(?<=heading )|(?<=Fill in )|^)({own})\b", heading, sentence)
    return _NAME.sub(heading, sentence)


def _meant(fault: Fault, typed: str) -> str:
    """Return what a whole cell was probably meant to say: what is right of a list stays; blank where it is not sure."""
    meant, wrong = _MEANT.search(fault.remedy), _QUOTED.search(fault.message)
    if meant is None or wrong is None or wrong[1] not in typed:
        return ""
    return typed.replace(wrong[1], meant[1], 1)


def _about(problem: Problem, warning: LawWarning) -> str:
    return _authority(problem) if warning.body is None else problem.bodies[warning.body].name


def _authority(problem: Problem) -> str:
    return problem.settings.authority or "The whole authority"


def _choices(column: Column) -> tuple[str, ...]:
    """Return the words that a cell may hold, where those are few."""
    if column.kind == "yesno":
        return "Yes", "No"
    return tuple(map(choice_words, column.choices))
