"""A listener that hears, again and again, what a long search is at, so that nobody thinks it has stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from scheduler.solver.cp.progress import Listener

SECONDS = 2.0


@contextmanager
def repeating(listener: Listener) -> Iterator[Listener]:
    """Give a listener that repeats its latest sentence every two seconds for as long as it lasts."""
    latest: list[str] = []
    over = Event()

    def repeat() -> None:
        while not over.wait(SECONDS):
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
