"""Lower bounds by relaxation: a subproblem that has the year to itself, minimised tier by tier.

What others need is left out, so that no plan can cost a subproblem less (Geoffrion and Marsten 1972, on bounds by
relaxation).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scheduler.domain.problem import Problem
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import Block, relax_rooms, require_attendance, with_one_start
from scheduler.solver.search.room_bounds import RoomBounds

HELD, UNMOVED, APOLOGIES, SUBSTITUTES, DATES, ROOMS = "held", "unmoved", "apologies", "substitutes", "dates", "rooms"
ABSENCES = (APOLOGIES, SUBSTITUTES)
SEATS = (HELD, UNMOVED, *ABSENCES)
"""The tiers before dates."""


@dataclass(eq=False)
class Subproblem:
    """Blocks that are settled together; at first those of one component.

    `lower_bounds` says how low each tier must be at least, those before it being as low as they can: proven, for the
    blocks had the year to themselves. `targets` says how low each was seen to come so; where the search for it was
    cut short that may be above the bound. A tier in neither costs nothing where it is placed, or is not yet known.
    """

    blocks: tuple[Block, ...]
    lower_bounds: dict[str, int] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)
    ideal: PartialSolution | None = None
    """Where it would be as good as its goals, rooms and all others aside."""
    closed: set[str] = field(default_factory=set)
    """What no more search for bounds could tell more of: seats, dates."""
    parts: tuple["Subproblem", ...] = ()
    """The subproblems it was made of."""
    known: bool = False
    """Whether all its bounds are known already."""

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every body of the subproblem."""
        return tuple(body for block in self.blocks for body in block.bodies)

    def target(self, name: str) -> int:
        """Return how low a tier may come, for all that is known."""
        return self.targets.get(name, self.lower_bounds.get(name, 0))

    def full_bodies(self) -> tuple[str, ...]:
        """Return the bodies on which everybody is there in person when the subproblem is as good as it could be."""
        if not any(self.target(name) for name in ABSENCES):
            return self.bodies
        parts = self.parts if self._as_its_parts() else ()
        return tuple(body for part in parts for body in part.full_bodies())

    def _as_its_parts(self) -> bool:
        """Whether the seats of a subproblem made of others need cost no more than theirs."""
        return not self.parts or all(
            self.target(name) == sum(part.lower_bounds.get(name, 0) for part in self.parts) for name in SEATS
        )

    @staticmethod
    def merged(subproblems: list["Subproblem"], incumbent: Incumbent) -> "Subproblem":
        """Return one subproblem of several: what bounds each in a tier bounds all together in its sum."""
        subproblem = Subproblem(tuple(block for one in subproblems for block in one.blocks), parts=tuple(subproblems))
        prices = incumbent.prices(subproblem.blocks)
        for name in (name for name in (*SEATS, DATES) if name in prices):
            subproblem.lower_bounds[name] = sum(one.lower_bounds.get(name, 0) for one in subproblems)
            if name != DATES and prices[name] == subproblem.lower_bounds[name]:
                subproblem.targets[name] = prices[name]
        return subproblem

    def bound_seats(self, incumbent: Incumbent, clock: Clock, effort: float) -> None:
        """Prove how few apologies and substitutes the subproblem could have, and how little need be moved.

        Parameters
        ----------
        incumbent : Incumbent
            Where the subproblem is placed now: no bound is looked for where a tier costs nothing.
        clock : Clock
            Ends it all.
        effort : float
            The solver's own measure of work, for each tier.

        """
        prices = incumbent.prices(self.blocks)
        names = [name for name in SEATS if name in prices]
        if "seats" in self.closed or all(prices[name] <= self.lower_bounds.get(name, 0) for name in names):
            return
        problem = self._relaxed(incumbent, with_rooms=bool(prices.get(UNMOVED)))  # a room that is shut moves meetings
        start = incumbent.of(self.blocks)
        if not any(prices[name] for name in names if name not in ABSENCES):
            everybody = PlanObjective(require_attendance(problem, self.bodies), clock, hint=start)
            for name in names:
                everybody.add_bound(name, 0)
            if everybody.feasible(clock.left, effort):
                self.lower_bounds |= dict.fromkeys(names, 0)
                self.targets |= dict.fromkeys(names, 0)
                self.closed.add("seats")
                return
        if self._climb(PlanObjective(problem, clock, start=start), names, effort):
            self.closed.add("seats")
        if not self._as_its_parts():  # more apologies than the parts need may buy better dates than theirs
            self.lower_bounds.pop(DATES, None)

    def bound_dates(self, incumbent: Incumbent, clock: Clock, effort: float) -> None:
        """Prove how good the subproblem's dates could be, with seats as good as they could be."""
        prices = incumbent.prices(self.blocks)
        seats = [name for name in SEATS if name in prices]
        as_good = all(prices[name] == self.target(name) for name in seats)
        if (as_good and not prices[DATES]) or DATES in self.closed or self._open(seats):
            return
        problem = self._relaxed(incumbent)
        objective = PlanObjective(
            require_attendance(problem, self.full_bodies()), clock, start=incumbent.of(self.blocks) if as_good else None
        )
        for name in seats:
            objective.add_bound(name, self.target(name))
        if self._climb(objective, [DATES], effort):
            self.closed.add(DATES)
        if objective.last is not None:
            self.ideal = objective.partial_solution()

    def bound_rooms(self, incumbent: Incumbent, clock: Clock, effort: float) -> None:
        """Bound the subproblem's rooms, block by block, whoever sits in them and when."""
        del effort
        for block in self.blocks if ROOMS not in self.lower_bounds else ():
            least = RoomBounds(incumbent.alone((block,)), clock).total(incumbent.of((block,)))
            self.lower_bounds[ROOMS] = self.lower_bounds.get(ROOMS, 0) + least

    def _open(self, names: Iterable[str]) -> bool:
        """Whether a tier might come lower than it was seen to come."""
        return any(self.targets[name] > self.lower_bounds[name] for name in names if name in self.targets)

    def _relaxed(self, incumbent: Incumbent, *, with_rooms: bool = False) -> Problem:
        if with_rooms or any(block.meeting_day is not None for block in self.blocks):
            return incumbent.alone(self.blocks)
        return with_one_start(relax_rooms(incumbent.alone(self.blocks)))

    def _climb(self, objective: PlanObjective, names: list[str], effort: float) -> bool:
        """Bound the tiers one by one, until one cannot be proven; whether all were.

        A bound known before holds only while the tiers before it are as low as they were then thought to come.
        """
        before, self.lower_bounds = (
            self.lower_bounds,
            {name: bound for name, bound in self.lower_bounds.items() if name not in names},
        )
        as_before = proven = True
        for name in names:
            known = before.get(name, 0) if as_before else 0
            step = objective.minimise(name, objective.clock.left, effort) if proven else None
            self.lower_bounds[name] = known if step is None else max(step.bound, known)
            if step is not None:
                self.targets[name] = step.value
            proven = step is not None and step.value == self.lower_bounds[name]
            as_before = as_before and self.lower_bounds[name] == before.get(name, 0)
        return proven


def bounds_of_all(subproblems: Iterable[Subproblem]) -> Counter[str]:
    """Return how low each tier must be at least in a calendar that is made of subproblems."""
    found: Counter[str] = Counter()
    for subproblem in subproblems:
        found.update(subproblem.lower_bounds)
    return found
