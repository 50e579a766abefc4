"""Who reports to whom, by days: read off what rules demand of two bodies, one of which reports to the other.

Of meetings that are alike the first and the last are shown, and what is said of them has to be the same: then it is the
same of all between them. Of the first of all other things may be said than of those after it, so that the second is
shown as well.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from operator import is_

import numpy as np

from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import InTurn, Placed
from scheduler.solver.patterns.drafts import Draft
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import YES, Elsewhere, Not, Settled, Symbol
from scheduler.solver.patterns.layers import At, Layer, On
from scheduler.solver.patterns.movers import Mover
from scheduler.solver.patterns.network import Report
from scheduler.solver.patterns.statements import Cast, Demand
from scheduler.solver.patterns.values import involved

Likeness = Callable[[InTurn], object]


def cast_of_lines(movers: Sequence[Mover], standing: Mapping[Sitting, bool], likeness: Likeness) -> Cast:
    """Return the meetings that stand for all: the first, of those that are alike the ends, and every fact."""
    shown = [layer for mover in movers for layer in _shown(mover, likeness)]
    ways = dict.fromkeys(way for layer in shown for way in layer.ways)
    theirs = [
        one
        for mover in movers
        for one in mover.cast.sittings
        if one in ways or one.gathering in ways or one in mover.cast.standing
    ]
    settled: dict[Placed, bool] = dict(standing.items())
    for mover in movers:
        settled |= mover.cast.standing
    gatherings = [way for way in ways if isinstance(way, Gathering)]
    return Cast([*theirs, *standing], gatherings, {layer.turn: layer for layer in shown}, standing=settled)


def _shown(mover: Mover, likeness: Likeness) -> Iterator[Layer]:
    alike: defaultdict[object, list[Layer]] = defaultdict(list)
    for layer in mover.layers:
        alike[layer.number if layer.fact else tuple(map(likeness, layer.ways))].append(layer)
    ends = {end for some in alike.values() for end in (*some[: 1 if some[0].number else 2], some[-1])}
    return (layer for layer in mover.layers if layer in ends)


@dataclass(frozen=True)
class Asked:
    """What a meeting of a receiver asks for: one of a network, on any of so many days from first to last.

    `same_day` is whether the receiver's own day, which is not among them, may do too.
    """

    feeder: int
    choices: int
    first: int
    last: int
    same_day: bool

    @property
    def never(self) -> bool:
        """Whether no day of the feeder would ever do."""
        return not self.choices and not self.same_day

    @property
    def others(self) -> tuple[int, int, int]:
        """What it asks for, the receiver's own day aside."""
        return self.choices, self.first, self.last


BEFORE_ALL = -1
"""A day that is none of the calendar's."""
A_NETWORK = 2**20
"""What the days of two networks lie apart, where network and day are one number."""
NOBODY = Asked(-1, 0, 1, 0, same_day=False)


@dataclass
class Line:
    """What was said of one receiver and its feeder, for each layer and day of the receiver."""

    receiver: int
    sentence: str
    asked: dict[Layer, dict[int, Asked]] = field(default_factory=dict)
    feeders: set[int] = field(default_factory=set)
    strange: bool = False
    """Whether something else was said than that a receiver's meeting asks for one of its feeder on some days."""


