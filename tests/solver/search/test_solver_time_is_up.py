"""Time may be up at any step: what was found by then stands, nothing is lost, and nothing is wrong.

Steps are counted, not seconds: the timer leaps past the limit once it has been asked so often.
"""

from dataclasses import replace

import pytest
from builders import absence, body, council, meeting_day, member, reports, room, session
from ortools.sat.python import cp_model
from pieces import FRI, MON, TUE, week

from scheduler.checking import check
from scheduler.domain.problem import FixedMeeting
from scheduler.solver.cp.lexicographic import LexicographicObjective, PlanObjective
from scheduler.solver.cp.outcome import Infeasible, OutOfTime, Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import Clock, TimeIsUp, silence
from scheduler.solver.cp.runs import search
from scheduler.solver.repair.minimal_perturbation import Perturbation, least_perturbation
from scheduler.solver.solve import solve

pytestmark = pytest.mark.timeout(120)
AT_ONCE = SearchParameters(late_seconds=0, unheeded_seconds=0)
STEPS = (1, 3, 30, 300, 1_000, 3_000, 10_000, 30_000)


class Leaping:
    """A timer that stands still until it has been asked so often, and then has passed every limit."""

    def __init__(self, steps):
        self.left = steps

    def __call__(self):
        self.left -= 1
        return 0.0 if self.left > 0 else 1_000_000.0


def leaping(steps):
    return Clock(60, silence, timer=Leaping(steps), began=0.0)


def small():
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


def impossible():
    return week(body("A", meetings=1), member("ANN", "A", attendance="required"), absence("person", "ANN", MON, FRI))


@pytest.mark.parametrize("steps", STEPS)
def test_a_search_that_is_cut_short_anywhere_has_a_plan_that_keeps_the_rules_or_none(steps):
    problem = small()
    outcome = solve(problem, leaping(steps))
    assert isinstance(outcome, Solved | OutOfTime)
    if isinstance(outcome, Solved):
        assert check(problem, outcome.plan) == ()
        assert [trace.values[-1] for trace in outcome.plan.search] == [tier.value for tier in outcome.plan.tiers]


def test_with_time_enough_there_is_a_plan():
    assert isinstance(solve(small(), leaping(10**9)), Solved)


@pytest.mark.parametrize("steps", STEPS)
def test_an_explanation_that_is_cut_short_says_nothing_that_is_not_so(steps):
    outcome = solve(impossible(), leaping(steps))
    assert isinstance(outcome, Infeasible | OutOfTime)


@pytest.mark.parametrize("steps", STEPS)
def test_a_move_that_is_cut_short_is_one_that_keeps_the_rules_or_none(steps):
    problem = council(
        *(body(code, meetings=3, min_gap_days=5, start_times="10:00") for code in "AB"),
        *(member("ANN", code) for code in "AB"),
        room(),
    )
    found = solve(problem, 60)
    assert isinstance(found, Solved)
    moved = found.plan.of_body("A")[0]
    free = next(day for day in problem.days if day.weekday() < 5 and day not in {one.date for one in found.plan.live})
    asked = FixedMeeting(free, body="A", number=moved.sequence)
    there = replace(
        problem.knowing(found.plan), baseline=found.plan, fixed_meetings=(replace(asked, number=None),),
        as_of=problem.as_of,
    )  # fmt: skip
    outcome = least_perturbation(there, (asked,), leaping(steps))
    assert isinstance(outcome, Perturbation | OutOfTime | Infeasible)
    if isinstance(outcome, Perturbation):
        assert check(there, outcome.plan) == ()


def test_a_model_is_given_up_while_it_is_built():
    steps = Leaping(200)
    with pytest.raises(TimeIsUp):
        PlanObjective(small(), Clock(60, silence, timer=steps, began=0.0))
    assert steps.left == 0


def pigeons(number=40):
    """Make a model of which no solver sees for long that more pigeons than holes do not fit."""
    model = cp_model.CpModel()
    holes = [[model.new_bool_var("") for _ in range(number - 1)] for _ in range(number)]
    for pigeon in holes:
        model.add_bool_or(pigeon)
    for hole in zip(*holes, strict=True):
        for one, literal in enumerate(hole):
            for other in hole[:one]:
                model.add_bool_or(~literal, ~other)
    return model, holes


@pytest.mark.slow
def test_a_solver_that_does_not_end_when_it_is_told_to_is_left_behind():
    model, _ = pigeons(120)
    with pytest.raises(TimeIsUp):
        search(model, 60, "", clock=Clock(0, silence, AT_ONCE))


@pytest.mark.slow
def test_nothing_is_searched_or_changed_in_a_model_that_is_still_read():
    model, holes = pigeons(120)
    objective = LexicographicObjective(model, {"first": sum(holes[0]), "none": 0}, Clock(0, silence, AT_ONCE))
    assert not objective.feasible(60)
    size = len(model.proto.constraints)
    objective.add_bound("first", 0)
    assert (objective.minimise("first", 60), objective.minimise_all()) == (None, False)
    assert (objective.given_up, objective.infeasible, len(model.proto.constraints)) == (True, False, size)
