"""Cuts: rows that every plan keeps, added to the master problem where its fractional solution breaks them.

Maximal cliques of the conflict graph of placements (Padberg 1973, "On the facial structure of set packing polyhedra"),
reports of one network to another, and limits a day. Nothing here is more than a plan must keep: travel is the shortest
there could be, and rooms are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from scheduler.solver.patterns.network import WORD, Bits, Calendar, Flags, Floats, Ints

VIOLATION = 1e-4
"""How far a row has to be broken before it is added: what is less is the linear solver's tolerance."""


@dataclass(frozen=True, eq=False)
class Row:
    """A sum over placements that is at most so much in every plan: `coefficients` of `placements`, `most` in all."""

    placements: Ints
    coefficients: Ints
    most: int

    @cached_property
    def key(self) -> tuple[bytes, bytes, int]:
        """What tells one row from another."""
        return self.placements.tobytes(), self.coefficients.tobytes(), self.most


@dataclass(frozen=True, eq=False)
class DayPieces:
    """Every placement of one day, piece by piece, in the order of placements.

    Parameters
    ----------
    placements : array of shape (placements of the day,)
        Their numbers, rising.
    owner : array of shape (pieces of the day,)
        Which of them each piece belongs to, by its position.
    start, end, body, people : arrays of shape (pieces of the day, ...)
        As in `Piece`, of people those who are sure; `body` is a number of `Calendar.bodies`.

    """

    placements: Ints
    owner: Ints
    start: Ints
    end: Ints
    body: Ints
    people: Bits


