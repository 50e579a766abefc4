"""What is made once for all the processes of a run: compiled kernels, and the tests' own compiled modules."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen

COMPILATION = "scheduler.solver.patterns.compilation"
KERNELS = Path(__file__).parents[1] / "scheduler" / "solver" / "patterns" / "compiled.py"
"""Whoever compiles the kernels of this clone has this file locked, and its children with it."""
GATHERING = Path(__file__)
"""Whoever is the first to gather the tests of this clone has this one locked."""
SECONDS = 60


def keep_modules() -> None:
    """Let Python keep what it compiles of a module, here and in children, though whoever runs the tests forbids it."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def kernels_begun() -> Popen[bytes]:
    """Begin to compile the kernels beside what else is done; whoever waits for them goes on when that has ended."""
    with KERNELS.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        return Popen([sys.executable, "-m", COMPILATION], stdout=DEVNULL, stderr=DEVNULL, pass_fds=[file.fileno()])


def ended(compiling: Popen[bytes]) -> None:
    """End that, where it goes on: the run is over."""
    compiling.kill()
    compiling.wait(SECONDS)


@contextmanager
def kernels_alone() -> Iterator[None]:
    """Wait until nobody compiles kernels, and let nobody begin."""
    with KERNELS.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def gathering() -> Iterator[None]:
    """Gather as the first, or else, at once with all others, when the first has done it: what it compiled is kept."""
    with GATHERING.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(file, fcntl.LOCK_SH)
        yield
