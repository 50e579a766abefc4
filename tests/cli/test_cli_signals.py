"""Ctrl-C and SIGTERM end a command, also where it was started in the background and Ctrl-C is ignored."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from councils import write_council
from small_input import write_input

from scheduler.cli import main

ROOT = Path(__file__).parents[2]
SECONDS = 100
"""No command is waited for longer, once it has been told to end."""
IN_THE_BACKGROUND = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")
IN_FRONT = ("env",)

pytestmark = pytest.mark.timeout(150)


@contextmanager
def started(how, *arguments):
    command = [*how, sys.executable, "-m", "scheduler", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(process, words):
    assert process.stderr is not None
    assert any(words in line for line in process.stderr)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Make a council whose calendar is not proven best for many minutes."""
    return write_council(tmp_path_factory.mktemp("county"), "county", 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "number"),
    [
        (IN_THE_BACKGROUND, signal.SIGTERM),
        pytest.param(IN_FRONT, signal.SIGTERM, marks=pytest.mark.thorough),
        (IN_FRONT, signal.SIGINT),
    ],
)
def test_a_search_that_is_told_to_end_writes_the_best_plan_so_far(county, tmp_path, how, number):
    with started(how, "plan", county, "-o", tmp_path / "out", "--time-limit", 600) as process:
        wait_for(process, "of 600 seconds")  # said of a tier, and so of a plan
        os.kill(process.pid, number)
        _, told = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, told
    assert "No rule is broken; a better one may exist" in told
    assert json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["meetings"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".meeting-day-2")] == []


@pytest.mark.slow
def test_what_ignores_ctrl_c_goes_on_when_it_comes(county, tmp_path):
    with started(IN_THE_BACKGROUND, "plan", county, "-o", tmp_path / "out", "--time-limit", 8) as process:
        wait_for(process, "As of")
        os.kill(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=SECONDS)
    assert process.returncode in (0, 3), told  # with a plan, or without one where the machine has much else to do
    assert "Stop" not in told


@pytest.mark.slow
def test_a_comparison_that_is_told_to_end_ends_its_workers_and_shows_what_is_finished(tmp_path):
    (tmp_path / "what-if.csv").write_text(
        "scenario,change,subject,value\n" + "".join(f"Scenario {number},weekdays,HWB,Fri\n" for number in range(99)),
        encoding="utf-8",
    )
    small = write_input(tmp_path / "small")
    table = ("--scenarios", tmp_path / "what-if.csv")
    with started(IN_THE_BACKGROUND, "sweep", small, *table, "--workers", 1) as process:
        wait_for(process, "2 of 100")
        os.kill(process.pid, signal.SIGTERM)
        shown, told = process.communicate(timeout=SECONDS)  # only once the workers, who share its pipes, have ended
    assert process.returncode == 1, told
    assert shown.splitlines()[1].startswith("As it is")
    assert shown.splitlines()[100].split()[-1] == "stopped"
    assert "Traceback" not in told


def test_ctrl_c_while_a_command_is_still_being_loaded_is_told_as_later(monkeypatch):
    def interrupted(_name):
        raise KeyboardInterrupt

    monkeypatch.setattr("scheduler.cli.import_module", interrupted)
    monkeypatch.setattr("scheduler.cli.main.commands", {})
    found = CliRunner().invoke(main, ["plan", "year.xlsx"])
    assert (found.exit_code, found.stderr) == (3, "Stopped. Nothing was changed.\n")
