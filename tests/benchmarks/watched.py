"""What a process and its children take while something goes on: memory, open files, how many; and whether it grows."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

MEGABYTE = 2**20


@dataclass(frozen=True)
class Sample:
    """A process at one moment."""

    seconds: float
    """Since the watch began."""
    megabytes: float
    """Resident memory of the process itself."""
    files: int
    """Files, sockets and pipes that it has open."""
    threads: int
    children: int
    children_megabytes: float
    children_files: int


def sample(process: psutil.Process, seconds: float) -> Sample:
    """Look at a process and all that it has started."""
    children = []
    for one in process.children(recursive=True):
        try:
            children.append((one.memory_info().rss, one.num_fds()))
        except psutil.Error:  # it has ended meanwhile
            continue
    return Sample(
        seconds,
        process.memory_info().rss / MEGABYTE,
        process.num_fds(),
        process.num_threads(),
        len(children),
        sum(memory for memory, _ in children) / MEGABYTE,
        sum(files for _, files in children),
    )


class Watch(threading.Thread):
    """Looks at a process every so many seconds, until this ends."""

    def __init__(self, pid: int, every: float, told: Callable[[Sample], None]) -> None:
        super().__init__(daemon=True)
        self.samples: list[Sample] = []
        self._process, self._every, self._told, self._over = psutil.Process(pid), every, told, threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Look, until it is over or the process has ended."""
        began = time.monotonic()
        while True:
            try:
                found = sample(self._process, time.monotonic() - began)
            except psutil.Error:
                return
            self.samples.append(found)
            self._told(found)
            if self._over.wait(self._every):
                return


def an_hour(points: Sequence[tuple[float, float]]) -> float:
    """Return how much more it becomes in an hour: the slope of the line of least squares through (seconds, value)."""
    if len(points) < 2:
        return 0.0
    middle = sum(at for at, _ in points) / len(points)
    mean = sum(value for _, value in points) / len(points)
    spread = sum((at - middle) ** 2 for at, _ in points)
    return 3600 * sum((at - middle) * (value - mean) for at, value in points) / spread if spread else 0.0


def second_half(samples: Sequence[Sample]) -> Sequence[Sample]:
    """Return the samples of the second half of the time: what is loaded once has been loaded by then."""
    last = samples[-1].seconds if samples else 0.0
    return [one for one in samples if one.seconds >= last / 2]


def size_of(folder: Path) -> tuple[int, float]:
    """Return how many files a folder holds, and their megabytes."""
    sizes = []
    for place, _, names in os.walk(folder):  # which passes over a folder that has been taken away meanwhile
        for name in names:
            try:
                sizes.append(Path(place, name).stat().st_size)
            except OSError:  # it has been replaced meanwhile
                continue
    return len(sizes), sum(sizes) / MEGABYTE
