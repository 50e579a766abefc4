"""Days and times of meetings still contested, all at once: for stretches so dense that negotiation stalls.

A time-indexed set packing (Sousa and Wolsey 1992, "A time indexed formulation of non-preemptive single machine
scheduling problems"): one choice a node, at most one of those that would have a person at a moment. Rooms are counted
for each moment, and days that turn out not to be housed are cut off afterwards (logic-based Benders decomposition:
Hooker and Ottosson 2003, Mathematical Programming 96). Intervals with no-overlap for each person were tried: 12 s for
120 meetings without any slack, where this takes 0.1 s. What is said here of people and rooms is a search device: what
comes of it is counted again by the board, and by the rules.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.cp.runs import search
from scheduler.solver.patterns.board import Board
from scheduler.solver.patterns.congestion import Negotiated
from scheduler.solver.patterns.day_rooms import Booking, Held
from scheduler.solver.patterns.network import Bits, Calendar, Flags, Ints, Weighed, Year, weighed
from scheduler.solver.patterns.shortest_path import cost_of
from scheduler.solver.patterns.slots import unpacked

Literal = Any
"""A choice of the solver."""


def settled(
    calendar: Calendar,
    weights: Mapping[str, int],
    found: Negotiated,
    stop: Callable[[], bool] = lambda: False,
    parameters: SearchParameters = DEFAULT,
) -> Negotiated:
    """Return a plan in which nothing is contested, or what was found before where none is found.

    The networks of contested meetings are placed anew, all others standing; where that cannot be, those too who share
    people or reports with them, and so on to all.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    weights : mapping of str to int
        What a unit of each tier weighs.
    found : Negotiated
        Where negotiation stalled.
    stop : callable
        Asked ten times a second.

    """
    weighing, effort = [weighed(network, weights) for network in calendar.networks], _Effort(parameters.dense_effort)
    free = frozenset(number for number, _ in found.contested)
    while free and not stop():
        years = _placed(calendar, weighing, found.years, free, effort, stop, parameters)
        if years is not None:
            return Negotiated(years, (), found.rounds)
        if len(free) == len(calendar.networks):
            break
        free = _with_neighbours(calendar, free)
    return found


@dataclass
class _Effort:
    """What is left of the solver's effort for all models together; each may have half of it."""

    left: float


def _with_neighbours(calendar: Calendar, free: frozenset[int]) -> frozenset[int]:
    """Return some networks with all that share people or reports with them; all where that is no more."""
    ever = [
        np.bitwise_or.reduce([np.bitwise_or.reduce(piece.people, axis=0) for piece in pieces], axis=0)
        for pieces in calendar.pieces
    ]
    theirs = np.bitwise_or.reduce([ever[number] for number in sorted(free)], axis=0)
    found = free | {number for number, people in enumerate(ever) if (people & theirs).any()}
    for report in calendar.reports:
        if not free.isdisjoint((report.feeder, report.receiver)):
            found |= {report.feeder, report.receiver}
    return found if len(found) > len(free) else frozenset(range(len(calendar.networks)))


def _placed(
    calendar: Calendar,
    weighing: Sequence[Weighed],
    years: Sequence[Year],
    free: frozenset[int],
    effort: "_Effort",
    stop: Callable[[], bool],
    parameters: SearchParameters,
) -> tuple[Year, ...] | None:
    """Return the years with some of them placed anew: near what they cost, or at any cost where that cannot be."""
    board = Board(calendar)
    for number, year in enumerate(years):
        if number not in free:
            board.put(number, year)
    for dearest in (True, False):
        affordable = _affordable(weighing, years) if dearest else None
        nodes = _Packing(board, years, sorted(free), affordable).solved(effort, stop, parameters)
        if nodes is not None:
            made = {number: Year(row, cost_of(weighing[number], row)) for number, row in nodes.items()}
            return tuple(made.get(number, year) for number, year in enumerate(years))
        if stop():
            return None
    return None


def _affordable(weighing: Sequence[Weighed], years: Sequence[Year]) -> list[Flags]:
    """Return for each network the nodes that by themselves cost no more than the dearest of its year."""
    return [one.node <= one.node[year.held].max(initial=0) for one, year in zip(weighing, years, strict=True)]


