"""A body's year as a layered network: nodes are days and starts, layers its meetings in turn, a year is a path.

The pattern of Bagger, Sørensen and Stidsen 2019, "Dantzig-Wolfe decomposition of the daily course pattern formulation
for curriculum-based course timetabling", taken over a year: every wish of the tiers up to `dates` is a sum over bodies,
so that under any prices on nodes the best year of one body is a shortest path, exact and fast.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scheduler.domain.sittings import Sitting

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Bits = NDArray[np.uint64]

WORD = 64
"""Bits in a word of `Bits`."""


@dataclass(frozen=True)
class Cover:
    """A stretch of days in which a meeting is wanted, whichever of them: `first` to `last`, both included.

    `units` is what it costs in a tier where there is none, already weighted; infinite where there must be one.
    """

    first: int
    last: int
    tier: str
    units: float


@dataclass(frozen=True, eq=False)
class Costs:
    """What a network's years cost in one tier, in whole units, already weighted.

    Parameters
    ----------
    node : array of shape (nodes,)
        Of a meeting at a node by itself.
    mode : array of shape (modes, nodes)
        Further, where that mode (a usual weekday) is the year's; a year has the one that suits it best. At least one.
    gap : array of shape (layers - 1, days + 1)
        Of so many days from the meeting of a layer to that of the next.
    idle : array of shape (layers,)
        Of a layer in which nothing is held.
    constant : int
        Whatever the year.

    """

    node: Ints
    mode: Ints
    gap: Ints
    idle: Ints
    constant: int = 0


@dataclass(frozen=True, eq=False)
class Network:
    """Every year that a body with meetings of its own, or a meeting day, may have by itself.

    A year takes one open node in each of the first layers, `least` of them or more, days rising from layer to layer,
    no gap forbidden, and a meeting in every cover that must have one.

    Parameters
    ----------
    code : str
        The body's, or the meeting day's.
    of_meeting_day : bool
        Which of the two it is.
    day, start, end : arrays of shape (nodes,)
        Day of the calendar counted from its first, and minutes after midnight; by day, then start. Of a meeting day,
        from its first session to its last.
    open : array of shape (layers, nodes)
        Which nodes each meeting may be at.
    least : int
        How many layers must be held; those after it may be, in order.
    allowed_gap : array of shape (layers - 1, days + 1)
        Whether so many days may lie between the meetings of two layers. Never zero days: see `twice_a_day`.
    costs : mapping of str to Costs
        By tier; tiers that cost nothing whatever the year are left out.
    covers : tuple of Cover
        Where meetings are wanted.
    fixed : array of shape (layers,)
        Whether the meeting of a layer is placed already (a fact): its one node costs nothing and needs nobody.
    way_of : array of shape (nodes,)
        Which way of holding a meeting (by rows about one meeting: title, minutes, waivers) a node stands for; 0 where
        rows say nothing.
    twice_a_day : bool
        Whether the rules would let two of its meetings fall on one day: its years are then fewer than the rules', and
        what is proven of them is no bound.
    ways : tuple of tuple of Sitting
        For each value of `way_of` the sittings that are held at such a node: one of a body; those of a meeting day's
        bodies, in the order of the input. Days and numbers in them do not matter.

    """

    code: str
    of_meeting_day: bool
    day: Ints
    start: Ints
    end: Ints
    open: Flags
    least: int
    allowed_gap: Flags
    costs: Mapping[str, Costs]
    covers: tuple[Cover, ...]
    fixed: Flags
    way_of: Ints
    ways: tuple[tuple[Sitting, ...], ...] = ()
    twice_a_day: bool = False

    @property
    def layers(self) -> int:
        """How many meetings it has at most."""
        return len(self.open)

    @property
    def nodes(self) -> int:
        """How many days and starts it may choose among."""
        return len(self.day)


@dataclass(frozen=True, eq=False)
class Weighed:
    """A network with its tiers in one sum, as the shortest path wants it: floating-point numbers, exact up to 2**53.

    `gap` is infinite where a gap is forbidden, `must` are covers that must be met (first and last day, both included),
    `wanted` those at a price (first, last; `missed` has the prices), `idle[k]` what not holding layer k costs.
    """

    network: Network
    node: Floats
    mode: Floats
    gap: Floats
    idle: Floats
    must: Ints
    wanted: Ints
    missed: Floats
    constant: float


def weighed(network: Network, weights: Mapping[str, int]) -> Weighed:
    """Return a network with the costs of some tiers in one sum, each unit at its tier's weight; no other tier costs."""
    layers, nodes, days = network.layers, network.nodes, network.allowed_gap.shape[1]
    modes = max((len(costs.mode) for tier, costs in network.costs.items() if tier in weights), default=1)
    node, mode = np.zeros(nodes), np.zeros((modes, nodes))
    gap, idle, constant = np.zeros((max(layers - 1, 0), days)), np.zeros(layers), 0.0
    for tier, costs in network.costs.items():
        weight = weights.get(tier, 0)
        if weight:
            node += weight * costs.node
            mode[: len(costs.mode)] += weight * costs.mode
            gap += weight * costs.gap
            idle += weight * costs.idle
            constant += weight * costs.constant
    gap[~network.allowed_gap] = np.inf
    must = [(one.first, one.last) for one in network.covers if np.isinf(one.units)]
    wanted = [one for one in network.covers if np.isfinite(one.units) and weights.get(one.tier)]
    return Weighed(
        network,
        node,
        mode,
        gap,
        idle,
        np.array(must, np.int64).reshape(-1, 2),
        np.array([(one.first, one.last) for one in wanted], np.int64).reshape(-1, 2),
        np.array([weights[one.tier] * one.units for one in wanted], np.float64),
        constant,
    )


