"""A sheet of texts and dates made anew: rows of cells with their looks, links and heights, printed on A4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import quoteattr

from openpyxl.utils.datetime import to_excel

from scheduler.domain.table_places import letter_of
from scheduler.outputs.copies.outline import outline, text
from scheduler.outputs.copies.parts import Parts
from scheduler.outputs.copies.styles import known_or_added, with_code

BLUE, LINK = "1F3864", "0563C1"
_PRINTED = (
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="{}" fitToWidth="1" fitToHeight="0"/>'
)


@dataclass(frozen=True)
class Shown:
    """What a cell of such a sheet shows: a text, which is never a formula, or a date; its look; where a click leads."""

    value: str | date = ""
    look: int = 0
    link: str = ""
    """A place in the workbook: `'Bodies'!F4`."""


@dataclass(frozen=True)
class ShownRow:
    """A row of such a sheet; without a height, that of its font."""

    cells: Sequence[Shown]
    height: float | None = None


@dataclass(frozen=True)
class Look:
    """How a cell looks, in Arial: colours such as `1F3864`, blank for the usual ones."""

    size: int = 10
    """Of the letters, in points."""
    bold: bool = False
    colour: str = ""
    fill: str = ""
    line: bool = False
    """Whether there is a thin line below."""
    wrap: bool = True
    """Whether lines are broken within the cell."""
    dates: bool = False
    """Whether it shows dates, with their weekdays."""
    link: bool = False


def numbered(parts: Parts, look: Look) -> int:
    """Return the number of a look, added where the workbook has no such one."""
    marks = f"{'<b/>' if look.bold else ''}{'<u/>' if look.link else ''}"
    ink = LINK if look.link else look.colour
    shade = f'<color rgb="FF{ink}"/>' if ink else ""
    font = known_or_added(parts, "fonts", f'<font>{marks}<sz val="{look.size}"/>{shade}<name val="Arial"/></font>')
    filled = border = 0
    if look.fill:
        pattern = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/></patternFill></fill>'
        filled = known_or_added(parts, "fills", pattern)
    if look.line:
        bottom = f'<bottom style="thin"><color rgb="FF{BLUE}"/></bottom>'
        border = known_or_added(parts, "borders", f"<border><left/><right/><top/>{bottom}<diagonal/></border>")
    plain = (
        f'<xf numFmtId="0" fontId="{font}" fillId="{filled}" borderId="{border}" xfId="0" applyFont="1"'
        ' applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment vertical="top" wrapText="{int(look.wrap)}" horizontal="left"/></xf>'
    )
    number = known_or_added(parts, "cellXfs", plain)
    return with_code(parts, number, "ddd dd mmm yyyy") if look.dates else number


def sheet_of(
    parts: Parts, rows: Sequence[ShownRow], widths: Sequence[float], *, landscape: bool, frozen: int = 0,
    chosen: bool = False,
) -> bytes:  # fmt: skip
    """Return a sheet of rows, some of the first of them frozen; `chosen` is that which is shown first."""
    namespace = outline(parts.contents[parts.main], 0).namespace
    pane = f'<pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/>'
    first = ' tabSelected="1"' if chosen else ""
    view = f'<sheetView showGridLines="{int(frozen > 0)}" workbookViewId="0"{first}>'
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    data = "".join(_row(number, row) for number, row in enumerate(rows, 1))
    links = {
        f"{letter_of(column)}{number}": cell.link
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row.cells, 1)
        if cell.link
    }
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/>'
        f"</sheetPr><sheetViews>{view}{pane if frozen else ''}</sheetView></sheetViews><cols>{columns}</cols>"
        f"<sheetData>{data}</sheetData>{_links(links)}"
        f"{_PRINTED.format('landscape' if landscape else 'portrait')}</worksheet>"
    ).encode()


def _row(number: int, row: ShownRow) -> str:
    height = "" if row.height is None else f' ht="{row.height}" customHeight="1"'
    cells = "".join(_cell(f"{letter_of(column)}{number}", cell) for column, cell in enumerate(row.cells, 1))
    return f'<row r="{number}"{height}>{cells}</row>'


def _cell(place: str, cell: Shown) -> str:
    if isinstance(cell.value, date):
        return f'<c r="{place}" s="{cell.look}"><v>{to_excel(cell.value)}</v></c>'
    if not cell.value:
        return f'<c r="{place}" s="{cell.look}"/>'
    words = f'<is><t xml:space="preserve">{text(cell.value)}</t></is>'
    return f'<c r="{place}" s="{cell.look}" t="inlineStr">{words}</c>'


def _links(links: Mapping[str, str]) -> str:
    listed = "".join(f'<hyperlink ref="{place}" location={quoteattr(link)}/>' for place, link in links.items())
    return f"<hyperlinks>{listed}</hyperlinks>" if listed else ""
