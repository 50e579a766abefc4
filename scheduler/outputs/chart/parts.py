"""A connected part of a chart where it stands: boxes in rows, lines in the channels between them, panels behind.

Lengths in points at full size; y grows downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TypeAlias

from scheduler.outputs.chart.layers import Layered
from scheduler.outputs.chart.ordering import crossings
from scheduler.outputs.chart.placing import placed
from scheduler.outputs.chart.routing import channel
from scheduler.outputs.chart.structure import Box, Line, Structure
from scheduler.outputs.letters import BOLD, DIGIT, wrapped

NAME, NOTE = 9.0, 8.0
"""Sizes of letters: of a body's name, and of what stands below it."""
LEADING = 1.18
SAFETY = 0.95
"""Of a line of text, how much is used: other programs may have another Arial."""
PADDING, BOX_GAP, PANEL, DUMMY_GAP = 4.0, 12.0, 5.0, 8.0

Area: TypeAlias = tuple[float, float, float, float]
"""A rectangle: x, y, width, height."""


@dataclass(frozen=True)
class Placed:
    """A box where it stands."""

    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Way:
    """A line where it runs, from its upper end as laid out to its lower one; the arrow is at one of them."""

    line: Line
    points: tuple[tuple[float, float], ...]
    arrow_at_start: bool


@dataclass(frozen=True)
class Part:
    """Boxes, lines and panels of a drawing, or of a part of one."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    ways: tuple[Way, ...] = ()
    panels: tuple[Area, ...] = ()
    crossings: int = 0
    outline: tuple[Area, ...] = ()
    """What it takes up: a rectangle for each layer and each space between two."""

    def moved(self, x: float, y: float) -> "Part":
        """Return the part elsewhere."""
        return replace(
            self,
            boxes=tuple(replace(one, x=one.x + x, y=one.y + y) for one in self.boxes),
            ways=tuple(replace(one, points=tuple((a + x, b + y) for a, b in one.points)) for one in self.ways),
            panels=tuple((a + x, b + y, width, height) for a, b, width, height in self.panels),
        )

    def turned(self) -> "Part":
        """Return the part the other way up."""
        tall = self.height
        return replace(
            self,
            boxes=tuple(replace(one, y=tall - one.y - one.height) for one in self.boxes),
            ways=tuple(replace(one, points=tuple((a, tall - b) for a, b in one.points)) for one in self.ways),
            panels=tuple((a, tall - b - height, width, height) for a, b, width, height in self.panels),
        )


@cache
def lines_of(box: Box, width: float) -> tuple[tuple[str, float, bool], ...]:
    """Return the lines of a box's text, each with its size and whether it is bold."""
    room = (width - 2 * PADDING) * SAFETY / DIGIT
    bold = not box.projects
    names = [(words, NAME, bold) for words in wrapped(box.name, room / NAME / (BOLD if bold else 1))]
    notes = [(words, NOTE, False) for note in box.notes for words in wrapped(note, room / NOTE)]
    return (*names, *notes)


def height_of(box: Box, width: float) -> float:
    """Return how high a box is at least."""
    return 2 * PADDING + sum(size * LEADING for _, size, _ in lines_of(box, width))


def part_of(structure: Structure, found: Layered, order: Sequence[Sequence[int]], box_width: float) -> Part:
    """Return a connected part, in layers and in order, where it stands; its upper left corner is the origin."""
    panelled = {node for layer in order for node in layer if _is_panelled(structure, found, node)}

    def apart(left: int, right: int) -> float:
        dummies = sum(node >= found.boxes for node in (left, right))
        between = (BOX_GAP, DUMMY_GAP, DUMMY_GAP)[dummies]
        if found.units[left] != found.units[right]:
            between += PANEL * sum(node in panelled for node in (left, right))
        return between + box_width * (2 - dummies) / 2

    where = placed(found, order, apart)
    left = min(
        x - (box_width / 2 + (PANEL if node in panelled else 0) if node < found.boxes else 0)
        for node, x in where.items()
    )
    where = {node: round(x - left, 1) for node, x in where.items()}
    return _routed(structure, found, order, where, box_width)


def _is_panelled(structure: Structure, found: Layered, node: int) -> bool:
    return node < found.boxes and structure.boxes[node].session is not None


def _routed(
    structure: Structure, found: Layered, order: Sequence[Sequence[int]], where: dict[int, float], box_width: float
) -> Part:
    widths = {node: box_width for node in where if node < found.boxes}
    channels = [channel(sorted(between, key=repr), where, widths) for between in found.segments]
    tops, bottoms, y = [], [], PANEL
    for place, layer in enumerate(order):
        tall = max(height_of(structure.boxes[node], box_width) for node in layer if node < found.boxes)
        tops.append(y)
        bottoms.append(y + tall)
        y += tall + (channels[place].height if place < len(channels) else PANEL)
    row = {node: place for place, layer in enumerate(order) for node in layer}
    boxes = tuple(
        Placed(node, where[node] - box_width / 2, tops[row[node]], box_width, bottoms[row[node]] - tops[row[node]])
        for node in sorted(widths)
    )
    ways = []
    for line, route in found.routes.items():
        points: list[tuple[float, float]] = []
        for upper, lower in pairwise(route):
            place = row[upper]
            segment = next(
                one
                for one in found.segments[place]
                if (one.upper, one.lower, one.style[0]) == (upper, lower, line.kind)
                and one.style[1] == (line.source == route[0])
            )
            points += channels[place].way(segment, bottoms[place])
        ways.append(Way(line, _corners(points), arrow_at_start=line.target == route[0]))
    right = max(
        x + (box_width / 2 + (PANEL if _is_panelled(structure, found, node) else 0) if node < found.boxes else 0)
        for node, x in where.items()
    )
    edges = [*tops, y]
    ends = [[where[node] for node in layer] for layer in order]
    margin = box_width / 2 + PANEL
    outline = tuple(
        (min(near) - margin, top - PANEL, max(near) - min(near) + 2 * margin, below - top + PANEL)
        for near, top, below in zip(map(sorted, map(list.__add__, ends, [*ends[1:], []])), tops, edges[1:], strict=True)
    )
    panels = tuple(_panels(structure, boxes))
    return Part(right, y, boxes, tuple(ways), panels, crossings(found.segments, order), outline)


def _corners(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return a way without the points at which it goes straight on."""
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        straight = (kept[-1][0] == here[0] == after[0]) or (kept[-1][1] == here[1] == after[1])
        if here not in (before, after) and not straight:
            kept.append(here)
    return (*kept, points[-1])


def _panels(structure: Structure, boxes: Sequence[Placed]) -> Iterator[tuple[float, float, float, float]]:
    """Yield what lies behind the bodies of a session that stand side by side."""
    groups: dict[tuple[str, float], list[Placed]] = {}
    for one in boxes:
        session = structure.boxes[one.number].session
        if session is not None:
            groups.setdefault((session, one.y), []).append(one)
    for group in groups.values():
        left, right = min(one.x for one in group) - PANEL, max(one.x + one.width for one in group) + PANEL
        yield left, group[0].y - PANEL, right - left, group[0].height + 2 * PANEL
