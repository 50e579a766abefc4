"""Whether all that is held on one day can be housed, and how: backtracking, whatever has the fewest rooms left first.

Interval colouring with eligible machines (Kolen, Lenstra, Papadimitriou and Spieksma 2007, "Interval scheduling: a
survey", Naval Research Logistics 54), by the fail-first principle (Haralick and Elliott 1980, "Increasing tree search
efficiency for constraint satisfaction problems", Artificial Intelligence 14). After so many steps the answer is "none
was found", which a search may take for no.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.solver.patterns.network import Calendar

MOST_STEPS = 1_000
"""Rooms tried for one day before it is given up."""
MOST_REMEMBERED = 20_000
"""Days whose answer is kept."""

Held = tuple[int, int]
"""A network's number, and a node of it."""
Housed = tuple[int, ...]
"""A room's number for each piece of what is held, in order; -1 where it needs none."""


@dataclass(frozen=True)
class Booking:
    """A meeting or lunch that needs a room: when, which would do, and what else has to be at the same venue."""

    start: int
    end: int
    rooms: tuple[int, ...]
    together: int
    """The network whose pieces are all at one venue; -1 of a body with meetings of its own."""
    body: int
    """Its number in `Calendar.bodies`."""
    people: int
    """Who is wanted there, one bit a person."""
    day: int = -1
    carried: tuple[tuple[int, ...], ...] = ()
    """What is carried for it, by limit and room; nothing where it is left out."""


class DayRooms:
    """Rooms for the days of a calendar; each set of meetings is asked about once.

    Parameters
    ----------
    calendar : Calendar
        The networks, with their rooms.
    most_steps : int
        Rooms tried for one day.
    most_remembered : int
        Days whose answer is kept.

    """

    def __init__(
        self, calendar: Calendar, most_steps: int = MOST_STEPS, most_remembered: int = MOST_REMEMBERED
    ) -> None:
        self.calendar = calendar
        self.most_steps, self.most_remembered = most_steps, most_remembered
        housing = calendar.housing
        self._setup, self._clear = housing.setup.tolist(), housing.clear.tolist()
        self._shared = [frozenset(number for number, yes in enumerate(row) if yes) for row in housing.shared.tolist()]
        self._venue = housing.venue.tolist()
        self._journey = housing.journey.tolist()
        self._longest = int(housing.journey.max(initial=0))
        self._apart = calendar.apart.tolist()
        self._number_of = {code: number for number, code in enumerate(calendar.bodies)}
        between = (housing.setup + housing.clear).tolist()
        self.least_between, self._most_between = (
            min(between, default=0),
            sum(int(minutes.max(initial=0)) for minutes in (housing.setup, housing.clear)),
        )
        self._bookings: dict[Held, tuple[Booking | None, ...]] = {}
        self._answers: dict[tuple[Held, ...], Housed | None] = {}
        self._carried: dict[tuple[int, int], tuple[tuple[int, ...], ...]] = {}
        self._most_lent: list[int] = calendar.lent.most.tolist()
        self._lent: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        for day, limit, first, last, number in calendar.lent.standing.tolist():
            self._lent.setdefault((day, limit), []).append((first, last, number))

    def housed(self, held: Iterable[Held]) -> Housed | None:
        """Return a room for each piece of what is held on one day, in the order of `held`; None where none was found.

        Parameters
        ----------
        held : iterable of (int, int)
            Networks and their nodes, in rising order, all on one day.

        """
        key = tuple(held)
        if key not in self._answers:
            if len(self._answers) >= self.most_remembered:
                self._answers.clear()
            pieces = [booking for one in key for booking in self.bookings(one)]
            self._answers[key] = self._house(pieces)
        return self._answers[key]

    def beside(self, housed: Iterable[tuple[Held, Housed]], further: Held) -> Housed | None:
        """Return rooms for what comes to a day where all others keep theirs; None where that leaves it none."""
        taken = [
            (booking, room)
            for held, rooms in housed
            for booking, room in zip(self.bookings(held), rooms, strict=True)
            if booking is not None
        ]
        found = []
        for booking in self.bookings(further):
            room = -1
            if booking is not None:
                free = (
                    room
                    for room in booking.rooms
                    if not any(self.in_the_way(other, there, booking, room) for other, there in taken)
                    and self.lends(booking, room, taken)
                )
                room = next(free, -1)
                if room < 0:
                    return None
                taken.append((booking, room))
            found.append(room)
        return tuple(found)

    def bookings(self, held: Held) -> tuple[Booking | None, ...]:
        """Return what the pieces of a network need at a node: None where one needs no room, or is not held there."""
        if held not in self._bookings:
            network, node = held
            pieces = self.calendar.pieces[network]
            stands = self._stands(network, node)
            together = network if len(pieces) > 1 else -1
            self._bookings[held] = tuple(
                Booking(
                    int(piece.start[node]),
                    int(piece.end[node]),
                    tuple(self.calendar.housing.numbers(piece.rooms[node])),
                    together,
                    self._number_of[piece.body],
                    int.from_bytes(piece.people[node].tobytes(), "little"),
                    int(self.calendar.networks[network].day[node]),
                    self._carried_of(network, place),
                )
                if piece.needs_room and piece.end[node] > piece.start[node] and not stands
                else None
                for place, piece in enumerate(pieces)
            )
        return self._bookings[held]

    def _stands(self, number: int, node: int) -> bool:
        """Whether a node is that of a meeting placed already, whose room is taken from the others' beforehand."""
        network = self.calendar.networks[number]
        return bool(network.open[network.fixed, node].any())

    def _house(self, pieces: Sequence[Booking | None]) -> Housed | None:
        rooms = [-1] * len(pieces)
        for part in self._parts([(number, one) for number, one in enumerate(pieces) if one is not None]):
            bookings = [booking for _, booking in part]
            search = _Search(self, bookings)
            if not self._rooms_at_every_moment(bookings) or not search.found():
                return None
            for (number, _), room in zip(part, search.room, strict=True):
                rooms[number] = room
        return tuple(rooms)

    def _parts(self, bookings: list[tuple[int, Booking]]) -> Iterator[list[tuple[int, Booking]]]:
        """Yield bookings that can be in one another's way, apart from all others."""
        part: list[tuple[int, Booking]] = []
        end, venues = 0, {booking.together for _, booking in bookings} - {-1}
        for number, booking in sorted(bookings, key=lambda one: (one[1].start, one[0])):
            if part and booking.start >= end + max(self._most_between, self._longest) and not venues:
                yield part
                part = []
            part.append((number, booking))
            end = max(end, booking.end)
        if part:
            yield part

    def _rooms_at_every_moment(self, bookings: Sequence[Booking]) -> bool:
        """Whether those of each moment can have a room each: by Hall's theorem, by augmenting paths."""
        for moment in {booking.start for booking in bookings}:
            there = [one for one in bookings if one.start <= moment < one.end + self.least_between]
            taken: dict[int, int] = {}
            if not all(_matched(there, number, taken, set()) for number in range(len(there))):
                return False
        return True

    def _carried_of(self, network: int, place: int) -> tuple[tuple[int, ...], ...]:
        """Return what is carried for a piece of a network, by limit and room."""
        if (network, place) not in self._carried:
            carried = self.calendar.pieces[network][place].carried.tolist()
            self._carried[network, place] = tuple(tuple(row) for row in carried)
        return self._carried[network, place]

    def lends(self, booking: Booking, room: int, taken: Iterable[tuple[Booking, int]]) -> bool:
        """Whether what is carried to a room for a booking is to be had beside what others have in theirs."""
        needed = [(limit, of_room[room]) for limit, of_room in enumerate(booking.carried) if of_room[room]]
        if not needed:
            return True
        others, (first, last) = [one for one in taken if one[0].carried], self._span(booking, room)
        for limit, number in needed:
            spans = [(*self._span(one, there), one.carried[limit][there]) for one, there in others]
            spans += self._lent.get((booking.day, limit), ())
            for moment in {first, *(begin for begin, _, _ in spans if first < begin < last)}:
                had = sum(many for begin, end, many in spans if begin <= moment < end)
                if had + number > self._most_lent[limit]:
                    return False
        return True

    def _span(self, booking: Booking, room: int) -> tuple[int, int]:
        """Return from when to when a booking takes a room, set-up and clearing included."""
        return booking.start - self._setup[room], booking.end + self._clear[room]

    def in_the_way(self, one: Booking, room: int, two: Booking, other: int) -> bool:
        """Whether one booking in a room keeps another out of its own."""
        if one.together == two.together >= 0:
            if self._venue[room] != self._venue[other]:
                return True
        elif self._too_far(one, room, two, other):
            return True
        return (
            other in self._shared[room]
            and one.start - self._setup[room] < two.end + self._clear[other]
            and two.start - self._setup[other] < one.end + self._clear[room]
        )

    def _too_far(self, one: Booking, room: int, two: Booking, other: int) -> bool:
        """Whether somebody is wanted at both, and has no time for the way or pause between these rooms, but for others.

        Two that no rooms would bring near enough clash: that is not for rooms to mend.
        """
        journey = self._journey[room][other]
        if not journey or not one.people & two.people:
            return False
        between = max(two.start - one.end, one.start - two.end)
        return bool(max(0, self._apart[one.body][two.body]) <= between < journey)


