"""The looks of a workbook, with some added: fonts, formats of cells, formats that a condition gives."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from xml.sax.saxutils import quoteattr

from scheduler.outputs.copies.outline import Element, appended, outline, spliced, tag_with
from scheduler.outputs.copies.parts import Parts

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")

_FORMATS: dict[type, str] = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm", int: "0", str: "@"}
_BUILT_IN = {"General": 0, "0": 1, "@": 49}
_FIRST_OWN = 164
"""The numbers of a workbook's own formats begin here."""


def known_or_added(parts: Parts, kind: str, look: str) -> int:
    """Return the number of a look (`fonts`, `cellXfs`, `dxfs`), which is added where the workbook has no such one.

    `look` is one element, written without a namespace, or one that was added here before.
    """
    (part,) = parts.related(parts.main, "styles")
    content = parts.contents[part]
    root = outline(content, 2)
    plain = re.sub(r'^(<[^>]*?) xmlns="[^"]*"', r"\1", look)
    new = re.sub(r"^<[\w:]+", rf'\g<0> xmlns="{root.namespace}"', plain).encode()
    looks = root.find(kind)
    known = [] if looks is None else [content[each.start : each.end] for each in looks.children]
    if new in known:
        return known.index(new)
    if looks is not None and known:
        edits = [tag_with(content, looks, count=str(len(known) + 1)), appended(content, looks, new)]
    else:
        later = (each.start for each in root.children if each.name not in _ORDER[: _ORDER.index(kind)])
        start, end = (next(later, root.closed),) * 2 if looks is None else (looks.start, looks.end)
        opening = f'<{kind} xmlns="{root.namespace}" count="1">'
        edits = [(start, end, opening.encode() + new + f"</{kind}>".encode())]
    parts.contents[part] = spliced(content, edits)
    return len(known)


def with_format(parts: Parts, look: int, kind: type) -> int:
    """Return the number of a cell's look with the format of a kind of value; a look that has one of the kind stays."""
    (part,) = parts.related(parts.main, "styles")
    content = parts.contents[part]
    root = outline(content, 2)
    looks, own = next(root.all("cellXfs")), _own_formats(root)
    now = int(looks.children[look].attributes.get("numFmtId", 0))
    return look if _suits(kind, now, own) else with_code(parts, look, _FORMATS[kind])


def with_code(parts: Parts, look: int, form: str) -> int:
    """Return the number of a cell's look with a format of numbers, such as `dd/mm/yyyy`."""
    (part,) = parts.related(parts.main, "styles")
    content = parts.contents[part]
    root = outline(content, 2)
    looks, own = next(root.all("cellXfs")), _own_formats(root)
    number = _BUILT_IN.get(form, next((number for number, code in own.items() if code == form), None))
    if number is None:
        number = max((_FIRST_OWN - 1, *own)) + 1
        known_or_added(parts, "numFmts", f'<numFmt numFmtId="{number}" formatCode={quoteattr(form)}/>')
    _, _, tag = tag_with(content, looks.children[look], numFmtId=str(number), applyNumberFormat="1")
    rest = content[looks.children[look].opened : looks.children[look].end]
    return known_or_added(parts, "cellXfs", (tag + rest).decode())


def _own_formats(root: Element) -> dict[int, str]:
    """Return the formats of numbers that the workbook has beside those that are built in, by number."""
    formats = root.find("numFmts")
    return {
        int(each.attributes["numFmtId"]): each.attributes["formatCode"]
        for each in (formats.children if formats else ())
    }


def _suits(kind: type, number: int, own: Mapping[int, str]) -> bool:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format  # noqa: PLC0415 - only where a cell is written

    code = own.get(number) or BUILTIN_FORMATS.get(number, "General")
    if kind is str:
        return code == "@"
    if kind is int:
        return code != "@" and not is_date_format(code)
    return bool(is_date_format(code)) and ("h" in code.casefold()) == (kind is not date)


def with_fill(parts: Parts, look: int, colour: str) -> int:
    """Return the number of a cell's look filled in a colour (`FFF2CC`); all else of it stays."""
    pattern = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
    fill = known_or_added(parts, "fills", pattern)
    (part,) = parts.related(parts.main, "styles")
    content = parts.contents[part]
    element = next(outline(content, 2).all("cellXfs")).children[look]
    _, _, tag = tag_with(content, element, fillId=str(fill), applyFill="1")
    return known_or_added(parts, "cellXfs", (tag + content[element.opened : element.end]).decode())
