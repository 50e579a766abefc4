"""`meeting-day plan --cluster` as an officer types it: a real cluster helps, and none that is wrong is waited for."""

import pytest
from click.testing import CliRunner
from councils import write_council
from small_cluster import small_cluster
from small_input import write_input

from scheduler.cli import main

SECONDS = 10


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.timeout(280)
def test_a_year_is_planned_with_helpers_and_breaks_no_rule(tmp_path):
    source, folder = write_council(tmp_path / "district", "district", 1), tmp_path / "out"
    with small_cluster(2) as cluster:
        address = cluster.scheduler_address
        found = run("plan", source, "-o", folder, "--time-limit", SECONDS, "--cluster", address)
    assert found.exit_code == 0, found.stderr
    assert f"2 parts of the search are done at once at {address}." in found.stderr
    assert "The search goes on here." not in found.stderr
    assert run("check", source, folder).stdout.startswith("No rule is broken.")


@pytest.mark.parametrize("more", [[], ["--options", 2]], ids=["one", "several"])
def test_a_cluster_that_is_not_there_is_a_sentence_and_nothing_is_planned(tmp_path, more):
    source = write_input(tmp_path / "small")
    found = run("plan", source, "-o", tmp_path / "out", "--cluster", "nowhere://here:1", *more)
    assert found.exit_code == 2
    assert "No cluster answers at nowhere://here:1" in found.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_what_is_proven_is_the_same_with_helpers(tmp_path):
    source = write_input(tmp_path / "small")
    with small_cluster() as cluster:
        found = run("plan", source, "-o", tmp_path / "with", "--cluster", cluster.scheduler_address)
    assert (found.exit_code, run("plan", source, "-o", tmp_path / "alone").exit_code) == (0, 0)
    assert (tmp_path / "with" / "plan.json").read_bytes() == (tmp_path / "alone" / "plan.json").read_bytes()
