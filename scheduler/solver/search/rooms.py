"""Rooms of a whole year: the best where the dates stand, how little they could cost, and dates moved for their sake."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from scheduler.rules import broken
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.cp.standing import RoomObjective, standing
from scheduler.solver.patterns.assembly import partial_solution
from scheduler.solver.patterns.branching import Bounds
from scheduler.solver.patterns.network import Year
from scheduler.solver.patterns.room_prices import RoomPrices
from scheduler.solver.patterns.room_routing import RoomRouting, Route
from scheduler.solver.patterns.room_years import DATES, DATES_AND_ROOMS, RoomYears
from scheduler.solver.patterns.shortest_path import best_year
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import Block
from scheduler.solver.search.first_plan import Patterns
from scheduler.solver.search.room_bounds import RoomBounds


class Rooms:
    """The rooms of an incumbent, made better in place.

    Parameters
    ----------
    incumbent : Incumbent
        A complete plan.
    clock : Clock
        How long it may take.

    """

    def __init__(self, incumbent: Incumbent, clock: Clock) -> None:
        self.incumbent = incumbent
        self.clock = clock
        self._bounds = RoomBounds(incumbent.problem, clock)

    def bound(self) -> int:
        """Return what the tier `rooms` comes to at least in any plan that holds as many meetings as the incumbent."""
        return self._bounds.total(self.incumbent.partial_solution())

    def assign(self) -> bool:
        """Give every meeting the room that is best for the year while dates, times and people stand; whether better."""
        choices = standing(self.incumbent.problem, self.incumbent.partial_solution())
        if choices is None:
            return False
        objective = RoomObjective(choices, self.clock)
        return objective.minimise_all() and self._accepted(list(self.incumbent.solutions), objective.partial_solution())

    def improve(
        self,
        patterns: Patterns,
        years: Sequence[Year],
        stop: Callable[[], bool],
        seed: int = 0,
        route: Route = best_year,
    ) -> list[Year] | None:
        """Move dates for the sake of cheaper rooms, no tier before them made worse, until nothing more is found.

        Parameters
        ----------
        patterns : Patterns
            The networks of the problem.
        years : sequence of Year
            Those of the incumbent; meeting days keep theirs.
        stop : callable
            Asked before each step.
        seed : int
            Of what is drawn by chance.
        route : callable
            Finds the best year of a network under prices: compiled, for large calendars.

        Returns
        -------
        list of Year or None
            The years of the incumbent as it is now; None where it stays as it was.

        """
        parameters = self.clock.parameters
        prices = RoomPrices(self.incumbent.problem)
        calendar = patterns.calendar
        routing = RoomRouting(calendar, patterns.weights, years, prices, seed, parameters, route)
        idle = 0
        while idle < parameters.room_runs and not stop():
            before = routing.cost
            routing.run(parameters.room_steps, stop)
            idle = 0 if routing.cost < before else idle + 1
        return routing.best if self._moved(patterns, years, routing.best, routing.rooms) else None

    def settle(self, patterns: Patterns, stop: Callable[[], bool]) -> int | None:
        """Bound rooms and dates together by branch and price, and take what plans that finds.

        Parameters
        ----------
        patterns : Patterns
            The networks of the problem.
        stop : callable
            Asked between steps.

        Returns
        -------
        int or None
            What the tier `rooms` comes to at least in any plan that is as the incumbent in all tiers before, these
            being the best that each network could have alone, but for dates; None where that is not so, or where
            nothing was bounded.

        """
        problem, everything = self.incumbent.problem, list(self.incumbent.solutions)
        values = self.incumbent.prices(everything)
        years = patterns.years_of(self.incumbent.partial_solution())
        made = RoomYears(patterns.calendar, RoomPrices(problem), self.clock.parameters.room_set_rooms)
        if years is None or not made.roomed or made.size > self.clock.parameters.room_year_nodes:
            return None
        before = [tier for tier in patterns.weights if tier != DATES]
        tiers = (*before, DATES_AND_ROOMS)
        parameters = replace(self.clock.parameters, compiled_after=self.clock.parameters.rooms_compiled_after)
        bounds = Bounds(made.calendar, tiers, parameters=parameters, groups=made.groups)
        if any(values[tier] != bounds.least.get(tier, 0) for tier in takewhile(lambda one: one != DATES, values)):
            return None

        there = made.with_rooms(years, self._present_rooms(patterns, years))
        cost = made.unit * values[DATES] + made.excess(there)

        def best() -> int | None:
            """Take the plans found since it was last asked; return what the incumbent costs."""
            nonlocal years, cost
            for plan in bounds.candidates():
                further, rooms = made.without_rooms(plan)
                if years is not None and self._moved(patterns, years, further, rooms):
                    years = patterns.years_of(self.incumbent.partial_solution())
                    if years is not None:
                        there = made.with_rooms(years, self._present_rooms(patterns, years))
                        cost = made.unit * self.incumbent.prices(everything)[DATES] + made.excess(there)
            return None if years is None else cost

        bounds.offer(there)
        bounds.run(stop, best)
        best()
        if bounds.impossible or years is None:
            return None
        excess = bounds.bound - made.unit * self.incumbent.prices(everything)[DATES]
        others = [block for block in everything if (block.meeting_day or block.bodies[0]) not in made.roomed]
        alone = [
            RoomBounds(self.incumbent.alone((one,)), self.clock).total(self.incumbent.of((one,))) for one in others
        ]
        return max(self.bound(), sum(alone) + made.least_of(years) + max(0, excess))

    def _present_rooms(self, patterns: Patterns, years: Sequence[Year]) -> dict[tuple[int, int], tuple[int, ...]]:
        """Return the room of each meeting of the incumbent whose network has one piece, by network and node."""
        calendar, days = patterns.calendar, self.incumbent.problem.days
        number_of = {code: number for number, code in enumerate(calendar.housing.codes)}
        there = {(one.body, one.date, one.start): one.room for one in self.incumbent.partial_solution().meetings}
        found: dict[tuple[int, int], tuple[int, ...]] = {}
        for number, year in enumerate(years):
            network, piece = calendar.networks[number], calendar.pieces[number][0]
            for node in year.held.tolist():
                room = there.get((piece.body, days[network.day[node]], int(piece.start[node])))
                if room is not None:
                    found[number, node] = (number_of[room],)
        return found

    def _moved(
        self,
        patterns: Patterns,
        years: Sequence[Year],
        better: Sequence[Year],
        rooms: Mapping[tuple[int, int], Sequence[int]],
    ) -> bool:
        """Take other years, and rooms of all meetings, where that is better; meeting days keep their dates."""
        calendar = patterns.calendar
        solution = partial_solution(patterns.seatings, calendar, patterns.seats, better, rooms)
        pairs = zip(calendar.networks, years, better, strict=True)
        moved = {network.code for network, was, year in pairs if (was.nodes != year.nodes).any()}
        blocks = list(self.incumbent.solutions)
        there = _only_rooms_of(solution, self.incumbent.of([block for block in blocks if block.bodies[0] not in moved]))
        own = (meeting for meeting in solution.meetings if meeting.body in moved)
        return self._accepted(blocks, PartialSolution((*there.meetings, *own), there.occurrences))

    def _accepted(self, blocks: list[Block], solution: PartialSolution) -> bool:
        """Place blocks as in a partial solution where that breaks no rule and is better; else leave them."""
        problem, everything = self.incumbent.problem, list(self.incumbent.solutions)
        before, was = list(self.incumbent.prices(everything).values()), self.incumbent.of_each(blocks)
        self.incumbent.put(blocks, solution)
        if list(self.incumbent.prices(everything).values()) < before:
            plan = finished(problem, self.incumbent.partial_solution(), ())
            if next(broken(problem, plan), None) is None:
                return True
        self.incumbent.solutions.update(was)
        return False


def _only_rooms_of(solution: PartialSolution, there: PartialSolution) -> PartialSolution:
    """Return what is placed in the rooms that another solution, of the same dates, has for it; else as it was."""
    rooms = {(one.body, one.date, one.start): one for one in solution.meetings}
    days = {(one.meeting_day, one.date): one for one in solution.occurrences}
    meetings, occurrences = [], []
    for meeting in there.meetings:
        other = rooms.get((meeting.body, meeting.date, meeting.start))
        given = meeting if other is None or other.room is None else other
        meetings.append(replace(meeting, room=given.room, venue=given.venue))
    for occurrence in there.occurrences:
        found = days.get((occurrence.meeting_day, occurrence.date), occurrence)
        lunch = (
            None if occurrence.lunch is None else replace(occurrence.lunch, room=(found.lunch or occurrence.lunch).room)
        )
        occurrences.append(replace(occurrence, venue=found.venue, lunch=lunch))
    return PartialSolution(tuple(meetings), tuple(occurrences))
