"""What MUST hold: one file per rule, whatever rules out days and rooms before what chooses among the rest.

Nobody keeps a list of rules elsewhere: `about`, `touching` and `bars` ask what the rules say of themselves, each time
anew, so that a rule added to `RULES` is known everywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from scheduler.domain.bodies import Body
from scheduler.domain.meant import Meant, is_waived, is_waived_by_one_off, meant
from scheduler.domain.meeting_days import MeetingDay
from scheduler.domain.other_dates import Asked
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, Reason
from scheduler.domain.verbs import Horizon, Matter
from scheduler.rules import (
    cadence,
    closed_date,
    equipment,
    fixed,
    gap,
    lifetime,
    link,
    meeting_day,
    notice,
    person_clash,
    person_load,
    presiding,
    quorum,
    quorum_rule,
    reporting,
    room_capacity,
    room_clash,
    room_features,
    room_hours,
    room_missing,
    speaker,
    start_time,
    substitute,
    theme,
    travel,
    unavailable,
    weekday,
)
from scheduler.rules.protocol import Bar, BindingRule, BlockingRule, NearerRule, OwnRule, Remedy, RuleFile

RULES: list[RuleFile] = [
    weekday,
    closed_date,
    lifetime,
    start_time,
    notice,
    room_features,
    room_capacity,
    room_hours,
    cadence,
    gap,
    meeting_day,
    fixed,
    reporting,
    link,
    room_missing,
    room_clash,
    equipment,
    unavailable,
    person_clash,
    substitute,
    travel,
    quorum,
    quorum_rule,
    presiding,
    person_load,
    theme,
    speaker,
]


def about(*matters: Matter) -> tuple[RuleFile, ...]:
    """Return the rules that are kept by choosing one of these matters, in their order."""
    return tuple(rule for rule in RULES if rule.RULE.about in matters)


def touching(*matters: Matter) -> tuple[RuleFile, ...]:
    """Return the rules that a change of one of these matters may break, in their order."""
    return tuple(rule for rule in RULES if not rule.RULE.touches.isdisjoint(matters))


def beyond(horizon: Horizon, rules: Sequence[RuleFile]) -> tuple[RuleFile, ...]:
    """Return those of some rules that look further than a horizon."""
    return tuple(rule for rule in rules if rule.RULE.horizon > horizon)


def furthest(problem: Problem, rules: Sequence[RuleFile]) -> Horizon:
    """Return how far the one of some rules looks in an input that looks the furthest; one meeting without any."""
    nearer = _nearer(tuple(rules))
    horizons = [rule.RULE.horizon for rule in rules if rule not in nearer]
    return max([*horizons, *(rule.horizon_in(problem) for rule in nearer)], default=Horizon.MEETING)


def broken(problem: Problem, plan: Plan, rules: Sequence[RuleFile] | None = None) -> Iterator[Breach]:
    """Yield what a plan breaks of some rules, all of them where none are named, in their order.

    Rules of one meeting are not shown the facts, of which nothing is asked; those that look further see them as
    neighbours, and ask `Problem.is_fact` before they demand anything of them. A breach in which a meeting takes part of
    which the rule is not asked, by a row about one meeting, is none.
    """
    asked = RULES if rules is None else rules
    of_one = problem.asked(plan) if any(rule.RULE.horizon is Horizon.MEETING for rule in asked) else plan
    found = meant(problem, plan) if any(one.waived for one in problem.one_meetings) else None
    for rule in asked:
        told = of_one if rule.RULE.horizon is Horizon.MEETING else plan
        breaches = rule.breaches(problem, told)
        yield from breaches if found is None else _not_waived(problem, told, rule, breaches, found)


def _not_waived(
    problem: Problem, plan: Plan, rule: RuleFile, breaches: Iterable[Breach], found: Meant
) -> Iterator[Breach]:
    """Yield the breaches in which no meeting takes part of which the rule is not asked.

    Of a rule that looks no further than a week, those too that are there without such meetings: of another meeting on
    the same day.
    """
    others: set[Breach] | None = None
    for breach in breaches:
        if not is_waived(problem, plan, found, breach):
            yield breach
        elif rule.RULE.horizon < Horizon.YEAR and not is_waived_by_one_off(problem, breach):
            if others is None:
                others = set(rule.breaches(problem, found.without_waived(plan, rule.RULE.name)))
            if breach in others:
                yield breach


def bars(
    problem: Problem, subject: Body | MeetingDay, day: date, start: int | None = None, rules: Sequence[RuleFile] = ()
) -> Iterator[Bar]:
    """Yield what rules out by itself a day, or with a start only that start, for a body or a meeting day.

    Parameters
    ----------
    problem : Problem
        The input.
    subject : Body or MeetingDay
        What is to be held; a meeting day answers for itself and its lunch, not for its bodies.
    day : date
        The day.
    start : int, optional
        Minutes after midnight.
    rules : sequence of rules, optional
        Those that are asked; left out, all of them, in their order.

    """
    for rule in _blocking(tuple(rules or RULES)):
        yield from rule.blocks(problem, subject, day, start)


def set_aside(problem: Problem, reason: Reason, day: date, start: int | None) -> Remedy | None:
    """Return the input in which a reason no longer rules out a day, or a start; None where no officer can change it."""
    rule = next((file for file in RULES if file.RULE.name == reason.rule), None)
    return rule.set_aside(problem, reason, day, start) if isinstance(rule, OwnRule) else None


def binding(problem: Problem, asked: Asked, day: date) -> Iterator[Reason]:
    """Yield why a meeting of the calendar cannot come to a day, given what has to stay."""
    for rule in _binding(tuple(RULES)):
        yield from rule.binds(problem, asked, day)


@cache
def _nearer(rules: tuple[RuleFile, ...]) -> tuple[NearerRule, ...]:
    """Return those of some rules that look less far in some inputs: to tell takes long, and is asked often."""
    return tuple(rule for rule in rules if isinstance(rule, NearerRule))


@cache
def _blocking(rules: tuple[RuleFile, ...]) -> tuple[BlockingRule, ...]:
    return tuple(rule for rule in rules if isinstance(rule, BlockingRule))


@cache
def _binding(rules: tuple[RuleFile, ...]) -> tuple[BindingRule, ...]:
    return tuple(rule for rule in rules if isinstance(rule, BindingRule))
