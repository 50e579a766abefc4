"""The whole drawing: connected parts laid out and packed on a page, bodies without a line in a tray below.

Several widths of layers and of boxes are tried; the drawing that can be printed in the largest letters is kept, of
several that are large enough the one with the fewest crossings. Lengths in points at full size; y grows downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log, sqrt

from scheduler.outputs.chart.layers import arcs_of, components_of, layered
from scheduler.outputs.chart.ordering import ordered
from scheduler.outputs.chart.parts import (
    LEADING,
    NOTE,
    PADDING,
    PANEL,
    Area,
    Part,
    Placed,
    height_of,
    lines_of,
    part_of,
)
from scheduler.outputs.chart.structure import Structure

HEADING = 16.0
"""The size of the letters of the title."""
PART_GAP = 20.0
TRAY_GAP = 6.0
TITLE_ROOM, TRAY_TITLE_ROOM, LEGEND_ROOM = 40.0, 22.0, 30.0
LEAST_WIDTH = 480.0
"""Of a chart, for its title and the legend."""
LEAST_LETTERS = 7.0
"""Points that printed letters have at least."""
_MILLIMETRE = 72 / 25.4
_MARGIN = 10
PAPERS = {
    name: ((width - 2 * _MARGIN) * _MILLIMETRE, (height - 2 * _MARGIN) * _MILLIMETRE)
    for name, width, height in (
        ("A4", 297, 210),
        ("A3", 420, 297),
        ("A2", 594, 420),
        ("A1", 841, 594),
        ("A0", 1189, 841),
    )
}
"""What of each sheet, on its side, can be printed on: width and height in points."""
LARGEST = "A3"
"""The largest sheet that councils print themselves."""
EVERYDAY = ("A4", LARGEST)
_WIDTHS_OF_BOXES = (92.0, 106.0, 122.0)
_MOST_IN_A_LAYER = (4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 18, 24, 32, 44)
_LIKELY = 0.55, 1.8
"""How far from the number that makes a chart of the shape of a sheet those are that are tried."""
_MANY = 100
"""Bodies of a chart that is tried with fewer widths of boxes."""
_WIDTHS_OF_PAGES = (500.0, 640.0, 800.0, 1000.0, 1130.0, 1210.0, 1290.0, 1400.0, 1600.0, 2000.0)


def letters_on(paper: str, width: float, height: float) -> float:
    """Return the size of the smallest letters of a drawing on a sheet, in points; it is never made larger."""
    across, down = PAPERS[paper]
    return min(1.0, across / width, down / height) * NOTE


def paper_for(width: float, height: float) -> str:
    """Return the smallest sheet on which a drawing can be read, A0 where there is none."""
    return next((paper for paper in PAPERS if letters_on(paper, width, height) >= LEAST_LETTERS), "A0")


@dataclass(frozen=True)
class Text:
    """A line of text in a box, by its middle, or its beginning, and its base line."""

    x: float
    y: float
    words: str
    size: float
    bold: bool = False
    centred: bool = True


@dataclass(frozen=True)
class Drawing:
    """A chart: its structure, and where everything of it stands."""

    structure: Structure
    part: Part
    tray: tuple[float, float] | None
    """Where the title above bodies without a line begins; None where there are none."""
    communities_on_top: bool

    @property
    def paper(self) -> str:
        """The smallest sheet on which it can be read."""
        return paper_for(self.part.width, self.part.height)

    @property
    def scale(self) -> float:
        """How much of its full size it has on that sheet."""
        return letters_on(self.paper, self.part.width, self.part.height) / NOTE

    def texts(self, one: Placed) -> Iterator[Text]:
        """Yield the lines of text of a box, in the middle of it."""
        box = self.structure.boxes[one.number]
        found = [*lines_of(box, one.width)]
        y = one.y + (one.height - sum(size * LEADING for _, size, _ in found)) / 2
        for words, size, bold in found:
            x = one.x + (PADDING if box.projects else one.width / 2)
            yield Text(x, y + size * 0.95, words, size, bold, centred=not box.projects)
            y += size * LEADING


def drawn(structure: Structure, *, communities_on_top: bool = False) -> Drawing:
    """Return the drawing of a structure, the same for the same structure."""
    components = components_of(arcs_of(structure))
    alone = [number for number in range(len(structure.boxes)) if number not in structure.tied]
    shapely = sqrt(
        1.5 * max((len({end for arc in arcs for end in (arc.lower, arc.upper)}) for arcs in components), default=1)
    )
    likely = [most for most in _MOST_IN_A_LAYER if _LIKELY[0] <= most / shapely <= _LIKELY[1]] or _MOST_IN_A_LAYER[:1]
    in_layers = {
        tuple(one.layers for one in found): found
        for found in ([layered(structure, arcs, most) for arcs in components] for most in likely)
    }
    widths = _WIDTHS_OF_BOXES if len(structure.boxes) <= _MANY else _WIDTHS_OF_BOXES[:1]
    in_order = {one.layers: ordered(one) for found in in_layers.values() for one in found}
    tried = []
    for found, box_width in product(in_layers.values(), widths):
        parts = [part_of(structure, one, in_order[one.layers], box_width) for one in found]
        tried += [_on_a_page(structure, parts, alone, width) for width in _WIDTHS_OF_PAGES]
    return _composed(structure, min(tried, key=_price), communities_on_top=communities_on_top)


@dataclass(frozen=True)
class _Page:
    """Parts, the tray of bodies without a line last, and where each stands on a page."""

    parts: tuple[Part, ...]
    places: tuple[tuple[float, float], ...]

    @property
    def width(self) -> float:
        return max([LEAST_WIDTH, *(x + part.width for part, (x, _) in zip(self.parts, self.places, strict=True))])

    @property
    def height(self) -> float:
        """The height of all parts together."""
        return max((y + part.height for part, (_, y) in zip(self.parts, self.places, strict=True)), default=0.0)

    @property
    def whole_height(self) -> float:
        """The same with title and legend."""
        return TITLE_ROOM + self.height + LEGEND_ROOM


def _price(page: _Page) -> tuple[float, ...]:
    """Prefer a sheet on which it can be read, few crossings, a small sheet, large letters; then a sheet's shape."""
    size = page.width, page.whole_height
    paper = paper_for(*size)
    crossings = sum(part.crossings for part in page.parts)
    if paper not in EVERYDAY:
        return 2, -letters_on(LARGEST, *size), crossings
    shape = abs(log(size[0] / size[1]) - log(2) / 2)
    return 1, crossings * 2 + EVERYDAY.index(paper), -letters_on(paper, *size), shape


