"""Whoever watches a search sees plans that break no rule, each no worse than the one before."""

from dataclasses import replace

from builders import absence, body, meeting_day, member, reports, room, session
from pieces import FRI, MON, TUE, week

from scheduler.checking import check
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.solve import solve

EVERY_STEP = SearchParameters(watch_seconds=0, watch_pause=0)


def watched(problem):
    """Solve, looking at every step."""
    seen = []
    return solve(problem, 60, watch=seen.append, parameters=EVERY_STEP), seen


def busy():
    return week(
        body("X", meeting_day="DAY", session="AM", quorum=0),
        *(body(code, meetings=2, min_gap_days=1, preferred_weekdays="Tue;Thu", quorum=0) for code in "ABC"),
        *(member("ANN", code) for code in "XABC"),
        *(member("BOB", code, attendance="required") for code in "AB"),
        absence("person", "ANN", MON, TUE),
        meeting_day(meetings=1),
        session(),
        reports("A", "X", 0, 2),
        room(cost_per_hour=5),
        room("R2"),
    )


def test_the_first_standing_is_a_complete_plan_that_breaks_no_rule():
    problem = busy()
    _, seen = watched(problem)
    first = seen[0].plan()
    assert check(problem, first) == ()
    assert {code: len(first.of_body(code)) for code in "XABC"} == {"X": 1, "A": 2, "B": 2, "C": 2}
    assert first.tiers == seen[0].tiers


def test_standings_never_get_worse_and_lead_to_the_outcome():
    problem = busy()
    outcome, seen = watched(problem)
    assert isinstance(outcome, Solved)
    assert outcome.earlier == tuple(reversed(seen))
    values = [[tier.value for tier in standing.tiers] for standing in [*seen, outcome.plan]]
    assert values == sorted(values, reverse=True)
    assert len(seen) > 2
    assert [check(problem, standing.plan()) for standing in seen] == [()] * len(seen)
    assert {tuple(tier.name for tier in standing.tiers) for standing in seen} == {
        ("held", "apologies", "substitutes", "dates", "rooms")
    }


def test_bounds_shown_are_never_above_what_is_reached_at_last():
    """Compared up to the first tier that is not yet as good as at last."""
    outcome, seen = watched(busy())
    for standing in seen:
        for shown, last in zip(standing.tiers, outcome.plan.tiers, strict=True):
            assert shown.bound <= last.value
            if shown.value != last.value:
                break


def test_who_watches_seldom_sees_at_least_the_first_plan():
    seen = []
    outcome = solve(week(body("A", meetings=1), room()), 60, watch=seen.append)
    assert isinstance(outcome, Solved)
    assert seen[0].plan().live == outcome.plan.live


def test_nobody_is_shown_a_plan_where_there_is_none():
    seen = []
    problem = week(body("A", meetings=1), member("ANN", "A", attendance="required"), absence("person", "ANN", MON, FRI))
    assert isinstance(solve(problem, 60, watch=seen.append), Infeasible)
    assert seen == []


def test_a_search_ends_once_what_matters_is_proven():
    """Left to itself, it would go on to prove that no calendar is cheaper in rooms."""
    outcome = solve(busy(), 60, enough=("held",), parameters=replace(EVERY_STEP, enough_seconds=0))
    proven = {tier.name: tier.proven for tier in outcome.plan.tiers}
    assert proven["held"]
    assert not all(proven.values())
    assert check(busy(), outcome.plan) == ()
