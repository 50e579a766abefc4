"""What numba compiles does what the same lines do in Python: nothing wraps round, or reads past an end, unseen."""

import sys
from collections.abc import Callable
from importlib import import_module
from itertools import product
from types import SimpleNamespace

import numba
import pytest
from calendars_drawn import calendar_drawn, lending, limited
from networks_drawn import price_found, question_drawn
from rounds import rounds
from test_ejection_chains import WEIGHTS, alone, dearest

from scheduler.solver import patterns
from scheduler.solver.patterns import chain_kernels, ejection_chains, kernels, plan_kernels
from scheduler.solver.patterns.network import Calendar

COMPILED = (kernels, plan_kernels, chain_kernels, ejection_chains)


@pytest.fixture(scope="module")
def interpreted() -> SimpleNamespace:
    """Load the kernels and what calls them once more, in Python."""
    names = [module.__name__ for module in COMPILED]
    short = [name.rpartition(".")[2] for name in names]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numba.config, "DISABLE_JIT", 1)
        for name, module in zip(names, COMPILED, strict=True):
            patch.setattr(patterns, name.rpartition(".")[2], module)
            patch.delitem(sys.modules, name)
        found = [import_module(name) for name in names]
    return SimpleNamespace(**dict(zip(short, found, strict=True)))


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_the_shortest_paths_are_those_of_python(interpreted: SimpleNamespace, seed: int) -> None:
    one, *asked = question_drawn(seed)
    found, other = kernels.best_year(one, *asked), interpreted.kernels.best_year(one, *asked)
    assert price_found(one, found, *asked) == price_found(one, other, *asked)
    assert (found is None or found.nodes.tolist()) == (other is None or other.nodes.tolist())
    through = kernels.least_through(one, *asked), interpreted.kernels.least_through(one, *asked)
    assert through[0].tolist() == through[1].tolist()


@pytest.mark.filterwarnings("ignore:overflow encountered in scalar:RuntimeWarning")  # of what is drawn by chance
@pytest.mark.parametrize(
    ("drawn", "seed"), [*product([calendar_drawn, limited], range(rounds(25))), *product([lending], range(rounds(8)))]
)
def test_the_chains_are_those_of_python(
    interpreted: SimpleNamespace, drawn: Callable[[int], Calendar], seed: int
) -> None:
    calendar = drawn(seed)
    start = dearest(calendar)
    if start is None:
        return
    found, other = (
        module.EjectionChains(calendar, WEIGHTS, start, seed)
        for module in (ejection_chains, interpreted.ejection_chains)
    )
    for _ in range(2):
        for one in (found, other):
            one.run(40)
            one.offer(alone(calendar))  # what is no plan: its years are for chains to begin with
        assert [year.nodes.tolist() for year in found.best] == [year.nodes.tolist() for year in other.best]
        assert found.cost == other.cost


def test_nothing_of_it_is_compiled(interpreted: SimpleNamespace) -> None:
    assert hasattr(kernels.shortest, "py_func")
    assert not hasattr(interpreted.kernels.shortest, "py_func")
    assert not hasattr(interpreted.chain_kernels.chains, "py_func")
