"""A real Dask cluster helps one search: what it finds comes back, and whatever happens to it is told in words."""

import operator
import os
from time import monotonic, sleep

import numpy as np
import pytest
from small_cluster import small_cluster

import scheduler
from scheduler.errors import NoWorkplace
from scheduler.solver.cp.parallel_parts import joined
from scheduler.sweep.dask_helpers import helping

pytestmark = [pytest.mark.slow, pytest.mark.timeout(200)]
PATIENCE = 60


@pytest.fixture(scope="module")
def cluster():
    with small_cluster(2) as made:
        yield made


@pytest.fixture
def told():
    return []


def within(seconds=PATIENCE):
    """Return what says to stop once so many seconds have passed."""
    latest = monotonic() + seconds
    return lambda: monotonic() >= latest


def results(helpers, *parts):
    return joined([helpers.submit(*part) for part in parts], within())


def test_nobody_helps_where_no_cluster_is_named(told):
    with helping(None, told.append) as helpers:
        assert (helpers, told) == (None, [])


def test_parts_come_back_in_order_and_what_they_share_is_sent_once(cluster, told):
    with helping(cluster.scheduler_address, told.append) as helpers:
        assert helpers.number == 2
        shared = helpers.share(np.arange(3))
        found = results(helpers, *((operator.mul, shared, factor) for factor in range(4)))
    assert [one.tolist() for one in found] == [[0, factor, 2 * factor] for factor in range(4)]
    assert told == [f"2 parts of the search are done at once at {cluster.scheduler_address}."]


def test_a_part_that_fails_is_told_once_and_after_three_nobody_is_asked_any_more(cluster, told):
    with helping(cluster.scheduler_address, told.append) as helpers:
        assert results(helpers, *[(operator.truediv, 1, 0)] * 2) == [None, None]
        assert helpers.number == 2
        assert results(helpers, (operator.truediv, 1, 0)) == [None]
        assert helpers.number == 0
    words = "A worker of the cluster could not do its part (ZeroDivisionError: division by zero)."
    assert told[1:] == [f"{words} The search goes on here."]


def test_a_worker_of_another_version_does_not_help(cluster, told):
    first, second = sorted(cluster.scheduler_info["workers"])
    with helping(cluster.scheduler_address, told.append) as helpers:
        helpers.client.run(exec, "import scheduler; scheduler.__version__ = '0.0.9'", workers=[first])
    try:
        with helping(cluster.scheduler_address, told.append) as helpers:
            assert helpers.number == 1
            where = set(results(helpers, *[(os.getpid,)] * 4))
            assert where == set(helpers.client.run(os.getpid, workers=[second]).values())
    finally:
        with helping(cluster.scheduler_address, told.append) as helpers:
            helpers.client.run(exec, "import importlib, scheduler; importlib.reload(scheduler)", workers=[first])
    assert told[1] == f"The worker at {first} has meeting-day 0.0.9, and not {scheduler.__version__}: it cannot help."
    assert told[2] == f"1 part of the search is done at once at {cluster.scheduler_address}."


def test_a_worker_that_dies_loses_its_part_and_no_other(told):
    with small_cluster(2) as mortal, helping(mortal.scheduler_address, told.append) as helpers:
        shared = helpers.share(7)
        assert results(helpers, (os._exit, 3)) == [None]
        assert results(helpers, (operator.add, shared, 1), (operator.add, shared, 2)) == [8, 9]
    assert told[1:] == ["A worker of the cluster died with a part of the search. The search goes on here."]


def test_nobody_waits_for_a_cluster_that_goes_away(told):
    with small_cluster() as going, helping(going.scheduler_address, told.append) as helpers:
        part = helpers.submit(sleep, 10 * PATIENCE)
        going.close()
        over = within()
        assert joined([part], lambda: over() or not helpers.number) == [None]
        assert not over()
        assert results(helpers, (operator.add, 1, 1)) == [None]
    *before, last = told[1:]
    assert last == "The cluster went away. The search goes on here."
    assert before in ([], ["A worker of the cluster died with a part of the search. The search goes on here."])


def test_an_address_where_no_cluster_answers_is_refused(told):
    with pytest.raises(NoWorkplace, match="No cluster answers at nowhere"), helping("nowhere://x", told.append):
        pass
    assert told == []
