"""Whether a model has a solution at all, asked in several ways."""

from ortools.sat.python import cp_model

from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.runs import PORTFOLIO, solve_by_portfolio, straight


def pigeons(number, holes):
    """Return a model of pigeons in fewer holes, which no way of solving sees at once where they are many."""
    model = cp_model.CpModel()
    places = [[model.new_bool_var(f"{n} in {m}") for m in range(holes)] for n in range(number)]
    for one in places:
        model.add_bool_or(one)
    for hole in range(holes):
        for n in range(number):
            for other in range(n):
                model.add_bool_or(~places[n][hole], ~places[other][hole])
    return model


def test_a_model_with_a_solution_is_solved_in_the_first_way():
    answer = solve_by_portfolio(pigeons(2, 2), 5, Clock(10, silence))
    assert (answer.solved, answer.infeasible, answer.strategy) == (True, False, straight)


def test_an_answer_is_confirmed_in_another_way():
    clock = Clock(10, silence)
    answer = solve_by_portfolio(pigeons(3, 2), 5, clock)
    again = solve_by_portfolio(pigeons(3, 2), 5, clock, answer.strategy)
    assert (answer.infeasible, again.infeasible, again.strategy in PORTFOLIO, again.strategy is answer.strategy) == (
        True,
        True,
        True,
        False,
    )


def test_a_question_too_hard_for_the_time_has_no_answer():
    answer = solve_by_portfolio(pigeons(60, 59), 0.3, Clock(10, silence))
    assert (answer.solved, answer.infeasible, answer.strategy) == (False, False, None)


def test_whoever_interrupts_has_no_further_looks():
    clock = Clock(10, silence)
    clock.interrupt()
    answer = solve_by_portfolio(pigeons(60, 59), 0.3, clock)
    assert (answer.solved, answer.infeasible, answer.strategy) == (False, False, None)
