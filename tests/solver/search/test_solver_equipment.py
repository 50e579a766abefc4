"""Equipment shared by committees: tiny councils held against every plan there is, and a kit that leaves no plan."""

from dataclasses import replace

import pytest
from builders import body, calendar, council, equipment, fixed, meeting, meeting_day, room, session
from every_plan import best_plan, score
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from rounds import rounds

from scheduler.checking import check, recount
from scheduler.domain.problem import Problem
from scheduler.domain.rooms import Equipment
from scheduler.solver.cp.outcome import Infeasible, Solved
from scheduler.solver.solve import solve

MONDAY = "2015-11-16"
ROOMS = (room("R1", setup_minutes=30), room("R2", cost_per_hour=3), room("FAR", venue="Library"))


@st.composite
def kit(draw, needing: tuple[str, ...]) -> list[Equipment]:
    """Draw who needs it, in which room it is built in, and who lends how many where."""
    some = st.sampled_from
    rows = [equipment(body=code, quantity=draw(some([1, 1, 2]))) for code in needing if draw(some([True, True, False]))]
    rows += [equipment("webcasting KIT", room=draw(some(["R1", "R2", "FAR"])))] if draw(some([True, False])) else []
    rows += [equipment(quantity=draw(some([1, 1, 2, 3])))] if draw(some([True, True, False])) else []
    rows += [equipment(venue=draw(some(["Library", "Town Hall"])))] if draw(some([True, False, False])) else []
    return rows


@st.composite
def councils(draw) -> Problem:
    """Draw three committees that meet on one day, or two of a meeting day and one by itself."""
    some = st.sampled_from
    starts = some(["10:00", "10:00;11:00", "10:00;14:00"])
    if draw(some([True, True, False])):
        rows = [body(code, meetings=1, start_times=draw(starts), duration_minutes=60, quorum=0) for code in "ABC"]
        rows += [fixed(MONDAY, body="A", room="R2")] if draw(some([True, False, False, False])) else []
        rows += draw(kit(("A", "B", "C")))
    else:
        arrangement = draw(some(["either", "simultaneous", "staggered"]))
        rows = [meeting_day("DAY", meetings=1), session("AM", start="10:00", end="12:30", arrangement=arrangement)]
        rows += [body(code, meeting_day="DAY", session="AM", duration_minutes=60, quorum=0) for code in "AB"]
        rows += [body("C", meetings=1, start_times=draw(starts), duration_minutes=60, quorum=0)]
        rows += draw(kit(("A", "B", "C")))
    return council(*ROOMS, *rows, start_date=MONDAY, end_date=MONDAY)


@pytest.mark.slow
@settings(max_examples=rounds(25), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(councils())
def test_a_kit_is_shared_as_well_as_it_can_be_or_there_is_no_plan(problem: Problem) -> None:
    best, outcome = best_plan(problem), solve(problem, 60)
    note(f"best {best}, outcome {outcome}")
    if best is None:
        assert isinstance(outcome, Infeasible)
        assert (bool(outcome.because), bool(outcome.give_up), outcome.minimal) == (True, True, True)
        return
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()
    values, _ = recount(problem, outcome.plan)
    found = {tier.name: tier.value for tier in outcome.plan.tiers}
    assert found == {name: value for name, value in values.items() if name in found}
    assert all(tier.proven for tier in outcome.plan.tiers)
    assert score(problem, outcome.plan, found) == best


def test_two_at_once_with_one_kit_have_no_plan_and_one_more_kit_is_a_way_out() -> None:
    rows = (body(code, name=f"{code} Committee", meetings=1, start_times="10:00", quorum=0) for code in "AB")
    problem = council(
        *rows, *ROOMS, *(equipment(body=code) for code in "AB"), equipment(), start_date=MONDAY, end_date=MONDAY
    )
    outcome = solve(problem, 60)
    assert isinstance(outcome, Infeasible)
    assert [reason.message for reason in outcome.because if reason.rule == "equipment"] == [
        "A Committee and B Committee need the webcasting kit, and there is one."
    ]
    assert ("Borrow or hire one more webcasting kit.",) in [tried.words for tried in outcome.remedies]


def test_what_has_been_held_keeps_its_kit_though_it_breaks_the_rule() -> None:
    rows = (body(code, meetings=1, start_times="10:00;14:00", quorum=0) for code in "ABC")
    problem = council(
        *(*rows, *ROOMS, *(equipment(body=code) for code in "ABC"), equipment()), start_date=MONDAY, end_date=MONDAY
    )
    held = calendar(problem, meeting(problem, "A", MONDAY, room="R1"), meeting(problem, "B", MONDAY, room="R2"))
    now = replace(problem, baseline=held, as_of=f"{MONDAY}T10:30:00Z")
    outcome = solve(now, 60)
    assert isinstance(outcome, Solved)
    assert check(now, outcome.plan) == ()
    assert [(one.body, one.start) for one in outcome.plan.meetings] == [("A", 600), ("B", 600), ("C", 840)]
