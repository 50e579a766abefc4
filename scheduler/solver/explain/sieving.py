"""Whether the days that are left are enough for the meetings that are owed, and the sentence where they are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Reason
from scheduler.domain.wording import counted, listed, span, times
from scheduler.solver.explain.chains import Place, most_in_a_row
from scheduler.solver.explain.left import Left, Starts


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
        rule = "gap"
        limits = [] if left.min_gap_days is None else [f"at least {left.min_gap_days}"]
        limits += [] if left.max_gap_days is None else [f"at most {counted(left.max_gap_days, 'day')}"]
        steps.append(f"and there are to be {listed(limits)} from one to the next")
    only = "none fits" if fit == 0 else f"{counted(fit, 'meeting')} at most {'fits' if fit == 1 else 'fit'}"
    message = f"{left.name} is to meet {times(owed)} in {where}, {span(first, last)}, and {only}: {', '.join(steps)}."
    return Reason(rule, left.code, message)
