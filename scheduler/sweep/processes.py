"""Processes of this machine, one scenario at a time in each: one that dies takes only its own scenario with it."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

Taken = ParamSpec("Taken")
Given = TypeVar("Given")


class LocalProcesses(Executor):
    """So many processes, each a pool of its own.

    One pool of many would be simpler, but when a process of it dies, all work of the pool is lost, and nobody can
    tell whose fault it was.

    Parameters
    ----------
    number : int
        Scenarios tried at once.

    """

    def __init__(self, number: int) -> None:
        self._threads = ThreadPoolExecutor(number)
        self._lanes = [_Lane() for _ in range(number)]
        self._idle: SimpleQueue[_Lane] = SimpleQueue()
        for lane in self._lanes:
            self._idle.put(lane)

    def submit(
        self, function: Callable[Taken, Given], /, *arguments: Taken.args, **named: Taken.kwargs
    ) -> "Future[Given]":
        """Let the next process that is idle call the function."""
        return self._threads.submit(self._call, function, *arguments, **named)

    def _call(self, function: Callable[Taken, Given], /, *arguments: Taken.args, **named: Taken.kwargs) -> Given:
        lane = self._idle.get()
        try:
            return lane.call(function, *arguments, **named)
        finally:
            self._idle.put(lane)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in Executor
        """End the processes, when they have done their work or, where the rest of it is cancelled, at once."""
        if wait and not cancel_futures:
            self._threads.shutdown()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for lane in self._lanes:
            lane.end()
        self._threads.shutdown(wait=wait)


class _Lane:
    """One process, started when it is first needed, and anew after it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._process: int | None = None
        """Its number, once it has started."""
        self._ended = False

    def call(self, function: Callable[..., Given], *arguments: Any, **named: Any) -> Given:  # noqa: ANN401 - the function's
        """Call the function in the process and wait for what it gives; BrokenProcessPool if the process dies."""
        try:
            pool = self._pool or self._start()
            return pool.submit(function, *arguments, **named).result()
        except BrokenProcessPool:
            self._pool = self._process = None
            raise

    def _start(self) -> ProcessPoolExecutor:
        """Start a process that leaves Ctrl-C to this one."""
        ignoring = (signal.SIGINT, signal.SIG_IGN)
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=signal.signal, initargs=ignoring)
        self._process = self._pool.submit(os.getpid).result()
        if self._ended:  # while it started
            self.end()
        return self._pool

    def end(self) -> None:
        """End the process, whatever it does; one that is just starting ends itself."""
        self._ended = True
        if self._process is not None:
            with suppress(OSError):  # it has ended already
                os.kill(self._process, signal.SIGTERM)
        if self._pool is not None:
            self._pool.shutdown()
