"""Reports that are never dodged and intervals to the year's ends: the whole model against every plan there is."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from builders import body, calendar, closed, council, fixed, meeting, reports, room
from every_plan import best_plan, ways_to_place
from reporting_councils import FIRST, a_reporting_council, on, uneven, unserved
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.domain.meant import shown
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.rules import gap, reporting
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.solve import solve
from scheduler.wishes import served

pytestmark = pytest.mark.timeout(120)
BY_PATTERNS = SearchParameters(whole_meetings=0, chain_steps=60, idle_restarts=2, room_runs=1, room_steps=15)


def hold_against_every_plan(problem: Problem, parameters: SearchParameters) -> bool:
    """No plan is said to be none, each tier's bound holds, the whole model finds the best; whether there is a plan."""
    best, outcome = best_plan(problem), solve(problem, 60, parameters=parameters)
    assert isinstance(outcome, Infeasible) == (best is None)
    if best is None:
        return False
    assert isinstance(outcome, Solved)
    plan = outcome.plan
    assert check(problem, plan) == ()
    assert {tier.name: tier.value for tier in plan.tiers} == recount(problem, plan)[0]
    found = (slots_used(problem, plan), *(tier.value for tier in plan.tiers))
    assert best == found if parameters is DEFAULT else best <= found
    for tier, least in zip(plan.tiers, best[1:], strict=True):
        assert tier.bound <= least
        if tier.bound != least:
            break
    allowed, missing = unserved(problem, plan)
    waived = {(body, date) for m in plan.live for body, date in [(m.body, m.date)] if m.waived}
    assert {(to, date) for _, to, date in missing} <= waived
    named = list(served.score(problem, plan))
    assert len(named) == len(allowed) == sum(one.cost for one in named)
    return True


