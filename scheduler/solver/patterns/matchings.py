"""What it costs to match the meetings of an earlier calendar to a year's: by stretches of one day, and by layers.

Each earlier meeting costs a sum where no meeting is at its day and start, and a price a day from where it was. As many
are matched as are held, and meetings on a line are transported best in their order, with those that stay in place
(Villani 2003, "Topics in Optimal Transportation", chapters 1 and 2): so the two parts are least at once, each by
itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.solver.patterns.drafts import Draft, Stretch
from scheduler.solver.patterns.elsewhere import NotAPattern
from scheduler.solver.patterns.expressions import Elsewhere, Excess, Operand, Settled, Sum, Symbol, parts
from scheduler.solver.patterns.layers import At, Day, Layer, Matched, Matching, On
from scheduler.solver.patterns.network import Flags, Ints

Terms = list[tuple[int, Symbol]]
REFUSED = "it matches meetings of an earlier calendar with those to be held in a way that no network can hold."


def split(total: Sum) -> tuple[Sum, dict[Matching, dict[int, Terms]]]:
    """Return a cost without what speaks of matchings, and that, by matching and row."""
    rest: Terms = []
    matched: defaultdict[Matching, defaultdict[int, Terms]] = defaultdict(lambda: defaultdict(list))
    for factor, symbol in total.terms:
        rows = {(one.matching, one.row) for one in _matched(symbol)}
        if len(rows) > 1:
            raise NotAPattern(REFUSED)
        for matching, row in rows:
            matched[matching][row].append((factor, symbol))
        if not rows:
            rest.append((factor, symbol))
    return Sum(total.constant, rest, len(rest)), {one: dict(rows) for one, rows in matched.items()}


def _matched(*expressions: Operand) -> Iterator[Matched]:
    ahead = list(expressions)
    while ahead:
        one = ahead.pop()
        if isinstance(one, Sum):
            ahead += [symbol for _, symbol in one.terms]
        elif isinstance(one, Matched):
            yield one
        else:
            ahead += parts(one)


def price(draft: Draft, tier: str, matching: Matching, rows: dict[int, Terms]) -> None:
    """Let years cost what the best matching does.

    Raises
    ------
    NotAPattern
        Where not as many meetings are held in any case as are matched, or a row costs anything else than a sum where it
        moves and a price a day.

    """
    free = [layer for layer in draft.layers if not layer.fact]
    all_held = all(layer.number in draft.must for layer in free)
    if not all_held or set(matching.layers) != set(free) or sorted(rows) != list(range(len(free))):
        raise NotAPattern(REFUSED)
    opened = np.concatenate([~(draft.closed[layer.number] | layer.closed_nodes) for layer in free])
    days = np.concatenate([layer.day_of_node for layer in free])
    units = [_units(terms, matching, free, opened) for _, terms in sorted(rows.items())]
    a_day, found = _fitting(units, days, opened)
    if (np.sum([one.stays for one in found], axis=0) > 1).any():
        raise NotAPattern(REFUSED)
    costs = draft.tier(tier)
    for layer, day in zip(free, sorted(one.day for one in found), strict=True):
        costs.node[layer.number][:-1] += a_day * np.abs(layer.day_of_node - day)
    for one in found:
        costs.constant += one.least
        if one.moved:
            _price_moving(draft, tier, free, one)


def _units(terms: Terms, matching: Matching, free: Sequence[Layer], opened: Flags) -> Ints:
    """Return what a row costs where it is matched to a meeting, at the nodes of all layers one after another."""
    units = np.concatenate([_cost(terms, layer, matching.layers.index(layer)) for layer in free])
    unmatched = _cost(terms, free[0], None).min()
    if not opened.any() or units[opened].max() > unmatched:
        raise NotAPattern(REFUSED)
    return units


def _fitting(units: Sequence[Ints], days: Ints, opened: Flags) -> tuple[int, list["_Row"]]:
    """Return the price of a day with which all rows cost a sum where they move and that price a day, and those rows."""
    order = np.argsort(days[opened], kind="stable")
    apart = np.diff(days[opened][order])
    changes = [np.abs(np.diff(one[opened][order]))[apart > 0] // apart[apart > 0] for one in units]
    for a_day in np.unique(np.concatenate([np.array([0, 1]), *changes])).tolist():
        found = [_row(one, days, opened, a_day) for one in units]
        fitting = [one for one in found if one is not None]
        if len(fitting) == len(found):
            return a_day, fitting
    raise NotAPattern(REFUSED)


def _price_moving(draft: Draft, tier: str, free: Sequence[Layer], row: "_Row") -> None:
    """Let a year cost a sum where nothing is held at a day and start: nothing that day, or at another start."""
    ends = np.cumsum([layer.nodes for layer in free])[:-1]
    on_day = {}
    for layer, stays in zip(free, np.split(row.stays, ends), strict=True):
        same_day = layer.day_of_node == row.day
        draft.tier(tier).node[layer.number][:-1][same_day & ~stays] += row.moved
        if same_day.any():
            on_day[layer] = set[int](), {*np.flatnonzero(same_day).tolist()}
    draft.stretches.append(Stretch(on_day, REFUSED, tier, row.moved))


@dataclass(frozen=True, eq=False)
class _Row:
    """What an earlier meeting costs: `least`, `moved` where it does not stay, and a price for each day from its own.

    `stays` is where it does, at the nodes of all layers one after another.
    """

    day: int
    least: int
    moved: int
    stays: Flags


def _row(units: Ints, days: Ints, opened: Flags, a_day: int) -> _Row | None:
    """Return the day and the sum that make up what a row costs, at a price a day; None where there are none."""
    own = np.arange(days.min(), days.max() + 1)[:, None]
    beyond = units[opened] - a_day * np.abs(days[opened] - own)
    most, least = beyond.max(axis=1, keepdims=True), beyond.min(axis=1, keepdims=True)
    fits = np.flatnonzero(((beyond == most) | ((beyond == least) & (days[opened] == own))).all(axis=1))
    if not len(fits):
        return None
    chosen = fits[0]
    stays = np.zeros(len(days), bool)
    stays[opened] = beyond[chosen] < most[chosen]
    return _Row(int(own[chosen, 0]), int(least[chosen, 0]), int(most[chosen, 0] - least[chosen, 0]), stays)


def _cost(terms: Terms, layer: Layer, column: int | None) -> Ints:
    """Return what a row costs where it is matched to a layer's meeting (a column), at each of its nodes; or to none."""
    total = np.zeros(layer.nodes, np.int64)
    for factor, symbol in terms:
        if isinstance(symbol, Excess):
            total = total + factor * _excess(symbol, layer, column)
        elif isinstance(symbol, Matched):
            total = total + factor * (symbol.column == column)
        else:
            raise NotAPattern(REFUSED)
    return total


