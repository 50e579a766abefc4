"""Where scenarios are tried: processes of this machine, or a Dask cluster by its address."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from queue import SimpleQueue
from typing import Any, ParamSpec, TypeVar

from scheduler.errors import NoWorkplace

Taken = ParamSpec("Taken")
Given = TypeVar("Given")

SECONDS_TO_ANSWER = 10
DASK_LOGGERS = ("distributed", "distributed.client")


def half_the_cores() -> int:
    """Return how many scenarios are tried at once by default: a search uses up to two cores."""
    return max(1, (os.cpu_count() or 1) // 2)


@contextmanager
def workplace(workers: int | None, cluster: str | None) -> Iterator[Executor]:
    """Give an executor, and end whatever it still does afterwards.

    Parameters
    ----------
    workers : int, optional
        Processes of this machine; half its cores where it is left out.
    cluster : str, optional
        The address of a Dask scheduler, such as tcp://host:8786; then nothing runs here.

    Raises
    ------
    NoWorkplace
        If the cluster does not answer, has no worker, or `distributed` is not installed.

    """
    if cluster is not None:
        with _cluster(cluster) as executor:
            yield executor
        return
    processes = LocalProcesses(workers or half_the_cores())
    try:
        yield processes
    finally:
        processes.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        message = (
            "Comparing on a cluster needs the package distributed. Install it: pip install 'meeting-day[cluster]'."
        )
        raise NoWorkplace(message) from None
    with _without_tracebacks(), _client(Client, address) as client:
        executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


@contextmanager
def _client(connect: Callable[..., Any], address: str) -> Iterator[Any]:
    """Give a connection to the scheduler, once a worker is there."""
    try:
        client = connect(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as trouble:
        message = (
            f"No cluster answers at {address} ({trouble}). See that its scheduler runs, and write tcp://host:8786."
        )
        raise NoWorkplace(message) from trouble
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_ANSWER)
        except TimeoutError:
            message = f"The cluster at {address} has no worker. Start one: dask worker {address} --nthreads 1."
            raise NoWorkplace(message) from None
        yield client


@contextmanager
def _without_tracebacks() -> Iterator[None]:
    """Keep what Dask writes to standard error for its own developers from an officer's screen."""
    loggers = [logging.getLogger(name) for name in DASK_LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


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
