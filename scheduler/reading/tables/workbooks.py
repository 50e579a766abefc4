"""An Excel workbook, one sheet for each table; its parts are looked through before it is opened.

The look finds how much is in the parts, and formulas without a value. Whatever reads XML builds what it reads; the look
builds nothing, so its costs are those of the bytes alone.
"""

import math
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from io import BytesIO
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from scheduler.reading.tables.headers import (
    COPY_TABLES,
    SAVE_AGAIN,
    SAVE_AS_WORKBOOK,
    GridRow,
    Unreadable,
    archive_of,
    column_of,
    gathered,
)
from scheduler.reading.tables.texts import CellFault, Raw, cleaned, shown, unescaped

MOST_CELLS = 300_000
"""Cells, blank ones with formatting too, and texts that cells share: a few seconds of reading."""
MOST_ELEMENTS = 1_000_000
MOST_OTHER_ELEMENTS = 100_000
"""Elements that are neither cells nor in them: styles, pieces of formatted text, rules of validation."""
MOST_PLACES = 20_000_000
"""Places of all rows, each as wide as its last cell."""
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_SHEETS = 60
MOST_READ = 20_000_000
"""Elements times sheets, should they all be one part."""
LONGEST_FORMAT = 1_000
MOST_BRACKETS = 20
LONGEST_PRINT_AREA = 2_000
LONGEST_TAG = 200_000
"""Bytes; parsers read a tag from its beginning whenever more of it arrives."""

_OF_CELLS = frozenset(("row", "c", "v", "f", "is", "t", "si"))
_WITH_TEXT = frozenset(("v", "is", "definedName"))
_PRINTED = "_xlnm"
"""How the names of print areas and titles begin."""
_CHUNK = 1 << 16
_SPACE = " "
_TRUE = ("1", "true")
_AREA = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_STRICT = "http://purl.oclc.org/"
"""How the names of the other dialect of workbooks begin, which Excel writes only where it is told to."""

TOO_MUCH = "has more cells and formatting than can be read"

SAVE_VALUES = "Open the workbook in Excel and save it, or type the value itself."

Wanted = Callable[[str], bool]
Sheet = tuple[str, list[GridRow] | Unreadable]
Text = Callable[[str], Raw]
"""Makes the text of a cell plain, or says what is wrong with it."""
Area = tuple[int, int, int, int]
"""First row, last row, first column, last column."""


@dataclass
class Survey:
    """What the look found: how many sheets are listed, and by part formulas that hold no value, and the layout."""

    sheets: int = 0
    without_value: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    merged: dict[str, list[Area]] = field(default_factory=dict)
    hidden_rows: dict[str, set[int]] = field(default_factory=dict)
    hidden_columns: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """The first and the last column of each hidden stretch."""


@dataclass(frozen=True)
class LaidOut:
    """A sheet as its reader sees it: its rows, and what of them is merged, hidden or struck through."""

    title: str
    rows: list[GridRow] | Unreadable
    """Hidden ones too."""
    hidden: bool = False
    """Whether the whole sheet is."""
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    struck: frozenset[tuple[int, int]] = frozenset()
    """The row and column of each cell whose text is struck through."""


def read_workbook(name: str, content: bytes, wanted: Wanted) -> list[Sheet]:
    """Return the title and the rows of every sheet, hidden ones too.

    Parameters
    ----------
    name : str
        What to call the file in sentences.
    content : bytes
        The file.
    wanted : Wanted
        Whether a sheet of this title is to be read; those that are not have no rows, whatever is in them.

    Returns
    -------
    list[Sheet]
        In the order of the workbook; in place of the rows, why there are too many.

    Raises
    ------
    Unreadable
        If it is no workbook, is damaged, or would take more to read than any council's.

    """
    return [(sheet.title, sheet.rows) for sheet in read_layout(name, content, wanted, cleaned)]


def read_layout(name: str, content: bytes, wanted: Wanted, text: Text) -> list[LaidOut]:
    """Return every sheet as its reader sees it, each text made plain by `text`; otherwise as `read_workbook` does."""
    try:
        found = survey(name, archive_of(name, content))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of the parts it leaves out; none of them is a cell
            return _sheets(name, content, found, wanted, text)
    except Unreadable:
        raise
    except Exception as problem:  # a broken workbook makes openpyxl and zlib raise anything at all
        raise Unreadable(f"{name} is damaged, or is no Excel workbook", SAVE_AGAIN) from problem


