"""The ways of lines between two layers: orthogonal, in tracks (channel routing, Hashimoto and Stevens 1971).

Lines of one style to one upper end are one net: they share its port and its track, as the lines of an organisation
chart do. Nets stand in the order in which they cross least and no two verticals lie on one another, and take as few
tracks as that order allows. Lengths in the units of the drawing; y grows downwards.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from scheduler.outputs.chart.layers import Segment

Style: TypeAlias = tuple[str, bool]
Key: TypeAlias = tuple[int, Style]

PORTS_APART, LEAST_APART, CORNER = 14.0, 6.0, 10.0
"""Between two ports of a box; between two that were moved; and from a port to the corner of its box, at least."""
NEARLY_STRAIGHT = 24.0
TOUCHING = 4.0
"""How near two verticals are taken to lie on one another."""
TRACKS_APART, MARGIN, BESIDE = 7.0, 12.0, 7.0
"""Between two tracks; above and below all of them; and between two nets on one track."""
_FORBIDDEN = 1000


@dataclass
class Net:
    """Lines of one style to one upper end: the port above, the port at each lower node, and the track."""

    key: Key
    top: float
    ends: dict[int, float] = field(default_factory=dict)
    level: int = 0

    @property
    def left(self) -> float:
        """Where its track begins."""
        return min(self.top, *self.ends.values())

    @property
    def right(self) -> float:
        """Where its track ends."""
        return max(self.top, *self.ends.values())

    @property
    def is_straight(self) -> bool:
        """Whether it needs no track."""
        return self.left == self.right


@dataclass(frozen=True)
class Channel:
    """The nets between two layers, and how high the space between these is."""

    nets: dict[Key, Net]
    height: float

    def way(self, segment: Segment, top: float) -> list[tuple[float, float]]:
        """Return the points of a segment from the port above, where the channel begins at this y, to its end."""
        net = self.nets[segment.upper, segment.style]
        end = net.ends[segment.lower]
        bottom = top + self.height
        if end == net.top:
            return [(net.top, top), (end, bottom)]
        track = bottom - MARGIN - net.level * TRACKS_APART
        return [(net.top, top), (net.top, track), (end, track), (end, bottom)]


def channel(segments: Sequence[Segment], where: Mapping[int, float], widths: Mapping[int, float]) -> Channel:
    """Return the channel of the segments between two layers.

    Parameters
    ----------
    segments : Sequence[Segment]
        The segments.
    where, widths : Mapping[int, float]
        The middle and the width of each node; a dummy has none.

    """
    nets = _with_ports(segments, where, widths)
    _straighten(nets, where, widths)
    _part(nets, where, widths)
    found = {net.key: net for net in nets}
    winding = _in_order([net for net in nets if not net.is_straight])
    levels = 0
    for place, net in enumerate(winding):
        below = [one.level + 1 for one in winding[:place] if _overlap(one, net)]
        net.level = max(below, default=0)
        levels = max(levels, net.level)
    return Channel(found, 2 * MARGIN + levels * TRACKS_APART)


def _with_ports(segments: Sequence[Segment], where: Mapping[int, float], widths: Mapping[int, float]) -> list[Net]:
    """Return the nets, each with its ports spread along the sides of its boxes in the order of what they lead to."""
    ends: defaultdict[Key, list[int]] = defaultdict(list)
    above: defaultdict[int, list[Key]] = defaultdict(list)
    for one in sorted(segments, key=lambda segment: (segment.upper, segment.style, segment.lower)):
        ends[one.upper, one.style].append(one.lower)
        above[one.lower].append((one.upper, one.style))
    below: defaultdict[int, list[Key]] = defaultdict(list)
    for key in ends:
        below[key[0]].append(key)
    nets = {}
    for node, keys in below.items():
        keys.sort(key=lambda key: (sum(where[end] for end in ends[key]) / len(ends[key]), key[1]))
        for key, port in zip(keys, _spread(where[node], widths.get(node, 0), len(keys)), strict=True):
            nets[key] = Net(key, port)
    for node, keys in above.items():
        keys.sort(key=lambda key: (nets[key].top, key[1]))
        for key, port in zip(keys, _spread(where[node], widths.get(node, 0), len(keys)), strict=True):
            nets[key].ends[node] = port
    return [nets[key] for key in sorted(nets)]


def _spread(middle: float, width: float, count: int) -> list[float]:
    """Return so many ports about the middle of a side."""
    apart = min(PORTS_APART, max(0.0, width - 2 * CORNER) / max(1, count - 1))
    return [middle + (number - (count - 1) / 2) * apart for number in range(count)]


def _straighten(nets: Sequence[Net], where: Mapping[int, float], widths: Mapping[int, float]) -> None:
    """Move ports along the sides of their boxes so that a line that is nearly straight is straight."""
    for net in nets:
        for node in sorted(net.ends, key=lambda end: (abs(net.ends[end] - net.top), end))[:1]:
            end = net.ends[node]
            if end == net.top or abs(end - net.top) > NEARLY_STRAIGHT:
                continue
            if _is_free(nets, node, net.top, (where, widths), but=net):
                net.ends[node] = net.top
            elif _is_free_below(nets, net, end, (where, widths)):
                net.top = end


Sides: TypeAlias = tuple[Mapping[int, float], Mapping[int, float]]


def _is_free(nets: Sequence[Net], node: int, port: float, sides: Sides, but: Net) -> bool:
    """Whether a port may be there on the upper side of a box."""
    others = (net.ends[node] for net in nets if net is not but and node in net.ends)
    return _is_on(node, port, sides) and all(abs(other - port) >= LEAST_APART for other in others)


def _is_free_below(nets: Sequence[Net], net: Net, port: float, sides: Sides) -> bool:
    """Whether the port of a net may be there on the lower side of its box."""
    others = (other.top for other in nets if other is not net and other.key[0] == net.key[0])
    return _is_on(net.key[0], port, sides) and all(abs(other - port) >= LEAST_APART for other in others)


def _is_on(node: int, port: float, sides: Sides) -> bool:
    where, widths = sides
    return node in widths and abs(port - where[node]) <= widths[node] / 2 - CORNER


def _part(nets: Sequence[Net], where: Mapping[int, float], widths: Mapping[int, float]) -> None:
    """Move ports below away from the ports above of other nets, so that their verticals do not lie on one another."""
    for net in nets:
        for node, end in sorted(net.ends.items()):
            if end == net.top or not _touches(nets, net, end):
                continue
            for port in (end + TOUCHING + 1, end - TOUCHING - 1):
                if _is_free(nets, node, port, (where, widths), but=net) and not _touches(nets, net, port):
                    net.ends[node] = port
                    break


def _touches(nets: Sequence[Net], net: Net, port: float) -> bool:
    return any(other is not net and abs(other.top - port) < TOUCHING for other in nets)


def _in_order(nets: list[Net]) -> list[Net]:
    """Return nets from the lowest to the highest: each is moved to its best place until that gains nothing."""
    order = list(nets)
    gained = True
    while gained:
        gained = False
        for net in nets:
            now = order.index(net)
            rest = [other for other in order if other is not net]
            price = sum(_price(net, other) for other in rest)
            prices = [price]
            for other in rest:
                price += _price(other, net) - _price(net, other)
                prices.append(price)
            best = min(range(len(prices)), key=lambda place: (prices[place], abs(place - now)))
            if prices[best] < prices[now]:
                order = [*rest[:best], net, *rest[best:]]
                gained = True
    return order


def _price(lower: Net, upper: Net) -> int:
    """Count the crossings of two nets if the first has the lower track; verticals on one another are forbidden."""
    crossed = int(upper.left < lower.top < upper.right)
    crossed += sum(lower.left < end < lower.right for end in upper.ends.values())
    touching = any(abs(lower.top - end) < TOUCHING for end in upper.ends.values())
    return crossed + _FORBIDDEN * touching


def _overlap(one: Net, other: Net) -> bool:
    """Whether two nets cannot share a track."""
    return one.left - BESIDE < other.right and other.left - BESIDE < one.right