class Lines:
    """What rules say of the meetings that stand for all."""

    def __init__(self, movers: Sequence[Mover], cast: Cast) -> None:
        self.network_of = {layer: number for number, mover in enumerate(movers) for layer in mover.layers}
        self.shown: defaultdict[int, list[Layer]] = defaultdict(list)
        self._place_of: dict[int, int] = {}
        """The network and the day of a choice, in one number, by its identity: choices live as long as their layers."""
        for layer in cast.layers.values():
            days = (layer.day_of_slot + A_NETWORK * self.network_of[layer]).tolist()
            self.shown[self.network_of[layer]].append(layer)
            for record in layer.records:
                self._place_of.update({id(one): days[one.slot] for one in record.on.values()})
        self.found: dict[tuple[str, str], Line] = {}
        self.wanted: list[tuple[Asked, str]] = []
        """What meetings that stand ask for, and the rule's sentence."""
        self._before: tuple[int, Sequence[Symbol], Asked] = (-1, (), NOBODY)

    def hear(self, said: Demand) -> None:
        """Take in what a rule demands; what starts settled elsewhere may meet is left to whoever settles them."""
        kinds = list(map(type, said.literals))
        known = set(kinds)
        key = said.reason.rule, said.reason.subject
        if said.relation is not None:
            networks = [self.network_of[layer] for layer in involved(*said.expressions)[0]]
            if networks:
                self.found.setdefault(key, Line(networks[0], said.reason.message)).strange = True
            return
        if self._left_open(said, known):
            return
        if kinds.count(Not) == 1 and known <= {Not, On, At, Settled}:
            place = kinds.index(Not)
            here = said.literals[place].literal  # type: ignore[attr-defined]
            if isinstance(here, On | At):
                line = self.found.setdefault(key, Line(self.network_of[here.layer], said.reason.message))
                self._hear(line, here, [*said.literals[:place], *said.literals[place + 1 :]])
                return
        if known <= {On, At, Settled}:
            asked = self._asked(BEFORE_ALL, said.literals)
            self.wanted += [(asked, said.reason.message)] if asked.feeder != NOBODY.feeder else []
            return
        networks = [self.network_of[layer] for layer in involved(*said.expressions)[0]]
        if not networks:  # of a start within a session alone, on a day on which nobody could report before it
            return
        line = self.found.setdefault(key, Line(networks[0], said.reason.message))
        line.strange = True

    @property
    def strange(self) -> frozenset[tuple[str, str]]:
        """The rule and subject of each line of which something else was said than that one reports to the other."""
        return frozenset(key for key, line in self.found.items() if line.strange)

    @staticmethod
    def _left_open(said: Demand, kinds: AbstractSet[type]) -> bool:
        """Whether nothing is demanded of dates: where one of the choices is settled, or may be settled elsewhere."""
        settled = Settled in kinds and any(one is YES for one in said.literals)
        return settled or any(issubclass(kind, Elsewhere) for kind in kinds)

    def _hear(self, line: Line, here: On | At, feeders: Sequence[Symbol]) -> None:
        """Take in that a receiver's meeting asks for one of its feeder."""
        receiver, day = divmod(self._place(here), A_NETWORK)
        asked = self._asked(day, feeders)
        if asked.feeder == receiver and asked.same_day:
            there = (one for one in feeders if isinstance(one, On | At) and one.layer is here.layer)
            if any(self._place(one) % A_NETWORK == day for one in there):
                return
        line.feeders |= {asked.feeder} - {NOBODY.feeder}
        told = line.asked.setdefault(here.layer, {})
        before = told.setdefault(day, asked)
        if before != asked:  # another start of the receiver, by which a feeder may, or may not, have met that day
            told[day] = asked if asked.same_day else before
            line.strange |= before.others != asked.others
        line.strange |= receiver != line.receiver or len(line.feeders) > 1

    def _place(self, choice: On | At) -> int:
        place = self._place_of.get(id(choice))
        if place is None:
            layer = choice.layer
            slot = choice.slot if isinstance(choice, On) else layer.slot_of_node[choice.node]
            place = self.network_of[layer] * A_NETWORK + int(layer.day_of_slot[slot])
        return place

    def _asked(self, day: int, feeders: Sequence[Symbol]) -> Asked:
        """Return what a meeting on a day asks for; mostly the same as the one asked for before."""
        same, before, asked = self._before
        if same == day and len(before) == len(feeders) and all(map(is_, before, feeders)):
            return asked
        places = list(map(self._place_of.get, map(id, feeders)))
        if None in places:
            places = [self._place(one) for one in feeders if isinstance(one, On | At)]
        asked = _asked_for(day, places)  # type: ignore[arg-type]
        self._before = day, feeders, asked
        return asked


