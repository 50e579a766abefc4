"""Minimal perturbation repair: the calendar nearest to a published one in which a meeting is where it is asked for.

El Sakkout and Wallace 2000, "Probe backtrack search for minimal perturbation in dynamic scheduling", Constraints 5;
Müller, Rudová and Barták 2005, "Minimal perturbation problem in course timetabling". The model is that of `plan` with
the calendar as its baseline, and so is what is least. First all others are pinned to their days, which is all there is
to it where none of them has to move; then the whole model tells, or where that is too large, ever more of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Meeting, Plan, Tier
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.wording import counted
from scheduler.rules import fixed
from scheduler.rules.meeting_day import fewest_slots
from scheduler.solver.cp.hints import DomainRestriction, in_place, near
from scheduler.solver.cp.identity import revised_after
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.model import SLOTS_AFTER
from scheduler.solver.cp.outcome import Infeasible, OutOfTime
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.cp.runs import Strategy, as_usual
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.explain.explain import explain
from scheduler.solver.repair.refinement import FIRST, GOALS, SLOTS, Found, Refinement
from scheduler.solver.search.bounds import HELD, UNMOVED
from scheduler.solver.search.construction import Incumbent, prices
from scheduler.solver.search.decomposition import components, only
from scheduler.wishes import unmoved

NO_START = 24 * 60
"""The start of a meeting whose move is asked for, in the baseline: whenever it starts it has moved, at one price."""


@dataclass(frozen=True)
class Perturbation:
    """A calendar with each meeting where it is asked for, and how far it is known to be the nearest.

    `plan.tiers` has the value of each tier as `plan` counts them, and its bound.
    """

    plan: Plan
    fewest: bool
    """Whether it is shown that no fewer meetings could move."""
    exact: bool
    """Whether it is shown that every tier is as `plan` would have it."""


def least_perturbation(
    problem: Problem, wanted: Sequence[FixedMeeting], clock: Clock, *, pinned: bool = False
) -> Perturbation | Infeasible | OutOfTime:
    """Find the calendar nearest to the baseline that has meetings where they are asked for, as `plan` would.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar as its baseline and the moment of asking; its `fixed_meetings` say what is asked.
    wanted : sequence of FixedMeeting
        Those of its rows that were asked for, each with the `number` of its meeting, or of its occurrence of a meeting
        day, in the calendar, and its new date: they are no reasons why it cannot be.
    clock : Clock
        How long it may take.
    pinned : bool
        Whether all others stay on their days: OutOfTime where they cannot.

    Returns
    -------
    Perturbation, or Infeasible with the reasons, or OutOfTime

    """
    return OutOfTime() if clock.left <= 0 else _Perturbations(problem, wanted, clock).found(pinned=pinned)


def least_repair(problem: Problem, there: Plan, clock: Clock) -> Perturbation | None:
    """Find the calendar nearest to the baseline that keeps all rules, in the few bodies that have to change.

    None where that takes the whole model, or where there may be no such calendar.

    Parameters
    ----------
    problem : Problem
        The input, with the published calendar as its baseline.
    there : Plan
        That calendar with people seated as the input has them.
    clock : Clock
        How long it may take.

    """
    if unmoved.WISH.weight_in(problem) != unmoved.WISH.weight or clock.left <= 0:
        return None
    return _Perturbations(problem, (), clock).mended(there)


class _Perturbations:
    """The search for the nearest calendar."""

    def __init__(self, problem: Problem, wanted: Sequence[FixedMeeting], clock: Clock) -> None:
        if problem.baseline is None:
            raise ValueError("there is no calendar to stay near to")
        self.published, self.plan, self.wanted, self.clock = problem, problem.baseline, wanted, clock
        self.asked = dict(_asked(self.plan, wanted))
        """The new day, and the start if one is asked for, of each meeting that is to move, by uid."""
        self.problem = self._with_the_asked_there(problem)
        self.hint = self._hint()
        self.infeasible = False
        """Whether the last search has shown that there is no solution."""
        self.effort: float | None = None
        """The most for one search, where something else can be tried after it."""

    @property
    def _tuned(self) -> SearchParameters:
        return self.clock.parameters

    # -- what is asked

    def _with_the_asked_there(self, problem: Problem) -> Problem:
        """Return the input with a baseline that has every meeting on the day that is asked for.

        There it is matched to what is held on that day, at the same price whenever that starts and in whichever room.
        Another meeting of its body on that day costs as much as if it moved, for it mostly has to.
        """
        taken = self._taken()

        def placed(meeting: Meeting) -> Meeting:
            if meeting.uid in self.asked:
                return replace(meeting, date=self.asked[meeting.uid][0], start=NO_START, agenda_deadline=None)
            there = meeting.live and (meeting.body, meeting.date) in taken and not problem.is_fact(meeting)
            return replace(meeting, start=NO_START) if there else meeting

        baseline = replace(self.plan, meetings=tuple(placed(meeting) for meeting in self.plan.meetings))
        weights = {**problem.wish_weights, unmoved.WISH.name: unmoved.WISH.weight}
        return replace(problem, baseline=baseline, wish_weights=weights)

    def _taken(self) -> set[tuple[str, date]]:
        """Return each body that is asked about, with the day on which it is to meet."""
        return {(one.body, self.asked[one.uid][0]) for one in self.plan.live if one.uid in self.asked}

    def _hint(self) -> PartialSolution:
        """Return the calendar with each meeting that is asked for on its new day, all else as it is."""
        days = {}
        meetings = []
        for meeting in self.plan.live:
            day, start = self.asked.get(meeting.uid, (meeting.date, None))
            days[meeting.meeting_day, meeting.date] = day
            start = meeting.start if start is None else start
            meetings.append(replace(meeting, date=day, start=start, end=start + meeting.end - meeting.start))
        occurrences = (
            replace(one, date=days.get((one.meeting_day, one.date), one.date)) for one in self.plan.occurrences
        )
        return PartialSolution(tuple(meetings), tuple(occurrences))

    # -- the search

    def found(self, *, pinned: bool) -> Perturbation | Infeasible | OutOfTime:
        """Find the nearest calendar, or the reasons why there is none."""
        held = next((tier for tier in self.plan.tiers if tier.name == HELD), None)
        capped = self.problem
        if held is None or not held.proven:
            capped = _with_no_more_meetings(self.problem, self.plan)
        known = self._in_a_part(capped, pinned=pinned) if len(self.plan.live) > self._tuned.whole_meetings else None
        return self._in_the_whole(capped, pinned=pinned) if known is None else known

    def mended(self, there: Plan) -> Perturbation | None:
        """Find the nearest calendar, given the one that breaks rules, in a part; None where that takes the whole."""
        calendar = PartialSolution(there.live, there.occurrences)
        self.effort = self._tuned.part_effort if len(there.live) <= self._tuned.whole_meetings else None
        parts = Refinement(self.problem, calendar, (), self, self.clock)
        found = parts.nearest({code for block in parts.in_the_way(calendar) for code in block.bodies}, pinned=False)
        return None if found is None else self._perturbation(found, capped=False)

    def _in_the_whole(self, capped: Problem, *, pinned: bool) -> Perturbation | Infeasible | OutOfTime:
        """Look in the whole model: with all others pinned first."""
        still = self.least(capped, in_place(self.hint))
        if still is not None and (self._stands(capped, still) or (pinned and not self._others(still.values[UNMOVED]))):
            return self._perturbation(still, capped=capped is not self.problem)
        if pinned or self.clock.left <= 0:
            return OutOfTime()
        own = self._own_bodies()
        alone = only(self.problem, own)
        if still is None and len(own) < len(self.problem.bodies) and self._shown_impossible(alone):
            return self._explained(alone)
        for problem in (capped, self.problem) if capped is not self.problem else (self.problem,):
            best = self._wider(problem, own, still)
            if best is not None:
                return self._perturbation(best, capped=problem is not self.problem)
            if not self.infeasible:
                return OutOfTime()
        tied = only(self.problem, self._tied(own))
        return self._explained(tied if self._shown_impossible(tied) else self.problem)

    def _in_a_part(self, problem: Problem, *, pinned: bool) -> Perturbation | Infeasible | OutOfTime | None:
        """Prove the nearest calendar in a part of it, or that there is none; None where that takes the whole."""
        parts = Refinement(problem, self.hint, self.asked, self, self.clock)
        found = parts.nearest(self._own_bodies(), pinned=pinned)
        if found is not None:
            return self._perturbation(found, capped=problem is not self.problem)
        if pinned and parts.impossible:
            return OutOfTime()
        return self._explained(parts.part) if parts.impossible and problem is self.problem else None

    def _wider(self, problem: Problem, own: set[str], best: Found | None) -> Found | None:
        """Let others move too: in the whole model, or where that is too large, in more and more of it."""
        self.infeasible = False
        if len(self.plan.live) > self._tuned.whole_meetings:
            best = self._in_part(problem, own, best)
            if best is not None:
                return best
        self.clock.listener("Looking for the least change among all bodies")
        whole = self.least(problem)
        return best if whole is None or (best is not None and best.first < whole.first) else whole

    def least(
        self,
        problem: Problem,
        restriction: DomainRestriction | None = None,
        names: Collection[str] = GOALS,
        strategy: Strategy = as_usual,
    ) -> Found | None:
        """Return the least change in a model, and what is named of the rest as low as it comes; None where none is.

        Of several that are as good, it is the one in which most people sit, and meetings are, where they were.
        """
        self.infeasible = False
        try:
            objective = PlanObjective(
                problem, self.clock, restriction=restriction, hint=self.hint, strategy=strategy, lazy=True
            )
        except TimeIsUp:
            return None
        if self.clock.left <= 0:
            return None
        differs = objective.distance_from_hints()
        share = self._tuned.perturbation_share
        steps = objective.minimise_as_one(FIRST, self.clock.left * share, self.effort)
        self.infeasible = objective.infeasible
        if steps is None:
            return None
        later = [name for name in objective.goals if name not in FIRST and (name in names or name == SLOTS_AFTER)]
        if later:
            steps |= objective.minimise_as_one(later, self.clock.left * share, self.effort) or {}
            objective.minimise_sum([differs], self.clock.left * self._tuned.tier_share, self._tuned.impossible_effort)
        values = {name: objective.value(name) for name in objective.goals}
        bounds = {name: steps[name].bound if name in steps else 0 for name in values}
        return Found(objective.partial_solution(), values, bounds)

    @property
    def _floor(self) -> int:
        """What the tier `unmoved` comes to where nobody moves but who is asked to."""
        return self.floor_of(self.problem)

    def floor_of(self, problem: Problem) -> int:
        """Return the same of a part; a calendar may name no rooms."""
        there = [one for one in problem.asked(problem.baseline or self.plan).live if one.body in problem.bodies]
        own = sum(unmoved.price_of_moving(problem, one, 0) for one in there if one.uid in self.asked)
        others = [one for one in there if one.uid not in self.asked]
        roomless = sum(one.room is None and not self.problem.bodies[one.body].online for one in others)
        return own + roomless * unmoved.OTHER_ROOM

    def _others(self, points: int) -> int:
        """Return how many others move, of points of the tier `unmoved`."""
        return (points - self._floor) // unmoved.MOVED

    def _stands(self, problem: Problem, found: Found) -> bool:
        """Whether no calendar can be nearer: nobody else moves, and slots and meetings held are as good as can be."""
        few = found.values[SLOTS] <= fewest_slots(problem) and not found.values[HELD]
        return few and not self._others(found.values[UNMOVED])

    # -- calendars too large for one model

    def _in_part(self, problem: Problem, own: set[str], best: Found | None) -> Found | None:
        """Make room among the bodies tied together by reports, then with those that meet on the day too."""
        everybody = {body for part in components(problem) for body in part.bodies}
        tied = frozenset(self._tied(own))
        for bodies in dict.fromkeys((tied, tied | (self._that_day() & everybody))):
            self.clock.listener(f"Looking for the least change among {counted(len(bodies), 'body', 'bodies')}")
            for reach in (self._tuned.perturbation_reach, None):
                part = self._around(problem, bodies, reach)
                settled = None if part is None else self.least(problem, in_place(part))
                if settled is not None and (best is None or settled.first < best.first):
                    best = settled
                if best is not None:
                    break
        if best is None:
            return None
        bounds = dict.fromkeys(best.bounds, 0)
        if best.values[SLOTS] <= fewest_slots(problem) and not best.values[HELD]:
            one_more = min(self._floor + unmoved.MOVED, best.values[UNMOVED])
            bounds |= {SLOTS: best.values[SLOTS], HELD: 0, UNMOVED: one_more}
        return replace(best, bounds=bounds)

    def _that_day(self) -> set[str]:
        """Return the bodies that meet on a day that is asked for, and all those of their meeting days."""
        days = {day for day, _ in self.asked.values()}
        there = {meeting.meeting_day or meeting.body for meeting in self.plan.live if meeting.date in days}
        return {meeting.body for meeting in self.plan.live if (meeting.meeting_day or meeting.body) in there}

    def _around(self, problem: Problem, bodies: Collection[str], reach: int | None) -> PartialSolution | None:
        """Return the least change that leaves all others where they are, these bodies within reach; None if none is."""
        year = Incumbent(problem)
        blocks = [block for component in components(problem) for block in component.blocks]
        year.put(blocks, self.hint)
        free = [block for block in blocks if not set(bodies).isdisjoint(block.bodies)]
        restriction = None if reach is None else near(self.hint, reach)
        try:
            objective = PlanObjective(year.around(free), self.clock, restriction=restriction, hint=self.hint, lazy=True)
        except TimeIsUp:
            return None
        if objective.minimise_as_one(FIRST, self.clock.left * self._tuned.perturbation_share) is None:
            return None
        year.put(free, objective.partial_solution())
        return year.partial_solution()

    # -- what comes of it

    def _perturbation(self, found: Found, *, capped: bool) -> Perturbation:
        """Name the calendar, and compare it with the published one as `plan` does."""
        named = finished(replace(self.problem, baseline=self._found_there(found.solution)), found.solution, ())
        plan = revised_after(self.published, self.plan, named)
        tiers = []
        for name, value in prices(self.published, plan).items():
            bound = found.bounds[name] + (value - found.values[name] if name == UNMOVED else 0)
            tiers.append(Tier(name, value, max(0, min(value, bound))))
        few = all(found.bounds[name] == found.values[name] for name in (SLOTS, HELD))
        fewest = few and self._others(found.bounds[UNMOVED]) == self._others(found.values[UNMOVED])
        exact = found.bounds == found.values and not capped and not self._two_a_day()
        return Perturbation(replace(plan, tiers=tuple(tiers)), fewest, exact)

    def _two_a_day(self) -> bool:
        """Whether a body may meet twice on a day that is asked for, where it meets already."""
        there = {(one.body, one.date) for one in self.plan.live if one.uid not in self.asked}
        bodies = [self.problem.bodies[code] for code, day in self._taken() if (code, day) in there]
        return any(not body.min_gap_days and len(self.problem.start_times_of(body)) > 1 for body in bodies)

    def _found_there(self, solution: PartialSolution) -> Plan:
        """Return the calendar as it is, with each meeting that was asked for where it is found: so it keeps its uid."""
        stays = {(one.body, one.date, one.start) for one in self.plan.live if one.uid not in self.asked}
        there = {(one.body, one.date): one.start for one in solution.meetings}
        there |= {
            (one.body, one.date): one.start for one in solution.meetings if (one.body, one.date, one.start) not in stays
        }
        taken = {(*place, there[place]) for place in self._taken() if place in there}

        def placed(meeting: Meeting) -> Meeting:
            if meeting.uid not in self.asked:
                gone = (meeting.body, meeting.date, meeting.start) in taken
                return replace(meeting, start=NO_START) if gone else meeting
            day, _ = self.asked[meeting.uid]
            start = there.get((meeting.body, day))
            return meeting if start is None else replace(meeting, date=day, start=start)

        return replace(self.plan, meetings=tuple(placed(meeting) for meeting in self.plan.meetings))

    # -- why there is no way

    def _own_bodies(self) -> set[str]:
        """Return the bodies that are asked about, and all those of their meeting days."""
        days = {row.meeting_day for row in self.wanted if row.body is None}
        return {row.body for row in self.wanted if row.body is not None} | {
            body.code
            for body in self.problem.bodies.values()
            if body.meeting_day is not None and body.meeting_day in days
        }

    def _tied(self, own: set[str]) -> set[str]:
        """Return the bodies tied to these by reports, theirs included."""
        return {body for part in components(self.problem) if own & set(part.bodies) for body in part.bodies}

    def _shown_impossible(self, problem: Problem) -> bool:
        """Whether it is soon shown that it cannot be, in a part of the input."""
        if self.clock.left <= 0:
            return False
        try:
            objective = PlanObjective(problem, self.clock, lazy=True)
        except TimeIsUp:
            return False
        return (
            not objective.feasible(self.clock.left * self._tuned.equal_share, self._tuned.impossible_effort)
            and objective.infeasible
        )

    def _explained(self, problem: Problem) -> Infeasible | OutOfTime:
        """Return why it cannot be, once another configuration of the solver agrees."""
        self.clock.listener("There is no way; now for the reasons")
        given = {(fixed.RULE.name, row.body or row.meeting_day or "") for row in self.wanted}
        try:
            outcome = explain(problem, self.clock, given=given)
        except TimeIsUp:
            return OutOfTime()
        return outcome if isinstance(outcome, Infeasible) else OutOfTime()


def _asked(plan: Plan, wanted: Sequence[FixedMeeting]) -> Iterator[tuple[str, tuple[date, int | None]]]:
    """Yield each meeting of a calendar that is to be somewhere else, by uid, with the day and perhaps the start."""
    for row in wanted:
        if row.number is None or row.date is None or row.cancelled:
            continue
        if row.body is not None:
            yield from ((m.uid, (row.date, row.start)) for m in plan.of_body(row.body) if m.sequence == row.number)
        for occurrence in plan.occurrences_of(row.meeting_day or ""):
            if occurrence.sequence == row.number:
                yield from ((meeting.uid, (row.date, None)) for meeting in plan.of_occurrence(occurrence))


def _with_no_more_meetings(problem: Problem, plan: Plan) -> Problem:
    """Return the input with no meeting more than the calendar has; itself where it allows no more."""
    bodies, days = dict(problem.bodies), dict(problem.meeting_days)
    for code, body in problem.bodies.items():
        bodies[code] = replace(body, cadence=_capped(body.cadence, len(plan.of_body(code))))
    for code, day in problem.meeting_days.items():
        days[code] = replace(day, cadence=_capped(day.cadence, len(plan.occurrences_of(code))))
    if (bodies, days) == (problem.bodies, problem.meeting_days):
        return problem
    return replace(problem, bodies=bodies, meeting_days=days)


def _capped(cadence: Cadence, held: int) -> Cadence:
    if cadence.maximum is None or not (cadence.minimum or 0) <= held < cadence.maximum:
        return cadence
    return replace(cadence, maximum=held)
