"""One model, tier by tier: what it stands on, what it holds, what it starts from."""

from dataclasses import replace

import pytest
from builders import absence, body, meeting, meeting_day, member, occurrence, room, session
from ortools.sat.python import cp_model
from pieces import FRI, MON, THU, TUE, plenty, week, where, year_of

from scheduler.solver.cp.hints import add_hints
from scheduler.solver.cp.lexicographic import LexicographicObjective, PlanObjective, weights_in_order
from scheduler.solver.cp.progress import Clock, silence


def one_body(*rows, **fields):
    wanted = {"meetings": 1, "start_times": "10:00", "preferred_weekdays": "Tue", "quorum": 0, **fields}
    return week(body("A", **wanted), member("ANN", "A"), room(capacity=2), *rows)


def hinted(objective):
    """Return the names of what the model's hint says yes to."""
    hint, variables = objective.model.proto.solution_hint, objective.model.proto.variables
    return {variables[number].name for number, value in zip(hint.vars, hint.values, strict=True) if value}


def test_a_suggestion_is_held_by_the_model():
    """What is read of the model before its hints are cleared is no longer the model's."""
    problem = one_body()
    objective = PlanObjective(problem, plenty())
    add_hints(objective.choices, year_of(problem, meeting(problem, "A", THU)).partial_solution())
    (sitting,) = objective.choices.sittings
    assert hinted(objective) == {
        f"{sitting.name} on {THU} at 600",
        f"{sitting.name} in CR1",
        f"ANN at {sitting.name}",
    }


def test_a_suggested_meeting_day_is_held_by_the_model():
    rows = [body("X", meeting_day="DAY", session="AM", duration_minutes=60), session(), session("LUNCH"), room()]
    problem = week(*rows, meeting_day(meetings=1), room("R2"))
    objective = PlanObjective(problem, plenty())
    placed = [meeting(problem, "X", THU), occurrence(problem, on=THU, lunch_room="R2")]
    add_hints(objective.choices, year_of(problem, *placed).partial_solution())
    (gathering,), (sitting,) = objective.choices.gatherings, objective.choices.sittings
    assert hinted(objective) >= {
        f"{gathering.name} on {THU}",
        f"{gathering.name} in R2",
        f"{sitting.name} in CR1",
    }


def test_even_dates_are_hinted_once_for_each_meeting():
    objective = PlanObjective(one_body(), plenty())
    assert [name.split(" on ")[1] for name in hinted(objective)] == ["2015-11-18 at 600"]


def test_an_objective_stands_on_a_plan_as_it_is():
    problem = one_body()
    year = year_of(problem, meeting(problem, "A", FRI, apologies=["ANN"]))
    objective = PlanObjective(problem, plenty(), start=year.partial_solution())
    expected = year.prices(list(year.solutions))
    assert {name: objective.value(name) for name in objective.goals if name != "slots"} == expected
    assert where(year_of(problem, *objective.partial_solution().meetings)) == {"A": [FRI]}


def test_an_objective_does_not_stand_on_what_breaks_a_rule():
    problem = one_body(absence("person", "ANN", FRI))
    objective = PlanObjective(problem, plenty(), start=year_of(problem, meeting(problem, "A", FRI)).partial_solution())
    assert objective.last is None
    with pytest.raises(LookupError):
        objective.partial_solution()
    assert objective.minimise("dates", 10).proven


def test_a_goal_reached_is_held_in_later_searches():
    problem = one_body(absence("person", "ANN", TUE))
    objective = PlanObjective(problem, plenty())
    first = objective.minimise("apologies", 10)
    then = objective.minimise("dates", 10)
    assert (first.value, then.value, then.bound) == (0, 3, 3)


def test_a_goal_not_held_gives_way_to_the_next():
    problem = one_body(absence("person", "ANN", TUE))
    objective = PlanObjective(problem, plenty())
    assert objective.minimise("apologies", 10, hold=False).value == 0
    assert objective.minimise("dates", 10).value == 0