def _sheets(name: str, content: bytes, found: Survey, wanted: Wanted, text: Text) -> list[LaidOut]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and most inputs are no workbooks

    workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(workbook.sheetnames) < found.sheets:
        raise Unreadable(f"{name} is damaged: a sheet of it is missing", SAVE_AGAIN)
    return [_laid_out(sheet, found, text, read=wanted(sheet.title)) for sheet in workbook.worksheets]


def _laid_out(sheet: Any, found: Survey, text: Text, *, read: bool) -> LaidOut:  # noqa: ANN401 - openpyxl has no types
    part = sheet._worksheet_path  # noqa: SLF001 - openpyxl says nowhere else which part a sheet is
    struck: set[tuple[int, int]] = set()
    return LaidOut(
        sheet.title,
        _rows_of(sheet, found.without_value.get(part, set()), text, struck) if read else [],
        sheet.sheet_state != "visible",
        tuple(found.merged.get(part, ())),
        frozenset(found.hidden_rows.get(part, ())),
        tuple(found.hidden_columns.get(part, ())),
        frozenset(struck),
    )


def _rows_of(
    sheet: Any,  # noqa: ANN401 - as above
    without_value: set[tuple[int, int]],
    text: Text,
    struck: set[tuple[int, int]],
) -> list[GridRow] | Unreadable:
    sheet.reset_dimensions()  # programs write them wrong, and rows would be lost
    try:
        return gathered(_grid_rows(sheet, without_value, text, struck))
    except Unreadable as problem:
        return problem


def _grid_rows(
    sheet: Any,  # noqa: ANN401 - as above
    without_value: set[tuple[int, int]],
    text: Text,
    struck: set[tuple[int, int]],
) -> Iterator[GridRow]:
    fonts = [bool(font.strike) for font in sheet.parent._fonts]  # noqa: SLF001 - a cell's own font is slow to make
    any_struck = any(fonts)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells: dict[int, Raw] = {}
        for place, cell in enumerate(row, start=1):
            if (number, place) in without_value:
                cells[place] = CellFault("the formula in it has never been worked out", SAVE_VALUES)
            elif cell.value is not None and (value := _value_of(cell, text)) != "":
                cells[place] = value
                if any_struck and fonts[cell.style_array.fontId]:
                    struck.add((number, place))
        yield GridRow(number, cells)


