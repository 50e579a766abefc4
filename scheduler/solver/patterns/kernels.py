"""The shortest path of `shortest_path` compiled by numba, for large calendars: the same prices, some ten times faster.

A layer of one mode is a few sliding minima over contiguous days, from those of powers of two, which vectorise. Modes
are searched in the order of their bounds, each under the best path so far. Numba, and this file, are imported only by
what needs them: compiling takes seconds the first time, and is kept beside the code.
"""

from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from scheduler.solver.patterns.compiled import compiled, merged
from scheduler.solver.patterns.network import Flags, Floats, Ints, Weighed, Year
from scheduler.solver.patterns.path_arrays import Paths, Work, mirrored, paths_of, work_for
from scheduler.solver.patterns.shortest_path import cost_of, least_of_walks, prices_of


@merged
def _priced(paths: Paths, k: int, extra: Floats, price: Floats) -> None:
    """Fill in the least price of a meeting by kind of layer, mode and day."""
    start, nodes = paths.node_at[k], paths.node_at[k + 1] - paths.node_at[k]
    for kind in range(paths.kind_at[k + 1] - paths.kind_at[k]):
        row = paths.open_at[k] + kind * nodes
        first, end = paths.kind_nodes[paths.kind_at[k] + kind, 0], paths.kind_nodes[paths.kind_at[k] + kind, 1]
        for mode in range(paths.mode_at[k + 1] - paths.mode_at[k]):
            costs = paths.cost_at[k] + mode * nodes
            for day in range(paths.days):
                price[kind, mode, day] = np.inf
            for node in range(first, end):
                if paths.open[row + node]:
                    cost = paths.node[start + node] + extra[node] + paths.mode[costs + node]
                    day = paths.day[start + node]
                    price[kind, mode, day] = min(price[kind, mode, day], cost)


@merged
def _covered(paths: Paths, k: int, windows: Ints, work: Work) -> int:
    """Fill in what covers missed cost; return the number of stretches, -1 where a cover that must be met cannot be."""
    days, before, after, step, missed = paths.days, work.before, work.after, work.step, work.missed
    for day in range(days + 1):
        step[day] = 0
    soonest, latest = days, -1  # the last day of the first meeting, the first day of the last
    musts = paths.must_at[k + 1] - paths.must_at[k]
    for cover in range(musts + len(windows)):
        covers, at = (paths.must, paths.must_at[k] + cover) if cover < musts else (windows, cover - musts)
        first, last = max(covers[at, 0], 0), min(covers[at, 1], days - 1)
        if first > last:
            return -1
        soonest, latest = min(soonest, last), max(latest, first)
        step[last + 1] = max(step[last + 1], first)
    start, wanted = paths.wanted_at[k], paths.wanted_at[k + 1] - paths.wanted_at[k]
    for day in range(days):
        before[day] = 0.0 if day <= soonest else np.inf
        after[day] = 0.0 if day >= latest else np.inf
        missed[0, day] = 0.0
    for cover in range(wanted):
        first, last = paths.wanted[start + cover, 0], paths.wanted[start + cover, 1]
        for day in range(days):
            price = paths.missed[start + cover]
            if day > last:
                before[day] += price
            if day < first:
                after[day] += price
            else:
                price = 0.0
            missed[cover + 1, day] = missed[cover, day] + price
    stretches = behind = low = 0
    for day in range(days):
        passed = behind
        while passed < wanted and paths.wanted[start + passed, 1] < day:
            passed += 1
        if day == 0 or passed > behind or step[day] > low:
            low, behind = max(low, step[day]), passed
            work.stretch[stretches, 0], work.stretch[stretches, 2], work.stretch[stretches, 3] = day, low, behind
            stretches += 1
        work.stretch[stretches - 1, 1] = day
    return stretches


@merged
def _walked(paths: Paths, k: int, mode: int, stretches: int, ceiling: float, work: Work) -> None:
    """Fill in `work.reached` in one mode; exact for whatever costs at most the ceiling."""
    reached, rest = work.reached, work.rest[mode]
    for layer in range(paths.layer_at[k + 1] - paths.layer_at[k]):
        at = paths.layer_at[k] + layer
        low, high = paths.reach[at, 0], paths.reach[at, 1]
        enter = paths.enter[at]
        for day in range(paths.days):
            reached[layer, day] = np.inf
        if enter < np.inf:
            for day in range(low, high + 1):
                reached[layer, day] = enter + work.before[day]
        for stretch in range(stretches if layer > 0 else 0):
            first, last = max(work.stretch[stretch, 0], low), min(work.stretch[stretch, 1], high)
            soonest = max(work.stretch[stretch, 2], paths.reach[at - 1, 0])
            if first <= last and soonest < last:
                missed = work.missed[work.stretch[stretch, 3]]
                span = soonest, first, last
                room = ceiling - rest[layer], work.trailing
                _spread(paths, paths.gap_of[at], reached[layer - 1], missed, span, room, reached[layer])
        price = work.price[paths.kind[at], mode]
        for day in range(low, high + 1):
            reached[layer, day] += price[day]


