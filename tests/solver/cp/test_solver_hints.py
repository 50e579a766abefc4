"""A plan already found is a hint that the solver accepts."""

from dataclasses import replace

import pytest
from builders import body, council, meeting_day, member, room, session

from scheduler.solver.cp.hints import add_hints
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.solution import PartialSolution
from scheduler.solver.solve import solve


@pytest.mark.parametrize("arrangement", ["simultaneous", "staggered", "either"])
@pytest.mark.parametrize("rooms", [2, 3])
def test_a_plan_found_is_hinted_once_for_each_choice(arrangement, rooms):
    problem = council(
        body("A", meeting_day="DAY", session="AM"),
        body("B", meeting_day="DAY", session="AM", duration_minutes=60),
        member("ANN", "A", substitutes=("DEP",)),
        member("BOB", "B", substitutes=("DEP",)),
        meeting_day(meetings=2),
        session(arrangement=arrangement),
        session("LUNCH"),
        *(room(f"R{number}") for number in range(rooms)),
        end_date="2015-11-30",
    )
    problem = replace(problem, as_of="2015-11-01T00:00:00Z")
    outcome = solve(problem, 30)
    assert isinstance(outcome, Solved)
    objective = PlanObjective(problem, Clock(30, silence))
    add_hints(objective.choices, PartialSolution(outcome.plan.meetings, outcome.plan.occurrences))
    assert objective.model.validate() == ""
    assert objective.feasible(10)
