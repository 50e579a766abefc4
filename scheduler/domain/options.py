"""Other calendars that truly differ from those already found: what must be otherwise, and how to ask for it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from scheduler.domain.changes import sits_only_on
from scheduler.domain.difference import settled
from scheduler.domain.plan import Plan
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.domain.wording import WEEKDAY_NAMES

LEAST_SHARE = 4
"""Without meeting days, one in so many meetings at least is on another date than in every other calendar."""
USUAL_AVOIDING = 5
"""The usual weight of dates to avoid, for a calendar that is to differ where the input turns that wish off."""


@dataclass(frozen=True)
class Restriction:
    """A demand that leads to another calendar."""

    words: str
    """Whom is asked, for the progress of the search: `Trafford Partnership day on Tuesdays`."""
    edit: Callable[[Problem], Problem]
    covers: bool = False
    """Whether every calendar that differs enough keeps to it, so that what is proven best under it is best of all."""
    at_once: bool = False
    """Whether a calendar that differs enough is taken at once, for those asked for after it are dearer."""


def truly_differs(problem: Problem, plan: Plan, others: Sequence[Plan]) -> bool:
    """Whether no meeting day, unless fixed, is on a date of another calendar; or else a quarter of the meetings is."""
    loose = _loose_days(problem, (plan, *others))
    if loose:
        return not any(_dates_of_day(plan, code, fixed) & _used(others, code, fixed) for code, fixed in loose.items())
    return all(LEAST_SHARE * differing(plan, other) >= len(plan.live) > 0 for other in others)


def differing(plan: Plan, other: Plan) -> int:
    """Return how many meetings are on a date on which the other calendar has none of their body."""
    there = Counter((meeting.body, meeting.date) for meeting in other.live)
    return (Counter((meeting.body, meeting.date) for meeting in plan.live) - there).total()


def restrictions(problem: Problem, plans: Sequence[Plan]) -> Iterator[Restriction]:
    """Yield what might lead to a calendar that differs from these, the best way first."""
    loose = _loose_days(problem, plans)
    if not loose:
        some, every = _a_share_of_bodies(problem, plans), frozenset(problem.bodies)
        for words, bodies, strength in (
            ("some bodies on other dates", some, "closed"),
            ("most meetings on other dates", every, "avoid"),
            ("every meeting on another date", every, "closed"),
        ):
            edit = partial(_off_dates_of_bodies, plans=plans, bodies=bodies, strength=strength)
            yield Restriction(words, edit, at_once=True)
        return
    others = partial(_off_dates_of_days, plans=plans, loose=loose)
    yield Restriction("all meeting days on other dates", others, covers=True)
    for code, fixed in loose.items():
        used = {day.weekday() for day in _used(plans, code, fixed)}
        day = problem.meeting_days[code]
        for weekday in sorted(problem.days_kept_to(day).weekdays - used):
            words = f"{day.name} on {WEEKDAY_NAMES[weekday]}s"
            yield Restriction(words, partial(_on_weekday, code=code, weekday=weekday, others=others))


def _loose_days(problem: Problem, plans: Sequence[Plan]) -> dict[str, frozenset[date]]:
    """Return the meeting days of which some occurrence is not fixed, with the dates of those that are."""
    found = {}
    for code in problem.meeting_days:
        fixed = _fixed_days(problem, code)
        if any(_dates_of_day(plan, code, fixed) for plan in plans):
            found[code] = fixed
    return found


def _fixed_days(problem: Problem, code: str) -> frozenset[date]:
    """Return the dates that no calendar could leave: fixed, settled by an earlier calendar, or a confirmed theme's."""
    bodies = {body.code for body in problem.bodies_of_meeting_day(code)}
    rows = [row for row in problem.fixed_meetings if row.meeting_day == code or row.body in bodies]
    dates = {row.date for row in rows if row.date is not None}
    dates |= {meeting.date for meeting, _ in settled(problem) if meeting.body in bodies}
    themes = (theme for theme in problem.themes.values() if theme.meeting_day == code and theme.status == "confirmed")
    return frozenset(dates | {theme.date for theme in themes if theme.date is not None})


def _dates_of_day(plan: Plan, code: str, fixed: frozenset[date]) -> frozenset[date]:
    return frozenset(one.date for one in plan.occurrences_of(code)) - fixed


def _used(plans: Sequence[Plan], code: str, fixed: frozenset[date]) -> frozenset[date]:
    return frozenset[date]().union(*(_dates_of_day(plan, code, fixed) for plan in plans))


def _off_dates_of_days(problem: Problem, plans: Sequence[Plan], loose: dict[str, frozenset[date]]) -> Problem:
    """Return the problem with the dates that the meeting days had closed to them."""
    rows = [
        ClosedDate(day, day, "The date of another calendar", applies_to=(code,))
        for code, fixed in loose.items()
        for day in sorted(_used(plans, code, fixed))
    ]
    return replace(problem, closed_dates=(*problem.closed_dates, *rows))


def _on_weekday(problem: Problem, code: str, weekday: int, others: Callable[[Problem], Problem]) -> Problem:
    return sits_only_on(others(problem), code, frozenset({weekday}))


def _a_share_of_bodies(problem: Problem, plans: Sequence[Plan]) -> frozenset[str]:
    """Return bodies that hold enough of the meetings to tell calendars apart: first those on the same dates in all."""
    best = {body: len(_loose_dates(problem, plans[:1], body)) for body in problem.bodies}
    moved = {body: len(_loose_dates(problem, plans, body)) - best[body] for body in problem.bodies}
    chosen: set[str] = set()
    for body in sorted(best, key=lambda body: (moved[body] > 0, -best[body], body)):
        if LEAST_SHARE * sum(best[one] for one in chosen) < max(len(plan.live) for plan in plans):
            chosen.add(body)
    return frozenset(chosen)


def _loose_dates(problem: Problem, plans: Sequence[Plan], body: str) -> frozenset[date]:
    """Return the dates of a body in any of the calendars that are neither fixed nor settled."""
    fixed = {row.date for row in problem.fixed_meetings if row.body == body}
    fixed |= {meeting.date for meeting, _ in settled(problem) if meeting.body == body}
    return frozenset(meeting.date for plan in plans for meeting in plan.of_body(body)) - fixed


def _off_dates_of_bodies(problem: Problem, plans: Sequence[Plan], bodies: frozenset[str], strength: str) -> Problem:
    """Return the problem with the dates that some bodies had closed to them, or to be avoided."""
    rows = [
        ClosedDate(day, day, "The date of another calendar", strength, (body,))
        for body in sorted(bodies)
        for day in sorted(_loose_dates(problem, plans, body))
    ]
    usual = problem.wish_weights.get("avoid_dates", USUAL_AVOIDING)
    if strength == "closed" or usual:
        return replace(problem, closed_dates=(*problem.closed_dates, *rows))
    return replace(
        problem,
        closed_dates=(*(row for row in problem.closed_dates if row.strength != "avoid"), *rows),
        wish_weights={**problem.wish_weights, "avoid_dates": USUAL_AVOIDING},
    )
