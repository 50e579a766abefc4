"""Networks in which a node is a meeting in a room: dates and rooms in one tier, for column generation.

A room is to a booking what a person is to a meeting, from set-up to clearing, so that the cliques of those who cannot
be at two meetings (Padberg 1973, "On the facial structure of set packing polyhedra") hold for rooms as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from scheduler.solver.cp.parameters import DEFAULT
from scheduler.solver.patterns.network import WORD, Bits, Calendar, Costs, Flags, Ints, Network, Piece, Year
from scheduler.solver.patterns.pricing import Groups, most_of
from scheduler.solver.patterns.room_prices import RoomPrices

DATES, DATES_AND_ROOMS = "dates", "dates and rooms"


class RoomYears:
    """A calendar in which years are of meetings in rooms, and the way to it and back.

    Of a meeting day, and of what is placed already, rooms are left out: they cost nothing and are in nobody's way.

    Parameters
    ----------
    given : Calendar
        Years of meetings, wherever they are.
    prices : RoomPrices
        What each room costs.
    most_rooms : int
        What a year costs for using several rooms is left out of networks that may use more rooms than so many.

    """

    def __init__(self, given: Calendar, prices: RoomPrices, most_rooms: int = DEFAULT.room_set_rooms) -> None:
        self.given, self.prices, self.most_rooms = given, prices, most_rooms
        parts = [prices.problem.parts_of_room[code] for code in given.housing.codes]
        number_of = {code: number for number, code in enumerate(given.housing.codes)}
        taken = [given.housing.bits(number_of[part] for part in some) for some in parts]
        self._parts = np.array(taken, np.uint64).reshape(len(parts), given.housing.words)
        self._words = next((piece.people.shape[1] for pieces in given.pieces for piece in pieces), 1)
        self._nodes: list[Ints] = []
        """Of each network, the given node that each of its nodes is a copy of."""
        self._rooms: list[Ints] = []
        """Of each network and node its room, -1 for none."""
        self._extra: list[Ints] = []
        """Of each network and node what its room costs beyond the least."""
        self.least: list[int] = []
        """Of each network, the least that the room of a meeting costs."""
        for number in range(len(given.networks)):
            self._copy(number)

    @property
    def size(self) -> int:
        """How many nodes there are in all."""
        return sum(len(nodes) for nodes in self._nodes)

    @cached_property
    def groups(self) -> dict[int, Groups]:
        """The nodes of networks by rooms, and what a year costs for those it uses, where that is anything."""
        found = ((number, self._group(number)) for number in range(len(self.given.networks)))
        return {number: one for number, one in found if one is not None}

    @cached_property
    def unit(self) -> int:
        """What a unit of dates weighs: more than all that rooms could cost beyond their least."""
        extras = zip(self.given.networks, self._extra, strict=True)
        most = sum(one.layers * int(extra.max(initial=0)) for one, extra in extras)
        most += sum(most_of(self.groups, number) for number in self.groups)
        return 1 << (most + 1).bit_length()

    def _copy(self, number: int) -> None:
        network, pieces = self.given.networks[number], self.given.pieces[number]
        places: Flags = np.atleast_1d(network.open[~network.fixed].any(0))
        if len(pieces) != 1 or not pieces[0].needs_room:
            places = np.zeros(network.nodes, np.bool_)
        fits = self._fits(pieces[0].rooms) & places[:, None]
        node, column = np.nonzero(np.hstack([~places[:, None], fits]))
        room = column - 1
        price = np.zeros(len(node), np.int64)
        for start, end in {(int(pieces[0].start[n]), int(pieces[0].end[n])) for n in np.flatnonzero(places).tolist()}:
            there = (room >= 0) & (pieces[0].start[node] == start) & (pieces[0].end[node] == end)
            price[there] = self.prices.of(pieces[0].body, start, end)[room[there]]
        least = int(price[room >= 0].min(initial=np.iinfo(np.int64).max)) if (room >= 0).any() else 0
        self._nodes.append(node)
        self._rooms.append(room)
        self._extra.append(np.where(room >= 0, price - least, 0))
        self.least.append(least)

    def _group(self, number: int) -> Groups | None:
        rooms = self._rooms[number]
        used = np.unique(rooms[rooms >= 0])
        if len(used) > self.most_rooms:
            return None
        body, codes = self.given.pieces[number][0].body, self.given.housing.codes
        sets = [[codes[room] for bit, room in enumerate(used) if some >> bit & 1] for some in range(1 << len(used))]
        units = np.array([self.prices.of_year(body, some) for some in sets], np.int64)
        return Groups(np.where(rooms >= 0, np.searchsorted(used, rooms), -1), units) if units.any() else None

    def _fits(self, rooms: Bits) -> Flags:
        """Return which rooms are in sets of them, of shape (nodes, rooms)."""
        number = np.arange(len(self.given.housing.codes))
        found: Flags = (rooms[:, number // WORD] >> (number % WORD).astype(np.uint64) & np.uint64(1)).astype(np.bool_)
        return found

    # -- the calendar of years with rooms

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar of years in rooms."""
        given = self.given
        bodies = (*given.bodies, *(f"room of {network.code}" for network in given.networks))
        apart = np.zeros((len(bodies), len(bodies)), np.int64)
        apart[: len(given.bodies), : len(given.bodies)] = given.apart
        nobody = (f"nobody {number}" for number in range(self._words * WORD - len(given.people)))
        numbers = range(len(given.networks))
        return replace(
            given,
            networks=tuple(self._network(number) for number in numbers),
            pieces=tuple(self._pieces(number) for number in numbers),
            apart=apart,
            bodies=bodies,
            people=(*given.people, *nobody, *given.housing.codes),
            most_a_day=None,
        )

    def _network(self, number: int) -> Network:
        network, nodes = self.given.networks[number], self._nodes[number]
        costs = {tier: _at(costs, nodes) for tier, costs in network.costs.items() if tier != DATES}
        dates = network.costs.get(DATES)
        both = _nothing(network, len(nodes)) if dates is None else _times(_at(dates, nodes), self.unit)
        covers = (
            replace(one, tier=DATES_AND_ROOMS, units=one.units * self.unit) if one.tier == DATES else one
            for one in network.covers
        )
        return replace(
            network,
            day=network.day[nodes],
            start=network.start[nodes],
            end=network.end[nodes],
            open=network.open[:, nodes],
            costs={**costs, DATES_AND_ROOMS: replace(both, node=both.node + self._extra[number])},
            covers=tuple(covers),
            way_of=network.way_of[nodes],
        )

    def _pieces(self, number: int) -> tuple[Piece, ...]:
        """Return the pieces of a network, nobody in them but those who are sure to be there, and one for its room."""
        nodes, room = self._nodes[number], self._rooms[number]
        housing, given, there = self.given.housing, self.given.pieces[number], room >= 0
        none = np.zeros((len(nodes), housing.words), np.uint64)
        found = []
        for piece in given:
            sure = np.hstack([(piece.people if piece.sure is None else piece.sure)[nodes], none])
            rooms = piece.rooms[nodes]
            found.append(
                Piece(piece.body, piece.start[nodes], piece.end[nodes], sure, rooms, needs_room=False, sure=sure)
            )
        taken = np.hstack([np.zeros((len(nodes), self._words), np.uint64), none])
        taken[there, self._words :] = self._parts[room[there]]
        start, end = (minutes[nodes].copy() for minutes in (given[0].start, given[0].end))
        start[there] -= housing.setup[room[there]]
        end[there] += housing.clear[room[there]]
        code = f"room of {self.given.networks[number].code}"
        return (*found, Piece(code, start, end, taken, none, needs_room=False, sure=taken))

    @property
    def roomed(self) -> frozenset[str]:
        """The bodies, by codes, whose years are of meetings in rooms."""
        networks = zip(self.given.networks, self._rooms, strict=True)
        return frozenset(network.code for network, rooms in networks if (rooms >= 0).any())

    def excess(self, years: Sequence[Year]) -> int:
        """Return what the rooms of years in rooms cost beyond the least."""
        used = sum(int(one.units[one.used(years[number].held)]) for number, one in self.groups.items())
        return used + sum(int(extra[year.held].sum()) for extra, year in zip(self._extra, years, strict=True))

    def least_of(self, years: Sequence[Year]) -> int:
        """Return the least that the rooms of years could cost, as many meetings being held, facts aside."""
        numbers = zip(self.given.networks, self.least, years, strict=True)
        return sum(least * int((~network.fixed & (year.nodes >= 0)).sum()) for network, least, year in numbers)

    # -- there and back

    def with_rooms(self, years: Sequence[Year], rooms: Mapping[tuple[int, int], Sequence[int]]) -> list[Year]:
        """Return years in rooms: the number of each piece's room by network and node."""
        found = []
        for number, year in enumerate(years):
            nodes = year.nodes.copy()
            for layer in np.flatnonzero(nodes >= 0).tolist():
                node = int(nodes[layer])
                copies = np.flatnonzero(self._nodes[number] == node)
                room = rooms.get((number, node), (-1,))[0]
                same = copies[self._rooms[number][copies] == room]
                nodes[layer] = (same if len(same) else copies)[0]
            found.append(Year(nodes, 0.0))
        return found

    def without_rooms(self, years: Sequence[Year]) -> tuple[list[Year], dict[tuple[int, int], tuple[int, ...]]]:
        """Return the years of meetings, and the number of the room of each by network and node where it has one."""
        found: list[Year] = []
        rooms: dict[tuple[int, int], tuple[int, ...]] = {}
        for number, year in enumerate(years):
            nodes = np.where(year.nodes >= 0, self._nodes[number][year.nodes], -1)
            found.append(Year(nodes, 0.0))
            for copy in year.held.tolist():
                if self._rooms[number][copy] >= 0:
                    rooms[number, int(self._nodes[number][copy])] = (int(self._rooms[number][copy]),)
        return found, rooms


def _at(costs: Costs, nodes: Ints) -> Costs:
    return replace(costs, node=costs.node[nodes], mode=costs.mode[:, nodes])


def _times(costs: Costs, unit: int) -> Costs:
    return Costs(unit * costs.node, unit * costs.mode, unit * costs.gap, unit * costs.idle, unit * costs.constant)


def _nothing(network: Network, nodes: int) -> Costs:
    gaps = np.zeros((max(network.layers - 1, 0), network.allowed_gap.shape[1]), np.int64)
    return Costs(np.zeros(nodes, np.int64), np.zeros((1, nodes), np.int64), gaps, np.zeros(network.layers, np.int64))
