"""Pages that are cut, folded or hung up: large letters in named styles, and tables that are cards, signs or plates.

Measures are in centimetres, letters in points. What is written in such a table is read in its order; its borders are
where to cut, and the broken line in the middle is where to fold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from scheduler.languages import ENGLISH, JOINT
from scheduler.outputs.bilingual import Words, apart
from scheduler.outputs.documents.word import LOCALES, Document
from scheduler.outputs.letters import BOLD, DIGIT, width_of, wrapped
from scheduler.outputs.naming import cleaned, on_one_line

MARGIN = 1.0
"""Of a page of cards, signs or plates: what every printer leaves white is less."""
TURNED_RIGHT, TURNED_LEFT = "tbRl", "btLr"
"""How the letters of a cell lie: read from the top downwards, or from the bottom upwards."""
_TWIPS, POINTS = 567, 72 / 2.54
"""In a centimetre."""
CARDS = "Cards:"
"""How the alternative text of a table begins that is only where cards lie."""
_TINY = "Behind Cards"


@dataclass(frozen=True)
class Letters:
    """A style for one kind of paragraph on such a page."""

    name: str
    size: float
    bold: bool = False
    centred: bool = False
    before: float = 0
    after: float = 0
    colour: str = ""
    based_on: str = "Normal"


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: paragraphs, each with the name of its style, and how the letters lie."""

    lines: tuple[tuple[Words, str], ...]
    turned: str = ""


def styled(document: Document, letters: Letters) -> str:
    """Add a style to a document, unless it is there, and return its name."""
    styles = document.document.styles
    if letters.name not in styles:
        style: Any = styles.add_style(letters.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[letters.based_on]
        style.font.size = Pt(letters.size)
        style.font.bold = letters.bold
        if letters.colour:
            style.font.color.rgb = RGBColor.from_string(letters.colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(letters.before), Pt(letters.after)
        style.paragraph_format.line_spacing = 1.0
        if letters.centred:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return letters.name


def fitting(text: str, sizes: Sequence[float], width: float, most_lines: int) -> float:
    """Return the largest of some sizes, largest first, in which bold text takes so many lines; else the smallest.

    No word of it is parted.
    """
    words = on_one_line(text)
    longest = max(words.split() or [""], key=width_of)
    for size in sizes:
        digits = width * POINTS / (size * DIGIT) / BOLD
        if len(wrapped(words, digits)) <= most_lines and width_of(longest) <= digits:
            return size
    return sizes[-1]


def bare_pages(document: Document) -> None:
    """Begin pages with a narrow margin and nothing at their head and foot."""
    document.turned(landscape=False, margin=MARGIN).footer.is_linked_to_previous = False


def laid_out(
    document: Document,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    height: float,
    words: str,
    *,
    cut: bool = True,
) -> None:
    """Write a table whose cells are cards, all of one height.

    Parameters
    ----------
    document : Document
        To which it is added.
    rows : sequence of sequences of Cell
        The cards; one row is never parted by a page's end.
    widths : sequence of float
        Of the columns.
    height : float
        Of each row.
    words : str
        The alternative text.
    cut : bool
        Whether there are lines all around each, to cut along; else only between the columns, to fold along.

    """
    _written(
        document, rows, widths, f"{CARDS} {words}", _CUT if cut else _FOLD, f'w:val="{_twips(height)}" w:hRule="exact"'
    )


def listed_large(
    document: Document, head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float], words: str
) -> None:
    """Write a table in large letters below its headings, with a line below each row."""
    _written(document, [head, *rows], widths, words, _RULED, 'w:val="0" w:hRule="atLeast"', headed=True)


_CUT = "".join(
    f'<w:{side} w:val="dotted" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_FOLD = '<w:insideV w:val="dotted" w:sz="4" w:space="0" w:color="7F7F7F"/>'
_RULED = "".join(
    f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="1F3864"/>' for side in ("top", "bottom", "insideH")
)


def _written(
    document: Document,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    words: str,
    borders: str,
    height: str,
    *,
    headed: bool = False,
) -> None:
    names = {style.name: style.style_id for style in document.document.styles if style.name}
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/><w:trHeight {height}/>"
        + ("<w:tblHeader/></w:trPr>" if headed and not number else "</w:trPr>")
        + "".join(_cell(cell, width, names, middle=not headed) for cell, width in zip(row, widths, strict=True))
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="57" w:type="dxa"/><w:left w:w="113" w:type="dxa"/>'
        '<w:bottom w:w="57" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="{int(headed)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(on_one_line(words))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )
    section = document.document.element.body.sectPr
    section.addprevious(table)
    document.paragraph("", styled(document, Letters(_TINY, 1)))


def _cell(cell: Cell, width: float, names: dict[str, str], *, middle: bool) -> str:
    turned = f'<w:textDirection w:val="{cell.turned}"/>' if cell.turned else ""
    upright = '<w:vAlign w:val="center"/>' if middle else ""
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{names[style]}"/></w:pPr>{_runs(text)}</w:p>' for text, style in cell.lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{turned}{upright}</w:tcPr>{lines or "<w:p/>"}</w:tc>'
    )


def _runs(words: Words) -> str:
    """Return the runs of a paragraph, each with its language where that is not the styles' own."""
    between = f'<w:r><w:t xml:space="preserve">{JOINT}</w:t></w:r>'
    return between.join(
        f'<w:r>{_language(language)}<w:t xml:space="preserve">{escape(on_one_line(cleaned(text)))}</w:t></w:r>'
        for language, text in apart(words).items()
    )


def _language(language: str) -> str:
    return "" if language == ENGLISH else f'<w:rPr><w:lang w:val="{LOCALES[language]}"/></w:rPr>'


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS)
