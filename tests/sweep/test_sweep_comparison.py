"""Scenarios in processes of this machine and on a real Dask cluster give the same rows, and none loses another's."""

import sys
from concurrent.futures import Future
from multiprocessing import active_children
from time import sleep

import pytest
from builders import body, council, day, member, room, weekdays
from misfortunes import DEADLY, HANGING
from small_cluster import small_cluster

from scheduler.domain.changes import closing, leaving, only_on
from scheduler.domain.scenarios import Change, Scenario
from scheduler.errors import NoWorkplace
from scheduler.sweep.comparison import Workplace, compare, half_the_cores, workplace
from scheduler.sweep.trial import Trial

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
pytestmark = pytest.mark.timeout(200)
OUTCOMES = ["optimal", "optimal", "infeasible", "failed"]


def compared(scenarios, **where):
    with workplace(where.get("workers"), where.get("cluster")) as place:
        found = dict(compare(COUNCIL, scenarios, 20, place))
    return [found[place] for place in range(len(scenarios))]


@pytest.fixture(scope="module")
def cluster():
    with small_cluster() as made:
        yield made


@pytest.mark.slow
def test_the_same_rows_here_and_on_a_cluster(cluster):
    here = compared(SCENARIOS, workers=1)
    assert [result.outcome for result in here] == OUTCOMES
    assert compared(SCENARIOS, cluster=cluster.scheduler_address) == here


@pytest.mark.slow
def test_a_process_that_dies_takes_only_its_own_scenario_with_it():
    scenarios = (SCENARIOS[0], DEADLY, SCENARIOS[1], DEADLY, SCENARIOS[2])
    found = compared(scenarios, workers=2)
    assert [result.outcome for result in found] == ["optimal", "failed", "optimal", "failed", "infeasible"]
    assert found[1].why[0].startswith("The process that tried it died without an answer. If its memory ran out")
    assert found[1].changes == ("its process dies",)


@pytest.mark.slow
def test_a_worker_of_a_cluster_that_dies_is_blamed_on_its_own_scenario_only(cluster):
    found = compared((SCENARIOS[0], DEADLY, SCENARIOS[1]), cluster=cluster.scheduler_address)
    assert [result.outcome for result in found] == ["optimal", "failed", "optimal"]
    remedy = "If its memory ran out, start workers with more of it and --nthreads 1."
    assert found[1].why == (f"The process that tried it died without an answer. {remedy}",)


@pytest.mark.slow
def test_a_cluster_that_goes_away_leaves_what_is_finished():
    with (
        small_cluster() as going,
        workplace(None, going.scheduler_address) as place,
    ):
        found = compare(COUNCIL, SCENARIOS * 10, 20, place)
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


@pytest.mark.slow
def test_one_that_never_ends_is_given_up_and_the_others_are_compared(monkeypatch):
    monkeypatch.setattr("scheduler.sweep.comparison.SECONDS_TO_END", 8.0)
    with workplace(1, None) as place:
        found = dict(compare(COUNCIL, (HANGING, SCENARIOS[0]), 1, place))
    assert [found[place].outcome for place in (0, 1)] == ["failed", "optimal"]
    assert found[0].why == ("It was given up, long after its time limit. Give it longer with --time-limit.",)


def test_a_cluster_that_falls_silent_is_given_up(monkeypatch):
    for name in ("SECONDS_TO_END", "SECONDS_TO_START"):
        monkeypatch.setattr(f"scheduler.sweep.comparison.{name}", 0.0)
    answered = Future()
    answered.set_result(SCENARIOS[0])
    promised = iter((answered, Future(), Future()))
    found = list(compare(COUNCIL, SCENARIOS[:3], 0.1, Workplace(lambda _trial: next(promised))))
    assert found[0] == (0, SCENARIOS[0])
    assert [(place, result.outcome) for place, result in found[1:]] == [(1, "failed"), (2, "failed")]
    remedy = "See that its scheduler runs, and compare again."
    assert found[1][1].why == (f"Nothing more was heard for 0 seconds. {remedy}",)


@pytest.mark.slow
def test_what_a_cluster_had_that_is_gone_is_given_up_at_once():
    found = list(compare(COUNCIL, SCENARIOS[:1], 600, Workplace(lambda _trial: Future(), lambda: False)))
    remedy = "See that its scheduler runs, and compare again."
    assert [(place, result.why) for place, result in found] == [
        (0, (f"The cluster went away before it was tried. {remedy}",))
    ]


def test_what_is_still_tried_ends_with_the_workplace():
    before = set(active_children())
    with workplace(2, None) as place:
        tried = place.submit(Trial(COUNCIL, HANGING, 60))
        while not tried.running():
            sleep(0.05)
        assert len(set(active_children()) - before) == 2
    assert set(active_children()) == before


def test_half_the_cores_is_at_least_one():
    assert half_the_cores() >= 1


def test_no_cluster_at_the_address():
    with pytest.raises(NoWorkplace, match="No cluster answers at nowhere"), workplace(None, "nowhere://x"):
        pass


def test_a_cluster_without_workers(monkeypatch):
    monkeypatch.setattr("scheduler.sweep.cluster.SECONDS_TO_ANSWER", 0.5)
    with small_cluster(0) as empty:
        address = empty.scheduler_address
        with pytest.raises(NoWorkplace, match=f"The cluster at {address} has no worker"), workplace(None, address):
            pass


def test_a_cluster_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoWorkplace, match="pip install 'meeting-day\\[cluster\\]'"), workplace(None, "tcp://here:1"):
        pass
