"""The calendar of all networks: each with its seats and rooms, and what two years ask of each other.

What one body's year asks of another's is read off the input: who would be there, which rooms would do, how long the way
is from one to the other, how many meetings somebody may have on one day, and what stands already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product

import numpy as np

from scheduler.domain.people import Membership
from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.seating import place_of
from scheduler.domain.sittings import Gathering, Sitting
from scheduler.rules import equipment, person_load, room_missing
from scheduler.solver.patterns.day_rooms import DayRooms
from scheduler.solver.patterns.day_seatings import NOT_HELD, of_day
from scheduler.solver.patterns.network import Calendar, Costs, Flags, Floats, Ints, Network, Occupied, Piece, Report
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seat_model import TIERS_OF_SEATS
from scheduler.solver.patterns.seatings import IN_PERSON, NOBODY, Seated, Seatings, unseated

NOT_SEATED = np.iinfo(np.int64).max
"""More than any seating costs."""
NEVER = -(10**6)
"""When a body sits that does not sit at all, minutes after midnight: no other meeting is then."""


def calendar(
    seatings: Seatings, networks: Sequence[Network], reports: Sequence[Report], room_sets: RoomSets
) -> tuple[Calendar, tuple[Mapping[str, Seated], ...]]:
    """Return the networks with what their meetings take and cost in seats, and the seats of each body.

    Nodes at which no seating keeps the rules, or no room would do, are closed.

    Parameters
    ----------
    seatings : Seatings
        Of the input; what stands already is known to it.
    networks : sequence of Network
        Of each meeting day and body that is a pattern, without the tiers that are about seats.
    reports : sequence of Report
        Who reports to whom.
    room_sets : RoomSets
        Which rooms would do.

    """
    found = [_Filling(seatings, network, room_sets) for network in networks]
    made = _put_together(found, reports, seatings, room_sets)
    rooms = DayRooms(made)
    loosened = [one.loosen(number, rooms) for number, one in enumerate(found)]
    if any(loosened):
        made = _put_together(found, reports, seatings, room_sets)
    return made, tuple(one.seats for one in found)


def _put_together(
    found: Sequence["_Filling"], reports: Sequence[Report], seatings: Seatings, room_sets: RoomSets
) -> Calendar:
    problem = seatings.problem
    pieces = tuple(one.pieces for one in found)
    occupied = _occupied(seatings)
    bodies = tuple(dict.fromkeys((*(piece.body for theirs in pieces for piece in theirs), *occupied.bodies)))
    venues = _venues(seatings, [piece for theirs in pieces for piece in theirs], room_sets)
    number_of = {one.given.code: number for number, one in enumerate(found)}
    number_of |= {piece.body: number for number, theirs in enumerate(pieces) for piece in theirs}
    return Calendar(
        tuple(one.network for one in found),
        pieces,
        tuple(reports),
        _apart(problem, bodies, venues),
        bodies,
        seatings.diaries.people,
        room_sets.rooms.codes,
        person_load.limit(problem),
        occupied,
        room_sets.rooms,
        room_sets.lent,
        number_of,
    )


class _Filling:
    """One network, while its seats and rooms are filled in; of a fact among its meetings nothing is asked."""

    def __init__(self, seatings: Seatings, network: Network, room_sets: RoomSets) -> None:
        self.seatings, self.room_sets, self.given = seatings, room_sets, network
        self.fact: Flags = np.asarray(network.open[network.fixed].any(axis=0), np.bool_)
        self.open: Flags = np.logical_not(self.fact)
        self.bodies = {sitting.body.code: sitting.body for way in network.ways for sitting in way}
        self.seats = {code: unseated(seatings, code, network.nodes) for code in self.bodies}
        whenever = np.full((len(self.bodies), network.nodes), NEVER, np.int64)
        self.start = dict(zip(self.bodies, whenever, strict=True))
        self.end = dict(zip(self.bodies, whenever.copy(), strict=True))
        self.rooms = {code: np.full((network.nodes, room_sets.rooms.words), ~np.uint64(0)) for code in self.bodies}
        for number, sittings in enumerate(network.ways):
            there = np.flatnonzero((network.way_of == number) & ~self.fact)
            if network.of_meeting_day:
                self._fill_day(sittings, there)
            else:
                self._fill(sittings[0], there, seatings.of(sittings[0], network.day[there], network.start[there]))

    def _fill(self, sitting: Sitting, there: Ints, seated: Seated) -> None:
        """Fill in one way of holding a body's meeting, at its nodes."""
        code, given = sitting.body.code, self.given
        self.seats[code].put(there, seated)
        self.open[there] &= seated.open
        self._place(sitting, there, given.start[there])

    def _fill_day(self, sittings: Sequence[Sitting], there: Ints) -> None:
        """Fill in one way of holding a meeting day, at its nodes."""
        found = of_day(self.seatings, sittings, self.given.day[there])
        self.open[there] &= found.open
        for sitting, seated, start in zip(sittings, found.seated, found.start, strict=True):
            self.seats[sitting.body.code].put(there, seated)
            held = start != NOT_HELD
            self._place(sitting, there[held], start[held])

    def _place(self, sitting: Sitting, there: Ints, start: Ints) -> None:
        """Write when a body sits and where it could; closed where no room would do whenever it may start."""
        code, day = sitting.body.code, self.given.day[there]
        self.start[code][there], self.end[code][there] = start, start + sitting.duration
        self.rooms[code][there] = self.room_sets.at(sitting, day, start)
        if not sitting.body.online and room_missing.RULE.name not in sitting.waived:
            housed = self.rooms[code][there].any(axis=1)
            for minute in sitting.starts if self.given.of_meeting_day else ():
                housed |= self.room_sets.at(sitting, day, np.full(len(day), minute)).any(axis=1)
            self.open[there] &= housed

    def loosen(self, number: int, rooms: DayRooms) -> bool:
        """Price the days that cannot be housed by what each body costs at its best start; whether there are any.

        There a session takes more slots than its people need, and which of them sit at once is not known: nobody is
        sure to be there.
        """
        given, loose = self.given, [one for way in self.given.ways for one in way if len(one.starts) > 1]
        nodes = np.flatnonzero(self.open).tolist() if given.of_meeting_day and loose else []
        there = np.array([node for node in nodes if rooms.housed([(number, node)]) is None], np.int64)
        for way, sittings in enumerate(given.ways):
            some = there[given.way_of[there] == way]
            for sitting in sittings if len(some) else ():
                self._loosen(sitting, some)
        return len(there) > 0

    def _loosen(self, sitting: Sitting, there: Ints) -> None:
        seats, day = self.seats[sitting.body.code], self.given.day[there]
        held = self.start[sitting.body.code][there] != NEVER
        alone = [self.seatings.of(sitting, day, np.full(len(day), minute)) for minute in sitting.starts]
        units = np.array([np.where(one.open, one.units, NOT_SEATED) for one in alone])
        best = units.argmin(axis=0)
        self.open[there] &= (units.min(axis=0) < NOT_SEATED) | ~held
        for tier in TIERS_OF_SEATS:
            least = np.array([one.costs[tier] for one in alone])[best, np.arange(len(day))]
            seats.costs[tier][there] = np.where(held, least, 0)
        seats.sure[there] = 0

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What its meetings take: of each body, then of the lunch."""
        found = [
            Piece(
                code,
                self.start[code],
                self.end[code],
                self.seats[code].people,
                self.rooms[code],
                needs_room=not body.online,
                sure=self.seats[code].sure,
                carried=self._carried(code),
            )
            for code, body in self.bodies.items()
        ]
        return (*found, *self._lunch())

    def _carried(self, code: str) -> Ints:
        """Return how much is carried for a body; nothing where rows waive that rule: it is left to whoever checks."""
        waived = any(
            equipment.RULE.name in one.waived for way in self.given.ways for one in way if one.body.code == code
        )
        return self.room_sets.carried(None if waived else code, None)

    def _lunch(self) -> Iterator[Piece]:
        problem, given = self.seatings.problem, self.given
        lunch = problem.lunch_of(given.code) if given.of_meeting_day else None
        if lunch is not None:
            nobody = np.zeros((given.nodes, self.seatings.diaries.words), np.uint64)
            start, end = (np.where(self.fact, NEVER, minute) for minute in (lunch.start, lunch.end))
            gathering = Gathering(problem.meeting_days[given.code], 1, problem.days)
            rooms = self.room_sets.lunches(gathering, given.day)
            carried = self.room_sets.carried(None, given.code)
            yield Piece(given.code, start, end, nobody, rooms, needs_room=True, sure=nobody, carried=carried)

    @property
    def network(self) -> Network:
        """The network with the costs of its seats, closed where no seating keeps the rules or no room would do."""
        given, still_open = self.given, self.open.copy()
        for lunch in self._lunch():
            still_open &= lunch.rooms.any(axis=1)
        costs = {tier: costs for tier, costs in given.costs.items() if tier not in TIERS_OF_SEATS}
        for tier in TIERS_OF_SEATS:
            node = np.sum([seats.costs[tier] for seats in self.seats.values()], axis=0, dtype=np.int64)
            if node.any():
                costs[tier] = _of_nodes(given, np.where(self.fact, 0, node))
        return replace(given, open=given.open & (still_open | given.fixed[:, None]), costs=costs)


def _of_nodes(network: Network, node: Ints) -> Costs:
    """Return what years cost where only their meetings by themselves cost anything."""
    layers, days = network.layers, network.allowed_gap.shape[1]
    nothing = np.zeros((max(layers - 1, 0), days), np.int64)
    return Costs(node, np.zeros((1, network.nodes), np.int64), nothing, np.zeros(layers, np.int64))


def _occupied(seatings: Seatings) -> Occupied:
    """Return what stands already as arrays, in order of time."""
    problem, diaries = seatings.problem, seatings.diaries
    first = problem.settings.start_date
    inside = [one for one in seatings.standing if 0 <= (one.date - first).days < len(problem.days)]
    there = sorted(inside, key=lambda one: (one.date, one.start, one.body))
    people = [diaries.bits_of(person for _, person in one.present()) for one in there]
    return Occupied(
        np.array([(one.date - first).days for one in there], np.int64),
        np.array([one.start for one in there], np.int64),
        np.array([one.end for one in there], np.int64),
        np.array(people, np.uint64).reshape(len(there), diaries.words),
        tuple(one.body for one in there),
    )


def _venues(seatings: Seatings, pieces: Iterable[Piece], room_sets: RoomSets) -> Mapping[str, Sequence[str | None]]:
    """Return where the meetings of each body may be, and those that stand are; None for online."""
    problem, rooms = seatings.problem, room_sets.rooms
    found: dict[str, set[str | None]] = {}
    for piece in pieces:
        held = piece.start != NEVER
        would_do = rooms.numbers(np.bitwise_or.reduce(piece.rooms[held], axis=0, initial=0)) if held.any() else []
        found.setdefault(piece.body, set()).update(problem.rooms[rooms.codes[room]].venue for room in would_do)
    for meeting in seatings.standing:
        found.setdefault(meeting.body, set()).add(place_of(problem, meeting))
    return {body: sorted(places, key=lambda place: place or "") or [None] for body, places in found.items()}


def _apart(problem: Problem, bodies: Sequence[str], venues: Mapping[str, Sequence[str | None]]) -> Ints:
    """Return the minutes that somebody needs at least from a meeting of one body to one of another."""
    apart = np.zeros((len(bodies), len(bodies)), np.int64)
    if not problem.travel and not problem.settings.travel_minutes and not problem.settings.pause_minutes:
        return apart
    for one, two in combinations_with_replacement(range(len(bodies)), 2):
        here, there = venues[bodies[one]], venues[bodies[two]]
        apart[one, two] = apart[two, one] = min(problem.travel_minutes(a, b) for a, b in product(here, there))
    return apart


def absences(seatings: Seatings, calendar: Calendar, weights: Mapping[str, int]) -> Floats:
    """Return by body and person what it costs at least that they are elsewhere; infinite where a rule forbids it.

    The price at which two meetings may go together (Schiex, Fargier and Verfaillie 1995, "Valued constraint
    satisfaction problems"). A deputy who is elsewhere costs what the empty seat does. People whom a body does not know
    cost nothing.
    """
    weight = np.array([weights.get(tier, 0) for tier in TIERS_OF_SEATS], np.float64)
    number_of = {code: number for number, code in enumerate(calendar.people)}
    found = np.zeros((len(calendar.bodies), len(calendar.people)))
    for body, code in enumerate(calendar.bodies):
        rows = seatings.problem.memberships_of_body.get(code, ())
        for row in rows:
            ways = seatings.prices(row) @ weight
            empty = float(ways[-1]) if _may_be_empty(seatings, rows, row) else np.inf
            elsewhere = min([empty, *ways[1:-1].tolist()])
            for person, price in ((row.person, elsewhere), *((who, empty) for who in row.substitutes)):
                if person in number_of:
                    found[body, number_of[person]] = max(found[body, number_of[person]], price)
    return found


def _may_be_empty(seatings: Seatings, rows: tuple[Membership, ...], empty: Membership) -> bool:
    """Whether a meeting keeps the rules about seats when all are there but one, on that one's first day."""
    day = max(empty.start_date or seatings.problem.days[0], seatings.problem.days[0])
    there = [row for row in rows if row.in_force_on(day)]
    hand = [NOBODY if row is empty else IN_PERSON for row in there]
    return seatings.keeps_rules(Meeting("", empty.body, 0, day, 0, 1), there, hand)
