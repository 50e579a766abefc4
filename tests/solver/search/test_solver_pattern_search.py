"""Patterns, chains, bounds and rooms, which large years go by, on councils so tiny that every plan can be listed."""

from dataclasses import replace
from typing import Any

import pytest
from builders import body, calendar, day, fixed, meeting, meeting_day, member, reports, room, session
from every_plan import best_plan
from pieces import MON, THU, TUE, WED, total, week, where, year_of
from rounds import rounds
from test_solver_rooms import CHEAP, DEAR, evening
from tiny_councils import a_tiny_council

from scheduler.checking import check, recount
from scheduler.domain.bodies import Cadence
from scheduler.domain.plan import Plan
from scheduler.domain.problem import FixedMeeting, Problem
from scheduler.outputs.plan_json import plan_bytes
from scheduler.rules.meeting_day import slots_used
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.patterns import compilation
from scheduler.solver.search.construction import Incumbent
from scheduler.solver.search.first_plan import Patterns
from scheduler.solver.search.pattern_search import PatternSearch
from scheduler.solver.solve import solve

pytestmark = pytest.mark.timeout(120)
BY_PATTERNS = SearchParameters(whole_meetings=0, chain_steps=60, idle_restarts=2, room_runs=1, room_steps=15)
"""Small steps, and no whole model."""
SEEDS = (7, 10, 12, 15, 17, 19, 39, 44, 45, 57)
"""Councils of which every plan is soon listed."""


def the_plan(problem: Problem) -> Plan | None:
    """Return what the search finds; it breaks no rule, and counts what it costs as it is; None where there is none."""
    outcome = solve(problem, 60, parameters=BY_PATTERNS)
    if isinstance(outcome, Infeasible):
        return None
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    values, _ = recount(problem, outcome.plan)
    assert {tier.name: tier.value for tier in outcome.plan.tiers} == values
    return outcome.plan


def hold_against_every_plan(problem: Problem) -> None:
    """No plan is said to be none, no bound is above the best plan, and what is proven best is so."""
    best, plan = best_plan(problem), the_plan(problem)
    assert (plan is None) == (best is None)
    if plan is None or best is None:
        return
    assert best <= (slots_used(problem, plan), *(tier.value for tier in plan.tiers))
    for tier, least in zip(plan.tiers, best[1:], strict=True):
        assert tier.bound <= least
        if tier.bound != least:
            break


def tiers_of(plan: Plan | None) -> dict[str, tuple[int, int]]:
    assert plan is not None
    return {tier.name: (tier.value, tier.bound) for tier in plan.tiers}


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[: rounds(len(SEEDS))])
def test_it_keeps_all_rules_and_proves_nothing_that_is_not_so(seed: int) -> None:
    problem = a_tiny_council(seed)
    assert problem is not None
    hold_against_every_plan(problem)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 45])
def test_the_same_input_gives_the_same_bytes(seed: int) -> None:
    problem = a_tiny_council(seed)
    assert problem is not None
    one, other = the_plan(problem), the_plan(problem)
    assert one is not None
    assert other is not None
    assert plan_bytes(one) == plan_bytes(other)


def test_where_nothing_could_cost_anything_all_is_proven() -> None:
    problem = week(body("A", meetings=1, attendance_mode="online"), last=TUE)
    assert set(tiers_of(the_plan(problem)).values()) == {(0, 0)}


def test_no_bound_rests_on_where_a_meeting_beside_the_cadence_was_put_first() -> None:
    """ANN's extraordinary meeting is no pattern, and is put on the day that her board would rather have."""
    fields = {"attendance_mode": "online", "start_times": "10:00", "quorum": 0}
    problem = week(
        body("A", cadence=Cadence(), **fields),
        FixedMeeting(body="A", extra=True, title="Extraordinary"),
        body("B", meetings=1, preferred_weekdays="Wed", **fields),
        *(member("ANN", code, attendance="required") for code in "AB"),
        last=WED,
    )
    assert best_plan(problem) == (0,) * 6
    _, bound = tiers_of(the_plan(problem))["dates"]
    assert bound == 0


@pytest.mark.parametrize("kind", ["online", "in_person"])
def test_a_body_to_which_nobody_can_report_on_the_first_day_of_a_session_of_several_slots(kind: str) -> None:
    problem = week(
        meeting_day(meetings=1),
        session("AM", start="10:00", end="12:00"),
        *(body(code, meeting_day="DAY", session="AM", duration_minutes=60, attendance_mode=kind) for code in "XY"),
        *(member("ANN", code) for code in "XY"),
        body("A", meetings=1, start_times="10:00", duration_minutes=60, attendance_mode=kind, quorum=0),
        reports("A", "X", 0, 2),
        fixed(MON, body="A"),
        room(),
        room("R2"),
        last=TUE,
    )
    hold_against_every_plan(problem)


def searching(incumbent: Incumbent, seconds: float = 60) -> tuple[PatternSearch, Clock]:
    """Return a search from a plan of what is all patterns, and its clock."""
    patterns = Patterns.of(incumbent.problem, lambda blocks: pytest.fail(f"{blocks} are no patterns"), lambda: None)
    assert patterns is not None
    clock = Clock(seconds, silence, BY_PATTERNS)
    return PatternSearch(patterns, incumbent, clock, lambda: None), clock


