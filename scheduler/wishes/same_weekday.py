"""Keep a body, or a meeting day, to one weekday all year: one unit for each meeting on another than its usual one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from scheduler.domain.meant import regular
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import UngrantedWish
from scheduler.domain.verbs import DATES, MOVER, YEAR, Choices, Expression
from scheduler.domain.wording import WEEKDAY_NAMES, counted
from scheduler.languages import phrase
from scheduler.wishes.pricing import Ungranted, priced
from scheduler.wishes.protocol import UNITS, Wish

WISH = Wish(
    "same_weekday",
    words=phrase("Keep to one weekday"),
    counted=("meeting off its usual weekday", phrase("meetings off their usual weekday")),
    measured=UNITS,
    tier="dates",
    weight=2,
    touches={DATES},
    horizon=YEAR,
    scope=MOVER,
)


def cost(problem: Problem, choices: Choices) -> Expression:
    """Count the meetings that are not on their body's usual weekday, whichever that is, beyond what facts cost."""
    subjects = [choices.in_turn(day) for day in problem.meeting_days.values()]
    subjects += [choices.in_turn(body) for body in problem.bodies.values() if body.meeting_day is None]
    strays = []
    for placed in subjects:
        weekdays = sorted({day.weekday() for one in placed for day in choices.open_days(one)})
        if len(placed) > 1 and len(weekdays) > 1:
            usual = dict(zip(weekdays, choices.one_of(len(weekdays)), strict=True))
            for one in placed:
                days = choices.open_days(one)
                on = {w: sum(choices.held_on(one, day) for day in days if day.weekday() == w) for w in weekdays}
                strays.append(choices.excess(*(on[w] - usual[w] for w in weekdays), most=1))
            facts = [day for one in placed if choices.is_fact(one) for day in choices.open_days(one)]
            strays.append(-_strays(facts))
    return sum(strays)


def score(problem: Problem, plan: Plan) -> Iterator[UngrantedWish]:
    """Count what the plan does not grant, at its price."""
    return priced(problem, WISH, _ungranted(problem, plan))


def _ungranted(problem: Problem, plan: Plan) -> Iterator[Ungranted]:
    for body in problem.bodies.values():
        if body.meeting_day is None:
            meetings = regular(problem, plan, body)
            facts = [meeting.date for meeting in meetings if problem.is_fact(meeting)]
            yield _row(body.name, [meeting.date for meeting in meetings], facts)
    for meeting_day in problem.meeting_days.values():
        occurrences = regular(problem, plan, meeting_day)
        facts = [occurrence.date for occurrence in occurrences if problem.is_fact(occurrence)]
        yield _row(meeting_day.name, [occurrence.date for occurrence in occurrences], facts)


def _row(name: str, dates: Sequence[date], facts: Sequence[date]) -> Ungranted:
    usual, _ = min(Counter(day.weekday() for day in dates).items(), key=_most_then_first, default=(0, 0))
    strays = _strays(dates)
    others = counted(strays, "meeting")
    units = strays - _strays(facts)
    return name, units, f"{WEEKDAY_NAMES[usual]} is its usual day, and it has {others} on another."


def _strays(dates: Sequence[date]) -> int:
    """Count the dates on another weekday than most of them are."""
    return len(dates) - max(Counter(day.weekday() for day in dates).values(), default=0)


def _most_then_first(item: tuple[int, int]) -> tuple[int, int]:
    weekday, meetings = item
    return -meetings, weekday
