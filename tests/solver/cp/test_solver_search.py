"""Stopping, going on, and saying how far it is."""

import signal
import threading
from dataclasses import replace

import pytest
from builders import body, council, member, room
from ortools.sat.python import cp_model

from scheduler.checking import check
from scheduler.solver.cp.lexicographic import PlanObjective
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.parameters import SearchParameters
from scheduler.solver.cp.progress import STOPPING_EARLY, Clock, how_far, silence
from scheduler.solver.cp.runs import InvalidModelError, search
from scheduler.solver.solve import solve

AS_OF = "2015-11-01T00:00:00Z"


def busy_council(bodies=6, meetings=6):
    rows = [body(f"B{n}", meetings=meetings, min_gap_days=20, start_times="10:00") for n in range(bodies)]
    members = [member(f"P{n % 4}", f"B{n}") for n in range(bodies)] + [member("ALL", f"B{n}") for n in range(bodies)]
    return replace(council(*rows, *members, room(), room("R2")), as_of=AS_OF)


@pytest.mark.parametrize(
    ("tier", "value", "bound", "sentence"),
    [
        ("apologies", 12, 10, "Apologies: could be at most 17% less"),
        ("apologies", 2, 2, "Apologies: as little as can be"),
        ("apologies", 2, 0, "Apologies: less is looked for"),
        ("held", 0, 0, "Meetings not held or not served: none"),
        ("dates", 1007, None, "Wishes about dates not granted: less is looked for"),
        ("rooms", None, 0, "Hire of rooms, and rooms too large: as little as can be is looked for"),
        ("substitutes", None, 4, "Substitutes: as little as can be is looked for"),
        ("dates", 1000, 999, "Wishes about dates not granted: could be at most 1% less"),
        ("slots", 3, 2, "Slots of meeting days: 3, and 2 at least"),
        ("slots", 3, 0, "Slots of meeting days: 3 so far"),
        ("slots", 3, 3, "Slots of meeting days: as few as can be"),
    ],
)
def test_progress_is_said_in_words(tier, value, bound, sentence):
    said = how_far(tier, value, bound)
    assert (said, said.tier, said.value, said.bound) == (sentence, tier, value, bound)


def test_a_short_time_still_gives_a_plan_that_breaks_no_rule():
    problem = busy_council(3, 4)
    outcome = solve(problem, 25)
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()


def test_the_same_problem_gives_the_same_plan():
    problem = busy_council(3, 4)
    assert solve(problem, 60) == solve(problem, 60)


@pytest.mark.slow
def test_an_interrupt_ends_the_search_that_is_running_before_anything_is_proven():
    clock = Clock(60, silence)
    clock.plan_found()
    objective = PlanObjective(busy_council(), clock, listener=lambda _: clock.interrupt())
    objective.minimise("dates", 30)
    assert (clock.interrupted, clock.running) == (True, set())
    assert (objective.infeasible, objective.proven("dates")) == (False, False)


def test_a_search_in_another_thread_leaves_the_keyboard_alone():
    found = []
    thread = threading.Thread(target=lambda: found.append(solve(busy_council(2, 2), 60)))
    thread.start()
    thread.join()
    assert isinstance(found[0], Solved)


def test_a_second_interrupt_is_as_ever():
    before = signal.getsignal(signal.SIGINT)
    clock = Clock(60, silence)
    with clock.interrupted_by_ctrl_c():
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert clock.interrupted
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupted_search_goes_on_to_place_the_rest():
    heard = []

    def interrupts(sentence):
        heard.append(sentence)
        if len(heard) == 1:
            signal.raise_signal(signal.SIGINT)

    problem = busy_council(4, 4)
    outcome = solve(problem, 60, interrupts, parameters=SearchParameters(stopping_seconds=60))
    assert heard[1] == STOPPING_EARLY
    assert isinstance(outcome, Solved)
    assert check(problem, outcome.plan) == ()


def test_a_model_the_solver_refuses_is_never_taken_for_an_answer():
    model = cp_model.CpModel()
    choice = model.new_bool_var("twice")
    model.add_hint(choice, value=True)
    model.add_hint(choice, value=False)
    with pytest.raises(InvalidModelError):
        search(model, 1, "")
