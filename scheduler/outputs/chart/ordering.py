"""The order of the nodes in each layer, with few crossings: the third step of layered drawing.

The barycentre heuristic (Sugiyama, Tagawa and Toda 1981) sweeps down and up; each layer is then put into the best order
for its neighbours, exactly by dynamic programming over subsets where it is small, by sifting where it is not. Two small
layers are ordered exactly: every order of the smaller one is tried. Nodes of one unit stay side by side.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import permutations
from typing import TypeAlias

from scheduler.outputs.chart.layers import Layered, Segment

Layers: TypeAlias = list[list[int]]
Cost: TypeAlias = Callable[[int, int], int]
"""Crossings between the lines of two nodes, or units, if the first stands to the left of the second."""

SWEEPS, PATIENCE = 12, 4
"""At most, and in which nothing is gained before it ends."""
SMALL = 8
"""Nodes of a layer that is ordered exactly."""
TINY = 5
"""Nodes of the smaller of two layers that are ordered exactly together."""


def ordered(layered: Layered) -> Layers:
    """Return the layers in an order with few crossings; with the fewest where there are two small layers."""
    neighbours = _Neighbours(layered)
    best = _by_depth(layered)
    fewest = crossings(layered.segments, best)
    order = [list(layer) for layer in best]
    patience = PATIENCE
    for sweep in range(SWEEPS):
        if not fewest or not patience:
            break
        down = sweep % 2 == 0
        for place in range(len(order)) if down else reversed(range(len(order))):
            order[place] = neighbours.by_barycentre(order, place, down=down)
        for place in range(len(order)):
            order[place] = neighbours.best_order(order, place)
        found = crossings(layered.segments, order)
        patience -= 1
        if found < fewest:
            best, fewest, patience = [list(layer) for layer in order], found, PATIENCE
    return _two_layers(layered, neighbours, best, fewest)


def crossings(segments: Sequence[Iterable[Segment]], order: Sequence[Sequence[int]]) -> int:
    """Count the crossings between each layer and the next: pairs of segments whose ends are in opposite orders."""
    total = 0
    for place, between in enumerate(segments):
        upper = {node: position for position, node in enumerate(order[place])}
        lower = {node: position for position, node in enumerate(order[place + 1])}
        pairs = sorted((upper[one.upper], lower[one.lower]) for one in between)
        seen: list[int] = []
        for _, position in pairs:
            total += len(seen) - bisect_right(seen, position)
            insort(seen, position)
    return total


def _by_depth(layered: Layered) -> Layers:
    """Return the order in which nodes are reached, going down from the apex: what is below one node stays together.

    Long lines go on in the middle of what is below their upper end.
    """
    below: defaultdict[int, list[int]] = defaultdict(list)
    place = {node: number for number, layer in enumerate(layered.layers) for node in layer}
    for between in layered.segments:
        for one in sorted(between, key=lambda segment: (segment.lower, segment.style)):
            below[one.upper].append(one.lower)
    for node, nodes in below.items():
        boxes = [one for one in nodes if one < layered.boxes]
        half = len(boxes) // 2
        below[node] = [*boxes[:half], *(one for one in nodes if one >= layered.boxes), *boxes[half:]]
    order: Layers = [[] for _ in layered.layers]
    seen: set[int] = set()
    for start in (node for layer in layered.layers for node in layer):
        ahead = [start]
        while ahead:
            node = ahead.pop()
            if node in seen:
                continue
            seen.add(node)
            order[place[node]].append(node)
            ahead += reversed(below[node])
    return [_side_by_side(layered, layer) for layer in order]


def _side_by_side(layered: Layered, layer: Iterable[int]) -> list[int]:
    """Return a layer with each unit together, where the first of it is."""
    found: dict[int, list[int]] = {}
    for node in layer:
        found.setdefault(layered.units[node], []).append(node)
    return [node for nodes in found.values() for node in nodes]


def _two_layers(layered: Layered, neighbours: "_Neighbours", order: Layers, fewest: int) -> Layers:
    """Try every order of the smaller of two small layers, with the best of the other for each."""
    sizes = sorted(map(len, order))
    if len(order) != 2 or sizes[0] > TINY or sizes[1] > SMALL or not fewest:  # noqa: PLR2004 - two layers
        return order
    small = 0 if len(order[0]) == sizes[0] else 1
    best = order
    for tried in permutations(sorted(order[small])):
        if _side_by_side(layered, tried) != list(tried):
            continue
        both = [list(layer) for layer in order]
        both[small] = list(tried)
        both[1 - small] = neighbours.best_order(both, 1 - small)
        found = crossings(layered.segments, both)
        if found < fewest:
            best, fewest = both, found
    return best


class _Neighbours:
    """Who is tied to whom in the layers above and below."""

    def __init__(self, layered: Layered) -> None:
        self._units = layered.units
        self._above: defaultdict[int, list[int]] = defaultdict(list)
        self._below: defaultdict[int, list[int]] = defaultdict(list)
        for between in layered.segments:
            for one in sorted(between, key=lambda segment: (segment.upper, segment.lower, segment.style)):
                self._above[one.lower].append(one.upper)
                self._below[one.upper].append(one.lower)

    def by_barycentre(self, order: Layers, place: int, *, down: bool) -> list[int]:
        """Return a layer by the means of its neighbours' places in the layer above it, or below."""
        other = place - 1 if down else place + 1
        if not 0 <= other < len(order):
            return order[place]
        tied = self._above if down else self._below
        where = {node: position for position, node in enumerate(order[other])}
        now = {node: position for position, node in enumerate(order[place])}
        scale = len(order[other]) / len(order[place])

        def mean(node: int) -> float:
            near = tied[node]
            return sum(where[one] for one in near) / len(near) if near else now[node] * scale

        units: dict[int, list[int]] = {}
        for node in order[place]:
            units.setdefault(self._units[node], []).append(node)
        by_unit = sorted(units.values(), key=lambda nodes: sum(map(mean, nodes)) / len(nodes))
        return [node for nodes in by_unit for node in sorted(nodes, key=mean)]

    def best_order(self, order: Layers, place: int) -> list[int]:
        """Return a layer in the order of fewest crossings for its neighbours as they stand; exact where it is small."""
        positions = self._positions(order, place)
        cost: dict[tuple[int, int], int] = {}
        for left in order[place]:
            for right in order[place]:
                if left != right:
                    cost[left, right] = sum(
                        _inversions(ones, others)
                        for ones, others in zip(positions[left], positions[right], strict=True)
                    )
        units: dict[int, list[int]] = {}
        for node in order[place]:
            units.setdefault(self._units[node], []).append(node)

        def between(left: int, right: int) -> int:
            return sum(cost[one, other] for one in units[left] for other in units[right])

        arranged = _arranged(list(units), between)
        return [node for unit in arranged for node in _arranged(units[unit], lambda one, other: cost[one, other])]

    def _positions(self, order: Layers, place: int) -> dict[int, list[list[int]]]:
        """Return the places of each node's neighbours above and below, in order."""
        found: dict[int, list[list[int]]] = {node: [] for node in order[place]}
        for other, tied in ((place - 1, self._above), (place + 1, self._below)):
            if 0 <= other < len(order):
                where = {node: position for position, node in enumerate(order[other])}
                for node in order[place]:
                    found[node].append(sorted(where[one] for one in tied[node]))
        return found