class _Packing:
    """The model of some networks, the others standing.

    Parameters
    ----------
    board : Board
        With those that stand.
    years : sequence of Year
        Of all; those to be placed are to hold as many meetings, and are first tried where they are.
    free : sequence of int
        Networks to be placed.
    affordable : sequence of array of shape (nodes,), optional
        The nodes of each network that may be used.

    """

    def __init__(
        self, board: Board, years: Sequence[Year], free: Sequence[int], affordable: Sequence[Flags] | None
    ) -> None:
        self.board = board
        self.calendar = board.calendar
        self.model = cp_model.CpModel()
        self.hopeless = False
        self.at: dict[int, list[dict[int, Literal]]] = {}
        """Of each network and layer, whether it is at each node."""
        self._there: dict[Held, Literal] = {}
        for number in free:
            allowed = self._allowed(number)
            allowed = allowed if affordable is None else allowed & affordable[number]
            self.at[number] = [
                self._meeting(number, layer, node, allowed) for layer, node in enumerate(years[number].held.tolist())
            ]
        if not self.hopeless:
            for number in free:
                self._year(number)
            self._reports()
            self._people()
            self._journeys()
            self._rooms()
            self._equipment()

    # -- one network

    def _allowed(self, number: int) -> Flags:
        """Return the nodes that nothing which stands is in the way of."""
        board, one = self.board, np.ones(len(self.calendar.networks))
        fine = (board.clashes(number, one) == 0) & (board.unserved(number, one) == 0)
        return np.asarray(fine & ~board.overloaded(number) & ~board.unhoused(number))

    def _meeting(self, number: int, layer: int, now: int, allowed: Flags) -> dict[int, Literal]:
        network = self.calendar.networks[number]
        nodes = np.flatnonzero(network.open[layer] & (allowed | network.fixed[layer])).tolist()
        choices = {node: self.model.new_bool_var("") for node in nodes}
        self.model.add_exactly_one(choices.values())
        for node, literal in choices.items():
            self.model.add_hint(literal, node == now)
        self.hopeless |= not choices
        return choices

    def _year(self, number: int) -> None:
        """Let meetings follow one another as the network allows, one of them in each cover that must have one."""
        network, layers = self.calendar.networks[number], self.at[number]
        days = []
        for choices in layers:
            domain = cp_model.Domain.from_values(np.unique(network.day[list(choices)]).tolist())
            day = self.model.new_int_var_from_domain(domain, "")
            self.model.add(sum(int(network.day[node]) * literal for node, literal in choices.items()) == day)
            days.append(day)
        for layer, (one, two) in enumerate(pairwise(days)):
            gaps = cp_model.Domain.from_values(np.flatnonzero(network.allowed_gap[layer]).tolist())
            self.model.add_linear_expression_in_domain(two - one, gaps)
        musts = [(cover.first, cover.last) for cover in network.covers if np.isinf(cover.units)]
        for first, last in [*musts, *self.board.windows(number).tolist()]:
            self.model.add_bool_or(self._between(number, first, last))

    def _between(self, number: int, first: int, last: int) -> list[Literal]:
        day = self.calendar.networks[number].day
        return [one for choices in self.at[number] for node, one in choices.items() if first <= day[node] <= last]

    def _reports(self) -> None:
        """Let a receiver's meeting be where a feeder's is in time, both to be placed."""
        for report in self.calendar.reports:
            if report.feeder in self.at and report.receiver in self.at:
                day = self.calendar.networks[report.receiver].day
                for choices in self.at[report.receiver]:
                    for node, literal in choices.items():
                        when = int(day[node])
                        if report.asked[when]:
                            serving = self._between(report.feeder, int(report.first[when]), int(report.last[when]))
                            self.model.add_bool_or(~literal, *serving)

    # -- people

    def _held(self) -> Iterator[tuple[int, int, list[Literal]]]:
        """Yield each node with the choices that put a meeting there."""
        for number, layers in self.at.items():
            found: defaultdict[int, list[Literal]] = defaultdict(list)
            for choices in layers:
                for node, literal in choices.items():
                    found[node].append(literal)
            for node, literals in sorted(found.items()):
                yield number, node, literals

    def _people(self) -> None:
        """Let nobody be at two meetings at one moment, nor at more on one day than there may be."""
        busy: defaultdict[tuple[int, int], list[tuple[int, int, list[Literal]]]] = defaultdict(list)
        days: defaultdict[tuple[int, int], dict[Held, list[Literal]]] = defaultdict(dict)
        who = {number: [_each(piece.people) for piece in self.calendar.pieces[number]] for number in self.at}
        for number, node, literals in self._held():
            day = int(self.calendar.networks[number].day[node])
            for piece, people in zip(self.calendar.pieces[number], who[number], strict=True):
                for person in people[node]:
                    busy[person, day].append((int(piece.start[node]), int(piece.end[node]), literals))
                    days[person, day][number, node] = literals
        stated: set[tuple[int, ...]] = set()
        for spans in busy.values():
            for moment in sorted({start for start, _, _ in spans}):
                there = {one.index: one for start, end, some in spans if start <= moment < end for one in some}
                key = tuple(sorted(there))
                if len(there) > 1 and key not in stated:
                    stated.add(key)
                    self.model.add_at_most_one(there.values())
        if self.calendar.most_a_day is not None:
            for (person, day), held in days.items():
                most = self.calendar.most_a_day - self.board.days_of(person).count(day)
                self.model.add(sum(one for literals in held.values() for one in literals) <= most)

    def _journeys(self) -> None:
        """Leave time for the way from one body's meeting to another's, where somebody is at both."""
        if not self.calendar.apart.any():
            return
        of_day: defaultdict[int, list[tuple[int, int, list[Literal]]]] = defaultdict(list)
        for held in self._held():
            of_day[int(self.calendar.networks[held[0]].day[held[1]])].append(held)
        for there in of_day.values():
            one, two = self.board.too_near([(number, node) for number, node, _ in there])
            for first, second in zip(one.tolist(), two.tolist(), strict=True):
                self.model.add_at_most_one([*there[first][2], *there[second][2]])

    # -- rooms

    def _rooms(self) -> None:
        """Let no more be held at a moment than there are rooms for them: by Hall's theorem, for each set that occurs.

        Parts of combined rooms, and what else a count cannot see, is left to cuts.
        """
        of_day: defaultdict[int, list[tuple[Booking, list[Literal]]]] = defaultdict(list)
        for number, node, literals in self._held():
            day = int(self.calendar.networks[number].day[node])
            of_day[day] += [(one, literals) for one in self.board.rooms.bookings((number, node)) if one is not None]
        least = self.board.rooms.least_between
        for day, bookings in of_day.items():
            taken = self.board.taken(day)
            for moment in sorted({booking.start for booking, _ in bookings}):
                there = [(set(one.rooms), some) for one, some in bookings if one.start <= moment < one.end + least]
                for rooms in {tuple(sorted(rooms)) for rooms, _ in there}:
                    wanted = [one for theirs, some in there if theirs <= set(rooms) for one in some]
                    left = len(rooms) - sum(room in rooms for room, start, end in taken if start <= moment < end)
                    if len(wanted) > left:
                        self.model.add(sum(wanted) <= max(left, 0))

    def _equipment(self) -> None:
        """Let no more be carried to rooms at a moment than is lent, in the rooms that have the most built in."""
        of_day: defaultdict[int, list[tuple[Booking, list[Literal]]]] = defaultdict(list)
        for number, node, literals in self._held() if len(self.calendar.lent.most) else ():
            bookings = self.board.rooms.bookings((number, node))
            kept = [one for one in bookings if one is not None and one.carried and one.rooms]
            of_day[int(self.calendar.networks[number].day[node])] += [(one, literals) for one in kept]
        for (limit, most), bookings in product(enumerate(self.calendar.lent.most.tolist()), of_day.values()):
            needing = [(one, min(one.carried[limit][room] for room in one.rooms), some) for one, some in bookings]
            for moment in {one.start for one, number, _ in needing if number}:
                wanted = [(number, some) for one, number, some in needing if one.start <= moment < one.end]
                self.model.add(sum(number * literal for number, some in wanted for literal in some) <= most)

    # -- solving

    def solved(
        self, effort: "_Effort", stop: Callable[[], bool], parameters: SearchParameters
    ) -> dict[int, Ints] | None:
        """Return the nodes of each network that is placed anew, or None where no placing was found."""

        def limited(solver: cp_model.CpSolver) -> None:
            solver.parameters.max_deterministic_time = effort.left / 2
            solver.parameters.linearization_level = 0
            solver.parameters.cp_model_probing_level = 0  # it takes long, and no proof is taken from a packing

        for _ in range(0 if self.hopeless else parameters.dense_cuts):
            answer = search(self.model, parameters.dense_seconds, "", configure=limited, stop=stop)
            effort.left -= answer.solver.response_proto.deterministic_time
            if not answer.solved or stop():
                return None
            found = {number: self._nodes(number, answer.solver) for number in self.at}
            if not self._cut_off(found):
                return found
        return None

    def _nodes(self, number: int, solver: cp_model.CpSolver) -> Ints:
        row = np.full(self.calendar.networks[number].layers, -1)
        for layer, choices in enumerate(self.at[number]):
            row[layer] = next(node for node, literal in choices.items() if solver.boolean_value(literal))
        return row

    def _cut_off(self, found: Mapping[int, Ints]) -> bool:
        """Forbid what cannot be housed together of a day; False where all days can be housed."""
        of_day: defaultdict[int, list[Held]] = defaultdict(list)
        for number, nodes in found.items():
            for node in nodes[nodes >= 0].tolist():
                of_day[int(self.calendar.networks[number].day[node])].append((number, node))
        cut = False
        for day, held in of_day.items():
            standing = self.board.on(day)
            if self.board.rooms.housed(sorted([*standing, *held])) is None:
                core = held
                for one in held:
                    fewer = [other for other in core if other != one]
                    if self.board.rooms.housed(sorted([*standing, *fewer])) is None:
                        core = fewer
                together = [[choices[node] for choices in self.at[number] if node in choices] for number, node in core]
                self.model.add(sum(one for literals in together for one in literals) <= len(core) - 1)
                cut = True
        return cut


def _each(people: Bits) -> list[list[int]]:
    """Return the people of each row of bits."""
    rows, which = np.unique(people, axis=0, return_inverse=True)
    of_row = [np.flatnonzero(row).tolist() for row in unpacked(rows)]
    return [of_row[row] for row in which.ravel().tolist()]