@merged
def _spread(
    paths: Paths,
    row: int,
    source: Floats,
    missed: Floats,
    span: tuple[int, int, int],
    room: tuple[float, Floats],
    out: Floats,
) -> None:
    """Lower `out` from first to last day to the least of a day before, its missed covers, and the gap between.

    Parameters
    ----------
    row : int
        Of the gaps.
    source, missed, out : arrays of shape (days,)
        Prices of the meeting before; of covers missed after it; of the meeting itself, changed in place.
    span : tuple of int
        The first day of the meeting before; the first and last of the meeting itself.
    room : tuple of float and array of shape (powers, days)
        The most that the meeting before and the gap may cost; and room to work in.

    """
    soonest, first, last = span
    dearest, trailing = room
    least = np.inf
    for day in range(soonest, last):
        price = source[day] + missed[day]
        trailing[0, day] = price
        least = min(least, price)
    powers = 0
    for run in range(paths.run_at[row], paths.run_at[row + 1]):
        cost = paths.run_cost[run]
        if not least + cost <= dearest:
            break
        shortest, longest = paths.run_days[run, 0], paths.run_days[run, 1]
        start = max(first, soonest + shortest)
        if start > last:
            continue
        length = min(longest - shortest + 1, last - soonest)
        power = 0
        while 2 << power <= length:
            power += 1
        while powers < power:
            half = 1 << powers
            for day in range(soonest, min(soonest + half, last)):
                trailing[powers + 1, day] = trailing[powers, day]
            for day in range(soonest + half, last):
                one, other = trailing[powers, day], trailing[powers, day - half]
                trailing[powers + 1, day] = min(one, other)
            powers += 1
        shift = length - (1 << power)
        minimum = trailing[power]
        for day in range(start, last + 1):
            price = minimum[day - shortest] + cost
            out[day] = min(out[day], price)
        if shift > 0:
            for day in range(max(start, soonest + shortest + shift), last + 1):
                price = minimum[day - shortest - shift] + cost
                out[day] = min(out[day], price)


@merged
def _rest(paths: Paths, k: int, work: Work) -> None:
    """Fill in the least that each layer and all after it can cost, by mode."""
    layers = paths.layer_at[k + 1] - paths.layer_at[k]
    for mode in range(paths.mode_at[k + 1] - paths.mode_at[k]):
        for layer in range(layers - 1, -1, -1):
            at = paths.layer_at[k] + layer
            onward = paths.leave[at]
            if layer + 1 < layers:
                row = paths.gap_of[at + 1]
                if paths.run_at[row] < paths.run_at[row + 1]:
                    onward = min(onward, paths.run_cost[paths.run_at[row]] + work.rest[mode, layer + 1])
            least = np.inf
            price = work.price[paths.kind[at], mode]
            for day in range(paths.reach[at, 0], paths.reach[at, 1] + 1):
                least = min(least, price[day])
            work.rest[mode, layer] = least + onward


@compiled
def shortest(paths: Paths, k: int, extra: Floats, windows: Ints, work: Work, nodes: Ints) -> float:
    """Find the cheapest year of network k, and return its price without the constant; infinite where there is none.

    Parameters
    ----------
    extra : array of shape (nodes of the network or more,)
        A further price of each node; infinite where there may be no meeting.
    windows : array of shape (windows, 2)
        Stretches of days that must each hold a meeting.
    nodes : array of shape (layers or more,)
        Filled in: node of each layer, counted within the network; -1 where nothing is held, or no year is found.

    """
    layers, modes = paths.layer_at[k + 1] - paths.layer_at[k], paths.mode_at[k + 1] - paths.mode_at[k]
    for layer in range(len(nodes)):
        nodes[layer] = -1
    stretches = _covered(paths, k, windows, work)
    best = np.inf
    if stretches < 0 or layers == 0:
        return float(paths.nothing[k]) if len(windows) == 0 else best
    _priced(paths, k, extra, work.price)
    _rest(paths, k, work)
    best_mode, last_layer = -1, -1
    for mode in range(modes):
        work.untried[mode] = 1
    for _ in range(modes):
        mode = -1
        for other in range(modes):
            if work.untried[other] == 1 and (mode < 0 or work.rest[other, 0] < work.rest[mode, 0]):
                mode = other
        work.untried[mode], bound = 0, work.rest[mode, 0]
        if not bound < best:
            break
        ceiling = min(best, bound + paths.easy[k])
        while True:
            _walked(paths, k, mode, stretches, ceiling, work)
            found, layer, day = np.inf, -1, -1
            for other in range(layers):
                leave = paths.leave[paths.layer_at[k] + other]
                if leave < np.inf:
                    for there in range(paths.days):
                        price = work.reached[other, there] + work.after[there] + leave
                        if price < found:
                            found, layer, day = price, other, there
            if found <= ceiling or ceiling >= best:
                break
            ceiling = min(best, found)
        if found < best:
            best, best_mode, last_layer = found, mode, layer
            work.day[layer] = day
            _traced(paths, k, layer, stretches, work)
    if len(windows) == 0 and paths.nothing[k] <= best:
        return float(paths.nothing[k])
    start, count = paths.node_at[k], paths.node_at[k + 1] - paths.node_at[k]
    for layer in range(last_layer + 1):
        row = paths.open_at[k] + paths.kind[paths.layer_at[k] + layer] * count
        least, day = np.inf, work.day[layer]
        for node in range(paths.node_of_day[k, day], paths.node_of_day[k, day + 1]):
            price = paths.node[start + node] + extra[node] + paths.mode[paths.cost_at[k] + best_mode * count + node]
            if paths.open[row + node] and price < least:
                least, nodes[layer] = price, node
    return best


