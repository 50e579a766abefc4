"""Counterexample-guided abstraction refinement: the nearest calendar proven in a small part of a council.

Clarke, Grumberg, Jha, Lu and Veith 2003, "Counterexample-guided abstraction refinement for symbolic model checking",
Journal of the ACM 50. The abstraction is the part of a few bodies alone: no whole calendar can be nearer, nor cheaper
for them. Where its best, put among all others as they are, breaks rules, the bodies of these join the part; where it
breaks none, it is the best of the whole.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from scheduler.domain.plan import ATTENDS, Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import LUNCHES, ROOMS, SEATS, Matter
from scheduler.domain.wording import counted
from scheduler.rules import broken
from scheduler.rules.meeting_day import fewest_slots, slots_used
from scheduler.solver.cp.hints import DomainRestriction, in_place, within
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.runs import Strategy, lightly
from scheduler.solver.cp.seat_dealing import Dealt, dealt
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.search import bounds
from scheduler.solver.search.construction import Incumbent, prices
from scheduler.solver.search.decomposition import Block, components, only
from scheduler.wishes import WISHES, ungranted, unmoved

SLOTS = "slots"
FIRST = (SLOTS, bounds.HELD, bounds.UNMOVED)
"""The goals that are minimised in one search, the most important first; the others follow in another."""
LATER = (bounds.APOLOGIES, bounds.SUBSTITUTES, bounds.DATES, bounds.ROOMS)
GOALS = (*FIRST, *LATER)


@dataclass(frozen=True)
class Found:
    """A solution, with how high each goal is in it, and a bound of each while those before it are as they are."""

    solution: PartialSolution
    values: dict[str, int]
    bounds: dict[str, int]

    @property
    def first(self) -> tuple[int, ...]:
        """What is made least before all else."""
        return tuple(self.values[name] for name in FIRST)

    @property
    def proven(self) -> bool:
        """Whether every goal is shown to be as low as it can be."""
        return self.values == self.bounds


class Search(Protocol):
    """Solves the models of parts of a council."""

    infeasible: bool
    """Whether the last search has shown that there is no solution."""

    def least(
        self, problem: Problem, restriction: DomainRestriction | None, names: Collection[str], strategy: Strategy
    ) -> Found | None:
        """Return a solution in which goals are as low as can be; None where there is none, or time runs out."""

    def floor_of(self, problem: Problem) -> int:
        """Return what the tier `unmoved` comes to where nobody moves but who is asked to."""


class Refinement:
    """The nearest calendar to one that is there, sought in as few bodies as prove it.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar as its baseline.
    hint : PartialSolution
        The calendar, with each meeting that is asked for on its new day.
    asked : collection of str
        The meetings, by uid, that are asked for.
    search : Search
        Solves the models.
    clock : Clock
        Ends it.

    """

    def __init__(
        self, problem: Problem, hint: PartialSolution, asked: Collection[str], search: Search, clock: Clock
    ) -> None:
        self.problem, self.hint, self.asked, self.search, self.clock = problem, hint, asked, search, clock
        self.year = Incumbent(problem)
        blocks = [block for component in components(problem) for block in component.blocks]
        self.year.put(blocks, _without_reasons(hint.without_facts(problem)))
        self.part = problem
        """The last part that was looked at."""
        self.impossible = False
        """Whether it was shown that there is no such calendar, in that part."""
        self._settled: int | None = None
        """What the tier `unmoved` comes to in the nearest calendar, above its floor, once that is known."""
        self._days: dict[str, int] = {}
        """How many days the meetings of each body may move, of those that are looked at."""
        self._alone: dict[Block, int | None] = {}
        self._best: Found | None = None
        """The last whole calendar that is as near as can be, but may cost more than it must."""
        self._hands: dict[tuple[str, ...], Dealt] = {}

    def nearest(self, bodies: Collection[str], *, pinned: bool) -> Found | None:
        """Return the nearest calendar; None where the last part has none, or is too large to prove it soon.

        Where it is proven to be the nearest, but not to cost the least, its bounds say so.

        Parameters
        ----------
        bodies : collection of str
            Those that are asked about, the first part.
        pinned : bool
            Whether all others are to stay on their days.

        """
        free = self._blocks(bodies)
        in_place_still = True
        while self._size(free) <= self.clock.parameters.part_meetings and self.clock.left > 0:
            codes = [code for block in free for code in block.bodies]
            among = f" among {counted(len(codes), 'body', 'bodies')}" if codes else ""
            self.clock.listener(f"Looking for the least change{among}")
            self.part = only(self.problem, codes, [block.meeting_day for block in free])
            found = self.search.least(self.part, in_place(self.hint), GOALS, lightly) if in_place_still else None
            self.impossible = found is None and self.search.infeasible
            in_place_still = found is not None and self._others_move(found) == 0
            if not in_place_still and pinned:
                return None
            if not in_place_still:
                found = self._moved(free)
                self.impossible = found is None and self.search.infeasible
            if found is None or not found.proven:
                break
            whole = self._put_among_others(free, found)
            if isinstance(whole, Found):
                return whole
            if whole <= set(free):
                break
            free = [block for block in self.year.solutions if block in whole or block in free]
        return None if self.impossible else self._best

    def _moved(self, free: Sequence[Block]) -> Found | None:
        """Return the least change in the last part: how far, and then, among all that are as near, what it costs.

        None comes nearer than if each block had the year to itself: those days are looked at first.
        """
        known = [units for units in map(self._apart, free if len(free) > 1 else ()) if units is not None]
        if known and len(known) == len(free):
            self._days = {}
            for block, units in zip(free, known, strict=True):
                self._days |= self._reach(units, [one for one in self._movable() if one.body in block.bodies])
            found = self.search.least(self.part, within(self.hint, self._days), GOALS, lightly)
            if found is not None and self._above_floor(found) == sum(known):
                return found
        if self._settled is not None:
            return self._at(self._settled)
        first = self.search.least(self.part, None, FIRST, lightly)
        if first is None or any(first.values[name] != first.bounds[name] for name in FIRST):
            return None
        return self._at(self._above_floor(first))

    def _at(self, units: int) -> Found | None:
        """Return what costs least in the last part of all that moves so far, and no less."""
        self._days = self._reach(units, self._movable())
        return self.search.least(self.part, within(self.hint, self._days), GOALS, lightly)

    def _apart(self, block: Block) -> int | None:
        """Return how far a block moves that has the year to itself, above its floor; None where that is not known."""
        if block not in self._alone:
            problem = only(self.problem, block.bodies, [block.meeting_day])
            floor = self.search.floor_of(problem)
            found = self.search.least(problem, in_place(self.hint), FIRST, lightly)
            if found is None or found.values[bounds.UNMOVED] - floor >= unmoved.MOVED:
                found = self.search.least(problem, None, FIRST, lightly)
            proven = found is not None and all(found.values[name] == found.bounds[name] for name in FIRST)
            self._alone[block] = found.values[bounds.UNMOVED] - floor if found is not None and proven else None
        return self._alone[block]

    # -- how far anybody moves

    def _above_floor(self, found: Found) -> int:
        """Return what the tier `unmoved` comes to, above its floor, in what was found in the last part."""
        return found.values[bounds.UNMOVED] - self.search.floor_of(self.part)

    def _others_move(self, found: Found) -> int:
        """Return how many meetings move that are not asked for."""
        return self._above_floor(found) // unmoved.MOVED

    def _movable(self) -> list[Meeting]:
        """Return the meetings of the last part that are not asked for, facts aside."""
        there = self.problem.asked(self.hint.plan_of(self.part)).live
        return [one for one in there if one.uid not in self.asked]

    def _reach(self, units: int, movable: Sequence[Meeting]) -> dict[str, int]:
        """Return how many days the meetings of each body may move where all come to so many units, and no less."""
        moves, rest = divmod(units, unmoved.MOVED)
        price = {one.uid: unmoved.price_of_moving(self.problem, one, 0) - unmoved.MOVED for one in movable}
        others = (moves - 1) * min(price.values(), default=0)
        reach: dict[str, int] = {}
        for one in movable:
            left = rest - price[one.uid] - others
            if moves == 1 and left > 0:  # all that may come to it besides are other rooms and themes
                left %= unmoved.OTHER_THEME
                left = 0 if left > unmoved.MOST_DAYS else left
            reach[one.body] = max(reach.get(one.body, 0), left if moves else 0)
        return {code: days for code, days in reach.items() if days < unmoved.MOST_DAYS}

    def _blocks(self, bodies: Collection[str]) -> list[Block]:
        """Return the blocks of some bodies."""
        return [block for block in self.year.solutions if not set(bodies).isdisjoint(block.bodies)]

    def _size(self, blocks: Collection[Block]) -> int:
        return len(self.year.of(blocks).meetings)

    def _put_among_others(self, free: Collection[Block], found: Found) -> Found | set[Block]:
        """Return the whole calendar with what was found in a part; or the blocks that are in its way.

        Where others are in the way of it, another that is as good may be in nobody's.
        """
        others = self._seated_as_well_as_can_be(free)
        whole = self._joined(others, found.solution)
        in_the_way = self.in_the_way(whole)
        if in_the_way:
            units = self._above_floor(found)
            narrowed = within(self.hint, self._days) if units >= unmoved.MOVED else in_place(self.hint)
            around = self.search.least(self.year.around(free), narrowed, GOALS, lightly)
            if around is None or around.first != found.first:
                return in_the_way
            self._settled = units
            whole = self._joined(others, around.solution)
            if around.values != found.values:
                near = set() if self.in_the_way(whole) else self._known(others, found, whole)
                self._best = near if isinstance(near, Found) else self._best
                return in_the_way
            in_the_way = self.in_the_way(whole)
        return in_the_way or self._known(others, found, whole)

    @staticmethod
    def _joined(one: PartialSolution, two: PartialSolution) -> PartialSolution:
        return PartialSolution((*one.meetings, *two.meetings), (*one.occurrences, *two.occurrences))

    def in_the_way(self, whole: PartialSolution) -> set[Block]:
        """Return the blocks of whatever takes part in a breach of a calendar."""
        codes: set[str] = set()
        for breach in broken(self.problem, finished(self.problem, whole, ())):
            codes |= set(breach.bodies) or {one.body for one in whole.meetings if one.date in breach.dates}
        return set(self._blocks(codes))

    # -- all others

    def _seated_as_well_as_can_be(self, free: Collection[Block]) -> PartialSolution:
        """Return all others where they are, with fewer apologies and substitutes where that can be."""
        others = self.year.besides(free)
        better: dict[tuple[str, date, int], Meeting] = {}
        for meetings in self._with_empty_seats(others.meetings):
            hands = self._dealt(meetings)
            if (hands.apologies, hands.substitutes) < self._absences(meetings):
                better |= {(one.body, one.date, one.start): one for one in hands.meetings}
        seated = tuple(better.get((one.body, one.date, one.start), one) for one in others.meetings)
        return replace(others, meetings=seated)

    def _with_empty_seats(self, meetings: Iterable[Meeting]) -> Iterator[list[Meeting]]:
        """Yield the meetings of each day on which somebody who sits on a body does not attend."""
        on: defaultdict[date, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            on[meeting.date].append(meeting)
        for _, there in sorted(on.items()):
            if any(row.outcome != ATTENDS for meeting in there for row in meeting.attendance):
                yield there

    def _dealt(self, meetings: Sequence[Meeting]) -> Dealt:
        """Return the seats of meetings of one day dealt; each day's once."""
        uids = tuple(meeting.uid for meeting in meetings)
        if uids not in self._hands:
            self._hands[uids] = dealt(self.problem, meetings)
        return self._hands[uids]

    def _absences(self, meetings: Collection[Meeting]) -> tuple[int, int]:
        """Return what apologies and substitutes come to at some meetings."""
        codes = {meeting.body for meeting in meetings}
        found = prices(self.problem, PartialSolution(tuple(meetings), ()).plan_of(only(self.problem, codes)))
        return found[bounds.APOLOGIES], found[bounds.SUBSTITUTES]

    def _least_of(self, others: PartialSolution) -> dict[str, int]:
        """Return what all others cost at least in each tier, as each of their meetings is where it is."""
        problem = only(
            self.problem, {one.body for one in others.meetings}, {one.meeting_day for one in others.occurrences}
        )
        plan, open_still = others.plan_of(problem), self._open_still(others)
        least = dict.fromkeys(LATER, 0)
        for wish in WISHES:
            if wish.WISH.tier in LATER[2:] and wish.WISH.touches.isdisjoint(open_still):
                least[wish.WISH.tier] += sum(row.cost for row in ungranted(problem, plan, wish))
        for meetings in self._with_empty_seats(others.meetings):
            hands = self._dealt(meetings)
            if hands.exact:
                least[bounds.APOLOGIES] += hands.apologies
                least[bounds.SUBSTITUTES] += hands.substitutes
        return least

    def _open_still(self, others: PartialSolution) -> set[Matter]:
        """Return what may differ where all others stay: a calendar may name no rooms, and lunches have no price."""
        matters: set[Matter] = {SEATS}
        if others.occurrences:
            matters.add(LUNCHES)
        if self._without_room(others):
            matters.add(ROOMS)
        return matters

    def _without_room(self, others: PartialSolution) -> int:
        """Return how many meetings have no room, and need one."""
        return sum(one.room is None and not self.problem.bodies[one.body].online for one in others.meetings)

    def _known(self, others: PartialSolution, found: Found, whole: PartialSolution) -> Found | set[Block]:
        """Return a whole calendar with what each goal comes to, and what it cannot be below.

        In a calendar as near as this, all others are where they are, for the part alone costs as much. Where slots or
        meetings held are not as good as can be, that does not follow: nothing is returned that could be added.
        """
        plan = finished(self.problem, whole, ())
        values = {SLOTS: slots_used(self.problem, plan), **prices(self.problem, plan)}
        if values[SLOTS] > fewest_slots(self.problem) or values[bounds.HELD]:
            return set()
        roomless = unmoved.OTHER_ROOM * self._without_room(others)
        values[bounds.UNMOVED] = found.values[bounds.UNMOVED] + roomless
        known = {SLOTS: values[SLOTS], bounds.HELD: 0, bounds.UNMOVED: found.bounds[bounds.UNMOVED] + roomless}
        least = self._least_of(others)
        tight = True
        for name in LATER:
            known[name] = min(values[name], found.bounds[name] + least[name]) if tight else 0
            tight = tight and known[name] == values[name]
        return Found(whole, values, {name: known[name] for name in values})


def _without_reasons(solution: PartialSolution) -> PartialSolution:
    """Return a calendar as a search leaves it: why somebody stays away is said once all are seated."""
    meetings = (
        replace(one, attendance=tuple(replace(row, reason=None) for row in one.attendance)) for one in solution.meetings
    )
    return replace(solution, meetings=tuple(meetings))
