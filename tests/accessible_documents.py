"""What would keep somebody from reading a Word document by ear, or from editing it: counted from the file itself.

After WCAG 2.2 as it applies to documents, and what Word's own accessibility checker asks.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
LANGUAGE = "en-GB"
WELSH = "cy-GB"
"""Of what is written in Welsh within a document whose styles are in English."""
LEAST_BODY, LEAST_SIZE = 12, 9
"""Points of the body's text, and of any."""
LEAST_CONTRAST = 4.5
WHITE = "FFFFFF"


def faults_of(docx: bytes) -> list[str]:
    """Return what is wrong with a document, each in a sentence; nothing where it can be read and edited by anybody."""
    with zipfile.ZipFile(BytesIO(docx)) as parts:
        document = ElementTree.fromstring(parts.read("word/document.xml"))
        styles = ElementTree.fromstring(parts.read("word/styles.xml"))
        properties = ElementTree.fromstring(parts.read("docProps/core.xml"))
    body = document.find(f"{W}body")
    assert body is not None
    looks = _Looks(styles)
    return [
        *_outline(body, looks),
        *_tables(body),
        *_pictures(body),
        *_language(document, styles),
        *_looks(body, looks),
        *([] if (properties.findtext(TITLE) or "").strip() else ["the properties have no title"]),
    ]


class _Looks:
    """What a style says, or what it is based on says, or else the document's defaults."""

    def __init__(self, styles: Element) -> None:
        self.by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
        self.name = {key: style.find(f"{W}name").get(f"{W}val") for key, style in self.by_id.items()}
        self.defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")
        self.usual = next(
            key
            for key, style in self.by_id.items()
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
        )

    def of(self, style: str | None, tag: str) -> str | None:
        while style is not None:
            element = self.by_id[style]
            found = element.find(f"{W}rPr/{W}{tag}")
            if found is not None:
                return found.get(f"{W}val", "1")
            basis = element.find(f"{W}basedOn")
            style = None if basis is None else basis.get(f"{W}val")
        found = self.defaults.find(f"{W}rPr/{W}{tag}")
        return None if found is None else found.get(f"{W}val", "1")


def _text(element: Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def _style(paragraph: Element, looks: _Looks) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return looks.usual if found is None else found.get(f"{W}val")


def _outline(body: Element, looks: _Looks) -> Iterator[str]:
    level, titles = 0, 0
    for paragraph in body.iter(f"{W}p"):
        name, text = looks.name[_style(paragraph, looks)].casefold(), _text(paragraph).strip()
        if name == "title":
            titles += 1
        if name.startswith("heading ") or name == "title":
            if not text:
                yield f"an empty {name}"
            depth = int(name.removeprefix("heading ")) if name != "title" else 0
            if depth > level + 1:
                yield f"the heading “{text}” is of level {depth} below one of level {level}"
            level = depth
        elif text and all(run.find(f"{W}rPr/{W}b") is not None for run in paragraph.iter(f"{W}r") if _text(run)):
            yield f"“{text}” is bold by hand, as a heading would be"
    if titles != 1:
        yield f"{titles} paragraphs in the style Title"


def _tables(body: Element) -> Iterator[str]:
    for number, table in enumerate(body.iter(f"{W}tbl"), start=1):
        rows = table.findall(f"{W}tr")
        first = rows[0].findall(f"{W}tc")
        where = f"table {number} (“{_text(rows[0])}”)"
        if _is_of_cards(table):
            continue
        if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield f"{where} has no heading row"
        if not all(_text(cell).strip() for cell in first):
            yield f"{where} has a heading without words"
        if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
            yield f"{where} has rows that a page's end parts"
        if not any((table.find(f"{W}tblPr/{W}{tag}") is not None) for tag in ("tblCaption", "tblDescription")):
            yield f"{where} has no alternative text"
        if any(len(row.findall(f"{W}tc")) != len(first) for row in rows) or table.find(f".//{W}vMerge") is not None:
            yield f"{where} has cells that are merged"
        if table.find(f".//{W}tc//{W}tbl") is not None:
            yield f"{where} has a table in a table"


def _is_of_cards(table: Element) -> bool:
    """Whether a table is only where cards lie that are cut apart: it says so, has words, and no first row."""
    look, words = table.find(f"{W}tblPr/{W}tblLook"), table.find(f"{W}tblPr/{W}tblCaption")
    first = None if look is None else look.get(f"{W}firstRow")
    return first == "0" and words is not None and words.get(f"{W}val", "").startswith("Cards: ")


def _pictures(body: Element) -> Iterator[str]:
    pictures = list(body.iter(DRAWN))
    if any(not (picture.get("descr") or "").strip() for picture in pictures):
        yield "a picture without words"
    if len({picture.get("id") for picture in pictures}) != len(pictures):
        yield "two pictures with one id"


def _language(document: Element, styles: Element) -> Iterator[str]:
    usual = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    said = {mark.get(f"{W}val") for mark in (*document.iter(f"{W}lang"), *([] if usual is None else [usual]))}
    if LANGUAGE not in said or not said <= {LANGUAGE, WELSH}:
        yield f"the language is {', '.join(sorted(filter(None, said))) or 'not said'}"


def _looks(body: Element, looks: _Looks) -> Iterator[str]:
    if int(looks.of(looks.usual, "sz") or 0) < LEAST_BODY * 2:
        yield f"the body's text is smaller than {LEAST_BODY} points"
    found = set()
    blank = False
    for paragraph in body.iter(f"{W}p"):
        style = _style(paragraph, looks)
        empty = not _text(paragraph).strip() and not any(
            True for tag in (DRAWN, f"{W}br", f"{W}sectPr") for _ in paragraph.iter(tag)
        )
        if empty and blank and paragraph in list(body):
            found.add("blank lines in the place of a distance")
        blank = empty and paragraph in list(body)
        for run in paragraph.iter(f"{W}r"):
            if _text(run).strip():
                found.update(_of_run(run, style, looks))
    yield from sorted(found)


def _of_run(run: Element, style: str, looks: _Looks) -> Iterator[str]:
    def own(tag: str, attribute: str = "val") -> str | None:
        element = run.find(f"{W}rPr/{W}{tag}")
        return None if element is None else element.get(f"{W}{attribute}")

    character = own("rStyle")
    by_character = looks.by_id[character].find(f"{W}rPr/{W}color") if character else None
    colour = own("color") or (
        by_character.get(f"{W}val") if by_character is not None else looks.of(style, "color") or "000000"
    )
    size = int(own("sz") or looks.of(style, "sz"))
    if size < LEAST_SIZE * 2:
        yield f"letters smaller than {LEAST_SIZE} points in the style {looks.name[style]}"
    if colour != "auto" and contrast(colour, WHITE) < LEAST_CONTRAST:
        yield f"letters too pale in the style {looks.name[style]}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