def _excess(excess: Excess, layer: Layer, column: int | None) -> Ints:
    """Return the value of an excess; sums about other layers are left out where they are never above zero."""
    asked = np.ones(layer.nodes, np.int64)
    for literal in excess.when:
        asked = asked * _value(literal.summed(), layer, column)
    if not asked.any():
        return asked
    over = [_value(one, layer, column) for one in excess.sums]
    units: Ints = asked * np.clip(-(-np.maximum.reduce([asked * 0, *over]) // excess.unit), 0, excess.most)
    return units


def _value(total: Sum, layer: Layer, column: int | None) -> Ints:
    """Return the value of a sum at the nodes of a layer; what it says of other layers counts as its most."""
    found = np.full(layer.nodes, total.constant, np.int64)
    for factor, symbol in total.terms:
        if isinstance(symbol, Matched):
            found += factor * (symbol.column == column)
        elif isinstance(symbol, Settled):
            found += factor * symbol.yes
        elif isinstance(symbol, Elsewhere):
            found += min(factor, 0)
        elif isinstance(symbol, Day) and symbol.layer is layer:
            found += factor * layer.day_of_node
        elif isinstance(symbol, On | At):
            found += _factor_there(factor, symbol, layer)
        else:
            raise NotAPattern(REFUSED)
    return found


def _factor_there(factor: int, choice: On | At, layer: Layer) -> Ints:
    """Return a factor where a layer is at a choice; of another layer, the most that it may add."""
    if choice.layer is not layer:
        return np.full(layer.nodes, max(factor, 0), np.int64)
    there: Flags = (
        layer.slot_of_node == choice.slot if isinstance(choice, On) else np.arange(layer.nodes) == choice.node
    )
    return np.where(there, factor, 0)
