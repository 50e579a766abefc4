"""What a rule says rules out a day, or a start, does: held against every meeting that could be there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from builders import calendar, clock_time, day, meeting
from random_calendars import BOARDS, DAYS, STARTS, a_council
from rounds import rounds

from scheduler.domain.plan import ATTENDS, Attendance, Meeting, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.verbs import DATES, DAY, MEETING, ROOMS, SEATS, TIMES
from scheduler.rules import about, bars, closed_date
from scheduler.rules.protocol import BlockingRule, DayBlockingRule, RuleFile
from scheduler.rules.start_time import starts_of

SEEDS = range(rounds(100))
OF_DAYS = [rule for rule in about(DATES) if isinstance(rule, BlockingRule)]
OF_STARTS = [rule for rule in about(TIMES, ROOMS, SEATS) if rule.RULE.horizon <= DAY]


def broken(rule: RuleFile, problem: Problem, plan: Plan) -> bool:
    return any(True for _ in rule.breaches(problem, plan))


def alone(problem: Problem, code: str, on: str) -> Plan:
    """Return a calendar of one meeting, as its body wants it."""
    return calendar(problem, meeting(problem, code, on))


@pytest.mark.parametrize("rule", OF_DAYS, ids=lambda rule: rule.RULE.name)
def test_a_day_is_ruled_out_by_a_rule_that_every_meeting_there_breaks(rule: BlockingRule) -> None:
    ruled_out = 0
    for seed, code, on in product(SEEDS, BOARDS, DAYS):
        problem = a_council(seed)
        barred = any(True for _ in rule.blocks(problem, problem.bodies[code], day(on), None))
        breaks = broken(rule, problem, alone(problem, code, on))
        ruled_out += barred
        if barred:
            assert breaks, f"{code} on {on}, council {seed}"
        elif rule.RULE.horizon == MEETING:
            assert not breaks, f"{code} on {on}, council {seed}"
    assert ruled_out


def settings(problem: Problem, code: str, on: date, start: int) -> Iterator[Meeting]:
    """Yield every meeting that a body could hold from a start: in each room, with everybody there or not."""
    rows = problem.memberships_on(code, on)
    outcomes = [
        [(ATTENDS, None), ("apologies", None), *(("substitute", who) for who in row.substitutes)] for row in rows
    ]
    first = meeting(problem, code, on.isoformat())
    first = replace(first, start=start, end=start + problem.duration_of(problem.bodies[code]))
    online = problem.bodies[code].online
    for room in [None] if online else list(problem.rooms):
        venue = None if room is None else problem.rooms[room].venue
        for chosen in product(*outcomes):
            seats = zip(rows, chosen, strict=True)
            there = tuple(Attendance(row.person, row.role, row.voting, *outcome) for row, outcome in seats)
            yield replace(first, room=room, venue=venue, attendance=there)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_start_is_ruled_out_just_where_every_meeting_from_it_breaks_a_rule(seed: int) -> None:
    problem = replace(a_council(seed), meeting_days={}, sessions={}, themes={}, speakers={})
    for code, on, start in product(BOARDS, map(day, DAYS[:6]), map(clock_time, STARTS)):
        body = problem.bodies[code]
        if not body.alive_on(on):
            continue
        barred = [bar.reason for bar in bars(problem, body, on, start)]
        plans = (calendar(problem, one) for one in settings(problem, code, on, start))
        possible = any(not any(broken(rule, problem, plan) for rule in OF_STARTS) for plan in plans)
        assert possible == (not barred), f"{code} on {on} at {start}: {barred}"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_day_leaves_is_told_by_every_rule_that_takes_days(seed: int) -> None:
    problem = a_council(seed)
    for rule in OF_DAYS:
        for subject in (*problem.bodies.values(), *problem.meeting_days.values()):
            if isinstance(rule, DayBlockingRule):
                assert "{}" in rule.remaining(problem, subject)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_body_never_starts_but_at_its_own_times(seed: int) -> None:
    problem = a_council(seed)
    for code, start in product(BOARDS, map(clock_time, STARTS)):
        body = problem.bodies[code]
        rules = about(TIMES)
        barred = any(True for _ in bars(problem, body, day(DAYS[0]), start, rules))
        assert barred == (start not in starts_of(problem, body))


def test_a_day_outside_the_calendar_is_closed_to_all() -> None:
    problem = a_council(0)
    told = [bar.reason.message for bar in closed_date.blocks(problem, problem.bodies["GB"], day("2016-11-03"), None)]
    assert told == ["The calendar runs from Monday 16 November 2015 to Saturday 28 November 2015."]
