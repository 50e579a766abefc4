"""Who would have to make room: placed meetings that hold people, or rooms, which others want."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from scheduler.domain.plan import Meeting
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import Choices, Expression
from scheduler.solver.cp.hints import near, near_even_spread
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.search.bounds import ABSENCES, DATES, ROOMS, SEATS, Subproblem
from scheduler.solver.search.construction import PLACES
from scheduler.solver.search.decomposition import Block, relax_rooms, require_attendance, with_fixed_meetings
from scheduler.solver.search.incumbent import Incumbent, together


class Blocking:
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

    def costs(self, choices: Choices, heat: Counter[str]) -> list[Expression]:
        """Return what it costs to hold each meeting where others are in the way: more, the oftener they were."""
        costs = []
        for sitting in choices.sittings:
            for day, start in choices.placements(sitting):
                met = self.meetings(sitting.body.code, day, start, start + sitting.duration)
                if met:
                    price = sum(1 + heat[meeting.body] for meeting in met)
                    costs.append(price * choices.held_at(sitting, day, start))
        return costs

    def bodies(self, drafted: PartialSolution) -> Counter[str]:
        """Return how often each body is in the way of what is drafted."""
        return Counter(
            meeting.body
            for wanted in drafted.meetings
            for meeting in self.meetings(wanted.body, wanted.date, wanted.start, wanted.end)
        )


class LargeNeighbourhoodSearch:
    """Groups on their way to their bounds.

    Parameters
    ----------
    year : Incumbent
        A complete plan; made better in place.
    groups : list of Subproblem
        Every block in one of them; made fewer in place where some are merged.
    clock : Clock
        How long it may take.
    better : callable
        Called after each step that makes the plan better or a bound higher.

    """

    def __init__(self, year: Incumbent, groups: list[Subproblem], clock: Clock, better: Callable[[], None]) -> None:
        self.year = year
        self.groups = groups
        self.clock = clock
        self.parameters = clock.parameters
        self.seconds, self.effort = self.parameters.repair_seconds, self.parameters.repair_effort
        """Of one search for a repair."""
        self.better = better
        self.heat: Counter[str] = Counter()
        self.tries: Counter[Subproblem] = Counter()
        self.asked: Counter[Subproblem] = Counter()
        self.in_the_way: dict[Subproblem, list[Subproblem]] = {}
        self.not_merged: set[tuple[Block, ...]] = set()
        self.names: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether time is up."""
        return self.clock.left <= 0 or self.clock.interrupted

    def run(self) -> None:
        """Settle seats, then dates, then rooms, until nothing comes nearer to its bound or time is up."""
        for names in (SEATS, (*SEATS, DATES), (*SEATS, DATES, ROOMS)):
            self.names = tuple(name for name in names if name != "unmoved" or self.year.problem.baseline is not None)
            self._bound_all(self.parameters.bound_effort)
            for group in self._dearest_first():
                self._settle(group, self._placed_around)
            self._rounds()
        self._bound_all(self.parameters.last_bound_effort)
        self._rounds()

    def _rounds(self) -> None:
        while not self.over and self._round():
            pass

    def _round(self) -> bool:
        """Try every group that is above its goal once; whether anything became better, or is better known.

        At first only those in its way are moved with a group; where that fails, others too; at last they are merged.
        """
        steps = []
        for group in self._dearest_first():
            if self._settle(group, self._placed_with_others):
                self.tries[group] = 0
                steps.append(True)
            elif group in self.groups and self._is_above(group):
                self.tries[group] += 1
                merged = self.tries[group] >= self.parameters.tries and self._settle(group, self._merged)
                steps.append(merged or self.tries[group] < self.parameters.tries)
        return any(steps) and not self.over

    def _bound_all(self, effort: float) -> None:
        """Bound the tier at hand for every group whose bound is not yet known, several at once."""
        open_groups = [group for group in self._dearest_first() if not group.known]
        with ThreadPoolExecutor(max_workers=self.parameters.workers) as cores:
            for _ in cores.map(lambda group: self._bound(group, effort), open_groups):
                self.better()

    def _bound(self, group: Subproblem, effort: float) -> None:
        tiers = {SEATS[-1]: group.bound_seats, DATES: group.bound_dates, ROOMS: group.bound_rooms}
        for name, find in tiers.items():
            if name in self.names and not self.over:
                find(self.year, self.clock, effort)

    def _settle(self, group: Subproblem, step: Callable[[Subproblem], bool]) -> bool:
        return not self.over and group in self.groups and self._is_above(group) and step(group)

    def _above(self, group: Subproblem) -> tuple[int, ...]:
        """Return by how much a group is above its goal, tier by tier."""
        prices = self.year.prices(group.blocks)
        return tuple(prices[name] - group.goal(name) for name in self.names)

    def _is_above(self, group: Subproblem) -> bool:
        """Whether a group is above its goal in the first tier in which it is not at it."""
        return self._above(group) > (0,) * len(self.names)

    def _dearest_first(self) -> list[Subproblem]:
        above = {group: self._above(group) for group in self.groups}
        return sorted(self.groups, key=lambda group: above[group], reverse=True)

    # -- around the others

    def _placed_around(self, group: Subproblem) -> bool:
        """Place a group at its goal around all others."""
        problem = self._as_expected(self.year.around(group.blocks), [group])
        where = self.year.of(group.blocks) if ROOMS in self.names else group.ideal
        for restriction in (near_even_spread, None) if where is None else (near(where, self.parameters.far_reach),):
            objective = PlanObjective(problem, self.clock, restriction=restriction, hint=where)
            self._hold(objective, group)
            if objective.feasible(self.seconds, self.effort):
                return self._accept([group], self._finished(objective))
        return False

    # -- with those in its way

    def _placed_with_others(self, group: Subproblem) -> bool:
        """Place a group where it wants to be, or near it, with those in its way and some others moved as need be."""
        wanted = self._wanted(group)
        others = self._company(group)
        groups = [group, *others]
        blocks = [block for one in groups for block in one.blocks]
        there = self.year.of(group.blocks) if wanted is None else wanted
        start = together([there, self.year.of(blocks[len(group.blocks) :])])
        problem = self._as_expected(self.year.around(blocks), groups)
        reach = (
            self.parameters.near_reach if self.tries[group] < self.parameters.near_tries else self.parameters.far_reach
        )
        objective = PlanObjective(problem, self.clock, restriction=near(start, reach), hint=start)
        self.heat.update({body: self.parameters.conflict_weight for other in others for body in other.bodies})
        return self._lower(objective, groups) and self._accept(groups, self._finished(objective))

    def _company(self, group: Subproblem) -> list[Subproblem]:
        """Return who is moved with a group: those in its way, then whoever was asked least, as one model can hold."""
        blocking = self.in_the_way.get(group, [])
        seats = self._people(group)
        near_it = {other: len(seats & self._people(other)) for other in self.groups if other is not group}
        room = self.parameters.neighbourhood_meetings - len(self.year.of(group.blocks).meetings)
        company: list[Subproblem] = []
        if blocking and self.tries[group] < self.parameters.near_tries:
            near_it = {other: shared for other, shared in near_it.items() if other in blocking}
        for other in sorted(near_it, key=lambda one: (one not in blocking, self.asked[one], -near_it[one])):
            size = len(self.year.of(other.blocks).meetings)
            if (near_it[other] or other in blocking) and size <= room:
                company.append(other)
                room -= size
        self.asked.update(company)
        return company

    def _people(self, group: Subproblem) -> set[str]:
        return {row.person for body in group.bodies for row in self.year.problem.memberships_of_body[body]}

    def _lower(self, objective: PlanObjective, groups: list[Subproblem]) -> bool:
        """Bring several groups below what they cost now, in the first tier in which one of them is above its goal."""
        now = [self.year.prices(group.blocks) for group in groups]
        first = next(number for number, excess in enumerate(self._above(groups[0])) if excess)
        for number, name in enumerate(self.names):
            if number <= first:
                objective.add_bound(name, sum(prices[name] for prices in now) - (number == first))
        return all(objective.minimise(name, self.seconds, self.effort) is not None for name in self.names[first:])

    def _wanted(self, group: Subproblem) -> PartialSolution | None:
        """Place a group at its goal as if nobody sat elsewhere, where the fewest others then must move."""
        others = self.year.besides(group.blocks)
        alone = self._as_expected(self.year.alone(group.blocks), [group])
        for problem, for_rooms in ((self._rooms_taken(alone, group, others), False), (relax_rooms(alone), True)):
            blocking = Blocking(self.year.problem, others.meetings, for_rooms=for_rooms)
            objective = PlanObjective(problem, self.clock, start=group.ideal)
            self._hold(objective, group)
            if objective.minimise_sum(blocking.costs(objective.choices, self.heat), self.seconds, self.effort):
                wanted = objective.partial_solution()
                bodies = blocking.bodies(wanted)
                self.in_the_way[group] = [other for other in self.groups if any(bodies[body] for body in other.bodies)]
                return wanted
            if not objective.infeasible:
                break
        return None

    def _rooms_taken(self, alone: Problem, group: Subproblem, others: PartialSolution) -> Problem:
        """Return the problem of a group with the rooms of all others taken, and everybody free."""
        nobody = [replace(meeting, attendance=()) for meeting in others.meetings]
        days = {block.meeting_day for block in group.blocks}
        around = with_fixed_meetings(self.year.problem, group.bodies, days, nobody, others.occurrences)
        return self._as_expected(replace(around, reporting=alone.reporting), [group])

    # -- one group of several

    def _merged(self, group: Subproblem) -> bool:
        """Make one group of it and those in its way, where they cannot all be as good as each alone."""
        groups = [group, *(one for one in self.in_the_way.get(group, ()) if one in self.groups)]
        blocks = tuple(block for one in groups for block in one.blocks)
        too_many = len(self.year.of(blocks).meetings) > self.parameters.neighbourhood_meetings
        if len(groups) == 1 or too_many or blocks in self.not_merged:
            return False
        merged = Subproblem.merged(groups, self.year)
        self._bound(merged, self.parameters.bound_effort)
        if all(merged.goal(name) <= sum(one.goal(name) for one in groups) for name in self.names):
            self.not_merged.add(blocks)
            return False
        self.groups[:] = [*(one for one in self.groups if one not in groups), merged]
        self.better()
        return True

    # -- goals and prices

    def _as_expected(self, problem: Problem, groups: list[Subproblem]) -> Problem:
        """Return the problem with everybody there where that is so at the first group's goal, and on the others now."""
        bodies = [body for group in groups[1:] for body in self._full_as_placed(group)]
        return require_attendance(problem, [*groups[0].full_bodies(), *bodies])

    def _full_as_placed(self, group: Subproblem) -> tuple[str, ...]:
        prices = self.year.prices(group.blocks)
        if not any(prices[name] for name in ABSENCES):
            return group.bodies
        return group.full_bodies() if all(prices[name] == group.goal(name) for name in ABSENCES) else ()

    def _finished(self, objective: PlanObjective) -> PartialSolution:
        """Return what a model that stands on its goals has, with the tiers not yet settled brought low too."""
        later = {name: weight for name, weight in PLACES.items() if name not in self.names}
        effort = self.parameters.least_effort if DATES in self.names else self.effort
        objective.minimise_together(later, self.seconds, effort)
        return objective.partial_solution()

    def _hold(self, objective: PlanObjective, group: Subproblem) -> None:
        for name in self.names:
            objective.add_bound(name, group.goal(name))

    def _accept(self, groups: list[Subproblem], drafted: PartialSolution) -> bool:
        """Place groups as drafted where that is better than now; else leave them."""
        blocks = [block for group in groups for block in group.blocks]
        before, was = self._cost(blocks), self.year.of_each(blocks)
        self.year.put(blocks, drafted)
        if self._cost(blocks) < before:
            self.better()
            return True
        self.year.drafts.update(was)
        return False

    def _cost(self, blocks: list[Block]) -> list[int]:
        """Return what the blocks cost, with those over whose lunch they may sit, or who may sit over theirs."""
        days = [block for block in self.year.drafts if block.meeting_day is not None]
        counted = self.year.drafts if any(block in days for block in blocks) else {*blocks, *days}
        return list(self.year.prices(counted).values())
