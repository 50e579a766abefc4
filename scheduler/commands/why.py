"""`why`: a meeting on another day, and why not, or what it would cost; or the best days around the present one.

First comes what rules a day out whatever else moves; then the nearest calendar that has the meeting there, as `plan`
would find it: nobody else moves where nobody has to. A calendar that breaks rules as it is is not put right by the way:
the meeting is moved alone there, if it can be. Every calendar behind an answer is checked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from scheduler.checking import check
from scheduler.checking.breaches import breaches_of_dates, new_among
from scheduler.checking.consequences import Recounted, cost_difference, recount_of_dates
from scheduler.checking.integrity import without_unknown_codes
from scheduler.checking.ruling_out import openness
from scheduler.commands.plans import Warn
from scheduler.commands.rows_kept import heeded
from scheduler.commands.sources import moment_of_planning, read_input, read_plan
from scheduler.domain.cadences import period_of
from scheduler.domain.difference import DROPPED, NEW, Change, difference
from scheduler.domain.other_dates import Answer, Beyond, Cost, Displaced, OtherTheme, Placement, RuledOut
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Fault, Reason
from scheduler.domain.sitting_days import MONDAY_TO_FRIDAY
from scheduler.domain.wording import counted, long_date
from scheduler.errors import BrokenPlan
from scheduler.reading.plans.files import ReadPlan
from scheduler.reading.requests.questions import Question, Wanted, read_question
from scheduler.rules import fixed, meeting_day, set_aside, weekday
from scheduler.solver.cp.outcome import Infeasible, OutOfTime
from scheduler.solver.cp.progress import Clock, Listener, clock_of, silence
from scheduler.solver.repair.fixed_dates import FixedDates, moved
from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation
from scheduler.solver.repair.seat_assignment import seated
from scheduler.wishes import WISHES

__all__ = ["Question", "Wanted", "answered", "why"]

MOST_DAYS, REACH = 30, 62
"""How many days are tried around the present one, and how far from it, where a body does not meet in each period."""
ROOMS = "rooms"
MOST_SHOWN = 5
"""Of the days that could be, and of the nearest that could not, how many are told."""


def why(
    source: Path,
    calendar: Path,
    question: Question,
    time_limit: float | Clock,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn = lambda _warnings: None,
) -> tuple[Problem, Answer]:
    """Find why a meeting is not on a day, or what that would cost; without a day, the best days around.

    Parameters
    ----------
    source, calendar : Path
        The input, and a folder that `plan` wrote, a `plan.json`, or a table made by hand.
    question : Question
        The meeting, and perhaps the day and the time.
    time_limit : float or Clock
        Seconds, or a clock that runs already.
    as_of : datetime, optional
        The moment of asking: what has been held or served notice of by then stays. Left out, that of the calendar.
    listener, warn : callable, optional
        Hear of progress, and of the warnings of what is read.

    Returns
    -------
    The input, and the answer; every calendar behind it has been checked.

    Raises
    ------
    InputFaults, BrokenPlan

    """
    problem, warnings = read_input(source)
    warn(warnings)
    return explained(problem, read_plan(calendar, problem), question, time_limit, as_of, listener, warn)


def explained(
    problem: Problem,
    read: ReadPlan,
    question: Question,
    time_limit: float | Clock,
    as_of: datetime | None = None,
    listener: Listener = silence,
    warn: Warn = lambda _warnings: None,
) -> tuple[Problem, Answer]:
    """Find why a meeting of a calendar is not on a day: see `why`."""
    plan, strange = without_unknown_codes(problem, read.plan if read.has_attendance else seated(problem, read.plan))
    problem, lacked = heeded(problem, plan)
    problem = replace(problem.knowing(plan), baseline=plan, as_of=moment_of_planning(problem, plan, as_of))
    wanted = read_question(question, problem, plan)
    inquiry = Inquiry(problem, plan, wanted, clock_of(time_limit, listener), read)
    warn(read.warnings + lacked + _broken_already(strange + inquiry.broken))
    return problem, inquiry.answer()


def answered(problem: Problem, plan: Plan, wanted: Wanted, clock: Clock) -> Answer:
    """Answer a question about a calendar that says where everybody sits.

    Parameters
    ----------
    problem : Problem
        The input, with the calendar as its baseline and the moment of asking.
    plan : Plan
        The calendar; all that it names is in the input.
    wanted : Wanted
        The question.
    clock : Clock
        How long it may take.

    """
    return Inquiry(problem, plan, wanted, clock, ReadPlan(plan, has_attendance=True, has_rooms=True)).answer()


def _broken_already(breaches: Sequence[Breach]) -> tuple[Fault, ...]:
    """Return a warning where a calendar breaks rules as it is."""
    if not breaches:
        return ()
    message = f"the calendar breaks {counted(len(breaches), 'rule')} of this input as it is"
    remedy = "What would have to move may be on their account: see meeting-day check."
    return (Fault("", None, None, message, remedy),)


class Inquiry:
    """One question, put to one calendar; what the calendar breaks as it stands is held against no answer."""

    def __init__(self, problem: Problem, plan: Plan, wanted: Wanted, clock: Clock, read: ReadPlan) -> None:
        self.problem, self.plan, self.clock, self.read = problem, plan, clock, read
        self.asked, self.day, self.start = wanted.asked, wanted.day, wanted.start
        self.rooms_given, self.lunches_given = read.has_rooms, read.has_attendance
        self.broken = self._check(plan)
        self.broken_dates = breaches_of_dates(problem, plan)

    def _check(self, plan: Plan) -> tuple[Breach, ...]:
        return check(self.problem, plan, rooms_given=self.rooms_given, lunches_given=self.lunches_given)

    def answer(self) -> Answer:
        """Say what there is to say of the day that is asked for, or of the days around."""
        return self.around() if self.day is None else self.on(self.day)

    # -- one day

    def on(self, day: date) -> Answer:
        """Say why the meeting cannot be on a day, or what it would cost and whom it would displace."""
        asked, start = self.asked, self.start
        if day == asked.date and start in (None, asked.start):
            placement = replace(self._placement(self.plan, day), exact=True)
            return self._answer(day, possible=True, placement=placement)
        self.clock.listener(f"Looking at {long_date(day)}")
        found = openness(self.problem, asked, day, start)
        if found.because:
            return replace(
                self._answer(day, possible=False, because=found.because), beyond=self._beyond(day, found.because)
            )
        starts = found.starts or (None,)
        alone = self._alone(day, starts) if self._as_it_is else None
        if alone is not None:
            return self._answer(day, possible=True, placement=alone)
        outcome = self._nearest(day)
        if isinstance(outcome, Perturbation):
            return self.priced(day, starts, outcome)
        if isinstance(outcome, Infeasible):
            return self._answer(day, possible=False, because=outcome.because, minimal=outcome.minimal)
        return self._answer(day, possible=None)

    def _beyond(self, day: date, because: Sequence[Reason]) -> Beyond | None:
        """Return what would follow if all that stands in the way were set aside; None where some of it cannot be."""
        problem, changes = self.problem, []
        for reason in because:
            aside = set_aside(problem, reason, day, self.start)
            if aside is None:
                return None
            problem = aside.problem
            changes.append(aside.words)
        wanted = Wanted(self.asked, day, self.start)
        return Beyond(tuple(changes), Inquiry(problem, self.plan, wanted, self.clock, self.read).on(day))

    @property
    def _as_it_is(self) -> bool:
        """Whether the calendar is first taken as it is: `plan` would mend it, or fill in what it does not say."""
        return bool(self.broken) or not (self.rooms_given and self.lunches_given)

    def _nearest(self, day: date, *, pinned: bool = False) -> Perturbation | Infeasible | OutOfTime:
        """Find the nearest calendar with the meeting on a day; `pinned`, one in which no other moves."""
        rows = self.asked.wanted(day, self.start)
        there = (replace(row, number=None) for row in rows)
        problem = replace(self.problem, fixed_meetings=(*self.problem.fixed_meetings, *there))
        return least_perturbation(problem, rows, self.clock, pinned=pinned)

    def _answer(
        self,
        day: date,
        *,
        possible: bool | None,
        because: tuple[Reason, ...] = (),
        minimal: bool = True,
        placement: Placement | None = None,
    ) -> Answer:
        return Answer(self.asked, day, self.start, possible, because, minimal, placement)

    def _fixed_dates(self, plan: Plan, days: set[date], free: frozenset[str]) -> FixedDates:
        return FixedDates(
            self.problem, plan, frozenset(days), free, self.asked.own if self.start is not None else frozenset()
        )

    def _alone(self, day: date, starts: Sequence[int | None]) -> Placement | None:
        """Return what it costs to move this meeting and no other, at its best start; None where that breaks a rule."""
        found: list[Placement] = []
        for start in starts:
            plan = moved(self.problem, self.plan, self.asked, day, start)
            if self._twice_at_once(plan) or new_among(breaches_of_dates(self.problem, plan), self.broken_dates):
                continue
            made = self._fixed_dates(plan, {self.asked.date, day}, self.asked.uids).solved(self.clock)
            if made is not None and not new_among(self._check(made), self.broken):
                found.append(self._placement(made, day))
        return min(found, key=lambda placement: placement.price, default=None)

    def _twice_at_once(self, plan: Plan) -> bool:
        """Whether a body, or a meeting day, would be at one moment twice."""
        moments = [(meeting.body, meeting.date, meeting.start) for meeting in plan.live]
        return len(set(moments)) < len(moments)

    def priced(self, day: date, starts: Sequence[int | None], found: Perturbation) -> Answer:
        """Say what the nearest calendar costs, and why others have to move where they do."""
        worse = new_among(self._check(found.plan), self.broken)
        if meeting_day.only_slots(worse):
            return self._answer(day, possible=False, because=self._reasons(worse))
        if worse:
            raise BrokenPlan(worse)
        placement = self._placement(found.plan, day, found)
        if not all(one.together for one in placement.displaced):
            placement = replace(placement, in_the_way=self._in_the_way(day, starts))
        return self._answer(day, possible=True, placement=placement)

    def _in_the_way(self, day: date, starts: Sequence[int | None]) -> tuple[Reason, ...]:
        """Return why the meeting cannot be on a day while all others stay: what its dates break, or the day itself."""
        plan = moved(self.problem, self.plan, self.asked, day, starts[0])
        found = new_among(breaches_of_dates(self.problem, plan), self.broken_dates)
        if found:
            return self._reasons(found)
        return self._fixed_dates(plan, {self.asked.date, day}, self.asked.uids).conflict(self.clock)

    def _reasons(self, breaches: Sequence[Breach]) -> tuple[Reason, ...]:
        return tuple(
            Reason(breach.rule, ", ".join(breach.bodies) or self.asked.mover, breach.message) for breach in breaches
        )

    @cached_property
    def _standing_prices(self) -> Recounted:
        """What the calendar comes to as it is."""
        return recount_of_dates(self.problem, self.plan)

    def _placement(self, plan: Plan, day: date, nearest: Perturbation | None = None) -> Placement:
        """Return what a calendar with the meeting on a day costs, and whom it displaces; exact if it is the nearest."""
        prices = cost_difference(self.problem, self.plan, plan, self.asked, self._standing_prices)
        there = next((meeting for meeting in plan.live if meeting.uid in self.asked.own), None)
        others = [change for change in difference(self.plan, plan) if change.meeting.uid not in self.asked.own]
        found = Placement(
            date=day,
            plan=plan,
            meeting=there,
            costs=tuple(prices.costs if nearest is None else _bounded(prices.costs, nearest)),
            displaced=self._displaced([change for change in others if _shifts(change)]),
            other_rooms=self._displaced([change for change in others if change.details == ("place",)]),
            other_themes=tuple(self._other_themes(plan, day)),
            worse=prices.worse,
            better=prices.better,
            proven=nearest is None or nearest.fewest,
            exact=nearest is not None and nearest.exact,
        )
        return found if self.rooms_given else _without_rooms(found)

    def _other_themes(self, plan: Plan, day: date) -> Iterator[OtherTheme]:
        asked = self.asked.occurrence
        before = {(one.meeting_day, day if one is asked else one.date): one.theme for one in self.plan.occurrences}
        for one in plan.occurrences if self.lunches_given else ():
            theme = before.get((one.meeting_day, one.date), one.theme)
            if theme != one.theme:
                yield OtherTheme(one.meeting_day, one.date, theme, one.theme)

    def _displaced(self, changes: Sequence[Change]) -> tuple[Displaced, ...]:
        return tuple(
            Displaced(change.before, change.after, together=change.meeting.uid in self.asked.uids) for change in changes
        )

    # -- the days around

    def around(self) -> Answer:
        """Find the best days around the present one, with all other meetings where they are."""
        bound = tuple(fixed.what_binds(self.problem, self.asked))
        if bound:
            return Answer(self.asked, None, self.start, possible=False, because=bound)
        found: list[Placement] = []
        shut: list[RuledOut] = []
        tried: list[date] = [self.asked.date]
        in_time = True
        for day in self._days_around():
            in_time = self.clock.left > 0
            if not in_time or len(tried) > MOST_DAYS:
                break
            self.clock.listener(f"Trying {long_date(day)}")
            open_then = openness(self.problem, self.asked, day, self.start)
            if not open_then.because:
                tried.append(day)
                placement = self._alone(day, open_then.starts or (None,))
                if placement is not None:
                    found.append(placement)
                    continue
            if len(shut) < MOST_SHOWN and self._worth_telling(day, open_then.because):
                because = open_then.because or self._in_the_way(day, open_then.starts or (None,))
                shut.append(RuledOut(day, because))
        best = [self._exactly(one) for one in sorted(found, key=self._dearness)[:MOST_SHOWN]]
        return Answer(
            self.asked,
            None,
            self.start,
            possible=True if found else False if in_time else None,
            alternatives=tuple(sorted(best, key=self._dearness)),
            ruled_out=tuple(shut),
            looked_at=(min(tried), max(tried)),
        )

    def _dearness(self, placement: Placement) -> tuple[tuple[int, ...], timedelta]:
        return placement.price, abs(placement.date - self.asked.date)

    def _exactly(self, found: Placement) -> Placement:
        """Return a day on which nobody else has to move at its true price, where there is time to find it."""
        nearest = OutOfTime() if self._as_it_is else self._nearest(found.date, pinned=True)
        if not isinstance(nearest, Perturbation) or new_among(self._check(nearest.plan), self.broken):
            return found
        return self._placement(nearest.plan, found.date, nearest)

    def _days_around(self) -> Iterator[date]:
        """Yield the other days of its period, or those not far away, the nearest first."""
        asked = self.asked
        own = self.problem.bodies[asked.mover] if asked.occurrence is None else self.problem.meeting_days[asked.mover]
        period = period_of(self.problem, own, asked.date) if own.cadence.per_period is not None else None
        settings, reach = self.problem.settings, timedelta(days=REACH)
        first = asked.date - reach if period is None else period.start_date
        last = asked.date + reach if period is None else period.end_date
        days = [
            day for day in self.problem.days if max(first, settings.start_date) <= day <= last and day != asked.date
        ]
        yield from sorted(days, key=lambda day: (abs(day - asked.date), day))

    def _worth_telling(self, day: date, because: Sequence[Reason]) -> bool:
        """Whether it is news that a day is not possible: no weekend, and not only the wrong weekday."""
        return day.weekday() in MONDAY_TO_FRIDAY and {reason.rule for reason in because} != {weekday.RULE.name}


def _bounded(costs: Iterable[Cost], nearest: Perturbation) -> Iterator[Cost]:
    """Yield what each tier comes to, with what it cannot be below; in the tier `unmoved`, others alone count."""
    tiers = {tier.name: tier for tier in nearest.plan.tiers}
    for cost in costs:
        tier = tiers.get(cost.tier)
        yield cost if tier is None else replace(cost, bound=max(0, cost.then - (tier.value - tier.bound)))


def _shifts(change: Change) -> bool:
    """Whether a meeting is new, gone, or at another time; another room or status is none."""
    return change.kind in (NEW, DROPPED) or bool({"date", "time"} & set(change.details))


def _without_rooms(placement: Placement) -> Placement:
    """Return a placement in a calendar that names no rooms: nothing is said of them."""
    about = {wish.WISH.name for wish in WISHES if wish.WISH.tier == ROOMS}
    meeting = placement.meeting
    return replace(
        placement,
        meeting=None if meeting is None else replace(meeting, room=None, venue=None),
        costs=tuple(cost for cost in placement.costs if cost.tier != ROOMS),
        other_rooms=(),
        worse=tuple(row for row in placement.worse if row.wish not in about),
        better=tuple(row for row in placement.better if row.wish not in about),
    )
