"""Where scenarios are tried: processes of this machine, or a Dask cluster by its address."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from scheduler.errors import NoWorkplace
from scheduler.sweep.processes import LocalProcesses

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
