"""Relax-and-fix (Pochet and Wolsey 2006, Production Planning by Mixed Integer Programming).

Pieces are what hangs together by a meeting day. A bound for each is found with all others out of the way;
where reports tie pieces together, their dates are settled in one model that knows people and rooms only of
the meeting days. Then each piece is placed for good, around those placed before it, no worse than its
bound. Where that succeeds everywhere the sum is proven best; where it does not, the plan is a good start
for the whole model. Every piece is a smaller problem put to the same rules.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from scheduler.domain.plan import Meeting, Occurrence
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.wording import listed
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.decomposition import (
    Block,
    Component,
    only,
    relax_to_dates,
    title,
    with_fixed_meetings,
)
from scheduler.solver.search.room_bounds import RoomBounds
from scheduler.wishes import TIERS, WISHES, ungranted

SLOTS, HELD, UNMOVED, DATES, ROOMS = "slots", "held", "unmoved", "dates", "rooms"


class NoPlaceError(Exception):
    """A piece has no place around the others, or none was found in time."""


@dataclass
class RelaxAndFix:
    """The pieces placed so far, and the proven bounds of the whole."""

    problem: Problem
    clock: Clock
    bounds: dict[str, int] = field(default_factory=dict)
    meetings: list[Meeting] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    waiting: set[str] = field(default_factory=set)
    """The bodies of components that are being placed, as long as they are not."""

    def place(self, component: Component) -> None:
        """Place a component around all that is placed; raise NoPlaceError where it finds no place."""
        self.waiting |= set(component.bodies)
        names = [title(self.problem, block) for block in component.blocks]
        self.clock.listener(f"How good could it be for {listed(names)}?")
        targets = {block: self._target(block) for block in component.blocks}
        tied = len(component.blocks) > 1
        dates, dates_bound = self._best_dates(component, targets) if tied else (None, 0)
        assumed = {block: _counted_together(target) for block, target in targets.items()}
        try:
            for block in component.blocks:
                dates = self._place(block, component, targets, dates)
        except NoPlaceError:
            self._place_together(component)
        if assumed == {block: _counted_together(target) for block, target in targets.items()}:
            self._bound(DATES, dates_bound)
        for target in targets.values():
            for name, bound in target.items():
                if not (tied and name == DATES):
                    self._bound(name, bound)

    @property
    def _block_seconds(self) -> float:
        """Seconds for one search of a block."""
        return self.clock.left * self.clock.parameters.block_share

    # -- how good could it be?

    def _target(self, block: Block) -> dict[str, int]:
        """Return how low each goal could come for a block that has the year to itself.

        For a body with meetings of its own nothing is the first guess, rooms aside: most often it can be had.
        """
        if block.meeting_day is not None:
            return self._best_alone(block)
        tiers = (name for name in TIERS if name != UNMOVED or self.problem.baseline is not None)
        rooms = RoomBounds(only(self.problem, block.bodies), self.clock).least.get(block.bodies[0], 0)
        return {**dict.fromkeys((SLOTS, *tiers), 0), ROOMS: rooms}

    def _best_alone(self, block: Block) -> dict[str, int]:
        """Return the proven bound of each goal for a block that has the year to itself."""
        objective = PlanObjective(only(self.problem, block.bodies, {block.meeting_day}), self.clock)
        bounds = {}
        for name in _rooms_early(objective.goals):
            step = objective.minimise(name, self._block_seconds, hold=name != ROOMS)
            if step is None:
                raise NoPlaceError
            bounds[name] = step.bound
        return bounds

    def _best_dates(self, component: Component, targets: dict[Block, dict[str, int]]) -> tuple[PartialSolution, int]:
        """Return where the component's meetings would be were it not for the people of feeders, and a bound of dates.

        The bound rests on what is assumed held and unmoved; it falls with that.
        """
        feeders = [block.bodies[0] for block in component.blocks if block.meeting_day is None]
        problem = relax_to_dates(only(self.problem, component.bodies), feeders)
        objective = PlanObjective(problem, self.clock)
        for name in objective.goals:
            if name not in (DATES, ROOMS):
                counted = [c for c in targets if name in (HELD, UNMOVED) or c.meeting_day is not None]
                if all(name in targets[block] for block in counted):
                    objective.add_bound(name, sum(targets[block][name] for block in counted))
        step = objective.minimise(DATES, self._block_seconds)
        bound = 0 if step is None else step.bound
        if objective.last is None:
            objective = self._best_together(problem, targets)
        if objective.last is None:
            raise NoPlaceError
        return objective.partial_solution(), bound

    def _best_together(self, problem: Problem, targets: dict[Block, dict[str, int]]) -> PlanObjective:
        """Bring a component's goals down one by one where reports keep its blocks from what each could have alone.

        What is known of each alone is forgotten, but for its rooms; the bounds are those of all together.
        """
        objective = PlanObjective(problem, self.clock)
        for name in [name for name in objective.goals if name != ROOMS]:
            step = objective.minimise(name, self._block_seconds)
            if step is None:
                break
            self._bound(name, step.bound)
        for target in targets.values():
            for name in [name for name in target if name != ROOMS]:
                del target[name]
        return objective

    def _bound(self, name: str, bound: int) -> None:
        self.bounds[name] = self.bounds.get(name, 0) + bound

    # -- and a plan that is as good

    def _place(
        self, block: Block, component: Component, targets: dict[Block, dict[str, int]], dates: PartialSolution | None
    ) -> PartialSolution | None:
        """Place a block for good, around all that is placed; return the dates the others may still count on."""
        self.clock.listener(f"Placing {title(self.problem, block)}")
        problem = self._around(self.problem, block.bodies, {block.meeting_day})
        target = dict(targets[block])
        if dates is not None and target:
            target[DATES] = _price_of_dates(only(self.problem, block.bodies, {block.meeting_day}), dates)
        objective, dates = self._somewhere(block, component, problem, target, dates)
        if objective is None and block.meeting_day is None:
            targets[block] = self._raised(block, target)
            if targets[block] != target:
                objective, dates = self._somewhere(block, component, problem, targets[block], dates)
        if objective is None:
            objective = PlanObjective(problem, self.clock)
            for name in objective.goals:
                if objective.minimise(name, self._block_seconds) is None:
                    raise NoPlaceError
        self._commit(block, objective)
        return dates

    def _raised(self, block: Block, target: dict[str, int]) -> dict[str, int]:
        """Return a target that was too low for the block, raised to what it can have alone.

        What the target leaves out is bounded with all of the component together, and is not counted twice.
        """
        alone = self._best_alone(block)
        kept = {name: bound for name, bound in alone.items() if name in target or name not in (SLOTS, HELD, UNMOVED)}
        return {**kept, DATES: target[DATES]} if DATES in target else kept

    def _somewhere(
        self,
        block: Block,
        component: Component,
        problem: Problem,
        target: dict[str, int],
        dates: PartialSolution | None,
    ) -> tuple[PlanObjective | None, PartialSolution | None]:
        """Place a block as well as its target says: on the dates settled for it, or on others as good."""
        if dates is None:
            return self._reached(problem, target), None
        objective = self._reached(_at_settled_dates(problem, block, dates), target)
        if objective is None and self._bears_on_others(block, component):
            return self._placed_with_others(block, component, target, dates)
        return objective or self._reached(problem, target), dates

    def _bears_on_others(self, block: Block, component: Component) -> bool:
        """Whether a block still to be placed reports to this one, hears its reports, or one follows the other."""
        others = self.waiting & set(component.bodies) - set(block.bodies)
        return any({one, two} & others and {one, two} & set(block.bodies) for one, two in self.problem.in_step)

    def _placed_with_others(
        self, block: Block, component: Component, target: dict[str, int], dates: PartialSolution
    ) -> tuple[PlanObjective | None, PartialSolution]:
        """Place a block where the dates still to be settled of its component can be changed with its own."""
        others = [body for body in component.bodies if body in self.waiting and body not in block.bodies]
        problem = relax_to_dates(self.problem, others)
        free = {*block.bodies, *others}
        limits = {**target, DATES: _price_of_dates(only(problem, free, {block.meeting_day}), dates)} if target else {}
        objective = self._reached(self._around(problem, free, {block.meeting_day}), limits)
        if objective is None or objective.last is None:
            return None, dates
        return objective, objective.partial_solution()

    def _place_together(self, component: Component) -> None:
        """Place the bodies of a component in one go, its meeting days kept; raise NoPlaceError if that fails."""
        own = [block for block in component.blocks if block.meeting_day is None]
        loose = {body for block in own for body in block.bodies}
        self.meetings = [meeting for meeting in self.meetings if meeting.body not in loose]
        problem = self._around(self.problem, loose, ())
        objective = self._reached(problem, {}) if own else None
        if objective is None:
            raise NoPlaceError
        for block in own:
            self._commit(block, objective)

    def _around(self, problem: Problem, bodies: Collection[str], days: Collection[str | None]) -> Problem:
        """Return the problem of placing some bodies while all that is placed stays where it is."""
        waiting = self.waiting - set(bodies)
        return with_fixed_meetings(problem, bodies, days, self.meetings, self.occurrences, waiting)

    def _reached(self, problem: Problem, target: dict[str, int]) -> PlanObjective | None:
        """Return a model that stands on the target, None if none was found."""
        objective = PlanObjective(problem, self.clock)
        for name, limit in target.items():
            objective.add_bound(name, limit)
        open_goals = [name for name in objective.goals if name not in target]
        for name in open_goals:
            if objective.minimise(name, self._block_seconds) is None:
                return None
        return objective if objective.last is not None or objective.feasible(self._block_seconds) else None

    def _commit(self, block: Block, objective: PlanObjective) -> None:
        found = objective.partial_solution()
        self.waiting -= set(block.bodies)
        self.meetings += [meeting for meeting in found.meetings if meeting.body in block.bodies]
        self.occurrences += [o for o in found.occurrences if o.meeting_day == block.meeting_day]


def _counted_together(target: dict[str, int]) -> tuple[int | None, int | None]:
    """Return what of a block's target is held for all blocks of a component in one sum."""
    return target.get(HELD), target.get(UNMOVED)


