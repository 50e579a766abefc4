"""Where the nodes of ordered layers stand across: the fourth step of layered drawing, solved to the optimum.

The sum of squared distances between the ends of all segments is least, the parts of long lines counting more (as in
Gansner, Koutsofios, North and Vo 1993), while neighbours in a layer keep apart. This convex problem is solved by block
coordinate descent: one layer after another is put exactly where its neighbours want it, which is an isotonic regression
(pool adjacent violators, Ayer et al. 1955).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf

from scheduler.outputs.chart.layers import Layered

_ROUNDS = 80
_STILL = 0.2
"""Of the unit of length: where no node moves farther in a round, all are in place."""
_WEIGHTS = (1.0, 3.0, 20.0)
"""Of a segment with no dummy, with one at an end, and with two."""


def placed(layered: Layered, order: Sequence[Sequence[int]], apart: Callable[[int, int], float]) -> dict[int, float]:
    """Return where the middle of each node is.

    Parameters
    ----------
    layered : Layered
        The layers.
    order : Sequence[Sequence[int]]
        Their nodes from left to right.
    apart : Callable[[int, int], float]
        How far the middles of two neighbours are apart at least.

    """
    pulls: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for between in layered.segments:
        for one in sorted(between, key=lambda segment: (segment.upper, segment.lower, segment.style)):
            weight = _WEIGHTS[sum(node >= layered.boxes for node in (one.lower, one.upper))]
            pulls[one.lower].append((one.upper, weight))
            pulls[one.upper].append((one.lower, weight))
    pulled = {node: sum(weight for _, weight in near) for node, near in pulls.items()}
    offsets = []
    for layer in order:
        offset = [0.0]
        for left, right in pairwise(layer):
            offset.append(offset[-1] + apart(left, right))
        offsets.append(offset)
    where = {
        node: place - offset[-1] / 2
        for layer, offset in zip(order, offsets, strict=True)
        for node, place in zip(layer, offset, strict=True)
    }
    for number in range(_ROUNDS):
        moved = 0.0
        layers = list(zip(order, offsets, strict=True))
        for layer, offset in layers if number % 2 == 0 else reversed(layers):
            wanted, weights = [], []
            for node, place in zip(layer, offset, strict=True):
                weight = pulled[node]
                wanted.append(sum([where[other] * pull for other, pull in pulls[node]]) / weight - place)
                weights.append(weight)
            for node, place, found in zip(layer, offset, isotonic(wanted, weights), strict=True):
                moved = max(moved, abs(found + place - where[node]))
                where[node] = found + place
        if moved < _STILL:
            break
    _straighten(layered, order, apart, where)
    return where


def _straighten(
    layered: Layered, order: Sequence[Sequence[int]], apart: Callable[[int, int], float], where: dict[int, float]
) -> None:
    """Put the dummies of a long line below one another as far down as their neighbours leave room for it."""
    beside: dict[int, tuple[int | None, int | None]] = {}
    for layer in order:
        for place, node in enumerate(layer):
            left = layer[place - 1] if place else None
            beside[node] = left, layer[place + 1] if place + 1 < len(layer) else None
    for route in sorted(set(layered.routes.values())):
        for end, dummies in ((route[0], route[1:-1]), (route[-1], route[-2:0:-1])):
            run: list[int] = []
            low, high, wish = -inf, inf, where[end]
            for node in dummies:
                left, right = beside[node]
                least = -inf if left is None else where[left] + apart(left, node)
                most = inf if right is None else where[right] - apart(node, right)
                if max(low, least) > min(high, most):
                    _align(run, low, high, wish, where)
                    run, low, high, wish = [], -inf, inf, where[node]
                run.append(node)
                low, high = max(low, least), min(high, most)
            _align(run, low, high, wish, where)


def _align(run: Sequence[int], low: float, high: float, wish: float, where: dict[int, float]) -> None:
    for node in run:
        where[node] = min(max(wish, low), high)


def isotonic(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return numbers that never fall, nearest to those that are wanted: least weighted squares."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(wanted, weights, strict=True):
        mean, total, count = value, weight, 1
        while pools and pools[-1][0] > mean:
            before, mass, number = pools.pop()
            mean = (mean * total + before * mass) / (total + mass)
            total, count = total + mass, count + number
        pools.append((mean, total, count))
    return [mean for mean, _, count in pools for _ in range(count)]
