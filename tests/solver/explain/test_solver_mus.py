"""A minimal unsatisfiable subset of constraints of which it is known which cannot hold together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.explain.mus import Verdict, minimal_unsatisfiable_subset, under_assumptions

SOFT = list(range(9))
conflicts = st.lists(st.sets(st.sampled_from(SOFT), min_size=1), min_size=1, max_size=5)
"""Sets of constraints that cannot all hold."""


def solver(sets, asked=None, *, names_a_core=False):
    """Return what answers as a solver would that knows these conflicts; it notes how often it was asked."""

    def verdict_on(some):
        if asked is not None:
            asked.append(some)
        found = next((conflict for conflict in sets if conflict <= set(some)), None)
        if found is None:
            return Verdict(satisfiable=True)
        return Verdict(found if names_a_core else some)

    return verdict_on


def naive(sets):
    """Return what is left once one constraint after another is left out where the rest still cannot hold."""
    kept = list(SOFT)
    for one in SOFT:
        rest = [other for other in kept if other != one]
        kept = rest if any(conflict <= set(rest) for conflict in sets) else kept
    return kept


@given(conflicts)
def test_one_by_one_it_is_what_a_naive_filter_leaves(sets):
    assert minimal_unsatisfiable_subset(SOFT, solver(sets)) == (naive(sets), True)


@given(conflicts, st.lists(st.integers(0, len(SOFT)), max_size=4).map(sorted))
def test_in_chunks_it_is_the_same(sets, cuts):
    bounds = [0, *cuts, len(SOFT)]
    chunks = [SOFT[one:two] for one, two in pairwise(bounds)]
    assert minimal_unsatisfiable_subset(SOFT, solver(sets), chunks) == (naive(sets), True)


@given(conflicts)
def test_with_a_core_that_is_named_none_is_idle(sets):
    kept, minimal = minimal_unsatisfiable_subset(SOFT, solver(sets, names_a_core=True))
    assert minimal
    assert any(conflict <= set(kept) for conflict in sets)
    assert not any(conflict <= set(kept) - {one} for conflict in sets for one in kept)


def test_what_stands_in_no_chunk_is_kept_and_what_is_needed_is_told():
    told = []
    found = minimal_unsatisfiable_subset(SOFT, solver([{1, 7}]), [[0, 1, 2, 3], [4]], told.append)
    assert (found, told) == (([1, 5, 6, 7, 8], True), [1])


def test_a_chunk_that_goes_whole_is_asked_about_once():
    asked = []
    assert minimal_unsatisfiable_subset(SOFT, solver([{8}], asked), [SOFT[:8], [8]]) == ([8], True)
    assert asked == [[8], []]


def test_what_is_not_decided_is_kept_and_not_said_to_be_needed():
    told = []
    found = minimal_unsatisfiable_subset(SOFT, lambda _: Verdict(), needed=told.append)
    assert (found, told) == ((SOFT, False), [])


def test_a_solver_names_a_core_of_its_assumptions():
    model = cp_model.CpModel()
    number = model.new_int_var(0, 9, "")
    guards = {name: model.new_bool_var(name) for name in ("high", "low", "odd")}
    model.add(number >= 6).only_enforce_if(guards["high"])
    model.add(number <= 3).only_enforce_if(guards["low"])
    model.add_modulo_equality(1, number, 2).only_enforce_if(guards["odd"])
    clock = Clock(30, silence)
    assert under_assumptions(model, guards, ["high", "odd"], clock) == Verdict(satisfiable=True)
    verdict = under_assumptions(model, guards, list(guards), clock)
    assert verdict.unsatisfiable
    found = minimal_unsatisfiable_subset(list(verdict.core), lambda some: under_assumptions(model, guards, some, clock))
    assert found == (["high", "low"], True)
