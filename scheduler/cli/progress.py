"""Progress of a long task: on a terminal a small picture that moves, elsewhere a plain line every few seconds."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from scheduler.solver.cp.progress import FIRST_REASON, STOPPING, STOPPING_EARLY, Clock, HowFar

if TYPE_CHECKING:
    from rich.text import Text

AT_ONCE = (FIRST_REASON, STOPPING, STOPPING_EARLY)
"""How sentences begin that are not kept back."""
SECONDS_BETWEEN_LINES = 3.0
SECONDS_BETWEEN_ALIKE = 15.0
"""Between two plain lines that say the same."""
WIDTH = 40
"""Letters of the picture."""
PICTURES_A_SECOND = 4
HEIGHTS = "▁▂▃▄▅▆▇█"
OUT_OF_REACH, STILL_OPEN, BEATEN = "█", "░", " "
"""What no plan can come to; what may still be found; what was found once, and is worse than the best so far."""


@contextmanager
def progress_shown(seconds: float, began: float | None = None) -> Iterator[Clock]:
    """Give the clock of a long task, and show how far it is for as long as it lasts.

    Parameters
    ----------
    seconds : float
        How long it may take.
    began : float, optional
        When the command began, by the monotonic clock; left out, now.

    """
    clock = Clock(seconds, began=began)
    if not sys.stderr.isatty():
        clock.listener = _Lines(clock)
        yield clock
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.live import Live  # noqa: PLC0415 - the same

    console = Console(stderr=True)
    picture = _Picture(clock)
    with Live(get_renderable=picture.drawn, console=console, refresh_per_second=PICTURES_A_SECOND, transient=True):

        def tell(sentence: str) -> None:
            if sentence.startswith(FIRST_REASON):
                console.print(sentence, markup=False, highlight=False, soft_wrap=True)
            else:
                picture.hear(sentence)

        clock.listener = tell
        yield clock


class _Lines:
    """Writes the latest sentence as a plain line, not more often than every three seconds; some at once."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.last, self.said = monotonic(), ""

    def __call__(self, sentence: str) -> None:
        """Hear a sentence."""
        now = monotonic()
        pause = SECONDS_BETWEEN_ALIKE if sentence == self.said else SECONDS_BETWEEN_LINES
        if now - self.last >= pause or sentence.startswith(AT_ONCE):
            self.last, self.said = now, sentence
            used = f" ({time_used(self.clock)})" if isinstance(sentence, HowFar) else ""
            sys.stderr.write(f"{sentence}{used}\n")
            sys.stderr.flush()


class _Picture:
    """What a terminal shows: the sentence, the time used, and the values and bounds of the tier in work closing in."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.sentence = "Reading the input"
        self.tier = ""
        self.values: list[int] = []
        self.bound = 0

    def hear(self, sentence: str) -> None:
        """Hear a sentence, from whichever thread."""
        self.sentence = sentence
        if not isinstance(sentence, HowFar):
            return
        if sentence.tier != self.tier:
            self.tier, self.values, self.bound = sentence.tier, [], 0
        if sentence.value is not None and self.values[-1:] != [sentence.value]:
            self.values = [*self.values, sentence.value]
        self.bound = max(self.bound, sentence.bound or 0)

    def drawn(self) -> "Text":
        """Return the picture as it is now."""
        from rich.text import Text  # noqa: PLC0415 - only a terminal needs it

        used = self.clock.timer() - self.clock.began
        text = Text(f"{self.sentence}\n", no_wrap=True, overflow="ellipsis")
        text.append(f"{bar(used, self.clock.seconds, WIDTH)} {time_used(self.clock)}", "dim")
        if self.values and isinstance(self.sentence, HowFar):
            most = max(self.values)
            text.append(f"\n{closing_in(self.bound, self.values[-1], most, WIDTH)} {skyline(self.values, WIDTH // 2)}")
        return text


def time_used(clock: Clock) -> str:
    """Say how much of the limit is used: `12 of 60 seconds`."""
    return f"{min(clock.timer() - clock.began, clock.seconds):.0f} of {clock.seconds:.0f} seconds"


def bar(part: float, whole: float, width: int) -> str:
    """Draw so much of a whole: `━━━━━─────`."""
    done = round(width * min(1.0, part / whole)) if whole > 0 else width
    return "━" * done + "─" * (width - done)


def closing_in(bound: int, value: int, most: int, width: int) -> str:
    """Draw a scale from nothing to the worst value so far: what is out of reach, what is still open, what is beaten."""
    most = max(most, value, 1)
    best = round(width * value / most)
    reach = min(best, round(width * min(bound, value) / most))
    return OUT_OF_REACH * reach + STILL_OPEN * (best - reach) + BEATEN * (width - best)


def skyline(values: Sequence[int], width: int) -> str:
    """Draw the latest values one beside another, the highest of them as high as can be."""
    shown = values[-width:]
    most = max(shown, default=0)
    return "".join(HEIGHTS[(len(HEIGHTS) - 1) * value // most if most else 0] for value in shown)
