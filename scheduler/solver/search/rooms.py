"""Rooms of a whole year: the best where the dates stand, how little they could cost, and dates moved for their sake."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from scheduler.rules import broken
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.cp.standing import RoomObjective, standing
from scheduler.solver.patterns.assembly import partial_solution
from scheduler.solver.patterns.network import Year
from scheduler.solver.patterns.room_prices import RoomPrices
from scheduler.solver.patterns.room_routing import RoomRouting, Route
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
        solution = partial_solution(patterns.seatings, calendar, patterns.seats, routing.best, routing.rooms)
        pairs = zip(calendar.networks, years, routing.best, strict=True)
        moved = {network.code for network, was, year in pairs if (was.nodes != year.nodes).any()}
        if not moved:
            return None
        blocks = list(self.incumbent.solutions)
        there = _only_rooms_of(solution, self.incumbent.of([block for block in blocks if block.bodies[0] not in moved]))
        own = (meeting for meeting in solution.meetings if meeting.body in moved)
        solution = PartialSolution((*there.meetings, *own), there.occurrences)
        return routing.best if self._accepted(blocks, solution) else None

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
        other = rooms.get((meeting.body, meeting.date, meeting.start), meeting)
        meetings.append(replace(meeting, room=other.room, venue=other.venue))
    for occurrence in there.occurrences:
        found = days.get((occurrence.meeting_day, occurrence.date), occurrence)
        lunch = (
            None if occurrence.lunch is None else replace(occurrence.lunch, room=(found.lunch or occurrence.lunch).room)
        )
        occurrences.append(replace(occurrence, venue=found.venue, lunch=lunch))
    return PartialSolution(tuple(meetings), tuple(occurrences))
