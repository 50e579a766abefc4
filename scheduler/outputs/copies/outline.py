"""Where the elements of an XML part begin and end in its bytes, and changes spliced in; all else stays as it was."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_START_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE = r"""\s+%s\s*=\s*(?:"[^"]*"|'[^']*')"""
_SPACE = " "

Edit = tuple[int, int, bytes]
"""From and to which byte, and what stands there instead."""


class NotSplicable(ValueError):
    """A part is no XML in UTF-8, or declares entities."""


@dataclass
class Element:
    """An element by its places in the bytes of its part: `content[start:end]` is all of it."""

    name: str
    """Without its namespace."""
    namespace: str
    attributes: dict[str, str]
    """By name without namespace."""
    start: int
    opened: int
    """The first byte behind its start tag."""
    closed: int
    """The first byte of its end tag; of a tag that closes itself the same as `opened`."""
    end: int
    children: list["Element"] = field(default_factory=list)

    def find(self, *names: str) -> "Element | None":
        """Return the first child of the first name, its first of the second, and so on; None where one is missing."""
        found: Element | None = self
        for name in names:
            found = None if found is None else next((child for child in found.children if child.name == name), None)
        return found

    def all(self, name: str) -> Iterator["Element"]:
        """Return the children of a name."""
        return (child for child in self.children if child.name == name)


def outline(content: bytes, depth: int) -> Element:
    """Return the root of a part with its elements so many levels down.

    Raises
    ------
    NotSplicable
        If it is no XML in UTF-8, or has a document type: no workbook has.

    """
    return _Outliner(content, depth).root()


class _Outliner:
    """The state of a parser that notes where elements are."""

    def __init__(self, content: bytes, depth: int) -> None:
        self.content = content
        self.depth = depth
        self.level = 0
        self.open: list[Element] = []
        self.roots: list[Element] = []
        self.parser = expat.ParserCreate(namespace_separator=_SPACE)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse

    def root(self) -> Element:
        try:
            self.content.decode("utf-8")
            self.parser.Parse(self.content, True)  # noqa: FBT003 - no more comes: its own interface
        except (UnicodeDecodeError, expat.ExpatError) as problem:
            raise NotSplicable(str(problem)) from problem
        return self.roots[0]

    def refuse(self, *_: object) -> None:
        raise NotSplicable("a document type")

    def start(self, name: str, attributes: dict[str, Any]) -> None:
        if self.level <= self.depth:
            start = self.parser.CurrentByteIndex
            tag = _START_TAG.match(self.content, start)
            opened = start if tag is None else tag.end()
            namespace, _, local = name.rpartition(_SPACE)
            plain = {key.rpartition(_SPACE)[2]: value for key, value in attributes.items()}
            element = Element(local, namespace, plain, start, opened, opened, opened)
            (self.open[-1].children if self.open else self.roots).append(element)
            self.open.append(element)
        self.level += 1

    def end(self, _: str) -> None:
        self.level -= 1
        if self.level > self.depth:
            return
        element = self.open.pop()
        if not self.content.startswith(b"/>", element.opened - 2):
            element.closed = self.parser.CurrentByteIndex
            element.end = self.content.index(b">", element.closed) + 1


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the content with each edit made; edits at one place come in the order given."""
    pieces: list[bytes] = []
    place = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [content[place:start], new]
        place = end
    return b"".join([*pieces, content[place:]])


def tag_with(content: bytes, element: Element, **attributes: str | None) -> Edit:
    """Return the edit that sets attributes of an element's start tag, and takes away those that are None."""
    tag = content[element.start : element.opened].decode()
    for name, value in attributes.items():
        written = "" if value is None else f" {name}={quoteattr(value)}"
        found = re.search(_ATTRIBUTE % name, tag)
        if found:
            tag = f"{tag[: found.start()]}{written}{tag[found.end() :]}"
        elif value is not None:
            end = -2 if tag.endswith("/>") else -1
            tag = f"{tag[:end].rstrip()}{written}{tag[end:]}"
    return element.start, element.opened, tag.encode()


def appended(content: bytes, element: Element, new: bytes) -> Edit:
    """Return the edit that puts something at the end of an element, which may close itself."""
    if element.closed != element.opened or not content.startswith(b"/>", element.opened - 2):
        return element.closed, element.closed, new
    name = re.match(rb"<([^\s/>]+)", content[element.start : element.opened])
    assert name is not None, "an element has a name"  # noqa: S101 - told to the type checker
    return element.opened - 2, element.opened, b">" + new + b"</" + name[1] + b">"


_OF_A_SHEET = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing",
)  # fmt: skip
"""What comes in a sheet, in the order in which it must come; more comes after."""


def placed(root: Element, name: str, new: bytes) -> Edit:
    """Return the edit that puts something into a sheet, before what is of its name and what comes later."""
    sooner = _OF_A_SHEET[: _OF_A_SHEET.index(name)]
    place = next((child.start for child in root.children if child.name not in sooner), root.closed)
    return place, place, new


def text(words: str) -> str:
    """Return text as XML has it."""
    return escape(words)