def never() -> bool:
    return False


def two_boards(*rows: Any, last: str = WED, spread: int = 0, **fields: Any) -> Problem:
    """Make two boards that would meet on Tuesday, at one time of day."""
    fields = {"preferred_weekdays": "Tue", "start_times": "10:00", "quorum": 0, **fields}
    return week(*(body(code, meetings=1, **fields) for code in "AB"), *rows, last=last, wishes={"spread": spread})


BOTH = tuple(member("ANN", code, attendance="required") for code in "AB")


def apart(problem: Problem) -> Incumbent:
    """Return the plan that has A on Monday, and B on Wednesday."""
    return year_of(problem, meeting(problem, "A", MON), meeting(problem, "B", WED))


def test_two_that_would_have_the_same_day_are_proven_to_cost_what_one_of_them_does() -> None:
    year = apart(two_boards(*BOTH, attendance_mode="online"))
    assert total(year)["dates"] == 6
    search, _ = searching(year)
    assert search.run(never)
    assert (total(year)["dates"], search.bounds["dates"], search.proven, search.seats_open) == (3, 3, True, False)
    assert not search.run(never)


def test_what_two_rare_boards_of_the_same_people_cost_together_is_in_no_bound() -> None:
    year = apart(two_boards(*BOTH, spread=1, attendance_mode="online"))
    search, _ = searching(year)
    assert search.run(never)
    assert (total(year)["dates"], search.bounds["dates"], search.proven) == (5, 3, False)


def test_until_the_chains_are_compiled_plans_that_are_found_on_the_way_to_bounds_are_taken(monkeypatch: Any) -> None:
    monkeypatch.setattr(compilation, "kept", lambda: False)
    year = apart(two_boards(*BOTH, attendance_mode="online"))
    search, _ = searching(year)
    assert search.run(never)
    assert (total(year)["dates"], search.bounds["dates"], search.proven) == (3, 3, True)


def test_a_plan_found_on_the_way_to_bounds_for_which_there_is_no_room_is_not_taken(monkeypatch: Any) -> None:
    """A would have Monday, B must; the one room is B's then, and A cannot be placed again where it was put."""
    monkeypatch.setattr(compilation, "kept", lambda: False)
    fields = {"meetings": 1, "start_times": "10:00"}
    problem = week(
        body("A", preferred_weekdays="Mon", **fields), body("B", weekdays="Mon", **fields), room("R1"), last=TUE
    )
    year = year_of(problem, meeting(problem, "A", TUE), meeting(problem, "B", MON))
    search, clock = searching(year, seconds=3)
    search.run(lambda: clock.left <= 0)
    assert where(year) == {"A": [TUE], "B": [MON]}
    assert (search.bounds["dates"], search.proven) == (0, False)


def test_two_that_would_have_the_same_room_are_kept_apart_by_the_chains() -> None:
    """Bounds do not see rooms, so that nothing is proven; what they take for a plan is looked at, and is none."""
    year = apart(two_boards(room("R1")))
    search, _ = searching(year)
    for _ in range(2):
        search.run(never)
    assert (total(year)["dates"], search.bounds["dates"], search.proven, search.seats_open) == (3, 0, False, False)


def test_the_best_plan_is_proven_at_once() -> None:
    problem = two_boards(attendance_mode="online")
    year = year_of(problem, *(meeting(problem, code, TUE) for code in "AB"))
    search, _ = searching(year)
    assert search.run(never)
    assert (search.bounds["dates"], search.proven) == (0, True)
    assert not search.run(never)


@pytest.mark.parametrize("dates", [(THU,), (MON, TUE)])
def test_where_a_plan_is_no_year_of_each_network_bounds_are_found_alone(dates: tuple[str, ...]) -> None:
    problem = week(body("A", meetings=1, weekdays="Mon;Tue", preferred_weekdays="Tue", attendance_mode="online"))
    year = year_of(problem, *(meeting(problem, "A", one) for one in dates))
    search, _ = searching(year)
    search.run(never)
    assert (where(year), search.bounds["dates"]) == ({"A": list(dates)}, 0)


def test_dates_and_then_rooms_are_proven() -> None:
    problem = week(*(evening(code, preferred_weekdays="Mon") for code in "AB"), CHEAP, DEAR)
    tiers = tiers_of(the_plan(problem))
    assert (tiers["dates"], tiers["rooms"]) == ((0, 0), (110, 110))


def test_what_is_no_pattern_and_has_no_place_by_itself_leaves_no_plan() -> None:
    extra = FixedMeeting(body="A", extra=True, title="Extraordinary", date=day(MON))
    hold_against_every_plan(week(body("A", cadence=Cadence()), extra, last=TUE))


def test_the_plan_of_a_calendar_in_force_is_not_begun_afresh() -> None:
    problem = two_boards(*BOTH, attendance_mode="online")
    held = calendar(problem, meeting(problem, "A", TUE), meeting(problem, "B", WED))
    hold_against_every_plan(replace(problem, baseline=held, as_of=f"{MON}T11:00:00Z"))
