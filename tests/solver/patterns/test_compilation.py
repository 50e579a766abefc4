"""Kernels are compiled once, in a process of its own that ends when it is told to."""

import pytest

from scheduler.solver.patterns import compilation
from scheduler.solver.patterns.kernels import best_year


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_compiled_kernels_are_kept_and_then_used():
    assert compilation.compile_beside(lambda: False, lambda: None)
    assert compilation.kept()
    assert compilation.fastest_best_year() is best_year
    assert compilation.compile_beside(lambda: True, lambda: None)  # nothing is left to be stopped


@pytest.mark.timeout(60)
def test_compiling_ends_at_once_when_it_is_told_to(monkeypatch):
    monkeypatch.setattr(compilation, "kept", lambda: False)
    asked = []

    def stop():
        asked.append(len(asked))
        return len(asked) > 2

    done = []
    assert not compilation.compile_beside(stop, lambda: done.append(1))
    assert (len(asked), len(done)) == (3, 2)


@pytest.mark.timeout(60)
def test_until_kernels_are_compiled_the_plain_shortest_path_is_used(monkeypatch):
    monkeypatch.setattr(compilation, "kept", lambda: False)
    assert compilation.fastest_best_year() is compilation.uncompiled


@pytest.mark.timeout(120)
def test_the_calendar_that_is_compiled_for_is_made_better():
    compilation.compile_all()
