"""The network of a body or a meeting day, from what rules and wishes said of it: nodes of all layers in one list."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from scheduler.domain.one_meeting import OneMeeting
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.solver.patterns.drafts import Draft, NoYear, Stretch
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.layers import Layer
from scheduler.solver.patterns.movers import Mover
from scheduler.solver.patterns.network import Costs, Cover, Flags, Ints, Network

Sittings = tuple[Sitting, ...]
MINUTES_A_DAY = 24 * 60


def network_of(problem: Problem, mover: Mover, draft: Draft) -> Network:
    """Return the network that was drafted.

    Raises
    ------
    NotAPattern
        Where what was said cannot be held by one.

    """
    if not draft.in_order(per_period=mover.subject.cadence.per_period is not None):
        raise NotAPattern("not all that its periods ask for is owed.")
    opened = [~(closed | layer.closed_nodes) for closed, layer in zip(draft.closed, draft.layers, strict=True)]
    covers = [_cover(draft, opened, one) for one in draft.stretches]
    least = max(draft.must, default=-1) + 1
    draft.settle(opened, least)
    _tell_rows_apart(draft, opened)
    ways, way_of = _ways(mover)
    nodes = _Nodes(draft, opened, way_of)
    return Network(
        code=mover.subject.code,
        of_meeting_day=mover.of_meeting_day,
        day=nodes.day,
        start=_session_ends(problem, mover)[0] + nodes.start,
        end=_ends(problem, mover, ways, nodes),
        open=nodes.open,
        least=least,
        allowed_gap=draft.allowed_gap & (np.arange(draft.days + 1) > 0),
        costs=nodes.costs(),
        covers=tuple(one for one in covers if one is not None),
        fixed=np.array([layer.fact for layer in draft.layers], bool),
        way_of=nodes.way,
        twice_a_day=not mover.of_meeting_day and _twice_a_day(draft, opened),
        ways=ways,
    )


class _Nodes:
    """The open nodes of all layers in one list: by day, then start, then way.

    Two layers share a node where it costs the same in both; facts have nodes of their own.
    """

    def __init__(self, draft: Draft, opened: Sequence[Flags], way_of: Sequence[Ints]) -> None:
        self.draft = draft
        self.at = [np.flatnonzero(one) for one in opened]
        """Of each layer, its nodes that are open."""
        self.layer_of = np.repeat(np.arange(len(opened)), [len(one) for one in self.at])
        pairs = list(zip(draft.layers, self.at, strict=True))
        self.days = np.concatenate([layer.day_of_node[at] for layer, at in pairs])
        self.starts = np.concatenate([layer.start_of_node[at] for layer, at in pairs])
        self.ways = np.concatenate([ways[at] for ways, at in zip(way_of, self.at, strict=True)])
        self._merge([int(layer.fact) for layer in draft.layers])
        if not self._agree():
            vectors = [self._prices(number) for number in range(len(self.at))]
            numbered = {one: number for number, one in enumerate(dict.fromkeys(vectors))}
            self._merge([numbered[one] for one in vectors])

    def _merge(self, kinds: Sequence[int]) -> None:
        """Make one node of those of all layers that are of one day, start, way and kind of layer."""
        kind_of = np.array(kinds, np.int64)[self.layer_of]
        key = ((self.days * MINUTES_A_DAY + self.starts) * (1 + self.ways.max(initial=0)) + self.ways) * (
            1 + kind_of.max(initial=0)
        ) + kind_of
        _, self.first, self.node = np.unique(key, return_index=True, return_inverse=True)

    def _prices(self, number: int) -> bytes:
        """Return the nodes of a layer and all that they cost, to be compared."""
        layer = self.draft.layers[number]
        found = [bytes([layer.fact]), layer.day_of_node.tobytes(), layer.start_of_node.tobytes()]
        for tier in self.draft.tiers.values():
            mode = tier.mode[number]
            found += [tier.node[number][:-1].tobytes(), b"" if mode is None else mode.tobytes()]
        return b"".join(found)

    def _agree(self) -> bool:
        """Whether each node costs the same in all layers that share it."""
        for tier in self.draft.tiers.values():
            for units in (self._node_units(tier.node), *self._mode_units(tier.mode)):
                if (units[self.first][self.node] != units).any():
                    return False
        return True

    def _node_units(self, of_layers: Sequence[Ints]) -> Ints:
        return np.concatenate([units[at] for units, at in zip(of_layers, self.at, strict=True)])

    def _mode_units(self, of_layers: Sequence[Ints | None]) -> Ints:
        """Return the units with each usual choice (rows), at the nodes of all layers one after another."""
        modes = max((len(units) for units in of_layers if units is not None), default=1)
        parts = [
            np.zeros((modes, len(at)), np.int64) if units is None else units[:, at]
            for units, at in zip(of_layers, self.at, strict=True)
        ]
        return np.concatenate(parts, axis=1)

    @property
    def day(self) -> Ints:
        """The day of each node, counted from the calendar's first."""
        return self.days[self.first]

    @property
    def start(self) -> Ints:
        """The start of each node."""
        return self.starts[self.first]

    @property
    def way(self) -> Ints:
        """The way of each node."""
        return self.ways[self.first]

    @property
    def open(self) -> Flags:
        """Which nodes each layer may be at."""
        found = np.zeros((len(self.at), len(self.first)), bool)
        found[self.layer_of, self.node] = True
        return found

    def costs(self) -> dict[str, Costs]:
        """Return what years cost, tier by tier, where they cost anything."""
        found = {}
        for name, tier in self.draft.tiers.items():
            costs = Costs(
                self._node_units(tier.node)[self.first],
                self._mode_units(tier.mode)[:, self.first],
                tier.gap,
                np.array([units[-1] for units in tier.node], np.int64),
                tier.constant,
            )
            arrays = (costs.node, costs.mode, costs.gap, costs.idle)
            if tier.constant or any(units.any() for units in arrays) or name in self.draft.tiers_of_stretches:
                found[name] = costs
        return found


