"""The best year of one network under prices: a shortest path over layers and days, once for each mode, exact.

Dynamic programming over (meeting, day), a min-plus product for each layer. What a gap costs is a step function of its
days, so that a layer is the least of a few sliding minima, one for each run of gaps of equal cost; runs that cannot be
on any path as cheap as the best are left out (the bounds of A*: Hart, Nilsson and Raphael 1968).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from scheduler.solver.patterns.network import Flags, Floats, Ints, Weighed, Year

Run = tuple[float, int, int]
"""What a gap from so many to so many days costs."""

EASY_RUNS = 5
"""Runs of gaps, the cheapest, that are tried first; their cost beyond the cheapest is the first guess of a ceiling."""


def best_year(
    weighed: Weighed, extra: Floats | None = None, windows: Ints | None = None, closed: Flags | None = None
) -> Year | None:
    """Return the cheapest year of a network, or None where it has none; of equal ones always the same.

    Parameters
    ----------
    weighed : Weighed
        The network with its tiers in one sum.
    extra : array of shape (nodes,), optional
        A further price of each node, of any sign; infinite where there may be no meeting.
    windows : array of shape (windows, 2), optional
        Stretches of days, both ends included, that must each hold a meeting: reports to be served.
    closed : array of shape (nodes,), optional
        Nodes at which there may be no meeting.

    Returns
    -------
    Year or None
        Its `cost` is the network's own, without `extra`: what was minimised is `cost + extra[year.held].sum()`.

    """
    layout, covers = layout_of(weighed), Covers.of(weighed, windows)
    if covers is None:
        return None
    node = weighed.node + weighed.mode if extra is None else weighed.node + extra + weighed.mode
    shut = ~layout.kinds if closed is None else ~layout.kinds | closed
    nodes = _Search(weighed, layout, covers, np.where(shut[:, None, :], np.inf, node)).shortest()
    return None if nodes is None else Year(nodes, cost_of(weighed, nodes))


def cost_of(weighed: Weighed, nodes: Ints) -> float:
    """Return what a year costs by itself: a node in each layer, -1 where nothing is held."""
    held = nodes[nodes >= 0]
    day = weighed.network.day[held]
    met = [(day[:, None] >= covers[:, 0]) & (day[:, None] <= covers[:, 1]) for covers in (weighed.must, weighed.wanted)]
    if not met[0].any(0).all():
        return float(np.inf)
    return float(
        weighed.constant
        + weighed.node[held].sum()
        + weighed.mode[:, held].sum(1).min()
        + weighed.gap[np.arange(len(held) - 1), np.diff(day)].sum()
        + weighed.idle[len(held) :].sum()
        + weighed.missed[~met[1].any(0)].sum()
    )


@dataclass(frozen=True, eq=False)
class Layout:
    """What stays the same of a network whatever its prices.

    Parameters
    ----------
    days : int
        Of the calendar.
    used, first : arrays of shape (days with nodes,)
        Those days, and the first node of each.
    kinds : array of shape (kinds, nodes)
        The different rows of `Network.open`; `kind_of[layer]` is each layer's.
    runs : tuple of tuple of Run
        Of the gaps before each layer but the first, rising in cost; those forbidden are left out.

    """

    days: int
    used: Ints
    first: Ints
    kinds: Flags
    kind_of: Ints
    runs: tuple[tuple[Run, ...], ...]


_layouts: WeakKeyDictionary[Weighed, Layout] = WeakKeyDictionary()


def layout_of(weighed: Weighed) -> Layout:
    """Return the layout of a network; made once for each."""
    if weighed not in _layouts:
        network = weighed.network
        used, first = np.unique(network.day, return_index=True)
        kinds, kind_of = np.unique(network.open, axis=0, return_inverse=True)
        gaps, gap_of = np.unique(weighed.gap, axis=0, return_inverse=True)
        runs = [tuple(sorted(_runs(gap))) for gap in gaps]
        _layouts[weighed] = Layout(
            network.allowed_gap.shape[1] - 1,
            used,
            first,
            kinds,
            kind_of.ravel(),
            tuple(runs[i] for i in gap_of.ravel()),
        )
    return _layouts[weighed]


def _runs(gap: Floats) -> Iterator[Run]:
    """Yield the runs of equal cost of one row of gap costs, from one day on."""
    ends = np.flatnonzero(gap[2:] != gap[1:-1]) + 2
    for first, end in zip([1, *ends.tolist()], [*ends.tolist(), len(gap)], strict=True):
        if first < end and np.isfinite(gap[first]):
            yield float(gap[first]), first, end - 1


@dataclass(frozen=True, eq=False)
class Covers:
    """What it costs to jump over stretches of days that want a meeting; infinite where there must be one.

    Parameters
    ----------
    before, after : arrays of shape (days,)
        With nothing before a meeting on that day; with nothing after it.
    never : float
        With no meeting at all.
    segments : tuple of (int, int, int, array of shape (last,) or None)
        First and last day of a stretch throughout which the same covers lie behind; the first day from which a
        meeting there may follow; and what each day before `last` costs as the day of the meeting before it.

    """

    before: Floats
    after: Floats
    never: float
    segments: tuple[tuple[int, int, int, Floats | None], ...]

    @staticmethod
    def of(weighed: Weighed, windows: Ints | None) -> "Covers | None":
        """Return the covers of a network with further windows, or None where one of them has no day at all."""
        must = weighed.must if windows is None else np.concatenate([weighed.must, windows.reshape(-1, 2)])
        covers = np.concatenate([must, weighed.wanted])
        price = np.concatenate([np.full(len(must), np.inf), weighed.missed])
        real = covers[:, 0] <= covers[:, 1]
        if not real[: len(must)].all():
            return None
        covers, price = covers[real], price[real]
        day = np.arange(weighed.network.allowed_gap.shape[1] - 1)
        before = np.where(covers[:, 1] < day[:, None], price, 0.0).sum(1)
        missed = np.where(covers[:, 0] > day[:, None], price, 0.0)
        segments: list[tuple[int, int, int, Floats | None]] = []
        first = 0
        for last in np.unique(np.append(covers[:, 1], len(day) - 1).clip(max=len(day) - 1)).tolist():
            if first <= last:
                behind = covers[:, 1] < first
                penalty = missed[:last, behind].sum(1) if behind.any() else None
                low = 0 if penalty is None else int(np.isinf(penalty).sum())  # infinite up to some day, and never after
                segments.append((first, last, low, penalty))
            first = max(first, last + 1)
        return Covers(before, missed.sum(1), float(price.sum()), tuple(segments))


@dataclass(frozen=True, eq=False)
class _Search:
    """One search for the cheapest path: what it walks over."""

    weighed: Weighed
    layout: Layout
    covers: Covers
    at_node: Floats
    """Price of a meeting by kind of layer, mode and node."""

    def shortest(self) -> Ints | None:
        """Return the node of each layer on the cheapest path, -1 where nothing is held, or None where there is none."""
        network, layout = self.weighed.network, self.layout
        unheld = np.append(np.cumsum(self.weighed.idle[::-1])[::-1], 0.0)  # from each layer on
        price = np.full((*self.at_node.shape[:2], layout.days), np.inf)
        if network.nodes:
            price[:, :, layout.used] = np.minimum.reduceat(self.at_node, layout.first, axis=2)
        rest = self._rest(price, unheld)
        easy = max((runs[min(EASY_RUNS, len(runs)) - 1][0] - runs[0][0] for runs in layout.runs if runs), default=0.0)
        ceiling = rest[0] + easy if network.layers else np.inf
        while True:
            reached = self._reached(price, rest, ceiling)
            ended = reached + self.covers.after + unheld[1:, None, None]
            ended[: max(network.least - 1, 0)] = np.inf
            best = ended.min(initial=np.inf)
            if best <= ceiling:
                break
            ceiling = best
        nothing = self.covers.never + unheld[0] if network.least == 0 else np.inf
        if nothing <= best:
            return np.full(network.layers, -1) if np.isfinite(nothing) else None
        layer, mode, day = (int(i) for i in np.unravel_index(ended.argmin(), ended.shape))
        return self._nodes(reached, layer, mode, day)

    def _rest(self, price: Floats, unheld: Floats) -> Floats:
        """Return the least that all from each layer on can cost, where that layer is held."""
        layers, least = self.weighed.network.layers, self.weighed.network.least
        rest: Floats = price.min(axis=(1, 2), initial=np.inf)[self.layout.kind_of]
        for layer in reversed(range(layers)):
            onward = unheld[layer + 1] if layer + 1 >= least else np.inf
            if layer + 1 < layers and self.layout.runs[layer]:
                onward = min(onward, self.layout.runs[layer][0][0] + rest[layer + 1])
            rest[layer] += onward
        return rest

    def _reached(self, price: Floats, rest: Floats, ceiling: float) -> Floats:
        """Return the least price of each layer's meeting on each day, with all before it, by layer, mode and day.

        Gaps that only paths dearer than the ceiling have are left out, so that what is at most the ceiling is exact.
        """
        reached = np.full((self.weighed.network.layers, *price.shape[1:]), np.inf)
        for layer, kind in enumerate(self.layout.kind_of):
            if layer == 0:
                reached[0] = price[kind] + self.covers.before
                continue
            for first, last, low, penalty in self.covers.segments:
                source = reached[layer - 1, :, low:last]
                if penalty is not None:
                    source = source + penalty[low:]
                least = source.min(initial=np.inf) + rest[layer]
                if np.isfinite(least):
                    out = reached[layer, :, first : last + 1]
                    _spread(source, self.layout.runs[layer - 1], ceiling - least, first - low, out)
            reached[layer] += price[kind]
        return reached

    def _nodes(self, reached: Floats, layer: int, mode: int, day: int) -> Ints:
        """Return the nodes of the path whose last meeting is that layer's on that day."""
        network = self.weighed.network
        nodes = np.full(network.layers, -1)
        while True:
            first, end = np.searchsorted(network.day, [day, day + 1])
            nodes[layer] = first + self.at_node[self.layout.kind_of[layer], mode, first:end].argmin()
            if layer == 0:
                return nodes
            before = reached[layer - 1, mode, :day] + self.weighed.gap[layer - 1, day:0:-1]
            penalty = next(segment[3] for segment in self.covers.segments if segment[0] <= day <= segment[1])
            layer, day = layer - 1, int((before if penalty is None else before + penalty[:day]).argmin())


