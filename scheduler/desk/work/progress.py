"""How far a job is: kept in a small file by the child, replaced whole, and read by whoever shows it."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Self

from scheduler.commands.listening import Heard, heard, says_that_it_stops
from scheduler.desk.work.asks import PROGRESS_FILE

MOST_POINTS, MOST_HISTORY = 120, 60
SECONDS_BETWEEN_WRITES = 0.4


@dataclass(frozen=True)
class Point:
    """Where a tier stood: seconds since the job began, the best value so far and what none is better than."""

    at: float
    value: int | None
    bound: int | None


@dataclass(frozen=True)
class Closing:
    """How the value and the bound of one tier close in over time."""

    tier: str
    title: str
    words: str
    """How good the best plan is in it, and how good one could be."""
    points: tuple[Point, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether numbers stand behind its words: how much less there could be at most, or that there cannot be."""
        known = [(one.value, one.bound) for one in self.points[-1:] if one.value is not None and one.bound is not None]
        return any(bound > 0 or bound >= value for value, bound in known)

    def with_point(self, point: Point) -> "Closing":
        """Return it with one more point, unless nothing has changed; of too many, every second one is left out."""
        points = list(self.points)
        if points and (points[-1].value, points[-1].bound) == (point.value, point.bound):
            return self
        points.append(point)
        if len(points) > MOST_POINTS:
            points = [points[0], *points[1:-1:2], points[-1]]
        return replace(self, points=tuple(points))


@dataclass(frozen=True)
class Progress:
    """How far a job is."""

    seconds: float = 0.0
    """The time it was given; 0 where it has no limit."""
    sentence: str = ""
    """The latest."""
    has_plan: bool = False
    """Whether a plan stands that stopping would keep."""
    stopping: bool = False
    history: tuple[tuple[float, str], ...] = ()
    """What was said, each at its second; a sentence that only repeats is left out."""
    tiers: tuple[Closing, ...] = ()
    """In the order in which they were first worked at."""
    told: tuple[str, ...] = ()
    """From what it is planned, warnings, and what follows: said before and after the search."""

    def hearing(self, one: Heard, at: float) -> "Progress":
        """Return it once a sentence is heard."""
        now = replace(self, sentence=one.sentence, stopping=self.stopping or says_that_it_stops(one.sentence))
        if one.is_of_the_plan:
            now = replace(now, tiers=self._closing(one, at), has_plan=self.has_plan or one.value is not None)
        said = [sentence for _, sentence in self.history]
        if said[-1:] == [one.sentence]:
            return now
        return replace(now, history=(*self.history, (round(at, 1), one.sentence))[-MOST_HISTORY:])

    def _closing(self, one: Heard, at: float) -> tuple[Closing, ...]:
        point = Point(round(at, 1), one.value, one.bound)
        if all(known.tier != one.tier for known in self.tiers):
            return (*self.tiers, Closing(one.tier, one.title, one.sentence).with_point(point))
        return tuple(
            replace(known.with_point(point), words=one.sentence) if known.tier == one.tier else known
            for known in self.tiers
        )


class Recorder:
    """Hears a job, from whichever thread, and keeps how far it is in the job's folder.

    Parameters
    ----------
    folder : Path
        Of the job.
    seconds : float
        The time it was given.

    """

    def __init__(self, folder: Path, seconds: float) -> None:
        self.path = folder / PROGRESS_FILE
        self.progress = Progress(seconds)
        self._began = monotonic()
        self._alone, self._over, self._written = Lock(), Event(), Progress()
        self._thread = Thread(target=self._write_now_and_then, daemon=True)

    def __enter__(self) -> Self:
        """Begin to write."""
        self.write()
        self._thread.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        """Write the last of it."""
        self._over.set()
        self._thread.join()
        self.write()

    def hear(self, sentence: str) -> None:
        """Hear a sentence of progress."""
        with self._alone:
            self.progress = self.progress.hearing(heard(sentence), monotonic() - self._began)

    def tell(self, sentence: str) -> None:
        """Hear what is said once, and stays; nothing where it is blank."""
        with self._alone:
            self.progress = replace(self.progress, told=(*self.progress.told, *filter(None, [sentence])))

    def warn(self, faults: Sequence[Any]) -> None:
        """Hear warnings of an input."""
        for fault in faults:
            self.tell(str(fault.sentence))

    def write(self) -> None:
        """Write how far it is, if that has changed; a disk that is full stops no job."""
        with self._alone:
            now = self.progress
        if now == self._written:
            return
        beside = self.path.with_name(f".{self.path.name}.new")
        with suppress(OSError):
            beside.write_text(json.dumps(asdict(now), ensure_ascii=False), encoding="utf-8")
            beside.replace(self.path)
            self._written = now

    def _write_now_and_then(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_WRITES):
            self.write()


def progress_in(folder: Path) -> Progress:
    """Return how far a job is; nothing yet where that cannot be read."""
    try:
        read = json.loads((folder / PROGRESS_FILE).read_text(encoding="utf-8"))
        tiers = tuple(
            Closing(**{**one, "points": tuple(Point(**point) for point in one["points"])}) for one in read.pop("tiers")
        )
        history = tuple((at, sentence) for at, sentence in read.pop("history"))
        told = tuple(read.pop("told"))
        return Progress(**read, tiers=tiers, history=history, told=told)
    except (OSError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return Progress()
