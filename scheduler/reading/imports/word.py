"""The tables of a Word document as grids, and the paragraphs between them, as the reader of the document sees it.

Tracked changes are read as if accepted: what was deleted or moved away is not there, what was inserted is (ECMA-376,
17.13.5). Of the package only the document itself, its headers and its styles are opened, and no link is followed.
python-docx 1.2 leaves inserted text out of what it calls the text of a paragraph, so the XML itself is walked.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath
from typing import Any
from zipfile import BadZipFile, ZipFile

from scheduler.domain.found import Source
from scheduler.reading.imports.content import SAVE_DOCUMENT_AGAIN, Content
from scheduler.reading.imports.grid import Grid, Laying, Writing, plain, struck_out
from scheduler.reading.tables.headers import Unreadable, archive_of
from scheduler.reading.tables.texts import CellFault, Raw

MOST_TAGS = 2_000_000
LARGEST_PART = 40_000_000
DEEPEST = 40
MOST_ACROSS = 63
"""Columns of a table, in Word."""
FIRST_LEVEL_OF_TITLE = 1

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom"))
_AROUND = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
"""What stands around paragraphs, rows or cells, and is no part of them."""
_OFF = ("0", "false", "off")
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def grids_of_document(content: Content) -> tuple[Grid, ...]:
    """Return the tables of a Word document and the lines between them.

    Raises
    ------
    Unreadable
        If it is damaged, defines entities, or has more in it than any council's.

    """
    try:
        archive = archive_of(content.name, content.data)
        name = _document_part(content.name, archive)
        body = _parsed(content.name, archive, name).find(f"{_W}body")
        reader = _Document(content.name, _levels(content.name, archive))
        for part in sorted(one for one in archive.namelist() if one.startswith("word/header")):
            header = " ".join("".join(reader.text_of(_parsed(content.name, archive, part))).split())
            reader.writing.heading = reader.writing.heading or header
    except (BadZipFile, KeyError, zlib.error, SyntaxError, NotImplementedError, EOFError, RuntimeError) as problem:
        raise Unreadable(f"{content.name} is damaged, or only half there", SAVE_DOCUMENT_AGAIN) from problem
    if body is None:
        raise Unreadable(f"{content.name} is a Word document without a text", SAVE_DOCUMENT_AGAIN)
    reader.blocks(body, 0)
    return reader.end()


def _document_part(name: str, archive: ZipFile) -> str:
    for relation in _parsed(name, archive, "_rels/.rels").iter(_RELATION):
        if relation.get("Type", "").endswith("/officeDocument"):
            return normpath(str(relation.get("Target", "")).lstrip("/"))
    raise Unreadable(f"{name} is damaged: it does not say where its text is", SAVE_DOCUMENT_AGAIN)


def _parsed(name: str, archive: ZipFile, part: str) -> Any:  # noqa: ANN401 - defusedxml has no types
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - most files are no Word documents

    if archive.getinfo(part).file_size > LARGEST_PART:
        raise Unreadable(f"{name} has more text than can be read", SAVE_DOCUMENT_AGAIN)
    data = archive.read(part)
    if data.count(b"<") > MOST_TAGS:
        raise Unreadable(f"{name} has more text than can be read", SAVE_DOCUMENT_AGAIN)
    try:
        return fromstring(data.replace(_STRICT, _TRANSITIONAL), forbid_dtd=True)
    except ValueError:  # what defusedxml forbids
        raise Unreadable(f"{name} defines entities, as Word never does", SAVE_DOCUMENT_AGAIN) from None


def _levels(name: str, archive: ZipFile) -> dict[str, int]:
    """Return the level of each style that is one of headings; the title's is above all."""
    found = {"Title": FIRST_LEVEL_OF_TITLE, **{f"Heading{level}": level + 1 for level in range(1, 10)}}
    if "word/styles.xml" not in archive.namelist():
        return found
    for style in _parsed(name, archive, "word/styles.xml").iter(f"{_W}style"):
        words = (_value(style.find(f"{_W}name")) or "").lower().split()
        if words[:1] == ["title"]:
            found[style.get(f"{_W}styleId", "")] = FIRST_LEVEL_OF_TITLE
        elif words[:1] == ["heading"] and words[1:] and words[1].isdecimal():
            found[style.get(f"{_W}styleId", "")] = int(words[1][:1]) + 1
    return found


def _value(element: Any) -> str | None:  # noqa: ANN401 - as above
    return None if element is None else element.get(f"{_W}val", "")


def _on(properties: Any, name: str) -> bool:  # noqa: ANN401 - as above
    """Whether a property is set: by its name alone, or with a value that is not off."""
    found = None if properties is None else properties.find(f"{_W}{name}")
    return found is not None and (found.get(f"{_W}val") or "1").lower() not in _OFF


def _whole(properties: Any, name: str, otherwise: int) -> int:  # noqa: ANN401 - as above
    text: str = _value(None if properties is None else properties.find(f"{_W}{name}")) or ""
    return min(int(text), MOST_ACROSS) if text.isascii() and text.isdecimal() and len(text) < len("1000") else otherwise


@dataclass
class _Unseen:
    """Words that are not seen, or struck through, and why."""

    words: str
    why: str


