"""A changed calendar is asked part by part, and what is found is what the whole check finds: on random calendars."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from random import Random

import pytest
from random_calendars import a_calendar, a_council, changed
from rounds import rounds

from scheduler.checking import check, clashes, recount
from scheduler.checking.consequences import EditedCalendar, _clashes_without
from scheduler.checking.integrity import without_unknown_codes
from scheduler.checking.parts import Calendar
from scheduler.checking.touched import Change
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.reasons import Breach
from scheduler.domain.verbs import Matter

SEEDS = range(rounds(60))
TIERS = ("held", "apologies", "substitutes", "dates", "rooms")
CHANGES = (Matter.DATES, Matter.TIMES, Matter.ROOMS, Matter.SEATS, Matter.LUNCHES)


def a_change(problem: Problem, plan: Plan, seed: int) -> Change:
    """Alter, cancel, drop or add some of a calendar's meetings, and perhaps its meeting days."""
    chance = Random(f"change {seed}")  # noqa: S311 - the same changes every time, and nobody's secret hangs on them
    for matter in chance.sample(CHANGES, chance.choice((1, 1, 2))):
        _, other = changed(problem, plan, matter, seed)
        otherwise = list(zip(plan.meetings, other.meetings, strict=True))
    some = [pair for pair in otherwise if chance.random() < 0.4]
    gone, come = [was for was, _ in some], [now for _, now in some if chance.random() < 0.8]
    come = [replace(now, status="cancelled") if chance.random() < 0.2 else now for now in come]
    for was in plan.meetings:
        if chance.random() < 0.1:
            number = was.sequence + 10 + seed
            come.append(replace(was, uid=f"{was.uid} again {seed}", sequence=number, date=plan.start_date))
    days = list(zip(plan.occurrences, other.occurrences, strict=True)) if chance.random() < 0.5 else []
    moved = [now for _, now in days if chance.random() < 0.8]
    return Change(tuple(gone), tuple(come), tuple(was for was, _ in days), tuple(moved))


def whole(plan: Plan, change: Change) -> Plan:
    """Return a calendar with a change, made with nothing of what is tried."""
    gone, lost = {id(one) for one in change.gone}, {id(one) for one in change.days_gone}
    meetings = [one for one in plan.meetings if id(one) not in gone] + [*change.come]
    occurrences = [one for one in plan.occurrences if id(one) not in lost] + [*change.days_come]
    return replace(
        plan,
        meetings=tuple(sorted(meetings, key=lambda one: (one.date, one.start, one.body))),
        occurrences=tuple(sorted(occurrences, key=lambda one: (one.date, one.meeting_day))),
    )


def matter_of(breach: Breach) -> Hashable:
    return breach.rule, breach.bodies, breach.people, breach.rooms, breach.dates


def kinds(breaches: Iterable[Breach]) -> Counter[Hashable]:
    return Counter(map(matter_of, breaches))


def words(breaches: Iterable[Breach]) -> set[str]:
    return {breach.message for breach in breaches}


def compare(problem: Problem, plan: Plan, calendar: Calendar, change: Change, name: str) -> Calendar:
    """Compare what a change is found to do with the two whole checks; return the calendar with it."""
    before, after = plan, whole(plan, change)
    values, _ = recount(problem, before, TIERS)
    found = EditedCalendar(calendar, calendar.changed(change), change, values)
    follows = found.consequences()
    broken_before, broken_after = check(problem, before), check(problem, after)
    assert kinds(follows.appear_breaches) == kinds(broken_after) - kinds(broken_before), name
    assert kinds(follows.disappear_breaches) == kinds(broken_before) - kinds(broken_after), name
    assert words(follows.appear_breaches) <= words(broken_after), name
    assert words(follows.disappear_breaches) <= words(broken_before), name
    then, wishes_then = recount(problem, after, TIERS)
    assert {cost.tier: cost.now for cost in follows.costs} == values, name
    assert {cost.tier: cost.then for cost in follows.costs} == then, name
    assert set(follows.worse) <= set(wishes_then), name
    now, later = clashes(problem, before, broken_before), clashes(problem, after, broken_after)
    assert follows.appear_clashes == _clashes_without(later, now), name
    assert follows.disappear_clashes == _clashes_without(now, later), name
    return found.after


def tried(seed: int) -> None:
    unpublished = a_council(seed)
    plan, _ = without_unknown_codes(unpublished, a_calendar(unpublished, seed))
    problem = replace(unpublished, baseline=plan)
    calendar = Calendar.of(problem, plan)
    for number in range(3):
        change = a_change(problem, plan, 10 * seed + number)
        calendar = compare(problem, plan, calendar, change, f"council {seed}, change {number}")
        plan = whole(plan, change)


@pytest.mark.parametrize("tens", range(0, len(SEEDS), 10))
def test_what_a_change_does_is_what_the_whole_check_finds(tens: int) -> None:
    for seed in SEEDS[tens : tens + 10]:
        tried(seed)


@pytest.mark.usefixtures("made_up")
def test_a_rule_and_a_wish_more_are_asked_as_the_others_are() -> None:
    for seed in SEEDS[:10]:
        tried(seed)
