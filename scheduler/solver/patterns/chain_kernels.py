"""Ejection chains compiled by numba: one network to its best year, whoever is in its way to theirs, and so on in turn.

Glover 1996, "Ejection chains, reference structures and alternating path methods for traveling salesman problems",
Discrete Applied Mathematics 65. A chain is taken where it costs no more than a budget drawn by simulated annealing
(Kirkpatrick, Gelatt and Vecchi 1983, "Optimization by simulated annealing", Science 220), and undone otherwise.
"""

from typing import NamedTuple

import numpy as np

from scheduler.solver.patterns.chain_arrays import Meetings, Plan
from scheduler.solver.patterns.compiled import compiled, inner, merged
from scheduler.solver.patterns.kernels import shortest
from scheduler.solver.patterns.network import Floats, Ints
from scheduler.solver.patterns.path_arrays import Paths, Work
from scheduler.solver.patterns.plan_kernels import (
    LIFTED,
    MOVED,
    PLACED,
    clash,
    fill_load,
    housed,
    lift,
    loaded,
    own_cost,
    put,
    served,
)

ROOM_TRIES = 4
"""Years tried for one network where days of the first cannot be housed."""
DEAREST, LEARNT = 8.0, 0.03
"""The most that ejecting a network counts for, in units of the last tier; and how much of it is learnt at once."""
EPSILON = 1e-6
"""Sums of whole numbers are compared with it."""


class Tuning(NamedTuple):
    """How chains are made; prices and temperatures in units of the last tier.

    Parameters
    ----------
    unit : float
        Weight of a unit of the last tier.
    moves : int
        The longest chain.
    driven : float
        How often the first to move is drawn by how far it is above its least, and not evenly.
    cap : float
        The furthest above its least that counts for that.
    price, spread : float
        Price of being in the way, drawn evenly for each chain from `price` to `price + spread`.
    layer : float
        How much dearer it is for each meeting of whoever is in the way.
    dear : float
        How much dearer for each unit that it cost to eject that network of late.
    hope : float
        How much of its distance from its least a network that is ejected is taken to keep, while it is not placed.
    report : float
        The price of a feeder that does not serve.
    noise : float
        Most that is added to nodes by chance.
    noisy : float
        How often it is.
    pooled : float
        How often a chain begins with a year of the pool.
    unbound : float
        How often those who are moved heed no report to whoever has not moved, who is ejected instead.

    """

    unit: float
    moves: int
    driven: float
    cap: float
    price: float
    spread: float
    layer: float
    dear: float
    hope: float
    report: float
    noise: float
    noisy: float
    pooled: float
    unbound: float