def _at_settled_dates(problem: Problem, block: Block, dates: PartialSolution) -> Problem:
    """Return the block's problem with its meetings on the dates settled for the whole component."""
    days = [occurrence for occurrence in dates.occurrences if occurrence.meeting_day == block.meeting_day]
    rows = [FixedMeeting(occurrence.date, meeting_day=occurrence.meeting_day) for occurrence in days]
    own = [m for m in dates.meetings if m.body in block.bodies and m.meeting_day is None]
    rows += [FixedMeeting(meeting.date, body=meeting.body, start=meeting.start) for meeting in own]
    return replace(problem, fixed_meetings=(*problem.fixed_meetings, *rows))


def _rooms_early(goals: Iterable[str]) -> list[str]:
    """Put rooms, whose bound holds whatever the tiers between, right after what is held."""
    names = [name for name in goals if name != ROOMS]
    after = names.index(HELD) + 1
    return [*names[:after], ROOMS, *names[after:]]


def _price_of_dates(problem: Problem, dates: PartialSolution) -> int:
    """Return what the dates chosen for a component cost in a part of it."""
    plan = dates.plan_of(problem)
    wishes = [wish for wish in WISHES if wish.WISH.tier == DATES]
    return sum(row.cost for wish in wishes for row in ungranted(problem, plan, wish))
