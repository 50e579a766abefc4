"""One network being drafted: demands close nodes and gaps, costs fall on nodes, gaps, covers and layers not held.

What was said is classified by the layers it speaks of: one, two that follow one another (by the difference of their
days), or all that can be held in a stretch of days. Anything else is no pattern, and raises `NotAPattern`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import YES, Elsewhere, Excess, Group, Operand, Relation, Sum, Symbol, summed
from scheduler.solver.patterns.layers import Day, Held, Layer, On
from scheduler.solver.patterns.network import Flags, Ints
from scheduler.solver.patterns.statements import Demand
from scheduler.solver.patterns.values import any_at, count_of, involved, value

PARTED = "it wants a meeting on some days, and not on others between them."
There = dict[Layer, tuple[set[int], set[int]]]


class NoMatterOfDates(Exception):
    """A wish whose cost falls with what is settled elsewhere: it is priced there, and not here."""


class NoYear(NotAPattern):
    """A rule is broken by every year."""


@dataclass(eq=False)
class TierDraft:
    """What years cost in one tier: `node[k]` has a column for each node of layer k and a last one for not held."""

    node: list[Ints]
    gap: Ints
    mode: list[Ints | None]
    constant: int = 0


@dataclass(frozen=True, eq=False)
class Stretch:
    """Where a meeting is wanted, at `units` in a tier where there is none; None where there must be one.

    `sentence` is why.
    """

    there: There
    sentence: str
    tier: str = ""
    units: int | None = None


@dataclass(eq=False)
class Draft:
    """A network being drafted, of so many days."""

    layers: Sequence[Layer]
    days: int
    closed: list[Flags] = field(init=False)
    must: set[int] = field(default_factory=set)
    allowed_gap: Flags = field(init=False)
    stretches: list[Stretch] = field(default_factory=list)
    tiers: dict[str, TierDraft] = field(default_factory=dict)
    group: Group | None = None

    def __post_init__(self) -> None:
        """Leave everything open."""
        self.closed = [np.zeros(layer.nodes, bool) for layer in self.layers]
        self.allowed_gap = np.ones((max(len(self.layers) - 1, 0), self.days + 1), bool)
        self.must = {layer.number for layer in self.layers if layer.fact}

    @property
    def tiers_of_stretches(self) -> set[str]:
        """The tiers in which a year costs something for a stretch of days without a meeting."""
        return {one.tier for one in self.stretches}

    def in_order(self, *, per_period: bool) -> bool:
        """Whether all that must be held comes before what may be: where each period owes its own, that is all of it."""
        return len(self.must) == len(self.layers) if per_period else True

    def close(self, day: int, *, but: Layer | None = None) -> None:
        """Let nothing be held on a day, counted from the calendar's first; in no layer but perhaps one."""
        for layer in self.layers:
            if not layer.fact and layer is not but:
                self.closed[layer.number] |= layer.day_of_node == day

    def want(self, first: int, last: int, sentence: str) -> None:
        """Let something be held from a day to another, both included, as a rule's sentence says."""
        there: There = {}
        for layer in self.layers:
            slots = np.flatnonzero((layer.day_of_slot >= first) & (layer.day_of_slot <= last))
            if len(slots):
                there[layer] = {*slots.tolist()}, set()
        self.stretches.append(Stretch(there, sentence))

    def settle(self, opened: Sequence[Flags], least: int) -> None:
        """Let no node cost less than nothing: what a meeting saves, it costs not to hold it; nothing of what is held.

        Parameters
        ----------
        opened : sequence of arrays
            Which nodes of each layer are open.
        least : int
            How many layers are held in any case.

        """
        free = [layer for layer in self.layers if not layer.fact]
        for tier in self.tiers.values():
            nodes = [tier.node[layer.number][:-1][opened[layer.number]] for layer in free]
            saved = -min((int(units.min(initial=0)) for units in nodes), default=0)
            for layer in free:
                tier.node[layer.number] += saved
            tier.constant -= saved * len(free)
            for units in tier.node[:least]:
                units[-1] = 0

    # -- demands

    def demand(self, said: Demand) -> None:
        """Let no year break what a rule demands; what is settled elsewhere, or of facts alone, is not looked at."""
        relation = said.relation
        if any(literal is YES for literal in said.literals):
            return
        layers, groups, elsewhere = involved(*said.expressions)
        if elsewhere or (layers and all(layer.fact for layer in layers)):
            return
        if groups:
            raise NotAPattern(f"it leaves a choice open. {said.reason.message}")
        if not layers:
            if not _holds(said, None)[-1]:
                raise NoYear(said.reason.message)
            return
        first, *others = layers
        if not others:
            holds = _holds(said, first)
            self.closed[first.number] |= ~holds[:-1]
            if not holds[-1]:
                self.must.add(first.number)
        elif isinstance(relation, Relation) and _days_only(relation.sum):
            self._demand_of_gap(said, relation, tuple(layers))
        else:
            self._demand_of_stretch(said)

    def _demand_of_gap(self, said: Demand, relation: Relation, layers: Sequence[Layer]) -> None:
        one = self._following(layers, said.when)
        self.allowed_gap[one.number] &= relation.holds(_over_gaps([relation.sum], one, self.days))

    def _demand_of_stretch(self, said: Demand) -> None:
        """Let something be held in a stretch of days."""
        there = any_at(said.literals) if said.relation is None else None
        if isinstance(said.relation, Relation):
            counted = count_of(said.relation.sum)
            if counted is not None:
                constant, factor, found = counted
                holds = said.relation.holds(constant + factor * np.arange(len(found) + 1))
                if holds.all():
                    return
                there = found if holds[1:].all() else None
        if there is None or not all(map(self._surely_held, said.when)):
            raise NotAPattern(said.reason.message)
        self.stretches.append(Stretch(there, said.reason.message))

    def _surely_held(self, literal: Symbol) -> bool:
        """Whether a choice is that a layer is held which is held in any case."""
        if literal is YES:
            return True
        return isinstance(literal, Held) and literal.record is None and literal.layer.number in self.must

    def _following(self, layers: Sequence[Layer], when: Sequence[Symbol]) -> Layer:
        """Return the earlier of two layers that follow one another, of which something is said where both are held."""
        one, two = sorted(layers, key=lambda layer: layer.number)
        held = [literal for literal in when if isinstance(literal, Held) and literal.record is None]
        asked = {literal.layer for literal in held}
        others = len(held) + sum(literal is YES for literal in when) < len(when)
        sure = all(layer in asked or layer.number in self.must for layer in (one, two))
        if one.number + 1 != two.number or others or not sure or not asked <= {one, two}:
            raise NotAPattern("it speaks of two meetings that need not follow one another.")
        return one

    # -- costs

    def price(self, tier: str, cost: Operand) -> None:
        """Let years cost, in a tier, what a wish counts, already weighted.

        Raises
        ------
        NoMatterOfDates
            Where it falls with what is settled elsewhere; then nothing is priced.
        NotAPattern
            Where it cannot be held by a network.

        """
        total = summed(cost)
        if any(factor < 0 and not isinstance(one, On) and involved(one)[2] for factor, one in total.terms):
            raise NoMatterOfDates
        slots: dict[Layer, list[int]] = {}
        draft = self.tier(tier)
        draft.constant += total.constant
        for factor, symbol in total.terms:
            if isinstance(symbol, On):
                layer = symbol.layer
                if layer not in slots:
                    slots[layer] = [0] * layer.slots
                slots[layer][symbol.slot] += factor
            elif not isinstance(symbol, Elsewhere):
                self._price_of(draft, tier, factor, symbol)
        for layer, units in slots.items():
            if layer.fact:
                draft.constant += sum(units)
            else:
                draft.node[layer.number][:-1] += np.array(units, np.int64)[layer.slot_of_node]

    def tier(self, name: str) -> TierDraft:
        """Return what years cost in a tier so far."""
        if name not in self.tiers:
            node = [np.zeros(layer.nodes + 1, np.int64) for layer in self.layers]
            gap = np.zeros(self.allowed_gap.shape, np.int64)
            self.tiers[name] = TierDraft(node, gap, [None] * len(self.layers))
        return self.tiers[name]

    def _price_of(self, draft: TierDraft, tier: str, factor: int, symbol: Symbol) -> None:
        layers, groups, _ = involved(symbol)
        if len(groups) > 1 or (self.group is not None and groups and self.group not in groups):
            raise NotAPattern("it has more than one usual choice.")
        self.group = next(iter(groups), self.group)
        if not layers:
            units = factor * value(symbol, None, self.group)[:, -1]
            if (units != units[0]).any():
                raise NotAPattern("it prices a usual choice by itself.")
            draft.constant += int(units[0])
        elif len(layers) == 1:
            (layer,) = layers
            self._price_one(draft, layer, factor * value(symbol, layer, next(iter(groups), None)))
        elif isinstance(symbol, Excess) and not groups and all(map(_days_only, symbol.sums)):
            one = self._following(tuple(layers), symbol.when)
            units = factor * _excess_over_gaps(symbol, one, self.days)
            two = self.layers[one.number + 1]
            if one.fact and two.fact:
                draft.constant += int(units[two.day_of_slot[0] - one.day_of_slot[0]])
            else:
                draft.gap[one.number] += units
        else:
            self._price_stretch(draft, tier, factor, symbol)

    def _price_one(self, draft: TierDraft, layer: Layer, units: Ints) -> None:
        """Let a meeting of a layer cost something at each node, and with each usual choice."""
        if len(units) == 1:
            if layer.fact:
                draft.constant += int(units[0, 0])
            else:
                draft.node[layer.number] += units[0]
            return
        if not layer.fact and (units[:, -1] != units[0, -1]).any():
            raise NotAPattern("it prices a usual choice even where nothing is held.")
        if not layer.fact:
            draft.node[layer.number][-1] += units[0, -1]
        before = draft.mode[layer.number]
        draft.mode[layer.number] = units[:, :-1] + (0 if before is None else before)

    def _price_stretch(self, draft: TierDraft, tier: str, factor: int, symbol: Symbol) -> None:
        """Let a year cost something where nothing is held in a stretch of days."""
        counted = None
        if isinstance(symbol, Excess) and len(symbol.sums) == 1 and not symbol.when:
            counted = count_of(symbol.sums[0])
        if counted is None or not isinstance(symbol, Excess):
            raise NotAPattern("it sets meetings that need not follow one another against each other.")
        constant, each, there = counted
        over = constant + each * np.arange(len(there) + 1)
        units = factor * np.clip(-(-over // symbol.unit), 0, symbol.most)
        if (units[1:] != units[1]).any() or units[0] < units[1]:
            raise NotAPattern("it counts the meetings in a stretch of days.")
        draft.constant += int(units[1])
        if units[0] > units[1]:
            self.stretches.append(Stretch(there, PARTED, tier, int(units[0] - units[1])))


def _holds(said: Demand, layer: Layer | None) -> Flags:
    """Return whether a demand is kept at each node of a layer and, in the last column, where it is not held."""
    if said.relation is None:
        values = [value(literal, layer)[0] > 0 for literal in said.literals]
        none = np.zeros(1 + (0 if layer is None else layer.nodes), bool)
        kept: Flags = np.logical_or.reduce([none, *values])
        return kept
    if isinstance(said.relation, Relation):
        holds = said.relation.holds(value(said.relation.sum, layer)[0])
    else:
        holds = np.full(1 + (0 if layer is None else layer.nodes), bool(said.relation))
    for literal in said.when:
        holds = holds | (value(literal, layer)[0] == 0)
    return holds


def _days_only(total: Sum) -> bool:
    """Whether a sum depends on nothing but the difference of two days."""
    factors: dict[Layer, int] = {}
    for factor, symbol in total.terms:
        if not isinstance(symbol, Day):
            return False
        factors[symbol.layer] = factors.get(symbol.layer, 0) + factor
    return len(factors) == 2 and sum(factors.values()) == 0  # noqa: PLR2004 - two meetings


def _over_gaps(sums: Sequence[Sum], one: Layer, days: int) -> Ints:
    """Return the largest of some sums for every number of days from the meeting of a layer to that of the next."""
    gaps = np.arange(days + 1)
    found = []
    for total in sums:
        later = sum(factor for factor, symbol in total.terms if isinstance(symbol, Day) and symbol.layer is not one)
        found.append(total.constant + later * gaps)
    largest: Ints = np.maximum.reduce(found)
    return largest


def _excess_over_gaps(excess: Excess, one: Layer, days: int) -> Ints:
    over = _over_gaps(excess.sums, one, days)
    return np.clip(-(-over // excess.unit), 0, excess.most)
