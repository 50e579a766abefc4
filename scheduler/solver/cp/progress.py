"""Anytime search: a time budget that the user may end early, and sentences of progress that an officer would say.

The budget is kept by whoever works: a search is given what is left, and whatever else may take long (a model that is
being built, a loop of steps) asks the clock as it goes, and gives up in the middle (`TimeIsUp`). The best plan found by
then stands.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from time import monotonic, process_time
from types import FrameType
from typing import Self, TypeAlias

from scheduler.solver.cp.parameters import DEFAULT, SearchParameters
from scheduler.solver.cp.trace import Trace
from scheduler.wishes.tiers import tier_progress

Listener: TypeAlias = Callable[[str], None]
"""Whoever wants to hear of progress; called from other threads too."""

FIRST_REASON = "First reason: "
"""How a sentence begins that is worth keeping in sight: why there is no plan, as soon as it is known."""


def silence(sentence: str) -> None:
    """Ignore every sentence: the listener where none is given."""
    del sentence


class HowFar(str):
    """A sentence that says how good the plan is in the tier in work, and how good it could be; with its numbers."""

    __slots__ = ("bound", "tier", "value")
    tier: str
    value: int | None
    bound: int | None

    def __new__(cls, words: str, tier: str, value: int | None, bound: int | None) -> Self:
        """Make one: `tier` is what it speaks of, `value` the best so far, `bound` what no plan is better than."""
        made = super().__new__(cls, words)
        made.tier, made.value, made.bound = tier, value, bound
        return made


SLOTS, SLOTS_TITLE = "slots", "Slots of meeting days"


def how_far(tier: str, value: int | None, bound: int | None) -> HowFar:
    """Say how good the plan is in a tier, and how good it could be: `Apologies: could be at most 17% less`.

    What a tier comes to is a sum of weights, and is told as a share; slots are counted.
    """
    slots = tier.startswith(SLOTS)
    title = SLOTS_TITLE if slots else tier_progress(tier)
    least = "as few" if slots else "as little"
    if value is None:
        words = f"{title}: {least} as can be is looked for"
    elif bound is not None and bound >= value:
        words = f"{title}: {least} as can be" if value else f"{title}: none"
    elif slots:
        words = f"{title}: {value:,}{f', and {bound:,} at least' if bound else ' so far'}"
    else:
        words = f"{title}: {less_at_most(value, bound)}"
    return HowFar(words, tier, value, bound)


def less_at_most(value: int, bound: int | None) -> str:
    """Say how much less there could be than there is: a share, rounded up."""
    share = -(-100 * (value - bound) // value) if bound else 0
    return f"could be at most {share}% less" if share else "less is looked for"


STOPPING = "Stopping: the best plan so far will be written"
STOPPING_EARLY = "Stopping: a first plan is looked for a moment longer"
"""What is heard once the user has asked to stop, with a plan and without."""


LEAST_WORK, MOST_SLOWNESS = 0.05, 8.0
"""Seconds of work that tell how busy a machine is, at least; and what is believed of that, at most."""


class TimeIsUp(Exception):
    """Time is up in the middle of something: it is left undone, and what was found before stands."""


class Clock:
    """How long the search may take, who listens meanwhile, and whether it is to end early.

    Parameters
    ----------
    seconds : float
        The time given, for the search and whatever comes before and after it.
    listener : Listener
        Hears of progress.
    parameters : SearchParameters
        What tunes the search.
    timer : callable
        The time in seconds, from wherever it is counted.
    began : float, optional
        When the time given began, by `timer`; left out, it begins at once.
    within : Clock, optional
        One of which this is a part: it never has more left than that, and is interrupted with it.

    """

    def __init__(
        self,
        seconds: float,
        listener: Listener = silence,
        parameters: SearchParameters = DEFAULT,
        *,
        timer: Callable[[], float] = monotonic,
        began: float | None = None,
        within: "Clock | None" = None,
    ) -> None:
        self.seconds = seconds
        self.timer = timer
        self.began = timer() if began is None else began
        self._worked = process_time()
        self.deadline = self.began + seconds
        """When the search is to end, were nothing kept for what follows it."""
        self.kept = 0.0
        """Seconds that are kept for what follows the search."""
        self._spared = 0.0
        """Seconds of them that a first plan may take."""
        self.listener = listener
        self.parameters = parameters
        self.within = within
        self.trace: Trace = Trace() if within is None else within.trace
        """What was found step by step, for the outputs."""
        self.has_plan = False
        """Whether a plan stands that could be written."""
        self._interrupted = False
        self.running: set[Callable[[], None]] = set() if within is None else within.running
        """What stops each search that is running."""

    @property
    def left(self) -> float:
        """Seconds left."""
        kept = self.kept if self.has_plan else max(0.0, self.kept - self._spared)
        own = min(self.deadline, self.began + self.seconds - kept) - self.timer()
        return own if self.within is None else min(own, self.within.left)

    @property
    def slowness(self) -> float:
        """How many seconds pass while the processor works one for this program, so far; more on a busy machine."""
        passed, worked = self.timer() - self.began, process_time() - self._worked
        return min(max(1.0, passed / max(worked, LEAST_WORK)), MOST_SLOWNESS)

    @property
    def late(self) -> bool:
        """Whether time is up for good: a moment is given past the end, to confirm what is known."""
        return self.left <= -self.parameters.late_seconds

    @property
    def interrupted(self) -> bool:
        """Whether the user has asked to stop."""
        return self._interrupted or (self.within is not None and self.within.interrupted)

    def check(self) -> None:
        """Raise TimeIsUp where time is up for good; to be asked within every stretch of work that may take long."""
        if self.late:
            raise TimeIsUp

    def share(self, part: float) -> "Clock":
        """Return a clock with part of the time that is left."""
        left = max(0.0, self.left)
        return Clock(left * part, self.listener, self.parameters, timer=self.timer, within=self)

    def keep(self, writing: float, besides: float = 0.0) -> None:
        """Keep so many seconds for what follows the search; no more than half of the time given.

        Until a plan is found, a little less is kept for writing it: a plan that is late is better than none.
        """
        self.kept = min(writing + besides, self.seconds / 2)
        self._spared = min(writing, self.parameters.overrun_seconds)

    def plan_found(self) -> None:
        """Note that a plan stands: from now on an interrupt ends the search at once."""
        self.has_plan = True
        if self.interrupted:
            self.interrupt()

    def interrupt(self) -> None:
        """End the search with the best it has: at once where a plan stands; else a first one is looked for briefly."""
        self._interrupted = True
        if not self.has_plan:
            self.deadline = min(self.deadline, self.timer() + self.parameters.stopping_seconds)
            return
        self.deadline = min(self.deadline, self.timer() - self.parameters.late_seconds)
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
            self.listener(STOPPING if self.has_plan else STOPPING_EARLY)
            self.interrupt()

        for number in heeded:
            signal.signal(number, heed)
        try:
            yield
        finally:
            restore()


def clock_of(time_limit: float | Clock, listener: Listener) -> Clock:
    """Return a clock that runs already, or a new one of so many seconds whose listener hears of progress."""
    return time_limit if isinstance(time_limit, Clock) else Clock(time_limit, listener)


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
