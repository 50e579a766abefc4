"""Notes on cells: what was found wrong is written below what the officer has noted, and taken away again."""

import re
from dataclasses import dataclass
from html import unescape
from itertools import count

from scheduler.outputs.copies.outline import Edit, Element, appended, outline, placed, spliced, text
from scheduler.outputs.copies.parts import Parts

FOUND = "Found by meeting-day:"
"""How what is found begins, on a line of its own."""
_AUTHOR = "meeting-day"
_GAP = "\n\n"
_THREADED = "tc="
"""How the author of a conversation is called, whose note only stands in for it."""
_COMMENTS_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"'
    ' style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:240pt;height:120pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_DRAWN = re.compile(rb"<(?:\w+:)?shape\s(?:(?!</(?:\w+:)?shape>).)*</(?:\w+:)?shape>\s*", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%b>\s*(\d+)\s*<" % name) for name in (b"Row", b"Column"))
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_END = re.compile(rb"</(?:\w+:)?xml>\s*$")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


@dataclass(frozen=True)
class _Note:
    """A note by its places in the part of notes: its element, and the pieces of its text, each with its words."""

    element: Element
    pieces: tuple[tuple[Element, Element, str], ...]
    """The piece, the element of it that has the words, and what they are."""

    @property
    def cell(self) -> str:
        return self.element.attributes["ref"]

    @property
    def words(self) -> str:
        return "".join(words for *_, words in self.pieces)


def without_findings(parts: Parts, sheet: str) -> None:
    """Take away from the notes of a sheet what an earlier copy found; notes that said no more than that go."""
    for part in parts.related(sheet, "comments"):
        content = parts.contents[part]
        edits: list[Edit] = []
        gone: set[str] = set()
        for note in _notes(content):
            kept, found, _ = note.words.partition(FOUND)
            if found and kept.strip():
                edits += _cut(note, len(kept.removesuffix(_GAP)))
            elif found:
                edits.append((note.element.start, note.element.end, b""))
                gone.add(note.cell)
        parts.contents[part] = spliced(content, edits)
        _undraw(parts, sheet, gone)


def _notes(content: bytes) -> list[_Note]:
    listed = outline(content, 5).find("commentList")
    return [] if listed is None else [_note(content, each) for each in listed.all("comment")]


def _note(content: bytes, element: Element) -> _Note:
    pieces: list[tuple[Element, Element, str]] = []
    for piece in (piece for words in element.all("text") for piece in words.children):
        texts = [piece] if piece.name == "t" else list(piece.all("t")) if piece.name == "r" else []
        pieces += [(piece, each, _words(content, each)) for each in texts]
    return _Note(element, tuple(pieces))


def _words(content: bytes, element: Element) -> str:
    return unescape(content[element.opened : element.closed].decode()).replace("\r\n", "\n")


def _cut(note: _Note, length: int) -> list[Edit]:
    """Return the edits that leave so many characters of a note; pieces without any go."""
    edits: list[Edit] = []
    for piece, element, words in note.pieces:
        left = words[: max(length, 0)]
        length -= len(words)
        if not left:
            edits.append((piece.start, piece.end, b""))
        elif left != words:
            edits.append((element.opened, element.closed, text(left).encode()))
    return edits


def with_findings(parts: Parts, sheet: str, findings: dict[str, str]) -> None:
    """Write what was found on each cell (`{"I8": "There is no such body."}`) into its note, below the officer's own."""
    with_notes(parts, sheet, {cell: f"{FOUND}\n{found}" for cell, found in findings.items()})


