"""A drawing as SVG: for paper, for a screen in light or dark, with a title and a description for whoever cannot see it.

What is said by colour is said by the line as well: work for a time is dashed, an escalation is dashed, a body that is
to be dissolved has a double frame. Programs that know no stylesheet show it in light.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import hypot
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from scheduler.outputs.chart.drawing import HEADING, Drawing
from scheduler.outputs.chart.parts import NAME, NOTE, Placed, Way
from scheduler.outputs.chart.structure import ESCALATE, LEADING, MEETS, PROJECT, REPORT, STILL, WORK, Box
from scheduler.outputs.letters import BOLD, DIGIT, cut, width_of
from scheduler.outputs.naming import cleaned

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
_INK, _DEEP, _WORK, _SOFT, _PAPER = "#1A1A1A", "#1F3864", "#7A3B00", "#595959", "#FFFFFF"
_LOOKS = {
    LEADING: ("#DCE6F5", _DEEP, ""),
    MEETS: (_PAPER, _DEEP, ""),
    STILL: ("#EFEFEF", _SOFT, ""),
    WORK: ("#FFF7EC", _WORK, "4 2.5"),
}
"""Of each look: how the box is filled, its frame, and the frame's dashes."""
_LINES = {REPORT: (_DEEP, 1.3, ""), ESCALATE: ("#A61B1B", 1.1, "5 3"), PROJECT: (_WORK, 0.9, "1.5 2")}
"""Of each kind of line: colour, width, dashes."""
_KINDS = ((REPORT, "reports to"), (ESCALATE, "escalates to"), (PROJECT, "projects report to"))
_WORDS = (
    (LEADING, "board or council"),
    (MEETS, "other body that meets"),
    (STILL, "holds no meetings"),
    (WORK, "work for a time"),
)
"""What the legend says of each kind of line and look."""
_SIGN, _BETWEEN_SIGNS = 31.0, 16.0
"""Of the legend: the width of a sign, and the space before the next."""
_PANEL = "#F0F3F8"
_LEAST_HEADING = 9.0
_RIM = 2.0
"""Around the drawing: half the width of its strongest line, and more."""
_ROUND, _ARROW, _HALF_ARROW = 4.0, 7.0, 2.8
_DARK = {
    _INK: "#F2F2F2", _DEEP: "#9DB8E8", _WORK: "#E8B27A", _SOFT: "#B0B0B0", _PAPER: "#1B1B1D",
    "#DCE6F5": "#26375A", "#EFEFEF": "#2E2E31", "#FFF7EC": "#33291C", "#A61B1B": "#FF9A8F", _PANEL: "#22262E",
}  # fmt: skip
"""Each colour on a dark screen."""

Sign: TypeAlias = Callable[[float, float], str]
Address: TypeAlias = Callable[[Box], str | None]
"""Where a click on a box leads; None where nowhere."""


def svg(drawing: Drawing, *, alone: bool = True, address: Address | None = None) -> str:
    """Return the picture as SVG, the same for the same drawing.

    Parameters
    ----------
    drawing : Drawing
        The drawing.
    alone : bool
        Whether it is a file of its own: it then has the size of its sheet, and a stylesheet for dark screens.
    address : Address, optional
        Where a click on a box leads.

    """
    return "".join(_pieces(drawing, alone=alone, address=address))


