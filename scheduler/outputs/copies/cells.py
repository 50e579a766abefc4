"""Cells of a sheet written at their places in its bytes: other cells, their looks and formulas stay as they were."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from html import unescape

from openpyxl.formula.translate import Translator
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, to_excel

from scheduler.domain.table_places import letter_of
from scheduler.outputs.copies.notes import place_of
from scheduler.outputs.copies.outline import Edit, Element, appended, outline, spliced, tag_with, text
from scheduler.outputs.copies.parts import Parts
from scheduler.outputs.copies.styles import with_fill, with_format

Value = str | int | date | time | None
Place = tuple[int, int]
"""A row and a column, counted from 1."""
_LOOKS_OF_A_ROW = ("s", "customFormat", "ht", "customHeight", "hidden", "outlineLevel", "collapsed")


@dataclass(frozen=True)
class _Cell:
    """A cell as it stands: its element, and the number of its look."""

    element: Element
    look: int

    @property
    def shown(self) -> Element | None:
        """What it shows: a value, or text of its own; None where it shows nothing."""
        value = self.element.find("v")
        return self.element.find("is") if value is None or value.closed == value.opened else value


class Cells:
    """The cells of one sheet of a workbook, and what is to be written into some of them."""

    def __init__(self, parts: Parts, part: str) -> None:
        self.parts = parts
        self.part = part
        content = parts.contents[part]
        self.content = spliced(content, [appended(content, next(outline(content, 1).all("sheetData")), b"")])
        self.root = outline(self.content, 4)
        self.data = next(self.root.all("sheetData"))
        self.new: defaultdict[int, dict[int, bytes]] = defaultdict(dict)
        self._looks: dict[tuple[int, type, str], int] = {}

    @cached_property
    def rows(self) -> dict[int, Element]:
        """The rows that stand there, by number."""
        found: dict[int, Element] = {}
        last = 0
        for row in self.data.all("row"):
            last = int(row.attributes.get("r", last + 1))
            found[last] = row
        return found

    @cached_property
    def there(self) -> dict[int, dict[int, _Cell]]:
        """The cells that stand there, by row and column."""
        found: dict[int, dict[int, _Cell]] = {}
        for number, row in self.rows.items():
            found[number] = cells = {}
            last = 0
            for cell in row.all("c"):
                last = place_of(cell.attributes["r"])[1] + 1 if "r" in cell.attributes else last + 1
                cells[last] = _Cell(cell, int(cell.attributes.get("s", 0)))
        return found

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that show something."""
        return [column for column, cell in self.there.get(row, {}).items() if cell.shown is not None]

    def write(self, place: Place, value: Value, like: Place | None = None, fill: str = "") -> None:
        """Write a value into a cell, text as text whatever it begins with; filled in a colour, where one is given.

        It looks as it did, or else as another cell does, or as its column.
        """
        if value is None or value == "":
            self.clear(place)
        if value is None or value == "" or self.is_covered(place):
            return
        model = self._at(place) or (None if like is None else self._at(like))
        look = self._look(self.look_of_column(place[1]) if model is None else model.look, type(value), fill)
        if isinstance(value, str):
            self._put(place, look, "inlineStr", f'<is><t xml:space="preserve">{text(value)}</t></is>')
        else:
            number = to_excel(value, self._epoch) if isinstance(value, date | time) else value
            self._put(place, look, "n", f"<v>{number}</v>")

    def _look(self, look: int, kind: type, fill: str) -> int:
        """Return the number of a look with the format of a kind of value, and filled in a colour."""
        if (look, kind, fill) not in self._looks:
            formatted = with_format(self.parts, look, kind)
            self._looks[look, kind, fill] = with_fill(self.parts, formatted, fill) if fill else formatted
        return self._looks[look, kind, fill]

    def look_of_column(self, column: int) -> int:
        """Return the look that cells of a column have where nothing else is said."""
        listed = self.root.find("cols")
        for each in () if listed is None else listed.children:
            if int(each.attributes["min"]) <= column <= int(each.attributes["max"]):
                return int(each.attributes.get("style", 0))
        return 0

    def has_formula(self, place: Place) -> bool:
        """Whether a cell holds a formula."""
        cell = self._at(place)
        return cell is not None and cell.element.find("f") is not None

    def copy(self, source: Place, place: Place) -> None:
        """Write into a cell what another one shows, with its looks; of a formula what it came to."""
        cell = self._at(source)
        if cell is not None and not self.is_covered(place):
            inner = "" if cell.shown is None else self.content[cell.shown.start : cell.shown.end].decode()
            self._put(place, cell.look, cell.element.attributes.get("t", "n"), inner)

    def clear(self, place: Place) -> None:
        """Let a cell that shows something show nothing, with its looks."""
        cell = self._at(place)
        if cell is not None:
            self._put(place, cell.look, "n", "")

    def save(self) -> None:
        """Put what was written into the sheet's part."""
        edits = [edit for row in sorted(self.new) for edit in self._of_row(row)]
        edits += self._unshared()
        extent = self.root.find("dimension")
        if extent is not None:
            edits.append((extent.start, extent.end, b""))
        self.parts.contents[self.part] = spliced(self.content, edits)

    def _at(self, place: Place) -> _Cell | None:
        return self.there.get(place[0], {}).get(place[1])

    def is_covered(self, place: Place) -> bool:
        """Whether a cell lies under a merged one."""
        return any(
            top <= place[0] <= end and left <= place[1] <= right and place != (top, left)
            for (top, left), (end, right) in self._merged
        )

    @cached_property
    def _merged(self) -> list[tuple[Place, Place]]:
        """The first and the last cell of each range that is merged."""
        merged = self.root.find("mergeCells")
        corners = [] if merged is None else [each.attributes["ref"].split(":") for each in merged.children]
        return [(_from_one(first), _from_one(last)) for first, last in corners]

    @cached_property
    def _epoch(self) -> datetime:
        book = outline(self.parts.contents[self.parts.main], 1).find("workbookPr")
        from_1904 = book is not None and book.attributes.get("date1904") in ("1", "true")
        epoch: datetime = CALENDAR_MAC_1904 if from_1904 else WINDOWS_EPOCH
        return epoch

    def _put(self, place: Place, look: int, kind: str, inner: str) -> None:
        shown = f' t="{kind}">{inner}</c>' if inner else "/>"
        cell = f'<c xmlns="{self.root.namespace}" r="{letter_of(place[1])}{place[0]}" s="{look}"{shown}'
        self.new[place[0]][place[1]] = cell.encode()

    def _of_row(self, number: int) -> Iterator[Edit]:
        """Yield the edits that put the new cells of a row among those that stand there."""
        new = sorted(self.new[number].items())
        row, there = self.rows.get(number), self.there.get(number, {})
        if row is None or not there:
            attributes = {} if row is None else row.attributes
            looks = {name: attributes[name] for name in _LOOKS_OF_A_ROW if name in attributes}
            yield self._whole_row(number, looks, b"".join(cell for _, cell in new))
            return
        if "spans" in row.attributes:
            yield tag_with(self.content, row, spans=None)
        for column, cell in new:
            if column in there:
                yield there[column].element.start, there[column].element.end, cell
            else:
                place = min((each.element.start for at, each in there.items() if at > column), default=row.closed)
                yield place, place, cell

    def _whole_row(self, number: int, looks: Mapping[str, str], cells: bytes) -> Edit:
        written = "".join(f' {name}="{value}"' for name, value in looks.items())
        new = f'<row xmlns="{self.root.namespace}" r="{number}"{written}>'.encode() + cells + b"</row>"
        row = self.rows.get(number)
        if row is not None:
            return row.start, row.end, new
        later = min((each.start for at, each in self.rows.items() if at > number), default=self.data.closed)
        return later, later, new

    def _unshared(self) -> Iterator[Edit]:
        """Yield the edits of formulas that were written down in a cell that is written over, for others to share."""
        cells = {(row, column): cell for row, there in self.there.items() for column, cell in there.items()}
        shared = {place: cell.element.find("f") for place, cell in cells.items()}
        of_group = {place: each for place, each in shared.items() if each is not None and "si" in each.attributes}
        lost = {
            each.attributes["si"]: (place, self.content[each.opened : each.closed].decode())
            for place, each in of_group.items()
            if "ref" in each.attributes and place[1] in self.new.get(place[0], {})
        }
        for place, each in of_group.items():
            if each.attributes["si"] in lost and place[1] not in self.new.get(place[0], {}):
                origin, formula = lost[each.attributes["si"]]
                moved = Translator(f"={unescape(formula)}", _name(origin)).translate_formula(_name(place))
                yield each.start, each.end, f'<f xmlns="{self.root.namespace}">{text(moved[1:])}</f>'.encode()


def _from_one(cell: str) -> Place:
    row, column = place_of(cell)
    return row + 1, column + 1


def _name(place: Place) -> str:
    return f"{letter_of(place[1])}{place[0]}"
