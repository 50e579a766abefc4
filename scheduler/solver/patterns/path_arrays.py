"""Networks end to end as flat arrays of fixed types (compressed sparse rows), as compiled searches want them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from scheduler.solver.patterns.network import Flags, Floats, Ints, Weighed
from scheduler.solver.patterns.shortest_path import layout_of


class Paths(NamedTuple):
    """Networks end to end, as compiled code wants them: `node_at[k]` to `node_at[k + 1]` are the nodes of network k.

    Parameters
    ----------
    days : int
        Of the calendar.
    node_at, layer_at, kind_at, mode_at, must_at, wanted_at : arrays of shape (networks + 1,)
        Where those of each network begin.
    open_at, cost_at : arrays of shape (networks,)
        Where its `open` and its `mode` begin.
    day, node : arrays of shape (nodes,)
        Day and cost of each.
    node_of_day : array of shape (networks, days + 1)
        The first node of each day, and behind the last day how many there are, counted within the network.
    open : array of shape (kinds times nodes of all networks,)
        Which nodes each kind of layer may be at; `kind_nodes` has the first and the end of them.
    mode : array of shape (modes times nodes of all networks,)
        Their costs in each mode.
    kind, gap_of : arrays of shape (layers,)
        Kind of each layer, counted within its network; and the row of `gap` before it, -1 before the first.
    reach : array of shape (layers, 2)
        The first and last day on which each layer can be.
    enter, leave : arrays of shape (layers,)
        What it costs that a layer is the first held, or the last; infinite where it cannot be.
    gap : array of shape (rows, days + 1)
        Costs of gaps.
    run_at : array of shape (rows + 1,)
        Where the runs of each row begin.
    run_cost, run_days : arrays of shape (runs,), (runs, 2)
        Runs of equal cost, the cheapest first, and their shortest and longest gap.
    easy, nothing, constant : arrays of shape (networks,)
        How far above its lower bound a path is sought at first; what no meeting at all costs, infinite where there
        must be one; and the constant.
    must, wanted, missed : arrays of shape (covers, 2), (covers, 2), (covers,)
        As in `Weighed`.

    """

    days: int
    node_at: Ints
    layer_at: Ints
    kind_at: Ints
    mode_at: Ints
    must_at: Ints
    wanted_at: Ints
    open_at: Ints
    cost_at: Ints
    day: Ints
    node: Floats
    node_of_day: Ints
    open: Flags
    kind_nodes: Ints
    mode: Floats
    kind: Ints
    gap_of: Ints
    reach: Ints
    enter: Floats
    leave: Floats
    gap: Floats
    run_at: Ints
    run_cost: Floats
    run_days: Ints
    easy: Floats
    nothing: Floats
    constant: Floats
    must: Ints
    wanted: Ints
    missed: Floats


class Work(NamedTuple):
    """Room to work in, for one search at a time; large enough for every network of some `Paths`.

    Parameters
    ----------
    price : array of shape (kinds, modes, days)
        Least price of a meeting.
    reached : array of shape (layers, days)
        Least price of each layer's meeting with all before it, in one mode.
    trailing : array of shape (powers, days)
        Minima of the last 1, 2, 4 … days.
    before, after, step : arrays of shape (days,), (days,), (days + 1,)
        Prices of covers missed before the first and after the last meeting; and of `low`, where it rises.
    stretch : array of shape (days, 4)
        First and last day of each stretch with the same covers behind; the first day from which a meeting there may
        follow; and the row of `missed`.
    missed : array of shape (covers wanted + 1, days)
        What each day costs as the day before a stretch.
    rest : array of shape (modes, layers)
        The least that each layer and all after it can cost.
    untried : array of shape (modes,)
        1 where a mode is not searched yet.
    day : array of shape (layers,)
        Of the path found.

    """

    price: Floats
    reached: Floats
    trailing: Floats
    before: Floats
    after: Floats
    step: Ints
    stretch: Ints
    missed: Floats
    rest: Floats
    untried: Ints
    day: Ints


def paths_of(networks: Sequence[Weighed]) -> Paths:
    """Lay networks of one calendar end to end."""
    layouts = [layout_of(one) for one in networks]
    rows = np.cumsum([0, *(len(layout.gaps) for layout in layouts)])
    runs = [runs for layout in layouts for runs in layout.runs]
    kind_nodes = [
        (int(there[0]), int(there[-1]) + 1) if len(there) else (0, 0)
        for layout in layouts
        for there in map(np.flatnonzero, layout.kinds)
    ]
    wanted = [_real(one) for one in networks]
    return Paths(
        layouts[0].days,
        _starts(one.network.nodes for one in networks),
        _starts(one.network.layers for one in networks),
        _starts(len(layout.kinds) for layout in layouts),
        _starts(len(one.mode) for one in networks),
        _starts(len(one.must) for one in networks),
        _starts(len(covers) for covers, _ in wanted),
        _starts(layout.kinds.size for layout in layouts),
        _starts(one.mode.size for one in networks),
        np.concatenate([one.network.day for one in networks]),
        np.concatenate([one.node for one in networks]),
        np.stack([np.searchsorted(one.network.day, np.arange(layouts[0].days + 1)) for one in networks]),
        np.concatenate([layout.kinds.ravel() for layout in layouts]),
        np.array(kind_nodes, np.int64).reshape(-1, 2),
        np.concatenate([one.mode.ravel() for one in networks]),
        np.concatenate([layout.kind_of for layout in layouts]),
        np.concatenate(
            [
                np.append(-1, layout.gap_of + row)[: len(layout.kind_of)]
                for layout, row in zip(layouts, rows[:-1], strict=True)
            ]
        ),
        np.concatenate([_reach(one) for one in networks]),
        np.concatenate([layout.enter for layout in layouts]),
        np.concatenate([layout.leave for layout in layouts]),
        np.concatenate([layout.gaps for layout in layouts]),
        _starts(len(row) for row in runs),
        np.array([cost for row in runs for cost, _, _ in row], np.float64),
        np.array([days for row in runs for _, *days in row], np.int64).reshape(-1, 2),
        np.array([layout.easy for layout in layouts]),
        np.array([_nothing(one, missed) for one, (_, missed) in zip(networks, wanted, strict=True)]),
        np.array([one.constant + one.missed[one.wanted[:, 0] > one.wanted[:, 1]].sum() for one in networks]),
        np.concatenate([one.must for one in networks]),
        np.concatenate([covers for covers, _ in wanted]),
        np.concatenate([missed for _, missed in wanted]),
    )


def work_for(paths: Paths) -> Work:
    """Return room to work in."""
    layers, kinds, modes, wanted = (
        int(np.diff(at).max(initial=1)) for at in (paths.layer_at, paths.kind_at, paths.mode_at, paths.wanted_at)
    )
    days, powers = paths.days, paths.days.bit_length()
    return Work(
        np.empty((kinds, modes, days)),
        np.empty((layers, days)),
        np.empty((powers, days)),
        np.empty(days),
        np.empty(days),
        np.empty(days + 1, np.int64),
        np.empty((days, 4), np.int64),
        np.empty((wanted + 1, days)),
        np.empty((modes, layers)),
        np.empty(modes, np.int64),
        np.empty(layers, np.int64),
    )


def _starts(lengths: Iterable[int]) -> Ints:
    return np.cumsum([0, *lengths])


def _nothing(one: Weighed, missed: Floats) -> float:
    return np.inf if one.network.least or len(one.must) else float(one.idle.sum() + missed.sum())


def _real(one: Weighed) -> tuple[Ints, Floats]:
    """Return the covers wanted that a meeting could hold, by last day; the others cost the same whatever the year."""
    order = [i for i in np.argsort(one.wanted[:, 1], kind="stable") if one.wanted[i, 0] <= one.wanted[i, 1]]
    return one.wanted[order], one.missed[order]


def _reach(one: Weighed) -> Ints:
    """Return the first and last day of each layer that its open nodes and the least gaps leave."""
    network = one.network
    reach = np.array(
        [
            (network.day[there[0]], network.day[there[-1]]) if len(there) else (0, -1)
            for there in map(np.flatnonzero, network.open)
        ],
        np.int64,
    ).reshape(-1, 2)
    least_gap = [int(row.argmax()) for row in np.isfinite(one.gap)]
    for layer in range(1, network.layers):
        reach[layer, 0] = max(reach[layer, 0], reach[layer - 1, 0] + least_gap[layer - 1])
    for layer in reversed(range(network.least - 1)):
        reach[layer, 1] = min(reach[layer, 1], reach[layer + 1, 1] - least_gap[layer])
    return reach


def mirrored(paths: Paths) -> Paths:
    """Return one network with its days, layers and covers in the opposite order: walks of it come from the last day."""
    days, nodes = paths.days, len(paths.day)
    order = np.argsort(-paths.wanted[:, 0], kind="stable")
    day = days - 1 - paths.day[::-1]
    return paths._replace(
        day=day,
        node=paths.node[::-1].copy(),
        node_of_day=np.searchsorted(day, np.arange(days + 1))[None],
        open=paths.open.reshape(-1, nodes)[:, ::-1].ravel(),
        kind_nodes=nodes - paths.kind_nodes[:, ::-1].copy(),
        mode=paths.mode.reshape(-1, nodes)[:, ::-1].ravel(),
        kind=paths.kind[::-1].copy(),
        gap_of=np.append(paths.gap_of[:1], paths.gap_of[:0:-1]),
        reach=days - 1 - paths.reach[::-1, ::-1].copy(),
        enter=paths.leave[::-1].copy(),
        leave=paths.enter[::-1].copy(),
        must=days - 1 - paths.must[:, ::-1].copy(),
        wanted=days - 1 - paths.wanted[order, ::-1].copy(),
        missed=paths.missed[order],
    )
