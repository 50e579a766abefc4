"""A calendar's meetings as they are placed now, in arrays by day: who is in whose way, and what each node would meet.

The conflict table of local search for timetabling (Lewis 2008, "A survey of metaheuristic-based techniques for
university timetabling problems", OR Spectrum 30): counted anew for the few meetings of a node's own day.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from scheduler.solver.patterns.day_rooms import DayRooms, Held, Housed
from scheduler.solver.patterns.network import Bits, Calendar, Flags, Floats, Ints, Piece, Report, Year
from scheduler.solver.patterns.slots import Meeting, Slots, packed, unpacked, words_of


class Board:
    """Which year each network has, and what stands in the way of what.

    Parameters
    ----------
    calendar : Calendar
        All networks.
    rooms : DayRooms, optional
        How days are housed; made where none is given.

    """

    def __init__(self, calendar: Calendar, rooms: DayRooms | None = None) -> None:
        self.calendar = calendar
        self.rooms = rooms or DayRooms(calendar)
        self.absence: Floats | None = None
        """By body and person what it costs that they are elsewhere; None: no two meetings may share anybody."""
        self.years: list[Year | None] = [None] * len(calendar.networks)
        self.days = max((network.allowed_gap.shape[1] - 1 for network in calendar.networks), default=0)
        self._number_of = {code: number for number, code in enumerate(calendar.bodies)}
        self.slots = Slots.of(calendar)
        self.words = words_of(calendar)
        self.feeds: list[list[Report]] = [[] for _ in calendar.networks]
        self.hears: list[list[Report]] = [[] for _ in calendar.networks]
        for report in calendar.reports:
            self.feeds[report.feeder].append(report)
            self.hears[report.receiver].append(report)
        self._on: list[dict[Held, int]] = [{} for _ in range(self.days)]
        self._houseless = np.zeros(self.days, np.bool_)
        self._sharing = self._ever_sharing()
        self._carries = np.array([any(one.carried.any() for one in pieces) for pieces in calendar.pieces], np.bool_)
        self._needs_room = [any(piece.needs_room for piece in pieces) for pieces in calendar.pieces]
        housing = calendar.housing
        taking = [housing.bits(np.flatnonzero(row)) for row in housing.shared]
        self._taking = np.array(taking, np.uint64).reshape(-1, housing.words)
        self._pad = int(housing.setup.max(initial=0) + housing.clear.max(initial=0))
        self._journeys = np.unique(housing.journey)
        further = [[row > minutes for minutes in (-1, *self._journeys.tolist())] for row in housing.journey]
        self._further = np.array([[housing.bits(np.flatnonzero(one)) for one in row] for row in further], np.uint64)
        """By room, and how many of the journeys there is time for: the rooms that are further."""
        self._load = self._standing_load()

    def _ever_sharing(self) -> Flags:
        """Return by bodies whether two might want the same person."""
        bodies = len(self.calendar.bodies)
        ever = np.zeros((bodies, self.words), np.uint64)
        for pieces in self.calendar.pieces:
            for piece in pieces:
                ever[self._number_of[piece.body]] |= np.bitwise_or.reduce(piece.people, axis=0, initial=np.uint64(0))
        return np.asarray((ever[:, None, :] & ever[None, :, :]).any(2))

    # -- people's days

    def _standing_load(self) -> Ints | None:
        """Return how many meetings each person has on each day, by day and person; None where nobody asks."""
        if self.calendar.most_a_day is None or not self.days:
            return None
        load = np.zeros((self.days, self.words * 64), np.int64)
        occupied = self.calendar.occupied
        np.add.at(load, occupied.day, unpacked(occupied.people).astype(np.int64))
        return load

    def _people_of(self, number: int, node: int) -> Bits:
        """Return who would be at any piece of a network at a node."""
        return np.asarray(np.bitwise_or.reduce([piece.people[node] for piece in self.calendar.pieces[number]], axis=0))

    # -- placing

    def lift(self, number: int) -> None:
        """Take a network's year off."""
        self._place(number, -1)
        self.years[number] = None

    def put(self, number: int, year: Year) -> None:
        """Place a network's year, in place of what it had."""
        if self.years[number] is not None:
            self.lift(number)
        self.years[number] = year
        self._place(number, 1)

    def _place(self, number: int, sign: int) -> None:
        year = self.years[number]
        if year is None:
            return
        network, slots, held, pieces = (
            self.calendar.networks[number],
            self.slots,
            year.held,
            self.calendar.pieces[number],
        )
        begin, end = slots.first[number], slots.first[number + 1]
        days = network.day[held].tolist()
        if sign < 0:
            slots.day[begin:end] = slots.room[begin:end] = -1
        else:
            for place, piece in enumerate(pieces):
                which = slice(begin + place, begin + place + len(held) * len(pieces), len(pieces))
                slots.day[which], slots.start[which] = network.day[held], piece.start[held]
                slots.end[which], slots.people[which] = piece.end[held], piece.people[held]
                slots.would_do[which] = piece.rooms[held]
        for layer, (day, node) in enumerate(zip(days, held.tolist(), strict=True)):
            if sign < 0:
                del self._on[day][number, node]
                if self._houseless[day]:
                    self._house(day)
            else:
                self._come(day, (number, node), int(begin) + layer * len(pieces))
        if self._load is not None:
            people = np.bitwise_or.reduce([piece.people[held] for piece in pieces], axis=0)
            np.add.at(self._load, days, sign * unpacked(people).astype(np.int64))

    def on(self, day: int) -> tuple[Held, ...]:
        """Return what is held on a day, by network and node."""
        return tuple(sorted(self._on[day]))

    # -- rooms

    def _come(self, day: int, held: Held, slot: int) -> None:
        """Give rooms to what comes to a day; all of the day is housed anew where none is left for it."""
        there = self._on[day]
        rooms = None if self._houseless[day] else self.rooms.beside(self._housed(day), held)
        there[held] = slot
        if rooms is None:
            self._house(day)
        else:
            self.slots.room[slot : slot + len(rooms)] = rooms

    def _housed(self, day: int) -> Iterator[tuple[Held, Housed]]:
        """Yield what is held on a day with its rooms."""
        for held, slot in self._on[day].items():
            yield held, tuple(self.slots.room[slot : slot + len(self.calendar.pieces[held[0]])].tolist())

    def housed(self) -> dict[Held, Housed]:
        """Return the rooms of all that is held, on days that can be housed."""
        return {held: rooms for day in np.flatnonzero(~self._houseless).tolist() for held, rooms in self._housed(day)}

    def _house(self, day: int) -> None:
        """Look for rooms for all that is held on a day."""
        there = self.on(day)
        found = self.rooms.housed(there)
        self._houseless[day] = found is None
        if found is not None:
            begin = 0
            for held in there:
                slot, end = self._on[day][held], begin + len(self.calendar.pieces[held[0]])
                self.slots.room[slot : slot + end - begin] = found[begin:end]
                begin = end

    # -- what a node would meet

    def clashes(self, number: int, price: Floats) -> Floats:
        """Return for each node of a network the sum of the prices of those it would clash with, were it put there.

        Parameters
        ----------
        number : int
            A network that is lifted.
        price : array of shape (networks,)
            Of a clash with a meeting of each; no more than it costs that people are elsewhere, where that is known.

        """
        network, slots = self.calendar.networks[number], self.slots
        total = np.zeros(network.nodes)
        for piece in self.calendar.pieces[number]:
            body = self._number_of[piece.body]
            node, slot = self._pairs(network.day, self._sharing[body, slots.body])
            apart = self.calendar.apart[body, slots.body[slot]]
            kept = (piece.start[node] < slots.end[slot] + apart) & (slots.start[slot] < piece.end[node] + apart)
            node, slot = node[kept], slot[kept]
            shared = piece.people[node] & slots.people[slot]
            kept = shared.any(1)
            node, slot = node[kept], slot[kept]
            theirs = np.minimum(price[slots.network[slot]], self._yielding(body, slots.body[slot], shared[kept]))
            total += np.bincount(node, theirs, network.nodes)
        return total

    def _yielding(self, one: int | Ints, two: Ints, shared: Bits) -> Floats:
        """Return what it costs that each of those whom two bodies want at once is at one of them only."""
        if self.absence is None:
            return np.full(len(two), np.inf)
        people = unpacked(shared)[:, : self.absence.shape[1]]
        least = np.minimum(self.absence[one], self.absence[two])
        return np.asarray(np.where(people, least, 0.0).sum(1))

    def _pairs(self, day: Ints, among: Flags) -> tuple[Ints, Ints]:
        """Return every pair of a node, each with its day, and one of some slots that is placed on that day."""
        order = np.flatnonzero(among & (self.slots.day >= 0))
        order = order[np.argsort(self.slots.day[order], kind="stable")]
        begin = np.searchsorted(self.slots.day[order], np.arange(self.days + 1))
        number = np.diff(begin)[day]
        node = np.repeat(np.arange(len(day)), number)
        place = np.arange(len(node)) - np.repeat(np.cumsum(number) - number - begin[day], number)
        return node, order[place]

    def unserved(self, number: int, price: Floats) -> Floats:
        """Return for each node the sum of the prices of the feeders that have no meeting in time for it."""
        network = self.calendar.networks[number]
        total = np.zeros(network.nodes)
        for report in self.hears[number]:
            year = self.years[report.feeder]
            if year is not None:
                served = _served(report, self.calendar.networks[report.feeder].day[year.held])
                total += price[report.feeder] * ~served[network.day]
        return total

    def windows(self, number: int) -> Ints:
        """Return the days, first and last, in which a network must have a meeting for those it reports to."""
        found = [np.zeros((0, 2), np.int64)]
        for report in self.feeds[number]:
            year = self.years[report.receiver]
            if year is not None and report.receiver != number:
                days = self.calendar.networks[report.receiver].day[year.held]
                days = days[report.asked[days]]
                found.append(np.stack([report.first[days], report.last[days]], axis=1))
        return np.unique(np.concatenate(found), axis=0)

    def unhoused(self, number: int) -> Flags:
        """Return for each node of a lifted network whether the day could not be housed with it."""
        network, pieces = self.calendar.networks[number], self.calendar.pieces[number]
        if not self._needs_room[number]:
            return np.zeros(network.nodes, np.bool_)
        doubtful, found = np.full(network.nodes, len(pieces) > 1), self._houseless[network.day]
        for piece in pieces:
            if piece.needs_room:
                left, enough = self._rooms_left(network.day, piece)
                doubtful |= ~left
                if piece.carried.any():
                    alone = bool((piece.carried > self.calendar.lent.most[:, None]).any())
                    doubtful |= self._carried_on()[network.day] | alone
                found |= ~enough
        for node in np.flatnonzero(doubtful & ~found).tolist():
            day, held = int(network.day[node]), (number, node)
            if self.rooms.beside(self._housed(day), held) is None:
                found[node] = self.rooms.housed(sorted([*self._on[day], held])) is None
        return found

    def _carried_on(self) -> Flags:
        """Return for each day of the calendar whether anything is carried to a room then."""
        found = np.zeros(self.days, np.bool_)
        found[self.slots.day[self._carries[self.slots.network] & (self.slots.day >= 0)]] = True
        found[self.calendar.lent.standing[:, 0]] = True
        return found

    def _rooms_left(self, day: Ints, piece: Piece) -> tuple[Flags, Flags]:
        """Return for each node whether a room is surely left by the others there, and whether there may be one at all.

        The latter by a count: those who sit when it starts, and it, need a room each of all that would do for any.
        """
        slots, held = self.slots, piece.end > piece.start
        node, slot = self._pairs(day, slots.room >= 0)
        start, end = piece.start[node], piece.end[node]
        near = (start - self._pad < slots.end[slot]) & (slots.start[slot] - self._pad < end)
        taken, union = np.zeros_like(piece.rooms), piece.rooms.copy()
        np.bitwise_or.at(taken, node[near], self._taking[slots.room[slot[near]]])
        if len(self._journeys) > 1:
            self._too_far(piece, node, slot, taken)
        there = (slots.start[slot] <= start) & (start < slots.end[slot])
        np.bitwise_or.at(union, node[there], slots.would_do[slot[there]])
        crowd = np.bincount(node[there], minlength=len(day))
        left = (piece.rooms & ~taken).any(1) | ~held
        return np.asarray(left), np.asarray((crowd < np.bitwise_count(union).sum(1)) | ~held)

    def _too_far(self, piece: Piece, node: Ints, slot: Ints, taken: Bits) -> None:
        """Add the rooms from which there is no time for the way to those who share somebody, where some have it."""
        slots = self.slots
        between = np.maximum(slots.start[slot] - piece.end[node], piece.start[node] - slots.end[slot])
        apart = self.calendar.apart[self._number_of[piece.body], slots.body[slot]]
        near = (np.maximum(apart, 0) <= between) & (between < self._journeys[-1])
        node, slot, between = node[near], slot[near], between[near]
        near = (piece.people[node] & slots.people[slot]).any(1)
        enough = np.searchsorted(self._journeys, between[near], side="right")
        np.bitwise_or.at(taken, node[near], self._further[slots.room[slot[near]], enough])

    def overloaded(self, number: int) -> Flags:
        """Return for each node whether somebody there would have too many meetings that day, the network lifted."""
        network = self.calendar.networks[number]
        found = np.zeros(network.nodes, np.bool_)
        if self._load is not None and self.calendar.most_a_day is not None:
            full = packed(self._load >= self.calendar.most_a_day)
            for piece in self.calendar.pieces[number]:
                found |= (piece.people & full[network.day]).any(1)
        return found

    # -- what stands

    def days_of(self, person: int) -> list[int]:
        """Return the days on which a person has a meeting, each as often, where so many a day are limited."""
        return [] if self._load is None else np.repeat(np.arange(self.days), self._load[:, person]).tolist()

    def taken(self, day: int) -> list[tuple[int, int, int]]:
        """Return which rooms are taken on a day, from when and until when, set-up and clearing included."""
        slots, housing = self.slots, self.calendar.housing
        mine = (slots.day == day) & (slots.room >= 0)
        room = slots.room[mine]
        begin, end = slots.start[mine] - housing.setup[room], slots.end[mine] + housing.clear[room]
        return list(zip(room.tolist(), begin.tolist(), end.tolist(), strict=True))

    def too_near(self, held: Sequence[Held]) -> tuple[Ints, Ints]:
        """Return the places, in a list of what may be held on one day, of every two that leave no time for the way."""
        pieces = [
            (place, piece, node) for place, (number, node) in enumerate(held) for piece in self.calendar.pieces[number]
        ]
        number = np.array([held[place][0] for place, _, _ in pieces], np.int64)
        body = np.array([self._number_of[piece.body] for _, piece, _ in pieces], np.int64)
        start, end = (
            np.array([getattr(piece, name)[node] for _, piece, node in pieces], np.int64) for name in ("start", "end")
        )
        people = np.array([piece.people[node] for _, piece, node in pieces], np.uint64).reshape(-1, self.words)
        apart = self.calendar.apart[np.ix_(body, body)]
        between = np.maximum(start[:, None] - end, start - end[:, None])
        near = np.triu((between >= 0) & (between < apart) & (number[:, None] != number), 1)
        one, two = np.nonzero(near)
        shared = (people[one] & people[two]).any(1)
        place = np.array([place for place, _, _ in pieces], np.int64)
        return place[one[shared]], place[two[shared]]

    # -- what is wrong

    def contested(self) -> list[Meeting]:
        """Return the meetings, network and layer, that stand in one another's way, or lack what they need."""
        slots, found = self.slots, set[Meeting]()
        for one, two in self.clashing():
            found |= {(int(slots.network[slot]), int(slots.layer[slot])) for slot in (one, two)}
        for number in range(len(self.years)):
            found |= set(self._late(number))
        for day in np.flatnonzero(self._houseless).tolist():
            found |= {(held[0], int(slots.layer[slot])) for held, slot in self._on[day].items() if self._asks(held)}
        return sorted(found | set(self._too_many()))

    def clashing(self, *, at_a_price: bool = False) -> Iterator[tuple[int, int]]:
        """Yield every two slots that overlap, the way between included, and share somebody.

        Those whom all that they share may be spared at a price are left out, or, with `at_a_price`, the only ones.
        """
        slots = self.slots
        order = np.flatnonzero(slots.day >= 0)
        order = order[np.argsort(slots.day[order], kind="stable")]
        day = slots.day[order]
        for step in range(1, len(order)):
            same = day[step:] == day[:-step]
            if not same.any():
                return
            one, two = order[:-step][same], order[step:][same]
            apart = self.calendar.apart[slots.body[one], slots.body[two]]
            kept = (slots.start[one] < slots.end[two] + apart) & (slots.start[two] < slots.end[one] + apart)
            kept &= slots.network[one] != slots.network[two]
            one, two = one[kept], two[kept]
            shared = slots.people[one] & slots.people[two]
            spared = np.isfinite(self._yielding(slots.body[one], slots.body[two], shared))
            kept = shared.any(1) & (spared if at_a_price else ~spared)
            yield from zip(one[kept].tolist(), two[kept].tolist(), strict=True)

    def _late(self, number: int) -> Iterator[Meeting]:
        """Yield the meetings of a receiver that a feeder does not serve, and those of the feeder."""
        year = self.years[number]
        if year is None:
            return
        for report in self.hears[number]:
            feeder = self.years[report.feeder]
            if feeder is None:
                continue
            served = _served(report, self.calendar.networks[report.feeder].day[feeder.held])
            late = np.flatnonzero(~served[self.calendar.networks[number].day[year.held]]).tolist()
            yield from ((number, layer) for layer in late)
            yield from ((report.feeder, layer) for layer in range(len(feeder.held)) if late)

    def _asks(self, held: Held) -> bool:
        """Whether it needs a room."""
        return any(booking is not None for booking in self.rooms.bookings(held))

    def _too_many(self) -> Iterator[Meeting]:
        """Yield the meetings of days on which somebody there has too many."""
        if self._load is None or self.calendar.most_a_day is None:
            return
        over = packed(self._load > self.calendar.most_a_day)
        for day in np.flatnonzero(over.any(1)).tolist():
            for (number, node), slot in self._on[day].items():
                if (self._people_of(number, node) & over[day]).any():
                    yield number, int(self.slots.layer[slot])


def _served(report: Report, days: Ints) -> Flags:
    """Return for each day of the calendar whether a receiver's meeting there finds one of the feeder's in time."""
    days = np.sort(days)
    next_one = np.searchsorted(days, report.first)
    found = np.append(days, np.iinfo(np.int64).max)[next_one] <= report.last
    served: Flags = found | ~report.asked
    return served