def test_a_goal_that_is_nothing_at_the_start_is_proven_without_a_search():
    problem = one_body()
    start = year_of(problem, meeting(problem, "A", TUE)).partial_solution()
    objective = PlanObjective(problem, Clock(30, silence), start=start)
    objective.clock.deadline = 0
    assert objective.minimise("dates", 10).proven
    assert where(year_of(problem, *objective.partial_solution().meetings)) == {"A": [TUE]}


def test_goals_weighed_together_are_held_each_where_it_comes_to():
    problem = one_body(absence("person", "ANN", TUE))
    objective = PlanObjective(problem, plenty())
    assert objective.minimise_together({"dates": 1_000, "apologies": 1, "unmoved": 1}, 10)
    assert (objective.value("dates"), objective.value("apologies")) == (0, 2)
    assert objective.minimise("apologies", 10).bound == 2


def test_a_weighed_sum_of_what_cannot_vary_asks_only_for_a_solution():
    objective = PlanObjective(one_body(), plenty())
    assert objective.minimise_together({"unmoved": 1}, 10)
    assert objective.last is not None
    assert objective.minimise_together({"unmoved": 1}, 10)


def test_what_cannot_be_is_infeasible_in_every_way_of_asking():
    problem = one_body(weekdays="Sat")
    objective = PlanObjective(problem, plenty())
    assert not objective.feasible(10)
    assert objective.infeasible
    assert objective.minimise("dates", 10) is None
    assert not objective.minimise_together({"dates": 1, "apologies": 1}, 10)
    assert not objective.minimise_sum([], 10)


def test_a_published_plan_is_stood_on_with_what_it_moved():
    problem = one_body()
    old = year_of(problem, meeting(problem, "A", MON)).partial_solution().plan_of(problem)
    old = replace(old, meetings=tuple(replace(one, uid="a-1", sequence=1) for one in old.meetings))
    problem = replace(problem, baseline=old)
    year = year_of(problem, meeting(problem, "A", THU))
    objective = PlanObjective(problem, plenty(), start=year.partial_solution())
    assert objective.value("unmoved") == year.prices(list(year.solutions))["unmoved"] == 1_001_003


def two_goals():
    """Return a model of three choices of which one holds: the dearest in one goal is the cheapest in the other."""
    model = cp_model.CpModel()
    choices = [model.new_bool_var(name) for name in "abc"]
    model.add_exactly_one(choices)
    goals = {"first": 2 * choices[0] + choices[1] + choices[2], "second": 50 * choices[1] + 40 * choices[2]}
    return model, goals


def test_goals_of_one_search_keep_their_order():
    model, goals = two_goals()
    objective = LexicographicObjective(model, goals, Clock(20, silence))
    steps = objective.minimise_as_one(("first", "second"), 20)
    assert {name: (step.value, step.bound) for name, step in steps.items()} == {"first": (1, 1), "second": (40, 40)}


def test_a_goal_weighs_more_than_all_after_it_can_come_to():
    _, goals = two_goals()
    assert weights_in_order(goals) == {"first": 91, "second": 1}
    assert weights_in_order({"first": goals["first"], "second": 2**50 * goals["second"]}) is None


def test_goals_too_large_for_one_search_are_minimised_one_by_one():
    model, goals = two_goals()
    large = {"first": goals["first"], "second": 2**45 * goals["second"]}
    objective = LexicographicObjective(model, large, Clock(20, silence))
    steps = objective.minimise_as_one(("first", "second"), 20)
    assert (steps["first"].value, steps["second"].value) == (1, 40 * 2**45)


def test_goals_that_cannot_change_need_no_search():
    model, goals = two_goals()
    objective = LexicographicObjective(model, {**goals, "none": 0, "seven": 7}, Clock(20, silence))
    steps = objective.minimise_as_one(("none", "seven"), 20)
    assert {name: (step.value, step.bound) for name, step in steps.items()} == {"none": (0, 0), "seven": (7, 7)}
