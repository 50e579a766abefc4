"""A calendar and its plan as flat arrays, for compiled ejection chains: pieces, reports, rooms, and each day."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scheduler.solver.patterns.network import Bits, Calendar, Flags, Floats, Ints, Piece, Year

NEVER = -1
"""In `Meetings.apart`: two pieces that share nobody at any of their nodes."""


class Meetings(NamedTuple):
    """What meetings at each node take, and ask of one another; rows are pieces at nodes, one piece after another.

    Parameters
    ----------
    piece_at : array of shape (networks + 1,)
        Where the pieces of each network begin.
    owner : array of shape (pieces,)
        Their networks.
    row_at : array of shape (pieces,)
        Row of each piece at its network's first node.
    start, end : arrays of shape (rows,)
        Minutes after midnight.
    people, rooms : arrays of shape (rows, words)
        As in `Piece`.
    booked : array of shape (rows,)
        How many rooms would do; -1 where none is needed.
    apart : array of shape (pieces, pieces)
        Minutes that somebody of both needs between; `NEVER` where they share nobody.
    sure : array of shape (pieces, pieces)
        Whether they share somebody at any two nodes.
    feeder, receiver : arrays of shape (reports,)
        Their networks.
    first, last : arrays of shape (reports, days)
        Where a meeting of the feeder is asked for; `last` is -1 where none is, and before `first` where none would do.
    asked : array of shape (reports, days)
        Whether one is.
    setup, clear, venue : arrays of shape (rooms,)
        As in `Rooms`.
    shared, journey : arrays of shape (rooms, rooms)
        Likewise.
    most_a_day : int
        Meetings of one person on one day; 0 where nobody asks.
    standing : array of shape (days, most_a_day + 1, words)
        Who has so many or more meetings of those that stand already: row 0 for one, the last for too many.
    most_lent : array of shape (limits,)
        As `Lent.most`.
    carried : array of shape (limits, pieces, rooms)
        As in `Piece`.
    lent_at : array of shape (days + 1,)
        Where the rows of each day begin in `lent`.
    lent : array of shape (bookings, 5)
        As `Lent.standing`.

    """

    piece_at: Ints
    owner: Ints
    row_at: Ints
    start: Ints
    end: Ints
    people: Bits
    rooms: Bits
    booked: Ints
    apart: Ints
    sure: Flags
    feeder: Ints
    receiver: Ints
    first: Ints
    last: Ints
    asked: Flags
    setup: Ints
    clear: Ints
    venue: Ints
    shared: Flags
    journey: Ints
    most_a_day: int
    standing: Bits
    most_lent: Ints
    carried: Ints
    lent_at: Ints
    lent: Ints


class Plan(NamedTuple):
    """A year of each network, and what is on each day.

    Parameters
    ----------
    at, before, best : arrays of shape (networks, layers)
        Node of each layer, -1 where nothing is held: now, before the chain for those it touched, and at its best.
    held : array of shape (days,)
        Meetings of a day.
    network, node : arrays of shape (days, networks)
        Whose, and where.
    own, least, next : arrays of shape (networks,)
        What its year costs by itself; what any could; and what it costs within the chain.
    dear : array of shape (networks,)
        By how much it was dearer after it was ejected, of late, in units of the last tier: conflict-based statistics.
    state : array of shape (networks,)
        0 in place, 1 lifted, 2 moved in this chain.
    touched, queue : arrays of shape (networks,)
        Networks of this chain, in the order in which they were lifted, and in which they are placed.
    extra : array of shape (nodes of the largest network,)
        Prices of its nodes.
    windows : array of shape (windows, 2)
        Stretches of days that must hold a meeting.
    nodes : array of shape (layers,)
        A year found.
    order, room : arrays of shape (bookings of a day,)
        For rooms.
    full : array of shape (most_a_day + 1, words)
        As `Meetings.standing`, for one day with what is on it.
    chance : array of shape (1,)
        State of the random numbers.
    totals : array of shape (2,)
        Cost now, and of the best.

    """

    at: Ints
    before: Ints
    best: Ints
    held: Ints
    network: Ints
    node: Ints
    own: Floats
    least: Floats
    next: Floats
    dear: Floats
    state: Ints
    touched: Ints
    queue: Ints
    extra: Floats
    windows: Ints
    nodes: Ints
    order: Ints
    room: Ints
    full: Bits
    chance: Bits
    totals: Floats


def meetings_of(calendar: Calendar) -> Meetings:
    """Lay out the pieces, reports and rooms of a calendar."""
    owned = [(number, piece) for number, pieces in enumerate(calendar.pieces) for piece in pieces]
    pieces = [piece for _, piece in owned]
    nodes = [len(piece.start) for piece in pieces]
    days = max((network.allowed_gap.shape[1] - 1 for network in calendar.networks), default=0)
    reports, housing, most = calendar.reports, calendar.housing, calendar.most_a_day or 0
    apart, sure = _links(calendar, pieces)
    return Meetings(
        np.cumsum([0, *map(len, calendar.pieces)]),
        np.array([number for number, _ in owned], np.int64),
        np.cumsum([0, *nodes])[:-1],
        np.concatenate([piece.start for piece in pieces]),
        np.concatenate([piece.end for piece in pieces]),
        np.concatenate([piece.people for piece in pieces]),
        np.concatenate([piece.rooms for piece in pieces]),
        np.concatenate([_booked(calendar, number, piece) for number, piece in owned]),
        apart,
        sure,
        np.array([report.feeder for report in reports], np.int64),
        np.array([report.receiver for report in reports], np.int64),
        np.array([report.first for report in reports], np.int64).reshape(-1, days),
        np.array([report.last for report in reports], np.int64).reshape(-1, days),
        np.array([report.asked for report in reports], np.bool_).reshape(-1, days),
        housing.setup,
        housing.clear,
        housing.venue,
        housing.shared,
        housing.journey,
        most,
        _standing(calendar, days, most),
        calendar.lent.most,
        _carried(calendar, pieces),
        np.searchsorted(calendar.lent.standing[:, 0], np.arange(days + 1)),
        calendar.lent.standing,
    )


def _carried(calendar: Calendar, pieces: Sequence[Piece]) -> Ints:
    """Return what is carried for all pieces, of shape (limits, pieces, rooms)."""
    found = np.zeros((len(calendar.lent.most), len(pieces), len(calendar.housing.codes)), np.int64)
    for number, piece in enumerate(pieces):
        if len(piece.carried):
            found[:, number] = piece.carried
    return found


def _links(calendar: Calendar, pieces: Sequence[Piece]) -> tuple[Ints, Flags]:
    """Return the minutes between any two pieces that may share somebody, and which of them always do."""
    number_of = {code: number for number, code in enumerate(calendar.bodies)}
    some = np.array([np.bitwise_or.reduce(piece.people, axis=0) for piece in pieces])
    every = np.array([np.bitwise_and.reduce(piece.people, axis=0) for piece in pieces])
    body = np.array([number_of[piece.body] for piece in pieces])
    apart = np.where((some[:, None] & some).any(2), calendar.apart[body[:, None], body], NEVER)
    return apart, (every[:, None] & every).any(2)


def _booked(calendar: Calendar, number: int, piece: Piece) -> Ints:
    """Return how many rooms would do for a piece at each node; -1 where it needs none, is not held, or stands."""
    network = calendar.networks[number]
    stands = network.open[network.fixed].any(0)
    free = stands | (piece.end <= piece.start) | (not piece.needs_room) | (not calendar.housing.codes)
    return np.where(free, -1, np.bitwise_count(piece.rooms).sum(1).astype(np.int64))


def _standing(calendar: Calendar, days: int, most: int) -> Bits:
    words = calendar.occupied.people.shape[1]
    full = np.zeros((days, most + 1, words), np.uint64)
    if most:
        for day, people in zip(calendar.occupied.day.tolist(), calendar.occupied.people, strict=True):
            for times in range(most, 0, -1):
                full[day, times] |= full[day, times - 1] & people
            full[day, 0] |= people
    return full


def plan_of(calendar: Calendar, meetings: Meetings, years: Sequence[Year], seed: int) -> Plan:
    """Put a year of each network on an empty calendar."""
    networks, days = len(years), len(meetings.standing)
    layers = max((network.layers for network in calendar.networks), default=0)
    bookings = int(np.diff(meetings.piece_at).sum())
    plan = Plan(
        at=np.full((networks, layers), -1),
        before=np.full((networks, layers), -1),
        best=np.full((networks, layers), -1),
        held=np.zeros(days, np.int64),
        network=np.zeros((days, networks), np.int64),
        node=np.zeros((days, networks), np.int64),
        own=np.zeros(networks),
        least=np.zeros(networks),
        next=np.zeros(networks),
        dear=np.ones(networks),
        state=np.zeros(networks, np.int64),
        touched=np.zeros(networks, np.int64),
        queue=np.zeros(networks, np.int64),
        extra=np.zeros(max((one.nodes for one in calendar.networks), default=0)),
        windows=np.zeros((len(meetings.receiver) * layers, 2), np.int64),
        nodes=np.zeros(layers, np.int64),
        order=np.zeros(bookings, np.int64),
        room=np.zeros(bookings, np.int64),
        full=np.zeros(meetings.standing.shape[1:], np.uint64),
        chance=np.array([seed], np.uint64),
        totals=np.zeros(2),
    )
    for number, year in enumerate(years):
        plan.best[number, : len(year.nodes)] = year.nodes
    back_to_the_best(calendar, plan)
    return plan


def back_to_the_best(calendar: Calendar, plan: Plan) -> None:
    """Put every network back to where it was in the best plan."""
    plan.at[:], plan.held[:] = plan.best, 0
    for number, network in enumerate(calendar.networks):
        for node in plan.at[number][plan.at[number] >= 0].tolist():
            day = int(network.day[node])
            plan.network[day, plan.held[day]], plan.node[day, plan.held[day]] = number, node
            plan.held[day] += 1
