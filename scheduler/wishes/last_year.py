"""Follow last year's calendar, if that is the baseline: another weekday of the same week costs 1, another week 2."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression, Placed
from scheduler.domain.wording import long_date
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "last_year",
    words="Follow last year's calendar",
    counted=("departure from last year's calendar", "departures from last year's calendar"),
    tier="dates",
    weight=2,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)

ANOTHER_WEEKDAY, ANOTHER_WEEK = 1, 2


A_WEEK = timedelta(days=7)
THURSDAY = 3


@dataclass(frozen=True)
class Wanted:
    """Where a meeting day, or a body with meetings of its own, would be this year if it followed the last."""

    code: str
    name: str
    before: date
    """Where it was."""
    day: date
    """The same weekday of the same week in this calendar."""
    whole_day: bool = False
    """Whether it is a meeting day."""

    @property
    def week(self) -> tuple[date, ...]:
        """The days of that week, Monday first."""
        monday = self.day - timedelta(days=self.day.weekday())
        return tuple(monday + timedelta(days=number) for number in range(7))


def wanted(problem: Problem) -> Iterator[Wanted]:
    """Yield each date of the last year before this calendar that its baseline tells of, carried over to what is left.

    What comes to lie before the day of planning can no longer be followed.
    """
    if problem.baseline is None:
        return
    for day in problem.meeting_days.values():
        if not day.cadence.never:
            dates = [one.date for one in problem.baseline.occurrences_of(day.code)]
            yield from (Wanted(day.code, day.name, *pair, whole_day=True) for pair in _carried_over(problem, dates))
    for body in problem.bodies.values():
        if body.meeting_day is None and not body.cadence.never:
            dates = [one.date for one in problem.baseline.of_body(body.code)]
            pairs = _carried_over(problem, dates)
            yield from (Wanted(body.code, body.name, *pair) for pair in pairs if body.alive_on(pair[1]))


def _carried_over(problem: Problem, dates: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield each date of the latest year before this calendar that has any, and where it comes to lie in this one."""
    first = problem.settings.start_date
    years = {day: _years_before(first, day) for day in sorted(dates) if day < first}
    latest = min(years.values(), default=0)
    for day in (day for day, ago in years.items() if ago == latest):
        there = day + (_week_one(first) - _week_one(_anniversary(first, latest)))
        near = (there, there + A_WEEK, there - A_WEEK)
        found = next((one for one in near if first <= one <= problem.settings.end_date), None)
        if found is not None and found >= problem.open_from:
            yield day, found


def _years_before(first: date, day: date) -> int:
    """Return in which year before a first day a date lies: 1 for the year that ends on its eve."""
    ago = first.year - day.year
    return ago if _anniversary(first, ago) <= day else ago + 1


def _anniversary(first: date, years: int) -> date:
    """Return the day so many years earlier; for 29 February the 28th."""
    year = first.year - years
    return date(year, 2, 28) if (first.month, first.day) == (2, 29) else first.replace(year=year)


def _week_one(first: date) -> date:
    """Return the Monday nearest to a day."""
    monday = first - timedelta(days=first.weekday())
    return monday if first.weekday() <= THURSDAY else monday + A_WEEK


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count, for each date of last year, a unit if the day is not met on, and another if the week is not."""
    strays = []
    for one in wanted(problem):
        placed: list[Placed] = [*(choices.gatherings_of if one.whole_day else choices.sittings_of)(one.code)]
        on_day = sum(choices.held_on(each, one.day) for each in placed)
        in_week = sum(choices.held_on(each, day) for each in placed for day in one.week)
        strays += [choices.excess(1 - on_day, most=1), choices.excess(1 - in_week, most=1)]
    return sum(strays)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for one in wanted(problem):
        held = plan.occurrences_of(one.code) if one.whole_day else plan.of_body(one.code)
        dates = [meeting.date for meeting in held]
        if one.day not in dates:
            units, now = _instead(one, [day for day in dates if day in one.week])
            before = f"The meeting of {long_date(one.before)} would be on {long_date(one.day)}"
            yield one.name, units, f"{before} if it followed last year; {now}."


def _instead(one: Wanted, in_week: list[date]) -> tuple[int, str]:
    if in_week:
        return ANOTHER_WEEKDAY, f"that week it is on {long_date(in_week[0])}"
    return ANOTHER_WEEK, "it does not meet that week"