@dataclass(eq=False)
class Placements:
    """All nodes of some networks in one numbering, and which of them exclude each other.

    Parameters
    ----------
    calendar : Calendar
        All networks; node v of network k is placement `first[k] + v`.
    bounded : tuple of int
        The networks whose years are in the master problem; the placements of no other are in any row.

    """

    calendar: Calendar
    bounded: tuple[int, ...]
    first: Ints = field(init=False)
    network: Ints = field(init=False)
    day: Ints = field(init=False)
    _days: dict[int, DayPieces] = field(init=False, default_factory=dict)
    _clashes: dict[int, Flags] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Give each placement its number."""
        networks = self.calendar.networks
        self.first = np.concatenate([[0], np.cumsum([network.nodes for network in networks])]).astype(np.int64)
        self.network = np.repeat(np.arange(len(networks)), np.diff(self.first))
        self.day = np.concatenate([network.day for network in networks]) if networks else np.zeros(0, np.int64)
        usable = np.concatenate([network.open.any(0) for network in networks]) if networks else np.zeros(0, np.bool_)
        usable &= np.isin(self.network, self.bounded)
        numbers = np.flatnonzero(usable)
        order = numbers[np.argsort(self.day[numbers], kind="stable")]
        self.days, starts = np.unique(self.day[order], return_index=True)
        self.of_day = dict(zip(self.days.tolist(), np.split(order, starts)[1:], strict=True))
        self.body_number = {body: number for number, body in enumerate(self.calendar.bodies)}

    def part(self, network: int) -> slice:
        """Return where the placements of one network are."""
        return slice(int(self.first[network]), int(self.first[network + 1]))

    def of(self, network: int, nodes: Ints) -> Ints:
        """Return the placements of nodes of one network."""
        return nodes + int(self.first[network])

    def on_day(self, day: int) -> DayPieces:
        """Return the pieces of a day's placements."""
        if day not in self._days:
            placements = self.of_day[day]
            owner, start, end, body, people = [], [], [], [], []
            for position, placement in enumerate(placements.tolist()):
                network = int(self.network[placement])
                node = placement - int(self.first[network])
                for piece in self.calendar.pieces[network]:
                    if not piece.sure[node].any():
                        continue
                    owner.append(position)
                    start.append(int(piece.start[node]))
                    end.append(int(piece.end[node]))
                    body.append(self.body_number[piece.body])
                    people.append(piece.sure[node])
            words = max(1, -(-len(self.calendar.people) // WORD))
            self._days[day] = DayPieces(
                placements,
                np.array(owner, np.int64),
                np.array(start, np.int64),
                np.array(end, np.int64),
                np.array(body, np.int64),
                np.array(people, np.uint64).reshape(-1, words),
            )
        return self._days[day]

    def clashes(self, placement: int) -> Flags:
        """Return which placements of its day no plan has beside it, itself among them, in the order of `of_day`.

        Those of its own network, which meets once a day, and those at which somebody would have to be who cannot be
        at both.
        """
        if placement not in self._clashes:
            here = self.on_day(int(self.day[placement]))
            clash = self.network[here.placements] == self.network[placement]
            position = int(np.searchsorted(here.placements, placement))
            for piece in np.flatnonzero(here.owner == position).tolist():
                apart = self.calendar.apart
                after = here.end[piece] + apart[here.body[piece], here.body]
                before = here.end + apart[here.body, here.body[piece]]
                meet = (here.start < after) & (here.start[piece] < before)
                meet &= (here.people & here.people[piece]).any(1)
                clash[here.owner[meet]] = True
            self._clashes[placement] = clash
        return self._clashes[placement]


def violated(placements: Placements, value: Floats) -> Iterator[Row]:
    """Yield rows that a fractional solution breaks.

    Parameters
    ----------
    placements : Placements
        Of the calendar.
    value : array of shape (placements,)
        How much of a meeting the solution has at each placement.

    """
    held = np.flatnonzero(value > VIOLATION)
    by_day = held[np.argsort(placements.day[held], kind="stable")]
    days, starts = np.unique(placements.day[by_day], return_index=True)
    for day, here in zip(days.tolist(), np.split(by_day, starts)[1:], strict=True):
        yield from _cliques(placements, day, here, value)
        if placements.calendar.most_a_day is not None:
            yield from _limits(placements, day, placements.calendar.most_a_day, value)
    yield from _reports(placements, value)


def _cliques(placements: Placements, day: int, here: Ints, value: Floats) -> Iterator[Row]:
    """Yield maximal cliques of a day that hold more than one meeting in all, each grown greedily from one placement."""
    here = here[np.argsort(-value[here], kind="stable")]
    of_day = placements.of_day[day]
    positions = np.searchsorted(of_day, here)
    clashes = np.array([placements.clashes(placement) for placement in here.tolist()])
    among = clashes[:, positions]
    promising = among @ value[here] > 1 + VIOLATION
    found: set[bytes] = set()
    for seed in np.flatnonzero(promising).tolist():
        rest = among[seed].copy()
        rest[seed] = False
        clique = [seed]
        while rest.any():
            clique.append(int(rest.argmax()))
            rest &= among[clique[-1]]
            rest[clique[-1]] = False
        if value[here[clique]].sum() <= 1 + VIOLATION:
            continue
        key = np.sort(here[clique]).tobytes()
        if key not in found:
            found.add(key)
            row = _grown(placements, of_day, np.logical_and.reduce(clashes[clique]), positions[clique])
            yield Row(row, np.ones(len(row), np.int64), 1)


def _grown(placements: Placements, of_day: Ints, common: Flags, clique: Ints) -> Ints:
    """Return a maximal clique: those that clash with all of it are added, whoever clashes with most of them first."""
    common = common.copy()
    common[clique] = False
    rest = np.flatnonzero(common)
    taken = list(clique)
    if len(rest):
        among = np.array([placements.clashes(placement)[rest] for placement in of_day[rest].tolist()])
        open_ = np.ones(len(rest), np.bool_)
        while open_.any():
            degree = np.where(open_, among @ open_, -1)
            best = int(degree.argmax())
            taken.append(rest[best])
            open_ &= among[best]
            open_[best] = False
    return np.sort(of_day[taken])


def _limits(placements: Placements, day: int, most: int, value: Floats) -> Iterator[Row]:
    """Yield rows of who would sit more often on a day than anybody may."""
    here = placements.on_day(day)
    bits = np.unpackbits(here.people.view(np.uint8), axis=1, bitorder="little")
    load = value[here.placements[here.owner]] @ bits
    for person in np.flatnonzero(load > most + VIOLATION).tolist():
        sittings = np.bincount(here.owner, weights=bits[:, person], minlength=len(here.placements)).astype(np.int64)
        at = np.flatnonzero(sittings)
        yield Row(here.placements[at], sittings[at], most)


def _reports(placements: Placements, value: Floats) -> Iterator[Row]:
    """Yield rows of receivers' days on which more is held than the feeder's window serves."""
    calendar = placements.calendar
    for report in calendar.reports:
        if report.feeder not in placements.bounded or report.receiver not in placements.bounded:
            continue
        days = len(report.asked)
        held = []
        for network in (report.feeder, report.receiver):
            of = placements.part(network)
            held.append(np.bincount(placements.day[of], weights=value[of], minlength=days))
        until = np.concatenate([[0.0], np.cumsum(held[0])])
        first = np.clip(report.first, 0, days)
        served = until[np.maximum(np.clip(report.latest, -1, days - 1) + 1, first)] - until[first]
        for day in np.flatnonzero(report.asked & (held[1] > served + VIOLATION)).tolist():
            yield report_row(
                placements, report.feeder, report.receiver, (day, int(first[day]), int(report.latest[day]))
            )


def report_row(placements: Placements, feeder: int, receiver: int, window: tuple[int, int, int]) -> Row:
    """Return the row of one receiver's day: no more is held then than in the feeder's window, first to last day."""
    day, first, last = window
    serving = placements.of(feeder, np.flatnonzero(_within(placements.calendar.networks[feeder].day, first, last)))
    served = placements.of(receiver, np.flatnonzero(placements.calendar.networks[receiver].day == day))
    numbers = np.concatenate([served, serving])
    coefficients = np.concatenate([np.ones(len(served), np.int64), -np.ones(len(serving), np.int64)])
    order = np.argsort(numbers)
    return Row(numbers[order], coefficients[order], 0)


def _within(day: Ints, first: int, last: int) -> Flags:
    return (day >= first) & (day <= last)
