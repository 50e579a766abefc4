"""The best seating of each meeting by itself: assignment (Kuhn 1955, "The Hungarian method"), dealt once a pattern.

Whoever is free is there; the empty seats are given to deputies who are free, at the fewest apologies and then the
fewest substitutes. The rules about seats are asked by their own words: of many days at once, by a seating with fewer
there than on any of them, for fewer there never break fewer. Where what is cheapest breaks one, and where rows about
one meeting waive one, the seats are dealt with rules counted (`seat_dealing`), or by the model (`seat_model`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain

import numpy as np

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.sittings import Sitting
from scheduler.domain.verbs import SEATS
from scheduler.rules import about
from scheduler.solver.cp.attendance import breaches_of_seats
from scheduler.solver.cp.seat_dealing import dealt
from scheduler.solver.patterns.assignment import assigned
from scheduler.solver.patterns.diaries import Diaries, alike
from scheduler.solver.patterns.network import Bits, Flags, Ints
from scheduler.solver.patterns.seat_model import TIERS_OF_SEATS, by_model
from scheduler.wishes import WISHES

NO_SEAT, NOBODY, IN_PERSON = -2, -1, 0
"""Who sits in a seat: nobody, the member, or from 1 on that deputy of theirs."""
OUTWEIGHS = 1_000_000
"""A unit of apologies, in units of substitutes: more than all substitutes of one meeting come to."""


@dataclass(frozen=True, eq=False)
class Seated:
    """The best seating of one meeting at each of some days and starts.

    Parameters
    ----------
    open : array of shape (nodes,)
        Whether there is any seating that keeps the rules about seats.
    costs : mapping of str to array of shape (nodes,)
        What it costs in each tier that is about seats, weighted.
    people, sure : arrays of shape (nodes, words)
        Who is wanted there, one bit a person: all who sit there, but for those who may as well stay away, at no cost
        and though all of them do; and who of them is there in every seating that is as cheap.
    rows : tuple of Membership
        Every membership of the body, whenever in force.
    hands : array of shape (nodes, memberships)
        Who sits in each seat: -1 nobody, 0 the member, 1 the first deputy that the membership names, and so on; -2 for
        a membership that is not in force.

    """

    open: Flags
    costs: Mapping[str, Ints]
    people: Bits
    sure: Bits
    rows: tuple[Membership, ...]
    hands: Ints

    @property
    def units(self) -> Ints:
        """What each node costs in all tiers about seats, apologies first."""
        apologies, substitutes = (self.costs[tier] for tier in TIERS_OF_SEATS)
        return OUTWEIGHS * apologies + substitutes

    def put(self, there: Ints, seated: "Seated") -> None:
        """Write the seatings of some of the nodes."""
        self.open[there], self.people[there], self.sure[there] = seated.open, seated.people, seated.sure
        self.hands[there] = seated.hands
        for tier, costs in seated.costs.items():
            self.costs[tier][there] = costs

    def take(self, nodes: Ints) -> "Seated":
        """Return the seatings of some nodes, perhaps of one several times, in their order."""
        costs = {tier: units[nodes] for tier, units in self.costs.items()}
        return Seated(self.open[nodes], costs, self.people[nodes], self.sure[nodes], self.rows, self.hands[nodes])

    def attendance(self, node: int) -> tuple[Attendance, ...]:
        """Return the rows to write of a meeting at a node, without reasons."""
        hand = self.hands[node].tolist()
        seats = [(row, sits) for row, sits in zip(self.rows, hand, strict=True) if sits != NO_SEAT]
        return attendance([row for row, _ in seats], [sits for _, sits in seats])


def attendance(rows: Sequence[Membership], hand: Sequence[int]) -> tuple[Attendance, ...]:
    """Return what becomes of each membership, without reasons, given who sits in each seat."""
    return tuple(_row(row, sits) for row, sits in zip(rows, hand, strict=True))


def _row(row: Membership, sits: int) -> Attendance:
    if sits == IN_PERSON:
        return Attendance(row.person, row.role, row.voting, ATTENDS)
    if sits == NOBODY:
        return Attendance(row.person, row.role, row.voting, APOLOGIES)
    return Attendance(row.person, row.role, row.voting, SUBSTITUTE, row.substitutes[sits - 1])


def hand_of(rows: Sequence[Membership], seats: Sequence[Attendance]) -> list[int]:
    """Return who sits in each seat, given what becomes of each membership."""
    outcomes = {ATTENDS: IN_PERSON, APOLOGIES: NOBODY}
    return [
        outcomes[seat.outcome] if seat.outcome in outcomes else row.substitutes.index(seat.substitute or "") + 1
        for row, seat in zip(rows, seats, strict=True)
    ]


def never_late() -> None:
    """Take as long as it takes."""


class Seatings:
    """The best seatings of the meetings of an input.

    Parameters
    ----------
    problem : Problem
        The input.
    beside : sequence of Meeting
        What stands already, besides facts and what of the input is placed: who sits there, sits nowhere else then.
    check : callable, optional
        Asked within every stretch of work that may take long; raises where time is up (`Clock.check`).

    """

    def __init__(
        self, problem: Problem, beside: Sequence[Meeting] = (), check: Callable[[], None] = never_late
    ) -> None:
        self.problem, self.check = problem, check
        placed = () if problem.placed is None else problem.placed.live
        self.standing = tuple(dict.fromkeys((*problem.held, *placed, *beside)))
        self.diaries = Diaries(problem, self.standing)
        self._prices: dict[Membership, Ints] = {}
        self.kept: dict[tuple[str, tuple[Membership, ...]], list[Ints]] = {}
        """Seatings, by body and memberships in force, that are known to keep the rules about seats."""

    def of(self, sitting: Sitting, day: Ints, start: Ints) -> Seated:
        """Return the best seating of a meeting by itself at each of some days of the calendar and starts."""
        moments, which = np.unique(np.column_stack((day, start)), axis=0, return_inverse=True)
        return self._at(sitting, moments[:, 0], moments[:, 1]).take(which.reshape(-1))

    def _at(self, sitting: Sitting, day: Ints, start: Ints) -> Seated:
        found = unseated(self, sitting.body.code, len(day))
        stretch = self.diaries.stretches([sitting.body.code])[day]
        for moment in np.unique(np.column_stack((stretch, start)), axis=0).tolist():
            there = np.flatnonzero((stretch == moment[0]) & (start == moment[1]))
            Dealer(self, sitting, there, day[there], moment[1]).deal(found)
        return found

    @cached_property
    def bare(self) -> Problem:
        """The input without rows about one meeting: what they waive is known of each sitting."""
        return replace(self.problem, fixed_meetings=()) if self.problem.fixed_meetings else self.problem

    def prices(self, row: Membership) -> Ints:
        """Return what a seat costs in each tier with the member there, each deputy, and nobody: shape (ways, tiers).

        Asked of the wishes: what a calendar of one meeting costs, of which only that seat is. The last is nobody's.
        """
        if row not in self._prices:
            day = max(row.start_date or date.min, self.problem.settings.start_date)
            ways = [*range(len(row.substitutes) + 1), NOBODY]
            self._prices[row] = np.array([self._price(row, day, sits) for sits in ways], np.int64)
        return self._prices[row]

    def _price(self, row: Membership, day: date, sits: int) -> list[int]:
        there = Meeting("", row.body, 0, day, 0, 1, attendance=attendance([row], [sits]))
        plan = Plan("", day, day, meetings=(there,))
        return [
            sum(one.cost for wish in WISHES if wish.WISH.tier == tier for one in wish.score(self.problem, plan))
            for tier in TIERS_OF_SEATS
        ]

    def keeps_rules(self, meeting: Meeting, rows: Sequence[Membership], hand: Sequence[int]) -> bool:
        """Whether a seating keeps every rule about seats, at a moment when those who sit there are free."""
        return not breaches_of_seats(self.bare, (replace(meeting, attendance=attendance(rows, hand)),))

    def with_rules(self, sitting: Sitting, meeting: Meeting, day: int) -> Sequence[Attendance] | None:
        """Return the best seating of one meeting, rules counted; None where none keeps them."""
        self.check()
        if not waives_seats(sitting):
            standing = [one for one in self.standing if one.date == meeting.date]
            found = dealt(self.bare, (meeting,), standing)
            if found.exact:
                return None if breaches_of_seats(self.bare, found.meetings) else found.meetings[0].attendance
        seated = by_model(self.problem, [replace(sitting, starts=(meeting.start,))], day, self.standing)
        return None if seated is None else seated[0].attendance


def unseated(seatings: Seatings, body: str, nodes: int) -> Seated:
    """Return so many nodes of a body's meetings, none of them open yet."""
    rows, words = seatings.problem.memberships_of_body[body], seatings.diaries.words
    return Seated(
        np.zeros(nodes, np.bool_),
        {tier: np.zeros(nodes, np.int64) for tier in TIERS_OF_SEATS},
        np.zeros((nodes, words), np.uint64),
        np.zeros((nodes, words), np.uint64),
        rows,
        np.full((nodes, len(rows)), NO_SEAT, np.int64),
    )