def _pieces(drawing: Drawing, *, alone: bool, address: Address | None) -> Iterator[str]:
    scale = drawing.scale
    width, height = drawing.part.width + 2 * _RIM, drawing.part.height + 2 * _RIM
    size = f'width="{_n(width * scale)}pt" height="{_n(height * scale)}pt" ' if alone else ""
    title = cleaned(drawing.structure.title)
    role = "img" if address is None else "group"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}viewBox="{-_RIM:g} {-_RIM:g} {_n(width)} {_n(height)}" '
        f'role="{role}" aria-labelledby="chart-title chart-words" font-family={quoteattr(FONT)}>\n'
        f'<title id="chart-title">{escape(title)}: structure</title>\n'
        f'<desc id="chart-words">{escape(described(drawing))}</desc>\n'
    )
    if alone:
        dark = "".join(f'[fill="{a}"]{{fill:{b}}}[stroke="{a}"]{{stroke:{b}}}' for a, b in _DARK.items())
        yield f"<style>@media screen and (prefers-color-scheme: dark){{{dark}}}</style>\n"
    yield f'<rect x="{-_RIM:g}" y="{-_RIM:g}" width="{_n(width)}" height="{_n(height)}" fill="{_PAPER}"/>\n'
    yield _heading(f"{title}: structure", drawing.part.width)
    yield _text(0, 32, _which_way(drawing), NAME, fill=_SOFT)
    for x, y, width, height in drawing.part.panels:
        yield f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="6" fill="{_PANEL}"/>\n'
    for way in drawing.part.ways:
        yield _way(way, drawing.structure.sentence(way.line))
    if drawing.tray is not None:
        yield _text(*drawing.tray, "No reporting line", NAME + 1, bold=True, fill=_DEEP)
    for one in drawing.part.boxes:
        yield _box(drawing, one, address)
    yield from _legend(drawing)
    yield "</svg>\n"


def _heading(words: str, width: float) -> str:
    """Return the title, in smaller letters where it is long, and cut where it is longer than that."""
    size = min(HEADING, width / (width_of(words) * DIGIT * BOLD))
    if size < _LEAST_HEADING:
        size, words = _LEAST_HEADING, cut(words, width / (_LEAST_HEADING * DIGIT * BOLD))
    return _text(0, 17, words, size, bold=True, fill=_DEEP)


def _which_way(drawing: Drawing) -> str:
    end = "top" if drawing.communities_on_top else "foot"
    return f"Who reports to whom. Communities are at the {end}; the structure may be read either way up."


def described(drawing: Drawing) -> str:
    """Say in a sentence or two what the picture shows."""
    kinds = [line.kind for line in drawing.structure.lines]
    bodies = sum(not box.projects for box in drawing.structure.boxes)
    counts = (
        (bodies, "body", "bodies"),
        (sum(len(box.projects) for box in drawing.structure.boxes), "project", "projects"),
        (kinds.count(REPORT), "line of reports", "lines of reports"),
        (kinds.count(ESCALATE), "line of escalation", "lines of escalation"),
    )
    words = ", ".join(f"{number} {one if number == 1 else several}" for number, one, several in counts if number)
    return f"{words}. {_which_way(drawing)}"


def _box(drawing: Drawing, one: Placed, address: Address | None) -> str:
    box = drawing.structure.boxes[one.number]
    fill, stroke, dashes = _LOOKS[box.look]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    frame = f'x="{_n(one.x)}" y="{_n(one.y)}" width="{_n(one.width)}" height="{_n(one.height)}" rx="3"'
    parts = [f"<title>{escape(box.name)}</title>"]
    parts.append(f'<rect {frame} fill="{fill}" stroke="{stroke}" stroke-width="1"{dashed}/>')
    if box.ends:
        parts.append(_inner(one.x, one.y, one.width, one.height, stroke))
    parts += [
        _text(
            text.x,
            text.y,
            text.words,
            text.size,
            bold=text.bold,
            anchor="middle" if text.centred else "",
            fill=_SOFT if text.size == NOTE and not box.projects else _INK,
        )
        for text in drawing.texts(one)
    ]
    drawn = f"<g>{''.join(parts)}</g>\n"
    link = address(box) if address is not None else None
    return drawn if link is None else f"<a href={quoteattr(link)}>{drawn}</a>"


def _text(
    x: float, y: float, words: str, size: float, *, bold: bool = False, anchor: str = "", fill: str = _INK
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    middle = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size:g}"{weight}{middle} fill="{fill}">{escape(words)}</text>'