def _matched(bookings: Sequence[Booking], number: int, taken: dict[int, int], seen: set[int]) -> bool:
    """Give a booking a room of its own, others changing theirs if need be."""
    for room in bookings[number].rooms:
        if room not in seen:
            seen.add(room)
            if room not in taken or _matched(bookings, taken[room], taken, seen):
                taken[room] = number
                return True
    return False


class _Search:
    """One day's backtracking, with forward checking: a room that is taken is struck from the others' lists."""

    def __init__(self, rooms: DayRooms, bookings: Sequence[Booking]) -> None:
        self.rooms = rooms
        self.bookings = bookings
        self.room = [-1] * len(bookings)
        self._left = [list(booking.rooms) for booking in bookings]
        self._steps = 0

    def found(self) -> bool:
        """Give every booking a room; False where that cannot be, or was not found."""
        open_still = [number for number, room in enumerate(self.room) if room < 0]
        if not open_still:
            return True
        number = min(open_still, key=lambda one: (len(self._left[one]), one))
        given = [(one, room) for one, room in zip(self.bookings, self.room, strict=True) if room >= 0]
        for room in self._left[number]:
            self._steps += 1
            if self._steps > self.rooms.most_steps:
                return False
            before = self._left
            self._left = [
                left if one == number or self.room[one] >= 0 else self._without(one, number, room)
                for one, left in enumerate(before)
            ]
            self.room[number] = room
            if all(self._left) and self.rooms.lends(self.bookings[number], room, given) and self.found():
                return True
            self.room[number], self._left = -1, before
        return False

    def _without(self, one: int, taken: int, room: int) -> list[int]:
        """Return what is left to a booking once another is in a room."""
        by, booking = self.bookings[taken], self.bookings[one]
        return [other for other in self._left[one] if not self.rooms.in_the_way(by, room, booking, other)]
