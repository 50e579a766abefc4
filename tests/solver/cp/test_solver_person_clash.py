"""Whoever attends bodies whenever they meet keeps them apart: no more and no less than every plan says."""

import pytest
from builders import body, member, room
from every_plan import best_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model
from pieces import MON, TUE, WED, plenty, week
from rounds import rounds

from scheduler.checking import check
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.model import build, objectives
from scheduler.solver.cp.outcome import Infeasible
from scheduler.solver.cp.solution import finished
from scheduler.solver.cp.solution_reader import solution_of
from scheduler.solver.solve import solve

QUIETLY = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "derandomize": True}


def required(who, *bodies):
    return [member(who, code, attendance="required") for code in bodies]


@st.composite
def shared(draw):
    """Draw two or three online bodies on one or two days, with people required on some and expected on others."""
    codes = draw(st.sampled_from(["AB", "ABC"]))
    rows = [
        body(
            code,
            meetings=draw(st.sampled_from([1, 1, 2] if codes == "AB" else [1])),
            start_times=draw(st.sampled_from(["10:00", "10:00;10:30", "10:00;11:00", "11:30"])),
            duration_minutes=draw(st.sampled_from([60, 90])),
            preferred_weekdays=draw(st.sampled_from(["Mon", "Tue"])),
            attendance_mode="online",
            quorum=0,
        )
        for code in codes
    ]
    for who in draw(st.sampled_from([["ANN"], ["ANN"], ["ANN", "BOB"]])):
        for code in codes:
            attendance = draw(st.sampled_from(["required", "required", "expected", None]))
            if attendance:
                ends = draw(st.sampled_from([{}, {}, {"end_date": MON}, {"substitutes": ("DEP",)}]))
                rows.append(member(who, code, attendance=attendance, **ends))
    return week(*rows, last=draw(st.sampled_from([MON, TUE])))


def best_of_the_model(problem):
    objective = PlanObjective(problem, plenty())
    steps = [objective.minimise(name, 60) for name in objective.goals]
    if None in steps:
        assert objective.infeasible
        return None
    assert check(problem, finished(problem, objective.partial_solution(), ())) == ()
    return tuple(step.value for step in steps)


def best_when_guarded(problem):
    """Minimise the model whose every demand can be lifted, and is not."""
    choices, post = build(problem, guarded=True)
    for guard in post.guards.values():
        choices.model.add(guard == 1)
    found = []
    for goal in objectives(problem, choices):
        choices.model.minimize(goal.cost)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(choices.model) == cp_model.INFEASIBLE:
            return None
        found.append(round(solver.objective_value))
        choices.model.add(goal.cost <= found[-1])
        solution = solution_of(problem, choices, solver)
    assert check(problem, finished(problem, solution, ())) == ()
    return tuple(found)


@pytest.mark.slow
@settings(max_examples=rounds(30), **QUIETLY)
@given(shared())
def test_the_model_has_the_best_of_all_plans(problem):
    assert best_of_the_model(problem) == best_plan(problem)


@pytest.mark.slow
@settings(max_examples=rounds(40), **QUIETLY)
@given(shared())
def test_the_model_that_explains_has_the_best_of_all_plans(problem):
    assert best_when_guarded(problem) == best_plan(problem)


def day_of(*bodies):
    return [body(code, meetings=1, start_times="10:00", duration_minutes=60, quorum=0) for code in bodies]


@pytest.mark.parametrize(("last", "possible"), [(TUE, False), (WED, True)])
def test_three_bodies_that_require_one_person_need_three_days(last, possible):
    problem = week(*day_of(*"ABC"), *required("ANN", *"ABC"), *(room(code) for code in ("R1", "R2", "R3")), last=last)
    assert (best_of_the_model(problem) is not None, best_when_guarded(problem) is not None) == (possible, possible)


def test_meetings_of_one_body_at_several_starts_keep_apart():
    problem = week(
        body("A", meetings=2, start_times="10:00;10:30;11:00", duration_minutes=60),
        body("B", meetings=1, start_times="12:00", duration_minutes=60),
        *required("ANN", "A", "B"),
        room(),
        last=MON,
    )
    outcome = solve(problem, 60)
    assert [one.start for one in outcome.plan.live] == [600, 660, 720]


def test_a_person_required_on_one_body_sends_apologies_to_another():
    problem = week(
        *day_of(*"AB"), *required("ANN", "A"), member("ANN", "B"), member("BOB", "B"), room(), room("R2"), last=MON
    )
    outcome = solve(problem, 60)
    rows = {(one.body, row.person): row.outcome for one in outcome.plan.live for row in one.attendance}
    assert rows == {("A", "ANN"): "attends", ("B", "ANN"): "apologies", ("B", "BOB"): "attends"}


def test_it_is_said_who_keeps_two_bodies_apart():
    problem = week(*day_of(*"AB"), *required("ANN", *"AB"), *required("BOB", "A"), room(), room("R2"), last=MON)
    outcome = solve(problem, 60)
    assert isinstance(outcome, Infeasible)
    subjects = sorted(reason.subject for reason in outcome.because if reason.rule == "person_clash")
    assert subjects == ["ANN", "ANN at A", "ANN at B"]
