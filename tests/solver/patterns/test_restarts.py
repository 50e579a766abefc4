"""Restarts beside one another: the best of all, the same each time, and nothing taken that is no plan."""

import numpy as np
import pytest
from councils import write_council
from helping import Answering, Threads
from small_cluster import small_cluster
from test_ejection_chains import CALENDAR, START, WEIGHTS, fault_of

from scheduler.commands.plans import planned
from scheduler.reading import read_input
from scheduler.solver.cp.outcome import Solved
from scheduler.solver.cp.progress import Clock, silence
from scheduler.solver.patterns.ejection_chains import EjectionChains, Improved, improve
from scheduler.solver.patterns.network import Year
from scheduler.solver.patterns.restarts import Restarts
from scheduler.sweep.dask_helpers import helping

STEPS, SEED = 40, 3


def never():
    return False


def nodes(years):
    return [year.nodes.tolist() for year in years]


def run(helpers, rounds=1):
    chains = EjectionChains(CALENDAR, WEIGHTS, START, SEED)
    restarts = Restarts(chains, WEIGHTS, SEED, helpers)
    for _ in range(rounds):
        restarts.run(STEPS, never)
    return chains


def test_without_helpers_the_chains_run_as_they_do_alone():
    alone = improve(CALENDAR, WEIGHTS, START, SEED, STEPS)
    assert nodes(run(None).best) == nodes(alone.years)


@pytest.mark.parametrize("number", [1, 3])
def test_the_best_of_the_restarts_is_taken(number):
    seeds = [SEED, *range(SEED + 1, SEED + 1 + number)]
    with Threads(number) as helpers:
        found = run(helpers)
    assert fault_of(CALENDAR, found.best) is None
    assert found.cost == min(improve(CALENDAR, WEIGHTS, START, seed, STEPS).cost for seed in seeds)


def test_the_same_helpers_find_the_same_plan():
    with Threads(2) as helpers:
        one, two = (run(helpers, rounds=3) for _ in range(2))
    assert nodes(one.best) == nodes(two.best)


@pytest.mark.slow
@pytest.mark.timeout(280)
def test_a_cluster_finds_what_as_many_threads_find():
    told = []
    with Threads(2) as threads:
        here = run(threads, rounds=2)
    with small_cluster(2) as cluster, helping(cluster.scheduler_address, told.append) as workers:
        there = run(workers, rounds=2)
    assert nodes(there.best) == nodes(here.best)
    assert told == [f"2 parts of the search are done at once at {cluster.scheduler_address}."]


@pytest.mark.slow
def test_a_large_year_is_shared_with_whoever_helps_to_plan_it(tmp_path):
    clock = Clock(60, silence)
    given = []

    class Helper(Answering):
        def share(self, value):
            given.append(value)
            return value

        def submit(self, *part):
            given.append(part[0])
            clock.interrupt()
            return super().submit(*part)

    outcome = planned(read_input(write_council(tmp_path, "district", 1))[0], clock, helpers=Helper(OSError("lost")))
    assert isinstance(outcome, Solved)
    assert given[1] is improve


def spoilt(change):
    years = [Year(year.nodes.copy(), 0.0) for year in START]
    return Improved(tuple(change(years)), -1.0)


@pytest.mark.parametrize(
    "change",
    [
        lambda years: years[:-1],
        lambda years: [Year(np.full_like(year.nodes, 10**6), 0.0) for year in years],
        lambda years: [Year(year.nodes[:-1], 0.0) for year in years],
        lambda years: [Year(year.nodes.astype(float), 0.0) for year in years],
        lambda years: [Year(np.full_like(year.nodes, -2), 0.0) for year in years],
    ],
    ids=["too few", "no node", "too short", "no numbers of nodes", "before the first"],
)
def test_what_is_no_plan_is_not_taken(change):
    assert nodes(run(Answering(spoilt(change))).best) == nodes(run(None).best)


def test_a_part_that_is_lost_is_done_without():
    assert nodes(run(Answering(OSError("gone"))).best) == nodes(run(None).best)
