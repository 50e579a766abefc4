"""Layers of a structure: the first steps of Sugiyama, Tagawa and Toda's layered drawing (1981).

Every line is turned so that it leads from a lower box to an upper one; boxes are put into layers of bounded width by
list scheduling (as Coffman and Graham's, 1972); and a line that passes layers gets a dummy node in each.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scheduler.outputs.chart.structure import ESCALATE, Line, Structure


@dataclass(frozen=True)
class Arc:
    """A line, turned so that its upper end is nearer the apex of the structure."""

    line: Line
    lower: int
    upper: int

    @property
    def is_turned(self) -> bool:
        """Whether the line leads downwards: its arrow is at the lower end."""
        return self.line.source == self.upper

    @property
    def style(self) -> tuple[str, bool]:
        """What lines that share a way have in common: their kind, and at which end the arrow is."""
        return self.line.kind, self.is_turned


@dataclass(frozen=True)
class Segment:
    """A part of a line between two neighbouring layers; lines of one style to one upper end share it."""

    lower: int
    upper: int
    style: tuple[str, bool]


@dataclass(frozen=True)
class Layered:
    """Nodes in layers, the apex first. A node below `boxes` is the box of that number, any other a dummy."""

    boxes: int
    layers: tuple[tuple[int, ...], ...]
    segments: tuple[frozenset[Segment], ...]
    """Those between each layer and the next, in no order."""
    routes: dict[Line, tuple[int, ...]]
    """The nodes that each line passes, from its upper end to its lower one."""
    units: dict[int, int]
    """Nodes that stand side by side have one number in common."""


def arcs_of(structure: Structure) -> tuple[Arc, ...]:
    """Turn the lines so that they close no circle: reports first, an escalation only where it still can.

    A line towards the communities from elsewhere (a pathway) leads down.
    """
    above: defaultdict[int, set[int]] = defaultdict(set)
    found = {}
    for line in sorted(structure.lines, key=lambda one: one.kind == ESCALATE):
        ends = structure.boxes[line.source], structure.boxes[line.target]
        down = ends[1].of_communities and not ends[0].of_communities and line.kind == ESCALATE
        lower, upper = (line.target, line.source) if down else (line.source, line.target)
        if _reaches(above, upper, lower):
            lower, upper = upper, lower
        above[lower].add(upper)
        found[line] = Arc(line, lower, upper)
    return tuple(found[line] for line in structure.lines)


def _reaches(above: dict[int, set[int]], start: int, goal: int) -> bool:
    """Whether one comes from a box to another by going up."""
    seen, ahead = {start}, [start]
    while ahead:
        node = ahead.pop()
        if node == goal:
            return True
        new = above.get(node, set()) - seen
        seen |= new
        ahead += sorted(new)
    return False


def components_of(arcs: Sequence[Arc]) -> list[list[Arc]]:
    """Return the arcs of each connected part, parts in the order of their first boxes."""
    part: dict[int, int] = {}

    def root(node: int) -> int:
        while part.setdefault(node, node) != node:
            node = part[node]
        return node

    for arc in arcs:
        ends = root(arc.lower), root(arc.upper)
        part[max(ends)] = min(ends)
    found: defaultdict[int, list[Arc]] = defaultdict(list)
    for arc in arcs:
        found[root(arc.lower)].append(arc)
    return [found[key] for key in sorted(found)]


def layered(structure: Structure, arcs: Sequence[Arc], most: int) -> Layered:
    """Return a connected part, whose lines these are, in layers of at most so many boxes; one unit always fits."""
    units = _units(structure, arcs)
    return _with_dummies(structure, arcs, _scheduled(arcs, units, most), units)


def _units(structure: Structure, arcs: Sequence[Arc]) -> dict[int, int]:
    """Return the boxes that stand side by side: those of one session, unless one is above another of them."""
    nodes = sorted({end for arc in arcs for end in (arc.lower, arc.upper)})
    units = {node: node for node in nodes}
    sessions: defaultdict[str, list[int]] = defaultdict(list)
    for node in nodes:
        session = structure.boxes[node].session
        if session is not None:
            sessions[session].append(node)
    for session in sorted(sessions):
        together = {**units, **dict.fromkeys(sessions[session], sessions[session][0])}
        if _is_without_circles(arcs, together):
            units = together
    return units


def _is_without_circles(arcs: Sequence[Arc], units: dict[int, int]) -> bool:
    above: defaultdict[int, set[int]] = defaultdict(set)
    for arc in arcs:
        lower, upper = units[arc.lower], units[arc.upper]
        if _reaches(above, upper, lower):
            return False
        above[lower].add(upper)
    return True


def _scheduled(arcs: Sequence[Arc], units: dict[int, int], most: int) -> dict[int, int]:
    """Return the layer of each box: those with the longest way down first, and no more in a layer than fit.

    A unit without anybody above goes down to what it is above of.
    """
    size: defaultdict[int, int] = defaultdict(int)
    for unit in units.values():
        size[unit] += 1
    above: dict[int, set[int]] = {unit: set() for unit in size}
    below: dict[int, set[int]] = {unit: set() for unit in size}
    for arc in arcs:
        above[units[arc.lower]].add(units[arc.upper])
        below[units[arc.upper]].add(units[arc.lower])
    height = _heights(below)
    layer: dict[int, int] = {}
    room: list[int] = []
    while len(layer) < len(size):
        ready = [unit for unit in size if unit not in layer and above[unit] <= layer.keys()]
        ready.sort(key=lambda unit: (-height[unit], _lowest_above(above, layer, unit), unit))
        room.append(most)
        for unit in ready:
            if size[unit] <= room[-1] or room[-1] == most:
                layer[unit] = len(room) - 1
                room[-1] -= size[unit]
    for unit in sorted(layer, key=lambda unit: -layer[unit]):
        lowest = min((layer[other] for other in below[unit]), default=0) - 1
        if not above[unit] and lowest > layer[unit] and room[lowest] >= size[unit]:
            room[layer[unit]] += size[unit]
            room[lowest] -= size[unit]
            layer[unit] = lowest
    used = sorted(set(layer.values()))
    return {node: used.index(layer[unit]) for node, unit in units.items()}


def _lowest_above(above: dict[int, set[int]], layer: dict[int, int], unit: int) -> tuple[int, int]:
    """Return a key by which units of one parent come together, those of the lowest first: they need no long lines."""
    return min(((-layer[other], other) for other in above[unit]), default=(0, 0))


def _heights(below: dict[int, set[int]]) -> dict[int, int]:
    """Return the length of the longest way down from each unit."""
    height: dict[int, int] = {}
    while len(height) < len(below):
        for unit in sorted(below):
            if unit not in height and below[unit] <= height.keys():
                height[unit] = 1 + max((height[other] for other in below[unit]), default=-1)
    return height


def _with_dummies(
    structure: Structure, arcs: Sequence[Arc], layer_of: dict[int, int], units: dict[int, int]
) -> Layered:
    layers: list[list[int]] = [[] for _ in range(max(layer_of.values()) + 1)]
    for node in sorted(layer_of):
        layers[layer_of[node]].append(node)
    dummies: dict[tuple[int, tuple[str, bool], int], int] = {}
    segments: list[set[Segment]] = [set() for _ in layers[1:]]
    routes = {}
    for arc in arcs:
        route = [arc.upper]
        for layer in range(layer_of[arc.upper] + 1, layer_of[arc.lower]):
            key = arc.upper, arc.style, layer
            if key not in dummies:
                dummies[key] = len(structure.boxes) + len(dummies)
                layers[layer].append(dummies[key])
            route.append(dummies[key])
        route.append(arc.lower)
        for layer, (upper, lower) in enumerate(pairwise(route), start=layer_of[arc.upper]):
            segments[layer].add(Segment(lower, upper, arc.style))
        routes[arc.line] = tuple(route)
    return Layered(
        boxes=len(structure.boxes),
        layers=tuple(map(tuple, layers)),
        segments=tuple(map(frozenset, segments)),
        routes=routes,
        units={**units, **{dummy: dummy for dummy in dummies.values()}},
    )
