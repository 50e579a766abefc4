"""Scenarios in processes of this machine and on a real Dask cluster give the same rows, and none loses another's."""

import sys
from time import sleep

import pytest
from builders import body, council, day, member, room, weekdays
from distributed import LocalCluster
from misfortunes import DEADLY

from scheduler.domain.changes import closing, leaving, only_on
from scheduler.domain.scenarios import Change, Scenario
from scheduler.errors import NoWorkplace
from scheduler.sweep import compare
from scheduler.sweep.workplaces import LocalProcesses, half_the_cores, workplace

COUNCIL = council(
    body("GB", meetings=1, start_times="10:00"),
    member("ANN", "GB", "chair"),
    room("CR1"),
    start_date="2015-11-02",
    end_date="2015-11-06",
)
SCENARIOS = (
    Scenario("As it is"),
    Scenario("Tuesday", (only_on("GB", weekdays("Tue")),)),
    Scenario("Shut", (closing((day("2015-11-02"), day("2015-11-06")), "Works"),)),
    Scenario("Nobody", (leaving("BOB", "GB"),)),
)
OUTCOMES = ["optimal", "optimal", "infeasible", "failed"]


def compared(scenarios, **where):
    with workplace(where.get("workers"), where.get("cluster")) as executor:
        found = dict(compare(COUNCIL, scenarios, 20, executor))
    return [found[place] for place in range(len(scenarios))]


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", protocol="tcp://", dashboard_address="127.0.0.1:0"
    ) as made:
        yield made


def test_the_same_rows_here_and_on_a_cluster(cluster):
    here = compared(SCENARIOS, workers=1)
    assert [result.outcome for result in here] == OUTCOMES
    assert compared(SCENARIOS, cluster=cluster.scheduler_address) == here


def test_a_process_that_dies_takes_only_its_own_scenario_with_it():
    scenarios = (SCENARIOS[0], DEADLY, SCENARIOS[1], DEADLY, SCENARIOS[2])
    found = compared(scenarios, workers=2)
    assert [result.outcome for result in found] == ["optimal", "failed", "optimal", "failed", "infeasible"]
    assert found[1].why[0].startswith("The process that tried it died without an answer. If its memory ran out")
    assert found[1].changes == ("its process dies",)


def test_a_worker_of_a_cluster_that_dies_is_blamed_on_its_own_scenario_only(cluster):
    found = compared((SCENARIOS[0], DEADLY, SCENARIOS[1]), cluster=cluster.scheduler_address)
    assert [result.outcome for result in found] == ["optimal", "failed", "optimal"]
    remedy = "If its memory ran out, start workers with more of it and --nthreads 1."
    assert found[1].why == (f"The process that tried it died without an answer. {remedy}",)


def test_a_cluster_that_goes_away_leaves_what_is_finished():
    with (
        LocalCluster(
            n_workers=1, threads_per_worker=1, host="127.0.0.1", protocol="tcp://", dashboard_address="127.0.0.1:0"
        ) as going,
        workplace(None, going.scheduler_address) as executor,
    ):
        found = compare(COUNCIL, SCENARIOS * 10, 20, executor)
        _, first = next(found)
        going.close()
        *_, (_, last) = found
    assert (first.outcome, last.outcome) == ("optimal", "failed")
    assert last.why == ("The cluster went away before it was tried. See that its scheduler runs, and compare again.",)


def test_work_that_cannot_be_sent_is_a_failure_of_its_own():
    unsendable = Scenario("Unsendable", (Change("nothing", lambda problem: problem),))
    found = compared((SCENARIOS[0], unsendable), workers=1)
    assert [result.outcome for result in found] == ["optimal", "failed"]
    assert found[1].why[0].startswith("Whoever tried it gave no answer (")


def test_processes_end_their_work_where_it_is_waited_for():
    with LocalProcesses(1) as executor:
        made = [executor.submit(abs, number) for number in (-1, -2)]
    assert [one.result(0) for one in made] == [1, 2]


def test_processes_that_are_only_starting_end_too():
    executor = LocalProcesses(2)
    made = executor.submit(sleep, 60)
    executor.shutdown(cancel_futures=True)
    assert made.done()


def test_half_the_cores_is_at_least_one():
    assert half_the_cores() >= 1


def test_no_cluster_at_the_address():
    with pytest.raises(NoWorkplace, match="No cluster answers at nowhere"), workplace(None, "nowhere://x"):
        pass


def test_a_cluster_without_workers(monkeypatch):
    monkeypatch.setattr("scheduler.sweep.workplaces.SECONDS_TO_ANSWER", 0.5)
    with LocalCluster(n_workers=0, host="127.0.0.1", protocol="tcp://", dashboard_address="127.0.0.1:0") as empty:
        address = empty.scheduler_address
        with pytest.raises(NoWorkplace, match=f"The cluster at {address} has no worker"), workplace(None, address):
            pass


def test_a_cluster_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoWorkplace, match="pip install 'meeting-day\\[cluster\\]'"), workplace(None, "tcp://here:1"):
        pass
