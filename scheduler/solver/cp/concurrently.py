"""Fork-join of a few threads, for parts that release the interpreter while they work (CP-SAT, compiled kernels, HiGHS).

What comes back is joined in the order in which the parts are given, whichever ends first. The calling thread does no
part itself: it stays free to hear Ctrl-C.
"""

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Event
from typing import TypeAlias, TypeVar

Found = TypeVar("Found")
Stop: TypeAlias = Callable[[], bool]
"""Asked by a part as it goes: whether it is to end with the best it has."""

SECONDS_BETWEEN_LOOKS = 0.1
"""Between two looks whether a part has failed, or Ctrl-C was heard."""


def concurrently(over: Stop, *parts: Callable[[Stop], Found]) -> list[Found]:
    """Do parts beside one another, and return what each found, in the order given.

    Parameters
    ----------
    over : callable
        Whether all of them are to end: time is up, or the user has asked to stop. Called from every part's thread.
    parts : callables
        Each is given what it has to ask at least five times a second: `over`, or whether another part has failed. A
        part that is to end another with it has both ask something of its own.

    Raises
    ------
    Exception
        What a part raised, of several that of the first; the others are told to end, and are waited for. So it is with
        what is raised in the calling thread meanwhile (KeyboardInterrupt).

    """
    failed = Event()

    def stop() -> bool:
        return failed.is_set() or over()

    with ThreadPoolExecutor(max_workers=max(1, len(parts))) as threads:
        try:
            running: list[Future[Found]] = [threads.submit(part, stop) for part in parts]
            waiting = set(running)
            while waiting and not any(part.done() and part.exception() is not None for part in running):
                _, waiting = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_EXCEPTION)
        finally:
            failed.set()
    return [part.result() for part in running]
