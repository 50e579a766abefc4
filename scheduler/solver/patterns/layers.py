"""Layers of a network while it is being read: which days and starts each meeting in turn has left."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

import numpy as np

from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import InTurn
from scheduler.solver.patterns.network import Ints


class Record:
    """One way of holding the meeting of a layer: its days are the layer's slots from `first_slot` on.

    Its nodes, a start of a day each, are the layer's from `first_node` on, by day, then start.
    """

    def __init__(self, layer: "Layer", way: Sitting | Gathering, first_slot: int, first_node: int) -> None:
        self.layer, self.way = layer, way
        self.days = way.days
        self.starts = way.starts if isinstance(way, Sitting) else (0,)
        self.first_slot, self.first_node = first_slot, first_node
        self.place_of: Mapping[date, int] = {day: place for place, day in enumerate(way.days)}
        self.closed: set[date] = set()
        """The days that are ruled out."""

    @property
    def nodes(self) -> int:
        """How many nodes it has."""
        return len(self.days) * len(self.starts)

    @property
    def open_days(self) -> list[date]:
        """The days that are not ruled out."""
        return [day for day in self.days if day not in self.closed]


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

    @property
    def open_day_numbers(self) -> frozenset[int]:
        """The days that are not ruled out, counted from the calendar's first."""
        first = self.first.toordinal()
        return frozenset(day.toordinal() - first for record in self.records for day in record.open_days)

    @cached_property
    def start_of_node(self) -> Ints:
        """The start of each node, minutes after midnight."""
        starts = [start for record in self.records for _ in record.days for start in record.starts]
        return np.array(starts, np.int64)

    @property
    def closed_nodes(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Whether the day of each node is ruled out."""
        closed = [day in record.closed for record in self.records for day in record.days]
        return np.array(closed, bool)[self.slot_of_node]
