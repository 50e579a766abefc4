"""Good calendars compared: what each costs, and what speaks for and against it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.domain.options import differing
from scheduler.domain.plan import APOLOGIES, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.titles import body_title, day_title, person_title, typed
from scheduler.domain.wording import counted, listed, weekdays_counted, weekdays_name
from scheduler.languages import WELSH, said, said_of, writing
from scheduler.wishes.quantities import Quantity, differences, of_tier, quantities
from scheduler.wishes.tiers import tier_title

MOST_PEOPLE = 3
"""People named for, and against, an option."""


@dataclass(frozen=True)
class Price:
    """What an option costs in one tier, by weight: for programs. People are told in the units of each wish."""

    tier: str
    value: int
    difference: int | None
    """How much more than option 1; None for that itself."""


@dataclass(frozen=True)
class Option:
    """One of several good calendars, compared with the others; option 1 is that of the folder."""

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
    counts: tuple[Quantity, ...] = ()
    """What it does not grant, the most important first."""
    than_first: tuple[str, ...] = ()
    """What it grants less, and more, than option 1."""
    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called: `Option 2`."""
        return said("Option {number}", number=self.number)

    @property
    def pattern(self) -> str:
        """The weekdays in words: `12 on Mondays, 8 on Thursdays`."""
        return ", ".join(
            said("{number} on {weekdays}", number=number, weekdays=weekdays_name(weekday))
            for weekday, number in self.weekdays
        )


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
            one.counts,
            differences(one.counts, measured[0].counts),
            tuple(_in_favour(one, measured)),
            tuple(_against(one, measured)),
        )
        for one in measured
    )


def _measured(problem: Problem, plans: Sequence[Plan], number: int) -> Option:
    plan, base = plans[number], plans[0]
    best, own = ({tier.name: tier.value for tier in one.tiers} for one in (base, plan))
    in_order = sorted(apologies_sent(problem, plan).items(), key=lambda row: (-row[1], row[0]))
    return Option(
        number=number + 1,
        plan=plan,
        days=tuple(
            (day_title(problem, code), tuple(one.date for one in plan.occurrences_of(code)))
            for code in problem.meeting_days
        ),
        weekdays=tuple(sorted(Counter(meeting.date.weekday() for meeting in plan.live).items())),
        prices=tuple(
            Price(name, own.get(name, 0), None if number == 0 else own.get(name, 0) - value)
            for name, value in best.items()
        ),
        apologies=tuple((person, person_title(problem, person), times) for person, times in in_order),
        differing=differing(plan, base),
        avoided=_avoided(problem, plan),
        counts=quantities(problem.wish_weights, plan.wishes),
    )


def apologies_sent(problem: Problem, plan: Plan) -> Counter[str]:
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
        touched[typed(problem, reason)] += sum(
            any(row.concerns(meeting.date, problem.bodies[meeting.body].tags) for row in rows)
            for meeting in plan.live
            if meeting.body in problem.bodies
        )
    return tuple((reason, number) for reason, number in touched.items() if number)


def _in_favour(one: Option, options: Sequence[Option]) -> Iterator[str]:
    others = [other for other in options if other is not one]
    for price in one.prices:
        following = min(others, key=lambda other: _value(other, price.tier), default=one)
        if price.value < _value(following, price.tier):
            has = _than(following, one, price.tier)
            yield said(
                "{tier}: best of all; option {number}, the next, has {more}.",
                tier=tier_title(price.tier),
                number=following.number,
                more=has,
            )
    for other in others:
        own = dict(one.avoided)
        for reason, number in other.avoided:
            if reason not in own and (other.number == 1 or one.number == 1):
                yield said_of(
                    number,
                    "Keeps off {reason}, on which option {other} has {number} meeting.",
                    "Keeps off {reason}, on which option {other} has {number} meetings.",
                    reason=reason,
                    other=other.number,
                )
    if one.number > 1:
        yield from _people(one, options[0], -1)


def _against(one: Option, options: Sequence[Option]) -> Iterator[str]:
    for price in one.prices:
        best = min(options, key=lambda option: _value(option, price.tier))
        if price.value > _value(best, price.tier):
            yield said(
                "{tier}: {more} than option {number}.",
                tier=tier_title(price.tier),
                more=_than(one, best, price.tier),
                number=best.number,
            )
    for reason, number in one.avoided:
        if any(reason not in dict(other.avoided) for other in options):
            yield said_of(
                number,
                "{number} meeting on days to avoid: {reason}.",
                "{number} meetings on days to avoid: {reason}.",
                reason=reason,
            )
    if one.number > 1:
        yield from _people(one, options[0], 1)


def _people(one: Option, base: Option, sign: int) -> Iterator[str]:
    """Say who sends more apologies than in option 1, or with another sign fewer."""
    names = {code: name for code, name, _ in (*one.apologies, *base.apologies)}
    now, then = ({code: times for code, _, times in option.apologies} for option in (one, base))
    changes = {code: now.get(code, 0) - then.get(code, 0) for code in names}
    found = sorted((-sign * change, code) for code, change in changes.items() if sign * change > 0)
    for _, code in found[:MOST_PEOPLE]:
        number = counted(now[code], "meeting") if code in now else said("no meeting")
        by = abs(changes[code])
        yield (
            said(
                "{name} sends apologies to {meetings}, {number} more than in option 1.",
                name=names[code],
                meetings=number,
                number=by,
            )
            if changes[code] > 0
            else said(
                "{name} sends apologies to {meetings}, {number} fewer than in option 1.",
                name=names[code],
                meetings=number,
                number=by,
            )
        )
    if found[MOST_PEOPLE:]:
        others = counted(len(found) - MOST_PEOPLE, "other person", "other people")
        yield (
            said("More apologies from {others}.", others=others)
            if sign > 0
            else said("Fewer apologies from {others}.", others=others)
        )


def _than(one: Option, other: Option, tier: str) -> str:
    """Say what an option grants less, and more, than another in a tier."""
    words = differences(of_tier(tier, one.counts), of_tier(tier, other.counts))
    if not words:
        return said("more that is not granted")
    return "; ".join(words) if writing() == WELSH else listed(words)


def _value(option: Option, tier: str) -> int:
    return next(price.value for price in option.prices if price.tier == tier)


def rows_side_by_side(
    problem: Problem, options: Sequence[Option]
) -> Iterator[tuple[str, int, tuple[date | None, ...]]]:
    """Yield each meeting day's and each other body's nth meeting, with its date in each option, None where it has none.

    What sits in a meeting day is on its dates, and not listed again.
    """
    for code in problem.meeting_days:
        yield from _in_step(
            day_title(problem, code), [[one.date for one in option.plan.occurrences_of(code)] for option in options]
        )
    for body in problem.bodies.values():
        if body.meeting_day is None:
            yield from _in_step(
                body_title(problem, body.code),
                [[one.date for one in option.plan.of_body(body.code)] for option in options],
            )


def _in_step(name: str, dates: Sequence[Sequence[date]]) -> Iterator[tuple[str, int, tuple[date | None, ...]]]:
    for number in range(max(map(len, dates), default=0)):
        yield name, number + 1, tuple(one[number] if number < len(one) else None for one in dates)


def day_words(days: Sequence[date]) -> str:
    """Name the weekdays of dates: `Thursdays`, or `3 Thursdays and 1 Tuesday`."""
    found = Counter(day.weekday() for day in days)
    if len(found) == 1:
        return weekdays_name(next(iter(found)))
    return listed([weekdays_counted(number, weekday) for weekday, number in sorted(found.items())])
