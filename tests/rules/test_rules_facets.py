"""What rules and wishes say of themselves is so on random calendars: what they touch, how far they look, of whom."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import made_up_rule
import made_up_wish
import pytest
from random_calendars import a_calendar, a_council, changed
from rounds import rounds

from scheduler.checking.parts import Calendar
from scheduler.checking.touched import Part, mover_of, subproblem
from scheduler.domain.plan import Meeting, Occurrence, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach, FirmReason, Reason, UngrantedWish
from scheduler.domain.verbs import DATES, DAY, MEETING, MOVER, WEEK, Horizon, Matter
from scheduler.rules import RULES
from scheduler.rules.protocol import NEVER, RuleFile
from scheduler.solver.cp.model import build
from scheduler.wishes import WISHES
from scheduler.wishes.protocol import WishFile

SEEDS = range(120)
"""Of calendars among which one is sought that shows what a rule does."""
SOME = SEEDS[: rounds(len(SEEDS))]
"""Of those on which every rule is asked the same two ways."""
ALL_RULES = {rule.RULE.name: rule for rule in (*RULES, made_up_rule)}
ALL_WISHES = {wish.WISH.name: wish for wish in (*WISHES, made_up_wish)}


@cache
def with_a_calendar(seed: int) -> tuple[int, Problem, Plan]:
    problem = a_council(seed)
    return seed, problem, a_calendar(problem, seed)


def drawn(seeds: range = SOME) -> Iterator[tuple[int, Problem, Plan]]:
    return map(with_a_calendar, seeds)


def broken(rule: RuleFile, problem: Problem, plan: Plan) -> Counter[object]:
    """Count what is broken, and by whom; when, and in which order, is in the words of a breach and not its matter."""
    breaches = rule.breaches(problem, plan)
    return Counter((*map(sorted_tuple, (breach.bodies, breach.people, breach.rooms)),) for breach in breaches)


def sorted_tuple(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes))


def ungranted(wish: WishFile, problem: Problem, plan: Plan) -> Counter[object]:
    return Counter(row.cost for row in wish.score(problem, plan))


@pytest.mark.parametrize("matter", Matter)
def test_what_a_rule_does_not_touch_changes_none_of_its_breaches(matter: Matter) -> None:
    untouched = [rule for rule in ALL_RULES.values() if matter not in rule.RULE.touches]
    for seed, problem, plan in drawn():
        other_problem, other = changed(problem, plan, matter, seed)
        for rule in untouched:
            before, after = broken(rule, problem, plan), broken(rule, other_problem, other)
            assert before == after, f"{rule.RULE.name} touches {matter.value}: calendar {seed}"


@pytest.mark.parametrize("matter", Matter)
def test_what_a_wish_does_not_touch_changes_nothing_of_its_price(matter: Matter) -> None:
    untouched = [wish for wish in ALL_WISHES.values() if matter not in wish.WISH.touches]
    for seed, unpublished, plan in drawn():
        problem = replace(unpublished, baseline=a_calendar(unpublished, seed + 1))
        other_problem, other = changed(problem, plan, matter, seed)
        for wish in untouched:
            before, after = ungranted(wish, problem, plan), ungranted(wish, other_problem, other)
            assert before == after, f"{wish.WISH.name} touches {matter.value}: calendar {seed}"


@pytest.mark.parametrize("name", ALL_RULES)
def test_a_rule_touches_all_that_it_says(name: str) -> None:
    rule = ALL_RULES[name]
    idle = set(rule.RULE.touches)
    for seed, problem, plan in drawn(SEEDS):
        for matter in sorted(idle, key=lambda one: one.value):
            other_problem, other = changed(problem, plan, matter, seed)
            if broken(rule, problem, plan) != broken(rule, other_problem, other):
                idle.remove(matter)
        if not idle:
            return
    assert {matter.name for matter in idle} == set(), name


def parts(plan: Plan, horizon: Horizon) -> list[Plan]:
    """Part a calendar into what lies within a horizon of each other."""
    found: dict[object, tuple[list[Meeting], list[Occurrence]]] = {}
    for number, meeting in enumerate(plan.meetings):
        found.setdefault(_place(meeting, number, horizon), ([], []))[0].append(meeting)
    for occurrence in plan.occurrences:
        found.setdefault(_place(occurrence, None, horizon), ([], []))[1].append(occurrence)
    return [replace(plan, meetings=tuple(some), occurrences=tuple(days)) for some, days in found.values()]


def _place(one: Meeting | Occurrence, number: int | None, horizon: Horizon) -> object:
    if horizon == MEETING:
        return number if one.meeting_day is None else (one.meeting_day, one.date)
    return {DAY: one.date, WEEK: _monday(one.date)}[horizon]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@pytest.mark.parametrize("name", [name for name, rule in ALL_RULES.items() if rule.RULE.horizon <= WEEK])
def test_what_lies_beyond_its_horizon_concerns_a_rule_one_by_one(name: str) -> None:
    rule = ALL_RULES[name]
    for seed, problem, plan in drawn():
        apart: Counter[Breach] = Counter()
        for part in parts(plan, rule.RULE.horizon):
            apart.update(rule.breaches(problem, part))
        assert Counter(rule.breaches(problem, plan)) == apart, f"calendar {seed}"


@pytest.mark.parametrize("name", [name for name, wish in ALL_WISHES.items() if wish.WISH.horizon <= WEEK])
def test_what_lies_beyond_its_horizon_is_priced_one_by_one(name: str) -> None:
    wish = ALL_WISHES[name]
    for seed, problem, plan in drawn():
        apart: Counter[UngrantedWish] = Counter()
        for part in parts(plan, wish.WISH.horizon):
            apart.update(wish.score(problem, part))
        assert Counter(wish.score(problem, plan)) == apart, f"calendar {seed}"


def movers(problem: Problem, plan: Plan) -> Iterator[tuple[Problem, Plan]]:
    """Yield what the input says of each body with meetings of its own, and of each meeting day, and its meetings."""
    calendar = Calendar.of(problem, plan)
    for mover in {mover_of(problem, code) for code in problem.bodies}:
        part = Part(movers=frozenset((mover,)), around=frozenset((mover,)))
        yield subproblem(problem, part), calendar.of_movers(part.movers)


@pytest.mark.parametrize("name", [name for name, file in ALL_RULES.items() if file.RULE.scope == MOVER])
def test_a_rule_that_speaks_of_one_mover_asks_nothing_of_others(name: str) -> None:
    rule = ALL_RULES[name]
    for seed, unpublished, plan in drawn():
        problem = replace(unpublished, baseline=a_calendar(unpublished, seed + 1))
        apart = Counter(breach for part in movers(problem, plan) for breach in rule.breaches(*part))
        assert Counter(rule.breaches(problem, plan)) == apart, f"calendar {seed}"


@pytest.mark.parametrize("name", [name for name, file in ALL_WISHES.items() if file.WISH.scope == MOVER])
def test_a_wish_that_speaks_of_one_mover_asks_nothing_of_others(name: str) -> None:
    wish = ALL_WISHES[name]
    for seed, unpublished, plan in drawn():
        problem = replace(unpublished, baseline=a_calendar(unpublished, seed + 1))
        apart = Counter(row for part in movers(problem, plan) for row in wish.score(*part))
        assert Counter(wish.score(problem, plan)) == apart, f"calendar {seed}"


def nearer(horizon: Horizon) -> Horizon:
    return Horizon(horizon - 1)


@pytest.mark.parametrize("name", [name for name, rule in ALL_RULES.items() if rule.RULE.horizon > MEETING])
def test_a_rule_looks_as_far_as_it_says(name: str) -> None:
    rule = ALL_RULES[name]
    for _, problem, plan in drawn(SEEDS):
        apart: Counter[Breach] = Counter()
        for part in parts(plan, nearer(rule.RULE.horizon)):
            apart.update(rule.breaches(problem, part))
        if Counter(rule.breaches(problem, plan)) != apart:
            return
    pytest.fail(f"{name} never looks beyond {nearer(rule.RULE.horizon).name}")


def reasons(rule: RuleFile, problems: Iterable[Problem]) -> list[Reason]:
    return [reason for problem in problems for reason in build(problem, rules=[rule])[1].reasons.values()]


@pytest.mark.parametrize("name", ALL_RULES)
def test_what_is_never_given_up_is_firm_and_the_rest_is_not(name: str) -> None:
    rule = ALL_RULES[name]
    given = reasons(rule, map(a_council, range(12)))
    if rule.RULE.ease is NEVER:
        assert all(isinstance(reason, FirmReason) for reason in given)
    elif given:
        assert not all(isinstance(reason, FirmReason) for reason in given)
    assert given or name == "start_time"  # no meeting is ever offered a start that is none of its own


def test_no_two_rules_are_given_up_as_easily() -> None:
    eases = [rule.RULE.ease for rule in ALL_RULES.values() if rule.RULE.ease is not NEVER]
    assert len(set(eases)) == len(eases)


def test_only_dates_are_asked_of_what_touches_dates_alone() -> None:
    assert {rule.RULE.about for rule in ALL_RULES.values() if rule.RULE.touches == {DATES}} == {DATES}


def test_a_rule_about_what_it_does_not_touch_is_refused() -> None:
    with pytest.raises(ValueError, match="the rule evening_load is about rooms, which it does not touch"):
        replace(made_up_rule.RULE, about=Matter.ROOMS)
