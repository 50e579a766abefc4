"""Spread rare meetings of the same people: one unit for two in one month, and one more for two in one week.

It is asked of every two bodies that meet once or twice a year and share more than half of the larger one's voting
members: panels of the same few, who would else be called night after night. Source: practice; each by itself may meet
on any day of the year, and nothing else keeps them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from scheduler.domain.bodies import Body
from scheduler.domain.cadences import most_in_life
from scheduler.domain.plan import Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MEMBERSHIPS, YEAR, Choices, Expression
from scheduler.domain.wording import long_date, monday_of, month_name
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import Wish
from scheduler.wishes.rare_meetings import MOST_OF_THE_RARE

WISH = Wish(
    "spread",
    words=phrase("Spread rare meetings of the same people"),
    counted=("pair of rare meetings too close together", phrase("pairs of rare meetings too close together")),
    tier="dates",
    weight=1,
    touches={DATES, MEMBERSHIPS},
    horizon=YEAR,
)

Window: TypeAlias = tuple[str, date]
"""A month or a week, and its first day."""
MONTH_OF, WEEK_OF = "month", "week"


def windows_of(day: date) -> tuple[Window, Window]:
    """Return the month and the week of a day."""
    return (MONTH_OF, day.replace(day=1)), (WEEK_OF, monday_of(day))


@lru_cache(maxsize=8)
def of_the_same(problem: Problem) -> tuple[tuple[Body, Body], ...]:
    """Return every two rare bodies that share more than half of the larger one's voting members."""
    voting = {
        body.code: {row.person for row in problem.memberships_of_body[body.code] if row.voting}
        for body in problem.bodies.values()
        if body.meeting_day is None and 1 <= most_in_life(problem, body) <= MOST_OF_THE_RARE
    }
    return tuple(
        (problem.bodies[one], problem.bodies[two])
        for one, two in combinations(voting, 2)
        if 2 * len(voting[one] & voting[two]) > max(len(voting[one]), len(voting[two]))
    )


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count, for every two such bodies, their meetings beyond one in each month and week."""
    days = defaultdict[Window, list[date]](list)
    for day in problem.days:
        for window in windows_of(day):
            days[window].append(day)
    windows = [tuple(inside) for inside in days.values()]
    return sum(
        choices.beyond(1, [(one, inside), (two, inside)]) for one, two in of_the_same(problem) for inside in windows
    )


def _held(problem: Problem, meetings: Iterable[Meeting], bodies: Container[str]) -> dict[str, Counter[Window]]:
    """Count the meetings of some bodies in each month and week of the calendar."""
    found = defaultdict[str, Counter[Window]](Counter)
    for one in meetings:
        if one.body in bodies and problem.settings.start_date <= one.date <= problem.settings.end_date:
            found[one.body].update(windows_of(one.date))
    return found


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    pairs = of_the_same(problem)
    bodies = {body.code for pair in pairs for body in pair}
    held, facts = (_held(problem, meetings, bodies) for meetings in (plan.live, problem.held))
    for one, two in pairs:
        both, were = (there[one.code] + there[two.code] for there in (held, facts))
        for window, number in sorted(both.items()):
            units = max(0, number - 1) - max(0, were[window] - 1)
            if units:
                yield f"{one.name} and {two.name}", units, f"They meet in one {_in_words(window)}, and share members."


def _in_words(window: Window) -> str:
    kind, first = window
    if kind == MONTH_OF:
        return f"month, {month_name(first)}"
    return f"week, from {long_date(first)}"
