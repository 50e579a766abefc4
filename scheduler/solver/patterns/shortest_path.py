"""The best year of one network under prices: a shortest path over layers and days, once for each mode, exact.

Dynamic programming over (meeting, day), a min-plus product for each layer. What a gap costs is a step function of its
days, so that a layer is the least of a few sliding minima, one for each run of gaps of equal cost; runs that cannot be
on any path as cheap as the best are left out (the bounds of A*: Hart, Nilsson and Raphael 1968).
"""

from collections.abc import Iterator, Sequence
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
    covers = covers_of(weighed, windows)
    if covers is None:
        return None
    at_node = prices_of(weighed, extra, closed)
    nodes = _shortest(weighed, Covers.of(*covers, layout_of(weighed).days), at_node)
    return None if nodes is None else Year(nodes, cost_of(weighed, nodes))


def least_through(
    weighed: Weighed, extra: Floats | None = None, windows: Ints | None = None, closed: Flags | None = None
) -> Floats:
    """Return, for each node, the least price of any year with a meeting there; infinite where there is none.

    Parameters are those of `best_year`. The sum of the walks to a meeting and back from the last; the constant and
    covers that no meeting could hold are counted in, so that the least of all is the price of the best year.
    """
    layout, covers = layout_of(weighed), covers_of(weighed, windows)
    if covers is None or not weighed.network.layers:
        return np.full(weighed.network.nodes, np.inf)
    at_node = prices_of(weighed, extra, closed)
    price, runs = by_day(layout, at_node), [layout.runs[row] for row in layout.gap_of]
    met = Covers.of(*covers, layout.days), Covers.of(layout.days - 1 - covers[0][:, ::-1], covers[1], layout.days)
    there = _Walk(price, layout.kind_of, runs, layout.enter, layout.leave, met[0])
    back = _Walk(price[..., ::-1], layout.kind_of[::-1], runs[::-1], layout.leave[::-1], layout.enter[::-1], met[1])
    reached = there.reached(there.rest(), np.inf), back.reached(back.rest(), np.inf)[::-1, :, ::-1]
    return least_of_walks(weighed, at_node, *reached)


