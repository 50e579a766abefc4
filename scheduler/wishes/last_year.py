"""Follow last year's calendar, if that is the baseline: another weekday of the same week costs 1, another week 2.

What kept to one such weekday of the month most of last year (third Thursdays), or to two of them in turn (second and
fourth Tuesdays), keeps to it in the same months; every other meeting stays in the same week of the year.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.sitting_days import ORDINALS, SittingDays, is_week_of_month
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression, Placed
from scheduler.domain.wording import long_date
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish

WISH = Wish(
    "last_year",
    words=phrase("Follow last year's calendar"),
    counted=("departure from last year's calendar", phrase("departures from last year's calendar")),
    tier="dates",
    weight=2,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)

ANOTHER_WEEKDAY, ANOTHER_WEEK = 1, 2


A_WEEK = timedelta(days=7)
THURSDAY = 3
AT_LEAST_TWO = 2
MOST_ORDINALS = 2
NEARLY_ALL, MOST, A_SHARE = Fraction(3, 4), Fraction(1, 2), Fraction(1, 3)


@dataclass(frozen=True)
class Wanted:
    """Where a meeting day, or a body with meetings of its own, would be this year if it followed the last."""

    code: str
    name: str
    before: date
    """Where it was."""
    day: date
    """The same weekday of the same week in this calendar, or of the same month where it keeps to such a one."""
    whole_day: bool = False
    """Whether it is a meeting day."""
    because: str = ""
    """What it kept to last year, in words: `12 of its 12 meetings were on the third Thursday of the month`."""

    @property
    def week(self) -> tuple[date, ...]:
        """The days of that week, Monday first."""
        monday = self.day - timedelta(days=self.day.weekday())
        return tuple(monday + timedelta(days=number) for number in range(7))


def wanted(problem: Problem) -> Iterator[Wanted]:
    """Yield each date of the last year before this calendar that its baseline tells of, carried over to what is left.

    What was held beside the cadence is no pattern to follow.
    What comes to lie before the day of planning can no longer be followed.
    """
    if problem.baseline is None:
        return
    for day in problem.meeting_days.values():
        if not day.cadence.never:
            dates = [one.date for one in problem.baseline.occurrences_of(day.code)]
            for before, there, because in _carried_over(problem, dates):
                yield Wanted(day.code, day.name, before, there, whole_day=True, because=because)
    for body in problem.bodies.values():
        if body.meeting_day is None and not body.cadence.never:
            dates = [one.date for one in problem.baseline.of_body(body.code) if not one.extra]
            for before, there, because in _carried_over(problem, dates):
                if body.alive_on(there):
                    yield Wanted(body.code, body.name, before, there, because=because)


def _carried_over(problem: Problem, dates: Iterable[date]) -> Iterator[tuple[date, date, str]]:
    """Yield each date of the latest year before this calendar, where it comes to lie in this one, and what it kept to.

    Two that come to lie on one day are one.
    """
    first = problem.settings.start_date
    years = {day: _years_before(first, day) for day in sorted(dates) if day < first}
    latest = min(years.values(), default=0)
    last_years = [day for day, ago in years.items() if ago == latest]
    kept_to = _kept_to(last_years)
    taken: set[date] = set()
    for day in last_years:
        kept = next((days for days in kept_to if day in days), None)
        near = _same_week(first, day, latest) if kept is None else _same_of_month(kept, day, latest)
        inside = (one for one in near if first <= one <= problem.settings.end_date and one not in taken)
        found = next(inside, None)
        if found is not None and found >= problem.open_from:
            taken.add(found)
            yield day, found, "" if kept is None else kept_to[kept]


def _same_week(first: date, day: date, years: int) -> Sequence[date]:
    """Return the same weekday of the same week so many years later, then of the weeks beside it."""
    there = day + (_week_one(first) - _week_one(_anniversary(first, years)))
    return there, there + A_WEEK, there - A_WEEK


def _same_of_month(kept: SittingDays, day: date, years: int) -> Sequence[date]:
    """Return such a day of the same month so many years later, then of that month a year later or earlier."""
    return [
        one
        for year in (day.year + years, day.year + years + 1, day.year + years - 1)
        for one in [date(year, day.month, 1) + timedelta(days=number) for number in range(31)]
        if one.month == day.month and one in kept
    ]


def _kept_to(dates: Sequence[date]) -> dict[SittingDays, str]:
    """Return the one weekday of the month that most dates are on, or two that nearly all are on; each with a sentence.

    More than half are most; of two the second has a third of all at least, and both have three quarters.
    """
    found: list[tuple[SittingDays, int]] = []
    left = list(dates)
    while left and len(found) < MOST_ORDINALS:
        counts = Counter((one.weekday(), week) for one in left for week in ORDINALS if is_week_of_month(one, week))
        weekday, week = max(counts, key=lambda key: (counts[key], key[1], -key[0]))
        found.append((SittingDays(frozenset({weekday}), (frozenset({week}),)), counts[weekday, week]))
        left = [one for one in left if one not in found[-1][0]]
    numbers = [number for _, number in found]
    if sum(numbers) < NEARLY_ALL * len(dates) or min(numbers, default=0) < A_SHARE * len(dates):
        found = [(days, number) for days, number in found[:1] if number > MOST * len(dates)]
    return {
        days: f"{number} of its {len(dates)} meetings were on {days.title}"
        for days, number in found
        if number >= AT_LEAST_TWO
    }


def _years_before(first: date, day: date) -> int:
    """Return in which year before a first day a date lies: 1 for the year that ends on its eve."""
    ago = first.year - day.year
    return ago if _anniversary(first, ago) <= day else ago + 1


def _anniversary(first: date, years: int) -> date:
    """Return the day so many years earlier; for 29 February the 28th of a year that has none."""
    year = first.year - years
    return first.replace(year=year, day=min(first.day, monthrange(year, first.month)[1]))


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
            kept = f", when {one.because}" if one.because else ""
            yield one.name, units, f"{before} if it followed last year{kept}; {now}."


def _instead(one: Wanted, in_week: list[date]) -> tuple[int, str]:
    if in_week:
        return ANOTHER_WEEKDAY, f"that week it is on {long_date(in_week[0])}"
    return ANOTHER_WEEK, "it does not meet that week"
