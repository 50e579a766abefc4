"""The time that is left, and whether the user has asked to stop."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType

from scheduler.solving.progress import Listener

PRESSING_SHARE, PRESSING_SECONDS = 0.45, 3.0
"""Of the time given, how much is kept for finding any plan at all: a share, or so many seconds if that is more."""


class Clock:
    """How long the search may take, who listens meanwhile, and whether it is to end early.

    Parameters
    ----------
    seconds : float
        The time given.
    listener : Listener
        Hears of progress.

    """

    def __init__(self, seconds: float, listener: Listener) -> None:
        self.seconds = seconds
        self.deadline = monotonic() + seconds
        self.listener = listener
        self.interrupted = False
        self.stop_search: Callable[[], None] | None = None
        """Stops the search that is running; None while none is."""

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.deadline - monotonic()

    @property
    def pressing(self) -> bool:
        """Whether it is time for any plan rather than a good one."""
        kept = max(PRESSING_SHARE * self.seconds, PRESSING_SECONDS)
        return self.interrupted or self.left < kept

    def interrupt(self) -> None:
        """End the running search with the best it has; what follows takes the shortest way to a plan."""
        self.interrupted = True
        if self.stop_search is not None:
            self.stop_search()

    @contextmanager
    def heeding_the_keyboard(self) -> Iterator[None]:
        """Let the first Ctrl-C interrupt the search instead of the program; a second one is as ever."""
        if current_thread() is not main_thread():
            yield
            return
        before = signal.getsignal(signal.SIGINT)

        def heed(number: int, frame: FrameType | None) -> None:
            del number, frame
            signal.signal(signal.SIGINT, before)
            self.listener("Stopping: the best plan so far will be written")
            self.interrupt()

        signal.signal(signal.SIGINT, heed)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