def least_of_walks(weighed: Weighed, at_node: Floats, there: Floats, back: Floats) -> Floats:
    """Return the least price of a year through each node from walks to each day's meeting and back from the last.

    Walks are of shape (layers, modes, days), both with the price of the day itself.
    """
    layout, least = layout_of(weighed), np.full(weighed.network.nodes, np.inf)
    own = by_day(layout, at_node)[layout.kind_of]
    without = np.where(np.isfinite(own), there + back - 2 * np.where(np.isfinite(own), own, 0.0), np.inf)
    for layer, kind in enumerate(layout.kind_of):
        np.minimum(least, (without[layer][:, weighed.network.day] + at_node[kind]).min(0), out=least)
    least += weighed.constant + weighed.missed[weighed.wanted[:, 0] > weighed.wanted[:, 1]].sum()
    return least


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
    gaps : array of shape (rows, days + 1)
        The different rows of `Weighed.gap`; `gap_of[layer - 1]` is that before each layer but the first.
    runs : tuple of tuple of Run
        Of each of these rows, rising in cost; gaps that are forbidden are left out.
    enter, leave : arrays of shape (layers,)
        What it costs that a layer is the first held, or the last; infinite where it cannot be.

    """

    days: int
    used: Ints
    first: Ints
    kinds: Flags
    kind_of: Ints
    gaps: Floats
    gap_of: Ints
    runs: tuple[tuple[Run, ...], ...]
    enter: Floats
    leave: Floats

    @property
    def easy(self) -> float:
        """How far above its lower bound a path is sought at first: what the cheapest runs of gaps cost."""
        return max((runs[min(EASY_RUNS, len(runs)) - 1][0] - runs[0][0] for runs in self.runs if runs), default=0.0)


_layouts: WeakKeyDictionary[Weighed, Layout] = WeakKeyDictionary()


def layout_of(weighed: Weighed) -> Layout:
    """Return the layout of a network; made once for each."""
    if weighed not in _layouts:
        network = weighed.network
        used, first = np.unique(network.day, return_index=True)
        kinds, kind_of = np.unique(network.open, axis=0, return_inverse=True)
        gaps, gap_of = np.unique(weighed.gap, axis=0, return_inverse=True)
        layer = np.arange(network.layers)
        unheld = np.cumsum(np.append(weighed.idle, 0.0)[:0:-1])[::-1]  # by all layers after each
        _layouts[weighed] = Layout(
            network.allowed_gap.shape[1] - 1,
            used,
            first,
            kinds,
            kind_of.ravel(),
            gaps,
            gap_of.ravel(),
            tuple(tuple(sorted(_runs(gap))) for gap in gaps),
            np.where(layer == 0, 0.0, np.inf),
            np.where(layer + 1 >= network.least, unheld, np.inf),
        )
    return _layouts[weighed]


def _runs(gap: Floats) -> Iterator[Run]:
    """Yield the runs of equal cost of one row of gap costs, from one day on."""
    ends = np.flatnonzero(gap[2:] != gap[1:-1]) + 2
    for first, end in zip([1, *ends.tolist()], [*ends.tolist(), len(gap)], strict=True):
        if first < end and np.isfinite(gap[first]):
            yield float(gap[first]), first, end - 1


def prices_of(weighed: Weighed, extra: Floats | None, closed: Flags | None) -> Floats:
    """Return the price of a meeting by kind of layer, mode and node: infinite where there can be none."""
    node = weighed.node + weighed.mode if extra is None else weighed.node + extra + weighed.mode
    kinds = layout_of(weighed).kinds
    shut = ~kinds if closed is None else ~kinds | closed
    return np.where(shut[:, None, :], np.inf, node)


def by_day(layout: Layout, at_node: Floats) -> Floats:
    """Return the least price by kind of layer, mode and day."""
    price = np.full((*at_node.shape[:2], layout.days), np.inf)
    if len(layout.used):
        price[:, :, layout.used] = np.minimum.reduceat(at_node, layout.first, axis=2)
    return price


def covers_of(weighed: Weighed, windows: Ints | None) -> tuple[Ints, Floats] | None:
    """Return covers and what each costs where it holds no meeting, or None where one that must has no day at all."""
    must = weighed.must if windows is None else np.concatenate([weighed.must, windows.reshape(-1, 2)])
    covers = np.concatenate([must, weighed.wanted])
    price = np.concatenate([np.full(len(must), np.inf), weighed.missed])
    real = covers[:, 0] <= covers[:, 1]
    return (covers[real], price[real]) if real[: len(must)].all() else None


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
    def of(covers: Ints, price: Floats, days: int) -> "Covers":
        """Return the covers of a calendar of so many days, each with its price, infinite where it must be met."""
        day = np.arange(days)
        before = np.where(covers[:, 1] < day[:, None], price, 0.0).sum(1)
        missed = np.where(covers[:, 0] > day[:, None], price, 0.0)
        segments: list[tuple[int, int, int, Floats | None]] = []
        first = 0
        for last in np.unique(np.append(covers[:, 1], days - 1).clip(max=days - 1)).tolist():
            if first <= last:
                behind = covers[:, 1] < first
                penalty = missed[:last, behind].sum(1) if behind.any() else None
                low = 0 if penalty is None else int(np.isinf(penalty).sum())  # infinite up to some day, and never after
                segments.append((first, last, low, penalty))
            first = max(first, last + 1)
        return Covers(before, missed.sum(1), float(price.sum()), tuple(segments))


@dataclass(frozen=True, eq=False)
class _Walk:
    """A network walked from its first meeting to its last, or back: what the layers cost, in the order of the walk."""

    price: Floats
    """By kind of layer, mode and day."""
    kind_of: Ints
    runs: Sequence[tuple[Run, ...]]
    """Before each layer but the first."""
    enter: Floats
    leave: Floats
    covers: Covers

    def rest(self) -> Floats:
        """Return the least that all from each layer on can cost, where that layer is held."""
        rest: Floats = self.price.min(axis=(1, 2), initial=np.inf)[self.kind_of]
        for layer in reversed(range(len(rest))):
            onward = self.leave[layer]
            if layer + 1 < len(rest) and self.runs[layer]:
                onward = min(onward, self.runs[layer][0][0] + rest[layer + 1])
            rest[layer] += onward
        return rest

    def reached(self, rest: Floats, ceiling: float) -> Floats:
        """Return the least price of each layer's meeting on each day, with all before it, by layer, mode and day.

        Gaps that only paths dearer than the ceiling have are left out, so that what is at most the ceiling is exact.
        """
        reached = np.full((len(self.kind_of), *self.price.shape[1:]), np.inf)
        for layer, kind in enumerate(self.kind_of):
            if np.isfinite(self.enter[layer]):
                reached[layer] = self.enter[layer] + self.covers.before
            for first, last, low, penalty in self.covers.segments if layer else ():
                source = reached[layer - 1, :, low:last]
                if penalty is not None:
                    source = source + penalty[low:]
                least = source.min(initial=np.inf) + rest[layer]
                if np.isfinite(least):
                    out = reached[layer, :, first : last + 1]
                    _spread(source, self.runs[layer - 1], ceiling - least, first - low, out)
            reached[layer] += self.price[kind]
        return reached


def _shortest(weighed: Weighed, covers: Covers, at_node: Floats) -> Ints | None:
    """Return the node of each layer on the cheapest path, -1 where nothing is held, or None where there is none."""
    network, layout = weighed.network, layout_of(weighed)
    runs = [layout.runs[row] for row in layout.gap_of]
    walk = _Walk(by_day(layout, at_node), layout.kind_of, runs, layout.enter, layout.leave, covers)
    rest = walk.rest()
    ceiling = rest[0] + layout.easy if network.layers else np.inf
    while True:
        reached = walk.reached(rest, ceiling)
        ended = reached + covers.after + layout.leave[:, None, None]
        best = ended.min(initial=np.inf)
        if best <= ceiling:
            break
        ceiling = best
    nothing = covers.never + weighed.idle.sum() if network.least == 0 else np.inf
    if nothing <= best:
        return np.full(network.layers, -1) if np.isfinite(nothing) else None
    layer, mode, day = (int(i) for i in np.unravel_index(ended.argmin(), ended.shape))
    nodes = np.full(network.layers, -1)
    while True:  # from the last meeting back
        first, end = np.searchsorted(network.day, [day, day + 1])
        nodes[layer] = first + at_node[layout.kind_of[layer], mode, first:end].argmin()
        if layer == 0:
            return nodes
        before = reached[layer - 1, mode, :day] + weighed.gap[layer - 1, day:0:-1]
        penalty = next(segment[3] for segment in covers.segments if segment[0] <= day <= segment[1])
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
