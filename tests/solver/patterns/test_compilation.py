"""Kernels are compiled once, in a process of its own that ends when it is told to."""

import os

import pytest

from scheduler.solver.patterns import compilation
from scheduler.solver.patterns.compiled import remove_stale
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


def test_what_is_older_than_any_kernel_is_removed_and_nothing_else(tmp_path):
    sources = [tmp_path / "kernels.py", tmp_path / "chains.py"]
    kept = [tmp_path / name for name in ("kernels.f-1.py311.nbi", "chains.g-2.py311.nbi", "others.h-3.py311.nbi")]
    for path, moment in (*zip(kept, (10, 30, 10), strict=True), (sources[0], 5), (sources[1], 20)):
        path.write_text("", encoding="utf-8")
        os.utime(path, (moment, moment))
    remove_stale(tmp_path, sources)
    assert [path.exists() for path in kept] == [False, True, True]
