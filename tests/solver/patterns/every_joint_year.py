"""Small calendars of networks drawn by chance, and the cheapest plan of one by brute force."""

from dataclasses import replace
from itertools import combinations, product

import numpy as np
from networks_drawn import TIER, every_year, network_drawn, price_of
from numpy.random import Generator

from scheduler.solver.patterns.network import Calendar, Costs, Network, Occupied, Piece, Report, weighed

DAYS = 7
PEOPLE = 4
BEFORE = "apologies"


def piece_drawn(draw: Generator, network: Network, body: str) -> Piece:
    """Draw who would be at each node of a network, and when it begins there."""
    start = network.start + 30 * draw.integers(0, 3, network.nodes)
    chance = draw.choice([0.2, 0.5])
    people = (draw.random((network.nodes, PEOPLE)) < chance) @ (1 << np.arange(PEOPLE))
    bits = people.astype(np.uint64).reshape(-1, 1)
    return Piece(body, start, start + 60, bits, np.zeros((network.nodes, 1), np.uint64), needs_room=False)


def report_drawn(draw: Generator, feeder: int, receiver: int) -> Report:
    """Draw which days of a feeder would serve each day of a receiver."""
    days = np.arange(DAYS)
    first = np.maximum(days - draw.integers(2, 6, DAYS), 0)
    last = days - draw.integers(0, 3, DAYS)
    return Report(feeder, receiver, first, last, draw.random(DAYS) < 0.7, np.maximum(last, days - 1))


def calendar_drawn(seed: int, tiers: tuple[str, ...] = (TIER,)) -> Calendar:
    """Draw a few networks that share people, report to one another and have limits."""
    draw = np.random.default_rng(seed)
    networks, pieces = [], []
    for number in range(int(draw.integers(2, 4))):
        network = network_drawn(draw, DAYS, 3, f"N{number}")
        if BEFORE in tiers:
            nothing = np.zeros((1, network.nodes), np.int64), np.zeros_like(network.costs[TIER].gap)
            costs = Costs(draw.integers(0, 3, network.nodes), *nothing, np.zeros(network.layers, np.int64))
            network = replace(network, costs={BEFORE: costs, **network.costs})
        networks.append(network)
        bodies = [f"N{number}{letter}" for letter in "AB"[: 1 + (draw.random() < 0.3)]]
        pieces.append(tuple(piece_drawn(draw, network, body) for body in bodies))
    bodies = tuple(piece.body for of_network in pieces for piece in of_network)
    pairs = [pair for pair in combinations(range(len(networks)), 2) if draw.random() < 0.4]
    nothing = np.zeros(0, np.int64)
    return Calendar(
        networks=tuple(networks),
        pieces=tuple(pieces),
        reports=tuple(report_drawn(draw, *pair) for pair in pairs),
        apart=draw.choice([0, 0, 30], (len(bodies), len(bodies))),
        bodies=bodies,
        people=tuple(f"P{number}" for number in range(PEOPLE)),
        rooms=(),
        most_a_day=[None, 1, 2][int(draw.integers(0, 3))],
        occupied=Occupied(nothing, nothing, nothing, np.zeros((0, 1), np.uint64), ()),
    )


def meetings(calendar: Calendar, number: int, node: int) -> list[tuple[int, int, int, int]]:
    """List the meetings at a node: number of the body, start, end and people as one number."""
    return [
        (calendar.bodies.index(one.body), int(one.start[node]), int(one.end[node]), int(one.people[node, 0]))
        for one in calendar.pieces[number]
    ]


Held = list[tuple[int, int, int]]
"""Number of the network, day and node of each meeting."""


def together(calendar: Calendar, plan: tuple[np.ndarray, ...]) -> bool:
    """Whether the years of a plan keep what one asks of another."""
    held = [
        (number, int(network.day[node]), node)
        for number, (network, year) in enumerate(zip(calendar.networks, plan, strict=True))
        for node in year[year >= 0].tolist()
    ]
    return nobody_twice_at_once(calendar, held) and limits_kept(calendar, held) and reports_served(calendar, held)


def nobody_twice_at_once(calendar: Calendar, held: Held) -> bool:
    for (one, day, node), (two, other, beside) in combinations(held, 2):
        if one == two or day != other:
            continue
        for (body, start, end, people), (after, begin, finish, others) in product(
            meetings(calendar, one, node), meetings(calendar, two, beside)
        ):
            gaps = calendar.apart[body, after], calendar.apart[after, body]
            if people & others and start < finish + gaps[1] and begin < end + gaps[0]:
                return False
    return True


def limits_kept(calendar: Calendar, held: Held) -> bool:
    most = np.inf if calendar.most_a_day is None else calendar.most_a_day
    for day, person in product(range(DAYS), range(PEOPLE)):
        sat = [people for one, on, node in held if on == day for *_, people in meetings(calendar, one, node)]
        if sum(people >> person & 1 for people in sat) > most:
            return False
    return True


def reports_served(calendar: Calendar, held: Held) -> bool:
    for report in calendar.reports:
        feeding = [day for number, day, _ in held if number == report.feeder]
        asking = [day for number, day, _ in held if number == report.receiver and report.asked[day]]
        if not all(any(report.first[day] <= one <= report.latest[day] for one in feeding) for day in asking):
            return False
    return True


def cheapest(calendar: Calendar, tiers: tuple[str, ...] = (TIER,)) -> float:
    """Return the least that a plan costs in the last tier, each network at its least in those before."""
    choices = []
    for network in calendar.networks:
        nothing = np.zeros(network.nodes), np.zeros((0, 2), np.int64), np.zeros(network.nodes, np.bool_)
        years = [(year, price_of(weighed(network, {TIER: 1}), year, *nothing)) for year in every_year(network)]
        years = [one for one in years if one[1] < np.inf]
        for tier in tiers[:-1]:
            before = [int(network.costs[tier].node[year[year >= 0]].sum()) for year, _ in years]
            years = [one for one, cost in zip(years, before, strict=True) if cost == min(before)]
        choices.append(years)
    plans = [
        sum(cost for _, cost in plan)
        for plan in product(*choices)
        if together(calendar, tuple(year for year, _ in plan))
    ]
    return min(plans, default=np.inf)
