"""Large neighbourhood search: destroy and repair (Shaw 1998; Pisinger and Ropke 2010), led by conflict statistics.

Each subproblem that is above its target is destroyed with those in its way, which are then repaired together by the
solver. Meetings that were in the way before weigh more when the next neighbourhood is chosen: conflict-based
statistics (Müller, Barták and Rudová 2004; as constraint weights, Boussemart et al. 2004).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Choices, Expression
from scheduler.solver.cp.hints import DomainRestriction, near, near_even_spread
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.bounds import ABSENCES, DATES, ROOMS, SEATS, Subproblem, bounds_of_all
from scheduler.solver.search.construction import PLACES, Incumbent, insertion, together
from scheduler.solver.search.decomposition import Block, relax_rooms, require_attendance, with_fixed_meetings


class Conflicts:
    """The meetings that are placed, by day, with the people each holds.

    With `for_rooms` every meeting that takes a room at the same time is in the way, whoever sits there.
    """

    def __init__(self, problem: Problem, meetings: Iterable[Meeting], *, for_rooms: bool) -> None:
        self.problem = problem
        self.for_rooms = for_rooms
        self.on_day: defaultdict[date, list[tuple[Meeting, set[str]]]] = defaultdict(list)
        self.expected: dict[str, set[str]] = {}
        self.way = max((row.minutes for row in problem.travel), default=0)
        for meeting in meetings:
            self.on_day[meeting.date].append((meeting, {person for _, person in meeting.present()}))

    def meetings(self, body: str, day: date, start: int, end: int) -> list[Meeting]:
        """Return the meetings at that time that hold somebody, or perhaps some room, that the body wants."""
        if body not in self.expected:
            rows = self.problem.memberships_of_body[body]
            self.expected[body] = {row.person for row in rows if not row.optional}
        return [
            meeting
            for meeting, people in self.on_day.get(day, ())
            if meeting.start < end + self.way and start < meeting.end + self.way
            if not people.isdisjoint(self.expected[body]) or (self.for_rooms and meeting.room is not None)
        ]

    def costs(self, choices: Choices, weights: Counter[str]) -> list[Expression]:
        """Return what it costs to hold each meeting where others are in the way: more, the oftener they were."""
        costs = []
        for sitting in choices.sittings:
            for day, start in choices.placements(sitting):
                met = self.meetings(sitting.body.code, day, start, start + sitting.duration)
                if met:
                    price = sum(1 + weights[meeting.body] for meeting in met)
                    costs.append(price * choices.held_at(sitting, day, start))
        return costs

    def bodies(self, solution: PartialSolution) -> Counter[str]:
        """Return how often each body is in the way of a partial solution."""
        return Counter(
            meeting.body
            for wanted in solution.meetings
            for meeting in self.meetings(wanted.body, wanted.date, wanted.start, wanted.end)
        )


PHASES = (SEATS, (*SEATS, DATES), (*SEATS, DATES, ROOMS))
"""The tiers that are settled one after another, each with those before it."""


class LargeNeighbourhoodSearch:
    """Groups on their way to their bounds.

    Parameters
    ----------
    incumbent : Incumbent
        A complete plan; made better in place.
    subproblems : list of Subproblem
        Every block in one of them; made fewer in place where some are merged.
    clock : Clock
        How long it may take.
    better : callable
        Called after each step that makes the plan better or a bound higher.

    """

    def __init__(
        self, incumbent: Incumbent, subproblems: list[Subproblem], clock: Clock, better: Callable[[], None]
    ) -> None:
        self.incumbent = incumbent
        self.subproblems = subproblems
        self.clock = clock
        self.parameters = clock.parameters
        self.seconds, self.effort = self.parameters.repair_seconds, self.parameters.repair_effort
        """Of one search for a repair."""
        self.better = better
        self.weights: Counter[str] = Counter()
        self.tries: Counter[Subproblem] = Counter()
        self.asked: Counter[Subproblem] = Counter()
        self.conflicting: dict[Subproblem, list[Subproblem]] = {}
        self.not_merged: set[tuple[Block, ...]] = set()
        self.names: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether time is up."""
        return self.clock.left <= 0 or self.clock.interrupted

    def run(self, phases: Sequence[Sequence[str]] = PHASES) -> None:
        """Settle seats, then dates, then rooms, until nothing comes nearer to its bound or time is up.

        Parameters
        ----------
        phases : sequence of sequence of str
            The tiers that are settled one after another, each with those before it: all of them, or some.

        """
        for names in phases:
            self.names = tuple(
                name for name in names if name != "unmoved" or self.incumbent.problem.baseline is not None
            )
            self._bound_all(self.parameters.bound_effort)
            for subproblem in self._dearest_first():
                self._improved(subproblem, self._reinserted)
            self._rounds()
        self._bound_all(self.parameters.last_bound_effort)
        self._rounds()

    def _rounds(self) -> None:
        while not self.over and self._round():
            pass

    def _round(self) -> bool:
        """Try every subproblem that is above its goal once; whether anything became better, or is better known.

        At first only those in its way are moved with it; where that fails, others too; at last they are merged.
        """
        steps = []
        for subproblem in self._dearest_first():
            if self._improved(subproblem, self._destroy_and_repair):
                self.tries[subproblem] = 0
                steps.append(True)
            elif subproblem in self.subproblems and self._is_above(subproblem):
                self.tries[subproblem] += 1
                merged = self.tries[subproblem] >= self.parameters.tries and self._improved(subproblem, self._merged)
                steps.append(merged or self.tries[subproblem] < self.parameters.tries)
        return any(steps) and not self.over

    def _bound_all(self, effort: float) -> None:
        """Bound the tier at hand for every subproblem whose bound is not yet known, several at once."""
        open_groups = [subproblem for subproblem in self._dearest_first() if not subproblem.known]
        with ThreadPoolExecutor(max_workers=self.parameters.workers) as cores:
            for _ in cores.map(lambda subproblem: self._bound(subproblem, effort), open_groups):
                self.better()
        self.clock.trace.bound(bounds_of_all(self.subproblems))  # only here are they the same whichever ended first

    def _bound(self, subproblem: Subproblem, effort: float) -> None:
        tiers = {SEATS[-1]: subproblem.bound_seats, DATES: subproblem.bound_dates, ROOMS: subproblem.bound_rooms}
        for name, find in tiers.items():
            if name in self.names and not self.over:
                find(self.incumbent, self.clock, effort)

    def _improved(self, subproblem: Subproblem, step: Callable[[Subproblem], bool]) -> bool:
        return not self.over and subproblem in self.subproblems and self._is_above(subproblem) and step(subproblem)

    def _above(self, subproblem: Subproblem) -> tuple[int, ...]:
        """Return by how much a subproblem is above its goal, tier by tier."""
        prices = self.incumbent.prices(subproblem.blocks)
        return tuple(prices[name] - subproblem.target(name) for name in self.names)

    def _is_above(self, subproblem: Subproblem) -> bool:
        """Whether a subproblem is above its goal in the first tier in which it is not at it."""
        return self._above(subproblem) > (0,) * len(self.names)

    def _dearest_first(self) -> list[Subproblem]:
        above = {subproblem: self._above(subproblem) for subproblem in self.subproblems}
        return sorted(self.subproblems, key=lambda subproblem: above[subproblem], reverse=True)

    # -- around the others

    def _reinserted(self, subproblem: Subproblem) -> bool:
        """Place a subproblem at its goal around all others."""
        problem = self._as_expected(self.incumbent.around(subproblem.blocks), [subproblem])
        where = self.incumbent.of(subproblem.blocks) if ROOMS in self.names else subproblem.ideal

        def at_its_target(objective: PlanObjective, restriction: DomainRestriction | None) -> bool:
            del restriction
            self._hold(objective, subproblem)
            return objective.feasible(self.seconds, self.effort)

        near_it = (near_even_spread, None) if where is None else (near(where, self.parameters.far_reach),)
        objective = insertion(problem, self.clock, at_its_target, near_it, hint=where)
        return objective is not None and self._accept([subproblem], self._finished(objective))

    # -- with those in its way

    def _destroy_and_repair(self, subproblem: Subproblem) -> bool:
        """Destroy a subproblem and its neighbourhood; place it near where it wants to be, and the others around it."""
        wanted = self._wanted_places(subproblem)
        others = self._neighbourhood(subproblem)
        subproblems = [subproblem, *others]
        blocks = [block for one in subproblems for block in one.blocks]
        there = self.incumbent.of(subproblem.blocks) if wanted is None else wanted
        start = together([there, self.incumbent.of(blocks[len(subproblem.blocks) :])])
        problem = self._as_expected(self.incumbent.around(blocks), subproblems)
        reach = (
            self.parameters.near_reach
            if self.tries[subproblem] < self.parameters.near_tries
            else self.parameters.far_reach
        )
        objective = PlanObjective(problem, self.clock, restriction=near(start, reach), hint=start)
        self.weights.update({body: self.parameters.conflict_weight for other in others for body in other.bodies})
        return self._repaired(objective, subproblems) and self._accept(subproblems, self._finished(objective))

    def _neighbourhood(self, subproblem: Subproblem) -> list[Subproblem]:
        """Return what is destroyed with a subproblem: those in its way, then the least often destroyed that fit."""
        conflicts = self.conflicting.get(subproblem, [])
        seats = self._people(subproblem)
        near_it = {other: len(seats & self._people(other)) for other in self.subproblems if other is not subproblem}
        room = self.parameters.neighbourhood_meetings - len(self.incumbent.of(subproblem.blocks).meetings)
        company: list[Subproblem] = []
        if conflicts and self.tries[subproblem] < self.parameters.near_tries:
            near_it = {other: shared for other, shared in near_it.items() if other in conflicts}
        for other in sorted(near_it, key=lambda one: (one not in conflicts, self.asked[one], -near_it[one])):
            size = len(self.incumbent.of(other.blocks).meetings)
            if (near_it[other] or other in conflicts) and size <= room:
                company.append(other)
                room -= size
        self.asked.update(company)
        return company

    def _people(self, subproblem: Subproblem) -> set[str]:
        return {row.person for body in subproblem.bodies for row in self.incumbent.problem.memberships_of_body[body]}

    def _repaired(self, objective: PlanObjective, subproblems: list[Subproblem]) -> bool:
        """Bring subproblems below what they cost now, in the tier in which the first of them is above its target."""
        now = [self.incumbent.prices(subproblem.blocks) for subproblem in subproblems]
        first = next(number for number, excess in enumerate(self._above(subproblems[0])) if excess)
        for number, name in enumerate(self.names):
            if number <= first:
                objective.add_bound(name, sum(prices[name] for prices in now) - (number == first))
        return all(objective.minimise(name, self.seconds, self.effort) is not None for name in self.names[first:])

    def _wanted_places(self, subproblem: Subproblem) -> PartialSolution | None:
        """Place a subproblem at its goal as if nobody sat elsewhere, where the fewest others then must move."""
        others = self.incumbent.besides(subproblem.blocks)
        alone = self._as_expected(self.incumbent.alone(subproblem.blocks), [subproblem])
        for problem, for_rooms in ((self._rooms_taken(alone, subproblem, others), False), (relax_rooms(alone), True)):
            conflicts = Conflicts(self.incumbent.problem, others.meetings, for_rooms=for_rooms)
            objective = PlanObjective(problem, self.clock, start=subproblem.ideal)
            self._hold(objective, subproblem)
            if objective.minimise_sum(conflicts.costs(objective.choices, self.weights), self.seconds, self.effort):
                wanted = objective.partial_solution()
                bodies = conflicts.bodies(wanted)
                self.conflicting[subproblem] = [
                    other for other in self.subproblems if any(bodies[body] for body in other.bodies)
                ]
                return wanted
            if not objective.infeasible:
                break
        return None

    def _rooms_taken(self, alone: Problem, subproblem: Subproblem, others: PartialSolution) -> Problem:
        """Return the problem of a subproblem with the rooms of all others taken, and everybody free."""
        nobody = [replace(meeting, attendance=()) for meeting in others.meetings]
        days = {block.meeting_day for block in subproblem.blocks}
        around = with_fixed_meetings(self.incumbent.problem, subproblem.bodies, days, nobody, others.occurrences)
        return self._as_expected(replace(around, reporting=alone.reporting, links=alone.links), [subproblem])

    # -- one subproblem of several

    def _merged(self, subproblem: Subproblem) -> bool:
        """Make one subproblem of it and those in its way, where they cannot all be as good as each alone."""
        subproblems = [subproblem, *(one for one in self.conflicting.get(subproblem, ()) if one in self.subproblems)]
        blocks = tuple(block for one in subproblems for block in one.blocks)
        too_many = len(self.incumbent.of(blocks).meetings) > self.parameters.neighbourhood_meetings
        if len(subproblems) == 1 or too_many or blocks in self.not_merged:
            return False
        merged = Subproblem.merged(subproblems, self.incumbent)
        self._bound(merged, self.parameters.bound_effort)
        if all(merged.target(name) <= sum(one.target(name) for one in subproblems) for name in self.names):
            self.not_merged.add(blocks)
            return False
        self.subproblems[:] = [*(one for one in self.subproblems if one not in subproblems), merged]
        self.clock.trace.bound(bounds_of_all(self.subproblems))
        self.better()
        return True

    # -- goals and prices

    def _as_expected(self, problem: Problem, subproblems: list[Subproblem]) -> Problem:
        """Require everybody where all attend: at the target of the first subproblem, and in the others as they are."""
        bodies = [body for subproblem in subproblems[1:] for body in self._full_as_placed(subproblem)]
        return require_attendance(problem, [*subproblems[0].full_bodies(), *bodies])

    def _full_as_placed(self, subproblem: Subproblem) -> tuple[str, ...]:
        prices = self.incumbent.prices(subproblem.blocks)
        if not any(prices[name] for name in ABSENCES):
            return subproblem.bodies
        return subproblem.full_bodies() if all(prices[name] == subproblem.target(name) for name in ABSENCES) else ()

    def _finished(self, objective: PlanObjective) -> PartialSolution:
        """Return what a model that stands on its goals has, with the tiers not yet settled brought low too."""
        later = {name: weight for name, weight in PLACES.items() if name not in self.names}
        effort = self.parameters.least_effort if DATES in self.names else self.effort
        objective.minimise_together(later, self.seconds, effort)
        return objective.partial_solution()

    def _hold(self, objective: PlanObjective, subproblem: Subproblem) -> None:
        for name in self.names:
            objective.add_bound(name, subproblem.target(name))

    def _accept(self, subproblems: list[Subproblem], solution: PartialSolution) -> bool:
        """Place subproblems as in a partial solution where that is better than now; else leave them."""
        blocks = [block for subproblem in subproblems for block in subproblem.blocks]
        before, was = self._cost(blocks), self.incumbent.of_each(blocks)
        self.incumbent.put(blocks, solution)
        if self._cost(blocks) < before:
            self.better()
            return True
        self.incumbent.solutions.update(was)
        return False

    def _cost(self, blocks: list[Block]) -> list[int]:
        """Return what the blocks cost, with those over whose lunch they may sit, or who may sit over theirs."""
        days = [block for block in self.incumbent.solutions if block.meeting_day is not None]
        counted = self.incumbent.solutions if any(block in days for block in blocks) else {*blocks, *days}
        return list(self.incumbent.prices(counted).values())
