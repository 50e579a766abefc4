"""The tables of a web page as grids, and the lines of text between them.

A page is read tag by tag, as a browser reads it where tags are left open: a cell ends where the next begins. Nothing
of it is built, so that a hostile page costs no more than its length; `content.py` bounds that.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from scheduler.domain.found import Source
from scheduler.reading.imports.content import Content
from scheduler.reading.imports.grid import Grid, Laying, Writing, plain, struck_out
from scheduler.reading.tables.headers import Unreadable

MOST_ACROSS, MOST_DOWN = 1_000, 65_534
"""Columns and rows that a cell reaches over; browsers stop there too (HTML, 4.9.11)."""
DEEPEST = 20
SAVE_PAGE_AGAIN = "Save the page again, whole, and give that."

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
        "li", "main", "nav", "ol", "p", "pre", "section", "summary", "title", "ul", "br", "legend",
    )
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    )
)  # fmt: skip
_NEVER_SHOWN = frozenset(
    (
        "script", "style", "template", "noscript", "select", "datalist", "object", "svg", "textarea", "iframe",
    )
)  # fmt: skip
_STRUCK = frozenset(("del", "s", "strike"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr", "tbody", "thead", "tfoot"))
_NOT_SEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"line-through", re.IGNORECASE)
_FOR_READERS_ALOUD = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"))


@dataclass
class _Table:
    """A table that is open: its cells so far, and the cell that is being read."""

    number: int
    titles: tuple[str, ...]
    laying: Laying
    in_row: bool = False
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    caption: list[str] | None = None


@dataclass
class _Passed:
    """An element that is not seen: its tag, how many of its name are open, tables within it, and its words."""

    tag: str
    why: str
    """What is told of it; nothing of what is no text at all."""
    line: int
    depth: int = 1
    tables: int = 0
    words: list[str] = field(default_factory=list)

    def ends_where(self, tag: str) -> bool:
        """Whether it ends where a tag begins, its own end being left out."""
        ends = {"p": _BLOCKS, "li": {"li"}, "td": _CELLS | _ROWS, "th": _CELLS | _ROWS, "tr": _ROWS}
        return not self.tables and tag in ends.get(self.tag, ())

    def ends_after(self, tag: str) -> bool:
        """Count the end of an element, and return whether it is this one's, or of what this one is in."""
        if tag == "table" and self.tables:
            self.tables -= 1
            return False
        if tag == self.tag:
            self.depth -= 1
            return self.depth == 0
        return not self.tables and self.tag in _CELLS | _ROWS and tag in {"table", *_ROWS}


def grids_of_page(content: Content) -> tuple[Grid, ...]:
    """Return the tables of a web page and the lines between them.

    Raises
    ------
    Unreadable
        If the page breaks off within a table, or has tables within tables without end.

    """
    reader = _Page(content.name)
    reader.feed(content.text())
    reader.close()
    return reader.end()


