"""The time that is left, and whether the user has asked to stop."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType

from scheduler.solver.cp.progress import Listener

STOPPING = "Stopping: the best plan so far will be written"
"""What is heard once the user has asked to stop."""


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
        self.running: set[Callable[[], None]] = set()
        """What stops each search that is running."""

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.deadline - monotonic()

    def interrupt(self) -> None:
        """End the running searches with the best they have; a first plan is still looked for, a better one is not."""
        self.interrupted = True
        for stop in list(self.running):
            stop()

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
            self.listener(STOPPING)
            self.interrupt()

        signal.signal(signal.SIGINT, heed)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
