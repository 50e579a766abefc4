"""Explanations of random tiny councils against a naive oracle: a guard on every reason, and every subset tried."""

from itertools import combinations

import pytest
from every_plan import some_plan
from hypothesis import HealthCheck, given, note, settings
from rounds import rounds
from test_solver_property import councils, crowded

from scheduler.domain.reasons import FirmReason
from scheduler.rules import broken
from scheduler.solver.cp.model import build
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.cp.runs import search
from scheduler.solver.explain.explain import explain
from scheduler.solver.explain.mus import ease
from scheduler.solver.explain.necessary_conditions import shortages
from scheduler.solver.solve import solve


class Oracle:
    """A model in which every reason has a guard."""

    def __init__(self, problem):
        self.choices, self.post = build(problem, guarded=True)
        self.keys = set(self.post.guards)
        self.firm = {key for key in self.keys if isinstance(self.post.reasons[key], FirmReason)}

    def possible(self, keys):
        """Whether there is a plan in which these reasons hold, whatever becomes of the others."""
        self.choices.model.clear_assumptions()
        self.choices.model.add_assumptions([self.post.guards[key] for key in sorted(keys)])
        return search(self.choices.model, 30, "").solved


def keys_of(reasons):
    return {(reason.rule, reason.subject) for reason in reasons}


def examine(problem, outcome):
    """Hold an explanation against the oracle."""
    oracle = Oracle(problem)
    because, give_up = keys_of(outcome.because), keys_of(outcome.give_up)
    note(f"because {because}, give up {give_up}, or {outcome.alternatives}, only the law {outcome.only_the_law}")
    assert outcome.minimal
    assert outcome.confirmed
    assert not oracle.possible(because)
    assert all(oracle.possible(because - {key}) for key in because)
    assert outcome.only_the_law == (not oracle.possible(oracle.firm))
    loose = sorted(oracle.keys - oracle.firm, key=ease)
    for remedy in outcome.remedies:
        note(f"remedy {remedy.words}")
        assert [*broken(remedy.problem, remedy.plan)] == []
        firm = any(isinstance(reason, FirmReason) for reason in remedy.reasons)
        assert firm or oracle.possible(oracle.keys - keys_of(remedy.reasons))
    if outcome.only_the_law:
        assert not give_up
        return
    assert give_up <= set(loose)
    ways = (outcome.give_up, *outcome.alternatives) if give_up else ()
    assert ways or outcome.remedies
    assert all(oracle.possible(oracle.keys - keys_of(reasons)) for reasons in ways)
    for fewer in range(len(give_up) if give_up else 0):
        assert not any(oracle.possible(oracle.keys - set(keys)) for keys in combinations(loose, fewer))
    if len(give_up) == 1 and not outcome.remedies:
        (chosen,) = give_up
        assert not any(oracle.possible(oracle.keys - {key}) for key in loose if ease(key) < ease(chosen))


@pytest.mark.slow
@pytest.mark.timeout(900)  # every plan of a council is tried, which takes long while coverage is measured
@settings(max_examples=rounds(25), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(councils())
def test_an_explanation_of_a_random_council_is_right(problem):
    compare(problem)


@pytest.mark.slow
@pytest.mark.timeout(900)
@settings(max_examples=rounds(12), suppress_health_check=list(HealthCheck), print_blob=True, derandomize=True)
@given(crowded())
def test_an_explanation_of_a_crowded_day_is_right(problem):
    compare(problem)


def compare(problem):
    if some_plan(problem):
        assert shortages(problem) == ()
    else:
        examine(problem, solve(problem, 60) if len(problem.absences) % 2 else explain(problem, Clock(60, silence)))
