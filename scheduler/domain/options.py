"""Other calendars that truly differ from those already found: what must be otherwise, and how to ask for it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from scheduler.domain.changes import sits_only_on
from scheduler.domain.difference import settled
from scheduler.domain.plan import APOLOGIES, Plan
from scheduler.domain.problem import ClosedDate, Problem
from scheduler.domain.titles import person_title
from scheduler.domain.wish_words import TIER_WORDS
from scheduler.domain.wording import WEEKDAY_NAMES, counted, listed

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
        for weekday in sorted(problem.weekdays_of_meeting_day(day) - used):
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
    dates = {row.date for row in problem.fixed_meetings if row.meeting_day == code or row.body in bodies}
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
        closed_dates=(*(row for row in problem.closed_dates if row.strength == "closed"), *rows),
        wish_weights={**problem.wish_weights, "avoid_dates": USUAL_AVOIDING},
    )


POINTS = {
    "held": ("meeting not held", "meetings not held"),
    "unmoved": ("point for moving published meetings", "points for moving published meetings"),
    "apologies": ("point of apologies", "points of apologies"),
    "substitutes": ("point of substitutes", "points of substitutes"),
    "dates": ("point of wishes about dates", "points of wishes about dates"),
    "rooms": ("point of rooms", "points of rooms"),
}
"""Tier -> what one and several of its points are called in a sentence."""
MOST_PEOPLE = 3
"""People named for, and against, an option."""


@dataclass(frozen=True)
class Price:
    """What an option costs in one tier."""

    tier: str
    value: int
    difference: int | None
    """How much more than option 1; None for that itself."""

    @property
    def title(self) -> str:
        """The tier's name: `Apologies`."""
        return "Not held" if self.tier == "held" else TIER_WORDS.get(self.tier, (self.tier, ""))[0]

    @property
    def words(self) -> str:
        """The value and its difference: `18 points of apologies, 2 more than in option 1`."""
        if self.difference is None:
            return _points(self.tier, self.value)
        return f"{_points(self.tier, self.value)}, {_more(self.difference)} in option 1"


