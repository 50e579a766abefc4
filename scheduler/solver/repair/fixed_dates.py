"""Fixed-dates subproblem: a calendar whose dates stand, and times, rooms, seats and themes of some days made anew.

Relax and fix (Pochet and Wolsey 2006, Production Planning by Mixed Integer Programming): the dates are fixed where
somebody asks for them, and what the other matters cost, or why they cannot be had, is the model's to say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from scheduler.domain.bodies import Link
from scheduler.domain.links import FOLLOWS, not_kept
from scheduler.domain.meant import Meant, meant
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.sittings import Gathering, Sitting, session_starts
from scheduler.domain.verbs import DATES, MEETING
from scheduler.law.deadlines import agenda_deadline
from scheduler.rules import RULES
from scheduler.solver.cp.assignments import Decisions
from scheduler.solver.cp.candidates import Candidates, fixed_candidates
from scheduler.solver.cp.lexicographic import LexicographicObjective
from scheduler.solver.cp.model import SLOTS_AFTER, Constraints, objectives
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.cp.seats import Key
from scheduler.solver.cp.solution import PartialSolution, finished
from scheduler.solver.cp.solution_reader import solution_of
from scheduler.solver.explain.mus import Verdict, minimal_unsatisfiable_subset, under_assumptions
from scheduler.wishes import WISHES


def moved(problem: Problem, plan: Plan, asked: Asked, day: date, start: int | None = None) -> Plan:
    """Return the calendar with a meeting on another day, whatever rule that breaks; a meeting day moves whole.

    Where another meeting of its body is there already, it comes before that one, so that it is the one that stays.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan
        The calendar as it is.
    asked : Asked
        The meeting, as the calendar has it.
    day : date
        Its new day.
    start : int, optional
        Its new start in minutes after midnight; left out, it starts as it does now. In a meeting day, only the
        meeting that is asked about takes it.

    """
    meetings = tuple(_meetings(problem, plan, asked, day, start))
    occurrences = tuple(replace(one, date=day) if one is asked.occurrence else one for one in plan.occurrences)
    order = sorted(meetings, key=lambda one: (one.date, one.start, one.body, one.uid not in asked.uids))
    return replace(
        plan,
        meetings=tuple(order),
        occurrences=numbered(occurrences),
    )


def numbered(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Return occurrences of meeting days in order of date, with their numbers."""
    numbers: dict[str, int] = {}
    found = []
    for one in sorted(occurrences, key=lambda one: (one.date, one.meeting_day)):
        numbers[one.meeting_day] = number = numbers.get(one.meeting_day, 0) + 1
        found.append(replace(one, sequence=number))
    return tuple(found)


def _meetings(problem: Problem, plan: Plan, asked: Asked, day: date, start: int | None) -> Iterator[Meeting]:
    for meeting in plan.meetings:
        body = problem.bodies.get(meeting.body)
        if meeting.uid not in asked.uids or not meeting.live or body is None:
            yield meeting
        elif asked.occurrence is None or body.alive_on(day):
            own = asked.occurrence is None or meeting.uid in asked.own
            begin = start if start is not None and own else meeting.start
            end = begin + problem.duration_of(body)
            deadline = agenda_deadline(problem, body, day)
            yield replace(meeting, date=day, start=begin, end=end, agenda_deadline=deadline)


