"""Matheuristic: construction, relax-and-fix, large neighbourhood search, then the whole model, each with its bounds.

An infeasible input is told from necessary conditions, or from a block that finds no insertion, and is explained.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.model import SLOTS, SLOTS_AFTER
from scheduler.solver.cp.outcome import Outcome, OutOfTime, Solved, Standing, Watcher
from scheduler.solver.cp.parallel_parts import Helpers
from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.cp.progress import Clock, Listener, TimeIsUp, how_far, silence
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.explain.explain import explain
from scheduler.solver.explain.infeasible_subproblem import subproblem_by_construction, subproblem_by_counts
from scheduler.solver.repair.day_slots import with_few_slots
from scheduler.solver.search.bounds import DATES, ROOMS, SEATS, Subproblem, bounds_of_all
from scheduler.solver.search.construction import Incumbent, NoInsertion, constructed
from scheduler.solver.search.decomposition import Block, Component, components
from scheduler.solver.search.exchanges import Exchange
from scheduler.solver.search.first_plan import Patterns, first_plan, over, subproblems_of
from scheduler.solver.search.joint_wishes import JointWishes
from scheduler.solver.search.large_neighbourhood_search import PHASES, LargeNeighbourhoodSearch
from scheduler.solver.search.relax_and_fix import NoPlaceError, RelaxAndFix
from scheduler.solver.search.rooms import Rooms
from scheduler.solver.tier_bounds import scores, solved_as
from scheduler.wishes import WISHES, ungranted
from scheduler.wishes.protocol import WishFile

OF_A_REMEDY = ("held", "apologies", "substitutes")
"""What matters most of a plan that only shows what a remedy costs."""


def solve(
    problem: Problem,
    time_limit: float | Clock,
    listener: Listener = silence,
    watch: Watcher | None = None,
    enough: Collection[str] = (),
    parameters: SearchParameters = DEFAULT,
    helpers: Helpers | None = None,
) -> Outcome:
    """Find the best plan within a time limit in seconds, or say why there is none.

    Parameters
    ----------
    problem : Problem
        The input.
    time_limit : float or Clock
        Seconds; when they are over, the best plan so far is returned with each tier's bound. A clock is one that runs
        already, with a listener and parameters of its own; whoever set it hears Ctrl-C, too.
    listener : Listener
        Hears of progress, from other threads.
    watch : Watcher, optional
        Sees the first plan, and then where the search stands, about once a second.
    enough : Collection of str, optional
        Tiers that matter most: once they are proven, the others have a few seconds from the start and no more.
    parameters : SearchParameters, optional
        What tunes the search.
    helpers : Helpers, optional
        Who else does independent parts of it.

    """
    if isinstance(time_limit, Clock):
        return _Search(problem, time_limit, watch, enough, helpers).run()
    clock = Clock(time_limit, listener, parameters)
    with clock.interrupted_by_ctrl_c():
        return _Search(problem, clock, watch, enough, helpers).run()


class _Search:
    """One search, from the first plan to the best."""

    def __init__(
        self,
        problem: Problem,
        clock: Clock,
        watch: Watcher | None,
        enough: Collection[str],
        helpers: Helpers | None,
        *,
        for_a_remedy: bool = False,
    ) -> None:
        self.for_a_remedy = for_a_remedy
        """Whether only a plan is wanted, and no reasons where there is none."""
        self.problem, self.helpers = problem, helpers
        self.enough = enough
        self.latest = clock.timer() + clock.parameters.enough_seconds
        self.clock = clock
        self.watch = watch
        self.subproblems: list[Subproblem] = []
        self.incumbent = Incumbent(problem)
        self.overall: dict[str, int] = {}
        """Bounds of all subproblems together, where they are better than their sum."""
        self.given_dates: dict[str, int] = {}
        """Bounds that hold where every tier before is at its own."""
        self.next_look = 0.0
        self.earlier: list[Standing] = []
        """Where the search stood at each look."""
        self.counts: tuple[Reason, ...] = ()

    def run(self) -> Outcome:
        whole = self.clock
        if self.problem.exchanges:
            self.clock = whole.share(whole.parameters.tiers_share)
        try:
            outcome = self._found()
        except TimeIsUp:
            outcome = self._best_so_far() if self.clock.has_plan else OutOfTime()
        self.clock = whole
        if isinstance(outcome, Solved) and self.problem.exchanges:
            self.clock.plan_found()
            outcome = self._exchanged(outcome)
        if isinstance(outcome, Solved):
            tiers = {tier.name: (tier.value, tier.bound) for tier in outcome.plan.tiers}
            plan = with_few_slots(self.problem, outcome.plan)
            plan = replace(plan, search=self.clock.trace.of(tiers))
            return replace(outcome, plan=plan, earlier=tuple(reversed(self.earlier)))
        return replace(outcome, counts=self.counts)

    def _exchanged(self, outcome: Solved) -> Solved:
        """Make the best plan tier by tier the best with what is exchanged between tiers."""
        plan, exchange = outcome.plan, Exchange(self.problem, self.clock, partial(scores, self.problem))
        solution = PartialSolution(plan.live, plan.occurrences).without_facts(self.problem)
        settled = exchange.settled(plan.tiers)
        if not settled:
            self.clock.listener("Weighing what is exchanged between tiers")
            small = len(solution.meetings) <= self.clock.parameters.whole_meetings
            solution = exchange.whole(solution) if small else exchange.improved(solution)
        tiers = exchange.tiers(solution, plan.tiers, same=settled)
        return replace(outcome, plan=finished(self.problem, solution, tiers))

    def _found(self) -> Outcome:
        self.counts, part = subproblem_by_counts(self.problem, self.clock)
        patterns = None if self.counts else self._first_plan()
        if patterns is not None:
            return self._improved(patterns)
        outcome: Outcome = OutOfTime() if part is None else self._explained(part, told=True)
        if not isinstance(outcome, OutOfTime) or (self.for_a_remedy and part is not None):
            return outcome
        try:
            self.incumbent = constructed(self.problem, self.clock)
        except NoInsertion as failure:
            return OutOfTime() if self.for_a_remedy else self._refused(failure)
        return self._improved(None)

    def _refused(self, failure: NoInsertion) -> Outcome:
        """Say why something found no place; where that is not shown, look for a plan of the whole model."""
        part = subproblem_by_construction(self.problem, failure, self.clock)
        outcome = OutOfTime() if part is None else self._explained(part)
        return _whole(self.problem, self.clock, None, {}) if isinstance(outcome, OutOfTime) else outcome

    def _explained(self, part: Problem, *, told: bool = False) -> Outcome:
        if self.for_a_remedy:
            return OutOfTime()
        return explain(self.problem, self.clock, part=part, told=told, planner=_shown_enough)

    def _first_plan(self) -> Patterns | None:
        """Place everything by patterns; None where that does not succeed, or a published calendar is to be changed."""
        if self.problem.published is not None and self.problem.published.live:
            return None
        self.clock.listener("Looking for a first plan")
        try:
            patterns = Patterns.of(self.problem, self._standing, self.clock.check)
        except NoInsertion:  # what is no pattern has no place even by itself
            return None
        return patterns if patterns is not None and first_plan(patterns, self.incumbent, self.clock) else None

    def _standing(self, blocks: Sequence[Block]) -> Sequence[Meeting]:
        """Place what is no pattern, before all else."""
        self.incumbent = constructed(self.problem, self.clock, blocks)
        return self.incumbent.partial_solution().meetings

    def _improved(self, patterns: Patterns | None) -> Outcome:
        """Make a first plan better, until it is proven or time is up."""
        self.clock.plan_found()
        self.clock.listener("A first plan is found; now for a better one")
        self._look(at_once=True)
        if patterns is not None and self._by_patterns_first():
            return self._by_patterns(patterns)
        for component in components(self.problem):
            subproblem = Subproblem(component.blocks)
            self.subproblems.append(subproblem)
            in_time = self.clock.left > 0 and not self.clock.interrupted
            if component.blocks[0].meeting_day is not None and in_time:
                self._layer_by_layer(component, subproblem)
        improvement = LargeNeighbourhoodSearch(self.incumbent, self.subproblems, self.clock, self._look)
        improvement.run()
        if len(self.incumbent.partial_solution().meetings) > self.clock.parameters.whole_meetings:
            JointWishes(self.incumbent, self.clock, self._look).run(partial(over, self.clock))
        return self._end()

    def _by_patterns_first(self) -> bool:
        """Whether patterns are likely to be faster than the whole model: without meeting days that is so early."""
        whole, small = self.clock.parameters.whole_meetings, self.clock.parameters.small_meetings
        few = whole if self.problem.meeting_days else min(small, whole)
        return len(self.incumbent.partial_solution().meetings) > few

    def _by_patterns(self, patterns: Patterns) -> Outcome:
        """Make a large calendar better: dates by patterns, rooms where the dates stand, and both again.

        One that is not too large is then given to the solver whole, where something is still to be proven.
        """
        from scheduler.solver.search.pattern_search import PatternSearch  # noqa: PLC0415 - compiled code, for these only

        self.subproblems = subproblems_of(patterns)
        rooms = Rooms(self.incumbent, self.clock)
        self.overall = {ROOMS: rooms.bound()}

        def look() -> None:
            """Look at what was found, bounds that rise meanwhile included."""
            self.overall.update(search.bounds)
            self._look()

        search = PatternSearch(patterns, self.incumbent, self.clock, look, self.helpers)
        joint = JointWishes(self.incumbent, self.clock, self._look)
        better, rounds = True, 0
        while better and not over(self.clock) and not self._proven():
            better, rounds = search.run(partial(over, self.clock.share(self.clock.parameters.dates_share))), rounds + 1
            self.overall.update(search.bounds)
            phases = PHASES if patterns.others else (SEATS,) if search.seats_open else ()
            if phases and not over(self.clock):
                better = self._better_parts(phases) or better
            better = joint.run(partial(over, self.clock)) or better
            better = self._better_rooms(rooms, patterns, rounds, proven=search.proven and not patterns.others) or better
        return self._best_so_far() if self._proven() else self._end()

    def _proven(self) -> bool:
        """Whether no plan is better than the incumbent."""
        solution, bounds = self.incumbent.partial_solution(), self._bounds()
        return all(tier.proven for tier in solved_as(self.problem, solution, bounds, {}, self.given_dates).plan.tiers)

    def _better_parts(self, phases: Sequence[Sequence[str]]) -> bool:
        """Make parts better by the model: who gives way at a clash, and what is no pattern; whether any is better."""
        before = self.incumbent.prices(self.incumbent.solutions)
        parts = LargeNeighbourhoodSearch(self.incumbent, self.subproblems, self.clock, self._look)
        parts.run(phases)
        return self.incumbent.prices(self.incumbent.solutions) != before

    def _better_rooms(self, rooms: Rooms, patterns: Patterns, rounds: int, *, proven: bool) -> bool:
        """Give meetings better rooms where they stand, and move them for the sake of rooms; whether any is better."""
        from scheduler.solver.patterns.compilation import fastest_best_year  # noqa: PLC0415 - numba, for large years only

        stop = partial(over, self.clock)
        better = not stop() and rooms.assign()
        years = patterns.years_of(self.incumbent.partial_solution())
        if years is not None and not stop():
            better = rooms.improve(patterns, years, stop, rounds, fastest_best_year()) is not None or better
        if proven and not stop():
            bound = rooms.settle(patterns, stop)
            if bound is not None:
                self.given_dates[ROOMS] = max(bound, self.given_dates.get(ROOMS, 0))
        better = (not stop() and rooms.assign()) or better
        self._look()
        return better

    def _layer_by_layer(self, component: Component, subproblem: Subproblem) -> None:
        """Place a component as well as its layers say, and keep what they prove; leave it where they fail."""
        others = self.incumbent.besides(component.blocks)
        layers = RelaxAndFix(
            self.problem, self.clock, meetings=list(others.meetings), occurrences=list(others.occurrences)
        )
        before, was = scores(self.problem, self.incumbent.partial_solution()), self.incumbent.of_each(component.blocks)
        try:
            layers.place(component)
        except NoPlaceError:
            return
        self.incumbent.put(component.blocks, PartialSolution(tuple(layers.meetings), tuple(layers.occurrences)))
        if list(scores(self.problem, self.incumbent.partial_solution()).values()) > list(before.values()):
            self.incumbent.solutions.update(was)
        subproblem.lower_bounds, subproblem.targets, subproblem.known = dict(layers.bounds), dict(layers.bounds), True
        self.clock.trace.bound(self._bounds())
        self._look()

    def _end(self) -> Outcome:
        solution, bounds = self.incumbent.partial_solution(), self._bounds()
        values = scores(self.problem, solution)
        self._hurry([name for name in values if values[name] == bounds[name]])
        proven = all(values[name] == bounds[name] for name in values)
        if proven or self.clock.interrupted or len(solution.meetings) > self.clock.parameters.whole_meetings:
            return self._best_so_far()
        lazy = self._lazy_cost(finished(self.problem, solution, ()))
        try:
            if all(values[name] - lazy * (name == DATES) == bounds[name] for name in values):
                return self._lazily(self._best_so_far())
            return self._lazily(_whole(self.problem, self.clock, solution, bounds))
        except TimeIsUp:
            return self._best_so_far()

    def _lazily(self, outcome: Outcome) -> Outcome:
        """Seek the wishes that were left out, where the best plan without them does not grant them all the same.

        First by placing blocks anew, which is enough where another plan is as good and grants them; else in the model.
        """
        if not isinstance(outcome, Solved) or not self._lazy_cost(outcome.plan):
            return outcome
        solution = PartialSolution(outcome.plan.meetings, outcome.plan.occurrences)
        self.incumbent.put(tuple(self.incumbent.solutions), solution)
        bounds = {tier.name: tier.bound for tier in outcome.plan.tiers}
        bounds[SLOTS] = slots_used(self.problem, outcome.plan) if outcome.slots_proven else 0
        found, done = outcome, partial(self._as_bounded, bounds)
        if JointWishes(self.incumbent, self.clock, self._look, self._lazy).run(lambda: over(self.clock) or done()):
            found = solved_as(self.problem, self.incumbent.partial_solution(), bounds, {})
        if done() or over(self.clock):
            return found
        known = {name: bound for name, bound in bounds.items() if name != ROOMS}
        return _whole(self.problem, self.clock, self.incumbent.partial_solution(), known, lazy=True)

    @property
    def _lazy(self) -> list[WishFile]:
        """The wishes that models leave out."""
        return [wish for wish in WISHES if wish.WISH.lazy and wish.WISH.weight_in(self.problem)]

    def _lazy_cost(self, plan: Plan) -> int:
        """Return what they cost; all of them are about dates."""
        return sum(row.cost for wish in self._lazy for row in ungranted(self.problem, plan, wish))

    def _as_bounded(self, bounds: Mapping[str, int]) -> bool:
        """Whether what is placed is at its bounds in every tier but rooms."""
        values = scores(self.problem, self.incumbent.partial_solution())
        return all(value == bounds.get(name, 0) for name, value in values.items() if name not in (ROOMS, SLOTS_AFTER))

    def _best_so_far(self) -> Outcome:
        return solved_as(self.problem, self.incumbent.partial_solution(), self._bounds(), {}, self.given_dates)

    def _bounds(self) -> Mapping[str, int]:
        found = bounds_of_all(self.subproblems)
        return found | Counter(self.overall)  # the higher of the two; nothing where neither knows

    def _look(self, *, at_once: bool = False) -> None:
        """Show where the search stands to who watches, and tell who listens; seldom, where looking takes long."""
        self.clock.trace.plan(self.incumbent.prices(self.incumbent.solutions))
        began = self.clock.timer()
        if began < self.next_look and not at_once:
            return
        solved = solved_as(self.problem, self.incumbent.partial_solution(), self._bounds(), {}, self.given_dates)
        standing = Standing(solved.plan.tiers, lambda: solved.plan)
        self.earlier.append(standing)
        if self.watch is not None:
            self.watch(standing)
        open_tier = next((tier for tier in solved.plan.tiers if not tier.proven), None)
        if open_tier is not None:
            self.clock.listener(how_far(open_tier.name, open_tier.value, open_tier.bound))
        self._hurry({tier.name for tier in solved.plan.tiers if tier.proven})
        pause = self.clock.parameters.watch_pause * (self.clock.timer() - began)
        self.next_look = self.clock.timer() + max(self.clock.parameters.watch_seconds, pause)

    def _hurry(self, proven: Collection[str]) -> None:
        """Leave the rest a few seconds from the start, once what matters most is proven."""
        if self.enough and all(name in proven for name in self.enough):
            self.clock.deadline = min(self.clock.deadline, self.latest)
            if self.clock.left <= 0:
                self.clock.interrupt()


def _shown_enough(problem: Problem, clock: Clock) -> Solved | None:
    """Return a plan of an input that was changed so that there is one; None where none is found soon."""
    clock.listener("Trying a remedy")
    soon = replace(clock.parameters, enough_seconds=clock.parameters.remedy_seconds)
    quiet = Clock(clock.left, silence, soon, timer=clock.timer, within=clock)
    outcome = _Search(problem, quiet, None, OF_A_REMEDY, None, for_a_remedy=True).run()
    return outcome if isinstance(outcome, Solved) else None


def _whole(
    problem: Problem,
    clock: Clock,
    start: PartialSolution | None,
    of_pieces: Mapping[str, int],
    *,
    lazy: bool = False,
) -> Outcome:
    """Minimise the whole model tier by tier, from a plan already found where there is one."""
    if clock.left <= 0:
        return OutOfTime() if start is None else solved_as(problem, start, of_pieces, {})
    objective = PlanObjective(problem, clock, clock.listener, start=start, lazy=lazy)
    if start is None and not objective.feasible(clock.left):
        return explain(problem, clock, planner=_shown_enough) if objective.infeasible else OutOfTime()
    found: dict[str, int] = {}
    settled = as_good = start is not None
    values = {} if start is None else scores(problem, start)
    names = list(objective.goals)
    for name in names:
        settled = settled and values.get(name, 0) == of_pieces.get(name, 0)
        if settled:
            objective.add_bound(name, values[name])
            continue
        if as_good:  # never worse than the plan to start from
            objective.add_bound(name, values[name])
        clock.listener(how_far(name, values.get(name), of_pieces.get(name)))
        step = objective.minimise(name, clock.left * (1 if name == names[-1] else clock.parameters.tier_share))
        if step is None:
            break
        found[name] = step.bound
        as_good = as_good and step.value == values[name]
        if clock.interrupted:
            break
    if objective.last is not None:
        solution = objective.partial_solution()
        counted = scores(problem, solution)
        dearer = next((place for place, name in enumerate(names) if counted[name] > objective.value(name)), len(names))
        for name in names[dearer + 1 :]:  # what was left out may cost less where these cost less than was found
            found.pop(name, None)
        return solved_as(problem, solution, of_pieces, found)
    return OutOfTime() if start is None else solved_as(problem, start, of_pieces, found)
