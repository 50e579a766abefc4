"""What the one-folder build starts as: told from its arguments, for a frozen program is its own Python."""

import subprocess
import sys

import pytest
from scripts import ROOT, script

import scheduler
from scheduler.desk.work.processes import CHILD

PROGRAM = script("program")
PATH = ROOT / "packaging" / "program.py"
SECONDS = 60


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], None),
        (["plan", "year.xlsx"], None),
        (["-P", "-m", CHILD, "call"], (CHILD, ["call"])),
        (["-m", "scheduler.solver.patterns.compilation"], ("scheduler.solver.patterns.compilation", [])),
        (["-m", "scheduler", "--version"], ("scheduler", ["--version"])),
        (["-m", "http.server"], None),
        (["-m", "schedulers"], None),
        (["-m"], None),
        (["move", "-m", "scheduler"], None),
    ],
)
def test_a_child_is_told_from_a_command(arguments, asked):
    assert PROGRAM.asked_module(arguments) == asked


@pytest.mark.parametrize("before", [[], ["-P", "-m", "scheduler"]], ids=["as a command", "as a child"])
def test_it_is_meeting_day(before):
    command = [sys.executable, PATH, *before, "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=SECONDS)
    assert done.stdout == f"meeting-day, version {scheduler.__version__}\n"


def test_started_with_nothing_it_opens_the_desk(tmp_path):
    """In the user's own folder; a file stands in its place here, which is told."""
    (tmp_path / "meeting-day").touch()
    environment = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, PATH], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 2
    assert str(tmp_path / "meeting-day") in done.stderr