def _ways(mover: Mover) -> tuple[tuple[Sittings, ...], list[Ints]]:
    """Return the ways of holding a meeting, first as no row says otherwise, and that of each layer's nodes."""
    sittings: dict[tuple[object, ...], Sittings] = {}
    for layer in sorted(mover.layers, key=lambda layer: layer.fact):
        for way in layer.ways:
            if not layer.fact or not sittings:
                sittings.setdefault(_kind(mover, way), _held(mover, way))
    ordered = sorted(sittings, key=lambda key: any(one.ones for one in sittings[key]))
    number_of = {key: number for number, key in enumerate(ordered)}
    way_of = []
    for layer in mover.layers:
        numbers = [0 if layer.fact else number_of[_kind(mover, way)] for way in layer.ways]
        way_of.append(np.repeat(np.array(numbers, np.int64), [record.nodes for record in layer.records]))
    return tuple(sittings[key] for key in ordered), way_of


def _tell_rows_apart(draft: Draft, opened: Sequence[Flags]) -> None:
    """Refuse where a row about one meeting may be about two of a year: in two layers, and not on the same day."""
    there: defaultdict[OneMeeting, dict[int, set[int]]] = defaultdict(dict)
    for layer in draft.layers:
        for record in layer.records:
            nodes = slice(record.first_node, record.first_node + record.nodes)
            days = {*layer.day_of_node[nodes][opened[layer.number][nodes]].tolist()}
            for row in record.way.ones if isinstance(record.way, Sitting) and days else ():
                there[row].setdefault(layer.number, set()).update(days)
    for of_layer in there.values():
        if len(of_layer) > 1 and len(set().union(*of_layer.values())) > 1:
            raise NotAPattern("a row about one meeting may be about several of its meetings.")


def _held(mover: Mover, way: Sitting | Gathering) -> Sittings:
    """Return the meetings that are held where a meeting, or an occurrence, is held in some way."""
    return (way,) if isinstance(way, Sitting) else mover.sittings_at.get(way, ())


def _kind(mover: Mover, way: Sitting | Gathering) -> tuple[object, ...]:
    """Return all but day and number of what is held, to be compared."""
    return tuple((one.body, one.starts, one.duration, one.ones, one.extra, one.waived) for one in _held(mover, way))


def _session_ends(problem: Problem, mover: Mover) -> tuple[int, int]:
    """Return when a meeting day's first session starts and its last one ends; nothing, 0 and 0, for a body."""
    sessions = [one for one in problem.sessions.values() if mover.of_meeting_day]
    theirs = [one for one in sessions if one.meeting_day == mover.subject.code]
    return min((one.start for one in theirs), default=0), max((one.end for one in theirs), default=0)


def _ends(problem: Problem, mover: Mover, ways: Sequence[Sittings], nodes: _Nodes) -> Ints:
    if mover.of_meeting_day:
        return np.full(len(nodes.day), _session_ends(problem, mover)[1], np.int64)
    return nodes.start + np.array([way[0].duration for way in ways], np.int64)[nodes.way]


def _twice_a_day(draft: Draft, opened: Sequence[Flags]) -> bool:
    """Whether two meetings that follow one another may be on one day, by what was said and by their starts."""
    starts = [layer.start_of_node[one] for layer, one in zip(draft.layers, opened, strict=True)]
    if len(np.unique(np.concatenate(starts))) == 1:
        return False
    for number in np.flatnonzero(draft.allowed_gap[:, 0]).tolist():
        one, two = draft.layers[number], draft.layers[number + 1]
        here, there = one.day_of_node[opened[number]], two.day_of_node[opened[number + 1]]
        earliest = np.full(draft.days, MINUTES_A_DAY)
        np.minimum.at(earliest, here, starts[number])
        if (earliest[there] < starts[number + 1]).any():
            return True
    return False


def _cover(draft: Draft, opened: Sequence[Flags], stretch: Stretch) -> Cover | None:
    """Return where a meeting is wanted; None where a fact is there already, or where it is a matter of no year."""
    if any(layer.fact for layer in stretch.there):
        return None
    inside = {layer: _nodes_of(layer, *there) & opened[layer.number] for layer, there in stretch.there.items()}
    days = np.concatenate([layer.day_of_node[there] for layer, there in inside.items()])
    if not len(days):
        if stretch.units is None:
            raise NoYear(stretch.sentence)
        draft.tiers[stretch.tier].constant += stretch.units
        return None
    first, last = int(days.min()), int(days.max())
    for layer in draft.layers:
        there = opened[layer.number] & (layer.day_of_node >= first) & (layer.day_of_node <= last)
        others = there & ~inside.get(layer, np.zeros(layer.nodes, bool))
        if others.any():
            if layer.fact or first < last or stretch.units is not None:
                raise NotAPattern(stretch.sentence)
            opened[layer.number][others] = False
    return Cover(first, last, stretch.tier, np.inf if stretch.units is None else stretch.units)


def _nodes_of(layer: Layer, slots: set[int], nodes: set[int]) -> Flags:
    """Return which nodes of a layer are on some slots, or are among some nodes."""
    found = np.zeros(layer.nodes, bool)
    found[sorted(nodes)] = True
    chosen = np.zeros(layer.slots, bool)
    chosen[sorted(slots)] = True
    return found | chosen[layer.slot_of_node]