def _on_a_page(structure: Structure, parts: Sequence[Part], alone: Sequence[int], width: float) -> _Page:
    whole = (*parts, *([_tray(structure, alone, width)] if alone else []))
    return _Page(whole, tuple(_packed(whole, width)))


def _composed(structure: Structure, page: _Page, *, communities_on_top: bool) -> Drawing:
    """Put the parts of a page where they stand, each the other way up where communities are on top, but the tray."""
    found = []
    for part, (x, y) in zip(page.parts, page.places, strict=True):
        if communities_on_top:
            turned = part.turned() if part.ways else part
            found.append(turned.moved(x, TITLE_ROOM + page.height - y - part.height))
        else:
            found.append(part.moved(x, TITLE_ROOM + y))
    whole = Part(
        width=page.width,
        height=page.whole_height,
        boxes=tuple(box for part in found for box in part.boxes),
        ways=tuple(way for part in found for way in part.ways),
        panels=tuple(panel for part in found for panel in part.panels),
        crossings=sum(part.crossings for part in found),
    )
    trays = [(part.boxes[0].x, part.boxes[0].y - TRAY_GAP) for part in found if not part.ways]
    return Drawing(structure, whole, trays[0] if trays else None, communities_on_top)


def _tray(structure: Structure, alone: Sequence[int], widest: float) -> Part:
    """Put bodies without a line into rows below a title, those of one classification together."""
    order = sorted(alone, key=lambda one: (bool(structure.boxes[one].projects), structure.boxes[one].notes[:1], one))
    box_width = _WIDTHS_OF_BOXES[0]
    across = max(1, int((widest + TRAY_GAP) // (box_width + TRAY_GAP)))
    boxes, y = [], TRAY_TITLE_ROOM
    for start in range(0, len(order), across):
        row = order[start : start + across]
        tall = max(height_of(structure.boxes[number], box_width) for number in row)
        boxes += [
            Placed(number, place * (box_width + TRAY_GAP), y, box_width, tall) for place, number in enumerate(row)
        ]
        y += tall + TRAY_GAP
    width = min(len(order), across) * (box_width + TRAY_GAP) - TRAY_GAP
    return Part(width, y, tuple(boxes), outline=((0.0, 0.0, width, y),))


def _packed(parts: Sequence[Part], widest: float) -> list[tuple[float, float]]:
    """Return where parts stand, beside and below one another: the largest first, each as high up, then left, as can be.

    A part may stand beside the narrow layers of another (bottom-left packing of outlines). The tray comes last.
    """
    width = max([widest, *(part.width for part in parts)])
    taken: list[Area] = []
    places: dict[int, tuple[float, float]] = {}
    largest_first = sorted(
        range(len(parts)), key=lambda one: (not parts[one].ways, -parts[one].height * parts[one].width, one)
    )
    for number in largest_first:
        part = parts[number]
        lefts = {0.0, *(left + wide + PART_GAP for left, _, wide, _ in taken)}
        lefts |= {left - PART_GAP - part.width for left, _, _, _ in taken}
        tops = {0.0, *(top + tall + PART_GAP - PANEL for _, top, _, tall in taken)}
        spots = product(sorted(tops), sorted(left for left in lefts if 0 <= left <= width - part.width))
        y, x = next((y, x) for y, x in spots if not _meets(part.outline, x, y, taken))
        taken += [(left + x, top + y, wide, tall) for left, top, wide, tall in part.outline]
        places[number] = x, y
    return [places[number] for number in range(len(parts))]


def _meets(outline: Sequence[Area], x: float, y: float, taken: Sequence[Area]) -> bool:
    """Whether a part would come too near to what is taken if it were moved there."""
    return any(
        left + x < other + far + PART_GAP
        and other < left + x + wide + PART_GAP
        and top + y < above + high + PART_GAP - PANEL
        and above < top + y + tall + PART_GAP - PANEL
        for left, top, wide, tall in outline
        for other, above, far, high in taken
    )
