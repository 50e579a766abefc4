"""A saved web page as a tree of elements: it is looked through first, for size, depth, and whether it is whole.

The look builds nothing. Scripts, styles, comments and declarations are taken out before, in one pass: html.parser reads
the rest of a page again for each of them that has no end, and they hold nothing that is read.
"""

import re
from html.parser import HTMLParser

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from scheduler.reading.imports.content import Content
from scheduler.reading.tables.headers import Unreadable

LARGEST_PAGE = 3_000_000
"""Bytes; a month of a large council's calendar is about a tenth of it."""
MOST_ELEMENTS = 40_000
DEEPEST = 400
"""Elements one within another: Word leaves paragraphs without an end in agendas, which then lie in one another."""
MOST_MARKS = 150_000
"""Signs `<` in a page, of beginnings and ends of elements."""

SAVE_PAGE_AGAIN = "Open the page in a browser, wait until it is all there, save it again as a web page, and give that."
OTHER_FORM = "Save the pages of modern.gov one by one, or give the table as a workbook or a Word document."

_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())  # noqa: SIM905 - a list of words
_UNSEEN = re.compile(r"<(script|style|!--|!|\?)", re.IGNORECASE)
_ENDS = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "!--": re.compile("-->"),
    "!": re.compile(">"),
    "?": re.compile(">"),
}
_TAG = re.compile("<[A-Za-z/]")
_SPACES = re.compile(r"\s+")
_BEGUN, _ENDED = "<html", "</html"


def page_of(content: Content) -> BeautifulSoup:
    """Return a page as elements.

    Raises
    ------
    Unreadable
        If it is larger or deeper than any council's page, or ends in the middle.

    """
    if len(content.data) > LARGEST_PAGE or content.data.count(b"<") > MOST_MARKS:
        raise Unreadable(f"{content.name} is larger than any page that is read", OTHER_FORM)
    text = _seen(content.name, content.text())
    lowered = text.lower()
    if (_BEGUN in lowered and _ENDED not in lowered) or _TAG.search(text, text.rfind(">") + 1):
        raise _half(content.name)
    _Look(content.name).feed(text)
    return BeautifulSoup(text, "html.parser")


def _half(name: str) -> Unreadable:
    return Unreadable(f"{name} is half of a web page: its end is missing", SAVE_PAGE_AGAIN)


def _seen(name: str, text: str) -> str:
    """Return a page without what a reader of it never sees."""
    parts: list[str] = []
    at = 0
    while begin := _UNSEEN.search(text, at):
        end = _ENDS[begin[1].lower()].search(text, begin.end())
        if end is None:
            raise _half(name)
        parts.append(text[at : begin.start()])
        at = end.end()
    return "".join((*parts, text[at:]))


def words_of(element: PageElement) -> str:
    """Return the text of an element on one line, without spaces around it."""
    text = element.get_text(" ") if isinstance(element, Tag) else str(element)
    return _SPACES.sub(" ", text).strip()


class _Look(HTMLParser):
    """Counts what is in a page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.elements = 0
        self.open: dict[str, int] = {}
        self.depth = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        if tag not in _VOID:
            self.open[tag] = self.open.get(tag, 0) + 1
            self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise Unreadable(f"{self.name} has more in it than any page that is read", OTHER_FORM)

    def handle_endtag(self, tag: str) -> None:
        if self.open.get(tag):
            self.open[tag] -= 1
            self.depth -= 1
