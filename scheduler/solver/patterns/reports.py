"""Who reports to whom, by days: read off what rules demand of two bodies, one of which reports to the other.

Of meetings that are alike the first and the last are shown, and what is said of them has to be the same: then it is the
same of all between them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import InTurn
from scheduler.solver.patterns.drafts import Draft
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import At, Not, On, Symbol
from scheduler.solver.patterns.layers import Layer
from scheduler.solver.patterns.movers import Mover
from scheduler.solver.patterns.network import Report
from scheduler.solver.patterns.statements import Cast, Demand
from scheduler.solver.patterns.values import involved

Likeness = Callable[[InTurn], object]


def cast_of_lines(movers: Sequence[Mover], standing: Sequence[Sitting], likeness: Likeness) -> Cast:
    """Return the meetings that stand for all: of those that are alike the first and the last, and every fact."""
    shown = [layer for mover in movers for layer in _shown(mover, likeness)]
    ways = dict.fromkeys(way for layer in shown for way in layer.ways)
    theirs = [
        one
        for mover in movers
        for one in mover.cast.sittings
        if one in ways or one.gathering in ways or one in mover.cast.standing
    ]
    settled = frozenset((*standing, *(one for mover in movers for one in mover.cast.standing)))
    gatherings = [way for way in ways if isinstance(way, Gathering)]
    return Cast([*theirs, *standing], gatherings, {layer.turn: layer for layer in shown}, standing=settled)


def _shown(mover: Mover, likeness: Likeness) -> Iterator[Layer]:
    alike: defaultdict[object, list[Layer]] = defaultdict(list)
    for layer in mover.layers:
        alike[layer.number if layer.fact else tuple(map(likeness, layer.ways))].append(layer)
    ends = {end for some in alike.values() for end in (some[0], some[-1])}
    return (layer for layer in mover.layers if layer in ends)


@dataclass
class Line:
    """What was said of one receiver and its feeder: for each layer and day of the receiver, days of feeder's layers."""

    receiver: int
    sentence: str
    feeder: int = -1
    """-1 where the feeder never meets."""
    served: dict[Layer, dict[int, dict[Layer, frozenset[int]]]] = field(default_factory=dict)
    """Days on which the feeder may meet, the receiver's own aside; by the receiver's layer and day, and its own."""
    same_day: set[int] = field(default_factory=set)
    """The days on which a feeder may meet on the receiver's own day."""
    strange: bool = False
    """Whether something else was said than that a receiver's meeting asks for one of its feeder on some days."""

    def hear(self, here: On | At, feeders: Sequence[Symbol], number_of: Mapping[Layer, int]) -> None:
        """Take in that a receiver's meeting asks for one of some choices of its feeder."""
        day = _day(here)
        served: defaultdict[Layer, set[int]] = defaultdict(set)
        for one in feeders:
            if not isinstance(one, On | At):
                self.strange = True
                return
            served[one.layer].add(_day(one))
        if day in served.get(here.layer, ()):
            return
        networks = {number_of[layer] for layer in served}
        self.feeder = max(self.feeder, *networks, -1)
        self.same_day |= {day for there in served.values() if day in there}
        others = {layer: frozenset(there - {day}) for layer, there in served.items()}
        before = self.served.setdefault(here.layer, {}).setdefault(day, others)
        self.strange |= bool(networks - {self.feeder}) or number_of[here.layer] != self.receiver or before != others


def lines_of(movers: Sequence[Mover], heard: Sequence[Demand]) -> list[Line]:
    """Return what was said, line by line; what starts settled elsewhere may meet is left to whoever settles them."""
    number_of = {layer: number for number, mover in enumerate(movers) for layer in mover.layers}
    found: dict[tuple[str, str], Line] = {}
    for said in heard:
        layers, _, elsewhere = involved(*said.expressions)
        if elsewhere:
            continue
        receivers = [one.literal for one in said.literals if isinstance(one, Not)]
        here = receivers[0] if len(receivers) == 1 else None
        of_whom = here.layer if isinstance(here, On | At) else next(iter(layers))
        line = found.setdefault((said.reason.rule, said.reason.subject), Line(number_of[of_whom], said.reason.message))
        if said.relation is None and isinstance(here, On | At):
            line.hear(here, [one for one in said.literals if not isinstance(one, Not)], number_of)
        else:
            line.strange = True
            line.feeder = max(
                line.feeder, *(number_of[layer] for layer in layers if number_of[layer] != line.receiver), -1
            )
    return list(found.values())


def _day(choice: On | At) -> int:
    days = choice.layer.day_of_slot
    slot = choice.slot if isinstance(choice, On) else choice.layer.slot_of_node[choice.node]
    return int(days[slot])


def report_of(line: Line, drafts: Mapping[int, Draft], days: int) -> Report | None:
    """Return a line by days; where no day of the feeder would ever do, those of the receiver are closed.

    Raises
    ------
    NotAPattern
        Where not all meetings that are alike are told the same, or the days of a feeder are no stretch.

    """
    if line.strange:
        raise NotAPattern(line.sentence)
    receiver = drafts[line.receiver]
    feeder = drafts.get(line.feeder)
    asked, first, last = np.zeros(days, bool), np.zeros(days, np.int64), np.full(days, -1, np.int64)
    for day, served in _of_each_day(line):
        asked[day] = True
        there = sorted(set().union(*served.values()))
        if not there and day not in line.same_day:
            receiver.close(day)
        if not there:
            first[day], last[day] = 1, 0
            continue
        first[day], last[day] = there[0], there[-1]
        if feeder is None or not _is_stretch(feeder, served, there[0], there[-1], day):
            raise NotAPattern(line.sentence)
    if feeder is None or not asked.any():
        return None
    latest = last.copy()
    on_the_day = sorted(line.same_day)
    latest[on_the_day] = on_the_day
    return Report(line.feeder, line.receiver, first, last, asked, latest)


def _of_each_day(line: Line) -> Iterator[tuple[int, dict[Layer, frozenset[int]]]]:
    """Yield what is asked of the receiver on each day, which has to be the same of all its layers."""
    for day in sorted({day for told in line.served.values() for day in told}):
        told = [of_layer[day] for of_layer in line.served.values() if day in of_layer]
        if any(other != told[0] for other in told):
            raise NotAPattern(line.sentence)
        yield day, told[0]


def _is_stretch(feeder: Draft, served: Mapping[Layer, frozenset[int]], first: int, last: int, day: int) -> bool:
    """Whether a feeder serves on all days from first to last on which it may meet, whichever of its meetings it is."""
    return all(
        there == {one for one in layer.open_day_numbers if first <= one <= last and one != day}
        for layer, there in served.items()
    )
