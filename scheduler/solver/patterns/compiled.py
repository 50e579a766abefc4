"""Just-in-time compilation by numba: what is compiled, how, and what of it is kept on disk.

Lam, Pitrou and Seibert 2015, "Numba: a LLVM-based Python JIT compiler", LLVM-HPC. What is kept is told apart by the
file a kernel stands in, not by those of the kernels it calls: so that whatever is older than any of them is removed.
Imports numba: to be imported only where large calendars are made better.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

KERNELS = ("kernels", "plan_kernels", "chain_kernels")
"""The files beside this one whose functions are compiled."""


def compiled(function: Function, **options: Any) -> Function:  # noqa: ANN401 - whatever numba knows
    """Compile a function that Python calls, on its first call; it lets other threads run, and is kept on disk."""
    options = {"nogil": True, "no_cfunc_wrapper": True, **options}
    try:
        return cast("Function", njit(cache=True, **options)(function))
    except RuntimeError:  # nowhere to keep it: neither beside the code nor in the user's own cache
        return cast("Function", njit(**options)(function))


def inner(function: Function) -> Function:
    """Compile a function that only compiled ones call: without the wrapper for Python, which takes long to make."""
    return compiled(function, no_cpython_wrapper=True)


def merged(function: Function) -> Function:
    """Merge a function into the one compiled function that calls it: it is not compiled, and optimised, by itself."""
    return compiled(function, no_cpython_wrapper=True, inline="always")


def remove_stale(kept_in: Path, sources: list[Path]) -> None:
    """Remove what is kept of kernels of these files, where it is older than any of them."""
    newest = max(source.stat().st_mtime for source in sources)
    for index in kept_in.glob("*.nbi"):
        if index.name.partition(".")[0] in {source.stem for source in sources}:
            with suppress(OSError):  # another process removes it, or nobody may: numba then looks at each file itself
                if index.stat().st_mtime < newest:
                    index.unlink()


def _place() -> Path | None:
    """Return where numba keeps what stands beside this file; None where it keeps nothing."""
    stats = getattr(compiled(lambda: None), "stats", None)
    path = None if stats is None else stats.cache_path
    return None if path is None else Path(path)


_kept_in = _place()
if _kept_in is not None:
    remove_stale(_kept_in, [Path(__file__).with_name(f"{name}.py") for name in KERNELS])
