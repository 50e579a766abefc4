"""Anytime search: a time budget that the user may end early, and sentences of progress that an officer would say."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from time import monotonic
from types import FrameType
from typing import TypeAlias

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters

Listener: TypeAlias = Callable[[str], None]
"""Whoever wants to hear of progress; called from other threads too."""

FIRST_REASON = "First reason: "
"""How a sentence begins that is worth keeping in sight: why there is no plan, as soon as it is known."""

TIER_NOUNS = {
    "slots": "slots of meeting days",
    "held": "meetings that may be held and are not",
    "unmoved": "points for moves",
    "apologies": "points of apologies",
    "substitutes": "points of substitutes",
    "dates": "points of date wishes",
    "rooms": "points of room wishes",
}


def silence(sentence: str) -> None:
    """Ignore every sentence: the listener where none is given."""
    del sentence


def how_far(tier: str, value: int | None, bound: int | None) -> str:
    """Say how good the plan is in a tier, and how good it could be: `3 apologies; cannot be fewer than 2`."""
    noun = TIER_NOUNS[tier]
    if value is None:
        return f"Looking for as few {noun} as can be"
    if bound is None:
        return f"{value} {noun} so far"
    return f"{value} {noun}, and fewer there cannot be" if bound >= value else f"{value} {noun}; not fewer than {bound}"


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
    parameters : SearchParameters
        What tunes the search.

    """

    def __init__(self, seconds: float, listener: Listener, parameters: SearchParameters = DEFAULT) -> None:
        self.seconds = seconds
        self.deadline = monotonic() + seconds
        self.listener = listener
        self.parameters = parameters
        self.interrupted = False
        self.running: set[Callable[[], None]] = set()
        """What stops each search that is running."""

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.deadline - monotonic()

    def share(self, part: float) -> "Clock":
        """Return a clock with part of the time that is left."""
        return Clock(max(0.0, self.left) * part, self.listener, self.parameters)

    def interrupt(self) -> None:
        """End the running searches with the best they have; a first plan is still looked for, a better one is not."""
        self.interrupted = True
        for stop in list(self.running):
            stop()

    @contextmanager
    def interrupted_by_ctrl_c(self) -> Iterator[None]:
        """Let the first Ctrl-C interrupt the search instead of the program; a second one is as ever.

        SIGTERM does the same where the program has a handler for it. What the program ignores stays ignored: so it is
        with Ctrl-C where it was started in the background, which is then ended by SIGTERM.
        """
        if current_thread() is not main_thread():
            yield
            return
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        heeded = {number: handler for number, handler in before.items() if callable(handler)}

        def restore() -> None:
            for number, handler in heeded.items():
                signal.signal(number, handler)

        def heed(number: int, frame: FrameType | None) -> None:
            del number, frame
            restore()
            self.listener(STOPPING)
            self.interrupt()

        for number in heeded:
            signal.signal(number, heed)
        try:
            yield
        finally:
            restore()


REPEAT_SECONDS = 2.0


@contextmanager
def repeating(listener: Listener) -> Iterator[Listener]:
    """Give a listener that repeats its latest sentence every two seconds for as long as it lasts."""
    latest: list[str] = []
    over = Event()

    def repeat() -> None:
        while not over.wait(REPEAT_SECONDS):
            for sentence in latest:
                listener(sentence)

    def hear(sentence: str) -> None:
        latest[:] = [sentence]
        listener(sentence)

    thread = Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield hear
    finally:
        over.set()
        thread.join()