@inner
def _drawn(plan: Plan) -> float:
    """Draw from 0 to below 1: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom numbers")."""
    plan.chance[0] += np.uint64(0x9E3779B97F4A7C15)
    mixed = plan.chance[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.float64((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


@merged
def _priced(paths: Paths, meetings: Meetings, plan: Plan, k: int, tuning: Tuning, price: float, noise: float) -> None:
    """Fill in what each node of a lifted network would have to pay; infinite where what has moved is in the way."""
    extra, start = plan.extra, paths.node_at[k]
    nodes = paths.node_at[k + 1] - start
    for node in range(nodes):
        extra[node] = noise * _drawn(plan) if noise > 0.0 else 0.0
    for day in range(paths.days):
        first, end = paths.node_of_day[k, day], paths.node_of_day[k, day + 1]
        if first == end:
            continue
        for place in range(plan.held[day]):
            other, at = plan.network[day, place], plan.node[day, place]
            asked = np.inf
            if plan.state[other] == PLACED:
                meetings_of_other = paths.layer_at[other + 1] - paths.layer_at[other]
                asked = price * (1.0 + tuning.layer * meetings_of_other + tuning.dear * plan.dear[other])
            for node in range(first, end):
                if clash(meetings, k, node, other, at):
                    extra[node] += asked
        if meetings.most_a_day > 0:
            for state in (PLACED, MOVED):
                fill_load(meetings, plan, day, state)
                for node in range(first, end):
                    if loaded(meetings, plan, k, node, meetings.most_a_day - 1):
                        extra[node] += price if state == PLACED else np.inf
    for report in range(len(meetings.receiver)):
        feeder = meetings.feeder[report]
        if meetings.receiver[report] == k and plan.state[feeder] != LIFTED:
            asked = tuning.report * tuning.unit if plan.state[feeder] == PLACED else np.inf
            for day in range(paths.days):
                first, end = paths.node_of_day[k, day], paths.node_of_day[k, day + 1]
                if first < end and not served(paths, meetings, plan, report, day):
                    for node in range(first, end):
                        extra[node] += asked


@inner
def _windows(paths: Paths, meetings: Meetings, plan: Plan, k: int, bound: int) -> int:
    """Fill in the windows in which a network must have a meeting for those it reports to; return how many.

    Only receivers whose state is `bound` or a later one ask for any.
    """
    count = 0
    for report in range(len(meetings.receiver)):
        receiver = meetings.receiver[report]
        if meetings.feeder[report] == k and plan.state[receiver] != LIFTED and plan.state[receiver] >= bound:
            for layer in range(plan.at.shape[1]):
                node = plan.at[receiver, layer]
                if node < 0:
                    break
                day = paths.day[paths.node_at[receiver] + node]
                if meetings.asked[report, day]:
                    plan.windows[count, 0], plan.windows[count, 1] = (
                        meetings.first[report, day],
                        meetings.last[report, day],
                    )
                    count += 1
    return count


@merged
def _serving(paths: Paths, meetings: Meetings, plan: Plan, k: int) -> bool:
    """Whether the year in `plan.nodes` serves all to which a network reports now."""
    for window in range(_windows(paths, meetings, plan, k, PLACED)):
        served = False
        for layer in range(plan.at.shape[1]):
            node = plan.nodes[layer]
            if node >= 0:
                day = paths.day[paths.node_at[k] + node]
                served = served or plan.windows[window, 0] <= day <= plan.windows[window, 1]
        if not served:
            return False
    return True


@merged
def _ejected(paths: Paths, meetings: Meetings, plan: Plan, k: int, tail: int) -> int:
    """Queue whoever is in the way of a network just placed; return the queue's new length, below 0 where one stands."""
    for layer in range(plan.at.shape[1]):
        node = plan.at[k, layer]
        if node < 0:
            break
        day = paths.day[paths.node_at[k] + node]
        for place in range(plan.held[day]):
            other, at = plan.network[day, place], plan.node[day, place]
            if other != k and plan.state[other] != LIFTED and clash(meetings, k, node, other, at):
                if plan.state[other] == MOVED:
                    return -tail
                plan.state[other], plan.queue[tail] = LIFTED, other
                tail += 1
        while meetings.most_a_day > 0:
            fill_load(meetings, plan, day, PLACED)
            if not loaded(meetings, plan, k, node, meetings.most_a_day):
                break
            found = -1
            for place in range(plan.held[day]):
                other = plan.network[day, place]
                if plan.state[other] == PLACED and loaded(
                    meetings, plan, other, plan.node[day, place], meetings.most_a_day
                ):
                    found = other
            if found < 0:
                return -tail
            plan.state[found], plan.queue[tail] = LIFTED, found
            tail += 1
        for report in range(len(meetings.receiver)):
            feeder = meetings.feeder[report]
            if meetings.receiver[report] != k or feeder == k or plan.state[feeder] == LIFTED:
                continue
            if not served(paths, meetings, plan, report, day):
                if plan.state[feeder] == MOVED:
                    return -tail
                plan.state[feeder], plan.queue[tail] = LIFTED, feeder
                tail += 1
    for report in range(len(meetings.receiver)):
        receiver = meetings.receiver[report]
        if meetings.feeder[report] != k or plan.state[receiver] != PLACED:
            continue
        for layer in range(plan.at.shape[1]):
            node = plan.at[receiver, layer]
            if node >= 0 and not served(paths, meetings, plan, report, paths.day[paths.node_at[receiver] + node]):
                plan.state[receiver], plan.queue[tail] = LIFTED, receiver
                tail += 1
                break
    return tail


@merged
def _moved(
    paths: Paths,
    meetings: Meetings,
    plan: Plan,
    work: Work,
    tuning: Tuning,
    k: int,
    chain: tuple[float, float, bool, int],
) -> bool:
    """Put a lifted network on its best year of now, of which all days can be housed; False where none is found.

    `chain` is the price of being in the way, the most noise, whether `plan.nodes` has a year to take as it is, and
    the state from which on receivers ask for reports.
    """
    price, noise, given, bound = chain
    if not given:
        _priced(paths, meetings, plan, k, tuning, price, noise)
    windows = plan.windows[: _windows(paths, meetings, plan, k, bound)]
    for _ in range(1 if given else ROOM_TRIES):
        if not given and not shortest(paths, k, plan.extra, windows, work, plan.nodes) < np.inf:
            return False
        fine = True
        for layer in range(plan.at.shape[1]):
            node = plan.nodes[layer]
            if node >= 0 and not housed(meetings, plan, paths.day[paths.node_at[k] + node], k, node):
                plan.extra[node], fine = np.inf, False
        if fine:
            for layer in range(plan.at.shape[1]):
                put(paths, plan, k, layer, plan.nodes[layer])
            plan.state[k] = MOVED
            plan.next[k] = own_cost(paths, plan, k)
            return True
    return False


@merged
def _taken_off(paths: Paths, plan: Plan, k: int, touched: int) -> int:
    """Lift a network, and keep what it had; return how many are touched."""
    for layer in range(plan.at.shape[1]):
        plan.before[k, layer] = plan.at[k, layer]
    lift(paths, plan, k)
    plan.state[k], plan.touched[touched] = LIFTED, k
    return touched + 1


@merged
def _first_to_move(plan: Plan, tuning: Tuning) -> int:
    """Draw whom to move: mostly one that is far above its least."""
    networks = len(plan.own)
    if _drawn(plan) < tuning.driven:
        total = 0.0
        for k in range(networks):
            total += min(plan.own[k] - plan.least[k], tuning.cap)
        total *= _drawn(plan)
        for k in range(networks):
            total -= min(plan.own[k] - plan.least[k], tuning.cap)
            if total < 0.0:
                return k
    return int(_drawn(plan) * networks)


@compiled
def chains(
    paths: Paths,
    meetings: Meetings,
    plan: Plan,
    work: Work,
    tuning: Tuning,
    pool: Ints,
    temperatures: Floats,
) -> None:
    """Try one chain at each of some temperatures.

    `pool` has years that some chains begin with, of shape (years, 1 + layers): a network, and its nodes.
    """
    for temperature in temperatures:
        budget = -np.log(1.0 - _drawn(plan)) * temperature
        price = (tuning.price + tuning.spread * _drawn(plan)) * tuning.unit
        noise = tuning.noise * tuning.unit * _drawn(plan) if _drawn(plan) < tuning.noisy else 0.0
        bound = MOVED if _drawn(plan) < tuning.unbound else PLACED
        given = len(pool) > 0 and _drawn(plan) < tuning.pooled
        if given:
            row = int(_drawn(plan) * len(pool))
            plan.queue[0] = pool[row, 0]
            for layer in range(plan.at.shape[1]):
                plan.nodes[layer] = pool[row, layer + 1]
            given = _serving(paths, meetings, plan, plan.queue[0])
        if not given:
            plan.queue[0] = _first_to_move(plan, tuning)
        touched = _taken_off(paths, plan, plan.queue[0], 0)
        head, tail, delta, fine = 0, 1, 0.0, True
        while head < tail and fine:
            k = plan.queue[head]
            head += 1
            chain = price, noise, given and head == 1, bound
            fine = head <= tuning.moves and _moved(paths, meetings, plan, work, tuning, k, chain)
            if head > 1:
                dearer = min(plan.next[k] - plan.own[k], DEAREST * tuning.unit) if fine else DEAREST * tuning.unit
                plan.dear[k] = max(plan.dear[k] + LEARNT * (dearer / tuning.unit - plan.dear[k]), 0.0)
            if not fine:
                break
            longer = _ejected(paths, meetings, plan, k, tail)
            for place in range(tail, abs(longer)):
                touched = _taken_off(paths, plan, plan.queue[place], touched)
            fine, tail = longer > 0, abs(longer)
            delta = 0.0  # while some are lifted still: with what they are hoped to cost
            for place in range(touched):
                other = plan.touched[place]
                if plan.state[other] == MOVED:
                    delta += plan.next[other] - plan.own[other]
                else:
                    delta += (1.0 - tuning.hope) * (plan.least[other] - plan.own[other])
            fine = fine and delta <= budget + EPSILON * tuning.unit
        if fine:
            plan.totals[0] += delta
            for place in range(touched):
                k = plan.touched[place]
                plan.own[k] = plan.next[k]
            if plan.totals[0] < plan.totals[1] - EPSILON * tuning.unit:
                plan.totals[1] = plan.totals[0]
                for k in range(len(plan.own)):
                    for layer in range(plan.at.shape[1]):
                        plan.best[k, layer] = plan.at[k, layer]
        else:
            for place in range(touched):
                if plan.state[plan.touched[place]] == MOVED:
                    lift(paths, plan, plan.touched[place])
            for place in range(touched):
                for layer in range(plan.at.shape[1]):
                    put(paths, plan, plan.touched[place], layer, plan.before[plan.touched[place], layer])
        for place in range(touched):
            plan.state[plan.touched[place]] = PLACED