class _Page(HTMLParser):
    """Gathers the cells of tables, and lines."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.file = file
        self.writing = Writing(file, "line")
        self.tables: list[_Table] = []
        self.passed: _Passed | None = None
        self.words: list[str] = []
        self.line = 1
        self.level = 0
        self.in_title = False

    def end(self) -> tuple[Grid, ...]:
        """Return what was found, at the end of the page."""
        if self.tables:
            raise Unreadable(f"{self.file} breaks off within a table", SAVE_PAGE_AGAIN)
        self._end_line()
        return self.writing.end()

    # -- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.passed is not None:
            if not self.passed.ends_where(tag):
                self.passed.depth += tag == self.passed.tag
                self.passed.tables += tag == "table"
                return
            self._end_passed()
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._start_table()
        elif tag in _ROWS:
            self._end_row()
            if tag == "tr" and self.tables:
                self._start_row()
        elif tag in _CELLS and self.tables:
            self._start_cell(given)
        elif tag == "caption" and self.tables:
            self.tables[-1].caption = []
        elif tag in _BLOCKS:
            self._break(tag)
        if tag not in _VOID and (why := _why_not_seen(tag, given)) is not None:
            self.passed = _Passed(tag, why, self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if self.passed is not None:
            if not self.passed.ends_after(tag):
                return
            self._end_passed()
        if tag == "table" and self.tables:
            self._end_table()
        elif tag in _ROWS:
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "caption" and self.tables and self.tables[-1].caption is not None:
            caption = " ".join("".join(self.tables[-1].caption).split())
            self.tables[-1].titles = (caption, *self.tables[-1].titles) if caption else self.tables[-1].titles
            self.tables[-1].caption = None
        elif tag in _BLOCKS:
            self._break("")

    def handle_data(self, data: str) -> None:
        if self.passed is not None:
            self.passed.words.append(data)
            return
        table = self.tables[-1] if self.tables else None
        text = data.replace("\n", " ").replace("\r", " ")
        if table is None:
            if not self.words:
                self.line = self.getpos()[0]
            self.words.append(text)
        elif table.caption is not None:
            table.caption.append(text)
        elif table.cell is not None:
            table.cell.append(text)

    # -- what is not seen

    def _end_passed(self) -> None:
        passed, self.passed = self.passed, None
        if passed is None:
            return
        words = " ".join("".join(passed.words).split())
        if passed.why and words:
            told = struck_out(words, passed.why, Source(self.file, f"line {passed.line}"))
            self.writing.left_out.append(told)

    # -- lines

    def _break(self, tag: str) -> None:
        """End a line, and begin what a tag says."""
        table = self.tables[-1] if self.tables else None
        if table is not None:
            if table.cell is not None:
                table.cell.append("\n")
            return
        self._end_line()
        self.level = _HEADINGS.get(tag, 0)
        self.in_title = tag == "title"

    def _end_line(self) -> None:
        text = "".join(self.words)
        self.words = []
        if self.in_title:
            self.writing.heading = " ".join(text.split())
        else:
            self.writing.add_line(self.line, text, self.level)

    # -- tables

    def _start_table(self) -> None:
        if len(self.tables) >= DEEPEST:
            raise Unreadable(f"{self.file} has tables within tables, more than {DEEPEST} deep", SAVE_PAGE_AGAIN)
        titles: tuple[str, ...] = ()
        if self.tables:
            titles = tuple(filter(None, (" ".join("".join(self.tables[-1].cell or ()).split()),)))
        else:
            self._end_line()
        number = self.writing.next_table()
        self.tables.append(_Table(number, titles + self.writing.titles(), Laying(self.file)))

    def _end_table(self) -> None:
        self._end_row()
        table = self.tables.pop()
        self.writing.add_table(table.number, table.laying.cells, table.titles)

    def _start_row(self) -> None:
        self.tables[-1].laying.start_row()
        self.tables[-1].in_row = True

    def _end_row(self) -> None:
        self._end_cell()
        if self.tables:
            self.tables[-1].in_row = False

    def _start_cell(self, given: dict[str, str]) -> None:
        self._end_cell()
        table = self.tables[-1]
        if not table.in_row:
            self._start_row()
        table.cell = []
        table.spans = _span(given, "colspan", MOST_ACROSS), _span(given, "rowspan", MOST_DOWN)

    def _end_cell(self) -> None:
        if self.tables and self.tables[-1].cell is not None:
            table = self.tables[-1]
            across, down = table.spans
            table.laying.add(plain("".join(table.cell or ())), across, down)
            table.cell = None


def _span(given: dict[str, str], name: str, most: int) -> int:
    """Return over how many columns or rows a cell reaches; no rows means all that are left."""
    text = given.get(name, "").strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) else 1
    return min(number, most) or (most if name == "rowspan" else 1)


def _why_not_seen(tag: str, given: dict[str, str]) -> str | None:
    """Return why an element is not seen, nothing where there is nothing to tell; None where it is seen."""
    if tag in _NEVER_SHOWN:
        return ""
    style = given.get("style", "")
    if "hidden" in given or _NOT_SEEN.search(style):
        return "it is hidden in the page"
    if not _FOR_READERS_ALOUD.isdisjoint(given.get("class", "").lower().split()):
        return ""
    if tag in _STRUCK or _STRUCK_STYLE.search(style):
        return "it is struck through"
    return None
