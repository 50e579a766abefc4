"""Reports: on which days a feeder's meeting serves a receiver's, and which of the receiver's may go without.

A meeting goes unserved only where it is the first of a receiver that owes two or more, and every day on which the
feeder could serve it lies before the calendar. Source: seed report S0 (Trafford 2015): thematic partnerships meet
"ahead of" the day, and the first day of a year hears what was made ready in the year before.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.dates.clear_days import ONE_DAY, clear_working_days
from scheduler.domain.bodies import Body, ReportingLine
from scheduler.domain.cadences import held_as, life_of, met_before, periods_of
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.remembered import of_problem
from scheduler.domain.sittings import Sitting, Turn
from scheduler.domain.verbs import Choices, Literal

TWO = 2
"""So many meetings a receiver owes at least, for its first to go unserved."""


def report_lines(problem: Problem) -> Iterator[ReportingLine]:
    """Yield the lines along which reports are made; `escalate` is drawn, and not scheduled."""
    return (line for line in problem.reporting if line.kind == "report")


def feeder_window(problem: Problem, line: ReportingLine, receiver_day: date) -> tuple[date, date]:
    """Return the first and last day, both included, on which a meeting of the feeder serves a receiver's meeting.

    Weekdays and closed days are not looked at; a last day before the first means that there is none.
    """
    known = _windows(problem)
    key = line, receiver_day
    if key not in known:
        known[key] = _window(problem, line, receiver_day)
    return known[key]


@of_problem
def _windows(problem: Problem) -> dict[tuple[ReportingLine, date], tuple[date, date]]:
    """Return the windows that were counted so far."""
    del problem
    return {}


def _window(problem: Problem, line: ReportingLine, receiver_day: date) -> tuple[date, date]:
    last = receiver_day
    while (
        clear_working_days(problem, last, receiver_day) < line.min_working_days and last >= problem.settings.start_date
    ):
        last -= ONE_DAY
    if line.max_working_days is None:
        return problem.settings.start_date, last
    first = last
    while (
        first > problem.settings.start_date
        and clear_working_days(problem, first - ONE_DAY, receiver_day) <= line.max_working_days
    ):
        first -= ONE_DAY
    if clear_working_days(problem, first, receiver_day) > line.max_working_days:
        first = last + ONE_DAY
    return first, last


def latest_feeder_day(problem: Problem, line: ReportingLine, receiver_day: date) -> date | None:
    """Return the latest day of the calendar on which the feeder could serve the receiver; None where there is none.

    What it could is a matter of its weekdays, weeks of the month, months and life, and of the line's window: a closed
    day excuses nobody.
    """
    first, last = feeder_window(problem, line, receiver_day)
    days = _days_of_its_own(problem, line.from_body)
    place = bisect_right(days, last) - 1
    return days[place] if place >= 0 and days[place] >= first else None


@of_problem
def _own_days(problem: Problem) -> dict[str, tuple[date, ...]]:
    """Return the days of bodies that were counted so far."""
    del problem
    return {}


def _days_of_its_own(problem: Problem, code: str) -> tuple[date, ...]:
    """Return the days of the calendar that are a body's by its weekdays, weeks, months and life, closed or not."""
    known = _own_days(problem)
    if code not in known:
        body = problem.bodies[code]
        days = problem.days_kept_to(body)
        known[code] = tuple(day for day in problem.days if day in days and body.alive_on(day))
    return known[code]


def served_before(problem: Problem, line: ReportingLine, receiver_day: date) -> bool:
    """Whether a receiver's meeting on a day has its report from before the calendar.

    It has where the line says so, and where a meeting of an earlier year's calendar lies at the right distance.
    """
    if line.served_until is not None and receiver_day <= line.served_until:
        return True
    earlier = met_before(problem, problem.bodies[line.from_body])
    return any(_far_enough(problem, line, day, receiver_day) for day in reversed(earlier))


def _far_enough(problem: Problem, line: ReportingLine, feeder_day: date, receiver_day: date) -> bool:
    clear = clear_working_days(problem, feeder_day, receiver_day)
    return line.min_working_days <= clear and (line.max_working_days is None or clear <= line.max_working_days)


def owed(problem: Problem, body: Body) -> int:
    """Return how many meetings a body owes: of its periods, or its minimum, or without one its maximum."""
    cadence = held_as(problem, body).cadence
    if cadence.per_period is None:
        return cadence.minimum or cadence.maximum or 0
    first, last = life_of(problem, body)
    touched = [one for one in periods_of(problem, body) if max(first, one.start_date) <= min(last, one.end_date)]
    return cadence.per_period * len(touched)


