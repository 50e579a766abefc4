"""Necessary conditions for a plan, counted without a solver: what there is provably too little of.

Days for what a body or meeting day owes (residual calendar and window packing), people and rooms that several need
(shared resources), lunches for confirmed themes, and days before which a feeder can report.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TypeVar

from scheduler.dates.reports import feeder_window, first_may_go_unserved, report_lines, served_before
from scheduler.domain.bodies import ReportingLine
from scheduler.domain.meeting_days import Session
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.seating import when_away
from scheduler.domain.themes import Theme
from scheduler.domain.wording import counted, long_date, on_days
from scheduler.rules.reporting import RULE as REPORTING
from scheduler.rules.speaker import RULE as SPEAKER
from scheduler.rules.theme import RULE as THEME
from scheduler.rules.theme import still_asked
from scheduler.solver.cp.progress import Clock, TimeIsUp
from scheduler.solver.explain.intervals import too_far_apart
from scheduler.solver.explain.residual_calendar import Left, Stage, left_for_body, left_for_meeting_day
from scheduler.solver.explain.shared_resources import (
    short_of_days,
    short_of_equipment,
    short_of_people,
    short_of_rooms,
)

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Shortage:
    """Something there is too little of, and the smallest part of the council that shows it."""

    reason: Reason
    bodies: tuple[str, ...]
    meeting_days: tuple[str, ...] = ()


def shortages(problem: Problem, clock: Clock | None = None) -> tuple[Shortage, ...]:
    """Return what there is provably too little of: days, rooms, people, and dates for themes and reports.

    Where a clock is late before all is counted, what was found by then.
    """
    found: list[Shortage] = []
    with suppress(TimeIsUp):
        found.extend(_found(problem, clock or Clock(inf)))
    return tuple(found)


def _found(problem: Problem, clock: Clock) -> Iterator[Shortage]:
    own = [body for body in problem.bodies.values() if body.meeting_day is None and not body.cadence.never]
    days = {one.code: left_for_meeting_day(problem, one) for one in _in_time(problem.meeting_days.values(), clock)}
    bodies = {body.code: left_for_body(problem, body) for body in _in_time(own, clock)}
    short: set[str] = set()
    for code, left in days.items():
        sitting = tuple(body.code for body in problem.bodies_of_meeting_day(code))
        for reason in _of_its_days(problem, left):
            short.add(code)
            yield Shortage(reason, sitting, (code,))
    for code, left in bodies.items():
        for reason in _of_its_days(problem, left):
            short.add(code)
            yield Shortage(reason, (code,))
    for line, fewer in with_reports(problem, days, bodies):
        for reason in short_of_days(problem, fewer) if fewer.code not in short else ():
            short.add(fewer.code)
            yield Shortage(reason, (line.from_body, line.to_body))
    for code, left in days.items():
        sitting = tuple(body.code for body in problem.bodies_of_meeting_day(code))
        for reason in themes_without_a_lunch(problem, left) if code not in short else ():
            yield Shortage(reason, sitting, (code,))
    clock.check()
    enough = [left for code, left in bodies.items() if code not in short]
    yield from _shared(problem, enough)


def _of_its_days(problem: Problem, left: Left) -> list[Reason]:
    """Return why the days of a body, or a meeting day, are too far apart, or too few."""
    return [*too_far_apart(problem, left)] or [*short_of_days(problem, left)]


def _in_time(things: Iterable[Thing], clock: Clock) -> Iterator[Thing]:
    """Yield things for as long as the clock is not late; raise TimeIsUp then."""
    for thing in things:
        clock.check()
        yield thing


def _shared(problem: Problem, lefts: list[Left]) -> Iterator[Shortage]:
    """Yield the people and rooms that several bodies want oftener than can be."""
    for find in (short_of_people, short_of_rooms, short_of_equipment):
        for reason, codes in find(problem, lefts):
            yield Shortage(reason, codes)


def themes_without_a_lunch(problem: Problem, left: Left) -> Iterator[Reason]:
    """Yield the confirmed themes of a meeting day that no lunch could take."""
    confirmed = [t for t in problem.themes.values() if t.meeting_day == left.code and still_asked(problem, t)]
    lunch = problem.lunch_of(left.code)
    if lunch is None:
        for theme in confirmed:
            yield Reason(THEME.name, theme.code, f"{theme.title} is a confirmed theme, and {left.name} has no lunch.")
        return
    lunches = _most(left)
    if len(confirmed) > lunches:
        themes = counted(len(confirmed), "confirmed theme")
        message = f"{left.name} has {themes}, and {counted(lunches, 'lunch', 'lunches')} at most."
        yield Reason(THEME.name, left.code, message)
    for day, number in Counter(theme.date for theme in confirmed if theme.date is not None).items():
        if number > 1:
            yield Reason(THEME.name, left.code, f"{number} confirmed themes are for the one lunch of {long_date(day)}.")
    for theme in confirmed:
        yield from _no_day(problem, left, lunch, theme)


def _most(left: Left) -> int:
    cadence = left.cadence
    most = cadence.per_period * len(left.periods) if cadence.per_period is not None else cadence.maximum or 0
    return max(0, most - len(left.facts))


def _no_day(problem: Problem, left: Left, lunch: Session, theme: Theme) -> Iterator[Reason]:
    days = sorted(day for day in left.starts if theme.date in (None, day))
    if not days and theme.date is not None:
        message = f"{theme.title} is confirmed for {long_date(theme.date)}, and {left.name} cannot be held then."
        yield Reason(THEME.name, theme.code, message)
    elif days and theme.speaker is not None and not any(_comes(problem, theme.speaker, lunch, day) for day in days):
        speaker = problem.speakers[theme.speaker]
        away = f"is away {when_away(problem, 'speaker', speaker.code)}"
        when = f"can come only {on_days(speaker.available)}" if speaker.available else away
        message = (
            f"{theme.title} is a confirmed theme, and its speaker, {speaker.name}, {when}: "
            f"on none of the {counted(len(days), 'day')} on which {left.name} could be held for it."
        )
        yield Reason(SPEAKER.name, speaker.code, message)


def _comes(problem: Problem, code: str, lunch: Session, day: date) -> bool:
    available = problem.speakers[code].available
    booked = any(problem.absent("speaker", code, day, lunch.start, lunch.end))
    return not booked and (not available or day in available)


def with_reports(
    problem: Problem, days: dict[str, Left], bodies: dict[str, Left]
) -> Iterator[tuple[ReportingLine, Left]]:
    """Yield what is left to each receiver of reports once each day without a day for its feeder is taken away."""
    for line in report_lines(problem):
        feeder, receiver = (_left(problem, days, bodies, code) for code in (line.from_body, line.to_body))
        if feeder is not None and receiver is not None:
            name = problem.bodies[line.from_body].name
            served = _served(problem, line, feeder, receiver)
            words = f"{{}} of them with a day before them on which {name} can meet to report"
            yield line, receiver.after(Stage(REPORTING.name, words, served))


def _left(problem: Problem, days: dict[str, Left], bodies: dict[str, Left], code: str) -> Left | None:
    meeting_day = problem.bodies[code].meeting_day
    return bodies.get(code) if meeting_day is None else days.get(meeting_day)


def _served(problem: Problem, line: ReportingLine, feeder: Left, receiver: Left) -> dict[date, tuple[int, ...]]:
    body = problem.bodies[line.to_body]
    days = {*feeder.starts, *problem.facts_of(line.from_body)}
    sittings = sorted(day for day in days if problem.bodies[line.from_body].alive_on(day))
    found = {}
    for day, starts in receiver.starts.items():
        served = served_before(problem, line, day) or first_may_go_unserved(problem, line, day)
        if not body.alive_on(day) or served:
            found[day] = starts
            continue
        first, last = feeder_window(problem, line, day)
        number = bisect_left(sittings, first)
        if number < len(sittings) and sittings[number] <= last:
            found[day] = starts
    return found
