"""Branch and bound (Land and Doig 1960): the seats of meetings that share people dealt exactly, by no solver.

Whoever is wanted at two meetings that nobody can sit at both of is at one of them; all others are where they are free.
Fewest rules break, then fewest apologies are sent, then fewest substitutes sit, then most sit as they did. People who
have no deputies in common are dealt apart, unless a rule is broken by what is cheapest.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations
from typing import TypeAlias

from scheduler.domain.people import Membership
from scheduler.domain.plan import APOLOGIES, ATTENDS, SUBSTITUTE, Attendance, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.seating import in_the_way, person_away
from scheduler.rules import person_load, substitute
from scheduler.solver.cp.attendance import breaches_of_seats
from scheduler.wishes.apologies import WISH as OF_APOLOGIES
from scheduler.wishes.substitutes import WISH as OF_SUBSTITUTES

MOST_STEPS = 300
"""Choices that are tried before the search is given up."""
MOST_WITH_RULES = 8
"""People whose choices are tried together where rules are counted, which takes ten times as long."""
MOST_STEPS_WHERE_SURE = 1200
"""Of however many people, for whoever would rather wait than not be sure: half a second."""
MOST_WAYS = 128
"""Ways to share out the deputies at one meeting."""
MOST_MEETINGS = 8
"""Meetings of one day that one person may be wanted at."""
Price: TypeAlias = tuple[int, int, int, int]
"""Rules broken, points of apologies, points of substitutes, seats that are filled otherwise than before."""
Presence: TypeAlias = frozenset[int]
"""The meetings, by their place among those dealt, where somebody may sit."""
Options: TypeAlias = Sequence[tuple[str, Sequence[Presence]]]
"""People who cannot be at all meetings that they are wanted at, and where each of them may be."""
Away: TypeAlias = tuple[frozenset[str], ...]
"""For each meeting, who has chosen to be at another."""


@dataclass(frozen=True)
class Dealt:
    """Meetings with their seats dealt, and what that comes to."""

    meetings: tuple[Meeting, ...]
    """Seats without reasons."""
    apologies: int
    substitutes: int
    """Points of both, in all."""
    exact: bool
    """Whether it is shown that nothing is better, as far as rules look to one meeting or keep people from two."""


def wanted_at(problem: Problem, meeting: Meeting) -> frozenset[str]:
    """Return everybody who might sit at a meeting, for themselves or for another."""
    rows = problem.memberships_on(meeting.body, meeting.date)
    return frozenset(person for row in rows for person in (row.person, *row.substitutes))


def sharing_people(problem: Problem, meetings: Sequence[Meeting], seeds: Collection[str]) -> list[Meeting]:
    """Return those of a day's meetings whose seats hang together with those of some of them.

    Parameters
    ----------
    problem : Problem
        The input.
    meetings : sequence of Meeting
        The live meetings of one day.
    seeds : collection of str
        The uids of some of them.

    """
    limited = person_load.limited(problem)
    people = {meeting.uid: wanted_at(problem, meeting) for meeting in meetings}
    found = [meeting for meeting in meetings if meeting.uid in seeds]
    left = [meeting for meeting in meetings if meeting.uid not in seeds]
    for one in found:
        near = [
            two
            for two in left
            if not people[one.uid].isdisjoint(people[two.uid]) and (limited or in_the_way(problem, one, two))
        ]
        found += near
        left = [two for two in left if two not in near]
    return sorted(found, key=lambda meeting: (meeting.date, meeting.start, meeting.body))


def dealt(problem: Problem, meetings: Sequence[Meeting], others: Sequence[Meeting] = (), sure: bool = False) -> Dealt:  # noqa: FBT001, FBT002 - told by name
    """Deal the seats of meetings of one day.

    Parameters
    ----------
    problem : Problem
        The input.
    meetings : sequence of Meeting
        Live meetings of one day; as many sit as they did as can be.
    others : sequence of Meeting
        Others of the day, whose seats stand.
    sure : bool, optional
        Whether to go on for longer before the search is given up.
    """
    return _Dealing(problem, tuple(meetings), tuple(others), sure).result()


@dataclass
class _Dealing:
    """The seats of some meetings of a day, while they are dealt."""

    problem: Problem
    meetings: tuple[Meeting, ...]
    seated: tuple[Meeting, ...]
    sure: bool
    steps: int = 0
    counting: bool = False
    """Whether what rules say is counted."""
    _made: dict[tuple[int, int, str | None], Attendance] = field(default_factory=dict)
    still_to_come: list[Price] = field(default_factory=list)
    could_be_mended: set[int] = field(default_factory=set)
    """Where other substitutes than the cheapest might keep a rule that these break."""
    everywhere: dict[str, set[int]] = field(default_factory=dict)
    """The meetings where each person may sit, for themselves or for another."""
    best: tuple[Price, Away] | None = None
    _hands: dict[tuple[int, frozenset[str], bool], tuple[Price, tuple[Attendance, ...]]] = field(default_factory=dict)

    # -- who could sit where

    @cached_property
    def rows(self) -> list[tuple[Membership, ...]]:
        """The memberships in force at each meeting."""
        return [self.problem.memberships_on(meeting.body, meeting.date) for meeting in self.meetings]

    @cached_property
    def held(self) -> dict[str, list[Meeting]]:
        """Where each person sits among the meetings whose seats stand."""
        found: dict[str, list[Meeting]] = {}
        for meeting in self.seated:
            for person in {person for _, person in meeting.present()}:
                found.setdefault(person, []).append(meeting)
        return found

    @cached_property
    def own(self) -> dict[str, set[int]]:
        """The meetings of their own bodies that each member is free for."""
        found: dict[str, set[int]] = {}
        for place, (meeting, rows) in enumerate(zip(self.meetings, self.rows, strict=True)):
            for person in {row.person for row in rows}:
                away = person_away(self.problem, person, meeting.date, meeting.start, meeting.end)
                if away is None and self._free(person, meeting):
                    found.setdefault(person, set()).add(place)
        return found

    def _free(self, person: str, meeting: Meeting) -> bool:
        held = self.held.get(person, [])
        blocked = any(in_the_way(self.problem, meeting, other) for other in held)
        return not blocked and person_load.within_limit(self.problem, [*held, meeting])

    @cached_property
    def apart(self) -> set[tuple[int, int]]:
        """The pairs of meetings, either way round, that nobody can sit at both of."""
        pairs = combinations(range(len(self.meetings)), 2)
        found = {(a, b) for a, b in pairs if in_the_way(self.problem, self.meetings[a], self.meetings[b])}
        return found | {(b, a) for a, b in found}

    def _together(self, person: str, places: Collection[int]) -> bool:
        """Whether one person may sit at all of some meetings."""
        if any(pair in self.apart for pair in combinations(sorted(places), 2)):
            return False
        theirs = [*self.held.get(person, ()), *(self.meetings[place] for place in places)]
        return person_load.within_limit(self.problem, theirs)

    def _choices(self) -> dict[str, set[int]] | None:
        """Return who is wanted at meetings that they cannot all sit at, and where; None where that is too many.

        A deputy counts only where the seat may be empty: the member is not free, or wanted elsewhere too.
        """
        wanted = {person: set(places) for person, places in self.own.items()}
        torn = {person: places for person, places in wanted.items() if not self._together(person, places)}
        while True:
            more = False
            for place, rows in enumerate(self.rows):
                for row in rows:
                    if place not in self.own.get(row.person, ()) or row.person in torn:
                        for deputy in row.substitutes:
                            theirs = wanted.setdefault(deputy, set())
                            if place not in theirs and self._may_deputise(deputy, place):
                                theirs.add(place)
                                more = more or not self._together(deputy, theirs)
            torn = {person: places for person, places in wanted.items() if not self._together(person, places)}
            if not more:
                self.everywhere = wanted
                return None if any(len(places) > MOST_MEETINGS for places in torn.values()) else torn

    def _may_deputise(self, person: str, place: int) -> bool:
        meeting = self.meetings[place]
        when = meeting.date, meeting.start, meeting.end
        return substitute.may_deputise(self.problem, person, meeting.body, *when) and self._free(person, meeting)

    # -- the search

    def result(self) -> Dealt:
        """Return the seats, as good as they can be if the search comes to its end.

        What rules make of it is asked only once the cheapest seats are known: mostly they break none.
        """
        torn = self._choices()
        if torn is None:
            return self._done(tuple(frozenset() for _ in self.meetings), exact=False)
        order = sorted(torn, key=lambda person: (not self._needed(person), len(torn[person]), person))
        options = [(person, self._options(person, torn[person])) for person in order]
        nobody: Away = tuple(frozenset() for _ in self.meetings)
        away, tied = self._for_themselves(options, nobody)
        in_time = True
        for theirs in [*self._apart(tied)] or [()]:
            away, sure = self._searched(theirs, away)
            in_time = in_time and sure
        if in_time and (options or self.could_be_mended) and self._rules_broken(away):
            if len(options) > MOST_WITH_RULES and not self.sure:
                return self._done(away, exact=False)
            self.counting = True
            away, in_time = self._searched(options, nobody)
        return self._done(away, exact=in_time)

    def _for_themselves(self, options: Options, away: Away) -> tuple[Away, Options]:
        """Return where those choose to be who have no deputy and are none, and the choices of all others."""
        seats = [row for rows in self.rows for row in rows if row.substitutes]
        tied = {person for row in seats for person in (row.person, *row.substitutes)}
        for person, theirs in options:
            if person not in tied:
                away = self._gone(away, person, min(theirs, key=partial(self._least_away, person)))
        return away, [(person, theirs) for person, theirs in options if person in tied]

    def _apart(self, options: Options) -> Iterator[Options]:
        """Yield the choices of people who deputise for each other, or have a deputy in common, apart from all others.

        While no rules are counted, theirs is nothing to anybody else.
        """
        tied: list[set[str]] = []
        for row in (row for rows in self.rows for row in rows if options and row.substitutes):
            people = {row.person, *row.substitutes}
            joined = [others for others in tied if not people.isdisjoint(others)]
            tied = [others for others in tied if people.isdisjoint(others)] + [people.union(*joined)]
        left = list(options)
        while left:
            first = left[0][0]
            group = next(people for people in tied if first in people)
            yield [one for one in left if one[0] in group]
            left = [one for one in left if one[0] not in group]

    def _gone(self, away: Away, person: str, presence: Presence) -> Away:
        places = self.everywhere[person] - presence
        return tuple(who | {person} if place in places else who for place, who in enumerate(away))

    def _searched(self, options: Options, start: Away) -> tuple[Away, bool]:
        """Return the best of the choices, and whether it is shown to be the best."""
        self.still_to_come, self.best = self._least_to_come(options), None
        in_time = self._branch(options, 0, start)
        return (start if self.best is None else self.best[1]), in_time

    def _needed(self, person: str) -> bool:
        return any(row.person == person and (row.required or row.presides) for rows in self.rows for row in rows)

    def _options(self, person: str, places: set[int]) -> list[Presence]:
        """Return the largest sets of meetings where somebody may be, the most of their own seats first."""
        found: list[Presence] = []
        for size in range(len(places), 0, -1):
            for some in combinations(sorted(places), size):
                chosen = frozenset(some)
                if not any(chosen < other for other in found) and self._together(person, some):
                    found.append(chosen)
        own = self.own.get(person, set())
        return sorted(found, key=lambda chosen: (-len(chosen & own), sorted(chosen))) or [frozenset()]

    def _branch(self, options: Options, chosen: int, away: Away) -> bool:
        """Try the choices of everybody in turn, the least dear first; false where that takes too long."""
        self.steps += 1
        if self.steps >= (MOST_STEPS_WHERE_SURE if self.sure else MOST_STEPS):
            return False
        price = self._price(away)
        if self.best is not None and _sum(price, self.still_to_come[chosen]) >= self.best[0]:
            return True
        if chosen == len(options):
            self.best = price, away
            return True
        person, theirs = options[chosen]
        ways = [self._gone(away, person, presence) for presence in theirs]
        if len(ways) > 1:
            ways.sort(key=self._price)
        return all(self._branch(options, chosen + 1, way) for way in ways)

    def _price(self, away: Away) -> Price:
        """Return the least it can come to once some have chosen: all others are taken to be wherever they may be."""
        return _sum(*(self._hand(place, who)[0] for place, who in enumerate(away)))

    def _least_to_come(self, options: Options) -> list[Price]:
        """Return what those from each place in the order on will cost at the least, whatever all others choose."""
        found: list[Price] = [(0, 0, 0, 0)]
        for person, theirs in reversed(options):
            found.append(_sum(found[-1], min(self._least_away(person, presence) for presence in theirs)))
        return found[::-1]

    def _least_away(self, person: str, presence: Presence) -> Price:
        """Return what it costs, at the least where others may deputise, that somebody is only at some meetings."""
        return _sum(*(self._least_for(person, place) for place in self.own.get(person, set()) - presence))

    def _least_for(self, person: str, place: int) -> Price:
        """Return what it costs at the least that somebody is not in their own seat."""
        prices = []
        for row in self.rows[place]:
            if row.person == person:
                ranks = [n for n, who in enumerate(row.substitutes, start=1) if place in self.everywhere.get(who, ())]
                apology, otherwise = row.apology_weight * self.weights[0], self._otherwise(place, row)
                deputised = ranks[0] * self.weights[1] if ranks and apology else None
                prices.append((0, apology, 0, otherwise) if deputised is None else (0, 0, deputised, otherwise))
        return _sum(*prices)

    def _otherwise(self, place: int, row: Membership) -> int:
        """Return how many more seats are filled otherwise than before, at the least, if a member is not in theirs."""
        was = self.before[place].get((row.person, row.role))
        if was is None or (was.outcome == SUBSTITUTE and not row.substitutes):
            return 0
        return 1 if was.outcome == ATTENDS else -1

    @cached_property
    def before(self) -> list[dict[tuple[str, str], Attendance]]:
        """Who sat where at each meeting."""
        return [{(row.person, row.role): row for row in meeting.attendance} for meeting in self.meetings]

    def _row(self, place: int, number: int, sits: str | None) -> Attendance:
        key = place, number, sits
        if key not in self._made:
            self._made[key] = _row(self.rows[place][number], sits)
        return self._made[key]

    @cached_property
    def weights(self) -> tuple[int, int]:
        """What a point of apologies, and one of substitutes, weighs."""
        return OF_APOLOGIES.weight_in(self.problem), OF_SUBSTITUTES.weight_in(self.problem)

    def _rules_broken(self, away: Away) -> bool:
        """Whether a rule is broken at a meeting where some have chosen to be elsewhere, or others might deputise."""
        return any(
            self._breaches(place, self._hand(place, who)[1])
            for place, who in enumerate(away)
            if who or place in self.could_be_mended
        )

    def _breaches(self, place: int, rows: tuple[Attendance, ...]) -> int:
        """Count what a meeting breaks by itself of the rules about seats: fewer there never break fewer."""
        alone = replace(self.meetings[place], attendance=rows)
        return sum(breaches_of_seats(self.problem, (alone,)).values())

    # -- one meeting

    def _hand(self, place: int, elsewhere: frozenset[str]) -> tuple[Price, tuple[Attendance, ...]]:
        """Return the seats of one meeting, given who has chosen to be elsewhere, and what they cost."""
        key = place, elsewhere, self.counting
        if key not in self._hands:
            self._hands[key] = self._filled(place, elsewhere)
        return self._hands[key]

    def _filled(self, place: int, elsewhere: frozenset[str]) -> tuple[Price, tuple[Attendance, ...]]:
        rows = self.rows[place]
        there = {row.person for row in rows if place in self.own.get(row.person, ())} - elsewhere
        deputies: dict[int, list[str]] = {}
        for number, row in enumerate(rows):
            if row.substitutes and row.person not in there:
                away = there | elsewhere
                free = [who for who in row.substitutes if who not in away and place in self.everywhere.get(who, ())]
                deputies.update({number: free} if free else {})
        priced = []
        for way in self._ways(place, deputies):
            seats = tuple(
                self._row(place, n, row.person if row.person in there else way.get(n)) for n, row in enumerate(rows)
            )
            priced.append((self._cost(place, seats), seats))
        if not self.counting:
            return min(priced, key=lambda one: one[0])
        best: tuple[Price, tuple[Attendance, ...]] | None = None
        for (_, *cost), seats in sorted(priced, key=lambda one: one[0]):
            price = self._breaches(place, seats), cost[0], cost[1], cost[2]
            if best is None or price < best[0]:
                best = price, seats
            if not best[0][0]:
                break
        return best or priced[0]

    def _ways(self, place: int, deputies: dict[int, list[str]]) -> list[dict[int, str]]:
        """Return the ways in which deputies may sit for the empty seats, each for one: all where rules are counted.

        Else a seat whose deputies nobody shares takes its first, and one that costs nothing takes none.
        """
        rows = self.rows[place]
        settled: dict[int, str] = {}
        for number, theirs in deputies.items() if not self.counting else ():
            shared = any(not set(theirs).isdisjoint(others) for n, others in deputies.items() if n != number)
            if not self._wants_a_deputy(rows[number]):
                self.could_be_mended.add(place)
            elif not shared:
                settled[number] = theirs[0]
            else:
                self.could_be_mended.add(place)
        ways = [settled]
        for number, theirs in deputies.items():
            if number not in settled and (self.counting or self._wants_a_deputy(rows[number])):
                ways += [way | {number: one} for way in ways for one in theirs if one not in way.values()]
            if len(ways) > MOST_WAYS:
                self.steps = MOST_STEPS_WHERE_SURE
                return ways[:MOST_WAYS]
        return ways

    def _wants_a_deputy(self, row: Membership) -> bool:
        return row.required or row.apology_weight * self.weights[0] > 0

    def _cost(self, place: int, rows: Sequence[Attendance]) -> Price:
        """Return what seats come to: points of apologies and of substitutes, and the seats filled otherwise."""
        before = self.before[place]
        absent = deputised = changed = 0
        for seat, row in zip(self.rows[place], rows, strict=True):
            was = before.get((row.person, row.role))
            if row.outcome == APOLOGIES:
                absent += seat.apology_weight
            elif row.substitute is not None:
                deputised += seat.substitutes.index(row.substitute) + 1
            changed += was is None or was.outcome != row.outcome or was.substitute != row.substitute
        return 0, absent * self.weights[0], deputised * self.weights[1], changed

    def _done(self, away: Away, *, exact: bool) -> Dealt:
        hands = [self._hand(place, who) for place, who in enumerate(away)]
        meetings = [replace(one, attendance=rows) for one, (_, rows) in zip(self.meetings, hands, strict=True)]
        absent, deputised = (sum(price[number] for price, _ in hands) for number in (1, 2))
        return Dealt(tuple(meetings), absent, deputised, exact and self.steps < MOST_STEPS_WHERE_SURE)


def _sum(*prices: Price) -> Price:
    """Return prices added up."""
    return (
        sum(price[0] for price in prices),
        sum(price[1] for price in prices),
        sum(price[2] for price in prices),
        sum(price[3] for price in prices),
    )


def _row(row: Membership, sits: str | None) -> Attendance:
    """Return the row of a membership in whose seat somebody sits, or nobody."""
    if sits == row.person:
        return Attendance(row.person, row.role, row.voting, ATTENDS)
    return Attendance(row.person, row.role, row.voting, APOLOGIES if sits is None else SUBSTITUTE, sits)