def _inversions(left: Sequence[int], right: Sequence[int]) -> int:
    """Count the pairs in which the one on the left is greater; both are sorted."""
    return sum(bisect_left(right, position) for position in left)


def _arranged(items: list[int], cost: Cost) -> list[int]:
    """Return items in the order of least cost: exactly where there are few, else by sifting one after the other."""
    if len(items) <= 1:
        return items
    costs = [[cost(one, other) if one != other else 0 for other in items] for one in items]
    places = _exactly(costs) if len(items) <= SMALL else _sifted(costs)
    return [items[place] for place in places]


def _exactly(costs: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the order of least cost by dynamic programming over subsets; of several, the nearest to the given one."""
    count = len(costs)
    least: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for subset in range(1, 1 << count):
        options = []
        for last in range(count):
            if subset >> last & 1:
                before, places = least[subset ^ 1 << last]
                options.append((before + sum(costs[one][last] for one in places), (*places, last)))
        least.append(min(options))
    return least[-1][1]


def _sifted(costs: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return an order in which nothing is gained by moving one to another place (sifting, Rudell 1993)."""
    order = list(range(len(costs)))
    gained = True
    while gained:
        gained = False
        for item in range(len(costs)):
            now = order.index(item)
            rest = order[:now] + order[now + 1 :]
            price = sum([costs[item][other] for other in rest])
            prices = [price]
            for other in rest:
                price += costs[other][item] - costs[item][other]
                prices.append(price)
            best = min(range(len(prices)), key=lambda place: (prices[place], abs(place - now)))
            if prices[best] < prices[now]:
                order = [*rest[:best], item, *rest[best:]]
                gained = True
    return order
