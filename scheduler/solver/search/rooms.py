"""Rooms of a whole year: the best where the dates stand, how little they could cost, and dates moved for their sake."""

from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.standing import RoomObjective, standing
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.room_bounds import RoomBounds


class Rooms:
    """The rooms of an incumbent, made better in place."""

    def __init__(self, incumbent: Incumbent, clock: Clock) -> None:
        self.incumbent = incumbent
        self.clock = clock
        self._bounds = RoomBounds(incumbent.problem, clock)

    def bound(self) -> int:
        """Return what the tier `rooms` comes to at least in any plan that holds as many meetings as the incumbent."""
        return self._bounds.total(self.incumbent.partial_solution())

    def assign(self) -> bool:
        """Give every meeting the room that is best for the year while dates, times and people stand; whether better."""
        problem, blocks = self.incumbent.problem, list(self.incumbent.solutions)
        choices = standing(problem, self.incumbent.partial_solution())
        if choices is None:
            return False
        objective = RoomObjective(choices, self.clock)
        if not objective.minimise_all():
            return False
        before, was = self.incumbent.prices(blocks), self.incumbent.of_each(blocks)
        self.incumbent.put(blocks, objective.partial_solution())
        if list(self.incumbent.prices(blocks).values()) < list(before.values()):
            return True
        self.incumbent.solutions.update(was)
        return False