@dataclass(frozen=True)
class FixedDates:
    """A calendar whose dates stand, and the days that are to be made anew.

    Parameters
    ----------
    problem : Problem
        The input.
    plan : Plan
        The calendar with every meeting on its day; those of the days in question need no seats nor rooms.
    days : set of date
        The days to make anew.
    free : set of str
        The meetings, by uid, whose rooms (and slots in their session) are nobody's habit yet.
    bound : set of str
        Those of them that start when the calendar says all the same.

    """

    problem: Problem
    plan: Plan
    days: frozenset[date]
    free: frozenset[str]
    bound: frozenset[str] = frozenset()

    def solved(self, clock: Clock, slots_in_all: int | None = None) -> Plan | None:
        """Return the calendar with these days as good as they can be, tier by tier; None where they break a rule.

        Sessions that are to cost the fewest apologies take as many slots as are said at most, or as few as do.
        """
        try:
            part, choices, _ = self._built(clock, guarded=False)
            goals = {goal.name: goal.cost for goal in objectives(part, choices, lazy=True)}
            if slots_in_all is not None:
                choices.model.add(goals[SLOTS_AFTER] == slots_in_all)
        except TimeIsUp:
            return None
        objective = LexicographicObjective(choices.model, goals, clock, warm=False)
        return self._whole(solution_of(part, choices, objective.solution.solver)) if objective.minimise_all() else None

    def conflict(self, clock: Clock) -> tuple[Reason, ...]:
        """Return reasons that cannot all hold on these days, none idle; empty where all can, or time runs out."""
        try:
            _, choices, post = self._built(clock, guarded=True)
        except TimeIsUp:
            return ()

        def verdict(keys: Sequence[Key]) -> Verdict[Key]:
            return under_assumptions(choices.model, post.guards, keys, clock)

        core = verdict(list(post.guards)).core
        if core is None:
            return ()
        kept, _ = minimal_unsatisfiable_subset(list(core), verdict)
        return tuple(post.reasons[key] for key in kept)

    def _built(self, clock: Clock, *, guarded: bool) -> tuple[Problem, Decisions, Constraints]:
        part = self._part()
        gatherings, sittings = self._candidates()
        fixed = fixed_candidates(part, gatherings)
        choices = Decisions(part, Candidates(gatherings, sittings, fixed), pruning=not guarded)
        choices.check = clock.check
        post = Constraints(choices, guarded=guarded)
        post.partial = False  # every meeting is held, at one of the starts that it is asked to have
        for rule in RULES:
            if rule.RULE.touches - {DATES}:
                choices.look(rule.RULE.horizon, rule.RULE.name)
                rule.enforce(part, choices, post)
        choices.look(MEETING)
        for placed in choices.placed:
            choices.model.add(choices.held(placed) == 1)
        return part, choices, post

    # -- what is there to be placed

    def _meetings(self) -> list[Meeting]:
        return [one for one in self.plan.live if one.date in self.days and not self.problem.is_fact(one)]

    def _occurrences(self) -> list[Occurrence]:
        return [one for one in self.plan.occurrences if one.date in self.days and not self.problem.is_fact(one)]

    def _candidates(self) -> tuple[tuple[Gathering, ...], tuple[Sitting, ...]]:
        gatherings: list[Gathering] = []
        sittings: list[Sitting] = []
        said = meant(self.problem, self.plan)
        of_days = {occurrence: one for one, occurrence in said.occurrences}
        for occurrence in self._occurrences():
            day = self.problem.meeting_days[occurrence.meeting_day]
            gathering = Gathering(day, occurrence.sequence, (occurrence.date,), of_days.get(occurrence))
            gatherings.append(gathering)
            sittings += self._of_gathering(gathering, self.plan.of_occurrence(occurrence), said)
        own = sorted((m for m in self._meetings() if m.meeting_day is None), key=lambda m: (m.body, m.date, m.start))
        for code, theirs in groupby(own, key=lambda meeting: meeting.body):
            body = self.problem.bodies[code]
            for number, one in enumerate(theirs, start=1):
                starts, duration, waived = (one.start,), one.end - one.start, said.waived(one)
                sittings.append(Sitting(body, number, (one.date,), starts, duration, extra=one.extra, waived=waived))
        return tuple(gatherings), tuple(sittings)

    def _of_gathering(self, gathering: Gathering, meetings: Iterable[Meeting], said: Meant) -> Iterator[Sitting]:
        """Yield the meetings of a meeting day: all that should sit, in any slot, where it is free; else as they are."""
        there = {meeting.body: meeting for meeting in meetings}
        free = any(meeting.uid in self.free for meeting in there.values())
        for body in self.problem.bodies_of_meeting_day(gathering.meeting_day.code):
            session, held = self.problem.session_of(body), there.get(body.code)
            if held is not None and self.problem.is_fact(held):
                continue
            if session is not None and free and (held is None or held.uid not in self.bound):
                starts, duration = session_starts(self.problem, body, session), self.problem.duration_of(body)
            elif held is not None:
                starts, duration = (held.start,), held.end - held.start
            else:
                continue
            waived = gathering.waived if held is None else said.waived(held)
            yield Sitting(
                body, gathering.number, gathering.days, starts, duration, gathering, session,
                extra=gathering.extra, waived=waived,
            )  # fmt: skip

    def _part(self) -> Problem:
        """Return the input as far as it concerns these days."""
        meetings, occurrences = self._meetings(), self._occurrences()
        placed = {(meeting.body, meeting.date) for meeting in meetings}
        days = {(occurrence.meeting_day, occurrence.date) for occurrence in occurrences}
        settled = tuple(meeting for meeting in meetings if meeting.uid not in self.free)
        freed = {(meeting.meeting_day, meeting.date) for meeting in meetings if meeting.uid in self.free}
        of_dates = [wish.WISH.name for wish in WISHES if not wish.WISH.touches - {DATES}]
        themed = tuple(one for one in occurrences if (one.meeting_day, one.date) not in freed)
        return replace(
            self.problem,
            fixed_meetings=tuple(
                row
                for row in self.problem.fixed_meetings
                if ((row.body, row.date) in placed if row.body is not None else (row.meeting_day, row.date) in days)
            ),
            reporting=tuple(
                line
                for line in self.problem.reporting
                if line.min_working_days == line.max_working_days == 0
                and self._sit_together(line.from_body, line.to_body)
            ),
            links=tuple(link for link in self.problem.links if link.kind == FOLLOWS and self._kept(link)),
            baseline=replace(
                self.plan,
                meetings=(*self.problem.held, *settled),
                occurrences=(*self.problem.held_days, *themed),
            ),
            placed=self._outside().plan_of(self.problem),
            wish_weights={**self.problem.wish_weights, **dict.fromkeys(of_dates, 0)},
        )

    def _kept(self, link: Link) -> bool:
        """Whether all that follow on these days do so as it is: then they have to, whichever slot a session takes."""
        found = not_kept(self.problem, self.plan, link)
        return self.days.isdisjoint(meeting.date for meetings, _ in found for meeting in meetings)

    def _outside(self) -> PartialSolution:
        """Return what is held on the other days of the calendar, and facts on these: all of it stays."""
        settings = self.problem.settings
        is_fact = self.problem.is_fact
        meetings = (one for one in self.plan.live if one.date not in self.days or is_fact(one))
        return PartialSolution(
            tuple(one for one in meetings if settings.start_date <= one.date <= settings.end_date),
            tuple(one for one in self.plan.occurrences if one.date not in self.days or is_fact(one)),
        )

    def _sit_together(self, one: str, two: str) -> bool:
        days = [self.problem.bodies[code].meeting_day for code in (one, two)]
        return days[0] is not None and days[0] == days[1]

    # -- the calendar as it would be

    def _whole(self, solution: PartialSolution) -> Plan:
        outside = self._outside()
        occurrences = [*outside.occurrences, *solution.occurrences]
        whole = PartialSolution((*outside.meetings, *solution.meetings), numbered(occurrences))
        return finished(replace(self.problem, baseline=self.plan), whole, ())
