"""The kernels of the solver are there before a test calls them."""

import once
import pytest

from scheduler.solver.patterns import compilation


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    with once.kernels_alone():
        assert compilation.compile_beside(lambda: False, lambda: None)