@merged
def _traced(paths: Paths, k: int, layer: int, stretches: int, work: Work) -> None:
    """Fill in the days of the path whose last meeting is that layer's, on the day filled in."""
    while layer > 0:
        at, day, stretch = paths.layer_at[k] + layer, work.day[layer], 0
        while work.stretch[stretch, 1] < day:
            stretch += 1
        missed = work.missed[work.stretch[stretch, 3]]
        least = np.inf
        for before in range(work.stretch[stretch, 2], day):
            price = work.reached[layer - 1, before] + missed[before] + paths.gap[paths.gap_of[at], day - before]
            if price < least:
                least, work.day[layer - 1] = price, before
        layer -= 1


@compiled
def walked(paths: Paths, k: int, extra: Floats, windows: Ints, work: Work, reached: Floats) -> bool:
    """Fill in the least price of each layer's meeting with all before it, by mode, layer and day; False: no year."""
    stretches = _covered(paths, k, windows, work)
    if stretches < 0:
        return False
    _priced(paths, k, extra, work.price)
    _rest(paths, k, work)
    for mode in range(paths.mode_at[k + 1] - paths.mode_at[k]):
        _walked(paths, k, mode, stretches, np.inf, work)
        for layer in range(reached.shape[1]):
            for day in range(paths.days):
                reached[mode, layer, day] = work.reached[layer, day]
    return True


@dataclass(frozen=True, eq=False)
class _Ready:
    """One network as arrays, from its first day on and from its last day back; for one search at a time."""

    paths: Paths
    back: Paths
    work: Work
    lock: Lock


_ready: WeakKeyDictionary[Weighed, _Ready] = WeakKeyDictionary()


def _ready_for(weighed: Weighed) -> _Ready:
    if weighed not in _ready:
        paths = paths_of([weighed])
        _ready[weighed] = _Ready(paths, mirrored(paths), work_for(paths), Lock())
    return _ready[weighed]


def best_year(
    weighed: Weighed, extra: Floats | None = None, windows: Ints | None = None, closed: Flags | None = None
) -> Year | None:
    """Return what `shortest_path.best_year` does, or another year of the same price."""
    ready, nodes = _ready_for(weighed), np.empty(weighed.network.layers, np.int64)
    price, asked = _asked(weighed, extra, windows, closed)
    with ready.lock:
        best = shortest(ready.paths, 0, price, asked, ready.work, nodes)
    return Year(nodes, cost_of(weighed, nodes)) if best < np.inf else None


def least_through(
    weighed: Weighed, extra: Floats | None = None, windows: Ints | None = None, closed: Flags | None = None
) -> Floats:
    """Return what `shortest_path.least_through` does."""
    ready, layers = _ready_for(weighed), weighed.network.layers
    price, asked = _asked(weighed, extra, windows, closed)
    there, back = (np.empty((len(weighed.mode), layers, ready.paths.days)) for _ in range(2))
    with ready.lock:
        found = walked(ready.paths, 0, price, asked, ready.work, there)
        asked, price = ready.paths.days - 1 - asked[:, ::-1].copy(), price[::-1].copy()
        found = found and walked(ready.back, 0, price, asked, ready.work, back)
    if not found:
        return np.full(weighed.network.nodes, np.inf)
    return least_of_walks(
        weighed, prices_of(weighed, extra, closed), there.swapaxes(0, 1), back.swapaxes(0, 1)[::-1, :, ::-1]
    )


def _asked(weighed: Weighed, extra: Floats | None, windows: Ints | None, closed: Flags | None) -> tuple[Floats, Ints]:
    """Return prices of nodes in which closed ones are infinite, and windows, both as compiled code wants them."""
    price = np.zeros(weighed.network.nodes) if extra is None else np.ascontiguousarray(extra, np.float64)
    asked = np.zeros((0, 2), np.int64) if windows is None else np.ascontiguousarray(windows, np.int64).reshape(-1, 2)
    return price if closed is None else np.where(closed, np.inf, price), asked
