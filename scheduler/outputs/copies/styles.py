"""The looks of a workbook, with some added: fonts, formats of cells, formats that a condition gives."""

import re

from scheduler.outputs.copies.outline import appended, outline, spliced, tag_with
from scheduler.outputs.copies.parts import Parts

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")


def known_or_added(parts: Parts, kind: str, look: str) -> int:
    """Return the number of a look (`fonts`, `cellXfs`, `dxfs`), which is added where the workbook has no such one.

    `look` is one element, written without a namespace.
    """
    (part,) = parts.related(parts.main, "styles")
    content = parts.contents[part]
    root = outline(content, 2)
    new = re.sub(r"^<\w+", rf'\g<0> xmlns="{root.namespace}"', look).encode()
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
