"""An answer of a web service, saved as XML: only elements that are asked for are kept, the others are never stored.

The guards are those of the look through workbooks: no document type, no entities, so that nothing is fetched or blown
up, and bounds on depth, number and length. SOAP envelopes are looked through, and an answer that is written as a text
in its envelope is read as the answer that it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from scheduler.reading.imports.content import Content
from scheduler.reading.tables.headers import Unreadable
from scheduler.reading.tables.texts import CellFault, cleaned

MOST_ELEMENTS = 100_000
DEEPEST = 40
LONGEST = 2_000
"""Letters of one text that is kept."""
SAVE_ANSWER_AGAIN = "Open the answer in a browser, wait until it is all there, save it again, and give that."
SAVE_FEWER = "Save the answers of a year, or of each committee by itself, and give those."

_WRAPPERS = re.compile(r"envelope|header|body|string|\w+response|\w+result", re.IGNORECASE)
"""Elements of SOAP, and of an answer to GET, around the answer itself."""
_TAG = re.compile(r"(?:<|&lt;)(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_SNIFFED = 4_096
_HALF = ("no element found", "unclosed token", "partial character", "unclosed CDATA section")
_NO_CHARACTER = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
"""Control characters, which Word leaves behind and XML forbids."""
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_SEPARATOR = " "


@dataclass
class Element:
    """An element of an answer, with those of its children that are asked for."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, *path: str) -> Iterator["Element"]:
        """Return the elements at the end of a path of names."""
        first, *rest = path
        for child in self.children:
            if child.name == first:
                yield from child.all(*rest) if rest else (child,)

    def words(self, *path: str) -> str:
        """Return the text at the end of a path, on one line; blank where there is none."""
        return next((plain_words(found.text) for found in self.all(*path)), "")


@dataclass
class Answer:
    """An answer as read: its outermost element, and the names of elements that nobody asked for."""

    root: Element
    unread: frozenset[str]


def plain_words(text: str) -> str:
    """Return a text on one line; entities that were encoded twice are what they stand for."""
    plain = cleaned(" ".join(unescape(unescape(text)).split()))
    return "" if isinstance(plain, CellFault) else plain


def root_of(content: Content) -> str:
    """Return the name of the outermost element that is no envelope, in small letters; blank where none is found."""
    beginning = content.data[: 4 * _SNIFFED]
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = beginning.decode("utf-16", "ignore").encode()
    names = (match[1] for match in _TAG.finditer(beginning.decode("utf-8", "replace")[:_SNIFFED]))
    return next((name.lower() for name in names if not _WRAPPERS.fullmatch(name)), "")


def read_answer(content: Content, wanted: frozenset[str]) -> Answer:
    """Return an answer with the elements that are wanted; what is within any other is skipped.

    Raises
    ------
    Unreadable
        If it is half of an answer, damaged, or built to do harm.

    """
    return _Reading(content.name, wanted).answer(content.text())


class _Reading:
    """The state of reading one answer."""

    def __init__(self, name: str, wanted: frozenset[str]) -> None:
        self.name = name
        self.wanted = wanted
        self.unread: set[str] = set()
        self.elements = 0
        self.open: list[Element] = []
        self.root: Element | None = None
        self.enclosed: list[str] = []
        """Pieces of text directly in an envelope."""
        self.skipped = 0
        """How many elements are open, from the first that is not wanted."""

    def answer(self, text: str) -> Answer:
        self._parse(text)
        enclosed = "".join(self.enclosed).strip()
        if self.root is None and enclosed.startswith("<"):
            self._parse(enclosed)
        if self.root is None:
            raise Unreadable(f"{self.name} is an envelope without an answer", SAVE_ANSWER_AGAIN)
        return Answer(self.root, frozenset(self.unread))

    def _parse(self, text: str) -> None:
        self.enclosed = []
        self.parser = expat.ParserCreate("utf-8", _SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_declared
        self.parser.EntityDeclHandler = self._refuse_declared
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        plain = _NO_CHARACTER.sub(" ", text[_begin(text) :])
        try:
            self.parser.Parse(plain.encode("utf-8", "replace"), True)  # noqa: FBT003 - the parser's own: all is there
        except expat.ExpatError as trouble:
            what = expat.errors.messages[trouble.code]
            if any(what.startswith(half) for half in _HALF):
                message = f"{self.name} is half of an answer: it breaks off in line {trouble.lineno}"
            else:
                message = f"{self.name} is damaged in line {trouble.lineno}: {what}"
            raise Unreadable(message, SAVE_ANSWER_AGAIN) from None

    def _refuse_declared(self, *_declared: object) -> None:
        raise Unreadable(f"{self.name} declares a document type, as no answer of a web service does", SAVE_ANSWER_AGAIN)

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = full_name.rpartition(_SEPARATOR)[2].lower()
        self.elements += 1
        depth = len(self.open) + self.skipped
        if self.elements > MOST_ELEMENTS or depth > DEEPEST:
            raise Unreadable(f"{self.name} has more in it than any answer that is read", SAVE_FEWER)
        if self.skipped or (self.open and name not in self.wanted):
            if not self.skipped:
                self.unread.add(name)
            self.skipped += 1
            return
        if not self.open and _WRAPPERS.fullmatch(name):
            return
        kept = {key.rpartition(_SEPARATOR)[2].lower(): value[:LONGEST] for key, value in attributes.items()}
        element = Element(name, self.parser.CurrentLineNumber, kept if name in self.wanted else {})
        if self.open:
            self.open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        else:
            self.unread.add(name)
        self.open.append(element)

    def _end(self, _name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.open:
            self.open.pop()

    def _text(self, text: str) -> None:
        if self.skipped:
            return
        if not self.open:
            self.enclosed.append(text)
        elif len(self.open[-1].text) + len(text) > LONGEST:
            message = f"{self.name} has a text of more than {LONGEST:,} letters in <{self.open[-1].name}>"
            raise Unreadable(message, SAVE_ANSWER_AGAIN)
        else:
            self.open[-1].text += text


def _begin(text: str) -> int:
    """Return where a text begins behind its declaration, which may name another encoding than it has now."""
    declared = _DECLARED.match(text)
    return declared.end() if declared is not None else len(text) - len(text.lstrip())