def _asked_for(day: int, places: Sequence[int]) -> Asked:
    feeder = min(places, default=NOBODY.feeder * A_NETWORK) // A_NETWORK
    if max(places, default=0) // A_NETWORK > max(feeder, 0):
        return replace(NOBODY, choices=-1)
    own = feeder * A_NETWORK + day if day != BEFORE_ALL else BEFORE_ALL
    others = [place for place in places if place != own] if own in places else places
    if not others:
        return replace(NOBODY, feeder=feeder, same_day=bool(places))
    first, last = min(others) % A_NETWORK, max(others) % A_NETWORK
    return Asked(feeder, len(others), first, last, same_day=len(others) < len(places))


def report_of(
    line: Line, shown: Mapping[int, Sequence[Layer]], drafts: Mapping[int, Draft], days: int
) -> Report | None:
    """Return a line by days; where no day of the feeder would ever do, those of the receiver are closed.

    Raises
    ------
    NotAPattern
        Where not all meetings that are alike are told the same, or the days of a feeder are no stretch.

    """
    feeder = max(line.feeders, default=NOBODY.feeder)
    asked, first, last = np.zeros(days, bool), np.zeros(days, np.int64), np.full(days, -1, np.int64)
    latest = last.copy()
    for day, one, but in _of_each_day(line, shown[line.receiver]):
        if one.never:
            drafts[line.receiver].close(day, but=but)
        if but is not None:
            continue
        if not _is_stretch(one, shown.get(feeder, ()), day):
            raise NotAPattern(line.sentence)
        asked[day], first[day], last[day] = True, one.first, one.last
        latest[day] = day if one.same_day else one.last
    if feeder == NOBODY.feeder or not asked.any():
        return None
    return Report(feeder, line.receiver, first, last, asked, latest)


def _of_each_day(line: Line, receivers: Sequence[Layer]) -> Iterator[tuple[int, Asked, Layer | None]]:
    """Yield what is asked on each day, which has to be the same of all layers of the receiver that have the day.

    On a day that is closed to all layers but the first, that one is yielded too.
    """
    open_days = {layer: layer.open_day_numbers for layer in receivers if not layer.fact}
    for day in sorted({day for told in line.asked.values() for day in told}):
        of_layer = {layer: line.asked.get(layer, {}).get(day) for layer, there in open_days.items() if day in there}
        free = [layer for layer, asked in of_layer.items() if asked is None]
        told = {*of_layer.values()} - {None}
        asked = next(iter(line.asked[layer][day] for layer in line.asked if day in line.asked[layer]))
        if len(told) != 1 or (free and not (asked.never and [layer.number for layer in free] == [0])):
            raise NotAPattern(line.sentence)
        yield day, asked, next(iter(free), None)


def want(asked: Asked, sentence: str, shown: Mapping[int, Sequence[Layer]], draft: Draft) -> None:
    """Let a feeder meet where a meeting that stands asks for one of it.

    Raises
    ------
    NotAPattern
        Where those days are no stretch.

    """
    if not _is_stretch(asked, shown[asked.feeder], BEFORE_ALL):
        raise NotAPattern(sentence)
    draft.want(asked.first, asked.last, sentence)


def _is_stretch(asked: Asked, feeders: Sequence[Layer], day: int) -> bool:
    """Whether a feeder is asked for on all days from first to last on which it may meet, the receiver's own aside."""
    return asked.choices == sum(_open_days(layer, asked, day) for layer in feeders)


def _open_days(layer: Layer, asked: Asked, day: int) -> int:
    """Return how many days of a feeder lie where a receiver asks for one of its meetings, its own day aside."""
    days = layer.open_day_list
    inside = bisect_right(days, asked.last) - bisect_left(days, asked.first)
    return max(0, inside - (asked.first <= day <= asked.last and day in layer.open_day_numbers))