_NOT_SAID = np.zeros((0, 0), np.uint64)
_NOTHING_CARRIED = np.zeros((0, 0), np.int64)


@dataclass(frozen=True, eq=False)
class Piece:
    """What a meeting at each node of a network takes: a body's sitting, or one session's body of a meeting day.

    The lunch of a meeting day is one too, with the meeting day's code for a body and nobody there. All pieces of a
    network that has several are at one venue.

    Parameters
    ----------
    body : str
        The body's code.
    start, end : arrays of shape (nodes,)
        Minutes after midnight.
    people : array of shape (nodes, words)
        Who is wanted there, one bit a person (`Calendar.people`): those free, and the substitutes of those who are not;
        but for people who may as well stay away, at no cost and with no rule broken though all of them do.
    rooms : array of shape (nodes, words of rooms)
        Which rooms would do, one bit a room (`Calendar.rooms`); no bit where it needs none or none would do.
    needs_room : bool
        Whether it needs a room.
    sure : array of shape (nodes, words)
        Who of those people is there in every seating that is as cheap in the tiers about seats: what a bound may use.
        Left out, all of them.
    carried : array of shape (limits, rooms)
        How much is carried for it to each room, by the limits of `Calendar.lent`; no limits where it needs nothing.

    """

    body: str
    start: Ints
    end: Ints
    people: Bits
    rooms: Bits
    needs_room: bool
    sure: Bits = field(default_factory=lambda: _NOT_SAID)
    carried: Ints = field(default_factory=lambda: _NOTHING_CARRIED)

    def __post_init__(self) -> None:
        """Take everybody for sure where nothing is said of it."""
        if self.sure is _NOT_SAID:
            object.__setattr__(self, "sure", self.people)