def _value_of(cell: Any, text: Text) -> Raw:  # noqa: ANN401 - as above
    value = cell.value
    if cell.data_type == "e":
        remedy = "Put the formula right, or type the value itself."
        return CellFault(f"{shown(value)} is an error of the spreadsheet", remedy)
    if isinstance(value, str):
        return text(unescaped(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, float) and not math.isfinite(value):
        return CellFault("the number in it is too large", "Write the number that is meant.")
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return f"{(Decimal(repr(value)) * 100).normalize():f}%"
    return value


def survey(name: str, archive: ZipFile) -> Survey:
    """Look through every part of a workbook.

    Raises
    ------
    Unreadable
        If there is more in it than can be read in seconds, or it is built to do harm.

    """
    looking = _Looking(name)
    for part in archive.infolist():
        with archive.open(part) as content:
            looking.through(part.filename, content)
    if looking.survey.sheets * looking.largest > MOST_READ or looking.survey.sheets > MOST_SHEETS:
        raise Unreadable(f"{name} {TOO_MUCH}", COPY_TABLES)
    return looking.survey


class _Looking:
    """The state of a look through the parts, and what is done at each element."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.survey = Survey()
        self.elements = self.others = self.cells = self.places = self.largest = 0
        self.starts: dict[str, Callable[[dict[str, Any]], None]] = {
            "c": self.start_cell,
            "col": self.start_columns,
            "definedName": self.start_name,
            "f": self.start_formula,
            "is": self.start_value,
            "mergeCell": self.start_merged,
            "numFmt": self.start_format,
            "row": self.start_row,
            "sheet": self.start_sheet,
            "si": self.start_text,
            "v": self.start_value,
        }

    def through(self, part: str, content: IO[bytes]) -> None:
        """Look through one part, as far as it is XML: whoever reads it stops at the same place."""
        self.part = part
        self.row = self.column = self.name_length = 0
        self.formula = self.value = False
        self.kind = "n"
        self.parser = expat.ParserCreate(namespace_separator=_SPACE)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.EntityDeclHandler = self.refuse_entity
        before, fed = self.elements, 0
        with suppress(expat.ExpatError):
            while chunk := content.read(_CHUNK):
                self.parser.Parse(chunk)
                fed += len(chunk)
                self.refuse_too_much(fed - self.parser.CurrentByteIndex)
        self.largest = max(self.largest, self.elements - before)

    def refuse_too_much(self, unfinished: int) -> None:
        if unfinished > LONGEST_TAG:
            raise Unreadable(f"{self.name} is damaged: a tag in it never ends", SAVE_AGAIN)
        within = self.elements <= MOST_ELEMENTS and self.others <= MOST_OTHER_ELEMENTS
        if not within or self.cells > MOST_CELLS or self.places > MOST_PLACES:
            raise Unreadable(f"{self.name} {TOO_MUCH}", COPY_TABLES)

    def refuse_entity(self, *_declared: object) -> None:
        raise Unreadable(f"{self.name} defines entities, as Excel never does", SAVE_AGAIN)

    def start(self, full_name: str, attributes: dict[str, Any]) -> None:
        name = full_name.rpartition(_SPACE)[2]
        self.elements += 1
        self.others += name not in _OF_CELLS
        begin = self.starts.get(name)
        if begin is not None:
            begin(attributes)
        elif name == "workbook" and full_name.startswith(_STRICT):
            raise Unreadable(f"{self.name} is saved as “Strict Open XML”", SAVE_AS_WORKBOOK)

    def end(self, full_name: str) -> None:
        name = full_name.rpartition(_SPACE)[2]
        if name == "c":
            if self.formula and not self.value and self.kind != "str":
                self.survey.without_value.setdefault(self.part, set()).add((self.row, self.column))
            self.formula = False
        elif name in _WITH_TEXT:
            self.parser.CharacterDataHandler = None

    def start_row(self, attributes: dict[str, Any]) -> None:
        """Go on to the next row; rows stand in their order, or some would be lost."""
        number = attributes.get("r")
        row = self.row + 1 if number is None else _whole(number)
        if not self.row < row <= MOST_ROWS:
            raise Unreadable(f"{self.name} is damaged: its rows are not in order", SAVE_AGAIN)
        self.row, self.column = row, 0
        if attributes.get("hidden") in _TRUE:
            self.survey.hidden_rows.setdefault(self.part, set()).add(row)

    def start_columns(self, attributes: dict[str, Any]) -> None:
        first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
        if attributes.get("hidden") in _TRUE:
            self.survey.hidden_columns.setdefault(self.part, []).append((first, last))

    def start_merged(self, attributes: dict[str, Any]) -> None:
        found = _AREA.fullmatch(attributes.get("ref", ""))
        if found is not None:
            area = int(found[2]), int(found[4]), column_of(found[1]), column_of(found[3])
            self.survey.merged.setdefault(self.part, []).append(area)

    def start_cell(self, attributes: dict[str, Any]) -> None:
        """Go on to the next cell of the row; in the order of calculation, cells without a row stand in any order."""
        address = attributes.get("r")
        column = self.column + 1 if address is None else column_of(address)
        if not 0 < column <= MOST_COLUMNS or (self.row and column <= self.column):
            raise Unreadable(f"{self.name} is damaged: its cells are not in order", SAVE_AGAIN)
        self.cells += 1
        self.places += max(0, column - self.column)
        self.column = column
        self.kind = attributes.get("t", "n")
        self.formula = self.value = False

    def start_text(self, _attributes: dict[str, Any]) -> None:
        self.cells += 1

    def start_formula(self, _attributes: dict[str, Any]) -> None:
        self.formula = True

    def start_value(self, _attributes: dict[str, Any]) -> None:
        if self.formula:
            self.parser.CharacterDataHandler = self.value_text

    def value_text(self, _text: str) -> None:
        self.value = True

    def start_name(self, attributes: dict[str, Any]) -> None:
        if attributes.get("name", "").startswith(_PRINTED):
            self.name_length = 0
            self.parser.CharacterDataHandler = self.name_text

    def name_text(self, text: str) -> None:
        self.name_length += len(text)
        if self.name_length > LONGEST_PRINT_AREA:
            raise Unreadable(f"{self.name} has a print area of too many pieces", COPY_TABLES)

    def start_sheet(self, attributes: dict[str, Any]) -> None:
        self.survey.sheets += any(key.endswith(" id") for key in attributes)

    def start_format(self, attributes: dict[str, Any]) -> None:
        code = attributes.get("formatCode", "")
        if len(code) > LONGEST_FORMAT or code.count("[") > MOST_BRACKETS:
            raise Unreadable(f"{self.name} has a number format that Excel allows nobody", COPY_TABLES)


def _whole(number: str) -> int:
    try:
        return int(number)
    except ValueError:
        return 0
