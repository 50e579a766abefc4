"""Values of recorded expressions over the nodes of one layer, by arrays: one column a node, the last for not held."""

from collections.abc import Sequence

import numpy as np

from scheduler.solver.patterns.expressions import (
    Both,
    Bounded,
    Elsewhere,
    Excess,
    Group,
    Mode,
    Not,
    Operand,
    Settled,
    Some,
    Sum,
    Symbol,
    parts,
    summed,
)
from scheduler.solver.patterns.layers import At, Day, Held, Layer, On, Starting
from scheduler.solver.patterns.network import Ints


def involved(*expressions: Operand) -> tuple[dict[Layer, None], dict[Group, None], bool]:
    """Return the layers and groups of choices that expressions speak of, and whether of what is settled elsewhere."""
    layers: dict[Layer, None] = {}
    groups: dict[Group, None] = {}
    elsewhere = False
    ahead = list(expressions)
    while ahead:
        one = ahead.pop()
        if isinstance(one, Sum):
            for _, symbol in one.terms:
                if isinstance(symbol, On):
                    layers[symbol.layer] = None
                else:
                    ahead.append(symbol)
        elif isinstance(one, On | At | Held | Day):
            layers[one.layer] = None
        elif isinstance(one, Mode):
            groups[one.group] = None
        elif isinstance(one, Elsewhere):
            elsewhere = True
            layers |= {one.on.layer: None} if isinstance(one, Starting) else {}
        else:
            ahead += parts(one)
    return layers, groups, elsewhere


def value(expression: Operand, layer: Layer | None, group: Group | None = None) -> Ints:
    """Return the value at each node of a layer and, in the last column, where it is not held.

    With a group of choices, a row for each of them being the one that is yes; otherwise one row. What is settled
    elsewhere counts as it costs least.
    """
    rows = 1 if group is None else group.size
    found: Ints
    if isinstance(expression, Not):
        found = 1 - value(expression.literal, layer, group)
    elif isinstance(expression, Some):
        found = np.maximum.reduce([value(one, layer, group) for one in expression.literals])
    elif isinstance(expression, Both):
        found = np.minimum.reduce([value(one, layer, group) for one in expression.literals])
    elif isinstance(expression, Bounded):
        ones = np.ones((rows, 1 + (0 if layer is None else layer.nodes)), np.int64)
        found = np.minimum.reduce([ones, *(np.sign(value(one, layer, group)) for one in bounds(expression))])
    elif isinstance(expression, Excess):
        found = _of_excess(expression, layer, group)
    else:
        found = _of_sum(summed(expression), layer, group, rows)
    return found


def bounds(choice: Bounded) -> list[Sum]:
    """Return the sums that bound a choice, without those of what is settled elsewhere."""
    return [one for one in choice.at_most if not involved(one)[2]]


def _of_excess(excess: Excess, layer: Layer | None, group: Group | None) -> Ints:
    if involved(*excess.when)[2]:
        return np.zeros((1, 1 + (0 if layer is None else layer.nodes)), np.int64)
    over: Ints = np.maximum.reduce([value(one, layer, group) for one in excess.sums])
    units: Ints = np.clip(-(-over // excess.unit), 0, excess.most)
    for literal in excess.when:
        units = units * value(literal, layer, group)
    return units


def _of_sum(total: Sum, layer: Layer | None, group: Group | None, rows: int) -> Ints:
    slots = [0] * (0 if layer is None else layer.slots)
    found = np.full((rows, 1 + (0 if layer is None else layer.nodes)), total.constant, np.int64)
    for factor, symbol in total.terms:
        if isinstance(symbol, On):
            slots[symbol.slot] += factor
        elif isinstance(symbol, Elsewhere):
            found += min(factor, 0)
        else:
            found = found + factor * _of_one(symbol, layer, group, found.shape)
    if layer is not None and any(slots):
        found[:, :-1] += np.array(slots, np.int64)[layer.slot_of_node]
    return found


def _of_one(symbol: Symbol, layer: Layer | None, group: Group | None, shape: tuple[int, ...]) -> Ints:
    """Return the value of a symbol by itself."""
    found = np.zeros(shape, np.int64)
    if isinstance(symbol, At):
        found[:, symbol.node] = 1
    elif isinstance(symbol, Held):
        record = symbol.record
        first, nodes = (0, symbol.layer.nodes) if record is None else (record.first_node, record.nodes)
        found[:, first : first + nodes] = 1
    elif isinstance(symbol, Settled):
        found[:] = symbol.yes
    elif isinstance(symbol, Mode):
        if symbol.group is group:
            found[symbol.number] = 1
    elif isinstance(symbol, Day):
        found[:, :-1] = symbol.layer.day_of_node
    else:
        found = value(symbol, layer, group)
    return found


def count_of(total: Sum) -> tuple[int, int, dict[Layer, tuple[set[int], set[int]]]] | None:
    """Return a sum as a constant plus a factor for each meeting held at some slots or nodes, layer by layer.

    None where it is no such count: where factors differ, or something else is in it.
    """
    there: dict[Layer, tuple[set[int], set[int]]] = {}
    factors: set[int] = set()
    constant = total.constant
    ahead: list[tuple[int, Symbol]] = list(total.terms)
    while ahead:
        factor, symbol = ahead.pop()
        if isinstance(symbol, On):
            there.setdefault(symbol.layer, (set(), set()))[0].add(symbol.slot)
        elif isinstance(symbol, At):
            there.setdefault(symbol.layer, (set(), set()))[1].add(symbol.node)
        elif isinstance(symbol, Settled):
            constant += factor * symbol.yes
            continue
        elif isinstance(symbol, Some) and len(involved(symbol)[0]) == 1:
            ahead += [(factor, literal) for literal in symbol.literals]
            continue
        elif isinstance(symbol, Bounded) and len(bounds(symbol)) == 1 and len(involved(symbol)[0]) == 1:
            ahead += [(factor * one, literal) for one, literal in bounds(symbol)[0].terms]
            continue
        else:
            return None
        factors.add(factor)
    return (constant, *factors, there) if len(factors) == 1 else None  # type: ignore[return-value]


def any_at(literals: Sequence[Symbol]) -> dict[Layer, tuple[set[int], set[int]]] | None:
    """Return where a meeting has to be held so that one of some choices is yes; None where that cannot be said."""
    counted = count_of(Sum(0, [(1, one) for one in literals], len(literals)))
    return None if counted is None or counted[:2] != (0, 1) else counted[2]
