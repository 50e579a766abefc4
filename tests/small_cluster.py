"""A real Dask cluster of this machine, for tests: nothing that it does is waited for without end."""

from contextlib import contextmanager

import dask
from distributed import LocalCluster

SECONDS_TO_CLOSE = 30


@contextmanager
def small_cluster(workers=1):
    """Give a cluster that blames work for the first worker that dies of it, which is then started anew."""
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        made = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tcp://",
            dashboard_address="127.0.0.1:0",
            timeout=SECONDS_TO_CLOSE,
        )
    try:
        yield made
    finally:
        made.close(timeout=SECONDS_TO_CLOSE)
