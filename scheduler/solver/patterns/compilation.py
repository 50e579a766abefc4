"""Compilation ahead of time: kernels are compiled once on a machine, in a process of their own that can be ended.

numba compiles what it has not kept yet on the first call, which takes some seconds in which nothing can be stopped. A
process of its own does it beside the search, keeps the result where numba looks for it, and ends when it is not wanted.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, Popen
from time import sleep

import numpy as np

from scheduler.solver.patterns.chain_kernels import chains
from scheduler.solver.patterns.ejection_chains import EjectionChains
from scheduler.solver.patterns.kernels import best_year, least_through
from scheduler.solver.patterns.network import Calendar, Costs, Network, Occupied, Piece, Year, weighed
from scheduler.solver.patterns.shortest_path import best_year as uncompiled

SECONDS_BETWEEN_LOOKS = 0.05
TIER, DAYS = "dates", 2


def kept() -> bool:
    """Whether the compiled chains are kept where numba looks for them."""
    compiled = vars(sys.modules[chains.__module__])[chains.__name__]
    if not hasattr(compiled, "stats"):  # numba is told not to compile at all
        return True
    code = compiled.py_func.__code__
    name = f"{Path(code.co_filename).stem}.{chains.__name__}-{code.co_firstlineno}.*.nbi"
    return compiled.stats.cache_path is not None and any(Path(compiled.stats.cache_path).glob(name))


def fastest_best_year() -> Callable[..., Year | None]:
    """Return the shortest path of a network: compiled where that is kept, for it takes seconds otherwise."""
    return best_year if kept() else uncompiled


def compile_beside(stop: Callable[[], bool], meanwhile: Callable[[], None]) -> bool:
    """Compile the kernels in another process where they are not kept yet; whether it came to its end.

    Parameters
    ----------
    stop : callable
        Asked some twenty times a second; once it says so, the process is ended, and nothing is kept.
    meanwhile : callable
        What else can be done.

    """
    if kept():
        return True
    path = os.pathsep.join(one for one in sys.path if one)
    process = Popen(  # noqa: S603 - this very module, in this very Python
        [sys.executable, "-m", __name__],
        env={**os.environ, "PYTHONPATH": path},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    with process:
        while process.poll() is None:
            if stop():
                process.kill()
                return False
            meanwhile()
            sleep(SECONDS_BETWEEN_LOOKS)
    return True


def compile_all() -> None:
    """Call each kernel that Python calls once: on a calendar of one meeting, which is not on its better day."""
    calendar, weights = _calendar(), {TIER: 1}
    one = weighed(calendar.networks[0], weights)
    EjectionChains(calendar, weights, [Year(np.array([1]), 1.0)], 1).run(1)
    best_year(one)
    least_through(one)


def _calendar() -> Calendar:
    """Return a calendar of one meeting on one of two days, of which the first is cheaper."""
    none, two, closed = np.zeros(0, np.int64), np.zeros(2, np.int64), np.zeros((0, DAYS + 1), np.bool_)
    costs = Costs(np.arange(2), np.zeros((1, 2), np.int64), closed.astype(np.int64), np.zeros(1, np.int64))
    of_meeting_day = False
    network = Network(
        "", of_meeting_day, np.arange(2), two, two + 60, np.ones((1, 2), np.bool_), 1, closed, {TIER: costs}, (),
        np.zeros(1, np.bool_), two,
    )  # fmt: skip
    nobody = np.zeros((2, 1), np.uint64)
    piece = Piece("", two, two + 60, nobody, nobody, needs_room=False)
    occupied = Occupied(none, none, none, np.zeros((0, 1), np.uint64), ())
    apart = np.zeros((1, 1), np.int64)
    return Calendar((network,), ((piece,),), (), apart, ("",), ("",), (), None, occupied)


if __name__ == "__main__":
    compile_all()
