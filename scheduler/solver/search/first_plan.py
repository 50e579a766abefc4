"""A first plan from patterns: networks negotiated into years, and what breaks a rule repaired by the model.

Fix-and-relax (Dillenberger, Escudero, Wollensak and Zhang 1994, "On practical resource allocation for production
planning and scheduling with period overlapping setups"): what keeps the rules stands, and what a pattern cannot say
(themes, lunches, who of two gives way at a clash) is left to the model, around all that stands.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.solver.cp.hints import in_place, near
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.patterns.assembly import broken_by, partial_solution
from scheduler.solver.patterns.calendars import absences, calendar
from scheduler.solver.patterns.congestion import negotiated
from scheduler.solver.patterns.day_rooms import DayRooms
from scheduler.solver.patterns.dense import settled
from scheduler.solver.patterns.network import Calendar, Network, Weighed, Year, weighed
from scheduler.solver.patterns.priced_days import PricedDays
from scheduler.solver.patterns.pricing import Lexicographic
from scheduler.solver.patterns.reading import networks_of
from scheduler.solver.patterns.room_prices import RoomPrices
from scheduler.solver.patterns.room_sets import RoomSets
from scheduler.solver.patterns.seatings import Seated, Seatings
from scheduler.solver.patterns.shortest_path import best_year, cost_of
from scheduler.solver.search.bounds import Subproblem
from scheduler.solver.search.construction import Incumbent, inserted
from scheduler.solver.search.decomposition import Block, components
from scheduler.wishes import TIERS

OF_DATES = TIERS[:-1]
"""The tiers that a year by itself can be priced in: all but the last, which is about rooms."""
DAYS_NEAR = 16
"""How far a meeting may go from where its pattern has it, where it cannot be there."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """The networks of a problem, each with its seats and rooms, and the way from years to meetings and back.

    Parameters
    ----------
    problem : Problem
        The input.
    seatings : Seatings
        Who would sit where; it knows what stands already.
    calendar : Calendar
        All networks.
    seats : tuple of mapping of str to Seated
        Of each network, the seats of each body at each node.
    blocks : tuple of Block
        Of each network, what is placed by it.
    others : tuple of Block
        What no network holds.

    """

    problem: Problem
    seatings: Seatings
    calendar: Calendar
    seats: tuple[Mapping[str, Seated], ...]
    blocks: tuple[Block, ...]
    others: tuple[Block, ...]

    @classmethod
    def of(
        cls, problem: Problem, place: Callable[[Sequence[Block]], Sequence[Meeting]], check: Callable[[], None]
    ) -> "Patterns | None":
        """Read the patterns of a problem; None where some body has no year that keeps the rules, even by itself.

        Parameters
        ----------
        problem : Problem
            The input.
        place : callable
            Places what is no pattern, before all else; it stands.
        check : callable
            Asked as it goes; it may raise TimeIsUp.

        """
        found = networks_of(problem, check=check)
        if any(one.impossible for one in found.others):
            return None
        blocks = {block.meeting_day or block.bodies[0]: block for one in components(problem) for block in one.blocks}
        others = tuple(blocks[one.code] for one in found.others if one.code in blocks)
        standing = place(others) if others else ()
        if standing:
            found = networks_of(problem, standing, check)
        seatings, room_sets = Seatings(problem, standing, check), RoomSets(problem, standing)
        made, seats = calendar(seatings, found.networks, found.reports, room_sets)
        networks = tuple(blocks.get(network.code, Block((network.code,))) for network in made.networks)
        return cls(problem, seatings, made, seats, networks, others)

    @cached_property
    def weights(self) -> dict[str, int]:
        """What a unit of each tier weighs in one sum: more than all later ones are likely to come to.

        Powers of two, so that sums are exact; a plan is compared tier by tier when it is taken.
        """
        tiers = [tier for tier in OF_DATES if any(tier in network.costs for network in self.calendar.networks)]
        tiers = tiers or [OF_DATES[-1]]  # where nothing costs anything, a bound of nothing proves it
        meetings = sum(network.layers for network in self.calendar.networks)
        weights, weight = {}, 1
        for tier in reversed(tiers):
            weights[tier] = weight
            weight <<= (UNITS_A_MEETING * (meetings + 1)).bit_length()
        return {tier: weights[tier] for tier in tiers}

    @cached_property
    def rooms(self) -> DayRooms:
        """How days are housed."""
        return DayRooms(self.calendar)

    @cached_property
    def cheapest(self) -> PricedDays:
        """The cheapest rooms of each day."""
        return PricedDays(self.rooms, RoomPrices(self.problem))

    @cached_property
    def own(self) -> tuple[Year | None, ...]:
        """The best year of each network by itself; None where it has none."""
        return tuple(best_year(weighed(network, self.weights)) for network in self.calendar.networks)

    @cached_property
    def unhindered(self) -> Calendar:
        """The networks as if what no network holds stood nowhere: their bounds are true wherever it is placed."""
        if not self.others:
            return self.calendar
        found, problem = networks_of(self.problem), self.problem
        return calendar(Seatings(problem), found.networks, found.reports, RoomSets(problem))[0]

    def solution(self, years: Sequence[Year | None]) -> PartialSolution:
        """Return the meetings of a year of each network, in the rooms that house each day; facts, and None, aside."""
        held: dict[int, list[tuple[int, int]]] = {}
        for number, year in enumerate(years):
            network = self.calendar.networks[number]
            for layer, node in enumerate(() if year is None else year.nodes.tolist()):
                if node >= 0 and not network.fixed[layer]:
                    held.setdefault(int(network.day[node]), []).append((number, node))
        rooms: dict[tuple[int, int], Sequence[int]] = {}
        for on_day in held.values():
            cheapest, first = self.cheapest.of(sorted(on_day)), 0
            found = cheapest.rooms if np.isfinite(cheapest.cost) else self.rooms.housed(sorted(on_day))
            for number, node in sorted(on_day) if found is not None else ():
                last = first + len(self.calendar.pieces[number])
                rooms[number, node] = (found or ())[first:last]
                first = last
        return partial_solution(self.seatings, self.calendar, self.seats, years, rooms)

    def years_of(self, solution: PartialSolution) -> list[Year] | None:
        """Return the year of each network as it is in a partial solution; None where none is like it."""
        meetings: dict[str, list[tuple[int, int]]] = {}
        day_of = {day: number for number, day in enumerate(self.problem.days)}
        for meeting in solution.meetings:
            meetings.setdefault(meeting.body, []).append((day_of[meeting.date], meeting.start))
        days = {
            code: sorted((day_of[one.date], -1) for one in solution.occurrences if one.meeting_day == code)
            for code in self.problem.meeting_days
        }
        years = []
        for network in self.calendar.networks:
            held = days[network.code] if network.of_meeting_day else sorted(meetings.get(network.code, []))
            year = _year(network, weighed(network, self.weights), held)
            if year is None:
                return None
            years.append(year)
        return years


def _year(network: Network, one: Weighed, held: Sequence[tuple[int, int]]) -> Year | None:
    """Return the year of a network with meetings on days, at starts where they are not negative; facts are added."""
    nodes = np.full(network.layers, -1)
    facts = int(network.fixed.sum())
    nodes[:facts] = [int(np.flatnonzero(network.open[layer])[0]) for layer in range(facts)]
    if facts + len(held) > network.layers:
        return None
    for layer, (day, start) in enumerate(held, facts):
        there = np.flatnonzero(network.open[layer] & (network.day == day) & ((network.start == start) | (start < 0)))
        if not len(there):
            return None
        nodes[layer] = there[0]
    cost = cost_of(one, nodes)
    return Year(nodes, cost) if np.isfinite(cost) else None


UNITS_A_MEETING = 64
"""More than a meeting is likely to cost in one tier, whatever the tier."""


def first_plan(patterns: Patterns, incumbent: Incumbent, clock: Clock) -> bool:
    """Place every network by negotiated congestion, and repair what is broken; whether all rules are kept.

    Parameters
    ----------
    patterns : Patterns
        The networks.
    incumbent : Incumbent
        Holds what no network holds; all else is put into it.
    clock : Clock
        Ends it.

    """
    calendar, weights, stop = patterns.calendar, patterns.weights, lambda: over(clock)
    spare = partial(absences, patterns.seatings, calendar, weights)
    found = negotiated(calendar, weights, stop=stop, absences=spare)
    if not found.years:
        return False
    if found.contested:
        found = settled(calendar, weights, found, stop)
    incumbent.put(patterns.blocks, patterns.solution(found.years))
    return repaired(incumbent, clock)


def subproblems_of(patterns: Patterns) -> list[Subproblem]:
    """Return a subproblem for each component, bounded by what each of its networks costs by itself at the least."""
    number_of = {block: number for number, block in enumerate(patterns.blocks)}
    least, found = _least_alone(patterns), []
    for component in components(patterns.problem):
        numbers = [number_of[block] for block in component.blocks if block in number_of]
        bounds: Counter[str] = Counter()
        for number in numbers:
            network = patterns.calendar.networks[number]
            bounds.update(least.get((network.of_meeting_day, network.code), {}))
        years = [year if number in numbers else None for number, year in enumerate(patterns.own)]
        ideal = patterns.solution(years)
        known = len(numbers) == len(component.blocks) and not patterns.others
        found.append(Subproblem(component.blocks, dict(bounds), dict(bounds), ideal if known else None, known=known))
    return found


def _least_alone(patterns: Patterns) -> dict[tuple[bool, str], dict[str, int]]:
    """Return what each network costs at the least by itself, tier by tier, those before being at their least."""
    tiers = tuple(patterns.weights)
    return {
        (network.of_meeting_day, network.code): dict(zip(tiers, Lexicographic.of(network, tiers).least, strict=True))
        for network in patterns.unhindered.networks
        if not network.twice_a_day
    }


def over(clock: Clock) -> bool:
    """Whether time is up."""
    return clock.left <= 0


def repaired(incumbent: Incumbent, clock: Clock) -> bool:
    """Place anew the blocks of which rules are broken, near where they are, around all the others; whether all is kept.

    Fix-and-relax: what keeps the rules is fixed, and what breaks them is left to the model.
    """
    for _ in range(clock.parameters.restarts):
        breaches = broken_by(incumbent.problem, incumbent.partial_solution())
        blocks = _taking_part(incumbent, breaches)
        if not blocks:
            return not breaches
        there = incumbent.of(blocks)
        for block in blocks:
            del incumbent.solutions[block]
        for block in blocks:
            objective = inserted(incumbent, (block,), clock, (in_place(there), near(there, DAYS_NEAR), None), there)
            if objective is None:
                return False
            incumbent.put((block,), objective.partial_solution())
    return not broken_by(incumbent.problem, incumbent.partial_solution())


def _taking_part(incumbent: Incumbent, breaches: Sequence[Breach]) -> list[Block]:
    """Return the blocks that take part in breaches: meeting days first, then those that take part in most."""
    meetings = incumbent.partial_solution().meetings
    block_of = {body: block for block in incumbent.solutions for body in block.bodies}
    counted: Counter[Block] = Counter()
    for breach in breaches:
        codes = breach.bodies or [meeting.body for meeting in meetings if meeting.date in breach.dates]
        counted.update({block_of[code] for code in codes if code in block_of})
    order = [block for block in incumbent.solutions if block in counted]
    return sorted(order, key=lambda block: (block.meeting_day is None, -counted[block]))