class _Document:
    """Walks the blocks of a document, and gathers its tables and lines."""

    def __init__(self, file: str, levels: dict[str, int]) -> None:
        self.file, self.levels = file, levels
        self.writing = Writing(file, "paragraph")
        self.paragraphs = 0
        self.deleted = 0
        self.unseen: list[_Unseen] = []

    def end(self) -> tuple[Grid, ...]:
        """Return what was found, at the end of the document."""
        if self.deleted:
            why = "tracked changes are read as if they were accepted"
            told = f"{self.deleted} deleted or moved by tracked changes"
            self.writing.left_out.append(struck_out(told, why, Source(self.file)))
        return self.writing.end()

    def blocks(self, element: Any, depth: int) -> None:  # noqa: ANN401 - as above
        """Take the paragraphs and tables of a part of the document."""
        for block in self._inside(element, depth):
            if block.tag == f"{_W}p":
                self.paragraphs += 1
                self._line(block)
            elif block.tag == f"{_W}tbl":
                self._table(block, self.writing.titles(), depth + 1)

    def _inside(self, element: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401 - as above
        """Yield the parts of an element, and in their place those of what only stands around some."""
        if depth > DEEPEST:
            raise Unreadable(f"{self.file} has parts within parts, more than {DEEPEST} deep", SAVE_DOCUMENT_AGAIN)
        for part in element:
            if part.tag in _AROUND:
                yield from self._inside(part, depth + 1)
            elif part.tag in _GONE:
                self.deleted += 1
            else:
                yield part

    def _line(self, paragraph: Any) -> None:  # noqa: ANN401 - as above
        properties = paragraph.find(f"{_W}pPr")
        style = None if properties is None else _value(properties.find(f"{_W}pStyle"))
        level = self.levels.get(style or "", 0)
        text = "".join(self.text_of(paragraph))
        if level == FIRST_LEVEL_OF_TITLE:
            self.writing.heading = self.writing.heading or " ".join(text.split())
        self.writing.add_line(self.paragraphs, text, level)
        self._tell(f"paragraph {self.paragraphs}")

    def _tell(self, place: str, beside: str = "") -> None:
        for one in self.unseen:
            words = f"{beside}: {one.words}" if beside else one.words
            self.writing.left_out.append(struck_out(words, one.why, Source(self.file, place)))
        self.unseen = []

    def text_of(self, element: Any) -> Iterator[str]:  # noqa: ANN401 - as above
        """Yield the words of a paragraph that are seen, text boxes in it as well."""
        waiting = list(reversed(element))
        while waiting:
            part = waiting.pop()
            if part.tag in _GONE:
                self.deleted += 1
            elif part.tag == f"{_W}r":
                yield from self._words(part)
                waiting += (box for one in part if one.tag not in (_FALLBACK, *_SIGNS) for box in _boxes(one))
            elif part.tag == f"{_W}p":
                yield "\n"
                waiting += reversed(part)
            elif part.tag != _FALLBACK:
                waiting += reversed(part)

    def _words(self, run: Any) -> Iterator[str]:  # noqa: ANN401 - as above
        properties = run.find(f"{_W}rPr")
        words = "".join(_SIGNS.get(part.tag) or (part.text or "" if part.tag == f"{_W}t" else "") for part in run)
        if _on(properties, "vanish"):
            self._not_seen(words, "it is hidden in the document")
        elif _on(properties, "strike") or _on(properties, "dstrike"):
            self._not_seen(words, "it is struck through")
        else:
            yield words

    def _not_seen(self, words: str, why: str) -> None:
        """Keep words that are told; those of neighbouring runs together."""
        if self.unseen and self.unseen[-1].why == why:
            self.unseen[-1].words += words
        elif words.strip():
            self.unseen.append(_Unseen(words, why))

    # -- tables

    def _table(self, table: Any, titles: tuple[str, ...], depth: int) -> None:  # noqa: ANN401 - as above
        number = self.writing.next_table()
        laying = Laying(self.file)
        for row in self._inside(table, depth):
            if row.tag != f"{_W}tr":
                continue
            properties = row.find(f"{_W}trPr")
            if properties is not None and properties.find(f"{_W}del") is not None:
                self.deleted += 1
                continue
            laying.start_row()
            laying.skip(_whole(properties, "gridBefore", 0))
            for cell in self._inside(row, depth):
                if cell.tag == f"{_W}tc":
                    self._cell(cell, laying, number, depth)
        self.writing.add_table(number, laying.cells, titles)

    def _cell(self, cell: Any, laying: Laying, number: int, depth: int) -> None:  # noqa: ANN401 - as above
        properties = cell.find(f"{_W}tcPr")
        across = _whole(properties, "gridSpan", 1) or 1
        merged = None if properties is None else properties.find(f"{_W}vMerge")
        value = self._cell_text(cell, depth)
        if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
            value = laying.above()
        self._tell(f"table {number}, row {laying.row}, column {laying.column}", laying.row_words())
        laying.add("" if properties is not None and properties.find(f"{_W}cellDel") is not None else value, across)

    def _cell_text(self, cell: Any, depth: int) -> Raw | CellFault:  # noqa: ANN401 - as above
        lines: list[str] = []
        for block in self._inside(cell, depth):
            if block.tag == f"{_W}p":
                lines.append("".join(self.text_of(block)))
            elif block.tag == f"{_W}tbl":
                above = " ".join(" ".join(lines).split())
                self._table(block, ((above,) if above else ()) + self.writing.titles(), depth + 1)
        return plain("\n".join(lines))


def _boxes(element: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the text boxes in a part of a run, the last first; of two versions of one, the one for today's Word."""
    found: list[Any] = []
    waiting = [element]
    while waiting:
        part = waiting.pop()
        if part.tag == f"{_W}txbxContent":
            found.append(part)
        elif part.tag != _FALLBACK:
            waiting += reversed(part)
    return list(reversed(found))