MOST_PLANS = 200
"""More plans than that are not listed."""
WITH_AN_EXTRA = (31, 124, 144, 226, 378, 551, 697, 1050, 1123, 1372, 2544, 2868, 3620, 4291)
"""Councils of which a body holds a meeting beside its cadence, some of them one of which the interval is not asked."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(rounds(24)), *WITH_AN_EXTRA])
def test_the_whole_model_finds_the_best_of_all_plans(seed: int) -> None:
    problem = a_reporting_council(seed)
    if problem is not None and ways_to_place(problem) <= MOST_PLANS:
        hold_against_every_plan(problem, DEFAULT)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24, 48))
def test_patterns_prove_nothing_that_is_not_so(seed: int) -> None:
    problem = a_reporting_council(seed)
    if problem is not None and ways_to_place(problem) <= MOST_PLANS:
        hold_against_every_plan(problem, BY_PATTERNS)


@pytest.mark.parametrize("seed", range(rounds(120)))
def test_the_rules_say_what_the_contract_says(seed: int) -> None:
    problem, chance = a_reporting_council(seed), Random(seed)  # noqa: S311 - the same plans every time
    for _ in range(12 if problem is not None else 0):
        plan = any_plan(problem, chance)
        allowed, missing = unserved(problem, plan)
        told = {(*breach.bodies, *breach.dates) for breach in reporting.breaches(problem, plan)}
        assert told == missing
        assert len([*served.score(problem, plan)]) == len(allowed)
        gaps = {(breach.bodies[0], breach.dates) for breach in gap.breaches(problem, plan) if breach.bodies}
        assert gaps == uneven(problem, plan)


def any_plan(problem: Problem, chance: Random) -> Plan:
    """Return a plan of which nothing is asked but that its facts are what they are."""
    meetings = list(problem.held)
    taken = {(one.body, one.date) for one in meetings}
    for code in problem.bodies:
        days = [day for day in problem.days if day >= problem.open_from and (code, day) not in taken]
        dates = chance.sample(days, min(len(days), chance.choice((0, 1, 1, 2, 3))))
        meetings += [meeting(problem, code, one.isoformat(), chance.choice(("10:00", "14:00"))) for one in dates]
    made = calendar(problem, *(one for one in meetings if one not in problem.held)).meetings
    fresh = [replace(one, uid=f"{one.uid} anew", sequence=one.sequence + 10) for one in made]
    return shown(problem, replace(calendar(problem), meetings=(*problem.held, *fresh)))


def dates_of(problem: Problem) -> dict[str, list[int]] | None:
    """Return when each body meets, in days from the first; None where there is no plan."""
    outcome = solve(problem, 30)
    if isinstance(outcome, Infeasible):
        return None
    assert isinstance(outcome, Solved)
    assert outcome.plan.status == "optimal"
    found: dict[str, list[int]] = {}
    for one in outcome.plan.meetings:
        found.setdefault(one.body, []).append((one.date - FIRST).days)
    return found


ONLINE = {"quorum": 0, "attendance_mode": "online", "start_times": "10:00", "duration_minutes": 60}


def two(meetings: int, *rows: object, last: int = 11, **fields: object) -> Problem:
    bodies = body("A", meetings=1, **ONLINE), body("B", meetings=meetings, **ONLINE, **fields)
    problem = council(*bodies, *rows, start_date=on(0), end_date=on(last))
    return replace(problem, as_of="2015-11-01T00:00:00Z")


def test_the_one_meeting_of_a_receiver_is_never_planned_without_its_report() -> None:
    found = dates_of(two(1, reports("A", "B", 3)))
    assert found is not None
    assert found["B"][0] - found["A"][0] >= 4
    assert dates_of(two(1, reports("A", "B", 3), closed(on(0), on(7), applies_to=("A",)))) is None


def test_the_first_of_two_goes_without_where_it_must_and_is_counted() -> None:
    problem = two(2, reports("A", "B", 3), fixed(on(1), body="B"))
    outcome = solve(problem, 30)
    assert isinstance(outcome, Solved)
    held = next(tier for tier in outcome.plan.tiers if tier.name == "held")
    assert (held.value, held.bound) == (1, 1)
    (named,) = served.score(problem, outcome.plan)
    assert named.subject == "B Board on Tuesday 17 November 2015 at 10:00"
    assert dates_of(two(2, reports("A", "B", 3), fixed(on(1), body="B"), fixed(on(2), body="B"))) is None


def test_the_year_before_and_the_line_itself_may_serve_a_meeting() -> None:
    problem = two(1, reports("A", "B", 3), fixed(on(1), body="B"))
    assert dates_of(problem) is None
    before = calendar(problem, meeting(problem, "A", on(-6)))
    assert dates_of(replace(problem, baseline=before)) is not None
    until = replace(reports("A", "B", 3), served_until=FIRST + timedelta(days=1))
    assert dates_of(two(1, until, fixed(on(1), body="B"))) is not None


@pytest.mark.parametrize(
    ("meetings", "most", "before", "possible"),
    [
        (2, 4, None, True),
        (1, 4, None, False),
        (1, 6, None, False),
        (1, 7, None, True),
        (2, 6, -3, True),
        (2, 3, None, False),
        (2, 4, -4, False),
    ],
)
def test_intervals_reach_to_the_year_s_ends(meetings: int, most: int, before: int | None, *, possible: bool) -> None:
    """Of the days 0 to 11 from a Monday, 5 and 6 are a weekend, and the last is a Friday."""
    recess = [closed(on(0), applies_to=("B",))] if before is not None else []
    problem = two(meetings, *recess, max_gap_days=most)
    if before is not None:
        problem = replace(problem, baseline=calendar(problem, meeting(problem, "B", on(before))))
    found = dates_of(problem)
    assert (found is not None) is possible
    if found is not None:
        chain = [0 if before is None else before, *found["B"], 11]
        assert all(two - one <= most for one, two in pairwise(chain))


@pytest.mark.parametrize(("least", "first"), [(2, 0), (7, 4), (8, 7)])
def test_the_least_interval_counts_from_the_last_meeting_of_the_year_before(least: int, first: int) -> None:
    problem = two(1, closed(on(8), on(11)), min_gap_days=least)
    found = dates_of(replace(problem, baseline=calendar(problem, meeting(problem, "B", on(-3)))))
    assert found is not None
    assert found["B"][0] >= first
    later = replace(two(1, closed(on(4), on(11)), min_gap_days=least), baseline=None)
    before = replace(later, baseline=calendar(later, meeting(later, "B", on(-3))))
    assert (dates_of(before) is None) is (first >= 4)


@pytest.mark.parametrize("parameters", [DEFAULT, BY_PATTERNS])
def test_rooms_have_no_bound_where_fewer_meetings_might_be_as_good(parameters: SearchParameters) -> None:
    """A meeting of B would go without its report, which costs as much as not to hold it and to pay for no room."""
    own = {"quorum": 0, "start_times": "10:00", "duration_minutes": 60}
    bodies = body("A", meetings=1, **own), body("B", cadence=Cadence(minimum=0, maximum=2), **own)
    rows = [*bodies, room(cost_per_hour=9), reports("A", "B", 2)]
    problem = replace(council(*rows, start_date=on(0), end_date=on(1)), as_of="2015-11-01T00:00:00Z")
    best = best_plan(problem)
    assert best is not None
    assert (best[1], best[-1] < 18) == (2, True)
    assert hold_against_every_plan(problem, parameters)
