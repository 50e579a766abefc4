"""Meetings that are alike: rules and wishes of one meeting are asked of one of them, and tell of all."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.domain.verbs import InTurn
from scheduler.rules.protocol import RuleFile
from scheduler.solver.patterns.drafts import Draft, NoMatterOfDates
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import Elsewhere, Operand, Sum, Symbol, summed
from scheduler.solver.patterns.layers import Layer, On, Record, at_least
from scheduler.solver.patterns.movers import Mover
from scheduler.solver.patterns.statements import Cast, Demand, Demands, Recorder
from scheduler.solver.patterns.values import involved
from scheduler.wishes.protocol import WishFile

Key = tuple[object, ...]


class Alike:
    """One of all meetings that are of one body, days, starts, length and rows, and what was said of it.

    Of a meeting day it is an occurrence with all its meetings, of which the date is one.
    """

    def __init__(self, problem: Problem, movers: Iterable[Mover]) -> None:
        self.problem = problem
        self._chosen: dict[Key, Layer] = {}
        self._of: dict[InTurn, Layer] = {}
        self._with: dict[Layer, tuple[Sitting, ...]] = {}
        self._drafts: dict[Layer, Draft] = {}
        self._refused: dict[Layer, NotAPattern] = {}
        for mover in movers:
            for way in (way for layer in mover.layers if not layer.fact for way in layer.ways):
                self._take(mover, way)

    def _take(self, mover: Mover, way: Sitting | Gathering) -> None:
        sittings = (way,) if isinstance(way, Sitting) else mover.sittings_at.get(way, ())
        free = tuple(one for one in sittings if one not in mover.cast.standing)
        key = (mover.of_meeting_day, mover.subject.code, way.days, way.waived, *map(_key, free))
        if isinstance(way, Gathering):
            key += (way.one,)
        if key not in self._chosen:
            layer = Layer(way, (way,), self.problem.settings.start_date)
            self._chosen[key] = layer
            self._with[layer] = free
            self._drafts[layer] = Draft((layer,), len(self.problem.days))
        self._of[way] = self._chosen[key]

    def of(self, way: InTurn) -> Layer | None:
        """Return the one that stands for a way of holding a meeting; None for a fact."""
        return self._of.get(way)

    def state(self, rule: RuleFile) -> None:
        """Let a rule of one meeting say what it demands."""
        self._ask(lambda layers: self._state(rule, layers))

    def _state(self, rule: RuleFile, layers: Sequence[Layer]) -> None:
        def hear(said: Demand) -> None:
            self._drafts[_one(layers, *said.expressions)].demand(said)

        demands = Demands(Recorder(self.problem, self._cast(layers), rule.RULE.name), hear)
        rule.enforce(self.problem, demands.choices, demands)

    def price(self, wish: WishFile) -> bool:
        """Let a wish of one meeting say what it costs; whether that is all that it may cost."""
        priced = [True]

        def ask(layers: Sequence[Layer]) -> None:
            priced.append(self._price(wish, layers))

        self._ask(ask)
        return all(priced)

    def _price(self, wish: WishFile, layers: Sequence[Layer]) -> bool:
        choices = Recorder(self.problem, self._cast(layers))
        total = at_least(summed(wish.WISH.weight_in(self.problem) * wish.cost(self.problem, choices)))
        if total.constant and len(layers) > 1:
            raise NotAPattern("it has a cost of its own for each meeting.")
        terms: defaultdict[Layer, list[tuple[int, Symbol]]] = defaultdict(list)
        for factor, symbol in total.terms:
            if not isinstance(symbol, Elsewhere):
                terms[symbol.layer if isinstance(symbol, On) else _one(layers, symbol)].append((factor, symbol))
            elif factor < 0:
                return False
        if total.constant and layers:
            terms[layers[0]] += []
        priced = {layer: Draft((layer,), len(self.problem.days)) for layer in terms}
        try:
            for layer, found in terms.items():
                priced[layer].price(wish.WISH.tier, Sum(total.constant, found, len(found)))
                if priced[layer].group is not None:
                    raise NotAPattern("it leaves a choice open for each meeting.")
        except NoMatterOfDates:
            return False
        for layer, draft in priced.items():
            costs, more = self._drafts[layer].tier(wish.WISH.tier), draft.tier(wish.WISH.tier)
            costs.node[0] += more.node[0]
            costs.constant += more.constant
        return not choices.left_open

    def _ask(self, ask: Callable[[Sequence[Layer]], None]) -> None:
        """Ask of all at once; where that is no pattern, of one after another, to know of which it is none."""
        layers = list(self._drafts)
        try:
            ask(layers)
        except NotAPattern as said:
            if len(layers) == 1:
                self._refused.setdefault(layers[0], said)
                return
            for layer in layers:
                try:
                    ask([layer])
                except NotAPattern as why:
                    self._refused.setdefault(layer, why)

    def _cast(self, layers: Sequence[Layer]) -> Cast:
        gatherings = [layer.turn for layer in layers if isinstance(layer.turn, Gathering)]
        sittings = [sitting for layer in layers for sitting in self._with[layer]]
        return Cast(sittings, gatherings, {layer.turn: layer for layer in layers})

    def tell(self, mover: Mover, draft: Draft) -> None:
        """Tell a draft what was said of its meetings.

        Raises
        ------
        NotAPattern
            Where that cannot be held by any network.

        """
        for layer in (layer for layer in mover.layers if not layer.fact):
            for record in layer.records:
                alike = self._of[record.way]
                if alike in self._refused:
                    raise self._refused[alike]
                self._tell(self._drafts[alike], alike, draft, record)

    def _tell(self, said: Draft, alike: Layer, draft: Draft, record: Record) -> None:
        open_days = alike.records[0].on
        number, nodes = record.layer.number, slice(record.first_node, record.first_node + record.nodes)
        layer, first = record.layer, record.first_slot
        record.on = {day: On(layer, first + choice.slot) for day, choice in open_days.items()}
        draft.closed[number][nodes] |= said.closed[0]
        if said.must:
            if len(record.layer.records) > 1:
                raise NotAPattern("one way of holding a meeting is asked for, of several.")
            draft.must.add(number)
        for name, tier in said.tiers.items():
            own = draft.tier(name)
            own.constant += tier.constant + int(tier.node[0][-1])
            own.node[number][nodes] += tier.node[0][:-1] - tier.node[0][-1]


def _key(sitting: Sitting) -> Key:
    return (
        sitting.body.code,
        sitting.days,
        sitting.starts,
        sitting.duration,
        sitting.ones,
        sitting.extra,
        sitting.waived,
    )


def _one(layers: Sequence[Layer], *expressions: Operand) -> Layer:
    """Return the one meeting that expressions speak of; the only one there is, where they speak of none."""
    found = involved(*expressions)[0] or dict.fromkeys(layers)
    if len(found) > 1:
        raise NotAPattern("a rule or wish of one meeting speaks of several.")
    return next(iter(found))
