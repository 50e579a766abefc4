"""Minimal perturbation repair: a meeting put on a day, as few others moved as can be, and those as little.

El Sakkout and Wallace 2000, "Probe backtrack search for minimal perturbation in dynamic scheduling", Constraints 5;
Müller, Rudová and Barták 2005, "Minimal perturbation problem in course timetabling". First only the bodies tied to it
by reports may move, then those that meet that day too, then all; a bound of each tells when no more are needed.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.domain.bodies import Cadence
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.domain.verbs import Expression
from scheduler.domain.wording import counted
from scheduler.rules import fixed
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.hints import near
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.model import free_part
from scheduler.solver.cp.outcome import Infeasible, OutOfTime
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.explain.explain import explain
from scheduler.solver.repair.fixed_dates import moved
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.decomposition import Component, components, only
from scheduler.wishes import unmoved

A_SLOT, A_MEETING = 10**12, 10**10
"""What one more slot, or one meeting fewer than now, weighs against points for moves: more than any number of them."""
SEATS = {"apologies": 1_000, "substitutes": 1}
"""What a point of each tier weighs against one of the other where they are brought low together."""


@dataclass(frozen=True)
class Perturbation:
    """A calendar with the meeting where it is asked for, and whether it is shown that no fewer others could move."""

    plan: Plan
    proven: bool


@dataclass(frozen=True)
class _Least:
    """The least change with one start: points for moves, seats and dates, less being better; a bound of the first."""

    bodies: frozenset[str]
    """The bodies that could move."""
    price: tuple[int, ...]
    bound: int
    start: int | None
    solution: PartialSolution


class _Impossible(Exception):
    """It is shown that there is no way."""


def least_perturbation(
    problem: Problem, plan: Plan, asked: Asked, day: date, starts: Sequence[int | None], clock: Clock
) -> Perturbation | Infeasible | OutOfTime:
    """Move other meetings so that one can be on a day; as few as can be, then those as little as can be.

    Parameters
    ----------
    problem : Problem
        The input, with the moment of asking.
    plan : Plan
        The calendar as it is; what has been held or served notice of stays.
    asked : Asked
        The meeting, as the calendar has it.
    day : date
        Its new day, which nothing rules out for the meeting alone, but which breaks a rule while all others stay.
    starts : sequence of int
        The starts it might have; None for each meeting's own, where a whole meeting day moves.
    clock : Clock
        How long it may take.

    Returns
    -------
    Perturbation, or Infeasible with the reasons, or OutOfTime

    """
    changes = _Perturbations(plan, asked, day, starts, clock)
    own = {body.code for body in problem.bodies_of_meeting_day(asked.mover)} or {asked.code}
    alone = only(problem, own)
    if len(own) < len(problem.bodies) and changes.shown_impossible(alone):
        return changes.explained(alone)
    capped = _with_no_more_meetings(problem, plan)
    for allowed in (capped, problem) if capped is not problem else (problem,):
        try:
            return changes.made(allowed, own)
        except _Impossible:
            continue
    tied = only(problem, _tied(problem, own).bodies)
    return changes.explained(tied if changes.shown_impossible(tied) else problem)


def _tied(problem: Problem, own: set[str]) -> Component:
    """Return the bodies tied to these by reports, theirs included."""
    return next(part for part in components(problem) if own & set(part.bodies))


class _Perturbations:
    """The changes to put one meeting on one day."""

    def __init__(self, plan: Plan, asked: Asked, day: date, starts: Sequence[int | None], clock: Clock) -> None:
        self.plan, self.asked, self.day, self.starts, self.clock = plan, asked, day, starts, clock

    @property
    def _tuned(self) -> SearchParameters:
        return self.clock.parameters

    def asked_for(self, problem: Problem, starts: Sequence[int | None]) -> Problem:
        """Return the input with the meeting fixed where it is asked for, and counted from there as not moved."""
        start = starts[0] if len(starts) == 1 else None
        rows = [] if self.asked.occurrence is None else [FixedMeeting(self.day, meeting_day=self.asked.mover)]
        if self.asked.occurrence is None or (start is not None and not self.asked.whole_day):
            rows.append(FixedMeeting(self.day, body=self.asked.code, start=start))
        there = moved(problem, self.plan, self.asked, self.day, starts[0])
        own = tuple(meeting for meeting in there.meetings if meeting.body in problem.bodies)
        days = tuple(one for one in there.occurrences if one.meeting_day in problem.meeting_days)
        return replace(
            problem,
            baseline=replace(there, meetings=own, occurrences=days),
            fixed_meetings=(*problem.fixed_meetings, *rows),
            wish_weights={**problem.wish_weights, "unmoved": 1},
        )

    def shown_impossible(self, problem: Problem) -> bool:
        """Whether it is soon shown that the meeting cannot be there, in a part of the input."""
        if self.clock.left <= 0:
            return False
        objective = PlanObjective(self.asked_for(problem, self.starts), self.clock)
        return (
            not objective.feasible(self.clock.left * self._tuned.equal_share, self._tuned.impossible_effort)
            and objective.infeasible
        )

    def explained(self, problem: Problem) -> Infeasible | OutOfTime:
        """Return why the meeting cannot be there, once another configuration of the solver agrees."""
        self.clock.listener("There is no way; now for the reasons")
        given = {(fixed.RULE.name, subject) for subject in (self.asked.mover, self.asked.code)}
        outcome = explain(self.asked_for(problem, self.starts), self.clock, given=given)
        return outcome if isinstance(outcome, Infeasible) else OutOfTime()

    def made(self, problem: Problem, own: set[str]) -> Perturbation | OutOfTime:
        """Make room among the bodies tied together by reports, or with those that meet that day too, or among all."""
        everybody = {body for part in components(problem) for body in part.bodies}
        tied = set(_tied(problem, own).bodies)
        wider = tied | self._that_day(everybody)
        best, bound = None, 0
        for bodies in (tied, wider) if wider != tied else (tied,):
            if bodies == everybody:
                continue
            self.clock.listener(f"Looking for the least change among {counted(len(bodies), 'body', 'bodies')}")
            best = self._around(problem, bodies, best, self._tuned.perturbation_reach) or best
            if best is not None and self._only_one(best):
                return self._perturbation(problem, best, best.price[0])
            alone = self._least(only(problem, bodies), _as_it_is, bodies, share=self._tuned.equal_share)
            bound = bound if alone is None else max(bound, alone.bound)
            if best is None:
                best = self._around(problem, bodies)
            if best is not None and best.price[0] == bound:
                return self._perturbation(problem, best, bound)
        if best is not None and len(self.plan.live) > self._tuned.whole_meetings:
            return self._perturbation(problem, best, bound)
        self.clock.listener("Looking for the least change among all bodies")
        whole = self._least(problem, _as_it_is, everybody, best)
        if whole is None:
            return OutOfTime() if best is None else self._perturbation(problem, best, bound)
        return self._perturbation(problem, whole, max(bound, whole.bound))

    def _only_one(self, found: _Least) -> bool:
        """Whether no more than one other meeting moves: as few as can be, for it is known that none is too few."""
        whole_days = {occurrence.date for occurrence in self.plan.occurrences}
        return self.asked.occurrence is None and self.day not in whole_days and found.price[0] < 2 * unmoved.MOVED

    def _that_day(self, everybody: set[str]) -> set[str]:
        """Return the bodies that meet on the day that is asked for, and all those of their meeting days."""
        there = {meeting.meeting_day or meeting.body for meeting in self.plan.live if meeting.date == self.day}
        bodies = {m.body for m in self.plan.live if (m.meeting_day or m.body) in there}
        return bodies & everybody

    def _around(
        self, problem: Problem, bodies: set[str], best: _Least | None = None, reach: int | None = None
    ) -> _Least | None:
        """Return the least change that leaves all others where they are; None where none is less than the best."""
        year = Incumbent(problem)
        blocks = [block for component in components(problem) for block in component.blocks]
        year.put(blocks, PartialSolution(self.plan.live, self.plan.occurrences))

        def amid_the_others(part: Problem) -> Problem:
            year.problem = part
            return year.around([block for block in blocks if bodies & set(block.bodies)])

        try:
            return self._least(problem, amid_the_others, bodies, best, reach)
        except _Impossible:
            return None

    def _perturbation(self, problem: Problem, found: _Least, bound: int) -> Perturbation:
        days = {problem.bodies[body].meeting_day for body in found.bodies}
        whole = PartialSolution(
            tuple(meeting for meeting in self.plan.live if meeting.body not in found.bodies)
            + tuple(meeting for meeting in found.solution.meetings if meeting.body in found.bodies),
            tuple(one for one in self.plan.occurrences if one.meeting_day not in days)
            + tuple(one for one in found.solution.occurrences if one.meeting_day in days),
        )
        plan = finished(self.asked_for(problem, (found.start,)), whole, ())
        return Perturbation(plan, proven=bound >= found.price[0])

    def _least(
        self,
        problem: Problem,
        made_of: Callable[[Problem], Problem],
        bodies: Collection[str],
        best: _Least | None = None,
        reach: int | None = None,
        share: float | None = None,
    ) -> _Least | None:
        """Return the least change, whichever the start; None where time ran out. _Impossible where there is none."""
        bounds, in_time = [], True
        for start in self.starts:
            if self.clock.left <= 0:
                in_time = False
                break
            objective = self._objective(made_of(self.asked_for(problem, (start,))), reach)
            cost = self._cost(objective)
            if best is not None:
                objective.model.add(cost <= best.price[0])
            found = objective.minimise_sum([cost], self.clock.left * (share or self._tuned.perturbation_share))
            if found and objective.last is not None:
                bounds.append(objective.last.bound)
                value = round(objective.last.solver.value(cost))
                objective.model.add(cost <= value)
                for goals in (SEATS, {"dates": 1}):
                    objective.minimise_together(goals, self.clock.left * self._tuned.equal_share)
                price = (value, *(objective.value(name) for name in ("apologies", "substitutes", "dates")))
                if best is None or price < best.price:
                    best = _Least(frozenset(bodies), price, 0, start, objective.partial_solution())
            else:
                in_time = in_time and objective.infeasible
        if best is None and in_time:
            raise _Impossible
        return None if best is None else replace(best, bound=min([*bounds, best.price[0]]) if in_time else 0)

    def _objective(self, problem: Problem, reach: int | None) -> PlanObjective:
        there = problem.baseline or self.plan
        hint = PartialSolution(there.live, there.occurrences)
        restriction = None if reach is None else near(hint, reach)
        return PlanObjective(problem, self.clock, restriction=restriction, hint=hint)

    def _cost(self, objective: PlanObjective) -> Expression:
        """Return what to make least: slots more than now, meetings fewer than now, and points for moves."""
        problem = objective.problem
        free = free_part(problem, objective.choices)
        slots = slots_used(free, PartialSolution(self.plan.live, self.plan.occurrences).plan_of(free))
        more_slots = objective.choices.excess(objective.goals["slots"] - slots, most=len(self.plan.live))
        return A_SLOT * more_slots + A_MEETING * objective.goals["held"] + objective.goals["unmoved"]


def _as_it_is(problem: Problem) -> Problem:
    return problem


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
