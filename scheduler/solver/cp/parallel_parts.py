"""Parallel search by independent parts (independent multi-start): done elsewhere or beside one another, and joined.

A part is a function at the top of a module and its arguments: numbers, arrays, dataclasses of them, nothing that is
running. It stops by steps, not by a clock, so that it finds the same wherever it is done. What comes back is a
proposal: it is held by the rules here, as whatever is found here is.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any, Protocol, TypeAlias, TypeVar

Found = TypeVar("Found")
Stop: TypeAlias = Callable[[], bool]
"""Asked by a part as it goes: whether it is to end with the best it has."""
SECONDS_BETWEEN_LOOKS = 0.2
"""Between two looks whether whoever waits for parts is to stop."""


class Helpers(Protocol):
    """Processes or machines that do parts of a search beside this process."""

    @property
    def number(self) -> int:
        """How many parts can be done at once; 0 where nobody is left."""

    def share(self, value: Any) -> Any:  # noqa: ANN401 - whatever it is, a part gets it as it was
        """Send what many parts need to every helper once; what is returned stands for it in the arguments of a part."""

    def submit(self, part: Callable[..., Found], *arguments: Any) -> "Future[Found]":  # noqa: ANN401 - those of the part
        """Have a part done; the future ends with what it found, or with an error where it was lost."""


def joined(parts: Sequence["Future[Found]"], stop: Callable[[], bool]) -> list[Found | None]:
    """Wait for parts and return what each found, in the order in which they are given.

    Parameters
    ----------
    parts : sequence of Future
        What `submit` returned.
    stop : callable
        Asked five times a second; once it says so, what has not ended is left as it is.

    Returns
    -------
    For each part what it found; None for one that was lost, or has not ended.

    """
    waiting = set(parts)
    while waiting and not stop():
        _, waiting = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
    return [_found(part) for part in parts]


def _found(part: "Future[Found]") -> Found | None:
    if not part.done() or part.cancelled() or part.exception() is not None:
        return None
    return part.result()


def concurrently(over: Stop, *parts: Callable[[Stop], Found]) -> list[Found]:
    """Do parts beside one another in threads, and return what each found, in the order given.

    For parts that release the interpreter while they work (CP-SAT, compiled kernels, linear programmes). The calling
    thread does no part itself: it stays free to hear Ctrl-C.

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
    failed, begun = Event(), Event()

    def stop() -> bool:
        return failed.is_set() or over()

    def when_all_stand(part: Callable[[Stop], Found]) -> Found:
        begun.wait()  # a thread that Ctrl-C finds being started is not waited for by the pool
        return part(stop)

    with ThreadPoolExecutor(max_workers=max(1, len(parts))) as threads:
        try:
            running: list[Future[Found]] = [threads.submit(when_all_stand, part) for part in parts]
            begun.set()
            waiting = set(running)
            while waiting and not any(part.done() and part.exception() is not None for part in running):
                _, waiting = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_EXCEPTION)
        finally:
            failed.set()
            begun.set()
    return [part.result() for part in running]