def first_may_go_unserved(problem: Problem, line: ReportingLine, receiver_day: date) -> bool:
    """Whether the receiver's first meeting, on a day, may do without the report: nobody could have made it by then."""
    return owed(problem, problem.bodies[line.to_body]) >= TWO and latest_feeder_day(problem, line, receiver_day) is None


def serves(problem: Problem, line: ReportingLine, feeder: Meeting, receiver: Meeting) -> bool:
    """Whether the papers of one meeting reach another within the line's clear working days."""
    in_order = (feeder.date, feeder.end) <= (receiver.date, receiver.start)
    return in_order and _far_enough(problem, line, feeder.date, receiver.date)


def without_report(problem: Problem, plan: Plan, line: ReportingLine) -> Iterator[tuple[Meeting, bool]]:
    """Yield each meeting of a receiver that no report reaches, facts aside, and whether it may go unserved."""
    receivers = plan.of_body(line.to_body)
    for receiver in receivers:
        if problem.is_fact(receiver) or served_before(problem, line, receiver.date):
            continue
        if not any(serves(problem, line, feeder, receiver) for feeder in reversed(plan.of_body(line.from_body))):
            first = receiver is receivers[0]
            yield receiver, first and first_may_go_unserved(problem, line, receiver.date)


def others_before(choices: Choices, receiver: Sitting, day: date, *, every: bool = False) -> Iterator[list[Literal]]:
    """Yield, for what may be held of a receiver before its meeting of a day, choices one of which is yes if it is not.

    Nothing where the meeting is the receiver's first in any case, no choice where it is not; `every` is for what may
    leave out the first of a cadence and hold a later one.
    """
    body, sittings = receiver.body, choices.sittings_of(receiver.body.code)
    in_turn = choices.in_turn(body)
    ways = [one.sittings if isinstance(one, Turn) else (one,) for one in in_turn]
    place = next((number for number, some in enumerate(ways) if receiver in some), None)
    earlier = in_turn[:place] if place is not None else []
    always = body.meeting_day is None or body.start_date is None
    if any(map(choices.is_fact, sittings)) or (earlier and always and not every):
        yield []
        return
    yield from ([~choices.held(one)] for one in (earlier if every else earlier[-1:]))
    beside = [one for one in sittings if one is not receiver and (one.extra if place is not None else True)]
    for other in beside:
        yield from ([~choices.held_on(other, one)] for one in choices.open_days(other) if one <= day)


@dataclass(frozen=True)
class Feeding:
    """The meetings of a line's feeder as choices: of each its days, in order, and whether it is held on them."""

    choices: Choices
    line: ReportingLine
    held_on: tuple[tuple[Sequence[date], Sequence[Literal]], ...]

    @staticmethod
    def along(choices: Choices, line: ReportingLine) -> "Feeding":
        """Return those of a line."""
        found = []
        for feeder in choices.sittings_of(line.from_body):
            days = sorted(choices.open_days(feeder))
            found.append((days, [choices.held_on(feeder, day) for day in days]))
        return Feeding(choices, line, tuple(found))

    def on_days_before(self, problem: Problem, day: date) -> list[Literal]:
        """Return the choices of the days on which a meeting serves whatever is held on a day."""
        first, last = feeder_window(problem, self.line, day)
        last = min(last, day - ONE_DAY)
        return [
            literal
            for days, literals in self.held_on
            for literal in literals[bisect_left(days, first) : bisect_right(days, last)]
        ]

    def serving(
        self, receiver: Sitting, day: date, before: Sequence[Literal]
    ) -> Iterator[tuple[Literal, list[Literal]]]:
        """Yield ways of holding a receiver's meeting on a day, and the choices of which one has to be yes for it.

        Where no working day need lie between the two, a feeder may serve on that day, if it ends by the start.
        """
        held_on = self.choices.held_on(receiver, day)
        if held_on is self.choices.no:
            return
        if self.line.min_working_days:
            yield held_on, [*before]
            return
        for start in sorted({start for there, start in self.choices.placements(receiver) if there == day}):
            yield self.choices.held_at(receiver, day, start), [*before, *self._ending_by(day, start)]

    def _ending_by(self, day: date, start: int) -> list[Literal]:
        """Return the ways a feeder may end on the day by the receiver's start."""
        return [
            self.choices.held_at(feeder, day, feeder_start)
            for feeder in self.choices.sittings_of(self.line.from_body)
            if self.choices.held_on(feeder, day) is not self.choices.no
            for feeder_start in feeder.starts
            if feeder_start + feeder.duration <= start
        ]
