"""Cells marked by a colour over their own looks, which stay: a mark is a conditional format that always holds."""

import re
from collections.abc import Iterator, Mapping, Sequence

from scheduler.outputs.copies.outline import Edit, Element, outline, placed, spliced, tag_with, text
from scheduler.outputs.copies.parts import Parts
from scheduler.outputs.copies.styles import known_or_added

FAULTY, DOUBTFUL = "F8CBAD", "FFE699"
_RULES = {FAULTY: 'LEN("meeting-day: put this right")>0', DOUBTFUL: 'LEN("meeting-day: look at this")>0'}
"""By colour a formula that always holds: by it the marks of an earlier copy are known."""
_OURS = re.compile(r'LEN\("meeting-day: ')
_MOST_TOGETHER = 250
"""Cells of one rule."""
_KIND = "conditionalFormatting"


def unmarked(content: bytes) -> bytes:
    """Return a sheet without the marks of an earlier copy."""
    edits: list[Edit] = []
    for together in outline(content, 3).all(_KIND):
        ours = [rule for rule in together.all("cfRule") if _is_ours(content, rule)]
        if ours and len(ours) == len(list(together.all("cfRule"))):
            edits.append((together.start, together.end, b""))
        else:
            edits += [(rule.start, rule.end, b"") for rule in ours]
    return spliced(content, edits)


def _is_ours(content: bytes, rule: Element) -> bool:
    formulas = (content[each.opened : each.closed].decode() for each in rule.all("formula"))
    return any(_OURS.search(formula.replace("&quot;", '"')) for formula in formulas)


def marked(parts: Parts, content: bytes, cells: Mapping[str, Sequence[str]]) -> bytes:
    """Return a sheet with the cells of each colour marked: `{FAULTY: ["I8"], DOUBTFUL: []}`.

    The rules come before those of the officer, which keep their order.
    """
    root = outline(content, 3)
    rules = list(_rules(parts, cells))
    shift = len(rules)
    theirs = [rule for together in root.all(_KIND) for rule in together.all("cfRule")]
    edits = [
        tag_with(content, rule, priority=str(int(rule.attributes["priority"]) + shift))
        for rule in theirs
        if any(int(each.attributes["priority"]) <= shift for each in theirs)
    ]
    new = "".join(
        f'<{_KIND} xmlns="{root.namespace}" sqref="{" ".join(some)}"><cfRule type="expression" dxfId="{look}"'
        f' priority="{number}"><formula>{text(formula)}</formula></cfRule></{_KIND}>'
        for number, (some, look, formula) in enumerate(rules, start=1)
    )
    return spliced(content, [placed(root, _KIND, new.encode()), *edits])


def _rules(parts: Parts, cells: Mapping[str, Sequence[str]]) -> Iterator[tuple[Sequence[str], int, str]]:
    for colour, formula in _RULES.items():
        for start in range(0, len(cells[colour]), _MOST_TOGETHER):
            some = cells[colour][start : start + _MOST_TOGETHER]
            fill = f'<fill><patternFill patternType="solid"><bgColor rgb="FF{colour}"/></patternFill></fill>'
            look = known_or_added(parts, "dxfs", f'<dxf><font><color rgb="FF000000"/></font>{fill}</dxf>')
            yield some, look, formula
