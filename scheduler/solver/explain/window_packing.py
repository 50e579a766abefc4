"""Window packing: how many meetings fit one after another, each in its window, neither too near nor too far apart.

Every place that can be reached from those before is kept (reachability over the days, as in dynamic programming), so
a count is too high at worst: what it finds too little is a necessary condition broken.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.wording import counted, listed, span, times
from scheduler.rules import gap
from scheduler.solver.explain.residual_calendar import Left, Starts

Place = tuple[date, int]
"""A day and a start."""


def most_in_a_row(windows: Iterable[tuple[Sequence[Place], int]], least_gap: int | None, most_gap: int | None) -> int:
    """Return how many meetings, from the first, can each have a place in its window, in order and far enough apart.

    Parameters
    ----------
    windows : iterable of (sequence of (date, int), int)
        The places of each window, in order, and how many meetings are owed in it.
    least_gap, most_gap : int, optional
        Calendar days from one meeting to its next.

    """
    reached: list[Place] | None = None
    number = 0
    for window, owed in windows:
        for _ in range(owed):
            if reached is None:
                reached = list(window)
            else:
                reached = _following(reached, window, least_gap or 0, inf if most_gap is None else most_gap)
            if not reached:
                return number
            number += 1
    return number


def _following(reached: list[Place], window: Sequence[Place], least: int, most: float) -> list[Place]:
    """Return the places of a window that may follow one of those reached."""
    numbers = [(day.toordinal(), start) for day, start in reached]
    found = []
    for place in window:
        day, start = place[0].toordinal(), place[1]
        latest = (day, start - 1) if least == 0 else (day - least, inf)
        before = bisect_right(numbers, latest)
        if before and day - numbers[before - 1][0] <= most:
            found.append(place)
    return found


@dataclass(frozen=True)
class Window:
    """A period, or the whole calendar, and the meetings owed in it."""

    name: str
    first: date
    last: date
    owed: int

    def places(self, left: Left, starts: Starts) -> list[Place]:
        """Return the places within the window, in order; one a day where the gap allows no more."""
        once_a_day = bool(left.min_gap_days)
        return [
            (day, start)
            for day, possible in sorted(starts.items())
            if self.first <= day <= self.last
            for start in (possible[:1] if once_a_day else possible)
        ]


def windows_of(problem: Problem, left: Left) -> list[Window]:
    """Return what is owed, period by period, or in the year."""
    first, last = problem.settings.start_date, problem.settings.end_date
    cadence = left.cadence
    if cadence.per_period is None:
        return [Window("the year", first, last, cadence.minimum)] if cadence.minimum else []
    return [
        Window(period.code, max(period.start_date, first), min(period.end_date, last), cadence.per_period)
        for period in sorted(problem.periods, key=lambda period: period.start_date)
        if max(period.start_date, first, left.life[0]) <= min(period.end_date, last, left.life[1])
    ]


def short_of_days(problem: Problem, left: Left) -> Iterator[Reason]:
    """Yield why too few days are left: for the first period for which that is so, or for the whole year."""
    windows = windows_of(problem, left)
    for chain in (*([window] for window in windows), *([windows] if len(windows) > 1 else [])):
        owed = sum(window.owed for window in chain)
        fit = _fit(left, chain, left.starts)
        if fit < owed:
            yield _reason(left, chain, fit)
            return


def _fit(left: Left, chain: Sequence[Window], starts: Starts, *, gaps: bool = True) -> int:
    places = ((window.places(left, starts), window.owed) for window in chain)
    limits = (left.min_gap_days, left.max_gap_days) if gaps else (None, None)
    return most_in_a_row(places, *limits)


def _reason(left: Left, chain: Sequence[Window], fit: int) -> Reason:
    owed = sum(window.owed for window in chain)
    where = chain[0].name if len(chain) == 1 else f"{chain[0].name} to {chain[-1].name}"
    first, last = chain[0].first, chain[-1].last
    rule = next(stage.rule for stage in left.stages if _fit(left, chain, stage.starts) < owed)
    steps = []
    before = -1
    for stage in left.stages:
        inside = sum(first <= day <= last for day in stage.starts)
        if inside != before:
            steps.append(stage.words.replace("{}", str(inside), 1))
        before = inside
    if _fit(left, chain, left.starts, gaps=False) >= owed:
        rule = gap.RULE.name
        limits = [] if left.min_gap_days is None else [f"at least {left.min_gap_days}"]
        limits += [] if left.max_gap_days is None else [f"at most {counted(left.max_gap_days, 'day')}"]
        steps.append(f"and there are to be {listed(limits)} from one to the next")
    only = "none fits" if fit == 0 else f"{counted(fit, 'meeting')} at most {'fits' if fit == 1 else 'fit'}"
    message = f"{left.name} is to meet {times(owed)} in {where}, {span(first, last)}, and {only}: {', '.join(steps)}."
    return Reason(rule, left.code, message)