@dataclass(frozen=True)
class Option:
    """One of several good calendars, compared with the others; option 1 is the best."""

    number: int
    plan: Plan
    days: tuple[tuple[str, tuple[date, ...]], ...]
    """The dates of each meeting day, by name."""
    weekdays: tuple[tuple[int, int], ...]
    """How many meetings are on each weekday, Monday 0."""
    prices: tuple[Price, ...]
    apologies: tuple[tuple[str, str, int], ...]
    """Who sends apologies, by code and name, and how often; the most first."""
    differing: int
    """Meetings on another date than in option 1."""
    avoided: tuple[tuple[str, int], ...]
    """What had better be avoided and is touched, and by how many meetings."""
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: `Option 2`."""
        return f"Option {self.number}"

    @property
    def pattern(self) -> str:
        """The weekdays in words: `12 on Mondays, 8 on Thursdays`."""
        return ", ".join(f"{number} on {WEEKDAY_NAMES[weekday]}s" for weekday, number in self.weekdays)


def compared(problem: Problem, plans: Sequence[Plan]) -> tuple[Option, ...]:
    """Compare good calendars of one problem, the best first."""
    measured = [_measured(problem, plans, number) for number in range(len(plans))]
    return tuple(
        Option(
            one.number,
            one.plan,
            one.days,
            one.weekdays,
            one.prices,
            one.apologies,
            one.differing,
            one.avoided,
            tuple(_in_favour(one, measured)),
            tuple(_against(one, measured)),
        )
        for one in measured
    )


def _measured(problem: Problem, plans: Sequence[Plan], number: int) -> Option:
    plan, base = plans[number], plans[0]
    best, own = ({tier.name: tier.value for tier in one.tiers} for one in (base, plan))
    in_order = sorted(_away(problem, plan).items(), key=lambda row: (-row[1], row[0]))
    return Option(
        number=number + 1,
        plan=plan,
        days=tuple(
            (day.name, tuple(one.date for one in plan.occurrences_of(code)))
            for code, day in problem.meeting_days.items()
        ),
        weekdays=tuple(sorted(Counter(meeting.date.weekday() for meeting in plan.live).items())),
        prices=tuple(
            Price(name, own.get(name, 0), None if number == 0 else own.get(name, 0) - value)
            for name, value in best.items()
        ),
        apologies=tuple((person, person_title(problem, person), times) for person, times in in_order),
        differing=differing(plan, base),
        avoided=_avoided(problem, plan),
    )


def _away(problem: Problem, plan: Plan) -> Counter[str]:
    """Count the meetings to which each person sends apologies; where it is up to them, nobody counts."""
    away: Counter[str] = Counter()
    for meeting in plan.live:
        rows = problem.memberships_on(meeting.body, meeting.date)
        optional = {(row.person, row.role) for row in rows if row.optional}
        sent = (row for row in meeting.attendance if row.outcome == APOLOGIES)
        away.update(row.person for row in sent if (row.person, row.role) not in optional)
    return away


def _avoided(problem: Problem, plan: Plan) -> tuple[tuple[str, int], ...]:
    """Return each reason to avoid a day on which the plan has meetings, and how many, in the order of the input."""
    touched: Counter[str] = Counter()
    for reason in dict.fromkeys(row.reason for row in problem.closed_dates if row.strength == "avoid"):
        rows = [row for row in problem.closed_dates if row.strength == "avoid" and row.reason == reason]
        touched[reason] = sum(
            any(row.concerns(meeting.date, problem.bodies[meeting.body].tags) for row in rows)
            for meeting in plan.live
            if meeting.body in problem.bodies
        )
    return tuple((reason, number) for reason, number in touched.items() if number)


def _in_favour(one: Option, options: Sequence[Option]) -> Iterator[str]:
    others = [other for other in options if other is not one]
    for price in one.prices:
        least = min((_value(other, price.tier) for other in others), default=price.value)
        if price.value < least:
            yield f"Fewest of all: {_points(price.tier, price.value)}, where the next has {least}."
    for other in others:
        own = dict(one.avoided)
        for reason, number in other.avoided:
            if reason not in own and (other.number == 1 or one.number == 1):
                yield f"Keeps off {reason}, on which {other.name.lower()} has {counted(number, 'meeting')}."
    if one.number > 1:
        yield from _people(one, options[0], -1)


def _against(one: Option, options: Sequence[Option]) -> Iterator[str]:
    for price in one.prices:
        best = min(options, key=lambda option: _value(option, price.tier))
        more = price.value - _value(best, price.tier)
        if more:
            yield f"{_points(price.tier, price.value)}, {more} more than {best.name.lower()}."
    for reason, number in one.avoided:
        if any(reason not in dict(other.avoided) for other in options):
            yield f"{counted(number, 'meeting')} on days to avoid: {reason}."
    if one.number > 1:
        yield from _people(one, options[0], 1)


def _people(one: Option, base: Option, sign: int) -> Iterator[str]:
    """Say who sends more apologies than in option 1, or with another sign fewer."""
    names = {code: name for code, name, _ in (*one.apologies, *base.apologies)}
    now, then = ({code: times for code, _, times in option.apologies} for option in (one, base))
    changes = {code: now.get(code, 0) - then.get(code, 0) for code in names}
    found = sorted((-sign * change, code) for code, change in changes.items() if sign * change > 0)
    for _, code in found[:MOST_PEOPLE]:
        number = counted(now[code], "meeting") if code in now else "no meeting"
        yield f"{names[code]} sends apologies to {number}, {_more(changes[code])} in option 1."
    if found[MOST_PEOPLE:]:
        others = counted(len(found) - MOST_PEOPLE, "other person", "other people")
        yield f"{'More' if sign > 0 else 'Fewer'} apologies from {others}."


def _value(option: Option, tier: str) -> int:
    return next(price.value for price in option.prices if price.tier == tier)


def _points(tier: str, value: int) -> str:
    return counted(value, *POINTS.get(tier, (tier, tier)))


def _more(difference: int) -> str:
    if not difference:
        return "as many as"
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'} than"


def rows_side_by_side(
    problem: Problem, options: Sequence[Option]
) -> Iterator[tuple[str, int, tuple[date | None, ...]]]:
    """Yield each meeting day's and each other body's nth meeting, with its date in each option, None where it has none.

    What sits in a meeting day is on its dates, and not listed again.
    """
    for code, day in problem.meeting_days.items():
        yield from _in_step(day.name, [[one.date for one in option.plan.occurrences_of(code)] for option in options])
    for body in problem.bodies.values():
        if body.meeting_day is None:
            yield from _in_step(body.name, [[one.date for one in option.plan.of_body(body.code)] for option in options])


def _in_step(name: str, dates: Sequence[Sequence[date]]) -> Iterator[tuple[str, int, tuple[date | None, ...]]]:
    for number in range(max(map(len, dates), default=0)):
        yield name, number + 1, tuple(one[number] if number < len(one) else None for one in dates)


def day_words(days: Sequence[date]) -> str:
    """Name the weekdays of dates: `Thursdays`, or `3 Thursdays and 1 Tuesday`."""
    found = Counter(day.weekday() for day in days)
    if len(found) == 1:
        return f"{WEEKDAY_NAMES[next(iter(found))]}s"
    return listed([counted(number, WEEKDAY_NAMES[weekday]) for weekday, number in sorted(found.items())])