def waives_seats(sitting: Sitting) -> bool:
    """Whether a rule about seats is not asked of a meeting."""
    return not sitting.waived.isdisjoint(rule.RULE.name for rule in about(SEATS))


class Dealer:
    """A meeting at one time of day, on days on which the memberships in force are the same.

    Parameters
    ----------
    seatings : Seatings
        Of the input.
    sitting : Sitting
        The meeting.
    nodes : array of shape (days,)
        The nodes that it is at on these days.
    days : array of shape (days,)
        Days of the calendar.
    start : int
        Minutes after midnight.

    """

    def __init__(self, seatings: Seatings, sitting: Sitting, nodes: Ints, days: Ints, start: int) -> None:
        self.seatings, self.sitting, self.nodes, self.days = seatings, sitting, nodes, days
        self.start, self.end = start, start + sitting.duration
        on, everybody = seatings.problem.days[days[0]], seatings.problem.memberships_of_body[sitting.body.code]
        self.columns = np.array([seat for seat, row in enumerate(everybody) if row.in_force_on(on)], np.int64)
        self.rows = rows = tuple(everybody[seat] for seat in self.columns.tolist())
        self.prices = [seatings.prices(row) for row in rows]
        away = [seatings.diaries.away(row.person, self.start, self.end)[days] for row in rows]
        self.gone = np.column_stack(away) if away else np.zeros((len(days), 0), np.bool_)
        """Whether each member is away: of shape (days, seats)."""
        self.deputies = [(seat, rank) for seat, row in enumerate(rows) for rank in range(1, len(row.substitutes) + 1)]
        self.free = self._free()
        """Whether each deputy is wanted and may sit: of shape (days, deputies)."""

    def _free(self) -> Flags:
        found = np.zeros((len(self.days), len(self.deputies)), np.bool_)
        body, barred = self.sitting.body.code, self.seatings.diaries.barred
        for column, (seat, rank) in enumerate(self.deputies):
            if self.gone[:, seat].any():
                who = self.rows[seat].substitutes[rank - 1]
                found[:, column] = self.gone[:, seat] & ~barred(who, body, self.start, self.end, self.days)[self.days]
        return found

    def availability(self) -> Flags:
        """Return on which days each member is away, and each deputy may sit: of shape (days, people)."""
        body, barred = self.sitting.body.code, self.seatings.diaries.barred
        people = sorted({person for row in self.rows for person in row.substitutes})
        free = [~barred(who, body, self.start, self.end, self.days)[self.days] for who in people]
        return np.column_stack([self.gone, *free])

    def deal(self, found: Seated) -> None:
        """Write the best seatings of all these days."""
        places = np.arange(len(self.days))
        if waives_seats(self.sitting):
            self._with_rules(found, places)
            return
        hands = self._cheapest()
        without = self._without_loose(hands)
        kept = self._kept(without, places)
        wanted = np.where(kept[:, None], without, hands)
        kept[~kept] = self._kept(hands[~kept], places[~kept])
        self._write(found, places[kept], (hands[kept], wanted[kept]), self._interchangeable)
        self._with_rules(found, places[~kept])

    def _meeting(self, place: int) -> Meeting:
        on = self.seatings.problem.days[self.days[place]]
        return Meeting("", self.sitting.body.code, 0, on, self.start, self.end)

    def _cheapest(self) -> Ints:
        """Return the cheapest seating of each day, whatever the rules make of it: of shape (days, seats)."""
        hands = np.where(self.gone, NOBODY, IN_PERSON)
        if self.free.any():
            first, which = alike(self.free)
            dealt_out = np.full((len(first), len(self.rows)), NOBODY, np.int64)
            for number, pattern in enumerate(self.free[first]):
                free = [self.deputies[column] for column in np.flatnonzero(pattern).tolist()]
                for seat, rank in self._assigned(free).items():
                    dealt_out[number, seat] = rank
            hands = np.where(self.gone, dealt_out[which], hands)
        return hands

    def _assigned(self, free: Sequence[tuple[int, int]]) -> dict[int, int]:
        """Return the deputy of each seat that has one, by their rank, given who of them is free."""
        seats = sorted({seat for seat, _ in free})
        people = sorted({self.rows[seat].substitutes[rank - 1] for seat, rank in free})
        ranks = {(seats.index(s), people.index(self.rows[s].substitutes[rank - 1])): rank for s, rank in free}
        costs = {pair: self._units(seats[pair[0]], rank) for pair, rank in ranks.items()}
        chosen = assigned(costs, [self._units(seat, NOBODY) for seat in seats])
        return {seats[row]: ranks[row, column] for row, column in chosen.items()}

    def _units(self, seat: int, sits: int) -> int:
        apologies, substitutes = self.prices[seat][sits].tolist()
        return OUTWEIGHS * int(apologies) + int(substitutes)

    @cached_property
    def _interchangeable(self) -> frozenset[str]:
        """The deputies of members who have one in common: which of them sits may be all the same."""
        named = list(chain.from_iterable(dict.fromkeys(row.substitutes) for row in self.rows))
        rows = [row for row in self.rows if any(named.count(one) > 1 for one in row.substitutes)]
        return frozenset(person for row in rows for person in row.substitutes)

    def _kept(self, seatings: Ints, places: Ints) -> Flags:
        """Return which of some seatings, at days by their places, keep the rules about seats.

        They are asked of many at once, and of each half where that breaks one.
        """
        first, which = alike(seatings)
        hands = seatings[first]
        known = self.seatings.kept.setdefault((self.sitting.body.code, self.rows), [])
        kept = np.zeros(len(hands), np.bool_)
        for fewer in known:
            kept |= ((fewer == NOBODY) | (fewer == hands)).all(axis=1)
        ahead = [np.flatnonzero(~kept)]
        while ahead:
            group = ahead.pop()
            if not len(group):
                continue
            self.seatings.check()
            fewest = np.where((hands[group] == hands[group[0]]).all(axis=0), hands[group[0]], NOBODY)
            if self.seatings.keeps_rules(self._meeting(places[first[group[0]]]), self.rows, fewest.tolist()):
                kept[group] = True
                known.append(fewest)
            elif len(group) > 1:
                ahead += [group[: len(group) // 2], group[len(group) // 2 :]]
        found: Flags = kept[which]
        return found

    def _with_rules(self, found: Seated, places: Ints) -> None:
        """Write the best seatings of some days, rules counted: dealt once for each pattern of who is free."""
        if not len(places):
            return
        first, which = alike(self.availability()[places])
        members = (row.person for row in self.rows if waives_seats(self.sitting))
        unsure = frozenset((*members, *(person for row in self.rows for person in row.substitutes)))
        for number in range(len(first)):
            these = places[which == number]
            seats = self.seatings.with_rules(self.sitting, self._meeting(these[0]), int(self.days[these[0]]))
            if seats is not None:
                self.write(found, these, np.tile(hand_of(self.rows, seats), (len(these), 1)), unsure)

    def write(self, found: Seated, places: Ints, hands: Ints, unsure: frozenset[str]) -> None:
        """Write seatings that keep the rules: all but those who may as well stay away are wanted there.

        Parameters
        ----------
        found : Seated
            What they are written to.
        places : array of shape (some,)
            The places of their days among these.
        hands : array of shape (some, seats)
            Who sits in each seat.
        unsure : set of str
            People who are not at each other seating that is as cheap, though in their own seat nobody else is.

        """
        without = self._without_loose(hands)
        kept = self._kept(without, places)
        self._write(found, places, (hands, np.where(kept[:, None], without, hands)), unsure)

    def _without_loose(self, hands: Ints) -> Ints:
        """Return seatings without the members who may stay away at no cost."""
        loose = [self._units(seat, NOBODY) == self._units(seat, IN_PERSON) for seat in range(len(self.rows))]
        return np.where(np.array(loose, np.bool_) & (hands == IN_PERSON), NOBODY, hands)

    def _write(self, found: Seated, places: Ints, seatings: tuple[Ints, Ints], unsure: frozenset[str]) -> None:
        """Write who sits in each seat, and who of them is wanted there."""
        there, (hands, wanted) = self.nodes[places], seatings
        found.open[there] = True
        found.hands[there[:, None], self.columns] = hands
        people, present, sure = [], [], []
        for seat, row in enumerate(self.rows):
            prices = self.prices[seat][hands[:, seat]]
            for number, tier in enumerate(TIERS_OF_SEATS):
                found.costs[tier][there] += prices[:, number]
            for sits, who in enumerate((row.person, *row.substitutes)):
                people.append(who)
                present.append(wanted[:, seat] == sits)
                sure.append(present[-1] & (who not in unsure and self._nobody_else(seat, sits)))
        if people:
            found.people[there] = self.seatings.diaries.bits(people, np.column_stack(present))
            found.sure[there] = self.seatings.diaries.bits(people, np.column_stack(sure))

    def _nobody_else(self, seat: int, sits: int) -> bool:
        """Whether any other who could sit in a seat, or nobody, costs something else, and nobody more."""
        units = [self._units(seat, way) for way in (*range(len(self.rows[seat].substitutes) + 1), NOBODY)]
        return units.count(units[sits]) == 1 and units[sits] < units[NOBODY]
