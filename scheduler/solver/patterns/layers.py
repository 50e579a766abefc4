"""Layers of a network while it is being read: the days and starts of each meeting in turn, and the choices of them."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import numpy as np

from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import InTurn
from scheduler.solver.patterns.expressions import Elsewhere, Sum, Symbol
from scheduler.solver.patterns.network import Ints


class On(Symbol):
    """Whether what a record stands for is held on one of its days: `slot` is the day's number in its layer."""

    __slots__ = ("layer", "slot")

    def __init__(self, layer: "Layer", slot: int) -> None:
        self.layer, self.slot = layer, slot


class At(Symbol):
    """Whether it is held on a day from a start: `node` is their number in its layer."""

    __slots__ = ("layer", "node")

    def __init__(self, layer: "Layer", node: int) -> None:
        self.layer, self.node = layer, node


class Held(Symbol):
    """Whether a layer is held at all, or in the way of a record."""

    __slots__ = ("layer", "record")

    def __init__(self, layer: "Layer", record: "Record | None" = None) -> None:
        self.layer, self.record = layer, record


class Day(Symbol):
    """The day of a layer, counted from the calendar's first; meaningless where nothing is held."""

    __slots__ = ("layer",)

    def __init__(self, layer: "Layer") -> None:
        self.layer = layer


class Starting(Elsewhere):
    """Whether it starts then on a day, of so many starts that it may have; which of them is settled elsewhere."""

    __slots__ = ("on", "sitting", "start")

    def __init__(self, on: On, sitting: Sitting, start: int) -> None:
        self.on, self.sitting, self.start = on, sitting, start


def at_least(total: Sum) -> Sum:
    """Return a cost with the least that the starts settled elsewhere cost on each day, in place of each of them."""
    told: dict[tuple[On, Sitting], dict[int, int]] = {}
    rest = []
    for factor, symbol in total.terms:
        if isinstance(symbol, Starting) and factor > 0:
            of_start = told.setdefault((symbol.on, symbol.sitting), {})
            of_start[symbol.start] = of_start.get(symbol.start, 0) + factor
        else:
            rest.append((factor, symbol))
    for (on, sitting), of_start in told.items():
        if len(of_start) == len(sitting.starts):
            rest.append((min(of_start.values()), on))
    return Sum(total.constant, rest, len(rest)) if told else total


class Matching:
    """Choices that match so many rows to the meetings of layers that are held, each to one at most."""

    __slots__ = ("layers", "rows")

    def __init__(self, rows: int, layers: "Sequence[Layer]") -> None:
        self.rows, self.layers = rows, layers


class Matched(Symbol):
    """Whether a row is matched to the meeting of a layer."""

    __slots__ = ("column", "matching", "row")

    def __init__(self, matching: Matching, row: int, column: int) -> None:
        self.matching, self.row, self.column = matching, row, column


class Record:
    """One way of holding the meeting of a layer: its days are the layer's slots from `first_slot` on.

    Its nodes, a start of a day each, are the layer's from `first_node` on, by day, then start.
    """

    def __init__(self, layer: "Layer", way: Sitting | Gathering, first_slot: int, first_node: int) -> None:
        self.layer, self.way = layer, way
        self.days = way.days
        self.starts = way.starts if isinstance(way, Sitting) else (0,)
        self.first_slot, self.first_node = first_slot, first_node

    @cached_property
    def on(self) -> dict[date, On]:
        """The choice of each day that is not ruled out, made when first asked for; every day asked for is the same."""
        return {day: On(self.layer, slot) for slot, day in enumerate(self.days, self.first_slot)}

    @property
    def nodes(self) -> int:
        """How many nodes it has."""
        return len(self.days) * len(self.starts)


class Layer:
    """A meeting in turn: its ways, one after another, with their days (slots) and starts on them (nodes).

    Parameters
    ----------
    turn : Sitting, Turn or Gathering
        What is held.
    ways : sequence of Sitting or Gathering
        The ways of holding it: itself, but for a turn.
    first : date
        The calendar's first day.
    number : int
        Its place in the network.
    fact : bool
        Whether it is placed already.

    """

    def __init__(
        self, turn: InTurn, ways: Sequence[Sitting | Gathering], first: date, number: int = 0, *, fact: bool = False
    ) -> None:
        self.turn, self.ways, self.first, self.number, self.fact = turn, ways, first, number, fact
        self.records: list[Record] = []
        self.slots = self.nodes = 0
        for way in ways:
            record = Record(self, way, self.slots, self.nodes)
            self.records.append(record)
            self.slots += len(record.days)
            self.nodes += record.nodes

    @cached_property
    def slot_of_node(self) -> Ints:
        """The slot of each node."""
        widths = [len(record.starts) for record in self.records for _ in record.days]
        return np.repeat(np.arange(self.slots), widths)

    @cached_property
    def day_of_slot(self) -> Ints:
        """The day of each slot, counted from the calendar's first."""
        first = self.first.toordinal()
        return np.array([day.toordinal() - first for record in self.records for day in record.days], np.int64)

    @property
    def day_of_node(self) -> Ints:
        """The day of each node, counted from the calendar's first."""
        return self.day_of_slot[self.slot_of_node]

    @cached_property
    def open_day_list(self) -> list[int]:
        """The days that are not ruled out once all rules of its own have been asked, in order."""
        return sorted(self.open_day_numbers)

    @cached_property
    def open_day_numbers(self) -> frozenset[int]:
        """The days that are not ruled out once all rules of its own have been asked, counted from the first."""
        days = self.day_of_slot
        return frozenset(int(days[choice.slot]) for record in self.records for choice in record.on.values())

    @cached_property
    def start_of_node(self) -> Ints:
        """The start of each node, minutes after midnight."""
        starts = [start for record in self.records for _ in record.days for start in record.starts]
        return np.array(starts, np.int64)

    @property
    def closed_nodes(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Whether the day of each node is ruled out."""
        closed = np.ones(self.slots, bool)
        closed[[choice.slot for record in self.records for choice in record.on.values()]] = False
        return closed[self.slot_of_node]
