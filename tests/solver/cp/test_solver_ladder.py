"""One model, tier by tier: what it stands on, what it holds, what it starts from."""

from dataclasses import replace

import pytest
from builders import absence, body, meeting, meeting_day, member, occurrence, room, session
from pieces import FRI, MON, THU, TUE, plenty, week, where, year_of

from scheduler.solver.cp.hints import suggest
from scheduler.solver.cp.lexicographic import Ladder
from scheduler.solver.cp.progress import Clock, silence


def one_body(*rows, **fields):
    wanted = {"meetings": 1, "start_times": "10:00", "preferred_weekdays": "Tue", "quorum": 0, **fields}
    return week(body("A", **wanted), member("ANN", "A"), room(capacity=2), *rows)


def hinted(ladder):
    """Return the names of what the model's hint says yes to."""
    hint, variables = ladder.model.proto.solution_hint, ladder.model.proto.variables
    return {variables[number].name for number, value in zip(hint.vars, hint.values, strict=True) if value}


def test_a_suggestion_is_held_by_the_model():
    """What is read of the model before its hints are cleared is no longer the model's."""
    problem = one_body()
    ladder = Ladder(problem, plenty())
    suggest(ladder.choices, year_of(problem, meeting(problem, "A", THU)).draft())
    (sitting,) = ladder.choices.sittings
    assert hinted(ladder) == {
        f"{sitting.name} on {THU} at 600",
        f"{sitting.name} in CR1",
        f"ANN at {sitting.name}",
    }


def test_a_suggested_meeting_day_is_held_by_the_model():
    rows = [body("X", meeting_day="DAY", session="AM", duration_minutes=60), session(), session("LUNCH"), room()]
    problem = week(*rows, meeting_day(meetings=1), room("R2"))
    ladder = Ladder(problem, plenty())
    placed = [meeting(problem, "X", THU), occurrence(problem, on=THU, lunch_room="R2")]
    suggest(ladder.choices, year_of(problem, *placed).draft())
    (gathering,), (sitting,) = ladder.choices.gatherings, ladder.choices.sittings
    assert hinted(ladder) >= {
        f"{gathering.name} on {THU}",
        f"{gathering.name} in R2",
        f"{sitting.name} in CR1",
    }


def test_even_dates_are_hinted_once_for_each_meeting():
    ladder = Ladder(one_body(), plenty())
    assert [name.split(" on ")[1] for name in hinted(ladder)] == ["2015-11-18 at 600"]


def test_a_ladder_stands_on_a_plan_as_it_is():
    problem = one_body()
    year = year_of(problem, meeting(problem, "A", FRI, apologies=["ANN"]))
    ladder = Ladder(problem, plenty(), start=year.draft())
    assert {name: ladder.value(name) for name in ladder.goals if name != "slots"} == year.prices(list(year.drafts))
    assert where(year_of(problem, *ladder.draft().meetings)) == {"A": [FRI]}


def test_a_ladder_does_not_stand_on_what_breaks_a_rule():
    problem = one_body(absence("person", "ANN", FRI))
    ladder = Ladder(problem, plenty(), start=year_of(problem, meeting(problem, "A", FRI)).draft())
    assert ladder.last is None
    with pytest.raises(LookupError):
        ladder.draft()
    assert ladder.minimise("dates", 10).proven


def test_a_goal_reached_is_held_in_later_searches():
    problem = one_body(absence("person", "ANN", TUE))
    ladder = Ladder(problem, plenty())
    first = ladder.minimise("apologies", 10)
    then = ladder.minimise("dates", 10)
    assert (first.value, then.value, then.bound) == (0, 3, 3)


def test_a_goal_not_held_gives_way_to_the_next():
    problem = one_body(absence("person", "ANN", TUE))
    ladder = Ladder(problem, plenty())
    assert ladder.minimise("apologies", 10, hold=False).value == 0
    assert ladder.minimise("dates", 10).value == 0


def test_a_goal_that_is_nothing_at_the_start_is_proven_without_a_search():
    problem = one_body()
    start = year_of(problem, meeting(problem, "A", TUE)).draft()
    ladder = Ladder(problem, Clock(30, silence), start=start)
    ladder.clock.deadline = 0
    assert ladder.minimise("dates", 10).proven
    assert where(year_of(problem, *ladder.draft().meetings)) == {"A": [TUE]}


def test_goals_weighed_together_are_held_each_where_it_comes_to():
    problem = one_body(absence("person", "ANN", TUE))
    ladder = Ladder(problem, plenty())
    assert ladder.minimise_together({"dates": 1_000, "apologies": 1, "unmoved": 1}, 10)
    assert (ladder.value("dates"), ladder.value("apologies")) == (0, 2)
    assert ladder.minimise("apologies", 10).bound == 2


def test_a_weighed_sum_of_what_cannot_vary_asks_only_for_a_solution():
    ladder = Ladder(one_body(), plenty())
    assert ladder.minimise_together({"unmoved": 1}, 10)
    assert ladder.last is not None
    assert ladder.minimise_together({"unmoved": 1}, 10)


def test_what_cannot_be_is_infeasible_in_every_way_of_asking():
    problem = one_body(weekdays="Sat")
    ladder = Ladder(problem, plenty())
    assert not ladder.feasible(10)
    assert ladder.infeasible
    assert ladder.minimise("dates", 10) is None
    assert not ladder.minimise_together({"dates": 1, "apologies": 1}, 10)
    assert not ladder.minimise_sum([], 10)


def test_a_published_plan_is_stood_on_with_what_it_moved():
    problem = one_body()
    old = year_of(problem, meeting(problem, "A", MON)).draft().plan_of(problem)
    old = replace(old, meetings=tuple(replace(one, uid="a-1", sequence=1) for one in old.meetings))
    problem = replace(problem, baseline=old)
    year = year_of(problem, meeting(problem, "A", THU))
    ladder = Ladder(problem, plenty(), start=year.draft())
    assert ladder.value("unmoved") == year.prices(list(year.drafts))["unmoved"] == 1_001_003