@dataclass(frozen=True, eq=False)
class Rooms:
    """What a search needs to know of rooms, by their number in `codes`.

    Parameters
    ----------
    codes : tuple of str
        In the order of the input.
    setup, clear : arrays of shape (rooms,)
        Minutes before and after every booking.
    shared : array of shape (rooms, rooms)
        Whether two rooms have a part in common, so that one booking at a time takes either; each has with itself.
    venue : array of shape (rooms,)
        Number of the venue, which all that is held on a meeting day has in common.
    journey : array of shape (rooms, rooms)
        Minutes from one to the other, or to pause within a venue.

    """

    codes: tuple[str, ...]
    setup: Ints
    clear: Ints
    shared: Flags
    venue: Ints
    journey: Ints

    @property
    def words(self) -> int:
        """How many words of 64 bits hold one bit a room; at least one."""
        return max(1, -(-len(self.codes) // WORD))

    def bits(self, rooms: Iterable[int]) -> Bits:
        """Return a set of rooms as bits, of shape (words,)."""
        found = np.zeros(self.words, np.uint64)
        for room in rooms:
            found[room // WORD] |= np.uint64(1 << room % WORD)
        return found

    def numbers(self, bits: Bits) -> list[int]:
        """Return the rooms of a set, in order."""
        return [room for room in range(len(self.codes)) if int(bits[room // WORD]) >> room % WORD & 1]


_NOTHING = np.zeros(0, np.int64)
NO_ROOMS = Rooms((), _NOTHING, _NOTHING, np.zeros((0, 0), np.bool_), _NOTHING, np.zeros((0, 0), np.int64))


@dataclass(frozen=True, eq=False)
class Lent:
    """How much may be carried to rooms at one moment: equipment that stores lend (`domain.lending.Limit`).

    Parameters
    ----------
    most : array of shape (limits,)
        How much of each.
    standing : array of shape (bookings, 5)
        What stands already has: day, limit, first and last minute, and how much.

    """

    most: Ints
    standing: Ints


NOTHING_LENT = Lent(_NOTHING, np.zeros((0, 5), np.int64))


@dataclass(frozen=True, eq=False)
class Report:
    """One body reports to another: a receiver's meeting on a day asks for a meeting of the feeder from first to last.

    Parameters
    ----------
    feeder, receiver : int
        Numbers of their networks in `Calendar.networks`.
    first, last : arrays of shape (days,)
        Of the feeder, for a receiver's meeting on each day, both included; `last` before `first` where no day would
        do, and `last` -1 and `first` 0 where none is asked.
    asked : array of shape (days,)
        Whether a meeting of the receiver on that day asks for one at all.
    latest : array of shape (days,)
        As `last`, but with the receiver's own day where a feeder may report on that day: what no plan can exceed.

    """

    feeder: int
    receiver: int
    first: Ints
    last: Ints
    asked: Flags
    latest: Ints


@dataclass(frozen=True, eq=False)
class Occupied:
    """What stands already, of bodies outside the networks: it is in the way, and does not move."""

    day: Ints
    start: Ints
    end: Ints
    people: Bits
    bodies: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Calendar:
    """All networks of a year, and what one year asks of another.

    Parameters
    ----------
    networks : tuple of Network
        In the order of the input: meeting days, then bodies.
    pieces : tuple of tuple of Piece
        Of each network; one, but for meeting days.
    reports : tuple of Report
        Who reports to whom.
    apart : array of shape (bodies, bodies)
        Minutes that somebody needs at least from a meeting of one body to one of the other, by `bodies`: the shortest
        way, or pause, between any two rooms that would do.
    bodies : tuple of str
        Every body of a piece.
    people, rooms : tuple of str
        By number of bit.
    most_a_day : int or None
        Meetings of one person on one day.
    occupied : Occupied
        What stands already.
    housing : Rooms
        The rooms; none where whoever searches need not ask.
    lent : Lent
        What is carried to them.

    """

    networks: tuple[Network, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    reports: tuple[Report, ...]
    apart: Ints
    bodies: tuple[str, ...]
    people: tuple[str, ...]
    rooms: tuple[str, ...]
    most_a_day: int | None
    occupied: Occupied
    housing: Rooms = NO_ROOMS
    lent: Lent = NOTHING_LENT
    number_of: Mapping[str, int] = field(default_factory=dict)
    """The number of the network of each body, and of each meeting day by its code."""


@dataclass(frozen=True, eq=False)
class Year:
    """One year of a network: a node in each layer, -1 where nothing is held, and what it costs."""

    nodes: Ints
    cost: float

    @property
    def held(self) -> Ints:
        """The nodes at which meetings are held, in order."""
        return self.nodes[self.nodes >= 0]
