"""Progress on standard error: a line that moves on a terminal, a plain line now and then elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from scheduler.solver.cp.progress import FIRST_REASON

SECONDS_BETWEEN_LINES = 2.0


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """Give a listener that shows how far a long task is, for as long as it lasts."""
    if sys.stderr.isatty():
        from rich.console import Console  # noqa: PLC0415 - only a terminal needs it

        console = Console(stderr=True)
        with console.status("Reading the input") as status:

            def tell(sentence: str) -> None:
                if sentence.startswith(FIRST_REASON):
                    console.print(sentence, markup=False, highlight=False, soft_wrap=True)
                else:
                    status.update(sentence.replace("[", r"\["))

            yield tell
    else:
        yield _Now()


class _Now:
    """Writes the latest sentence as a plain line, not more often than every two seconds, and a first reason at once."""

    def __init__(self) -> None:
        self.last = monotonic()

    def __call__(self, sentence: str) -> None:
        """Hear a sentence."""
        now = monotonic()
        if now - self.last >= SECONDS_BETWEEN_LINES or sentence.startswith(FIRST_REASON):
            self.last = now
            sys.stderr.write(f"{sentence}\n")
            sys.stderr.flush()