def with_notes(parts: Parts, sheet: str, notes: dict[str, str]) -> None:
    """Write words on cells (`{"I8": "Guessed: ..."}`) into their notes, below the officer's own."""
    part = next(iter(parts.related(sheet, "comments")), None)
    if part is None:
        part = parts.part_in_turn("xl/comments", ".xml")
        namespace = outline(parts.contents[sheet], 0).namespace
        parts.add(part, f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'.encode(), _COMMENTS_KIND)
        parts.relate(sheet, "comments", part)
    content = parts.contents[part]
    known = {note.cell: note for note in _notes(content)}
    root = outline(content, 2)
    authors, listed = root.find("authors"), root.find("commentList")
    if authors is None or listed is None:
        raise ValueError("notes without authors, or without a list")
    names = [_words(content, each) for each in authors.all("author")]
    edits: list[Edit] = []
    if _AUTHOR not in names:
        edits.append(appended(content, authors, f'<author xmlns="{root.namespace}">{_AUTHOR}</author>'.encode()))
        names.append(_AUTHOR)
    new: list[str] = []
    for cell, words in notes.items():
        if cell not in known:
            new.append(
                f'<comment xmlns="{root.namespace}" ref="{cell}" authorId="{names.index(_AUTHOR)}"><text><r>'
                f'<t xml:space="preserve">{text(words)}</t></r></text></comment>'
            )
        elif not names[int(known[cell].element.attributes["authorId"])].startswith(_THREADED):
            edits.append(_extended(content, root.namespace, known[cell], f"{_GAP}{words}"))
    edits.append(appended(content, listed, "".join(new).encode()))
    parts.contents[part] = spliced(content, edits)
    _draw(parts, sheet, [cell for cell in notes if cell not in known])


def _extended(content: bytes, namespace: str, note: _Note, more: str) -> Edit:
    """Return the edit that writes more below a note: into its text, or as one more piece where it is in pieces."""
    (said,) = note.element.all("text")
    plain = said.find("t")
    if plain is None:
        piece = f'<r xmlns="{namespace}"><t xml:space="preserve">{text(more)}</t></r>'
        return appended(content, said, piece.encode())
    return plain.closed, plain.closed, text(more).encode()


# -- the boxes that notes are shown in


def _undraw(parts: Parts, sheet: str, cells: set[str]) -> None:
    places = {place_of(cell) for cell in cells}
    part = _drawing_of(parts, sheet)
    if part is not None:
        parts.contents[part] = _DRAWN.sub(
            lambda shape: b"" if _drawn_at(shape[0]) in places else shape[0], parts.contents[part]
        )


def _drawing_of(parts: Parts, sheet: str) -> str | None:
    """Return the part that the boxes of a sheet are drawn in."""
    leads = outline(parts.contents[sheet], 1).find("legacyDrawing")
    return None if leads is None else parts.target(sheet, leads.attributes["id"])


def _drawn_at(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return None if row is None or column is None else (int(row[1]), int(column[1]))


def place_of(cell: str) -> tuple[int, int]:
    """Return the row and the column of a cell, counted from 0."""
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(f"{cell} is no cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _draw(parts: Parts, sheet: str, cells: list[str]) -> None:
    part = _drawing_of(parts, sheet)
    if part is None:
        part = parts.part_in_turn("xl/drawings/vmlDrawing", ".vml")
        parts.declare("vml", _DRAWING_KIND)
        parts.contents[part] = _NO_DRAWING
        relation = parts.relate(sheet, "vmlDrawing", part)
        content = parts.contents[sheet]
        root = outline(content, 1)
        new = f'<legacyDrawing xmlns="{root.namespace}" xmlns:r="{parts.dialect}" r:id="{relation}"/>'
        parts.contents[sheet] = spliced(content, [placed(root, "legacyDrawing", new.encode())])
    content = parts.contents[part]
    end = _END.search(content)
    if end is None:
        raise ValueError(f"{part} has no end")
    numbers = count(max((int(number) for number in _NUMBER.findall(content)), default=1024) + 1)
    shapes = [_SHAPE.format(number=next(numbers), row=row, column=column) for row, column in map(place_of, cells)]
    kind = "" if b'"_x0000_t202"' in content else _SHAPE_TYPE
    parts.contents[part] = spliced(content, [(end.start(), end.start(), (kind + "".join(shapes)).encode())])
