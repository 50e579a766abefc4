"""A look through a workbook's parts before it is opened: how much is in them, and formulas without a value.

Whatever reads XML builds what it reads; this look builds nothing, so its costs are those of the bytes alone.
"""

import re
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from scheduler.reading.guards import COPY_TABLES, SAVE_AGAIN, SAVE_AS_WORKBOOK, Unreadable

MOST_CELLS = 500_000
"""Cells, blank ones with formatting too, and texts that cells share: a few seconds of reading."""
MOST_ELEMENTS = 2_000_000
MOST_OTHER_ELEMENTS = 100_000
"""Elements that are neither cells nor in them: styles, pieces of formatted text, rules of validation."""
MOST_PLACES = 20_000_000
"""Places of all rows, each as wide as its last cell."""
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_SHEETS = 60
MOST_READ = 50_000_000
"""Elements times sheets, should they all be one part."""
LONGEST_FORMAT = 1_000
MOST_BRACKETS = 20
LONGEST_PRINT_AREA = 2_000
LONGEST_TAG = 200_000
"""Bytes; parsers read a tag from its beginning whenever more of it arrives."""

_CELLS = frozenset(("c", "si"))
_OF_CELLS = frozenset(("row", "c", "v", "f", "is", "t", "si"))
_LETTERS = re.compile("[A-Za-z]{1,3}")
_CHUNK = 1 << 16
_SPACE = " "
_STRICT = "http://purl.oclc.org/"
"""How the names of the other dialect of workbooks begin, which Excel writes only where it is told to."""

TOO_MUCH = "has more cells and formatting than can be read"


@dataclass
class Survey:
    """What the look found: how many sheets are listed, and by part the cells of formulas that hold no value."""

    sheets: int = 0
    without_value: dict[str, set[tuple[int, int]]] = field(default_factory=dict)


def survey(name: str, archive: ZipFile) -> Survey:
    """Look through every part of a workbook.

    Raises
    ------
    Unreadable
        If there is more in it than can be read in seconds, or it is built to do harm.

    """
    looking = _Looking(name)
    for part in archive.infolist():
        looking.begin(part.filename)
        with archive.open(part) as content:
            try:
                looking.through(content)
            except expat.ExpatError:
                continue  # no XML from here on: whoever reads this part stops at the same place
    if looking.survey.sheets * looking.largest > MOST_READ or looking.survey.sheets > MOST_SHEETS:
        raise Unreadable(f"{name} {TOO_MUCH}", COPY_TABLES)
    return looking.survey


class _Looking:
    """The state of a look through the parts, and what is done at each element."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.survey = Survey()
        self.elements = self.others = self.cells = self.places = self.largest = 0

    def begin(self, part: str) -> None:
        self.part = part
        self.in_part = self.row = self.column = 0
        self.formula = self.value = False
        self.kind = "n"
        self.name_length = 0
        self.parser = expat.ParserCreate(namespace_separator=_SPACE)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.EntityDeclHandler = self.refuse_entity

    def through(self, content: IO[bytes]) -> None:
        fed = 0
        while chunk := content.read(_CHUNK):
            self.parser.Parse(chunk)
            fed += len(chunk)
            if fed - self.parser.CurrentByteIndex > LONGEST_TAG:
                raise Unreadable(f"{self.name} is damaged: a tag in it never ends", SAVE_AGAIN)

    def refuse_entity(self, *_declared: object) -> None:
        raise Unreadable(f"{self.name} defines entities, as Excel never does", SAVE_AGAIN)

    def start(self, full_name: str, attributes: dict[str, Any]) -> None:
        name = full_name.rpartition(_SPACE)[2]
        self.elements += 1
        self.in_part += 1
        self.others += name not in _OF_CELLS
        self.cells += name in _CELLS
        if name == "c":
            self.start_cell(attributes)
        elif name == "row":
            self.start_row(attributes)
        elif name == "f":
            self.formula = True
        elif name in ("v", "is") and self.formula:
            self.parser.CharacterDataHandler = self.value_text
        elif name == "definedName" and attributes.get("name", "").startswith("_xlnm"):
            self.name_length = 0
            self.parser.CharacterDataHandler = self.name_text
        elif name == "workbook" and full_name.startswith(_STRICT):
            raise Unreadable(f"{self.name} is saved as “Strict Open XML”", SAVE_AS_WORKBOOK)
        elif name == "sheet":
            self.survey.sheets += any(key.endswith(" id") for key in attributes)
        elif name == "numFmt":
            self.refuse_odd_format(attributes.get("formatCode", ""))
        if self.elements > MOST_ELEMENTS or self.others > MOST_OTHER_ELEMENTS or self.cells > MOST_CELLS:
            raise Unreadable(f"{self.name} {TOO_MUCH}", COPY_TABLES)
        self.largest = max(self.largest, self.in_part)

    def start_row(self, attributes: dict[str, Any]) -> None:
        """Go on to the next row; rows stand in their order, or some would be lost."""
        number = attributes.get("r")
        row = self.row + 1 if number is None else _whole(number)
        if not self.row < row <= MOST_ROWS:
            raise Unreadable(f"{self.name} is damaged: its rows are not in order", SAVE_AGAIN)
        self.row, self.column = row, 0

    def start_cell(self, attributes: dict[str, Any]) -> None:
        address = attributes.get("r")
        column = self.column + 1 if address is None else _column(address)
        if not 0 < column <= MOST_COLUMNS or (self.row and column <= self.column):
            raise Unreadable(f"{self.name} is damaged: its cells are not in order", SAVE_AGAIN)
        self.places += max(0, column - self.column)
        if self.places > MOST_PLACES:
            raise Unreadable(f"{self.name} {TOO_MUCH}", COPY_TABLES)
        self.column = column
        self.kind = attributes.get("t", "n")
        self.formula = self.value = False

    def value_text(self, _text: str) -> None:
        self.value = True

    def name_text(self, text: str) -> None:
        self.name_length += len(text)
        if self.name_length > LONGEST_PRINT_AREA:
            raise Unreadable(f"{self.name} has a print area of too many pieces", COPY_TABLES)

    def end(self, name: str) -> None:
        name = name.rpartition(_SPACE)[2]
        if name in ("v", "is", "definedName"):
            self.parser.CharacterDataHandler = None
        elif name == "c":
            if self.formula and not self.value and self.kind != "str":
                self.survey.without_value.setdefault(self.part, set()).add((self.row, self.column))
            self.formula = False

    def refuse_odd_format(self, code: str) -> None:
        if len(code) > LONGEST_FORMAT or code.count("[") > MOST_BRACKETS:
            raise Unreadable(f"{self.name} has a number format that Excel allows nobody", COPY_TABLES)


def _whole(number: str) -> int:
    try:
        return int(number)
    except ValueError:
        return 0


def _column(address: str) -> int:
    letters = _LETTERS.match(address)
    column = 0
    for letter in letters[0].upper() if letters else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