def _spread(source: Floats, runs: tuple[Run, ...], dearest: float, first: int, out: Floats) -> None:
    """Lower `out` to the least of days before plus gap, over runs of gaps of equal cost, each a sliding minimum.

    Parameters
    ----------
    source : array of shape (modes, days)
        Of the meeting before, counted from some day on.
    runs : tuple of Run
        Rising in cost.
    dearest : float
        The most that a gap may cost.
    first : int
        Which day of the source's count is the first of `out`.
    out : array of shape (modes, days)
        Changed in place.

    """
    last, least_of = first + out.shape[1] - 1, {1: source}  # trailing minima of so many days
    for cost, shortest, longest in runs:
        if cost > dearest:
            return
        start = max(first, shortest)
        if start <= last:
            least = _trailing_minimum(least_of, min(longest - shortest + 1, source.shape[1]))
            part = out[:, start - first :]
            np.minimum(part, least[:, start - shortest : last - shortest + 1] + cost, out=part)


def _trailing_minimum(least_of: dict[int, Floats], length: int) -> Floats:
    """Return the minimum of each day and the `length - 1` before it, from those of powers of two."""
    if length not in least_of:
        half = 1 << (length - 1).bit_length() - 1
        least = _trailing_minimum(least_of, half)
        longer = least.copy()
        shift = length - half
        np.minimum(longer[:, shift:], least[:, :-shift], out=longer[:, shift:])
        least_of[length] = longer
    return least_of[length]
