"""A Dask cluster that somebody else runs: a connection to its scheduler, refused in words where there is none."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from scheduler.errors import NoWorkplace

SECONDS_TO_ANSWER = 10
"""How long a cluster may take to answer, and again to have a worker."""
DASK_LOGGERS = ("distributed", "distributed.client")
CLOSED = "closed"
"""The status of a connection to a cluster that went away."""
KILLED_WORKER = "KilledWorker"
"""What `distributed`, which need not be installed, calls work whose workers died one after another."""


@contextmanager
def connected(address: str, purpose: str) -> Iterator[Any]:
    """Give a connection to a cluster that has a worker.

    Parameters
    ----------
    address : str
        Of its scheduler, such as tcp://host:8786.
    purpose : str
        What it is wanted for, as a sentence begins: `Comparing on a cluster`.

    Raises
    ------
    NoWorkplace
        If the cluster does not answer, has no worker, or `distributed` is not installed.

    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        message = f"{purpose} needs the package distributed. Install it: pip install 'meeting-day[cluster]'."
        raise NoWorkplace(message) from None
    with _without_tracebacks(), _client(Client, address) as client:
        yield client


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