def _way(way: Way, sentence: str) -> str:
    """Return a line with its arrow, drawn from its end that others may share, so that dashes lie on dashes."""
    colour, width, dashes = _LINES[way.line.kind]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    points = way.points if way.arrow_at_start else way.points[::-1]
    tip, before = points[0], points[1]
    length = hypot(before[0] - tip[0], before[1] - tip[1])
    along = (before[0] - tip[0]) / length, (before[1] - tip[1]) / length
    base = tip[0] + along[0] * _ARROW, tip[1] + along[1] * _ARROW
    across = -along[1] * _HALF_ARROW, along[0] * _HALF_ARROW
    corners = (tip, (base[0] + across[0], base[1] + across[1]), (base[0] - across[0], base[1] - across[1]))
    head = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
    return (
        f"<g><title>{escape(sentence)}</title>"
        f'<path d="{_rounded(way.points)}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
        f'<polygon points="{head}" fill="{colour}"/></g>\n'
    )


def _rounded(points: Sequence[tuple[float, float]]) -> str:
    """Return a way with its corners rounded."""
    pieces = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        first, last = _short_of(here, before), _short_of(here, after)
        pieces.append(f"L{_n(first[0])} {_n(first[1])}Q{_n(here[0])} {_n(here[1])} {_n(last[0])} {_n(last[1])}")
    pieces.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(pieces)


def _short_of(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    part = min(_ROUND, length / 2) / length
    return corner[0] + (other[0] - corner[0]) * part, corner[1] + (other[1] - corner[1]) * part


def _legend(drawing: Drawing) -> Iterator[str]:
    """Yield what colours and lines mean, of those that are in the picture, in as many rows as they need."""
    structure = drawing.structure
    kinds, looks = {line.kind for line in structure.lines}, {box.look for box in structure.boxes}
    entries: list[tuple[str, Sign]] = [
        (words, partial(_line_of_legend, kind)) for kind, words in _KINDS if kind in kinds
    ]
    entries += [(words, partial(_box_of_legend, *_LOOKS[look])) for look, words in _WORDS if look in looks]
    if any(box.ends for box in structure.boxes):
        entries.append(("is to be dissolved", partial(_box_of_legend, _PAPER, _DEEP, "", double=True)))
    if drawing.part.panels:
        entries.append(("side by side on a meeting day", partial(_box_of_legend, _PANEL, _PANEL, "")))
    rows: list[list[tuple[float, str, Sign]]] = [[]]
    x = 0.0
    for words, sign in entries:
        if rows[-1] and x + _SIGN + _wide(words) > drawing.part.width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, words, sign))
        x += _SIGN + _wide(words) + _BETWEEN_SIGNS
    for number, row in enumerate(reversed(rows)):
        y = drawing.part.height - 4 - number * 14
        for left, words, sign in row:
            yield sign(left, y)
            yield _text(left + _SIGN, y, words, 8)


def _line_of_legend(kind: str, x: float, y: float) -> str:
    colour, width, dashes = _LINES[kind]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    tip = " ".join(f"{_n(x + a)},{_n(y - 3 + b)}" for a, b in ((27, 0), (20, -_HALF_ARROW), (20, _HALF_ARROW)))
    return (
        f'<path d="M{_n(x)} {_n(y - 3)}h21" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
        f'<polygon points="{tip}" fill="{colour}"/>'
    )


def _box_of_legend(fill: str, stroke: str, dashes: str, x: float, y: float, *, double: bool = False) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    frame = f'<rect x="{_n(x + 6)}" y="{_n(y - 8.5)}" width="20" height="11" rx="2"'
    return f'{frame} fill="{fill}" stroke="{stroke}"{dashed}/>' + (
        _inner(x + 6, y - 8.5, 20, 11, stroke) if double else ""
    )


def _inner(x: float, y: float, width: float, height: float, stroke: str) -> str:
    """Return the second frame of a body that is to be dissolved."""
    return (
        f'<rect x="{_n(x + 2)}" y="{_n(y + 2)}" width="{_n(width - 4)}" height="{_n(height - 4)}" rx="2" fill="none" '
        f'stroke="{stroke}" stroke-width="0.5"/>'
    )


def _wide(words: str) -> float:
    return width_of(words) * DIGIT * 8


def _n(number: float) -> str:
    """Write a length with one decimal, none where it is whole."""
    return f"{round(number, 1):g}"
