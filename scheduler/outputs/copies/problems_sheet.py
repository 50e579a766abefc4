"""The sheet of problems that stands first in a copy: one table, each line with a link to its cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from xml.sax.saxutils import quoteattr

from scheduler.outputs.copies.outline import outline, text
from scheduler.outputs.copies.parts import Parts
from scheduler.outputs.copies.sheets import free_title, put_first
from scheduler.outputs.copies.styles import known_or_added
from scheduler.outputs.naming import cleaned

SHEET = "Problems"
_TABLE = "ProblemsTable"
_TABLE_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_HEADINGS = ("Where", "What is wrong", "What to do", "How serious")
_WIDTHS = (44, 64, 64, 20)
_HEADING_ROW = 4
_TITLE_HEIGHT, _LINE_HEIGHT = 24, 16
"""Points; a height that is written down is the same in every program."""
_MOST_LINES = 25
_LONGEST_TEXT = 32_000
"""Characters; Excel holds 32,767 in a cell."""
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_UNWRAPPED = '<alignment vertical="top"/>'


@dataclass(frozen=True)
class Line:
    """A problem as its line says it, and the cell that it leads to; blank where it leads nowhere."""

    where: str
    wrong: str
    remedy: str
    serious: str
    target: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in its cells."""
        return tuple(cleaned(words)[:_LONGEST_TEXT] for words in (self.where, self.wrong, self.remedy, self.serious))


@dataclass(frozen=True)
class _Looks:
    """The numbers of the formats that the cells of the sheet have."""

    title: int
    words: int
    heading: int
    cell: int
    link: int


def put_problems(parts: Parts, head: Sequence[str], lines: Sequence[Line]) -> None:
    """Put the sheet before all others: three lines of head, then the table."""
    looks = _looks(parts)
    rows = [
        *(_row(n, (words,), (looks.title if n == 1 else looks.words,)) for n, words in enumerate(head, 1)),
        _row(_HEADING_ROW, _HEADINGS, [looks.heading] * len(_HEADINGS)),
        *(_row(number, line.cells, (looks.link if line.target else looks.cell, *[looks.cell] * 3), wrapped=True)
          for number, line in enumerate(lines, _HEADING_ROW + 1)),
    ]  # fmt: skip
    namespace = outline(parts.contents[parts.main], 0).namespace
    content = _worksheet(namespace, rows, lines)
    title = free_title(parts, SHEET)
    part = put_first(parts, title, content.encode(), f"${_HEADING_ROW}:${_HEADING_ROW}")
    if lines:
        relation = _add_table(parts, part, namespace, _HEADING_ROW + len(lines))
        tables = f'<tableParts count="1"><tablePart xmlns:r="{parts.dialect}" r:id="{relation}"/></tableParts>'
        parts.contents[part] = content.replace("</worksheet>", f"{tables}</worksheet>").encode()


def _looks(parts: Parts) -> _Looks:
    def look(font: str, alignment: str) -> int:
        number = known_or_added(parts, "fonts", f'<font>{font}<name val="Arial"/></font>')
        applied = f'numFmtId="0" fontId="{number}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"'
        return known_or_added(parts, "cellXfs", f"<xf {applied}>{alignment}</xf>")

    plain, bold = '<sz val="12"/>', '<b/><sz val="{}"/>'
    return _Looks(
        title=look(bold.format(16), _UNWRAPPED),
        words=look(plain, _UNWRAPPED),
        heading=look(bold.format(12), _WRAPPED),
        cell=look(plain, _WRAPPED),
        link=look('<u/><sz val="12"/><color rgb="FF0563C1"/>', _WRAPPED),
    )


def _row(number: int, cells: Sequence[str], looks: Sequence[int], *, wrapped: bool = False) -> str:
    """Return a row of texts, which stay text whatever they begin with."""
    places = (f"{chr(ord('A') + column)}{number}" for column in range(len(cells)))
    written = "".join(
        f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text(words)}</t></is></c>'
        for place, words, look in zip(places, cells, looks, strict=True)
    )
    lines = max(1, *(ceil(len(words) / width) for words, width in zip(cells, _WIDTHS, strict=False))) if wrapped else 1
    height = _TITLE_HEIGHT if number == 1 else _LINE_HEIGHT * min(lines, _MOST_LINES)
    return f'<row r="{number}" ht="{height}" customHeight="1">{written}</row>'


def _worksheet(namespace: str, rows: Iterable[str], lines: Sequence[Line]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1)
    )
    links = "".join(
        f'<hyperlink ref="A{number}" location={quoteattr(line.target)}/>'
        for number, line in enumerate(lines, _HEADING_ROW + 1)
        if line.target
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{_HEADING_ROW}" topLeftCell="A{_HEADING_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _add_table(parts: Parts, sheet: str, namespace: str, last_row: int) -> str:
    """Add the table of the lines, and return the id of the sheet's relation to it."""
    tables = [
        outline(content, 0).attributes for name, content in parts.contents.items() if name.startswith("xl/tables/")
    ]
    number = max((int(table["id"]) for table in tables if "id" in table), default=0) + 1
    taken = {table.get("displayName", "").casefold() for table in tables}
    names = (_TABLE, *(f"{_TABLE}{each}" for each in range(2, len(taken) + 3)))
    name = next(each for each in names if each.casefold() not in taken)
    columns = "".join(f'<tableColumn id="{each}" name="{words}"/>' for each, words in enumerate(_HEADINGS, 1))
    reference = f"A{_HEADING_ROW}:D{last_row}"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<table xmlns="{namespace}" id="{number}" name="{name}"'
        f' displayName="{name}" ref="{reference}" totalsRowShown="0"><autoFilter ref="{reference}"/>'
        f'<tableColumns count="{len(_HEADINGS)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight9" showFirstColumn="0" showLastColumn="0" showRowStripes="1"'
        ' showColumnStripes="0"/></table>'
    )
    part = parts.part_in_turn("xl/tables/table", ".xml")
    parts.add(part, content.encode(), _TABLE_KIND)
    return parts.relate(sheet, "table", part)
